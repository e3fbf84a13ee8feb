"""The file of the skin, ``skin.npz``: index, maps, stretch and shapes, the same bytes every time.

========== ======== ==========================================================================================
array      type     meaning
========== ======== ==========================================================================================
index      uint8    JSON: version, unit_mm, centre_mm, skin_mm2 (area of the mesh), patches, shapes (names in order),
                    maps and stretch (places and sizes)
map        int16    all maps one after another, each as planes x, y, z of rows (lowest first), skin points less
                    centre_mm in units of unit_mm; every value but the first of a row is the difference to its
                    left neighbour
stretch    uint16   1000 x true area per home area, each raster stored like a plane of a map
wkb        uint8    WKB of all shapes joined
offset     int64    shape i is ``wkb[offset[i]:offset[i + 1]]``
========== ======== ==========================================================================================

Names of shapes: ``outline/VIEW``, ``tile/P`` (home mm of patch P), ``apron/VIEW/P`` (tile plus gutter, mm of the
view), ``reach/VIEW/P/SHEET`` (where a map holds), ``seen/VIEW/P`` and ``paintable/VIEW/P`` (home mm of P).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.core.geometry import GRID_MM, pack, repair
from footmap.core.skin import Patch

from .maps import SheetMap

FORMAT_VERSION = 1
UNIT_MM = 0.02
CENTRE_MM = (0.0, 0.0, 540.0)


def _delta(plane: NDArray[Any]) -> NDArray[Any]:
    """Rows as their first value and differences, wrapping around."""
    out = plane.copy()
    out[:, 1:] = plane[:, 1:] - plane[:, :-1]
    return out.ravel()


def write_skin(
    path: Path,
    patches: Sequence[Patch],
    shapes: Mapping[str, MultiPolygon],
    maps: Mapping[tuple[str, int, int], SheetMap],
    stretches: Mapping[int, tuple[float, float, float, NDArray[np.float32]]],
    skin_mm2: float,
) -> None:
    """Write ``skin.npz``; `skin_mm2` is the true area of all skin that has a home, from the mesh."""
    names = list(shapes)
    index: dict[str, Any] = {
        "version": FORMAT_VERSION,
        "unit_mm": UNIT_MM,
        "centre_mm": list(CENTRE_MM),
        "skin_mm2": round(skin_mm2, 1),
        "patches": [{"home": p.home, "part": p.part} for p in patches],
        "shapes": names,
        "maps": [],
        "stretch": [],
    }
    points: list[NDArray[Any]] = []
    for (view, patch, sheet), one in maps.items():
        value = np.rint((one.skin - CENTRE_MM) / UNIT_MM).astype(np.int16)
        height, width = value.shape[:2]
        place = [one.left_mm, one.bottom_mm, one.step_mm]
        index["maps"].append({"view": view, "patch": patch, "sheet": sheet, "place": place, "size": [height, width]})
        points += [_delta(value[..., axis]) for axis in range(3)]
    ratios: list[NDArray[Any]] = []
    for patch, (left, bottom, step, ratio) in stretches.items():
        value = np.rint(ratio * 1000).astype(np.uint16)
        index["stretch"].append({"patch": patch, "place": [left, bottom, step], "size": list(value.shape)})
        ratios.append(_delta(value))
    wkb, offset = pack([shapely.normalize(repair(shapely.set_precision(shapes[n], GRID_MM))) for n in names])
    text = json.dumps(index, separators=(",", ":")).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        index=np.frombuffer(text, np.uint8),
        map=np.concatenate(points),
        stretch=np.concatenate(ratios),
        wkb=wkb,
        offset=offset,
    )
