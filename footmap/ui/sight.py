"""What is seen beside the paint: overlays, the territory of a row, the names under the pointer, the zoom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from footmap.core.atlas import MapId

    from .describe import Describer
    from .figure import Figure
    from .panel.row import CandidateRow
    from .parts import Parts
    from .scene import Scene
    from .sheet_layout import Slot

LIT_MS: Final = 40
"""A row is lit when the pointer has rested on it this long."""


class Sight(QObject):
    """Keeps overlays, lit territory and status line in step with what is chosen and pointed at.

    Parameters
    ----------
    parts : Parts
        Whose canvas, commands and status line it serves.
    """

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._figure: Figure | None = None
        self._map: MapId = "consensus"
        self._lit_row: CandidateRow | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LIT_MS)
        self._timer.timeout.connect(self.light)
        a = parts.commands
        for toggle in (a.nerves, a.dermatomes, a.disagreement):
            toggle.toggled.connect(self.overlays_changed)
        parts.topbar.map_chosen.connect(self.choose_map)
        parts.panel.lit.connect(self.point_at)
        parts.canvas.hovered.connect(self.name_skin)
        parts.canvas.view_changed.connect(self.show_zoom)

    @property
    def map(self) -> MapId:
        """Dermatome map that is shown."""
        return self._map

    @property
    def _scene(self) -> Scene | None:
        return self._figure.scene if self._figure is not None else None

    @property
    def _describer(self) -> Describer | None:
        return self._figure.describer if self._figure is not None else None

    def show_figure(self, figure: Figure) -> None:
        """Draw and name another body, or the first one."""
        self._figure = figure
        disagreement = self._parts.commands.disagreement
        disagreement.setEnabled(figure.has_disagreement)
        disagreement.setVisible(figure.has_disagreement)
        self._parts.canvas.set_scene(figure.scene)

    def stop(self) -> None:
        """Light nothing more."""
        self._timer.stop()

    # ---- overlays

    def overlays_changed(self) -> None:
        """Show the overlays that are switched on."""
        scene = self._scene
        if scene is None:
            return
        a = self._parts.commands
        choice = replace(
            scene.choice,
            nerves=a.nerves.isChecked(),
            dermatomes=self._map if a.dermatomes.isChecked() else None,
            disagreement=a.disagreement.isChecked(),
        )
        if scene.set_choice(choice):
            self._parts.canvas.update()
            self.show_zoom()

    def choose_map(self, id_: MapId) -> None:
        """Show the dermatomes of a map."""
        self._map = id_
        if self._parts.commands.dermatomes.isChecked():
            self.overlays_changed()
        else:
            self._parts.commands.dermatomes.setChecked(True)

    # ---- rows

    def point_at(self, row: CandidateRow | None) -> None:
        """Light a row's territory, if the pointer rests on it for a moment."""
        self._lit_row = row
        self._timer.start()

    def light(self) -> None:
        """Light the row pointed at now."""
        from .overlay import Subject

        scene, row = self._scene, self._lit_row
        if scene is None:
            return
        lit = None
        if row is not None and row.key[0]:
            id_, side = row.key
            lit = Subject(row.layer, id_, ("right", "left") if side == "both" else (side,))
        if scene.set_choice(replace(scene.choice, lit=lit)):
            self._parts.canvas.update()

    # ---- words

    def name_skin(self, slot: Slot | None, x_mm: float, y_mm: float) -> None:
        """Say what lies under the pointer."""
        status = self._parts.status
        if slot is None or self._describer is None:
            status.show_skin("", "")
            return
        words = self._describer.at(slot.view, x_mm, y_mm)
        if not words.region and not words.nerves:
            status.show_skin("", "")
            return
        side = self.tr("right") if slot.side == "right" else self.tr("left")
        region = f"{words.region}, {side}" if words.region else side
        status.show_skin(region, "     ".join(part for part in (words.nerves, words.levels) if part))

    def show_zoom(self) -> None:
        """Say which maps are shown, which view and how large."""
        from .map_words import disagreement_words, map_words

        place = self.tr("Sheet")
        maps: list[str] = []
        scene, figure = self._scene, self._figure
        if scene is not None and figure is not None:
            if scene.focus is not None:
                place = figure.headings[scene.focus]
            if scene.choice.dermatomes is not None:
                maps.append(map_words()[scene.choice.dermatomes].entry)
            if scene.choice.disagreement:
                maps.append(disagreement_words())
        self._parts.status.show_maps(" · ".join(maps))
        self._parts.status.show_zoom(f"{place} · {round(100 * self._parts.canvas.port.zoom)} %")
