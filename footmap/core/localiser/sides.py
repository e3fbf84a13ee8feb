"""Which limb a candidate is read on, how much of the paint it explains there, and whether both limbs look alike.

A side is painted or answered, never invented: paint that fits both limbs equally well is read on both, and one painted
limb is never read as two unless an answer says that both are affected.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np

from ..views import SIDES, FloatArray, Side
from .candidates import Candidate, Where
from .cells import Painted
from .engine import Estimate, Localiser
from .limb_evidence import MIDLINE, MOSTLY
from .paint_evidence import PLACES


def painted_sides(painted: Painted) -> tuple[Side, ...]:
    """Limbs with paint."""
    return tuple(side for side in SIDES if any(part.any() for part in painted.get(side, {}).values()))


def both_affected(localiser: Localiser, painted: Painted, answers: Mapping[str, str]) -> bool:
    """Whether paint or an answer says that both limbs are affected."""
    if len(painted_sides(painted)) == len(SIDES):
        return True
    clues = localiser.knowledge.clues
    return "both" in (clues[id_].answers[value].finds for id_, value in answers.items() if clues[id_].asks_sides)


def alike(painted: Painted, area_cm2: FloatArray) -> float:
    """How alike the two limbs are painted, 0-1: the skin painted on both beside the skin painted on either."""
    limbs = [np.max(list(painted[s].values()), axis=0) for s in painted_sides(painted)]
    if len(limbs) < len(SIDES):
        return 0.0
    one, other = limbs
    return float(np.minimum(one, other) @ area_cm2) / max(float(np.maximum(one, other) @ area_cm2), 1e-9)


def side_of(localiser: Localiser, estimate: Estimate, candidate: Candidate, *, both_answered: bool) -> Where | None:
    """The limb on which a candidate is read, or both; None where neither paint nor a finding says a limb.

    Parameters
    ----------
    both_answered : bool
        Whether an answer says that both limbs are affected.

    Notes
    -----
    Of two limbs that are painted or show something one is named only where paint and findings speak for it clearly, as
    words call it (`slight`).
    """
    if not estimate.limbs:
        return None
    sites = localiser.knowledge.anatomy.sites
    if len(estimate.limbs) == 1:
        twofold = both_answered and candidate.depth == "condition" and sites[candidate.site].both >= MOSTLY
        return "both" if twofold else estimate.limbs[0]
    chance = estimate.side
    if chance is None:
        return "both"
    site = localiser.fields.sites.index(candidate.site)
    of_site = np.flatnonzero(localiser.hypotheses.site == site)
    right, left, both = chance[int(of_site[estimate.evidence[of_site].argmax()])]
    one: Side = "right" if right >= left else "left"
    clear = abs(math.log(max(right, 1e-12) / max(left, 1e-12))) >= localiser.scoring.slight
    return one if clear and max(right, left) > both else "both"


def emergency_side(
    localiser: Localiser, candidate: Candidate, named: Collection[Side], otherwise: Where | None
) -> Where | None:
    """The limb on which what an emergency names is read.

    Parameters
    ----------
    named : collection of side
        Limbs of the answers or of the paint that raise its flags.
    otherwise : str or None
        Where it would be read without a flag.

    Notes
    -----
    What sits in the midline (brain, cord, cauda equina, all nerves) is of no limb. Of several causes on one limb the
    answer decides, not the paint: a cold left foot stays one beside a painful right calf.
    """
    site = localiser.knowledge.anatomy.sites[candidate.site]
    if site.kind in MIDLINE or site.both >= MOSTLY:
        return "both"
    sides = [side for side in SIDES if side in named]
    return otherwise if not sides else "both" if len(sides) == len(SIDES) else sides[0]


def own_root(localiser: Localiser, estimate: Estimate, candidate: Candidate) -> int | None:
    """Index of the hypothesis that a level is judged by: its own root, not a plexus or a bundle that holds it."""
    paint = estimate.paint
    if paint is None or candidate.depth != "level":
        return None
    items = localiser.hypotheses.items
    own = [k for k, item in enumerate(items) if item.site.kind == "root" and candidate.id in item.site.roots]
    return max(own, key=lambda k: float(paint.total[k]), default=None)


def skin_site(localiser: Localiser, estimate: Estimate, candidate: Candidate) -> str:
    """The site whose skin is meant when it is said what a candidate explains."""
    own = own_root(localiser, estimate, candidate)
    return candidate.site if own is None else localiser.hypotheses.items[own].site.id


class Explains:
    """Share of the painted skin, by its area, that candidates explain: one number for every list, page and window.

    Paint counts as far as the way of showing that explains most of it reaches there; paint of both limbs counts, so a
    candidate of one limb leaves the paint of the other unexplained.
    """

    def __init__(self, localiser: Localiser, painted: Painted) -> None:
        self._fields = localiser.fields
        scorer, area = localiser.paint_scorer, localiser.cells.area_cm2
        found = np.zeros((len(PLACES), len(self._fields.row_site)))
        total = 0.0
        for side, amount in scorer.amounts(painted).items():
            for kind, part in (("loss", amount.loss), ("pain", amount.pain)):
                at = np.flatnonzero(part)
                if len(at):
                    mass = part[at] * area[at]
                    here = scorer.explained_at(kind, at) @ mass
                    found[PLACES.index(side)] += here
                    found[PLACES.index("both")] += here
                    total += float(mass.sum())
        self._share = found / max(total, 1e-9)
        self._of_site = self._fields.rows_of

    def share(self, site: str, side: Where | None) -> float:
        """Share 0-1 that a lesion at a site explains on a limb or on both; 0 for none."""
        if side is None:
            return 0.0
        return min(float(self._share[PLACES.index(side), self._of_site[site]].max()), 1.0)

    def widest(self, site: str, side: Where) -> int:
        """The way of showing that explains the most there."""
        rows = self._of_site[site]
        return int(rows[int(self._share[PLACES.index(side), rows].argmax())])
