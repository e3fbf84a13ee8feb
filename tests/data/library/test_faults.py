"""What is left after a kill, a full disk, a cut log, a damaged page: the last stroke or the last backup, in words."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from footmap.core.record import PatientRecord
from footmap.data.library import backups
from footmap.data.library.health import check, repair, restore, salvage
from footmap.data.library.journal import Journal, rescued
from footmap.data.library.library import Library
from footmap.data.patient_file import read_record
from footmap.errors import LibraryError

from .faults import (
    PAGE,
    ROOT,
    break_off_writes,
    cut_log_at,
    damage,
    damage_pages,
    fail_at_offsets,
    filled,
    kill,
    library_with_a_log,
    shorten_log,
    small_disk,
)
from .made import DAY, PATIENT, visit, with_strokes


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of syncs to a disk take minutes."""
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


# ---- kills


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_no_stroke_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    kill(tmp_path, rounds=5, seed=1)


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_no_stroke_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    kill(tmp_path, rounds=200, seed=2)


# ---- writes that fail at a byte


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of files here")
def test_a_write_that_fails_at_some_byte_loses_nothing_that_was_kept(quick: Path) -> None:
    fail_at_offsets(quick, every=20_011)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of files here")
@pytest.mark.parametrize("every", [997, pytest.param(1, marks=pytest.mark.long)])
def test_a_write_that_is_broken_off_changes_nothing_that_was_kept(quick: Path, every: int) -> None:
    tried, failed = break_off_writes(quick, every)
    assert failed == tried - 10, "each of the ten was written once"
    assert failed > 10


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of files here")
def test_a_write_that_fails_at_any_of_many_bytes_loses_nothing_that_was_kept(quick: Path) -> None:
    fail_at_offsets(quick, every=211)


# ---- the log


@pytest.mark.parametrize("every", [499, pytest.param(1, marks=pytest.mark.long)])
def test_of_a_log_that_is_shortened_every_whole_stroke_is_left(quick: Path, every: int) -> None:
    shorten_log(quick, every)


def test_of_a_log_that_is_cut_every_whole_stroke_is_left(quick: Path) -> None:
    cut_log_at(quick, every=1009)


@pytest.mark.long
def test_of_a_log_that_is_cut_anywhere_every_whole_stroke_is_left(quick: Path) -> None:
    cut_log_at(quick, every=64)


def test_a_log_that_was_removed_is_noticed_and_said(quick: Path) -> None:
    killed, _ = library_with_a_log(quick)
    with Library(killed) as library:
        assert library.notice == ""
        assert len(library.visit("v1").case.drawing.strokes) == 13
    other = quick / "removed"
    other.mkdir()
    killed, _ = library_with_a_log(other)
    killed.with_name(killed.name + "-wal").unlink()
    with Library(killed) as library:
        assert "10 changes are missing" in library.notice
        assert "backup" in library.notice
        assert len(library.visit("v1").case.drawing.strokes) == 3
    assert not check(killed).sound


# ---- disks and folders


def test_on_a_full_disk_the_visit_is_safe_elsewhere_and_kept_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        path, spare = disk / "x.footlib", tmp_path / "spare"
        said: list[str] = []
        journal = Journal(path, spare=spare, said=said.append, backups_due=False)
        state = visit(strokes=2)
        journal.keep(PATIENT, state)
        assert journal.flush()
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        for count in range(3, 200):
            state = with_strokes(state, count)
            journal.keep(PATIENT, state)
            journal.flush(0.2)
            if journal.problem:
                break
        assert "full" in journal.problem
        assert journal.problem.count(".") - journal.problem.count(".footlib") <= 2
        records = [read_record(file) for file in rescued(spare)]
        assert records == [PatientRecord(PATIENT, (state,))]
        filler.unlink()
        assert journal.flush(20)
        assert journal.close()
        assert said[-1] == ""
        assert rescued(spare) == ()
        with Library(path) as library:
            assert library.visit("v1") == state


