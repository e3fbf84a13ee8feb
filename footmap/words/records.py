"""What ``rank --json`` and ``predict --json`` write, as models: they are published as schemas and hold every answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from footmap.data.models import Record

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Side = Literal["right", "left"]
Where = Literal["right", "left", "both"]
Depth = Literal["nerve", "level", "condition"]
Urgency = Literal["soon", "same_day", "emergency"]
Grade = Literal["affected", "some", "kept"]


class LedgerRecord(Record):
    """One contribution to a support, natural log units; all of them add up to it."""

    kind: str
    value: float
    clue: str | None
    answer: str | None
    sources: tuple[str, ...]


class RowRecord(Record):
    """A candidate of any list.

    explained and filled are shares of skin area; fit is no probability; see ``docs/reading-the-result.md``.
    `ordered_by` says what puts it above the rows below it. `support_shown` is the support that tables print and bars
    follow: it never rises from row to row, red flags apart; None of what has to be excluded.
    """

    id: str
    name: str
    side: Where | None
    fit: Share
    explained: Share
    support: Annotated[float, Field(le=0.0)]
    support_shown: Annotated[float, Field(le=0.0)] | None
    ordered_by: Literal["emergency", "flag", "frequency", "support"]
    change_by_clues: float
    words: str
    site: str
    site_name: str
    mechanism: str | None
    level: str | None
    lowered_by: str | None
    ledger: tuple[LedgerRecord, ...]


class EntryRecord(RowRecord):
    """A nerve or a level."""

    filled: Share


class ConditionRecord(RowRecord):
    """A condition; it has no skin of its own.

    An emergency puts it first whatever its support; `words` then says that it has to be excluded. `flags` are the ids
    of other red flags that bring it among the first; where the evidence does not, `words` says so too.
    """

    emergency: bool
    flags: tuple[str, ...]
    frequency: Literal["common", "uncommon", "rare"] | None


class ProblemRecord(Record):
    """An answer that does not count, or not as given."""

    kind: str
    clue: str
    answers: tuple[str, ...]
    message: str


class ClearedRecord(Record):
    """A red flag that was cleared, why, and what would raise it."""

    flag: str
    name: str
    reason: str
    because: tuple[str, ...]


class ClearedBeforeRecord(Record):
    """Why a red flag was cleared once, and what has raised it since."""

    reason: str
    since: tuple[str, ...]


class FlagRecord(Record):
    """A red flag that stands; checks are what is examined, in order; sides are the limbs that raise it."""

    id: str
    name: str
    urgency: Urgency
    reason: str
    action: str
    now: str
    because: tuple[str, ...]
    sides: tuple[Side, ...]
    cleared_before: ClearedBeforeRecord | None
    conditions: tuple[str, ...]
    checks: tuple[str, ...]
    sources: tuple[str, ...]


class CautionRecord(Record):
    """A "no" that does not reassure."""

    flag: str
    clue: str
    text: str


class ScoreRecord(Record):
    """A published score as far as it is answered."""

    id: str
    points: int
    text: str
    answered: int
    items: int


class LimitRecord(Record):
    """What the ranking cannot know."""

    id: str
    text: str
    sources: tuple[str, ...]


class TwoCausesRecord(Record):
    """Two causes that fit better together than one."""

    sites: tuple[str, str]
    conditions: tuple[str | None, str | None]
    sides: tuple[Where, Where]
    explained: Share
    single: Share
    better: float


class PatchRecord(Record):
    """A nerve that is painted by itself."""

    side: Side
    nerve: str


class NoNerveRecord(Record):
    """Think of bone, joint, vessel, tendon or skin."""

    reason: Literal["paint", "leader"]
    conditions: tuple[str, ...]
    because: tuple[str, ...]


class SpecialRecord(Record):
    """What is said beside the lists."""

    two_causes: TwoCausesRecord | None
    stocking: tuple[str, ...]
    stocking_sides: tuple[Side, ...]
    both_sides: tuple[str, ...]
    patchy: tuple[PatchRecord, ...]
    upper_motor_neurone: tuple[str, ...]
    no_nerve_fits: NoNerveRecord | None
    tied_levels: tuple[tuple[str, str], ...]
    level_by_map: dict[str, str]
    sentences: tuple[str, ...]


class OutcomeRecord(Record):
    """What stands first after an answer, and the red flags it raises."""

    answer: str
    text: str
    leader: str
    ahead: Annotated[float, Field(ge=0.0)]
    flags: tuple[str, ...]


class QuestionRecord(Record):
    """A question worth asking; flag is the emergency that it confirms or clears."""

    clue: str
    question: str
    gain: float
    flag: str | None
    outcomes: tuple[OutcomeRecord, ...]


class StabilityRecord(Record):
    """Whether the leaders stay when the drawing changes a little."""

    kept: dict[Depth, Share]
    rivals: dict[Depth, str]
    redraws: int
    jaccard: Share
    words: dict[Depth, str]


class RankingFile(Record):
    """``rank --json``; settled, next_questions and stability with ``--full`` alone."""

    format: Literal["footmap-ranking"]
    version: Literal[1]
    nerves: tuple[EntryRecord, ...]
    levels: tuple[EntryRecord, ...]
    conditions: tuple[ConditionRecord, ...]
    answers: dict[str, str]
    answers_by_side: dict[str, dict[Side, str]]
    problems: tuple[ProblemRecord, ...]
    contradictions: tuple[tuple[str, str], ...]
    cleared: tuple[ClearedRecord, ...]
    special_answers: SpecialRecord
    red_flags: tuple[FlagRecord, ...]
    not_reassuring: tuple[CautionRecord, ...]
    scores: tuple[ScoreRecord, ...]
    limits: tuple[LimitRecord, ...]
    map: str
    unexplained_share: Share
    paint_cm2: Annotated[float, Field(ge=0.0)]
    atlas_version: str
    next_questions: tuple[QuestionRecord, ...] | None = None
    settled: bool | None = None
    stability: StabilityRecord | None = None


class EffectRecord(Record):
    """A muscle, movement or reflex, or a territory of skin, and how far a lesion takes it, 0 to 1."""

    id: str
    name: str
    share: Share
    grade: Grade


class SkinRecord(EffectRecord):
    """A territory; part is one side of one toe, a web, or none."""

    layer: Literal["nerve", "level"]
    part: str | None


class FormRecord(Record):
    """One way a lesion shows, with the share of people who show it."""

    share: Share
    text: str
    regions: dict[str, Share]


class PredictionFile(Record):
    """``predict --json``."""

    format: Literal["footmap-prediction"]
    version: Literal[1]
    site: str
    name: str
    skin: tuple[SkinRecord, ...]
    muscles: tuple[EffectRecord, ...]
    movements: tuple[EffectRecord, ...]
    reflexes: tuple[EffectRecord, ...]
    brisk: Share
    pain: dict[str, Share]
    forms: tuple[FormRecord, ...]
    conditions: tuple[str, ...]
