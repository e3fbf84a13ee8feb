"""Lists, search, trash, and what a library refuses."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.record import Pain, Patient, PatientRecord, Visit
from footmap.data.library import schema
from footmap.data.library.backups import folder_of
from footmap.data.library.cards import Summary
from footmap.data.library.library import Library, Wanted
from footmap.data.library.opening import open_library
from footmap.data.library.place import library_path
from footmap.data.patient_file import parse_record, record_bytes
from footmap.errors import CaseError, LibraryError

from .made import DAY, HOSTILE, PATIENT, visit

OTHER = Patient("p2", "Tova Nimu")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "x.footlib", make=True) as made:
        yield made


def ids(library: Library, **wanted: Any) -> list[str]:
    return [entry.visit.id for entry in library.visits(Wanted(**wanted))]


def filled(library: Library) -> None:
    for i in range(6):
        made = replace(visit(f"v{i}", strokes=i, days=i), tags=("acute",) if i % 2 else ("follow up", "left"))
        made = replace(made, case=replace(made.case, note=f"Note number {i}: Schmerz am Fußrücken"))
        library.add(PATIENT if i < 4 else OTHER, made)
    library.describe("v2", Summary("sural_neuropathy", "Sural neuropathy Suralisläsion", ("heel",), "Heel Ferse"))


def test_what_is_added_is_read_back(library: Library) -> None:
    made = replace(visit(strokes=3), pain=Pain(3, 8.5, 5), drawn_by="patient", complaint_side="both")
    made = replace(made, case=replace(made.case, clues={"foot_drop": "yes"}, note="n", extra=(("zz", "[1]"),)))
    assert library.add(PATIENT, made).how == "added"
    assert library.visit("v1") == made
    assert library.patient_of("v1") == PATIENT
    entry = library.visits()[0]
    assert (entry.patient, entry.at, entry.strokes, entry.sides) == (PATIENT, made.at, 3, ("right", "left"))
    assert (entry.visit.pain, entry.visit.drawn_by, entry.visit.tags) == (made.pain, "patient", ("acute",))


def test_lists_are_sorted_and_filtered(library: Library) -> None:
    filled(library)
    assert ids(library) == ["v5", "v4", "v3", "v2", "v1", "v0"]
    assert ids(library, since=DAY + timedelta(days=2), until=DAY + timedelta(days=4)) == ["v4", "v3", "v2"]
    assert ids(library, tag="acute") == ["v5", "v3", "v1"]
    assert ids(library, patient="p2") == ["v5", "v4"]
    assert ids(library, by_use=True)[:1] == ["v5"]
    assert library.count(Wanted(tag="acute")) == 3
    assert library.tags() == (("acute", 3), ("follow up", 3), ("left", 3))
    assert [e.visit.id for e in library.visits(limit=2, offset=2)] == ["v3", "v2"]
    recent = library.recent()
    assert [(e.patient.id, e.visits, e.last.visit.id) for e in recent] == [("p2", 2, "v5"), ("p1", 4, "v3")]
    assert [v.id for v in library.record("p1").visits] == ["v0", "v1", "v2", "v3"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bal", 4),
        ("BALU re", 4),
        ("anne", 4),
        ("mull", 4),
        ("4711", 4),
        ("follow", 3),
        ("number 3", 1),
        ("fussrucken", 0),
        ("fußrucken", 6),
        ("sural", 1),
        ("suralisla", 1),
        ("ferse", 1),
        ("tova acu", 1),
        ("nobody", 0),
        ("", 6),
        ("  ", 6),
        ("***", 0),
    ],
)
def test_search_finds_the_beginnings_of_words(library: Library, typed: str, found: int) -> None:
    filled(library)
    assert len(ids(library, typed=typed)) == found


@given(typed=st.text(max_size=20) | st.sampled_from(sorted(HOSTILE.values())))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_nothing_typed_is_an_error_or_an_operator(library: Library, typed: str) -> None:
    library.visits(Wanted(typed=typed))


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("field", ["pseudonym", "name", "number", "examiner", "tag", "note", "patient id", "visit id"])
def test_every_text_is_kept_as_it_is_or_refused_in_one_sentence(library: Library, field: str, name: str) -> None:
    text = HOSTILE[name]
    patient, made = PATIENT, visit()
    match field:
        case "pseudonym" | "name" | "number":
            changes: dict[str, Any] = {field: text}
            patient = replace(PATIENT, **changes)
        case "patient id":
            patient = replace(PATIENT, id=text)
        case "examiner":
            made = replace(made, examiner=text)
        case "tag":
            made = replace(made, tags=(text,))
        case "note":
            made = replace(made, case=replace(made.case, note=text))
        case _:
            made = replace(made, id=text)
    if name == "half pair" or (name == "long" and field != "note"):
        with pytest.raises(CaseError) as caught:
            library.add(patient, made)
        assert str(caught.value).endswith(".")
        assert len(str(caught.value)) < 400
        assert library.count() == 0
        return
    library.add(patient, made)
    assert library.visit(made.id) == made
    assert library.patient_of(made.id) == patient
    assert library.visits()[0].patient == patient
    with library.lock(made.id) or pytest.fail("not locked"):
        assert library.is_locked(made.id)
    record = PatientRecord(patient, (made,))
    assert parse_record(record_bytes(record)) == record


def test_the_same_visit_is_added_once_and_another_of_its_id_as_a_copy(library: Library) -> None:
    library.add(PATIENT, visit(strokes=1))
    assert library.add(PATIENT, visit(strokes=1)).how == "already there"
    copy = library.add(PATIENT, visit(strokes=2))
    assert copy.how == "added as a copy"
    assert len(library.visit("v1").case.drawing.strokes) == 1
    assert len(library.visit(copy.visit_id).case.drawing.strokes) == 2


def test_the_trash_gives_back_and_can_be_emptied(library: Library) -> None:
    filled(library)
    library.trash("v1")
    library.trash("v4")
    library.trash("v5")
    assert "v1" not in ids(library)
    assert ids(library, trashed=True) == ["v5", "v4", "v1"]
    assert ids(library, trashed=True, typed="tova") == ["v5", "v4"]
    library.take_back("v1")
    assert "v1" in ids(library)
    lock = library.lock("v4")
    assert lock is not None
    assert library.empty_trash() == 1
    lock.release()
    assert library.empty_trash() == 1
    assert ids(library, typed="tova") == []
    with pytest.raises(LibraryError, match="no patient"):
        library.record("p2")


def test_a_patient_who_is_renamed_is_found_by_the_new_name(library: Library) -> None:
    filled(library)
    library.set_patient(replace(PATIENT, name="Zora"))
    assert len(ids(library, typed="zora")) == 4
    assert ids(library, typed="müller") == []
    with pytest.raises(CaseError):
        library.set_patient(replace(PATIENT, name="z" * 5000))


def test_a_picture_is_kept(library: Library) -> None:
    filled(library)
    assert library.picture("v1") is None
    library.set_picture("v1", b"\x89PNG")
    assert library.picture("v1") == b"\x89PNG"


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "x.footlib"
    with Library(path, make=True) as library:
        library.add(PATIENT, visit())
        for file in path.parent.rglob("*"):
            assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_new_pseudonym_is_not_in_use(library: Library) -> None:
    filled(library)
    assert library.new_patient().pseudonym not in {"Balu Remo", "Tova Nimu"}


# ---- which file


def test_a_library_is_a_file_or_a_folder_that_holds_one(tmp_path: Path) -> None:
    assert library_path(tmp_path / "x.footlib") == tmp_path / "x.footlib"
    assert library_path(tmp_path) == tmp_path / "library.footlib"
    assert library_path(tmp_path / "absent") == tmp_path / "absent" / "library.footlib"
    Library(tmp_path / "mine.footlib", make=True).close()
    assert library_path(tmp_path) == tmp_path / "mine.footlib"
    Library(tmp_path / "other.footlib", make=True).close()
    with pytest.raises(LibraryError, match=r"mine\.footlib, other\.footlib"):
        library_path(tmp_path)
    (tmp_path / "note.txt").write_text("x")
    with pytest.raises(LibraryError, match="not a library"):
        library_path(tmp_path / "note.txt")


def test_what_is_no_library_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other.footlib"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    text = tmp_path / "text.footlib"
    text.write_text("not a database " * 100)
    for path, words in ((other, "not a library"), (text, "damaged"), (tmp_path / "no.footlib", "There is no")):
        before = path.read_bytes() if path.exists() else None
        with pytest.raises(LibraryError, match=words):
            Library(path)
        assert (path.read_bytes() if path.exists() else None) == before
    with pytest.raises(LibraryError, match="not a file"):
        Library(tmp_path)


# ---- versions


def test_an_older_library_is_backed_up_and_migrated(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    with Library(path, make=True) as library:
        library.add(PATIENT, visit(strokes=2))

    def colour(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE visit ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'")

    opened = open_library(path, steps=(*schema.MIGRATIONS, colour))
    assert opened.connection.execute("SELECT colour FROM visit").fetchone() == ("blue",)
    assert schema.version_of(opened.connection) == schema.VERSION + 1
    opened.close()
    with Library(folder_of(path) / f"before-version-{schema.VERSION + 1}.footlib") as backup:
        assert len(backup.visit("v1").case.drawing.strokes) == 2


def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    with Library(path, make=True) as library:
        library.add(PATIENT, visit(strokes=2))

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE visit ADD COLUMN colour TEXT")
        connection.execute("CREATE TABLE visit (x)")

    with pytest.raises(LibraryError):
        open_library(path, steps=(*schema.MIGRATIONS, half))
    with Library(path) as library:
        assert library.visit("v1") == visit(strokes=2)


def test_a_newer_library_can_only_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.footlib"
    with Library(path, make=True) as library:
        library.add(PATIENT, visit(strokes=2))
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 7}")
    connection.close()
    with Library(path) as library:
        assert not library.writable
        assert library.notice.count(".") - library.notice.count(".footlib") == 1
        assert library.visit("v1") == visit(strokes=2)
        for change in (
            lambda: library.add(PATIENT, visit("v2")),
            lambda: library.trash("v1"),
            lambda: library.lock("v1"),
        ):
            with pytest.raises(LibraryError, match="newer"):
                change()


def test_a_visit_that_is_not_there_is_named(library: Library) -> None:
    for ask in (library.visit, library.patient_of, library.trash, library.picture):
        for id_ in ("nosuch", "no\udc80such"):
            with pytest.raises(LibraryError, match="no visit 'no"):
                ask(id_)


def test_a_visit_without_a_date_gets_one(library: Library) -> None:
    library.add(PATIENT, Visit("v9"), now=DAY)
    assert library.visit("v9").at == DAY
