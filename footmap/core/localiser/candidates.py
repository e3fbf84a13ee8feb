"""Candidates at three depths: nerves, levels and conditions, each with its support and ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from ..clinical import Condition, Frequency
from ..views import FloatArray, Side
from .clue_evidence import ClueEvidence
from .hypotheses import Hypotheses, Hypothesis
from .ledger import Ledger, LedgerRow, RowKind, Words, in_words
from .paint_evidence import PaintEvidence
from .scoring import Scoring
from .standing import Rules, Standing

Depth = Literal["nerve", "level", "condition"]
DEPTHS: Final[tuple[Depth, ...]] = ("nerve", "level", "condition")
Where = Side | Literal["both"]
_DIGITS: Final = 9
"""Evidence that agrees to so many is equal."""


@dataclass(frozen=True)
class Evidence:
    """Where the rows of paint and answers of a candidate come from; `part` is the log share by which it counts."""

    ledger: Ledger
    hypothesis: int
    part: float

    def rows(self) -> tuple[LedgerRow, ...]:
        """The rows."""
        return self.ledger.rows(self.hypothesis, self.part)

    def sum_of(self, kinds: Collection[RowKind]) -> float:
        """What the rows of some kinds add up to."""
        return self.ledger.sum_of(self.hypothesis, kinds, self.part)


@dataclass(frozen=True)
class Candidate:
    """A nerve, level or condition.

    Attributes
    ----------
    support : float
        Natural log units relative to the best candidate of its depth: 0 for the best, less for the others.
    words : str
        What paint and clues say of it, how common it is left out.
    moves : tuple of LedgerRow
        Rows of the rules and of the leader; of a level all rows.
    evidence : Evidence or None
        Rows of paint and answers, made when they are read; None of a level, and where only the order was asked for.
    site : str
        Where along the nerve, or at which root, the lesion most likely sits.
    side : str or None
        The limb, or both; a nerve or level is never read on a limb without paint or finding. None where neither says a
        limb.
    explained : float
        Share of the paint that it explains, 0-1.
    mechanism : str or None
        What most likely presses the root, of a nerve or level.
    level : str or None
        The root, of what sits at one.
    findings : tuple of clue id
        Answered findings that it explains.
    reason : str or None
        Why it stands lower than its evidence: ``nothing`` (explains neither paint nor a finding), ``size``, ``pain``
        and ``sign`` (lacks what its condition needs), ``cause`` (nothing names this cause of its root),
        ``share`` (another fits as well and explains nearly all), ``tract`` (a sign of brain or cord comes first) and
        ``one_limb`` (it affects both limbs, and one alone is painted).
    frequency : {"common", "uncommon", "rare"} or None
        How common a condition is; beside the evidence, no part of it.
    """

    depth: Depth
    id: str
    support: float
    words: Words
    moves: tuple[LedgerRow, ...]
    site: str
    side: Where | None
    explained: float
    mechanism: str | None
    level: str | None = None
    findings: tuple[str, ...] = ()
    reason: RowKind | None = None
    frequency: Frequency | None = None
    evidence: Evidence | None = field(default=None, compare=False, repr=False)

    @cached_property
    def ledger(self) -> tuple[LedgerRow, ...]:
        """Adds up to `support`; without the rows of the evidence where only the order was asked for."""
        return (*(() if self.evidence is None else self.evidence.rows()), *self.moves)

    @property
    def beside_all(self) -> float:
        """Its evidence beside all places of its list together, log units; the words say it with its rivals in mind."""
        return self.support - self.moves[-1].value

    def sum_of(self, kinds: Collection[RowKind]) -> float:
        """What the rows of some kinds add up to."""
        moves = sum(row.value for row in self.moves if row.kind in kinds)
        return moves if self.evidence is None else self.evidence.sum_of(kinds) + moves


@dataclass(frozen=True)
class Case:
    """What a list is made from: evidence, what is painted, levels that pain confuses, clues of the examination.

    `numb_both` holds the regions that are numb or tingling on both limbs, of those that are a sign of a condition;
    `one_limb` says that one alone is painted and no answer says both.
    """

    ledger: Ledger
    paint: PaintEvidence | None
    clues: ClueEvidence
    largest_cm2: tuple[float, float, float]
    confused: frozenset[frozenset[str]] = frozenset()
    examined: frozenset[str] = frozenset()
    numb_both: frozenset[str] = frozenset()
    one_limb: bool = False


@dataclass(frozen=True)
class Groups:
    """The candidates of a depth with their `members` as arrays, one candidate after the other, commoner members first.

    Attributes
    ----------
    ids : tuple of candidate id
    common : mapping of candidate id to float
        How common each is, relative to the others.
    index : (members,) intp
        Hypothesis of each member.
    part : (members,) float64
        Log share by which it counts.
    starts : (candidates,) intp
    owner : (members,) intp
        Number of the candidate.
    """

    ids: tuple[str, ...]
    common: Mapping[str, float]
    index: NDArray[np.intp]
    part: FloatArray
    starts: NDArray[np.intp]
    owner: NDArray[np.intp]

    def best(self, total: FloatArray) -> Iterator[tuple[str, float, int, float]]:
        """Of each candidate its value, its best hypothesis and the log share of that one; equal ones by how common."""
        value = total[self.index] + self.part
        near = np.round(value, _DIGITS)
        at = np.flatnonzero(near == np.maximum.reduceat(near, self.starts)[self.owner])
        at = at[np.unique(self.owner[at], return_index=True)[1]]
        yield from zip(self.ids, value[at].tolist(), self.index[at].tolist(), self.part[at].tolist(), strict=True)


def grouped(depth: Depth, hypotheses: Hypotheses, conditions: Mapping[str, Condition]) -> Groups:
    """Candidates of a depth as arrays."""
    prior = hypotheses.prior
    groups = {
        id_: sorted(group, key=lambda member: (-prior[member[0]], member[0]))
        for id_, group in members(depth, hypotheses, conditions).items()
    }
    sizes = [len(group) for group in groups.values()]
    return Groups(
        ids=tuple(groups),
        common={
            id_: conditions[id_].prior if depth == "condition" else float(sum(prior[k] * part for k, part in group))
            for id_, group in groups.items()
        },
        index=np.array([k for group in groups.values() for k, _ in group], dtype=np.intp),
        part=np.log([part for group in groups.values() for _, part in group]),
        starts=np.cumsum([0, *sizes[:-1]]),
        owner=np.repeat(np.arange(len(sizes)), sizes),
    )


def collect(
    depth: Depth,
    hypotheses: Hypotheses,
    conditions: Mapping[str, Condition],
    groups: Groups,
    case: Case,
    scoring: Scoring,
    *,
    with_rows: bool = True,
) -> tuple[Candidate, ...]:
    """Candidates of a depth, best first; equal ones by id.

    A candidate stands where its best hypothesis does: the one place, and the one cause, at which paint and clues speak
    most for it.

    Parameters
    ----------
    groups : Groups
        The candidates of that depth.
    with_rows : bool
        Whether the ledgers are needed, or the order alone.
    """
    best_of = {id_: (value, best, part) for id_, value, best, part in groups.best(case.ledger.total)}
    told = [(row.clue, row.explains.tolist()) for row in case.clues.rows]
    explained = case.paint.explained.tolist() if case.paint is not None else [0.0] * len(hypotheses.items)
    covered = case.paint.covered.tolist() if case.paint is not None else [0.0] * len(hypotheses.items)
    found = [
        Standing(
            id=id_,
            value=value,
            rows=case.ledger.rows(best, part) if depth == "level" else (),
            best=best,
            findings=tuple(clue for clue, explains in told if explains[best]),
            explained=min(explained[best], 1.0),
            covered=covered[best],
        )
        for id_, (value, best, part) in best_of.items()
    ]
    if depth == "level" and case.paint is not None:
        found = _near_neighbours(found, hypotheses, case, case.paint.loss_share, scoring)
    of_depth = conditions if depth == "condition" else {}
    rules = Rules(
        items=hypotheses.items,
        conditions=of_depth,
        common=groups.common,
        paint=case.paint,
        clues=case.clues,
        largest_cm2=case.largest_cm2,
        scoring=scoring,
        confused=case.confused,
        at_roots=hypotheses.at_roots,
        examined=case.examined,
        numb_both=case.numb_both,
        one_limb=case.one_limb,
    )
    found = rules.apply(found)
    top, crowd = max(f.value for f in found), rules.crowd(found)
    later = with_rows and depth != "level"
    return tuple(
        _candidate(
            depth,
            f,
            top,
            in_words(f.value, scoring, crowd),
            hypotheses,
            of_depth,
            case,
            Evidence(case.ledger, *best_of[f.id][1:]) if later else None,
        )
        for f in found
    )


def _candidate(
    depth: Depth,
    found: Standing,
    top: float,
    words: Words,
    hypotheses: Hypotheses,
    conditions: Mapping[str, Condition],
    case: Case,
    evidence: Evidence | None,
) -> Candidate:
    item = hypotheses.items[found.best]
    return Candidate(
        depth=depth,
        id=found.id,
        support=found.value - top,
        words=words,
        moves=(*found.rows, LedgerRow("leader", -top)),
        site=item.site.id,
        side=_side(depth, case.paint, found.best) if case.paint is not None else None,
        explained=found.explained,
        mechanism=item.mechanism if depth != "condition" else None,
        level=next(iter(item.site.roots)) if item.site.kind == "root" else None,
        findings=found.findings,
        reason=found.reason,
        frequency=conditions[found.id].frequency if found.id in conditions else None,
        evidence=evidence,
    )


def members(
    depth: Depth, hypotheses: Hypotheses, conditions: Mapping[str, Condition]
) -> dict[str, list[tuple[int, float]]]:
    """Hypotheses that each candidate of a depth stands for, with the share by which each counts.

    What presses a root is a condition of its own, and the root's stands for all other causes.
    """
    groups: dict[str, list[tuple[int, float]]] = {}
    for k, hypothesis in enumerate(hypotheses.items):
        for id_, weight in _keys(depth, hypothesis, conditions):
            groups.setdefault(id_, []).append((k, weight))
    return groups


def _near_neighbours(
    found: list[Standing], hypotheses: Hypotheses, case: Case, loss_share: float, scoring: Scoring
) -> list[Standing]:
    """No root that explains the drawing is left further behind its neighbour towards the best than a step by paint.

    Of levels whose pain fields are alike neither is, whatever is painted.
    """
    step = scoring.level_step(loss_share)
    before = {f.id: sum(row.value for row in f.rows if row.kind != "clue") for f in found}
    fits = {f.id for f in found if f.explained >= scoring.root_tie_from}
    order = [v for p in hypotheses.pictures if p.site.kind == "root" for v in p.site.roots if v in before]
    after = dict(before)
    best = max(range(len(order)), key=lambda k: before[order[k]])
    for away in (range(best + 1, len(order)), range(best - 1, -1, -1)):
        for k in away:
            towards = order[k - 1] if k > best else order[k + 1]
            if order[k] in fits:
                after[order[k]] = max(after[order[k]], after[towards] - step)
    pairs = [pair for pair in pairwise(order) if frozenset(pair) in case.confused]
    for a, b in (*pairs, *reversed(pairs)):
        after[a], after[b] = max(after[a], after[b] - step), max(after[b], after[a] - step)
    out = []
    for f in found:
        lift = after[f.id] - before[f.id]
        raised = tuple(
            LedgerRow(r.kind, r.value + lift, r.clue, r.answer, r.sources) if r.kind == "roots" else r for r in f.rows
        )
        out.append(f._replace(value=f.value + lift, rows=raised))
    return out


def _keys(depth: Depth, hypothesis: Hypothesis, conditions: Mapping[str, Condition]) -> Iterable[tuple[str, float]]:
    site = hypothesis.site
    if depth == "nerve":
        if site.kind == "nerve" and site.nerve is not None:
            yield site.nerve, 1.0
    elif depth == "level":
        if site.kind == "root":
            yield from ((level, part) for level, part in site.roots.items() if part > 0)
    else:
        pressed = hypothesis.mechanism
        id_ = pressed if pressed is not None and conditions[pressed].rank == "condition" else hypothesis.condition
        if id_ is not None and conditions[id_].rank == "condition":
            yield id_, 1.0


def _side(depth: Depth, paint: PaintEvidence, best: int) -> Where:
    """Where a candidate is read: a nerve or level on the limb that is painted, a condition also on both."""
    if depth != "condition" and len(paint.painted) == 1:
        return paint.painted[0]
    names: tuple[Where, ...] = ("right", "left", "both")
    return names[paint.likeliest_side[best]]
