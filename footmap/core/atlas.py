"""What an atlas is: views, patches of skin, regions and territories as frozen values.

Every geometry is of the right limb in millimetres of its view (see `views`). Nothing here reads files;
`footmap.data.assets` builds these values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon

from .ids import MapId as MapId
from .views import Camera, ViewId

if TYPE_CHECKING:
    from .skin import Skin

Zone = Literal["core", "usual", "variant"]
Layer = Literal["region", "nerve", "level", "disagreement"]
LabelArray = Literal["label", "home", "skin"]
MILLI: Final = 1000.0
"""Thousandths in one: label rasters count square millimetres in whole thousandths."""


@dataclass(frozen=True)
class PictureFrame:
    """Where the picture lies in its view.

    Attributes
    ----------
    left_mm, top_mm : float
        View coordinates of the picture's top left corner (right limb).
    px_per_mm : float
        Pixels per millimetre of the 1x picture; the 2x picture has twice as many.
    width_px, height_px : int
        Size of the 1x picture.
    """

    left_mm: float
    top_mm: float
    px_per_mm: float
    width_px: int
    height_px: int


@dataclass(frozen=True)
class View:
    """One of the eight pictures of the right limb.

    Attributes
    ----------
    outline : MultiPolygon
        All paintable skin of the picture.
    home : MultiPolygon
        The part of the skin that this view owns.
    landmarks_mm : mapping of name to (x, y)
        Skin landmarks, hidden ones included.
    origin : str
        Where (0, 0) lies, in words.
    """

    id: ViewId
    camera: Camera
    outline: MultiPolygon
    home: MultiPolygon
    landmarks_mm: Mapping[str, tuple[float, float]]
    picture: PictureFrame
    origin: str


@dataclass(frozen=True)
class Variant:
    """A described variant of a nerve's territory; `frequency` is a share of limbs, None where no source gives one."""

    id: str
    frequency: float | None
    shapes: Mapping[ViewId, MultiPolygon]


@dataclass(frozen=True)
class Territory:
    """The skin of a region, a nerve or a level as seen in each view (all visible skin, not only the home part).

    Attributes
    ----------
    layer : {"region", "nerve", "level", "disagreement"}
        ``disagreement`` is skin by how far the published dermatome maps differ there.
    id : str
        Id of the knowledge base (``sural``, ``S1``) or of the region; for disagreement ``agree`` (every map that draws
        the skin names one level), ``neighbours`` (one level apart) or ``apart`` (two and more).
    part : str or None
        Toe or web space of a digital nerve (``toe3_medial``, ``web3``); None for the whole.
    map : str or None
        Dermatome map of a level, else None.
    trunk : bool
        True where the territory is the union of branches (sciatic, tibial, ...).
    zones : mapping of zone to mapping of view to MultiPolygon
        ``usual`` always exists (for ``consensus`` levels it is core and margin together); ``core`` lies in it;
        ``variant`` is all variants united.
    """

    layer: Layer
    id: str
    part: str | None
    map: MapId | None
    trunk: bool
    zones: Mapping[Zone, Mapping[ViewId, MultiPolygon]]
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True)
class LabelRaster:
    """Ready-made labels of one view: which territories lie under each 0.5 mm cell, for the live estimate and hover.

    Attributes
    ----------
    left_mm, bottom_mm, step_mm : float
        Centre of cell [0, 0] and spacing; row 0 is the lowest.
    shape : (h, w)
        Rows and columns.
    arrays : mapping of ``label``, ``home`` and ``skin`` to (h, w) uint16
        See the properties; each may be read when it is first needed.
    """

    left_mm: float
    bottom_mm: float
    step_mm: float
    shape: tuple[int, int]
    arrays: Mapping[LabelArray, NDArray[np.uint16]]

    @property
    def label(self) -> NDArray[np.uint16]:
        """Row of `LabelTable.member` under every cell (h, w); 0 is "no skin"."""
        return self.arrays["label"]

    @property
    def home_milli(self) -> NDArray[np.uint16]:
        """Home-view area behind every cell (h, w), thousandths of a square millimetre.

        A tenth of the window's memory would otherwise be this and `skin_milli`.
        """
        return self.arrays["home"]

    @property
    def skin_milli(self) -> NDArray[np.uint16]:
        """True skin area behind every cell (h, w), thousandths of a square millimetre."""
        return self.arrays["skin"]

    @property
    def home_mm2(self) -> NDArray[np.float32]:
        """Home-view area of every cell (h, w), square millimetres."""
        return self.home_milli.astype(np.float32) / np.float32(MILLI)

    @property
    def skin_mm2(self) -> NDArray[np.float32]:
        """True skin area of every cell (h, w), square millimetres."""
        return self.skin_milli.astype(np.float32) / np.float32(MILLI)

    def at(self, x_mm: float, y_mm: float) -> int:
        """Label of the cell at a point of the view; 0 beside the skin."""
        column = round((x_mm - self.left_mm) / self.step_mm)
        row = round((y_mm - self.bottom_mm) / self.step_mm)
        height, width = self.shape
        return int(self.label[row, column]) if 0 <= row < height and 0 <= column < width else 0


@dataclass(frozen=True)
class LabelColumn:
    """What one column of `LabelTable.member` stands for."""

    layer: Layer
    id: str
    part: str | None
    map: MapId | None
    zone: Zone


@dataclass(frozen=True)
class LabelTable:
    """Membership of labels: `member[label, column]` is True where cells of that label lie in that territory's zone."""

    columns: tuple[LabelColumn, ...]
    member: NDArray[np.bool_]


@dataclass(frozen=True)
class Atlas:
    """One body's skin with everything that is known to lie on it."""

    version: str
    body: str
    views: Mapping[ViewId, View]
    skin: Skin
    territories: tuple[Territory, ...]
    labels: Mapping[ViewId, LabelRaster]
    label_table: LabelTable
    digest: str = field(default="", init=False, compare=False)
    """Of the files that it was read from; empty where it was made otherwise, or changed by `dataclasses.replace`."""


def divisions(atlas: Atlas) -> dict[str, list[Territory]]:
    """Territories that divide the skin: regions and the nerves' own areas."""
    return {
        "regions": [t for t in atlas.territories if t.layer == "region"],
        "nerves": [t for t in atlas.territories if t.layer == "nerve" and not t.trunk and t.part in (None, "own")],
    }
