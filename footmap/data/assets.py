"""Loads and validates the atlas of one body. Reports every problem at once; arrays are read when first needed."""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pydantic import Field
from shapely import GEOSException, MultiPolygon

from footmap.core import geometry
from footmap.core.atlas import (
    Atlas,
    LabelArray,
    LabelColumn,
    LabelRaster,
    LabelTable,
    Layer,
    MapId,
    PictureFrame,
    Territory,
    Variant,
    View,
    Zone,
)
from footmap.core.skin import Skin
from footmap.core.views import VIEW_IDS, Camera, Pose, ViewId
from footmap.errors import AssetError, FootmapError, Problem

from . import resources
from .archive import Archive
from .models import Record, read_json

VERSION = 1
Row = tuple[float, float, float]
XY = tuple[float, float]
K = TypeVar("K")
V = TypeVar("V")


class _PoseRecord(Record):
    kind: Literal["none", "toe_out", "plantarflex"]
    degrees: float = 0.0
    pivot_yz_mm: XY = (0.0, 0.0)


class _CameraRecord(Record):
    pose: _PoseRecord
    rows: tuple[Row, Row, Row]
    offset_mm: XY


class _PictureRecord(Record):
    left_mm: float
    top_mm: float
    px_per_mm: float = Field(gt=0)
    width_px: int = Field(gt=0)
    height_px: int = Field(gt=0)


class _ViewRecord(Record):
    origin: str
    camera: _CameraRecord
    picture: _PictureRecord
    landmarks_mm: dict[str, XY]


class _AtlasRecord(Record):
    format: Literal["footmap-atlas"]
    version: int
    atlas_version: str = Field(min_length=1)
    body: str
    views: dict[ViewId, _ViewRecord]


class _EntryRecord(Record):
    layer: Layer
    id: str
    part: str | None
    map: MapId | None
    trunk: bool
    zone: Zone
    variant: str | None = None
    frequency: float | None = Field(default=None, ge=0, le=1)
    view: ViewId
    wkb: int = Field(ge=0)


class _TerritoriesRecord(Record):
    entries: tuple[_EntryRecord, ...]


class _LabelViewRecord(Record):
    left_mm: float
    bottom_mm: float


class _ColumnRecord(Record):
    layer: Layer
    id: str
    part: str | None
    map: MapId | None
    zone: Zone


class _LabelsRecord(Record):
    step_mm: float = Field(gt=0)
    views: dict[ViewId, _LabelViewRecord]
    columns: tuple[_ColumnRecord, ...]


class Lazy(Mapping[K, V], Generic[K, V]):
    """A mapping whose values are made when first asked for; safe to read from several threads."""

    def __init__(self, keys: Collection[K], make: Callable[[K], V]) -> None:
        self._keys = tuple(keys)
        self._make = make
        self._made: dict[K, V] = {}
        self._lock = threading.RLock()

    def __getitem__(self, key: K) -> V:
        if key in self._made:
            return self._made[key]
        if key not in self._keys:
            raise KeyError(key)
        with self._lock:
            if key not in self._made:
                self._made[key] = self._make(key)
            return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def load_atlas(body: str = "male", known_ids: Mapping[Layer, Collection[str]] | None = None) -> Atlas:
    """The atlas of one body.

    Parameters
    ----------
    body : str
        ``male`` or ``female``; a folder under ``assets/atlas``.
    known_ids : mapping of layer to ids, optional
        Ids that nerves and levels may have; without it ids are not checked.

    Raises
    ------
    AssetError
        With every problem found.
    """
    folder = resources.atlas_folder(body)
    if not folder.is_dir():
        raise AssetError((Problem(f"atlas/{body}", f"There is no atlas of the body {body}."),))
    return read_atlas(folder, body, known_ids)


