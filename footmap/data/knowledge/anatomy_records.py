"""Models of the anatomy files of the knowledge base: muscles, reflexes, graph, sites and forward constants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from footmap.core.anatomy import DiscLesion, SiteKind
from footmap.core.ids import LevelId
from footmap.core.views import ViewId
from footmap.data.models import Record, Share

from .base import Cited, Confidence, Id, Name, Statement, Text, Words

Triple = tuple[Share, Share, Share]
EVEN = 1e-6


def adds_up(values: Iterable[float], what: str) -> None:
    """Refuse shares that do not add up to 1 (within rounding)."""
    total = sum(values)
    if abs(total - 1) > EVEN:
        raise ValueError(f"{what} add up to {round(total, 4)}, not to 1")


class Open(Record):
    """Something that may rest on sources or on memory, or on neither because it states no fact."""

    sources: tuple[Id, ...] = ()
    recalled: Confidence | None = None


class RootShares(Cited):
    """Share of each root in a muscle, and the roots with the best evidence."""

    share: dict[LevelId, Share] = Field(min_length=1)
    main: tuple[LevelId, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _even(self) -> Self:
        adds_up(self.share.values(), "the root shares")
        return self


class Emg(Cited):
    """Needle EMG of a muscle in single roots proven at operation."""

    root: LevelId
    finding: Text


class MuscleRecord(Cited):
    """A muscle (or muscles tested as one)."""

    id: Id
    name: Name
    action: Text
    test: Text
    movement: Id | None = None
    helps: dict[Id, Share] = Field(default_factory=dict)
    nerve: Id | None
    supply: Text | None = None
    order: Text
    roots: RootShares
    emg: tuple[Emg, ...] = ()
    notes: tuple[Statement, ...] = ()


class MovementRecord(Record):
    """A movement tested by hand; `hidden` where its weakness is found only by who looks for it."""

    id: Id
    name: Name
    hidden: bool = False


class BranchStep(Cited):
    """One step on the way down a nerve."""

    place: Text
    gives: Text
    muscles: tuple[Id, ...]


class BranchOrder(Record):
    """Branches of a nerve, proximal to distal."""

    nerve: Id
    order: tuple[BranchStep, ...] = Field(min_length=1)


class MusclesFile(Record):
    """``muscles.yaml``."""

    format: Literal["footmap-muscles"]
    version: Literal[1]
    evidence: tuple[Statement, ...]
    movements: tuple[MovementRecord, ...] = Field(min_length=1)
    muscles: tuple[MuscleRecord, ...] = Field(min_length=1)
    branches: tuple[BranchOrder, ...]
    localising: tuple[Statement, ...]


class ReflexRecord(Cited):
    """A reflex with its arc and roots."""

    id: Id
    name: Name
    kind: Literal["tendon", "skin", "plantar"]
    muscles: tuple[Id, ...]
    arc: tuple[Id, ...] = Field(min_length=1)
    share: dict[LevelId, Share] = Field(min_length=1)
    hard_to_obtain: Share = 0.0
    note: Text | None = None

    @model_validator(mode="after")
    def _even(self) -> Self:
        adds_up(self.share.values(), "the root shares")
        return self


class ReflexesFile(Record):
    """``reflexes.yaml``."""

    format: Literal["footmap-reflexes"]
    version: Literal[1]
    reflexes: tuple[ReflexRecord, ...] = Field(min_length=1)
    ageing: tuple[Statement, ...]


class SkinRecord(Record):
    """Skin that a segment reaches."""

    nerve: Id
    part: Id | None = None


class SegmentRecord(Cited):
    """A stretch of nerve."""

    id: Id
    name: Name
    nerve: Id | None = None
    roots: tuple[LevelId, ...] = ()
    above: dict[Id, Share] = Field(default_factory=dict, alias="from")
    skin: tuple[SkinRecord, ...] = ()
    muscles: dict[Id, Share] = Field(default_factory=dict)
    note: Words | None = None

    @model_validator(mode="after")
    def _even(self) -> Self:
        if self.above:
            adds_up(self.above.values(), "the shares under `from`")
        if self.above and self.roots:
            raise ValueError("a segment has either `from` or `roots`")
        return self


class GraphFile(Record):
    """``graph.yaml``."""

    format: Literal["footmap-graph"]
    version: Literal[1]
    segments: tuple[SegmentRecord, ...] = Field(min_length=1)


class PatternRecord(Cited):
    """One way a lesion shows."""

    share: Share
    text: Text
    loss: dict[Id, Share] = Field(default_factory=dict)


class AreaRecord(Record):
    """Regions where a cause without a nerve is felt."""

    share: Share
    regions: dict[Id, Share] = Field(min_length=1)


class HeightShare(Record):
    """How often a stocking or cord pattern begins at a height."""

    share: Share
    start: Id = Field(alias="from")


class SiteRecord(Cited):
    """A place where a lesion can sit; see the head of ``sites.yaml``."""

    id: Id
    name: Name
    kind: SiteKind
    nerve: Id | None = None
    at: tuple[Id, ...] = ()
    one_of: bool = False
    roots: dict[LevelId, Share] = Field(default_factory=dict)
    severity: Id
    both: Share
    symptom: Id
    conditions: dict[Id, Share] = Field(default_factory=dict)
    mechanisms: dict[Id, Share] = Field(default_factory=dict)
    prior: Share = 0.0
    patterns: tuple[PatternRecord, ...] = ()
    areas: tuple[AreaRecord, ...] = ()
    heights: tuple[HeightShare, ...] = ()
    pain: dict[Id, Share] = Field(default_factory=dict)
    spread: dict[Id, Share] = Field(default_factory=dict)
    sensation: Share = 1.0
    sensory_symptom: Share | None = None
    weak: dict[Id, Share] = Field(default_factory=dict)
    weak_all: Share = 0.0
    reflexes: dict[Id, Share] = Field(default_factory=dict)
    brisk: Share = 0.0
    beyond: tuple[Statement, ...] = ()
    distal_form: bool = False
    pain_alone: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        skin: tuple[AreaRecord | HeightShare, ...] = (*self.areas, *self.heights)
        for what, items in (("patterns", self.patterns), ("areas and heights", skin)):
            if items:
                adds_up((item.share for item in items), f"the shares of {what}")
        grounds = [bool(self.at), bool(self.roots), bool(skin), self.kind == "central"]
        if sum(grounds) != 1:
            raise ValueError("needs exactly one of at, roots, or areas and heights (none for a central cause)")
        if not self.conditions and not self.prior:
            raise ValueError("needs conditions or a prior")
        return self


class SpinePlace(Cited):
    """A place in the spine that is the same as a root's site; `disc` and `lesion` of a disc go together."""

    id: Id
    name: Name
    site: Id
    disc: Words | None = None
    lesion: DiscLesion | None = None

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.disc is None) != (self.lesion is None):
            raise ValueError("disc and lesion go together")
        return self


