"""The present picture of study mode with its legend: to the clipboard, or as PNG or SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from footmap.data.output import write_output
from footmap.errors import StudyError
from footmap.ui.look.theme import font
from footmap.ui.look.tokens import SCREEN_PPI, SPACE, Theme
from footmap.ui.picture import patterns
from footmap.ui.settings.language import current
from footmap.words.picture_facts import described

from .parts import Legend

if TYPE_CHECKING:
    from footmap.core.style import QualityStyle

    from .board import Board

translate = QCoreApplication.translate
RATIO: Final = 2.0
"""Pixels of the picture for one of the screen."""
SWATCH_PX: Final = 16
ROW_PX: Final = 24
Entries = Sequence[tuple["QualityStyle", str]]


def legend_of(panel: QWidget | None) -> Entries:
    """What the legends that are shown beside the picture explain."""
    shown = panel.findChildren(Legend) if panel is not None else []
    return [entry for legend in shown if legend.isVisible() for entry in legend.entries]


def picture(board: Board, title: str, entries: Entries, theme: Theme) -> QImage:
    """The picture as it is seen, with a title and the legend below it."""
    size = _size(board, entries)
    out = QImage(size * RATIO, QImage.Format.Format_RGB32)
    out.setDevicePixelRatio(RATIO)
    painter = QPainter(out)
    _draw(painter, board, title, entries, theme)
    painter.end()
    return out


def svg(board: Board, title: str, entries: Entries, theme: Theme) -> bytes:
    """The same as SVG: title and legend stay writing, the skin is a picture inside."""
    from PySide6.QtSvg import QSvgGenerator

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = _size(board, entries)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle(title)
    painter = QPainter(generator)
    _draw(painter, board, title, entries, theme)
    painter.end()
    return bytes(data.data())


def copy(board: Board, title: str, entries: Entries, theme: Theme) -> None:
    """Put the picture on the clipboard."""
    QGuiApplication.clipboard().setImage(picture(board, title, entries, theme))


def ask_path(parent: QWidget) -> Path | None:
    """Where to save; None for nowhere."""
    name, _ = QFileDialog.getSaveFileName(
        parent,
        translate("StudySharing", "Save the picture"),
        translate("StudySharing", "study") + ".png",
        translate("StudySharing", "Picture (*.png *.svg)"),
    )
    return Path(name) if name else None


def save(path: Path, board: Board, title: str, entries: Entries, theme: Theme) -> Path:
    """Write the picture; its kind is that of the name, PNG if it has none.

    Raises
    ------
    FootmapError
        If it is another kind, or cannot be written; an old file is as it was.
    """
    path = path if path.suffix else path.with_suffix(".png")
    if path.suffix.lower() == ".svg":
        write_output(path, svg(board, title, entries, theme))
        return path
    if path.suffix.lower() != ".png":
        raise StudyError(f"A picture is a .png or .svg file, not {path.name}.")
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QPixmap.fromImage(picture(board, title, entries, theme)).save(buffer, "PNG")
    write_output(path, described(bytes(data.data()), "window", current(), SCREEN_PPI * RATIO))
    return path


def _size(board: Board, entries: Entries) -> QSize:
    canvas = board.canvas.size()
    return QSize(canvas.width(), canvas.height() + (2 + len(entries)) * ROW_PX)


def _draw(painter: QPainter, board: Board, title: str, entries: Entries, theme: Theme) -> None:
    canvas = board.canvas
    size = _size(board, entries)
    painter.fillRect(QRect(QPoint(0, 0), size), QColor(theme.ground))
    painter.setPen(QColor(theme.text))
    painter.setFont(font("title"))
    left = SPACE[3]
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(QRectF(left, 0, size.width() - 2 * left, ROW_PX), flags, title)
    canvas.set_ratio(RATIO)
    shot = QImage(canvas.size() * RATIO, QImage.Format.Format_RGB32)
    shot.setDevicePixelRatio(RATIO)
    canvas.render(shot)
    canvas.set_ratio(None)
    painter.drawImage(QRectF(0, ROW_PX, canvas.width(), canvas.height()), shot)
    painter.setFont(font("body"))
    y = ROW_PX + canvas.height() + ROW_PX // 2
    for look, words in entries:
        swatch = patterns.swatch(look, SWATCH_PX).pixmap(QSize(SWATCH_PX, SWATCH_PX))
        painter.drawPixmap(QRect(left, y + (ROW_PX - SWATCH_PX) // 2, SWATCH_PX, SWATCH_PX), swatch)
        where = QRectF(left + SWATCH_PX + SPACE[2], y, size.width() - 2 * left, ROW_PX)
        painter.drawText(where, flags, words)
        y += ROW_PX
