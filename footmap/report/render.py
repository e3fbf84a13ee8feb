"""Pictures of a case without a window: the whole body chart, or one limb in one view, as PNG."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from footmap.core import paint as painting
from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.ids import DRAWN_TONE
from footmap.core.views import Side, ViewId
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.knowledge.base import load_knowledge
from footmap.data.output import write_output
from footmap.data.style import load_style
from footmap.data.tones import load_tones
from footmap.errors import AssetError, FootmapError, Problem

from .chart import CaseChart, OverlayChoice, ReadPicture, draw_chart, put
from .raster import DPI


def render_case(
    case: Case,
    output: Path,
    *,
    view: ViewId | Literal["sheet"] = "sheet",
    side: Side = "right",
    overlay: OverlayChoice = "none",
    scale: float = 2.0,
    tone: str = DRAWN_TONE,
    language: str = "en",
) -> None:
    """Draw a case into a PNG file; parameters as in `render_png`.

    Raises
    ------
    FootmapError
        If the file's name does not end in ``.png``.
    """
    if output.suffix.lower() != ".png":
        raise FootmapError(f"The picture is a .png file, not {output.name}.")
    atlas = load_atlas(case.body)
    write_output(output, render_png(case, atlas, view, side, overlay, scale, tone, language))


def render_png(
    case: Case,
    atlas: Atlas,
    view: ViewId | Literal["sheet"] = "sheet",
    side: Side = "right",
    overlay: OverlayChoice = "none",
    scale: float = 2.0,
    tone: str = DRAWN_TONE,
    language: str = "en",
) -> bytes:
    """Draw a case.

    Parameters
    ----------
    case : Case
    atlas : Atlas
        Of the case's body.
    view : ViewId or "sheet"
    side : {"right", "left"}
        Limb of a single view; the sheet shows both.
    overlay : {"none", "nerves", "dermatomes"}
        Territories under the paint; the dermatomes are the consensus map.
    scale : float
        1 is the size of the atlas pictures, and about 1,280 pixels for the width of the sheet.
    tone : str
        Skin tone, by its name in the table of tones.
    language : {"en", "de"}
        Of headings, legend and names.

    Returns
    -------
    bytes
        A PNG file, the same for the same input.
    """
    return to_png(
        make_chart(case, atlas, view=view, side=side, overlay=overlay, scale=scale, tone=tone, language=language)
    )


def make_chart(
    case: Case,
    atlas: Atlas,
    *,
    view: ViewId | Literal["sheet"] = "sheet",
    side: Side = "right",
    overlay: OverlayChoice = "none",
    scale: float = 2.0,
    tone: str = DRAWN_TONE,
    language: str = "en",
) -> CaseChart:
    """The chart of a case before it is written; parameters as in `render_png`."""
    return draw_chart(
        atlas,
        painting.replay(atlas, case.drawing),
        load_style(),
        picture_reader(atlas.body, tone),
        load_knowledge().named(language),
        view=view,
        side=side,
        overlay=overlay,
        scale=scale,
        language=language,
    )


def picture_reader(body: str, tone: str = DRAWN_TONE) -> ReadPicture:
    """Reads the pictures of a body in a skin tone: ``read(view, magnification)`` gives RGBA at 1x, 2x or 3x."""
    tones = load_tones()
    folder = resources.atlas_folder(body) / "pictures"

    def read(view: ViewId, magnification: int) -> Image.Image:
        name = resources.picture_name(view, magnification)
        try:
            with Image.open(folder / name) as image:
                drawn = image.convert("RGBA")
        except OSError as error:
            problem = Problem(name, "The picture is missing or damaged; install footmap again.")
            raise AssetError((problem,)) from error
        return drawn if tone == tones.drawn else Image.fromarray(tones.picture(np.asarray(drawn), tone, view))

    return read


def to_png(chart: CaseChart) -> bytes:
    """A chart alone as a PNG file."""
    height, width = chart.pixels.shape[:2]
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    put(chart, figure, 0, 0)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
    return out.getvalue()
