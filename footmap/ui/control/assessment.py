"""Keeps the panel in step with the case, also while the brush moves: the same localiser reads both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from footmap.ui.document.live_reading import LiveReader
from footmap.ui.document.localising import Localising
from footmap.ui.panel.entries import entries
from footmap.ui.runtime.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from footmap.core.localiser.candidates import Depth
    from footmap.core.localiser.engine import Localiser
    from footmap.ui.document.engine import Derived
    from footmap.ui.document.localising import Reading
    from footmap.ui.document.map_choice import MapChoice
    from footmap.ui.document.session import Session
    from footmap.ui.panel.entries import Entry
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
    shown(object)
        The `Reading` that the panel shows now.
    settled()
        The panel shows the present case.
    """

    loaded = Signal()
    shown = Signal(object)
    settled = Signal()

    def __init__(self, session: Session, maps: MapChoice, parent: QObject, *, panel: SidePanel, notice: Notice) -> None:
        super().__init__(parent)
        self._session, self._maps, self._panel = session, maps, panel
        self.localising = Localising(self)
        self._localiser: Localiser | None = None
        self._reading: Reading | None = None
        self._due = False
        self._live, self._reader, self._live_due = Background(self), LiveReader(), False
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
        session.engine_changed.connect(self._forget)
        panel.cleared.connect(session.set_cleared)
        self.localising.read.connect(self._show_reading)
        self.localising.deepened.connect(self._deepen)
        self.localising.problem.connect(notice.show_problem)
        self._ask()

    def stop(self) -> None:
        """Follow and read no more."""
        self._timer.stop()
        self._live.stop()
        self.localising.stop()

    def settle(self, *, deep: bool = False) -> None:
        """Wait until the panel shows the present case, and with `deep` also the next question and the stability."""
        self.localising.settle(deep=deep)
        self.settled.emit()

    def settle_live(self) -> None:
        """Wait until the panel shows the stroke under way as far as it has led."""
        self._timer.stop()
        self.show_live()
        self._live.settle()

    def _ask(self) -> None:
        """Read the case, unless another stroke is being computed, which brings its own."""
        session = self._session
        self._due = session.busy
        if self._due:
            return
        case = session.case
        self.localising.ask(session.engine, self._maps.value, session.derived, case.clues, case.clearings)

    def _ask_if_due(self, busy: bool) -> None:
        if self._due and not busy:
            self._ask()

    def _show_paint(self, derived: Derived) -> None:
        self._timer.stop()
        self._live.drop()
        self._live_due = False
        self._panel.show_match(derived)
        self._ask()

    def _show_answers(self) -> None:
        self._panel.show_answers(self._session.case.clues, self._session.case.cleared)
        self._ask()

    def read_again(self) -> None:
        """Say everything in the language that is spoken now."""
        self._panel.set_names(self._session.engine.names)
        self._panel.show_match(self._session.derived)
        self._panel.show_answers(self._session.case.clues, self._session.case.cleared)
        self._ask()

    # ---- while the brush moves

    def _follow_brush(self) -> None:
        if not self._timer.isActive():
            self.localising.drop()
            self._timer.start()

    def show_live(self) -> None:
        """Let the panel follow the brush: with the localiser's own lists, read in the background, the latest alone."""
        session = self._session
        match, progress = session.live_match(), session.live_progress()
        if match is None or progress is None:
            return
        reading = self._reading
        if reading is None:
            self._panel.show_live_match(match)
            return
        self._panel.show_live_numbers(match)
        depth = self._panel.live_depth(reading)
        self._live_due = self._live.busy
        if depth is None or self._live_due:
            return
        clues = session.case.clues if self._panel.by_all else {}
        paint, pending = session.derived.paint, session.pending
        read = partial(self._reader.read, session.engine, reading, depth, paint, pending, progress)
        job = partial(_read_live, partial(read, match, clues, session.case.clearings), depth)
        self._live.run(job, partial(self._show_entries, depth), lambda _why: None)

    def _show_entries(self, depth: Depth, found: tuple[Entry, ...]) -> None:
        if self._session.stroke_under_way:
            self._panel.show_live(depth, found)
            if self._live_due and not self._timer.isActive():
                self._timer.start()

    # ---- when it rests

    def _forget(self) -> None:
        """Another body: what was read belongs to the one before."""
        self._reading = None

    def _show_reading(self, reading: Reading) -> None:
        self._reading = reading
        if reading.localiser is not self._localiser:
            self._localiser = reading.localiser
            self.loaded.emit()
        if not self._session.stroke_under_way:
            self._panel.show_reading(reading)
            self.shown.emit(reading)

    def _deepen(self, reading: Reading) -> None:
        if not self._session.stroke_under_way:
            self._panel.deepen(reading)


def _read_live(read: Callable[[], Reading], depth: Depth) -> tuple[Entry, ...]:
    return entries(read(), depth)
