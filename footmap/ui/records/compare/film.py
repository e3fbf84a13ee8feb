"""The film strip: every drawing as a small picture in the order of time; two of them are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from footmap.errors import LibraryError
from footmap.ui.look.tokens import RADIUS, SPACE, Theme
from footmap.ui.records.words import RecordWords

from .drawings import Drawn

KEY: Final = Qt.ItemDataRole.UserRole
MARKED: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
FRAME_PEN_PX: Final = 2.0
ICON_PX: Final = 44
FRAME_PX: Final = 224
"""Width of one drawing."""
AHEAD: Final = 24
"""Number of pictures that are read at once; others follow when they come into sight."""


class _Frames(QStyledItemDelegate):
    """Draws a frame round the drawings that are compared."""

    colour = QColor()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(MARKED):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.colour, FRAME_PEN_PX))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), RADIUS, RADIUS)
            painter.restore()


class Film(QListWidget):
    """A row of drawings.

    Parameters
    ----------
    picture : callable
        Key of a drawing to the bytes of its small picture, or None.

    Signals
    -------
    picked(str)
        Key of a drawing that was clicked, or chosen with Enter or Space.
    """

    picked = Signal(str)

    def __init__(self, picture: Callable[[str], bytes | None]) -> None:
        super().__init__()
        self._picture = picture
        self._words = RecordWords(self)
        self._drawings: tuple[Drawn, ...] = ()
        self._told: dict[str, str] = {}
        self._pair = ("", "")
        self._frames = _Frames(self)
        self.setItemDelegate(self._frames)
        self._pictured: set[str] = set()
        self.setAccessibleName(self.tr("All drawings in time; Enter compares one with the drawing chosen last"))
        self.setToolTip(self.tr("Click two drawings to compare them."))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._read_pictures())
        self.itemClicked.connect(self._pick)

    def show_drawings(self, drawings: Sequence[Drawn]) -> None:
        """Show other drawings."""
        self._drawings = tuple(drawings)
        self._told.clear()
        self._pictured.clear()
        self.clear()
        blank = QPixmap(ICON_PX, ICON_PX)
        blank.fill(Qt.GlobalColor.transparent)
        height = max(ICON_PX, 3 * self.fontMetrics().lineSpacing()) + 2 * SPACE[2]
        for drawn in self._drawings:
            item = QListWidgetItem(QIcon(blank), "")
            item.setData(KEY, drawn.key)
            item.setSizeHint(QSize(FRAME_PX, height))
            self.addItem(item)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(height + bar + 2 * self.frameWidth() + SPACE[1])
        self._write()
        self.setCurrentRow(self.count() - 1)
        self._read_pictures()

    def mark(self, before: str, after: str) -> None:
        """Mark the two that are compared."""
        self._pair = before, after
        self._write()
        row = self._row(after)
        if row >= 0:
            self.setCurrentRow(row)
            self.scrollToItem(self.item(row))

    def tell(self, key: str, words: str) -> None:
        """Say more of a drawing, as soon as it is known."""
        self._told[key] = words
        self._write(self._row(key))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._frames.colour = QColor(theme.accent)
        self.viewport().update()

    def _row(self, key: str) -> int:
        return next((i for i, drawn in enumerate(self._drawings) if drawn.key == key), -1)

    def _write(self, only: int | None = None) -> None:
        marks = self.tr("Then"), self.tr("Now")
        for i, drawn in enumerate(self._drawings):
            if only is not None and i != only:
                continue
            item = self.item(i)
            mark = next((word for word, key in zip(marks, self._pair, strict=True) if key == drawn.key), "")
            head = f"{mark}: {drawn.called}" if mark else drawn.called
            told = self._told.get(drawn.key, "")
            second = " · ".join(part for part in (told, drawn.short) if part)
            drew = self._words.drawn_by(drawn.head.drawn_by) if drawn.head.drawn_by is not None else ""
            item.setText("\n".join(line for line in (head, second, drew) if line))
            spoken = [line for line in (head, told, drawn.about) if line]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(spoken))
            item.setToolTip("\n".join(spoken))
            item.setData(MARKED, bool(mark))

    def _read_pictures(self) -> None:
        """Read the pictures of those that are in sight, and of a few before and behind."""
        first = self.horizontalScrollBar().value() // FRAME_PX - 2
        for i in range(max(first, 0), min(first + AHEAD, self.count())):
            key = self._drawings[i].key
            if key not in self._pictured:
                self._pictured.add(key)
                try:
                    png = self._picture(key)
                except LibraryError:
                    continue  # reading the visit says why
                picture = QPixmap()
                if png and picture.loadFromData(QByteArray(png)):
                    self.item(i).setIcon(QIcon(picture))

    def _pick(self, item: QListWidgetItem) -> None:
        self.picked.emit(str(item.data(KEY)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space
        item = self.currentItem()
        if event.key() in keys and item is not None:
            self._pick(item)
            return
        super().keyPressEvent(event)
