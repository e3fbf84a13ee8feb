"""Candidates at three depths: nerves, levels and conditions, each with its support and ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from ..clinical import Condition
from ..views import FloatArray, Side
from .hypotheses import Hypotheses, Hypothesis
from .ledger import Ledger, LedgerRow, Step, Words, in_words
from .paint_evidence import PaintEvidence
from .scoring import Scoring

Depth = Literal["nerve", "level", "condition"]
DEPTHS: Final[tuple[Depth, ...]] = ("nerve", "level", "condition")
_Found = tuple[float, str, tuple[LedgerRow, ...], int]
Where = Side | Literal["both"]


@dataclass(frozen=True)
class Candidate:
    """A nerve, level or condition.

    Attributes
    ----------
    support : float
        Natural log units relative to the best candidate of its depth: 0 for the best, less for the others.
    words : str
        What paint and clues say of it, how common it is left out.
    ledger : tuple of LedgerRow
        Adds up to `support`.
    site : str
        Where along the nerve, or at which root, the lesion most likely sits.
    side : str or None
        The limb, or both; a nerve or level is never read on a limb without paint. None where nothing is painted.
    explained : float
        Share of the paint that it explains, 0-1.
    mechanism : str or None
        What most likely presses the root.
    """

    depth: Depth
    id: str
    support: float
    words: Words
    ledger: tuple[LedgerRow, ...]
    site: str
    side: Where | None
    explained: float
    mechanism: str | None


def collect(
    depth: Depth,
    hypotheses: Hypotheses,
    conditions: Mapping[str, Condition],
    steps: Sequence[Step],
    paint: PaintEvidence | None,
    scoring: Scoring,
) -> tuple[Candidate, ...]:
    """Candidates of a depth, best first; equal ones by id."""
    groups = members(depth, hypotheses, conditions)
    book = Ledger([Step("prior", frequency(depth, hypotheses, scoring)), *steps])
    found: list[_Found] = []
    for id_, belonging in groups.items():
        index = np.array([k for k, _ in belonging], dtype=np.intp)
        share = np.array([w for _, w in belonging])
        rows = book.rows(index, share)
        best = int(index[np.argmax(book.total[index] + np.log(share))])
        found.append((sum(row.value for row in rows), id_, rows, best))
    if not found:
        return ()
    if depth == "level" and paint is not None:
        found = _near_neighbours(found, hypotheses, scoring.level_step(paint.loss_share))
    found.sort(key=lambda item: (-item[0], item[1]))
    top = found[0][0]
    return tuple(
        Candidate(
            depth=depth,
            id=id_,
            support=value - top,
            words=in_words(rows, scoring),
            ledger=(*rows, LedgerRow("leader", -top)),
            site=hypotheses.items[best].site.id,
            side=_side(depth, paint, best) if paint is not None else None,
            explained=min(float(paint.explained[best]), 1.0) if paint is not None else 0.0,
            mechanism=hypotheses.items[best].mechanism,
        )
        for value, id_, rows, best in found
    )


def members(
    depth: Depth, hypotheses: Hypotheses, conditions: Mapping[str, Condition]
) -> dict[str, list[tuple[int, float]]]:
    """Hypotheses that each candidate of a depth stands for, with the share by which each counts."""
    groups: dict[str, list[tuple[int, float]]] = {}
    for k, hypothesis in enumerate(hypotheses.items):
        for id_, weight in _keys(depth, hypothesis, conditions):
            groups.setdefault(id_, []).append((k, weight))
    return groups


def frequency(depth: Depth, hypotheses: Hypotheses, scoring: Scoring) -> FloatArray:
    """Log weight (hypotheses,) by how common each is, as far as that counts at a depth.

    Notes
    -----
    What is damped is how common a place is: of nerves all sites along one stretch of skin, of levels and conditions
    one site. Its causes and sites share it as they do, so that writing down more of them changes nothing.
    """
    power = {
        "nerve": scoring.prior_power_nerve,
        "level": scoring.prior_power_level,
        "condition": scoring.prior_power_condition,
    }[depth]
    place, count = hypotheses.nerve_places if depth == "nerve" else (hypotheses.site, np.ones(len(hypotheses.pictures)))
    common = np.bincount(place, weights=hypotheses.prior, minlength=len(count)) / count
    out: FloatArray = np.log(hypotheses.prior) - (1.0 - power) * np.log(common[place])
    return out


def _near_neighbours(found: list[_Found], hypotheses: Hypotheses, step: float) -> list[_Found]:
    """No root is left further behind its neighbour towards the best than a step by paint and frequency alone."""
    before = {id_: sum(row.value for row in rows if row.kind != "clue") for _, id_, rows, _ in found}
    order = [v for p in hypotheses.pictures if p.site.kind == "root" for v in p.site.roots if v in before]
    after = dict(before)
    best = max(range(len(order)), key=lambda k: before[order[k]])
    for k in range(best + 1, len(order)):
        after[order[k]] = max(after[order[k]], after[order[k - 1]] - step)
    for k in range(best - 1, -1, -1):
        after[order[k]] = max(after[order[k]], after[order[k + 1]] - step)
    out = []
    for value, id_, rows, member in found:
        lift = after[id_] - before[id_]
        raised = tuple(replace(row, value=row.value + lift) if row.kind == "roots" else row for row in rows)
        out.append((value + lift, id_, raised, member))
    return out


def _keys(depth: Depth, hypothesis: Hypothesis, conditions: Mapping[str, Condition]) -> Iterable[tuple[str, float]]:
    site = hypothesis.site
    if depth == "nerve":
        if site.kind == "nerve" and site.nerve is not None:
            yield site.nerve, 1.0
    elif depth == "level":
        for level, part in site.roots.items():
            if part > 0:
                yield level, part
    elif hypothesis.condition is not None and conditions[hypothesis.condition].rank == "condition":
        yield hypothesis.condition, 1.0


def _side(depth: Depth, paint: PaintEvidence, best: int) -> Where:
    """Where a candidate is read: a nerve or level on the limb that is painted, a condition also on both."""
    if depth != "condition" and len(paint.painted) == 1:
        return paint.painted[0]
    names: tuple[Where, ...] = ("right", "left", "both")
    return names[int(np.argmax(paint.side[best]))]
