"""What goes wrong with the files of study mode, in the window: one sentence, and nothing is lost."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.data.footset import Footset, footset_bytes, write_footset
from footmap.data.progress.store import Progress
from footmap.errors import StudyError
from footmap.ui.app import with_study
from footmap.ui.study.study import SETS, Study
from footmap.ui.window import Window

from .studying import KINDS, answer, ask, click


def notice(study: Study) -> str:
    assert study.page is not None
    assert study.page.notice.isVisible() or not study.page.notice.text()
    return study.page.notice.text()


def pages(study: Study, most: int) -> None:
    """Let the progress file have so many pages, as a disk without room does."""
    assert study.learners.progress is not None
    study.learners.progress._connection.execute(f"PRAGMA max_page_count = {most}")


def fill(study: Study) -> None:
    """Take the room that is left in the last page of each table."""
    assert study.room is not None
    assert study.room.desk is not None
    assert study.learners.progress is not None
    count = study.learners.progress._connection.execute("PRAGMA page_count").fetchone()[0]
    pages(study, count)
    studying = study.room.desk.studying
    last = studying.answers[-1]
    for length in (400, 40, 0):  # large rows first, then small ones into what is left
        for number in range(2000):
            try:
                studying.keep(replace(last, uid=f"{length}-{number}", fact="case:x", exercise="x" * length), None)
            except StudyError:
                break
        else:
            raise AssertionError("the file never got full")


def test_a_full_disk_is_said_at_once_and_the_same_answer_is_given_again(study: Study, progress_file: Path) -> None:
    ask(study, "reflex")
    answer(study)
    fill(study)
    ask(study, "muscle")
    answer(study)
    assert "disk is full: this answer was not kept" in notice(study)
    assert study.exercise.feedback is None  # it is still asked
    pages(study, 1_000_000)
    answer(study)
    assert study.exercise.feedback is not None
    study.stop()
    with Progress(progress_file) as progress, progress.study(progress.learner("Eva")) as studying:
        facts = [given.fact for given in studying.answers if not given.fact.startswith("case:")]
        assert facts == ["reflex:ankle_jerk", "muscle:soleus"]


def test_a_grade_and_a_limit_that_a_full_disk_refuses_stay_as_they_were(study: Study) -> None:
    assert study.room is not None
    assert study.room.desk is not None
    studying = study.room.desk.studying
    ask(study, "reflex")
    answer(study)
    connection = study.learners.progress
    assert connection is not None
    connection._connection.execute("PRAGMA query_only = ON")  # as a disk that has become read-only does
    given = studying.answers[-1].grade
    click(study.exercise.grades[next(grade for grade in study.exercise.grades if grade != given)])
    assert "cannot be written" in notice(study)
    assert studying.answers[-1].grade == given
    assert study.exercise.grades[given].isChecked()
    connection._connection.execute("PRAGMA query_only = OFF")


def test_a_wrong_clock_and_a_moved_zone_lose_nothing(
    window: Window, progress_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands in 1970, then far ahead, then is right again; the traveller crosses the date line."""
    now = [1_790_000_000.0]
    with_study(window, lambda: progress_file, clock=lambda: now[0])
    window.ready.emit()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    study = window.study
    assert study is not None
    study.settle()
    study.home.name.setText("Eva")
    QTest.keyClick(study.home.name, Qt.Key.Key_Return)
    asked = []
    try:
        for kind, seconds, zone in (
            ("reflex", 1_790_000_000.0, "UTC0"),
            ("muscle", -5.0, "XXX+12"),
            ("apart", 1e13, "XXX-14"),
            ("maps", 1_790_086_400.0, "UTC0"),
        ):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            now[0] = seconds
            study.close()
            study.open()
            study.settle()
            assert study.home.start.isVisible()  # there is always something to do
            found = next(known for known in KINDS if known == kind)
            ask(study, found)
            answer(study)
            asked.append(KINDS[found])
    finally:
        monkeypatch.undo()
        time.tzset()
    study.stop()
    with Progress(progress_file) as progress, progress.study(progress.learner("Eva")) as studying:
        assert [given.fact for given in studying.answers] == asked
        times = [given.at_ms for given in studying.answers]
        assert times == sorted(times)
        assert set(studying.cards) == set(asked)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "not valid JSON"), (b'{"format": "footmap-set", "version": 99}', "newer footmap"), (b"\x00" * 50, "JSON")],
)
def test_a_refused_set_leaves_the_one_that_is_open(study: Study, tmp_path: Path, content: bytes, words: str) -> None:
    write_footset(tmp_path / "good.footset", Footset("good", "Good", facts=("reflex:ankle_jerk",)))
    assert study.page is not None
    study.page.tab_chosen.emit(SETS)
    assert study.sets is not None
    study.sets.open_set(tmp_path / "good.footset")
    bad = tmp_path / "bad.footset"
    bad.write_bytes(content)
    study.sets.open_set(bad)
    assert words in notice(study)
    assert "\n" not in notice(study)
    assert study.sets.footset is not None
    assert study.sets.footset.title == "Good"
    assert bad.read_bytes() == content


def test_a_set_of_unknown_facts_is_not_studied_and_it_is_said(study: Study, tmp_path: Path) -> None:
    data = json.loads(footset_bytes(Footset("far", "Far", facts=("reflex:ankle_jerk",))))
    data["facts"] = ["muscle:of_another_edition"]
    (tmp_path / "far.footset").write_text(json.dumps(data), encoding="utf-8")
    assert study.page is not None
    assert study.room is not None
    assert study.room.desk is not None
    study.page.tab_chosen.emit(SETS)
    assert study.sets is not None
    before = study.room.desk.facts
    study.sets.open_set(tmp_path / "far.footset")
    if study.sets.footset is not None:
        study.study_set(study.sets.footset)
    assert notice(study)
    assert study.room.desk.facts == before


@pytest.mark.parametrize("kind", ["newer", "damaged"])
def test_a_refused_progress_file_is_said_and_stays_as_it_was(window: Window, progress_file: Path, kind: str) -> None:
    if kind == "newer":
        Progress(progress_file).close()
        connection = sqlite3.connect(progress_file)
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
    else:
        progress_file.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    before = progress_file.read_bytes()
    with_study(window, lambda: progress_file)
    window.ready.emit()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    study = window.study
    assert study is not None
    study.settle()
    assert ("newer footmap" if kind == "newer" else "is damaged") in notice(study)
    study.home.name.setText("Eva")
    QTest.keyClick(study.home.name, Qt.Key.Key_Return)
    assert notice(study)  # it does not go away as if all were well
    assert progress_file.read_bytes() == before
    click(study.page.leave if study.page is not None else study.home.start)
    assert not study.is_open
