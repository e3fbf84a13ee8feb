"""How skin looks in study mode: each look is a colour and a pattern, so that none is told by colour alone."""

from __future__ import annotations

from typing import Final

from footmap.core.style import Dots, QualityStyle, StrokeFamily

LIT: Final = QualityStyle("#f0b429", "#8a5a00", 0.62, 0.0)
"""Skin that a question is about."""
RIGHT: Final = QualityStyle("#2f9e63", "#14603a", 0.45, 0.0)
"""Painted, and it belongs there."""
MISSED: Final = QualityStyle("#2f6fd6", "#123f8c", 0.22, 0.9, dots=Dots(2.6, 0.55))
"""It belongs there and was not painted."""
EXTRA: Final = QualityStyle("#d1493f", "#7d150d", 0.25, 0.85, strokes=(StrokeFamily(45.0, 2.6, 0.5),))
"""Painted, and it belongs elsewhere."""
LOST: Final = QualityStyle("#6a51a3", "#3a2470", 0.5, 0.8, strokes=(StrokeFamily(45.0, 3.0, 0.45),))
"""Skin that is numb after a change."""
PARTLY: Final = QualityStyle("#6a51a3", "#3a2470", 0.25, 0.6, strokes=(StrokeFamily(45.0, 5.0, 0.4),))
"""Skin that is partly numb, or numb in some people."""
HURTS: Final = QualityStyle("#d1493f", "#7d150d", 0.18, 0.7, dots=Dots(4.0, 0.45))
"""Skin that hurts and is not numb."""

RECALLED: Final[tuple[tuple[float, QualityStyle], ...]] = (
    (0.0, QualityStyle("#c8372d", "#7d150d", 0.42, 0.85, strokes=(StrokeFamily(45.0, 2.4, 0.5),))),
    (0.5, QualityStyle("#dd8a3c", "#8a4a0b", 0.42, 0.7, strokes=(StrokeFamily(45.0, 4.0, 0.45),))),
    (0.7, QualityStyle("#c9b458", "#6f5f14", 0.40, 0.6, strokes=(StrokeFamily(45.0, 7.0, 0.4),))),
    (0.85, QualityStyle("#3f9a86", "#1c5c4f", 0.42, 0.0)),
)
"""How skin looks from a recall on, 0-1: from red and hatched to calm."""
NEVER: Final = QualityStyle("#8a95a0", "#55606b", 0.05, 0.5, dots=Dots(4.5, 0.4))
"""Skin that was never asked."""


def recalled(share: float) -> QualityStyle:
    """The look of skin that is recalled with a probability of 0 to 1."""
    return next(look for least, look in reversed(RECALLED) if share >= least)
