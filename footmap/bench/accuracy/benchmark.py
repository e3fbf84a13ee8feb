"""`footmap benchmark`: how often the localiser is right. Synthetic and published cases, not a clinical trial."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from footmap.bench.cases import load_cases
from footmap.core.localiser.candidates import DEPTHS
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import Redraws
from footmap.core.localiser.stability import REDRAWS, stability
from footmap.core.paint import replay
from footmap.data.assets import load_atlas
from footmap.data.cells import load_cells
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.knowledge.scoring import load_scoring

from . import discrimination
from .limits import apart_by_pain, misleading_nerves, silent_emergencies
from .methods import OURS, WITH_CLUES, Tally, standings
from .published import published, sensitivity, truth_of
from .retrieval import families, regions_tapped, retrieval, self_retrieval
from .simulated import AT_RANDOM, SAME_PLACE, simulated
from .words import PROMISED, WordCount

NOTICE: Final = "Synthetic and published cases, not a clinical trial."
_OURS_WITH: Final = OURS + WITH_CLUES
_PAIN_DRAWINGS: Final = 300
_EACH: Final = 30
_EACH_LEAST: Final = 3
"""Patients of every candidate for the area under its curve: one of so many, but no fewer than these."""
_SHORT: Final = 8
"""Candidates with the least area that are named."""


def run(count: int = 450, *, full: bool = False, progress: Callable[[str], None] = print) -> dict[str, Any]:
    """Everything.

    Parameters
    ----------
    count : int
        Made-up patients: a fifth for the candidates of each depth, two fifths as they are met in practice.
    full : bool
        With the sensitivity of the constants.
    """
    atlas, clinical = load_atlas(), load_clinical()
    localiser = Localiser(atlas, clinical, load_scoring(), cells=load_cells(atlas))
    progress("drawing the published cases ...")
    drawings = {case.id: localiser.painted(replay(atlas, case.drawing(atlas), views=())) for case in load_cases()}
    result: dict[str, Any] = {"notice": NOTICE, "published": published(localiser, clinical, drawings)}
    progress("painting territories ...")
    redraws = Redraws(localiser.cells)
    drawn = itertools.chain(self_retrieval(localiser, redraws, np.random.default_rng(5)), regions_tapped(localiser))
    result["self_retrieval"] = retrieval(localiser, drawn, families(clinical))
    progress("making up patients ...")
    result["patients"] = simulated(localiser, max(1, count // 5))
    progress("telling those who have it from those who have not ...")
    told = [(drawings[case.id], case.clues, truth_of(case)) for case in load_cases()]
    result["discrimination"] = {
        "published": discrimination.of_cases(localiser, told),
        "patients": discrimination.of_patients(localiser, max(_EACH_LEAST, count // _EACH)),
    }
    spoken = WordCount()
    for painted, clues, truth in told:
        spoken.count(localiser, painted, clues, truth)
    result["words"] = {"published": spoken.table(), "patients": result["patients"].pop("words")}
    progress("looking for what must never happen ...")
    apart = apart_by_pain(localiser, _PAIN_DRAWINGS)
    result["limits"] = {
        "pain_drawings": len(apart),
        "l5_s1_apart": max(apart),
        "l5_s1_bound": localiser.scoring.level_step_pain,
        "silent_emergencies": silent_emergencies(localiser, clinical),
        "misleading_nerves": misleading_nerves(localiser, clinical),
    }
    result["stability"] = redrawn(localiser, redraws, drawings)
    result["aims"] = list(_aims(result))
    if full:
        progress("changing constants ...")
        result["sensitivity"] = sensitivity(localiser, drawings)
    return result


def redrawn(localiser: Localiser, redraws: Redraws, drawings: Mapping[str, Painted]) -> dict[str, Any]:
    """How often the leading nerve of the published drawings keeps its place, and what the redraws take."""
    kept, jaccard, seconds = [], [], []
    for painted in drawings.values():
        estimate = localiser.rank_cells(painted)
        start = time.process_time()
        found = stability(localiser, painted, estimate, redraws)
        seconds.append(time.process_time() - start)
        if found is not None:
            kept.append(found.kept["nerve"])
            jaccard.append(found.jaccard)
    return {
        "redraws": REDRAWS,
        "kept": float(np.mean(kept)),
        "jaccard": float(np.mean(jaccard)),
        "cpu_seconds": float(np.max(seconds)),
    }


def _aims(result: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What is to be reached, and what is."""
    book, territory = result["published"]["table"], result["self_retrieval"]["table"]
    made_up, limits = result["patients"]["table"], result["limits"]

    def least(what: str, value: float, bound: float) -> dict[str, Any]:
        return {"what": what, "value": value, "bound": bound, "reached": value >= bound}

    def none(what: str, found: list[str]) -> dict[str, Any]:
        return {"what": what, "value": float(len(found)), "bound": 0.0, "reached": not found, "found": found}

    cases = book[_OURS_WITH]["all"]
    yield least("published cases with clues, first", cases.first / cases.count, 0.75)
    yield least("published cases with clues, first three", cases.three / cases.count, 0.93)
    new = book[_OURS_WITH]["new"]
    yield least("  the new ones alone, first three", new.three / new.count, 0.93)
    of_conditions = book[_OURS_WITH]["conditions, all"]
    yield least("published cases with clues, conditions, first three", of_conditions.three / of_conditions.count, 0.85)
    yield least("whole territory, first within the family", territory["nerve, whole"]["family first"], 1.0)
    yield least("whole territory, first", territory["nerve, whole"]["first"], 0.98)
    half = territory["nerve, half"]["first or branch"]
    yield least("half a territory, first, or the branch that holds all of the half", half, 0.95)
    yield least("2 cm spot, first within the family", territory["nerve, 2 cm spot"]["family first"], 0.95)
    nerve = made_up[_OURS_WITH]["nerve, equally often"]
    yield least("made-up patients with three findings, nerve first", nerve.first / nerve.count, 0.85)
    yield least("made-up patients with three findings, nerve in the first three", nerve.three / nerve.count, 0.98)
    condition = made_up[_OURS_WITH][SAME_PLACE]
    what = "made-up patients with three findings, condition first, causes of one place as one"
    yield least(what, condition.first / condition.count, 0.70)
    median, worst, whose = discrimination.spread(result["discrimination"]["patients"][_OURS_WITH]["nerve"])
    yield least("made-up patients, area under the curve, median of the nerves", median, 0.95)
    yield {**least("made-up patients, area under the curve, least of the nerves", worst, 0.85), "found": [whose]}
    for words, share in PROMISED.items():
        for whom, by_words in result["words"].items():
            right, said = by_words.get(words, {}).get("all", (0, 0))
            if said:
                yield least(f'right where "{words}" is said of the first, {whom}', right / said, share)
    apart, bound = limits["l5_s1_apart"], limits["l5_s1_bound"]
    what = "L5 and S1 apart by pain alone, log units, at most"
    yield {"what": what, "value": apart, "bound": bound, "reached": apart <= bound + 1e-9}
    rows = result["published"]["cases"]
    silent = [r["id"] for r in rows if r["silent_emergency"]] + limits["silent_emergencies"]
    yield none("emergencies without a red flag", silent)
    false = [f"{r['id']}: {', '.join(r['false_emergencies'])}" for r in rows if r["false_emergencies"]]
    yield none("emergencies raised in cases that are none", false)
    yield none("flags without paint or answer that they name", [r["id"] for r in rows if r["unfounded_flags"]])
    misled = [r["id"] for r in rows if r["nerve_on_mimic"]] + limits["misleading_nerves"]
    yield none("mimics led strongly by a nerve once their clues are answered", misled)
    behind = [
        f"{name} ({column})"
        for table, column in ((book, "all"), *((made_up, column) for column in made_up[OURS]))
        for name, where in standings(table, column).items()
        if where == "behind"
    ]
    yield none("comparisons in which a baseline is ahead", behind)
    seconds = result["stability"]["cpu_seconds"]
    what = f"{REDRAWS} redraws, seconds of CPU, at most"
    yield {"what": what, "value": seconds, "bound": 0.5, "reached": seconds <= 0.5}


