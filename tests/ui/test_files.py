from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.record import Patient, PatientRecord, Visit
from footmap.data.case_strokes import MAX_STROKES
from footmap.data.casefile import read_case
from footmap.data.patient_file import read_record, write_record
from footmap.ui.dialogs.files import FileDialogs
from footmap.ui.window import Window

from .harness import Answers, Hand

SOLE: Final = "foot_plantar"


@pytest.fixture
def answers(window: Window) -> Answers:
    assert window.files is not None
    answers = Answers(window)
    window.files.questions = answers
    return answers


def test_save_and_open_round_trip(hand: Hand, window: Window, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "Heel.footmap"
    answers.to_save = answers.to_open = path
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.5, 0.5)])
    window.parts.settings.set_quality("tingling")
    hand.paint("leg_posterior", [hand.inside("leg_posterior")], side="left")
    assert window.isWindowModified()
    window.parts.commands.save.trigger()
    assert not window.isWindowModified()
    assert "Heel" in window.windowTitle()
    drawing, area = hand.session.case.drawing, hand.session.derived.match.paint_cm2
    assert window.parts.notice.text == ""
    picture = hand.image()
    window.parts.commands.new.trigger()
    assert not hand.session.case.drawing.strokes
    assert answers.asked == 0
    window.parts.commands.open.trigger()
    hand.settle()
    assert hand.session.case.drawing == drawing
    assert hand.session.derived.match.paint_cm2 == pytest.approx(area, rel=1e-6)
    assert not hand.session.modified
    assert hand.image() == picture
    assert read_case(path) == hand.session.case


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{not json",
        b"[1, 2]",
        b"\xff\xfe\x00",
        json.dumps({"format": "footmap-case", "version": 999, "strokes": []}).encode(),
        json.dumps({"format": "footmap-case", "version": 1, "strokes": [{"side": "right"}]}).encode(),
        json.dumps({"format": "other", "version": 1, "strokes": []}).encode(),
    ],
)
def test_a_refused_file_leaves_the_drawing_alone(
    hand: Hand, window: Window, answers: Answers, tmp_path: Path, content: bytes
) -> None:
    hand.paint(SOLE, [hand.inside(SOLE)])
    case, path, picture = hand.session.case, hand.session.path, hand.image()
    broken = tmp_path / "broken.footmap"
    broken.write_bytes(content)
    answers.to_open = broken
    window.parts.commands.open.trigger()
    hand.settle()
    assert window.parts.notice.text
    assert "\n" not in window.parts.notice.text
    assert hand.session.case == case
    assert hand.session.path == path
    assert hand.session.modified
    assert hand.session.stack.canUndo()
    window.parts.notice.hide()
    QApplication.processEvents()
    assert hand.image() == picture


def test_a_file_that_is_gone_leaves_the_recent_list(hand: Hand, window: Window, tmp_path: Path) -> None:
    gone = tmp_path / "gone.footmap"
    window.preferences.remember(gone)
    assert window.files is not None
    window.files.open(gone)
    assert "gone.footmap" in window.parts.notice.text
    assert gone not in window.preferences.recent


def test_recent_files_are_listed_and_open(hand: Hand, window: Window, answers: Answers, tmp_path: Path) -> None:
    hand.paint(SOLE, [hand.inside(SOLE)])
    answers.to_save = tmp_path / "a.footmap"
    window.parts.commands.save_as.trigger()
    window.parts.commands.new.trigger()
    entry = next(a for a in window.parts.menu.recent.actions() if a.text() == "a.footmap")
    entry.trigger()
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == 1


def test_closing_asks_only_with_unsaved_changes(hand: Hand, window: Window, answers: Answers) -> None:
    event = QCloseEvent()
    answers.answer = "cancel"
    hand.paint(SOLE, [hand.inside(SOLE)])
    QApplication.sendEvent(window, event)
    assert answers.asked == 1
    assert not event.isAccepted()
    window.parts.commands.undo.trigger()
    hand.settle()
    event = QCloseEvent()
    QApplication.sendEvent(window, event)
    assert answers.asked == 1
    assert event.isAccepted()


