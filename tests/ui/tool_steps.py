"""What the tests of the tools do again and again."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from shapely import MultiPolygon

from footmap.core.views import Side, ViewId
from footmap.ui.window import Window

from .harness import Hand

SOLE: Final[ViewId] = "foot_plantar"
OUTER: Final[ViewId] = "foot_lateral"
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
ALT: Final = Qt.KeyboardModifier.AltModifier


def choose(hand: Hand, window: Window, key: str, tool: str) -> None:
    """Choose a tool by its key."""
    window.activateWindow()
    QTest.keyClicks(hand.canvas, key)
    assert hand.canvas.tool.id == tool


def round_(hand: Hand, view: ViewId, radius_mm: float, count: int = 24) -> list[QPoint]:
    """A circle on the canvas about the middle of the sole's or the foot's skin."""
    x, y = hand.inside(view)
    turn = [math.pi / 2 + 2 * math.pi * i / count for i in range(count)]
    return [hand.at(view, x + radius_mm * math.cos(t), y + radius_mm * math.sin(t)) for t in turn]


def shown(hand: Hand, view: ViewId = SOLE, side: Side = "right") -> MultiPolygon:
    return hand.session.derived.paint.shown(side, view, "pain")