def table(result: Mapping[str, Any]) -> str:
    """The result to read."""
    parts = (
        _aims_text,
        _published_text,
        _discrimination_text,
        _words_text,
        _territories_text,
        _patients_text,
        _limits_text,
        _sensitivity_text,
    )
    return "\n".join([NOTICE, *(line for part in parts for line in part(result))])


def _aims_text(result: Mapping[str, Any]) -> Iterator[str]:
    yield "\nAims"
    for aim in result["aims"]:
        state = "ok" if aim["reached"] else "SHORT"
        yield f"  {aim['what']:<82}{aim['value']:7.2f}{aim['bound']:7.2f}  {state}"
        yield from (f"    {item}" for item in aim.get("found", ()))


def _grid(table: Mapping[str, Mapping[str, Tally]], columns: list[str], width: int = 18) -> Iterator[str]:
    yield " " * 30 + "".join(f"{column:<{width}}" for column in columns)
    for name, row in table.items():
        yield f"  {name:<28}" + "".join(f"{row[c]!s:<{width}}" if c in row else " " * width for c in columns)


def _standing_text(table: Mapping[str, Mapping[str, Tally]], column: str) -> str:
    return f"  against the baselines, {column}: " + ", ".join(f"{n} {w}" for n, w in standings(table, column).items())


