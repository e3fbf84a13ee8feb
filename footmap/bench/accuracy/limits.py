"""What must never happen: L5 and S1 told apart by pain, a silent emergency, a nerve that leads for a mimic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import Redraws
from footmap.core.views import FloatArray, Side
from footmap.data.knowledge.clinical import Clinical

from .patients import part_of
from .published import flags_of

NEIGHBOURS: Final = ("L5", "S1")
TELLING: Final = 3.0
"""Likelihood ratio from which an answer is one of a condition's own clues."""


def random_drawings(localiser: Localiser, count: int, quality: str, rng: np.random.Generator) -> Iterator[Painted]:
    """Drawings of one quality: parts of what any lesion hurts, one or several, drawn again, one side or both."""
    redraws, fields = Redraws(localiser.cells), localiser.fields
    for _ in range(count):
        skin: FloatArray = np.zeros(localiser.cells.count)
        for row in rng.choice(len(fields.weight), size=int(rng.integers(1, 4))):
            whole = (fields.hurts[row] > rng.uniform(0.2, 0.7)).astype(np.float64)
            if whole.any():
                skin = np.maximum(skin, part_of(localiser.cells, whole, float(rng.uniform(0.02, 1.0)), rng))
        again = redraws.draw(skin, localiser.scoring.redraw_scale, 2, rng)
        sides: tuple[Side, ...] = ("right", "left") if rng.random() < 0.3 else ("right",)
        painted: Painted = {s: {quality: again[k]} for k, s in enumerate(sides) if again[k].any()}
        if painted:
            yield painted


def apart_by_pain(localiser: Localiser, count: int, seed: int = 3) -> list[float]:
    """How far L5 and S1 are apart in drawings of pain alone, log units."""
    out = []
    for painted in random_drawings(localiser, count, "pain", np.random.default_rng(seed)):
        support = {c.id: c.support for c in localiser.rank_cells(painted).levels}
        out.append(abs(support[NEIGHBOURS[0]] - support[NEIGHBOURS[1]]))
    return out


def own_clues(clinical: Clinical, condition: str) -> dict[str, str]:
    """The answers that speak for a condition, each clue with the one that speaks most."""
    out = {}
    for id_, clue in clinical.clues.items():
        best = max(clue.answers.values(), key=lambda a: a.ratios.get(condition, 0.0))
        if best.ratios.get(condition, 0.0) >= TELLING:
            out[id_] = best.id
    return out


def silent_emergencies(localiser: Localiser, clinical: Clinical) -> list[str]:
    """Emergencies that no flag names when their clues are answered."""
    out = []
    for id_, condition in clinical.conditions.items():
        if condition.urgency == "emergency":
            raised = flags_of(localiser, clinical, own_clues(clinical, id_), {})
            if not any(id_ in flag.named for flag in raised):
                out.append(id_)
    return out


def misleading_nerves(localiser: Localiser, clinical: Clinical) -> list[str]:
    """Causes without a nerve that, painted and with their clues answered, are led by a nerve or root strongly."""
    out = []
    sites = clinical.anatomy.sites
    for site, painted in _local_drawings(localiser):
        for condition in sites[site].conditions:
            leader = localiser.rank_cells(painted, own_clues(clinical, condition)).conditions[0]
            if sites[leader.site].kind != "local" and leader.words == "strongly for":
                out.append(f"{condition} -> {leader.id}")
    return out


def _local_drawings(localiser: Localiser) -> Iterator[tuple[str, Painted]]:
    """Every way in which a cause without a nerve hurts, drawn as pain."""
    fields, sites = localiser.fields, localiser.knowledge.anatomy.sites
    for row, k in enumerate(fields.row_site):
        if sites[fields.sites[k]].kind == "local":
            part = (fields.hurts[row] >= 0.5).astype(np.float64)
            if part.any():
                yield fields.sites[k], {"right": {"pain": part}}
