"""Skin tones: a picture drawn in one tone, shown in another. Colours move along a ramp from ink to lit skin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rgb = tuple[int, int, int]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Tone:
    """The colours of one skin tone, darkest first, 0-255.

    Attributes
    ----------
    ink, deep, shade, skin, lit : (red, green, blue)
        Lines, deepest and usual shade, skin, lit skin.
    """

    ink: Rgb
    deep: Rgb
    shade: Rgb
    skin: Rgb
    lit: Rgb

    def ramp(self) -> NDArray[np.float64]:
        """The colours as rows (5, 3), darkest first."""
        return np.array((self.ink, self.deep, self.shade, self.skin, self.lit), float)


@dataclass(frozen=True)
class Tones:
    """All tones by name, and the one in which the pictures are drawn."""

    drawn: str
    tones: Mapping[str, Tone]

    def names(self) -> tuple[str, ...]:
        """Names in the order of the file."""
        return tuple(self.tones)

    def picture(self, drawn: Pixels, tone: str) -> Pixels:
        """A drawn picture in another tone; the drawn one comes back as it is."""
        return drawn if tone == self.drawn else retone(drawn, self.tones[self.drawn], self.tones[tone])


def channel_tables(source: Tone, target: Tone) -> Pixels:
    """Where each value (0-255) of red, green and blue goes: (3, 256).

    Between the colours of the ramps straight lines; outside them black and white stay at the ends' distance.
    """
    a, b = source.ramp(), target.ramp()
    value = np.arange(256)
    out = np.empty((3, 256))
    for k in range(3):
        top = b[-1, k] * 255.0 / a[-1, k]
        out[k] = np.interp(value, (0.0, *a[:, k], 255.0), (0.0, *b[:, k], min(top, 255.0)))
    return np.asarray(np.rint(out), np.uint8)


def retone(picture: Pixels, source: Tone, target: Tone) -> Pixels:
    """A picture in another skin tone.

    Parameters
    ----------
    picture : (h, w, 4) uint8
        Red, green, blue and opacity (not premultiplied), drawn in `source`.
    source, target : Tone

    Returns
    -------
    (h, w, 4) uint8
        The same opacity; a new array.
    """
    red, green, blue = channel_tables(source, target)
    # Two channels at a time: one table for red and green, one for blue and opacity.
    byte = np.arange(65536, dtype=np.uint16).view(np.uint8).reshape(-1, 2)  # both bytes of a pair, as in memory
    red_green = np.stack([red[byte[:, 0]], green[byte[:, 1]]], 1)
    blue_opacity = np.stack([blue[byte[:, 0]], byte[:, 1]], 1)
    pairs = np.ascontiguousarray(picture).view(np.uint16)
    out = np.empty_like(pairs)
    for half, table in enumerate((red_green, blue_opacity)):
        out[..., half] = np.take(table.view(np.uint16)[:, 0], pairs[..., half], mode="clip")
    return out.view(np.uint8)
