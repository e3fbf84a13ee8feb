"""Where each picture stands in the window: the body-chart sheet fitted to the canvas, or one view in focus.

Order and direction of the pairs are those of `footmap.core.sheet`, so that window, pictures and report agree; sizes
follow the canvas: legs and feet take the scales that use its shape best. Lengths are device-independent pixels at
zoom 1, x right, y DOWN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from footmap.core.sheet import ROWS, Pair
from footmap.core.views import Side, ViewId

MARGIN: Final = 16.0
HEADING: Final = 40.0
"""Height kept above each pair for its heading and side marks."""
GAP: Final = 10.0
"""Least distance between the two pictures of a pair."""
GAP_DOWN: Final = 20.0
"""The same where one stands below the other, with room for a side mark."""
NOTE: Final = 20.0
"""Height kept at the foot of the sheet for the one note about the sides."""
COLUMN_GAP: Final = 22.0
ROW_GAP: Final = 8.0
TALL: Final = 1.45
"""Height of a canvas, relative to its width, from which two pairs stand in a row instead of four."""
FILLING: Final = 0.25
"""Weight of the canvas that is filled beside the sizes of the pictures: no strip is left for a little larger feet."""
SHRINK: Final = 0.98
SHRINKS: Final = 48
"""Feet that are too wide are made smaller in steps, a limited number of times."""
MIN_FOOT: Final = 1.1
MAX_FOOT: Final = 2.4
"""Feet are drawn between `MIN_FOOT` and `MAX_FOOT` times as large as legs."""


class Extent(NamedTuple):
    """What must be seen of a view, right-limb millimetres, y up."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Millimetres."""
        return self.top - self.bottom


class Rect(NamedTuple):
    """Upright rectangle, y down."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies in the rectangle."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True)
class Slot:
    """One limb in one view.

    Attributes
    ----------
    origin : tuple of float
        Where the view's (0, 0) lies.
    scale : float
        Pixels per millimetre.
    rect : Rect
        Frame of what must be seen.
    reflected : bool
        Seen in a mirror.
    """

    view: ViewId
    side: Side
    origin: tuple[float, float]
    scale: float
    rect: Rect
    reflected: bool = False

    @property
    def mirror(self) -> int:
        """1 for the right limb, -1 for the left, whose picture is its mirror image; the other way round in a mirror."""
        return 1 if (self.side == "right") is not self.reflected else -1

    def to_px(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Right-limb view millimetres -> sheet pixels."""
        return self.origin[0] + self.mirror * self.scale * x_mm, self.origin[1] - self.scale * y_mm

    def to_mm(self, x: float, y: float) -> tuple[float, float]:
        """Sheet pixels -> right-limb view millimetres."""
        return self.mirror * (x - self.origin[0]) / self.scale, (self.origin[1] - y) / self.scale


@dataclass(frozen=True)
class Caption:
    """Heading of a pair (``text`` is the English heading, `mark` None) or the letter of a side."""

    text: str
    x: float
    y: float
    view: ViewId
    mark: Side | None = None
    reflected: bool = False


@dataclass(frozen=True)
class Layout:
    """All slots with their captions on a sheet of `width` by `height`.

    Attributes
    ----------
    note : tuple of float or None
        Where the note about the sides begins.
    """

    slots: tuple[Slot, ...]
    captions: tuple[Caption, ...]
    width: float
    height: float
    focus: ViewId | None = None
    note: tuple[float, float] | None = None

    def slot(self, view: ViewId, side: Side) -> Slot | None:
        """The slot of one limb in one view, if it is on the sheet."""
        return next((s for s in self.slots if s.view == view and s.side == side), None)

    def slot_at(self, x: float, y: float) -> Slot | None:
        """The slot under a sheet point, None between the pictures."""
        return next((s for s in self.slots if s.rect.holds(x, y)), None)

    def view_at(self, x: float, y: float) -> ViewId | None:
        """The view whose picture or heading is at a sheet point."""
        slot = self.slot_at(x, y)
        return slot.view if slot is not None else self.heading_at(x, y)

    def heading_at(self, x: float, y: float) -> ViewId | None:
        """The view whose heading is at a sheet point."""
        for caption in self.captions:
            if caption.mark is None and abs(x - caption.x) < 90 and abs(y - caption.y) < HEADING / 3:
                return caption.view
        return None


