"""The skin cells of the localiser as a file of the atlas, ``cells.npz``: made by the atlas build, quick to read.

========== ======= ==========================================================================================
array      type    meaning
========== ======= ==========================================================================================
index      uint8   JSON: version
area_cm2   float64 true skin area of each of n cells
part       int8    0 foot, 1 leg, 2 thigh and above
point_mm   float64 unposed skin point near the middle of each cell (n, 3)
near       int16   numbers of its nearest cells, itself first (n, 24)
share      float32 part of the cell in each column of ``labels.npz`` (n, columns)
cell/VIEW  int16   cell under each place of the view's labels, -1 for none; rows as differences to the left neighbour
========== ======= ==========================================================================================
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from footmap.core.atlas import Atlas
from footmap.core.localiser.cells import Cells, gaps
from footmap.core.views import VIEW_IDS, ViewId
from footmap.errors import AssetError, Problem

from . import resources
from .archive import Archive
from .assets import Lazy

FILE: Final = "cells.npz"
VERSION: Final = 1
_ARRAYS: Final = ("area_cm2", "part", "point_mm", "near", "share")
_TIE_MM: Final = 1e-4
"""Neighbours whose distances differ by less are equally far away."""


def load_cells(atlas: Atlas, folder: Path | None = None) -> Cells:
    """The stored cells of an atlas.

    Parameters
    ----------
    folder : Path, optional
        Folder of the atlas; the installed one if left out.

    Raises
    ------
    AssetError
        If the file is missing, damaged or of another edition of the labels; of one view, when it is first needed.
    """
    name = f"atlas/{atlas.body}/{FILE}"
    file = Archive((folder or resources.atlas_folder(atlas.body)) / FILE, name)
    head = file.json()
    if not isinstance(head, dict) or head.get("version") != VERSION:
        raise _damaged(name, f"The format version is not {VERSION}")
    missing = [key for key in (*_ARRAYS, *(f"cell/{v}" for v in VIEW_IDS)) if key not in file]
    if missing:
        raise AssetError(tuple(Problem(name, f"The array {m} is missing; build the atlas again.") for m in missing))
    area, part, point, near, share = (file[key] for key in _ARRAYS)
    n = len(area)
    fits = (
        area.shape == part.shape == (n,)
        and point.shape == (n, 3)
        and near.ndim == 2
        and share.shape == (n, len(atlas.label_table.columns))
        and len(near) == n > 0
        and (area > 0).all()
        and 0 <= near.min(initial=0) <= near.max(initial=0) < n
        and bool(np.isfinite(point).all() and np.isfinite(share).all())
    )
    if not fits:
        raise _damaged(name, "The arrays do not fit each other or the labels")
    near = near.astype(np.intp)
    return Cells(
        area_cm2=area,
        part=part,
        point_mm=point,
        columns=atlas.label_table.columns,
        share=share,
        near=near,
        gap_mm=gaps(point, near),
        index=Lazy(VIEW_IDS, lambda view: _index(file, atlas, view, n)),
        rasters=atlas.labels,
    )


def write_cells(path: Path, cells: Cells) -> None:
    """Write ``cells.npz``; the same cells give the same bytes."""
    text = json.dumps({"version": VERSION}).encode()
    arrays: dict[str, NDArray[Any]] = {
        "index": np.frombuffer(text, np.uint8),
        "area_cm2": cells.area_cm2,
        "part": cells.part,
        "point_mm": cells.point_mm,
        "near": cells.near.astype(np.int16),
        "share": cells.share,
    }
    for view in VIEW_IDS:
        row = cells.index[view].astype(np.int16)
        arrays[f"cell/{view}"] = np.diff(row, axis=1, prepend=np.int16(0)).astype(np.int16)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # numpy: a keyword may be its allow_pickle


def differences(one: Cells, other: Cells) -> list[str]:
    """Names of the arrays in which two sets of cells differ by more than rounding.

    Of two cells equally far away either may be the neighbour, so neighbours are compared by their distance.
    """
    if one.count != other.count:
        return ["count"]
    exact = [key for key in _ARRAYS if key != "near"]
    names = [key for key in exact if not np.allclose(getattr(one, key), getattr(other, key), rtol=0.0, atol=1e-6)]
    if not np.allclose(one.gap_mm, other.gap_mm, rtol=0.0, atol=_TIE_MM):
        names.append("near")
    return names + [f"cell/{view}" for view in VIEW_IDS if not np.array_equal(one.index[view], other.index[view])]


def _index(file: Archive, atlas: Atlas, view: ViewId, n: int) -> NDArray[np.signedinteger[Any]]:
    index = np.cumsum(file[f"cell/{view}"], axis=1, dtype=np.int16)
    if index.shape != atlas.labels[view].shape or index.min() < -1 or index.max() >= n:
        raise _damaged(file.name, f"The cells of {view} do not fit the labels")
    return index


def _damaged(name: str, what: str) -> AssetError:
    return AssetError((Problem(name, f"{what}; build the atlas again."),))
