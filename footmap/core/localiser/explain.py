"""Why a candidate stands where it stands: for, against, what is left out on either side, and what looks alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from ..anatomy import Names
from ..views import SIDES, FloatArray, Side
from .candidates import Candidate, Depth
from .cells import Painted
from .engine import Estimate, Localiser
from .ledger import LedgerRow
from .sides import Explains, both_affected, side_of, skin_site

_MOST: Final = 3
_LEAST_CM2: Final = 0.5
"""Smaller remains are not worth a word."""
_WHOLE: Final = 0.5
"""Share of a region from which on its name stands for what is left of it."""
_NOTHING: Final = 1e-9
"""Log units of a row that does not apply: it is left out of the argument."""


class Mimic(Protocol):
    """How to tell a condition from one that looks alike."""

    @property
    def other(self) -> str:
        """The other condition."""
        ...

    @property
    def added(self) -> Names:
        """Signs that the other condition would add, by language."""
        ...

    @property
    def lacking(self) -> Names:
        """Signs that the other condition would not give, by language; may be empty."""
        ...

    @property
    def ruled(self) -> Names:
        """A sentence about the two, by language; may be empty."""
        ...

    @property
    def sources(self) -> tuple[str, ...]:
        """Source ids."""
        ...


class Limit(Protocol):
    """What the ranking cannot know."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def about(self) -> str:
        """``pain``, a depth, or ``all``."""
        ...

    @property
    def sources(self) -> tuple[str, ...]:
        """Source ids."""
        ...


@dataclass(frozen=True)
class Remains:
    """Skin of a region that is left, square centimetres of true skin; `whole` where it is most of the region."""

    side: Side
    region: str
    area_cm2: float
    whole: bool


@dataclass(frozen=True)
class Explanation:
    """The argument for one candidate.

    Attributes
    ----------
    speaks_for, speaks_against : LedgerRow or None
        The strongest row of paint or clues on either side.
    answers : tuple of LedgerRow
        Every answer that counts, those that say nothing here too, in the order given.
    explained : float
        0-1: share of all painted skin, by area, that it explains.
    core_not_painted : tuple of Remains
        Of its skin that most people feel, the largest first.
    paint_left : tuple of Remains
        Of the paint that it does not explain, the largest first.
    mimics : tuple of Mimic
        The nearest other conditions first, by the present ranking.
    limits : tuple of limit id
    """

    candidate: Candidate
    speaks_for: LedgerRow | None
    speaks_against: LedgerRow | None
    answers: tuple[LedgerRow, ...]
    explained: float
    core_not_painted: tuple[Remains, ...]
    paint_left: tuple[Remains, ...]
    mimics: tuple[Mimic, ...]
    limits: tuple[str, ...]


def explain(
    localiser: Localiser,
    painted: Painted,
    estimate: Estimate,
    candidate: Candidate,
    mimics: Mapping[str, Sequence[Mimic]],
    limits: Sequence[Limit] = (),
) -> Explanation:
    """The argument for a candidate of an estimate.

    Parameters
    ----------
    mimics : mapping of condition id to its entries of what looks alike
    limits : sequence of Limit
    """
    given = {row.clue: row.answer for row in estimate.clues.rows}
    both = both_affected(localiser, painted, given)
    candidate = replace(
        candidate,
        side=side_of(localiser, estimate, candidate, both_answered=both),
        moves=_argued(localiser, candidate),
        evidence=None,
    )
    rows = [r for r in candidate.ledger if r.kind not in ("leader", "bounds")]
    best = max(rows, key=lambda r: r.value, default=None)
    worst = min(rows, key=lambda r: r.value, default=None)
    told = localiser.scoring.told_from
    share, core, left = _remains(localiser, painted, estimate, candidate)
    return Explanation(
        candidate=candidate,
        speaks_for=best if best is not None and best.value >= told else None,
        speaks_against=worst if worst is not None and worst.value <= -told else None,
        answers=tuple(row for row in candidate.ledger if row.kind == "clue"),
        explained=share,
        core_not_painted=core,
        paint_left=left,
        mimics=_nearest(localiser, estimate, candidate, mimics),
        limits=tuple(limit.id for limit in limits if _applies(limit, candidate.depth, estimate)),
    )


