"""The passphrase of the library in the window: asked for, set, changed, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.record import Patient, Visit
from footmap.data.library import cipher, sealing
from footmap.data.library.cipher import new_key
from footmap.data.library.library import Library
from footmap.ui.dialogs.passphrase import PassphraseDialog
from footmap.ui.records.keeper import Keeper
from footmap.ui.window import Window

from .harness import Answers
from .records import Practice, desk_of, paint, reception_of

pytest.importorskip("sqlcipher3", reason="the extra 'encrypted' is not installed")

PHRASE: Final = "correct horse battery"
OTHER: Final = "another staple wagon"
STROKE: Final = Stroke("right", "foot_plantar", "add", "brush", "pain", ((10.0, 60.0), (10.0, 90.0)), 6.0)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "ROUNDS", 10)


@pytest.fixture
def sealed(practice: Practice) -> Practice:
    """A practice whose library is encrypted, with one visit."""
    with Library(practice.places.library, make=True, key=new_key(PHRASE)) as library:
        library.add(Patient("p1", "Balu Remo", name="Grimaldi"), Visit("v1", case=Case(drawing=Drawing((STROKE,)))))
    return practice


def keeper_of(window: Window) -> Keeper:
    assert window.records is not None
    return window.records.keeper


def dialog_of(window: Window) -> PassphraseDialog:
    (dialog,) = [part for part in window.findChildren(PassphraseDialog) if part.isVisible()]
    return dialog


def type_phrase(dialog: PassphraseDialog, phrase: str) -> None:
    """With the keyboard, as a user does."""
    dialog.phrase.clear()
    QTest.keyClicks(dialog.phrase, phrase)
    if dialog.again is not None:
        dialog.again.clear()
        QTest.keyClicks(dialog.again, phrase)
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def plain_in(folder: Path) -> list[str]:
    """Files that hold a name or a stroke in plain."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(words in path.read_bytes() for words in (b"Grimaldi", b"points_mm", b"foot_plantar"))
    ]


def test_the_passphrase_is_asked_for_and_three_wrong_ones_change_nothing(sealed: Practice) -> None:
    window = sealed.window()
    before = sealed.places.library.read_bytes()
    assert desk_of(window).library is None
    reception_of(window).welcome(page=True)
    dialog = dialog_of(window)
    assert dialog.phrase.echoMode() == dialog.phrase.EchoMode.Password
    for number in range(1, 4):
        type_phrase(dialog, f"wrong number {number}")
        assert dialog.isVisible()
        assert "not the passphrase" in dialog.problem.text()
        assert ("keyboard" in dialog.problem.text()) == (number == 3)
    assert sealed.places.library.read_bytes() == before
    type_phrase(dialog, PHRASE)
    page = reception_of(window).page
    assert page.isVisible()
    assert page.rows.count() == 1
    assert "Grimaldi" in page.rows.item(0).text()


def test_what_is_painted_is_kept_encrypted_and_found_after_the_next_start(sealed: Practice, tmp_path: Path) -> None:
    window = sealed.window()
    reception_of(window).welcome(page=False)
    type_phrase(dialog_of(window), PHRASE)
    desk = desk_of(window)
    assert desk.open_visit("v1")
    sealed.hand(window).settle()
    paint(sealed.hand(window))
    assert desk.journal.flush()
    assert plain_in(tmp_path) == []  # also while it is open
    desk.new_patient(Patient("p2", "Lolo Bim", name="Grimaldi too"))
    paint(sealed.hand(window))
    assert desk.journal.flush()
    sealed.close(window)
    assert plain_in(tmp_path) == []
    again = sealed.window()
    reception_of(again).welcome(page=True)
    type_phrase(dialog_of(again), PHRASE)
    assert reception_of(again).page.rows.count() == 2
    assert desk_of(again).open_visit("v1")
    sealed.hand(again).settle()
    assert again.session is not None
    assert len(again.session.case.drawing.strokes) == 2


def test_a_draft_lies_encrypted_too(sealed: Practice, tmp_path: Path) -> None:
    window = sealed.window()
    reception_of(window).welcome(page=False)
    type_phrase(dialog_of(window), PHRASE)
    desk = desk_of(window)
    outside = tmp_path.parent / f"{tmp_path.name}-outside.footmap"
    assert window.files is not None
    window.files.questions = Answers(window, to_save=outside)
    paint(sealed.hand(window))
    assert window.files.save_as()
    window.files.open(outside)
    sealed.hand(window).settle()
    paint(sealed.hand(window), 0.7)
    assert desk.journal.flush()
    assert sealed.places.drafts.exists()
    assert plain_in(tmp_path) == []
    outside.unlink()


