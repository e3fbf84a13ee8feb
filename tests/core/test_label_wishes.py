"""A name in full has no leader across the limb where another side is near; its sign may have one."""

from __future__ import annotations

import shapely
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.geometry import polygons
from footmap.core.label_places import Box
from footmap.core.label_wishes import ACROSS, DIRECTIONS, ROOM, Beside, Plane, name_skin
from footmap.core.skin_owners import OwnedSkin, Spot

WIDE, HIGH = 100.0, 200.0
LIMB = polygons(shapely.box(0.0, 0.0, WIDE, HIGH))
PLANE = Plane(1.0, -1.0, 300.0, 500.0)


def runs(x: float, y: float, whole: bool, closed: str) -> list[float]:
    """How far the leaders to each offered place run over the limb, with one side closed for names."""
    skin = shapely.box(x - 3.0, y - 3.0, x + 3.0, y + 3.0)
    piece = OwnedSkin(("a",), (Spot(skin),), skin)

    def blocked(box: Box) -> bool:
        at = box.middle[0] - PLANE.left
        return (closed == "right" and at > WIDE) or (closed == "left" and at < 0.0)

    wish = name_skin(piece, "a long name", (60.0, 12.0), 8.0, PLANE, Beside(LIMB, blocked), whole=whole)
    assert wish is not None
    assert wish.more is not None
    out = []
    for box in wish.more():
        bx, by = box.middle[0] - PLANE.left, PLANE.top - box.middle[1]
        sides = ((x, bx < 0.0), (WIDE - x, bx > WIDE), (y, by < 0.0), (HIGH - y, by > HIGH))
        out.append(min(run for run, there in sides if there))
    return out


@given(
    x=st.floats(4.0, WIDE - 4.0),
    y=st.floats(4.0, HIGH - 4.0),
    whole=st.booleans(),
    closed=st.sampled_from(["", "left", "right"]),
)
def test_only_a_sign_has_its_leader_across_the_limb(x: float, y: float, whole: bool, closed: str) -> None:
    nearest = sorted((x, WIDE - x, y, HIGH - y))[:DIRECTIONS]
    found = runs(x, y, whole, closed)
    most = max(ACROSS * nearest[0], ROOM) if whole else nearest[-1]
    assert all(run <= most + 1.5 for run in found)


def test_a_sign_stands_on_the_far_side_where_the_near_one_is_closed() -> None:
    assert not runs(WIDE - 4.0, HIGH / 2, True, "right")
    assert runs(WIDE - 4.0, HIGH / 2, False, "right")
