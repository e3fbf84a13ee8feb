"""Which nerve, which level: a painted patient with answers, ranked by the student and by the localiser."""

from __future__ import annotations

from typing import Final

from footmap.core.anatomy import Site
from footmap.core.localiser.candidates import Candidate, Depth

from ..exercise import Exercise, Sentence, Thing
from ..patients import Patient, painted_cells, patient
from ..setting import NoExerciseError, Setting
from ..sources import disagreements_about, site_sources

RANKED: Final = 3
CHOICES: Final = 6
_TRIES: Final = 5
_AHEAD: Final = 0.3
"""Log units by which the first of three must lead the second; the second leads the third by a tenth of it."""


def rank_exercise(s: Setting) -> Exercise:
    """A patient whose nerve or level the localiser names first, from paint and a few answers."""
    site = s.material.clinical.anatomy.sites[s.subject]
    depth: Depth = "level" if site.kind == "root" else "nerve"
    truth = next(iter(site.roots)) if depth == "level" else site.nerve
    if truth is None:
        raise NoExerciseError(s.fact.id)
    for k in range(_TRIES):
        share = float(s.rng.uniform(0.35, 0.8)) if k < _TRIES - 1 else 1.0
        found = patient(s.material, s.body, s.side, site, s.rng, clues=2 + k // 2, share=share)
        if found is None:
            raise NoExerciseError(s.fact.id)
        order = ranking(s, found, depth)
        if clear(order, truth):
            return _exercise(s, site, depth, found, order)
    raise NoExerciseError(s.fact.id)


def ranking(s: Setting, found: Patient, depth: Depth) -> tuple[Candidate, ...]:
    """The localiser's list for a patient."""
    localiser = s.material.localiser(s.body)
    painted = painted_cells(localiser, found.drawing)
    scored = localiser.paint_scorer.score(painted)
    return localiser.rank_evidence(painted, scored, found.clues, (depth,), with_rows=False).at(depth)


def clear(order: tuple[Candidate, ...], truth: str) -> bool:
    """Whether the truth leads and the first three stand clearly apart."""
    if len(order) < CHOICES or order[0].id != truth:
        return False
    first, second, third, fourth = (c.support for c in order[:4])
    return first - second >= _AHEAD and min(second - third, third - fourth) >= _AHEAD / 10


def _exercise(s: Setting, site: Site, depth: Depth, found: Patient, order: tuple[Candidate, ...]) -> Exercise:
    of = "level" if depth == "level" else "nerve"
    ids = [c.id for c in order[:CHOICES]]
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind="rank",
        body=s.body,
        side=s.side,
        view=found.view,
        tone=s.tone,
        prompt=Sentence(f"ask_rank_{of}"),
        rule=Sentence("rule_rank"),
        best=tuple(ids[:RANKED]),
        choices=s.some_of([Thing("level" if depth == "level" else "nerve", id_) for id_ in ids], CHOICES),
        drawing=found.drawing,
        clues=found.clues,
        sources=site_sources(s.material, site.id),
        disagreements=disagreements_about(s.material, "levels" if depth == "level" else "nerves", ids[:1]),
    )
