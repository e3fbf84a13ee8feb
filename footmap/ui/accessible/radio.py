"""One of many, for a screen reader: a button of which only one is down at a time is a radio button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget

ONE_OF_MANY: Final = "one_of_many"
"""Property of a button that is one of many, without the arrow keys of Qt's radio buttons, which would choose each."""


class RadioInterface(QAccessibleWidget):
    """A button that is told as a radio button."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.RadioButton, button.accessibleName())
        self._button = button

    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Name:
            return self._button.accessibleName() or self._button.text()
        return self._button.toolTip() if t == QAccessible.Text.Description else ""

    def state(self) -> QAccessible.State:
        out = super().state()
        out.checkable, out.checked = 1, int(self._button.isChecked())
        return out

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()]

    def doAction(self, actionName: str) -> None:  # noqa: N803  # Qt's name
        if actionName in self.actionNames() and self._button.isEnabled():
            self._button.click()

    def keyBindingsForAction(self, actionName: str) -> list[str]:  # noqa: N803
        return []


def radio(thing: QObject) -> RadioInterface | None:
    """The interface of a button that is one of many; None for anything else."""
    if isinstance(thing, QAbstractButton) and thing.property(ONE_OF_MANY):
        return RadioInterface(thing)
    return None
