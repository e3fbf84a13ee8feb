from __future__ import annotations

from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shapely import MultiPolygon

from footmap.core.drawing import QUALITIES
from footmap.core.views import SIDES, VIEW_IDS, Side, ViewId
from footmap.ui.window import Window

from .harness import Hand

SOLE: Final = "foot_plantar"
OUTER: Final = "foot_lateral"


def outer_border(hand: Hand) -> list[tuple[float, float]]:
    return [hand.inside(OUTER, across, 0.12) for across in (0.35, 0.45, 0.55, 0.65, 0.75)]


def everything_shown(hand: Hand) -> dict[tuple[Side, ViewId, str], MultiPolygon]:
    paint = hand.session.derived.paint
    return {
        (side, view, quality): paint.shown(side, view, quality)
        for side in SIDES
        for view in VIEW_IDS
        for quality in QUALITIES
        if not paint.shown(side, view, quality).is_empty
    }


def test_painting_ranks_nerves_and_levels(hand: Hand, window: Window) -> None:
    assert not window.parts.panel.nerves.rows
    hand.paint(OUTER, outer_border(hand))
    match = hand.session.derived.match
    assert match.paint_cm2 > 5
    shown = window.parts.panel.nerves.rows
    best = {o.id for o in match.overlaps("nerve")[:6]}
    assert shown[0].key[0] in best
    assert shown[0].entry.side == "right"
    assert window.parts.panel.levels.rows
    assert window.parts.panel.footer.painted.number.startswith(f"{match.paint_cm2:.1f}")


def test_a_drag_is_one_stroke_and_one_step(hand: Hand) -> None:
    hand.paint(OUTER, outer_border(hand))
    assert len(hand.session.case.drawing.strokes) == 1
    assert hand.session.stack.count() == 1
    stroke = hand.session.case.drawing.strokes[0]
    assert (stroke.side, stroke.view, stroke.mode, stroke.quality) == ("right", OUTER, "add", "pain")
    assert len(stroke.points_mm) >= 3


def test_the_stroke_lies_where_the_pointer_went(hand: Hand) -> None:
    points = outer_border(hand)
    hand.paint(OUTER, points)
    half_pixel = 1.0 / hand.slot(OUTER).scale
    for wanted, got in ((points[0], 0), (points[-1], -1)):
        x, y = hand.session.case.drawing.strokes[0].points_mm[got]
        assert x == pytest.approx(wanted[0], abs=half_pixel)
        assert y == pytest.approx(wanted[1], abs=half_pixel)


def test_left_limb_mirrors(hand: Hand) -> None:
    points = outer_border(hand)
    hand.paint(OUTER, points, side="left")
    stroke = hand.session.case.drawing.strokes[0]
    assert stroke.side == "left"
    assert stroke.points_mm[0][0] == pytest.approx(-points[0][0], abs=1.0 / hand.slot(OUTER, "left").scale)
    assert {side for side, _, _ in everything_shown(hand)} == {"left"}
    assert {o.side for o in hand.session.derived.match.overlaps("nerve")} == {"left"}


def test_the_same_skin_is_painted_in_every_view_that_sees_it(hand: Hand) -> None:
    before = hand.image()
    hand.paint(OUTER, outer_border(hand))
    shown = {view for _, view, _ in everything_shown(hand)}
    assert {OUTER, "leg_lateral"} <= shown
    assert len(shown) >= 3
    after = hand.image()
    for view in shown:
        shape = hand.session.derived.paint.shown("right", view, "pain")
        if shape.area < 60:
            continue
        spot = shape.buffer(-1.5).representative_point()
        if spot.is_empty:
            continue
        at = hand.at(view, spot.x, spot.y)
        near = [QPoint(at.x() + dx, at.y() + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        assert any(before.pixel(p) != after.pixel(p) for p in near), view


def test_paint_stays_on_the_limb(hand: Hand) -> None:
    outline = hand.session.engine.atlas.views[OUTER].outline
    left, bottom, right, top = outline.bounds
    before = hand.image()
    hand.drag([hand.at(OUTER, left, bottom + 20), hand.at(OUTER, right, bottom + 20)])
    live = hand.image()
    hand.settle()
    exact = hand.image()
    rim = 2.5 / hand.slot(OUTER).scale
    ring = hand.at(OUTER, right, bottom + 20)
    reach = hand.window.parts.settings.radius_mm * hand.slot(OUTER).scale + 6
    away = outline.buffer(rim)
    import shapely

    checked = 0
    for x in range(int(left), int(right), 3):
        for y in range(int(bottom), int(top), 3):
            if not shapely.contains_xy(away, x, y):
                at = hand.at(OUTER, x, y)
                if (at.x() - ring.x()) ** 2 + (at.y() - ring.y()) ** 2 < reach**2:
                    continue  # the pointer's own ring
                checked += 1
                assert before.pixel(at) == live.pixel(at) == exact.pixel(at), (x, y)
    assert checked > 100
    shape = hand.session.derived.paint.shown("right", OUTER, "pain")
    assert shape.difference(outline.buffer(0.6)).area < 1.0


def test_undo_and_redo_are_identities(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, outer_border(hand))
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.5, 0.6)])
    drawing, shown = hand.session.case.drawing, everything_shown(hand)
    picture = hand.image()
    window.parts.commands.undo.trigger()
    window.parts.commands.undo.trigger()
    hand.settle()
    assert hand.session.case.drawing.strokes == ()
    assert not everything_shown(hand)
    assert not window.parts.panel.nerves.rows
    window.parts.commands.redo.trigger()
    window.parts.commands.redo.trigger()
    hand.settle()
    assert hand.session.case.drawing == drawing
    assert everything_shown(hand) == shown
    assert hand.image() == picture


