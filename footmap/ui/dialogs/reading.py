"""How the result is read: the page of the manual, in the user's language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from footmap.data.reading_page import load_reading
from footmap.ui.settings.language import current

from .dialog import Dialog

PAGE_PX: Final = QSize(680, 520)


class ReadingDialog(Dialog):
    """The order in which to read, and what each word and number is.

    Attributes
    ----------
    page : QTextBrowser
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("How to read the result"), parent)
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName(self.windowTitle())
        self.page.setOpenLinks(False)
        self.page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.page.setMinimumSize(PAGE_PX)
        document = QTextDocument(self.page)
        document.setDefaultFont(self.font())
        document.setMarkdown(load_reading(current()))
        self.page.setDocument(document)
        self.column.addWidget(self.page, 1)
        self.finish()