def read_atlas(folder: Path, body: str, known_ids: Mapping[Layer, Collection[str]] | None = None) -> Atlas:
    """The atlas of one body from a folder; otherwise as `load_atlas`.

    Raises
    ------
    AssetError
        With every problem found.
    """
    names = [f"atlas/{body}/{file}" for file in ("atlas.json", "skin.npz", "territories.npz", "labels.npz")]
    problems: list[Problem] = []

    def attempt(part: Callable[[], V]) -> V | None:
        try:
            return part()
        except AssetError as error:
            problems.extend(error.problems)
        return None

    head = attempt(lambda: _head(folder / "atlas.json", names[0], body))
    skin_file = attempt(lambda: Archive(folder / "skin.npz", names[1]))
    territory_file = attempt(lambda: Archive(folder / "territories.npz", names[2]))
    label_file = attempt(lambda: Archive(folder / "labels.npz", names[3]))
    cameras = {view: _camera(record.camera) for view, record in head.views.items()} if head else {}
    skin = attempt(lambda: _skin(skin_file, cameras)) if skin_file and head else None
    territories = attempt(lambda: _territories(territory_file, known_ids)) if territory_file else None
    labels = attempt(lambda: _labels(label_file)) if label_file else None
    if problems or head is None or skin is None or territories is None or labels is None:
        raise AssetError(tuple(problems))
    views = {view: _view(view, head.views[view], cameras[view], skin) for view in VIEW_IDS}
    atlas = Atlas(
        version=head.atlas_version,
        body=head.body,
        views=MappingProxyType(views),
        skin=skin,
        territories=territories,
        labels=labels[0],
        label_table=labels[1],
    )
    files = [file.digest for file in (skin_file, territory_file, label_file) if file is not None]
    object.__setattr__(atlas, "digest", hashlib.sha256("".join([*files, str(head)]).encode()).hexdigest())
    return atlas


def _head(path: Path, name: str, body: str) -> _AtlasRecord:
    try:
        text = path.read_bytes()
    except OSError as error:
        raise AssetError((Problem(name, f"The file cannot be read: {error.strerror}."),)) from error
    head = read_json(text, _AtlasRecord, name)
    problems = [Problem(name, f"The view {v} is missing.") for v in VIEW_IDS if v not in head.views]
    if head.version != VERSION:
        problems.append(Problem(name, f"Format version {head.version} is not {VERSION}; build the atlas again."))
    if head.body != body:
        problems.append(Problem(name, f"This is the atlas of the body {head.body}, not {body}."))
    if problems:
        raise AssetError(tuple(problems))
    return head


def _camera(record: _CameraRecord) -> Camera:
    pose = Pose(record.pose.kind, record.pose.degrees, record.pose.pivot_yz_mm)
    return Camera(pose, record.rows, record.offset_mm)


def _view(view: ViewId, record: _ViewRecord, camera: Camera, skin: Skin) -> View:
    return View(
        id=view,
        camera=camera,
        outline=skin.outline[view],
        home=skin.home[view],
        landmarks_mm=MappingProxyType(dict(record.landmarks_mm)),
        picture=PictureFrame(**record.picture.model_dump()),
        origin=record.origin,
    )


def _skin(file: Archive, cameras: Mapping[ViewId, Camera]) -> Skin:
    index = file.json()
    try:
        return Skin.from_arrays(index, file, cameras)
    except AssetError:
        raise
    except (KeyError, ValueError, TypeError, IndexError, GEOSException, FootmapError) as error:
        what = f"The skin maps are incomplete or damaged ({error}); build the atlas again."
        raise AssetError((Problem(file.name, what),)) from error


def _territories(file: Archive, known_ids: Mapping[Layer, Collection[str]] | None) -> tuple[Territory, ...]:
    index = read_json(file.raw(), _TerritoriesRecord, file.name)
    try:
        data, offset = file["wkb"].tobytes(), file["offset"].tolist()
        shapes = shapely.from_wkb([data[a:b] for a, b in itertools.pairwise(offset)])
    except (KeyError, TypeError, GEOSException) as error:
        raise AssetError((Problem(file.name, f"The shapes are damaged ({error}); build the atlas again."),)) from error
    problems = _entry_problems(file.name, index.entries, shapes, known_ids)
    if problems:
        raise AssetError(tuple(problems))
    groups: dict[tuple[Layer, str, str | None, MapId | None], list[_EntryRecord]] = {}
    for entry in index.entries:
        groups.setdefault((entry.layer, entry.id, entry.part, entry.map), []).append(entry)
    out = tuple(_territory(entries, shapes) for entries in groups.values())
    bare = [t for t in out if "usual" not in t.zones]
    if bare:
        raise AssetError(tuple(Problem(file.name, f"{t.layer} {t.id} has no usual skin.") for t in bare))
    return out


