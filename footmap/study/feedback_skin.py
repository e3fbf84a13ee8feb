"""What is said about painted and pointed answers: what was covered, what was given to whom, and the usual confusion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Point

from footmap.core.geometry import difference, intersection, tidy, widen
from footmap.core.geometry import empty as no_skin
from footmap.core.ids import CONSENSUS, VIEW_IDS, ViewId
from footmap.core.matching import MM2_PER_CM2
from footmap.core.skin import PatchPaint, Skin
from footmap.core.views import FloatArray

from .confusable import rivals
from .exercise import Exercise, Feedback, PaintAnswer, PointAnswer, Sentence, Thing
from .marking import Mark, mark_paint
from .material import Material
from .territory import CORE, TOLERATED, USUAL, SkinKey

_TOLD: Final = 0.08
"""Part of what is outside, or bare, that must lie in a region for it to be named."""
_LEAST_CM2: Final = 0.5
_NAMED: Final = 2
_MOST: Final = 0.6
"""Share of another's skin in a region from which tolerated paint is named."""
_BARE: Final = 0.85
"""Covered share from which nothing that was left out is named."""
_TOLERATED_SCORE: Final = 0.7
"""A tap beside the usual skin, where neighbours overlap: nearly right."""


def grade_paint(exercise: Exercise, answer: PaintAnswer, material: Material) -> Feedback:
    """The feedback on a painted answer; shapes of what was missed and what was too much come with `paint_shapes`."""
    assert exercise.target is not None
    limb = material.limb(exercise.body)
    key = _key(exercise, material)
    tally = limb.tally(key, answer.skin)
    mark = mark_paint(key, tally.kind_mm2, material.rule("core_weight"))
    said = [Sentence("answer_right" if mark.score >= 0.8 else "not_yet", {"share": mark.score})]
    if tally.kind_mm2.sum() <= 0.0:
        return Feedback(0.0, (Sentence("nothing_painted"),), sources=exercise.sources)
    said.append(Sentence("covered", {"share": mark.core, "outside": 1.0 - mark.inside}))
    rival = rather(exercise, key, answer, mark, material)
    own = Thing(key.layer, key.id)
    if rival is not None:
        said.append(Sentence("rather", {"other": Thing(key.layer, rival), "subject": own}))
    said += _given(exercise, key, tally.label_mm2[0], material)
    said += _forgiven(exercise, key, tally.label_mm2[2], material)
    if mark.covered < _BARE:
        said += _left(exercise, key, tally.label_mm2[1], material)
    if exercise.shares_with:
        others = tuple(Thing(key.layer, id_) for id_ in exercise.shares_with)
        said.append(Sentence("shares_with", {"others": others, "subject": own}))
    return Feedback(
        mark.score,
        tuple(said),
        confused_with=Thing(key.layer, rival) if rival is not None else None,
        sources=exercise.sources,
        disagreements=exercise.disagreements,
    )


def paint_shapes(
    exercise: Exercise, answer: PaintAnswer, material: Material
) -> tuple[Mapping[ViewId, MultiPolygon], Mapping[ViewId, MultiPolygon]]:
    """Skin that was missed, and paint that was too much, by home view, mm of the view: to be drawn in two patterns."""
    key, atlas = _key(exercise, material), material.atlas(exercise.body)
    painted = atlas.skin.tiled(answer.skin)
    missed = {
        view: tidy(difference(part.usual, painted[view])) if view in painted else part.usual
        for view, part in key.views.items()
    }
    extra = {}
    for view, shape in painted.items():
        allowed = key.views[view].allowed if view in key.views else no_skin()
        extra[view] = tidy(difference(shape, allowed))
    return ({v: s for v, s in missed.items() if not s.is_empty}, {v: s for v, s in extra.items() if not s.is_empty})


def in_every_view(shapes: Mapping[ViewId, MultiPolygon], skin: Skin) -> Mapping[ViewId, MultiPolygon]:
    """What every view shows of skin that is given by home view, mm of the views: neighbouring views see it too."""
    paint: dict[int, MultiPolygon] = {}
    for p, patch in enumerate(skin.patches):
        if patch.home in shapes:
            part = intersection(shapes[patch.home], skin.tiles[p])
            if not part.is_empty:
                paint[p] = part
    return {view: shape for view in VIEW_IDS if not (shape := skin.shown(paint, view)).is_empty}


def grade_point(exercise: Exercise, answer: PointAnswer, material: Material) -> Feedback:
    """The feedback on a tap: right in the usual skin, nearly right where neighbours overlap it."""
    assert exercise.target is not None
    key = _key(exercise, material)
    shape = widen(Point(answer.x_mm, answer.y_mm), 0.5, corner_steps=16)
    paint = material.atlas(exercise.body).skin.commit(answer.view, shape)
    hit = material.limb(exercise.body).painted_mm2(key, paint)
    own = Thing(key.layer, key.id)
    if hit[USUAL:].sum() > 0.0:
        words = "point_core" if hit[CORE] > 0.0 else "point_usual"
        return _pointed(exercise, 1.0, Sentence(words, {"subject": own}), None)
    if hit[TOLERATED] > 0.0:
        return _pointed(exercise, _TOLERATED_SCORE, Sentence("point_near", {"subject": own}), None)
    owner = owner_at(exercise, paint, material)
    if owner is None:
        return _pointed(exercise, 0.0, Sentence("point_off", {"subject": own}), None)
    return _pointed(exercise, 0.0, Sentence("point_other", {"subject": own, "other": owner}), owner)


