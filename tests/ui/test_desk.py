from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.core.drawing import Case
from footmap.core.record import Pain
from footmap.data.casefile import read_case, write_case
from footmap.data.library import unfinished
from footmap.data.library.library import Library
from footmap.ui.document.journal import draft_of

from .harness import Answers
from .records import Practice, desk_of, paint, reception_of


def seen(practice: Practice) -> list[tuple[str, int]]:
    """Pseudonyms and numbers of strokes, as another program reads them."""
    with Library(practice.places.library) as library:
        return [(entry.patient.pseudonym, entry.strokes) for entry in library.visits()]


def strokes_within_a_second(practice: Practice) -> int:
    """Strokes that another program finds in the newest visit, without any command to save."""
    end = time.monotonic() + 1.0
    found = 0
    while time.monotonic() < end:
        if practice.places.library.exists():
            with Library(practice.places.library) as library:
                entries = library.visits()
                found = len(library.visit(entries[0].visit.id).case.drawing.strokes) if entries else 0
        QTest.qWait(20)
    return found


def test_what_is_painted_is_in_the_library_without_saving(practice: Practice) -> None:
    window = practice.window()
    hand = practice.hand(window)
    assert not practice.places.library.exists()
    paint(hand, 0.2)
    paint(hand, 0.6)
    assert strokes_within_a_second(practice) == 2
    assert not window.isWindowModified()
    assert desk_of(window).strip.state.text() == "Kept"
    hand.session.set_answer("slr", "positive", "Answer")
    assert desk_of(window).journal.flush()
    with Library(practice.places.library) as library:
        entry = library.visits()[0]
        assert library.visit(entry.visit.id).case == hand.session.case
        assert entry.at is not None


def test_nothing_is_kept_of_a_drawing_that_nobody_began(practice: Practice) -> None:
    window = practice.window()
    window.parts.commands.new.trigger()
    practice.close(window)
    assert not practice.places.library.exists()


def test_closing_asks_nothing_and_the_visit_is_opened_again(practice: Practice) -> None:
    window = practice.window()
    hand = practice.hand(window)
    paint(hand)
    case, id_ = hand.session.case, hand.session.record.head.id
    assert window.files is not None
    answers = Answers(window, save="cancel")
    window.files.questions = answers
    practice.close(window)
    assert answers.asked == 0
    assert unfinished.left_open(practice.places.library) == ()
    again = practice.window()
    assert desk_of(again).open_visit(id_)
    practice.hand(again).settle()
    assert again.session is not None
    assert again.session.case == case
    assert case
    assert not again.session.modified


def test_each_visit_goes_on_where_it_belongs(practice: Practice) -> None:
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    paint(hand, 0.2)
    first = hand.session.record.head.id
    patient = hand.session.record.patient
    assert patient is not None
    window.parts.commands.new_visit.trigger()
    hand.settle()
    assert not hand.session.case.drawing.strokes
    assert hand.session.record.patient == patient
    paint(hand, 0.3)
    paint(hand, 0.7)
    second = hand.session.record.head.id
    assert desk.strip.about.text().find("visit 2 of 2") >= 0
    assert desk.open_visit(first)
    hand.settle()
    paint(hand, 0.8)
    desk.journal.flush()
    with Library(practice.places.library) as library:
        assert len(library.visit(first).case.drawing.strokes) == 2
        assert len(library.visit(second).case.drawing.strokes) == 2
        assert library.patient_of(second).id == patient.id
    window.parts.commands.new.trigger()
    assert hand.session.record.patient != patient


def test_a_second_window_only_reads_and_follows(practice: Practice) -> None:
    window = practice.window()
    hand = practice.hand(window)
    paint(hand, 0.2)
    desk_of(window).journal.flush()
    id_ = hand.session.record.head.id
    other = practice.window()
    hand2, desk2 = practice.hand(other), desk_of(other)
    assert desk2.open_visit(id_)
    hand2.settle()
    assert desk2.strip.state.text() == "Read only"
    paint(hand2, 0.7)
    assert len(hand2.session.case.drawing.strokes) == 1
    assert "only be read" in other.parts.notice.text
    hand2.session.set_answer("slr", "positive", "Answer")
    assert not hand2.session.case.clues
    paint(hand, 0.5)
    desk_of(window).journal.flush()
    practice.qtbot.waitUntil(lambda: len(hand2.session.case.drawing.strokes) == 2, timeout=10_000)
    practice.close(window)
    practice.qtbot.waitUntil(lambda: not hand2.session.record.locked, timeout=10_000)
    hand2.settle()
    paint(hand2, 0.8)
    desk2.journal.flush()
    with Library(practice.places.library) as library:
        assert len(library.visit(id_).case.drawing.strokes) == 3


def test_a_file_is_kept_as_a_draft_until_it_is_saved(practice: Practice, tmp_path: Path) -> None:
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    paint(hand, 0.2)
    assert window.files is not None
    path = tmp_path / "x.footmap"
    window.files.questions = Answers(window, to_save=path)
    window.parts.commands.save_as.trigger()
    assert hand.session.path is None
    assert len(read_case(path).drawing.strokes) == 1
    window.files.open(path)
    hand.settle()
    assert hand.session.path == path
    assert not hand.session.record.in_library
    assert hand.session.record.patient is not None
    paint(hand, 0.6)
    assert window.isWindowModified()
    assert desk.journal.flush()
    with Library(practice.places.drafts) as drafts:
        (entry,) = drafts.visits()
        draft = draft_of(drafts.visit(entry.visit.id), drafts.patient_of(entry.visit.id))
    assert draft.path == path
    assert draft.case == hand.session.case
    assert draft.record == hand.session.record
    window.parts.commands.save.trigger()
    assert not window.isWindowModified()
    practice.close(window)
    with Library(practice.places.drafts) as drafts:
        assert drafts.visits() == ()
    assert len(read_case(path).drawing.strokes) == 2
    assert seen(practice)[0][1] == 1


