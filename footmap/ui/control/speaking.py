"""Another language at once: the new sentences are installed, and what is on the screen is said in them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QUndoStack

from footmap.ui.settings.language import current, install
from footmap.ui.settings.relabel import Sentences, relabel


def speak(window: QObject, language: str, steps: QUndoStack | None = None) -> bool:
    """Say everything under a window in a language, and the names of steps; False if it is spoken already."""
    app = QCoreApplication.instance()
    if app is None or language == current():
        return False
    before = Sentences(current())
    install(app, language)
    relabel([window], before)
    for k in range(steps.count() if steps is not None else 0):
        step = steps.command(k) if steps is not None else None
        if step is not None:
            step.setText(before.step(step.text()))
    return True


def names_of_skin() -> Mapping[str, str]:
    """Names of nerves and levels in the language that is spoken."""
    from footmap.data.knowledge.base import load_knowledge

    return load_knowledge().named(current())
