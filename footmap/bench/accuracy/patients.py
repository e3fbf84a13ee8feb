"""Drawings that were made up: territories painted in part, and patients from the forward model.

They come from the same atlas as the engine, so their figures are upper bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from footmap.core.clinical import Clue, Needs
from footmap.core.localiser.candidates import Depth, members
from footmap.core.localiser.cells import FOOT, Cells, Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.paint_evidence import HURTS
from footmap.core.localiser.questions import answer_chances, next_questions
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
    filled : float
        Share of the territory that is painted, 0-1.
    """

    name: str
    truth: Mapping[Depth, frozenset[str]]
    test: str
    painted: Painted
    filled: float


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


@dataclass(frozen=True)
class Patient:
    """A made-up patient.

    Attributes
    ----------
    hypothesis : int
        What the patient has, index into the hypotheses of the localiser.
    severity : int
        0 sensory only, 1 moderate, 2 severe.
    told : mapping of clue id to answer
        What the patient says or shows unasked.
    """

    hypothesis: int
    severity: int
    truth: Mapping[Depth, frozenset[str]]
    painted: Painted
    told: Mapping[str, str] = field(default_factory=dict)


class Patients:
    """Patients with a lesion each: their own borders, part of it painted, some of it misplaced, drawn once more.

    Whose condition has a size or hurts draws like that; and whoever has one that shows by a sign of its own (a twist, a
    rash, a known disease) tells it as often as the knowledge base gives that answer, for that is why people come. A few
    of all tell the sign of something else.

    Parameters
    ----------
    localiser : Localiser
    redraws : Redraws
    scale : float
        Of the redraw.
    """

    def __init__(self, localiser: Localiser, redraws: Redraws, scale: float) -> None:
        self._localiser, self._redraws, self._scale = localiser, redraws, scale

    def equally_often(self, depth: Depth, count: int, rng: np.random.Generator) -> Iterator[Patient]:
        """Patients of every candidate of a depth in turn; its places as often as they are hit."""
        h = self._localiser.hypotheses
        groups = list(members(depth, h, self._localiser.knowledge.conditions).values())
        for k in range(count):
            index = np.array([i for i, _ in groups[k % len(groups)]])
            weight = h.prior[index] * np.array([w for _, w in groups[k % len(groups)]])
            yield self.draw(int(rng.choice(index, p=weight / weight.sum())), rng)

    def as_common(self, count: int, rng: np.random.Generator) -> Iterator[Patient]:
        """Patients with every condition as often as it is met."""
        h = self._localiser.hypotheses
        prior = np.where([item.condition is not None for item in h.items], h.prior, 0.0)
        for k in rng.choice(len(prior), size=count, p=prior / prior.sum()):
            yield self.draw(int(k), rng)

    def draw(self, hypothesis: int, rng: np.random.Generator) -> Patient:
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
        needs = self._needs(hypothesis)
        first = self._within(self._again(skin, rng), needs, rng)
        quality = str(rng.choice(["numbness", "tingling", "burning"], p=[0.45, 0.35, 0.2])) if sensory else "pain"
        if needs is not None and needs.pain and quality not in HURTS:
            quality = "pain"
        side: Side = "right" if rng.random() < 0.5 else "left"
        painted: dict[Side, dict[str, FloatArray]] = {side: {quality: first}}
        if rng.random() < h.both[hypothesis]:
            painted["left" if side == "right" else "right"] = {
                quality: self._within(self._again(first, rng), needs, rng)
            }
        truth: dict[Depth, frozenset[str]] = {}
        if item.site.kind == "nerve" and item.site.nerve is not None:
            truth["nerve"] = frozenset({item.site.nerve})
        levels = frozenset(v for v, part in item.site.roots.items() if part >= 0.8)
        if levels:
            truth["level"] = levels
        if item.condition is not None:
            truth["condition"] = frozenset(filter(None, (item.condition, item.mechanism)))
        severity = int(rng.choice(3, p=h.severity[hypothesis]))
        return Patient(hypothesis, severity, truth, painted, self._told(hypothesis, severity, rng))

    def _needs(self, hypothesis: int) -> Needs | None:
        id_ = self._localiser.hypotheses.items[hypothesis].condition
        return None if id_ is None else self._localiser.knowledge.conditions[id_].needs

    def _within(self, skin: FloatArray, needs: Needs | None, rng: np.random.Generator) -> FloatArray:
        """A drawing that is no larger than the lesion can be."""
        size = float(skin @ self._localiser.cells.area_cm2)
        if needs is None or needs.largest_cm2 is None or size <= needs.largest_cm2:
            return skin
        return part_of(self._localiser.cells, skin, needs.largest_cm2 / size, rng)

    def _told(self, hypothesis: int, severity: int, rng: np.random.Generator) -> dict[str, str]:
        """The sign of the patient's own condition as often as it has it, now and then that of something else."""
        loc, signs = self._localiser, self._signs
        clues = loc.knowledge.clues
        out: dict[str, str] = {}
        own = signs.get(loc.hypotheses.items[hypothesis].condition or "", ())
        if own:
            clue, answer = own[int(rng.integers(len(own)))]
            chances = answer_chances(loc, clues[clue], out)[hypothesis, severity]
            if rng.random() < chances[list(clues[clue].answers).index(answer)]:
                out[clue] = answer
        if rng.random() < loc.scoring.question_base:
            every = [sign for some in signs.values() for sign in some]
            clue, answer = every[int(rng.integers(len(every)))]
            out.setdefault(clue, answer)
        return out

    @cached_property
    def _signs(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Of each condition that needs a sign the answers that name it most (clue, answer)."""
        out: dict[str, list[tuple[str, str]]] = {}
        for id_, condition in self._localiser.knowledge.conditions.items():
            needs = condition.needs
            if needs is not None and needs.named_after:
                out[id_] = [(clue, answer) for clue, answers in needs.named_after.items() for answer in answers]
            elif needs is not None and needs.sign:
                naming = {
                    (clue.id, answer.id): answer.ratios[id_]
                    for clue in self._localiser.knowledge.clues.values()
                    if clue.applies_if is None
                    for answer in clue.answers.values()
                    if answer.ratios.get(id_, 0.0) >= self._localiser.scoring.sign_ratio
                }
                most = max(naming.values(), default=0.0)
                out[id_] = [sign for sign, ratio in naming.items() if ratio == most]
        return out

    def _again(self, skin: FloatArray, rng: np.random.Generator) -> FloatArray:
        out = self._redraws.draw(skin, self._scale, 1, rng)[0]
        return out if out.any() else skin


def examined_at_random(localiser: Localiser, patient: Patient, rng: np.random.Generator) -> dict[str, str]:
    """What the patient tells, and three findings of power, reflexes and sensation that nobody chose."""
    clues = [c for c in localiser.knowledge.clues.values() if c.kind == "exam" and c.family is None]
    known = [c for c in clues if c.finding is not None and c.finding.target != "all" and c.finding.kind != "rates"]
    known = [c for c in known if c.id not in patient.told]
    out = dict(patient.told)
    for k in rng.permutation(len(known))[:EXAM]:
        out[known[k].id] = _answer(localiser, known[k], patient, out, rng)
    return out


def examined_as_asked(localiser: Localiser, patient: Patient, rng: np.random.Generator) -> dict[str, str]:
    """What the patient tells, and three findings for which the next question asks, one after the other.

    Fewer where it asks for none.
    """
    out = dict(patient.told)
    while len(out) < EXAM + len(patient.told):
        estimate = localiser.rank_cells(patient.painted, out)
        asked = next_questions(localiser, patient.painted, out, estimate, most=1, kinds=("exam",))
        if not asked:
            break
        clue = localiser.knowledge.clues[asked[0].clue]
        out[clue.id] = _answer(localiser, clue, patient, out, rng)
    return out


def _answer(
    localiser: Localiser, clue: Clue, patient: Patient, answers: Mapping[str, str], rng: np.random.Generator
) -> str:
    """An answer as often as the knowledge base gives it to such a patient."""
    chances = answer_chances(localiser, clue, answers)[patient.hypothesis, patient.severity]
    return list(clue.answers)[int(rng.choice(len(chances), p=chances))]


def redraw_scale(localiser: Localiser, redraws: Redraws, rng: np.random.Generator) -> float:
    """Scale of a redraw that gives the overlap measured in patients, on parts of territories."""
    fields, cells = localiser.fields, localiser.cells
    rows = rng.permutation(len(fields.weight))[:25]
    parts = [(fields.felt[r] > 0.5).astype(np.float64) for r in rows]
    drawings = [part_of(cells, p, 0.6, rng) for p in parts if p.sum() > 4]
    return calibrated_scale(redraws, drawings, localiser.scoring.redraw_jaccard, rng)
