"""A library of 10,000 made-up visits: how soon its first page is there, search, and what keeping a stroke costs."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from shapely.geometry import shape

from footmap.core.drawing import QUALITIES, Drawing, Stroke
from footmap.core.pseudonym import pseudonym
from footmap.core.record import Pain, Patient, Visit, new_id
from footmap.core.views import SIDES, VIEW_IDS
from footmap.data.library import store
from footmap.data.library.cards import Summary
from footmap.data.library.journal import Journal
from footmap.data.library.library import Library, Wanted
from footmap.data.library.opening import open_library, transaction

from .records import measure_compare, measure_records, measure_report
from .result import Result
from .scenes import TYPED

VISITS: Final = 10_000
VISITS_OF_A_PATIENT: Final = 4
STROKES: Final = 12
POINTS: Final = 30
CROWD: Final = 5_000
"""Strokes of the drawing that is painted on."""
PAINTED: Final = 200
OPENED: Final = 15
SAID: Final = (
    "pain burning tingling numb sole heel toes night walking shoe brace better worse since weeks outer border calf "
    "sural tibial fibular root left right twisted ankle injection exercises swelling cold warm itching cramp"
)
"""Words of the notes."""
TAGS: Final = ("acute", "chronic", "follow up", "study", "left", "second opinion")
LEADERS: Final = ("tarsal_tunnel_syndrome", "sural_neuropathy", "s1_radiculopathy", "morton_neuroma")


def measure_library(visits: int = VISITS, crowd: int = CROWD, *, window: bool = True) -> list[Result]:
    """First page, search, journalling, start page, comparing, report; beside one GeoJSON file of the same visits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.footlib"
        features = _make(path, visits, random.Random(1))
        geojson = Path(folder) / "made.geojson"
        geojson.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        del features
        page_s = statistics.median(_first_page(path) for _ in range(OPENED))
        keys_s = sorted(_keys(path))
        loading_s = _load(geojson)
        return [
            Result("library: opened and its first page read", 1e3 * page_s, "ms", 150.0),
            Result("library: search, median of a key, CPU", 1e3 * statistics.median(keys_s), "ms", 20.0),
            Result("library: search, slowest of 20 keys, CPU", 1e3 * keys_s[int(0.95 * len(keys_s))], "ms", 20.0),
            Result("library: one GeoJSON of the same / first page", loading_s / page_s, "", 1000.0, at_most=False),
            *_journal(path, crowd),
            *(measure_records(path) if window else ()),
            *measure_compare(),
            *measure_report(),
        ]


def _make(path: Path, visits: int, chance: random.Random) -> list[dict[str, object]]:
    """Fill a library; returns the same visits as features of GeoJSON."""
    opened = open_library(path, make=True)
    features: list[dict[str, object]] = []
    taken: set[str] = set()
    start = datetime(2020, 1, 7, 8, 0, tzinfo=UTC)
    try:
        for first in range(0, visits, 500):
            with transaction(opened.connection):
                for number in range(first, min(first + 500, visits)):
                    if number % VISITS_OF_A_PATIENT == 0:
                        patient = Patient(new_id(), pseudonym(taken, chance))
                        taken.add(patient.pseudonym)
                    made = _visit(start + timedelta(hours=5 * number), chance)
                    row, _ = store.add_visit(opened.connection, patient, made, start)
                    leader = chance.choice(LEADERS)
                    words = " ".join(chance.sample(SAID.split(), 3))
                    store.describe(opened.connection, row, Summary(leader, leader.replace("_", " "), (), words))
                    features.append(_feature(patient, made))
    finally:
        opened.close()
    return features


def _visit(at: datetime, chance: random.Random) -> Visit:
    made = Visit(new_id(), at, pain=Pain(now=float(chance.randint(0, 10))), tags=(chance.choice(TAGS),))
    note = " ".join(chance.choices(SAID.split(), k=30))
    drawing = Drawing(tuple(_stroke(chance) for _ in range(STROKES)))
    return replace(made, case=replace(made.case, note=note, drawing=drawing))


def _stroke(chance: random.Random) -> Stroke:
    x, y = chance.uniform(-30.0, 30.0), chance.uniform(0.0, 60.0)
    points = []
    for _ in range(POINTS):
        x, y = x + chance.uniform(-2.0, 2.0), y + chance.uniform(-2.0, 2.0)
        points.append((round(x, 2), round(y, 2)))
    return Stroke(
        chance.choice(SIDES),
        chance.choice(VIEW_IDS[4:]),
        "add",
        "brush",
        chance.choice(QUALITIES),
        tuple(points),
        radius_mm=5.0,
    )


def _feature(patient: Patient, visit: Visit) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"patient": patient.pseudonym, "date": str(visit.at), "note": visit.case.note},
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [stroke.points_mm for stroke in visit.case.drawing.strokes],
        },
    }


def _first_page(path: Path) -> float:
    start = time.perf_counter()
    with Library(path) as library:
        library.recent()
        return time.perf_counter() - start


def _keys(path: Path) -> Iterator[float]:
    """Seconds of processor for each key of some words typed one letter after the other."""
    with Library(path) as library:
        for words in TYPED:
            for end in range(1, len(words) + 1):
                start = time.thread_time()
                library.visits(Wanted(words[:end]))
                yield time.thread_time() - start


def _load(path: Path) -> float:
    start = time.perf_counter()
    with path.open(encoding="utf-8") as file:
        document = json.load(file)
    kept = [(feature["properties"], shape(feature["geometry"])) for feature in document["features"]]
    spent = time.perf_counter() - start
    del kept
    return spent


def _journal(path: Path, crowd: int) -> list[Result]:
    """What a finished stroke costs the caller, and when it is on the disk, with many strokes in the drawing."""
    chance = random.Random(2)
    patient, made = Patient(new_id(), "Balu Remo"), Visit(new_id(), datetime.now(UTC))
    drawing = Drawing(tuple(_stroke(chance) for _ in range(crowd)))
    journal = Journal(path, backups_due=False)
    journal.keep(patient, replace(made, case=replace(made.case, drawing=drawing)))
    journal.flush(120)
    caller, disk = [], []
    for _ in range(PAINTED):
        drawing = Drawing((*drawing.strokes, _stroke(chance)))
        value = replace(made, case=replace(made.case, drawing=drawing))
        start, spent = time.perf_counter(), time.thread_time()
        journal.keep(patient, value)
        caller.append(time.thread_time() - spent)
        journal.flush(60)
        disk.append(time.perf_counter() - start)
    journal.close(120)
    last = int(0.99 * PAINTED)
    return [
        Result("journal: a stroke in the caller's thread, p99", 1e3 * sorted(caller)[last], "ms", 0.1),
        Result(f"journal: a stroke on the disk, p99, {crowd} in the drawing", 1e3 * sorted(disk)[last], "ms", 300.0),
    ]