def test_a_library_in_a_folder_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    with small_disk(tmp_path, "4m") as disk:
        killed, _ = library_with_a_log(disk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with Library(killed) as library:
            assert "can only be read" in library.notice
            assert len(library.visit("v1").case.drawing.strokes) == 13, "what is in the log is read too"
            with pytest.raises(LibraryError, match="can only be read"):
                library.add(PATIENT, visit("new"))
        journal = Journal(killed, spare=tmp_path / "spare", backups_due=False)
        journal.keep(PATIENT, visit("new", strokes=1))
        assert not journal.flush(0.5)
        assert "can only be read" in journal.problem
        assert len(rescued(tmp_path / "spare")) == 1
        assert not journal.close()


def test_a_stick_that_is_removed_does_not_take_the_visit_with_it(tmp_path: Path) -> None:
    with small_disk(tmp_path, "4m") as disk:
        path, spare = disk / "x.footlib", tmp_path / "spare"
        journal = Journal(path, spare=spare, backups_due=False)
        journal.keep(PATIENT, visit(strokes=2))
        assert journal.flush()
        subprocess.run(["umount", "-l", disk], check=True)
        journal.keep(PATIENT, visit(strokes=3))
        assert not journal.flush(1.0)
        assert "x.footlib" in journal.problem
        assert list(disk.iterdir()) == [], "no second library where the stick was"
        found = read_record(rescued(spare)[0])
        assert found == PatientRecord(PATIENT, (visit(strokes=3),))
        assert not journal.close()


# ---- damage


def test_a_sound_library_is_called_sound(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    health = check(path)
    assert (health.sound, health.problems, health.visits) == (True, (), 4)


@pytest.mark.parametrize(("start", "length"), [(0, 16), (0, 100), (0, PAGE)])
def test_a_damaged_header_is_mended(tmp_path: Path, start: int, length: int) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    damage(path, start, length)
    with pytest.raises(LibraryError, match="repair") as caught:
        Library(path)
    assert caught.value.damaged
    health = check(path)
    assert (health.sound, health.visits) == (False, 4)
    done = repair(path)
    assert (done.visits, done.from_backup, done.cut) == (4, 0, 0)
    assert check(path).sound
    with Library(path) as library:
        assert library.visit("v2").case.drawing == visit(strokes=3).case.drawing


def test_a_damaged_page_is_noticed_and_a_backup_fills_the_gap(quick: Path) -> None:
    damage_pages(quick, every=6)


@pytest.mark.long
def test_any_damaged_page_is_noticed_and_a_backup_fills_the_gap(quick: Path) -> None:
    damage_pages(quick, every=1)


def test_a_flipped_letter_in_a_document_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"foot_plantar", b"foot_plantaR", 1))
    health = check(path)
    assert not health.sound
    assert health.visits == 3
    assert any("v0" in problem or "v1" in problem or "v2" in problem or "v3" in problem for problem in health.problems)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_of_a_truncated_file_what_is_left_is_saved_and_the_rest_comes_from_the_backup(
    tmp_path: Path, share: float
) -> None:
    path = tmp_path / "x.footlib"
    filled(path, visits=30)
    backups.back_up(path, DAY)
    with Library(path) as library:
        library.add(PATIENT, visit("after the backup", strokes=1, days=99))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(int(size * share))
    health = check(path)
    assert not health.sound
    assert health.visits + health.from_backup >= 30
    done = repair(path)
    assert done.visits >= 30
    assert done.backup is not None
    assert check(path).sound
    assert (done.aside / path.name).stat().st_size == int(size * share), "the damaged file is kept"


def test_without_anything_to_save_a_repair_says_so_and_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    path.write_bytes(b"\xa5" * 50_000)
    with pytest.raises(LibraryError, match="no backup"):
        repair(path)
    assert path.read_bytes() == b"\xa5" * 50_000
    assert salvage(path) == {}


def test_a_library_in_use_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    made = backups.back_up(path, DAY)
    with Library(path):
        for act in (lambda: repair(path), lambda: restore(path, made[0].path)):
            with pytest.raises(LibraryError, match="another window"):
                act()


# ---- backups


def test_backups_are_made_when_due_and_rotate(quick: Path) -> None:
    path = quick / "x.footlib"
    filled(path)
    now = DAY
    for _ in range(24 * 9):
        backups.back_up(path, now)
        now += timedelta(hours=1)
    assert backups.back_up(path, now - timedelta(minutes=1)) == ()
    found = backups.backups(path)
    counts = {kind: sum(b.kind == kind for b in found) for kind in backups.KINDS}
    assert counts == {"hourly": 8, "daily": 7, "weekly": 2}
    with Library(found[0].path) as copy:
        assert copy.count() == 4


