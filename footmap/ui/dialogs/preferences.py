"""Preferences: what the window is like when it starts. Everything acts at once; nothing needs to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from footmap.core.ids import TONES
from footmap.ui.settings.brush_settings import MAX_WIDTH_MM, MIN_WIDTH_MM, BrushSettings
from footmap.ui.settings.language import LANGUAGES
from footmap.ui.settings.preferences import COVER_MINUTES, START_OVERLAYS, WRITING_PERCENT, Preferences

from ..look.theme import write
from ..look.tokens import SPACE
from .dialog import Dialog

if TYPE_CHECKING:
    from ..shell.menu import MainMenu

LARGEST: Final = 10


class PreferencesDialog(Dialog):
    """Colours, language, figure, brush, pen and overlays.

    Parameters
    ----------
    menu : MainMenu
        Its signals carry what is chosen here, so that both act alike.
    bodies : sequence of str
        Those that are installed.

    Signals
    -------
    writing_chosen(int)
        Size of all writing, per cent.
    reset()
        Everything is as on the first start.
    practice_wanted(), letter_wanted()
        The heading of the practice, or the letter with its template, is to be changed.
    """

    writing_chosen = Signal(int)
    reset = Signal()
    practice_wanted = Signal()
    letter_wanted = Signal()

    def __init__(
        self,
        preferences: Preferences,
        settings: BrushSettings,
        menu: MainMenu,
        bodies: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(self.tr("Preferences"), parent)
        self._preferences, self._settings, self._menu = preferences, settings, menu
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(SPACE[5])
        self._form.setVerticalSpacing(SPACE[2])
        self.column.addLayout(self._form)
        self._refreshers: list[Callable[[], None]] = []
        self._look(bodies)
        self._privacy()
        self._brush()
        self._start()
        self._papers()
        button = self.buttons.addButton(self.tr("Reset"), QDialogButtonBox.ButtonRole.ResetRole)
        button.setToolTip(self.tr("Everything as on the first start; recent files are kept"))
        button.setAutoDefault(False)
        button.clicked.connect(self._reset)
        self.finish()

    # ---- parts

    def _look(self, bodies: Sequence[str]) -> None:
        self._heading(self.tr("Appearance"))
        p, menu = self._preferences, self._menu
        desktop = self.tr("Follow the desktop")
        themes = {
            "": desktop,
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        self.theme = self._choice(
            self.tr("Colours"), themes, lambda: p.theme or "", lambda name: menu.theme_chosen.emit(name or None)
        )
        sizes = self.tr("Normal"), self.tr("Large"), self.tr("Very large")
        self.writing = self._choice(
            self.tr("Text size"),
            {str(percent): size for percent, size in zip(WRITING_PERCENT, sizes, strict=True)},
            lambda: str(p.writing_percent),
            self._writing_chosen,
        )
        self.language = self._choice(
            self.tr("Language"),
            {"": desktop, **LANGUAGES},
            lambda: p.language or "",
            lambda name: menu.language_chosen.emit(name or None),
        )
        tones: dict[str, str] = dict(zip(TONES, (self.tr("Light"), self.tr("Medium"), self.tr("Dark")), strict=True))
        self.tone = self._choice(self.tr("Skin tone"), tones, lambda: p.tone, self._tone_chosen)
        if len(bodies) > 1:
            known = {"male": self.tr("Male"), "female": self.tr("Female")}
            names = {body: known.get(body, body) for body in bodies}
            self.body = self._choice(self.tr("Body"), names, lambda: p.body, menu.body_chosen.emit)

    def _privacy(self) -> None:
        self._heading(self.tr("Privacy"))
        action = self._menu.discreet
        self.discreet = self._check(action.text(), action.isChecked, action.setChecked)
        self.discreet.setToolTip(action.statusTip())
        p = self._preferences
        never, times = self.tr("Never"), self.tr("{0} min without a touch")
        names = {str(m): times.format(m) if m else never for m in sorted({*COVER_MINUTES, p.cover_minutes})}
        self.cover = self._choice(
            self.tr("Cover the window after"), names, lambda: str(p.cover_minutes), self._cover_chosen
        )

    def _brush(self) -> None:
        self._heading(self.tr("Brush"))
        p = self._preferences
        self.keep_brush = self._check(
            self.tr("Start with the width and intensity used last"),
            lambda: p.keep_brush,
            lambda on: setattr(p, "keep_brush", on),
        )
        self.width_mm = self._number(self.tr("Width at start"), MIN_WIDTH_MM, MAX_WIDTH_MM, self.tr(" mm"))
        self.intensity = self._number(self.tr("Intensity at start"), 0, LARGEST, "")
        self.width_mm.valueChanged.connect(lambda value: setattr(p, "brush_width_mm", value))
        self.intensity.valueChanged.connect(lambda value: setattr(p, "brush_intensity", value))
        self._refreshers += [
            lambda: self.width_mm.setValue(p.brush_width_mm),
            lambda: self.intensity.setValue(p.brush_intensity),
        ]
        self.keep_brush.toggled.connect(self._enable_brush)
        self._enable_brush(self.keep_brush.isChecked())
        self.pressure = self._check(
            self.tr("Pen pressure widens the brush"), lambda: p.pen_pressure, self._pressure_chosen
        )
        for refresh in self._refreshers:
            refresh()

    def _start(self) -> None:
        self._heading(self.tr("Overlays"))
        p = self._preferences
        words = (
            self.tr("As I left them"),
            self.tr("None"),
            self.tr("Nerves"),
            self.tr("Dermatomes"),
        )
        names = dict(zip(START_OVERLAYS, words, strict=True))
        self.overlays = self._choice(
            self.tr("At start"), names, lambda: p.start_overlays, lambda name: setattr(p, "start_overlays", name)
        )

    def _papers(self) -> None:
        self._heading(self.tr("Report and letter"))
        self.practice = QPushButton(self.tr("Heading of the practice…"))
        self.practice.setToolTip(self.tr("Name, address and logo at the head of each report"))
        self.practice.clicked.connect(lambda: self.practice_wanted.emit())
        self.letter = QPushButton(self.tr("Template of the letter…"))
        self.letter.setToolTip(self.tr("A text file with fields, or three sentences"))
        self.letter.clicked.connect(lambda: self.letter_wanted.emit())
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        for button in (self.practice, self.letter):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self._form.addRow(row)

    # ---- rows

    def _heading(self, title: str) -> None:
        label = QLabel(title)
        write(label, "strong")
        label.setContentsMargins(0, SPACE[2], 0, 0)
        self._form.addRow(label)

    def _choice(
        self, title: str, names: Mapping[str, str], get: Callable[[], str], put: Callable[[str], object]
    ) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(title)
        for id_, name in names.items():
            box.addItem(name, id_)

        def refresh() -> None:
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(get())))

        refresh()
        self._refreshers.append(refresh)
        box.currentIndexChanged.connect(lambda _index: put(box.currentData()))
        self._form.addRow(title, box)
        return box

    def _check(self, title: str, get: Callable[[], bool], put: Callable[[bool], object]) -> QCheckBox:
        box = QCheckBox(title)

        def refresh() -> None:
            with QSignalBlocker(box):
                box.setChecked(get())

        refresh()
        self._refreshers.append(refresh)
        box.toggled.connect(put)
        self._form.addRow("", box)
        return box

    def _number(self, title: str, low: int, high: int, unit: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(low, high)
        box.setSuffix(unit)
        box.setAccessibleName(title)
        self._form.addRow(title, box)
        return box

    # ---- what is chosen

    def _cover_chosen(self, minutes: str) -> None:
        self._preferences.cover_minutes = int(minutes)
        self._menu.cover_time_chosen.emit()

    def _tone_chosen(self, tone: str) -> None:
        self._menu.tone_chosen.emit(tone)
        self._menu.set_tone(tone)

    def _writing_chosen(self, percent: str) -> None:
        self._preferences.writing_percent = int(percent)
        self.writing_chosen.emit(int(percent))

    def _pressure_chosen(self, on: bool) -> None:
        self._preferences.pen_pressure = on
        self._settings.set_pressure(on)

    def _enable_brush(self, kept: bool) -> None:
        self.width_mm.setEnabled(not kept)
        self.intensity.setEnabled(not kept)

    def _reset(self) -> None:
        p = self._preferences
        p.reset()
        self._menu.theme_chosen.emit(None)
        self._menu.language_chosen.emit(p.language)
        self.writing_chosen.emit(p.writing_percent)
        self._tone_chosen(p.tone)
        self._settings.set_pressure(p.pen_pressure)
        for refresh in self._refreshers:
            refresh()
        self._enable_brush(p.keep_brush)
        self.reset.emit()
