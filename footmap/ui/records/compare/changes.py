"""The figures of a comparison as a table: for each limb and quality area, intensity, way of the middle, regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHeaderView, QTreeWidget, QTreeWidgetItem

from footmap.ui.look.theme import font
from footmap.words.documents import capital

if TYPE_CHECKING:
    from footmap.core.compare import Change, SideChange
    from footmap.core.drawing import Quality
    from footmap.words.documents import DocumentWords

    from .comparer import Compared

LEAST_CM2: Final = 0.05
"""Smaller areas are printed as 0.0 and left out."""
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Changes(QTreeWidget):
    """Four columns: what, then, now, difference.

    Attributes
    ----------
    rows : list of QTreeWidgetItem
        Groups, each followed by its own rows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[QTreeWidgetItem] = []
        self.setAccessibleName(self.tr("What changed, in numbers"))
        self.setColumnCount(4)
        head = ("", self.tr("Then"), self.tr("Now"), "±")
        self.setHeaderLabels(head)
        for column in range(1, 4):
            self.headerItem().setTextAlignment(column, RIGHT)
        self.setRootIsDecorated(False)
        self.setIndentation(10)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(36)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_compared(self, compared: Compared | None, quality: Quality | None = None) -> None:
        """Show the figures of a comparison, of one quality or with None of all; None for no comparison."""
        self.clear()
        self.rows = []
        if compared is None:
            return
        words = compared.words
        for side in compared.found.painted_sides:
            change = compared.found.sides[side]
            if quality is None and len(change.qualities) > 1:
                name = self.tr("{0}: all paint (cm²)").format(words.side(side))
                self._group(name, change.whole, words)
            for each, of_quality in change.qualities.items():
                if quality in (None, each):
                    name = self.tr("{0}: {1} (cm²)").format(words.side(side), words.quality(each))
                    self._regions(self._group(name, of_quality, words), change, each, words)
        self.expandAll()
        if self.rows:
            self.setCurrentItem(self.rows[0], 0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _group(self, name: str, change: Change, words: DocumentWords) -> QTreeWidgetItem:
        w = words.words
        group = self._row(None, name, change.before_cm2, change.after_cm2, words)
        for column in range(4):
            group.setFont(column, font("strong"))
        if change.before_intensity is not None or change.after_intensity is not None:
            self._row(group, self.tr("Intensity, 0 to 10"), change.before_intensity, change.after_intensity, words)
        if change.distance_mm is not None:
            self._fact(group, self.tr("Way of the middle"), self.tr("{0} mm").format(round(change.distance_mm)))
        if change.before_cm2 > 0 and change.after_cm2 > 0:
            self._fact(group, self.tr("In common (Jaccard)"), w.percent(min(change.jaccard, 1.0)))
        return group

    def _regions(self, group: QTreeWidgetItem, change: SideChange, quality: Quality, words: DocumentWords) -> None:
        rows = [(id_, row[quality]) for id_, row in change.regions.items() if quality in row]
        rows.sort(key=lambda pair: (-max(pair[1].before_cm2, pair[1].after_cm2), pair[0]))
        for id_, area in rows:
            if max(area.before_cm2, area.after_cm2) >= LEAST_CM2:
                self._row(group, capital(words.words.region(id_)), area.before_cm2, area.after_cm2, words)

    def _row(
        self,
        group: QTreeWidgetItem | None,
        name: str,
        before: float | None,
        after: float | None,
        words: DocumentWords,
    ) -> QTreeWidgetItem:
        w = words.words
        then, now = ("–" if value is None else w.number(value) for value in (before, after))
        by = "" if before is None or after is None else w.signed(after - before)
        return self._put(group, (name, then, now, by))

    def _fact(self, group: QTreeWidgetItem, name: str, value: str) -> None:
        self._put(group, (name, "", "", value))

    def _put(self, group: QTreeWidgetItem | None, cells: tuple[str, str, str, str]) -> QTreeWidgetItem:
        row = QTreeWidgetItem(list(cells))
        row.setToolTip(0, cells[0])
        for column in range(1, 4):
            row.setTextAlignment(column, RIGHT)
        said = cells[0], *(f"{head} {cell}" for head, cell in zip(self._heads(), cells[1:], strict=True) if cell)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(said))
        if group is None:
            self.addTopLevelItem(row)
        else:
            group.addChild(row)
        self.rows.append(row)
        return row

    def _heads(self) -> tuple[str, str, str]:
        return self.tr("then"), self.tr("now"), self.tr("difference")

    def as_text(self) -> str:
        """All rows with tabs between the cells, for a table elsewhere."""
        return "\n".join("\t".join(row.text(column) for column in range(4)) for row in self.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.as_text())
            return
        super().keyPressEvent(event)
