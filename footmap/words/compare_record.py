"""What ``footmap compare --json`` prints, as a model that makes its schema."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from footmap.core.ids import Quality, Side
from footmap.data.models import Record, Share

Area = Annotated[float, Field(ge=0)]


class ShiftRecord(Record):
    """Way of the middle of the paint, millimetres of the unposed limb."""

    outward: float
    forward: float
    up: float


class ChangeRecord(Record):
    """What became of one kind of paint on one limb; areas of skin, intensity 0 to 10."""

    before_cm2: Area
    after_cm2: Area
    gained_cm2: Area
    lost_cm2: Area
    kept_cm2: Area
    jaccard: Share
    shift_mm: ShiftRecord | None
    distance_mm: Area | None
    before_intensity: Annotated[float, Field(ge=0, le=10)] | None
    after_intensity: Annotated[float, Field(ge=0, le=10)] | None


class AreasRecord(Record):
    """Area of a region that bears a quality."""

    before_cm2: Area
    after_cm2: Area


class RegionRecord(Record):
    """A region painted in either drawing."""

    id: str
    name: str
    qualities: dict[Quality, AreasRecord]


class SideRecord(Record):
    """One limb; ``all`` is paint of any quality, of which no intensity is given."""

    all: ChangeRecord
    qualities: dict[Quality, ChangeRecord]
    regions: tuple[RegionRecord, ...]


class ComparisonFile(Record):
    """The whole answer; a limb that neither drawing marks is missing."""

    format: Literal["footmap-comparison"]
    version: Literal[1]
    atlas_version: str
    jaccard: Share
    sides: dict[Side, SideRecord]
    words: tuple[str, ...]
