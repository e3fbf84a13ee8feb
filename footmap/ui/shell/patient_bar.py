"""What a patient sees below the picture: four feelings, how strong, eraser, undo and done. Large for any finger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..look import icons
from ..look.theme import write
from ..look.tokens import SPACE, Theme

if TYPE_CHECKING:
    from footmap.core.drawing import Quality
    from footmap.ui.settings.brush_settings import BrushSettings

SWATCH_PX: Final = 32
STRENGTH_PX: Final = 240
LOW_LINES: Final = 21
"""Height of a window, in lines of its sentence, below which the picture gets the room of that and of large buttons."""
LEAST_LINES: Final = 6


class PatientBar(QWidget):
    """Qualities, undo and done; done asks once more, so that nobody reads the clinician's window by accident.

    Signals
    -------
    left()
        The clinician has the screen again.
    locked(bool)
        The patient is done, and nothing may be painted; or would like to paint more.
    erases(bool)
        The eraser is taken, or laid down.
    """

    left = Signal()
    locked = Signal(bool)
    erases = Signal(bool)

    def __init__(self, settings: BrushSettings, undo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patientbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("How it feels"))
        self._settings = settings
        self._undo_action = undo
        self._group = QButtonGroup(self)
        self.qualities: dict[Quality, QToolButton] = {}
        self._words: list[QLabel] = []
        self._sentences: list[QLabel] = []
        self._low = False
        self.undo = self._big(self.tr("Undo"))
        self.undo.clicked.connect(undo.trigger)
        undo.enabledChanged.connect(self.undo.setEnabled)
        self.undo.setEnabled(undo.isEnabled())
        self.eraser = self._big(self.tr("Eraser"))
        self.eraser.setCheckable(True)
        self.eraser.clicked.connect(self.erases)
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(0, 10)
        self.strength.setMinimumWidth(STRENGTH_PX)
        self.strength.setAccessibleName(self.tr("How strong it is, 0 to 10"))
        self.strength.valueChanged.connect(settings.set_intensity)
        self._strong = QLabel()
        self.done = self._big(self.tr("Done"))
        self.done.clicked.connect(self._ask)
        self.more = self._big(self.tr("Paint more"))
        self.more.clicked.connect(self._first_page)
        self.back = self._big(self.tr("Back to the clinician’s window"))
        self.back.clicked.connect(self.left)
        self._grid = QGridLayout()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._page(self.tr("Choose how it feels, then paint where."), self._grid, self._scale()))
        ending = self._ending = QGridLayout()
        self._pages.addWidget(self._page(self.tr("Thank you. Please hand the screen back."), ending))
        self.hide()

    def _scale(self) -> QHBoxLayout:
        """How strong it is, from nothing to the worst."""
        row = QHBoxLayout()
        row.setSpacing(SPACE[3])
        ends = [QLabel(self.tr("weak")), QLabel(self.tr("strong"))]
        self._words += [*ends, self._strong]
        row.addStretch(1)
        for part in (ends[0], self.strength, ends[1], self._strong):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _page(self, words: str, buttons: QGridLayout, above: QHBoxLayout | None = None) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[4])
        column.setSpacing(SPACE[3])
        label = QLabel(words)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.append(label)
        self._sentences.append(label)
        column.addWidget(label)
        if above is not None:
            column.addLayout(above)
        buttons.setSpacing(SPACE[3])
        column.addLayout(buttons)
        return page

    def _big(self, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setAccessibleName(words)
        button.setProperty("big", "true")
        button.setProperty("frame", "true")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def set_qualities(self, names: Mapping[Quality, str], swatches: Mapping[Quality, QIcon]) -> None:
        """Words and pictures of the qualities, in order."""
        if self.qualities:
            return  # made already; their words follow the language
        for i, (quality, name) in enumerate(names.items()):
            button = self._big(name)
            button.setIcon(swatches[quality])
            button.setIconSize(QSize(SWATCH_PX + SPACE[2], SWATCH_PX))
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, quality=quality: self._choose(quality))
            QShortcut(QKeySequence(str(i + 1)), self, button.click)
            self._group.addButton(button)
            self.qualities[quality] = button
        self._settings.changed.connect(self._follow)
        self._follow()
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:
        """Never wider than the window, since buttons make rows; never higher than a low window has room for."""
        return QSize(0, round(LEAST_LINES * self._sentences[0].fontMetrics().height()))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons and take the fonts."""
        for button, name in (
            (self.eraser, "eraser"),
            (self.undo, "undo"),
            (self.done, "done"),
            (self.more, "brush"),
            (self.back, "done"),
        ):
            button.setIcon(icons.icon(name, theme, 24, SPACE[1]))
            button.setIconSize(QSize(24 + SPACE[1], 24))
        for label in self._words:
            write(label, "title")

    def begin(self, width: int) -> None:
        """Appear in a window of this width, with the feelings to choose from and pain chosen."""
        self._choose("pain")
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # else the first time is measured without the sheet of styles
        self._arrange(width)
        self._first_page()
        self.show()
        for i in range(self._pages.count()):
            page = self._pages.widget(i)
            layout = page.layout() if page is not None else None
            if layout is not None:
                layout.invalidate()
        self._pages.invalidate()
        self.updateGeometry()

    def _choose(self, quality: Quality) -> None:
        """Paint with a feeling."""
        self._settings.set_quality(quality)
        self.eraser.setChecked(False)
        self.erases.emit(False)
        self._follow()

    def _first_page(self) -> None:
        self._pages.setCurrentIndex(0)
        self._arrange(self.width())
        self.locked.emit(False)

    def _ask(self) -> None:
        self._pages.setCurrentIndex(1)
        self.locked.emit(True)
        self.more.setFocus()

    def _follow(self) -> None:
        self.strength.setValue(self._settings.intensity)
        self._strong.setText(str(self._settings.intensity))
        self._strong.setFixedWidth(self._strong.fontMetrics().horizontalAdvance("10") + SPACE[1])
        button = self.qualities.get(self._settings.quality)
        if button is not None:
            button.setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width())

    def _be_low(self, low: bool) -> None:
        """In a low window the picture gets the room of the sentence, and of what makes buttons very large."""
        if low == self._low:
            return
        self._low = low
        self._sentences[0].setVisible(not low)
        for button in (*self.qualities.values(), self.eraser, self.undo, self.done, self.more, self.back):
            button.setProperty("big", "false" if low else "true")
            button.style().unpolish(button)
            button.style().polish(button)
            write(button, "caption" if low else "body")

    def _arrange(self, width: int) -> None:
        """All in one row where there is room, else the feelings above undo and done, else fewer in each row."""
        whole = width - 2 * SPACE[4]
        widest = max(self.more.sizeHint().width(), self.back.sizeHint().width())
        beside = 2 * widest + SPACE[3] <= whole
        self._be_low(self.window().height() < LOW_LINES * self._sentences[0].fontMetrics().height())
        self._ending.addWidget(self.more, 0, 0)
        self._ending.addWidget(self.back, 0 if beside else 1, 1 if beside else 0)
        others = [self.eraser, self.undo, self.done]
        buttons = [*self.qualities.values(), *others]
        feelings = len(self.qualities)
        need = max(button.sizeHint().width() for button in buttons) + SPACE[3]
        fits = (whole + SPACE[3]) // need
        if len(buttons) <= fits:
            places = [(0, i, 1) for i in range(len(buttons))]
        elif max(feelings, len(others)) > fits:
            places = [(i // 2, i % 2, 1) for i in range(feelings)]
            places += [((feelings + 1 + i) // 2, (feelings + i) % 2, 1) for i in range(len(others))]
        else:
            # as many columns as both rows divide into
            wide, narrow = len(others), max(feelings, 1)
            places = [(0, i * wide, wide) for i in range(feelings)] + [(1, i * narrow, narrow) for i in range(wide)]
        for button, (row, column, span) in zip(buttons, places, strict=True):
            self._grid.addWidget(button, row, column, 1, span)
        self.updateGeometry()
