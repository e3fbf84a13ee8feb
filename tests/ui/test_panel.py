from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from footmap.core.views import Side
from footmap.ui.look.tokens import THEMES
from footmap.ui.panel.argument import LedgerLine
from footmap.ui.panel.ledger import LedgerView
from footmap.ui.panel.panel import DEPTHS
from footmap.ui.panel.pieces import Fold
from footmap.ui.panel.wrapped import percent
from footmap.ui.window import Window
from footmap.words.assessment_text import first_rows

from .harness import LEFT, Hand
from .panelling import OUTER, answer, assessed, ids, outer_border, territory


def enter(row: QObject) -> None:
    at = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(at, at, at))


def leave(row: QObject) -> None:
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))


def test_pointing_at_a_row_lights_its_territory_in_every_view(hand: Hand, window: Window, qtbot: QtBot) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    dark = hand.image()
    row = window.parts.panel.nerves.rows[0]
    enter(row)
    qtbot.waitUntil(lambda: window.parts.canvas.scene is not None and window.parts.canvas.scene.choice.lit is not None)
    assert window.parts.notice.text == ""
    lit = hand.image()
    lit_views = 0
    for part in territory(hand, row.key[0]):
        for view, shape in part.zones["usual"].items():
            if shape.area < 400:
                continue
            spot = shape.buffer(-4).representative_point()
            if spot.is_empty:
                continue
            assert dark.pixel(hand.at(view, spot.x, spot.y)) != lit.pixel(hand.at(view, spot.x, spot.y)), view
            left = hand.at(view, spot.x, spot.y, "left")
            assert dark.pixel(left) == lit.pixel(left), "the other limb stays dark"
            lit_views += 1
    assert lit_views >= 2
    leave(row)
    qtbot.waitUntil(lambda: window.parts.canvas.scene is not None and window.parts.canvas.scene.choice.lit is None)
    assert hand.image() == dark


def test_rows_are_walked_and_opened_with_the_keyboard(hand: Hand, window: Window, qtbot: QtBot) -> None:
    outer_border(hand)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    nerves = window.parts.panel.nerves
    rows = nerves.rows
    assert len(rows) >= 3
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert rows[1].isChecked()
    assert nerves.reasons is not None
    window.overlays.light()
    assert window.parts.canvas.scene is not None
    assert window.parts.canvas.scene.choice.lit is not None
    assert window.parts.canvas.scene.choice.lit.id == rows[1].key[0]
    QTest.keyClick(rows[1], Qt.Key.Key_Left)
    assert nerves.reasons is None
    QTest.keyClick(rows[1], Qt.Key.Key_Right)
    assert nerves.reasons is not None
    QTest.keyClick(rows[1], Qt.Key.Key_End)
    assert rows[-1].hasFocus()
    QTest.keyClick(rows[-1], Qt.Key.Key_Home)
    assert rows[0].hasFocus()


@pytest.mark.parametrize("side", ["right", "left"])
def test_the_lists_are_those_of_the_localiser(hand: Hand, window: Window, side: Side) -> None:
    outer_border(hand, side)
    answer(hand, ankle_reflex="reduced_one_side", slr="negative")
    found, panel = assessed(hand), window.parts.panel
    for depth in DEPTHS:
        entries = panel.list_of(depth).entries
        for entry, one in zip(entries, found.at(depth), strict=True):
            assert entry.shares.explained == pytest.approx(100 * one.explained, abs=0.501)
            if one.filled is None:
                assert entry.shares.filled is None
            else:
                assert entry.shares.filled == pytest.approx(100 * one.filled, abs=0.501)
        assert [(e.id, e.side, e.words, e.site) for e in entries] == [
            (a.candidate.id, a.candidate.side, a.candidate.words, a.candidate.site) for a in found.at(depth)
        ]
        shown = ids(panel.list_of(depth))
        first = [a.candidate.id for a in first_rows(found.at(depth))]
        assert shown == first[: len(shown)], "the best stand on top, and what explains nothing is not among them"
        bars = [row.entry.bar for row in panel.list_of(depth).rows]
        assert bars == sorted(bars, reverse=True)


