"""Make the skin of a body: give every piece a home, and write the maps that carry paint between the views."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon

from footmap.atlas_build.cameras import cameras, highest_mm, opacity
from footmap.atlas_build.surface import Surface
from footmap.core.geometry import repair, union_all
from footmap.core.views import VIEW_IDS, ViewId

from .maps import SheetMap, sheet_maps, stretch
from .mesh import SkinMesh, skin_mesh
from .owner import Ownership, own, without
from .raster import Sight, look
from .sight import seen_parts
from .tiles import ViewShapes, home_of, view_shapes
from .types import STEP_MM, Float32, SkinBuild
from .writer import write_skin


def build_skin(
    surface: Surface, out_path: Path | None = None, report: Callable[[str], None] = lambda _: None
) -> SkinBuild:
    """Make the skin of a body.

    Parameters
    ----------
    surface : Surface
        The limb's mesh.
    out_path : Path or None
        Where to write ``skin.npz``; None leaves out the maps and returns sooner.
    report : callable
        Told what has been done.
    """
    mesh = skin_mesh(surface.vertices, surface.triangles)
    sights = {v: look(mesh, c, opacity(v, surface), highest_mm(v, surface)) for v, c in cameras(surface).items()}
    report("rasters of the views")
    owner = own(mesh, sights, surface.body.toes)
    report(f"{len(owner.patches)} patches")
    shapes = {v: view_shapes(v, mesh, sights[v], owner) for v in VIEW_IDS}
    slivers = [p for p, patch in enumerate(owner.patches) if p not in shapes[patch.home].tiles]
    if slivers:  # too narrow to have a polygon at home
        report(f"{len(slivers)} sliver of a patch joins its neighbours")
        owner = without(mesh, owner, slivers)
        shapes = {v: view_shapes(v, mesh, sights[v], owner) for v in VIEW_IDS}
    report("tiles")
    missing = [p for p, patch in enumerate(owner.patches) if p not in shapes[patch.home].tiles]
    if missing:
        raise ValueError(f"Patches without a tile in their home view: {[owner.patches[p] for p in missing]}")
    if out_path is not None:
        _write(out_path, mesh, sights, owner, shapes)
        report(f"{out_path.name}, {out_path.stat().st_size / 1e6:.2f} MB")
    return _handover(mesh, sights, owner, shapes)


def _write(
    path: Path,
    mesh: SkinMesh,
    sights: dict[ViewId, Sight],
    owner: Ownership,
    shapes: dict[ViewId, ViewShapes],
) -> None:
    named: dict[str, MultiPolygon] = {f"outline/{v}": shapes[v].outline for v in VIEW_IDS}
    maps: dict[tuple[str, int, int], SheetMap] = {}
    stretches = {}
    for p, patch in enumerate(owner.patches):
        named[f"tile/{p}"] = shapes[patch.home].tiles[p]
        stretches[p] = stretch(p, sights[patch.home], shapes[patch.home])
        for view, (seen, paintable) in seen_parts(p, mesh, sights, shapes, owner).items():
            named[f"seen/{view}/{p}"] = seen
            named[f"paintable/{view}/{p}"] = paintable
        for view in VIEW_IDS:
            if p not in shapes[view].aprons or (view != patch.home and f"seen/{view}/{p}" not in named):
                continue
            named[f"apron/{view}/{p}"] = shapes[view].aprons[p]
            for sheet, one in enumerate(sheet_maps(view, p, mesh, sights[view], owner, shapes[view])):
                maps[view, p, sheet] = one
                named[f"reach/{view}/{p}/{sheet}"] = one.reach
    homed = owner.vertex_patch < len(owner.patches)
    write_skin(path, owner.patches, named, maps, stretches, float(mesh.vertex_mm2[homed].sum()))


def _handover(
    mesh: SkinMesh, sights: dict[ViewId, Sight], owner: Ownership, shapes: dict[ViewId, ViewShapes]
) -> SkinBuild:
    tiles = tuple(repair(shapes[patch.home].tiles[p]) for p, patch in enumerate(owner.patches))
    home = {
        v: union_all([t for t, patch in zip(tiles, owner.patches, strict=True) if patch.home == v]) for v in VIEW_IDS
    }
    homes = np.array([home_of(owner, p) for p in range(len(owner.patches))] + [0])
    face_facing = np.stack([sights[v].face_facing for v in VIEW_IDS], axis=1)
    skin_mm2: dict[ViewId, Float32] = {}
    home_mm2: dict[ViewId, Float32] = {}
    patch_of: dict[ViewId, NDArray[np.int16]] = {}
    for view in VIEW_IDS:
        raster = sights[view].raster
        patch = shapes[view].patch
        here = (raster.face >= 0) & (patch >= 0)
        skin = np.zeros(raster.shape, np.float32)
        skin[here] = STEP_MM**2 / np.maximum(raster.facing[here], 0.05)
        at_home = np.zeros(raster.shape, np.float32)
        facing = np.maximum(face_facing[raster.face[here], homes[patch[here]]], 0.0)
        at_home[here] = skin[here] * facing
        skin_mm2[view], home_mm2[view], patch_of[view] = skin, at_home, patch
    lost = len(owner.patches)
    return SkinBuild(
        rasters={v: sights[v].raster for v in VIEW_IDS},
        patches=owner.patches,
        outline={v: shapes[v].outline for v in VIEW_IDS},
        tiles=tiles,
        home=home,
        vertex_patch=np.where(owner.vertex_patch == lost, -1, owner.vertex_patch).astype(np.int32),
        vertex_mm2=mesh.vertex_mm2,
        face_mm2=mesh.face_mm2,
        visible=np.stack([sights[v].visible for v in VIEW_IDS], axis=1),
        patch=patch_of,
        skin_mm2=skin_mm2,
        home_mm2=home_mm2,
    )
