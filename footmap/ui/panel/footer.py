"""Foot of the panel: how much is painted, how much of it nothing explains, and the one disclaimer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE
from .wrapped import percent

if TYPE_CHECKING:
    from footmap.core.drawing import Quality
    from footmap.core.views import Side


class Figure(QWidget):
    """A number in strong type over its caption."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._full = caption
        self._short: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._number = QLabel("–")
        write(self._number, "strong")
        self._caption = QLabel(caption)
        write(self._caption, "caption")
        self._caption.setProperty("tone", "muted")
        self._caption.setWordWrap(True)
        column.addWidget(self._number)
        column.addWidget(self._caption)
        column.addStretch(1)

    @property
    def number(self) -> str:
        """The number as shown."""
        return self._number.text()

    def set_number(self, text: str, caption: str | None = None) -> None:
        """Show another number, and another caption where one is given."""
        if text != self._number.text() or caption not in (None, self._full):
            self._number.setText(text)
            if caption is not None:
                self._full = caption
            self._write()

    def set_caption(self, caption: str) -> None:
        """Call the number by another name."""
        self._full = caption
        self._write()

    def set_short(self, caption: str | None) -> None:
        """Say less under the number, or nothing for an empty text; None says all again."""
        self._short = caption
        self._write()

    def _write(self) -> None:
        shown = self._full if self._short is None else self._short
        self._caption.setText(shown)
        self._caption.setVisible(bool(shown))
        self.setToolTip("" if self._short is None else self._full)
        self._say()

    def _say(self) -> None:
        self._number.setAccessibleName(f"{self._number.text()} {self._full}")

    def restyle(self) -> None:
        """Take the fonts of the present theme."""
        write(self._number, "strong")
        write(self._caption, "caption")