def _entry_problems(
    name: str,
    entries: tuple[_EntryRecord, ...],
    shapes: NDArray[Any],
    known_ids: Mapping[Layer, Collection[str]] | None,
) -> list[Problem]:
    problems: list[Problem] = []
    valid = shapely.is_valid(shapes)
    polygonal = np.isin(shapely.get_type_id(shapes), (3, 6))
    for entry in entries:
        what = "/".join(str(x) for x in (entry.layer, entry.id, entry.part, entry.map, entry.zone, entry.view) if x)
        if entry.wkb >= len(shapes):
            problems.append(Problem(name, f"{what}: shape {entry.wkb} is missing."))
            continue
        if not polygonal[entry.wkb]:
            problems.append(Problem(name, f"{what}: the shape is not a polygon."))
        elif not valid[entry.wkb]:
            reason = shapely.is_valid_reason(shapes[entry.wkb])
            problems.append(Problem(name, f"{what}: the shape is not valid ({reason})."))
        if (entry.layer == "level") != (entry.map is not None):
            problems.append(Problem(name, f"{what}: a level needs a map, and nothing else may have one."))
        if (entry.zone == "variant") != (entry.variant is not None):
            problems.append(Problem(name, f"{what}: a variant needs an id, and no other zone may have one."))
        if known_ids and entry.layer in known_ids and entry.id not in known_ids[entry.layer]:
            problems.append(Problem(name, f"{what}: the id {entry.id} is not in the knowledge base."))
    return problems


def _territory(entries: list[_EntryRecord], shapes: NDArray[Any]) -> Territory:
    zones: dict[Zone, dict[ViewId, MultiPolygon]] = {}
    variants: dict[str, dict[ViewId, MultiPolygon]] = {}
    frequency: dict[str, float | None] = {}
    for entry in entries:
        shape = geometry.polygons(shapes[entry.wkb])
        if entry.variant is None:
            zones.setdefault(entry.zone, {})[entry.view] = shape
        else:
            variants.setdefault(entry.variant, {})[entry.view] = shape
            frequency[entry.variant] = entry.frequency
    out: dict[Zone, Mapping[ViewId, MultiPolygon]] = {zone: MappingProxyType(seen) for zone, seen in zones.items()}
    if variants:
        seen_in = [view for view in VIEW_IDS if any(view in v for v in variants.values())]
        out["variant"] = Lazy(
            seen_in, lambda view: geometry.union_all([v[view] for v in variants.values() if view in v])
        )
    first = entries[0]
    return Territory(
        layer=first.layer,
        id=first.id,
        part=first.part,
        map=first.map,
        trunk=first.trunk,
        zones=MappingProxyType(out),
        variants=tuple(Variant(id_, frequency[id_], MappingProxyType(seen)) for id_, seen in variants.items()),
    )


def _labels(file: Archive) -> tuple[Mapping[ViewId, LabelRaster], LabelTable]:
    index = read_json(file.raw(), _LabelsRecord, file.name)
    problems = [Problem(file.name, f"The view {v} is missing.") for v in VIEW_IDS if v not in index.views]
    for view in VIEW_IDS:
        for kind in ("label", "home_mm2", "skin_mm2"):
            if f"{kind}/{view}" not in file:
                problems.append(Problem(file.name, f"The array {kind}/{view} is missing."))
    if "member" not in file:
        problems.append(Problem(file.name, "The array member is missing."))
    else:
        member = file["member"]
        if member.dtype != np.bool_ or member.ndim != 2 or member.shape[1] != len(index.columns):
            problems.append(Problem(file.name, "The array member does not fit the columns of the index."))
    if problems:
        raise AssetError(tuple(problems))
    columns = tuple(LabelColumn(c.layer, c.id, c.part, c.map, c.zone) for c in index.columns)
    return Lazy(VIEW_IDS, lambda view: _raster(file, index, view, len(member))), LabelTable(columns, member)


def _raster(file: Archive, index: _LabelsRecord, view: ViewId, n_labels: int) -> LabelRaster:
    names: dict[LabelArray, str] = {"label": f"label/{view}", "home": f"home_mm2/{view}", "skin": f"skin_mm2/{view}"}
    wrong = AssetError((Problem(file.name, f"The label arrays of {view} do not fit together; build the atlas again."),))
    shapes = {file.shape(name) for name in names.values()}
    if len(shapes) != 1 or len(next(iter(shapes))) != 2:
        raise wrong
    height, width = shapes.pop()

    def read(kind: LabelArray) -> NDArray[np.uint16]:
        array = file[names[kind]]
        if kind == "label" and int(array.max(initial=0)) >= n_labels:
            raise wrong
        return array.astype(np.uint16, copy=False)

    place = index.views[view]
    return LabelRaster(place.left_mm, place.bottom_mm, index.step_mm, (height, width), Lazy(names, read))