class _Size(NamedTuple):
    width: float
    height: float


def sheet(extents: Mapping[ViewId, Extent], width: float, height: float) -> Layout:
    """The sheet of all sixteen pictures, fitted to a canvas of `width` by `height` pixels."""
    if height > TALL * width:
        return _tall(extents, width, height)
    legs, feet = ROWS
    size = {view: _mm(extent) for view, extent in extents.items()}
    leg, front, side, across = _scales(size, width, height)
    scale: dict[ViewId, float] = {p.view: leg for p in legs}
    scale |= {p.view: front if p.view in ("foot_dorsal", "foot_plantar") else side for p in feet}
    direction = {p.view: "across" if across else p.direction for p in feet} | {p.view: p.direction for p in legs}
    columns = [
        max(_pair(size[p.view], scale[p.view], direction[p.view]).width for p in pair)
        for pair in zip(legs, feet, strict=True)
    ]
    spare = max(0.0, width - 2 * MARGIN - sum(columns)) / len(columns)
    ground = HEADING + max(size[p.view].height for p in legs) * leg
    foot_height = max(_pair(size[p.view], scale[p.view], direction[p.view]).height for p in feet)
    top = max(0.0, (height - NOTE - (ground + ROW_GAP + HEADING + foot_height)) / 2)
    slots: list[Slot] = []
    captions: list[Caption] = []
    x = MARGIN
    for leg_pair, foot_pair, column in zip(legs, feet, columns, strict=True):
        centre = x + (column + spare) / 2
        tall = size[leg_pair.view].height * leg
        _stand(leg_pair, extents, leg, "across", centre, top + ground - tall, top + HEADING * 0.4, slots, captions)
        y = top + ground + ROW_GAP
        below, line = foot_pair.view, y + HEADING * 0.4
        _stand(foot_pair, extents, scale[below], direction[below], centre, y + HEADING, line, slots, captions)
        x += column + spare
    return Layout(tuple(slots), tuple(captions), width, height, note=_note(height))


def _tall(extents: Mapping[ViewId, Extent], width: float, height: float) -> Layout:
    """The same pictures on a canvas that is much taller than wide: two pairs in each of four rows."""
    rows = [row[i : i + 2] for row in ROWS for i in (0, 2)]
    size = {view: _mm(extent) for view, extent in extents.items()}
    room = _Size(width - 2 * MARGIN - COLUMN_GAP, height - 4 * (HEADING + ROW_GAP) - MARGIN - NOTE)
    tall = [max(size[pair.view].height for pair in row) for row in rows]
    wide = [sum(2 * size[pair.view].width for pair in row) for row in rows]
    most = [(room.width - 2 * GAP) / w for w in wide]
    best, best_score = (0.05, 0.05), -1.0
    for i in range(1, 48):
        leg = i / 48 * min(most[0], most[1])
        foot = min(most[2], most[3], MAX_FOOT * leg, (room.height - leg * (tall[0] + tall[1])) / (tall[2] + tall[3]))
        if foot > 0 and (score := leg**0.55 * foot**0.45) > best_score:
            best, best_score = (leg, foot), score
    leg, foot = best
    scales = (leg, leg, foot, foot)
    used = sum(h * scale for h, scale in zip(tall, scales, strict=True)) + 4 * HEADING
    gap = max(ROW_GAP, (height - NOTE - used) / 5)
    slots: list[Slot] = []
    captions: list[Caption] = []
    y = max(0.0, (height - NOTE - used - 3 * gap) / 2)
    for row, h, scale in zip(rows, tall, scales, strict=True):
        spare = (width - sum(_pair(size[pair.view], scale, "across").width for pair in row)) / 4
        x = spare
        for pair in row:
            taken = _pair(size[pair.view], scale, "across")
            top = y + HEADING + h * scale - taken.height
            _stand(pair, extents, scale, "across", x + taken.width / 2, top, y + HEADING * 0.4, slots, captions)
            x += taken.width + 2 * spare
        y += HEADING + h * scale + gap
    return Layout(tuple(slots), tuple(captions), width, height, note=_note(height))


