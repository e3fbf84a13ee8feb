"""What follows from the shipped knowledge, short enough to review: pictures, answers, flags, frequencies, bounds.

``python -m tests.core.localiser.derived`` writes ``tests/core/expected/derived.yaml``; every line that changes is to be
read against the sources before it is committed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from footmap.core.forward import Prediction
from footmap.core.localiser.candidates import members
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.red_flags import alarms
from footmap.core.views import FloatArray
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import Clinical
from footmap.data.localiser import load_localiser

EXPECTED = Path(__file__).parents[1] / "expected" / "derived.yaml"
HEADER = """\
# What follows from the shipped knowledge; written by `python -m tests.core.localiser.derived`, every line read against
# the sources when it changes.
# pictures: movements weak / may be weak, jerks lower / may be lower, skin numb / numb in some, causes that sit there.
# answers: conditions an answer speaks for and against, strongest first; ! strongly (7 to 1 or more).
"""
FOR_LISTED, FOR_MODELLED, STRONGLY = 0.3, 0.7, 1.9
MOST = 6


def derived(localiser: Localiser, clinical: Clinical) -> dict[str, Any]:
    """Everything, as plain values."""
    return {
        "pictures": {p.site.id: _picture(p) for p in localiser.hypotheses.pictures},
        "answers": dict(_answers(localiser)),
        "flags": dict(_flags(localiser, clinical)),
        "frequency": _frequency(localiser),
        "bounds": _bounds(localiser),
    }


def _picture(picture: Prediction) -> dict[str, list[str]]:
    def graded(effects: Any, grade: str) -> list[str]:
        return sorted(e.id for e in effects if e.grade == grade)

    def skin(grade: str) -> list[str]:
        return sorted(e.id if e.part is None else f"{e.id}/{e.part}" for e in picture.skin if e.grade == grade)

    found = {
        "weak": graded(picture.movements, "affected"),
        "slight": graded(picture.movements, "some"),
        "lower": graded(picture.reflexes, "affected"),
        "may_lower": graded(picture.reflexes, "some"),
        "skin": skin("affected"),
        "skin_some": skin("some"),
        "causes": list(picture.site.conditions),
    }
    if picture.site.kind == "nerve" and picture.site.nerve is not None:
        found["nerve"] = [picture.site.nerve]
    return {key: value for key, value in found.items() if value}


def _answers(localiser: Localiser) -> Iterator[tuple[str, list[str]]]:
    """Conditions that every single answer speaks for (+) and against (-)."""
    groups = members("condition", localiser.hypotheses, localiser.knowledge.conditions)
    for id_, clue in localiser.knowledge.clues.items():
        if clue.family is not None:
            continue
        for value in clue.answers:
            found = localiser.clue_scorer.weigh({id_: value}, both_painted=False, loss_painted=False).rows
            if not found:
                continue
            moved = {c: _of(found[0].contribution, group, localiser) for c, group in groups.items()}
            least, most = (FOR_LISTED, len(moved)) if clue.finding is None else (FOR_MODELLED, MOST)
            told = [*_strongest(moved, least, most, 1), *_strongest(moved, least, most, -1)]
            if told:
                yield f"{id_}={value}", told


def _of(contribution: FloatArray, group: list[tuple[int, float]], localiser: Localiser) -> float:
    """Contribution to a condition, its places as often as they are hit."""
    index = [k for k, _ in group]
    weight = localiser.hypotheses.prior[index]
    return float(np.log(np.sum(weight * np.exp(contribution[index])) / weight.sum()))


def _strongest(moved: Mapping[str, float], least: float, most: int, sign: int) -> list[str]:
    chosen = sorted((-round(sign * v, 1), id_) for id_, v in moved.items() if sign * v >= least)[:most]
    mark = "+" if sign > 0 else "-"
    return [f"{mark}{'!' if -v >= STRONGLY else ''}{id_}" for v, id_ in chosen]


def _flags(localiser: Localiser, clinical: Clinical) -> Iterator[tuple[str, list[str]]]:
    """Flags that each trigger raises by its answers alone."""
    for flag in clinical.red_flags.values():
        for trigger in flag.raised_by:
            answers = {clue: values[0] for clue, values in trigger.clues.items()}
            if answers:
                raised = alarms(
                    clinical.red_flags, answers, {}, localiser.fields.region, localiser.cells.area_cm2
                ).raised
                key = ", ".join(f"{c}={v}" for c, v in answers.items())
                yield key, [f"{r.id} ({r.urgency}): {' '.join(r.named)}" for r in raised]


def _frequency(localiser: Localiser) -> dict[str, list[str]]:
    """Conditions by how common they are, in words."""
    out: dict[str, list[str]] = {}
    for c in localiser.rank_cells({}).conditions:
        out.setdefault(str(c.frequency), []).append(c.id)
    return {word: sorted(ids) for word, ids in out.items()}


def _bounds(localiser: Localiser) -> dict[str, float]:
    """What one answer, one group of clues and the place of pain can do at most, as ratios."""
    knowledge, scorer = localiser.knowledge, localiser.clue_scorer
    highest, lowest, group = 0.0, 0.0, 0.0
    together: dict[str, dict[str, str]] = {}
    for id_, clue in knowledge.clues.items():
        if clue.family is not None:
            continue
        for value, answer in clue.answers.items():
            rows = scorer.weigh({id_: value}, both_painted=False, loss_painted=False).rows
            for row in rows:
                highest = max(highest, float(row.contribution.max()))
                lowest = min(lowest, float(row.contribution.min()))
            if clue.group is not None and clue.finding is None and any(r > 1 for r in answer.ratios.values()):
                together.setdefault(clue.group, {})[id_] = value
    for answers in together.values():
        rows = scorer.weigh(answers, both_painted=False, loss_painted=False).rows
        group = max(group, float(np.sum([r.contribution for r in rows], axis=0).max()))
    apart = 0.0
    for level in ("L5", "S1"):
        site = localiser.fields.sites.index(f"{level}_root")
        way = int(np.flatnonzero(localiser.fields.row_site == site)[0])
        part = (localiser.fields.felt[way] > 0.5).astype(np.float64)
        support = {c.id: c.support for c in localiser.rank_cells({"right": {"pain": part}}).levels}
        apart = max(apart, abs(support["L5"] - support["S1"]))
    return {
        "one answer for": round(math.exp(highest), 2),
        "one answer against": round(math.exp(lowest), 3),
        "one group for": round(math.exp(group), 2),
        "L5 and S1 apart by pain": round(math.exp(apart), 2),
    }


def contradicted(localiser: Localiser) -> list[str]:
    """Answers whose listed ratio points one way and whose model of the lesion clearly points the other way."""
    groups = members("condition", localiser.hypotheses, localiser.knowledge.conditions)
    out = []
    for id_, clue in localiser.knowledge.clues.items():
        if clue.family is not None or clue.finding is None:
            continue
        for value, answer in clue.answers.items():
            rows = localiser.clue_scorer.weigh({id_: value}, both_painted=False, loss_painted=False).rows
            for target, ratio in answer.ratios.items() if rows else ():
                if target in groups:
                    moved = _of(rows[0].contribution, groups[target], localiser)
                    listed = math.log(ratio)
                    if moved * listed < 0 and min(abs(moved), abs(listed)) > 0.25:
                        out.append(f"{id_}={value}: {target}")
    return sorted(out)


def read_expected() -> dict[str, Any]:
    """The reviewed file."""
    expected: dict[str, Any] = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
    return expected


def main() -> None:
    """Write the file."""
    localiser = load_localiser(load_atlas())
    clinical = localiser.knowledge
    assert isinstance(clinical, Clinical)
    found = derived(localiser, clinical) | {"contradicted": contradicted(localiser)}
    text = "".join(
        f"{key}:\n" + "".join(f"  {_line(k, v)}\n" for k, v in part.items())
        if isinstance(part, dict)
        else f"{key}:\n" + "".join(f"- {_flow(item)}\n" for item in part)
        for key, part in found.items()
    )
    EXPECTED.write_text(HEADER + text, encoding="utf-8")


def _line(key: object, value: object) -> str:
    return f"{_flow(key)}: {_flow(value)}"


def _flow(value: object) -> str:
    return yaml.safe_dump(value, default_flow_style=True, width=10_000, sort_keys=False).removesuffix("...\n").strip()


if __name__ == "__main__":
    main()
