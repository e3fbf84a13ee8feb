"""Ink of a plate: outline, inner contours, creases, hatching and authored lines, as opacity (h, w) 0..1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
from scipy.ndimage import gaussian_filter, gaussian_filter1d, label
from scipy.spatial import cKDTree
from skimage.measure import find_contours

from ..core.views import ViewId
from .body import InkLine
from .field import Array, Field, ease
from .gbuffer import Seen, SkinBlur, blur
from .limb import LegLoft
from .surface import Surface
from .wash import LIGHT


def _stamp_discs(
    image: Field, x: Array, y: Array, radius: Array, opacity: Array
) -> None:  # pragma: no cover - compiled
    """Soft discs, combined by maximum; lengths in pixels."""
    height, width = image.shape
    for n in range(x.shape[0]):
        r = radius[n]
        for j in range(max(0, int(y[n] - r - 2)), min(height, int(y[n] + r + 3))):
            for i in range(max(0, int(x[n] - r - 2)), min(width, int(x[n] + r + 3))):
                d = np.sqrt((i - x[n]) ** 2 + (j - y[n]) ** 2)
                v = opacity[n] * min(max(r + 0.5 - d, 0.0), 1.0)
                if v > image[j, i]:
                    image[j, i] = v


_stamp: Callable[..., None] = numba.njit(cache=True)(_stamp_discs)


def _along(a: Array, sigma: float, closed: bool = False) -> Array:
    """Gaussian smoothing along a line (n,) or (n, k)."""
    return np.asarray(gaussian_filter1d(a, sigma, axis=0, mode="wrap" if closed else "nearest"), float)


def outline(seen: Seen, width: float) -> Field:
    """Silhouette stroke that swells away from the light; `width` in pixels of the 1x picture."""
    mask, u = seen.mask, seen.unit
    soft = gaussian_filter(seen.cover, 0.4 * u)
    ink = np.zeros(mask.shape, np.float32)
    for ring in find_contours(soft, 0.5):
        if len(ring) < 40 * u:
            continue
        s = np.r_[0, np.cumsum(np.hypot(*np.diff(ring, axis=0).T))]
        at = np.arange(0, s[-1], 0.6)
        c = np.stack([np.interp(at, s, ring[:, k]) for k in (0, 1)], 1)
        closed = bool(np.hypot(*(c[0] - c[-1])) < 3)
        c = _along(c, 3.0 * u, closed)
        d = np.gradient(_along(c, 5.0 * u, closed), axis=0)
        d /= np.linalg.norm(d, axis=1, keepdims=True) + 1e-9
        out = np.stack([d[:, 1], -d[:, 0]], 1)  # (row, column)
        limit = np.array(mask.shape) - 1
        inside = np.clip(np.rint(c - 2 * u * out).astype(int), 0, limit)
        if mask[tuple(inside.T)].mean() < 0.5:
            out = -out
            inside = np.clip(np.rint(c - 2 * u * out).astype(int), 0, limit)
        away = -(out[:, 1] * LIGHT[0] - out[:, 0] * LIGHT[1]) / np.hypot(LIGHT[0], LIGHT[1])
        shown = _along(seen.shown[tuple(inside.T)].astype(float), 4.0 * u, closed)
        w = width * u * (0.76 + 0.50 * _along(away, 5.0 * u, closed)) * (0.30 + 0.70 * shown)
        c = c - 0.10 * w[:, None] * out
        _stamp(ink, c[:, 1].copy(), c[:, 0].copy(), 0.5 * w, shown)
    return ink


def contours(seen: Seen, width: float, shortest: float, clear_mm: float) -> Field:
    """Inner contours: depth jumps where one form passes before another.

    Parameters
    ----------
    width, shortest : float
        Width, and length of the shortest one kept, in pixels of the 1x picture.
    clear_mm : float
        Distance from the silhouette within which none is drawn.
    """
    u, z = seen.unit, seen.depth
    slope = np.sqrt(1 / np.clip(seen.normal[..., 2], 0.10, 1) ** 2 - 1) / seen.px_per_mm
    jump = np.zeros_like(z)
    for step in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        jump = np.maximum(jump, z - np.roll(z, step, (0, 1)) - 2.4 * slope)  # near side only
    hit = ease((jump - 0.7) / 1.6) * seen.mask
    hit *= blur(seen.mask, 0.8 * clear_mm * seen.px_per_mm) > 0.9  # not the silhouette
    part = np.asarray(label(hit > 0.25, structure=np.ones((3, 3)))[0])
    hit *= (np.bincount(part.ravel()) >= shortest * u)[part]  # no stray flecks
    ink = np.zeros(z.shape, np.float32)
    j, i = np.nonzero(hit > 0.25)
    away = 0.5 - 0.5 * (seen.normal[j, i] @ np.array(LIGHT, np.float32))
    radius = 0.5 * width * u * (0.55 + 0.75 * away)
    _stamp(ink, i.astype(float), j.astype(float), radius.astype(float), hit[j, i].astype(float))
    return np.asarray(gaussian_filter(ink, 0.35 * u))


def creases(seen: Seen, size: float, width: float, strength: float) -> Field:
    """Fine lines along crests of concavity, thinned to one line; `width` in pixels of the 1x picture."""
    s_mm = 1.15 * size
    soft = SkinBlur(seen, s_mm)
    s = soft.sigma_px
    nx, ny = soft(seen.normal[..., 0]), soft(seen.normal[..., 1])
    c = -(np.gradient(nx, axis=1) - np.gradient(ny, axis=0)) * seen.px_per_mm * size
    c = blur(c, 0.5 * s)
    gy, gx = np.gradient(c)
    hyy, hxy = np.gradient(gy)
    hxx = np.gradient(gx, axis=1)
    spread = np.sqrt(((hxx - hyy) / 2) ** 2 + hxy**2)
    sharpest = (hxx + hyy) / 2 - spread
    across = 0.5 * np.arctan2(2 * hxy, hxx - hyy) + np.pi / 2
    off = np.abs((gx * np.cos(across) + gy * np.sin(across)) / np.minimum(sharpest, -1e-9))  # pixels to the crest
    keep = ease((c - 0.030) / 0.10) * ease((-sharpest * s * s - 0.022) / 0.08) * (soft.cover > 0.97)
    deep = 1 + 0.7 * ease((c - 0.15) / 0.25)
    w = 0.5 * width * seen.unit * (0.35 + 0.65 * keep)
    return np.asarray(strength * deep * gaussian_filter(np.clip(w - off + 0.5, 0, 1) * keep, 0.3 * seen.unit))


def hatch(seen: Seen, tone: Field, pitch: float, amount: float, start: float) -> Field:
    """Engraved cross-contour lines in the shadows, bent by depth and thickening as the tone falls.

    Parameters
    ----------
    pitch : float
        Line spacing, pixels of the 1x picture.
    amount : float
        Opacity.
    start : float
        Tone below which lines appear.
    """
    u = seen.unit
    height, width = tone.shape
    j, i = np.mgrid[0:height, 0:width].astype(np.float32)
    smooth = SkinBlur(seen, 2.0 * u / seen.px_per_mm)(np.where(seen.mask, seen.depth, 0))
    p = pitch * u
    phase = (j + 0.30 * i - 0.40 * smooth * seen.px_per_mm) / p
    gy, gx = np.gradient(phase)
    grad = np.hypot(gx, gy) * p
    along = (gy + 0.30 * gx) * p / 1.044  # share kept in the base direction
    saw = np.abs(phase % 1 - 0.5) * 2
    dark = gaussian_filter((start - tone).astype(np.float32), u)
    thick = np.clip(dark * 1.35, 0, 0.40)
    line = np.clip((thick - saw) / (grad / p * 2.2 + 1e-6) + 0.5, 0, 1) * ease(dark / 0.07)
    return np.asarray(amount * line * ease((along - 0.45) / 0.25) * ease((2.3 - grad) / 0.8) * seen.mask, np.float32)


@dataclass(frozen=True, eq=False)
class SkinLine:
    """An authored line laid on the skin: points and normals (n, 3) of the unposed skin."""

    line: InkLine
    points: Array
    normals: Array


def lay_lines(surface: Surface) -> tuple[SkinLine, ...]:
    """All lines of the body, laid on its skin."""
    tree = cKDTree(surface.vertices)
    loft = LegLoft(surface.body.leg)
    out = []
    for line in surface.body.lines:
        curve = loft.curve(line.points, 0.6)
        found = tree.query(curve, 6)
        distance, near = np.asarray(found[0]), np.asarray(found[1])
        w = 1 / (distance + 0.3) ** 2
        w = (w / w.sum(1, keepdims=True))[..., None]
        sigma = float(np.clip(0.06 * len(curve), 4, 14))
        points = _along((surface.vertices[near] * w).sum(1), sigma)
        out.append(SkinLine(line, points, (surface.normals[near] * w).sum(1)))
    return tuple(out)


_FADE_SHARE: Final = 0.40


def strokes(seen: Seen, lines: tuple[SkinLine, ...], thick: float) -> Field:
    """Authored lines, tapered at both ends and hidden where the skin turns away."""
    ink = np.zeros(seen.mask.shape, np.float32)
    height, width = seen.mask.shape[0], seen.mask.shape[1]
    for laid in lines:
        if seen.view not in laid.line.views:
            continue
        at = seen.camera.project(laid.points)
        facing = seen.camera.directions(laid.points, laid.normals)[:, 2]
        xy = seen.pixel(at)
        n = max(len(at), int(np.hypot(*np.diff(xy, axis=0).T).sum() * 2))
        share, fine = np.linspace(0, 1, len(at)), np.linspace(0, 1, n)
        x, y, z, f = (np.interp(fine, share, a) for a in (xy[:, 0], xy[:, 1], at[:, 2], facing))
        i, j = np.clip(np.rint(x).astype(int), 0, width - 1), np.clip(np.rint(y).astype(int), 0, height - 1)
        open_ = ease((f - 0.06) / 0.16) * (z > seen.depth[j, i] - 3.0) * seen.mask[j, i]
        open_ = gaussian_filter(open_.astype(float), 2.0 * seen.unit)
        taper = np.clip(np.minimum(fine, 1 - fine) / _FADE_SHARE, 0, 1) ** 0.8
        r = 0.5 * laid.line.width * thick * seen.unit * np.maximum(taper, 0.10) * (0.35 + 0.65 * open_)
        _stamp(ink, x, y, r, laid.line.opacity * open_ * (0.35 + 0.65 * taper))
    return ink


def mute(seen: Seen, ink: Field, places: tuple[tuple[tuple[float, ...], float, tuple[ViewId, ...]], ...]) -> Field:
    """Ink with the listed places (centre, radius mm, views) faded out."""
    for centre, radius, views in places:
        if seen.view in views:
            d = np.linalg.norm(seen.skin - np.array(centre, np.float32), axis=2)
            ink = ink * np.where(seen.mask, ease((d - 0.75 * radius) / (0.25 * radius)), 1)
    return ink
