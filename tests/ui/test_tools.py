"""Every tool with the events of a mouse and of keys."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from footmap.core.drawing import footprint
from footmap.core.fill import region_at, region_shapes
from footmap.core.geometry import difference, widen
from footmap.ui.window import Window

from .harness import Hand
from .tool_steps import ALT, OUTER, SHIFT, SOLE, choose, round_, shown

# ---- brush and eraser


def test_shift_draws_a_straight_line(hand: Hand) -> None:
    ends = [hand.inside(SOLE, 0.5, up) for up in (0.2, 0.7)]
    a, b = (hand.at(SOLE, *p) for p in ends)
    aside = QPoint(a.x() + 30, a.y() - 40)
    hand.press(a)
    hand.move(aside, SHIFT)
    live = hand.session.live_match()
    hand.move(b, SHIFT)
    turned = hand.session.live_match()
    assert live is not None
    assert turned is not None
    assert turned.overlaps("nerve") != live.overlaps("nerve")
    hand.release(b, SHIFT)
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert len(stroke.points_mm) == 2
    assert stroke.points_mm[1] == pytest.approx(ends[1], abs=1.0 / hand.slot(SOLE).scale)
    outside = hand.canvas.point_mm(hand.slot(SOLE), aside.x(), aside.y())
    assert not shapely.contains_xy(footprint(stroke), *outside), "the line first led elsewhere"


def test_what_a_straight_line_left_behind_is_gone_from_the_picture(hand: Hand) -> None:
    a, b = (hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.3, 0.6))
    hand.press(a)
    hand.move(b, SHIFT)
    straight = hand.image()
    hand.move(QPoint(b.x() + 25, b.y() + 30), SHIFT)
    hand.move(b, SHIFT)
    assert hand.image() == straight
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)


def test_a_freehand_stroke_goes_on_after_a_straight_part(hand: Hand) -> None:
    path = [hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.2, 0.4, 0.6, 0.7)]
    hand.press(path[0])
    hand.move(path[1], SHIFT)
    hand.move(path[2], SHIFT)
    hand.move(path[3])
    hand.release(path[3])
    hand.settle()
    assert len(hand.session.case.drawing.strokes[0].points_mm) == 3


def test_click_and_shift_click_join(hand: Hand) -> None:
    a, b = (hand.inside(SOLE, 0.5, up) for up in (0.25, 0.7))
    hand.paint(SOLE, [a])
    at = hand.at(SOLE, *b)
    hand.drag([at], SHIFT)
    hand.settle()
    joined = hand.session.case.drawing.strokes[1]
    half_pixel = 1.0 / hand.slot(SOLE).scale
    assert joined.points_mm[0] == pytest.approx(a, abs=half_pixel)
    assert joined.points_mm[-1] == pytest.approx(b, abs=half_pixel)
    elsewhere = hand.at(OUTER, *hand.inside(OUTER))
    hand.drag([elsewhere], SHIFT)
    hand.settle()
    assert len(hand.session.case.drawing.strokes[2].points_mm) == 1, "nothing joins two pictures"


@pytest.mark.parametrize(("tool", "keys"), [("brush", SHIFT), ("lasso", Qt.KeyboardModifier.NoModifier)])
def test_what_was_told_of_a_stroke_under_way_does_not_change(
    hand: Hand, window: Window, tool: str, keys: Qt.KeyboardModifier
) -> None:
    window.parts.commands.choose_tool[tool].trigger()
    told: list[tuple[Sequence[tuple[float, float]], list[tuple[float, float]]]] = []
    hand.canvas.stroke_redrawn.connect(lambda points, _radii: told.append((points, list(points))))
    hand.drag(round_(hand, SOLE, 30), keys)
    assert len(told) > 3
    assert len({len(at_once) for _, at_once in told}) > 1 or tool == "brush"
    assert all(list(kept) == at_once for kept, at_once in told)


# ---- lasso


def test_the_lasso_marks_what_it_goes_round_and_nothing_beside_the_limb(hand: Hand, window: Window) -> None:
    choose(hand, window, "l", "lasso")
    bare = hand.image()
    ring = round_(hand, SOLE, 60)
    hand.press(ring[0])
    for at in ring:
        hand.move(at)
    live = hand.image()
    assert live != bare
    hand.release(ring[-1])
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert (stroke.shape, stroke.mode) == ("area", "add")
    outline = hand.session.engine.atlas.views[SOLE].outline
    paint = shown(hand)
    assert difference(paint, widen(outline, 0.6)).area < 1.0
    assert difference(shapely.intersection(footprint(stroke), outline), widen(paint, 0.6)).area < 5.0
    x, y = outline.bounds[0] - 2, hand.inside(SOLE)[1]
    beside = hand.at(SOLE, x, y)
    assert bare.pixel(beside) == live.pixel(beside) == hand.image().pixel(beside)


def test_the_lasso_erases_with_alt(hand: Hand, window: Window) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, up) for up in (0.3, 0.5, 0.7)])
    before = shown(hand).area
    choose(hand, window, "l", "lasso")
    hand.drag(round_(hand, SOLE, 15), ALT)
    hand.settle()
    assert hand.session.case.drawing.strokes[-1].mode == "erase"
    assert 0 < shown(hand).area < before - 100


@pytest.mark.parametrize("radius_mm", [0.0, 0.2])
def test_a_slip_of_the_lasso_is_no_step(hand: Hand, window: Window, radius_mm: float) -> None:
    choose(hand, window, "l", "lasso")
    bare = hand.image()
    hand.drag(round_(hand, SOLE, radius_mm))
    hand.settle()
    assert hand.session.stack.count() == 0
    assert hand.image() == bare


@pytest.mark.parametrize("tool", ["brush", "eraser", "lasso", "fill"])
def test_escape_leaves_nothing_behind(hand: Hand, window: Window, tool: str) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.4, up) for up in (0.3, 0.6)])
    hand.move(QPoint(2, 2))
    before, derived = hand.image(), hand.session.derived
    window.parts.commands.choose_tool[tool].trigger()
    ring = round_(hand, SOLE, 18)
    hand.press(ring[0])
    for at in ring:
        hand.move(at)
    assert hand.image() != before
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.release(ring[0])
    hand.settle()
    hand.move(QPoint(2, 2))
    assert hand.image() == before
    assert hand.session.derived is derived
    assert len(hand.session.case.drawing.strokes) == 1 or tool == "fill"


# ---- fill


def test_fill_outlines_a_region_and_marks_it_on_release(hand: Hand, window: Window) -> None:
    choose(hand, window, "g", "fill")
    bare = hand.image()
    x, y = hand.inside(SOLE, 0.5, 0.12)
    at = hand.at(SOLE, x, y, "left")
    hand.move(at)
    hovered = hand.canvas.grab().toImage()
    assert hovered != bare
    hand.press(at)
    hand.release(at)
    hand.settle()
    atlas = hand.session.engine.atlas
    region = region_at(atlas, SOLE, x, y)
    assert region == "heel_plantar"
    strokes = hand.session.case.drawing.strokes
    assert {(s.side, s.shape) for s in strokes} == {("left", "area")}
    assert hand.session.stack.count() == 1
    seen = region_shapes(atlas, region)[SOLE]
    assert shapely.symmetric_difference(shown(hand, SOLE, "left"), seen).area < 0.02 * seen.area
    hand.press(at, ALT)
    hand.release(at, ALT)
    hand.settle()
    assert hand.session.stack.count() == 2
    assert hand.session.derived.paint.is_empty


def test_fill_takes_the_region_where_the_button_is_released(hand: Hand, window: Window) -> None:
    choose(hand, window, "g", "fill")
    hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.12, 0.45)])
    hand.settle()
    atlas = hand.session.engine.atlas
    wanted = region_shapes(atlas, region_at(atlas, SOLE, *hand.inside(SOLE, 0.5, 0.45)) or "")[SOLE]
    assert shapely.symmetric_difference(shown(hand), wanted).area < 0.02 * wanted.area
    hand.drag([QPoint(3, 3)])
    hand.settle()
    assert hand.session.stack.count() == 1, "beside the limb there is nothing to fill"


def test_the_outline_goes_with_the_pointer_and_with_the_tool(hand: Hand, window: Window) -> None:
    bare = hand.image()
    choose(hand, window, "g", "fill")
    hand.move(hand.at(SOLE, *hand.inside(SOLE)))
    choose(hand, window, "h", "pan")
    assert hand.image() == bare


def test_the_status_line_tells_how_a_tool_is_used(hand: Hand, window: Window) -> None:
    from PySide6.QtWidgets import QLabel

    def words() -> str:
        return " ".join(label.text() for label in window.parts.status.findChildren(QLabel))

    hand.move(QPoint(3, 3))
    hints = set()
    for action in window.parts.commands.choose_tool.values():
        action.trigger()
        assert action.statusTip() in words()
        hints.add(action.statusTip())
    assert len(hints) == 6
    hand.move(hand.at(SOLE, *hand.inside(SOLE)))
    assert window.parts.status.text
    assert action.statusTip() not in words()


# ---- pick, restyle, delete


def test_pick_takes_over_how_the_topmost_stroke_was_made(hand: Hand, window: Window) -> None:
    settings = window.parts.settings
    line = [hand.inside(SOLE, 0.5, up) for up in (0.2, 0.5)]
    settings.set_intensity(8)
    settings.set_width_mm(22)
    hand.paint(SOLE, line)
    settings.set_quality("tingling")
    settings.set_intensity(2)
    settings.set_width_mm(6)
    hand.paint(SOLE, [line[0]])
    settings.set_quality("numbness")
    choose(hand, window, "i", "pick")
    hand.drag([hand.at(SOLE, *line[0])])
    assert (settings.quality, settings.intensity, settings.width_mm) == ("tingling", 2, 6)
    hand.drag([hand.at(SOLE, *line[1])])
    assert (settings.quality, settings.intensity, settings.width_mm) == ("pain", 8, 22)
    hand.settle()
    assert hand.session.stack.count() == 2, "picking changes nothing"


def test_pick_finds_a_stroke_in_every_view_that_shows_it(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    hand.paint(OUTER, [hand.inside(OUTER, across, 0.12) for across in (0.35, 0.5, 0.65)], "left")
    choose(hand, window, "i", "pick")
    found = 0
    for view, shapes in hand.session.derived.paint.left.shown.items():
        inner = shapes["pain"].buffer(-4)
        if inner.is_empty:
            continue
        spot = inner.representative_point()
        hand.drag([hand.at(view, spot.x, spot.y, "left")])
        assert window.painting.selection.stroke is hand.session.case.drawing.strokes[0], view
        QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
        assert window.painting.selection.stroke is None
        found += 1
    assert found >= 2


def test_a_selected_stroke_is_restyled_in_one_step(hand: Hand, window: Window) -> None:
    settings, commands = window.parts.settings, window.parts.commands
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.3), hand.inside(SOLE, 0.5, 0.6)])
    choose(hand, window, "i", "pick")
    plain = hand.image()
    hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.3))])
    assert hand.image() != plain, "the selected stroke has an outline"
    QTest.keyClicks(hand.canvas, "2")
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert stroke.quality == "burning"
    assert hand.session.stack.undoText() == "Change to burning"
    assert shown(hand).is_empty
    for _ in range(3):
        commands.stronger.trigger()
    hand.qtbot.waitUntil(lambda: hand.session.stack.count() == 3)
    assert hand.session.case.drawing.strokes[0].intensity == 8
    settings.set_width_mm(30)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.settle()
    assert hand.session.case.drawing.strokes[0].radius_mm == 15
    again = hand.session.engine.replay(hand.session.case.drawing)
    assert hand.session.derived.match.paint_cm2 == pytest.approx(again.match.paint_cm2, rel=1e-9)
    for _ in range(3):
        hand.session.undo()
    hand.settle()
    (stroke,) = hand.session.case.drawing.strokes
    assert (stroke.quality, stroke.intensity, stroke.radius_mm) == ("pain", 5, 7)
    assert hand.image() == plain


def test_delete_removes_the_selected_stroke_alone(hand: Hand, window: Window) -> None:
    commands = window.parts.commands
    for up in (0.2, 0.7):
        hand.paint(SOLE, [hand.inside(SOLE, 0.5, up)])
    before = hand.session.case.drawing.strokes
    assert not commands.delete.isEnabled()
    choose(hand, window, "i", "pick")
    hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.2))])
    assert commands.delete.isEnabled()
    QTest.keyClick(hand.canvas, Qt.Key.Key_Delete)
    hand.settle()
    assert hand.session.case.drawing.strokes == before[1:]
    assert not commands.delete.isEnabled()
    hand.session.undo()
    hand.settle()
    assert hand.session.case.drawing.strokes == before


def test_a_click_beside_the_paint_and_another_tool_select_nothing(hand: Hand, window: Window) -> None:
    assert window.painting is not None
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    for bare in (True, False):
        window.parts.commands.choose_tool["pick"].trigger()
        hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.2))])
        assert window.painting.selection.stroke is not None
        if bare:
            hand.drag([hand.at(SOLE, *hand.inside(SOLE, 0.5, 0.9))])
        else:
            window.parts.commands.brush.trigger()
        assert window.painting.selection.stroke is None
    window.parts.settings.set_quality("burning")
    hand.settle()
    assert hand.session.case.drawing.strokes[0].quality == "pain"


# ---- mirror and clear


def test_mirroring_gives_the_other_limb_the_same_paint(hand: Hand, window: Window) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.4, 0.6)])
    hand.paint(OUTER, [hand.inside(OUTER)])
    window.parts.commands.mirror.trigger()
    hand.settle()
    paint = hand.session.derived.paint
    assert paint.left.union == paint.right.union
    assert hand.session.stack.undoText() == "Mirror right to left"
    again = hand.session.engine.replay(hand.session.case.drawing)
    assert again.paint.left.union == paint.left.union
    found = [[(o.id, o.side) for o in derived.match.overlaps("nerve")] for derived in (again, hand.session.derived)]
    assert found[0] == found[1]
    window.parts.commands.undo.trigger()
    hand.settle()
    assert not hand.session.derived.paint.left.union


def test_mirroring_from_the_limb_that_was_painted_last_replaces_the_other(hand: Hand, window: Window) -> None:
    commands = window.parts.commands
    assert not commands.mirror.isEnabled()
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.8)], "left")
    commands.mirror.trigger()
    hand.settle()
    assert hand.session.stack.undoText() == "Mirror left to right"
    assert {s.side for s in hand.session.case.drawing.strokes} == {"left", "right"}
    assert shown(hand, SOLE, "right").equals(shown(hand, SOLE, "left"))
    assert "right limb is now a mirror image" in window.parts.status.text
    commands.mirror_right.trigger()
    hand.settle()
    assert shown(hand, SOLE, "right").equals(shown(hand, SOLE, "left"))


def test_clearing_a_view_takes_what_it_shows_on_both_limbs(hand: Hand, window: Window) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)], "left")
    hand.paint("foot_dorsal", [hand.inside("foot_dorsal")])
    window.activateWindow()
    hand.move(QPoint(3, 3))
    hand.move(hand.at(SOLE, *hand.inside(SOLE)))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Backspace, SHIFT)
    hand.settle()
    assert hand.session.stack.undoText() == "Clear soles"
    assert hand.session.stack.count() == 4
    for side in ("right", "left"):
        assert shown(hand, SOLE, side).is_empty
    assert not shown(hand, "foot_dorsal").is_empty
    QTest.keyClick(hand.canvas, Qt.Key.Key_Backspace, SHIFT)
    hand.settle()
    assert hand.session.stack.count() == 4
    assert "Nothing is painted" in window.parts.status.text
