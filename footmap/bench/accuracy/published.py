"""The published cases with every method, and with every constant of the scoring halved and doubled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from footmap.bench.cases import PublishedCase, load_cases
from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.red_flags import Raised, alarms
from footmap.data.knowledge.clinical import Clinical

from .methods import OURS, WITH_CLUES, Tally, place_of, rankers

INFERRED: Final = "inferred_from_diagnosis"
_REBUILT: Final = ("blur_foot_mm", "blur_leg_mm", "painless_skin")
"""Constants that change what skin is expected to be felt."""


def published(localiser: Localiser, clinical: Clinical, drawings: Mapping[str, Painted]) -> dict[str, Any]:
    """All published cases with every method; those whose area was inferred from the diagnosis apart."""
    methods = rankers(localiser)
    rows: list[dict[str, Any]] = []
    for case in load_cases():
        painted = drawings[case.id]
        wanted = wanted_of(case)
        lists = {name: rank(painted, case.clues) for name, rank in methods.items()}
        told = case.truth.conditions
        raised = flags_of(localiser, clinical, case.clues, painted)
        flags = [f.id for f in raised]
        rows.append(
            {
                "id": case.id,
                "target": case.truth.target,
                "difficulty": case.difficulty,
                "area": case.area_basis,
                "collection": "new" if case.is_new else "old",
                "established": case.established,
                "wanted": list(wanted),
                "places": {n: place_of(found[case.truth.target], wanted) for n, found in lists.items()},
                "condition_places": {n: place_of(found["condition"], told) for n, found in lists.items() if told},
                "depth_places": {
                    depth: {n: place_of(found[depth], ids) for n, found in lists.items()}
                    for depth, ids in truth_of(case).items()
                    if ids
                },
                "leaders": lists[OURS + WITH_CLUES][case.truth.target][:3],
                "flags": flags,
                "silent_emergency": case.truth.red_flag and not flags,
                "flag_added_later": case.truth.red_flag
                and bool(flags)
                and not flags_of(localiser, clinical, case.clues_at_first, painted),
                "false_emergencies": [f.id for f in raised if f.urgency == "emergency" and not case.truth.red_flag],
                "unfounded_flags": unfounded(raised, case.clues, painted, clinical),
                "nerve_on_mimic": nerve_misleads(localiser, case, painted),
            }
        )
    table = {
        name: {label: Tally.of(r["places"][name] for r in group) for label, group in _groups(rows).items()}
        | {"condition, any target": Tally.of(r["condition_places"][name] for r in rows if r["condition_places"])}
        | {
            f"{depth}s, {group}": Tally.of(
                r["depth_places"][depth][name]
                for r in rows
                if depth in r["depth_places"] and group in ("all", r["collection"])
            )
            for depth in DEPTHS
            for group in ("all", "old", "new")
        }
        for name in methods
    }
    return {"table": table, "cases": rows}


def _groups(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    out = {"all": rows, "area not inferred": [r for r in rows if r["area"] != INFERRED]}
    for key in ("target", "difficulty", "area", "collection", "established"):
        for value in sorted({r[key] for r in rows}):
            out[value] = [r for r in rows if r[key] == value]
    return out


def nerve_misleads(localiser: Localiser, case: PublishedCase, painted: Painted) -> bool:
    """Whether a case that is no nerve's is led by a nerve or root that it has not, with evidence strongly for it."""
    if not case.truth.not_nerve:
        return False
    leader = localiser.rank_cells(painted, case.clues).conditions[0]
    kind = localiser.knowledge.anatomy.sites[leader.site].kind
    return leader.id not in case.truth.conditions and kind != "local" and leader.words == "strongly for"


def flags_of(
    localiser: Localiser, clinical: Clinical, clues: Mapping[str, str], painted: Painted
) -> tuple[Raised, ...]:
    """Red flags that answers and paint raise."""
    scores = tuple(clinical.scores.values())
    found = alarms(clinical.red_flags, clues, painted, localiser.fields.region, localiser.cells.area_cm2, scores)
    return found.raised


def unfounded(raised: Iterable[Raised], clues: Mapping[str, str], painted: Painted, clinical: Clinical) -> list[str]:
    """Flags that rest on something that is neither answered nor painted."""
    told = {*clues, *(["paint"] if any(p.any() for qs in painted.values() for p in qs.values()) else [])}
    told |= {score.id for score in clinical.scores.values() if any(item.clue in clues for item in score.items)}
    return [flag.id for flag in raised if not flag.because or not set(flag.because) <= told]


def truth_of(case: PublishedCase) -> dict[Depth, tuple[str, ...]]:
    """What counts as right at each depth."""
    truth = case.truth
    return {"nerve": truth.nerves, "level": truth.levels, "condition": truth.conditions}


def wanted_of(case: PublishedCase) -> tuple[str, ...]:
    """What counts as right at the depth at which a case is judged."""
    return truth_of(case)[case.truth.target]


def with_clues(localiser: Localiser, drawings: Mapping[str, Painted]) -> Tally:
    """Published cases, paint and clues."""
    places = []
    for case in load_cases():
        estimate = localiser.rank_cells(drawings[case.id], case.clues)
        places.append(place_of([c.id for c in estimate.at(case.truth.target)], wanted_of(case)))
    return Tally.of(places)


def sensitivity(localiser: Localiser, drawings: Mapping[str, Painted]) -> dict[str, dict[str, Tally]]:
    """Published cases with clues when each constant is halved and doubled."""
    out: dict[str, dict[str, Tally]] = {}
    for constant in fields(localiser.scoring):
        for factor, name in ((0.5, "half"), (2.0, "double")):
            changed = replace(localiser.scoring, **{constant.name: getattr(localiser.scoring, constant.name) * factor})
            kept = None if constant.name in _REBUILT else localiser.fields
            other = Localiser(localiser.atlas, localiser.knowledge, changed, cells=localiser.cells, fields=kept)
            out.setdefault(constant.name, {})[name] = with_clues(other, drawings)
    return out
