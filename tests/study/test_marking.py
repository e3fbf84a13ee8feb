"""The mark of painted skin: between 0 and 1, less for more paint outside, nothing for painting everything."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon

from footmap.core.drawing import Stroke
from footmap.core.ids import CONSENSUS, VIEW_IDS, ViewId
from footmap.core.paint import apply, empty
from footmap.core.skin import PatchPaint
from footmap.study.exercise import Exercise, PaintAnswer, PointAnswer, Sentence, Target, Thing
from footmap.study.feedback_skin import in_every_view, paint_shapes
from footmap.study.grade import grade, score_paint
from footmap.study.marking import mark_paint, shared_skin
from footmap.study.material import Material
from footmap.study.territory import CORE, OUTSIDE, TOLERATED, USUAL, SkinLayer
from footmap.study.wording import StudyWords, load_material

MATERIAL = load_material()
BODY = "male"
AREAS = st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4)
TARGETS: list[tuple[SkinLayer, str, ViewId | None]] = [
    ("nerve", "sural", None),
    ("nerve", "deep_fibular", "foot_dorsal"),
    ("level", "S1", "foot_plantar"),
]


def exercise(layer: SkinLayer, id_: str, view: ViewId | None = None) -> Exercise:
    target = Target(layer, id_, CONSENSUS if layer == "level" else None, view)
    return Exercise(
        id="test#paint#1",
        fact=f"skin:{layer}:{id_}",
        kind="paint",
        body=BODY,
        side="right",
        view=view or "leg_lateral",
        tone="light",
        prompt=Sentence("ask_paint"),
        rule=Sentence("rule_paint"),
        best=(id_,),
        target=target,
    )


def painted(shapes: Mapping[ViewId, MultiPolygon]) -> PatchPaint:
    skin = MATERIAL.atlas(BODY).skin
    paint: PatchPaint = {}
    for view, shape in shapes.items():
        paint = skin.add(paint, skin.commit(view, shape))
    return paint


def skin_of(layer: SkinLayer, id_: str) -> PatchPaint:
    return painted(MATERIAL.skin(BODY, layer, id_).usual())


@given(AREAS)
def test_a_mark_lies_between_nothing_and_all(shares: list[float]) -> None:
    key = MATERIAL.skin(BODY, "nerve", "sural")
    mark = mark_paint(key, key.area_mm2 * np.array(shares), 0.6)
    assert 0.0 <= mark.score <= 1.0
    assert mark.score <= max(mark.covered, 0.0) + 1e-9
    assert mark.score <= mark.inside + 1e-9


@given(AREAS, st.floats(0.0, 1.0))
def test_more_paint_outside_never_helps_and_more_of_the_core_never_harms(shares: list[float], more: float) -> None:
    key = MATERIAL.skin(BODY, "level", "S1", "foot_plantar")
    here = key.area_mm2 * np.array(shares)
    if here[USUAL:].sum() <= 0.0:
        return
    before = mark_paint(key, here, 0.6).score
    outside, core = here.copy(), here.copy()
    outside[OUTSIDE] += more * (key.area_mm2[OUTSIDE] - here[OUTSIDE])
    core[CORE] += more * (key.area_mm2[CORE] - here[CORE])
    assert mark_paint(key, outside, 0.6).score <= before + 1e-9
    assert mark_paint(key, core, 0.6).score >= before - 1e-9


@pytest.mark.parametrize(("layer", "id_", "view"), TARGETS)
def test_painting_everything_is_worth_nothing(layer: SkinLayer, id_: str, view: ViewId | None) -> None:
    key = MATERIAL.skin(BODY, layer, id_, view)
    assert mark_paint(key, key.area_mm2, 0.6).score == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(("layer", "id_", "view"), TARGETS)
def test_its_own_skin_is_worth_all_and_half_of_it_less(layer: SkinLayer, id_: str, view: ViewId | None) -> None:
    own = skin_of(layer, id_)
    asked = exercise(layer, id_, view)
    assert score_paint(asked, PaintAnswer(own), MATERIAL) > 0.99
    key = MATERIAL.skin(BODY, layer, id_, view)
    half = mark_paint(key, key.area_mm2 * np.array([0.0, 0.0, 0.5, 0.5]), 0.6)
    assert 0.25 < half.score < 0.7


@pytest.mark.parametrize(("layer", "id_", "view"), TARGETS)
def test_areas_are_those_of_the_skin(layer: SkinLayer, id_: str, view: ViewId | None) -> None:
    key = MATERIAL.skin(BODY, layer, id_)
    atlas = MATERIAL.atlas(BODY)
    exact = sum(atlas.skin.true_area_mm2(home, shape) for home, shape in key.usual().items())
    assert key.usual_cm2 == pytest.approx(exact / 100.0, rel=0.01)
    counted = MATERIAL.limb(BODY).painted_mm2(key, skin_of(layer, id_))
    assert counted[USUAL:].sum() / 100.0 == pytest.approx(key.usual_cm2, rel=0.01)


@settings(max_examples=25)
@given(st.sampled_from(VIEW_IDS), st.floats(0, 1), st.floats(0, 1), st.floats(4, 40))
def test_every_stroke_is_counted_once(view: ViewId, x: float, y: float, radius: float) -> None:
    atlas = MATERIAL.atlas(BODY)
    left, bottom, right, top = atlas.views[view].outline.bounds
    point = (left + x * (right - left), bottom + y * (top - bottom))
    paint = apply(atlas, empty(), Stroke("right", view, "add", "brush", "pain", (point,), radius)).union("right")
    key = MATERIAL.skin(BODY, "nerve", "sural")
    counted = float(MATERIAL.limb(BODY).painted_mm2(key, paint).sum())
    assert counted == pytest.approx(atlas.skin.area_mm2(paint), rel=0.06, abs=25.0)


def test_a_variant_and_another_map_are_forgiven() -> None:
    key = MATERIAL.skin(BODY, "nerve", "lateral_femoral_cutaneous")
    atlas = MATERIAL.atlas(BODY)
    variant = next(t for t in atlas.territories if t.id == "lateral_femoral_cutaneous").zones["variant"]
    extra = MATERIAL.limb(BODY).painted_mm2(key, painted({v: variant[v] for v in ("leg_anterior",)}))
    assert extra[OUTSIDE] < 0.02 * extra.sum()
    assert extra[TOLERATED] > 0.5 * extra.sum()


def test_feedback_names_who_owns_what_was_given_away() -> None:
    asked = exercise("nerve", "superficial_fibular")
    skin = MATERIAL.atlas(BODY).skin
    paint = skin_of("nerve", "superficial_fibular")
    for patch, shape in skin_of("nerve", "deep_fibular").items():
        paint = skin.add(paint, {patch: shape})
    feedback = grade(asked, PaintAnswer(paint), MATERIAL)
    forgiven = [s for s in feedback.said if s.key == "gave_variant"]
    assert ("web1_dorsal", "deep_fibular") in [(_id(s, "region"), _id(s, "owner")) for s in forgiven]
    said = StudyWords("de", MATERIAL).feedback(feedback)
    assert any("N. fibularis profundus" in text for text in said)
    paint = skin_of("nerve", "superficial_fibular")
    for patch, shape in skin_of("nerve", "saphenous_infrapatellar").items():
        paint = skin.add(paint, {patch: shape})
    feedback = grade(asked, PaintAnswer(paint), MATERIAL)
    taken = [s for s in feedback.said if s.key == "gave_of"]
    assert {_id(s, "owner") for s in taken} == {"saphenous_infrapatellar"}
    assert feedback.extra


def _id(sentence: Sentence, key: str) -> str:
    value = sentence.values[key]
    return value.id if isinstance(value, Thing) else ""


def test_paint_of_the_neighbour_is_told_as_the_usual_confusion() -> None:
    feedback = grade(exercise("nerve", "sural"), PaintAnswer(skin_of("nerve", "saphenous")), MATERIAL)
    assert feedback.score < 0.05
    assert not feedback.right
    near = grade(exercise("nerve", "medial_plantar"), PaintAnswer(skin_of("nerve", "lateral_plantar")), MATERIAL)
    assert near.confused_with is not None
    assert near.confused_with.id in {"lateral_plantar", "proper_plantar_digital", "common_plantar_digital"}


def test_what_is_missed_and_what_is_too_much_add_up() -> None:
    asked = exercise("nerve", "sural")
    key = MATERIAL.skin(BODY, "nerve", "sural")
    skin = MATERIAL.atlas(BODY).skin
    own = skin_of("nerve", "sural")
    missed, extra = paint_shapes(asked, PaintAnswer(own), MATERIAL)
    assert sum(s.area for s in missed.values()) < 30.0
    assert not extra
    all_missed, _ = paint_shapes(asked, PaintAnswer({}), MATERIAL)
    assert {v: s.area for v, s in all_missed.items()} == {v: s.area for v, s in key.usual().items()}
    other = skin_of("nerve", "saphenous")
    _, too_much = paint_shapes(asked, PaintAnswer(other), MATERIAL)
    area = sum(skin.true_area_mm2(v, s) for v, s in too_much.items())
    assert area == pytest.approx(skin.area_mm2(other), rel=0.05)


def test_a_tap_in_the_skin_is_right_and_one_beside_it_is_told_whose_it_is(material: Material) -> None:
    asked = exercise("nerve", "deep_fibular", "foot_dorsal")
    asked = Exercise(**{**asked.__dict__, "kind": "point"})
    usual = material.skin(BODY, "nerve", "deep_fibular", "foot_dorsal").usual()["foot_dorsal"]
    middle = usual.representative_point()
    assert grade(asked, PointAnswer("foot_dorsal", middle.x, middle.y), material).score == 1.0
    sural = material.skin(BODY, "nerve", "lateral_dorsal_cutaneous", "foot_dorsal").usual()["foot_dorsal"]
    point = sural.representative_point()
    wrong = grade(asked, PointAnswer("foot_dorsal", point.x, point.y), material)
    assert wrong.score == 0.0
    assert wrong.confused_with is not None
    off = grade(asked, PointAnswer("foot_dorsal", 9999.0, 9999.0), material)
    assert off.score == 0.0


def test_sharing_is_of_the_others_skin(material: Material) -> None:
    limb = material.limb(BODY)
    tibial, sural = material.skin(BODY, "nerve", "tibial"), material.skin(BODY, "nerve", "sural")
    assert shared_skin(limb, tibial, sural)[0] == pytest.approx(1.0, abs=0.01)
    assert shared_skin(limb, sural, tibial)[0] < 0.5
    assert shared_skin(limb, sural, sural) == pytest.approx((1.0, 1.0))


def test_what_was_painted_too_much_is_shown_in_every_view_that_sees_it(material: Material) -> None:
    skin = material.atlas("male").skin
    views: tuple[ViewId, ...] = ("foot_lateral", "foot_plantar")
    whole: dict[ViewId, MultiPolygon] = {view: skin.home[view] for view in views}
    seen = in_every_view(whole, skin)
    for view, shape in whole.items():
        assert seen[view].area >= 0.98 * shape.area
    assert seen["foot_dorsal"].area > 0.0  # the border of the foot is at home in the picture of its outer side
    assert in_every_view({}, skin) == {}
