"""Painting without a pointer: by keys, from the list, and as assistive technology does it."""

from __future__ import annotations

import gc
from typing import Final

import pytest
import shapely
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.core.views import VIEW_IDS
from footmap.ui.accessible.region_chooser import RegionChooser
from footmap.ui.accessible.regions import Place, Regions
from footmap.ui.document.engine import Engine
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers, Hand

SOLE: Final = "foot_plantar"
ARROWS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


@pytest.fixture
def regions(window: Window) -> Regions:
    assert window.accessible_painting is not None
    return window.accessible_painting.regions


def place(regions: Regions) -> Place:
    assert regions.place is not None
    return regions.place


# ---- by keys


def test_a_region_is_chosen_marked_and_unmarked_by_keys(hand: Hand, window: Window, regions: Regions) -> None:
    canvas = window.parts.canvas
    canvas.focus_view(SOLE)
    window.parts.settings.set_quality("tingling")
    bare = hand.image()
    QTest.keyClick(window, Qt.Key.Key_R)
    assert canvas.hasFocus()
    first = place(regions)
    assert first.view == SOLE
    assert hand.image() != bare, "one sees where one is"
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    second = place(regions)
    assert second != first
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    hand.settle()
    assert regions.shares(second.side, second.region)["tingling"] > 0.95
    assert {s.quality for s in hand.session.case.drawing.strokes} == {"tingling"}
    assert window.parts.commands.undo.isEnabled()
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    hand.settle()
    assert not regions.shares(second.side, second.region)
    window.parts.commands.undo.trigger()
    hand.settle()
    assert regions.shares(second.side, second.region)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert regions.place is None
    assert not window.parts.commands.walk_regions.isChecked()
    assert canvas.scene is not None
    assert canvas.scene.focus == SOLE, "the first escape ends walking, not the focus"


def test_where_one_is_has_a_name(window: Window, regions: Regions) -> None:
    window.parts.canvas.focus_view(SOLE)
    window.parts.commands.walk_regions.trigger()
    assert regions.name(place(regions).region) in window.parts.status.text
    assert "not painted" in regions.spoken(place(regions).side, place(regions).region)


@pytest.mark.parametrize("view", VIEW_IDS)
def test_arrow_keys_reach_every_region_of_both_limbs(window: Window, regions: Regions, view: str) -> None:
    known = next(v for v in VIEW_IDS if v == view)
    window.parts.canvas.focus_view(known)
    window.parts.commands.walk_regions.trigger()
    wanted = {Place(known, side, region) for side in ("right", "left") for region in regions.in_view(known)}
    seen, todo = {place(regions)}, [place(regions)]
    while todo:
        here = todo.pop()
        for key in ARROWS:
            regions.go(here)
            QTest.keyClick(window.parts.canvas, key)
            there = place(regions)
            if there not in seen:
                seen.add(there)
                todo.append(there)
    assert seen == wanted


def test_another_view_takes_the_walk_along(window: Window, regions: Regions) -> None:
    canvas = window.parts.canvas
    canvas.focus_view(SOLE)
    window.parts.commands.walk_regions.trigger()
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.scene is not None
    assert place(regions).view == canvas.scene.focus != SOLE


def test_the_brush_is_led_by_keys(hand: Hand, window: Window) -> None:
    canvas = window.parts.canvas
    canvas.focus_view(SOLE)
    window.parts.settings.set_width_mm(6)
    QTest.keyClick(window, Qt.Key.Key_K)
    skin = hand.session.engine.atlas.views[SOLE].outline.buffer(-4)
    for _ in range(60):
        here = canvas.pointing.here
        assert here is not None
        if here.slot is not None and shapely.contains_xy(skin, *canvas.point_mm(here.slot, here.x, here.y)):
            break
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    start = canvas.pointing.here
    assert start is not None
    assert start.slot is not None
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(6):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.busy
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    ys = [y for _, y in stroke.points_mm]
    moved_mm = 36 / start.slot.scale
    assert ys[0] - ys[-1] == pytest.approx(moved_mm, rel=0.05)
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    assert window.parts.settings.width_mm == 8
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == 1, "escape gives the stroke up"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not window.parts.commands.lead_tool.isChecked()


def test_one_way_at_a_time(window: Window) -> None:
    a = window.parts.commands
    QTest.keyClick(window, Qt.Key.Key_R)
    QTest.keyClick(window, Qt.Key.Key_K)
    assert (a.walk_regions.isChecked(), a.lead_tool.isChecked()) == (False, True)
    QTest.keyClick(window, Qt.Key.Key_R)
    assert (a.walk_regions.isChecked(), a.lead_tool.isChecked()) == (True, False)