def test_the_shares_of_a_row_are_areas(hand: Hand, window: Window) -> None:
    outer_border(hand)
    exact = {a.candidate.id: a for a in assessed(hand).nerves}
    rows = [row for row in window.parts.panel.nerves.rows if row.shares.explained]
    assert rows
    for row in rows:
        found = exact[row.key[0]]
        assert row.shares == pytest.approx((100 * found.explained, 100 * (found.filled or 0)), abs=0.501)
        spoken = row.accessibleName()
        for part in (row.name, "right", percent(row.shares.explained or 0), percent(row.shares.filled or 0)):
            assert part in spoken


def test_the_reasons_add_up_and_follow_the_case(hand: Hand, window: Window) -> None:
    outer_border(hand)
    conditions = window.parts.panel.conditions
    window.parts.panel.tabs.setCurrentIndex(2)
    row = conditions.rows[1]
    QTest.mouseClick(row, LEFT)
    card = conditions.reasons
    assert card is not None
    assert sum(line.value for line in card.argument.ledger) == pytest.approx(card.argument.support, abs=0.05)
    card.ledger.head.click()
    card.sources.head.click()
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    assert card.argument.speaks_for in said
    assert card.argument.speaks_against in said
    assert all(citation in said for citation in card.argument.sources)
    name = row.key[0]
    answer(hand, ankle_reflex="reduced_one_side")
    after = conditions.reasons
    assert after is not None
    assert any("jerk" in line.text.lower() or "reflex" in line.text.lower() for line in after.argument.ledger)
    assert len(after.argument.answers) == 1
    assert after.argument.answers[0].text in [label.text() for label in after.findChildren(QLabel)][:3], "named first"
    assert next(r for r in conditions.rows if r.isChecked()).key[0] == name, "the same row is open"


