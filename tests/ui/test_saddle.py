"""The saddle is found by its name, and painted by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.ui.accessible.region_chooser import RegionChooser
from footmap.ui.window import Window

from .harness import Hand


@pytest.mark.parametrize(("language", "name"), [("en", "saddle"), ("de", "reithose")])
def test_the_saddle_is_painted_by_its_name(hand: Hand, window: Window, language: str, name: str) -> None:
    window.choose_language(language)
    for side in ("right", "left"):
        window.parts.commands.choose_region.trigger()
        chooser = window.findChild(RegionChooser)
        assert chooser is not None
        chooser.side.setCurrentIndex(chooser.side.findData(side))
        chooser.quality.setCurrentIndex(chooser.quality.findData("numbness"))
        QTest.keyClicks(chooser.filter, name)
        shown = [k for k in range(chooser.list.count()) if not chooser.list.item(k).isHidden()]
        assert len(shown) == 1
        QTest.keyClick(chooser.filter, Qt.Key.Key_Return)
        chooser.close()
        chooser.deleteLater()
        hand.settle()
        QTest.qWait(1)
    assert {stroke.side for stroke in hand.session.case.drawing.strokes} == {"right", "left"}
    bar = window.parts.emergency
    assert [found.id for found in bar.shown] == ["cauda_equina"], "numb saddle on both sides: an emergency"