def rather(exercise: Exercise, key: SkinKey, answer: PaintAnswer, mark: Mark, material: Material) -> str | None:
    """The neighbour that the paint fits better than what was asked for."""
    limb, best, found = material.limb(exercise.body), mark.score, None
    for other in rivals(material, key.layer, key.id)[:6]:
        theirs = material.skin(exercise.body, key.layer, other, key.view)
        if theirs.usual_cm2 < _LEAST_CM2:
            continue
        score = mark_paint(theirs, limb.painted_mm2(theirs, answer.skin), material.rule("core_weight")).score
        if score > best:
            best, found = score, other
    return found if best >= material.rule("near_choice") else None


def owner_at(exercise: Exercise, paint: PatchPaint, material: Material) -> Thing | None:
    """Whose skin some paint lies in, nerve or level as the exercise asks."""
    key = _key(exercise, material)
    atlas = material.atlas(exercise.body)
    areas = np.zeros(len(atlas.label_table.member))
    nothing = SkinKey(key.layer, key.id, None, {}, np.zeros(4))
    areas += material.limb(exercise.body).tally(nothing, paint).label_mm2[0]
    owner = _owner(key, areas, material, exercise.body)
    return None if owner is None else Thing(key.layer, owner)


def _pointed(exercise: Exercise, score: float, said: Sentence, other: Thing | None) -> Feedback:
    return Feedback(score, (said,), confused_with=other, sources=exercise.sources, disagreements=exercise.disagreements)


def _key(exercise: Exercise, material: Material) -> SkinKey:
    target = exercise.target
    assert target is not None
    return material.skin(exercise.body, target.layer, target.id, target.view)


def _given(exercise: Exercise, key: SkinKey, extra_mm2: FloatArray, material: Material) -> list[Sentence]:
    """Skin of others that was painted, with its owner."""
    out = []
    for region, areas in _by_region(exercise, extra_mm2, material):
        owner = _owner(key, areas, material, exercise.body)
        values = {"region": Thing("region", region), "subject": Thing(key.layer, key.id)}
        if owner is None:
            out.append(Sentence("gave", values))
        else:
            out.append(Sentence("gave_of", {**values, "owner": Thing(key.layer, owner)}))
    return out


def _forgiven(exercise: Exercise, key: SkinKey, tolerated_mm2: FloatArray, material: Material) -> list[Sentence]:
    """Tolerated paint that takes most of another's skin in a region: a variant, or another map."""
    table, whole = material.atlas(exercise.body).label_table, material.limb(exercise.body).label_mm2
    out = []
    for region, areas in _by_region(exercise, tolerated_mm2, material):
        owner = _owner(key, areas, material, exercise.body)
        if owner is None:
            continue
        theirs = _usual_labels(key, owner, material, exercise.body)
        here = next(table.member[:, k] for k, c in enumerate(table.columns) if (c.layer, c.id) == ("region", region))
        if areas[theirs].sum() >= _MOST * whole[theirs & here].sum():
            values = {"region": Thing("region", region), "subject": Thing(key.layer, key.id)}
            out.append(Sentence("gave_variant", {**values, "owner": Thing(key.layer, owner)}))
    return out


def _usual_labels(key: SkinKey, id_: str, material: Material, body: str) -> NDArray[np.bool_]:
    """Labels in the usual skin of another of the layer."""
    table = material.atlas(body).label_table
    columns = [
        k
        for k, c in enumerate(table.columns)
        if (c.layer, c.id, c.zone) == (key.layer, id_, "usual") and (key.layer == "nerve" or c.map == CONSENSUS)
    ]
    return np.asarray(table.member[:, columns].any(axis=1))


def _left(exercise: Exercise, key: SkinKey, missed_mm2: FloatArray, material: Material) -> list[Sentence]:
    """Regions of its own that were left bare."""
    subject = Thing(key.layer, key.id)
    return [
        Sentence("left_out", {"region": Thing("region", region), "subject": subject})
        for region, _ in _by_region(exercise, missed_mm2, material)
    ]


def _by_region(exercise: Exercise, area_mm2: FloatArray, material: Material) -> list[tuple[str, FloatArray]]:
    """Regions with most of some skin, each with its areas by label."""
    table = material.atlas(exercise.body).label_table
    total = float(area_mm2.sum())
    found: list[tuple[float, str, FloatArray]] = []
    for k, column in enumerate(table.columns):
        if column.layer == "region":
            inside = np.where(table.member[:, k], area_mm2, 0.0)
            size = float(inside.sum())
            if size >= max(_TOLD * total, _LEAST_CM2 * MM2_PER_CM2):
                found.append((-size, column.id, inside))
    return [(id_, inside) for _, id_, inside in sorted(found, key=lambda one: one[:2])[:_NAMED]]


def _owner(key: SkinKey, area_mm2: FloatArray, material: Material, body: str) -> str | None:
    """The nerve without branches, or the level by consensus, in whose usual skin most of some skin lies."""
    table = material.atlas(body).label_table
    trunks = material.keep(
        ("trunks", body),
        lambda: frozenset(t.id for t in material.atlas(body).territories if t.trunk and t.part is None),
    )
    best, owner = 0.5 * float(area_mm2.sum()), None
    for k, column in enumerate(table.columns):
        fits = column.layer == key.layer and column.zone == "usual" and column.id != key.id
        fits = fits and (column.map == CONSENSUS if key.layer == "level" else column.part in (None, "own"))
        if not fits or (column.part is None and column.id in trunks):
            continue
        size = float(area_mm2[table.member[:, k]].sum())
        if size > best:
            best, owner = size, column.id
    return owner
