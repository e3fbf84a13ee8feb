"""The table of `footmap bench` says truly what was reached."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from footmap.bench.result import Result
from footmap.bench.run import MEASUREMENTS, run, table
from footmap.bench.scenes import random_strokes, wander
from footmap.bench.zigzag import measure_zigzag
from footmap.core.atlas import Atlas
from footmap.data.assets import load_atlas


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def test_a_goal_is_an_upper_or_a_lower_limit() -> None:
    assert Result("a", 1.0, "ms", 1.0).ok
    assert not Result("a", 1.01, "ms", 1.0).ok
    assert Result("a", 5.0, "", 5.0, at_most=False).ok
    assert not Result("a", 4.9, "", 5.0, at_most=False).ok


def test_the_table_counts_what_fell_short() -> None:
    text = table(
        [Result("quick", 0.05, "ms", 0.1), Result("slow", 9.0, "s", 3.0), Result("ratio", 7.0, "", 5.0, False)]
    )
    rows = text.splitlines()
    assert rows[1].endswith("ok")
    assert rows[2].endswith("SHORT")
    assert ">= 5x" in rows[3]
    assert rows[-1] == "2 of 3 goals reached"


def test_measurements_have_names_of_their_own() -> None:
    names = [m.name for m in MEASUREMENTS]
    assert len(set(names)) == len(names)
    assert run([], print) == []


def test_scenes_are_the_same_every_time_and_start_on_skin(atlas: Atlas) -> None:
    one, two = list(random_strokes(atlas, 10, 4)), list(random_strokes(atlas, 10, 4))
    assert one == two
    path = wander(atlas, "foot_dorsal", 50, 1)
    assert path == wander(atlas, "foot_dorsal", 50, 1)
    assert shapely.contains_xy(atlas.views["foot_dorsal"].outline, *np.array(path).T).all()
    steps = np.hypot(*np.diff(np.array(path), axis=0).T)
    assert steps == pytest.approx(np.full(49, 1.5))


def test_a_zigzag_is_drawn_with_fewer_points_than_its_outline_has_millimetres() -> None:
    _, drawn = measure_zigzag()
    assert drawn.ok
