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
    """Any button, told by what it is when somebody asks.

    Qt asks for the interface while a button is being made, so it is not known yet what the button will be, and what
    Python holds of it then is not what holds it later: it is asked for each time, and never kept.
    """

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)

    @property
    def _button(self) -> QAbstractButton | None:
        thing = self.object()
        return thing if isinstance(thing, QAbstractButton) else None

    def role(self) -> QAccessible.Role:
        button, role = self._button, QAccessible.Role
        if button is None:
            return super().role()
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
        if button is not None and t == QAccessible.Text.Name:
            return button.accessibleName() or _without_mark(button.text())
        if button is not None and t == QAccessible.Text.Description:
            return button.accessibleDescription() or _plain(button.toolTip())
        if button is not None and t == QAccessible.Text.Accelerator:
            return button.shortcut().toString()
        return super().text(t)

    def state(self) -> QAccessible.State:
        button, out = self._button, super().state()
        if button is None:
            return out
        out.pressed = int(button.isDown())
        out.hasPopup = int(_has_menu(button))
        if self.role() == QAccessible.Role.ListItem:
            out.expandable, out.expanded, out.collapsed = 1, int(button.isChecked()), int(not button.isChecked())
        elif button.isCheckable():
            out.checkable, out.checked = 1, int(button.isChecked())
        return out

    def _main_action(self) -> str:
        button, action = self._button, QAccessibleActionInterface
        if button is not None and _has_menu(button):
            return action.showMenuAction()
        return action.toggleAction() if button is not None and button.isCheckable() else action.pressAction()

    def actionNames(self) -> list[str]:
        return [self._main_action(), *super().actionNames()]

    def doAction(self, actionName: str) -> None:  # noqa: N803  # Qt's name
        button = self._button
        if button is None or actionName not in (self._main_action(), QAccessibleActionInterface.pressAction()):
            super().doAction(actionName)
        elif not button.isEnabled():
            return
        elif isinstance(button, QToolButton | QPushButton) and _has_menu(button):
            QTimer.singleShot(0, button, button.showMenu)  # a menu waits until it is closed
        else:
            button.click()

    def keyBindingsForAction(self, actionName: str) -> list[str]:  # noqa: N803  # Qt's name
        keys = self.text(QAccessible.Text.Accelerator)
        return [keys] if keys and actionName == self._main_action() else []


class ListInterface(QAccessibleWidget):
    """A list of what is seen in a widget, in its order from the top."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.List, widget.accessibleName())

    def _seen(self) -> list[QWidget]:
        thing = self.object()
        return [w for w in thing.children() if isinstance(w, QWidget) and not w.isHidden()] if thing is not None else []

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
