"""The shaded wash of a plate: tone from light, hollows and curvature; colour from tone."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..data.tones import load_tones
from .field import Field, ease
from .gbuffer import Seen, SkinBlur

_TONES: Final = load_tones()
INK, DEEP, SHADE, SKIN, LIT = (tuple(c / 255.0 for c in row) for row in _TONES.tones[_TONES.drawn].ramp())
BLUSH: Final = (0.915, 0.705, 0.630)
NAIL: Final = (0.985, 0.890, 0.850)
LIGHT: Final = (-0.48, 0.60, 0.64)  # right, up, to the eye
_BOUNCE: Final = (0.84, -0.39, 0.34)


def _vector(v: tuple[float, float, float]) -> NDArray[np.float32]:
    a = np.array(v, np.float32)
    return np.asarray(a / np.float32(np.linalg.norm(a)))


def exaggerated(seen: Seen, size: float, gain: float) -> Field:
    """Normals with local relief amplified (unsharp mask at 10 mm * size), for shading only."""
    soft = SkinBlur(seen, 10.0 * size)
    out = seen.normal.copy()
    for k in (0, 1):
        part = seen.normal[..., k]
        out[..., k] += gain * (part - soft(part)) * np.clip(seen.normal[..., 2] * 1.6, 0, 1)
    out /= np.maximum(np.linalg.norm(out, axis=2, keepdims=True), 1e-6)
    return out


def tone(seen: Seen, size: float, gain: float) -> Field:
    """Tone (1 lit .. 0 dark) from light, ambient hollows and curvature.

    Parameters
    ----------
    size : float
        Scale of the feature widths (1 for feet).
    gain : float
        Amplification of local relief.
    """
    normal = exaggerated(seen, size, gain)
    front = np.clip(seen.normal[..., 2], 0, 1)
    direct = np.clip((normal @ _vector(LIGHT) + 0.24) / 1.24, 0, 1)
    bounce = np.clip(normal @ _vector(_BOUNCE), 0, 1)
    hollow = np.zeros_like(seen.depth)
    depth = np.where(seen.mask, seen.depth, 0)
    for mm, weight in ((2.5, 0.35), (7.0, 0.40), (18.0, 0.25)):
        soft = SkinBlur(seen, mm * size)
        hollow += weight * np.clip((soft(depth) - depth) / (mm * size * 0.9), -0.5, 1)
    curve = np.zeros_like(seen.depth)
    for mm, weight in ((1.4, 0.40), (4.5, 0.9)):
        soft = SkinBlur(seen, mm * size)
        nx, ny = soft(seen.normal[..., 0]), soft(seen.normal[..., 1])
        bend = np.gradient(nx, axis=1) - np.gradient(ny, axis=0)
        curve += weight * np.tanh((bend * soft.sigma_px - 0.10) * 3.0)
    out = 0.20 + 0.70 * direct + 0.12 * bounce
    out = out * (0.70 + 0.30 * front**0.8) * (1 - 0.32 * np.clip(hollow, -0.35, 1)) * (1 + 0.14 * curve)
    return np.asarray(np.clip(out, 0, 1.1), np.float32)


def ground_light(seen: Seen, light: Field, height_mm: float = 26.0, gain: float = 0.55) -> Field:
    """Lift the tone of skin that faces the ground within `height_mm` of it: light thrown back by the ground."""
    up = np.array(seen.camera.rows, np.float32)[:, 2]
    down = np.clip(-(seen.normal @ up), 0, 1)
    near = 1 - ease(seen.skin[..., 2] / np.float32(height_mm))
    return np.asarray(light + gain * down * near * (0.80 - light) * (light < 0.80), np.float32)


def calmed(seen: Seen, light: Field, from_mm: float, sigma_mm: float) -> Field:
    """Tone softened on skin above a height: where the eye looks along the shank, small relief is not exaggerated."""
    weight = ease((seen.skin[..., 2] - np.float32(from_mm)) / np.float32(60))
    return np.asarray(light + weight * (SkinBlur(seen, sigma_mm)(light) - light), np.float32)


def colour(light: Field, blush: Field) -> Field:
    """Skin colour (h, w, 3), 0..1, of a tone; `blush` (0..1) reddens."""
    stops = (0.0, 0.30, 0.66, 0.96)
    plain = np.array((DEEP, SHADE, SKIN, LIT))
    red = np.array(BLUSH)
    flushed = np.array((DEEP, 0.65 * plain[1] + 0.28 * red, red, plain[3] - 0.85 * (plain[2] - red)))
    out = np.empty((*light.shape, 3), np.float32)
    for k in range(3):
        a, b = np.interp(light, stops, plain[:, k]), np.interp(light, stops, flushed[:, k])
        out[..., k] = a + blush * (b - a)
    return out
