"""What is left after a kill, a full disk, a cut log, a damaged page: the last stroke or the last backup, in words."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from footmap.core.record import PatientRecord
from footmap.data.library import backups, locks, store
from footmap.data.library.documents import known, step, visit_from
from footmap.data.library.health import check, repair, restore, salvage
from footmap.data.library.journal import Journal, rescued
from footmap.data.library.library import Library
from footmap.data.library.opening import open_library, transaction
from footmap.data.patient_file import read_record
from footmap.errors import LibraryError

from .made import DAY, PATIENT, visit, with_answer, with_strokes

ROOT = Path(__file__).resolve().parents[3]
PAGE = 4096


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of syncs to a disk take minutes."""
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


def filled(path: Path, visits: int = 4, strokes: int = 3) -> None:
    """A library of several visits in one file, without a log beside it."""
    with Library(path, make=True) as library:
        for number in range(visits):
            made = visit(f"v{number}", strokes=strokes, days=number)
            library.add(PATIENT, replace(made, case=replace(made.case, note="word " * 300)))


# ---- kills


def kill(folder: Path, rounds: int, seed: int) -> dict[str, int]:
    """Figures of so many kills; fails if anything was lost."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.library.kill_rounds", str(folder), str(rounds), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["lost"] == 0
    assert figures["sound"], figures["said"]
    assert figures["mid_way"] > rounds // 5, "the writers were killed before they wrote anything"
    return figures  # type: ignore[no-any-return]  # json


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_no_stroke_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    kill(tmp_path, rounds=5, seed=1)


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_no_stroke_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    kill(tmp_path, rounds=200, seed=2)


# ---- writes that fail at a byte


def write_until_it_fails(path: Path, limit: int) -> int:
    """Keep ten strokes and answers while no file may grow beyond `limit` bytes; how many were said to be kept."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    journal = Journal(path, backups_due=False)
    state = visit("v0", strokes=3)
    state = replace(state, case=replace(state.case, note="word " * 300))
    journal.keep(PATIENT, state)
    assert journal.flush()
    kept = 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        for number in range(1, 11):
            state = with_answer(with_strokes(state, 3 + number), number)
            journal.keep(PATIENT, state)
            journal.flush(0.05)
            if journal.problem or not journal.flush(10):
                break
            kept = number
        problem = journal.problem
        journal.close(5)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert kept == 10 or problem.count("x.footlib") == 1, problem
    return kept


@contextmanager
def log_kept_small(base: Path, folder: Path) -> Iterator[Path]:
    """A fresh copy of a library."""
    path = folder / "x.footlib"
    for old in folder.glob("x.footlib*"):
        old.unlink()
    shutil.copy(base, path)
    yield path


def fail_at_offsets(quick: Path, every: int) -> tuple[int, int]:
    """Offsets that were tried, and at which a write failed; fails if anything that was kept is gone."""
    base = quick / "base.footlib"
    filled(base)
    size = base.stat().st_size
    folder = quick / "work"
    folder.mkdir()
    counts = []
    for limit in range(size, size + 220_000, every):
        with log_kept_small(base, folder) as path:
            kept = write_until_it_fails(path, limit)
            counts.append(kept)
            with Library(path) as library:
                found = library.visit("v0")
            strokes = len(found.case.drawing.strokes)
            assert strokes >= 3 + kept, f"lost at {limit}"
            assert found.case.drawing == with_strokes(found, strokes).case.drawing
            assert len(found.case.clues) == strokes - 3
            assert check(path).sound
    assert min(counts) < 10, "no write failed"
    return len(counts), sum(count < 10 for count in counts)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of files here")
def test_a_write_that_fails_at_some_byte_loses_nothing_that_was_kept(quick: Path) -> None:
    fail_at_offsets(quick, every=20_011)


def break_off_writes(quick: Path, every: int = 1) -> tuple[int, int]:
    """How often ten strokes and answers were written into the log, and how often that was broken off.

    Each stroke is written as the journal writes it, again and again, with room for `every` bytes more each time;
    between two times another connection must find what was kept before, and no more.
    """
    import resource

    path = quick / "base.footlib"
    filled(path, visits=2)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    tried = failed = 0
    state = visit("v1", strokes=3, days=1)
    state = replace(state, case=replace(state.case, note="word " * 300))
    opened = open_library(path)
    with Library(path) as reader, contextlib.closing(opened.connection) as writer:
        row, revision = writer.execute("SELECT row, revision FROM visit WHERE id = 'v1'").fetchone()
        kept = f"SELECT revision, (SELECT max(number) FROM step WHERE visit = {row}) FROM visit WHERE row = {row}"
        store.fold(writer, row)
        for number in range(1, 11):
            wanted = with_answer(with_strokes(state, 3 + number), number)
            change = step(known(state, PATIENT), wanted, PATIENT)
            assert change is not None
            there = reader._connection.execute(kept).fetchone()
            log = path.with_name(path.name + "-wal")
            limit = log.stat().st_size if log.exists() else 0
            while True:
                tried += 1
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
                try:
                    with transaction(writer):
                        new = store.add_step(writer, row, revision, *change, wanted)
                except sqlite3.Error:
                    failed += 1
                else:
                    break
                finally:
                    resource.setrlimit(resource.RLIMIT_FSIZE, before)
                assert reader._connection.execute(kept).fetchone() == there, f"changed at {limit}"
                limit += every
            state, revision = wanted, new
            assert reader.visit("v1") == state
    assert check(path).sound
    return tried, failed


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