class PainAreaRecord(Cited):
    """Where pain is felt that no skin region names."""

    id: Id
    name: Name
    view: ViewId
    path: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*$")], ...] = Field(min_length=1)
    radius_mm: float = Field(gt=0, le=80)


class SitesFile(Record):
    """``sites.yaml``."""

    format: Literal["footmap-sites"]
    version: Literal[1]
    sites: tuple[SiteRecord, ...] = Field(min_length=1)
    spine: tuple[SpinePlace, ...]
    pain_areas: tuple[PainAreaRecord, ...]


class Constant(Open):
    """A number of the forward model."""

    id: Id
    value: float = Field(ge=0)
    unit: Words
    basis: Literal["source", "convention", "fit"]
    reason: Words


class Severity(Open):
    """Shares of sensory-only, moderate and severe lesions."""

    id: Id
    shares: Triple
    reason: Words

    @model_validator(mode="after")
    def _even(self) -> Self:
        adds_up(self.shares, "the shares")
        return self


class Gain(Open):
    """Chance of a finding in the three severities."""

    values: Triple
    reason: Words
    basis: Literal["source", "convention", "fit"]


class Symptom(Open):
    """How often numbness, tingling or burning is drawn for a kind of cause."""

    id: Id
    sensory: Share
    reason: Words


class HeightRecord(Record):
    """A line round the limb."""

    id: Id
    name: Name
    leg: Id | None = None
    foot: Id | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.leg is not None and self.foot is not None:
            raise ValueError("lies on the leg or on the foot, not on both")
        return self


class ForwardFile(Record):
    """``forward.yaml``."""

    format: Literal["footmap-forward"]
    version: Literal[1]
    constants: tuple[Constant, ...]
    severities: tuple[Severity, ...]
    motor_gain: Gain
    reflex_gain: Gain
    symptoms: tuple[Symptom, ...]
    heights: tuple[HeightRecord, ...]
