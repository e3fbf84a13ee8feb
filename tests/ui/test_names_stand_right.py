"""At the anchor of every name on the canvas the named levels or nerves score highest."""

from __future__ import annotations

from typing import Final

import pytest

from footmap.core.atlas import MapId
from footmap.core.ids import MAPS
from footmap.core.views import ViewId
from footmap.data.style import load_style
from footmap.ui.window import Window

from ..core.test_skin_owners import highest, listed
from .harness import Hand

LAYERS: Final[tuple[MapId | None, ...]] = (*MAPS, None)


def owners(text: str, map_: MapId | None, names: dict[str, str]) -> set[str]:
    """Ids of the levels or nerves that a name on the skin means."""
    looks = load_style().levels if map_ else load_style().nerves
    signs = {look.sign("en"): id_ for id_, look in looks.items()}
    return {names.get(text) or signs[text]} if text in names else {signs[sign] for sign in text.split(" + ")}


@pytest.mark.parametrize("focus", [None, "leg_posterior", "leg_anterior", "foot_medial", "foot_plantar", "foot_dorsal"])
@pytest.mark.parametrize("map_", LAYERS)
def test_a_name_stands_where_its_owners_score_highest(
    hand: Hand, window: Window, map_: MapId | None, focus: ViewId | None
) -> None:
    facts, scene, atlas = window.overlays.facts_now(), hand.canvas.scene, hand.session.engine.atlas
    assert facts is not None
    assert scene is not None
    if map_ is None:
        window.parts.commands.nerves.setChecked(True)
    else:
        window.overlays.choose_map(map_)
    hand.canvas.focus_view(focus)
    hand.image()
    names = {facts.name("nerve", id_): id_ for id_ in load_style().nerves}
    chosen = listed(atlas, map_)
    assert scene.names
    for placed in scene.names:
        x, y = (v / hand.canvas.ratio for v in placed.named)
        at = hand.canvas.pointing.at(x, y)
        assert at.slot is not None, placed.wish.text
        place = hand.canvas.point_mm(at.slot, x, y)
        assert highest(atlas, chosen, at.slot.view, place) == owners(placed.wish.text, map_, names), placed