def focus(extents: Mapping[ViewId, Extent], view: ViewId, width: float, height: float) -> Layout:
    """One pair of pictures as large as the canvas allows."""
    room = _Size(width - 2 * MARGIN, height - HEADING - NOTE - 2 * MARGIN)
    pair, scale, direction = _alone(extents, view, room)
    taken = _pair(_mm(extents[view]), scale, direction)
    slots: list[Slot] = []
    captions: list[Caption] = []
    y = (height - NOTE - taken.height - HEADING) / 2
    _stand(pair, extents, scale, direction, width / 2, y + HEADING, y + HEADING * 0.4, slots, captions)
    return Layout(tuple(slots), tuple(captions), width, height, view, _note(height))


def small(extents: Mapping[ViewId, Extent], view: ViewId, width: float, height: float) -> Layout:
    """One pair of pictures without words, for a thumbnail of `width` by `height` pixels."""
    pair, scale, direction = _alone(extents, view, _Size(width, height))
    slots: list[Slot] = []
    top = (height - _pair(_mm(extents[view]), scale, direction).height) / 2
    _stand(pair, extents, scale, direction, width / 2, top, 0.0, slots, [])
    return Layout(tuple(slots), (), width, height, view)


def _alone(extents: Mapping[ViewId, Extent], view: ViewId, room: _Size) -> tuple[Pair, float, str]:
    """The pair of a view, its scale when it fills `room`, and how its pictures stand then."""
    pair = next(p for row in ROWS for p in row if p.view == view)
    size = _mm(extents[view])
    best = max(("across", "down"), key=lambda d: _fit(size, d, room))
    return pair, max(_fit(size, best, room), 1e-3), best


def _note(height: float) -> tuple[float, float]:
    return MARGIN, height - NOTE / 2


def _mm(extent: Extent) -> _Size:
    return _Size(extent.width, extent.height)


def _pair(size: _Size, scale: float, direction: str) -> _Size:
    w, h = size.width * scale, size.height * scale
    return _Size(2 * w + GAP, h) if direction == "across" else _Size(w, 2 * h + GAP_DOWN)


def _fit(size: _Size, direction: str, room: _Size) -> float:
    if direction == "across":
        return min((room.width - GAP) / 2 / size.width, room.height / size.height)
    return min(room.width / size.width, (room.height - GAP_DOWN) / 2 / size.height)


