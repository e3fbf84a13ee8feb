"""The dermatome map has one owner, whom picture, menu and assessment follow."""

from __future__ import annotations

from typing import get_args

import pytest
from pytestqt.qtbot import QtBot

from footmap.core.atlas import MapId
from footmap.ui.document.map_choice import MapChoice
from footmap.ui.window import Window

from .harness import Hand

MAPS: tuple[MapId, ...] = get_args(MapId)


@pytest.mark.parametrize("map_", MAPS)
def test_picture_menu_and_assessment_follow(hand: Hand, window: Window, map_: MapId) -> None:
    window.parts.commands.dermatomes.setChecked(True)
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    window.maps.choose(map_)
    hand.settle()
    scene, reading, entries = window.parts.canvas.scene, window.parts.panel.reading, window.parts.topbar.maps.actions()
    assert scene is not None
    assert reading is not None
    assert scene.choice.dermatomes == map_
    assert reading.assessment.map == map_
    assert [entry.data() for entry in entries if entry.isChecked()] == [map_]


def test_a_choice_that_changes_nothing_is_not_announced(qtbot: QtBot) -> None:
    maps = MapChoice()
    with qtbot.assertNotEmitted(maps.changed):
        maps.choose(maps.value)
    with qtbot.waitSignal(maps.changed) as heard:
        maps.choose("lee_2008")
    assert heard.args == ["lee_2008"] == [maps.value]
