"""Why a candidate stands where it stands: for, against, what is left out on either side, and what looks alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from ..anatomy import Names
from ..views import SIDES, FloatArray, Side
from .candidates import Candidate, Depth
from .cells import Painted
from .engine import Estimate, Localiser
from .ledger import LedgerRow
from .paint_evidence import LOSS

_MOST: Final = 3
_LEAST_CM2: Final = 0.5
"""Smaller remains are not worth a word."""
_TOLD: Final = 0.05
"""Log units from which a row is named."""


class Mimic(Protocol):
    """How to tell a condition from one that looks alike."""

    @property
    def other(self) -> str:
        """The other condition."""
        ...

    @property
    def texts(self) -> Names:
        """How, by language."""
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
    """Skin of a region that is left, square centimetres of true skin."""

    side: Side
    region: str
    area_cm2: float


@dataclass(frozen=True)
class Explanation:
    """The argument for one candidate.

    Attributes
    ----------
    speaks_for, speaks_against : LedgerRow or None
        The strongest row of paint or clues on either side.
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
    rows = [r for r in candidate.ledger if r.kind not in ("prior", "leader")]
    best = max(rows, key=lambda r: r.value, default=None)
    worst = min(rows, key=lambda r: r.value, default=None)
    core, left = _remains(localiser, painted, estimate, candidate)
    return Explanation(
        candidate=candidate,
        speaks_for=best if best is not None and best.value > _TOLD else None,
        speaks_against=worst if worst is not None and worst.value < -_TOLD else None,
        core_not_painted=core,
        paint_left=left,
        mimics=_nearest(localiser, estimate, candidate, mimics),
        limits=tuple(limit.id for limit in limits if _applies(limit, candidate.depth, estimate)),
    )


def _remains(
    localiser: Localiser, painted: Painted, estimate: Estimate, candidate: Candidate
) -> tuple[tuple[Remains, ...], tuple[Remains, ...]]:
    if estimate.paint is None or candidate.side is None:
        return (), ()
    scorer, cells = localiser.paint_scorer, localiser.cells
    site = localiser.fields.sites.index(candidate.site)
    row = int(estimate.paint.best_row[site])
    on = SIDES if candidate.side == "both" else (candidate.side,)
    widest = _widest(localiser, painted, site, on)
    core: list[Remains] = []
    left: list[Remains] = []
    for side in SIDES:
        qualities = painted.get(side, {})
        any_ = np.max(list(qualities.values()), axis=0) if qualities else np.zeros(cells.count)
        kind = "loss" if estimate.paint.loss_share > 0 else "pain"
        if side in on:
            core += _regions(localiser, side, scorer.core_cells(row, kind) * (1.0 - any_))
        explained = np.zeros(cells.count)
        for quality, part in qualities.items():
            full = scorer.explained_cells(widest, "loss" if quality in LOSS else "pain")
            explained = np.maximum(explained, part * full * (side in on))
        left += _regions(localiser, side, any_ - explained)
    return _largest(core), _largest(left)


def _widest(localiser: Localiser, painted: Painted, site: int, on: Sequence[Side]) -> int:
    """The way of showing that explains most of the paint: what a candidate explains is counted by it."""
    scorer, area = localiser.paint_scorer, localiser.cells.area_cm2

    def explained(row: int) -> float:
        return sum(
            float((part * scorer.explained_cells(row, "loss" if quality in LOSS else "pain")) @ area)
            for side in on
            for quality, part in painted.get(side, {}).items()
        )

    return max((int(row) for row in np.flatnonzero(localiser.fields.row_site == site)), key=explained)


def _regions(localiser: Localiser, side: Side, part: FloatArray) -> list[Remains]:
    area = localiser.cells.area_cm2 * part
    found = [Remains(side, id_, float(share @ area)) for id_, share in localiser.fields.region.items()]
    return [r for r in found if r.area_cm2 >= _LEAST_CM2]


def _largest(found: list[Remains]) -> tuple[Remains, ...]:
    return tuple(sorted(found, key=lambda r: (-r.area_cm2, r.region, r.side))[:_MOST])


def _nearest(
    localiser: Localiser, estimate: Estimate, candidate: Candidate, mimics: Mapping[str, Sequence[Mimic]]
) -> tuple[Mimic, ...]:
    """Entries of the condition, or of a nerve's or level's likeliest cause; those that rank high now first."""
    places = {c.id: k for k, c in enumerate(estimate.conditions)}
    id_ = candidate.id
    if candidate.depth != "condition":
        causes = [c for c in localiser.knowledge.anatomy.sites[candidate.site].conditions if c in places]
        if not causes:
            return ()
        id_ = min(causes, key=lambda c: places[c])
    entries = sorted(mimics.get(id_, ()), key=lambda m: places.get(m.other, len(places)))
    return tuple(entries[:_MOST])


def _applies(limit: Limit, depth: Depth, estimate: Estimate) -> bool:
    if limit.about == "pain":
        return estimate.paint is not None and estimate.paint.loss_share == 0
    return limit.about in (depth, "all")
