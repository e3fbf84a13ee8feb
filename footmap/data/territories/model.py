"""What an authored territory file may hold (``assets/territories/*.yaml``), as strict frozen models."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from footmap.core.ids import DrawnMapId
from footmap.data.models import Record

Confidence = Literal["high", "med", "low", "convention", "derived"]
Share = Annotated[float, Field(gt=0, le=1)]


class Sourced(Record):
    """Something with a source and a confidence; the file's defaults fill what is missing.

    Attributes
    ----------
    review : bool
        An anatomist should look at this border.
    """

    conf: Confidence | None = None
    src: tuple[str, ...] = ()
    note: str = ""
    review: bool = False


class Border(Sourced):
    """A line drawn once between neighbouring areas."""

    pts: Annotated[list[str], Field(min_length=2)]
    closed: bool = False
    straight: bool = False


class Ring(Record):
    """A closed curve through points."""

    pts: Annotated[list[str], Field(min_length=3)]
    straight: bool = False


class Oval(Record):
    """``oval: [centre, half length along the limb (nominal mm), half width round it (degrees)]``."""

    oval: tuple[str, float, float]


Shape = Ring | Oval | list[Ring | Oval]


class Names(Record):
    """A name in English, German and Latin (Latin null where Terminologia Anatomica has none)."""

    en: str
    de: str
    la: str | None = None


class Terms(Record):
    """Identifiers in terminologies, null where none is certain."""

    fma: int | None = None
    ta98: str | None = None


class Area(Record):
    """A face of the network of borders, named by points that lie in it.

    Attributes
    ----------
    zone : {"outside"} or None
        ``outside`` marks skin that is not part of the limb's territories.
    """

    at: Annotated[list[str], Field(min_length=1)]
    name: Names | str | None = None
    ids: Terms | None = None
    zone: Literal["outside"] | None = None
    presence: Share | None = None
    otherwise: str | None = None
    note: str = ""


class Core(Sourced):
    """The autonomous zone of an area, cut to the area when built."""

    shape: Shape


class FreeShape(Sourced):
    """A closed shape of a level in a map that leaves skin blank."""

    shape: Shape


class Digital(Sourced):
    """A digital nerve of one toe side or web space, cut to the areas of its parents."""

    nerve: str
    part: Annotated[str, Field(pattern=r"^(web[1-4]|toe[1-5]_(medial|lateral))$")]
    parents: Annotated[list[str], Field(min_length=1)]
    shape: Shape
    core: Shape | None = None


class Variant(Sourced):
    """A described variant: skin that a nerve takes in a share of limbs (``shape`` null where no skin changes)."""

    nerve: str
    adds: bool
    freq: Share | None = None
    freq_range: tuple[float, float] | None = None
    freq_note: str = ""
    shape: Shape | None = None
    en: str


class Point(Sourced):
    """A named point of skin."""

    at: str


class NoSkin(Sourced):
    """A nerve of the fact base without skin of its own."""

    why: str


class TerritoryModel(Record):
    """One territory file."""

    layer: Literal["regions", "nerves", "dermatomes"]
    map: DrawnMapId | None = None
    title: str
    conf_default: Confidence
    src_default: Annotated[tuple[str, ...], Field(min_length=1)]
    review_default: bool = False
    borders: dict[str, Border] = Field(default_factory=dict)
    areas: dict[str, Area] = Field(default_factory=dict)
    shapes: dict[str, FreeShape] = Field(default_factory=dict)
    trunks: dict[str, list[str]] = Field(default_factory=dict)
    no_skin: dict[str, NoSkin] = Field(default_factory=dict)
    cores: dict[str, Core] = Field(default_factory=dict)
    digital: dict[str, Digital] = Field(default_factory=dict)
    variants: dict[str, Variant] = Field(default_factory=dict)
    autonomous_points: dict[str, Point] = Field(default_factory=dict)


class ConsensusModel(Record):
    """The rule that makes one consensus from the maps and the weights of regions."""

    title: str
    map_weight: dict[DrawnMapId, float]
    region_weight: float
    core_score: float
    margin_score: float
    blur: dict[Literal["limb", "foot"], tuple[float, float]]
    conf: Confidence
    src: tuple[str, ...]
    region_weights: dict[str, dict[str, float]]
    key_points: dict[str, Point]
    undrawn: dict[str, list[str]] = Field(default_factory=dict)


class Landmark(Sourced):
    """A named place; exactly one of `at`, `between`, `centre` and `model` says where."""

    en: str
    de: str
    at: str | None = None
    between: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    centre: str | None = None
    model: Literal["crotch", "heel_back", "longest_toe_tip"] | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Landmark:
        if sum(x is not None for x in (self.at, self.between, self.centre, self.model)) != 1:
            raise ValueError("give exactly one of at, between, centre and model")
        return self


class LandmarksModel(Record):
    """The landmarks file."""

    title: str
    landmarks: dict[str, Landmark]
