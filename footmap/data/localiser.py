"""The localiser of an installed body, ready to ask; what takes long to make is kept from one start to the next."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.geometry import pack, unpack
from footmap.core.ids import CONSENSUS, MapId
from footmap.core.localiser.cells import Cells
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.fields import Fields
from footmap.core.matching import Matcher, Measured
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.knowledge.clinical import load_with_digest
from footmap.data.knowledge.scoring import load_scoring

from . import kept, resources
from .assets import Lazy
from .cells import FILE, load_cells

_ARRAYS: Final = ("row_site", "weight", "felt", "hurts")


def load_localiser(atlas: Atlas, map_: MapId = CONSENSUS) -> Localiser:
    """A localiser with the installed knowledge base, scoring and stored skin cells of an atlas.

    Raises
    ------
    AssetError
        With every problem of the files.
    """
    clinical, scoring = load_with_digest(), load_scoring()
    file = resources.atlas_folder(atlas.body) / FILE
    before = kept.digest_of_files([file])
    cells = load_cells(atlas)
    key = ""
    if atlas.digest and clinical.digest and before and kept.digest_of_files([file]) == before:
        key = kept.digest(*(part.encode() for part in (atlas.digest, clinical.digest, before, repr(scoring), map_)))
    sites = tuple(clinical.value.anatomy.sites)
    fields = _fields_from(kept.read("fields", key), sites, cells)
    localiser = Localiser(atlas, clinical.value, scoring, map_, cells, fields, load_matcher(atlas, map_))
    if fields is None and key:
        kept.write("fields", key, _as_bytes(localiser.fields))
    return localiser


def load_matcher(atlas: Atlas, map_: MapId = CONSENSUS) -> Matcher:
    """A matcher, with what follows from the atlas and the map alone where that was found before."""
    key = kept.digest(atlas.digest.encode(), map_.encode()) if atlas.digest else ""
    measured = _measured_from(kept.read("measured", key), len(atlas.views))
    matcher = Matcher(atlas, map_, measured)
    if measured is None and key:
        kept.write("measured", key, _measured_as_bytes(matcher.measured))
    return matcher


def _measured_as_bytes(measured: Measured) -> bytes:
    shapes = np.array([measured.shapes[view] for view in VIEW_IDS], dtype=object)
    wkb, offset = pack(shapes.ravel().tolist())
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, sizes=measured.sizes_mm2, wkb=wkb, offset=offset)
    return out.getvalue()


def _measured_from(data: bytes | None, views: int) -> Measured | None:
    """What was kept; None where there is nothing, or it does not fit."""
    if data is None:
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        sizes, wkb, offset = file["sizes"], file["wkb"], file["offset"]
    count = 2 * sizes.shape[1] + 1
    if len(offset) != views * count + 1:
        return None

    def shapes(view: ViewId) -> list[MultiPolygon]:
        first = VIEW_IDS.index(view) * count
        ends = offset[first : first + count + 1]
        return unpack(wkb[ends[0] : ends[-1]], ends - ends[0])

    return Measured(sizes, Lazy(VIEW_IDS, shapes))


def _as_bytes(fields: Fields) -> bytes:
    arrays = {name: getattr(fields, name) for name in _ARRAYS}
    regions = {f"region/{id_}": part for id_, part in fields.region.items()}
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **arrays, **regions)
    return out.getvalue()


def _fields_from(data: bytes | None, sites: tuple[str, ...], cells: Cells) -> Fields | None:
    """Fields as they were kept; None where there are none, or they do not fit."""
    if data is None:
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    if not all(name in arrays for name in _ARRAYS):
        return None
    regions = {name.removeprefix("region/"): part for name, part in arrays.items() if name.startswith("region/")}
    row_site, weight, felt, hurts = (arrays[name] for name in _ARRAYS)
    rows = len(weight)
    fits = felt.shape == hurts.shape == (rows, cells.count) and len(row_site) == rows
    return Fields(sites, row_site, weight, felt, hurts, regions) if fits else None
