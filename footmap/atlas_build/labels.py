"""Ready-made labels of every view, written as ``labels.npz``: what lies under each 0.5 mm cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from footmap.atlas_build.homes.types import STEP_MM, SkinBuild
from footmap.core.views import VIEW_IDS, ViewId

from .membership import Key, Membership


def pack_masks(members: Mapping[ViewId, Membership]) -> tuple[list[Key], dict[ViewId, NDArray[np.uint8]]]:
    """Columns, and for each view the cells' masks packed to bytes (n, columns / 8)."""
    columns: list[Key] = []
    packed: dict[ViewId, NDArray[np.uint8]] = {}
    for view, at in members.items():
        masks = at.masks()
        columns = columns or list(masks)
        packed[view] = np.packbits(np.stack([masks[k] for k in columns]), axis=0).T.copy()
    return columns, packed


def _distinct(rows: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Distinct rows, and for every row the number of its like."""
    whole = np.ascontiguousarray(np.pad(rows, ((0, 0), (0, -rows.shape[1] % 8)))).view(np.uint64)
    order = np.lexsort(whole.T)
    step = np.r_[True, (np.diff(whole[order], axis=0) != 0).any(1)] if len(rows) else np.zeros(0, bool)
    inverse = np.empty(len(rows), np.int64)
    inverse[order] = np.cumsum(step) - 1
    return rows[order[step]], inverse


def write_labels(path: Path, build: SkinBuild, members: Mapping[ViewId, Membership]) -> int:
    """Write ``labels.npz`` and return the number of labels.

    Label 0 is no skin; the others stand for every combination of territories that occurs.
    """
    columns, packed = pack_masks(members)
    split = {view: _distinct(p) for view, p in packed.items()}
    rows = np.unique(np.concatenate([used for used, _ in split.values()]), axis=0)
    if len(rows) >= 65535:
        raise ValueError(f"{len(rows)} combinations of territories do not fit 16 bits")
    number = {row.tobytes(): i + 1 for i, row in enumerate(rows)}
    member = np.zeros((len(rows) + 1, len(columns)), bool)
    member[1:] = np.unpackbits(rows, axis=1, count=len(columns)).astype(bool)
    arrays: dict[str, NDArray[np.generic]] = {}
    places = {}
    for view in VIEW_IDS:
        raster = build.rasters[view]
        used, inverse = split[view]
        lookup = np.array([number[row.tobytes()] for row in used], np.uint16)
        label = np.zeros(raster.shape, np.uint16)
        label[raster.mask] = lookup[inverse]
        arrays[f"label/{view}"] = label
        for name, area in (("home_mm2", build.home_mm2[view]), ("skin_mm2", build.skin_mm2[view])):
            milli = np.rint(np.where(raster.mask, area, 0.0) * 1000.0)
            arrays[f"{name}/{view}"] = np.minimum(milli, 65535).astype(np.uint16)
        places[view] = {"left_mm": round(float(raster.left_mm), 4), "bottom_mm": round(float(raster.bottom_mm), 4)}
    described = [{"layer": c.layer, "id": c.id, "part": c.part, "map": c.map, "zone": c.zone} for c in columns]
    index = json.dumps({"step_mm": STEP_MM, "views": places, "columns": described}, separators=(",", ":"))
    np.savez_compressed(path, index=np.frombuffer(index.encode(), np.uint8), member=member, **arrays)  # type: ignore[arg-type]  # numpy: a keyword may be its allow_pickle
    return len(rows)
