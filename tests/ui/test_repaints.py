from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

REPAINTS = 20_000


def test_twenty_thousand_python_paint_events(qtbot: QtBot) -> None:
    """Some Qt releases abort (none_dealloc) after some thousand paint events that Python handles."""

    counts = [0]

    class Painted(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
            counts[0] += 1

    widget = Painted()
    widget.resize(20, 20)
    with qtbot.waitExposed(widget):
        widget.show()
    for _ in range(REPAINTS):
        widget.repaint()
    widget.close()
    assert counts[0] >= REPAINTS