def library_with_a_log(folder: Path) -> tuple[Path, list[int]]:
    """A library whose last ten strokes are in its log alone, as after a kill; sizes of the log after each stroke."""
    path = folder / "base.footlib"
    filled(path, visits=2)
    keep = Library(path)  # as long as it is open, the log is not taken into the file
    journal = Journal(path, backups_due=False)
    state = visit("v1", strokes=3, days=1)
    state = replace(state, case=replace(state.case, note="word " * 300))
    sizes = []
    for number in range(1, 11):
        state = with_answer(with_strokes(state, 3 + number), number)
        journal.keep(PATIENT, state)
        assert journal.flush()
        sizes.append(path.with_name(path.name + "-wal").stat().st_size)
    for name in (path.name, path.name + "-wal"):
        shutil.copy(path.with_name(name), path.with_name(name.replace("base", "killed")))
    mark = locks.folder_of(path) / "mark"
    killed = path.with_name("killed.footlib")
    locks.folder_of(killed).mkdir()
    shutil.copy(mark, locks.folder_of(killed) / "mark")
    journal.close()
    keep.close()
    return killed, sizes


def cut_log_at(quick: Path, every: int) -> int:
    """Number of cuts; fails if a whole stroke is gone."""
    killed, sizes = library_with_a_log(quick)
    log = killed.with_name(killed.name + "-wal").read_bytes()
    folder = quick / "cut"
    folder.mkdir()
    for length in range(0, len(log) + every, every):
        for old in folder.glob("killed*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        path = folder / killed.name
        shutil.copy(killed, path)
        path.with_name(path.name + "-wal").write_bytes(log[:length])
        with Library(path) as library:
            found = library.visit("v1")
        strokes = len(found.case.drawing.strokes) - 3
        whole = sum(size <= length for size in sizes)
        assert strokes == whole, f"cut at {length}"
        assert len(found.case.clues) == strokes
    return len(range(0, len(log) + every, every))


def shorten_log(quick: Path, every: int = 1) -> int:
    """Number of lengths to which the log was cut; fails if a whole stroke is gone.

    Connections that only read leave the log as it is, so that it need only be made shorter each time. What footmap
    makes of what they read is looked at whenever that is something new.
    """
    killed, sizes = library_with_a_log(quick)
    log, shared = (killed.with_name(killed.name + end) for end in ("-wal", "-shm"))
    whole_length = log.stat().st_size
    strokes: dict[tuple[tuple[object, ...], ...], int] = {}
    lengths = [*range(whole_length, 0, -every), 0]
    for length in lengths:
        os.truncate(log, length)
        shared.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(f"file:{killed}?mode=ro", uri=True)) as reader:
            read = tuple(
                reader.execute(
                    "SELECT v.revision, v.row, d.sum, d.json, s.number, s.sum, s.json FROM visit v "
                    "JOIN document d ON d.row = v.row LEFT JOIN step s ON s.visit = v.row WHERE v.id = 'v1'"
                )
            )
            if read not in strokes:
                found, _ = visit_from(store.document(reader, read[0][1]))
                strokes[read] = len(found.case.drawing.strokes) - 3
                assert len(found.case.clues) == strokes[read]
        assert log.stat().st_size == length, "the log was changed by reading"
        assert strokes[read] == sum(size <= length for size in sizes), f"cut at {length}"
    assert len(strokes) == len(sizes) + 1
    return len(lengths)


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


@contextmanager
def small_disk(folder: Path, size: str = "3m") -> Iterator[Path]:
    """A file system in memory of that size; needs root."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk can be made by root on Linux alone")
    place = folder / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=False)


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


def damage(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


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


def damage_pages(quick: Path, every: int) -> tuple[int, int]:
    """Pages that were damaged, and damages that were noticed; fails if a visit is gone."""
    base = quick / "x.footlib"
    filled(base, visits=12)
    backups.back_up(base, DAY)
    noticed = 0
    damaged = range(1, pages(base), every)
    for page in damaged:
        folder = quick / str(page)
        folder.mkdir()
        path = folder / base.name
        shutil.copy(base, path)
        shutil.copytree(backups.folder_of(base), backups.folder_of(path))
        damage(path, page * PAGE, PAGE)
        if check(path).sound:
            continue  # a page that holds nothing
        noticed += 1
        repair(path)
        assert check(path).sound
        with Library(path) as library:
            assert {entry.visit.id for entry in library.visits()} == {f"v{i}" for i in range(12)}, page
            assert library.visit("v7").case.drawing == visit(strokes=3).case.drawing
        shutil.rmtree(folder)
    assert noticed > 0.8 * len(damaged)
    return len(damaged), noticed


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
