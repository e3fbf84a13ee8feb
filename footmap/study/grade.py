"""Marks answers: each kind of exercise by its own rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot
from typing import Final

from footmap.core.localiser.assessment import assess
from footmap.core.paint import replay
from footmap.data.knowledge.study import Distinction

from .confusable import subjects
from .exercise import (
    Answer,
    ChoiceAnswer,
    Exercise,
    Feedback,
    NoAnswer,
    PaintAnswer,
    PointAnswer,
    RankAnswer,
    Sentence,
    TextAnswer,
    Thing,
)
from .exercises.apart import distinction_of, question_gains
from .exercises.maps import map_fit
from .facts import fact_by_id
from .feedback_skin import grade_paint, grade_point, paint_shapes
from .lit import best_things, meant_shapes
from .marking import mark_paint
from .material import Material
from .names import typed_id

PLACES: Final = (0.6, 0.25, 0.15)
"""What the first, second and third of a ranking are worth; half of it where they stand in another place."""
_LEG_VIEWS: Final = "leg"


class WrongAnswerError(ValueError):
    """The answer is of another kind than the exercise asks for: a mistake of the program."""


def grade(exercise: Exercise, answer: Answer, material: Material) -> Feedback:
    """What an answer is worth and what is to be said about it.

    Raises
    ------
    WrongAnswerError
        If an exercise of that kind is not answered like that.
    """
    if isinstance(answer, NoAnswer):
        return _not_known(exercise, material)
    if exercise.kind == "paint" and isinstance(answer, PaintAnswer):
        missed, extra = paint_shapes(exercise, answer, material)
        return replace(grade_paint(exercise, answer, material), missed=missed, extra=extra)
    if exercise.kind == "point" and isinstance(answer, PointAnswer):
        if exercise.target is not None:
            return grade_point(exercise, answer, material)
        return _caught(exercise, answer, material)
    if exercise.kind == "name" and isinstance(answer, TextAnswer):
        return _typed(exercise, answer, material)
    if exercise.kind == "rank" and isinstance(answer, RankAnswer):
        return _ranked(exercise, answer, material)
    if exercise.choices and isinstance(answer, ChoiceAnswer):
        return _chosen(exercise, answer.id, material)
    raise WrongAnswerError(f"{exercise.kind} is not answered by {type(answer).__name__}")


def _not_known(exercise: Exercise, material: Material) -> Feedback:
    """What was meant, and nothing about an answer that nobody gave."""
    if exercise.kind == "paint":
        return grade(exercise, PaintAnswer({}), material)
    if exercise.kind == "rank":
        return grade(exercise, RankAnswer(()), material)
    best = best_things(exercise, material)[0]
    if exercise.kind == "point":
        shown = exercise.view in meant_shapes(exercise, material)
        said = [Sentence("lies_here" if shown else "site_elsewhere", {"subject": best})]
    else:
        said = [Sentence("it_is", {"best": best})]
    if exercise.kind == "apart":
        said.append(_pair_text(distinction_of(material, exercise.fact)))
    if exercise.kind == "maps":
        said += map_fit(exercise, material)
    return Feedback(0.0, tuple(said), sources=exercise.sources, disagreements=exercise.disagreements)


def _pair_text(pair: Distinction) -> Sentence:
    return Sentence("knowledge_text", {"text": pair.text.en, "text_de": pair.text.de or pair.text.en})


def score_paint(exercise: Exercise, answer: PaintAnswer, material: Material) -> float:
    """The score alone of a painted answer, in milliseconds: while the brush still moves."""
    target = exercise.target
    if target is None:
        raise WrongAnswerError(f"{exercise.kind} is not painted")
    key = material.skin(exercise.body, target.layer, target.id, target.view)
    painted = material.limb(exercise.body).painted_mm2(key, answer.skin)
    return mark_paint(key, painted, material.rule("core_weight")).score


def choice_score(exercise: Exercise, id_: str, material: Material) -> float:
    """What a choice is worth, 0-1: as good as it is beside the best."""
    if id_ in exercise.best:
        return 1.0
    if id_ in exercise.accepted:
        return material.rule("accepted_score")
    if exercise.kind == "apart":
        gains = question_gains(material, exercise.body, distinction_of(material, exercise.fact))
        return min(_below(material), max(0.0, gains[id_] / gains[exercise.best[0]] * material.rule("near_choice")))
    return 0.0


def rank_score(exercise: Exercise, ids: Sequence[str]) -> float:
    """What a ranking is worth, 0-1."""
    return sum(
        worth if k < len(ids) and ids[k] == id_ else worth / 2 if id_ in ids[: len(PLACES)] else 0.0
        for k, (worth, id_) in enumerate(zip(PLACES, exercise.best, strict=True))
    )


def _below(material: Material) -> float:
    return material.rule("near_choice") * 0.99


def _chosen(exercise: Exercise, id_: str, material: Material) -> Feedback:
    of = exercise.choices[0].kind
    best, chosen = Thing(of, exercise.best[0]), Thing(of, id_)
    score = choice_score(exercise, id_, material)
    said = [Sentence("answer_right")] if score == 1.0 else [Sentence("wrong", {"best": best})]
    if id_ in exercise.accepted:
        said = [Sentence("accepted", {"best": best, "answer": chosen})]
    elif score < 1.0:
        said.append(Sentence("you_chose", {"answer": chosen}))
    if exercise.kind == "apart":
        pair = distinction_of(material, exercise.fact)
        said.append(_pair_text(pair))
        if score < 1.0:
            gains = question_gains(material, exercise.body, pair)
            said.append(Sentence("tells_less", {"answer": chosen, "best": best, "share": gains[id_] / gains[best.id]}))
    if exercise.kind == "maps":
        said += map_fit(exercise, material)
    return Feedback(
        score,
        tuple(said),
        confused_with=chosen if score < 1.0 else None,
        sources=exercise.sources,
        disagreements=exercise.disagreements,
    )


def _typed(exercise: Exercise, answer: TextAnswer, material: Material) -> Feedback:
    layer = fact_by_id(material.facts, exercise.fact).kind
    of = "nerve" if layer == "nerve" else "level"
    found = typed_id(material, of, answer.text, subjects(material, "nerve" if of == "nerve" else "level"))
    own = Thing(exercise.choices[0].kind, exercise.best[0])
    if found is None:
        said = (Sentence("name_unknown", {"text": answer.text}), Sentence("wrong", {"best": own}))
        return Feedback(0.0, said, sources=exercise.sources, disagreements=exercise.disagreements)
    return _chosen(exercise, found, material)


def _ranked(exercise: Exercise, answer: RankAnswer, material: Material) -> Feedback:
    if len(set(answer.ids)) < len(answer.ids):
        raise WrongAnswerError("a choice is ranked twice")
    of = exercise.choices[0].kind
    score = rank_score(exercise, answer.ids)
    localiser = material.localiser(exercise.body)
    paint = replay(localiser.atlas, exercise.drawing)
    first = bool(answer.ids) and answer.ids[0] == exercise.best[0]
    best = tuple(Thing(of, id_) for id_ in exercise.best)
    said = Sentence("answer_right") if score == 1.0 else Sentence("ranked", {"best": best, "share": score})
    return Feedback(
        score,
        (said,),
        confused_with=None if first or not answer.ids else Thing(of, answer.ids[0]),
        sources=exercise.sources,
        disagreements=exercise.disagreements,
        assessment=assess(localiser, paint, exercise.clues),
    )


def _caught(exercise: Exercise, answer: PointAnswer, material: Material) -> Feedback:
    places = material.course_sites(exercise.body)
    own = Thing("site", exercise.best[0])
    gaps = {
        site: hypot(answer.x_mm - seen[answer.view].point_mm[0], answer.y_mm - seen[answer.view].point_mm[1])
        for site, seen in places.items()
        if answer.view in seen
    }
    if own.id not in gaps:
        return Feedback(0.0, (Sentence("site_elsewhere", {"subject": own}),), sources=exercise.sources)
    reach = material.rule("tap_foot_mm" if on_foot(exercise, answer, material) else "tap_leg_mm")
    nearest = min(gaps, key=lambda site: gaps[site])
    gap = gaps[own.id]
    other = Thing("site", nearest) if nearest != own.id and gaps[nearest] < gap - 1.0 else None
    near: dict[str, Thing | str] = {"subject": own, "mm": f"{gap:.0f}"}
    if gap <= reach:
        said = [Sentence("site_right", dict(near))]
        return Feedback(1.0, tuple(said), sources=exercise.sources, disagreements=exercise.disagreements)
    score = max(0.0, 1.0 - gap / reach / 2.0) * material.rule("near_choice")
    said = [Sentence("site_away", dict(near))]
    if other is not None:
        said.append(Sentence("site_other", {"other": other}))
    return Feedback(
        score, tuple(said), confused_with=other, sources=exercise.sources, disagreements=exercise.disagreements
    )


def on_foot(exercise: Exercise, answer: PointAnswer, material: Material) -> bool:
    """Whether a tap is on the foot, below the ankle."""
    if not answer.view.startswith(_LEG_VIEWS):
        return True
    marks = material.atlas(exercise.body).views[answer.view].landmarks_mm
    return answer.y_mm < marks["ankle_joint"][1]
