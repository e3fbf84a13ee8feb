"""Intensity as depth: the 0-10 scale in a few steps that the eye can tell apart. Imports nothing."""

from __future__ import annotations

from typing import Final

DEPTHS: Final = 4
STEPS: Final = 11
"""Whole numbers of the scale, 0 to 10."""


def depth(intensity: float) -> int:
    """Step of an intensity: 0 for 0-2, 1 for 3-5, 2 for 6-8, 3 for 9 and 10."""
    return min(max(int(intensity * DEPTHS / STEPS), 0), DEPTHS - 1)
