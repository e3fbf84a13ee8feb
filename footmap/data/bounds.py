"""Bounding boxes of the views, read without loading the atlas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import shapely
from shapely import GEOSException

from footmap.core.views import VIEW_IDS, ViewId
from footmap.errors import AssetError, Problem

from . import resources
from .archive import Archive

ViewBounds: TypeAlias = Mapping[ViewId, tuple[float, float, float, float]]
"""View -> (left, bottom, right, top) of the right limb's outline, millimetres."""


@cache
def view_bounds(body: str = "male") -> ViewBounds:
    """Bounding box of every view's outline.

    Raises
    ------
    KeyError
        If there is no such body.
    AssetError
        If its files are damaged.
    """
    if body not in resources.bodies():
        raise KeyError(body)
    archive = Archive(resources.atlas_folder(body) / "skin.npz", f"atlas/{body}/skin.npz")
    out: dict[ViewId, tuple[float, float, float, float]] = {}
    for view in VIEW_IDS:
        try:
            left, bottom, right, top = shapely.from_wkb(archive.raw(f"wkb/ol/{view}")).bounds
        except (KeyError, GEOSException) as error:
            problem = Problem(archive.name, f"The outline of {view} is missing or damaged; build the atlas again.")
            raise AssetError((problem,)) from error
        out[view] = (left, bottom, right, top)
    return MappingProxyType(out)