# ---- from the list


def test_a_region_is_found_and_marked_in_the_list(hand: Hand, window: Window, regions: Regions) -> None:
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    (chooser,) = window.findChildren(RegionChooser)
    assert not chooser.isModal()
    assert chooser.list.count() == len(regions.ids()) > 40
    QTest.keyClicks(chooser.filter, "heel pad")
    assert regions.name(chooser.region) == "Heel pad"
    assert place(regions).region == chooser.region
    chooser.side.setCurrentIndex(chooser.side.findData("left"))
    chooser.quality.setCurrentIndex(chooser.quality.findData("numbness"))
    chooser.intensity.setValue(9)
    QTest.keyClick(chooser.filter, Qt.Key.Key_Return)
    hand.settle()
    assert regions.shares("left", chooser.region)["numbness"] > 0.95
    assert {(s.side, s.intensity) for s in hand.session.case.drawing.strokes} == {("left", 9.0)}
    item = chooser.list.currentItem()
    assert "Numbness 100 %" in item.text() or "Numbness 99 %" in item.text()
    QTest.mouseClick(chooser.erase, Qt.MouseButton.LeftButton)
    hand.settle()
    assert "not painted" in item.text()
    assert not chooser.erase.isEnabled()
    chooser.close()
    assert regions.place is None


# ---- as assistive technology


def children(node: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [node.child(i) for i in range(node.childCount())]


def name(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name)


needs_factory = pytest.mark.skipif(
    not hasattr(QAccessible, "installFactory"), reason="this Qt for Python makes no interfaces"
)


@needs_factory
def test_the_canvas_holds_its_pictures_and_these_their_regions(hand: Hand, window: Window, regions: Regions) -> None:
    canvas = QAccessible.queryAccessibleInterface(window.parts.canvas)
    assert canvas is not None
    pictures = children(canvas)
    assert len(pictures) == 16
    assert len({name(p) for p in pictures}) == 16
    for picture in pictures:
        nodes = children(picture)
        assert len(nodes) > 8
        assert all(name(node) for node in nodes)
        for i, node in enumerate(nodes):
            assert picture.indexOfChild(node) == i
            assert node.parent() is picture
            centre = node.rect().center()
            assert picture.rect().contains(centre)
    window.parts.canvas.focus_view(SOLE)
    assert [name(p) for p in children(canvas)] == [regions.picture(SOLE, side) for side in ("right", "left")]


@needs_factory
def test_assistive_technology_marks_a_region(hand: Hand, window: Window, regions: Regions) -> None:
    window.parts.canvas.focus_view(SOLE)
    canvas = QAccessible.queryAccessibleInterface(window.parts.canvas)
    assert canvas is not None
    node = next(n for n in children(children(canvas)[0]) if name(n).startswith("Heel pad"))
    assert "not painted" in name(node)
    actions = node.actionInterface()
    assert len(actions.actionNames()) == 2
    assert all(actions.localizedActionName(n) for n in actions.actionNames())
    actions.doAction(actions.actionNames()[0])
    hand.settle()
    assert "Pain" in name(node)
    assert node.state().checked
    actions.doAction(actions.actionNames()[1])
    hand.settle()
    assert "not painted" in name(node)
    assert not node.state().checked


@needs_factory
def test_interfaces_go_with_their_window(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences
) -> None:
    for _ in range(6):
        window = Window(preferences, theme="light")
        window.attach(engine, shelf)
        assert window.files is not None
        window.files.questions = Answers(window)
        window.show()
        canvas = QAccessible.queryAccessibleInterface(window.parts.canvas)
        assert canvas is not None
        ids = [QAccessible.uniqueId(node) for picture in children(canvas) for node in children(picture)]
        assert all(QAccessible.accessibleInterface(id_) is not None for id_ in ids)
        window.close()
        window.deleteLater()
        del canvas
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert all(QAccessible.accessibleInterface(id_) is None for id_ in ids)


def test_a_region_may_be_asked_for_any_interface_and_says_nerve_and_level(window: Window) -> None:
    canvas = QAccessible.queryAccessibleInterface(window.parts.canvas)
    assert canvas is not None
    said = []
    for i in range(canvas.childCount()):
        picture = canvas.child(i)
        for node in (picture, *(picture.child(k) for k in range(picture.childCount()))):
            asked = (node.valueInterface, node.textInterface, node.selectionInterface, node.tableCellInterface)
            assert [ask() for ask in asked] == [None] * len(asked)
            assert node.relations() == []
            said.append(node.text(QAccessible.Text.Description))
    assert sum(bool(words) for words in said) > 0.8 * len(said)
    assert any("S1" in words for words in said)
