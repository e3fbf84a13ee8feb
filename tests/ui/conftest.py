from __future__ import annotations

import gc
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.ui.app import with_study
from footmap.ui.document.engine import Engine
from footmap.ui.loader import Loaded, load
from footmap.ui.overlay.facts import BodyFacts
from footmap.ui.picture.pictures import Pictures
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.runtime.garbage import Garbage
from footmap.ui.settings.language import current, install
from footmap.ui.settings.preferences import Preferences
from footmap.ui.study.study import Study
from footmap.ui.window import Window

from .harness import Answers, Hand
from .records import Practice, practice_at


@pytest.fixture(scope="session", autouse=True)
def letters(qapp: QApplication) -> None:
    """The same letters on every machine, also where no font is installed: those that matplotlib brings along."""
    spec = importlib.util.find_spec("matplotlib")
    assert spec is not None
    assert spec.submodule_search_locations
    fonts = Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        assert QFontDatabase.addApplicationFont(str(fonts / name)) >= 0
    face = QFont("DejaVu Sans", 9)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # the desktop's own would change widths
    qapp.setFont(face)


@pytest.fixture(scope="session", autouse=True)
def garbage(qapp: QApplication) -> Iterator[None]:
    """As in the program: no thread that computes destroys objects of Qt."""
    keeper = Garbage(qapp)
    yield
    keeper.deleteLater()
    gc.enable()


@pytest.fixture(scope="session")
def read_once(qapp: QApplication) -> Loaded:
    return load()


@pytest.fixture(scope="session")
def engine(read_once: Loaded) -> Engine:
    return read_once.engine


@pytest.fixture(scope="session")
def pictures(read_once: Loaded) -> Pictures:
    return read_once.shelf.take("male")


@pytest.fixture
def shelf(pictures: Pictures) -> PictureShelf:
    """A shelf of its own, because a window changes what is on it."""
    return PictureShelf("male", pictures)


@pytest.fixture
def loaded(engine: Engine, shelf: PictureShelf) -> Loaded:
    return Loaded(engine, shelf)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """A test that speaks another language leaves English behind."""
    yield
    application = QApplication.instance()
    if application is not None and current() != "en":
        install(application, "en")


@pytest.fixture
def window(qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences) -> Iterator[Window]:
    window = Window(preferences, theme="light")
    window.resize(1280, 800)
    window.attach(engine, shelf)
    assert window.files is not None
    window.files.questions = Answers(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.files.questions = Answers(window)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hand(qtbot: QtBot, window: Window) -> Hand:
    return Hand(qtbot, window)


@pytest.fixture
def facts(window: Window) -> BodyFacts:
    """What is known of the body that is drawn, read by now."""
    facts = window.overlays.facts_now()
    assert facts is not None
    window.parts.pool.waitForDone()
    QApplication.processEvents()
    return facts


@pytest.fixture
def practice(qtbot: QtBot, engine: Engine, pictures: Pictures, tmp_path: Path) -> Iterator[Practice]:
    with practice_at(qtbot, engine, pictures, tmp_path) as practice:
        yield practice


@pytest.fixture
def progress_file(tmp_path: Path) -> Path:
    return tmp_path / "progress.footstudy"


@pytest.fixture
def study(window: Window, progress_file: Path) -> Study:
    """Study mode with Eva at home."""
    with_study(window, lambda: progress_file)
    window.ready.emit()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.study is not None
    window.study.settle()
    window.study.home.name.setText("Eva")
    QTest.keyClick(window.study.home.name, Qt.Key.Key_Return)
    return window.study
