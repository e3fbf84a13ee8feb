"""How faithfully paint is carried between the views, measured against the mesh that the atlas was built from.

Needs the extra ``atlas``. Times are processor time of the calling thread.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.atlas_build.homes.mesh import skin_mesh
from footmap.atlas_build.homes.raster import look
from footmap.atlas_build.homes.types import PAINTABLE
from footmap.core.geometry import widen
from footmap.core.views import FloatArray

from ..atlas_build.cameras import cameras, highest_mm, opacity
from ..atlas_build.surface import Surface, build_surface
from ..core.geometry import difference, intersection, polygons
from ..core.paint import apply_shape
from ..core.paint import empty as empty_paint
from ..core.skin import PatchPaint, Skin
from ..core.views import VIEW_IDS, ViewId
from ..data import resources
from .result import Result
from .strokes import iou, pieces, random_stroke, seam_strokes

WELL_SEEN = 0.2
"""Cosine to the eye above which skin counts as seen well."""
_PARTS = np.array([[4, 1, 1], [1, 4, 1], [1, 1, 4], [2, 2, 2]]) / 6.0
"""Barycentric centres of the four quarters of a triangle."""


@dataclass(frozen=True, eq=False)
class _Sightings:
    """Quarter triangles one view sees, sorted by y: place, number, cosine to the eye."""

    xy: FloatArray
    number: NDArray[np.int64]
    shown: NDArray[np.bool_]
    cosine: NDArray[np.float32]


class SkinTruth:
    """The mesh as the judge: which quarter triangles lie under a shape that a view shows."""

    def __init__(self, surface: Surface) -> None:
        mesh = skin_mesh(surface.vertices, surface.triangles)
        corner = mesh.vertices[mesh.triangles]
        self.mm2 = np.repeat(mesh.face_mm2 / 4, 4)
        self._views: dict[ViewId, _Sightings] = {}
        for view, camera in cameras(surface).items():
            fade, top = opacity(view, surface), highest_mm(view, surface)
            sight = look(mesh, camera, fade, top)
            centre = corner.mean(axis=1)
            alpha = fade(mesh.vertices)[mesh.triangles].mean(axis=1)
            faces = (corner[:, :, 2] < top).all(axis=1) & (alpha >= PAINTABLE)
            faces &= sight.in_sight(camera.project(centre), sight.face_cosine, 0.7)
            posed = camera.project(mesh.vertices)[:, :2][mesh.triangles]
            xy = np.einsum("qk,fkc->fqc", _PARTS, posed).reshape(-1, 2)
            shown = np.repeat(faces, 4)
            use = np.nonzero(shown)[0]
            use = use[np.argsort(xy[use, 1], kind="stable")]
            cosine = np.repeat(sight.face_cosine, 4).astype(np.float32)
            self._views[view] = _Sightings(xy[use], use, shown, cosine)

    def under(self, view: ViewId, shape: MultiPolygon) -> NDArray[np.int64]:
        """Quarter triangles seen by a view inside a shape of that view (sorted numbers)."""
        if shape.is_empty:
            return np.zeros(0, np.int64)
        seen = self._views[view]
        x0, y0, x1, y1 = shape.bounds
        rows = slice(*np.searchsorted(seen.xy[:, 1], [y0, y1 + 1e-9]).tolist())
        near = np.nonzero((seen.xy[rows, 0] >= x0) & (seen.xy[rows, 0] <= x1))[0] + rows.start
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, seen.xy[near, 0], seen.xy[near, 1])
        return np.sort(seen.number[near[inside]])

    def seen(self, view: ViewId, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those quarter triangles that a view sees."""
        return numbers[self._views[view].shown[numbers]]

    def well(self, numbers: NDArray[np.int64], *views: ViewId) -> NDArray[np.int64]:
        """Those quarter triangles that all the views see well."""
        for view in views:
            numbers = numbers[self._views[view].cosine[numbers] > WELL_SEEN]
        return numbers

    def area(self, numbers: NDArray[np.int64]) -> float:
        """True area, mm2."""
        return float(self.mm2[numbers].sum())


