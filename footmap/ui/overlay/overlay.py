"""What lies over the pictures: territories, courses, landmarks, what is lit, and names.

Two pictures are made: the washes change only with a switch, what is lit with every row pointed at. Paint lies on both;
names are written over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import hypot
from typing import TYPE_CHECKING, Final

import shapely
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from footmap.core.atlas import Atlas
from footmap.core.ids import CONSENSUS
from footmap.core.label_places import Box, Placed
from footmap.core.paint import Paint
from footmap.core.style import Style
from footmap.core.views import ViewId
from footmap.ui.sheet.device import device_transform
from footmap.ui.sheet.layout import Layout, Slot
from footmap.ui.sheet.viewport import Viewport

from ..look.theme import font
from ..look.tokens import Theme
from .choice import Choice
from .courses import CourseDrawer, Mark
from .labels import Writer, box_mm
from .names import Names
from .shapes import Shapes, mapped
from .washes import Washes

if TYPE_CHECKING:
    from .facts import BodyFacts, Lesion

Fade = Callable[[QPainter, Slot, Viewport, float], None]
SYMBOL_PX: Final = 8.0
LEADER_PX: Final = 8.0
"""Room that the dot at the end of a leader takes."""
APART_PX: Final = 9.0
"""Least distance between landmarks; of nearer ones only the first is drawn."""


class Overlay:
    """Draws what was chosen for a layout; shapes are kept from one drawing to the next.

    Parameters
    ----------
    fade : callable
        Draws the picture of a slot with a painter; territories fade where the limb does.

    Attributes
    ----------
    placed : list of Placed
        The names written last, in device pixels.
    """

    def __init__(self, atlas: Atlas, style: Style, fade: Fade) -> None:
        self._style = style
        self._shapes = Shapes(atlas)
        self._washes = Washes(self._shapes, style, fade)
        self._names = Names(self._shapes, style, {view: seen.outline for view, seen in atlas.views.items()})
        self._courses: CourseDrawer | None = None
        self._facts: BodyFacts | None = None
        self._landmarks: Mapping[ViewId, Mapping[str, tuple[float, float]]] = {}
        self._writer: tuple[tuple[float, Theme, float, float], Writer] | None = None
        self._size = 1.0
        self.placed: list[Placed] = []

    def set_facts(self, facts: BodyFacts) -> None:
        """Courses and lesions of the body have been read."""
        self._facts = facts
        self._courses = CourseDrawer(facts.courses, self._style.nerves)
        self._landmarks = facts.landmarks
        self._names.set_facts(facts)

    # ---- the two pictures

    def draw_washes(self, choice: Choice, layout: Layout, port: Viewport, ratio: float) -> QPixmap:
        """A clear pixmap of the canvas with the chosen territories and courses."""
        out = _clear(port, ratio)
        painter = _painter(out)
        map_ = choice.dermatomes or CONSENSUS
        if choice.filled == "nerve":
            self._washes.draw_nerves(painter, layout, port, ratio)
        elif choice.filled == "level":
            self._washes.draw_levels(painter, map_, layout, port, ratio)
        if choice.outline > 0.0:
            part = _clear(port, ratio)
            on_part = _painter(part)
            self._washes.outline(on_part, None if choice.filled == "level" else map_, layout, port, ratio)
            on_part.end()
            painter.setOpacity(choice.outline)
            painter.drawPixmap(0, 0, part)
            painter.setOpacity(1.0)
        if choice.disagreement:
            self._washes.shade(painter, layout, port, ratio)
        if choice.courses and self._courses is not None:
            for slot in layout.slots:
                self._courses.draw_all(painter, slot.view, device_transform(slot, port, ratio), ratio)
                self._washes.fade_out(painter, slot, port, ratio)
        painter.end()
        return out

    def draw_marks(
        self, choice: Choice, layout: Layout, port: Viewport, ratio: float, theme: Theme, paint: Paint, taken: list[Box]
    ) -> QPixmap:
        """A clear pixmap with what is lit and symbols; names find their places, for `write_names`.

        Parameters
        ----------
        paint : Paint
            Names avoid it where they can.
        taken : list of Box
            What is written on the canvas already.
        """
        out = _clear(port, ratio)
        painter = _painter(out)
        lesion = self._lesion(choice)
        for slot in layout.slots:
            self._light(painter, choice, lesion, slot, port, ratio)
        canvas = Box(0, 0, out.width(), out.height())
        writer = self._writer_for(ratio, theme)
        for slot in layout.slots:
            self._symbols(painter, choice, slot, port, ratio)
        taken = taken + self._symbol_boxes(choice, layout, port, ratio)
        named = [(s, m) for s in layout.slots for m in self.marks(choice, s, port) if m.kind == "landmark"]
        self.placed = self._names.place(choice, layout, port, paint, writer, taken, canvas, named)
        self.placed = revealed(self.placed, choice.revealed)
        painter.end()
        return out

    def write_names(self, painter: QPainter, rect: QRect, ratio: float, theme: Theme) -> None:
        """Write the names that reach into a device rectangle: over the paint, on which a name would be lost."""
        here = Box(rect.left(), rect.top(), rect.left() + rect.width(), rect.top() + rect.height())
        self._writer_for(ratio, theme).write_all(painter, [one for one in self.placed if _reaches(one, here)])

    def write_small(
        self, painter: QPainter, choice: Choice, layout: Layout, port: Viewport, ratio: float, theme: Theme
    ) -> None:
        """Write the names of a small picture beside the canvas, over its paint."""
        writer = self._writer_for(ratio, theme)
        canvas = Box(0, 0, port.width * ratio, port.height * ratio)
        writer.write_all(painter, self._names.place(choice, layout, port, Paint(), writer, [], canvas, []))

    def covered(self, paint: Paint, layout: Layout, port: Viewport, ratio: float) -> frozenset[int]:
        """Numbers of the names on which paint lies."""
        out = []
        for number, one in enumerate(self.placed):
            x, y = one.box.middle
            slot = layout.slot_at(*port.to_sheet(x / ratio, y / ratio))
            if slot is None:
                continue
            painted = paint.side(slot.side).shown.get(slot.view, {}).values()
            if painted:
                frame = box_mm(one.box, device_transform(slot, port, ratio))
                if any(shapely.intersects(frame, shape) for shape in painted):
                    out.append(number)
        return frozenset(out)

    def _light(
        self, painter: QPainter, choice: Choice, lesion: Lesion | None, slot: Slot, port: Viewport, ratio: float
    ) -> None:
        to_px = device_transform(slot, port, ratio)
        drawn = False
        if lesion is not None and slot.side in choice.shown.sides:
            self._washes.draw_effects(painter, lesion, slot, to_px, ratio)
            drawn = True
        compared = choice.shown.other is not None
        for second, subject in ((False, choice.shown.lit), (True, choice.shown.other)):
            if subject is not None and slot.side in subject.sides:
                self._washes.light(painter, subject.layer, subject.id, slot, to_px, ratio, compared, second)
                drawn = True
        if choice.shown.way is not None and self._courses is not None and slot.side in choice.shown.sides:
            self._courses.draw_way(painter, choice.shown.way, slot.view, to_px, ratio)
            drawn = True
        if drawn:
            self._washes.fade_out(painter, slot, port, ratio)

    def _lesion(self, choice: Choice) -> Lesion | None:
        if choice.shown.lesion is None or self._facts is None:
            return None
        return self._facts.lesion(choice.shown.lesion)

    # ---- symbols

    def _symbols(self, painter: QPainter, choice: Choice, slot: Slot, port: Viewport, ratio: float) -> None:
        to_px = device_transform(slot, port, ratio)
        if choice.landmarks and self._courses is not None:
            places = [(m.x_mm, m.y_mm) for m in self.marks(choice, slot, port) if m.kind == "landmark"]
            self._courses.draw_landmarks(painter, places, to_px, ratio)
        if self._courses is None:
            return
        way = choice.shown.way if slot.side in choice.shown.sides else None
        ids = {mark.id for mark in self.marks(choice, slot, port) if mark.kind == "site"}
        shown = [site for site in self._courses.sites(slot.view) if site.id in ids]
        self._courses.draw_sites(painter, shown, to_px, ratio, way.site if way is not None else None)

    def marks(self, choice: Choice, slot: Slot, port: Viewport) -> list[Mark]:
        """Symbols over a slot that can be pointed at."""
        out: list[Mark] = []
        way = choice.shown.way if slot.side in choice.shown.sides else None
        if self._courses is not None:
            out += [
                Mark("site", site.id, *site.point_mm)
                for site in self._courses.sites(slot.view)
                if choice.courses or (way is not None and (site.id in way.sites or site.id == way.site))
            ]
        if choice.landmarks:
            apart_mm = APART_PX / (slot.scale * port.zoom)
            marks = [Mark("landmark", id_, x, y) for id_, (x, y) in self._landmarks.get(slot.view, {}).items()]
            out += spaced(marks, apart_mm)
        return out

    def _symbol_boxes(self, choice: Choice, layout: Layout, port: Viewport, ratio: float) -> list[Box]:
        """What the symbols cover: no name may."""
        out = []
        for slot in layout.slots:
            to_px = device_transform(slot, port, ratio)
            way = choice.shown.way if slot.side in choice.shown.sides else None
            for mark in self.marks(choice, slot, port):
                edge = (24.0 if way is not None and mark.id == way.site else SYMBOL_PX) * ratio
                out.append(Box.about(*mapped(to_px, mark.x_mm, mark.y_mm), edge, min(edge, 18 * ratio)))
        return out

    def set_writing(self, size: float) -> None:
        """Write names so many times as large."""
        self._size = size

    def _writer_for(self, ratio: float, theme: Theme) -> Writer:
        key = ratio, theme, self._size, font("caption").pointSizeF()
        if self._writer is None or self._writer[0] != key:
            self._writer = key, Writer(ratio, theme, self._size)
        return self._writer[1]


def revealed(placed: list[Placed], number: int | None) -> list[Placed]:
    """Names of territories up to a number of different ones, in the order of reading; the others as they are."""
    if number is None:
        return placed
    ordered = sorted((p for p in placed if p.wish.beside), key=lambda p: (p.box.top, p.box.left))
    told = set(list(dict.fromkeys(p.wish.text for p in ordered))[:number])
    return [p for p in placed if not p.wish.beside or p.wish.text in told]


def _reaches(placed: Placed, rect: Box) -> bool:
    """True where a name or its leader may lie in a rectangle."""
    box, (x, y) = placed.box, placed.wish.anchor if placed.away else placed.box.middle
    return not (
        max(box.right, x + LEADER_PX) < rect.left
        or min(box.left, x - LEADER_PX) > rect.right
        or max(box.bottom, y + LEADER_PX) < rect.top
        or min(box.top, y - LEADER_PX) > rect.bottom
    )


def spaced(marks: Iterable[Mark], apart_mm: float) -> list[Mark]:
    """Marks without those that lie too near to an earlier one."""
    out: list[Mark] = []
    for mark in marks:
        if all(hypot(mark.x_mm - m.x_mm, mark.y_mm - m.y_mm) >= apart_mm for m in out):
            out.append(mark)
    return out


def _clear(port: Viewport, ratio: float) -> QPixmap:
    out = QPixmap(max(1, round(port.width * ratio)), max(1, round(port.height * ratio)))
    out.fill(Qt.GlobalColor.transparent)
    return out


def _painter(device: QPixmap) -> QPainter:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
