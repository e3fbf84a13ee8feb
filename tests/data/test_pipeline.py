"""From a file to a ranking on the real atlas: whatever a case may hold, the numbers stay in their bounds."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.drawing import QUALITIES, Case, Drawing, Stroke
from footmap.core.matching import Matcher
from footmap.core.ranking import rank
from footmap.core.views import SIDES, VIEW_IDS
from footmap.data.assets import load_atlas
from footmap.data.bounds import view_bounds
from footmap.data.casefile import MARGIN_MM, dump_case, parse_case
from footmap.data.knowledge import load_knowledge
from footmap.data.ranking_text import ranking_json, ranking_table


@cache
def loaded() -> tuple[Atlas, Matcher]:
    """No fixture: a failing example would print all of it."""
    atlas = load_atlas()
    return atlas, Matcher(atlas)


@st.composite
def strokes(draw: st.DrawFn) -> Stroke:
    """A stroke that lies anywhere a case file may put it."""
    side, view = draw(st.sampled_from(SIDES)), draw(st.sampled_from(VIEW_IDS))
    left, bottom, right, top = view_bounds("male")[view]
    margin = draw(st.sampled_from([0.0, 0.0, MARGIN_MM]))
    shape = draw(st.sampled_from(["brush", "area"]))
    inside = st.tuples(
        st.integers(int(100 * (left - margin)), int(100 * (right + margin))).map(lambda n: n / 100),
        st.integers(int(100 * (bottom - margin)), int(100 * (top + margin))).map(lambda n: n / 100),
    )
    points = draw(st.lists(inside, min_size=1 if shape == "brush" else 3, max_size=7))
    sign = 1 if side == "right" else -1
    return Stroke(
        side=side,
        view=view,
        mode=draw(st.sampled_from(["add", "add", "erase"])),
        shape=shape,  # type: ignore[arg-type]
        quality=draw(st.sampled_from(QUALITIES)),
        points_mm=tuple((sign * x + 0.0, y) for x, y in points),
        radius_mm=draw(st.sampled_from([0.01, 0.5, 6.0, 40.0, 200.0])) if shape == "brush" else 0.0,
    )


@settings(
    deadline=None,
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(made=st.lists(strokes(), max_size=4))
def test_any_case_can_be_ranked(made: list[Stroke]) -> None:
    atlas, matcher = loaded()
    case = parse_case(dump_case(Case(Drawing(tuple(made)))).encode())
    assert case.drawing.strokes == tuple(made)
    paint = paints.replay(atlas, case.drawing)
    match = matcher.match(paint)
    ranking = rank(match, load_knowledge().names)
    document = json.loads(ranking_json(ranking, atlas.version))
    assert ranking_table(ranking)
    painted = {side for side in SIDES if paint.union(side)}
    assert {entry["side"] for entry in document["nerves"]} <= painted
    for side, found in match.sides.items():
        skin = atlas.skin.area_mm2(paint.union(side))
        assert found.skin_mm2 == pytest.approx(skin, rel=1e-9)
        assert found.skin_mm2 > 0.9 * found.paint_mm2  # true skin is never less than its picture, up to rounding
    for entry in document["nerves"] + document["levels"]:
        assert 0 <= entry["filled"] <= 1
        assert 0 <= entry["explained"] <= 1
        assert 0 <= entry["fit"] <= 1
    wiped = Drawing((*made, *(replace(stroke, mode="erase") for stroke in made)))
    left = rank(matcher.match(paints.replay(atlas, wiped)), {}).paint_cm2
    assert left <= 0.05 + 0.001 * ranking.paint_cm2, "slivers along the borders of homes, no more"
