"""Models of the clinical files of the knowledge base: conditions, clues, red flags, disagreements."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from footmap.core.anatomy import Names
from footmap.core.clinical import Urgency
from footmap.core.ids import LevelId, Quality
from footmap.data.models import Record, Share

from .anatomy_records import Open
from .base import Cited, Id, Name, Statement, Text, Words

Alarm = Literal["soon", "same_day", "emergency"]
Tier = Literal["very_common", "common", "uncommon", "rare", "very_rare"]
Strength = Literal["weak", "moderate", "strong", "very_strong"]
Weight = Strength | Annotated[float, Field(gt=0, le=100)]
Range = tuple[float, float]
Figure = Annotated[float, Field(ge=0)] | Range | Literal["infinite"]
Target = Annotated[str, Field(pattern=r"^([A-Za-z][A-Za-z0-9_]*|\{site\})$")]
AskedId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)?$")]
"""A clue, also one of a family (``pinprick.perianal``)."""
AnswerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")]
Step = Literal["weak", "reduced", "normal", "brisk"]
Finds = Literal[
    "weak", "normal", "reduced", "absent", "increased", "reduced_both", "brisk", "both", "one", "positive", "negative"
]


class TierEvidence(Cited):
    """A figure behind a tier."""

    condition: Id
    text: Text


class Tiers(Open):
    """How common conditions are, relative to each other."""

    note: Text
    values: dict[Tier, Share]
    evidence: tuple[TierEvidence, ...]


class TestRecord(Cited):
    """A test or finding with its published accuracy."""

    __test__ = False  # not a test case for pytest

    id: Id
    target: Text | None = None
    setting: Text | None = None
    sensitivity: Figure | None = None
    specificity: Figure | None = None
    lr_positive: Figure | None = None
    lr_negative: Figure | None = None
    interval: Words | None = None
    auc: Words | None = None
    computed: bool = False
    note: Text | None = None


class Distinguish(Cited):
    """How to tell a condition from one that looks alike: what the other would add, lack, and a rule."""

    other: Id = Field(alias="from")
    adds: Text
    lacks: Text | None = None
    rule: Text | None = None

    @property
    def added(self) -> Names:
        """Signs of the other condition, by language."""
        return self.adds.all()

    @property
    def lacking(self) -> Names:
        """Signs that the other condition does not give, by language; empty if none are listed."""
        return self.lacks.all() if self.lacks else {}

    @property
    def ruled(self) -> Names:
        """A sentence about the two, by language; empty if there is none."""
        return self.rule.all() if self.rule else {}


class NeedsRecord(Cited):
    """What a condition needs to be thought of: room, pain, both limbs, a sign of its own, the one it is named after."""

    largest_cm2: Annotated[float, Field(gt=0)] | None = None
    pain: bool = False
    sign: bool = False
    named_after: dict[Id, tuple[AnswerId, ...]] = Field(default_factory=dict)
    signs: dict[Id, tuple[AnswerId, ...]] = Field(default_factory=dict)
    wide: bool = False
    numb_both: tuple[Id, ...] = ()
    both: bool = False


class ConditionRecord(Record):
    """A cause that a ranking may name."""

    id: Id
    name: Name
    kind: Literal[
        "root", "spine", "canal", "plexus", "nerve", "polyneuropathy", "central", "regional", "vessel", "bone_joint",
        "muscle_tendon", "skin", "sign",
    ]  # fmt: skip
    rank: Literal["condition", "mechanism", "sign"]
    seed: bool = False
    place: Text
    synonyms: tuple[Words, ...] = ()
    levels: tuple[LevelId, ...]
    nerves: tuple[Id, ...]
    tier: Tier
    urgency: Urgency
    needs: NeedsRecord | None = None
    ask: tuple[AskedId, ...] = ()
    mechanism: tuple[Statement, ...] = ()
    causes: tuple[Statement, ...] = ()
    frequency: tuple[Statement, ...] = ()
    sensory: tuple[Statement, ...] = ()
    motor: tuple[Statement, ...] = ()
    reflex: tuple[Statement, ...] = ()
    provoking: tuple[Statement, ...] = ()
    notes: tuple[Statement, ...] = ()
    tests: tuple[TestRecord, ...] = ()
    distinguish: tuple[Distinguish, ...] = ()
    red_flags: tuple[Statement, ...] = ()
    action: tuple[Statement, ...] = Field(min_length=1)


class ConditionsFile(Record):
    """``conditions.yaml``."""

    format: Literal["footmap-conditions"]
    version: Literal[1]
    tiers: Tiers
    conditions: tuple[ConditionRecord, ...] = Field(min_length=1)


class StrengthRow(Record):
    """Likelihood ratios that a word stands for."""

    supports: float = Field(gt=1)
    opposes: float = Field(gt=0, lt=1)


class Strengths(Open):
    """What weak, moderate, strong and very strong mean."""

    weak: StrengthRow
    moderate: StrengthRow
    strong: StrengthRow
    very_strong: StrengthRow
    note: Text


class Caps(Open):
    """Bounds of the likelihood ratio of one answer and of one group."""

    answer: tuple[float, float]
    group: float = Field(gt=1)
    note: Text


class Topic(Record):
    """A heading of the clues panel; `sided`: right and left are asked apart unless a clue says otherwise."""

    id: Id
    name: Name
    sided: bool = False


class EffortRecord(Record):
    """What an answer takes."""

    seconds: int = Field(gt=0, le=3600)
    tool: Name | None = None


class GradeRecord(Record):
    """A grade of a scale; see the head of ``grades.yaml``."""

    id: Words
    text: Name
    step: Step
    equal: Step | None = None


class ScaleRecord(Cited):
    """A scale by which power or a reflex is graded."""

    id: Id
    name: Name
    compared: bool
    grades: tuple[GradeRecord, ...] = Field(min_length=2)
    also: dict[Words, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known(self) -> Self:
        ids = [grade.id for grade in self.grades]
        for id_ in ids:
            if ids.count(id_) > 1:
                raise ValueError(f"the grade {id_} stands here twice")
        for written, id_ in self.also.items():
            if id_ not in ids or written in ids:
                raise ValueError(f"`also` gives {written} for {id_}: the first must be new, the second a grade")
        return self


class GradesFile(Record):
    """``grades.yaml``."""

    format: Literal["footmap-grades"]
    version: Literal[1]
    scales: tuple[ScaleRecord, ...] = Field(min_length=1)


class Group(Record):
    """Clues that go together, so that one finding is never counted twice."""

    id: Id
    why: Words
    members: tuple[Id, ...]


class Answer(Open):
    """An answer, what it speaks for and against, and the clues that it calls for (`ask`)."""

    id: AnswerId
    text: Name
    finds: Finds | None = None
    red_flag: Alarm | None = None
    supports: dict[Target, Weight] = Field(default_factory=dict)
    opposes: dict[Target, Weight] = Field(default_factory=dict)
    sources_of: dict[Target, tuple[Id, ...]] = Field(default_factory=dict)
    ask: tuple[AskedId, ...] = ()
    note: Text | None = None
    alone: bool = False

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        if (self.supports or self.opposes) and not self.sources and self.recalled is None:
            raise ValueError("speaks for or against something: needs sources, or recalled: high, medium or low")
        for target, sources in self.sources_of.items():
            if target not in {*self.supports, *self.opposes} or not set(sources) <= set(self.sources):
                raise ValueError(f"`sources_of` {target}: takes a target of the answer, and sources that it lists")
        for target, weight in self.supports.items():
            if isinstance(weight, float) and weight < 1:
                raise ValueError(f"supports {target} with a ratio below 1")
            if target in self.opposes:
                raise ValueError(f"supports and opposes {target}")
        for target, weight in self.opposes.items():
            if isinstance(weight, float) and weight > 1:
                raise ValueError(f"opposes {target} with a ratio above 1")
        return self


class Finding(Record):
    """What the forward model answers itself."""

    movement: Id | None = None
    reflex: Id | None = None
    skin: Literal["all"] | None = None
    both_sides: bool = False
    rates: dict[AnswerId, dict[Id, Share]] = Field(default_factory=dict)
    pattern: dict[AnswerId, tuple[Id, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one(self) -> Self:
        kinds = (self.movement, self.reflex, self.skin, self.both_sides, self.rates, self.pattern)
        if sum(map(bool, kinds)) != 1:
            raise ValueError("needs exactly one of movement, reflex, skin, both_sides, rates or pattern")
        return self


class ClueRecord(Record):
    """A question of history or examination."""

    id: Id
    name: Name
    kind: Literal["history", "exam"]
    topic: Id
    seed: bool = False
    red_flag: Alarm | None = None
    question: Name
    applies_if: Id | None = None
    finding: Finding | None = None
    background: bool = False
    repeats_paint: bool = False
    several: bool = False
    sided: bool | None = None
    scale: Id | None = None
    effort: EffortRecord | None = None
    synonyms: tuple[Words, ...] = ()
    answers: tuple[Answer, ...] = Field(min_length=1)


class FamilyRecord(Record):
    """One question for every skin region, or for every site on a nerve."""

    id: Id
    per: Literal["region", "site"]
    name: Name
    kind: Literal["history", "exam"]
    topic: Id
    group: Id
    question: Name
    finding: Literal["touch", "pinprick", "tinel", "palpation", "operation", "injection", "injury"]
    same_as: dict[Id, Id] = Field(default_factory=dict)
    effort: EffortRecord | None = None
    synonyms: tuple[Words, ...] = ()
    answers: tuple[Answer, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _placed(self) -> Self:
        for text in (*self.name.all().values(), *self.question.all().values()):
            if "{place}" not in text:
                raise ValueError("name and question need {place}")
        return self


class Asking(Record):
    """What is worth asking: what a drawing shows already is asked only where there is none."""

    shown_by_paint: tuple[Id, ...]


class CluesFile(Record):
    """``clues.yaml``."""

    format: Literal["footmap-clues"]
    version: Literal[1]
    strengths: Strengths
    caps: Caps
    efforts: dict[Literal["history", "exam"], EffortRecord]
    topics: tuple[Topic, ...]
    groups: tuple[Group, ...]
    same_sign: tuple[tuple[Id, ...], ...]
    families: tuple[FamilyRecord, ...]
    clues: tuple[ClueRecord, ...] = Field(min_length=1)
    asking: Asking


class PaintTrigger(Record):
    """Paint that raises a flag: share of one of the regions covered with one of the qualities."""

    regions: tuple[Id, ...] = Field(min_length=1)
    qualities: tuple[Quality, ...] = Field(min_length=1)
    covered: Share
    mostly_in: tuple[Id, ...] = ()


class Trigger(Record):
    """What raises a flag: every part of it together."""

    clues: dict[AskedId, tuple[AnswerId, ...]] = Field(default_factory=dict)
    paint: PaintTrigger | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.clues and self.paint is None:
            raise ValueError("needs clues or paint")
        return self


class Checks(Cited):
    """What is examined while a flag stands, in order; what excludes it is `decides`, and those that `clears` names."""

    clues: tuple[AskedId, ...] = Field(min_length=1)
    decides: Text
    clears: tuple[AskedId, ...] = ()
    ask_if_both_sides: tuple[AskedId, ...] = ()

    @model_validator(mode="after")
    def _of_them(self) -> Self:
        if unknown := [id_ for id_ in self.clears if id_ not in self.clues]:
            raise ValueError(f"`clears` names {', '.join(unknown)}, which is not one of its clues")
        return self


class RedFlagRecord(Cited):
    """An alarm above every ranking."""

    id: Id
    name: Name
    urgency: Alarm
    reason: Text
    action: Text
    now: Text
    no_means: Text | None = None
    conditions: tuple[Id, ...] = Field(min_length=1)
    also: tuple[Id, ...] = ()
    raised_by: tuple[Trigger, ...] = Field(min_length=1)
    checks: Checks | None = None

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if self.urgency == "emergency" and self.checks is None:
            raise ValueError("an emergency needs checks: what to examine, and what alone excludes it")
        return self


class ScoreItem(Record):
    """One item of a score."""

    clue: Id
    answers: tuple[AnswerId, ...] = Field(min_length=1)
    points: int
    text: Text


class ScoreBand(Record):
    """From a number of points on, the likelihood ratio of a target."""

    start: int = Field(alias="from")
    text: Text
    target: Id
    lr: float = Field(gt=0)

    @property
    def texts(self) -> Names:
        """In words, by language."""
        return self.text.all()


class Score(Cited):
    """A published score made of clues."""

    id: Id
    name: Name
    items: tuple[ScoreItem, ...] = Field(min_length=1)
    bands: tuple[ScoreBand, ...] = Field(min_length=1)
    note: Text | None = None


class RedFlagsFile(Record):
    """``red_flags.yaml``."""

    format: Literal["footmap-red-flags"]
    version: Literal[1]
    red_flags: tuple[RedFlagRecord, ...] = Field(min_length=1)
    scores: tuple[Score, ...]


class Reading(Cited):
    """What one side of a disagreement says: `who`, and `says`."""

    who: Text
    says: Text


class DisagreementRecord(Cited):
    """Where sources disagree, and what is used here; `readings` name who says what, one after another."""

    id: Id
    name: Name
    about: dict[Literal["nerves", "levels", "muscles", "conditions", "clues"], tuple[Id, ...]]
    text: Text
    used_here: Text | None = None
    readings: tuple[Reading, ...] = ()


class DisagreementsFile(Record):
    """``disagreements.yaml``."""

    format: Literal["footmap-disagreements"]
    version: Literal[1]
    disagreements: tuple[DisagreementRecord, ...]
