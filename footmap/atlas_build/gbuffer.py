"""What each pixel of a picture sees: skin point, depth, normal. Image rows run downward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from ..core.atlas import PictureFrame
from ..core.views import Camera, ViewId
from .cameras import highest_mm, opacity
from .field import Field
from .surface import Surface
from .zbuffer import fill

Mask = NDArray[np.bool_]
FAR_MM = -400.0


@dataclass(frozen=True, eq=False)
class Seen:
    """The visible skin of one picture at working resolution.

    Attributes
    ----------
    view, camera, frame
        Which picture.
    mask : (h, w) bool
        Pixels that show skin.
    depth : (h, w) float32
        Toward the eye, mm; `FAR_MM` where there is no skin.
    normal : (h, w, 3) float32
        Right, up, to-the-eye parts of the skin normal.
    skin : (h, w, 3) float32
        Unposed skin point, mm.
    cover : (h, w) float32
        Share of the pixel that shows skin, for smooth edges.
    shown : (h, w) float32
        Opacity, 0 where there is no skin.
    px_per_mm : float
        Working pixels per mm.
    unit : float
        Working pixels per pixel of the 1x picture: the unit of ink widths.
    """

    view: ViewId
    camera: Camera
    frame: PictureFrame
    mask: Mask
    depth: Field
    normal: Field
    skin: Field
    cover: Field
    shown: Field
    px_per_mm: float
    unit: float

    def pixel(self, view_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """View points (n, 2+) -> column and row (n, 2) in working pixels, 0 = centre of the first."""
        column = (view_mm[:, 0] - self.frame.left_mm) * self.px_per_mm - 0.5
        row = (self.frame.top_mm - view_mm[:, 1]) * self.px_per_mm - 0.5
        return np.stack([column, row], 1)


def picture_frame(surface: Surface, view: ViewId, camera: Camera, px_per_mm: float, margin_mm: float) -> PictureFrame:
    """Smallest frame on whole 1x pixels that holds all shown skin and a margin."""
    v = surface.vertices
    keep = (opacity(view, surface)(v) > 0.004) & (v[:, 2] <= highest_mm(view, surface))
    xy = camera.project(v[keep])[:, :2]
    lo = np.floor((xy.min(0) - margin_mm) * px_per_mm).astype(int)
    hi = np.ceil((xy.max(0) + margin_mm) * px_per_mm).astype(int)
    left, top = float(lo[0]) / px_per_mm, float(hi[1]) / px_per_mm
    return PictureFrame(round(left, 6), round(top, 6), px_per_mm, int(hi[0] - lo[0]), int(hi[1] - lo[1]))


def _buffers(
    seen_as: NDArray[np.float64], triangles: NDArray[np.int32], frame: PictureFrame, oversample: int
) -> tuple[Field, NDArray[np.int32], Field, Field]:
    """Depth, triangle and the weights of its second and third vertex per pixel."""
    px = frame.px_per_mm * oversample
    height, width = frame.height_px * oversample, frame.width_px * oversample
    screen = seen_as.copy()
    screen[:, 0] = (seen_as[:, 0] - frame.left_mm) * px - 0.5
    screen[:, 1] = (seen_as[:, 1] - frame.top_mm) * px + height - 0.5
    depth = np.full((height, width), -1e9, np.float32)
    face = np.full((height, width), -1, np.int32)
    second, third = np.zeros((2, height, width), np.float32)
    fill(screen, triangles, depth, face, second, third)
    return depth[::-1], face[::-1], second[::-1], third[::-1]


def look(surface: Surface, view: ViewId, camera: Camera, frame: PictureFrame, oversample: int) -> Seen:
    """Rasterise one view at `oversample` working pixels per pixel of the 1x picture."""
    v = surface.vertices
    top = highest_mm(view, surface)
    alpha = opacity(view, surface)
    weight = alpha(v)
    t = surface.triangles
    drawn = t[(v[t][:, :, 2] < top).all(1) & (weight[t].max(1) > 0)]
    seen_as = camera.project(v)
    px = frame.px_per_mm * oversample
    depth, face, second, third = _buffers(seen_as, drawn, frame, oversample)
    height, width = depth.shape
    fine = _buffers(seen_as, drawn, frame, 2 * oversample)[1] >= 0
    cover = fine.reshape(height, 2, width, 2).mean((1, 3), dtype=np.float32)
    mask = face >= 0
    corners = drawn[face[mask]]
    w = np.stack([1 - second[mask] - third[mask], second[mask], third[mask]], 1).astype(np.float32)

    def mix(values: NDArray[Any]) -> Field:
        return np.asarray(np.einsum("nij,ni->nj", values.astype(np.float32)[corners], w), np.float32)

    n = mix(camera.directions(v, surface.normals))
    n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-6)
    p = mix(v)
    normal, skin = np.zeros((2, height, width, 3), np.float32)
    shown = np.zeros((height, width), np.float32)
    normal[mask], skin[mask], shown[mask] = n, p, alpha(p.astype(float))
    return Seen(
        view,
        camera,
        frame,
        mask,
        np.where(mask, depth, np.float32(FAR_MM)),
        normal,
        skin,
        cover,
        shown,
        px,
        float(oversample),
    )


def blur(a: NDArray[Any], sigma_px: float) -> Field:
    """Gaussian blur; large sigmas work on a reduced copy."""
    a = np.asarray(a, np.float32)
    q = max(1, int(sigma_px / 4))
    if q == 1:
        return np.asarray(gaussian_filter(a, sigma_px, truncate=3.0))
    h, w = a.shape
    p = np.pad(a, ((0, -h % q), (0, -w % q)), mode="edge")
    low = gaussian_filter(p.reshape(p.shape[0] // q, q, -1, q).mean((1, 3)), sigma_px / q, truncate=3.0)
    rows = _stretch(low, h, q)
    return np.ascontiguousarray(_stretch(np.ascontiguousarray(rows.T), w, q).T)


def _stretch(a: Field, n: int, q: int) -> Field:
    """Linear interpolation of the rows of `a` back to `n` rows, `q` rows per input row."""
    t = np.clip((np.arange(n, dtype=np.float32) - (q - 1) / 2) / q, 0, len(a) - 1)
    i = np.minimum(t.astype(int), max(len(a) - 2, 0))
    f = (t - i)[:, None].astype(np.float32)
    return np.asarray(a[i] * (1 - f) + a[np.minimum(i + 1, len(a) - 1)] * f, np.float32)


class SkinBlur:
    """Gaussian blur over skin only, of one width; the blurred mask is computed once."""

    def __init__(self, seen: Seen, sigma_mm: float) -> None:
        self.sigma_px = sigma_mm * seen.px_per_mm
        self.mask = seen.mask
        self.cover = blur(seen.mask, self.sigma_px)

    def __call__(self, a: NDArray[Any]) -> Field:
        """Blur values (h, w)."""
        return np.asarray(blur(np.where(self.mask, a, 0), self.sigma_px) / np.maximum(self.cover, 1e-3), np.float32)
