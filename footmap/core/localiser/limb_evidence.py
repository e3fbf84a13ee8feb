"""What was found on the limb that is not painted: evidence for causes that affect both limbs, for no other."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from .clue_evidence import ClueEvidence, ClueRow
from .hypotheses import Hypotheses, Hypothesis

MIDLINE: Final = ("cord", "central")
"""Kinds of site that belong to no limb."""
MOSTLY: Final = 0.5
"""Causes that are on both sides in at least this part of people are causes of both limbs."""


def of_both_limbs(hypothesis: Hypothesis) -> bool:
    """Whether a cause lies in brain or cord, or affects both limbs in most people."""
    return hypothesis.site.kind in MIDLINE or hypothesis.site.both >= MOSTLY


def of_limb(own: ClueEvidence, wide: ClueEvidence, hypotheses: Hypotheses) -> ClueEvidence:
    """Evidence in which causes of one limb read its own answers, and causes of both those of either limb.

    Parameters
    ----------
    own : ClueEvidence
        Of the answers for the painted limb.
    wide : ClueEvidence
        The same with what was found on the other limb.
    """
    both = np.array([of_both_limbs(item) for item in hypotheses.items])
    targets = {target for item in hypotheses.items if of_both_limbs(item) for target in item.targets}
    mine = {row.clue: row for row in own.rows}
    nothing = np.zeros(len(both))
    rows: list[ClueRow] = []
    for row in wide.rows:
        here = mine.get(row.clue)
        rows.append(
            replace(
                row if here is None else here,
                contribution=np.where(both, row.contribution, nothing if here is None else here.contribution),
                explains=np.where(both, row.explains, False if here is None else here.explains),
                named={t: r for t, r in row.named.items() if t in targets} if here is None else here.named,
            )
        )
    known = {row.clue for row in wide.rows}
    rows += [row for row in own.rows if row.clue not in known]
    return ClueEvidence(
        tuple(rows),
        {id_: why for id_, why in wide.passed_over.items() if id_ not in mine},
        np.where(both[:, None], wide.severity, own.severity),
    )