def test_a_clock_that_is_set_back_costs_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    backups.back_up(path, DAY)
    newest = backups.back_up(path, DAY - timedelta(days=400))
    found = backups.backups(path)
    assert found[0].number == newest[0].number
    assert len({b.number for b in found}) == 2
    with Library(path) as library:
        library.add(PATIENT, visit("old clock", strokes=1, days=-400))
        assert library.recent()[0].last.visit.id == "old clock", "the order of use needs no clock"


def test_too_large_backups_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "MOST_BYTES", 1)
    path = tmp_path / "x.footlib"
    filled(path)
    for hour in range(30):
        backups.back_up(path, DAY + timedelta(hours=hour))
    assert sorted(b.kind for b in backups.backups(path)) == ["daily", "hourly", "weekly"]


def test_a_backup_is_put_in_the_place_of_the_library(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    made = backups.back_up(path, DAY)
    with Library(path) as library:
        library.add(PATIENT, visit("later"))
    aside = restore(path, made[0].path)
    with Library(path) as library:
        assert library.count() == 4
        assert library.notice == ""
    with Library(aside / path.name) as library:
        assert library.count() == 5
    damage(made[0].path, 0, 100)
    with pytest.raises(LibraryError, match="older"):
        restore(path, made[0].path)


def test_the_journal_writes_the_backups(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    journal = Journal(path)
    journal.keep(PATIENT, visit(strokes=2))
    assert journal.flush()
    assert journal.close()
    assert {b.kind for b in backups.backups(path)} == set(backups.KINDS)
    assert not list(backups.folder_of(path).glob(".*"))


# ---- a laptop that sleeps


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no SIGSTOP here")
def test_a_program_that_sleeps_keeps_its_visit_and_one_that_is_killed_gives_it_back(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom footmap.data.library import locks\n"
        "lock = locks.lock_visit(Path(sys.argv[1]), 'v1')\nprint('locked', lock is not None, flush=True)\n"
        "time.sleep(600)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "locked True\n"
        with Library(path) as library:
            child.send_signal(signal.SIGSTOP)
            assert library.lock("v1") is None
            assert library.visit("v1").id == "v1"
            child.send_signal(signal.SIGCONT)
            assert library.lock("v1") is None
            child.kill()
            child.wait()
            deadline = time.monotonic() + 5
            while (lock := library.lock("v1")) is None and time.monotonic() < deadline:
                time.sleep(0.01)
            assert lock is not None
            lock.release()
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


STOPPED: str = """
import os, sys
from pathlib import Path
from footmap.data.library.journal import Journal
from tests.data.library.made import PATIENT, visit, with_strokes
journal = Journal(Path(sys.argv[1]), backups_due=False)
for count in range(1, 4000):
    journal.keep(PATIENT, with_strokes(visit("slept"), count))
    if journal.flush():
        print(count, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no SIGSTOP here")
@pytest.mark.parametrize("moments", [3, pytest.param(20, marks=pytest.mark.long)])
def test_a_writer_that_sleeps_at_any_moment_loses_nothing_and_stops_nobody_for_ever(
    tmp_path: Path, moments: int
) -> None:
    """As a laptop that is closed while footmap writes; another window goes on meanwhile, or waits."""
    path = tmp_path / "x.footlib"
    filled(path)
    child = subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT, bufsize=1
    )
    other = Journal(path, spare=tmp_path / "spare", backups_due=False)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        for moment in range(1, moments + 1):
            time.sleep(0.013 * moment)
            child.send_signal(signal.SIGSTOP)
            other.keep(PATIENT, with_strokes(visit("awake"), moment))
            kept = other.flush(0.5)
            assert kept or other.problem == "" or "another program" in other.problem
            with Library(path) as library:
                assert library.visit("slept").case.drawing.strokes  # it can always be read
            child.send_signal(signal.SIGCONT)
            assert other.flush(30)
        child.kill()
        said = [int(line) for line in child.stdout.read().split()]
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()
        assert other.close()
    with Library(path) as library:
        assert len(library.visit("slept").case.drawing.strokes) >= max(said)
        assert len(library.visit("awake").case.drawing.strokes) == moments
    assert check(path).sound


def test_a_log_of_sqlite_is_what_the_tests_think_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    filled(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA page_size").fetchone() == (PAGE,)
    connection.close()


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no limits, kills and small disks here")
def test_the_table_of_faults_loses_nothing() -> None:
    from .fault_table import table

    assert [(row.fault, row.lost) for row in table(quick=True) if row.lost] == []
