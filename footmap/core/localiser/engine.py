"""The localiser as one object: built once for an atlas and a knowledge base, then a few milliseconds a ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..atlas import Atlas, MapId
from ..clinical import Clue, contradictions
from ..ids import CONSENSUS
from ..matching import Matcher
from ..paint import Paint
from ..views import SIDES, FloatArray, Side
from .answer_tables import AnswerTables
from .candidates import DEPTHS, Candidate, Case, Depth, Groups, collect, grouped
from .cells import Cells, Painted, build_cells
from .clue_evidence import ClueEvidence, ClueScorer, first_of
from .fields import Fields, build_fields
from .hypotheses import ClinicalKnowledge, Hypotheses, build_hypotheses
from .ledger import Ledger, Step
from .limb_answers import Given, LimbAnswers
from .limb_evidence import weigh_limbs
from .paint_evidence import LOSS, PaintEvidence, PaintScorer
from .redraw import Redraws
from .scoring import Scoring


@dataclass(frozen=True)
class Estimate:
    """What paint and clues say together.

    Attributes
    ----------
    nerves, levels, conditions : tuple of Candidate
        Best first.
    paint : PaintEvidence or None
        None where nothing is painted.
    clues : ClueEvidence
        Every answer with its contribution, and those passed over with the reason.
    evidence : (hypotheses,) float64
        All log evidence of paint and clues; how common they are is left out.
    contradictions : tuple of pairs of clue ids
        Answers that say opposite things; all of them counted.
    limbs : tuple of Side
        Limbs on which a cause may lie: those that are painted, and those on which something was found.
    """

    nerves: tuple[Candidate, ...]
    levels: tuple[Candidate, ...]
    conditions: tuple[Candidate, ...]
    paint: PaintEvidence | None
    clues: ClueEvidence
    evidence: FloatArray
    contradictions: tuple[tuple[str, str], ...]
    limbs: tuple[Side, ...] = ()

    @property
    def side(self) -> FloatArray | None:
        """Chance of right, left and both (hypotheses, 3) after paint and answers; None where neither says a limb."""
        if self.clues.limbs is not None:
            return self.clues.limbs.chance
        return None if self.paint is None else self.paint.side

    def at(self, depth: Depth) -> tuple[Candidate, ...]:
        """Candidates of a depth."""
        return {"nerve": self.nerves, "level": self.levels, "condition": self.conditions}[depth]


class Localiser:
    """Ranks nerves, levels and conditions by paint and clues.

    Attributes
    ----------
    matcher : Matcher
        Exact areas for the same atlas and map; what it needs of a view is prepared when that is first painted.

    Parameters
    ----------
    map_ : MapId
        Dermatome map by which levels are judged.
    cells, fields, matcher : optional
        Of the same atlas, knowledge and map, where they exist already.
    """

    def __init__(
        self,
        atlas: Atlas,
        knowledge: ClinicalKnowledge,
        scoring: Scoring,
        map_: MapId = CONSENSUS,
        cells: Cells | None = None,
        fields: Fields | None = None,
        matcher: Matcher | None = None,
    ) -> None:
        self.atlas, self.knowledge, self.scoring, self.map = atlas, knowledge, scoring, map_
        self.matcher = matcher or Matcher(atlas, map_)
        self.cells = cells or build_cells(atlas)
        self.hypotheses: Hypotheses = build_hypotheses(knowledge, scoring)
        pictures = self.hypotheses.pictures
        self.fields = fields or build_fields(atlas, self.cells, knowledge.anatomy, pictures, scoring, map_)
        self.paint_scorer = PaintScorer(self.cells, self.fields, self.hypotheses, scoring)
        self.clue_scorer = ClueScorer(knowledge, self.hypotheses, self.fields, self.cells.area_cm2, scoring)

    @cached_property
    def answer_tables(self) -> AnswerTables:
        """How often each hypothesis gives each answer, for the next question."""
        clues = tuple(self.knowledge.clues.values())
        return AnswerTables(self.clue_scorer, self.scoring, self.hypotheses.prior, clues)

    @cached_property
    def groups(self) -> Mapping[Depth, Groups]:
        """Hypotheses that each candidate of each depth stands for, with the share by which each counts."""
        return {d: grouped(d, self.hypotheses, self.knowledge.conditions) for d in DEPTHS}

    @cached_property
    def redraws(self) -> Redraws:
        """Redraws on the cells, for the stability; prepared when first needed."""
        return Redraws(self.cells)

    @property
    def confused(self) -> frozenset[frozenset[str]]:
        """Pairs of neighbouring levels whose pain fields overlap so far that pain cannot tell them apart."""
        return self.paint_scorer.confused

    @cached_property
    def _examined(self) -> frozenset[str]:
        return frozenset(c.id for c in self.knowledge.clues.values() if c.kind == "exam")

    def painted(self, paint: Paint) -> Painted:
        """Paint as parts of cells."""
        return {side: self.cells.painted(self.atlas, paint, side) for side in SIDES}

    def rank(self, paint: Paint, answers: Mapping[str, Given] | None = None) -> Estimate:
        """Candidates at the three depths for paint and answers (clue id -> answer id, or several)."""
        return self.rank_cells(self.painted(paint), answers)

    def rank_cells(self, painted: Painted, answers: Mapping[str, Given] | None = None) -> Estimate:
        """As `rank`, from parts of cells."""
        return self.rank_evidence(painted, self.paint_scorer.score(painted), answers)

    def rank_evidence(
        self,
        painted: Painted,
        paint: PaintEvidence | None,
        answers: Mapping[str, Given] | None = None,
        depths: Collection[Depth] = DEPTHS,
        *,
        limbs: LimbAnswers | None = None,
        with_rows: bool = True,
    ) -> Estimate:
        """As `rank`, where the paint was scored already; lists of other depths than asked for stay empty.

        Parameters
        ----------
        limbs : LimbAnswers, optional
            The answers for each limb, where they were given apart; they take the place of `answers`.
        with_rows : bool
            Whether the ledgers are needed, or the order alone.
        """
        answers = (answers or {}) if limbs is None else limbs.together
        h = self.hypotheses
        both_painted = all(any(p.any() for p in painted.get(side, {}).values()) for side in SIDES)
        loss_painted = paint is not None and paint.loss_share > 0

        def weigh(given: Mapping[str, Given]) -> ClueEvidence:
            return self.clue_scorer.weigh(given, both_painted=both_painted, loss_painted=loss_painted)

        untold = self.clue_scorer.untold(answers) if paint is not None else None
        if limbs is not None and limbs.differ:
            clues = weigh_limbs(weigh, limbs, h, None if paint is None else paint.side)
        else:
            clues = weigh(answers)
        steps: list[Step] = []
        if paint is not None and untold is not None:
            steps += [
                Step("place", paint.place),
                Step("unpainted", paint.unpainted),
                Step("bounds", paint.bounds),
                Step("roots", paint.roots),
                Step("quality", paint.quality),
                Step("untold", untold),
            ]
        steps += [Step("clue", r.contribution, r.clue, r.answer, r.sources) for r in clues.rows]
        nothing = np.zeros(len(h.items))
        steps += [
            Step("clue", nothing, id_, answer)
            for id_, answer in sorted(answers_passed_over(self.knowledge.clues, clues, answers))
        ]
        ledger = Ledger(steps or [Step("place", nothing)], h.share)
        case = Case(
            ledger,
            paint,
            clues,
            self._largest_cm2(painted, apart=paint is not None and paint.apart),
            self.confused,
            self._examined,
            self._numb_both(painted),
            one_limb=paint is not None and len(paint.painted) == 1 and not self._both_told(answers),
        )
        lists = {
            d: collect(d, h, self.knowledge.conditions, self.groups[d], case, self.scoring, with_rows=with_rows)
            if d in depths
            else ()
            for d in DEPTHS
        }
        return Estimate(
            nerves=lists["nerve"],
            levels=lists["level"],
            conditions=lists["condition"],
            paint=paint,
            clues=clues,
            evidence=np.sum([step.contribution for step in steps], axis=0) if steps else nothing,
            contradictions=contradictions(self.knowledge.clues, first_of(answers)),
            limbs=_limbs(paint, limbs),
        )

    def _both_told(self, answers: Mapping[str, Given]) -> bool:
        """Whether an answer says that both limbs are affected."""
        clues, given = self.knowledge.clues, first_of(answers)
        asked = [clue for id_ in given if (clue := clues.get(id_)) is not None and clue.asks_sides]
        return any(clue.answers[given[clue.id]].finds == "both" for clue in asked if given[clue.id] in clue.answers)

    @cached_property
    def _telling_skin(self) -> Mapping[str, FloatArray]:
        """Skin that is a sign of a condition where it is numb on both limbs: parts of cells, by region."""
        needs = [c.needs for c in self.knowledge.conditions.values() if c.needs is not None]
        return {id_: self.fields.region[id_] for one in needs for id_ in one.numb_both}

    def _numb_both(self, painted: Painted) -> frozenset[str]:
        """The regions among them of which a good part is numb or tingling on either limb."""
        limbs = [[part for q, part in painted.get(side, {}).items() if q in LOSS and part.any()] for side in SIDES]
        if not all(limbs):
            return frozenset()
        numb, area = [np.max(parts, axis=0) for parts in limbs], self.cells.area_cm2
        return frozenset(
            id_
            for id_, region in self._telling_skin.items()
            if all(region @ (part * area) >= self.scoring.pattern_from * (region @ area) for part in numb)
        )

    def _largest_cm2(self, painted: Painted, *, apart: bool) -> tuple[float, float, float]:
        """Painted skin that causes of the right limb, the left one and both explain: of the limb with more of it."""
        area = self.cells.area_cm2
        parts = ([*painted.get(side, {}).values()] for side in SIDES)
        right, left = (float(np.max(part, axis=0) @ area) if part else 0.0 for part in parts)
        larger = max(right, left)
        return (right, left, larger) if apart else (larger, larger, larger)


def _limbs(paint: PaintEvidence | None, answers: LimbAnswers | None) -> tuple[Side, ...]:
    painted = () if paint is None else paint.painted
    return tuple(side for side in SIDES if side in painted or (answers is not None and side in answers.own))


def answers_passed_over(
    clues: Mapping[str, Clue], found: ClueEvidence, answers: Mapping[str, Given]
) -> Iterator[tuple[str, str]]:
    """Answers that say nothing here, each with the clue; unknown ones are no answers."""
    for id_ in found.passed_over:
        if id_ in clues and first_of(answers).get(id_) in clues[id_].answers:
            yield id_, first_of(answers)[id_]
