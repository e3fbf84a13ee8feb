from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from footmap.core.drawing import Case
from footmap.core.record import Patient, Visit
from footmap.data.library import locks, unfinished
from footmap.data.library.cards import Summary
from footmap.data.library.journal import Journal
from footmap.data.library.library import Library

PATIENT = Patient("p", "Balemi Tovu")


def test_what_began_and_did_not_end_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    assert unfinished.left_open(path) == ()
    for id_ in ("a", "b"):
        unfinished.began(path, id_)
    assert set(unfinished.left_open(path)) == {"a", "b"}
    unfinished.ended(path, "a")
    unfinished.ended(path, "a")
    assert unfinished.left_open(path) == ("b",)
    lock = locks.lock_visit(path, "b")
    assert lock is not None
    assert unfinished.left_open(path) == (), "somebody works on it"
    lock.release()
    assert unfinished.left_open(path) == ("b",)


def test_a_note_that_is_damaged_is_no_visit(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    unfinished.began(path, "a")
    (note,) = locks.folder_of(path).glob("open-*")
    note.write_bytes(b"\xff" * 1000)
    assert unfinished.left_open(path) == ()


@given(st.text(min_size=1, max_size=60).filter(lambda text: len(text.encode("utf-8", "replace")) <= 100))
def test_any_id_is_noted_and_nothing_lies_outside(id_: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.footlib"
        unfinished.began(path, id_)
        assert [found.parent for found in Path(folder).rglob("open-*")] == [locks.folder_of(path)]
        assert unfinished.left_open(path) == (id_.encode("utf-8", "replace").decode(),)
        unfinished.ended(path, id_)
        assert unfinished.left_open(path) == ()


def test_where_no_note_can_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    unfinished.began(tmp_path / "file" / "x.footlib", "a")
    assert unfinished.left_open(tmp_path / "file" / "x.footlib") == ()


def test_the_journal_keeps_what_lists_show_and_removes_for_good(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    now = datetime.now(UTC)
    journal = Journal(path, backups_due=False)
    journal.show("gone", Summary("tibial_nerve", "tibial nerve"), b"no such visit")
    for id_ in ("a", "b"):
        journal.keep(PATIENT, Visit(id_, now, Case(note="x")))
    assert journal.flush()
    journal.show("a", Summary("tibial_nerve", "tibial nerve"))
    journal.show("a", png=b"picture")
    journal.remove("b")
    journal.keep(PATIENT, Visit("c", now, Case(note="y")))
    assert journal.close()
    with Library(path) as library:
        assert {entry.visit.id for entry in library.visits()} == {"a", "c"}
        assert library.picture("a") == b"picture"
        (entry,) = (entry for entry in library.visits() if entry.visit.id == "a")
        assert entry.leader == "tibial_nerve"