def _scales(size: Mapping[ViewId, _Size], width: float, height: float) -> tuple[float, float, float, bool]:
    """Scales (pixels per millimetre) of legs, of tops and soles, of the feet's sides, and whether these stand across.

    Tries leg scales and takes the best weighted product of the three and of the share of the canvas that they fill.
    """
    legs = ROWS[0]
    leg_height = max(size[p.view].height for p in legs)
    front = _Size(*(max(size[v][i] for v in ("foot_dorsal", "foot_plantar")) for i in (0, 1)))
    side = _Size(*(max(size[v][i] for v in ("foot_lateral", "foot_medial")) for i in (0, 1)))
    down = 2 * HEADING + ROW_GAP + MARGIN + NOTE
    room = _Size(max(width - 2 * MARGIN - 3 * COLUMN_GAP, 60.0), max(height - down, 60.0))
    columns = [size[p.view].width for p in legs]
    leg_area = sum(size[p.view].width * size[p.view].height for p in legs) / 2

    def feet(leg: float, across: bool) -> tuple[float, float] | None:
        """Scales of feet below legs of a scale: as large as the height allows, then shrunk until the row fits."""
        foot_room = room.height - leg * leg_height
        f = min(foot_room / front.height, MAX_FOOT * leg)
        s = min(foot_room / side.height if across else (foot_room - GAP_DOWN) / 2 / side.height, MAX_FOOT * leg)
        own = [2 * width * leg + GAP for width in columns]
        for _ in range(SHRINKS):
            if min(f, s) <= 0 or sum(own) > room.width:
                return None
            wide = [2 * front.width * f + GAP] * 2 + [side.width * s * (2 if across else 1) + GAP * across] * 2
            if sum(max(a, b) for a, b in zip(own, wide, strict=True)) <= room.width:
                return (f, s) if f >= MIN_FOOT * leg else None
            f, s = (f * SHRINK, s) if wide[0] / own[0] > wide[2] / own[2] else (f, s * SHRINK)
        return None

    best, best_score = (0.05, 0.05, 0.05, False), -1.0
    middle, reach = 0.5, 0.5
    for steps in (16, 10):  # over the whole range, then about the best
        for i in range(1 - steps, steps):
            leg = (middle + reach * i / steps) * room.height / leg_height
            for across in (False, True):
                fitting = feet(leg, across)
                if fitting is None:
                    continue
                f, s = fitting
                filled = leg_area * leg**2 + front.width * front.height * f**2 + side.width * side.height * s**2
                score = leg**0.55 * f**0.25 * s**0.20 * (filled / (width * height)) ** FILLING
                if score > best_score:
                    best, best_score = (leg, f, s, across), score
        middle, reach = best[0] * leg_height / room.height, reach / steps
    return best


def _stand(
    pair: Pair,
    extents: Mapping[ViewId, Extent],
    scale: float,
    direction: str,
    centre: float,
    top: float,
    heading: float,
    slots: list[Slot],
    captions: list[Caption],
) -> None:
    extent = extents[pair.view]
    size = _mm(extent)
    w, h = size.width * scale, size.height * scale
    whole = _pair(size, scale, direction)
    step = (w + GAP, 0.0) if direction == "across" else (0.0, h + GAP_DOWN)
    captions.append(Caption(pair.heading, centre, heading, pair.view))
    first, second = pair.first, pair.second
    if direction == "down":
        first, second = "right", "left"
    elif direction != pair.direction:  # the feet's sides stand as the legs do: heel to heel, toes outward
        first, second = next((p.first, p.second) for p in ROWS[0] if p.view[4:] == pair.view[5:])
    for i, side in enumerate((first, second)):
        left, up = centre - whole.width / 2 + i * step[0], top + i * step[1]
        x = left - scale * extent.left if side == "right" else left + w + scale * extent.left
        slots.append(Slot(pair.view, side, (x, up + scale * extent.top), scale, Rect(left, up, w, h)))
        mark_x = left + (6 if direction == "down" or i == 0 else w - 6)
        captions.append(Caption("R" if side == "right" else "L", mark_x, up - 6, pair.view, side))


def as_one_sees_oneself(layout: Layout) -> Layout:
    """The same sheet with the patient's right on the right of every pair.

    Pairs that show it on the left are seen in a mirror: both limbs change places, and each is its own mirror image.
    """
    slots, captions = list(layout.slots), list(layout.captions)
    for view in dict.fromkeys(slot.view for slot in layout.slots):
        right, left = layout.slot(view, "right"), layout.slot(view, "left")
        if right is None or left is None or right.rect.y != left.rect.y or right.rect.x > left.rect.x:
            continue
        ends = right.rect.x + left.rect.x + left.rect.width
        slots = [_reflected(slot, ends) if slot.view == view else slot for slot in slots]
        captions = [
            replace(c, x=ends - c.x if c.mark is not None else c.x, reflected=True) if c.view == view else c
            for c in captions
        ]
    return replace(layout, slots=tuple(slots), captions=tuple(captions))


def _reflected(slot: Slot, ends: float) -> Slot:
    """A slot mirrored about the middle of its pair; `ends` is the sum of the pair's left and right edge."""
    x, y = slot.origin
    rect = slot.rect._replace(x=ends - slot.rect.x - slot.rect.width)
    return replace(slot, origin=(ends - x, y), rect=rect, reflected=not slot.reflected)
