"""The journal: what is handed over is on the disk soon, costs the window nothing, and nothing is passed over."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from footmap.core.drawing import Drawing
from footmap.data.casefile import read_case
from footmap.data.library import journal as journals
from footmap.data.library import locks
from footmap.data.library.health import check
from footmap.data.library.journal import Journal, Kept, rescued
from footmap.data.library.library import Library, Wanted

from .made import PATIENT, stroke, visit, with_answer, with_strokes


def steps_in(path: Path) -> int:
    connection = sqlite3.connect(path)
    count = int(connection.execute("SELECT count(*) FROM step").fetchone()[0])
    connection.close()
    return count


def test_every_state_is_kept_and_read_by_others_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    journal = Journal(path, backups_due=False)
    for count in range(6):
        number = journal.keep(PATIENT, with_strokes(visit(), count))
        assert journal.flush()
        assert journal.is_kept(number)
        with Library(path) as library:
            assert len(library.visit("v1").case.drawing.strokes) == count
    assert steps_in(path) == 5
    assert journal.close()
    assert steps_in(path) == 0, "folded at the end"
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=5)
        assert library.visits()[0].strokes == 5


def test_undo_answers_and_facts_are_kept_too(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    journal = Journal(path, backups_due=False)
    states = [visit(strokes=3), visit(strokes=2), with_answer(visit(strokes=2), 1)]
    states.append(replace(states[-1], tags=("late",), examiner="Dr Grün", case=replace(states[-1].case, note="seen")))
    states.append(replace(states[-1], case=replace(states[-1].case, clues={}, drawing=Drawing((stroke(9), stroke(1))))))
    renamed = replace(PATIENT, name="Zora")
    for state in states:
        journal.keep(renamed if state is states[-1] else PATIENT, state)
        assert journal.flush()
    with Library(path) as library:
        assert library.visit("v1") == states[-1]
        assert library.patient_of("v1") == renamed
        assert library.count(Wanted(typed="zora late seen")) == 1
        assert library.count(Wanted(typed="acute")) == 0
        assert library.tags() == (("late", 1),)
    assert journal.close()
    assert check(path).sound


def test_a_later_journal_goes_on_where_the_first_one_ended(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    for count in (2, 5, 3):
        journal = Journal(path, backups_due=False)
        journal.keep(PATIENT, visit(strokes=count))
        assert journal.close()
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=3)
        assert library.count() == 1


def test_what_comes_faster_than_the_disk_is_passed_over_but_for_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    journal = Journal(path, backups_due=False)
    for count in range(300):
        journal.keep(PATIENT, visit(strokes=count % 40))
        journal.keep(PATIENT, visit("v2", strokes=count % 11))
    assert journal.close(60)
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=299 % 40)
        assert library.visit("v2") == visit("v2", strokes=299 % 11)


def test_steps_are_folded_before_they_outgrow_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "STEPS_BYTES", 1000)
    path = tmp_path / "x.footlib"
    journal = Journal(path, backups_due=False)
    most = 0
    for count in range(60):
        journal.keep(PATIENT, visit(strokes=count))
        assert journal.flush()
        most = max(most, steps_in(path))
    assert 2 <= most < 40
    assert journal.close()
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=59)


def test_a_visit_that_could_not_be_read_again_is_refused_and_the_next_state_is_kept(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "x.footlib"
    journal = Journal(path, said=said.append, backups_due=False)
    journal.keep(PATIENT, visit(strokes=1))
    assert journal.flush()
    unfit = journal.keep(PATIENT, replace(visit(strokes=2), examiner="x" * 1000))
    assert not journal.flush()
    assert not journal.is_kept(unfit)
    journal.leave("v1")
    assert "examiner" in journal.problem
    journal.keep(PATIENT, visit(strokes=3))
    assert journal.flush()
    assert journal.close()
    assert said[-1] == ""
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=3)


def test_a_library_that_another_program_is_writing_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("footmap.data.library.cipher.WAIT_S", 0.1)
    said: list[str] = []
    path, spare = tmp_path / "x.footlib", tmp_path / "spare"
    journal = Journal(path, spare=spare, said=said.append, backups_due=False)
    journal.keep(PATIENT, visit(strokes=1))
    assert journal.flush()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    journal.keep(PATIENT, visit(strokes=2))
    assert not journal.flush(1.0)
    assert "another program" in journal.problem
    assert str(spare) in journal.problem
    assert [len(read_case(p).drawing.strokes) for p in rescued(spare)] == [2]
    other.execute("ROLLBACK")
    other.close()
    assert journal.flush(20)
    assert journal.close()
    assert said[-1] == ""
    assert rescued(spare) == ()
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=2)


def test_two_windows_keep_different_visits_at_once_and_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    one, two = Journal(path, backups_due=False), Journal(path, backups_due=False)
    with Library(path, make=True) as library:
        for count in range(1, 12):
            one.keep(PATIENT, visit("a", strokes=count))
            two.keep(PATIENT, visit("b", strokes=2 * count))
            if count % 4 == 0:
                assert one.flush()
                assert two.flush()
                assert library.has_changed()
        assert one.close()
        assert two.close()
        assert library.visit("a") == visit("a", strokes=11)
        assert library.visit("b") == visit("b", strokes=22)


def test_a_visit_that_somebody_else_has_changed_is_not_overwritten(tmp_path: Path) -> None:
    said: list[str] = []
    path, spare = tmp_path / "x.footlib", tmp_path / "spare"
    one = Journal(path, spare=spare, said=said.append, backups_due=False)
    two = Journal(path, backups_due=False)
    one.keep(PATIENT, visit(strokes=1))
    assert one.flush()
    two.keep(PATIENT, visit(strokes=5))
    assert two.flush()
    one.keep(PATIENT, visit(strokes=2))
    assert not one.flush(1.0)
    assert "another program" in one.problem
    assert [len(read_case(p).drawing.strokes) for p in rescued(spare)] == [2]
    one.close(5)
    two.close()
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=5)


def test_a_locked_visit_is_not_given_twice_and_may_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    with Library(path, make=True) as first, Library(path) as second:
        first.add(PATIENT, visit())
        lock = first.lock("v1")
        assert lock is not None
        assert second.lock("v1") is None
        assert second.is_locked("v1")
        assert second.visit("v1") == visit()
        lock.release()
        assert not second.is_locked("v1")
        again = second.lock("v1")
        assert again is not None
        again.release()
    assert not list(locks.folder_of(path).glob("visit-*")), "nothing is left over"


def test_a_lock_is_never_held_twice_however_often_it_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    inside: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        taken = 0
        while taken < 200:
            lock = locks.lock_visit(path, "v1")
            if lock is None:
                continue
            inside.append(number)
            most.append(len(inside))
            inside.remove(number)
            taken += 1
            lock.release()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 800
    assert max(most) == 1


def test_keeping_costs_the_caller_no_wait_while_the_disk_is_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    real = Journal._write_all

    def slow(self: Journal, taken: dict[str, Kept], leaving: set[str], closing: bool) -> tuple[dict[str, Kept], bool]:
        gate.wait(10)
        return real(self, taken, leaving, closing)

    monkeypatch.setattr(Journal, "_write_all", slow)
    journal = Journal(tmp_path / "x.footlib", backups_due=False)
    start = time.thread_time()
    for _ in range(1000):
        journal.keep(PATIENT, visit("v1"))
    spent = time.thread_time() - start
    made = time.thread_time()
    for _ in range(1000):
        visit("v1")
    made = time.thread_time() - made
    gate.set()
    assert journal.close(20)
    assert spent - made < 1000 * 1e-4
