"""Bounding boxes of the views, read without loading the atlas."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import shapely
from shapely import GEOSException

from footmap.core.views import VIEW_IDS, ViewId
from footmap.errors import AssetError, Problem

from . import resources
from .archive import Archive
from .once import read_once

ViewBounds: TypeAlias = Mapping[ViewId, tuple[float, float, float, float]]
"""View -> (left, bottom, right, top) of the right limb's outline, millimetres."""


@read_once
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
    try:
        names = list(archive.json()["shapes"])
        data, offset = archive.raw("wkb"), archive["offset"].tolist()
        for view in VIEW_IDS:
            number = names.index(f"outline/{view}")
            left, bottom, right, top = shapely.from_wkb(data[offset[number] : offset[number + 1]]).bounds
            out[view] = (left, bottom, right, top)
    except (KeyError, ValueError, TypeError, IndexError, GEOSException) as error:
        problem = Problem(archive.name, "The outlines are missing or damaged; build the atlas again.")
        raise AssetError((problem,)) from error
    return MappingProxyType(out)
