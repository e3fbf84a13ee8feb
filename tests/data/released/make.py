"""Writes one file of every format with the program of today: ``python -m tests.data.released.make``.

Run once for each release, when its version is set; the folder is then committed and never changed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from footmap import __version__
from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.learning import DAY_MS, Answer, Grade, study_time
from footmap.core.record import Pain, Patient, PatientRecord, Visit
from footmap.data.casefile import write_case
from footmap.data.footset import Accepted, Footset, SetCase, write_footset
from footmap.data.library.library import Library
from footmap.data.patient_file import write_record
from footmap.data.progress.store import Progress
from footmap.data.visit_json import case_of
from footmap.study.schedule import Schedule

FOLDER: Final = Path(__file__).parent
SUMS: Final = "sums.json"
AT: Final = datetime(2026, 11, 28, 18, 5, tzinfo=timezone(timedelta(hours=1)))
PATIENT: Final = Patient("9f8e7d6c5b4a3921", "Balemi Tovu", name="A. Example", birth_year=1961, number="17")
STROKES: Final = (
    Stroke("right", "foot_lateral", "add", "brush", "pain", ((0.0, 20.0), (12.5, 24.0)), 6.5, 7.0),
    Stroke("left", "leg_posterior", "add", "area", "numbness", ((-10.0, 90.0), (-40.0, 95.0), (-22.25, 160.5))),
    Stroke("right", "foot_plantar", "erase", "brush", "pain", ((5.0, 50.0),), 4.0),
    Stroke(
        "right",
        "foot_dorsal",
        "add",
        "brush",
        "tingling",
        ((0.0, 60.0), (3.0, 70.0)),
        5.0,
        radii_mm=(3.0, 5.0),
        extra=(("pressure", "[1, 2]"),),
    ),
)
CASE: Final = Case(
    Drawing(STROKES),
    clues={"foot_drop": "yes", "ankle_reflex": {"right": "reduced", "left": "normal"}, "systemic": ("diabetes",)},
    note="Seen twice.\nWorse at night – über Nacht.",
    atlas_version="1",
    cleared={"cauda_equina": "MRI normal"},
    cleared_on={"cauda_equina": ("saddle_or_sphincter",)},
    extra=(("later", '{"kept": true}'),),
)


def visits() -> tuple[Visit, ...]:
    """Two visits of the patient, everything about them said."""
    first = Visit(
        "1111222233334444", AT, CASE, examiner="Dr Blau", drawn_by="patient", complaint_side="right",
        pain=Pain(3.0, 8.5, 5.0), tags=("acute", "läuft"),
    )  # fmt: skip
    again = replace(CASE, drawing=Drawing(STROKES[:2]), note="")
    return first, Visit("5555666677778888", AT + timedelta(days=30), again, drawn_by="clinician")


def write(folder: Path) -> None:
    """Write every format, and the sums of the files."""
    folder.mkdir(parents=True)
    first, second = visits()
    write_case(folder / "case.footmap", case_of(first, PATIENT))
    write_record(folder / "visits.footmap", PatientRecord(PATIENT, (first, second)))
    solved = SetCase("a", "Which nerve?", Case(Drawing(STROKES[:1])), Accepted(nerves=("sural",)), "The sural nerve.")
    write_footset(folder / "set.footset", Footset("week-1", "Week 1", "T. Teacher", cases=(solved,)))
    with Library(folder / "library.footlib", make=True) as library:
        for visit in (first, second):
            library.add(PATIENT, visit)
    _without_company(folder, "library.footlib")
    with Progress(folder / "progress.footstudy") as progress:
        ada = progress.add("Ada")
        with progress.study(ada) as studying:
            for day, grade in enumerate((Grade.GOOD, Grade.AGAIN, Grade.EASY)):
                told = int(AT.timestamp() * 1000) + day * DAY_MS
                at_ms = study_time(told, studying.answers[-1] if studying.answers else None)
                answer = Answer(f"a{day}", "nerve:sural", "name:1", told, at_ms, 0.9, grade, 7.5)
                studying.keep(answer, Schedule().review(answer.fact, studying.cards.get(answer.fact), grade, at_ms))
        (folder / "progress.json").write_bytes(progress.export(ada))
    _without_company(folder, "progress.footstudy")
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
    (folder / SUMS).write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def _without_company(folder: Path, name: str) -> None:
    """Remove locks, backups and the like that lie beside a file while it is in use."""
    import shutil

    for path in folder.iterdir():
        if (path.name.startswith((name, f".{name}")) and path.name != name) or path.is_dir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == "__main__":
    target = FOLDER / __version__
    if target.exists():
        sys.exit(f"{target} is there already; what was released is not written again.")
    write(target)
