"""A case that is handed over encrypted, and one that came so, in the window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.data.casefile import parse_case
from footmap.data.handover import seal
from footmap.ui.dialogs.passphrase import PassphraseDialog
from footmap.ui.window import Window

from .harness import Answers, Hand
from .records import paint

pyrage = pytest.importorskip("pyrage", reason="the extra 'encrypted' is not installed")

PHRASE: Final = "correct horse battery"


def questions_of(window: Window) -> Answers:
    assert window.files is not None
    questions = window.files.questions
    assert isinstance(questions, Answers)
    return questions


def dialog_of(window: Window) -> PassphraseDialog:
    (dialog,) = [part for part in window.findChildren(PassphraseDialog) if part.isVisible()]
    return dialog


def test_it_is_written_by_a_passphrase_and_opened_again(hand: Hand, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "a.footmap.age"
    paint(hand)
    drawing = hand.session.case.drawing
    questions_of(window).to_save = path
    window.parts.commands.seal.trigger()
    dialog = dialog_of(window)
    assert dialog.again is not None
    QTest.keyClicks(dialog.phrase, "short")
    QTest.keyClicks(dialog.again, "short")
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert "at least 8" in dialog.problem.text()
    for line in (dialog.phrase, dialog.again):
        line.clear()
        QTest.keyClicks(line, PHRASE)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert path.name in window.parts.notice.text
    assert b"foot_plantar" not in path.read_bytes()
    assert parse_case(pyrage.passphrase.decrypt(path.read_bytes(), PHRASE)).drawing == drawing
    assert hand.session.modified  # the case itself is not saved by that
    assert window.files is not None
    window.parts.commands.new.trigger()
    questions_of(window).phrases = ["wrong passphrase"]
    asked = questions_of(window).asked
    window.files.open(path)
    hand.settle()
    assert questions_of(window).asked == asked + 2  # and then left closed
    assert not hand.session.case.drawing.strokes
    questions_of(window).phrases = [PHRASE]
    window.files.open(path)
    hand.settle()
    assert hand.session.case.drawing == drawing
    assert hand.session.path is None  # saving asks where: nothing is written over the encrypted file in plain


def test_it_is_written_for_the_holder_of_a_key_and_opened_with_the_key_file(
    hand: Hand, window: Window, tmp_path: Path
) -> None:
    path, key, wrong = tmp_path / "a.footmap.age", tmp_path / "key.txt", tmp_path / "wrong.txt"
    identity = pyrage.x25519.Identity.generate()
    key.write_text(str(identity))
    wrong.write_text(str(pyrage.x25519.Identity.generate()))
    paint(hand)
    drawing = hand.session.case.drawing
    questions_of(window).to_save = path
    window.parts.commands.seal.trigger()
    dialog = dialog_of(window)
    assert dialog.other is not None
    dialog.other.setText("nobody")
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert "age1" in dialog.problem.text()
    dialog.other.setText(str(identity.to_public()))
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert path.exists()
    window.parts.commands.new.trigger()
    assert window.files is not None
    for file, opens in ((None, False), (wrong, False), (key, True)):
        questions_of(window).to_key = file
        window.files.open(path)
        hand.settle()
        assert bool(hand.session.case.drawing.strokes) == opens
    assert hand.session.case.drawing == drawing


def test_what_is_in_it_is_checked_like_every_file(hand: Hand, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "a.footmap.age"
    path.write_bytes(seal(b"{not a case", PHRASE))
    questions_of(window).phrases = [PHRASE]
    assert window.files is not None
    window.files.open(path)
    hand.settle()
    assert "JSON" in window.parts.notice.text
    assert not hand.session.case.drawing.strokes
