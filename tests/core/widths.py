"""Brush strokes along the edges of the limb, and how wide they lie on the skin: measured point by point in space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from footmap.core.skin import PatchPaint, Skin
from footmap.core.views import ViewId

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SeenSkin:
    """Points on a grid over all skin that a view may paint.

    Attributes
    ----------
    seen : (n, 2) float64
        Where the view shows them.
    skin : (n, 3) float64
        Where they lie in space.
    patch : (n,) int
    home : (n, 2) float64
        Where the home view of their patch shows them.
    """

    seen: FloatArray
    skin: FloatArray
    patch: NDArray[np.int64]
    home: FloatArray

    @classmethod
    def of(cls, skin: Skin, view: ViewId, step_mm: float = 0.5) -> SeenSkin:
        """The skin of a view."""
        whole = skin.commit(view, shapely.MultiPolygon([shapely.box(-500, -500, 500, 1500)]))
        rows = []
        for p, shape in whole.items():
            left, bottom, right, top = shape.bounds
            x, y = np.meshgrid(np.arange(left, right, step_mm), np.arange(bottom, top, step_mm))
            xy = np.column_stack([x.ravel(), y.ravel()])
            shapely.prepare(shape)
            xy = xy[shapely.contains_xy(shape, xy[:, 0], xy[:, 1])]
            if len(xy):
                rows.append((skin.appears(view, p, xy), skin.points(skin.patches[p].home, p, xy), p, xy))
        return cls(
            np.concatenate([r[0] for r in rows]),
            np.concatenate([r[1] for r in rows]),
            np.concatenate([np.full(len(r[0]), r[2]) for r in rows]),
            np.concatenate([r[3] for r in rows]),
        )

    def near(self, points: FloatArray, gap_mm: float) -> SeenSkin:
        """Those that the view shows in the neighbourhood of points (n, 2)."""
        low, high = points.min(axis=0) - gap_mm, points.max(axis=0) + gap_mm
        here = ((self.seen >= low) & (self.seen <= high)).all(axis=1)
        return SeenSkin(self.seen[here], self.skin[here], self.patch[here], self.home[here])

    def painted(self, paint: PatchPaint) -> NDArray[np.bool_]:
        """Which (n,) are painted."""
        out = np.zeros(len(self.seen), dtype=np.bool_)
        for p, shape in paint.items():
            mine = self.patch == p
            out[mine] = shapely.contains_xy(shape, self.home[mine, 0], self.home[mine, 1])
        return out

    def off_path_mm(self, path: FloatArray) -> FloatArray:
        """Distance (n,) in space from the skin that the view shows at the points (m, 2) of a path."""
        middle = self.skin[((path[:, None, :] - self.seen[None]) ** 2).sum(axis=2).argmin(axis=1)]
        out = np.full(len(self.skin), np.inf)
        for point in middle:
            np.minimum(out, np.linalg.norm(self.skin - point, axis=1), out=out)
        return out


def along_the_edge(skin: Skin, view: ViewId, rng: np.random.Generator) -> tuple[FloatArray, float]:
    """Points (n, 2) of a stroke beside a silhouette, on the limb, and the radius of the brush."""
    rings = shapely.get_parts(skin.outline[view])
    whole = rings[int(np.argmax(shapely.area(rings)))]
    radius = float(rng.uniform(3, 12))
    inner = shapely.buffer(whole, -rng.uniform(0.3, 1.0) * radius)
    edge = max(shapely.get_parts(inner).tolist(), key=lambda part: part.area).exterior
    start, length = rng.uniform(0, edge.length), rng.uniform(5, 60)
    path = [edge.interpolate((start + s) % edge.length).coords[0] for s in np.arange(0, length, 1.0)]
    return np.array(path), radius
