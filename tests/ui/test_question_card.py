"""The card of the next question keeps its place, says what it checks, and takes no click that was meant for another."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from footmap.core.views import ViewId
from footmap.ui.document.localising import Reading
from footmap.ui.panel.question_card import QuestionCard
from footmap.ui.window import Window

from .harness import LEFT, Hand

OUTER: Final[ViewId] = "foot_lateral"


@pytest.fixture
def card(hand: Hand, window: Window) -> QuestionCard:
    """With a question on it, in a window that shows it."""
    window.parts.panel.tabs.setCurrentIndex(3)
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])
    hand.settle(deep=True)
    QApplication.processEvents()
    return window.parts.panel.clues.question


def place(card: QuestionCard, window: Window) -> tuple[QPoint, int]:
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return card.mapTo(window, QPoint(0, 0)), card.height()


def test_it_stays_dimmed_until_the_next_question_takes_its_place(
    card: QuestionCard, hand: Hand, window: Window
) -> None:
    assert card.first is not None
    before, height = place(card, window)
    asked = card.questions
    search = window.parts.panel.clues.search
    button = next(iter(card.first.segments.buttons.values()))
    at = window.mapFromGlobal(button.mapToGlobal(button.rect().center()))
    QTest.mouseClick(button, LEFT)
    hand.session.settle()
    assert card.waiting
    assert card.isVisible()
    assert place(card, window) == (before, height)
    hand.settle()
    assert card.waiting, "the lists are there, the next question is not"
    assert place(card, window) == (before, height)
    below = search.mapTo(window, QPoint(0, 0)).y()
    hand.settle(deep=True)
    assert card.questions != asked
    assert not card.waiting
    where, high = place(card, window)
    assert where == before
    assert high >= height, "never lower, so that nothing below moves up"
    if high == height:
        assert search.mapTo(window, QPoint(0, 0)).y() == below
    answers = dict(hand.session.case.clues)
    hit = window.childAt(at)
    assert hit is not None
    QTest.mouseClick(hit, LEFT, pos=hit.mapFromGlobal(window.mapToGlobal(at)))
    hand.settle()
    assert dict(hand.session.case.clues) == answers, "the second click of a quick user answers nothing"


def test_what_takes_no_answer_is_dimmed_and_wakes_as_it_was(card: QuestionCard, hand: Hand, window: Window) -> None:
    readings: list[Reading] = []
    assert window.assessment is not None
    window.assessment.shown.connect(readings.append)
    hand.session.set_answer("slr", "negative", "Answer")
    hand.settle(deep=True)

    def inks() -> tuple[int, int]:
        """Lightness of ground and of the darkest ink of the card's question."""
        assert card.first is not None
        picture = card.first.grab().toImage()
        at = (QPoint(x, y) for x in range(picture.width()) for y in range(picture.height()))
        shades = sorted(picture.pixelColor(point).lightness() for point in at)
        return shades[-1], shades[0]

    ground, ink = inks()
    asked = card.questions
    card.withdraw(frozenset({asked[0].clue}))
    assert card.waiting
    content = card.first.parentWidget() if card.first is not None else None
    assert content is not None
    picture = content.grab().toImage()
    at = (QPoint(x, y) for x in range(picture.width()) for y in range(picture.height()))
    dimmed = min(picture.pixelColor(point).lightness() for point in at)
    assert dimmed > ink + (ground - ink) // 3
    corner = QPoint(content.width() - 3, 3)
    whole = card.grab().toImage()
    assert whole.pixelColor(content.mapTo(card, corner)) == whole.pixelColor(6, 6), "the ground stays as it is"
    window.parts.panel.tabs.setCurrentIndex(3)
    QApplication.processEvents()
    assert content.isVisible(), card.isVisible()
    content.resize(content.width() + 20, content.height())
    veils = [part for part in content.findChildren(QWidget) if part.geometry() == content.rect()]
    assert veils, "what dims follows the size"
    reading = readings[-1]
    card.show_questions(asked, reading.wording, reading.clinical)
    assert not card.waiting
    assert inks() == (ground, ink)


def test_after_a_moment_the_new_question_can_be_clicked(
    card: QuestionCard, hand: Hand, window: Window, qtbot: QtBot
) -> None:
    assert card.first is not None
    QTest.mouseClick(next(iter(card.first.segments.buttons.values())), LEFT)
    hand.settle(deep=True)
    QTest.qWait(QApplication.doubleClickInterval() + 200)
    first = card.first
    assert first is not None
    button = next(iter(first.segments.buttons.values()))

    def lies_free() -> bool:
        return window.childAt(window.mapFromGlobal(button.mapToGlobal(button.rect().center()))) is button

    qtbot.waitUntil(lies_free)  # on a busy machine the moment begins late
    count = len(hand.session.case.clues)
    QTest.mouseClick(button, LEFT)
    hand.settle()
    assert len(hand.session.case.clues) == count + 1


def test_the_same_question_wakes_where_it_was(card: QuestionCard, hand: Hand, window: Window) -> None:
    assert card.first is not None
    asked, row = card.questions, card.first
    card.withdraw(frozenset({asked[0].clue}))
    assert card.waiting
    reading = window.parts.panel.reading
    assert reading is not None
    card.show_reading(reading)
    assert not card.waiting
    assert card.first is row


def test_it_says_that_the_case_is_settled(card: QuestionCard, hand: Hand, window: Window) -> None:
    reading = window.parts.panel.reading
    assert reading is not None
    height = card.height()
    settled = replace(reading, assessment=replace(reading.assessment, questions=()))
    card.show_reading(settled)
    assert reading.wording.say("settled") in card.text
    assert card.isVisible()
    assert place(card, window)[1] == height


def test_in_an_emergency_it_shows_the_flag_and_its_checks_in_order(hand: Hand, window: Window) -> None:
    hand.session.set_answer("saddle_or_sphincter", "yes", "answer")
    hand.settle(deep=True)
    card, reading = window.parts.panel.clues.question, window.parts.panel.reading
    assert reading is not None
    flag = reading.assessment.alarms.emergencies[0]
    assert reading.wording.flag(flag.id) in card.text
    asked = [q.clue for q in card.questions if q.flag == flag.id]
    assert asked
    assert asked == [clue for clue in flag.checks if clue in asked]
    hand.session.set_cleared(flag.id, "MRI normal", "clear")
    hand.session.settle()
    assert card.waiting, "what checks a cleared flag takes no answer"
    hand.settle(deep=True)
    assert reading.wording.flag(flag.id) not in card.text


def test_an_empty_case_asks_nothing(card: QuestionCard, hand: Hand) -> None:
    hand.session.new()
    hand.settle(deep=True)
    assert card.isHidden()
    assert card.minimumHeight() == 0
