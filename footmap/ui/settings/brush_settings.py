"""What the next stroke will be: quality, intensity and width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from footmap.core.drawing import Quality

START_WIDTH_MM: Final = 14
START_INTENSITY: Final = 5
MIN_WIDTH_MM: Final = 2
MAX_WIDTH_MM: Final = 60
LEAST_SHARE: Final = 0.25
"""Share of the width that the lightest touch of a pen has."""


class BrushSettings(QObject):
    """Settings shared by the tool bar, the tools and the pointer; `changed` follows every change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quality: Quality = "pain"
        self._intensity = START_INTENSITY
        self._width_mm = START_WIDTH_MM
        self._pressure = True

    @property
    def quality(self) -> Quality:
        """Quality of the next stroke."""
        return self._quality

    @property
    def intensity(self) -> int:
        """0 to 10."""
        return self._intensity

    @property
    def width_mm(self) -> int:
        """Width of the brush, millimetres."""
        return self._width_mm

    @property
    def radius_mm(self) -> float:
        """Half the width, millimetres."""
        return self._width_mm / 2

    @property
    def pressure(self) -> bool:
        """The pressure of a pen changes the width."""
        return self._pressure

    def set_pressure(self, on: bool) -> None:
        """Let the pressure of a pen change the width, or not."""
        self._pressure = on

    def pressed_radius_mm(self, pressure: float) -> float:
        """Half the width under a pressure of 0 to 1; the full width for 1."""
        share = LEAST_SHARE + (1.0 - LEAST_SHARE) * min(max(pressure, 0.0), 1.0) if self._pressure else 1.0
        return round(self.radius_mm * share, 2)

    def set_quality(self, quality: Quality) -> None:
        """Choose a quality."""
        if quality != self._quality:
            self._quality = quality
            self.changed.emit()

    def set_intensity(self, intensity: int) -> None:
        """Choose an intensity; values outside 0-10 are taken to the nearest end."""
        intensity = min(max(intensity, 0), 10)
        if intensity != self._intensity:
            self._intensity = intensity
            self.changed.emit()

    def set_width_mm(self, width_mm: int) -> None:
        """Choose a width; values out of range are taken to the nearest end."""
        width_mm = min(max(width_mm, MIN_WIDTH_MM), MAX_WIDTH_MM)
        if width_mm != self._width_mm:
            self._width_mm = width_mm
            self.changed.emit()
