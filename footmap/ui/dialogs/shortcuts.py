"""The dialog of keyboard shortcuts, in groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE
from ..shell.actions import Actions, keys_of
from .dialog import Dialog

COLUMNS: Final = (3, 2)
"""Numbers of columns for the groups, tried in turn until they fit on the screen."""


class Group(NamedTuple):
    """A heading with rows of what is done and the keys for it."""

    title: str
    rows: list[tuple[str, str]]


class ShortcutDialog(Dialog):
    """Every action that has a key, and what the pointer does."""

    def __init__(self, actions: Actions, qualities: Iterable[str], parent: QWidget) -> None:
        super().__init__(self.tr("Keyboard shortcuts"), parent)
        groups = self._of_actions(actions)
        groups.append(Group(self.tr("Qualities"), [(name, str(i)) for i, name in enumerate(qualities, start=1)]))
        groups += self._of_the_picture()
        room = parent.window().size() * 0.9
        inside = next((page for n in COLUMNS if (page := _page(groups, n)).sizeHint().width() < room.width()), None)
        inside = inside or _page(groups, 1)
        self.column.addWidget(inside, 1)
        self.finish()

    def _of_actions(self, a: Actions) -> list[Group]:
        """Each group begins with the action named here and ends before the next."""
        begins = {
            a.new: self.tr("File"),
            a.undo: self.tr("Edit"),
            a.brush: self.tr("Tools"),
            a.narrower: self.tr("Brush"),
            a.zoom_in: self.tr("View"),
            a.nerves: self.tr("Overlays"),
            a.presentation: self.tr("Window"),
        }
        groups: list[Group] = []
        for action in a.all:
            if action in begins:
                groups.append(Group(begins[action], []))
            if action.shortcuts():
                groups[-1].rows.append((action.text().rstrip("…"), keys_of(action)))
        return [group for group in groups if group.rows]

    def _of_the_picture(self) -> list[Group]:
        pictures = [
            (self.tr("Next and previous view"), self.tr("Page down, page up")),
            (self.tr("One view large, and back"), self.tr("Enter, double-click")),
            (self.tr("Back to all views"), "Esc"),
            (self.tr("Cancel a stroke"), "Esc"),
            (self.tr("Move the sheet"), self.tr("Space and drag, arrows")),
            (self.tr("Zoom"), self.tr("Wheel, pinch")),
            (self.tr("Width of the brush"), self.tr("Ctrl and wheel")),
            (self.tr("Menu"), "F10"),
        ]
        walking = [
            (self.tr("Next region"), self.tr("Arrows")),
            (self.tr("Mark the region"), self.tr("Enter or space")),
            (self.tr("Remove its paint"), self.tr("Delete")),
        ]
        leading = [
            (self.tr("Move the tool; far, finely"), self.tr("Arrows; Ctrl, Shift")),
            (self.tr("Press and release"), self.tr("Space")),
        ]
        return [
            Group(self.tr("Picture"), pictures),
            Group(self.tr("While walking through the regions"), walking),
            Group(self.tr("While moving the tool with the keys"), leading),
        ]


def _page(groups: list[Group], columns: int) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, SPACE[3], 0)
    row.setSpacing(SPACE[6])
    for column in _even(groups, columns):
        row.addLayout(_column(column))
    return page


def _even(groups: list[Group], columns: int) -> list[list[Group]]:
    """The groups in order, spread over columns of about the same length."""
    whole = sum(len(group.rows) + 2 for group in groups)
    out: list[list[Group]] = [[]]
    filled = 0
    for group in groups:
        if filled + (len(group.rows) + 2) / 2 > whole / columns * len(out) and len(out) < columns:
            out.append([])
        out[-1].append(group)
        filled += len(group.rows) + 2
    return out


def _column(groups: list[Group]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE[1])
    for i, group in enumerate(groups):
        if i:
            column.addSpacing(SPACE[4])
        head = QLabel(group.title)
        write(head, "strong")
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[4])
        grid.setVerticalSpacing(SPACE[1])
        for line, (words, keys) in enumerate(group.rows):
            label = QLabel(keys)
            label.setProperty("tone", "key")
            label.setAccessibleName(f"{words}: {keys}")
            grid.addWidget(QLabel(words), line, 0)
            grid.addWidget(label, line, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
    column.addStretch(1)
    return column
