"""The two bodies that are installed, opened for real."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint

from footmap.data.casefile import read_case, write_case
from footmap.ui.window import Window

from .harness import Answers, Hand

SOLE: Final = "foot_plantar"


def test_the_other_body_is_drawn_with_the_same_strokes(hand: Hand, window: Window, tmp_path: Path) -> None:
    assert window.files is not None
    path = tmp_path / "two.footmap"
    window.files.questions = Answers(window, to_save=path)
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.15), hand.inside(SOLE, 0.5, 0.45)])
    case, area, picture = hand.session.case, hand.session.derived.match.paint_cm2, hand.image()
    window.parts.menu.bodies.actions()[1].trigger()
    hand.settle()
    assert hand.session.case.body == "female"
    assert hand.session.case.drawing == case.drawing
    assert hand.session.derived.match.paint_cm2 == pytest.approx(area, rel=0.1), "feet of one length in one frame"
    other = hand.image()
    assert other != picture
    ground = QPoint(3, 3)
    assert other.pixel(ground) == picture.pixel(ground)
    heel = hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.15))
    red = other.pixelColor(heel)
    assert red.red() > red.green() + 25, "the paint lies on the other sole"
    hand.paint("leg_anterior", [hand.inside("leg_anterior", 0.5, 0.5)], side="left")
    assert hand.session.derived.match.paint_cm2 > area
    window.parts.commands.save.trigger()
    assert read_case(path).body == "female"
    window.parts.menu.bodies.actions()[0].trigger()
    hand.settle()
    window.parts.commands.undo.trigger()
    hand.settle()
    assert hand.image() == picture
    assert hand.session.derived.match.paint_cm2 == pytest.approx(area, rel=1e-6)


def test_a_case_on_the_other_body_opens_on_it(hand: Hand, window: Window, tmp_path: Path) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    path = tmp_path / "hers.footmap"
    write_case(path, replace(hand.session.case, body="female"))
    assert window.files is not None
    window.files.open(path)
    hand.settle()
    assert hand.session.engine.atlas.body == "female"
    assert len(hand.session.case.drawing.strokes) == 1
    assert hand.session.derived.match.paint_cm2 > 0
    assert window.parts.notice.text == ""
    assert not hand.session.modified
    window.parts.commands.new.trigger()
    assert hand.session.case.body == "female", "a new case stays on the pictures that are shown"
