"""The German window: every sentence translated, the compiled file current, and nothing English left on the screen."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

import footmap.ui
from footmap.data import resources
from footmap.ui.loader import load
from footmap.ui.settings import language
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window
from footmap.words.assessment_words import load_wording

from .harness import Answers, Hand

SOURCES = Path(footmap.ui.__file__).parent
GERMAN = resources.root() / "translations" / "footmap_de.ts"


class Message(NamedTuple):
    context: str
    source: str
    comment: str
    translations: tuple[str, ...]
    state: str


def messages(path: Path) -> list[Message]:
    out = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for item in context.iter("message"):
            translation = item.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            out.append(
                Message(
                    name,
                    item.findtext("source", ""),
                    item.findtext("comment", ""),
                    tuple(forms),
                    translation.get("type", ""),
                )
            )
    return out


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """The German file after it was brought up to date with the sources, in a copy."""
    copy = tmp_path_factory.mktemp("ts") / GERMAN.name
    shutil.copy(GERMAN, copy)
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    files = sorted(str(path) for path in SOURCES.rglob("*.py"))
    subprocess.run([tool, *files, "-ts", copy], check=True, capture_output=True)
    return messages(copy)


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, "de")
    yield
    language.install(qapp, "en")


def test_every_sentence_is_translated_and_none_is_left_over(current: list[Message]) -> None:
    assert len(current) > 100
    assert [m[:2] for m in current if m.state or not all(m.translations)] == [], (
        "run ./dev translations, then translate"
    )


def test_placeholders_and_line_breaks_are_kept(current: list[Message]) -> None:
    marks = re.compile(r"\{[^}]*\}|%n|%L?\d|\n|<[^>]+>")
    for message in current:
        for text in message.translations:
            assert sorted(marks.findall(text)) == sorted(marks.findall(message.source)), message
            assert text.endswith("…") == message.source.endswith("…"), message
            assert text == text.strip() or message.source != message.source.strip(), message


def test_the_compiled_file_is_that_of_the_sentences(qapp: QApplication) -> None:
    compiled = QTranslator()
    assert compiled.load(str(GERMAN.with_suffix(".qm")))
    for m in messages(GERMAN):
        if len(m.translations) == 1:
            assert compiled.translate(m.context, m.source, m.comment or None) == m.translations[0], m


def test_every_sentence_stands_whole_in_the_source() -> None:
    """Only a literal can be found by the tool that collects the sentences, in the class that speaks at run time."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):  # the tool does not look into them
                within = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
                names = {getattr(called, "attr", getattr(called, "id", "")) for called in within}
                assert not names & {"tr", "translate"}, f"{path.name}:{node.lineno}"
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            where = f"{path.name}:{node.lineno}"
            if name in ("tr", "_tr"):
                assert isinstance(node.func, ast.Attribute), where
                assert isinstance(node.func.value, ast.Name), where
                assert node.func.value.id == "self", f"{where}: the sentence is filed under {node.func.value.id}"
                assert isinstance(node.args[0], ast.Constant), where
            elif name == "translate" and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                assert isinstance(node.args[1], ast.Constant), where


def shown(window: QWidget) -> Iterator[str]:
    for part in (window, *window.findChildren(QWidget)):
        for name in ("text", "toolTip", "accessibleName", "accessibleDescription", "title", "placeholderText"):
            ask = getattr(part, name, None)
            if callable(ask):
                yield str(ask())
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def test_nothing_english_is_left_in_a_german_window(
    qtbot: QtBot, german: None, preferences: Preferences, current: list[Message]
) -> None:
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.attach(*load())
    assert window.files is not None
    window.files.questions = Answers(window)
    with qtbot.waitExposed(window):
        window.show()
    hand = Hand(qtbot, window)
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    window.parts.commands.shortcuts.trigger()
    window.parts.commands.about.trigger()
    english = {m.source: m for m in current if m.translations[0] != m.source and "{" not in m.source}
    texts = {text.replace("&", "") for text in shown(window)}
    assert not {text: english[text].context for text in texts if text in english}
    assert any(re.fullmatch(r"\d+,\d cm²", text) for text in texts), texts
    assert {"Rückgängig", "Datei öffnen …", "Nerven", "Segmente"} <= texts
    window.resize(1024, 700)
    QApplication.processEvents()
    tabs = window.parts.panel.tabs
    for k in range(tabs.count()):
        assert tabs.tabRect(k).width() > tabs.fontMetrics().horizontalAdvance(tabs.tabText(k)), tabs.tabText(k)
    first = hand.session.derived.match.overlaps("nerve")[0].id
    named = hand.session.engine.names[first]
    assert named == load_wording("de").candidate(first) != load_wording("en").candidate(first)


def test_the_language_of_names_is_that_of_the_window(qapp: QApplication, german: None) -> None:
    assert language.current() == "de"
    language.install(qapp, "en")
    assert language.current() == "en"
    language.install(qapp, "xx")
    assert language.current() == "en"


def test_qt_speaks_it_too(qtbot: QtBot, german: None) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Abbrechen"


def test_a_chosen_language_is_spoken_at_once_and_kept(
    window: Window, preferences: Preferences, qapp: QApplication
) -> None:
    assert preferences.language is None
    entries = {entry.data(): entry for entry in window.parts.menu.languages.actions()}
    assert set(entries) == {"", *language.LANGUAGES}
    entries["de"].trigger()
    assert preferences.language == "de"
    assert language.current() == "de"
    assert window.parts.commands.undo.text() == "Rückgängig"
    entries[""].trigger()
    assert preferences.language is None
    entries["en"].trigger()
    assert language.current() == "en"
    assert window.parts.commands.undo.text() == "Undo"


def test_a_broken_setting_follows_the_desktop(preferences: Preferences) -> None:
    preferences.language = "klingon"
    assert preferences.language is None
    assert language.of_desktop() in language.LANGUAGES
