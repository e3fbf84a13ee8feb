"""Prints pages that have been drawn as pictures; the parts of Qt that print are imported only then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from footmap.report.papers import Page

SIZES: Final = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


def new_printer(paper: str) -> QPrinter:
    """The printer of the desktop, set to a paper and its whole sheet."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    layout = QPageLayout(QPageSize(SIZES[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    printer.setPageLayout(layout)
    printer.setDocName("footmap")
    return printer


def ask_printer(printer: QPrinter, parent: QWidget) -> bool:
    """Qt's own question: which printer, how many copies; False if nothing is to be printed."""
    from PySide6.QtPrintSupport import QPrintDialog

    dialog = QPrintDialog(printer, parent)
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return chosen


def print_pages(printer: QPrinter, pages: Sequence[Page]) -> bool:
    """Print pages, each on a sheet, without changing their shape; False if the printer did not take them."""
    from PySide6.QtPrintSupport import QPrinter

    first, last = printer.fromPage(), printer.toPage()
    chosen = pages[first - 1 : last] if first and printer.printRange() == QPrinter.PrintRange.PageRange else pages
    painter = QPainter()
    if not chosen or not painter.begin(printer):
        return False
    whole = True
    for k, page in enumerate(chosen):
        if k and not printer.newPage():
            whole = False
            break
        image = QImage()
        image.loadFromData(page.png)
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = min(sheet.width() / image.width(), sheet.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        painter.drawImage(QRectF((sheet.width() - width) / 2, 0.0, width, height), image)
    return painter.end() and whole
