"""Tries every fault and prints what the user reads and what is left: ``python -m tests.data.library.fault_table``.

With ``quick`` few moments of each are tried. The figures of docs/faults.md come from here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from footmap.data.library import backups, cipher, sealing
from footmap.data.library.health import check, repair
from footmap.data.library.journal import Journal, read_rescued, rescued
from footmap.data.library.library import Library
from footmap.errors import LibraryError

from . import faults
from .made import DAY, PATIENT, visit, with_strokes


@dataclass(frozen=True)
class Row:
    """What became of one fault: what was tried and how often, what was lost, what was read."""

    fault: str
    tried: str
    lost: int
    read: str
    left: str


@contextmanager
def folder() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as made:
        yield Path(made)


def said(run: Callable[[], object]) -> str:
    """The sentence with which something is refused."""
    try:
        run()
    except LibraryError as error:
        return str(error)
    return "–"


def kills(quick: bool) -> Row:
    with folder() as place:
        rounds = 40 if quick else 200
        figures = faults.kill(place, rounds, 7)
        tried = f"{rounds} rounds, {figures['mid_way']} of them while writing, {figures['kept']} strokes kept"
        return Row(
            "kill -9 at a random moment", tried, figures["lost"], "offered at the next start", "every kept stroke"
        )


def offsets(quick: bool) -> Row:
    with folder() as place:
        tried, failed = faults.fail_at_offsets(place, 40_009 if quick else 211)
        return Row(
            "a write fails at a byte (limit of the file's size), ten strokes and answers",
            f"{tried} offsets, at {failed} a write failed",
            0,
            _limit_sentence(),
            "every kept stroke",
        )


def broken_off(quick: bool) -> Row:
    with folder() as place:
        tried, failed = faults.break_off_writes(place, 997 if quick else 1)
        return Row(
            "a write of the log is broken off at a byte, ten strokes and answers",
            f"{tried} writes, {failed} broken off",
            0,
            _limit_sentence(),
            "what was kept before, and no more",
        )


def _limit_sentence() -> str:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with folder() as place:
        path = place / "library.footlib"
        faults.filled(path)
        journal = Journal(path, spare=place / "spare", backups_due=False)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
        try:
            for count in range(1, 400):
                journal.keep(PATIENT, with_strokes(visit(), count))
                journal.flush(0.05)
                if journal.problem:
                    break
            return _without_folder(journal.problem, place)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            journal.close(10)


def cuts(quick: bool) -> Row:
    with folder() as place:
        count = faults.shorten_log(place, 499 if quick else 1)
    with folder() as place:
        opened = faults.cut_log_at(place, 1009 if quick else 64)
    with folder() as place:
        killed, _ = faults.library_with_a_log(place)
        killed.with_name(killed.name + "-wal").write_bytes(b"")
        with Library(killed) as library:
            notice = library.notice
        return Row(
            "the log (WAL) is cut",
            f"{count} lengths, {opened} of them opened for writing",
            0,
            notice,
            "every stroke that is whole in the log",
        )


def removed_log(quick: bool) -> Row:
    with folder() as place:
        killed, _ = faults.library_with_a_log(place)
        killed.with_name(killed.name + "-wal").unlink()
        with Library(killed) as library:
            return Row("the log is removed", "1", 0, library.notice, "the file as it was before; said how much is gone")


def full_disk(quick: bool) -> Row:
    with folder() as place, faults.small_disk(place) as disk:
        path, spare = disk / "library.footlib", place / "spare"
        journal = Journal(path, spare=spare, backups_due=False)
        state = visit(strokes=2)
        journal.keep(PATIENT, state)
        assert journal.flush()
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        for count in range(3, 200):
            state = with_strokes(state, count)
            journal.keep(PATIENT, state)
            journal.flush(0.2)
            if journal.problem:
                break
        problem = _without_folder(journal.problem, place)
        record = read_rescued(rescued(spare)[0], None)
        lost = len(state.case.drawing.strokes) - len(record.visits[0].case.drawing.strokes)  # type: ignore[union-attr]  # a patient
        filler.unlink()
        assert journal.flush(20)
        journal.close()
        return Row("the disk is full (tmpfs of 3 MB)", "1", lost, problem, "all; taken in when there is room")


def read_only(quick: bool) -> Row:
    with folder() as place, faults.small_disk(place, "4m") as disk:
        killed, _ = faults.library_with_a_log(disk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with Library(killed) as library:
            lost = 13 - len(library.visit("v1").case.drawing.strokes)
            return Row("the folder may only be read", "1", lost, library.notice, "all, also what is in the log alone")


def removed_stick(quick: bool) -> Row:
    with folder() as place, faults.small_disk(place, "4m") as disk:
        path, spare = disk / "library.footlib", place / "spare"
        journal = Journal(path, spare=spare, backups_due=False)
        journal.keep(PATIENT, visit(strokes=2))
        assert journal.flush()
        subprocess.run(["umount", "-l", disk], check=True)
        journal.keep(PATIENT, visit(strokes=3))
        journal.flush(1.0)
        problem = _without_folder(journal.problem, place)
        record = read_rescued(rescued(spare)[0], None)
        lost = 3 - len(record.visits[0].case.drawing.strokes)  # type: ignore[union-attr]  # a patient
        journal.close(1.0)
        return Row("the stick is removed (unmounted)", "1", lost, problem, "the visit in the user's own folder")


def locked(quick: bool) -> Row:
    with folder() as place:
        path = place / "library.footlib"
        faults.filled(path)
        before, cipher.WAIT_S = cipher.WAIT_S, 0.2  # type: ignore[misc]  # not to wait five seconds
        other = cipher.connect(path)
        other.execute("BEGIN IMMEDIATE")
        journal = Journal(path, spare=place / "spare", backups_due=False)
        journal.keep(PATIENT, visit("new", strokes=1))
        journal.flush(1.5)
        problem = _without_folder(journal.problem, place)
        other.execute("ROLLBACK")
        other.close()
        assert journal.flush(20)
        journal.close()
        cipher.WAIT_S = before  # type: ignore[misc]  # see above
        with Library(path) as library:
            lost = 1 - len(library.visit("new").case.drawing.strokes)
        return Row("another program holds the library", "1", lost, problem, "all; written when it is free")


def header(quick: bool) -> Row:
    lost = 0
    for length in (16, 100, faults.PAGE):
        with folder() as place:
            path = place / "library.footlib"
            faults.filled(path)
            faults.damage(path, 0, length)
            sentence = said(lambda path=path: Library(path))  # type: ignore[misc]  # mypy#15459
            lost += 4 - repair(path).visits
    return Row("the header is damaged (16, 100, 4096 bytes)", "3", lost, sentence, "every visit, by repairing")


def page(quick: bool) -> Row:
    with folder() as place:
        count, noticed = faults.damage_pages(place, 8 if quick else 1)
        path = place / "x.footlib"
        faults.damage(path, 4 * faults.PAGE, faults.PAGE)
        found = check(path)
        words = found.problems[0] if found.problems else "–"
        return Row(
            "a page is damaged",
            f"{count} pages, {noticed} noticed",
            0,
            words,
            "every visit, from the file or the backup",
        )


def truncated(quick: bool) -> Row:
    lost = 0
    shares = [i / 10 for i in range(0, 10, 3 if quick else 1)]
    for share in shares:
        with folder() as place:
            path = place / "library.footlib"
            faults.filled(path, visits=30)
            backups.back_up(path, DAY)
            os.truncate(path, int(path.stat().st_size * share))
            found = check(path)
            sentence = found.problems[0]
            lost += 30 - repair(path).visits
    return Row("the file is cut off", f"{len(shares)} lengths", lost, sentence, "the last backup and what is left")


def clock(quick: bool) -> Row:
    with folder() as place:
        path = place / "library.footlib"
        faults.filled(path)
        backups.back_up(path, DAY)
        backups.back_up(path, DAY - timedelta(days=400))
        with Library(path) as library:
            library.add(PATIENT, visit("old clock", strokes=1, days=-400))
            lost = int(library.recent()[0].last.visit.id != "old clock") + 6 - len(backups.backups(path))
        return Row(
            "the clock is set back 400 days", "1", lost, "nothing", "all; order of use and of backups need no clock"
        )


def two(quick: bool) -> Row:
    with folder() as place:
        path = place / "library.footlib"
        faults.filled(path)
        with Library(path) as first, Library(path) as second:
            lock = first.lock("v1")
            assert lock is not None
            assert second.lock("v1") is None
            assert second.visit("v1").case.drawing.strokes
            lock.release()
        words = "This visit is open in another window of footmap; here it can only be read."
        return Row("two instances on one library", "1", 0, words, "all; one writes a visit, the others see it")


def two_on_a_replaced_file(quick: bool) -> Row:
    with folder() as place:
        path = place / "library.footlib"
        faults.filled(path)
        with Library(path):
            words = said(lambda: repair(path))
        return Row("repair while another window is open", "1", 0, words, "all; nothing is changed")


def encrypted(quick: bool) -> Row:
    with folder() as place:
        path, key = place / "library.footlib", cipher.new_key("correct horse battery")
        faults.filled(path)
        sealing.convert(path, None, key)
        before = path.read_bytes()
        words = said(lambda: sealing.unlock(path, "wrong passphrase"))
        return Row("a wrong passphrase", "1", int(path.read_bytes() != before), words, "all; the file is not touched")


ROWS: Final = (
    kills, offsets, broken_off, cuts, removed_log, full_disk, read_only, removed_stick, locked, header, page, truncated,
    clock, two, two_on_a_replaced_file, encrypted,
)  # fmt: skip


def _without_folder(words: str, place: Path) -> str:
    return words.replace(str(place), "…")


def table(quick: bool) -> list[Row]:
    """Try everything; what this system cannot do is left out."""
    rows = []
    for make in ROWS:
        try:
            rows.append(make(quick))
        except BaseException as error:  # pytest's own, where a disk cannot be mounted
            if type(error).__name__ != "Skipped":
                raise
    return rows


def printed(rows: list[Row]) -> str:
    """As Markdown."""
    lines = ["| fault | tried | lost | what is read | what is left |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {r.fault} | {r.tried} | {r.lost} | {r.read} | {r.left} |" for r in rows)])


if __name__ == "__main__":
    print(printed(table("quick" in sys.argv[1:])))
