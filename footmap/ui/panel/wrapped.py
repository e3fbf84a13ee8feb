"""Words on a line of limited length."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF


def wrapped(text: str, metrics: QFontMetricsF, room_px: float, most: int) -> tuple[str, ...]:
    """`text` in at most `most` lines of `room_px`; what does not fit the last one ends in dots."""
    lines: list[str] = []
    words = text.split()
    while words:
        count = len(words)
        if len(lines) < most - 1:
            while count > 1 and metrics.horizontalAdvance(" ".join(words[:count])) > room_px:
                count -= 1
        lines.append(metrics.elidedText(" ".join(words[:count]), Qt.TextElideMode.ElideRight, room_px))
        del words[:count]
    return tuple(lines) or ("",)


def percent(share: float) -> str:
    """``93 %`` with a narrow no-break space; ``<1 %`` for what is more than nothing and less than one."""
    return f"{share:.0f}\u202f%" if share >= 1 or share <= 0 else "<1\u202f%"
