"""Another language is spoken at once: a window that was switched says what one opened in that language says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from footmap.ui.document.engine import Engine
from footmap.ui.picture.pictures import Pictures
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings import language
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers, Hand

TEXTS = (
    "text",
    "toolTip",
    "statusTip",
    "accessibleName",
    "accessibleDescription",
    "title",
    "placeholderText",
    "suffix",
)


def said(window: Window) -> dict[str, str]:
    """Every text of a window by its place: the classes on the way to it, and its number among its like."""
    out: dict[str, str] = {}
    for kind in (QWidget, QAction):
        for part in window.findChildren(kind):
            if isinstance(part.parent(), QTabBar):
                continue  # Qt's own buttons, which are not used
            way: list[str] = []
            at: QObject | None = part
            while at is not None:
                above = at.parent()
                siblings = [c for c in above.children() if type(c) is type(at)] if above is not None else [at]
                way.append(f"{type(at).__name__}{siblings.index(at)}")
                at = at.parent()
            place = "/".join(reversed(way))
            for name in TEXTS:
                ask = getattr(part, name, None)
                if callable(ask) and not (name == "text" and isinstance(part, QLineEdit)):
                    try:
                        out[f"{place}.{name}"] = str(ask())
                    except TypeError:
                        continue
            if isinstance(part, QTabBar):
                out.update({f"{place}.tab{k}": part.tabText(k) for k in range(part.count())})
            if isinstance(part, QComboBox):
                out.update({f"{place}.item{k}": part.itemText(k) for k in range(part.count())})
    return {place: text for place, text in out.items() if text}


def opened(engine: Engine, pictures: Pictures, preferences: Preferences, qtbot: QtBot) -> Window:
    window = Window(preferences, theme="light")
    window.resize(1280, 800)
    own = Engine(engine.atlas, engine.names, engine.style, engine.sources)
    window.attach(own, PictureShelf("male", pictures))
    assert window.files is not None
    window.files.questions = Answers(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def worked_in(window: Window, qtbot: QtBot) -> None:
    hand = Hand(qtbot, window)
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15)])
    settle(window)


def settle(window: Window) -> None:
    assert window.session is not None
    assert window.assessment is not None
    window.assessment.settle(deep=True)
    window.overlays._reading.settle()
    window.overlays.hovering.name_skin(None, 0, 0)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def ended(window: Window) -> None:
    assert window.files is not None
    window.files.questions = Answers(window)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def english_after(qapp: QApplication) -> Iterator[None]:
    yield
    language.install(qapp, "en")


@pytest.mark.parametrize(("first", "then"), [("en", "de"), ("de", "en")])
def test_a_switched_window_says_what_one_opened_in_that_language_says(
    qtbot: QtBot,
    qapp: QApplication,
    engine: Engine,
    pictures: Pictures,
    preferences: Preferences,
    first: str,
    then: str,
) -> None:
    language.install(qapp, first)
    window = opened(Engine.load("male") if first == "de" else engine, pictures, preferences, qtbot)
    worked_in(window, qtbot)
    entries = {entry.data(): entry for entry in window.parts.menu.languages.actions()}
    entries[then].trigger()
    settle(window)
    switched = said(window)
    ended(window)
    fresh = opened(Engine.load("male"), pictures, preferences, qtbot)
    worked_in(fresh, qtbot)
    settle(fresh)
    wanted = said(fresh)
    ended(fresh)
    left = {p: (switched[p], wanted[p]) for p in switched if p in wanted and switched[p] != wanted[p]}
    assert not left, "\n".join(f"{p}: {a!r}, not {b!r}" for p, (a, b) in left.items())
    assert set(switched) == set(wanted)
