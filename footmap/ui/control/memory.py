"""What the window remembers of the work: brush, overlays and map, taken up at the start and kept at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from footmap.core.atlas import MapId

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from footmap.ui.parts import Parts
    from footmap.ui.settings.preferences import Preferences

    from .overlays import OverlayController


def take_up(parts: Parts, sight: OverlayController, preferences: Preferences) -> None:
    """Make brush and overlays what they were, or what was chosen for every start."""
    p, settings = preferences, parts.settings
    settings.set_pressure(p.pen_pressure)
    settings.set_width_mm(p.brush_width_mm)
    settings.set_intensity(p.brush_intensity)
    if p.keep_brush:
        settings.set_quality(p.brush_quality)
    shown = set(p.overlays) if p.start_overlays == "last" else {p.start_overlays}
    remembered: MapId | None = next((id_ for id_ in get_args(MapId) if id_ == p.map), None)
    if remembered is not None:
        sight.set_map(remembered)
    for name, toggle in _overlays(parts).items():
        toggle.setChecked(name in shown)


def keep(parts: Parts, sight: OverlayController, preferences: Preferences) -> None:
    """Remember brush and overlays as they are now."""
    p, settings = preferences, parts.settings
    if p.keep_brush:
        p.brush_width_mm, p.brush_intensity = settings.width_mm, settings.intensity
        p.brush_quality = settings.quality
    p.overlays = tuple(name for name, toggle in _overlays(parts).items() if toggle.isChecked())
    p.map = sight.map


def _overlays(parts: Parts) -> dict[str, QAction]:
    a = parts.commands
    return {
        "nerves": a.nerves,
        "dermatomes": a.dermatomes,
        "disagreement": a.disagreement,
        "courses": a.courses,
        "landmarks": a.landmarks,
    }
