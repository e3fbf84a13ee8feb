"""Colour differences as people see them: CIEDE2000, in normal sight and with one kind of cone missing."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_XYZ: Final = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
SIGHTS: Final = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""Linear sRGB as it is seen: Machado, Oliveira and Fernandes 2009, severity 1.0."""


def rgb(colour: str) -> Array:
    """``#rrggbb`` as 0-1."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0


def over(colour: str, ground: str, opacity: float) -> Array:
    """A colour laid over a ground, 0-1."""
    return opacity * rgb(colour) + (1.0 - opacity) * rgb(ground)


def lab(seen: Array, sight: str) -> Array:
    """CIELAB (D65) of sRGB 0-1 in a sight."""
    linear = np.where(seen <= 0.04045, seen / 12.92, ((seen + 0.055) / 1.055) ** 2.4)
    xyz = np.clip(SIGHTS[sight] @ linear, 0.0, 1.0) @ _XYZ.T / _XYZ.sum(axis=1)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16.0 / 116.0)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])


def ciede2000(one: Array, other: Array) -> float:
    """Difference of two colours in CIELAB: Sharma, Wu and Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2.0
    g = 0.5 * (1.0 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    a1, a2 = a1 * (1.0 + g), a2 * (1.0 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360.0, np.degrees(np.arctan2(b2, a2)) % 360.0
    grey = c1 * c2 == 0.0
    turn = 0.0 if grey else (h2 - h1 + 180.0) % 360.0 - 180.0
    dl, dc, dh = l2 - l1, c2 - c1, 2.0 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2.0))
    lm, cm = (l1 + l2) / 2.0, (c1 + c2) / 2.0
    hm = h1 + h2 if grey else (h1 + turn / 2.0) % 360.0
    t = (
        1.0
        - 0.17 * np.cos(np.radians(hm - 30.0))
        + 0.24 * np.cos(np.radians(2.0 * hm))
        + 0.32 * np.cos(np.radians(3.0 * hm + 6.0))
        - 0.20 * np.cos(np.radians(4.0 * hm - 63.0))
    )
    sl = 1.0 + 0.015 * (lm - 50.0) ** 2 / np.sqrt(20.0 + (lm - 50.0) ** 2)
    sc, sh = 1.0 + 0.045 * cm, 1.0 + 0.015 * cm * t
    around = np.sin(np.radians(60.0 * np.exp(-(((hm - 275.0) / 25.0) ** 2))))
    rt = -2.0 * np.sqrt(cm**7 / (cm**7 + 25.0**7)) * around
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)))
