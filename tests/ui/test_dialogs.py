from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from footmap.core.ids import LANGUAGES
from footmap.data import resources
from footmap.data.knowledge.base import load_knowledge
from footmap.data.reading_page import load_reading
from footmap.errors import AssetError
from footmap.ui.dialogs.about import AboutDialog
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.dialogs.preferences import PreferencesDialog
from footmap.ui.dialogs.reading import ReadingDialog
from footmap.ui.dialogs.shortcuts import ShortcutDialog
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Hand


def sheet(window: Window, kind: type[QWidget]) -> QWidget:
    found = [w for w in window.findChildren(kind) if w.isVisible()]
    assert len(found) == 1
    return found[0]


def marked(menu: QMenu) -> list[str]:
    return [entry.text() for entry in menu.actions() if entry.isChecked()]


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


# ---- shortcuts, about


def test_the_shortcuts_sheet_shows_every_key_in_a_group(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    text = words(sheet(window, ShortcutDialog))
    for action in window.parts.commands.all:
        if action.shortcuts():
            assert action.text().rstrip("…") in text
            assert action.shortcut().toString() in text
    for group in ("File", "Edit", "Tools", "View", "Overlays", "Picture"):
        assert group in text.split("\n")


def test_how_to_read_the_result_is_a_press_away(window: Window) -> None:
    QTest.mouseClick(window.parts.panel.footer.how_to_read, Qt.MouseButton.LeftButton)
    page = sheet(window, ReadingDialog)
    assert isinstance(page, ReadingDialog)
    text = page.page.toPlainText()
    for word in ("support", "explained", "filled", "fit", "how common", "Cleared, because"):
        assert word in text
    page.close()
    window.parts.commands.reading.trigger()
    assert sheet(window, ReadingDialog)


def test_the_page_of_the_manual_is_the_one_in_the_window() -> None:
    manual = Path(__file__).parents[2] / "docs" / "reading-the-result.md"
    packaged = resources.root() / "words" / "reading.en.md"
    assert packaged.read_text(encoding="utf-8") == manual.read_text(encoding="utf-8"), "copy the manual over it"


def test_every_language_has_the_same_headings_and_table_rows_of_the_page() -> None:
    pages = {language: load_reading(language).splitlines() for language in LANGUAGES}
    for sign in ("## ", "| ", "- ", "1. ", "6. "):
        counts = {language: sum(line.startswith(sign) for line in lines) for language, lines in pages.items()}
        assert len(set(counts.values())) == 1, counts


def test_a_missing_page_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    with pytest.raises(AssetError, match=r"reading\.xx\.md"):
        load_reading("xx")


def test_about_names_editions_licence_and_every_source_that_can_be_cited(window: Window) -> None:
    window.parts.commands.about.trigger()
    about = sheet(window, AboutDialog)
    assert isinstance(about, AboutDialog)
    text = words(about)
    assert window.session is not None
    assert window.session.engine.atlas.version in text
    assert "not a diagnosis" in text
    assert "MIT" in text
    known = load_knowledge().sources
    sources = {id_: source for id_, source in known.items() if source.citable}
    assert about.list.count() == len(sources) > 50
    assert len(sources) < len(known)
    listed = "\n".join(about.list.item(i).text() for i in range(about.list.count()))
    for source in sources.values():
        assert source.citation in listed
    assert listed.count("Grade A") == sum(s.grade == "A" for s in sources.values())
    about.tabs.setCurrentIndex(1)
    QTest.keyClicks(about.filter, "murphy 2009")
    shown = [i for i in range(about.list.count()) if not about.list.item(i).isHidden()]
    assert 0 < len(shown) < 5
    assert all("Murphy" in about.list.item(i).text() for i in shown)


def test_a_sheet_opens_once_and_holds_up_nothing(window: Window, hand: Hand) -> None:
    a = window.parts.commands
    for action in (a.shortcuts, a.about, a.preferences):
        action.trigger()
        action.trigger()
    sheets = [s for s in window.findChildren(Dialog) if s.isVisible()]
    assert len(sheets) == 3
    assert not any(s.isModal() for s in sheets)
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    assert len(hand.session.case.drawing.strokes) == 1


# ---- preferences


@pytest.fixture
def chosen(window: Window) -> PreferencesDialog:
    window.parts.commands.preferences.trigger()
    out = sheet(window, PreferencesDialog)
    assert isinstance(out, PreferencesDialog)
    return out


def test_preferences_act_at_once_and_are_kept(chosen: PreferencesDialog, window: Window) -> None:
    chosen.theme.setCurrentIndex(chosen.theme.findData("contrast"))
    assert window.theme.name == "contrast"
    chosen.tone.setCurrentIndex(chosen.tone.findData("dark"))
    chosen.language.setCurrentIndex(chosen.language.findData("de"))
    chosen.overlays.setCurrentIndex(chosen.overlays.findData("nerves"))
    QTest.mouseClick(chosen.pressure, Qt.MouseButton.LeftButton, pos=QPoint(8, chosen.pressure.height() // 2))
    assert not window.parts.settings.pressure
    again = Preferences(Path(window.preferences.store.fileName()))
    window.preferences.flush()
    assert (again.theme, again.tone, again.language) == ("contrast", "dark", "de")
    assert (again.start_overlays, again.pen_pressure) == ("nerves", False)


def test_the_writing_gets_larger_everywhere_and_back(chosen: PreferencesDialog, window: Window) -> None:
    def sizes() -> list[float]:
        return [w.font().pointSizeF() for p in (bar, panel, chosen) for w in p.findChildren(QWidget)]

    bar, panel = window.parts.topbar, window.parts.panel
    before, height = sizes(), window.parts.panel.footer.sizeHint().height()
    chosen.writing.setCurrentIndex(2)
    assert sizes() == pytest.approx([1.3 * size for size in before])
    assert window.parts.panel.footer.sizeHint().height() > height
    window.choose_theme("dark")
    assert sizes() == pytest.approx([1.3 * size for size in before])
    chosen.writing.setCurrentIndex(0)
    assert sizes() == pytest.approx(before)
    assert window.parts.panel.footer.sizeHint().height() == height


def test_the_brush_of_every_start_can_be_chosen(chosen: PreferencesDialog, window: Window) -> None:
    tick = QPoint(8, chosen.keep_brush.height() // 2)
    assert chosen.width_mm.isEnabled()
    QTest.mouseClick(chosen.keep_brush, Qt.MouseButton.LeftButton, pos=tick)
    assert not chosen.width_mm.isEnabled()
    QTest.mouseClick(chosen.keep_brush, Qt.MouseButton.LeftButton, pos=tick)
    assert chosen.width_mm.isEnabled()
    chosen.width_mm.setValue(33)
    chosen.intensity.setValue(8)
    window.parts.settings.set_width_mm(5)
    window.close()
    assert (window.preferences.brush_width_mm, window.preferences.brush_intensity) == (33, 8)


def test_reset_forgets_all_but_recent_files(chosen: PreferencesDialog, window: Window, tmp_path: Path) -> None:
    window.preferences.remember(tmp_path / "a.footmap")
    reset = next(b for b in chosen.findChildren(QPushButton) if b.text() == "Reset")  # before it is spoken in German
    chosen.theme.setCurrentIndex(chosen.theme.findData("dark"))
    chosen.overlays.setCurrentIndex(chosen.overlays.findData("none"))
    chosen.language.setCurrentIndex(chosen.language.findData("de"))
    assert marked(window.parts.menu.languages) == ["Deutsch"]
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert window.preferences.theme is None
    assert window.preferences.language is None
    assert marked(window.parts.menu.languages) == ["Follow the desktop"]
    assert chosen.theme.currentData() == ""
    assert chosen.overlays.currentData() == "last"
    assert [p.name for p in window.preferences.recent] == ["a.footmap"]