def _agreement(truth: SkinTruth, a: Sequence[NDArray[np.int64]], b: Sequence[NDArray[np.int64]]) -> float | None:
    either = sum(truth.area(np.union1d(x, y)) for x, y in zip(a, b, strict=True))
    odd = sum(truth.area(np.setxor1d(x, y, assume_unique=True)) for x, y in zip(a, b, strict=True))
    return 1 - odd / either if either > 0 else None


def measure_strokes(skin: Skin, truth: SkinTruth, count: int, seed: int = 11) -> list[Result]:
    """Round trip, agreement of the views, areas and speed over random strokes."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        found.setdefault(name, []).append(value)

    bad = 0
    for _ in range(count):
        view, shape = random_stroke(skin, rng)
        start = time.thread_time()
        paint = skin.commit(view, shape)
        note("commit", time.thread_time() - start)
        clip = intersection(shape, skin.outline[view])
        start = time.thread_time()
        shown = {w: skin.shown(paint, w) for w in VIEW_IDS}
        note("show", time.thread_time() - start)
        bad += sum(not shapely.is_valid(g) for g in [*paint.values(), *shown.values()])
        note("round", iou(shown[view], clip))
        under = truth.under(view, clip)
        true_mm2 = truth.area(under)
        share = 1 - truth.area(truth.well(under, view)) / max(true_mm2, 1e-9)
        error = abs(skin.area_mm2(paint) / max(true_mm2, 1e-9) - 1)
        note("area all", error)
        if share < 0.02:
            note("area", error)
        pairs = [(truth.under(w, shown[w]), truth.seen(w, under)) for w in VIEW_IDS]
        every = _agreement(truth, [p[0] for p in pairs], [p[1] for p in pairs])
        well = [(truth.well(s, view, w), truth.well(g, view, w)) for w, (s, g) in zip(VIEW_IDS, pairs, strict=True)]
        good = _agreement(truth, [p[0] for p in well], [p[1] for p in well])
        if every is not None:
            note("agree all", every)
        if good is not None:
            note("agree", good)

    def stat(name: str, percentile: float | None = None) -> float:
        values = np.array(found[name])
        return float(values.mean() if percentile is None else np.percentile(values, percentile))

    return [
        Result("shown back where painted, IoU, mean", stat("round"), "", 0.996, False),
        Result("shown back where painted, IoU, 5th percentile", stat("round", 5), "", 0.985, False),
        Result("views agree on skin seen well, mean", stat("agree"), "", 0.998, False),
        Result("views agree on skin seen well, 5th percentile", stat("agree", 5), "", 0.99, False),
        Result("views agree on skin seen well, least", stat("agree", 0), "", 0.96, False),
        Result("views agree on all skin, mean", stat("agree all"), "", 0.974, False),
        Result("views agree on all skin, 5th percentile", stat("agree all", 5), "", 0.922, False),
        Result("area error where seen well, 95th percentile", stat("area", 95), "", 0.015),
        Result("area error on all skin, 95th percentile", stat("area all", 95), "", 0.042),
        Result("shapes that are not valid", float(bad), "", 0.0),
        Result("commit of a stroke, median", 1e3 * stat("commit", 50), "ms", 3.0),
    ]


def measure_seams(skin: Skin, per_view: int, seed: int = 29) -> list[Result]:
    """Strokes across home borders: do they hold together, and does erasing them leave nothing."""
    rng = np.random.default_rng(seed)
    closed: list[bool] = []
    whole: list[bool] = []
    ious: list[float] = []
    left: list[float] = []
    gaps: list[float] = []
    for view, shape in seam_strokes(skin, rng, per_view):
        part = skin.commit(view, shape)
        clip = intersection(shape, skin.outline[view])
        shown = skin.shown(part, view)
        closed.append(pieces(shown, 0.5) == pieces(clip, 0.5))
        whole.append(pieces(shown, 0.0) == pieces(clip, 0.0))
        ious.append(iou(shown, clip))
        left.append(skin.area_mm2(skin.erase(part, skin.commit(view, shape))))
        holes = polygons(difference(clip, shown), 0.02)
        widths = [2 * shapely.length(shapely.maximum_inscribed_circle(h, 0.02)) for h in holes.geoms]
        gaps.append(max(widths, default=0.0))
    return [
        Result("strokes across borders connected within 0.5 mm", float(np.mean(closed)), "", 1.0, False),
        Result("strokes across borders connected as they are", float(np.mean(whole)), "", 0.929, False),
        Result("strokes across borders shown back, IoU, least", float(np.min(ious)), "", 0.949, False),
        Result("widest unpainted spot at a border, 95th percentile", float(np.percentile(gaps, 95)), "mm", 0.73),
        Result("left after erasing the same stroke, most", float(np.max(left)), "mm2", 0.0),
    ]


def measure_cross_erasing(skin: Skin, count: int, seed: int = 31) -> list[Result]:
    """Paint in one view, erase in another all that it shows: what that view still shows."""
    rng = np.random.default_rng(seed)
    left: list[float] = []
    while len(left) < count:
        view, shape = random_stroke(skin, rng)
        other = VIEW_IDS[int(rng.integers(len(VIEW_IDS)))]
        paint: PatchPaint = skin.commit(view, shape)
        shown = skin.shown(paint, other)
        if other == view or shown.area < 100:
            continue
        rest = skin.erase(paint, skin.commit(other, widen(shown, 0.3)))
        left.append(skin.shown(rest, other).area / shown.area)
    return [Result("left after erasing from another view, mean share", float(np.mean(left)), "", 0.005)]


def measure_session(skin: Skin, strokes: int, seed: int = 37) -> list[Result]:
    """A long session with every fifth stroke an eraser: speed of the update of all views, and what they show."""
    rng = np.random.default_rng(seed)
    paint = empty_paint()
    took: list[float] = []
    for number in range(strokes):
        view, shape = random_stroke(skin, rng)
        start = time.thread_time()
        paint = apply_shape(skin, paint, "right", view, "erase" if number % 5 == 4 else "add", "pain", shape)
        took.append(time.thread_time() - start)
    same = [iou(paint.shown("right", w, "pain"), skin.shown(paint.union("right"), w)) for w in VIEW_IDS]
    return [
        Result("update of paint in all views, median", 1e3 * float(np.median(took)), "ms", 25.0),
        Result("shown step by step against drawn at once, IoU, least", min(same), "", 0.999, False),
    ]


def measure_file(path: Path, skin: Skin) -> list[Result]:
    """Size of the file, and the area of all tiles against the mesh."""
    with np.load(path) as data:
        recorded = float(json.loads(data["index"].tobytes())["skin_mm2"])
    tiles = sum(skin.true_area_mm2(v, skin.home[v]) for v in VIEW_IDS)
    return [
        Result("homes against the mesh, error of the area", abs(tiles / recorded - 1), "", 0.002),
        Result("file of the skin", path.stat().st_size / 1e6, "MB", 8.0),
    ]


def load_skin(path: Path, camera: Mapping[ViewId, Any]) -> Skin:
    """Skin from ``skin.npz``."""
    with np.load(path) as data:
        arrays = {name: data[name] for name in data.files}
    return Skin.from_arrays(json.loads(arrays.pop("index").tobytes()), arrays, camera)


def measure_skin(body: str = "male", strokes: int = 1000) -> list[Result]:
    """All figures of the shipped skin of a body."""
    surface = build_surface(body)
    path = resources.root() / f"atlas/{body}/skin.npz"
    skin = load_skin(path, cameras(surface))
    results = measure_strokes(skin, SkinTruth(surface), strokes)
    results += measure_seams(skin, max(4, strokes // 33))
    results += measure_cross_erasing(skin, max(10, strokes // 10))
    return results + measure_session(skin, 80) + measure_file(path, skin)
