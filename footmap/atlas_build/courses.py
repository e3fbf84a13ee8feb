"""Courses of nerves on one body: authored points and depths to smooth paths in every view."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.spatial import cKDTree

from footmap.core.chart import Chart, FloatArray
from footmap.core.views import VIEW_IDS, Camera, ViewId
from footmap.data.territories.courses import CoursesModel, with_depth

from .landmarks import SkinFinder
from .surface import Surface

_STEP_MM: Final = 4.0
_FACING: Final = 0.0


class CourseBuilder:
    """Places courses inside one body.

    Parameters
    ----------
    surface : Surface
    find : SkinFinder
    """

    def __init__(self, surface: Surface, find: SkinFinder) -> None:
        self._surface, self._find = surface, find
        self._tree = cKDTree(surface.vertices)

    @property
    def _chart(self) -> Chart:
        return self._find.chart

    def _normal(self, point: FloatArray) -> FloatArray:
        """Outward direction of the skin round a point, smoothed over its neighbourhood."""
        near = self._tree.query_ball_point(point, 12.0)
        normal = self._surface.normals[near].mean(0)
        return np.asarray(normal / np.linalg.norm(normal))

    def place(self, text: str) -> tuple[FloatArray, FloatArray, float]:
        """Position (3,) inside the limb, direction (3,) to the skin it was measured from, depth (mm)."""
        s, a, depth = with_depth(self._chart, text)
        skin = self._find(s, a)
        normal = self._normal(skin)
        return skin - depth * normal, normal, depth

    def path(self, points: list[str]) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Smooth positions (n, 3), directions to the skin (n, 3) and depths (n,) through authored points."""
        knots = [self.place(p) for p in points]
        at = np.array([k[0] for k in knots])
        normal = np.array([k[1] for k in knots])
        depth = np.array([k[2] for k in knots])
        u = np.r_[0, np.cumsum(np.maximum(np.linalg.norm(np.diff(at, axis=0), axis=1), 1e-6))]
        v = np.linspace(0, u[-1], max(int(u[-1] / _STEP_MM), 2) + 1)
        fine = PchipInterpolator(u, at, axis=0)(v)
        direction = PchipInterpolator(u, normal, axis=0)(v)
        direction /= np.linalg.norm(direction, axis=1, keepdims=True)
        return np.asarray(fine), np.asarray(direction), np.asarray(np.interp(v, u, depth))


def build_courses(
    model: CoursesModel, builder: CourseBuilder, cameras: Mapping[ViewId, Camera], show: Mapping[ViewId, Any]
) -> dict[str, Any]:
    """The content of ``courses.json``.

    Parameters
    ----------
    show : mapping of view to callable
        How much of skin points (n, 3) a view shows, 0 to 1; paths end where nothing is shown.
    """
    paths = [(n, p.part, *builder.path(p.pts)) for n, c in model.courses.items() for p in c.paths]
    views: dict[str, Any] = {}
    for view in VIEW_IDS:
        camera = cameras[view]
        courses: dict[str, list[dict[str, Any]]] = {}
        for nerve, part, at, direction, depth in paths:
            xy = np.round(camera.project(at)[:, :2], 2) + 0.0
            far = camera.directions(at, direction)[:, 2] < _FACING
            dashed = far | (depth > float(model.deep_mm))
            shown = show[view](at) >= 0.1
            rows = _pieces(xy, dashed, shown, part)
            if rows:
                courses.setdefault(nerve, []).extend(rows)
        sites = {}
        for name, site in model.sites.items():
            point, normal, _ = builder.place(site.at)
            if show[view](point[None])[0] < 0.1:
                continue
            x, y = (round(float(c), 2) + 0.0 for c in camera.project(point[None])[0, :2])
            hidden = bool(camera.directions(point[None], normal[None])[0, 2] < _FACING)
            sites[name] = {"nerve": site.nerve, "at": [x, y], "hidden": hidden}
        views[view] = {"courses": courses, "sites": sites}
    return {"format": "footmap-courses", "version": 1, "views": views}


def _pieces(xy: FloatArray, dashed: Any, shown: Any, part: str | None) -> list[dict[str, Any]]:
    """A path cut where it changes between drawn and dashed, without what the view does not show."""
    out = []
    state = np.where(shown, dashed.astype(int), -1)
    for value, group in itertools.groupby(range(len(xy)), key=lambda i: int(state[i])):
        index = list(group)
        if value < 0:
            continue
        stop = min(index[-1] + 2, len(xy))  # up to the next piece, so that no gap shows
        if stop - 1 > index[-1] and state[stop - 1] < 0:
            stop = index[-1] + 1
        points = xy[index[0] : stop]
        if len(points) > 1:
            out.append({"part": part, "dashed": bool(value), "at": [[float(x), float(y)] for x, y in points]})
    return out
