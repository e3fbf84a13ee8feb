"""Files that a release has written can be opened for ever, and say what they said. `released.make` writes them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from footmap.core.record import PatientRecord
from footmap.data.case_record import CaseFile, PatientFile
from footmap.data.casefile import dump_case, parse_case, read_case
from footmap.data.footset import read_footset
from footmap.data.library.health import check
from footmap.data.library.library import Library, Wanted
from footmap.data.patient_file import read_record
from footmap.data.progress.export import read_export
from footmap.data.progress.store import Progress
from footmap.data.visit_json import visit_of
from footmap.study.schedule import Schedule

from .released.make import AT, CASE, FOLDER, PATIENT, STROKES, SUMS, visits, write

RELEASES = sorted(path for path in FOLDER.iterdir() if (path / SUMS).is_file())
every_release = pytest.mark.parametrize("folder", RELEASES, ids=lambda path: path.name)


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """The files of a release, to be opened and written to."""
    return Path(shutil.copytree(folder, tmp_path / "files"))


def test_there_are_files_of_a_release() -> None:
    assert RELEASES


@every_release
def test_files_of_a_release_never_change(folder: Path) -> None:
    sums = json.loads((folder / SUMS).read_text(encoding="utf-8"))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != SUMS}
    assert found == sums


@every_release
def test_a_case_says_what_it_said(folder: Path) -> None:
    case = read_case(folder / "case.footmap")
    visit, patient = visit_of(case)
    assert visit == visits()[0]
    assert patient == PATIENT
    assert parse_case(dump_case(case).encode()) == case
    CaseFile.model_validate_json((folder / "case.footmap").read_bytes())


@every_release
def test_a_patient_with_visits_says_what_was_said(folder: Path) -> None:
    record = read_record(folder / "visits.footmap")
    assert record == PatientRecord(PATIENT, visits())
    PatientFile.model_validate_json((folder / "visits.footmap").read_bytes())


@every_release
def test_a_set_asks_what_it_asked(folder: Path) -> None:
    found = read_footset(folder / "set.footset")
    assert (found.id, found.title, found.author) == ("week-1", "Week 1", "T. Teacher")
    (case,) = found.cases
    assert case.case.drawing.strokes == STROKES[:1]
    assert case.accepted.nerves == ("sural",)


@every_release
def test_a_library_holds_what_it_held_and_can_be_written(copied: Path) -> None:
    path = copied / "library.footlib"
    with Library(path) as library:
        assert library.writable
        assert [entry.visit.id for entry in library.visits(Wanted(), limit=-1)] == [v.id for v in reversed(visits())]
        assert library.record(PATIENT.id) == PatientRecord(PATIENT, visits())
        assert len(library.visits(Wanted("läuft"), limit=-1)) == 1
        new = visits()[1]
        library.add(PATIENT, type(new)("9999000099990000", AT, CASE))
    assert check(path).sound
    with Library(path) as library:
        assert len(library.visits(Wanted(), limit=-1)) == 3


@every_release
def test_progress_and_its_export_hold_every_answer(copied: Path) -> None:
    learner, answers = read_export(copied / "progress.json")
    assert learner.name == "Ada"
    assert [answer.fact for answer in answers] == ["nerve:sural"] * 3
    with Progress(copied / "progress.footstudy") as progress, progress.study(progress.learner("Ada")) as ada:
        assert ada.writable
        assert tuple(ada.answers) == answers
        assert ada.cards == Schedule().replay(answers)


def test_the_next_release_can_write_its_own(tmp_path: Path) -> None:
    write(tmp_path / "next")
    files = {path.name for path in (tmp_path / "next").iterdir()}
    assert files == {path.name for path in RELEASES[-1].iterdir()}
