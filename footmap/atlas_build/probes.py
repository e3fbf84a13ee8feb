"""Freeze probe points of the authored territories: run after an intended change and read the difference.

``python -m footmap.atlas_build.probes`` writes ``assets/territories/probes.yaml``: points on both sides of every
border (and outside and inside every free shape) with the area that owns them now. `footmap atlas check` and the tests
then notice any border that moves and any label that changes place.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import shapely

from footmap.core.chart import FloatArray
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.check import file_key, owners, side_points
from footmap.data.territories.file import TerritoryFile, shape_parts
from footmap.data.territories.model import OvalModel

_AWAY_MM: Final = 6.0
_SPACING_MM: Final = 45.0
_SAFE_MM: Final = 2.0
_HEAD: Final = """\
# Probe points: who owns the skin on both sides of every border, {mm:.0f} mm away from it. Written by
# `python -m footmap.atlas_build.probes` and checked by `footmap atlas check`: after an intended change write it anew
# and read the difference. For a map that leaves skin blank, "none" is blank skin.
title: Probe points
probes:
"""


def _shape_sides(file: TerritoryFile) -> tuple[FloatArray, FloatArray]:
    """Points inside and outside the outlines of free shapes."""
    s, a = [], []
    for item in file.model.shapes.values():
        for part in shape_parts(item.shape):
            assert not isinstance(part, OvalModel)
            ring = shapely.Polygon(file.chart.curve(part.pts, closed=True, straight=part.straight))
            for mm in (-_AWAY_MM, _AWAY_MM):
                scale = file.chart.mm_per_degree(float(ring.centroid.x))
                true = shapely.transform(ring, lambda c, k=scale: c * (1, k))
                edge = shapely.boundary(shapely.buffer(true, mm))
                n = max(4, int(edge.length / _SPACING_MM))
                at = shapely.get_coordinates(
                    [shapely.line_interpolate_point(edge, (i + 0.5) / n, normalized=True) for i in range(n)]
                )
                s.append(at[:, 0])
                a.append(at[:, 1] / scale % 360)
    return np.concatenate(s), np.concatenate(a)


def _stable(file: TerritoryFile, s: FloatArray, a: FloatArray, owner: list[str]) -> np.ndarray:
    """Whether points keep their owner within `_SAFE_MM`."""
    keep = np.ones(len(s), bool)
    deg = np.array([_SAFE_MM / file.chart.mm_per_degree(float(v)) for v in s])
    for ds, da in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        keep &= np.array(owners(file, s + ds * _SAFE_MM, (a + da * deg) % 360)) == np.array(owner)
    return keep


def probe_points(file: TerritoryFile) -> dict[str, str]:
    """Points beside every border of a file, and who owns them."""
    if file.names:
        pairs = [side_points(file, name, _AWAY_MM, _SPACING_MM) for name in file.model.borders]
        s = np.concatenate([p[0].ravel() for p in pairs])
        a = np.concatenate([p[1].ravel() for p in pairs])
    else:
        s, a = _shape_sides(file)
    texts = [file.chart.describe(float(u), float(v)) for u, v in zip(s, a, strict=True)]
    at = np.array([file.chart.point(t) for t in texts])
    owner = owners(file, at[:, 0], at[:, 1])
    keep = _stable(file, at[:, 0], at[:, 1], owner) & (at[:, 0] < 600)
    return {t: o for t, o, k in zip(texts, owner, keep, strict=True) if k}


def freeze(authored: Authored, path: Path) -> int:
    """Write the probe points; returns how many."""
    rows, n = [], 0
    for file in authored.files:
        rows.append(f"  {file_key(file)}:")
        for text, owner in sorted(probe_points(file).items()):
            rows.append(f"    {text}: {owner}")
            n += 1
    path.write_text(_HEAD.format(mm=_AWAY_MM) + "\n".join(rows) + "\n", encoding="utf-8")
    return n


if __name__ == "__main__":
    print(freeze(read_authored(read_chart()), territories_folder() / "probes.yaml"), "probe points")
