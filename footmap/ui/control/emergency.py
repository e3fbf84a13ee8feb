"""When the bar of an emergency comes and goes.

It takes its room from the picture and the panel, which move down by its height. So that nothing moves away from under
a hand, it comes when the pointer rests, or after a second all the same, and never while a button is held or a stroke
is being made. What stands on it already is brought up to date at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

from footmap.ui.shell.emergency import Emergency

if TYPE_CHECKING:
    from footmap.ui.document.localising import Reading
    from footmap.ui.document.session import Session
    from footmap.ui.panel.panel import SidePanel
    from footmap.ui.shell.emergency import EmergencyBar

LOOK_MS: Final = 120
"""The pointer rests where it is at the same place after so long."""
MOST_LOOKS: Final = 8
"""After so many looks the bar comes although the pointer moves."""


class EmergencyControl(QObject):
    """Shows the emergencies of a reading on the bar and clears them in the case."""

    def __init__(
        self,
        session: Session,
        parent: QObject,
        *,
        bar: EmergencyBar,
        panel: SidePanel,
        pointer: Callable[[], QPoint] = QCursor.pos,
    ) -> None:
        super().__init__(parent)
        self._session, self._bar, self._panel, self._pointer = session, bar, panel, pointer
        self._wanted: tuple[Emergency, ...] = ()
        self._raised_by: dict[str, tuple[str, ...]] = {}
        self._at, self._looks = QPoint(), 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        bar.checked.connect(self._panel.show_checks)
        bar.cleared.connect(self._clear)

    def show_reading(self, reading: Reading) -> None:
        """What the bar has to say, as soon as it may."""
        self._raised_by = {flag.id: flag.because for flag in reading.assessment.alarms.emergencies}
        self._wanted = emergencies(reading, self.tr("Clear: {0}"))
        if self._wanted == self._bar.shown:
            self._timer.stop()
        elif len(self._wanted) == len(self._bar.shown):
            self.settle()
        elif not self._timer.isActive():
            self._at, self._looks = self._pointer(), 0
            self._timer.start()

    def settle(self) -> None:
        """Show it now."""
        self._timer.stop()
        self._bar.show_emergencies(self._wanted)

    def _clear(self, flag: str, reason: str | None, words: str) -> None:
        """Clear it on what raises it now: what comes later lets it stand again."""
        self._session.set_cleared(flag, reason, words, self._raised_by.get(flag))

    def _look(self) -> None:
        at, self._looks = self._pointer(), self._looks + 1
        resting, self._at = at == self._at, at
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton or self._session.stroke_under_way
        if not held and (resting or self._looks >= MOST_LOOKS):
            self.settle()


def emergencies(reading: Reading, clear: str) -> tuple[Emergency, ...]:
    """The standing emergencies of a reading in words; `clear` names the step that clears {0}."""
    wording = reading.wording
    out = []
    for raised in reading.assessment.alarms.emergencies:
        words = wording.red_flag(raised)
        out.append(Emergency(raised.id, words.urgency, words.name, words.now, clear.format(words.name)))
    return tuple(out)
