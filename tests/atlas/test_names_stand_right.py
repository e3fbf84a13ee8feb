"""At the anchor of every name on a plate the named levels or nerves score highest."""

from __future__ import annotations

from typing import Any, Final

import pytest

from footmap.core.atlas import Atlas, MapId
from footmap.core.ids import MAPS
from footmap.core.label_places import Placed
from footmap.core.label_places import arrange as arranging
from footmap.core.label_wishes import Plane
from footmap.core.skin_owners import owned_skin as owned
from footmap.core.views import ViewId
from footmap.report.atlas_plates import PlateWish
from footmap.report.labels import Label, WantedName
from footmap.report.labels import place as placing

from ..core.test_skin_owners import highest
from ..report.test_plates import made, sheets

LAYERS: Final[tuple[MapId | None, ...]] = (*MAPS, None)


@pytest.mark.parametrize("map_", LAYERS)
def test_a_name_stands_where_its_owners_score_highest(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, map_: MapId | None
) -> None:
    views: list[ViewId] = []
    planes: list[Plane] = []
    found: list[tuple[ViewId, Plane, Placed]] = []

    def owned_skin(territories: Any, view: ViewId) -> Any:
        views.append(view)
        return owned(territories, view)

    def arrange(*given: Any) -> list[Placed]:
        out: list[Placed] = arranging(*given)
        found.extend((views[-1], planes[-1], placed) for placed in out)
        return out

    def place(names: list[WantedName], *given: Any) -> list[Label]:
        planes.append(names[0].plane)
        return placing(names, *given)

    monkeypatch.setattr("footmap.report.plate_sheets.owned_skin", owned_skin)
    monkeypatch.setattr("footmap.report.plate_sheets.place", place)
    monkeypatch.setattr("footmap.report.labels.arrange", arrange)
    wanted = "nerves_usual" if map_ is None else f"dermatomes_{map_}"
    plate = made(PlateWish(), atlas.body)[wanted]
    sheets(plate, PlateWish(), atlas.body)
    signs = {sign: id_ for id_, sign in plate.signs.items()}
    chosen = list(plate.named)
    assert len(found) > 8
    for view, plane, placed in found:
        meant = {signs[sign] for sign in placed.wish.text.split(" + ")}
        x, y = placed.named
        on_skin = (x - plane.left) / plane.across, (y - plane.top) / plane.down
        assert highest(atlas, chosen, view, on_skin) == meant, placed
