"""Read one authored territory file and tell which area owns a point of the skin coordinates.

A file holds smooth ``borders`` drawn once, ``areas`` named by a point between the borders (a partition), and free
closed ``shapes`` (cores, variants, digital nerves). Coordinates are those of `footmap.core.chart`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from footmap.core import geometry
from footmap.core.chart import Chart, FloatArray
from footmap.data.models import read_yaml
from footmap.data.yaml_strict import Document
from footmap.errors import Problem

from .model import OvalModel, RingModel, ShapeModel, TerritoryModel

S_TOP: Final = -690.0
S_END: Final = 606.0
_EXTEND: Final = 3.0
"""How far both ends of an open border are drawn on, so that it surely meets the next."""
_SLIVER: Final = 25.0
"""Unnamed faces smaller than this go to a neighbour."""
_LOOSE: Final = 12.0
"""Longest end of a border that may hang in the air."""
_NEAR: Final = 0.05
"""A loose piece this near to a border is part of it."""
_TURNS: Final = (-720, -360, 0, 360, 720)
"""The limb is unrolled several times, so that no border ends at the seam; degrees."""

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


class TerritoryFile:
    """One territory file on one body's skin coordinates.

    Parameters
    ----------
    model : TerritoryModel
    chart : Chart
    document : Document, optional
        For the lines in messages.

    Attributes
    ----------
    names : tuple of str
        Areas in the order of the file; `label` returns indices into it.
    """

    def __init__(self, model: TerritoryModel, chart: Chart, document: Document | None = None) -> None:
        self.model, self.chart, self.document = model, chart, document
        self.names = tuple(model.areas)
        self._lines: dict[str, FloatArray] = {}

    @classmethod
    def read(cls, path: Path, chart: Chart) -> TerritoryFile:
        """Read and validate a file.

        Raises
        ------
        AssetError
            With every problem of form; what the geometry says is in `problems`.
        """
        model, document = read_yaml(path, TerritoryModel)
        return cls(model, chart, document)

    def where(self, *path: str) -> str:
        """``file:line`` of a place in the file."""
        return self.document.where(path) if self.document else "/".join(path)

    def line(self, border: str) -> FloatArray:
        """Chart polyline (n, 2) of a border."""
        if border not in self._lines:
            b = self.model.borders[border]
            self._lines[border] = self.chart.curve(b.pts, closed=b.closed, straight=b.straight)
        return self._lines[border]

    @cached_property
    def point_problems(self) -> tuple[Problem, ...]:
        """Points that cannot be read, with file and line."""
        out: list[Problem] = []

        def check(points: list[str], *path: str) -> None:
            for text in points:
                try:
                    self.chart.point(text)
                except ValueError as error:
                    out.append(Problem(self.where(*path), f"{path[-1]}: {error}."))

        for name, border in self.model.borders.items():
            check(border.pts, "borders", name)
        for name, area in self.model.areas.items():
            check(area.at, "areas", name)
        for group in ("shapes", "cores", "digital", "variants"):
            for name, item in getattr(self.model, group).items():
                for part in shape_parts(item.shape):
                    check([part.oval[0]] if isinstance(part, OvalModel) else part.pts, group, name)
        for name, point in self.model.autonomous_points.items():
            check([point.at], "autonomous_points", name)
        return tuple(out)

    @cached_property
    def _net(self) -> tuple[list[shapely.Polygon], list[str | None], tuple[Problem, ...]]:
        problems: list[Problem] = []
        strings, ends = [], []
        for name, border in self.model.borders.items():
            ln = self.line(name)
            if not border.closed:
                u, w = ln[0] - ln[1], ln[-1] - ln[-2]
                head, tail = ln[0] + u / np.linalg.norm(u) * _EXTEND, ln[-1] + w / np.linalg.norm(w) * _EXTEND
                ln = np.vstack([head, ln, tail])
            strings += [shapely.LineString(np.add(ln, (0, turn))) for turn in _TURNS]
            ends.append((name, shapely.LineString(ln)))
        strings.append(shapely.box(S_TOP, -720, S_END, 1080).exterior)
        faces, loose = geometry.faces(strings)
        for name, string in ends:
            for piece in shapely.get_parts(geometry.on_line(loose, geometry.widen(string, _NEAR))):
                if piece.length > _LOOSE:
                    at = f"s={piece.centroid.x:.0f} a={piece.centroid.y % 360:.0f}"
                    problems.append(
                        Problem(self.where("borders", name), f"{name} has a loose end of {piece.length:.0f} near {at}.")
                    )
        tree = shapely.STRtree(faces)
        claims: list[set[str]] = [set() for _ in faces]
        for name, area in self.model.areas.items():
            for text in area.at:
                s, a = self.chart.point(text)
                for turn in _TURNS:
                    for f in tree.query(shapely.Point(s, a % 360 + turn), predicate="within"):
                        claims[f].add(name)
        return faces, self._owners(faces, claims, tree, problems), tuple(problems)

    def _owners(
        self, faces: list[shapely.Polygon], claims: list[set[str]], tree: shapely.STRtree, problems: list[Problem]
    ) -> list[str | None]:
        owner: list[str | None] = [min(c) if c else None for c in claims]
        for i, (face, claim) in enumerate(zip(faces, claims, strict=True)):
            centre = face.representative_point()
            here = face.bounds[1] < 360 and face.bounds[3] > 0 and 0 <= centre.y < 360
            at = f"near s={centre.x:.0f} a={centre.y % 360:.0f}"
            if len(claim) > 1 and here:
                names = ", ".join(sorted(claim))
                problems.append(
                    Problem(self.where("areas", min(claim)), f"{names} lie in one face {at}: no border separates them.")
                )
            if claim:
                continue
            near = [int(j) for j in tree.query(face, predicate="touches") if claims[j]]
            if face.area < _SLIVER and near:
                owner[i] = owner[max(near, key=lambda j: geometry.on_line(faces[j], face).length)]
            elif here:
                problems.append(
                    Problem(self.where("borders"), f"a face {at} (size {face.area:.0f}) belongs to no area.")
                )
        return owner

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Loose ends, unnamed faces and double claims."""
        if self.point_problems:
            return self.point_problems
        return self._net[2] if self.model.areas else ()

    @property
    def faces(self) -> list[tuple[shapely.Polygon, str | None]]:
        """The unrolled limb cut along all borders (several turns of it), each face with the area that owns it."""
        return list(zip(self._net[0], self._net[1], strict=True))

    def label(self, s: FloatArray, a: FloatArray) -> IntArray:
        """Index into `names` for every point, -1 where no area owns it."""
        s, a = np.asarray(s, float), np.asarray(a, float) % 360
        out = np.full(len(s), -1, np.int64)
        number = {name: i for i, name in enumerate(self.names)}
        order = np.argsort(s, kind="stable")
        ordered = s[order]
        for face, owner in self.faces:
            if owner is None or face.bounds[1] > 360 or face.bounds[3] < 0:
                continue
            lo, hi = np.searchsorted(ordered, face.bounds[0]), np.searchsorted(ordered, face.bounds[2], "right")
            k = order[lo:hi]
            k = k[(a[k] >= face.bounds[1]) & (a[k] <= face.bounds[3]) & (out[k] < 0)]
            if len(k):
                shapely.prepare(face)
                out[k[shapely.contains_xy(face, s[k], a[k])]] = number[owner]
        miss = np.nonzero(out < 0)[0]
        if len(miss):  # points exactly on a border, or off both ends of the tube
            nearest = shapely.STRtree(self._net[0]).nearest(shapely.points(s[miss], a[miss]))
            owners = [self._net[1][i] for i in np.atleast_1d(nearest)]
            out[miss] = [-1 if o is None else number[o] for o in owners]
        return out

    def inside(self, shape: ShapeModel | None, s: FloatArray, a: FloatArray) -> BoolArray:
        """Mask of points that lie in a closed shape."""
        s, a = np.asarray(s, float), np.asarray(a, float) % 360
        out = np.zeros(len(s), bool)
        for part in shape_parts(shape):
            if isinstance(part, OvalModel):
                s0, a0 = self.chart.point(part.oval[0])
                u, v = (s - s0) / part.oval[1], ((a - a0 + 180) % 360 - 180) / part.oval[2]
                out |= u * u + v * v < 1
                continue
            ring = self.chart.curve(part.pts, closed=True, straight=part.straight)
            polygon = geometry.enclosed(ring)
            shapely.prepare(polygon)
            west, low, east, high = polygon.bounds
            k = np.nonzero((s >= west) & (s <= east))[0]
            for turn in _TURNS:
                if low <= 360 + turn and high >= turn:
                    out[k] |= shapely.contains_xy(polygon, s[k], a[k] + turn)
        return out


def shape_parts(shape: ShapeModel | None) -> list[RingModel | OvalModel]:
    """The closed curves of a shape."""
    if shape is None:
        return []
    return list(shape) if isinstance(shape, list) else [shape]
