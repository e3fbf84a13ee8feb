"""The skin of a nerve or level as a key for marking: core, usual skin, and what is tolerated round it, in mm2 of skin.

Skin is marked in home views, each piece once and by its true area; where a question is about one picture, only skin
that it shows counts. Everything is of the right limb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, box

from footmap.core.atlas import MILLI, Atlas, LabelRaster, Territory, Zone
from footmap.core.geometry import empty, intersection, union_all, widen
from footmap.core.ids import CONSENSUS, VIEW_IDS, ViewId
from footmap.core.matching import MM2_PER_CM2
from footmap.core.raster import Block, BoolGrid, block_inside, cells_inside
from footmap.core.skin import PatchPaint
from footmap.core.views import FloatArray

SkinLayer = Literal["nerve", "level"]
OUTSIDE, TOLERATED, USUAL, CORE = range(4)
"""What a piece of skin is to a territory; tolerated: a variant, another published map, the overlap of neighbours."""
_TOLERATED: Final[tuple[Zone, ...]] = ("usual", "variant")


@dataclass(frozen=True, eq=False)
class SkinView:
    """What the skin that one view owns contributes.

    Attributes
    ----------
    zones : mapping of kind to MultiPolygon
        All that the view shows of usual skin, of the core, and of skin that is allowed (``TOLERATED``), mm of the view.
    domain : MultiPolygon
        What of it counts.
    block : tuple of two slices
        Rows and columns of the label raster round the allowed skin.
    kind : (h, w) uint8
        ``OUTSIDE`` to ``CORE`` of each place there; beyond it all is outside.
    usual_mm2 : float
        True area of the usual skin that counts here.
    """

    zones: Mapping[int, MultiPolygon]
    domain: MultiPolygon
    block: Block
    kind: NDArray[np.uint8]
    usual_mm2: float = 0.0

    @cached_property
    def usual(self) -> MultiPolygon:
        """Usual skin that counts, core included."""
        return intersection(self.zones[USUAL], self.domain)

    @cached_property
    def allowed(self) -> MultiPolygon:
        """Usual and tolerated skin that counts."""
        return intersection(self.zones[TOLERATED], self.domain)

    def kind_in(self, block: Block) -> NDArray[np.uint8]:
        """Kinds of other rows and columns."""
        out = np.zeros((block[0].stop - block[0].start, block[1].stop - block[1].start), dtype=np.uint8)
        common = overlap(self.block, block)
        if common is not None:
            out[within(common, block)] = self.kind[within(common, self.block)]
        return out


def overlap(one: Block, other: Block) -> Block | None:
    """Rows and columns that two blocks have in common."""
    rows, columns = (slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(one, other, strict=True))
    return (rows, columns) if rows.start < rows.stop and columns.start < columns.stop else None


def within(part: Block, block: Block) -> Block:
    """Rows and columns of a part, counted from where its block begins."""
    rows, columns = (slice(p.start - b.start, p.stop - b.start) for p, b in zip(part, block, strict=True))
    return rows, columns


@dataclass(frozen=True, eq=False)
class Tally:
    """Painted skin, mm2.

    Attributes
    ----------
    kind_mm2 : (4,) float64
        By what it is to the territory.
    label_mm2 : (3, labels) float64
        Paint outside, usual skin that is left bare, and paint that is tolerated, by label of the raster.
    """

    kind_mm2: FloatArray
    label_mm2: FloatArray


@dataclass(frozen=True, eq=False)
class SkinKey:
    """The skin of a nerve or level, ready for marking.

    Attributes
    ----------
    view : ViewId or None
        Only skin that this view shows counts; None for the whole limb.
    views : mapping of view to SkinView
        Home views of skin that counts.
    area_mm2 : (4,) float64
        True skin area of each kind.
    """

    layer: SkinLayer
    id: str
    view: ViewId | None
    views: Mapping[ViewId, SkinView]
    area_mm2: FloatArray

    @property
    def usual_cm2(self) -> float:
        """True area of the usual skin, core included."""
        return float(self.area_mm2[USUAL:].sum()) / MM2_PER_CM2

    @property
    def share_of_skin(self) -> float:
        """Share of the skin that counts that is usual skin, 0-1."""
        return float(self.area_mm2[USUAL:].sum() / self.area_mm2.sum())

    def usual(self) -> Mapping[ViewId, MultiPolygon]:
        """Usual skin by home view."""
        return {view: part.usual for view, part in self.views.items() if not part.usual.is_empty}


@dataclass(frozen=True, eq=False)
class Limb:
    """One body's skin, ready for marking.

    Attributes
    ----------
    owner : mapping of view to (h, w) int16
        Patch that owns each place of the label raster; -1 where another view does, or nobody.
    shown : mapping of view to mapping of home view to MultiPolygon
        The skin that a view shows, where it is at home.
    asked : mapping of view to mapping of home view to (h, w) bool
        The same on the label rasters.
    skin_mm2 : mapping of view or None to float
        True area of the skin that a view shows, and of the whole limb.
    """

    atlas: Atlas
    owner: Mapping[ViewId, NDArray[np.int16]]
    shown: Mapping[ViewId, Mapping[ViewId, MultiPolygon]]
    asked: Mapping[ViewId, Mapping[ViewId, BoolGrid]]
    skin_mm2: Mapping[ViewId | None, float]

    @cached_property
    def label_mm2(self) -> FloatArray:
        """True skin area (labels,) of the whole limb by label."""
        labels = len(self.atlas.label_table.member)
        out = np.zeros(labels)
        for view, owner in self.owner.items():
            raster, own = self.atlas.labels[view], owner >= 0
            out += np.bincount(raster.label[own], weights=raster.skin_milli[own], minlength=labels)
        return out / MILLI

    def painted_mm2(self, key: SkinKey, paint: PatchPaint) -> FloatArray:
        """True skin area (4,) of each kind under some paint."""
        out = np.zeros(4)
        for view, block, inside in self._inside(key, paint):
            milli = self.atlas.labels[view].skin_milli[block][inside]
            out += np.bincount(_kind(key, view, block)[inside], weights=milli, minlength=4)
        return out / MILLI

    def tally(self, key: SkinKey, paint: PatchPaint) -> Tally:
        """Where paint lies outside, and what is left bare, by label."""
        labels = len(self.atlas.label_table.member)
        bare = {view: part.kind.copy() for view, part in key.views.items()}
        extra, tolerated, kinds = np.zeros(labels), np.zeros(labels), np.zeros(4)
        for view, block, inside in self._inside(key, paint):
            raster, kind = self.atlas.labels[view], _kind(key, view, block)
            kinds += np.bincount(kind[inside], weights=raster.skin_milli[block][inside], minlength=4)
            for value, areas in ((OUTSIDE, extra), (TOLERATED, tolerated)):
                out = inside & (kind == value)
                areas += np.bincount(raster.label[block][out], weights=raster.skin_milli[block][out], minlength=labels)
            if view in bare:
                _clear(bare[view], key.views[view].block, block, inside)
        missed = np.zeros(labels)
        for view, kind in bare.items():
            raster, block = self.atlas.labels[view], key.views[view].block
            left = kind >= USUAL
            missed += np.bincount(raster.label[block][left], weights=raster.skin_milli[block][left], minlength=labels)
        return Tally(kinds / MILLI, np.stack([extra, missed, tolerated]) / MILLI)

    def _inside(self, key: SkinKey, paint: PatchPaint) -> Iterator[tuple[ViewId, Block, BoolGrid]]:
        for patch, shape in paint.items():
            view = self.atlas.skin.patches[patch].home
            found = block_inside(shape, self.atlas.labels[view])
            if found is None:
                continue
            block, inside = found
            inside = inside & (self.owner[view][block] == patch)
            if key.view is not None:
                asked = self.asked[key.view].get(view)
                if asked is None:
                    continue
                inside &= asked[block]
            yield view, block, inside


def _kind(key: SkinKey, view: ViewId, block: Block) -> NDArray[np.uint8]:
    """Kinds of rows and columns of a home view."""
    part = key.views.get(view)
    if part is not None:
        return part.kind_in(block)
    return np.zeros((block[0].stop - block[0].start, block[1].stop - block[1].start), dtype=np.uint8)


def _clear(kind: NDArray[np.uint8], own: Block, block: Block, inside: BoolGrid) -> None:
    """Set to outside what is painted."""
    row, column = np.nonzero(inside)
    row, column = row + block[0].start - own[0].start, column + block[1].start - own[1].start
    here = (row >= 0) & (row < kind.shape[0]) & (column >= 0) & (column < kind.shape[1])
    kind[row[here], column[here]] = OUTSIDE


def limb_of(atlas: Atlas) -> Limb:
    """The skin of a body, ready for marking."""
    owner = {}
    for view, raster in atlas.labels.items():
        here = np.full(raster.shape, -1, dtype=np.int16)
        for p, patch in enumerate(atlas.skin.patches):
            if patch.home == view:
                here[cells_inside(atlas.skin.tiles[p], raster) & (raster.label > 0)] = p
        owner[view] = here
    shown = {view: atlas.skin.tiled(atlas.skin.commit(view, atlas.skin.outline[view])) for view in VIEW_IDS}
    asked = {
        view: {home: cells_inside(shape, atlas.labels[home]) & (owner[home] >= 0) for home, shape in parts.items()}
        for view, parts in shown.items()
    }
    skin: dict[ViewId | None, float] = {
        view: sum(float(atlas.labels[home].skin_milli[mask].sum()) for home, mask in parts.items()) / MILLI
        for view, parts in asked.items()
    }
    skin[None] = sum(float(atlas.labels[v].skin_milli[own >= 0].sum()) for v, own in owner.items()) / MILLI
    return Limb(atlas, owner, shown, asked, skin)


def territories_of(atlas: Atlas, layer: SkinLayer, id_: str, map_: str | None = CONSENSUS) -> tuple[Territory, ...]:
    """Territories of a nerve, or of a level in a map (in all of them where `map_` is None)."""
    return tuple(
        t
        for t in atlas.territories
        if t.layer == layer and t.id == id_ and (layer == "nerve" or map_ is None or t.map == map_)
    )


def shape_in(territories: tuple[Territory, ...], zone: Zone, view: ViewId) -> MultiPolygon:
    """All of a zone that a view shows, mm of the view."""
    shapes = [t.zones[zone][view] for t in territories if view in t.zones.get(zone, {})]
    return empty() if not shapes else shapes[0] if len(shapes) == 1 else union_all(shapes)


def skin_key(limb: Limb, layer: SkinLayer, id_: str, foot_mm: float, leg_mm: float) -> SkinKey:
    """The key of a nerve or level on the whole limb; `key_in_view` gives that of one picture.

    Parameters
    ----------
    foot_mm, leg_mm : float
        Overlap of neighbours that is tolerated on the foot and above.

    Raises
    ------
    KeyError
        If the atlas does not draw it.
    """
    atlas = limb.atlas
    own = territories_of(atlas, layer, id_)
    if not own:
        raise KeyError(id_)
    every = territories_of(atlas, layer, id_, None)
    views: dict[ViewId, SkinView] = {}
    total = np.zeros(4)
    for home, domain in atlas.skin.home.items():
        usual = shape_in(own, "usual", home)
        tolerated = union_all([usual, *(shape_in(every, zone, home) for zone in _TOLERATED)])
        zones = {USUAL: usual, CORE: shape_in(own, "core", home)}
        zones[TOLERATED] = _widened(tolerated, atlas, home, foot_mm, leg_mm)
        raster = atlas.labels[home]
        reach = block_inside(zones[TOLERATED], raster)
        if reach is None:
            continue
        block, allowed = reach
        kind = np.where(allowed, TOLERATED, OUTSIDE).astype(np.uint8)
        for value in (USUAL, CORE):
            kind[cells_inside(zones[value], raster)[block]] = value
        _add(views, total, home, SkinView(zones, domain, block, kind), limb.owner[home] >= 0, raster)
    total[OUTSIDE] = limb.skin_mm2[None] * MILLI - total[TOLERATED:].sum()
    return SkinKey(layer, id_, None, views, total / MILLI)


def key_in_view(limb: Limb, whole: SkinKey, view: ViewId) -> SkinKey:
    """What of a key a view shows."""
    views: dict[ViewId, SkinView] = {}
    total = np.zeros(4)
    for home, asked in limb.asked[view].items():
        if home in whole.views:
            part = replace(whole.views[home], domain=limb.shown[view][home], kind=whole.views[home].kind.copy())
            _add(views, total, home, part, asked, limb.atlas.labels[home])
    total[OUTSIDE] = limb.skin_mm2[view] * MILLI - total[TOLERATED:].sum()
    return SkinKey(whole.layer, whole.id, view, views, total / MILLI)


def _add(
    views: dict[ViewId, SkinView],
    total: FloatArray,
    home: ViewId,
    part: SkinView,
    counts: BoolGrid,
    raster: LabelRaster,
) -> None:
    """Adds what counts of a home view, cut to the places where something is allowed, and its areas."""
    kind, (rows, columns) = part.kind, part.block
    kind[~counts[part.block]] = OUTSIDE
    high, wide = np.flatnonzero(kind.any(axis=1)), np.flatnonzero(kind.any(axis=0))
    if not len(high):
        return
    top, bottom, left, right = int(high[0]), int(high[-1]) + 1, int(wide[0]), int(wide[-1]) + 1
    block = (
        slice(rows.start + top, rows.start + bottom),
        slice(columns.start + left, columns.start + right),
    )
    kind = np.ascontiguousarray(kind[top:bottom, left:right])
    area = np.bincount(kind.ravel(), weights=raster.skin_milli[block].ravel(), minlength=4)
    total += area
    views[home] = replace(part, block=block, kind=kind, usual_mm2=float(area[USUAL:].sum()) / MILLI)


def _widened(shape: MultiPolygon, atlas: Atlas, view: ViewId, foot_mm: float, leg_mm: float) -> MultiPolygon:
    """A shape with the overlap of neighbours round it; in leg views more above the ankle than on the foot."""
    if shape.is_empty or view.startswith("foot"):
        return widen(shape, foot_mm) if not shape.is_empty else shape
    left, _, right, top = atlas.views[view].outline.bounds
    ankle = atlas.views[view].landmarks_mm["ankle_joint"][1]
    above = box(left - leg_mm, ankle, right + leg_mm, top + leg_mm)
    return union_all([widen(shape, foot_mm), intersection(widen(shape, leg_mm), above)])
