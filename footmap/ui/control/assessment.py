"""Keeps the panel in step with the case: numbers follow the brush, the order follows when a stroke has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from footmap.ui.document.localising import Localising

if TYPE_CHECKING:
    from footmap.core.localiser.engine import Localiser
    from footmap.ui.document.engine import Derived
    from footmap.ui.document.localising import Reading
    from footmap.ui.document.map_choice import MapChoice
    from footmap.ui.document.session import Session
    from footmap.ui.panel.panel import SidePanel
    from footmap.ui.shell.notice import Notice

PANEL_MS: Final = 33
"""The panel follows the brush at most this often."""


class AssessmentController(QObject):
    """Reads the case of a session in the background and shows it in the panel.

    Parameters
    ----------
    maps : MapChoice
        Says which dermatome map levels follow.

    Attributes
    ----------
    localising : Localising
        Does the reading.

    Signals
    -------
    loaded()
        The knowledge base has been read, or is read for another map.
    """

    loaded = Signal()

    def __init__(self, session: Session, maps: MapChoice, parent: QObject, *, panel: SidePanel, notice: Notice) -> None:
        super().__init__(parent)
        self._session, self._maps, self._panel = session, maps, panel
        self.localising = Localising(self)
        self._localiser: Localiser | None = None
        self._due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PANEL_MS)
        self._timer.timeout.connect(self.show_live)
        self._panel.set_names(session.engine.names)
        session.paint_changed.connect(self._show_paint)
        session.answers_changed.connect(self._show_answers)
        session.busy_changed.connect(self._ask_if_due)
        session.stroke_moved.connect(self._follow_brush)
        panel.answered.connect(session.set_answer)
        panel.clues.amended.connect(session.amend_answer)
        session.replaced.connect(panel.clues.begin)
        maps.changed.connect(self._ask)
        self.localising.read.connect(self._show_reading)
        self.localising.deepened.connect(self._deepen)
        self.localising.problem.connect(notice.show_message)
        self._ask()

    def stop(self) -> None:
        """Follow and read no more."""
        self._timer.stop()
        self.localising.stop()

    def settle(self, *, deep: bool = False) -> None:
        """Wait until the panel shows the present case, and with `deep` also the next question and the stability."""
        self.localising.settle(deep=deep)

    def _ask(self) -> None:
        """Read the case, unless another stroke is being computed, which brings its own."""
        session = self._session
        self._due = session.busy
        if self._due:
            return
        self.localising.ask(session.engine, self._maps.value, session.derived, session.case.clues)

    def _ask_if_due(self, busy: bool) -> None:
        if self._due and not busy:
            self._ask()

    def _show_paint(self, derived: Derived) -> None:
        self._timer.stop()
        self._panel.show_match(derived)
        self._ask()

    def _show_answers(self) -> None:
        self._panel.show_answers(self._session.case.clues)
        self._ask()

    def _follow_brush(self) -> None:
        if not self._timer.isActive():
            self.localising.drop()
            self._timer.start()

    def show_live(self) -> None:
        """Let the panel follow the brush."""
        match = self._session.live_match()
        if match is not None:
            self._panel.show_live(match)

    def _show_reading(self, reading: Reading) -> None:
        if reading.localiser is not self._localiser:
            self._localiser = reading.localiser
            self.loaded.emit()
        if not self._session.stroke_under_way:
            self._panel.show_reading(reading)

    def _deepen(self, reading: Reading) -> None:
        if not self._session.stroke_under_way:
            self._panel.deepen(reading)
