"""The eight pictures of a body, drawn as anatomy plates: RGBA with true alpha, at 1x, 2x and 3x.

Run by hand: ``python -m footmap.atlas_build.plates --body male --out DIR [--view VIEW]``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from ..core.atlas import PictureFrame
from ..core.views import VIEW_IDS, ViewId
from ..data.resources import MAGNIFICATIONS, picture_name
from . import details, ink, wash
from .body import FOOT_VIEWS
from .cameras import camera
from .field import Field
from .gbuffer import Seen, look, picture_frame
from .surface import Surface, build_surface

LEG_PX_PER_MM: Final = 1.5
FOOT_PX_PER_MM: Final = 4.0
MARGIN_MM: Final = 3.0
FINE: Final = 2
FINEST: Final = 3
"""Working pixels per pixel of the 1x picture: of the drawing for 1x and 2x, and of the one for 3x."""
_PNG: Final[dict[str, Any]] = {"compress_level": 9}
_WEBP: Final[dict[str, Any]] = {"quality": 95, "alpha_quality": 90, "method": 4}
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class PlateStyle:
    """How one kind of picture is drawn; ink widths in pixels of the 1x picture.

    Attributes
    ----------
    size : float
        Scale of the shaded features.
    gain : float
        Amplification of local relief.
    border, inner, crease, strokes : float
        Width of outline, inner contours and creases; factor of the authored lines.
    clear_mm : float
        Distance from the silhouette within which no inner contour is drawn.
    """

    size: float
    gain: float
    border: float
    inner: float
    crease: float
    strokes: float
    clear_mm: float


_LEG: Final = PlateStyle(2.2, 1.2, 1.7, 1.3, 0.9, 0.85, 6.0)
_FOOT: Final = PlateStyle(1.0, 0.6, 2.2, 1.5, 1.1, 0.9, 1.3)


def _style(view: ViewId) -> PlateStyle:
    return _FOOT if view in FOOT_VIEWS else _LEG


def frame(surface: Surface, view: ViewId, proof: float = 1.0) -> PictureFrame:
    """Where the picture of a view lies; `proof` under 1 makes a smaller picture."""
    px = proof * (FOOT_PX_PER_MM if view in FOOT_VIEWS else LEG_PX_PER_MM)
    return picture_frame(surface, view, camera(view, surface.body), px, MARGIN_MM)


def _shrink(a: Field, n: int) -> Field:
    """Mean over blocks of n x n pixels."""
    if n == 1:
        return a
    h, w = a.shape[:2]
    return np.asarray(a.reshape(h // n, n, w // n, n, -1).mean((1, 3)), np.float32)


def draw_view(
    surface: Surface, view: ViewId, lines: tuple[ink.SkinLine, ...], proof: float = 1.0
) -> tuple[Pixels, Pixels, Pixels]:
    """The picture of one view at 1x, 2x and 3x; `proof` under 1 draws it smaller.

    1x and 2x are one drawing. 3x is drawn anew with finer pixels: edges and ink are smooth at any pixel size.
    """
    stack = _premultiplied(surface, view, lines, proof, FINE)
    small, middle = _rgba(_shrink(stack, FINE)), _rgba(stack)
    return small, middle, _rgba(_premultiplied(surface, view, lines, proof, FINEST))


def _premultiplied(
    surface: Surface, view: ViewId, lines: tuple[ink.SkinLine, ...], proof: float, oversample: int
) -> Field:
    """One view at `oversample` pixels per pixel of the 1x picture: red, green, blue times opacity, and opacity."""
    body, style = surface.body, _style(view)
    seen = look(surface, view, camera(view, body), frame(surface, view, proof), oversample)
    light = wash.tone(seen, style.size, style.gain)
    light = 1 - 0.88 * (1 - light) if view == "foot_plantar" else wash.ground_light(seen, light)
    if view == "foot_dorsal":
        light = wash.calmed(seen, light, 70.0, 5.0)
    marks = details.toe_marks(seen, body)
    light = light * (1 - 0.16 * marks.shadow)
    colour = wash.colour(light, details.blush(seen, body))
    shine = light[..., None] * 0.35 + 0.72
    nail = np.clip(np.array(wash.NAIL, np.float32) * shine, 0, 1)
    nail = nail + marks.white[..., None] * (np.array((0.985, 0.965, 0.945), np.float32) * np.minimum(shine, 1.0) - nail)
    colour = colour + 0.8 * marks.plate[..., None] * (nail - colour)
    muted = tuple((m.centre, m.radius, m.views) for m in body.muted)
    drawn = np.maximum(ink.mute(seen, 0.85 * ink.contours(seen, style.inner, 20, style.clear_mm), muted), marks.ink)
    drawn = np.maximum(drawn, ink.creases(seen, 2.0 if style is _LEG else 1.0, style.crease, 0.48))
    drawn = np.maximum(drawn, ink.hatch(seen, light, 3.0 if style is _LEG else 4.0, 0.26, 0.42))
    drawn = np.maximum(drawn, ink.strokes(seen, lines, style.strokes))
    border = 0.92 * ink.outline(seen, style.border)
    return _compose(seen, colour, drawn, border)


def _compose(seen: Seen, colour: Field, drawn: Field, border: Field) -> Field:
    """Colour under ink, premultiplied."""
    body = seen.shown * gaussian_filter(seen.cover, 0.5)
    line = np.clip(np.maximum(drawn * seen.shown, border), 0, 1)
    alpha = 1 - (1 - body) * (1 - line)
    over = colour * (body * (1 - line))[..., None] + np.array(wash.INK, np.float32) * line[..., None]
    return np.dstack([over, alpha])


def _rgba(premultiplied: Field) -> Pixels:
    """8-bit red, green, blue and opacity, not premultiplied."""
    alpha = premultiplied[..., 3:]
    rgb = np.where(alpha > 1 / 512, premultiplied[..., :3] / np.maximum(alpha, 1e-6), 0)
    return np.asarray(np.clip(np.dstack([rgb, alpha]), 0, 1) * 255 + 0.5, np.float32).astype(np.uint8)


def frames(surface: Surface) -> dict[ViewId, PictureFrame]:
    """Where each picture lies in its view, without drawing it."""
    return {view: frame(surface, view) for view in VIEW_IDS}


def draw(
    surface: Surface, out_dir: Path, views: Sequence[ViewId] = VIEW_IDS, proof: float = 1.0
) -> dict[ViewId, PictureFrame]:
    """Draw pictures as ``VIEW@1x.png``, ``VIEW@2x.png`` and ``VIEW@3x.webp``.

    Parameters
    ----------
    out_dir : Path
        Folder, made if it is missing.
    views : sequence of ViewId
    proof : float
        Under 1: smaller pictures, for a first look.

    Returns
    -------
    dict of ViewId to PictureFrame
        Where each picture lies in its view.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    lines = ink.lay_lines(surface)
    out = {}
    for view in views:
        for n, pixels in zip(MAGNIFICATIONS, draw_view(surface, view, lines, proof), strict=True):
            Image.fromarray(pixels).save(out_dir / picture_name(view, n), **(_PNG if n < FINEST else _WEBP))
        out[view] = frame(surface, view, proof)
    return out


def main() -> None:
    """Draw from the command line."""
    parser = argparse.ArgumentParser(description=draw.__doc__)
    parser.add_argument("--body", default="male")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--view", action="append", choices=VIEW_IDS)
    parser.add_argument("--proof", type=float, default=1.0, help="under 1: smaller pictures, for a first look")
    args = parser.parse_args()
    start = time.perf_counter()
    surface = build_surface(args.body)
    for view in args.view or VIEW_IDS:
        print(draw(surface, args.out, [view], args.proof)[view], f"{view} at {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