def test_closing_can_save(hand: Hand, window: Window, answers: Answers, tmp_path: Path) -> None:
    answers.answer, answers.to_save = "save", tmp_path / "closing.footmap"
    hand.paint(SOLE, [hand.inside(SOLE)])
    assert window.close()
    assert len(read_case(tmp_path / "closing.footmap").drawing.strokes) == 1


def test_a_stroke_still_being_computed_is_saved_too(
    hand: Hand, window: Window, answers: Answers, tmp_path: Path
) -> None:
    answers.to_save = tmp_path / "fresh.footmap"
    at = hand.at(SOLE, *hand.inside(SOLE))
    hand.drag([at, QPoint(at.x() + 4, at.y())])
    window.parts.commands.save.trigger()
    assert len(read_case(tmp_path / "fresh.footmap").drawing.strokes) == 1
    assert not hand.session.modified


def test_a_place_that_cannot_be_written_is_said(hand: Hand, window: Window, answers: Answers, tmp_path: Path) -> None:
    hand.paint(SOLE, [hand.inside(SOLE)])
    answers.to_save = tmp_path / "missing" / "x.footmap"
    window.parts.commands.save.trigger()
    assert "x.footmap" in window.parts.notice.text
    assert hand.session.modified


def too_many(case: Case) -> Case:
    dab = Stroke("right", SOLE, "add", "brush", "pain", ((0.0, 100.0),), 5.0)
    return replace(case, drawing=Drawing((dab,) * (MAX_STROKES + 1)))


def half_a_character(case: Case) -> Case:
    return replace(case, note="worse at night \ud83d")


@pytest.mark.parametrize("spoil", [too_many, half_a_character])
def test_what_could_not_be_opened_again_is_not_saved(
    hand: Hand, window: Window, answers: Answers, tmp_path: Path, spoil: Callable[[Case], Case]
) -> None:
    hand.paint(SOLE, [hand.inside(SOLE)])
    kept = tmp_path / "kept.footmap"
    answers.to_save = kept
    assert window.files is not None
    assert window.files.save_as()
    before = kept.read_bytes()
    hand.session._case = spoil(hand.session.case)
    for path in (tmp_path / "new.footmap", kept):
        window.parts.notice.hide()
        answers.to_save = path
        assert not window.files.save_as()
        assert window.parts.notice.text.count(".") == 1
        assert window.parts.notice.text.endswith(".")
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".ini"] == [kept.name]
    assert kept.read_bytes() == before


def mime(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(window: Window, paths: list[Path]) -> QDragEnterEvent:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = mime(paths)  # the event does not keep it alive
    event = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event


def drop(window: Window, paths: list[Path]) -> QDropEvent:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = mime(paths)
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event


def hint_of(window: Window) -> QLabel:
    (hint,) = window.findChildren(QLabel, "drophint")
    return hint


@pytest.mark.parametrize("names", [["photo.png"], ["a.footmap", "b.footmap"], ["missing.footmap"]])
def test_what_cannot_be_opened_is_refused_in_one_sentence(
    hand: Hand, window: Window, tmp_path: Path, names: list[str]
) -> None:
    hand.paint(SOLE, [hand.inside(SOLE)])
    hand.session.stack.setClean()
    kept = hand.session.case
    drag(window, [tmp_path / name for name in names])
    drop(window, [tmp_path / name for name in names])
    assert hand.session.case == kept
    text = window.parts.notice.text
    assert text.endswith((".", ".footmap."))
    assert len(text) < 120
    assert names[0] in text or len(names) > 1


def test_a_drag_that_leaves_takes_its_hint_along(window: Window, tmp_path: Path) -> None:
    drag(window, [tmp_path / "a.footmap"])
    hint = hint_of(window)
    assert hint.isVisible()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not hint.isVisible()


def test_nothing_can_be_dropped_on_a_patients_screen(hand: Hand, window: Window, tmp_path: Path) -> None:
    window.modes.go("patient")
    assert not drag(window, [tmp_path / "a.footmap"]).isAccepted()
    assert not drop(window, [tmp_path / "a.footmap"]).isAccepted()
    assert window.parts.notice.text == ""


def test_dropping_a_case_opens_it(hand: Hand, window: Window, answers: Answers, tmp_path: Path) -> None:
    hand.paint(SOLE, [hand.inside(SOLE)])
    answers.to_save = tmp_path / "dropped.footmap"
    window.parts.commands.save.trigger()
    window.parts.commands.new.trigger()
    enter = drag(window, [tmp_path / "dropped.footmap"])
    assert enter.isAccepted()
    hint = hint_of(window)
    assert hint.isVisible()
    assert "dropped" in hint.text()
    drop(window, [tmp_path / "dropped.footmap"])
    assert not hint.isVisible()
    hand.settle()
    assert len(hand.session.case.drawing.strokes) == 1


def test_the_newest_visit_of_a_patient_is_opened_and_saved_in_its_place(
    hand: Hand, window: Window, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "patient.footmap"
    at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    visits = tuple(Visit(f"v{i}", at + timedelta(days=i), Case(note=f"note {i}")) for i in range(2))
    record = PatientRecord(Patient("p1", "Balu Remo"), visits)
    write_record(path, record)
    answers.to_open = path
    window.parts.commands.open.trigger()
    hand.settle()
    assert hand.session.case.note == "note 1"
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.5, 0.5)])
    window.parts.commands.save.trigger()
    assert not window.isWindowModified()
    again = read_record(path)
    assert isinstance(again, PatientRecord)
    assert again.patient == record.patient
    assert again.visits[0] == visits[0]
    assert (again.visits[1].id, again.visits[1].at, again.visits[1].case.note) == ("v1", visits[1].at, "note 1")
    assert len(again.visits[1].case.drawing.strokes) == 1


