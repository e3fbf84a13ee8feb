"""The named regions of the skin as things to go to, to mark and to hear about, without a pointer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QPointF, Signal

from footmap.core.coverage import RegionCover
from footmap.core.drawing import QUALITIES
from footmap.core.fill import region_strokes
from footmap.data.region_names import region_names
from footmap.ui.picture.marks import Mark
from footmap.ui.settings.language import current as language

if TYPE_CHECKING:
    from footmap.core.atlas import Atlas
    from footmap.core.drawing import Mode, Quality
    from footmap.core.views import Side, ViewId
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.document.session import Session
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.sheet.layout import Slot

LEAST_MM2: Final = 60.0
"""Least area of a region that a view must show for a walk to stop there, mm²."""
ACROSS: Final = 2.0
"""Weight of a step aside, relative to one straight on, when the next region is looked for."""
LEAST_SHARE: Final = 0.005
"""Least share of paint that is mentioned."""


class Place(NamedTuple):
    """One region of one limb in one view."""

    view: ViewId
    side: Side
    region: str


class Regions(QObject):
    """The current region of a walk, and what is painted on the regions.

    Parameters
    ----------
    quality_names : mapping of quality to str
        Translated.

    Signals
    -------
    moved()
        The current place has changed; there may be none.
    changed()
        The painted shares have changed.
    """

    moved = Signal()
    changed = Signal()

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        settings: BrushSettings,
        quality_names: Mapping[Quality, str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._canvas, self._settings = session, canvas, settings
        self._qualities = quality_names
        self.describe: Callable[[ViewId, float, float], str] = lambda _view, _x_mm, _y_mm: ""
        self.retranslate()
        self._place: Place | None = None
        self._spots: dict[ViewId, dict[str, tuple[float, float]]] = {}
        self._atlas: Atlas = session.engine.atlas
        self._cover: RegionCover | None = None
        self._shares: dict[Side, Mapping[str, Mapping[Quality, float]]] = {}
        session.paint_changed.connect(self._painted)
        session.engine_changed.connect(self._other_body)
        canvas.view_changed.connect(self._arranged)

    def retranslate(self) -> None:
        """Take names and words in the language that is spoken."""
        self.action_words = self.tr("Mark"), self.tr("Remove the paint")
        self.names: Mapping[str, str] = region_names(language())

    def _other_body(self) -> None:
        self._atlas = self._session.engine.atlas
        self._cover = None
        self._spots.clear()
        self._painted()
        self.leave()

    def _painted(self) -> None:
        self._shares.clear()
        self.changed.emit()

    # ---- what there is

    def ids(self) -> list[str]:
        """All regions, by name."""
        found = (t.id for t in self._atlas.territories if t.layer == "region")
        return sorted(found, key=lambda id_: self.name(id_).casefold())

    def name(self, region: str) -> str:
        """Name of a region."""
        return self.names.get(region, region)

    def picture(self, view: ViewId, side: Side) -> str:
        """Name of one limb in one view."""
        return self._session.words.place(view, side)

    def in_view(self, view: ViewId) -> Mapping[str, tuple[float, float]]:
        """Regions that a view shows, each with a point on it, right-limb millimetres; from the top down."""
        if view not in self._spots:
            found: dict[str, tuple[float, float]] = {}
            for territory in self._atlas.territories:
                shape = territory.zones["usual"].get(view) if territory.layer == "region" else None
                if shape is not None and shape.area >= LEAST_MM2:
                    point = max(shape.geoms, key=lambda part: part.area).representative_point()
                    found[territory.id] = point.x, point.y
            self._spots[view] = dict(sorted(found.items(), key=lambda item: -item[1][1]))
        return self._spots[view]

    def shares(self, side: Side, region: str) -> Mapping[Quality, float]:
        """Share of a region that bears each quality; those without paint are missing."""
        if side not in self._shares:
            if self._cover is None:
                self._cover = RegionCover(self._atlas)
            self._shares[side] = self._cover.shares(self._session.derived.paint, side)
        return self._shares[side].get(region, {})

    def state(self, side: Side, region: str) -> str:
        """What is painted on a region, in words."""
        shares = self.shares(side, region)
        said = [
            self.tr("{0} {1} %").format(self._qualities[quality], max(1, round(100 * shares[quality])))
            for quality in QUALITIES
            if shares.get(quality, 0.0) >= LEAST_SHARE
        ]
        return ", ".join(said) or self.tr("not painted")

    def spoken(self, side: Side, region: str) -> str:
        """Name, side and paint of a region."""
        where = self.tr("right") if side == "right" else self.tr("left")
        return self.tr("{0}, {1}: {2}").format(self.name(region), where, self.state(side, region))

    def described(self, place: Place) -> str:
        """Nerve and level of the skin in the middle of a region."""
        at = self.in_view(place.view).get(place.region)
        return self.describe(place.view, *at) if at is not None else ""

    # ---- where one is

    @property
    def place(self) -> Place | None:
        """Current place; None while nobody walks through the regions."""
        return self._place

    def slot(self, place: Place) -> Slot | None:
        """The picture that shows a place now."""
        scene = self._canvas.scene
        return scene.layout.slot(place.view, place.side) if scene is not None else None

    def spot(self, place: Place) -> QPointF | None:
        """A canvas point on a place; None where its picture is not shown."""
        slot = self.slot(place)
        at = self.in_view(place.view).get(place.region)
        if slot is None or at is None:
            return None
        return QPointF(*self._canvas.port.to_screen(*slot.to_px(*at)))

    def enter(self) -> None:
        """Begin at the last place, if that is in sight, else at the top of the first picture."""
        if self._place is None or self.spot(self._place) is None:
            scene = self._canvas.scene
            slots = scene.layout.slots if scene is not None else ()
            self._place = next((Place(s.view, s.side, region) for s in slots for region in self.in_view(s.view)), None)
        self._show()

    def leave(self) -> None:
        """End the walk."""
        self._place = None
        self._show()

    def go(self, place: Place) -> None:
        """Go to a place; its view comes into focus if another one is."""
        scene = self._canvas.scene
        if scene is not None and scene.focus is not None and scene.focus != place.view:
            self._canvas.focus_view(place.view)
        self._place = place
        self._show()

    def find(self, side: Side, region: str) -> None:
        """Go to a region in the view that shows most of it, or in the one in focus."""
        scene = self._canvas.scene
        seen = {
            view: shape.area
            for t in self._atlas.territories
            if t.layer == "region" and t.id == region
            for view, shape in t.zones["usual"].items()
            if region in self.in_view(view)
        }
        if scene is not None and seen:
            view = scene.focus if scene.focus in seen else max(seen, key=lambda v: seen[v])
            self.go(Place(view, side, region))

    def step(self, dx: int, dy: int) -> None:
        """Go to the nearest region in a direction, canvas pixels, y down; stay where there is none."""
        here = self.spot(self._place) if self._place is not None else None
        scene = self._canvas.scene
        if here is None or scene is None:
            self.enter()
            return
        best, best_cost = self._place, float("inf")
        for slot in scene.layout.slots:
            for region in self.in_view(slot.view):
                place = Place(slot.view, slot.side, region)
                there = self.spot(place)
                if there is None or place == self._place:
                    continue
                x, y = there.x() - here.x(), there.y() - here.y()
                along, across = x * dx + y * dy, abs(x * dy - y * dx)
                cost = along + ACROSS * across
                if along > 0.5 and cost < best_cost:
                    best, best_cost = place, cost
        self._place = best
        self._show()

    def _arranged(self) -> None:
        """Zoom or focus has changed: stay in sight."""
        if self._place is not None and self.slot(self._place) is None:
            self.enter()

    def _show(self) -> None:
        place, scene = self._place, self._canvas.scene
        marks: list[Mark] = []
        if place is not None and scene is not None:
            seen = scene.region_paths(place.region)
            marks = [Mark(view, place.side, path) for view, path in seen.items()]
            slot = self.slot(place)
            if slot is not None:
                self._canvas.hovered.emit(slot, *self.in_view(place.view)[place.region])
        self._canvas.set_marks("cursor", marks)
        self.moved.emit()

    # ---- painting

    def mark(self, side: Side, region: str) -> None:
        """Paint a whole region with the chosen quality and intensity."""
        self._paint(side, region, "add")

    def unmark(self, side: Side, region: str) -> None:
        """Take all paint off a region."""
        if self.shares(side, region):
            self._paint(side, region, "erase")

    def _paint(self, side: Side, region: str, mode: Mode) -> None:
        s = self._settings
        strokes = region_strokes(self._atlas, region, side, s.quality, float(s.intensity), mode)
        self._canvas.fill_region(region, strokes)
