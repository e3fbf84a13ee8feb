"""Brush, overlays and map are what they were when the window was closed."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from footmap.ui.document.engine import Engine
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers, Hand


def test_brush_overlays_and_map_are_remembered(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences
) -> None:
    def start() -> Window:
        window = Window(Preferences(Path(preferences.store.fileName())), theme="light")
        qtbot.addWidget(window)
        window.attach(engine, shelf)
        assert window.files is not None
        window.files.questions = Answers(window)
        window.show()
        return window

    first = start()
    first.preferences.keep_brush = True
    first.parts.settings.set_quality("tingling")
    first.parts.settings.set_width_mm(22)
    first.parts.settings.set_intensity(9)
    first.parts.commands.landmarks.setChecked(True)
    first.parts.topbar.map_chosen.emit("foerster_1933")
    first.close()
    again = start()
    settings = again.parts.settings
    assert (settings.width_mm, settings.intensity) == (22, 9)
    assert settings.quality == "pain", "what was painted with is never remembered"
    scene = again.parts.canvas.scene
    assert scene is not None
    assert scene.choice.dermatomes == "foerster_1933"
    assert scene.choice.landmarks
    assert not scene.choice.nerves
    assert [e.isChecked() for e in again.parts.topbar.maps.actions() if "Foerster" in e.text()] == [True]
    hand = Hand(qtbot, again)
    assert again.session is not None
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    assert again.parts.panel.reading is not None
    assert again.parts.panel.reading.assessment.map == "foerster_1933"
    again.session.stack.setClean()
    again.preferences.start_overlays = "none"
    again.close()
    last = start()
    scene = last.parts.canvas.scene
    assert scene is not None
    assert scene.choice.dermatomes is None
    last.close()
