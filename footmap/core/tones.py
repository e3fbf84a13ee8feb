"""Skin tones: a picture drawn in one tone, shown in another. Colours move along a ramp from ink to lit skin.

Pads and nails are redder than the ramp; how much of that redness stays is a property of the tone. The sole may have
a ramp of its own: it is paler than the rest of dark skin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .views import ViewId

Rgb = tuple[int, int, int]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Tone:
    """The colours of one skin tone, darkest first, 0-255.

    Attributes
    ----------
    ink, deep, shade, skin, lit : (red, green, blue)
        Lines, deepest and usual shade, skin, lit skin.
    redness : float
        Share (0-1) of the redness of pads and nails that is kept.
    """

    ink: Rgb
    deep: Rgb
    shade: Rgb
    skin: Rgb
    lit: Rgb
    redness: float = 1.0

    def ramp(self) -> NDArray[np.float64]:
        """The colours as rows (5, 3), darkest first."""
        return np.array((self.ink, self.deep, self.shade, self.skin, self.lit), float)


@dataclass(frozen=True)
class Tones:
    """All tones by name, and the one in which the pictures are drawn; `soles` where the sole is another tone."""

    drawn: str
    tones: Mapping[str, Tone]
    soles: Mapping[str, Tone] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """Names in the order of the file."""
        return tuple(self.tones)

    def picture(self, drawn: Pixels, tone: str, view: ViewId | None = None) -> Pixels:
        """A drawn picture (of `view`) in another tone; the drawn one comes back as it is."""
        if tone == self.drawn:
            return drawn
        target = self.soles.get(tone) if view == "foot_plantar" else None
        return retone(drawn, self.tones[self.drawn], target or self.tones[tone])


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
    # One table of all pairs (red, green), one of all pairs (red, blue): redness shows in a pair only.
    at_red, at_other = (a.ravel() for a in np.meshgrid(np.arange(256), np.arange(256)))  # number of a pair: red first
    red_green = red[at_red] | green[_paler(source, target, 1)[at_red, at_other]].astype("<u2") << 8
    only_blue = blue[_paler(source, target, 2)[at_red, at_other]].astype("<u2")
    pairs = np.ascontiguousarray(picture).view("<u2")  # (red, green) and (blue, opacity)
    out = np.empty_like(pairs)
    out[..., 0] = np.take(red_green, pairs[..., 0], mode="clip")
    red_blue = (pairs[..., 0] & 255) | pairs[..., 1] << 8
    out[..., 1] = np.take(only_blue, red_blue, mode="clip") | (pairs[..., 1] & 0xFF00)
    return out.view(np.uint8)


def _paler(source: Tone, target: Tone, channel: int) -> NDArray[np.intp]:
    """Green or blue (channel 1 or 2) with its lost redness, in the source tone, by red and value: (256, 256)."""
    value = np.arange(256)
    ramp = source.ramp()
    plain = np.interp(value, (0.0, *ramp[:, 0], 255.0), (0.0, *ramp[:, channel], 255.0))
    lost = (1.0 - target.redness) * np.maximum(plain[:, None] - value, 0.0)
    return np.asarray(np.rint(value + lost), np.intp)
