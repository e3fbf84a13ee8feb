from __future__ import annotations

import shapely
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.label_places import Box, Placed, Wish, arrange

CANVAS = Box(0, 0, 400, 300)
boxes = st.builds(
    Box.about,
    st.floats(-20, 420),
    st.floats(-20, 320),
    st.floats(5, 90),
    st.floats(5, 30),
)
wishes = st.builds(
    Wish,
    text=st.sampled_from(["Su", "LP", "MP", "Sa"]),
    anchor=st.tuples(st.floats(0, 400), st.floats(0, 300)),
    boxes=st.lists(boxes, min_size=1, max_size=5).map(tuple),
    size=st.floats(0, 1000),
    rank=st.integers(0, 2),
    once=st.sampled_from(["", "Su right", "Su left"]),
)


def touch(a: Box, b: Box) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


@given(st.lists(wishes, max_size=25), st.lists(boxes, max_size=6))
def test_no_two_names_touch_nor_what_is_written_already(asked: list[Wish], taken: list[Box]) -> None:
    placed = arrange(asked, taken, CANVAS)
    for i, one in enumerate(placed):
        assert one.box in one.wish.boxes
        assert one.box.left >= 0
        assert one.box.right <= 400
        assert one.box.top >= 0
        assert one.box.bottom <= 300
        for other in [p.box for p in placed[i + 1 :]] + taken:
            assert not touch(one.box, other)


@given(st.lists(wishes, max_size=12))
def test_no_name_is_left_out_that_had_a_free_first_place(asked: list[Wish]) -> None:
    placed = arrange(asked, [], CANVAS)
    written = [p.wish for p in placed]
    for wish in asked:
        if any(wish is w for w in written):
            continue
        first = wish.boxes[0]
        outside = first.left < 0 or first.top < 0 or first.right > 400 or first.bottom > 300
        leaders = [shapely.LineString([p.wish.anchor, p.box.middle]) for p in placed if p.away]
        crossed = any(line.intersects(shapely.box(*first)) for line in leaders)
        assert outside or crossed or any(touch(first, p.box) for p in placed)


@given(st.lists(wishes, max_size=15), st.lists(wishes, max_size=10))
def test_leaders_run_through_no_name_and_cross_no_other(first: list[Wish], then: list[Wish]) -> None:
    placed = arrange(first, [], CANVAS)
    placed += arrange(then, [], CANVAS, placed)
    for i, one in enumerate(placed):
        if not one.away:
            continue
        line = shapely.LineString([one.wish.anchor, one.box.middle])
        for j, other in enumerate(placed):
            if i == j:
                continue
            box = shapely.box(*other.box)
            if not box.buffer(1e-6).contains(shapely.Point(one.wish.anchor)):
                assert not line.intersects(box.buffer(-0.01)), (one, other)
            if other.away:
                assert not line.crosses(shapely.LineString([other.wish.anchor, other.box.middle])) or line.touches(
                    shapely.LineString([other.wish.anchor, other.box.middle])
                )


def test_the_larger_comes_first_and_the_smaller_steps_aside() -> None:
    here, beside = Box(10, 10, 60, 30), Box(70, 10, 120, 30)
    small = Wish("small", (20, 20), (here, beside), 1.0)
    large = Wish("large", (20, 20), (here, beside), 9.0)
    assert arrange([small, large], [], CANVAS) == [Placed(large, here, False), Placed(small, beside, True)]


def test_names_keep_off_paint_while_they_can() -> None:
    here, beside = Box(10, 10, 60, 30), Box(70, 10, 120, 30)

    def painted(box: Box) -> bool:
        return box.left < 65

    assert arrange([Wish("a", (20, 20), (here, beside), 1.0, avoid=painted)], [], CANVAS)[0].box == beside
    assert arrange([Wish("a", (20, 20), (here,), 1.0, avoid=painted)], [], CANVAS)[0].box == here
