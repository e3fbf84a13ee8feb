"""Landmarks on one body: from skin coordinates to skin points, and from there to every view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from footmap.core.chart import Chart, FloatArray, wrap
from footmap.core.views import VIEW_IDS, Camera, ViewId
from footmap.data.territories.model import LandmarkModel

from .locate import Locator
from .surface import Surface

_DEG_MM: Final = 0.9
"""Millimetres of skin that a degree of azimuth stands for when vertices are sought."""
_NEIGHBOURS: Final = 14
"""Number of vertices through which the plane is laid."""
_TURNS_DEG: Final = (-360.0, 0.0, 360.0)
"""Azimuth is sought on either side of its seam too."""
_NEAR_MM: Final = 5.0
"""Vertices farther than this from the nearest may lie on another fold of the skin."""
_PLANE: Final = 4
"""Fewest vertices for a plane; with fewer the nearest is the answer."""
_FAR_MM: Final = 4.0
"""A plane that leads farther than this from the nearest vertex is not trusted."""
_TOES_BELOW_MM: Final = 60.0
"""The foremost skin below this height is a toe."""
_MIDLINE_MM: Final = 14.0
"""Half the width of the strip round the middle of the body in which the crotch lies."""


class SkinFinder:
    """Finds the skin point that has given skin coordinates.

    Parameters
    ----------
    surface : Surface
    locate : Locator
    """

    def __init__(self, surface: Surface, locate: Locator) -> None:
        self._vertices = surface.vertices
        self._s, self._a = locate(surface.vertices)
        self._tree = cKDTree(np.c_[self._s, self._a * _DEG_MM], boxsize=None)
        self.chart: Chart = locate.chart

    def __call__(self, s: float, a: float) -> FloatArray:
        """Skin point at skin coordinates: a plane through the nearest vertices, read at (s, a).

        Parameters
        ----------
        s : float
            Nominal millimetres along the limb.
        a : float
            Azimuth, degrees.

        Returns
        -------
        (3,) float
            x, y, z of the unposed body, millimetres.
        """
        distance, index = np.inf, np.zeros(0, np.int64)
        for turn in _TURNS_DEG:
            found = self._tree.query([s, (a % 360 + turn) * _DEG_MM], _NEIGHBOURS)
            d, i = np.atleast_1d(found[0]), np.atleast_1d(found[1])
            if d[0] < distance:
                distance, index = float(d[0]), i.astype(np.int64)
        near = self._vertices[index]
        keep = np.linalg.norm(near - near[0], axis=1) < _NEAR_MM
        index, near = index[keep], near[keep]
        if len(index) < _PLANE:
            return np.asarray(near[0])
        matrix = np.c_[np.ones(len(index)), self._s[index] - s, wrap(self._a[index] - a)]
        solved, *_ = np.linalg.lstsq(matrix, near, rcond=None)
        point = np.asarray(solved[0])
        return point if np.linalg.norm(point - near[0]) < _FAR_MM else np.asarray(near[0])

    def at(self, text: str) -> FloatArray:
        """Skin point (3,), millimetres, of an authored point such as ``T50@270``."""
        return self(*self.chart.point(text))


def _model_point(surface: Surface, name: str) -> FloatArray:
    """Point (3,), millimetres, that the body's model gives: ``heel_back``, ``longest_toe_tip`` or ``crotch``."""
    body = surface.body
    if name == "heel_back":
        return np.array(body.frame.heel_back, float)
    if name == "longest_toe_tip":
        low = surface.vertices[:, 2] < _TOES_BELOW_MM
        return np.asarray(surface.vertices[np.argmax(np.where(low, surface.vertices[:, 1], -np.inf))])
    near = np.abs(surface.vertices[:, 0] - body.levels.midline_x) < _MIDLINE_MM
    middle = float(surface.vertices[near, 1].mean())
    return np.array([body.levels.midline_x, middle, body.levels.crotch])


def place(
    landmarks: Mapping[str, LandmarkModel], surface: Surface, find: SkinFinder, locate: Locator
) -> dict[str, FloatArray]:
    """Point (3,) of every landmark on the unposed body, millimetres; in the order of the file."""
    out: dict[str, FloatArray] = {}
    for name, item in landmarks.items():
        if item.at is not None:
            out[name] = find.at(item.at)
        elif item.model is not None:
            out[name] = _model_point(surface, item.model)
        elif item.centre is not None:
            s, _ = find.chart.point(f"{item.centre}@0")
            z = find.chart.knee_z - s * (find.chart.knee_z - find.chart.pivot_z) / 360.0
            cx, cy, _, _ = (float(v[0]) for v in locate.section(np.array([z])))
            out[name] = np.array([cx, cy, z])
    for name, item in landmarks.items():
        if item.between is not None:
            out[name] = (out[item.between[0]] + out[item.between[1]]) / 2
    return {name: out[name] for name in landmarks}


def project(points: Mapping[str, FloatArray], cameras: Mapping[ViewId, Camera]) -> dict[ViewId, dict[str, list[float]]]:
    """View x, y (mm, two decimals) of every landmark in every view."""
    stack = np.array(list(points.values()))
    out: dict[ViewId, dict[str, list[float]]] = {}
    for view in VIEW_IDS:
        xy = np.round(cameras[view].project(stack)[:, :2], 2) + 0.0
        out[view] = {name: [float(x), float(y)] for name, (x, y) in zip(points, xy, strict=True)}
    # the dorsal view bends the shank and carries the heel with it; its frame starts at the heel of the flat foot
    if "heel_back" in points:
        out["foot_dorsal"]["heel_back"] = [0.0, 0.0]
    return out
