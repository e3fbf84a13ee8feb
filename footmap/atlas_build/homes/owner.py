"""Which view owns which skin, and how owned skin splits into patches by body part."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from footmap.atlas_build.body import Toe
from footmap.core.skin import Patch
from footmap.core.views import VIEW_IDS, ViewId, smoothstep

from .mesh import SkinMesh, dissolve, one_hot
from .raster import Sight
from .types import Bool, Float32, Float64, Int32

GOOD_FACING = 0.30
"""A home should see its skin with this area per true area (stretch under 3.3) ..."""
POOR_FACING = 0.05
"""... and where no view does, with this."""
ANKLE_MM = (112.0, 128.0)
"""Heights between which skin passes from the foot views to the leg views (foot of 260 mm)."""
FOOT_LENGTH_MM = 260.0
SMALL_HOME_MM2 = 40.0
SMALL_PATCH_MM2 = 15.0
FIELD_ROUNDS = 8
"""Diffusion steps that round the borders of the patches."""

_VIEWS = len(VIEW_IDS)
_FOOT = np.array([view.startswith("foot_") for view in VIEW_IDS])


@dataclass(frozen=True, eq=False)
class Ownership:
    """Patches of the skin.

    Attributes
    ----------
    patches : tuple of Patch
    vertex_patch : (n,) int32
        Patch of each vertex; ``len(patches)`` where the skin has no home.
    fields : (n, len(patches) + 1) float32
        Smooth membership; patches meet where their fields are equal.
    """

    patches: tuple[Patch, ...]
    vertex_patch: Int32
    fields: Float32


def _preference(mesh: SkinMesh) -> Float64:
    """Weight (n, 8) of each view as a home: foot views below the ankle, leg views above."""
    z = mesh.vertices[:, 2]
    low = mesh.vertices[z < 60.0]
    scale = np.ptp(low[:, 1]) / FOOT_LENGTH_MM
    foot = 1 - smoothstep((z / scale - ANKLE_MM[0]) / (ANKLE_MM[1] - ANKLE_MM[0]))
    return np.where(_FOOT[None], 0.25 + 0.75 * foot[:, None], 1 - 0.85 * foot[:, None])


def _candidates(mesh: SkinMesh, visible: Bool, facing: Float64) -> Bool:
    """Views (n, 8) that may own a vertex."""
    surely = np.asarray((mesh.diffuse(visible, 6) > 0.5) & visible)
    good = np.asarray(surely & (mesh.diffuse(facing, 3) > GOOD_FACING))
    none = ~np.any(good, axis=1)[:, None]
    return np.asarray(good | (surely & (facing > POOR_FACING) & none))


def _homes(mesh: SkinMesh, visible: Bool, facing: Float64, candidate: Bool) -> Int32:
    """View (0 to 7) that owns each vertex, 8 where none can."""
    score = mesh.diffuse(np.clip(facing, 0, 1) * _preference(mesh) * visible, 140)
    any_view = candidate.any(axis=1)

    def best(weight: Float32) -> Int32:
        return np.where(any_view, np.where(candidate, weight, -1).argmax(axis=1), _VIEWS).astype(np.int32)

    home = best(score)
    for _ in range(6):
        home = best(mesh.diffuse(one_hot(home, _VIEWS + 1), 60)[:, :_VIEWS] + np.float32(1e-4) * score)
    return home


def toe_parts(mesh: SkinMesh, toes: Sequence[Toe]) -> Int32:
    """Body part of each vertex: 0 leg and foot, 1 to 5 the toes."""
    part = np.zeros(len(mesh.vertices), np.int32)
    joints = [np.array(toe.joints) for toe in toes]
    back = min(float(p[1, 1]) for p in joints) - 30.0
    top = max(float(p[:, 2].max()) for p in joints) + 3.0 * max(max(toe.radii) for toe in toes)
    near = np.nonzero((mesh.vertices[:, 1] > back) & (mesh.vertices[:, 2] < top))[0]
    points = mesh.vertices[near]
    best = np.full(len(near), np.inf)
    for number, (toe, p) in enumerate(zip(toes, joints, strict=True), start=1):
        gap = np.full(len(near), np.inf)
        for a, b in itertools.pairwise(p[1:]):
            along = np.clip(((points - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
            gap = np.minimum(gap, np.linalg.norm(points - a - along[:, None] * (b - a), axis=1) - toe.radii[2])
        closer = gap < best
        best[closer] = gap[closer]
        part[near[closer]] = np.where(points[closer, 1] > p[1, 1] - 4.0, number, 0)
    return part


def without(mesh: SkinMesh, owner: Ownership, gone: Collection[int]) -> Ownership:
    """Ownership in which the patches `gone` belong to those around them."""
    kept = [p for p in range(len(owner.patches)) if p not in gone]
    number = np.full(len(owner.patches) + 1, len(kept), np.int32)
    number[kept] = np.arange(len(kept))
    orphan = np.isin(owner.vertex_patch, list(gone))
    share = one_hot(number[owner.vertex_patch], len(kept) + 1)
    share[orphan] = 0
    share = mesh.diffuse(share, 12)
    vertex_patch = np.where(orphan, share.argmax(axis=1), number[owner.vertex_patch]).astype(np.int32)
    fields = mesh.diffuse(one_hot(vertex_patch, len(kept) + 1), FIELD_ROUNDS)
    return Ownership(tuple(owner.patches[p] for p in kept), vertex_patch, fields)


def own(mesh: SkinMesh, sights: Mapping[ViewId, Sight], toes: Sequence[Toe]) -> Ownership:
    """Give every piece of visible skin one home view and split it by body part."""
    visible = np.stack([sights[v].visible for v in VIEW_IDS], axis=1)
    facing = np.stack([sights[v].facing for v in VIEW_IDS], axis=1)
    candidate = _candidates(mesh, visible, facing)
    home = _homes(mesh, visible, facing, candidate)
    nobody = np.zeros((len(home), 1), bool)
    home = dissolve(mesh, home, SMALL_HOME_MM2, np.hstack([candidate, nobody]))

    parts = len(toes) + 1
    key = np.where(home < _VIEWS, home * parts + toe_parts(mesh, toes), _VIEWS * parts).astype(np.int32)
    key = dissolve(mesh, key, SMALL_PATCH_MM2, np.hstack([np.repeat(candidate, parts, axis=1), nobody]))
    used = [int(k) for k in np.unique(key) if k < _VIEWS * parts]
    number = np.full(_VIEWS * parts + 1, len(used), np.int32)
    number[used] = np.arange(len(used))
    vertex_patch = number[key]
    patches = tuple(Patch(VIEW_IDS[k // parts], k % parts) for k in used)
    return Ownership(patches, vertex_patch, mesh.diffuse(one_hot(vertex_patch, len(used) + 1), FIELD_ROUNDS))
