from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from footmap.ui.engine import Engine
from footmap.ui.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers


class Longer(QTranslator):
    """Every text of ours with 40 % more letters."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if not text or len(text) <= 2:
            return text
        return text + "nmoretext"[: max(1, round(0.4 * len(text)))]

    def isEmpty(self) -> bool:  # noqa: N802
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    translator = Longer()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900), (1024, 700)])
def test_nothing_is_cut_off_with_longer_words(
    longer: None, qapp: QApplication, engine: Engine, preferences: Preferences, size: tuple[int, int]
) -> None:
    window = Window(preferences, theme="light")
    window.attach(engine)
    assert window.files is not None
    window.files.dialogs = Answers(window)
    window.resize(*size)
    window.show()
    qapp.processEvents()
    assert window.width() == size[0], "the words must not push the window wider"
    for parent in (window.parts.topbar, window.parts.panel.footer):
        for child in parent.findChildren(QWidget):
            if not child.isVisible() or not isinstance(child, QLabel | QToolButton):
                continue
            right = child.mapTo(parent, child.rect().topRight()).x()
            assert right <= parent.width(), child
            if isinstance(child, QLabel) and child.wordWrap():
                assert child.heightForWidth(child.width()) <= child.height() + 1, child.text()
            elif isinstance(child, QLabel):
                assert child.fontMetrics().horizontalAdvance(child.text()) <= child.width() + 1, child.text()
    window.close()
    window.deleteLater()