def _published_text(result: Mapping[str, Any]) -> Iterator[str]:
    book, rows = result["published"]["table"], result["published"]["cases"]
    labels = list(next(iter(book.values())))
    yield "\nPublished cases at the depth at which each is judged: right first / in the first three"
    yield from _grid(book, ["all", "old", "new", "nerve", "level", "condition"])
    yield _standing_text(book, "all")
    yield "\nPublished cases at every depth that they tell of"
    yield from _grid(book, [f"{depth}s, {group}" for depth in DEPTHS for group in ("old", "new")])
    yield "\nPublished cases by how their truth was established"
    yield from _grid(book, [c for c in ("surgery", "electrodiagnosis", "imaging", "clinical") if c in labels])
    yield "\nPublished cases by difficulty"
    yield from _grid(book, [c for c in labels if c in ("easy", "medium", "hard")])
    yield "\nPublished cases by how the area was described"
    yield from _grid(book, ["area not inferred", "stated", "partly_stated", "inferred_from_diagnosis"], 20)
    yield "\n  not first with paint and clues"
    for row in rows:
        if row["places"][_OURS_WITH] > 1:
            wanted, leaders = ", ".join(row["wanted"]), ", ".join(row["leaders"])
            yield f"    {row['id']} place {row['places'][_OURS_WITH]}: {wanted}; first: {leaders}"


def _discrimination_text(result: Mapping[str, Any]) -> Iterator[str]:
    found = result["discrimination"]
    columns = [f"{depth}s" for depth in DEPTHS]
    yield "\nArea under the curve, published cases: all pairs of case and candidate, with a bootstrap interval"
    yield " " * 30 + "".join(f"{column:<24}" for column in columns)
    for name, by_depth in found["published"]["pooled"].items():
        cells = (f"{area:.2f} ({low:.2f}-{high:.2f})" for area, low, high in (by_depth[d] for d in DEPTHS))
        yield f"  {name:<28}" + "".join(f"{cell:<24}" for cell in cells)
    for depth in DEPTHS:
        told = [
            f"{id_} {one['area']:.2f} ({one['interval'][0]:.2f}-{one['interval'][1]:.2f})"
            for id_, one in found["published"]["candidates"][depth].items()
            if one["cases"] >= discrimination.ENOUGH
        ]
        yield f"  {depth}s with {discrimination.ENOUGH} cases or more: {', '.join(told) or 'none'}"
    yield "\nArea under the curve, made-up patients: median and least of the candidates"
    yield " " * 30 + "".join(f"{column:<24}" for column in columns)
    for name, by_depth in found["patients"].items():
        spreads = (discrimination.spread(by_depth[d])[:2] for d in DEPTHS)
        yield f"  {name:<28}" + "".join(f"{f'{median:.3f}, {worst:.3f}':<24}" for median, worst in spreads)
    for depth in DEPTHS:
        areas = found["patients"][_OURS_WITH][depth]
        least = [id_ for _, id_ in sorted((area, id_) for id_, area in areas.items())][:_SHORT]
        yield f"  least of the {depth}s: {', '.join(f'{id_} {areas[id_]:.2f}' for id_ in least)}"


