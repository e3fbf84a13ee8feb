"""`footmap benchmark`: how often the localiser is right. Synthetic and published cases, not a clinical trial."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, Final

import numpy as np

from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.paint_evidence import Painted
from footmap.core.localiser.red_flags import alarms
from footmap.core.localiser.redraw import Redraws
from footmap.core.paint import replay
from footmap.core.views import FloatArray
from footmap.data.assets import load_atlas
from footmap.data.knowledge_clinical import Clinical, load_clinical
from footmap.data.knowledge_scoring import load_scoring

from .accuracy_baselines import BASELINES, Baselines
from .accuracy_patients import Drawn, Patients, redraw_scale, self_retrieval
from .cases import PublishedCase, load_cases

NOTICE: Final = "Synthetic and published cases, not a clinical trial."
NOWHERE: Final = 999
Ranker = Callable[[Painted, Mapping[str, str]], Mapping[Depth, list[str]]]


@dataclass(frozen=True)
class Tally:
    """How many were right first and among the first three."""

    first: int
    three: int
    count: int

    def __str__(self) -> str:
        return f"{self.first} / {self.three} of {self.count}"

    @classmethod
    def of(cls, places: Iterable[int]) -> Tally:
        """From places, 1 the best."""
        p = list(places)
        return cls(sum(x == 1 for x in p), sum(x <= 3 for x in p), len(p))


def rankers(localiser: Localiser) -> dict[str, Ranker]:
    """Every method, by name; with clues where the name says so."""
    simple = Baselines(localiser)

    def ours(painted: Painted, answers: Mapping[str, str]) -> Mapping[Depth, list[str]]:
        estimate = localiser.rank_cells(painted, answers)
        return {d: [c.id for c in estimate.at(d)] for d in DEPTHS}

    out: dict[str, Ranker] = {
        "footmap": lambda p, _: ours(p, {}),
        "footmap + clues": ours,
        "clues only": lambda _, a: ours({}, a),
    }
    for kind in BASELINES:
        out[kind] = lambda p, _, kind=kind: simple.rank(p, kind)  # type: ignore[misc]
        out[f"{kind} + clues"] = lambda p, a, kind=kind: simple.rank(p, kind, a)  # type: ignore[misc]
    return out


def place_of(ranked: Sequence[str], wanted: Iterable[str]) -> int:
    """Place of the first right candidate, 1 the best."""
    return min((ranked.index(w) + 1 for w in wanted if w in ranked), default=NOWHERE)


def published(localiser: Localiser, drawings: Mapping[str, Painted]) -> dict[str, Any]:
    """All published cases with every method; those whose area was inferred from the diagnosis apart."""
    methods = rankers(localiser)
    rows = []
    for case in load_cases():
        wanted = _wanted(case)
        row: dict[str, Any] = {
            "id": case.id,
            "target": case.truth.target,
            "difficulty": case.difficulty,
            "area": case.area_basis,
            "wanted": list(wanted),
            "places": {},
            "condition_places": {},
        }
        for name, rank in methods.items():
            lists = rank(drawings[case.id], case.clues)
            row["places"][name] = place_of(lists[case.truth.target], wanted)
            if case.truth.conditions:
                row["condition_places"][name] = place_of(lists["condition"], case.truth.conditions)
        row["leaders"] = list(methods["footmap + clues"](drawings[case.id], case.clues)[case.truth.target][:3])
        row["flags"] = [f.id for f in flags_of(localiser, case, drawings[case.id])]
        row["silent_emergency"] = case.truth.red_flag and not row["flags"]
        row["nerve_on_mimic"] = nerve_misleads(localiser, case, drawings[case.id])
        rows.append(row)
    groups = {"all": rows}
    for key in ("target", "area", "difficulty"):
        for value in sorted({r[key] for r in rows}):
            groups[value] = [r for r in rows if r[key] == value]
    groups["area not inferred"] = [r for r in rows if r["area"] != "inferred_from_diagnosis"]
    table = {
        name: {label: Tally.of(r["places"][name] for r in group) for label, group in groups.items()}
        | {"condition, any target": Tally.of(r["condition_places"][name] for r in rows if r["condition_places"])}
        for name in methods
    }
    return {"table": table, "cases": rows}


def nerve_misleads(localiser: Localiser, case: PublishedCase, painted: Painted) -> bool:
    """Whether a case that is no nerve's is led by a nerve or root that it has not, with evidence strongly for it."""
    leader = localiser.rank_cells(painted, case.clues).conditions[0]
    kind = localiser.knowledge.anatomy.sites[leader.site].kind
    wrong = case.truth.not_nerve and leader.id not in case.truth.conditions
    return wrong and kind != "local" and leader.words == "strongly for"