def test_a_file_becomes_a_visit_of_the_library(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "Heel.footmap"
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    paint(hand)
    assert window.files is not None
    window.files.questions = Answers(window, to_save=path)
    window.parts.commands.save_as.trigger()
    window.files.open(path)
    hand.settle()
    assert not desk.strip.offer.isHidden()
    before = path.read_bytes()
    QTest.mouseClick(desk.strip.offer, Qt.MouseButton.LeftButton)
    assert hand.session.record.in_library
    paint(hand, 0.8)
    desk.journal.flush()
    assert sorted(count for _, count in seen(practice)) == [1, 2]
    assert path.read_bytes() == before


def test_what_is_said_about_a_visit_is_kept_and_found(practice: Practice) -> None:
    from dataclasses import replace

    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    record = hand.session.record
    assert record.patient is not None
    head = replace(record.head, examiner="Dr. <b>&$x_{", pain=Pain(now=4), tags=("knee",), complaint_side="left")
    hand.session.describe(replace(record.patient, name="../../x"), head)
    hand.session.set_note("A long\nnote. " * 50)
    assert desk.journal.flush()
    assert desk.strip.name.text() == "../../x"
    assert "<b>" in desk.strip.about.text()
    with Library(practice.places.library) as library:
        entry = library.visits()[0]
        found = library.visit(entry.visit.id)
        assert (found.examiner, found.pain.now, found.tags) == (head.examiner, 4, ("knee",))
        assert found.case.note == hand.session.case.note
        assert entry.patient.name == "../../x"
    hand.session.undo()
    assert hand.session.case.note == ""


def test_a_library_that_cannot_be_opened_is_said_and_the_drawing_is_a_draft(practice: Practice) -> None:
    practice.places.library.parent.mkdir()
    practice.places.library.write_bytes(b"no library at all" * 100)
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    assert window.parts.notice.text
    paint(hand)
    assert not hand.session.record.in_library
    assert desk.journal.flush()
    with Library(practice.places.drafts) as drafts:
        assert drafts.count() == 1
    assert practice.places.library.read_bytes().startswith(b"no library")


def test_a_stroke_costs_the_window_little(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    paint(hand, 0.1)
    spent: list[float] = []
    follow = desk.journal._follow

    def timed() -> None:
        start = time.thread_time()
        follow()
        spent.append(time.thread_time() - start)

    hand.session.case_changed.disconnect(follow)
    hand.session.case_changed.connect(timed)
    for i in range(20):
        paint(hand, 0.1 + 0.03 * i)
    hand.session.case_changed.disconnect(timed)
    hand.session.case_changed.connect(follow)
    assert len(spent) >= 20
    assert sorted(spent)[len(spent) // 2] < 0.001


def taken_away(practice: Practice) -> Path:
    """The folder of the library is gone, as if a stick had been pulled; returns where it is now."""
    folder = practice.places.library.parent
    away = folder.with_name("away")
    folder.rename(away)
    for _ in range(100):
        try:
            folder.write_text("in the way")
            return away
        except IsADirectoryError:  # a thread was about to write there and made the folder again
            shutil.rmtree(folder)
    raise AssertionError("the folder comes back again and again")


def given_back(practice: Practice, away: Path) -> None:
    folder = practice.places.library.parent
    folder.unlink()
    away.rename(folder)


def test_a_library_that_goes_away_is_said_and_used_again_when_it_is_back(practice: Practice) -> None:
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    paint(hand, 0.2)
    assert desk.journal.flush()
    away = taken_away(practice)
    paint(hand, 0.5)
    practice.qtbot.waitUntil(lambda: desk.strip.state.text() == "Not kept yet", timeout=10_000)
    assert "safe in" in window.parts.notice.text
    asked: list[str] = []

    def stay(why: str) -> bool:
        asked.append(why)
        return False

    desk.ask = stay
    assert not window.close()
    assert asked
    given_back(practice, away)
    practice.qtbot.waitUntil(lambda: desk.strip.state.text() == "Kept", timeout=15_000)
    desk.ask = None
    practice.close(window)
    assert [count for _, count in seen(practice)] == [2]


def test_what_the_library_did_not_take_is_taken_in_at_the_next_start(practice: Practice) -> None:
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    paint(hand, 0.2)
    assert desk.journal.flush()
    id_ = hand.session.record.head.id
    away = taken_away(practice)
    paint(hand, 0.5)
    case = hand.session.case
    practice.qtbot.waitUntil(lambda: desk.strip.state.text() == "Not kept yet", timeout=10_000)
    desk.ask = lambda _why: True
    practice.close(window)
    given_back(practice, away)
    again = practice.window()
    reception_of(again).offer_left()
    with Library(practice.places.library) as library:
        entries = library.visits()
        assert len(library.visit(id_).case.drawing.strokes) == 1, "nothing is overwritten"
        assert case in [library.visit(entry.visit.id).case for entry in entries]
    assert not list(practice.places.spare.glob("*"))


def test_of_two_windows_on_one_file_the_later_save_asks(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "a.footmap"
    write_case(path, Case())
    first, second = practice.window(case=path), practice.window(case=path)
    for window in (first, second):
        practice.hand(window).settle()
        paint(practice.hand(window), 0.3)
    assert second.files is not None
    questions = second.files.questions
    assert isinstance(questions, Answers)
    first.parts.commands.save.trigger()
    theirs = path.read_bytes()
    second.parts.commands.save.trigger()
    assert questions.asked == 1
    assert path.read_bytes() == theirs
    assert second.session is not None
    assert second.session.modified