def _words_text(result: Mapping[str, Any]) -> Iterator[str]:
    yield "\nHow often the first is right, by the words that are said of it"
    yield " " * 40 + "".join(f"{column:<16}" for column in ("promised", "all", *(f"{d}s" for d in DEPTHS)))
    for whom, by_words in result["words"].items():
        for words in ("strongly for", "for", "neither for nor against", "against", "strongly against"):
            cells = by_words.get(words)
            if cells is None:
                continue
            texts = [f"{right} of {said}" for right, said in (cells.get(c, (0, 0)) for c in ("all", *DEPTHS))]
            promised = f"{PROMISED[words]:.0%}" if words in PROMISED else ""
            yield f"  {words:<25}{whom:<13}" + "".join(f"{cell:<16}" for cell in (promised, *texts))


def _territories_text(result: Mapping[str, Any]) -> Iterator[str]:
    yield "\nPainted territories: first; first or the branch with all the paint; within the family; in the first three"
    columns = ("first", "first or branch", "family first", "three")
    for name, row in result["self_retrieval"]["table"].items():
        shares = "".join(f"{row[column]:6.0%}" for column in columns)
        yield f"  {name:<28}{shares}  of {row['count']}"
    yield f"  not first when whole: {', '.join(result['self_retrieval']['not first when whole']) or 'none'}"


def _patients_text(result: Mapping[str, Any]) -> Iterator[str]:
    patients = result["patients"]
    made_up = patients["table"]
    yield f"\nMade-up patients (redraw scale {patients['redraw_scale']:.3f}); clues: three findings as asked for"
    columns = list(made_up[OURS])
    for some in (columns[:3], columns[3:]):
        yield from _grid(made_up, some, 30)
        for column in some:
            yield _standing_text(made_up, column)
    yield f"  {SAME_PLACE}, {_OURS_WITH}: {made_up[_OURS_WITH][SAME_PLACE]}"
    yield f"  {AT_RANDOM}: three findings that nobody chose"
    yield "  most often taken for another (true, leader, how often):"
    yield from (f"    {true} -> {led}  {n}" for true, led, n in patients["confused"])
    yield "\nShare of the leader against being right (for the benchmark only)"
    for row in patients["calibration"]:
        yield f"  {row['from']:.1f}-{row['to']:.1f}  {row['share']:.2f}  {row['right']:.2f}  of {row['count']}"


def _limits_text(result: Mapping[str, Any]) -> Iterator[str]:
    limits, redraws = result["limits"], result["stability"]
    drawings, apart, bound = limits["pain_drawings"], limits["l5_s1_apart"], limits["l5_s1_bound"]
    yield f"\nL5 and S1 in {drawings} drawings of pain: at most {apart:.2f} log units apart (bound {bound:.2f})"
    for what, key in (("emergencies without a flag", "silent_emergency"), ("mimics led by a nerve", "nerve_on_mimic")):
        yield f"{what}: {', '.join(r['id'] for r in result['published']['cases'] if r[key]) or 'none'} of the cases"
    later = ", ".join(r["id"] for r in result["published"]["cases"] if r["flag_added_later"])
    yield f"flagged only by answers that were added after the case had been seen without a flag: {later or 'none'}"
    yield f"emergencies without a flag by their own clues: {', '.join(limits['silent_emergencies']) or 'none'}"
    yield f"mimics led by a nerve with their own clues: {', '.join(limits['misleading_nerves']) or 'none'}"
    yield (
        f"leading nerve kept in {redraws['kept']:.0%} of {redraws['redraws']} redraws of each case "
        f"(overlap {redraws['jaccard']:.2f}, at most {redraws['cpu_seconds']:.2f} s of CPU)"
    )


def _sensitivity_text(result: Mapping[str, Any]) -> Iterator[str]:
    if "sensitivity" not in result:
        return
    yield "\nPublished cases with clues when a constant is halved or doubled"
    for name, by in result["sensitivity"].items():
        yield f"  {name:<24}half {by['half']}, double {by['double']}"


def as_json(result: Mapping[str, Any]) -> str:
    """The result as JSON."""
    return json.dumps(result, indent=1, default=lambda value: vars(value) if isinstance(value, Tally) else str(value))
