"""Makes Qt ask here first when assistive technology wants to know what a thing of the window is."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible

from .told import told

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface

_made: Final[WeakSet[QAccessibleInterface]] = WeakSet()
"""Interfaces that Qt keeps; it would destroy those that are left after Python has ended, which would end in a crash."""


@cache
def install() -> bool:
    """Be asked from now on; False where Qt for Python is too old for it.

    Qt asks once for each thing and keeps the answer, so this comes before a window is made.
    """
    application = QCoreApplication.instance()
    if not hasattr(QAccessible, "installFactory") or application is None:
        return False
    QAccessible.installFactory(_interface)
    application.aboutToQuit.connect(_take_back)
    return True


def _interface(_class: str, thing: QObject) -> QAccessibleInterface | None:
    own = getattr(thing, "accessible", None)  # a canvas, once its atlas is there
    made = own() if callable(own) else told(thing)
    if made is not None:
        _made.add(made)
    return made


def _take_back() -> None:
    """Have Qt give up what was made here, while Python is there."""
    for made in list(_made):
        with suppress(RuntimeError):  # gone already, with its widget
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(made))
    QAccessible.setActive(False)  # nobody is told of what the widgets do while they go
