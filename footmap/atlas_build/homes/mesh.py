"""The skin mesh as a graph: areas, neighbours, diffusion of labels over the surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from .types import Bool, Float32, Float64, Int32


@dataclass(frozen=True, eq=False)
class SkinMesh:
    """Triangles of the skin with what the build needs of them.

    Attributes
    ----------
    vertices : (n, 3) float64
        Unposed, millimetres.
    triangles : (m, 3) int32
        Counter-clockwise seen from outside.
    normals : (n, 3) float64
        Outward, of unit length.
    face_mm2, vertex_mm2 : float64
        True area of triangles, and their thirds gathered at vertices.
    edges : (k, 2) int32
        Every edge in both directions.
    blur : sparse (n, n)
        One step of area-weighted diffusion to the neighbours.
    """

    vertices: Float64
    triangles: Int32
    normals: Float64
    face_mm2: Float64
    vertex_mm2: Float64
    edges: Int32
    blur: Any

    def diffuse(self, values: NDArray[Any], rounds: int) -> Float32:
        """Values (n, k) spread over the surface."""
        out = np.ascontiguousarray(values, np.float32)
        for _ in range(rounds):
            out = self.blur @ out
        return out

    def to_vertices(self, face_values: NDArray[Any]) -> Float64:
        """Area-weighted mean at the vertices of values (m,) at the triangles."""
        corner = self.triangles.ravel()
        total = np.bincount(corner, np.repeat(face_values * self.face_mm2 / 3, 3), len(self.vertices))
        return np.asarray(total / np.maximum(self.vertex_mm2, 1e-9))

    def pieces(self, label: NDArray[Any]) -> tuple[Int32, Float64]:
        """Number of the connected piece of equal label at each vertex, and the area of each piece."""
        a, b = self.edges.T
        same = label[a] == label[b]
        n = len(label)
        graph = sparse.coo_matrix((np.ones(int(same.sum()), np.int8), (a[same], b[same])), (n, n))
        _, piece = connected_components(graph, directed=False)
        return np.asarray(piece, np.int32), np.asarray(np.bincount(piece, self.vertex_mm2), np.float64)


def skin_mesh(vertices: Float64, triangles: Int32) -> SkinMesh:
    """Mesh of the skin from vertices (n, 3) in millimetres and outward triangles (m, 3)."""
    v = np.asarray(vertices, np.float64)
    t = np.ascontiguousarray(triangles, np.int32)
    n = len(v)
    cross = np.cross(v[t[:, 1]] - v[t[:, 0]], v[t[:, 2]] - v[t[:, 0]])
    face_mm2 = np.linalg.norm(cross, axis=1) / 2
    vertex_mm2 = np.asarray(np.bincount(t.ravel(), np.repeat(face_mm2 / 3, 3), n), np.float64)
    one_way = np.vstack([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]])
    edges = np.unique(np.vstack([one_way, one_way[:, ::-1]]), axis=0)
    ones = np.ones(len(edges), np.float32)
    near: Any = sparse.coo_matrix((ones, (edges[:, 0], edges[:, 1])), (n, n)).tocsr() + sparse.identity(n) * 2
    blur: Any = near @ sparse.diags(vertex_mm2)
    total = np.maximum(np.asarray(blur.sum(axis=1)).ravel(), 1e-9)
    blur = (sparse.diags(1 / total) @ blur).astype(np.float32).tocsr()
    gathered = [np.bincount(t.ravel(), np.repeat(cross[:, k], 3), n) for k in range(3)]
    outward = np.stack(gathered, axis=1).astype(np.float64)
    normals: Float64 = outward / np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-12)
    return SkinMesh(v, t, normals, face_mm2, vertex_mm2, edges.astype(np.int32), blur)


def one_hot(label: NDArray[Any], count: int) -> Float32:
    """Labels (n,) as columns (n, count) of 0 and 1."""
    out = np.zeros((len(label), count), np.float32)
    out[np.arange(len(label)), label] = 1.0
    return out


def dissolve(mesh: SkinMesh, label: Int32, min_mm2: float, allowed: Bool) -> Int32:
    """Labels with pieces under `min_mm2` given to the label around them.

    Parameters
    ----------
    allowed : (n, k) bool
        Labels a vertex may be given; used only where a neighbour has one of them.
    """
    count = allowed.shape[1]
    for _ in range(4):
        piece, area = mesh.pieces(label)
        small = area[piece] < min_mm2
        if not small.any():
            break
        around = one_hot(label, count)
        around[small] = 0
        around = mesh.diffuse(around, 12) * np.where(allowed, 1.0, 1e-6)
        change = small & (around.max(axis=1) > 1e-4)
        new = np.where(change, around.argmax(axis=1), label).astype(np.int32)
        if (new == label).all():
            break
        label = new
    return label
