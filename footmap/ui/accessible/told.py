"""What a screen reader is told of things that are more to it than their widgets say.

A button of which only one is down at a time is a radio button, a row of a ranking an item of a list, the window a
window. Qt tells a tool button of an exclusive group as a check box, and what is drawn by hand as what it is made of.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

ONE_OF_MANY: Final = "one_of_many"
"""Property of a button that is one of many, without the arrow keys of Qt's radio buttons, which would choose each."""
TOLD_AS: Final = "told_as"
"""Property of what is a ``list`` of the widgets in it, a ``list item`` (a button that opens), or a ``window``."""
MENU_BESIDE: Final = QToolButton.ToolButtonPopupMode.MenuButtonPopup


class ButtonInterface(QAccessibleWidget):
    """Any button. Qt asks for it before the button has become what it will be, so it answers by what that is then."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button

    def role(self) -> QAccessible.Role:
        button, role = self._button, QAccessible.Role
        if button.property(TOLD_AS) == "list item":
            return role.ListItem
        if _has_menu(button):
            parted = isinstance(button, QToolButton) and button.popupMode() == MENU_BESIDE
            return role.ButtonDropDown if parted else role.ButtonMenu
        if not button.isCheckable():
            return role.Button
        return role.RadioButton if _is_one_of_many(button) else role.CheckBox

    def text(self, t: QAccessible.Text) -> str:
        button = self._button
        if t == QAccessible.Text.Name:
            return button.accessibleName() or _without_mark(button.text())
        if t == QAccessible.Text.Description:
            return button.accessibleDescription() or _plain(button.toolTip())
        return button.shortcut().toString() if t == QAccessible.Text.Accelerator else super().text(t)

    def state(self) -> QAccessible.State:
        button, out, role = self._button, super().state(), self.role()
        out.pressed = int(button.isDown())
        out.hasPopup = int(_has_menu(button))
        if role == QAccessible.Role.ListItem:
            out.expandable, out.expanded, out.collapsed = 1, int(button.isChecked()), int(not button.isChecked())
        elif button.isCheckable():
            out.checkable, out.checked = 1, int(button.isChecked())
        return out

    def actionNames(self) -> list[str]:
        action = QAccessibleActionInterface
        if _has_menu(self._button):
            first = action.showMenuAction()
        else:
            first = action.toggleAction() if self._button.isCheckable() else action.pressAction()
        return [first, *super().actionNames()]

    def doAction(self, actionName: str) -> None:  # noqa: N803  # Qt's name
        button, first = self._button, self.actionNames()[0]
        if actionName not in (first, QAccessibleActionInterface.pressAction()):
            super().doAction(actionName)
        elif not button.isEnabled():
            return
        elif isinstance(button, QToolButton | QPushButton) and _has_menu(button):
            QTimer.singleShot(0, button, button.showMenu)  # a menu waits until it is closed
        else:
            button.click()

    def keyBindingsForAction(self, actionName: str) -> list[str]:  # noqa: N803
        keys = self._button.shortcut().toString()
        return [keys] if keys and actionName == self.actionNames()[0] else []


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


def _has_menu(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton | QPushButton) and button.menu() is not None


def _is_one_of_many(button: QAbstractButton) -> bool:
    group = button.group()
    if button.property(ONE_OF_MANY) or button.autoExclusive() or (group is not None and group.exclusive()):
        return True
    action = button.defaultAction() if isinstance(button, QToolButton) else None
    actions = action.actionGroup() if action is not None else None
    return actions is not None and actions.isExclusive()


def _without_mark(text: str) -> str:
    """A button's text without the mark of its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def _plain(text: str) -> str:
    """A tooltip without its markup."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if text.startswith("<") else text


def told(thing: QObject) -> QAccessibleInterface | None:
    """The interface of a thing that is told as something else; None where Qt's own is right."""
    if isinstance(thing, QCheckBox | QRadioButton):
        return None
    if isinstance(thing, QAbstractButton):
        return ButtonInterface(thing)
    role = thing.property(TOLD_AS) if isinstance(thing, QWidget) else None
    if isinstance(thing, QWidget) and role == "list":
        return ListInterface(thing)
    if isinstance(thing, QWidget) and role == "window":
        return QAccessibleWidget(thing, QAccessible.Role.Window, thing.windowTitle())
    return None
