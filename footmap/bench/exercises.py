"""Whether generated exercises are fair: one best answer, the right one scores, its neighbours and scribbles do not."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final

import numpy as np
from shapely import Point

from footmap.core.geometry import widen
from footmap.core.ids import ViewId
from footmap.core.skin import PatchPaint
from footmap.study.confusable import subjects
from footmap.study.exercise import Exercise, PaintAnswer, PointAnswer
from footmap.study.exercises.patients import RANKED
from footmap.study.facts import facts_of
from footmap.study.generate import MAKERS, generate
from footmap.study.grade import choice_score, grade, rank_score, score_paint
from footmap.study.marking import as_drawn_on, mark_paint
from footmap.study.material import BODIES, Material
from footmap.study.place import facts_of_view
from footmap.study.setting import NoExerciseError
from footmap.study.territory import SkinKey

from .result import Result

COUNT: Final = 10_000
SEED: Final = 20
OWN_FROM: Final = 0.95
NEIGHBOUR_BELOW: Final = 0.5
BLOB_BELOW: Final = 0.2
MARK_MS: Final = 50.0
_BLOB_MM: Final = (10.0, 45.0)
_LEAST_CM2: Final = 0.5
"""A neighbour of which a picture shows less is not drawn on it."""


@dataclass
class Tally:
    """What was found; lists hold what fails, by exercise id.

    Attributes
    ----------
    made : counter of kind
    neighbours, excused : int
        Neighbours whose drawing was scored, and those that share too much skin.
    highest_neighbour, lowest_own : float
    blobs : list of float
        Scores of blobs whose middle lies anywhere on the skin that counts.
    aside : list of float
        Of those, the ones whose middle lies beside the territory.
    mark_ms : list of float
        Processor time that the score of a painted answer took.
    """

    made: Counter[str] = field(default_factory=Counter)
    not_one_best: list[str] = field(default_factory=list)
    own_low: list[str] = field(default_factory=list)
    neighbour_high: list[str] = field(default_factory=list)
    neighbours: int = 0
    excused: int = 0
    highest_neighbour: float = 0.0
    lowest_own: float = 1.0
    blobs: list[float] = field(default_factory=list)
    aside: list[float] = field(default_factory=list)
    mark_ms: list[float] = field(default_factory=list)


def exercises(material: Material, count: int, seed: int = SEED, view: ViewId | None = None) -> Iterator[Exercise]:
    """Exercises of every fact and kind in turn; with a view, about the skin that it shows."""
    rng = np.random.default_rng(seed)
    facts = material.facts
    if view is not None:
        facts = facts_of_view(facts_of(facts, "core"), material.atlas(BODIES[0]), view)
    asked = [(fact, kind) for fact in facts for kind in MAKERS[fact.kind]]
    made = 0
    none: set[int] = set()
    while made < count and len(none) < len(asked):
        for k, (fact, kind) in enumerate(asked):
            if made == count or k in none:
                continue
            try:
                yield generate(fact, rng, material, kind, view=view)
                made += 1
            except NoExerciseError:
                none.add(k)


def check(
    material: Material,
    count: int,
    seed: int = SEED,
    progress: Callable[[str], None] = lambda _: None,
    view: ViewId | None = None,
) -> Tally:
    """Make and answer exercises, as `exercises` makes them."""
    tally, rng = Tally(), np.random.default_rng([seed, 1])
    for k, exercise in enumerate(exercises(material, count, seed, view)):
        if k % 500 == 0:
            progress(f"{k} of {count} exercises")
        tally.made[exercise.kind] += 1
        if exercise.kind == "paint":
            _check_paint(material, exercise, tally, rng)
        elif exercise.kind == "point":
            _check_point(material, exercise, tally)
        elif exercise.kind == "rank":
            _check_rank(exercise, tally)
        else:
            _check_choice(material, exercise, tally)
    return tally


def run(count: int = COUNT, progress: Callable[[str], None] = lambda _: None) -> list[Result]:
    """The figures of the exercises."""
    tally = check(Material(), count, progress=progress)
    made = ", ".join(f"{n} {kind}" for kind, n in sorted(tally.made.items()))
    mark = float(np.percentile(tally.mark_ms, 95)) if tally.mark_ms else 0.0
    blobs, aside = np.array(tally.blobs or [0.0]), np.array(tally.aside or [0.0])
    return [
        Result(f"exercises made, seed {SEED} ({made})", float(sum(tally.made.values())), "", float(count), False),
        Result("exercises without exactly one best answer", float(len(tally.not_one_best)), "", 0.0),
        Result("lowest score of an exercise's own answer", tally.lowest_own, "", OWN_FROM, False),
        Result(
            f"highest score of a neighbour's drawing ({tally.neighbours} drawn, {tally.excused} share too much skin)",
            tally.highest_neighbour,
            "",
            NEIGHBOUR_BELOW,
        ),
        Result("blobs beside the territory that reach 20 %", float(np.mean(aside >= BLOB_BELOW)), "", 0.0),
        Result("highest score of a blob beside the territory", float(aside.max()), "", BLOB_BELOW),
        Result("blobs anywhere, also on it, below 20 %", float(np.mean(blobs < BLOB_BELOW)), "", 0.95, False),
        Result("score of a painted answer, CPU, 95th percentile", mark, "ms", MARK_MS),
    ]


def own_paint(material: Material, exercise: Exercise) -> PatchPaint:
    """The usual skin of the target, painted as a stroke would be."""
    key = key_of(material, exercise)
    return material.keep(("own", exercise.body, key.layer, key.id, key.view), lambda: _painted(material, exercise, key))


def key_of(material: Material, exercise: Exercise) -> SkinKey:
    """The marking key of an exercise with a target."""
    assert exercise.target is not None
    return material.skin(exercise.body, exercise.target.layer, exercise.target.id, exercise.target.view)


def blob(material: Material, exercise: Exercise, rng: np.random.Generator) -> tuple[PatchPaint, bool]:
    """A round scribble somewhere on the skin that counts, and whether its middle lies beside the territory."""
    limb, key = material.limb(exercise.body), key_of(material, exercise)
    cells = material.cells(exercise.body)
    area = cells.area_cm2
    shown = limb.atlas.skin.home if key.view is None else limb.shown[key.view]
    area = area * material.keep(("shown cells", exercise.body, key.view), lambda: cells.covered(shown))
    usual = material.keep(
        ("usual cells", exercise.body, key.layer, key.id),
        lambda: cells.covered(material.skin(exercise.body, key.layer, key.id).usual()),
    )
    cell = int(rng.choice(len(area), p=area / area.sum()))
    for view, index in cells.index.items():
        row, column = np.nonzero(index == cell)
        if len(row):
            raster = cells.rasters[view]
            middle = Point(
                raster.left_mm + float(column.mean()) * raster.step_mm,
                raster.bottom_mm + float(row.mean()) * raster.step_mm,
            )
            shape = widen(middle, float(rng.uniform(*_BLOB_MM)), corner_steps=16)
            return limb.atlas.skin.commit(view, shape), bool(usual[cell] == 0.0)
    raise AssertionError(cell)


def _painted(material: Material, exercise: Exercise, key: SkinKey) -> PatchPaint:
    skin = material.atlas(exercise.body).skin
    paint: PatchPaint = {}
    for view, shape in key.usual().items():
        paint = skin.add(paint, skin.commit(view, shape))
    return paint


def neighbours(material: Material, exercise: Exercise) -> Mapping[str, float]:
    """Score of the drawing of every neighbour that does not share too much skin."""
    key = key_of(material, exercise)

    def scores() -> dict[str, float]:
        limb = material.limb(exercise.body)
        out = {}
        for other in subjects(material, key.layer):
            theirs = material.skin(exercise.body, key.layer, other, key.view)
            if other != key.id and other not in exercise.shares_with and theirs.usual_cm2 >= _LEAST_CM2:
                drawn = as_drawn_on(limb, key, theirs)
                out[other] = mark_paint(key, drawn, material.rule("core_weight")).score
        return out

    return material.keep(("neighbours", exercise.body, key.layer, key.id, key.view), scores)


def _check_paint(material: Material, exercise: Exercise, tally: Tally, rng: np.random.Generator) -> None:
    key = key_of(material, exercise)
    own = PaintAnswer(own_paint(material, exercise))
    started = time.thread_time()  # of this thread alone: the machine may be busy
    score = score_paint(exercise, own, material)
    tally.mark_ms.append((time.thread_time() - started) * 1000.0)
    _own(tally, exercise, score)
    others = neighbours(material, exercise)
    tally.neighbours += len(others)
    tally.excused += len(exercise.shares_with)
    highest = max(others.values(), default=0.0)
    tally.highest_neighbour = max(tally.highest_neighbour, highest)
    if highest >= NEIGHBOUR_BELOW:
        tally.neighbour_high.append(exercise.id)
    if highest >= score or key.usual_cm2 <= 0.0:
        tally.not_one_best.append(exercise.id)
    scribble, beside = blob(material, exercise, rng)
    found = score_paint(exercise, PaintAnswer(scribble), material)
    tally.blobs.append(found)
    if beside:
        tally.aside.append(found)


def _check_point(material: Material, exercise: Exercise, tally: Tally) -> None:
    if exercise.target is None:
        place = material.course_sites(exercise.body)[exercise.best[0]][exercise.view].point_mm
        _own(tally, exercise, grade(exercise, PointAnswer(exercise.view, *place), material).score)
        return
    key = key_of(material, exercise)
    view, shape = max(key.usual().items(), key=lambda item: item[1].area)
    middle = shape.representative_point()
    _own(tally, exercise, grade(exercise, PointAnswer(view, middle.x, middle.y), material).score)


def _check_rank(exercise: Exercise, tally: Tally) -> None:
    ids = [choice.id for choice in exercise.choices]
    scores = [rank_score(exercise, order) for order in permutations(ids, RANKED)]
    if sum(score >= OWN_FROM for score in scores) != 1:
        tally.not_one_best.append(exercise.id)
    _own(tally, exercise, rank_score(exercise, exercise.best))


def _check_choice(material: Material, exercise: Exercise, tally: Tally) -> None:
    scores = {choice.id: choice_score(exercise, choice.id, material) for choice in exercise.choices}
    if sum(score >= OWN_FROM for score in scores.values()) != 1:
        tally.not_one_best.append(exercise.id)
    _own(tally, exercise, scores[exercise.best[0]])


def _own(tally: Tally, exercise: Exercise, score: float) -> None:
    tally.lowest_own = min(tally.lowest_own, score)
    if score < OWN_FROM:
        tally.own_low.append(exercise.id)
