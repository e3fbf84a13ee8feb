"""All regions of the skin in a list that can be searched; mark them, or take their paint off, without a pointer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QWidget,
)

from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.look.tokens import SPACE

if TYPE_CHECKING:
    from footmap.core.drawing import Quality
    from footmap.core.views import Side
    from footmap.ui.settings.brush_settings import BrushSettings

    from .regions import Regions

LIST_PX: Final = QSize(380, 320)
REGION: Final = Qt.ItemDataRole.UserRole
TAKES_AWAY: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class RegionChooser(Dialog):
    """A limb, a quality, and the regions with what is painted on each.

    Parameters
    ----------
    qualities : mapping of quality to (str, QIcon)
        Names and pictures.
    """

    def __init__(
        self,
        regions: Regions,
        settings: BrushSettings,
        qualities: Mapping[Quality, tuple[str, QIcon]],
        parent: QWidget,
    ) -> None:
        super().__init__(self.tr("Regions of the skin"), parent)
        self._regions, self._settings = regions, settings
        self.side = self._box(self.tr("Limb"))
        for side, name in (("right", self.tr("Right limb")), ("left", self.tr("Left limb"))):
            self.side.addItem(name, side)
        if regions.place is not None:
            self.side.setCurrentIndex(self.side.findData(regions.place.side))
        self.quality = self._box(self.tr("Quality"))
        for quality, (name, swatch) in qualities.items():
            self.quality.addItem(swatch, name, quality)
        self.intensity = QSpinBox()
        self.intensity.setRange(0, 10)
        self.intensity.setAccessibleName(self.tr("Intensity, 0 to 10"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search the regions"))
        self.filter.setAccessibleName(self.tr("Search the regions"))
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Regions"))
        self.list.setMinimumSize(LIST_PX)
        for region in regions.ids():
            item = QListWidgetItem()
            item.setData(REGION, region)
            self.list.addItem(item)
        mark, erase = regions.action_words
        self.mark, self.erase = QPushButton(mark), QPushButton(erase)
        self._arrange()
        self._connect()
        self._follow_settings()
        self._fill()
        self.list.setCurrentRow(0)
        self.finish()
        self.filter.setFocus()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        return box

    def _arrange(self) -> None:
        first = QHBoxLayout()
        for widget in (self.side, self.quality, QLabel(self.tr("Intensity")), self.intensity):
            first.addWidget(widget)
        first.addStretch(1)
        last = QHBoxLayout()
        last.addWidget(self.mark)
        last.addWidget(self.erase)
        last.addStretch(1)
        for row in (first, last):
            row.setSpacing(SPACE[2])
        self.column.addLayout(first)
        self.column.addWidget(self.filter)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(last)
        for button in (self.mark, self.erase):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        s = self._settings
        self.side.currentIndexChanged.connect(self._fill)
        self.quality.currentIndexChanged.connect(lambda _index: s.set_quality(self.quality.currentData()))
        self.intensity.valueChanged.connect(s.set_intensity)
        s.changed.connect(self._follow_settings)
        self.filter.textChanged.connect(self._search)
        self.list.currentItemChanged.connect(lambda _new, _old: self._show())
        self.mark.clicked.connect(self._mark)
        self.erase.clicked.connect(self._erase)
        self._regions.changed.connect(self._fill)
        for widget in (self.filter, self.list):
            widget.installEventFilter(self)
        self.finished.connect(lambda _result: self._regions.leave())

    # ---- what is shown

    @property
    def _side(self) -> Side:
        return "left" if self.side.currentData() == "left" else "right"

    @property
    def region(self) -> str:
        """Id of the region that is chosen; empty where none is in sight."""
        item = self.list.currentItem()
        return str(item.data(REGION)) if item is not None and not item.isHidden() else ""

    def _fill(self) -> None:
        for i in range(self.list.count()):
            item = self.list.item(i)
            region = item.data(REGION)
            name = self._regions.name(region)
            text = f"{name}   –   {self._regions.state(self._side, region)}"
            if item.text() != text:
                item.setText(text)
        self._show()

    def _follow_settings(self) -> None:
        with QSignalBlocker(self.quality), QSignalBlocker(self.intensity):
            self.quality.setCurrentIndex(self.quality.findData(self._settings.quality))
            self.intensity.setValue(self._settings.intensity)

    def _search(self, words: str) -> None:
        """Show the regions whose name holds every word, and choose the first."""
        wanted = words.casefold().split()
        first = None
        for i in range(self.list.count()):
            item = self.list.item(i)
            name = self._regions.name(item.data(REGION)).casefold()
            item.setHidden(not all(word in name for word in wanted))
            if first is None and not item.isHidden():
                first = item
        if first is not None:
            self.list.setCurrentItem(first)
        self._show()

    def _show(self) -> None:
        region = self.region
        self.mark.setEnabled(bool(region))
        self.erase.setEnabled(bool(region) and bool(self._regions.shares(self._side, region)))
        if region and self.isVisible():
            self._regions.find(self._side, region)

    # ---- what is done

    def _mark(self) -> None:
        if self.region:
            self._regions.mark(self._side, self.region)

    def _erase(self) -> None:
        if self.region:
            self._regions.unmark(self._side, self.region)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return marks, delete in the list takes the paint off; arrows in the search move in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._mark()
                return True
            if watched is self.list and key in TAKES_AWAY:
                self._erase()
                return True
            if watched is self.filter and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        seen = [i for i in range(self.list.count()) if not self.list.item(i).isHidden()]
        row = self.list.currentRow()
        if seen:
            at = seen.index(row) + step if row in seen else 0
            self.list.setCurrentRow(seen[min(max(at, 0), len(seen) - 1)])
