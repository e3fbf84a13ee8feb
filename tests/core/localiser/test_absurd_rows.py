"""Never an absurd row: over random drawings, what leads must be able to show like this, by what its condition states.

A rule is one function of the list below. It reads what conditions.yaml says of a condition, never an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from footmap.bench.accuracy.limits import random_drawings
from footmap.core.drawing import QUALITIES
from footmap.core.localiser.candidates import Candidate
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Estimate, Localiser
from footmap.core.localiser.paint_evidence import HURTS
from footmap.data.knowledge.clinical import Clinical

FEW, MANY = 300, 20_000
NOTHING = 0.005
"""Share of the paint that nobody would see."""


@dataclass(frozen=True)
class Read:
    """One random drawing, read: what is painted and answered, and what leads the conditions."""

    clinical: Clinical
    localiser: Localiser
    painted: Painted
    answers: dict[str, str]
    estimate: Estimate

    @property
    def leader(self) -> Candidate:
        return self.estimate.conditions[0]

    @property
    def largest_cm2(self) -> float:
        """Of the limb with more paint; where the limbs are painted apart, of the leader's."""
        area, limb = self.localiser.cells.area_cm2, self.leader.side or "both"
        on: dict[str, float] = {
            side: float(np.max(list(parts.values()), axis=0) @ area) for side, parts in self.painted.items()
        }
        apart = self.estimate.paint is not None and self.estimate.paint.apart
        return on[limb] if apart and limb in on else max(on.values())


def beyond_its_size(read: Read) -> bool:
    """A focal lesion leads a drawing larger than itself."""
    needs = read.clinical.conditions[read.leader.id].needs
    return needs is not None and needs.largest_cm2 is not None and read.largest_cm2 > needs.largest_cm2


def painful_without_pain(read: Read) -> bool:
    """A painful lesion leads where nothing hurts."""
    needs = read.clinical.conditions[read.leader.id].needs
    hurts = any(q in HURTS and part.any() for parts in read.painted.values() for q, part in parts.items())
    return needs is not None and needs.pain and not hurts


def named_without_its_sign(read: Read) -> bool:
    """What is named after a sign leads without that sign."""
    needs = read.clinical.conditions[read.leader.id].needs
    if needs is None or not needs.named_after:
        return False
    return not any(read.answers.get(clue) in values for clue, values in needs.named_after.items())


def first_without_a_finding(read: Read) -> bool:
    """What needs a finding of its own leads without any answer, before something that explains as much without one."""
    needs = read.clinical.conditions[read.leader.id].needs
    if read.answers or needs is None or not needs.sign:
        return False
    enough = max(read.localiser.scoring.anchor_enough, read.leader.explained - 0.1)
    others = (c for c in read.estimate.conditions[1:] if c.reason is None and c.explained >= enough)
    return any(not (n := read.clinical.conditions[c.id].needs) or not n.sign for c in others)


def explains_nothing(read: Read) -> bool:
    """The first of a list explains nothing while another explains something."""
    lists = (read.estimate.nerves, read.estimate.levels, read.estimate.conditions)
    return any(
        found[0].explained < NOTHING and not found[0].findings and any(c.explained > 0.1 for c in found)
        for found in lists
    )


def on_a_bare_limb(read: Read) -> bool:
    """A nerve or level is read on a limb without paint."""
    bare = {side for side in ("right", "left") if not any(p.any() for p in read.painted.get(side, {}).values())}
    return any(c.side in bare for found in (read.estimate.nerves, read.estimate.levels) for c in found[:3])


ABSURD: tuple[Callable[[Read], bool], ...] = (
    beyond_its_size,
    painful_without_pain,
    named_without_its_sign,
    first_without_a_finding,
    explains_nothing,
    on_a_bare_limb,
)


def random_readings(localiser: Localiser, clinical: Clinical, count: int, seed: int) -> Iterator[Read]:
    """Drawings of every quality from a dot to a limb, every third with one or two random answers."""
    rng = np.random.default_rng(seed)
    clues = [clue for clue in clinical.clues.values() if clue.applies_if is None]
    each = -(-count // len(QUALITIES))
    for quality in QUALITIES:
        for number, painted in enumerate(random_drawings(localiser, each, quality, rng)):
            answers: dict[str, str] = {}
            if number % 3 == 0:
                for k in rng.choice(len(clues), size=int(rng.integers(1, 3)), replace=False):
                    answers[clues[k].id] = str(rng.choice(list(clues[k].answers)))
            yield Read(clinical, localiser, painted, answers, localiser.rank_cells(painted, answers))


def absurd(localiser: Localiser, clinical: Clinical, count: int, seed: int) -> list[str]:
    return [
        f"{rule.__name__}: {read.leader.id} for {read.largest_cm2:.0f} cm2 of "
        f"{'/'.join(next(iter(read.painted.values())))}, {read.answers}"
        for read in random_readings(localiser, clinical, count, seed)
        for rule in ABSURD
        if rule(read)
    ]


def test_no_random_drawing_has_an_absurd_row(localiser: Localiser, clinical: Clinical) -> None:
    found = absurd(localiser, clinical, FEW, 17)
    assert not found, "\n".join(found[:20])


@pytest.mark.long
def test_twenty_thousand_random_drawings_have_no_absurd_row(localiser: Localiser, clinical: Clinical) -> None:
    found = absurd(localiser, clinical, MANY, 23)
    assert not found, "\n".join(found[:40])


def test_random_drawings_reach_from_a_dot_to_a_limb(localiser: Localiser, clinical: Clinical) -> None:
    sizes = [read.largest_cm2 for read in random_readings(localiser, clinical, 80, 5)]
    limits = [n.largest_cm2 for c in clinical.conditions.values() if (n := c.needs) and n.largest_cm2 is not None]
    assert min(sizes) < min(limits)
    assert max(sizes) > 5.0 * max(limits)
