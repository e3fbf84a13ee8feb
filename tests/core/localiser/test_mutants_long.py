"""Seeded mistakes in what is shipped: the knowledge, its bounds, the borders of territories. Tests must notice them."""

from __future__ import annotations

import random

import pytest

from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.scoring import Scoring
from footmap.data.knowledge.clinical import Clinical
from footmap.data.territories.authored import read_authored, read_chart, territories_folder
from footmap.data.territories.check import read_probes
from tests.atlas.mutants import survivors
from tests.core.test_forward import PICTURES, wrong_in_picture

from .derived import contradicted, derived, read_expected
from .mutants import mutant

MUTANTS, BORDERS = 140, 60
SEED = 11


def noticed(changed: Clinical, scoring: Scoring, shipped: Localiser) -> bool:
    """Whether what follows from changed knowledge differs from what was reviewed, or from the textbooks."""
    if any(wrong_in_picture(changed.anatomy, picture) for picture in PICTURES):
        return True
    expected = read_expected()
    localiser = Localiser(shipped.atlas, changed, scoring, cells=shipped.cells, fields=shipped.fields)
    if contradicted(localiser) != expected["contradicted"]:
        return True
    found = derived(localiser, changed)
    return any(found[part] != expected[part] for part in found)


def test_the_shipped_knowledge_itself_is_not_noticed(localiser: Localiser, clinical: Clinical) -> None:
    assert not noticed(clinical, localiser.scoring, localiser)


@pytest.mark.long
def test_nineteen_of_twenty_mistakes_are_noticed(localiser: Localiser, clinical: Clinical) -> None:
    rng = random.Random(SEED)
    unnoticed = []
    for _ in range(MUTANTS):
        words, (changed, scoring) = mutant(clinical, localiser.scoring, rng)
        if not noticed(changed, scoring, localiser):
            unnoticed.append(words)
    unnoticed += survivors(read_authored(read_chart("male")), read_probes(territories_folder()), BORDERS, SEED)
    assert len(unnoticed) <= 0.05 * (MUTANTS + BORDERS), "\n".join(unnoticed)
