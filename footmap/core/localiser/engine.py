"""The localiser as one object: built once for an atlas and a knowledge base, then a few milliseconds a ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..atlas import Atlas, MapId
from ..clinical import contradictions
from ..ids import CONSENSUS
from ..matching import Matcher
from ..paint import Paint
from ..views import SIDES, FloatArray
from .answer_tables import AnswerTables
from .candidates import DEPTHS, Candidate, Depth, collect
from .cells import Cells, Painted, build_cells
from .clue_evidence import ClueEvidence, ClueScorer
from .fields import Fields, build_fields
from .hypotheses import ClinicalKnowledge, Hypotheses, build_hypotheses
from .ledger import Step
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
        All log evidence of paint and clues, prior left out.
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

    Parameters
    ----------
    map_ : MapId
        Dermatome map by which levels are judged.
    cells : Cells, optional
        Cells of the same atlas, where they exist already.
    """

    def __init__(
        self,
        atlas: Atlas,
        knowledge: ClinicalKnowledge,
        scoring: Scoring,
        map_: MapId = CONSENSUS,
        cells: Cells | None = None,
        fields: Fields | None = None,
    ) -> None:
        self.atlas, self.knowledge, self.scoring, self.map = atlas, knowledge, scoring, map_
        self.cells = cells or build_cells(atlas)
        self.hypotheses: Hypotheses = build_hypotheses(knowledge, scoring)
        pictures = self.hypotheses.pictures
        self.fields = fields or build_fields(atlas, self.cells, knowledge.anatomy, pictures, scoring, map_)
        self.paint_scorer = PaintScorer(self.cells, self.fields, self.hypotheses, scoring)
        self.clue_scorer = ClueScorer(knowledge, self.hypotheses, self.fields, self.cells.area_cm2, scoring)

    @cached_property
    def answer_tables(self) -> AnswerTables:
        """How often each hypothesis gives each answer, for the next question."""
        return AnswerTables(self.clue_scorer, self.scoring, self.hypotheses.prior)

    @cached_property
    def matcher(self) -> Matcher:
        """Exact areas for the same atlas and map; prepared when first needed, which takes longer than a ranking."""
        return Matcher(self.atlas, self.map)

    @cached_property
    def redraws(self) -> Redraws:
        """Redraws on the cells, for the stability; prepared when first needed."""
        return Redraws(self.cells)

    def painted(self, paint: Paint) -> Painted:
        """Paint as parts of cells."""
        return {side: self.cells.painted(self.atlas, paint, side) for side in SIDES}

    def rank(self, paint: Paint, answers: Mapping[str, str] | None = None) -> Estimate:
        """Candidates at the three depths for paint and answers (clue id -> answer id)."""
        return self.rank_cells(self.painted(paint), answers)

    def rank_cells(self, painted: Painted, answers: Mapping[str, str] | None = None) -> Estimate:
        """As `rank`, from parts of cells."""
        return self.rank_evidence(painted, self.paint_scorer.score(painted), answers)

    def rank_evidence(
        self, painted: Painted, paint: PaintEvidence | None, answers: Mapping[str, str] | None = None
    ) -> Estimate:
        """As `rank`, where the paint was scored already."""
        answers = answers or {}
        h = self.hypotheses
        steps: list[Step] = []
        if paint is not None:
            steps += [
                Step("place", paint.place),
                Step("unpainted", paint.unpainted),
                Step("roots", paint.roots),
                Step("quality", paint.quality),
            ]
        start = np.sum([s.contribution for s in steps], axis=0) if steps else np.zeros(len(h.items))
        clues = ClueEvidence((), {}, h.severity)
        if answers:
            clues = self.clue_scorer.chain(
                answers,
                start + np.log(h.prior),
                both_painted=all(any(p.any() for p in painted.get(side, {}).values()) for side in SIDES),
                loss_painted=paint is not None and paint.loss_share > 0,
            )
            steps += [Step("clue", r.contribution, r.clue, r.answer, r.sources) for r in clues.rows]
        if not steps:
            steps = [Step("place", np.zeros(len(h.items)))]
        lists = {d: collect(d, h, self.knowledge.conditions, steps, paint, self.scoring) for d in DEPTHS}
        return Estimate(
            nerves=lists["nerve"],
            levels=lists["level"],
            conditions=lists["condition"],
            paint=paint,
            clues=clues,
            evidence=np.sum([s.contribution for s in steps], axis=0),
            contradictions=contradictions(self.knowledge.clues, answers),
        )
