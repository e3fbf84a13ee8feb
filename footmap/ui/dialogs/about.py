"""What footmap is, what it is not, and what its knowledge rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from footmap import __version__

from ..look.tokens import SPACE
from .dialog import Dialog

if TYPE_CHECKING:
    from footmap.data.knowledge.base import Source

LIST_PX: Final = QSize(560, 320)


class AboutDialog(Dialog):
    """Editions, licence and the sentence that matters; the sources in a list that can be searched.

    Parameters
    ----------
    atlas_version : str
    sources : mapping of id to Source
        All that the knowledge cites; empty before it is loaded.
    """

    def __init__(self, atlas_version: str, sources: Mapping[str, Source], parent: QWidget) -> None:
        super().__init__("footmap", parent)
        self.paragraph(self.tr("Version {0}, atlas {1}.").format(__version__, atlas_version), "muted")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("footmap")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._about(), self.tr("About"))
        self.tabs.addTab(self._sources(sources), self.tr("Sources ({0})").format(len(sources)))
        self.column.addWidget(self.tabs, 1)
        self.finish()

    def _about(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE[3], 0, 0)
        column.setSpacing(SPACE[3])
        for text in (
            self.tr("Paint where a foot or leg hurts; read which nerves and spinal levels fit."),
            self.tr(
                "An aid for learning and decisions, not a diagnosis. A fit is not a probability: pain follows nerve "
                "and root territories poorly, and people differ."
            ),
            self.tr("footmap sends nothing anywhere; drawings stay in the files you save."),
            self.tr("Free software under the MIT licence; the text comes with footmap."),
        ):
            label = self.paragraph(text)
            column.addWidget(label)
        column.addStretch(1)
        return page

    def _sources(self, sources: Mapping[str, Source]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE[3], 0, 0)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search the sources"))
        self.filter.setAccessibleName(self.tr("Search the sources"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sources"))
        self.list.setWordWrap(True)
        self.list.setMinimumSize(LIST_PX)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grades = self._grades()
        for source in (s for s in sources.values() if s.citable):
            grade = grades.get(str(source.grade), str(source.grade))
            self.list.addItem(QListWidgetItem(f"{source.id}  {source.citation}\n{grade}"))
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        return page

    def _grades(self) -> Mapping[str, str]:
        return {
            "A": self.tr("Grade A: systematic review or meta-analysis"),
            "B": self.tr("Grade B: primary study, abstract read"),
            "C": self.tr("Grade C: professional review or reference site"),
        }

    def _search(self, words: str) -> None:
        """Show the sources that hold every word."""
        wanted = words.casefold().split()
        for i in range(self.list.count()):
            item = self.list.item(i)
            text = item.text().casefold()
            item.setHidden(not all(word in text for word in wanted))
