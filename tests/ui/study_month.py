"""A learner who studies in the real window for a month: ``python -m tests.ui.study_month OUT.png`` draws three days.

Everything is done by real events: keys and clicks. Only the clock is set forward. What the learner remembers follows
`footmap.bench.learning.Memory`, which is not the schedule's own model.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from footmap.bench.learning import FACT_SPREAD, Memory, study_s
from footmap.core.learning import Grade
from footmap.ui.study.study import Study

from .studying import answer, click

START_S: Final = 1_790_000_000.0
DAY_S: Final = 86_400.0
DAYS: Final = 30
NEW_A_DAY: Final = 3
ANSWER_S: Final = 6.0
SHOWN: Final = (1, 7, 30)
SEED: Final = 3


class Clock:
    """Seconds since 1970."""

    now = START_S

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Day:
    """What one day was like.

    Attributes
    ----------
    asked : tuple of str
        Facts in the order in which they were asked.
    known : int
        Facts that home says are known, before the day.
    recall : float
        Mean recall of all facts that were met before the day, by the learner's own memory; 0 where none was.
    """

    asked: tuple[str, ...]
    known: int
    recall: float


def a_month(study: Study, clock: Clock, shown: Callable[[int], None], days: int = DAYS) -> list[Day]:
    """Study every day until nothing is due; home is open when it begins."""
    assert study.room is not None
    assert study.room.desk is not None
    facts = [fact.id for fact in study.room.material.facts]  # what is forgotten often brings its comparison with it
    rng = np.random.default_rng(SEED)
    memory = Memory(rng.normal(0.5, FACT_SPREAD, len(facts)))
    ticks = itertools.count(0.0, ANSWER_S)
    study.room.clock = lambda: next(ticks)
    out = []
    for day in range(days):
        clock.now = START_S + day * DAY_S
        if day:
            QTest.keyClick(study.around.host, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        study.settle()
        desk = study.room.desk
        assert desk is not None
        met = [facts.index(fact) for fact in desk.studying.cards]
        recall = float(memory.recall(study_s(day, 0))[met].mean()) if met else 0.0
        known = desk.known()
        if day + 1 in SHOWN:
            shown(day + 1)
        asked = _study(study, memory, facts, day, rng) if study.home.start.isVisible() else []
        out.append(Day(tuple(asked), known, recall))
        print(f"day {day + 1}: {len(asked)} asked, {known} known, recall {recall:.0%}", flush=True)
        QTest.keyClick(_focus(study), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert not study.is_open
    return out


def _study(study: Study, memory: Memory, facts: list[str], day: int, rng: np.random.Generator) -> list[str]:
    panel = study.exercise
    asked: list[str] = []
    click(study.home.start)
    while True:
        study.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the event loop does, which is not run
        if panel.prepared is None:
            return asked
        fact, now_s = panel.prepared.exercise.fact, study_s(day, len(asked))
        right = bool(rng.random() < memory.recall(now_s)[facts.index(fact)])
        memory.expose(facts.index(fact), now_s)
        asked.append(fact)
        if right:
            answer(study)
            assert panel.feedback is not None
            if not panel.feedback.right:  # one region was filled where several were asked for: the learner knew it
                click(panel.grades[Grade.GOOD])
        else:
            click(panel.skip)
            assert panel.feedback is not None
        study.settle()
        click(panel.following)


def _focus(study: Study) -> QWidget:
    return study.around.host.focusWidget() or study.around.host


def main(out: Path) -> int:
    """Draw home on the first, the seventh and the thirtieth day, side by side."""
    from footmap.ui.contact_sheet import compose
    from footmap.ui.screenshot import drawing, save
    from footmap.ui.study_sheet import SIZE, opened, picture

    pictures: list[tuple[str, QPixmap]] = []
    clock = Clock()
    with drawing(), tempfile.TemporaryDirectory() as folder:
        with opened("light", Path(folder) / "progress.footstudy", clock) as study:
            host = study.around.host
            host.hide()
            host.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
            host.show()  # keys reach a window that is active
            if not QTest.qWaitForWindowActive(host):
                raise RuntimeError("The window was not activated.")

            def keep(day: int) -> None:
                pictures.append((f"Day {day}", picture(study)))

            begin(study)
            a_month(study, clock, keep)
        save(compose(pictures, QSize(SIZE[0] // 2, SIZE[1] // 2), len(SHOWN)), out)
    return 0


def begin(study: Study) -> None:
    """A new learner with a few new facts a day, said by keys."""
    study.home.name.setText("Eva")
    QTest.keyClick(study.home.name, Qt.Key.Key_Return)
    study.settle()
    study.home.new_per_day.selectAll()
    QTest.keyClicks(study.home.new_per_day, str(NEW_A_DAY))
    QTest.keyClick(study.home.new_per_day, Qt.Key.Key_Return)
    study.settle()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
