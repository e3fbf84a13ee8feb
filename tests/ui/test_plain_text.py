"""Names of files and patients, notes and answers are shown as they are: never read as markup, keys or marks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QTextBrowser, QWidget

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.record import Patient, Visit, new_id
from footmap.data.casefile import write_case
from footmap.data.visit_json import case_of
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.dialogs.files import FileDialogs
from footmap.ui.look.plain import tip_of
from footmap.ui.window import Window

from .harness import Hand
from .records import Practice

MARK = "zq"
"""Stands in every hostile text, so that it is found again."""
HOSTILE = f"<b>{MARK}</b><img src='/etc/{MARK}.png'>&x [*] \u202e😀"
FILE = f"<b>{MARK}<b>&x[*].footmap"


def case() -> Case:
    dot = Stroke("right", "foot_plantar", "add", "brush", "pain", ((0.0, 150.0),), 8.0)
    clues = {"back_pain": HOSTILE, "foot_drop": "yes"}
    plain = Case(Drawing((dot,)), clues, note=HOSTILE, cleared={"foot_drop": HOSTILE})
    visit = Visit(new_id(), None, plain, HOSTILE, tags=(HOSTILE,))
    return case_of(visit, Patient(new_id(), HOSTILE, HOSTILE, 1960, HOSTILE))


def read_as_markup(shown: str, form: Qt.TextFormat) -> bool:
    """Whether a hostile text stands unescaped where Qt reads markup."""
    rich = form == Qt.TextFormat.RichText or (form == Qt.TextFormat.AutoText and Gui.mightBeRichText(shown))
    return MARK in shown and rich and (f"<b>{MARK}" in shown or "<img" in shown)


def faults(root: QWidget) -> list[str]:
    """Where under a widget something of a case is read as anything but words."""
    out = []
    parts = [root, *root.findChildren(QWidget)]
    for part in parts:
        if isinstance(part, QLabel) and read_as_markup(part.text(), part.textFormat()):
            out.append(f"label {part.objectName()}: {part.text()!r}")
        if isinstance(part, QMessageBox):
            for text in (part.text(), part.informativeText()):
                if read_as_markup(text, part.textFormat()):
                    out.append(f"box: {text!r}")
        if isinstance(part, QAbstractButton) and MARK in part.text() and "&" in part.text().replace("&&", ""):
            out.append(f"button: {part.text()!r}")
        if isinstance(part, QTextBrowser) and MARK in part.toHtml() and "<img" in part.toHtml():
            out.append(f"page: {part.toHtml()!r}")
        if read_as_markup(part.toolTip(), Qt.TextFormat.AutoText):
            out.append(f"tooltip of {type(part).__name__}: {part.toolTip()!r}")
    for action in root.findChildren(QAction):
        if read_as_markup(action.toolTip(), Qt.TextFormat.AutoText):
            out.append(f"tooltip of an action: {action.toolTip()!r}")
        if MARK in action.text() and "&" in action.text().replace("&&", ""):
            out.append(f"action: {action.text()!r}")
    return out


def shown(root: QWidget) -> str:
    """Everything that is written under a widget."""
    texts = [part.text() for part in root.findChildren(QLabel)]
    texts += [part.text() for part in root.findChildren(QAbstractButton)]
    texts += [action.text() for action in root.findChildren(QAction)]
    return "\n".join(texts)


@pytest.fixture
def hostile_file(tmp_path: Path) -> Path:
    file = tmp_path / FILE
    write_case(file, case())
    return file


def test_the_walk_finds_what_it_is_for(qapp: QApplication) -> None:
    for widget in (QLabel(HOSTILE), QWidget()):
        widget.setToolTip(HOSTILE)
        assert faults(widget)
    safe = QLabel(HOSTILE)
    safe.setTextFormat(Qt.TextFormat.PlainText)
    safe.setToolTip(tip_of(HOSTILE))
    assert not faults(safe)


def test_a_hostile_file_is_words_everywhere(window: Window, hand: Hand, hostile_file: Path) -> None:
    assert window.files is not None
    window.files.open(hostile_file)
    hand.settle(deep=True)
    assert MARK in shown(window)
    assert "[*][*]" in window.windowTitle(), "the name holds no mark of changes"
    a = window.parts.commands
    for action in (a.history, a.preferences, a.shortcuts, a.about, a.grades, a.letter, a.print, a.choose_region):
        action.trigger()
        if window.papers is not None:
            window.papers.work.settle()
        QApplication.processEvents()
        assert not faults(window), action.text()
        for dialog in window.findChildren(Dialog):
            dialog.close()
    for tab in range(window.parts.panel.tabs.count()):
        window.parts.panel.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        assert not faults(window), tab
    assert any(MARK in entry.text() for entry in window.parts.menu.recent.actions())


def test_the_hint_for_a_dragged_file_is_words(window: Window, hostile_file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(hostile_file))])
    event = QDragEnterEvent(
        QPointF(50, 50).toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window, event)
    (hint,) = [label for label in window.findChildren(QLabel) if label.objectName() == "drophint"]
    assert MARK in hint.text()
    assert not faults(window)


def test_the_question_before_closing_is_words(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(box: QMessageBox) -> int:
        assert not faults(box)
        seen.append(box.text())
        return int(QMessageBox.StandardButton.Cancel)

    monkeypatch.setattr(QMessageBox, "exec", look)
    FileDialogs(window).ask_to_save(HOSTILE)
    assert MARK in seen[0]
    assert "\u202e" not in seen[0]


def test_a_hostile_patient_is_words_everywhere(practice: Practice) -> None:
    window = practice.window()
    hand = practice.hand(window)
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    session = hand.session
    patient = Patient(new_id(), HOSTILE, HOSTILE, 1960, HOSTILE)
    session.describe(patient, replace(session.record.head, examiner=HOSTILE, tags=(HOSTILE,)))
    session.set_note(HOSTILE)
    assert window.records is not None
    window.records.desk.journal.flush()
    QApplication.processEvents()
    assert MARK in shown(window)
    a = window.parts.commands
    for action in (a.details, a.patients, a.library, a.history, a.letter):
        action.trigger()
        if window.papers is not None:
            window.papers.work.settle()
        QApplication.processEvents()
        assert not faults(window), action.text()
        for dialog in window.findChildren(Dialog):
            dialog.close()
