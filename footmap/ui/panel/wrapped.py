"""Words on a line of limited length."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF


def wrapped(text: str, metrics: QFontMetricsF, room_px: float, most: int) -> tuple[str, ...]:
    """`text` in at most `most` lines of `room_px`; what does not fit the last one ends in dots.

    A word that is longer than a line goes on in the next one, after a hyphen.
    """
    lines: list[str] = []
    words = text.split()
    while words:
        if len(lines) < most - 1:
            count = len(words)
            while count > 1 and metrics.horizontalAdvance(" ".join(words[:count])) > room_px:
                count -= 1
            if count == 1 and metrics.horizontalAdvance(words[0]) > room_px:
                words[:1] = _parted(words[0], metrics, room_px)
        else:
            count = len(words)
        lines.append(metrics.elidedText(" ".join(words[:count]), Qt.TextElideMode.ElideRight, room_px))
        del words[:count]
    return tuple(lines) or ("",)


def _parted(word: str, metrics: QFontMetricsF, room_px: float) -> list[str]:
    """A long word in two: as much as there is room for, with its hyphen, and the rest."""
    for at in range(len(word) - 1, 1, -1):
        first = word[:at] if word[at - 1] in "-/" else f"{word[:at]}-"
        if metrics.horizontalAdvance(first) <= room_px:
            return [first, word[at:]]
    return [word]


def percent(share: float) -> str:
    """``93 %`` with a narrow no-break space; ``<1 %`` for what is more than nothing and less than one."""
    return f"{share:.0f}\u202f%" if share >= 1 or share <= 0 else "<1\u202f%"
