"""`footmap library`: what it keeps, finds, gives back, and says of a damaged file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from footmap.cli import main
from footmap.core.drawing import Case
from footmap.core.record import Pain, Patient, PatientRecord, Visit
from footmap.data.casefile import read_case
from footmap.data.library.library import Library
from footmap.data.library.listing import ListFile
from footmap.data.patient_file import read_record, write_record
from footmap.data.samples import load_samples
from footmap.data.schema import printed_schemas, schema_folder

SAMPLES = [sample.path for sample in load_samples()]
RECORD = PatientRecord(
    Patient("p7", "Balu Remo", name="Müller"),
    tuple(
        Visit(
            f"v{i}",
            datetime(2026, 1 + i, 3, 9, 0, tzinfo=UTC),
            replace(read_case(SAMPLES[i]), note=f"note {i}"),
            examiner="Dr Blau",
            drawn_by="patient",
            complaint_side="right",
            pain=Pain(3, 8, 4.5),
            tags=("acute",),
        )
        for i in range(3)
    ),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three visits of one patient and one case without a patient."""
    folder = tmp_path_factory.mktemp("library")
    write_record(folder / "patient.footmap", RECORD)
    assert main(["library", "import", str(folder / "patient.footmap"), str(SAMPLES[3]), "--library", str(folder)]) == 0
    return folder


def listed(library: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(["library", "list", "--json", "--library", str(library), *words]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["format"], document["version"]) == ("footmap-library-list", 1)
    ListFile.model_validate_json(json.dumps(document), strict=True)
    visits: list[dict[str, object]] = document["visits"]
    return visits


def test_the_list_says_who_when_and_what_leads(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visits = listed(library, capsys, "--search", "balu")
    assert [visit["id"] for visit in visits] == ["v2", "v1", "v0"]
    first = visits[0]
    assert first["date"] == "2026-03-03T09:00:00+00:00"
    assert first["patient"] == {
        "id": "p7",
        "pseudonym": "Balu Remo",
        "name": "Müller",
        "birth_year": None,
        "number": "",
    }
    assert first["pain"] == {"now": 3.0, "worst": 8.0, "mean": 4.5}
    assert first["leader"]
    assert first["regions"]
    leaders = {str(visit["leader"]) for visit in visits}
    for leader in leaders:
        found = listed(library, capsys, "--search", leader.split("_")[0])
        assert any(visit["leader"] == leader for visit in found)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["--tag", "acute"], 3),
        (["--since", "2026-02-03", "--until", "2026-02-03"], 1),
        (["--search", "note 2"], 1),
        (["--search", "ferse"], None),
        (["--trash"], 0),
    ],
)
def test_the_list_can_be_narrowed(
    library: Path, capsys: pytest.CaptureFixture[str], words: list[str], count: int | None
) -> None:
    found = listed(library, capsys, *words)
    assert len(found) == count if count is not None else len(found) <= 4