class Footer(QWidget):
    """Painted area, what lies outside, stability, area per quality, the disclaimer, and the way to what it all means.

    Signals
    -------
    reading_wanted()
        How to read the result is asked for.
    """

    reading_wanted = Signal()

    def __init__(
        self,
        painted: str,
        unexplained: str,
        stable: str,
        disclaimer: str,
        how_to_read: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.painted = Figure(painted)
        self.unexplained = Figure(unexplained)
        self.stable = Figure(stable)
        self._swatches: dict[Quality, QIcon] = {}
        self._names: dict[Quality, str] = {}
        self._tight = 0
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        grid.setHorizontalSpacing(SPACE[4])
        grid.setVerticalSpacing(SPACE[2])
        grid.addWidget(self.painted, 0, 0)
        grid.addWidget(self.unexplained, 0, 1)
        grid.addWidget(self.stable, 0, 2)
        for column, stretch in enumerate((3, 5, 6)):
            grid.setColumnStretch(column, stretch)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(SPACE[1])
        grid.addLayout(self._legend, 1, 0, 1, 3)
        self._entries: dict[Quality, tuple[QLabel, QLabel]] = {}
        self._painted: frozenset[Quality] = frozenset()
        self._disclaimer = QLabel(disclaimer)
        self._disclaimer.setWordWrap(True)
        write(self._disclaimer, "caption")
        self._disclaimer.setProperty("tone", "muted")
        self.how_to_read = QPushButton(how_to_read)
        self.how_to_read.setProperty("fold", "small")
        self.how_to_read.setAccessibleName(how_to_read)
        self.how_to_read.setCursor(Qt.CursorShape.PointingHandCursor)
        write(self.how_to_read, "caption")
        self.how_to_read.clicked.connect(self.reading_wanted)
        last = QHBoxLayout()
        last.setSpacing(SPACE[2])
        last.addWidget(self._disclaimer, 1)
        last.addWidget(self.how_to_read, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(last, 2, 0, 1, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Never lower than all its words at the present width."""
        return QSize(super().minimumSizeHint().width(), self._grid.heightForWidth(self.width()))

    def set_legend(self, swatches: Mapping[Quality, QIcon], names: Mapping[Quality, str]) -> None:
        """Pictures and names of the qualities."""
        named, self._names = bool(self._names), dict(names)
        for quality, swatch in swatches.items():
            if quality not in self._entries:
                icon, label = QLabel(), QLabel()
                write(label, "caption")
                label.setContentsMargins(0, 0, SPACE[2], 0)
                self._entries[quality] = icon, label
                self._legend.addWidget(icon)
                self._legend.addWidget(label)
                icon.hide()
                label.hide()
            self._entries[quality][0].setPixmap(swatch.pixmap(12, 12))
        if not named:
            self._legend.addStretch(1)

    def say(self, painted: str, unexplained: str) -> None:
        """Call the figures of the paint by other names, those of another language."""
        self.painted.set_caption(painted)
        self.unexplained.set_caption(unexplained)
        self._shorten()

    def _shorten(self) -> None:
        self.unexplained.set_short(self.tr("unexplained") if self._tight else None)
        self.stable.set_short("" if self._tight else None)

    def set_numbers(self, paint_cm2: float, unexplained_share: float) -> None:
        """Show the figures of the paint; dashes while nothing is painted."""
        locale = QLocale()
        if paint_cm2 <= 0:
            self.painted.set_number("–")
            self.unexplained.set_number("–")
            return
        self.painted.set_number(_area(paint_cm2, locale))
        self.unexplained.set_number(percent(round(100 * unexplained_share)))

    def set_stability(self, word: str, caption: str, sentence: str) -> None:
        """Show in a word whether the leader stays when the drawing changes a little; the sentence says it in full."""
        self.stable.set_number(word, caption)
        self.stable.setToolTip(sentence)

    def set_areas(self, areas_cm2: Mapping[tuple[Side, Quality], float]) -> None:
        """Show each quality that is painted with its area."""
        totals: dict[Quality, float] = {}
        for (_, quality), area in areas_cm2.items():
            totals[quality] = totals.get(quality, 0.0) + area
        locale = QLocale()
        for quality, (_, label) in self._entries.items():
            area = totals.get(quality, 0.0)
            text = _area(area, locale)
            label.setText(text)
            label.setToolTip(f"{self._names[quality]}: {text}")
            label.setAccessibleName(f"{self._names[quality]}: {text}")
        self._painted = frozenset(q for q, area in totals.items() if area > 0)
        self._show_areas()

    def _show_areas(self) -> None:
        for quality, parts in self._entries.items():
            for part in parts:
                part.setVisible(quality in self._painted and not self._tight)

    def set_tight(self, tight: int) -> None:
        """Take less height.

        Parameters
        ----------
        tight : int
            0 says all; 1 leaves out the areas of the qualities and shortens captions; 2 leaves out the figures too. The
            disclaimer always stays.
        """
        if tight == self._tight:
            return
        self._tight = tight
        edge = SPACE[2] if tight else SPACE[3]
        self._grid.setContentsMargins(SPACE[4], edge, SPACE[4], edge)
        self._grid.setVerticalSpacing(SPACE[1] if tight else SPACE[2])
        self._shorten()
        for figure in (self.painted, self.unexplained, self.stable):
            figure.setVisible(tight < 2)
        words = self.how_to_read.accessibleName()
        self.how_to_read.setText("?" if tight else words)
        self.how_to_read.setToolTip(words if tight else "")
        self._show_areas()

    def restyle(self) -> None:
        """Take the fonts of the present theme."""
        self.painted.restyle()
        self.unexplained.restyle()
        self.stable.restyle()
        write(self._disclaimer, "caption")
        write(self.how_to_read, "caption")


def _area(area_cm2: float, locale: QLocale) -> str:
    """Square centimetres, small spots in square millimetres."""
    if area_cm2 < 0.1:
        return f"{locale.toString(100.0 * area_cm2, 'f', 1)} mm²"
    return f"{locale.toString(area_cm2, 'f', 1 if area_cm2 < 100 else 0)} cm²"