def test_deep_undo_recomputes_what_is_no_longer_at_hand(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footmap.ui.document.checkpoints.KEPT", 1)
    monkeypatch.setattr("footmap.ui.document.checkpoints.EVERY", 3)
    areas = []
    for i in range(7):
        x, y = hand.inside(SOLE, 0.5, 0.1 + 0.11 * i)
        hand.paint(SOLE, [(x, y)])
        areas.append(hand.session.derived.match.paint_cm2)
    for i in reversed(range(6)):
        hand.session.undo()
        hand.settle()
        assert hand.session.derived.match.paint_cm2 == pytest.approx(areas[i], rel=1e-9)
    for i in range(1, 7):
        hand.session.redo()
        hand.settle()
        assert hand.session.derived.match.paint_cm2 == pytest.approx(areas[i], rel=1e-9)


def test_the_eraser_takes_away_every_quality(hand: Hand, window: Window) -> None:
    points = outer_border(hand)
    hand.paint(OUTER, points)
    window.parts.settings.set_quality("numbness")
    hand.paint(OUTER, points)
    assert {q for _, _, q in everything_shown(hand)} == {"pain", "numbness"}
    before = hand.session.derived.match.paint_cm2
    window.parts.commands.eraser.trigger()
    window.parts.settings.set_width_mm(window.parts.settings.width_mm + 6)
    hand.paint(OUTER, points)
    left = hand.session.derived.match.paint_cm2
    assert left < 0.05 * before
    assert hand.session.case.drawing.strokes[-1].mode == "erase"


def test_erasing_bare_skin_is_no_step(hand: Hand, window: Window) -> None:
    window.parts.commands.eraser.trigger()
    hand.paint(OUTER, outer_border(hand))
    assert hand.session.stack.count() == 0
    assert not hand.session.modified


def test_escape_gives_a_stroke_up(hand: Hand) -> None:
    before = hand.image()
    points = [hand.at(OUTER, x, y) for x, y in outer_border(hand)]
    hand.press(points[0])
    hand.move(points[2])
    assert hand.image() != before
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.release(points[2])
    hand.settle()
    assert not hand.session.case.drawing.strokes
    hand.move(QPoint(2, 2))
    assert hand.image() == before


def test_the_ranking_follows_the_brush_and_stays_when_it_is_lifted(hand: Hand, window: Window, qtbot: QtBot) -> None:
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.15)])
    nerves = window.parts.panel.nerves
    first = [row.shares for row in nerves.rows]
    points = [hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)]
    hand.press(points[0])
    for at in points:
        hand.move(at)
        qtbot.wait(40)
    assert window.assessment is not None
    window.assessment.settle_live()
    order, live = [row.key for row in nerves.rows], {row.key: row.shares for row in nerves.rows}
    assert list(live.values())[: len(first)] != first
    hand.release(points[-1])
    hand.settle()
    assert [row.key for row in nerves.rows] == order, "nothing jumps"
    for row in nerves.rows:
        for before, after in zip(live[row.key], row.shares, strict=True):
            assert before == pytest.approx(after, abs=4), row.key


def test_strokes_made_faster_than_they_are_computed_all_count(hand: Hand) -> None:
    for up in (0.2, 0.4, 0.6, 0.8):
        at = hand.at(SOLE, *hand.inside(SOLE, 0.5, up))
        hand.drag([at, QPoint(at.x() + 3, at.y())])
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == 4
    again = hand.session.engine.replay(hand.session.case.drawing)
    assert hand.session.derived.match.paint_cm2 == pytest.approx(again.match.paint_cm2, rel=1e-6)


