"""The constants of the scoring as one frozen value; ``assets/knowledge/scoring.yaml`` gives the reason of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scoring:
    """Numbers of the scoring; log units are natural logarithms, patches are independent statements of a drawing.

    The names are the ids of ``scoring.yaml``, where every value has its unit and reason.
    """

    patch_foot_cm2: float
    patch_leg_cm2: float
    patch_thigh_cm2: float
    blur_foot_mm: float
    blur_leg_mm: float
    n_cap: float
    n_min: float
    weight_numbness: float
    weight_tingling: float
    weight_burning: float
    weight_pain: float
    root_pain_factor: float
    background_sensory: float
    background_pain: float
    absence: float
    absence_limit: float
    absence_scale: float
    absence_from: float
    core_from: float
    full_from: float
    anchor_floor: float
    anchor_enough: float
    place_scale: float
    root_tie_from: float
    root_tie_overlap: float
    root_cap: float
    root_cap_pain: float
    root_cap_from: float
    level_step_pain: float
    level_step_sensory: float
    level_tail: float
    painless_skin: float
    prior_floor: float
    answer_floor: float
    reflex_base: float
    reflex_span: float
    reflex_both_base: float
    brisk_base: float
    skin_base: float
    skin_gain: float
    skin_absent: float
    skin_painful: float
    pattern_base: float
    told_moderate: float
    told_severe: float
    explains_from: float
    explains_ratio: float
    sign_untold: float
    sign_ratio: float
    cause_ratio: float
    cause_behind: float
    word_strong: float
    word_for: float
    word_crowd: float
    word_for_crowd: float
    told_from: float
    behind: float
    strong: float
    slight: float
    pair_single: float
    pair_need: float
    pair_adds: float
    pair_prior: float
    pair_offer: float
    fits_from: float
    stocking_from: float
    both_from: float
    patchy_from: float
    alike_from: float
    pattern_from: float
    tied: float
    question_gain: float
    question_base: float
    flag_from: float
    question_seconds: float
    question_tool: float
    stable_from: float
    redraw_jaccard: float
    redraw_scale: float
    fit_scale: float

    def level_step(self, loss_share: float) -> float:
        """How far neighbouring roots are told apart by paint, log units; `loss_share` of it is numbness or tingling."""
        return self.level_step_pain * (1.0 - loss_share) + self.level_step_sensory * loss_share

    def quality_weight(self, quality: str) -> float:
        """How much a painted patch of a quality says, 0-1."""
        value = getattr(self, f"weight_{quality}")
        assert isinstance(value, float)
        return value
