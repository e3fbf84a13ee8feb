"""What the window remembers of the work: brush, overlays and map, restored at the start and kept at the end.

What is painted with is never remembered: a new case begins with pain, whatever the last one was about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from footmap.core.atlas import MapId
from footmap.core.ids import QUALITIES

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from footmap.ui.document.map_choice import MapChoice
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.shell.actions import Actions


def restore(preferences: Preferences, settings: BrushSettings, commands: Actions, maps: MapChoice) -> None:
    """Make brush, overlays and map what they were, or what was chosen for every start."""
    p = preferences
    begin_case(preferences, settings)
    shown = set(p.overlays) if p.start_overlays == "last" else {p.start_overlays}
    remembered: MapId | None = next((id_ for id_ in get_args(MapId) if id_ == p.map), None)
    if remembered is not None:
        maps.choose(remembered)
    for name, toggle in _overlays(commands).items():
        toggle.setChecked(name in shown)


def begin_case(preferences: Preferences, settings: BrushSettings) -> None:
    """Make the brush what it is at the beginning of every case."""
    settings.set_pressure(preferences.pen_pressure)
    settings.set_quality(QUALITIES[0])
    settings.set_intensity(preferences.brush_intensity)
    settings.set_width_mm(preferences.brush_width_mm)


def remember(preferences: Preferences, settings: BrushSettings, commands: Actions, maps: MapChoice) -> None:
    """Keep brush, overlays and map as they are now."""
    p = preferences
    if p.keep_brush:
        p.brush_width_mm, p.brush_intensity = settings.width_mm, settings.intensity
    p.overlays = tuple(name for name, toggle in _overlays(commands).items() if toggle.isChecked())
    p.map = maps.value


def _overlays(commands: Actions) -> dict[str, QAction]:
    a = commands
    return {
        "nerves": a.nerves,
        "dermatomes": a.dermatomes,
        "disagreement": a.disagreement,
        "courses": a.courses,
        "landmarks": a.landmarks,
    }
