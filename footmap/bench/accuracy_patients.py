"""Drawings that were made up: territories painted in part, and patients from the forward model.

They come from the same atlas as the engine, so their figures are upper bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from footmap.core.localiser.candidates import Depth
from footmap.core.localiser.cells import FOOT, Cells
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.paint_evidence import Painted
from footmap.core.localiser.redraw import Redraws, calibrated_scale
from footmap.core.views import FloatArray, Side

COVERED: Final = ((0.25, 0.2), (0.45, 0.3), (0.7, 0.3), (1.0, 0.2))
"""Share of a territory that people paint, and how often."""
BORDER_MM: Final = (5.0, 12.0)
"""How far the borders of a person lie from the mean, on foot and leg."""
SPOT_MM: Final = 10.0
EXAM: Final = 3


@dataclass(frozen=True)
class Drawn:
    """A made-up drawing with what counts as right.

    Attributes
    ----------
    truth : mapping of depth to ids
    test : str
        What was done to the territory.
    """

    name: str
    truth: Mapping[Depth, frozenset[str]]
    test: str
    painted: Painted
    answers: Mapping[str, str]


def part_of(cells: Cells, skin: FloatArray, share: float, rng: np.random.Generator) -> FloatArray:
    """A connected part of some skin with a share of its area: all of it that lies nearest to a random point."""
    weight = skin * cells.area_cm2
    middle = cells.point_mm[rng.choice(len(skin), p=weight / weight.sum())]
    order = np.argsort(np.linalg.norm(cells.point_mm - middle, axis=1))
    inside = np.cumsum(weight[order]) <= max(share * weight.sum(), float(weight[order[0]]))
    out = np.zeros(len(skin))
    out[order[inside]] = skin[order[inside]]
    return out


def spot(cells: Cells, skin: FloatArray) -> FloatArray:
    """A spot two centimetres wide in the middle of some skin."""
    middle = np.average(cells.point_mm, axis=0, weights=skin * cells.area_cm2)
    gap = np.where(skin > 0.5 * skin.max(), np.linalg.norm(cells.point_mm - middle, axis=1), np.inf)
    centre = int(np.argmin(gap))
    near = cells.near[centre][cells.gap_mm[centre] <= SPOT_MM]
    out = np.zeros(len(skin))
    out[near] = 1.0
    return out


def self_retrieval(localiser: Localiser, redraws: Redraws, rng: np.random.Generator) -> Iterator[Drawn]:
    """Every nerve and every level of every map: whole, half, 30 %, a spot, and moved by 5, 10 and 15 mm."""
    cells = localiser.cells
    core = {(c.layer, c.id, c.part, c.map): k for k, c in enumerate(cells.columns) if c.zone == "core"}
    for k, column in enumerate(cells.columns):
        if column.layer not in ("nerve", "level") or column.zone != "usual":
            continue
        skin = cells.share[:, k].astype(np.float64)
        if (skin * cells.area_cm2).sum() < 0.5:
            continue
        depth: Depth = "nerve" if column.layer == "nerve" else "level"
        name = " ".join(x for x in (column.map, column.id, column.part) if x)
        truth: Mapping[Depth, frozenset[str]] = {depth: frozenset({column.id})}
        inner = core.get((column.layer, column.id, column.part, column.map))
        middle = skin if inner is None else cells.share[:, inner].astype(np.float64)
        tests = {"whole": skin, "half": part_of(cells, skin, 0.5, rng), "30 %": part_of(cells, skin, 0.3, rng)}
        tests["2 cm spot"] = spot(cells, middle if middle.any() else skin)
        for mm in (5, 10, 15):
            direction = rng.normal(size=3)
            tests[f"moved {mm} mm"] = redraws.moved(skin, mm * direction / np.linalg.norm(direction))
        for test, part in tests.items():
            if part.any():
                yield Drawn(name, truth, test, {"right": {"numbness": part}}, {})


class Patients:
    """Patients with a lesion each: their own borders, part of it painted, some of it misplaced, drawn once more.

    Parameters
    ----------
    localiser : Localiser
    redraws : Redraws
    scale : float
        Of the redraw.
    """

    def __init__(self, localiser: Localiser, redraws: Redraws, scale: float) -> None:
        self._localiser, self._redraws, self._scale = localiser, redraws, scale

    def draw(self, hypothesis: int, rng: np.random.Generator) -> Drawn:
        """One patient with a hypothesis of the localiser."""
        loc = self._localiser
        h, cells, fields = loc.hypotheses, loc.cells, loc.fields
        item = h.items[hypothesis]
        rows = np.flatnonzero(fields.row_site == h.site[hypothesis])
        row = int(rng.choice(rows, p=fields.weight[rows] / fields.weight[rows].sum()))
        sensory = rng.random() < h.sensory[hypothesis]
        field = (fields.felt if sensory else fields.hurts)[row].astype(np.float64)
        border = np.where(cells.part == FOOT, *BORDER_MM)[:, None]
        own = self._redraws.moved(field, self._redraws.smooth_field(rng, 24, 90.0) * border)
        skin = (own > rng.uniform(0.3, 0.6)).astype(np.float64)
        if not skin.any():
            skin = (field >= 0.8 * field.max()).astype(np.float64)
        shares, often = zip(*COVERED, strict=True)
        skin = part_of(cells, skin, float(rng.choice(shares, p=often)), rng)
        if rng.random() < (0.15 if sensory else 0.35):  # spread beyond the territory
            centre = int(rng.choice(np.flatnonzero(skin)))
            reach = 30.0 if cells.part[centre] == FOOT else 70.0
            away = cells.point_mm[centre] + rng.normal(size=3) * 20.0
            skin = np.maximum(skin, np.linalg.norm(cells.point_mm - away, axis=1) < reach)
        first = self._again(skin, rng)
        quality = str(rng.choice(["numbness", "tingling", "burning"], p=[0.45, 0.35, 0.2])) if sensory else "pain"
        side: Side = "right" if rng.random() < 0.5 else "left"
        painted: dict[Side, dict[str, FloatArray]] = {side: {quality: first}}
        if rng.random() < h.both[hypothesis]:
            painted["left" if side == "right" else "right"] = {quality: self._again(first, rng)}
        truth: dict[Depth, frozenset[str]] = {}
        if item.site.kind == "nerve" and item.site.nerve is not None:
            truth["nerve"] = frozenset({item.site.nerve})
        levels = frozenset(v for v, part in item.site.roots.items() if part >= 0.8)
        if levels:
            truth["level"] = levels
        if item.condition is not None:
            truth["condition"] = frozenset({item.condition})
        return Drawn(item.site.id, truth, "sensory" if sensory else "pain", painted, self._exam(hypothesis, rng))

    def _again(self, skin: FloatArray, rng: np.random.Generator) -> FloatArray:
        out = self._redraws.draw(skin, self._scale, 1, rng)[0]
        return out if out.any() else skin

    def _exam(self, hypothesis: int, rng: np.random.Generator) -> dict[str, str]:
        """Examination answers as often as the forward model gives them."""
        loc = self._localiser
        severity = int(rng.choice(3, p=loc.hypotheses.severity[hypothesis]))
        asked = [c for c in loc.knowledge.clues.values() if c.kind == "exam" and c.family is None and c.finding]
        out: dict[str, str] = {}
        for k in rng.permutation(len(asked)):
            clue = asked[k]
            if clue.finding is None or clue.finding.target == "all":
                continue
            chances = [(a, loc.clue_scorer.chances(clue, a, {})) for a in clue.answers.values()]
            known = [(a.id, float(p[hypothesis, severity])) for a, p in chances if p is not None]
            if len(known) < 2:
                continue
            total = sum(p for _, p in known)
            out[clue.id] = known[int(rng.choice(len(known), p=[p / total for _, p in known]))][0]
            if len(out) == EXAM:
                break
        return out


def redraw_scale(localiser: Localiser, redraws: Redraws, rng: np.random.Generator) -> float:
    """Scale of a redraw that gives the overlap measured in patients, on parts of territories."""
    fields, cells = localiser.fields, localiser.cells
    rows = rng.permutation(len(fields.weight))[:25]
    parts = [(fields.felt[r] > 0.5).astype(np.float64) for r in rows]
    drawings = [part_of(cells, p, 0.6, rng) for p in parts if p.sum() > 4]
    return calibrated_scale(redraws, drawings, localiser.scoring.redraw_jaccard, rng)
