"""What is under the pointer: the names of the skin, and symbols with what a lesion there would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.overlay.choice import Pointed
    from footmap.ui.overlay.describe import Describer
    from footmap.ui.overlay.facts import BodyFacts
    from footmap.ui.picture.scene import Scene
    from footmap.ui.sheet.layout import Slot
    from footmap.ui.shell.statusline import StatusLine
    from footmap.ui.spine.panel import SpinePanel

    from .site_menu import SiteMenu

REACH_PX: Final = 8.0
"""A symbol is pointed at from at most this far, device-independent pixels."""


class DrawnBody(Protocol):
    """The body on the canvas; each is None as long as it is not there."""

    @property
    def scene(self) -> Scene | None:
        """What the canvas draws."""

    @property
    def describer(self) -> Describer | None:
        """Names the skin."""

    @property
    def facts(self) -> BodyFacts | None:
        """Courses, lesions and names, if they have been read."""

    def facts_now(self) -> BodyFacts | None:
        """The same, read now if need be."""


class Hovering(QObject):
    """Follows the pointer over the canvas.

    Parameters
    ----------
    spine : SpinePanel
        Whose menu lists all places.

    Signals
    -------
    lesion_asked(str, object)
        A site and the side: what would a lesion there do?
    """

    lesion_asked = Signal(str, object)

    def __init__(
        self, body: DrawnBody, parent: QObject, *, canvas: Canvas, status: StatusLine, spine: SpinePanel
    ) -> None:
        super().__init__(parent)
        self._body, self._canvas, self._status, self._spine = body, canvas, status, spine
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self.ask)
        canvas.picked.connect(self.pick_site)
        canvas.hovered.connect(self.name_skin)
        canvas.stroke_started.connect(self._clear_the_way)

    def name_skin(self, slot: Slot | None, x_mm: float, y_mm: float) -> None:
        """Say what lies under the pointer."""
        status, scene = self._status, self._body.scene
        if scene is not None:
            pointed = self._point(slot, x_mm, y_mm)
            if pointed != scene.choice.pointed and scene.set_choice(replace(scene.choice, pointed=pointed)):
                self._canvas.update()
        tag = self._canvas.tag
        if slot is None or self._body.describer is None:
            status.show_skin("", "")
            tag.hide()
            return
        words = self._body.describer.at(slot.view, x_mm, y_mm)
        if not words.region and not words.nerves:
            status.show_skin("", "")
            tag.hide()
            return
        side = self.tr("right") if slot.side == "right" else self.tr("left")
        if not self._canvas.busy:
            at = self._canvas.port.to_screen(*slot.to_px(x_mm, y_mm))
            known = () if scene is None or scene.bare else (words.region, words.nerves, words.levels)
            tag.follow(QPoint(round(at[0]), round(at[1])), slot.side, known)
        region = f"{words.region}, {side}" if words.region else side
        status.show_skin(region, "     ".join(part for part in (words.nerves, words.levels) if part))

    def _clear_the_way(self, _stroke: Stroke) -> None:
        """Nothing lies beside the brush while it paints."""
        self._canvas.tag.hide()

    def _point(self, slot: Slot | None, x_mm: float, y_mm: float) -> Pointed | None:
        """The symbol under the pointer."""
        from footmap.ui.overlay.choice import Pointed

        scene, facts = self._body.scene, self._body.facts
        if slot is None or scene is None or facts is None:
            return None
        reach = REACH_PX / (slot.scale * self._canvas.port.zoom)
        near = [(abs(complex(m.x_mm - x_mm, m.y_mm - y_mm)), m) for m in scene.marks(slot)]
        found = min(((d, m) for d, m in near if d <= reach), default=None)
        if found is None:
            return None
        mark = found[1]
        names = facts.landmark_names
        name = facts.site_name(mark.id) if mark.kind == "site" else names.get(mark.id, mark.id)
        return Pointed(mark, name, slot.view, slot.side)

    def pick_site(self, slot: Slot, x_mm: float, y_mm: float) -> None:
        """Show what a lesion at the site whose symbol was picked would do."""
        pointed = self._point(slot, x_mm, y_mm)
        if pointed is not None and pointed.mark.kind == "site":
            self.lesion_asked.emit(pointed.mark.id, slot.side)

    def ask(self, at: QPoint) -> None:
        """Offer what a lesion near a canvas point would do."""
        menu = self.site_menu(at)
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._canvas.mapToGlobal(at))

    def site_menu(self, at: QPoint) -> SiteMenu | None:
        """The sites near a canvas point; None off the pictures, and in the patient's hands."""
        from .site_menu import SiteMenu, sites_near

        scene, facts, canvas = self._body.scene, self._body.facts_now(), self._canvas
        if scene is None or scene.bare or facts is None:
            return None
        slot = scene.layout.slot_at(*canvas.port.to_sheet(at.x(), at.y()))
        if slot is None:
            return None
        near = sites_near(facts, slot.view, *canvas.point_mm(slot, at.x(), at.y()))
        return SiteMenu(facts, near, slot.side, self.lesion_asked.emit, self._spine.menu, canvas)
