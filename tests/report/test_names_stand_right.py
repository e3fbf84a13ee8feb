"""At the anchor of every name on a chart the named levels or nerves score highest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pytest

from footmap.core.atlas import Atlas, MapId
from footmap.core.drawing import Case
from footmap.core.ids import MAPS
from footmap.core.views import ViewId
from footmap.data.style import load_style
from footmap.report.labels import Label, WantedName, place
from footmap.report.picture_wish import PictureWish
from footmap.report.render import wished_chart

from ..core.test_skin_owners import highest, listed

LAYERS: Final[tuple[MapId | None, ...]] = (*MAPS, None)


def view_of(atlas: Atlas, name: WantedName) -> ViewId:
    return next(view for view, seen in atlas.views.items() if seen.outline is name.outline)


@pytest.mark.parametrize("map_", LAYERS)
def test_a_name_stands_where_its_owners_score_highest(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, map_: MapId | None
) -> None:
    found: list[tuple[WantedName, Label]] = []

    def placed(names: Iterable[WantedName], *rest: Any) -> list[Label]:
        wanted = list(names)
        labels = place(wanted, *rest)
        found.extend((wanted[0], label) for label in labels)
        return labels

    monkeypatch.setattr("footmap.report.chart.place", placed)
    wish = PictureWish(overlay="nerves") if map_ is None else PictureWish(overlay="dermatomes", map=map_)
    wished_chart(Case(), atlas, wish)
    assert len(found) > 20
    drawn = [t for t in listed(atlas, map_) if t.part in (None, "own")]  # toes belong to the trunks here
    for name, label in found:
        x, y = label.foot or (label.x, label.y)
        plane = name.plane
        at = ((x - plane.left) / plane.across, (y - plane.top) / plane.down)
        looks = load_style().levels if map_ else load_style().nerves
        signs = {look.sign("en"): id_ for id_, look in looks.items()}
        meant = {signs[sign] for sign in label.text.split(" + ")}
        assert highest(atlas, drawn, view_of(atlas, name), at) == meant, label
