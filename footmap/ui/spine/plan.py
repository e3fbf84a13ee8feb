"""Where everything of the schematic stands: vertebrae, discs, roots and the legs below. Knows no Qt.

The lumbar spine is seen from behind, as the legs below it are: the patient's right is on the right. Which root leaves
or passes where comes from the data; only the drawing's proportions are written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from footmap.core.views import SIDES, Side
from footmap.data.territories.courses import SpineModel

SPINE_SHARE: Final = 0.44
"""Share of the height that the spine takes above the legs."""
MOST_SLENDER: Final = 2.45
"""Most height of the spine relative to the width of the drawing."""
SACRUM: Final = 0.30
"""Share of the spine's height that the sacrum takes."""
DISC: Final = 0.30
"""Share of a vertebra and its disc that the disc takes."""
LEAST_SPINE_PX: Final = 222.0
LEAST_LEGS_PX: Final = 130.0
CANAL: Final = 0.36
"""Half the width of the bundle of roots in the canal, as a share of half a vertebra's."""
TOP_PX: Final = 14.0
EDGE_PX: Final = 15.0
"""From the edge of the drawing to the middle of the names of the roots."""

Point = tuple[float, float]


class Span(NamedTuple):
    """A vertebra or a disc: top, bottom and half its width, pixels."""

    name: str
    top: float
    bottom: float
    half: float


class Spot(NamedTuple):
    """Something that can be chosen: a place of a disc, or a root.

    Attributes
    ----------
    kind : {"disc", "root", "back"}
    id : str
        Name of the disc or of the root; ``back`` is a place where pain is marked.
    lesion : str
        Of a disc: ``paracentral``, ``foraminal`` or ``central``.
    side : Side or None
        None in the middle.
    at : (x, y)
        Middle, pixels.
    size : (width, height)
        What can be hit.
    """

    kind: str
    id: str
    lesion: str
    side: Side | None
    at: Point
    size: Point


@dataclass(frozen=True)
class Root:
    """One root of one side: down the canal, out at its foramen, to its name."""

    name: str
    side: Side
    canal: tuple[Point, Point]
    foramen: Point
    end: Point
    label: Point


@dataclass(frozen=True)
class Plan:
    """The schematic in pixels of the widget.

    Attributes
    ----------
    vertebrae, discs : tuple of Span
    sacrum : tuple of float
        Top and bottom.
    roots : mapping of (root, side) to Root
    spots : tuple of Spot
    legs : tuple of float or None
        Top and bottom of the room for the legs; None where there is too little.
    """

    width: float
    centre: float
    vertebrae: tuple[Span, ...]
    discs: tuple[Span, ...]
    sacrum: tuple[float, float]
    roots: Mapping[tuple[str, Side], Root]
    spots: tuple[Spot, ...]
    legs: tuple[float, float] | None

    def disc_spot(self, disc: str, lesion: str, side: Side | None) -> Spot | None:
        """The place of a disc."""
        found = (s for s in self.spots if (s.kind, s.id, s.lesion, s.side) == ("disc", disc, lesion, side))
        return next(found, None)


def vertebra_names(model: SpineModel) -> list[str]:
    """Names of the vertebrae above each disc (``L4/5`` lies under L4)."""
    return [disc.disc.partition("/")[0] for disc in model.discs]


def make_plan(model: SpineModel, lesions: frozenset[tuple[str, str]], width: float, height: float) -> Plan:
    """Arrange the schematic.

    Parameters
    ----------
    lesions : set of (disc, lesion)
        Places of discs that are described.
    """
    centre = width / 2
    most = MOST_SLENDER * width
    spine = min(max(height * SPINE_SHARE, LEAST_SPINE_PX), most, height) - TOP_PX
    if height - spine - TOP_PX < LEAST_LEGS_PX:
        spine = min(height, most) - TOP_PX
    legs = (TOP_PX + spine + 4, height - 4) if height - TOP_PX - spine - 8 >= LEAST_LEGS_PX else None
    count = len(model.discs)
    pitch = spine * (1 - SACRUM) / count
    half = min(width * 0.17, pitch * 0.85)
    vertebrae, discs = [], []
    for i, (name, disc) in enumerate(zip(vertebra_names(model), model.discs, strict=True)):
        top = TOP_PX + i * pitch
        wide = half * (0.88 + 0.12 * i / max(count - 1, 1))
        vertebrae.append(Span(name, top, top + pitch * (1 - DISC), wide))
        discs.append(Span(disc.disc, top + pitch * (1 - DISC), top + pitch, wide))
    sacrum = (TOP_PX + count * pitch, TOP_PX + spine)
    names = [*dict.fromkeys(disc.leaves for disc in model.discs), *model.sacral_foramina]
    canal = half * CANAL
    roots: dict[tuple[str, Side], Root] = {}
    for k, name in enumerate(names):
        inner = canal * (1 - k / len(names))
        if k < count:
            out_x, out_y = half + 9, discs[k].top + 0.15 * pitch * DISC
            fall = pitch * 0.34
        else:
            step = k - count
            room = (sacrum[1] - sacrum[0]) / (len(names) - count + 1)
            out_x, out_y = half * (0.62 - 0.08 * step), sacrum[0] + room * (step + 0.75)
            fall = room * 0.3
        for side in SIDES:
            sign = 1 if side == "right" else -1
            edge = width - EDGE_PX if side == "right" else EDGE_PX
            roots[name, side] = Root(
                name,
                side,
                ((centre + sign * inner, TOP_PX - 8), (centre + sign * inner, out_y - pitch * 0.35)),
                (centre + sign * out_x, out_y),
                (edge - sign * 12, out_y + fall),
                (edge, out_y + fall),
            )
    spots = [*_disc_spots(discs, lesions, centre), *_root_spots(roots), *_back_spots(vertebrae[-1], centre)]
    return Plan(width, centre, tuple(vertebrae), tuple(discs), sacrum, roots, tuple(spots), legs)


def _disc_spots(discs: list[Span], lesions: frozenset[tuple[str, str]], centre: float) -> list[Spot]:
    out = []
    for disc in discs:
        y, tall = (disc.top + disc.bottom) / 2, max(disc.bottom - disc.top, 16.0)
        for lesion, away, wide in (("central", 0.0, 0.5), ("paracentral", 0.52, 0.5), ("foraminal", 1.16, 0.6)):
            if (disc.name, lesion) not in lesions:
                continue
            for side in (None,) if lesion == "central" else SIDES:
                sign = 0 if side is None else 1 if side == "right" else -1
                at = (centre + sign * away * disc.half, y)
                out.append(Spot("disc", disc.name, lesion, side, at, (wide * disc.half, tall)))
    return out


def _back_spots(lowest: Span, centre: float) -> list[Spot]:
    """Where pain in the low back is marked: over the lowest vertebra, and on each side of it."""
    y, tall = (lowest.top + lowest.bottom) / 2, lowest.bottom - lowest.top
    wide = 0.9 * lowest.half
    places: tuple[tuple[Side | None, float], ...] = ((None, 0.0), ("right", 1.5), ("left", -1.5))
    return [Spot("back", "low_back", "", side, (centre + away * lowest.half, y), (wide, tall)) for side, away in places]


def _root_spots(roots: Mapping[tuple[str, Side], Root]) -> list[Spot]:
    return [Spot("root", r.name, "", r.side, r.label, (26.0, 18.0)) for r in roots.values()]
