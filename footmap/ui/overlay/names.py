"""Which names stand over the pictures: of what is pointed at and meant, of territories, of landmarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import shapely
from PySide6.QtGui import QTransform
from shapely import MultiPolygon

from footmap.core.atlas import MapId
from footmap.core.label_places import Box, Placed, Wish, arrange
from footmap.core.label_wishes import Beside, joined, name_skin
from footmap.core.paint import Paint
from footmap.core.style import Style
from footmap.core.views import ViewId
from footmap.ui.settings.language import current
from footmap.ui.sheet.device import device_transform
from footmap.ui.sheet.layout import Layout, Slot
from footmap.ui.sheet.viewport import Viewport

from .choice import Choice
from .courses import Mark
from .labels import Writer, at_point, box_mm, plane_of
from .shapes import Shapes, mapped

if TYPE_CHECKING:
    from .facts import BodyFacts

NAMED_FROM: Final = 0.4
"""What is outlined is named while its lines have at least this strength."""
WIDE_PX: Final = 6.0
"""In focus each piece of a level's skin with at least this radius has its name."""
LED_FROM: Final = 0.36
"""On the sheet names have leaders from this many device-independent pixels per millimetre on: smaller, they crowd."""
Avoid = Callable[[Box], bool]


class Names:
    """Finds names and their places.

    On the sheet territories carry their signs; in focus the nerves are written out where there is room.
    """

    def __init__(self, shapes: Shapes, style: Style, outlines: Mapping[ViewId, MultiPolygon]) -> None:
        self._shapes = shapes
        self._style = style
        self._outlines = outlines
        self._facts: BodyFacts | None = None

    def set_facts(self, facts: BodyFacts) -> None:
        """Courses, landmarks and full names have been read."""
        self._facts = facts

    def place(
        self,
        choice: Choice,
        layout: Layout,
        port: Viewport,
        paint: Paint,
        writer: Writer,
        taken: list[Box],
        canvas: Box,
        landmarks: list[tuple[Slot, Mark]],
    ) -> list[Placed]:
        """Names in their places; none touches another, nor what is `taken`. In focus `landmarks` are named as well."""
        placed = arrange(self._marked(choice, layout, port, writer, paint), taken, canvas)

        def more(wishes: list[Wish]) -> list[Placed]:
            new = arrange(wishes, taken, canvas, placed)
            placed.extend(new)
            return new

        written: set[tuple[str, str]] = set()
        for number, map_ in enumerate(self._named(choice)):
            if number == 0 and layout.focus is not None and map_ is None and self._facts is not None:
                for slot in layout.slots:
                    full = self._full(slot, layout, port, writer, paint, self._facts)
                    done = {p.wish.once for p in more([wish for _, wish in full])}
                    written |= {(id_, slot.side) for id_, wish in full if wish.once in done}
            more(self._signs(map_, layout, port, writer, paint, written if number == 0 else set(), number > 0))
        if layout.focus is not None and self._facts is not None:
            names = self._facts.landmark_names
            wishes = []
            for slot, mark in landmarks:
                x, y = mapped(device_transform(slot, port, writer.ratio), mark.x_mm, mark.y_mm)
                wishes.append(at_point(names.get(mark.id, mark.id), x, y, writer, 0))
            more(wishes)
        return placed

    # ---- what is pointed at, and meant

    def _marked(self, choice: Choice, layout: Layout, port: Viewport, writer: Writer, paint: Paint) -> list[Wish]:
        out: list[Wish] = []
        pointed = choice.pointed
        slot = layout.slot(pointed.view, pointed.side) if pointed is not None else None
        if pointed is not None and slot is not None:
            to_px = device_transform(slot, port, writer.ratio)
            x, y = mapped(to_px, pointed.mark.x_mm, pointed.mark.y_mm)
            out.append(at_point(pointed.name, x, y, writer, 0, strong=True, avoid=_avoid(paint, slot, to_px)))
        meant = self._meant(choice, layout)
        if meant is not None and self._facts is not None:
            slot, mark = meant
            to_px = device_transform(slot, port, writer.ratio)
            x, y = mapped(to_px, mark.x_mm, mark.y_mm)
            name, avoid = self._facts.site_name(mark.id), _avoid(paint, slot, to_px)
            out.append(at_point(name, x, y, writer, 1, strong=True, avoid=avoid))
        return out

    def _meant(self, choice: Choice, layout: Layout) -> tuple[Slot, Mark] | None:
        """The site that is meant, in the largest picture that shows it."""
        way = choice.shown.way
        if self._facts is None or way is None:
            return None
        slots = [s for s in layout.slots if s.side in choice.shown.sides]
        for slot in sorted(slots, key=lambda s: -s.scale):
            for site in self._facts.courses.sites[slot.view]:
                if site.id == way.site and not site.hidden:
                    return slot, Mark("site", site.id, *site.point_mm)
        return None

    # ---- territories

    def _named(self, choice: Choice) -> list[MapId | None]:
        """What is named, what is filled before what is outlined: the levels of a map, or nerves (None)."""
        layers: list[MapId | None] = []
        if choice.filled is not None:
            layers.append(None if choice.filled == "nerve" else choice.dermatomes)
        if choice.outline >= NAMED_FROM:
            layers.append(choice.dermatomes if choice.filled == "nerve" else None)
        return layers

    def _full(
        self, slot: Slot, layout: Layout, port: Viewport, writer: Writer, paint: Paint, facts: BodyFacts
    ) -> list[tuple[str, Wish]]:
        """Each nerve of a picture once, in full, on the largest skin that is its own or beside the limb."""
        to_px = device_transform(slot, port, writer.ratio)
        avoid, plane = _avoid(paint, slot, to_px), plane_of(to_px, writer.ratio)
        beside = Beside(self._outlines[slot.view], self._blocked(slot, layout, port, writer.ratio))
        out: dict[str, Wish] = {}
        for piece in self._shapes.owned(None, slot.view):
            id_ = piece.owners[0]
            if piece.shared or id_ in out or id_ not in self._style.nerves:
                continue
            name = facts.name("nerve", id_)
            wish = name_skin(
                piece,
                name,
                writer.size(name),
                writer.cap_height(),
                plane,
                beside,
                avoid,
                once=f"{id_} {slot.side}",
                whole=True,
            )
            if wish is not None:
                out[id_] = wish
        return list(out.items())

    def _signs(
        self,
        map_: MapId | None,
        layout: Layout,
        port: Viewport,
        writer: Writer,
        paint: Paint,
        written: set[tuple[str, str]],
        over: bool,
    ) -> list[Wish]:
        """The short sign on every piece of skin of one owner that is not `written` out (nerve and side).

        Skin of several owners has all their signs, where they fit; leaders to it only in focus, and only if it is wide
        or an owner has no skin of its own. The names of what lies `over` another layer stand on cards.
        """
        looks = self._style.levels if map_ else self._style.nerves
        shorts = {id_: look.sign(current()) for id_, look in looks.items()}
        out, large = [], layout.focus is not None
        for slot in layout.slots:
            to_px = device_transform(slot, port, writer.ratio)
            avoid, plane = _avoid(paint, slot, to_px), plane_of(to_px, writer.ratio)
            beside = Beside(self._outlines[slot.view], self._blocked(slot, layout, port, writer.ratio))
            roomy = large or slot.scale * port.zoom >= LED_FROM
            pieces = [p for p in self._shapes.owned(map_, slot.view) if all(id_ in shorts for id_ in p.owners)]
            alone = {p.owners[0] for p in pieces if not p.shared}
            for number, piece in enumerate(pieces):
                if (over and piece.shared) or (not piece.shared and (piece.owners[0], slot.side) in written):
                    continue
                text = joined(piece.owners, shorts)
                wide = abs(plane.across) * piece.radius_mm >= WIDE_PX * writer.ratio
                led = roomy if not piece.shared else (large and (wide or not alone.issuperset(piece.owners)))
                each = f" {number}" if map_ is not None and large and wide else ""
                wish = name_skin(
                    piece,
                    text,
                    writer.size(text, over),
                    writer.cap_height(),
                    plane,
                    beside if led else None,
                    avoid,
                    strong=over,
                    once=f"{text} {slot.side} {slot.view}{each}",
                    rank=2 if piece.shared else 1,
                )
                if wish is not None:
                    out.append(wish)
        return out

    def _blocked(self, slot: Slot, layout: Layout, port: Viewport, ratio: float) -> Callable[[Box], bool]:
        """Asks whether a name beside the limb of a slot would lie on a limb, or nearer to the other one."""
        limbs = [(self._outlines[s.view], device_transform(s, port, ratio)) for s in layout.slots]
        for outline, _ in limbs:
            shapely.prepare(outline)
        mine, others = _middle(slot, port, ratio), [_middle(s, port, ratio) for s in layout.slots if s is not slot]

        def blocked(box: Box) -> bool:
            at = complex(*box.middle)
            if any(abs(at - other) < abs(at - mine) for other in others):
                return True
            return any(shapely.intersects(outline, box_mm(box, to_px)) for outline, to_px in limbs)

        return blocked


def _middle(slot: Slot, port: Viewport, ratio: float) -> complex:
    """Middle of a slot in device pixels."""
    frame = slot.rect
    return ratio * complex(*port.to_screen(frame.x + frame.width / 2, frame.y + frame.height / 2))


def _avoid(paint: Paint, slot: Slot, to_px: QTransform) -> Avoid | None:
    """Asks whether a box lies on the paint of a slot; None where there is none."""
    painted = list(paint.side(slot.side).shown.get(slot.view, {}).values())
    if not painted:
        return None

    def on_paint(box: Box) -> bool:
        frame = box_mm(box, to_px)
        return any(shapely.intersects(frame, shape) for shape in painted)

    return on_paint
