"""At the anchor of every name on the canvas the named levels or nerves score highest."""

from __future__ import annotations

from typing import Final

import pytest
import shapely

from footmap.core.atlas import MapId
from footmap.core.ids import MAPS
from footmap.core.skin_owners import owned_skin
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.style import load_style
from footmap.ui.overlay.names import WIDE_PX
from footmap.ui.sheet.layout import Slot
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


@pytest.mark.parametrize("map_", MAPS)
def test_every_wide_piece_of_one_level_has_its_own_name_in_focus(hand: Hand, window: Window, map_: MapId) -> None:
    scene, atlas = hand.canvas.scene, hand.session.engine.atlas
    assert scene is not None
    window.resize(1440, 900)
    window.overlays.choose_map(map_)
    bare: list[tuple[ViewId, str, tuple[str, ...]]] = []
    for view in VIEW_IDS:
        hand.canvas.focus_view(view)
        hand.image()
        named: dict[Slot, list[shapely.Point]] = {slot: [] for slot in scene.layout.slots}
        for placed in scene.names:
            x, y = (v / hand.canvas.ratio for v in placed.named)
            at = hand.canvas.pointing.at(x, y)
            assert at.slot is not None
            named[at.slot].append(shapely.Point(hand.canvas.point_mm(at.slot, at.x, at.y)))
        for piece in owned_skin(listed(atlas, map_), view):
            for slot, points in named.items():
                if not piece.shared and piece.radius_mm * slot.scale >= WIDE_PX:
                    skin = piece.skin.buffer(0.3)
                    if not any(skin.contains(point) for point in points):
                        bare.append((view, slot.side, piece.owners))
    assert bare == []
