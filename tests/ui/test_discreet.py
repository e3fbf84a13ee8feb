from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListWidget, QWidget

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.record import Pain, Patient, Visit
from footmap.data.casefile import write_case
from footmap.data.library.library import Library
from footmap.ui.dialogs.preferences import PreferencesDialog
from footmap.ui.picture.thumbnail import png_of
from footmap.ui.records.describing import outlines_of
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .records import Practice, desk_of, paint, reception_of

STROKE: Final = Stroke("right", "foot_plantar", "add", "brush", "pain", ((10.0, 60.0), (10.0, 90.0)), 6.0)
SAID: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
SECRET: Final = ("Grimaldi", "1957", "88-4711", "fibromyalgia", "Dr Zwack")
PATIENT: Final = Patient("p1", "Balu Remo", name="Anna Grimaldi", birth_year=1957, number="88-4711")


def everything_shown(window: Window) -> str:
    """Titles, labels, rows and what a screen reader says, of every widget that can be seen."""
    said = []
    for top in QApplication.topLevelWidgets():
        said.append(top.windowTitle())
        for part in [top, *top.findChildren(QWidget)]:
            if not part.isVisible():
                continue
            said += [part.accessibleName(), part.toolTip()]
            if isinstance(part, QListWidget):
                said += [str(part.item(i).data(role) or "") for i in range(part.count()) for role in SAID]
            elif isinstance(part, QLabel):
                said.append(part.text())
            elif hasattr(part, "text") and callable(part.text):
                said.append(str(part.text()))
    return "\n".join(said)


@pytest.fixture
def known(practice: Practice) -> Patient:
    """A patient of whom everything is known, with a picture."""
    with Library(practice.places.library, make=True) as library:
        case = Case(drawing=Drawing((STROKE,)))
        visit = Visit("v1", examiner="Dr Zwack", tags=("fibromyalgia",), pain=Pain(5.0), case=case)
        library.add(PATIENT, visit)
        engine = practice.engine
        library.set_picture("v1", png_of(outlines_of(engine.atlas), engine.style, (STROKE,)))
    return PATIENT


def test_a_discreet_window_says_the_pseudonym_and_nothing_else(practice: Practice, known: Patient) -> None:
    window = practice.window()
    page = reception_of(window).page
    desk_of(window).open_visit("v1")
    practice.hand(window).settle()
    reception_of(window).show_page()
    open_words = everything_shown(window)
    assert all(secret in open_words for secret in SECRET[:4])  # else this test proves nothing
    assert "Grimaldi" in window.windowTitle()
    picture = page.rows.item(0).icon().pixmap(64).toImage()
    window.parts.commands.discreet.trigger()
    words = everything_shown(window)
    assert [secret for secret in SECRET if secret in words] == []
    assert window.windowTitle() == "footmap[*]"
    assert known.pseudonym in page.rows.item(0).text()
    assert page.rows.item(0).icon().pixmap(64).toImage() != picture
    assert page.visits.count() == 1
    page.search.setText("grimaldi")  # who knows the name still finds the record
    assert page.rows.count() == 1
    assert known.pseudonym in page.rows.item(0).text()
    window.parts.commands.discreet.trigger()
    page.search.clear()
    assert "Grimaldi" in everything_shown(window)


def test_it_is_discreet_from_the_start(practice: Practice, known: Patient) -> None:
    preferences = Preferences(practice.folder / "window0.ini")
    preferences.discreet = True
    preferences.flush()
    window = practice.window()
    assert window.parts.commands.discreet.isChecked()
    assert window.windowTitle() == "footmap[*]"
    reception_of(window).show_page()
    words = everything_shown(window)
    assert known.pseudonym in words
    assert [secret for secret in SECRET if secret in words] == []


def test_files_leave_no_trace_in_settings_title_or_menu(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "Anna Grimaldi 1957.footmap"
    write_case(path, Case(drawing=Drawing((STROKE,))))
    window = practice.window(case=path)
    practice.hand(window).settle()
    assert "Grimaldi" in window.windowTitle()
    assert window.preferences.recent
    window.parts.commands.discreet.trigger()
    paint(practice.hand(window))
    assert window.files is not None
    window.files.open(path)
    practice.hand(window).settle()
    assert window.files.save()
    assert window.preferences.recent == ()
    assert not window.parts.menu.recent.isEnabled()
    assert "Grimaldi" not in everything_shown(window)
    assert window.files.folder == tmp_path  # in mind while the window is open
    settings = Path(window.preferences.store.fileName())
    window.preferences.flush()
    assert "Grimaldi" not in settings.read_text(encoding="utf-8")


def test_the_preferences_say_it_too_and_a_reset_keeps_it(practice: Practice) -> None:
    window = practice.window()
    window.dialogs.show_preferences()
    (dialog,) = [part for part in window.findChildren(QDialog) if isinstance(part, PreferencesDialog)]
    dialog.discreet.click()
    assert window.preferences.discreet
    assert window.parts.commands.discreet.isChecked()
    window.preferences.reset()
    assert window.preferences.discreet
    dialog.close()