def _argued(localiser: Localiser, candidate: Candidate) -> tuple[LedgerRow, ...]:
    """Rows of a candidate: those that say nothing left out, and of an answer only the sources that speak of it."""
    site = localiser.knowledge.anatomy.sites[candidate.site]
    targets = {candidate.id, candidate.site, *([candidate.mechanism] if candidate.mechanism else [])}
    if candidate.depth != "condition":
        targets |= {*site.conditions, *([site.nerve] if site.nerve else [])}
    out = []
    for row in candidate.ledger:
        if row.clue is not None and row.answer is not None:
            answer = localiser.knowledge.clues[row.clue].answers.get(row.answer)
            out.append(row if answer is None else row._replace(sources=answer.cited_for(targets)))
        elif abs(row.value) >= _NOTHING or row.kind in ("leader", "place"):
            out.append(row)
    return tuple(out)


def _remains(
    localiser: Localiser, painted: Painted, estimate: Estimate, candidate: Candidate
) -> tuple[float, tuple[Remains, ...], tuple[Remains, ...]]:
    """Share of the paint that it explains, its core that is not painted, and the paint that it leaves."""
    if estimate.paint is None or candidate.side is None:
        return 0.0, (), ()
    scorer = localiser.paint_scorer
    site = skin_site(localiser, estimate, candidate)
    row = int(estimate.paint.best_row[localiser.fields.sites.index(site)])
    on = SIDES if candidate.side == "both" else (candidate.side,)
    explains = Explains(localiser, painted)
    widest = explains.widest(site, candidate.side)
    core: list[Remains] = []
    left: list[Remains] = []
    kind = "loss" if estimate.paint.loss_share > 0 else "pain"
    for side, amount in scorer.amounts(painted).items():
        if side in on:
            core += _regions(localiser, side, scorer.core_cells(row, kind) * (1.0 - amount.any))
        unexplained = amount.any
        if side in on:
            unexplained = amount.loss * (1.0 - scorer.explained_cells(widest, "loss"))
            unexplained = unexplained + amount.pain * (1.0 - scorer.explained_cells(widest, "pain"))
        left += _regions(localiser, side, unexplained)
    return explains.share(site, candidate.side), _largest(core), _largest(left)


def _regions(localiser: Localiser, side: Side, part: FloatArray) -> list[Remains]:
    size = localiser.cells.area_cm2
    found = []
    for id_, share in localiser.fields.region.items():
        left_cm2 = float(share @ (size * part))
        if left_cm2 >= _LEAST_CM2:
            found.append(Remains(side, id_, left_cm2, whole=left_cm2 >= _WHOLE * float(share @ size)))
    return found


def _largest(found: list[Remains]) -> tuple[Remains, ...]:
    return tuple(sorted(found, key=lambda r: (-r.area_cm2, r.region, r.side))[:_MOST])


def _nearest(
    localiser: Localiser, estimate: Estimate, candidate: Candidate, mimics: Mapping[str, Sequence[Mimic]]
) -> tuple[Mimic, ...]:
    """Entries of the condition, or of a nerve's or level's main cause; those that rank high now first.

    The main cause is the one that the site names most, not the one that ranks highest now: zoster looks like a root
    for reasons of its own.
    """
    places = {c.id: k for k, c in enumerate(estimate.conditions)}
    id_ = candidate.id
    if candidate.depth != "condition":
        causes = localiser.knowledge.anatomy.sites[candidate.site].conditions
        if not causes:
            return ()
        id_ = min(causes, key=lambda c: (-causes[c], places.get(c, len(places))))
    entries = sorted(mimics.get(id_, ()), key=lambda m: places.get(m.other, len(places)))
    return tuple(entries[:_MOST])


def _applies(limit: Limit, depth: Depth, estimate: Estimate) -> bool:
    if limit.about == "pain":
        return estimate.paint is not None and estimate.paint.loss_share == 0
    return limit.about in (depth, "all")
