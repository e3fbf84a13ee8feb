"""The rail of tools at the left edge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from ..look.icons import SIZE_PX
from ..look.tokens import RAIL_PX, SPACE, Density

BUTTON: Final = 40
LEAST: Final = 4
"""Number of buttons that are always shown."""


class Rail(QWidget):
    """One button per action, in groups from top to bottom; what has no room is behind the last button.

    Parameters
    ----------
    more : QAction
        What the button is called behind which the rest is found.
    """

    def __init__(
        self, groups: Iterable[Iterable[QAction]], more: QAction, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(RAIL_PX)
        self.setAccessibleName(name)
        self.buttons: list[QToolButton] = []
        column = self._column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, SPACE[3], 1, SPACE[3])
        column.setSpacing(SPACE[1])
        for i, group in enumerate(groups):
            if i:
                column.addSpacing(SPACE[4])
            for action in group:
                self.buttons.append(self._button(action))
        self._rest = QMenu(self)
        self._more = self._button(more)
        self._more.setMenu(self._rest)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        column.addStretch(1)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("rail", "true")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(SIZE_PX, SIZE_PX))
        button.setFixedSize(BUTTON, BUTTON)
        button.setAccessibleName(action.text().rstrip("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        group = action.actionGroup()
        button.setAutoExclusive(group is not None and group.isExclusive())  # a screen reader hears a radio button
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def set_density(self, density: Density) -> None:
        """Make the buttons larger or smaller."""
        self.setFixedWidth(density.rail_px)
        edge = density.rail_px - 2 * SPACE[2]
        for button in (*self.buttons, self._more):
            button.setFixedSize(edge, edge)
            button.setIconSize(QSize(density.icon_px, density.icon_px))
        self._arrange()

    def button(self, action: QAction) -> QToolButton:
        """The button of an action, or the one behind which it is found."""
        seen = (button for button in self.buttons if button.defaultAction() is action and not button.isHidden())
        return next(seen, self._more)

    # ---- giving way

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.width(), LEAST * (self._more.height() + SPACE[1]) + 2 * SPACE[3])

    def _arrange(self) -> None:
        """Put the last buttons behind the one for the rest until all fits."""
        for kept in range(len(self.buttons), LEAST - 2, -1):
            for i, button in enumerate(self.buttons):
                button.setVisible(i < kept)
            self._more.setVisible(kept < len(self.buttons))
            self._column.invalidate()
            if self._column.sizeHint().height() <= self.height():
                break
        self._rest.clear()
        self._rest.addActions([button.defaultAction() for button in self.buttons if button.isHidden()])
