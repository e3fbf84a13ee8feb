"""The rail of tools at the left edge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from .icons import SIZE_PX
from .tokens import RAIL_PX, SPACE, Density

BUTTON: Final = 40


class Rail(QWidget):
    """One button per action, in groups from top to bottom."""

    def __init__(self, groups: Iterable[Iterable[QAction]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(RAIL_PX)
        self.setAccessibleName(name)
        self.buttons: list[QToolButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE[3], 1, SPACE[3])
        column.setSpacing(SPACE[1])
        for i, group in enumerate(groups):
            if i:
                column.addSpacing(SPACE[4])
            for action in group:
                button = QToolButton()
                button.setDefaultAction(action)
                button.setProperty("rail", "true")
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setIconSize(QSize(SIZE_PX, SIZE_PX))
                button.setFixedSize(BUTTON, BUTTON)
                button.setAccessibleName(action.text().rstrip("…"))
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
                self.buttons.append(button)
        column.addStretch(1)

    def set_density(self, density: Density) -> None:
        """Make the buttons larger or smaller."""
        self.setFixedWidth(density.rail_px)
        edge = density.rail_px - 2 * SPACE[2]
        for button in self.buttons:
            button.setFixedSize(edge, edge)
            button.setIconSize(QSize(density.icon_px, density.icon_px))

    def button(self, action: QAction) -> QToolButton:
        """The button of an action."""
        return next(button for button in self.buttons if button.defaultAction() is action)
