"""Makes Qt ask here first when assistive technology wants to know what a thing of the window is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from .told import told

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface


@cache
def install() -> bool:
    """Be asked from now on; False where Qt for Python is too old for it.

    Qt asks once for each thing and keeps the answer, so this comes before a window is made.
    """
    if not hasattr(QAccessible, "installFactory"):
        return False
    QAccessible.installFactory(_interface)
    return True


def _interface(_class: str, thing: QObject) -> QAccessibleInterface | None:
    own = getattr(thing, "accessible", None)  # a canvas, once its atlas is there
    return own() if callable(own) else told(thing)
