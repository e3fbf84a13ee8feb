"""The side panel during a stroke and while readings arrive: no row jumps, and the brush waits for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from threading import get_ident
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.ui.document.live_reading import LiveReader
from footmap.ui.document.localising import Reading
from footmap.ui.panel.entries import listed_first
from footmap.ui.window import Window

from .harness import Hand
from .panelling import OUTER, answer, ids, outer_border


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.tuples(st.floats(0.1, 0.9), st.floats(0.05, 0.9)),
    path=st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)), min_size=2, max_size=8),
    empty=st.booleans(),
    tab=st.sampled_from(range(3)),
)
def test_the_list_during_a_stroke_is_the_list_after_it(
    hand: Hand,
    window: Window,
    start: tuple[float, float],
    path: Sequence[tuple[float, float]],
    empty: bool,
    tab: int,
) -> None:
    panel = window.parts.panel
    panel.tabs.setCurrentIndex(tab)
    list_ = panel.lists[tab]
    hand.session.new()
    if not empty:
        hand.paint(OUTER, [hand.inside(OUTER, *start)])
    answer(hand, ankle_reflex="reduced_one_side")
    points = [hand.at(OUTER, *hand.inside(OUTER, *at)) for at in path]
    assert window.assessment is not None
    hand.press(points[0])
    for at in points:
        hand.move(at)
        window.assessment.settle_live()
        assert ids(list_) == [e.id for e in listed_first(list_.entries)]
    live = {e.id: e for e in list_.entries}
    shown = ids(list_)
    hand.release(points[-1])
    assert ids(list_) == shown, "nothing moves when the stroke ends"
    hand.settle()
    after = {e.id: e for e in list_.entries}
    assert live.keys() == after.keys()
    firsts = [e for id_, e in after.items() if e.first or live[id_].first]
    assert sum(e.first != live[e.id].first for e in firsts) <= 1, "nobody passes a bound but by a hair"
    for entry in firsts:
        assert abs(entry.bar - live[entry.id].bar) < 0.02 or not entry.first, "what was shown was exact"
    assert ids(list_)[:1] == shown[:1] or abs(after[shown[0]].bar - after[ids(list_)[0]].bar) < 0.02


def test_before_anything_is_known_rows_follow_the_overlap_and_join_at_the_end(hand: Hand, window: Window) -> None:
    hand.settle()
    nerves, match = window.parts.panel.nerves, hand.session.derived.match
    assert window.assessment is not None
    hand.session.engine_changed.emit()  # as on another body, before it has been read
    before = ids(nerves)
    assert before == []
    points = [hand.at(OUTER, *hand.inside(OUTER, 0.3, up)) for up in (0.1, 0.3, 0.6, 0.9)]
    hand.press(points[0])
    for at in points:
        hand.move(at)
        window.assessment.show_live()
        now = ids(nerves)
        assert now[: len(before)] == before, "rows only join, and only at the end"
        assert len(now) == len(set(now))
        before = now
    assert before
    hand.release(points[-1])
    hand.settle()
    assert hand.session.derived.match is not match
    assert ids(nerves) == [e.id for e in listed_first(nerves.entries)]


def test_a_reading_that_arrives_during_a_stroke_waits(hand: Hand, window: Window) -> None:
    outer_border(hand)
    before = ids(window.parts.panel.nerves)
    hand.session.set_answer("ankle_reflex", "reduced_one_side", "answer")
    at = hand.at(OUTER, *hand.inside(OUTER, 0.5, 0.8))
    hand.press(at)
    assert window.assessment is not None
    window.assessment.settle(deep=True)
    assert ids(window.parts.panel.nerves) == before
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.settle()
    assert window.parts.panel.reading is not None
    assert window.parts.panel.reading.assessment.answers == {"ankle_reflex": "reduced_one_side"}


def test_stability_and_the_next_question_follow_when_all_is_quiet(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    assert panel.footer.stable.number == "–"
    hand.settle(deep=True)
    assert panel.reading is not None
    found = panel.reading.assessment.stability
    assert found is not None
    least = panel.reading.localiser.scoring.stable_from
    assert panel.footer.stable.number == ("stable" if found.kept["nerve"] >= least else "changes")
    assert panel.clues.question.questions
    outer_border(hand, "left")
    assert panel.footer.stable.number == "–", "it belonged to another drawing"


def test_an_open_row_follows_the_stroke_with_its_card(hand: Hand, window: Window) -> None:
    outer_border(hand)
    nerves = window.parts.panel.nerves
    nerves.rows[-1].click()
    name, card = nerves.rows[-1].key[0], nerves.reasons
    assert window.assessment is not None
    points = [hand.at(OUTER, *hand.inside(OUTER, 0.3, up)) for up in (0.1, 0.5, 0.9)]
    hand.press(points[0])
    for at in points:
        hand.move(at)
        window.assessment.settle_live()
        assert name in ids(nerves)
        assert nerves.reasons is card, "its words wait for the end of the stroke"
        QApplication.processEvents()
        assert card is not None
        row = next(row for row in nerves.rows if row.key[0] == name)
        assert card.y() == row.y() + row.height()
    hand.release(points[-1])
    hand.settle()
    assert nerves.reasons is not None


def test_the_brush_waits_for_no_reading(hand: Hand, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    outer_border(hand)
    threads: list[int] = []
    read = LiveReader.read

    def noted(reader: LiveReader, *args: Any) -> Reading:
        threads.append(get_ident())
        return read(reader, *args)

    monkeypatch.setattr(LiveReader, "read", noted)
    assert window.assessment is not None
    points = [hand.at(OUTER, *hand.inside(OUTER, 0.3, 0.1 + 0.04 * k)) for k in range(20)]
    hand.press(points[0])
    for at in points:
        hand.move(at)
        window.assessment.show_live()
    asked = len(points)
    window.assessment.settle_live()
    hand.release(points[-1])
    assert threads
    assert get_ident() not in threads, "the window's thread reads nothing"
    assert len(threads) < asked, "steps that are out of date are not read"
