"""What is known from spine to toe arrives in the background, for the body that is drawn."""

from __future__ import annotations

from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from footmap.core.atlas import Atlas
from footmap.errors import AssetError, Problem
from footmap.ui.document.engine import Engine
from footmap.ui.overlay.facts import BodyFacts
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window


def test_facts_of_a_body_that_is_no_longer_drawn_are_dropped(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go, real, read = Event(), Event(), BodyFacts.load, list[BodyFacts]()

    def slowly(atlas: Atlas, language: str) -> BodyFacts:
        begun.set()
        may_go.wait(30)
        read.append(real(atlas, language))
        return read[-1]

    monkeypatch.setattr(BodyFacts, "load", slowly)
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.attach(engine, shelf)
    told: list[BodyFacts] = []
    window.overlays.facts_read.connect(told.append)
    assert begun.wait(30)
    window._show_body()  # as when another body is drawn
    may_go.set()
    qtbot.waitUntil(lambda: len(read) == 2 and bool(told), timeout=20_000)
    assert told == read[1:]
    assert window.overlays.facts is told[0]
    assert window.overlays.facts_now() is told[0]
    window.close()


def test_facts_that_cannot_be_read_are_said(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(atlas: Atlas, language: str) -> BodyFacts:
        raise AssetError((Problem("courses.yaml:3", "The site x is not there."),))

    monkeypatch.setattr(BodyFacts, "load", damaged)
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.attach(engine, shelf)
    qtbot.waitUntil(lambda: "The site x is not there" in window.parts.notice.text, timeout=20_000)
    window.parts.notice.hide()
    assert window.overlays.facts_now() is None, "asked for at once, it is said again instead of raised"
    assert "The site x is not there" in window.parts.notice.text
    window.close()
