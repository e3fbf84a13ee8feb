"""Telling two causes apart: which question next, judged by the information that its answer brings."""

from __future__ import annotations

from typing import Final

import numpy as np

from footmap.core.drawing import Drawing
from footmap.core.views import FloatArray
from footmap.data.knowledge.study import Distinction

from ..exercise import Exercise, Sentence, Thing
from ..facts import fact_by_id
from ..material import Material
from ..patients import chances, of_sites, patient
from ..setting import NoExerciseError, Setting
from ..sources import disagreements_about

CHOICES: Final = 4
_BEST_OF: Final = 8
"""The right question is one of so many of the most telling."""
_LEAST: Final = 0.02
"""Natural log units below which a question tells nothing worth asking."""


def apart_exercise(s: Setting) -> Exercise:
    """The question that tells most between two causes, among others that tell less."""
    pair = distinction_of(s.material, s.fact.id)
    gains = question_gains(s.material, s.body, pair)
    telling = [clue for clue in gains if gains[clue] >= _LEAST][:_BEST_OF]
    if not telling:
        raise NoExerciseError(s.fact.id)
    best = s.one_of(telling)
    less = [c for c in gains if gains[c] * s.material.rule("clear_margin") <= gains[best] and c != best]
    if len(less) < CHOICES - 1:
        raise NoExerciseError(s.fact.id)
    wrong = s.some_of(less[: 4 * CHOICES], CHOICES - 1)
    site = s.material.clinical.anatomy.sites[s.one_of(pair.one_sites)]
    seen = patient(s.material, s.body, s.side, site, s.rng, clues=0, share=float(s.rng.uniform(0.2, 0.5)))
    one, other = (tuple(thing(s.material, id_) for id_ in ids) for ids in (pair.one, pair.other))
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind="apart",
        body=s.body,
        side=s.side,
        view=seen.view if seen is not None else "leg_anterior",
        tone=s.tone,
        prompt=Sentence("ask_apart", {"one": one, "other": other}),
        rule=Sentence("rule_apart"),
        best=(best,),
        choices=s.some_of([Thing("clue", clue) for clue in (best, *wrong)], CHOICES),
        drawing=seen.drawing if seen is not None else Drawing(),
        sources=pair.sources,
        disagreements=disagreements_about(s.material, "clues", (best,)),
    )


def distinction_of(material: Material, fact_id: str) -> Distinction:
    """The pair of a fact."""
    subjects = fact_by_id(material.facts, fact_id).subjects
    return next(p for p in material.study.distinctions if (*p.one, *p.other) == subjects)


def thing(material: Material, id_: str) -> Thing:
    """A nerve, level or condition."""
    base = material.clinical.base
    return Thing("nerve" if id_ in base.nerves else "level" if id_ in base.levels else "condition", id_)


def question_gains(material: Material, body: str, pair: Distinction) -> dict[str, float]:
    """Expected information gain of each question between two causes thought equally likely, most first."""
    return material.keep(("gains", body, pair.one, pair.other), lambda: _gains(material, body, pair))


def _gains(material: Material, body: str, pair: Distinction) -> dict[str, float]:
    localiser = material.localiser(body)
    one, other = of_sites(localiser, pair.one_sites), of_sites(localiser, pair.other_sites)
    gains = {}
    for clue in material.clinical.clues.values():
        if clue.applies_if is None and clue.family is None and not clue.shown_by_paint and not clue.repeats_paint:
            table = chances(material, body, clue.id)
            gains[clue.id] = information(one @ table, other @ table)
    return dict(sorted(gains.items(), key=lambda item: -item[1]))


def information(one: FloatArray, other: FloatArray) -> float:
    """Information, natural log units, that an answer brings between two causes of even odds.

    Notes
    -----
    The Jensen-Shannon divergence of both distributions of answers (Lin 1991), which the localiser's next question
    maximises for more than two.
    """
    both = (one + other) / 2.0
    return float(_entropy(both) - (_entropy(one) + _entropy(other)) / 2.0)


def _entropy(p: FloatArray) -> float:
    return float(-(p * np.log(np.where(p > 0.0, p, 1.0))).sum())
