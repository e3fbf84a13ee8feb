from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, MapId, Territory, Zone
from footmap.core.ids import MAPS
from footmap.core.skin_owners import owned_skin
from footmap.core.views import ViewId
from footmap.data import resources
from footmap.data.assets import load_atlas

WEIGHT = {"usual": 1, "core": 2, "variant": 0}
MAPS_AND_NERVES: tuple[MapId | None, ...] = (*MAPS, None)


def listed(atlas: Atlas, map_: MapId | None) -> list[Territory]:
    if map_ is None:
        return [t for t in atlas.territories if t.layer == "nerve" and not t.trunk]
    return [t for t in atlas.territories if t.layer == "level" and t.map == map_]


def highest(atlas: Atlas, chosen: list[Territory], view: ViewId, at_mm: tuple[float, float]) -> set[str]:
    """Who scores highest at a point, from the label raster, which knows nothing of names."""
    keys = {(t.layer, t.id, t.part, t.map) for t in chosen}
    table, score = atlas.label_table, dict[str, int]()
    for i in np.flatnonzero(table.member[atlas.labels[view].at(*at_mm)]):
        column = table.columns[i]
        if (column.layer, column.id, column.part, column.map) in keys:
            score[column.id] = max(score.get(column.id, 0), WEIGHT[column.zone])
    return {id_ for id_, weight in score.items() if weight == max(score.values()) and weight}


@pytest.mark.parametrize("map_", MAPS_AND_NERVES)
@pytest.mark.parametrize("body", resources.bodies())
def test_where_a_name_may_stand_its_owners_score_highest(body: str, map_: MapId | None) -> None:
    atlas = load_atlas(body)
    chosen = listed(atlas, map_)
    seen = set()
    for view in atlas.views:
        for piece in owned_skin(chosen, view):
            seen |= set(piece.owners)
            for spot in piece.spots:
                assert highest(atlas, chosen, view, spot.at_mm) == set(piece.owners), (view, piece.owners)
    drawn = {t.id for t in chosen if any(not shape.is_empty for shape in t.zones["usual"].values())}
    assert seen == drawn, "somebody has no skin to stand on"


def square(x: int, y: int, edge: int) -> MultiPolygon:
    return MultiPolygon([shapely.box(x, y, x + edge, y + edge)])


@st.composite
def levels(draw: st.DrawFn) -> list[Territory]:
    out = []
    for number in range(draw(st.integers(1, 5))):
        x, y, edge = draw(st.integers(0, 60)), draw(st.integers(0, 60)), draw(st.integers(8, 60))
        zones: dict[Zone, dict[ViewId, MultiPolygon]] = {"usual": {"leg_anterior": square(x, y, edge)}}
        if draw(st.booleans()):
            zones["core"] = {"leg_anterior": square(x + 2, y + 2, draw(st.integers(4, edge - 3)))}
        out.append(Territory("level", f"L{number}", None, None, False, zones))
    return out


@settings(max_examples=60, deadline=None)
@given(levels())
def test_skin_falls_into_pieces_that_do_not_overlap_and_whose_owners_outweigh_the_others(
    territories: list[Territory],
) -> None:
    pieces = owned_skin(territories, "leg_anterior")
    for i, piece in enumerate(pieces):
        for other in pieces[i + 1 :]:
            assert piece.skin.intersection(other.skin).area < 0.05
        for spot in piece.spots:
            point = shapely.Point(spot.at_mm)
            weights = {
                t.id: max((WEIGHT[zone] for zone, shapes in t.zones.items() if shapes["leg_anterior"].contains(point)))
                for t in territories
                if t.zones["usual"]["leg_anterior"].contains(point)
            }
            top = max(weights.values())
            assert set(piece.owners) == {id_ for id_, weight in weights.items() if weight == top}
