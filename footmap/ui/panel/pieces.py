"""Small pieces of the panel: labels that wrap, foldable sections, rows of buttons that wrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ..look.plain import tip
from ..look.theme import TypeRole, write
from ..look.tokens import SPACE
from .wrapping_button import WrappingButton


def label(text: str = "", role: TypeRole = "body", tone: str = "", *, rich: bool = False) -> QLabel:
    """A label that wraps and can be selected from by mouse."""
    out = QLabel(text)
    out.setWordWrap(True)
    out.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    write(out, role)
    if tone:
        out.setProperty("tone", tone)
    out.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    out.setMinimumWidth(40)
    return out


class Fold(QWidget):
    """A heading that opens and closes what is under it; the content is made when it is first opened.

    Parameters
    ----------
    title : str
    make : callable
        Makes the content.
    small : bool
        A quiet link instead of a heading.
    """

    def __init__(self, title: str, make: Callable[[], QWidget], *, small: bool = False, is_open: bool = False) -> None:
        super().__init__()
        self._make = make
        self._title = title
        self.content: QWidget | None = None
        self.head = WrappingButton("", fills=True)
        self.head.setProperty("fold", "small" if small else "true")
        write(self.head, "caption" if small else "strong")
        self.head.setCheckable(True)
        self.head.setCursor(Qt.CursorShape.PointingHandCursor)
        self.head.toggled.connect(self._toggled)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._say()
        if is_open:
            self.head.setChecked(True)

    def set_title(self, title: str) -> None:
        """Another heading."""
        self._title = title
        self._say()

    def _say(self) -> None:
        self.head.set_words(f"{'▾' if self.head.isChecked() else '▸'} {self._title}")
        self.head.setAccessibleName(self._title)
        self.head.setToolTip(tip(self._title))

    def _toggled(self, on: bool) -> None:
        self._say()
        if on and self.content is None:
            self.content = self._make()
            self._column.addWidget(self.content)
        if self.content is not None:
            self.content.setVisible(on)


class Flow(QLayout):
    """Items in lines from the left, as many in a line as fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = SPACE[1]) -> None:
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # asked for many times for each width
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._gap = gap

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > max(rect.width(), 40):
                width = max(rect.width(), 40)
                size = QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()


class FlowRow(QWidget):
    """Parts in lines from the left, as many in a line as fit; a widget, since a layout of ours within another is not
    kept alive."""

    def __init__(self, *parts: QWidget, gap: int = SPACE[1]) -> None:
        super().__init__()
        self._flow = Flow(self, gap)
        for part in parts:
            self._flow.addWidget(part)

    def add(self, part: QWidget) -> None:
        """One more at the end."""
        self._flow.addWidget(part)


def card(role: str, *parts: QWidget, gap: int = SPACE[1]) -> QFrame:
    """A frame of a role of the style sheet round some parts."""
    frame = QFrame()
    frame.setProperty("role", role)
    column = QVBoxLayout(frame)
    column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return frame


def stacked(
    parts: Sequence[QWidget], gap: int = SPACE[1], margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QWidget:
    """Parts one below the other."""
    out = QWidget()
    column = QVBoxLayout(out)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return out
