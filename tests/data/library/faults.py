"""What can go wrong, made to happen: kills, writes that fail, cut logs, small disks, damaged pages."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from footmap.data.library import backups, locks, store
from footmap.data.library.documents import known, step, visit_from
from footmap.data.library.health import check, repair
from footmap.data.library.journal import Journal
from footmap.data.library.library import Library
from footmap.data.library.opening import open_library, transaction

from .made import DAY, PATIENT, visit, with_answer, with_strokes

ROOT = Path(__file__).resolve().parents[3]


PAGE = 4096


def filled(path: Path, visits: int = 4, strokes: int = 3) -> None:
    """A library of several visits in one file, without a log beside it."""
    with Library(path, make=True) as library:
        for number in range(visits):
            made = visit(f"v{number}", strokes=strokes, days=number)
            library.add(PATIENT, replace(made, case=replace(made.case, note="word " * 300)))


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


def damage(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


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
