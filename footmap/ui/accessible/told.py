"""What a screen reader is told of things that are more to it than their widgets say.

A button of which only one is down at a time is a radio button, a row of a ranking an item of a list, the window a
window. Qt tells a tool button of an exclusive group as a check box, and what is drawn by hand as what it is made of.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QRadioButton, QToolButton, QWidget

ONE_OF_MANY: Final = "one_of_many"
"""Property of a button that is one of many, without the arrow keys of Qt's radio buttons, which would choose each."""
TOLD_AS: Final = "told_as"
"""Property of what is a ``list`` of the widgets in it, or a ``list item``: a button that opens."""


class ButtonInterface(QAccessibleWidget):
    """A button that is told as something else.

    Parameters
    ----------
    role : QAccessible.Role
        ``RadioButton``, or ``ListItem``.
    """

    def __init__(self, button: QAbstractButton, role: QAccessible.Role) -> None:
        super().__init__(button, role, button.accessibleName())
        self._button = button

    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Name:
            return self._button.accessibleName() or self._button.text().replace("&", "")
        if t == QAccessible.Text.Description:
            return self._button.accessibleDescription() or self._button.toolTip()
        return super().text(t)

    def state(self) -> QAccessible.State:
        out, down = super().state(), int(self._button.isChecked())
        if self.role() == QAccessible.Role.ListItem:
            out.expandable, out.expanded, out.collapsed = 1, down, 1 - down
        else:
            out.checkable, out.checked = 1, down
        return out

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, actionName: str) -> None:  # noqa: N803  # Qt's name
        if actionName != QAccessibleActionInterface.pressAction():
            super().doAction(actionName)
        elif self._button.isEnabled():
            self._button.click()

    def keyBindingsForAction(self, actionName: str) -> list[str]:  # noqa: N803
        return []


class ListInterface(QAccessibleWidget):
    """A list of what is seen in a widget, in its order from the top."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.List, widget.accessibleName())
        self._widget = widget

    def _seen(self) -> list[QWidget]:
        return [w for w in self._widget.children() if isinstance(w, QWidget) and not w.isHidden()]

    def childCount(self) -> int:
        return len(self._seen())

    def child(self, index: int) -> QAccessibleInterface:
        seen = self._seen()
        if not 0 <= index < len(seen):
            return super().child(-1)
        return QAccessible.queryAccessibleInterface(seen[index])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        thing = child.object() if child is not None else None
        return next((k for k, widget in enumerate(self._seen()) if widget is thing), -1)


def _is_one_of_many(button: QAbstractButton) -> bool:
    if not button.isCheckable() or isinstance(button, QRadioButton):
        return False
    group = button.group()
    if button.property(ONE_OF_MANY) or button.autoExclusive() or (group is not None and group.exclusive()):
        return True
    action = button.defaultAction() if isinstance(button, QToolButton) else None
    actions = action.actionGroup() if action is not None else None
    return actions is not None and actions.isExclusive()


def told(thing: QObject) -> QAccessibleInterface | None:
    """The interface of a thing that is told as something else; None where Qt's own is right."""
    if not isinstance(thing, QWidget):
        return None
    if isinstance(thing, QAbstractButton):
        if thing.property(TOLD_AS) == "list item":
            return ButtonInterface(thing, QAccessible.Role.ListItem)
        return ButtonInterface(thing, QAccessible.Role.RadioButton) if _is_one_of_many(thing) else None
    if thing.property(TOLD_AS) == "list":
        return ListInterface(thing)
    if thing.property(TOLD_AS) == "window":
        return QAccessibleWidget(thing, QAccessible.Role.Window, thing.windowTitle())
    return None
