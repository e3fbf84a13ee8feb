from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.ui.document.engine import Engine
from footmap.ui.loader import Loaded, load
from footmap.ui.look.tokens import ThemeName
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers, Hand


def test_nothing_is_left_when_a_window_closes(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences, qapp: QApplication
) -> None:
    before = {id(w) for w in qapp.topLevelWidgets()}
    threads = threading.active_count()
    window = Window(preferences, theme="dark")
    window.attach(engine, shelf)
    window.show()
    hand = Hand(qtbot, window)
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    assert window.files is not None
    window.files.questions = Answers(window)
    timers = window.findChildren(QTimer)
    pools = window.findChildren(QThreadPool)
    assert window.close()
    assert not any(t.isActive() for t in timers)
    assert all(pool.activeThreadCount() == 0 for pool in pools)
    gone = weakref.ref(window)
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del window, hand, timers, pools
    gc.collect()
    assert gone() is None
    assert not [w for w in qapp.topLevelWidgets() if id(w) not in before and w.isVisible()]
    assert threading.active_count() <= threads


def test_the_window_loads_the_atlas_by_itself(qtbot: QtBot, preferences: Preferences, tmp_path: Path) -> None:
    broken = tmp_path / "x.footmap"
    broken.write_text("{}")
    window = Window(preferences, theme="light", case_path=broken)
    qtbot.addWidget(window)
    window.build()
    assert not window.parts.commands.undo.isEnabled()
    assert not window.parts.commands.open.isEnabled()
    with qtbot.waitSignal(window.ready, timeout=60_000):
        window.show()
    assert window.session is not None
    assert window.parts.commands.open.isEnabled()
    assert "case file" in window.parts.notice.text
    window.close()


def test_damaged_assets_are_said_in_the_window(
    qtbot: QtBot, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    from footmap.errors import AssetError, Problem

    def damaged(body: str = "male", tone: str = "light") -> Loaded:
        raise AssetError((Problem("atlas.json", "The file is damaged."),))

    monkeypatch.setattr("footmap.ui.loader.load", damaged)
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    assert "atlas.json" in window.parts.notice.text
    window.close()


def test_the_first_frame_needs_neither_numpy_nor_shapely_nor_matplotlib(tmp_path: Path) -> None:
    code = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from footmap.ui.app import application, own_places, with_records, with_trace
from footmap.ui.runtime.log import Trace
from footmap.ui.settings.preferences import Preferences
from footmap.ui.look.tokens import ThemeName
from footmap.ui.window import Window
app = application()
window = Window(Preferences(Path(sys.argv[1])))
trace = Trace(Path(sys.argv[2]))
trace.begin()
with_records(window, lambda: own_places(window.preferences), welcome=True)
with_trace(window, trace)
seen = []
heavy = ("numpy", "shapely", "matplotlib", "pydantic", "yaml", "sqlite3", "footmap.ui.records")
window.first_painted.connect(lambda: seen.append([m for m in heavy if m in sys.modules]))
window.show()
app.processEvents()
assert seen == [[]], seen
"""
    run = [sys.executable, "-c", code, str(tmp_path / "window.ini"), str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_the_parts_are_made_before_numpy_is_there() -> None:
    code = "import footmap.ui.parts, sys; print(*{'numpy', 'shapely', 'pydantic', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == [], "they would hold up the window after its first frame"


def test_matplotlib_stays_out_of_the_window() -> None:
    code = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from footmap.ui.app import application
app = application()
from footmap.ui.loader import load
load()
assert "matplotlib" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_theme_and_place_are_remembered(qtbot: QtBot, engine: Engine, preferences: Preferences) -> None:
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.resize(760, 560)
    window.build()
    window.show()
    window.parts.menu.theme_chosen.emit("dark")
    assert window.theme.name == "dark"
    window.close()
    again = Window(Preferences(Path(preferences.store.fileName())))
    qtbot.addWidget(again)
    again.build()
    assert again.theme.name == "dark"
    assert again.width() == 760
    again.close()


def test_the_theme_follows_the_desktop_while_nothing_is_chosen(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    def desktop(name: ThemeName) -> None:
        monkeypatch.setattr("footmap.ui.look.theme.system_theme", lambda: name)  # no display here has a desktop
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark if name == "dark" else Qt.ColorScheme.Light)

    def look() -> tuple[str, int]:
        return window.theme.name, window.grab().toImage().pixelColor(400, 400).lightness()

    desktop("dark")
    window = Window(preferences)
    qtbot.addWidget(window)
    window.attach(engine, shelf)
    window.show()
    name, dark = look()
    assert name == "dark"
    desktop("light")
    name, light = look()
    assert name == "light"
    assert light > dark + 100
    window.choose_theme("contrast")
    desktop("dark")
    assert look()[0] == "contrast", "what was chosen stays"
    window.choose_theme(None)
    assert look()[0] == "dark"
    window.close()


def test_loading_twice_gives_equal_atlases(engine: Engine) -> None:
    assert load().engine.atlas.version == engine.atlas.version