def test_a_file_that_somebody_else_has_changed_is_not_overwritten_without_a_question(
    hand: Hand, window: Window, answers: Answers, tmp_path: Path
) -> None:
    path, other = tmp_path / "a.footmap", tmp_path / "b.footmap"
    answers.to_save = path
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    window.parts.commands.save.trigger()
    theirs = path.read_bytes().replace(b'"note": ""', b'"note": "a colleague wrote this"')
    assert theirs != path.read_bytes()
    path.write_bytes(theirs)
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.5)])
    window.parts.commands.save.trigger()
    assert answers.asked == 1
    assert path.read_bytes() == theirs
    assert hand.session.modified
    answers.overwrite, answers.to_save = "elsewhere", other
    window.parts.commands.save.trigger()
    assert path.read_bytes() == theirs
    assert len(read_case(other).drawing.strokes) == 2
    assert hand.session.path == other
    asked = answers.asked
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.7)])
    window.parts.commands.save.trigger()  # nobody has touched that one
    assert answers.asked == asked
    assert len(read_case(other).drawing.strokes) == 3
    other.touch()  # the same content at another time is no change
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.8)])
    window.parts.commands.save.trigger()
    assert answers.asked == asked
    other.write_bytes(theirs)
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.9)])
    answers.overwrite = "overwrite"
    window.parts.commands.save.trigger()
    assert len(read_case(other).drawing.strokes) == 5


def test_a_file_that_is_gone_is_written_anew_and_that_is_said(
    hand: Hand, window: Window, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "a.footmap"
    answers.to_save = path
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    window.parts.commands.save.trigger()
    path.unlink()
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.5)])
    window.parts.commands.save.trigger()
    assert answers.asked == 0
    assert "a.footmap" in window.parts.notice.text
    assert len(read_case(path).drawing.strokes) == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Miller 2026.11.22", "Miller 2026.11.22.footmap"),
        ("Dr. Huber", "Dr. Huber.footmap"),
        ("x.json", "x.json.footmap"),
        ("y.FOOTMAP", "y.FOOTMAP"),
    ],
)
def test_a_name_with_dots_gets_the_ending_of_a_case(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, kept: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(tmp_path / typed), ""))
    assert FileDialogs(window).path_to_save(tmp_path / "old.footmap") == tmp_path / kept


def test_the_open_dialog_can_show_all_files(window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, folder: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return str(Path(folder) / "Mueller 2026.11.22"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    assert FileDialogs(window).path_to_open(tmp_path) == tmp_path / "Mueller 2026.11.22"
    shown = [kind[kind.index("(") + 1 : -1].split() for kind in asked[0].split(";;")]
    assert "*.footmap" in shown[0], "cases come first"
    assert shown[-1] == ["*"]