def test_a_failing_stroke_is_said_and_dropped(hand: Hand, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    from footmap.errors import GeometryError

    hand.paint(OUTER, outer_border(hand))
    drawing, picture = hand.session.case.drawing, hand.image()

    def fails(*_: object) -> None:
        raise GeometryError("The shape cannot be made valid.")

    with monkeypatch.context() as patch:
        patch.setattr(hand.session.engine, "after_strokes", fails)
        hand.paint(SOLE, [hand.inside(SOLE)])
    assert "cannot be made valid" in window.parts.notice.text
    assert hand.session.case.drawing == drawing
    window.parts.notice.hide()
    QTest.qWait(20)
    hand.move(hand.at(OUTER, *outer_border(hand)[-1]))
    assert hand.image().size() == picture.size()
    hand.paint(SOLE, [hand.inside(SOLE)])
    assert len(hand.session.case.drawing.strokes) == 2


def test_clear_is_one_step(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, outer_border(hand))
    hand.paint(SOLE, [hand.inside(SOLE)])
    window.parts.commands.clear.trigger()
    hand.settle()
    assert not hand.session.case.drawing.strokes
    assert hand.session.derived.paint.is_empty
    window.parts.commands.undo.trigger()
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == 2


@pytest.mark.parametrize(("key", "quality"), [("1", "pain"), ("2", "burning"), ("3", "tingling"), ("4", "numbness")])
def test_number_keys_choose_the_quality(hand: Hand, window: Window, key: str, quality: str) -> None:
    window.activateWindow()
    QTest.keyClicks(hand.canvas, "1")
    QTest.keyClicks(hand.canvas, key)
    assert window.parts.settings.quality == quality
    hand.paint(SOLE, [hand.inside(SOLE)])
    assert hand.session.case.drawing.strokes[0].quality == quality


def test_several_strokes_are_one_step(hand: Hand) -> None:
    from footmap.core.fill import region_strokes

    atlas = hand.session.engine.atlas
    bare = hand.image()
    strokes = region_strokes(atlas, "heel_back", "left", "burning", 6)
    assert len(strokes) > 2
    hand.session.add_strokes(strokes, "Fill the back of the heel")
    assert hand.session.pending == strokes
    hand.settle()
    assert hand.session.stack.count() == 1
    assert hand.session.stack.undoText() == "Fill the back of the heel"
    assert hand.session.case.drawing.strokes == strokes
    filled, shown = hand.image(), everything_shown(hand)
    assert {side for side, _, _ in shown} == {"left"}
    hand.session.undo()
    hand.settle()
    assert not hand.session.case.drawing.strokes
    assert hand.image() == bare
    hand.session.redo()
    hand.settle()
    assert everything_shown(hand) == shown
    assert hand.image() == filled


def test_what_is_drawn_step_by_step_is_what_is_drawn_at_once(hand: Hand, window: Window) -> None:
    settings = window.parts.settings
    spots = [(0.5, 0.2), (0.45, 0.35), (0.55, 0.3), (0.5, 0.6), (0.4, 0.5), (0.5, 0.25)]
    for i, ((x, up), quality) in enumerate(zip(spots, [*QUALITIES, *QUALITIES], strict=False)):
        settings.set_quality(quality)
        settings.set_intensity((i * 3) % 11)
        hand.paint(SOLE, [hand.inside(SOLE, x, up), hand.inside(SOLE, 0.5, up + 0.1)])
    window.parts.commands.eraser.trigger()
    hand.paint(SOLE, [hand.inside(SOLE, 0.3, 0.3), hand.inside(SOLE, 0.7, 0.4)])
    hand.session.undo()
    hand.session.undo()
    hand.session.redo()
    hand.settle()
    hand.move(QPoint(2, 2))
    steps = hand.image()
    hand.canvas.fit()
    assert hand.image() == steps


def test_strokes_that_wait_for_their_shape_stay_on_the_picture(hand: Hand) -> None:
    hand.move(QPoint(2, 2))
    bare = hand.image()
    spots = [hand.at(SOLE, *hand.inside(SOLE, 0.5, up)) for up in (0.2, 0.45, 0.7)]
    for at in spots:
        hand.drag([at, QPoint(at.x() + 3, at.y())])
        for earlier in spots[: spots.index(at) + 1]:
            QApplication.processEvents()
            assert hand.canvas.grab().toImage().pixel(earlier) != bare.pixel(earlier)
    hand.settle()
    assert all(hand.image().pixel(at) != bare.pixel(at) for at in spots)


@pytest.mark.parametrize("side", SIDES)
def test_a_stroke_that_goes_on_to_the_other_limb_is_said_to_have_painted_one(
    hand: Hand, window: Window, side: Side
) -> None:
    other: Side = "left" if side == "right" else "right"
    front = hand.inside("leg_anterior", 0.5, 0.5)
    start, end = (hand.at("leg_anterior", *front, s) for s in (side, other))
    beside = hand.at("leg_anterior", *hand.inside("leg_anterior", 0.5, 0.6), side)
    hand.drag([start, beside])
    assert "Only" not in window.parts.status.text
    hand.drag([start, QPoint((start.x() + end.x()) // 2, start.y()), end])
    hand.settle()
    assert f"Only the {side} limb" in window.parts.status.text
    assert {stroke.side for stroke in hand.session.case.drawing.strokes} == {side}
