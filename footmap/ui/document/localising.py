"""Reads the case in the background: first the lists, then, when all is quiet, what to ask next and how stable it is.

Only the latest case is read; what was computed for an earlier one is dropped. The knowledge base and the localiser
are made in the same thread when they are first needed, which takes a second or two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from footmap.core.atlas import MapId
from footmap.core.drawing import ClearedFlags, ClueAnswer
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.questions import next_questions
from footmap.core.localiser.redraw import Redraws
from footmap.core.localiser.stability import stability
from footmap.core.matching import RANKED_MAP, Match
from footmap.core.paint import empty
from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.data.knowledge.scoring import LimitRecord, load_limits
from footmap.ui.runtime.background import Background
from footmap.ui.settings.language import current
from footmap.words.assessment_words import Wording, load_wording

from .engine import Derived, Engine

NO_PAINT: Final = empty()
"""Stands for paint whose match and cells are known, so that it is not looked at."""
QUIET_MS: Final = 250
"""Questions and redraws wait until nothing has changed for so long; another stroke is more important."""


@dataclass(frozen=True)
class Reading:
    """A case as the panel shows it.

    Attributes
    ----------
    match : Match
        The same paint against the same map.
    localiser : Localiser
        Explains a candidate when it is asked to (a millisecond).
    wording : Wording
        Says everything in the user's language.
    clinical : Clinical
        Clues, conditions and sources.
    limits : tuple of LimitRecord
        What no ranking can know.
    """

    assessment: Assessment
    match: Match
    localiser: Localiser
    wording: Wording
    clinical: Clinical
    limits: tuple[LimitRecord, ...]

    @cached_property
    def by_paint(self) -> Assessment:
        """The same paint read as if nothing had been answered."""
        a = self.assessment
        if not a.answers:
            return a
        return assess(self.localiser, NO_PAINT, {}, match=self.match, painted=a.painted)


class Localising(QObject):
    """Answers `ask` with signals, always for the latest case.

    Signals
    -------
    read(object)
        The `Reading`, without questions and stability.
    deepened(object)
        The same `Reading` with them.
    problem(str)
        Why the case could not be read.
    """

    read = Signal(object)
    deepened = Signal(object)
    problem = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first, self._second = Background(self), Background(self)
        self._shallow: Reading | None = None
        self._stopped = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._deepen)
        self._second.finished.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """True until everything asked for has been answered, or dropped."""
        return self._first.busy or self._second.busy or self._shallow is not None

    def ask(
        self,
        engine: Engine,
        map_: MapId,
        derived: Derived,
        clues: Mapping[str, ClueAnswer],
        cleared: ClearedFlags = MappingProxyType({}),
    ) -> None:
        """Read a case; an earlier one that has not been answered yet is forgotten."""
        if self._stopped:
            return
        self.drop()
        self._first.run(partial(_read, engine, map_, derived, clues, cleared, current()), self._show, self._not_read)

    def drop(self) -> None:
        """Forget what was asked; a stroke has begun, and another case will follow."""
        self._quiet.stop()
        self._shallow = None
        self._first.drop()
        self._second.drop()

    def stop(self) -> None:
        """Answer no more, and wait for what runs."""
        self._stopped = True
        self.drop()
        self._first.stop()
        self._second.stop()

    def settle(self, *, deep: bool = False) -> None:
        """Wait until the latest case has been read, and with `deep` also for questions and stability."""
        self._first.settle()
        while deep and self.busy:
            self._deepen()
            self._second.settle()
            self._first.settle()

    # ---- first stage

    def _show(self, reading: Reading) -> None:
        if not reading.assessment.is_empty:
            self._shallow = reading
            self._quiet.start()
        self.read.emit(reading)

    def _not_read(self, why: str) -> None:
        self.problem.emit(self.tr("The case could not be read: {0}").format(why))

    # ---- second stage

    def _deepen(self) -> None:
        if self._second.busy or self._shallow is None:
            return  # when the one under way ends, the next begins
        reading, self._shallow = self._shallow, None
        self._second.run(partial(_deep, reading, self._second.stale), self._show_deep, self._not_deepened)

    def _show_deep(self, reading: Reading | None) -> None:
        if reading is not None:
            self.deepened.emit(reading)

    def _not_deepened(self, why: str) -> None:
        self.problem.emit(self.tr("The next question could not be found: {0}").format(why))

    def _go_on(self) -> None:
        if self._shallow is not None:
            self._quiet.start()


def _read(
    engine: Engine,
    map_: MapId,
    derived: Derived,
    clues: Mapping[str, ClueAnswer],
    cleared: ClearedFlags,
    language: str,
) -> Reading:
    wording = load_wording(language)
    localiser = engine.localiser(map_)
    match = derived.match if map_ == RANKED_MAP else engine.matcher_of(map_).match(derived.paint)
    assessment = assess(localiser, derived.paint, clues, cleared=cleared, match=match)
    return Reading(assessment, match, localiser, wording, load_clinical(), load_limits())


def _deep(reading: Reading, stale: Callable[[], bool]) -> Reading | None:
    """The reading with questions and stability; None once nobody wants it any more."""
    a, localiser = reading.assessment, reading.localiser
    questions = next_questions(
        localiser, a.painted, a.answers, a.estimate, cleared=a.cleared, told=a.told, limbs=a.limbs
    )
    if stale():
        return None
    stable = stability(localiser, a.painted, a.estimate, Redraws(localiser.cells))
    return replace(reading, assessment=replace(a, questions=questions, stability=stable))
