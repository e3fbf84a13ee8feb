"""The skin of a body: one mesh from which pictures, homes, maps and territories are made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from . import field, limb, meshing
from .body import Body, load_body
from .field import Array
from .kernels import fixed

CELL_MM = 1.25
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "atlas"


@dataclass(frozen=True)
class Surface:
    """A meshed limb.

    Attributes
    ----------
    vertices, normals : (n, 3) float64
        Unposed skin points (mm) and unit normals.
    triangles : (m, 3) int32
        Counter-clockwise seen from outside.
    body : Body
        The model it was made from.
    """

    vertices: Array
    normals: Array
    triangles: NDArray[np.int32]
    body: Body


def _box(body: Body) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Corners of the grid that hold the whole limb."""
    leg = np.array(body.leg)
    toe = max(t.joints[3][1] for t in body.toes)
    lo = (min(-135.0, body.levels.midline_x - 26), -166.0, -6.0)
    return lo, (max(126.0, float(leg[:, 2].max()) + 28), toe + 25.0, float(leg[-1, 0]) + 4.0)


def _key(body: Body, cell_mm: float) -> str:
    """Hash of all that shapes the mesh: the model without its drawn lines, the code, and the kernels it runs on."""
    text = repr(replace(body, lines=(), muted=(), blush=())) + repr(cell_mm) + repr(fixed())
    digest = hashlib.sha256(text.encode())
    for module in (field, limb, meshing):
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()[:16]


def _one_piece(vertices: Array, triangles: NDArray[np.int32], normals: Array) -> tuple[Array, NDArray[np.int32], Array]:
    """Only the largest connected piece of the mesh."""
    n = len(vertices)
    edges = coo_matrix(
        (np.ones(len(triangles) * 2, np.int8), (triangles[:, [0, 1]].ravel("F"), triangles[:, [1, 2]].ravel("F"))),
        (n, n),
    )
    _, part = connected_components(edges, directed=False)
    keep = part == np.bincount(part).argmax()
    number = np.cumsum(keep) - 1
    return vertices[keep], number[triangles[keep[triangles[:, 0]]]].astype(np.int32), normals[keep]


def build_surface(body: str | Body, cell_mm: float = CELL_MM, cache: Path | None = CACHE) -> Surface:
    """The skin of a body as one closed mesh, from iliac crest to toes.

    Parameters
    ----------
    body : str or Body
        ``male``, ``female`` or a loaded model.
    cell_mm : float
        Edge of the marching-cubes cells.
    cache : Path or None
        Folder where meshes are kept, named by a hash of the model and the code; None builds anew.
    """
    model = load_body(body) if isinstance(body, str) else body
    path = cache / f"surface_{model.name}_{_key(model, cell_mm)}.npz" if cache else None
    if path and path.exists():
        with np.load(path) as data:
            return Surface(data["vertices"], data["normals"], data["triangles"], model)
    lo, hi = _box(model)
    v, t, n = _one_piece(*meshing.to_mesh(limb.build(model, lo, hi, cell_mm)))
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".part.npz")
        np.savez(scratch, vertices=v, normals=n, triangles=t)
        scratch.replace(path)
    return Surface(v, n, t, model)