def flags_of(localiser: Localiser, case: PublishedCase, painted: Painted) -> tuple[Any, ...]:
    """Red flags that a case raises."""
    knowledge = localiser.knowledge
    scores = tuple(knowledge.scores.values()) if isinstance(knowledge, Clinical) else ()
    found = alarms(knowledge.red_flags, case.clues, painted, localiser.fields.region, localiser.cells.area_cm2, scores)
    return found.raised


def families(clinical: Clinical) -> dict[str, frozenset[str]]:
    """Each nerve with the trunks it comes from and its branches."""
    out = {id_: {id_, *nerve.parents} for id_, nerve in clinical.base.nerves.items()}
    for id_, nerve in clinical.base.nerves.items():
        for parent in nerve.parents:
            out[parent].add(id_)
    return {id_: frozenset(family) for id_, family in out.items()}


def retrieval(localiser: Localiser, drawn: Iterable[Drawn], family: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """First place, first place within the nerve's family, and first three, per depth and test."""
    places: dict[tuple[Depth, str], list[tuple[int, bool]]] = {}
    misses = []
    for item in drawn:
        estimate = localiser.rank_cells(item.painted)
        for depth, wanted in item.truth.items():
            ranked = [c.id for c in estimate.at(depth)]
            place = place_of(ranked, wanted)
            kin = frozenset().union(*(family.get(w, frozenset({w})) for w in wanted))
            places.setdefault((depth, item.test), []).append((place, place == 1 or ranked[0] in kin))
            if item.test == "whole" and place > 1:
                misses.append(f"{item.name} -> {ranked[0]}")
    table = {
        f"{depth}, {test}": {
            "first": float(np.mean([p == 1 for p, _ in found])),
            "family first": float(np.mean([k for _, k in found])),
            "three": float(np.mean([p <= 3 for p, _ in found])),
            "count": len(found),
        }
        for (depth, test), found in places.items()
    }
    return {"table": table, "not first when whole": misses}


def patients(localiser: Localiser, count: int, seed: int = 77) -> dict[str, Any]:
    """Made-up patients with every method, and how the leader's share compares with being right."""
    rng = np.random.default_rng(seed)
    redraws = Redraws(localiser.cells)
    scale = redraw_scale(localiser, redraws, rng)
    maker = Patients(localiser, redraws, scale)
    weight = localiser.hypotheses.prior**0.5
    methods = {n: r for n, r in rankers(localiser).items() if n in ("footmap", "footmap + clues", *BASELINES)}
    places: dict[str, dict[Depth, list[int]]] = {name: {d: [] for d in DEPTHS} for name in methods}
    shares, right = [], []
    for _ in range(count):
        drawn = maker.draw(int(rng.choice(len(weight), p=weight / weight.sum())), rng)
        for name, rank in methods.items():
            lists = rank(drawn.painted, drawn.answers)
            for depth, wanted in drawn.truth.items():
                places[name][depth].append(place_of(lists[depth], wanted))
        conditions = localiser.rank_cells(drawn.painted, drawn.answers).conditions
        if "condition" in drawn.truth:
            shares.append(1.0 / sum(np.exp(c.support) for c in conditions))
            right.append(conditions[0].id in drawn.truth["condition"])
    table = {name: {d: Tally.of(p) for d, p in by.items()} for name, by in places.items()}
    return {"redraw_scale": scale, "table": table, "calibration": calibration(np.array(shares), np.array(right))}


def calibration(share: FloatArray, right: FloatArray) -> list[dict[str, float]]:
    """How often the leader is right, by its share of all support; never shown as a probability."""
    edges = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)
    out = []
    for low, high in pairwise(edges):
        here = (share >= low) & (share < high)
        if here.any():
            out.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "count": int(here.sum()),
                    "share": float(share[here].mean()),
                    "right": float(right[here].mean()),
                }
            )
    return out