def test_paint_only_shows_the_ranking_without_clues_and_how_far_clues_moved(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    assert panel.evidence.isHidden(), "nothing to compare"
    alone = [e.id for e in panel.conditions.entries]
    answer(hand, first_step_pain="yes", windlass="positive")
    both = panel.conditions.entries
    assert not panel.evidence.isHidden()
    assert [e.moved for e in both] == [alone.index(e.id) - k for k, e in enumerate(both)]
    assert any(e.moved for e in both)
    QTest.mouseClick(panel.evidence.buttons["paint"], LEFT)
    assert [e.id for e in panel.conditions.entries] == alone
    assert not any(e.moved for e in panel.conditions.entries)
    QTest.mouseClick(panel.evidence.buttons["all"], LEFT)
    assert panel.conditions.entries == both


def test_pain_on_the_outer_border_ties_l5_and_s1_in_words(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    tied = {e.id: e.tied for e in panel.levels.entries if e.tied}
    assert set(tied) == {one for pair in assessed(hand).special.tied for one in pair}
    panel.tabs.setCurrentIndex(1)
    assert tied
    for row in panel.levels.rows:
        if row.key[0] in tied:
            assert tied[row.key[0]] in row.accessibleName()


def test_a_red_flag_stands_below_every_tab_with_what_it_rests_on(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    assert panel.banner.isHidden()
    answer(hand, sudden_cold_pale="yes", saddle_or_sphincter="no")
    assert panel.banner.alarms is not None
    assert [r.urgency for r in panel.banner.alarms.raised] == ["emergency"]
    said = " ".join(label.text() for label in panel.banner.findChildren(QLabel))
    flag = panel.banner.alarms.raised[0]
    assert panel.reading is not None
    words = panel.reading.wording.red_flag(flag)
    assert words.now not in said, "the bar says it"
    panel.banner.findChildren(Fold)[0].head.click()
    said = " ".join(label.text() for label in panel.banner.findChildren(QLabel))
    for part in (words.action, words.reason, words.because):
        assert part in said
    assert words.name in panel.banner.findChildren(Fold)[0].head.text()
    assert panel.banner.alarms.cautions, "a no that does not reassure is said"
    assert [e.id for e in panel.conditions.entries] == [a.candidate.id for a in assessed(hand).conditions]
    for index in range(4):
        panel.tabs.setCurrentIndex(index)
        assert panel.banner.isVisible()
    hand.session.undo()
    hand.session.undo()
    hand.settle()
    assert panel.banner.isHidden()


def test_clues_without_paint_rank_and_say_no_side(hand: Hand, window: Window) -> None:
    answer(hand, ankle_reflex="reduced_one_side", slr="positive")
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(2)
    assert panel.conditions.rows
    for row in panel.conditions.rows:
        assert row.entry.side is None
        assert row.shares.explained is None
    assert panel.evidence.isHidden()
    assert panel.footer.painted.number == "–"


def test_a_case_without_paint_and_clues_says_what_to_do(hand: Hand, window: Window) -> None:
    hand.settle()
    for list_ in window.parts.panel.lists:
        assert not list_.rows
        assert "Paint" in list_.empty_text


def test_the_whole_limb_painted_is_said_to_tell_little(hand: Hand, window: Window) -> None:
    session = hand.session
    window.parts.settings.set_width_mm(window.parts.settings.width_mm * 4)
    for view in ("leg_anterior", "leg_posterior", "leg_medial", "leg_lateral"):
        outline = session.engine.atlas.views[view].outline
        left, bottom, right, top = outline.bounds
        steps = [(x, y) for x in range(int(left), int(right), 30) for y in range(int(bottom), int(top), 60)]
        hand.paint(view, steps)
    hand.settle()
    said = [label.text() for label in window.parts.panel.nerves.findChildren(QLabel)]
    assert any("Most of the limb" in text for text in said)


def test_levels_and_conditions_have_their_own_tabs(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    for index, depth in enumerate(DEPTHS):
        panel.tabs.setCurrentIndex(index)
        assert [list_.isVisible() for list_ in panel.lists] == [k == index for k in range(3)]
        assert {row.layer for row in panel.rows()} == {depth}
    panel.tabs.setCurrentIndex(1)
    enter(panel.rows()[0])
    window.overlays.light()
    assert window.parts.canvas.scene is not None
    assert window.parts.canvas.scene.choice.lit is not None
    assert window.parts.canvas.scene.choice.lit.layer == "level"


def test_the_list_is_copied_as_text_with_its_reasons(hand: Hand, window: Window, qtbot: QtBot) -> None:
    outer_border(hand)
    panel = window.parts.panel
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    panel.nerves.rows[0].setFocus()
    QTest.keyClick(panel.nerves.rows[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QApplication.clipboard().text()
    places = [text.index(row.name) for row in panel.nerves.rows[:1]]
    assert places
    assert all(row.name in text for row in panel.nerves.rows)
    panel.nerves.rows[0].click()
    assert panel.nerves.reasons is not None
    assert panel.nerves.reasons.argument.speaks_for in text


def test_a_row_offers_every_other_for_comparison(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    heard: list[tuple[object, object]] = []
    panel.compared.connect(lambda a, b: heard.append((a, b)))
    first, second = panel.nerves.rows[:2]
    menu = panel.nerves.comparison_menu(first)
    assert menu is not None
    assert [a.text() for a in menu.actions()] == [row.name for row in panel.nerves.rows[1:]]
    menu.actions()[0].trigger()
    assert heard == [(first, second)]
    assert window.parts.canvas.scene is not None
    shown = window.parts.canvas.scene.choice.shown
    assert shown.lit is not None
    assert shown.other is not None
    assert (shown.lit.id, shown.other.id) == (first.key[0], second.key[0])


def test_the_disclaimer_stands_once(window: Window) -> None:
    said = [label for label in window.findChildren(QLabel) if "not a diagnosis" in label.text()]
    assert len(said) == 1


def test_every_answer_is_named_first_and_has_its_row(hand: Hand, window: Window) -> None:
    outer_border(hand)
    answer(hand, ankle_reflex="reduced_one_side", slr="negative", windlass="negative")
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(2)
    panel.conditions.rows[0].click()
    card, reading = panel.conditions.reasons, panel.reading
    assert card is not None
    assert reading is not None
    wording = reading.wording
    said = [one.text for one in card.argument.answers]
    for clue in reading.assessment.answers:
        assert any(wording.clue(clue) in text for text in said), clue
    shown = [label.text() for label in card.findChildren(QLabel) if len(label.text()) > 1]
    assert shown[: len(said)] == said, "before everything else"
    for row in reading.assessment.estimate.clues.rows:
        assert any(wording.clue(row.clue) in line.text for line in card.argument.ledger), row.clue
    for one in card.argument.answers:
        assert one.sign == ("▲" if one.value > 0.05 else "▼" if one.value < -0.05 else "–")


@pytest.mark.parametrize("width", [310, 372, 520])
def test_the_ledger_has_room_for_its_sum(hand: Hand, window: Window, width: int) -> None:
    outer_border(hand)
    answer(hand, ankle_reflex="reduced_one_side", slr="negative", saddle_or_sphincter="yes")
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(2)
    window.parts.splitter.setSizes([window.width() - width, width])
    QTest.mouseClick(panel.conditions.rows[0], LEFT)
    assert panel.conditions.reasons is not None
    panel.conditions.reasons.ledger.head.click()
    QApplication.processEvents()
    view = panel.conditions.reasons.findChildren(LedgerView)[0]
    assert view.height() >= view.heightForWidth(view.width())


@pytest.mark.parametrize("width", [240, 300, 420])
def test_the_sum_of_the_ledger_is_whole(qtbot: QtBot, width: int) -> None:
    lines = [LedgerLine(f"Contribution number {k} with a rather long name", k - 2.0) for k in range(5)]
    view = LedgerView(lines, LedgerLine("Support against the leader", -1.5), ["−1.50"] * 6, THEMES["light"])
    qtbot.addWidget(view)
    view.resize(width, view.heightForWidth(width))
    picture = view.grab().toImage()
    ground = picture.pixelColor(0, 0)
    ink = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y).lightness() < ground.lightness() - 90 for x in range(width - 60, width))
    ]
    lowest = ink[-1]
    assert lowest < picture.height() - 1, "nothing of the last line is cut off at its foot"
    last = [y for y in ink if y > lowest - 16]
    assert len(last) >= 6, "its digits are there in their whole height"


def test_where_no_level_fits_the_list_says_so(hand: Hand, window: Window) -> None:
    window.parts.settings.set_quality("burning")
    window.parts.settings.set_width_mm(window.parts.settings.width_mm * 3)
    hand.paint("foot_plantar", [hand.inside("foot_plantar", 0.5, up) for up in (0.05, 0.3, 0.6, 0.9)])
    panel, found = window.parts.panel, assessed(hand)
    panel.tabs.setCurrentIndex(1)
    assert panel.reading is not None
    if first_rows(found.levels):
        assert ids(panel.levels)[0] == first_rows(found.levels)[0].candidate.id
        reading = panel.reading
        against = tuple(
            replace(a, candidate=replace(a.candidate, words="strongly against")) for a in reading.assessment.levels
        )
        panel.show_reading(replace(reading, assessment=replace(reading.assessment, levels=against)))
    assert not panel.levels.rows
    assert panel.levels.empty_text == panel.reading.wording.say("text_no_level")
    more = next(b for b in panel.levels.findChildren(QPushButton) if b.isVisible())
    QTest.mouseClick(more, LEFT)
    assert len(panel.levels.rows) == len(found.levels), "all of them on wish"


def test_how_common_stands_beside_the_row(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    assert panel.reading is not None
    for row, found in zip(panel.conditions.entries, assessed(hand).conditions, strict=True):
        assert row.frequency == panel.reading.wording.say(found.candidate.frequency or "")
    for shown in panel.conditions.rows:
        assert f"how common: {shown.entry.frequency}" in shown.accessibleName()
    assert not any(e.frequency for e in panel.nerves.entries)
