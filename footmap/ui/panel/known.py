"""What is known of a place that was chosen on spine or skin: a page in place of the lists, until it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ..look.tokens import SPACE
from .lookup import CardText
from .pieces import label


class KnownPane(QWidget):
    """A heading and a page under it.

    Signals
    -------
    chosen(str, str)
        Kind and id of a thing that was named on the page.
    left()
        The page was closed.
    """

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What is known about it"))
        self.title = label("", "strong")
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setProperty("fold", "small")
        self.close_button.clicked.connect(self.left)
        self.page = CardText()
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setProperty("plain", "true")
        self.page.setAccessibleName(self.tr("What is known about it"))
        self.page.anchorClicked.connect(self._follow)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[1])
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        body.setContentsMargins(SPACE[3], 0, SPACE[3], SPACE[2])
        body.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)

    def show_page(self, title: str, page: str) -> None:
        """Show a page, a piece of HTML, from its beginning."""
        self.title.setText(title)
        self.page.setHtml(page)
        self.page.verticalScrollBar().setValue(0)

    def _follow(self, url: QUrl) -> None:
        kind, _, id_ = url.toString().partition(":")
        self.chosen.emit(kind, id_)