def test_while_it_is_locked_nothing_is_written_in_plain_and_closing_asks(sealed: Practice, tmp_path: Path) -> None:
    window = sealed.window()
    reception_of(window).welcome(page=False)
    dialog_of(window).close()
    paint(sealed.hand(window))
    QTest.qWait(300)
    assert plain_in(tmp_path) == []
    assert window.session is not None
    assert window.session.modified
    assert window.files is not None
    questions = window.files.questions
    assert isinstance(questions, Answers)
    questions.answer = "cancel"
    assert not window.close()
    assert questions.asked == 1
    window.parts.commands.patients.trigger()  # the start page begins with the passphrase
    type_phrase(dialog_of(window), PHRASE)
    assert len(window.session.case.drawing.strokes) == 1  # what was drawn is still there
    desk_of(window).strip.offer.click()
    assert desk_of(window).journal.flush()
    with Library(sealed.places.library, key=desk_of(window).key) as library:
        assert library.count() == 2
    questions.answer = "discard"


def test_a_passphrase_is_set_changed_and_taken_away(practice: Practice, tmp_path: Path) -> None:
    window = practice.window()
    desk, library = desk_of(window), practice.places.library
    desk.new_patient(Patient("p1", "Balu Remo", name="Grimaldi"))
    paint(practice.hand(window))
    assert desk.journal.flush()
    assert window.records is not None
    assert plain_in(tmp_path)
    shown = window.records.caretaker.show()
    assert "not encrypted" in shown.lock_state.text()
    assert not shown.unlock.isVisible()
    shown.lock.click()
    dialog = dialog_of(window)
    assert dialog.again is not None
    QTest.keyClicks(dialog.phrase, PHRASE)
    assert not dialog.go_on.isEnabled()  # it is to be typed twice
    assert dialog.again is not None
    QTest.keyClicks(dialog.again, PHRASE + "x")
    assert not dialog.go_on.isEnabled()
    assert "differ" in dialog.problem.text()
    type_phrase(dialog, "short")
    assert "at least 8" in dialog.problem.text()
    type_phrase(dialog, PHRASE)
    assert "encrypted now" in window.parts.notice.text
    assert plain_in(tmp_path) == []
    assert sealing.unlock(library, PHRASE) == desk.key
    paint(practice.hand(window))  # a new patient: everything goes on
    assert desk.journal.flush()
    assert desk.library is not None
    assert desk.library.count() == 2
    assert plain_in(tmp_path) == []
    shown = window.records.caretaker.show()
    assert "Change" in shown.lock.text()
    shown.lock.click()
    type_phrase(dialog_of(window), OTHER)
    assert sealing.unlock(library, OTHER) == desk.key
    shown = window.records.caretaker.show()
    shown.unlock.click()
    dialog = dialog_of(window)
    type_phrase(dialog, PHRASE)
    assert "not the passphrase" in dialog.problem.text()
    type_phrase(dialog, OTHER)
    assert not cipher.is_encrypted(library)
    assert desk.library is not None
    assert desk.library.count() == 2
    paint(practice.hand(window))
    assert desk.journal.flush()
    assert desk.library.count() == 3


def test_an_encrypted_library_with_a_damaged_first_page_is_repaired_with_its_passphrase(sealed: Practice) -> None:
    window = sealed.window()
    reception_of(window).welcome(page=False)
    type_phrase(dialog_of(window), PHRASE)
    assert desk_of(window).open_visit("v1")
    sealed.hand(window).settle()
    paint(sealed.hand(window))
    assert desk_of(window).journal.flush()
    sealed.close(window)  # a backup has been written
    data = bytearray(sealed.places.library.read_bytes())
    data[1000] ^= 0xFF
    sealed.places.library.write_bytes(data)
    window = sealed.window()
    reception_of(window).welcome(page=False)
    type_phrase(dialog_of(window), PHRASE)
    assert window.records is not None
    assert "damaged" in window.parts.notice.text
    window.records.caretaker.repair()
    library = desk_of(window).library
    assert library is not None
    assert library.holds("v1")
    assert cipher.is_encrypted(sealed.places.library)
