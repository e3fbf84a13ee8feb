from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.record import Patient, Visit
from footmap.data.library import backups
from footmap.data.library.health import PAGE_BYTES
from footmap.data.library.library import Library
from footmap.data.library.schema import APPLICATION_ID, MIGRATIONS
from footmap.ui.app import application, own_places
from footmap.ui.records.repair import RepairDialog
from footmap.ui.settings.language import install

from .records import Practice, desk_of, paint

STROKE = Stroke("left", "foot_plantar", "add", "brush", "burning", ((-10.0, 60.0), (-10.0, 90.0)), 6.0)
PATIENT = Patient("p", "Balemi Tovu")


def fill(practice: Practice, *ids: str) -> None:
    practice.places.library.parent.mkdir(parents=True, exist_ok=True)
    with Library(practice.places.library, make=True) as library:
        for id_ in ids:
            library.add(PATIENT, Visit(id_, datetime.now(UTC), Case(Drawing((STROKE,)))))


def count(practice: Practice) -> int:
    with Library(practice.places.library) as library:
        return library.count()


def test_a_damaged_library_is_said_and_repaired_in_the_window(practice: Practice) -> None:
    fill(practice, "a", "b", "c")
    path = practice.places.library
    with path.open("r+b") as file:
        file.write(b"\0" * 100)
    window = practice.window()
    hand = practice.hand(window)
    assert "damaged" in window.parts.notice.text or "not a library" in window.parts.notice.text
    assert not window.parts.notice.offer.isHidden()
    paint(hand)
    assert not hand.session.record.in_library, "what is painted meanwhile waits as a draft"
    QTest.mouseClick(window.parts.notice.offer, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(RepairDialog)
    assert dialog.repair.isEnabled()
    QTest.mouseClick(dialog.repair, Qt.MouseButton.LeftButton)
    assert "repaired" in window.parts.notice.text
    assert count(practice) == 3
    paint(hand)
    desk_of(window).journal.flush()
    assert hand.session.record.in_library
    assert count(practice) == 4


def test_a_backup_is_taken_back_in_the_window(practice: Practice) -> None:
    fill(practice, "a", "b")
    backups.back_up(practice.places.library, datetime.now().astimezone())
    fill(practice, "c")
    window = practice.window()
    window.parts.commands.library.trigger()
    (dialog,) = window.findChildren(RepairDialog)
    assert not dialog.restore.isEnabled()
    dialog.rows.setCurrentRow(0)
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert count(practice) == 2
    assert desk_of(window).library is not None


def test_a_damage_behind_the_first_page_is_found_when_the_window_rests(practice: Practice) -> None:
    fill(practice, *"abcdefgh")
    path = practice.places.library
    data = bytearray(path.read_bytes())
    at = data.index(b'"strokes":[{')
    data[at + 3 : at + 6] = b"XYZ"
    path.write_bytes(data)
    window = practice.window()
    assert window.records is not None
    assert window.parts.notice.text == ""
    window.records.caretaker.examine()
    window.records.caretaker.settle()
    assert "damaged" in window.parts.notice.text
    assert not window.parts.notice.offer.isHidden()


def test_a_newer_library_is_only_read_and_says_so_once(practice: Practice) -> None:
    fill(practice, "a")
    path = practice.places.library
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.commit()
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    connection.close()
    before = path.read_bytes()
    window = practice.window()
    hand, desk = practice.hand(window), desk_of(window)
    assert "newer footmap" in window.parts.notice.text
    assert desk.open_visit("a")
    hand.settle()
    assert desk.strip.state.text() == "Read only"
    paint(hand)
    assert len(hand.session.case.drawing.strokes) == 1
    window.parts.commands.new.trigger()
    paint(hand)
    assert not hand.session.record.in_library
    assert desk.journal.flush()
    practice.close(window)
    assert path.read_bytes() == before


def test_another_library_is_used_from_the_next_start_on(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = practice.window()
    assert window.records is not None
    other = tmp_path / "stick" / "practice.footlib"
    monkeypatch.setattr(window.records.caretaker, "ask_for_library", lambda: other)
    window.parts.commands.library.trigger()
    (dialog,) = window.findChildren(RepairDialog)
    QTest.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    assert "practice.footlib" in window.parts.notice.text
    window.preferences.reset()
    assert own_places(window.preferences).library == other
    window.preferences.library = str(tmp_path / "stick")
    assert own_places(window.preferences).library.parent == other.parent
    again = practice.window(replace(own_places(window.preferences), own=practice.places.own))
    paint(practice.hand(again))
    desk_of(again).journal.flush()
    assert [path.suffix for path in other.parent.iterdir() if path.is_file() and "-" not in path.name] == [".footlib"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_library_with_damaged_pages_is_met_at_the_start_and_mended(practice: Practice, language: str) -> None:
    install(application(), language)
    fill(practice, *(f"visit{k}" for k in range(8)))
    path = practice.places.library
    now = datetime.now().astimezone()
    backups.back_up(path, now)
    data = bytearray(path.read_bytes())
    data[2 * PAGE_BYTES : 8 * PAGE_BYTES] = bytes(range(256)) * (6 * PAGE_BYTES // 256)
    path.write_bytes(data)
    try:
        window = practice.window()
        assert window.records is not None
        window.records.reception.welcome(page=True)
        window.records.caretaker.settle()
        notice = window.parts.notice
        assert ("beschädigt" if language == "de" else "damaged") in notice.text
        QTest.mouseClick(notice.offer, Qt.MouseButton.LeftButton)
        (dialog,) = window.findChildren(RepairDialog)
        assert dialog.repair.isEnabled()
        assert dialog.rows.count()
        assert not any(button.isDefault() for button in (dialog.repair, dialog.restore, dialog.lock))
        dialog.rows.setCurrentRow(0)
        QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
        assert count(practice) == 8
        paint(practice.hand(window))
        assert desk_of(window).journal.flush()
        assert count(practice) == 9
    finally:
        install(application(), "en")
