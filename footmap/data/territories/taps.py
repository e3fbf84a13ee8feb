"""What a tap on the middle of each skin region should name: the reviewed table ``taps.yaml``, and the atlas against it.

The table is written by hand from the knowledge base, line by line; it is never made from the atlas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import shapely
from pydantic import Field
from shapely import MultiPolygon, Point

from footmap.core import geometry
from footmap.core.atlas import Atlas, Territory, Zone, divisions
from footmap.core.ids import CONSENSUS, LEVELS, MAPS, LevelId, MapId
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.knowledge.base import Cited, Id, Knowledge, Words
from footmap.data.models import Record, read_yaml
from footmap.data.yaml_strict import Document
from footmap.errors import Problem

from .authored import Authored
from .consensus import members
from .file import BoolArray

FILE: Final = "taps.yaml"
BESIDE_MM: Final = 6.0
"""How near a tap must be to the border of what the table says lies beside it."""
_MIDDLE_MM: Final = 0.2

TapZone = Literal["core", "usual"]


class TapNerve(Cited):
    """The nerve of a tap.

    Attributes
    ----------
    id : Id
        The nerve whose own skin it is.
    zone : {"core", "usual"}
    beside : tuple of Id
        Nerves whose border is so near (`BESIDE_MM`) that they are as plausible.
    also : tuple of Id
        Nerves that take this skin in a described variant.
    """

    id: Id
    zone: TapZone
    beside: tuple[Id, ...] = ()
    also: tuple[Id, ...] = ()


class TapLevels(Cited):
    """The levels of a tap in every map; empty where a map leaves the skin blank.

    Attributes
    ----------
    beside : mapping of map to levels
        Levels whose border is so near (`BESIDE_MM`) that either answer is right.
    """

    lee_2008: tuple[LevelId, ...]
    foerster_1933: tuple[LevelId, ...]
    keegan_garrett_1948: tuple[LevelId, ...]
    consensus: dict[LevelId, TapZone]
    beside: dict[MapId, tuple[LevelId, ...]] = Field(default_factory=dict)

    def expected(self, map_id: MapId) -> Mapping[str, TapZone]:
        """Level -> zone in one map."""
        if map_id == CONSENSUS:
            return dict(self.consensus.items())
        levels: tuple[LevelId, ...] = getattr(self, map_id)
        return dict.fromkeys(levels, "usual")


class Tap(Record):
    """One line of the table.

    Attributes
    ----------
    view : ViewId
        The picture that shows the region best; its middle there is tapped.
    at : str
        That middle in skin coordinates.
    note : str or None
    differs : str or None
        Where the atlas and the words of the knowledge base do not agree, or sources contradict each other.
    """

    region: Id
    view: ViewId
    at: Words
    nerve: TapNerve
    levels: TapLevels
    note: Words | None = None
    differs: Words | None = None


class TapsFile(Record):
    """``taps.yaml``."""

    format: Literal["footmap-taps"]
    version: Literal[1]
    title: Words
    taps: tuple[Tap, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Found:
    """What lies under a tap.

    Attributes
    ----------
    nerves : mapping of nerve to zone
        By its own skin, without trunks and digital nerves.
    levels : mapping of map to (mapping of level to zone)
    """

    nerves: Mapping[str, Zone]
    levels: Mapping[MapId, Mapping[str, Zone]]


def read_taps(folder: Path) -> tuple[TapsFile, Document]:
    """The table of taps.

    Raises
    ------
    AssetError
        With every problem of form; a line without sources and without a recalled mark is one.
    """
    return read_yaml(folder / FILE, TapsFile, FILE)


def tap_problems(
    table: TapsFile, document: Document, regions: Collection[str], nerves: Collection[str], knowledge: Knowledge
) -> Iterator[Problem]:
    """Regions left out, named twice or unknown; unknown nerves and sources.

    Parameters
    ----------
    regions, nerves : collection of str
        Ids of the regions and of the nerves that have skin of their own.
    """
    seen: set[str] = set()
    for i, tap in enumerate(table.taps):
        if tap.region not in regions:
            yield Problem(document.where(("taps", i, "region")), f"{tap.region} is not a region.")
        if tap.region in seen:
            yield Problem(document.where(("taps", i, "region")), f"{tap.region} appears twice here.")
        seen.add(tap.region)
        for nerve in (tap.nerve.id, *tap.nerve.beside):
            if nerve not in nerves:
                where = document.where(("taps", i, "nerve"))
                yield Problem(where, f"{tap.region}: {nerve} is not a nerve with skin of its own.")
        for nerve in tap.nerve.also:
            if nerve not in knowledge.nerves:
                where = document.where(("taps", i, "nerve"))
                yield Problem(where, f"{tap.region}: the nerve {nerve} is not in the knowledge base.")
        for part, cited in (("nerve", tap.nerve), ("levels", tap.levels)):
            for code in cited.sources:
                if code not in knowledge.sources:
                    where = document.where(("taps", i, part, "sources"))
                    yield Problem(where, f"{tap.region}: the source {code} is not in the knowledge base.")
    for region in regions:
        if region not in seen:
            yield Problem(document.where(("taps",)), f"The region {region} has no line.")


def authored_mismatches(authored: Authored, table: TapsFile, document: Document) -> Iterator[Problem]:
    """Lines that the authored files contradict at the point `Tap.at`; zones are left to the built atlas."""
    for i, tap in enumerate(table.taps):
        where = document.where(("taps", i, "at"))
        try:
            s, a = (np.array([value]) for value in authored.regions.chart.point(tap.at))
        except ValueError as error:
            yield Problem(where, f"{tap.region}: {error}.")
            continue
        region = authored.regions.names[int(authored.regions.label(s, a)[0])]
        if region != tap.region:
            yield Problem(where, f"{tap.at} should lie in {tap.region} but lies in {region}.")
        nerve = authored.nerves.names[int(authored.nerves.label(s, a)[0])]
        if nerve not in (tap.nerve.id, *tap.nerve.beside):
            yield Problem(where, f"The nerve of {tap.at} should be {tap.nerve.id} but is {nerve}.")
        drawn: dict[MapId, BoolArray] = {m: members(file, s, a)[0] for m, file in authored.maps.items()}
        drawn[CONSENSUS] = authored.consensus.zones(s, a)[1][0]
        for map_id in MAPS:
            found = {LEVELS[j] for j in np.flatnonzero(drawn[map_id])}
            differ = (found ^ set(tap.levels.expected(map_id))) - set(tap.levels.beside.get(map_id, ()))
            if differ:
                yield Problem(where, f"{map_id} should not differ at {tap.at} in {', '.join(sorted(differ))}.")


def middle(atlas: Atlas, region: str) -> tuple[ViewId, Point]:
    """The home view that owns the broadest piece of a region, and the point there that is furthest from its edge."""
    territory = next(t for t in atlas.territories if t.layer == "region" and t.id == region)
    best: tuple[float, ViewId, Point] | None = None
    for view in VIEW_IDS:
        shape = territory.zones["usual"].get(view)
        home = geometry.empty() if shape is None else geometry.intersection(shape, atlas.views[view].home)
        if home.is_empty:
            continue
        spoke = shapely.maximum_inscribed_circle(home, _MIDDLE_MM)
        if best is None or spoke.length > best[0]:
            best = spoke.length, view, Point(spoke.coords[0])
    if best is None:
        raise ValueError(f"no view shows the region {region}")
    return best[1], best[2]


def by_shapes(atlas: Atlas, view: ViewId, point: Point) -> Found:
    """What lies under a point of a view, by the exact shapes."""
    nerves: dict[str, Zone] = {}
    levels: dict[MapId, dict[str, Zone]] = {m: {} for m in MAPS}
    for group, t in _askable(atlas):
        found = nerves if group is None else levels[group]
        for zone in ("usual", "core"):
            if shapely.covers(_shape(t, zone, view), point):
                found[t.id] = zone
    return Found(nerves, levels)


def by_labels(atlas: Atlas, view: ViewId, point: Point) -> Found:
    """The same by the label raster."""
    raster = atlas.labels[view]
    row = round((point.y - raster.bottom_mm) / raster.step_mm)
    column = round((point.x - raster.left_mm) / raster.step_mm)
    member = atlas.label_table.member[raster.label[row, column]]
    own = {(t.id, t.part) for t in divisions(atlas)["nerves"]}
    nerves: dict[str, Zone] = {}
    levels: dict[MapId, dict[str, Zone]] = {m: {} for m in MAPS}
    for c in sorted((c for c, inside in zip(atlas.label_table.columns, member, strict=True) if inside), key=_core_last):
        if c.layer == "nerve" and (c.id, c.part) in own:
            nerves[c.id] = c.zone
        elif c.layer == "level" and c.map is not None:
            levels[c.map][c.id] = c.zone
    return Found(nerves, levels)


def mismatches(atlas: Atlas, table: TapsFile, document: Document) -> Iterator[Problem]:
    """Lines of the table that the atlas contradicts, by its shapes or by its labels."""
    for i, tap in enumerate(table.taps):
        where = document.where(("taps", i, "region"))
        view, point = middle(atlas, tap.region)
        if view != tap.view:
            yield Problem(where, f"{tap.region} is best seen in {view} of the body {atlas.body}, not in {tap.view}.")
            continue
        wrong = [*_beside(atlas, tap, point)]
        for how, found in (("shapes", by_shapes(atlas, view, point)), ("labels", by_labels(atlas, view, point))):
            wrong += [f"{text} (by the {how})" for text in disagreements(tap, found)]
        for text in wrong:
            yield Problem(where, f"A tap on {tap.region} of the body {atlas.body}: {text}.")


def disagreements(tap: Tap, found: Found) -> Iterator[str]:
    """What a line of the table and the skin under its tap do not have in common, in words."""
    nerve = tap.nerve
    names = set(found.nerves)
    if len(names) != 1 or not names <= {nerve.id, *nerve.beside}:
        yield f"the nerve should be {nerve.id} but is {', '.join(sorted(names)) or 'none'}"
    elif found.nerves.get(nerve.id, nerve.zone) != nerve.zone:
        yield f"{nerve.id} should be {nerve.zone} but is {found.nerves[nerve.id]}"
    for map_id in MAPS:
        expected, there = tap.levels.expected(map_id), found.levels[map_id]
        for level in sorted({*expected, *there} - set(tap.levels.beside.get(map_id, ()))):
            if expected.get(level) != there.get(level):
                wanted, is_ = expected.get(level, "absent"), there.get(level, "absent")
                yield f"{level} of {map_id} should be {wanted} but is {is_}"


def _beside(atlas: Atlas, tap: Tap, point: Point) -> Iterator[str]:
    """What is said to lie beside the tap or to reach it in a variant, and does not."""
    for group, t in _askable(atlas):
        listed = tap.nerve.beside if group is None else tap.levels.beside.get(group, ())
        if t.id in listed:
            distance = min(_edge_mm(_shape(t, zone, tap.view), point) for zone in t.zones if zone != "variant")
            if distance > BESIDE_MM:
                yield f"{t.id} should lie within {BESIDE_MM:g} mm but its border is {distance:.0f} mm away"
    for nerve in tap.nerve.also:
        reach = [t for t in atlas.territories if t.layer == "nerve" and t.id == nerve]
        if not any(shapely.covers(_shape(t, "variant", tap.view), point) for t in reach):
            yield f"no variant of {nerve} reaches it"


def _edge_mm(shape: MultiPolygon, point: Point) -> float:
    return float("inf") if shape.is_empty else float(shape.boundary.distance(point))


def _askable(atlas: Atlas) -> Iterator[tuple[MapId | None, Territory]]:
    """Territories that a tap may name: own skin of nerves (None) and the levels of each map."""
    for t in divisions(atlas)["nerves"]:
        yield None, t
    for t in atlas.territories:
        if t.layer == "level" and t.map is not None:
            yield t.map, t


def _shape(territory: Territory, zone: Zone, view: ViewId) -> MultiPolygon:
    return territory.zones.get(zone, {}).get(view) or geometry.empty()


def _core_last(column: object) -> bool:
    return getattr(column, "zone", None) == "core"
