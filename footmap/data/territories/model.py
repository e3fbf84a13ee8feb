"""What an authored territory file may hold (``assets/territories/*.yaml``), as strict frozen models."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from footmap.core.ids import DrawnMapId
from footmap.data.models import Record

BorderConfidence = Literal["high", "med", "low", "convention", "derived"]
SomeShare = Annotated[float, Field(gt=0, le=1)]
"""A share that is not nothing."""


class Sourced(Record):
    """Something with a source and a confidence; the file's defaults fill what is missing.

    Attributes
    ----------
    review : bool
        An anatomist should look at this border.
    """

    conf: BorderConfidence | None = None
    src: tuple[str, ...] = ()
    note: str = ""
    review: bool = False


class BorderModel(Sourced):
    """A line drawn once between neighbouring areas."""

    pts: Annotated[list[str], Field(min_length=2)]
    closed: bool = False
    straight: bool = False


class RingModel(Record):
    """A closed curve through points."""

    pts: Annotated[list[str], Field(min_length=3)]
    straight: bool = False


class OvalModel(Record):
    """``oval: [centre, half length along the limb (nominal mm), half width round it (degrees)]``."""

    oval: tuple[str, float, float]


ShapeModel = RingModel | OvalModel | list[RingModel | OvalModel]


class NamesModel(Record):
    """A name in English, German and Latin (Latin null where Terminologia Anatomica has none)."""

    en: str
    de: str
    la: str | None = None


class TermsModel(Record):
    """Identifiers in terminologies, null where none is certain."""

    fma: int | None = None
    ta98: str | None = None


class AreaModel(Record):
    """A face of the network of borders, named by points that lie in it.

    Attributes
    ----------
    zone : {"outside"} or None
        ``outside`` marks skin that is not part of the limb's territories.
    """

    at: Annotated[list[str], Field(min_length=1)]
    name: NamesModel | str | None = None
    ids: TermsModel | None = None
    zone: Literal["outside"] | None = None
    presence: SomeShare | None = None
    otherwise: str | None = None
    note: str = ""


class CoreModel(Sourced):
    """The autonomous zone of an area, cut to the area when built."""

    shape: ShapeModel


class FreeShapeModel(Sourced):
    """A closed shape of a level in a map that leaves skin blank."""

    shape: ShapeModel


class DigitalModel(Sourced):
    """A digital nerve of one toe side or web space, cut to the areas of its parents."""

    nerve: str
    part: Annotated[str, Field(pattern=r"^(web[1-4]|toe[1-5]_(medial|lateral))$")]
    parents: Annotated[list[str], Field(min_length=1)]
    shape: ShapeModel
    core: ShapeModel | None = None


class VariantModel(Sourced):
    """A described variant: skin that a nerve takes in a share of limbs (``shape`` null where no skin changes)."""

    nerve: str
    adds: bool
    freq: SomeShare | None = None
    freq_range: tuple[float, float] | None = None
    freq_note: str = ""
    shape: ShapeModel | None = None
    en: str


class PointModel(Sourced):
    """A named point of skin."""

    at: str


class NoSkinModel(Sourced):
    """A nerve of the fact base without skin of its own."""

    why: str


class TerritoryModel(Record):
    """One territory file."""

    layer: Literal["regions", "nerves", "dermatomes"]
    map: DrawnMapId | None = None
    title: str
    conf_default: BorderConfidence
    src_default: Annotated[tuple[str, ...], Field(min_length=1)]
    review_default: bool = False
    borders: dict[str, BorderModel] = Field(default_factory=dict)
    areas: dict[str, AreaModel] = Field(default_factory=dict)
    shapes: dict[str, FreeShapeModel] = Field(default_factory=dict)
    trunks: dict[str, list[str]] = Field(default_factory=dict)
    no_skin: dict[str, NoSkinModel] = Field(default_factory=dict)
    cores: dict[str, CoreModel] = Field(default_factory=dict)
    digital: dict[str, DigitalModel] = Field(default_factory=dict)
    variants: dict[str, VariantModel] = Field(default_factory=dict)
    autonomous_points: dict[str, PointModel] = Field(default_factory=dict)


class ConsensusModel(Record):
    """The rule that makes one consensus from the maps and the weights of regions.

    Attributes
    ----------
    core_peak : float
        Score that a core must reach somewhere in each of its pieces.
    blur, region_blur : mapping of "limb" and "foot" to (mm along, degrees round)
        Width by which the votes of the maps, and the weights of regions, are blurred.
    opening_mm : mapping of "limb" and "foot" to float
        Cores and margins into which a disc of this radius does not fit are left out there.
    disagreement_mm : float
        Strips of the layer of disagreement narrower than this go to what lies beside them.
    """

    title: str
    map_weight: dict[DrawnMapId, float]
    region_weight: float
    core_score: float
    core_peak: float
    margin_score: float
    blur: dict[Literal["limb", "foot"], tuple[float, float]]
    region_blur: dict[Literal["limb", "foot"], tuple[float, float]]
    opening_mm: dict[Literal["limb", "foot"], float]
    disagreement_mm: float
    conf: BorderConfidence
    src: tuple[str, ...]
    region_weights: dict[str, dict[str, float]]
    key_points: dict[str, PointModel]
    undrawn: dict[str, list[str]] = Field(default_factory=dict)


class LandmarkModel(Sourced):
    """A named place; exactly one of `at`, `between`, `centre` and `model` says where."""

    en: str
    de: str
    at: str | None = None
    between: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    centre: str | None = None
    model: Literal["crotch", "heel_back", "longest_toe_tip"] | None = None

    @model_validator(mode="after")
    def _one_place(self) -> LandmarkModel:
        if sum(x is not None for x in (self.at, self.between, self.centre, self.model)) != 1:
            raise ValueError("give exactly one of at, between, centre and model")
        return self


class LandmarksModel(Record):
    """The landmarks file."""

    title: str
    landmarks: dict[str, LandmarkModel]