def test_the_list_and_a_visit_can_be_read(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "list", "--library", str(library)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert any("2026-03-03" in line and "Müller" in line and "#acute" in line for line in lines)
    assert main(["library", "show", "v1", "--library", str(library)]) == 0
    shown = capsys.readouterr().out
    for words in ("Balu Remo (Müller)", "2026-02-03", "Dr Blau", "now 3, worst 8, mean 4.5", "note 1"):
        assert words in shown


def test_a_visit_and_a_patient_are_exported_as_they_came_in(library: Path, tmp_path: Path) -> None:
    one, all_ = tmp_path / "one.footmap", tmp_path / "all.footmap"
    assert main(["library", "export", "v1", "-o", str(one), "--library", str(library)]) == 0
    assert read_record(one) == PatientRecord(RECORD.patient, (RECORD.visits[1],))
    assert main(["library", "export", "p7", "-o", str(all_), "--library", str(library)]) == 0
    assert read_record(all_) == RECORD
    assert main(["rank", str(all_), "--visit", "v0"]) == 0


def test_an_export_does_not_overwrite_a_case_or_the_library(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.footmap"
    write_record(there, RECORD)
    for target in (there, library / "library.footlib"):
        before = target.read_bytes()
        assert main(["library", "export", "v1", "-o", str(target), "--library", str(library)]) == 1
        assert "overwritten" in capsys.readouterr().err
        assert target.read_bytes() == before


def test_what_is_imported_twice_is_there_once(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(library / "patient.footmap"), str(SAMPLES[3])]
    assert main(["library", "import", *files, "--library", str(library), "--plain"]) == 0
    assert capsys.readouterr().out.count("already there") == 4
    with Library(library / "library.footlib") as opened:
        assert opened.count() == 4


def test_a_refused_file_does_not_keep_the_others_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.footmap"
    bad.write_text('{"format": "footmap-case", "version": 1}')
    files = [str(bad), str(tmp_path / "absent.footmap"), str(SAMPLES[0])]
    assert main(["library", "import", *files, "--plain", "--library", str(tmp_path / "new")]) == 1
    captured = capsys.readouterr()
    assert captured.err.count("bad.footmap: ") == 1
    assert "There is no file absent.footmap" in captured.err
    assert captured.out.count("added") == 1
    with Library(tmp_path / "new" / "library.footlib") as library:
        assert library.count() == 1


def test_a_case_without_a_date_gets_that_of_its_file_and_a_pseudonym(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = [visit for visit in listed(library, capsys) if not str(visit["id"]).startswith("v")]
    assert len(others) == 1
    at = datetime.fromisoformat(str(others[0]["date"]))
    assert int(at.timestamp()) == int(SAMPLES[3].stat().st_mtime)
    patient = others[0]["patient"]
    assert isinstance(patient, dict)
    assert patient["pseudonym"]
    assert patient["name"] == ""


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["show", "v1"],
        ["export", "v1", "-o", "out.footmap"],
        ["check"],
        ["backup"],
        ["restore", "nosuch.footlib"],
    ],
)
def test_without_a_library_one_sentence_is_said_and_nothing_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["library", *words, "--library", str(tmp_path / "none.footlib")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "There is no" in captured.err
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".locks")] == []


def test_check_repair_backup_and_restore(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.footlib"
    where = ["--library", str(path)]
    assert main(["library", "import", str(library / "patient.footmap"), "--plain", *where]) == 0
    assert main(["library", "check", *where]) == 0
    assert "sound: 3 visits" in capsys.readouterr().out
    assert main(["library", "repair", *where]) == 0
    assert "nothing to repair" in capsys.readouterr().out
    assert main(["library", "backup", *where]) == 0
    made = capsys.readouterr().out.split()[2]
    data = bytearray(path.read_bytes())
    data[: 4096 * 3] = b"\xa5" * 4096 * 3
    path.write_bytes(data)
    assert main(["library", "list", *where]) == 1
    assert "library repair" in capsys.readouterr().err
    assert main(["library", "check", *where]) == 1
    captured = capsys.readouterr()
    assert "damaged" in captured.err
    assert "can be read" in captured.out
    assert main(["library", "repair", *where]) == 0
    assert "holds 3 visits" in capsys.readouterr().out
    assert main(["library", "check", *where]) == 0
    assert main(["library", "restore", made, *where]) == 0
    assert main(["library", "check", *where]) == 0


def test_the_schema_of_the_list_is_current() -> None:
    for name, text in printed_schemas().items():
        assert (schema_folder() / name).read_text(encoding="utf-8") == text, "run python -m footmap.data.schema"


def test_text_of_a_case_does_not_reach_the_terminal_raw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.footmap"
    evil = "\x1b[2J\x9b31m\x07\r"
    visit = Visit("v1", datetime(2026, 1, 1, tzinfo=UTC), Case(note=evil), examiner=evil, tags=(evil,))
    write_record(path, PatientRecord(Patient("p", f"Balu{evil}"), (visit,)))
    where = ["--library", str(tmp_path / "x.footlib")]
    assert main(["library", "import", str(path), "--plain", *where]) == 0
    for words in (["list"], ["list", "--json"], ["show", "v1"]):
        assert main(["library", *words, *where]) == 0
        out = capsys.readouterr().out
        assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in out)
        assert "\\u009b" in out
        if "--json" in words:
            assert json.loads(out)["visits"][0]["examiner"] == evil
