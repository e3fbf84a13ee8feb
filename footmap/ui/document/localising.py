"""Reads the case in the background: first the lists, then, when all is quiet, what to ask next and how stable it is.

Only the latest case is read; what was computed for an earlier one is dropped. The knowledge base and the localiser
are made in the same thread when they are first needed, which takes a second or two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer, Signal

from footmap.core.atlas import MapId
from footmap.core.drawing import ClueAnswer
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.questions import next_questions
from footmap.core.localiser.redraw import Redraws
from footmap.core.localiser.stability import stability
from footmap.core.matching import RANKED_MAP, Match
from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.data.knowledge.scoring import LimitRecord, load_limits
from footmap.errors import FootmapError
from footmap.ui.settings.language import current
from footmap.words.assessment_words import Wording, load_wording

from .engine import Derived, Engine

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


@dataclass(frozen=True)
class _Wanted:
    generation: int
    engine: Engine
    map: MapId
    derived: Derived
    clues: Mapping[str, ClueAnswer]


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
    _done = Signal(int, object, str)
    _deep_done = Signal(int, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = QThreadPool(self), QThreadPool(self)
        for pool in self._pools:
            pool.setMaxThreadCount(1)
        self._generation = 0
        self._waiting: _Wanted | None = None
        self._running = False
        self._shallow: Reading | None = None
        self._deepening = False
        self._stopped = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._deepen)
        self._done.connect(self._finished)
        self._deep_done.connect(self._deepened)

    @property
    def busy(self) -> bool:
        """True until everything asked for has been answered, or dropped."""
        return self._running or self._waiting is not None or self._deepening or self._shallow is not None

    def ask(self, engine: Engine, map_: MapId, derived: Derived, clues: Mapping[str, ClueAnswer]) -> None:
        """Read a case; an earlier one that is still waiting is forgotten."""
        if self._stopped:
            return
        self._generation += 1
        self._quiet.stop()
        self._shallow = None
        self._waiting = _Wanted(self._generation, engine, map_, derived, clues)
        self._pump()

    def drop(self) -> None:
        """Forget what was asked; a stroke has begun, and another case will follow."""
        self._generation += 1
        self._quiet.stop()
        self._waiting = self._shallow = None

    def stop(self) -> None:
        """Answer no more, and wait for what runs."""
        self._stopped = True
        self.drop()
        for pool in self._pools:
            pool.waitForDone()

    def settle(self, *, deep: bool = False) -> None:
        """Wait until the latest case has been read, and with `deep` also for questions and stability."""
        while self._running or self._waiting is not None or (deep and self.busy):
            if deep and not self._running:
                self._deepen()
            for pool in self._pools:
                pool.waitForDone()
            QCoreApplication.sendPostedEvents(self)

    # ---- first stage

    def _pump(self) -> None:
        if self._running or self._waiting is None:
            return
        wanted, self._waiting = self._waiting, None
        self._running = True
        generation = wanted.generation
        language = current()
        _start(self._pools[0], self._done.emit, generation, lambda: _read(wanted, language))

    def _finished(self, generation: int, reading: Reading | None, why: str) -> None:
        self._running = False
        if generation == self._generation:
            if reading is None:
                self.problem.emit(self.tr("The case could not be read: {0}").format(why))
            else:
                if not reading.assessment.is_empty:
                    self._shallow = reading
                    self._quiet.start()
                self.read.emit(reading)
        self._pump()

    # ---- second stage

    def _deepen(self) -> None:
        if self._deepening or self._shallow is None:
            return  # when the one under way ends, the next begins
        reading, generation = self._shallow, self._generation
        self._shallow = None
        self._deepening = True
        _start(self._pools[1], self._deep_done.emit, generation, lambda: self._deep(reading, generation))

    def _deep(self, reading: Reading, generation: int) -> Reading | None:
        a, localiser = reading.assessment, reading.localiser
        questions = next_questions(localiser, a.painted, a.answers, a.estimate, cleared=a.cleared)
        if generation != self._generation:
            return None
        stable = stability(localiser, a.painted, a.estimate, Redraws(localiser.cells))
        return replace(reading, assessment=replace(a, questions=questions, stability=stable))

    def _deepened(self, generation: int, reading: Reading | None, why: str) -> None:
        self._deepening = False
        if generation == self._generation:
            if reading is not None:
                self.deepened.emit(reading)
            elif why:
                self.problem.emit(self.tr("The next question could not be found: {0}").format(why))
        if self._shallow is not None:
            self._quiet.start()


def _read(wanted: _Wanted, language: str) -> Reading:
    wording = load_wording(language)
    localiser = wanted.engine.localiser(wanted.map)
    match = wanted.derived.match
    if wanted.map != RANKED_MAP:
        match = wanted.engine.matcher_of(wanted.map).match(wanted.derived.paint)
    assessment = assess(localiser, wanted.derived.paint, wanted.clues, match=match)
    return Reading(assessment, match, localiser, wording, load_clinical(), load_limits())


def _start(
    pool: QThreadPool,
    done: Callable[[int, Reading | None, str], None],
    generation: int,
    compute: Callable[[], Reading | None],
) -> None:
    """Compute in a thread and say what came of it."""

    def work() -> None:
        reading, why = None, ""
        try:
            reading = compute()
        except FootmapError as error:
            why = str(error)
        except Exception as error:  # the window lives on and says what happened
            why = f"{type(error).__name__}: {error}"
        with suppress(RuntimeError):  # the window has been destroyed meanwhile
            done(generation, reading, why)

    pool.start(work)
