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
from ..views import SIDES, FloatArray
from .answer_tables import AnswerTables
from .candidates import DEPTHS, Candidate, Case, Depth, Groups, collect, grouped
from .cells import Cells, Painted, build_cells
from .clue_evidence import ClueEvidence, ClueScorer, Given, first_of
from .fields import Fields, build_fields
from .hypotheses import ClinicalKnowledge, Hypotheses, build_hypotheses
from .ledger import Ledger, Step
from .limb_evidence import of_limb
from .paint_evidence import PaintEvidence, PaintScorer
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
    """

    nerves: tuple[Candidate, ...]
    levels: tuple[Candidate, ...]
    conditions: tuple[Candidate, ...]
    paint: PaintEvidence | None
    clues: ClueEvidence
    evidence: FloatArray
    contradictions: tuple[tuple[str, str], ...]

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
        elsewhere: Mapping[str, Given] | None = None,
        with_rows: bool = True,
    ) -> Estimate:
        """As `rank`, where the paint was scored already; lists of other depths than asked for stay empty.

        Parameters
        ----------
        elsewhere : mapping of clue id to answer id, optional
            Found on the limb that is not painted: it counts for what affects both limbs alone.
        with_rows : bool
            Whether the ledgers are needed, or the order alone.
        """
        answers = answers or {}
        h = self.hypotheses
        both_painted = all(any(p.any() for p in painted.get(side, {}).values()) for side in SIDES)
        loss_painted = paint is not None and paint.loss_share > 0
        clues = self.clue_scorer.weigh(answers, both_painted=both_painted, loss_painted=loss_painted)
        untold = self.clue_scorer.untold(answers) if paint is not None else None
        if elsewhere:
            answers = {**elsewhere, **answers}
            wide = self.clue_scorer.weigh(
                {**answers, **elsewhere}, both_painted=both_painted, loss_painted=loss_painted
            )
            clues = of_limb(clues, wide, self.hypotheses)
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
        case = Case(ledger, paint, clues, self._largest_cm2(painted), self.confused, self._examined)
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
        )

    def _largest_cm2(self, painted: Painted) -> float:
        """Painted skin of the limb with more of it."""
        return max(
            (float(np.max(list(q.values()), axis=0) @ self.cells.area_cm2) for q in painted.values() if q), default=0.0
        )


def answers_passed_over(
    clues: Mapping[str, Clue], found: ClueEvidence, answers: Mapping[str, Given]
) -> Iterator[tuple[str, str]]:
    """Answers that say nothing here, each with the clue; unknown ones are no answers."""
    for id_ in found.passed_over:
        if id_ in clues and first_of(answers).get(id_) in clues[id_].answers:
            yield id_, first_of(answers)[id_]
