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
_NEIGHBOURS: Final = 14


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
        """Skin point (3,) at skin coordinates: a plane through the nearest vertices, read at (s, a)."""
        distance, index = np.inf, np.zeros(0, np.int64)
        for turn in (-360.0, 0.0, 360.0):
            found = self._tree.query([s, (a % 360 + turn) * _DEG_MM], _NEIGHBOURS)
            d, i = np.atleast_1d(found[0]), np.atleast_1d(found[1])
            if d[0] < distance:
                distance, index = float(d[0]), i.astype(np.int64)
        near = self._vertices[index]
        keep = np.linalg.norm(near - near[0], axis=1) < 5.0
        index, near = index[keep], near[keep]
        if len(index) < 4:
            return np.asarray(near[0])
        matrix = np.c_[np.ones(len(index)), self._s[index] - s, wrap(self._a[index] - a)]
        solved, *_ = np.linalg.lstsq(matrix, near, rcond=None)
        point = np.asarray(solved[0])
        return point if np.linalg.norm(point - near[0]) < 4.0 else np.asarray(near[0])

    def at(self, text: str) -> FloatArray:
        """Skin point of an authored point."""
        return self(*self.chart.point(text))


def _model_point(surface: Surface, name: str) -> FloatArray:
    body = surface.body
    if name == "heel_back":
        return np.array(body.frame.heel_back, float)
    if name == "longest_toe_tip":
        return np.asarray(
            surface.vertices[np.argmax(np.where(surface.vertices[:, 2] < 60, surface.vertices[:, 1], -1e9))]
        )
    near = np.abs(surface.vertices[:, 0] - body.levels.midline_x) < 14
    middle = float(surface.vertices[near, 1].mean())
    return np.array([body.levels.midline_x, middle, body.levels.crotch])


def place(
    landmarks: Mapping[str, LandmarkModel], surface: Surface, find: SkinFinder, locate: Locator
) -> dict[str, FloatArray]:
    """Unposed point (3,) of every landmark."""
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
