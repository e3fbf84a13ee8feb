"""From a file to a ranking on the real atlas: whatever a case may hold, the numbers stay in their bounds."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from footmap.core import paint as paints
from footmap.core.drawing import QUALITIES, Case, ClueAnswer, Drawing, Shape, Stroke
from footmap.core.localiser.assessment import assess
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.ledger import Words
from footmap.core.matching import Matcher
from footmap.core.views import SIDES, VIEW_IDS
from footmap.data.assets import load_atlas
from footmap.data.bounds import view_bounds
from footmap.data.case_strokes import MARGIN_MM
from footmap.data.casefile import dump_case, parse_case
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.localiser import load_localiser
from footmap.words.assessment_json import assessment_json
from footmap.words.assessment_text import assessment_table
from footmap.words.assessment_words import load_wording

STRONGEST_FIRST = [load_wording().support(words) for words in get_args(Words)]


@cache
def loaded() -> tuple[Localiser, Matcher]:
    """No fixture: a failing example would print all of it."""
    atlas = load_atlas()
    return load_localiser(atlas), Matcher(atlas)


@st.composite
def strokes(draw: st.DrawFn) -> Stroke:
    """A stroke that lies anywhere a case file may put it."""
    side, view = draw(st.sampled_from(SIDES)), draw(st.sampled_from(VIEW_IDS))
    left, bottom, right, top = view_bounds("male")[view]
    margin = draw(st.sampled_from([0.0, 0.0, MARGIN_MM]))
    shape: Shape = draw(st.sampled_from(["brush", "area"]))
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
        shape=shape,
        quality=draw(st.sampled_from(QUALITIES)),
        points_mm=tuple((sign * x + 0.0, y) for x, y in points),
        radius_mm=draw(st.sampled_from([0.01, 0.5, 6.0, 40.0, 200.0])) if shape == "brush" else 0.0,
    )


@st.composite
def answers(draw: st.DrawFn) -> dict[str, ClueAnswer]:
    """Answers of every form that a case file may hold; some of them unknown."""
    clues = load_clinical().clues
    out: dict[str, ClueAnswer] = {}
    for id_ in draw(st.lists(st.sampled_from([*sorted(clues), "nonsense"]), max_size=5)):
        one = st.sampled_from([*clues[id_].answers, "perhaps"]) if id_ in clues else st.just("yes")
        sides = st.dictionaries(st.sampled_from(SIDES), one, min_size=1)
        out[id_] = draw(st.one_of(one, st.lists(one, min_size=1, max_size=2).map(tuple), sides))
    return out


@settings(
    deadline=None,
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(made=st.lists(strokes(), max_size=4), clues=answers())
def test_any_case_can_be_ranked(made: list[Stroke], clues: dict[str, ClueAnswer]) -> None:
    localiser, matcher = loaded()
    atlas = localiser.atlas
    case = parse_case(dump_case(Case(Drawing(tuple(made)), clues)).encode())
    assert case.drawing.strokes == tuple(made)
    assert case.clues == clues
    paint = paints.replay(atlas, case.drawing)
    match = matcher.match(paint)
    found = assess(localiser, paint, case.clues, match=match)
    document = json.loads(assessment_json(found, load_wording(), atlas.version))
    assert assessment_table(found, load_wording())
    assert set(document["answers"]) | {p["clue"] for p in document["problems"]} == set(clues)
    for side, seen in match.sides.items():
        skin = atlas.skin.area_mm2(paint.union(side))
        assert seen.skin_mm2 == pytest.approx(skin, rel=1e-9)
        assert seen.skin_mm2 > 0.9 * seen.paint_mm2  # true skin is never less than its picture, up to rounding
    for kind in ("nerves", "levels", "conditions"):
        rest = [entry for entry in document[kind] if not entry.get("emergency") and not entry.get("flags")]
        words = [STRONGEST_FIRST.index(entry["words"]) for entry in rest]
        assert words == sorted(words)
        for above, below in itertools.combinations(rest, 2):  # how common orders what carries the same word
            assert above["support"] >= below["support"] or above["words"] == below["words"]
        for entry in document[kind]:
            assert sum(row["value"] for row in entry["ledger"]) == pytest.approx(entry["support"], abs=1e-6)
            assert 0 <= entry.get("filled", 0) <= 1
            assert 0 <= entry["explained"] <= 1
            assert 0 <= entry["fit"] <= 1
    wiped = Drawing((*made, *(replace(stroke, mode="erase") for stroke in made)))
    left = sum(side.skin_mm2 for side in matcher.match(paints.replay(atlas, wiped)).sides.values()) / 100.0
    assert left <= 0.05 + 0.001 * found.paint_cm2, "slivers along the borders of homes, no more"
