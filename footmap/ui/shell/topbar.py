"""The bar above the canvas: case and menu, qualities, intensity, width, overlays. Gives way when it gets narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget

from footmap.core.depth import depth
from footmap.core.ids import QUALITIES
from footmap.ui.settings.brush_settings import MAX_WIDTH_MM, MIN_WIDTH_MM, BrushSettings

from ..look import icons
from ..look.plain import on_button, visible
from ..look.theme import write
from ..look.tokens import SPACE, TOPBAR_PX, Density, Theme
from .actions import Actions

if TYPE_CHECKING:
    from footmap.core.atlas import MapId
    from footmap.core.drawing import Quality

    from ..overlay.map_words import MapWords

SLIDER_PX: Final = 84
BLEND_PX: Final = 64
BLEND_STEPS: Final = 20
ICON_PAD: Final = 4
"""Clear space between an icon and its word, part of the icon."""


class TopBar(QWidget):
    """Buttons and sliders for what the next stroke will be, and the overlays.

    Signals
    -------
    map_chosen(str)
        Id of the dermatome map picked in the menu.
    blended(int)
        The slider between nerves and dermatomes stands elsewhere.
    """

    map_chosen = Signal(str)
    blended = Signal(int)

    def __init__(self, actions: Actions, settings: BrushSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TOPBAR_PX)
        self._settings = settings
        self._swatches: Mapping[Quality, Sequence[QIcon]] = {}
        self._hidden: frozenset[Quality] = frozenset()
        self._eye = QIcon()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE[2], 0, SPACE[3], 0)
        self._row.setSpacing(SPACE[2])
        self._case_px = self._case_room = 0
        self.case = self._case_button()
        self._line()
        self.qualities = self._quality_buttons(actions)
        self._line()
        self._intensity_caption, self.intensity, self._intensity_value = self._slider(
            self.tr("Intensity"), 0, 10, self.tr("Intensity of the next stroke, 0 to 10")
        )
        self._line()
        self._width_caption, self.width_mm, self._width_value = self._slider(
            self.tr("Width"), MIN_WIDTH_MM, MAX_WIDTH_MM, self.tr("Width of the brush in millimetres")
        )
        self._line()
        self.nerves = self._toggle(actions.nerves)
        self.dermatomes = self._toggle(actions.dermatomes)
        self.maps = QMenu(self.tr("Dermatome map"), self)
        self.maps.setToolTipsVisible(True)
        self._map_group = QActionGroup(self)
        self._map_button = QToolButton()
        self._map_button.setProperty("frame", "true")
        self._map_button.setProperty("slim", "true")
        self._map_button.setToolTip(self.tr("Choice of dermatome map"))
        self._map_button.setAccessibleName(self.tr("Choice of dermatome map"))
        self._map_button.setMenu(self.maps)
        self._map_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._map_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addSpacing(-SPACE[1])
        self._row.addWidget(self._map_button)
        self._both = False
        self._blend_ends = QLabel(self.tr("nerves")), QLabel(self.tr("levels"))
        for end in self._blend_ends:
            end.setProperty("tone", "muted")
        self.blend = self._blend_slider()
        self._row.addStretch(1)
        self.study = self._toggle(actions.study)
        self.intensity.valueChanged.connect(settings.set_intensity)
        self.width_mm.valueChanged.connect(settings.set_width_mm)
        settings.changed.connect(self._follow)
        self._follow()

    # ---- parts

    def _line(self) -> None:
        line = QFrame()
        line.setProperty("role", "separator")
        line.setFixedSize(1, 24)
        self._row.addWidget(line)

    def _case_button(self) -> QToolButton:
        button = QToolButton()
        write(button, "strong")
        button.setIconSize(QSize(18 + ICON_PAD, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(self.tr("Menu  ({0})").format("F10"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        QShortcut(QKeySequence("F10"), self, button.showMenu)
        self._row.addWidget(button)
        return button

    def _quality_words(self) -> dict[Quality, str]:
        return {
            "pain": self.tr("Pain"),
            "burning": self.tr("Burning"),
            "tingling": self.tr("Tingling"),
            "numbness": self.tr("Numbness"),
        }

    def _quality_buttons(self, actions: Actions) -> dict[Quality, QToolButton]:
        names = self._quality_words()
        group = QButtonGroup(self)
        out: dict[Quality, QToolButton] = {}
        for i, quality in enumerate(QUALITIES):
            button = QToolButton()
            button.setText(names[quality])
            button.setAccessibleName(names[quality])
            button.setToolTip(f"{names[quality]}  ({i + 1})")
            button.setCheckable(True)
            button.setProperty("frame", "true")
            button.setProperty("swatch", "true")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(16 + ICON_PAD, 16))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, quality=quality: self._settings.set_quality(quality))
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            button.addActions([actions.show_quality[quality], actions.show_all])
            QShortcut(QKeySequence(str(i + 1)), self, button.click)
            group.addButton(button)
            button.setAutoExclusive(True)  # a screen reader hears a radio button
            self._row.addWidget(button)
            out[quality] = button
        self.quality_names: dict[Quality, str] = {q: names[q] for q in QUALITIES}
        return out

    def _slider(self, caption: str, low: int, high: int, name: str) -> tuple[QLabel, QSlider, QLabel]:
        label = QLabel(caption)
        label.setProperty("tone", "muted")
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(low, high)
        slider.setFixedWidth(SLIDER_PX)
        slider.setAccessibleName(name)
        slider.setToolTip(name)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        label.setBuddy(slider)
        value = QLabel()
        write(value, "strong")
        for widget in (label, slider, value):
            self._row.addWidget(widget)
        return label, slider, value

    def _blend_slider(self) -> QSlider:
        """Between its two ends, which have names; out of sight unless both maps are shown."""
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, BLEND_STEPS)
        slider.setValue(BLEND_STEPS // 2)
        slider.setPageStep(BLEND_STEPS // 4)
        slider.setFixedWidth(BLEND_PX)
        slider.setAccessibleName(self.tr("Blend from nerves to dermatomes"))
        slider.setToolTip(
            self.tr(
                "Left: nerves filled, levels outlined. Right: levels filled, nerves outlined. At the ends: one alone."
            )
        )
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.valueChanged.connect(self.blended)
        for end in (self._blend_ends[0], slider, self._blend_ends[1]):
            self._row.addWidget(end)
            end.hide()
        return slider

    def show_blend(self, on: bool) -> None:
        """Both maps are shown, or not."""
        self.blend.setEnabled(on)
        self._both = on
        self._arrange()

    def swap_fill(self) -> None:
        """Fill what was outlined and outline what was filled."""
        middle, value = BLEND_STEPS // 2, self.blend.value()
        self.blend.setValue(middle + BLEND_STEPS // 4 if value == middle else BLEND_STEPS - value)

    def _toggle(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("frame", "true")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addWidget(button)
        return button

    # ---- what the window sets

    def set_menu(self, menu: QMenu) -> None:
        """The menu behind the case's name."""
        self.case.setMenu(menu)

    def set_case(self, name: str, modified: bool) -> None:
        """Name of the open case, with a dot while something is not saved."""
        name = visible(name)
        shown = on_button(name if len(name) <= 24 else f"{name[:22]}…")
        self.case.setText(f"{shown} •")
        self.case.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.case.setMinimumWidth(0)
        self._case_room = self.case.sizeHint().width()  # the mark takes room that is there already
        self.case.setText(f"{shown} •" if modified else shown)
        state = self.tr("not saved") if modified else self.tr("saved")
        self.case.setAccessibleName(self.tr("Menu of {0} ({1})").format(name, state))
        self._arrange()

    def set_swatches(self, swatches: Mapping[Quality, Sequence[QIcon]]) -> None:
        """Pictures of the qualities, one for each step of intensity."""
        self._swatches = swatches
        self._follow()
        self._arrange()

    def retranslate(self) -> None:
        """Take the names of the qualities from their buttons, which say them in another language now."""
        self.quality_names.update(self._quality_words())  # others hold the same table
        self.set_hidden(self._hidden)

    def set_hidden(self, hidden: frozenset[Quality]) -> None:
        """Mark the qualities that are not drawn."""
        self._hidden = hidden
        for quality, button in self.qualities.items():
            name = self.quality_names[quality]
            button.setAccessibleName(self.tr("{0}, hidden in the picture").format(name) if quality in hidden else name)
        self._follow()

    def set_maps(self, maps: Mapping[MapId, MapWords], chosen: str, disagreement: QAction) -> None:
        """Fill the menu of dermatome maps; `disagreement` comes last."""
        self.maps.clear()
        for id_, words in maps.items():
            entry = self.maps.addAction(words.entry)
            entry.setToolTip(words.title)
            entry.setStatusTip(words.title)
            entry.setCheckable(True)
            entry.setData(id_)
            self._map_group.addAction(entry)
            entry.triggered.connect(lambda _on=False, id_=id_: self.map_chosen.emit(id_))
        self.maps.addSeparator()
        self.maps.addAction(disagreement)
        self.mark_map(chosen)

    def mark_map(self, id_: str) -> None:
        """Mark the chosen dermatome map."""
        for entry in self._map_group.actions():
            entry.setChecked(entry.data() == id_)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons and take the fonts."""
        self._eye = icons.icon("eye_off", theme, 16, ICON_PAD)
        self._follow()
        self.case.setIcon(icons.icon("menu", theme, 18, ICON_PAD))
        write(self.case, "strong")
        self._map_button.setIcon(icons.icon("chevron", theme, 16))

    def set_density(self, density: Density) -> None:
        """Take height and fonts."""
        self.setFixedHeight(density.topbar_px)
        self._case_px = density.control_px
        for value in (self._intensity_value, self._width_value):
            write(value, "strong")
        self._follow()
        self._arrange()

    def _follow(self) -> None:
        s = self._settings
        self.qualities[s.quality].setChecked(True)
        self.intensity.setValue(s.intensity)
        for quality, steps in self._swatches.items():
            self.qualities[quality].setIcon(self._eye if quality in self._hidden else steps[depth(s.intensity)])
        self._intensity_value.setText(str(s.intensity))
        self._intensity_value.setFixedWidth(self._intensity_value.fontMetrics().horizontalAdvance("10") + 2)
        self.width_mm.setValue(s.width_mm)
        self._width_value.setText(self.tr("{0} mm").format(s.width_mm))
        self._width_value.setFixedWidth(self._width_value.fontMetrics().horizontalAdvance(self.tr("{0} mm").format(88)))

    # ---- giving way

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(480, TOPBAR_PX)

    def _arrange(self) -> None:
        """Leave out captions, then words of the qualities, the name of the case, figures, and Study, until it fits."""
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for level in range(7):
            self._intensity_caption.setVisible(level < 1)
            self._width_caption.setVisible(level < 1)
            for button in self.qualities.values():
                button.setToolButtonStyle(beside if level < 2 else alone)
            self.case.setToolButtonStyle(beside if level < 4 else alone)
            self.case.setMinimumWidth(max(self._case_px, self._case_room if level < 4 else 0))
            for value in (self._intensity_value, self._width_value):
                value.setVisible(level < 5)
            for slider in (self.intensity, self.width_mm):
                slider.setFixedWidth(SLIDER_PX if level < 3 else SLIDER_PX // 2)
            self.study.setVisible(level < 6)
            self.blend.setVisible(self._both)
            for end in self._blend_ends:
                end.setVisible(self._both and level < 4)
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                return
