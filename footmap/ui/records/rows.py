"""Lists of patients and visits whose rows can be dragged out of the window as case files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QIcon, QPixmap, QPixmapCache
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

ICON_PX: Final = 64
_NO_PICTURE: Final = "footmap-no-picture"
Writer = Callable[[QListWidgetItem, Path], Path | None]


class Rows(QListWidget):
    """A list whose rows carry a file when they are dragged.

    Parameters
    ----------
    name : str
        For screen readers.
    write : callable
        Writes what a row stands for into a folder; returns the file, or None if that was not possible.
    """

    def __init__(self, name: str, icon_px: int, write: Writer) -> None:
        super().__init__()
        self._write = write
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.setAccessibleName(name)
        self.setIconSize(QSize(icon_px, icon_px))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The file of the dragged row, in a folder for its owner alone that goes when the window goes."""
        data = QMimeData()
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="footmap-")
        paths = [self._write(item, Path(self._folder.name)) for item in items]
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths if path is not None])
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Copies alone leave the window."""
        return Qt.DropAction.CopyAction

    def forget(self) -> None:
        """Remove the files that were dragged out."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def icon_of(png: bytes | None) -> QIcon:
    """An icon of the bytes of a picture; an empty one for none."""
    picture = QPixmap()
    if (png is None or not picture.loadFromData(png)) and not QPixmapCache.find(_NO_PICTURE, picture):
        picture = QPixmap(ICON_PX, ICON_PX)
        picture.fill(Qt.GlobalColor.transparent)
        QPixmapCache.insert(_NO_PICTURE, picture)
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
