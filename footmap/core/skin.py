"""One skin behind eight pictures: where paint lies, where it shows and how much skin it covers.

Every piece of skin has one home view. Paint is kept per patch (home view and body part) as polygons in
home-view millimetres; stored maps lead from each view to the unposed skin point and from there to any view.
Everything is of the right limb; values are immutable and safe to share between threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from .views import Camera, ViewId

PatchPaint = Mapping[int, MultiPolygon]
"""Patch number -> painted skin, millimetres of the patch's home view (tile plus gutter). Never changed in place."""


@dataclass(frozen=True)
class Patch:
    """Skin that one view owns on one body part.

    Attributes
    ----------
    home : ViewId
    part : int
        0 leg and foot, 1 to 5 the toes.
    """

    home: ViewId
    part: int


class Skin:
    """Patches of skin and the maps between the views."""

    patches: tuple[Patch, ...]
    outline: Mapping[ViewId, MultiPolygon]
    """All paintable skin of each view, mm of that view."""
    home: Mapping[ViewId, MultiPolygon]
    """The skin each view owns, mm of that view."""

    @classmethod
    def from_arrays(
        cls, index: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], cameras: Mapping[ViewId, Camera]
    ) -> Skin:
        """Skin from the decoded JSON ``index`` and the other arrays of ``skin.npz``."""
        raise NotImplementedError

    def commit(self, view: ViewId, shape: BaseGeometry) -> PatchPaint:
        """Skin under a shape painted in a view (mm of that view, not clipped to the outline)."""
        raise NotImplementedError

    def add(self, paint: PatchPaint, part: PatchPaint) -> PatchPaint:
        """Paint with `part` added; `paint` itself is untouched."""
        raise NotImplementedError

    def erase(self, paint: PatchPaint, part: PatchPaint) -> PatchPaint:
        """Paint with `part` taken away; `paint` itself is untouched."""
        raise NotImplementedError

    def shown(self, paint: PatchPaint, view: ViewId) -> MultiPolygon:
        """What a view sees of the paint, mm of that view."""
        raise NotImplementedError

    def tiled(self, paint: PatchPaint) -> dict[ViewId, MultiPolygon]:
        """Paint without its gutter, each skin point once, united per home view (mm of that view): for matching."""
        raise NotImplementedError

    def area_mm2(self, paint: PatchPaint) -> float:
        """True skin area of the paint."""
        raise NotImplementedError

    def true_area_mm2(self, view: ViewId, home_shape: BaseGeometry) -> float:
        """True skin area of a shape inside the skin that `view` owns (mm of that view)."""
        raise NotImplementedError
