"""The shapes that an exercise lights: usual skin, a variant now and then, and a border that is never the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from shapely import MultiPolygon, Point

from footmap.core.geometry import intersection, union_all, widen
from footmap.core.ids import VIEW_IDS, ViewId

from .exercise import Exercise, Target, Thing, ThingKind, seed_of
from .facts import fact_by_id
from .material import Material
from .territory import shape_in, territories_of

_OF_TOLERANCE: Final = 0.5
"""A border moves by up to this share of the overlap of neighbours."""


def lit_shapes(exercise: Exercise, target: Target, material: Material) -> Mapping[ViewId, MultiPolygon]:
    """Lit skin in every view that shows some, right-limb mm of the view.

    Of a territory that is to be named the border moves a little from exercise to exercise, as it does from person to
    person; of a map it stays where the map has it.
    """
    atlas = material.atlas(exercise.body)
    own = territories_of(atlas, target.layer, target.id, target.map)
    share = _OF_TOLERANCE * float(np.random.default_rng([seed_of(exercise.id), 1]).uniform(-1.0, 1.0))
    out: dict[ViewId, MultiPolygon] = {}
    for view in VIEW_IDS if target.view is None else (target.view,):
        shape = shape_in(own, "usual", view)
        variants = [v.shapes[view] for t in own for v in t.variants if v.id == target.variant and view in v.shapes]
        if variants:
            shape = union_all([shape, *variants])
        if exercise.kind == "name" and not shape.is_empty:
            scoring = material.scoring
            mm = share * (scoring.blur_foot_mm if view.startswith("foot") else scoring.blur_leg_mm)
            moved = intersection(widen(shape, mm), atlas.views[view].outline)
            shape = moved if not moved.is_empty else shape
        if not shape.is_empty:
            out[view] = shape
    return out


def meant_shapes(exercise: Exercise, material: Material) -> Mapping[ViewId, MultiPolygon]:
    """The skin that was meant: of a place as far round it as a tap counts; empty where no skin was asked for."""
    if exercise.target is not None:
        return lit_shapes(exercise, exercise.target, material)
    if exercise.kind != "point":
        return {}
    views, out = material.atlas(exercise.body).views, {}
    for view, site in material.course_sites(exercise.body)[exercise.best[0]].items():
        foot = view.startswith("foot") or site.point_mm[1] < views[view].landmarks_mm["ankle_joint"][1]
        mm = material.rule("tap_foot_mm" if foot else "tap_leg_mm")
        shape = intersection(widen(Point(site.point_mm), mm), views[view].outline)
        if not shape.is_empty:
            out[view] = shape
    return out


def best_things(exercise: Exercise, material: Material) -> tuple[Thing, ...]:
    """The best answer and what is accepted beside it, as things that have a name."""
    offered = {thing.id: thing for thing in exercise.choices}
    if exercise.target is not None:
        kind: ThingKind = exercise.target.layer
    else:
        kind = "site" if fact_by_id(material.facts, exercise.fact).kind == "site" else "nerve"
    return tuple(offered.get(id_, Thing(kind, id_)) for id_ in (*exercise.best, *exercise.accepted))
