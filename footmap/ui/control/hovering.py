"""What is under the pointer: the names of the skin, and symbols with what a lesion there would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt

if TYPE_CHECKING:
    from footmap.ui.overlay.choice import Pointed
    from footmap.ui.parts import Parts
    from footmap.ui.sheet.layout import Slot

    from .overlays import OverlayController
    from .site_menu import SiteMenu

REACH_PX: Final = 8.0
"""A symbol is pointed at from at most this far, device-independent pixels."""


class Hovering(QObject):
    """Follows the pointer over the canvas.

    Parameters
    ----------
    sight : OverlayController
        Knows what is drawn and shows lesions.
    """

    def __init__(self, parts: Parts, sight: OverlayController) -> None:
        super().__init__(sight)
        self._parts = parts
        self._sight = sight
        canvas = parts.canvas
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self.ask)
        canvas.picked.connect(self.pick_site)
        canvas.hovered.connect(self.name_skin)

    def name_skin(self, slot: Slot | None, x_mm: float, y_mm: float) -> None:
        """Say what lies under the pointer."""
        status, scene = self._parts.status, self._sight.scene
        if scene is not None:
            pointed = self._point(slot, x_mm, y_mm)
            if pointed != scene.choice.pointed and scene.set_choice(replace(scene.choice, pointed=pointed)):
                self._parts.canvas.update()
        if slot is None or self._sight.describer is None:
            status.show_skin("", "")
            return
        words = self._sight.describer.at(slot.view, x_mm, y_mm)
        if not words.region and not words.nerves:
            status.show_skin("", "")
            return
        side = self.tr("right") if slot.side == "right" else self.tr("left")
        region = f"{words.region}, {side}" if words.region else side
        status.show_skin(region, "     ".join(part for part in (words.nerves, words.levels) if part))

    def _point(self, slot: Slot | None, x_mm: float, y_mm: float) -> Pointed | None:
        """The symbol under the pointer."""
        from footmap.ui.overlay.choice import Pointed

        scene, story = self._sight.scene, self._sight.known
        if slot is None or scene is None or story is None:
            return None
        reach = REACH_PX / (slot.scale * self._parts.canvas.port.zoom)
        near = [(abs(complex(m.x_mm - x_mm, m.y_mm - y_mm)), m) for m in scene.marks(slot)]
        found = min(((d, m) for d, m in near if d <= reach), default=None)
        if found is None:
            return None
        mark = found[1]
        names = story.landmark_names
        name = story.site_name(mark.id) if mark.kind == "site" else names.get(mark.id, mark.id)
        return Pointed(mark, name, slot.view, slot.side)

    def pick_site(self, slot: Slot, x_mm: float, y_mm: float) -> None:
        """Show what a lesion at the site whose symbol was picked would do."""
        pointed = self._point(slot, x_mm, y_mm)
        if pointed is not None and pointed.mark.kind == "site":
            self._sight.show_lesion(pointed.mark.id, slot.side)

    def ask(self, at: QPoint) -> None:
        """Offer what a lesion near a canvas point would do."""
        menu = self.site_menu(at)
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._parts.canvas.mapToGlobal(at))

    def site_menu(self, at: QPoint) -> SiteMenu | None:
        """The sites near a canvas point; None off the pictures, and in the patient's hands."""
        from .site_menu import SiteMenu, sites_near

        scene, story, canvas = self._sight.scene, self._sight.story, self._parts.canvas
        if scene is None or scene.bare or story is None:
            return None
        slot = scene.layout.slot_at(*canvas.port.to_sheet(at.x(), at.y()))
        if slot is None:
            return None
        near = sites_near(story, slot.view, *canvas.point_mm(slot, at.x(), at.y()))
        return SiteMenu(story, near, slot.side, self._sight.show_lesion, self._parts.spine.menu, canvas)