def sensitivity(localiser: Localiser, drawings: Mapping[str, Painted]) -> dict[str, dict[str, Tally]]:
    """Published cases with clues when each constant is halved and doubled."""
    out: dict[str, dict[str, Tally]] = {}
    rebuilt = {"blur_foot_mm", "blur_leg_mm", "painless_skin"}
    for constant in fields(localiser.scoring):
        for factor, name in ((0.5, "half"), (2.0, "double")):
            changed = replace(localiser.scoring, **{constant.name: getattr(localiser.scoring, constant.name) * factor})
            kept = None if constant.name in rebuilt else localiser.fields
            other = Localiser(localiser.atlas, localiser.knowledge, changed, cells=localiser.cells, fields=kept)
            out.setdefault(constant.name, {})[name] = cases_with_clues(other, drawings)
    return out


def cases_with_clues(localiser: Localiser, drawings: Mapping[str, Painted]) -> Tally:
    """Published cases, paint and clues."""
    places = []
    for case in load_cases():
        estimate = localiser.rank_cells(drawings[case.id], case.clues)
        places.append(place_of([c.id for c in estimate.at(case.truth.target)], _wanted(case)))
    return Tally.of(places)


def run(count: int = 450, *, full: bool = False, progress: Callable[[str], None] = print) -> dict[str, Any]:
    """Everything; `full` adds the sensitivity of the constants."""
    atlas, clinical = load_atlas(), load_clinical()
    localiser = Localiser(atlas, clinical, load_scoring())
    progress("drawing the published cases ...")
    drawings = {case.id: localiser.painted(replay(atlas, case.drawing(atlas))) for case in load_cases()}
    result: dict[str, Any] = {"notice": NOTICE, "published": published(localiser, drawings)}
    progress("painting territories ...")
    drawn = self_retrieval(localiser, Redraws(localiser.cells), np.random.default_rng(5))
    result["self_retrieval"] = retrieval(localiser, drawn, families(clinical))
    progress("making up patients ...")
    result["patients"] = patients(localiser, count)
    if full:
        progress("changing constants ...")
        result["sensitivity"] = sensitivity(localiser, drawings)
    return result


def table(result: Mapping[str, Any]) -> str:
    """The result to read."""
    lines = [NOTICE, "", "Published cases: right first / in the first three"]
    book = result["published"]["table"]
    labels = list(next(iter(book.values())))
    lines += [f"  {name:<22}" + "  ".join(f"{label}: {book[name][label]}" for label in labels[:4]) for name in book]
    lines += ["", "  footmap + clues by group"]
    lines += [f"    {label:<28}{tally}" for label, tally in book["footmap + clues"].items()]
    for row in result["published"]["cases"]:
        if row["places"]["footmap + clues"] > 1:
            wanted, leaders = ", ".join(row["wanted"]), ", ".join(row["leaders"])
            lines.append(f"    {row['id']} place {row['places']['footmap + clues']}: {wanted}; first: {leaders}")
    for what, key in (("emergencies without a flag", "silent_emergency"), ("mimics led by a nerve", "nerve_on_mimic")):
        lines.append(f"  {what}: {', '.join(r['id'] for r in result['published']['cases'] if r[key]) or 'none'}")
    lines += ["", "Painted territories: first, first within the family, first three"]
    for name, row in result["self_retrieval"]["table"].items():
        lines.append(f"  {name:<22}{row['first']:6.0%}{row['family first']:6.0%}{row['three']:6.0%}  of {row['count']}")
    lines += [f"  whole, not first: {', '.join(result['self_retrieval']['not first when whole']) or 'none'}"]
    lines += ["", f"Made-up patients (redraw scale {result['patients']['redraw_scale']:.3f})"]
    for name, by in result["patients"]["table"].items():
        lines.append(f"  {name:<22}" + "  ".join(f"{d}: {t}" for d, t in by.items()))
    lines += ["", "Share of the leader against being right (for the benchmark only)"]
    for row in result["patients"]["calibration"]:
        lines.append(f"  {row['from']:.1f}-{row['to']:.1f}  {row['share']:.2f}  {row['right']:.2f}  of {row['count']}")
    for name, by in result.get("sensitivity", {}).items():
        lines.append(f"  {name:<24}half {by['half']}, double {by['double']}")
    return "\n".join(lines)


def as_json(result: Mapping[str, Any]) -> str:
    """The result as JSON."""
    return json.dumps(result, indent=1, default=lambda value: vars(value) if isinstance(value, Tally) else str(value))


def _wanted(case: PublishedCase) -> tuple[str, ...]:
    truth = case.truth
    return {"nerve": truth.nerves, "level": truth.levels, "condition": truth.conditions}[truth.target]
