"""What an exercise, an answer and the feedback are: frozen values without words; `footmap.study.wording` says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from footmap.core.drawing import Drawing
from footmap.core.ids import MapId, Side, ToneId, ViewId

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from footmap.core.localiser.assessment import Assessment
    from footmap.core.skin import PatchPaint

ExerciseKind = Literal["paint", "name", "point", "rank", "apart", "muscle", "reflex", "maps"]
KINDS: Final[tuple[ExerciseKind, ...]] = get_args(ExerciseKind)
ThingKind = Literal[
    "nerve", "level", "condition", "muscle", "movement", "reflex", "site", "region", "clue", "view", "map", "side"
]
"""What an id stands for, and so how it is named."""
RIGHT_FROM: Final = 0.8
"""Score from which an answer counts as right."""


def exercise_id(fact: str, kind: ExerciseKind, seed: int, view: ViewId | None = None) -> str:
    """Id of an exercise: made again from its parts it is the same."""
    return f"{fact}#{kind}#{seed}" + (f"@{view}" if view is not None else "")


def seed_of(id_: str) -> int:
    """The seed in the id of an exercise."""
    return int(id_.rpartition("#")[2].partition("@")[0])


@dataclass(frozen=True)
class Thing:
    """Something with a name in the knowledge base."""

    kind: ThingKind
    id: str


@dataclass(frozen=True)
class Sentence:
    """A phrase of ``assets/words/study_exercises.yaml`` with what is filled in.

    Attributes
    ----------
    values : mapping of placeholder to Thing, things, text or number
        Things are named in the reader's language, several as a list; a float is a share, shown in per cent; an area is
        given as text.
    """

    key: str
    values: Mapping[str, Thing | tuple[Thing, ...] | str | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """The skin of a nerve or level that is asked for or lit.

    Attributes
    ----------
    map : MapId or None
        Of levels, the map that is meant.
    view : ViewId or None
        Only what this view shows counts; None for the whole limb.
    variant : str or None
        A described variant that is drawn as well.
    """

    layer: Literal["nerve", "level"]
    id: str
    map: MapId | None = None
    view: ViewId | None = None
    variant: str | None = None


@dataclass(frozen=True)
class Exercise:
    """One question about a fact, made anew each time.

    Attributes
    ----------
    id : str
        Fact, kind, seed and perhaps the view that was wanted: made again from these it is the same.
    fact : str
        Fact id.
    body, side, view, tone
        The picture that it is asked on.
    prompt : Sentence
    lit : tuple of Target
        Skin that is lit.
    drawing, clues
        A painted patient and what is known of him; empty for most.
    choices : tuple of Thing
        In the order in which they stand; empty where there is nothing to choose.
    best : tuple of str
        Id of the one best choice; of ``rank`` three, best first; of ``point`` the nerve, level or site; of ``paint``
        the nerve or level whose skin is the answer.
    accepted : tuple of str
        Other choices that published sources give: they count as right.
    target : Target or None
        Skin of the best answer, of ``paint`` and ``point``.
    shares_with : mapping of neighbour id to share
        Neighbours of which so much skin is shared with the target, 0-1, that painting them is not held against anybody.
    rule : Sentence
        How an answer is marked, and its tolerance.
    sources : tuple of source id
    disagreements : tuple of str
        Ids of what sources differ about here.
    """

    id: str
    fact: str
    kind: ExerciseKind
    body: str
    side: Side
    view: ViewId
    tone: ToneId
    prompt: Sentence
    rule: Sentence
    best: tuple[str, ...]
    choices: tuple[Thing, ...] = ()
    accepted: tuple[str, ...] = ()
    lit: tuple[Target, ...] = ()
    target: Target | None = None
    drawing: Drawing = field(default_factory=Drawing)
    clues: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    shares_with: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaintAnswer:
    """Skin that was painted, of any quality; of the right limb, as all paint of one side."""

    skin: PatchPaint


@dataclass(frozen=True)
class ChoiceAnswer:
    """The id of a choice."""

    id: str


@dataclass(frozen=True)
class TextAnswer:
    """A name that was typed."""

    text: str


@dataclass(frozen=True)
class PointAnswer:
    """A tap, right-limb millimetres of a view."""

    view: ViewId
    x_mm: float
    y_mm: float


@dataclass(frozen=True)
class RankAnswer:
    """Ids of choices, best first."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class NoAnswer:
    """It was not known, and nothing was guessed."""


Answer: TypeAlias = PaintAnswer | ChoiceAnswer | TextAnswer | PointAnswer | RankAnswer | NoAnswer


@dataclass(frozen=True)
class Feedback:
    """What is said about an answer.

    Attributes
    ----------
    score : float
        0-1.
    said : tuple of Sentence
        Most important first.
    missed, extra : mapping of view to MultiPolygon
        Skin that should have been painted, and paint that should not; right-limb mm of the view.
    confused_with : Thing or None
        What the answer rather fits, or what was chosen instead.
    assessment : Assessment or None
        Of a painted patient: the localiser's own reading, for its ledger.
    """

    score: float
    said: tuple[Sentence, ...]
    missed: Mapping[ViewId, MultiPolygon] = field(default_factory=dict)
    extra: Mapping[ViewId, MultiPolygon] = field(default_factory=dict)
    confused_with: Thing | None = None
    sources: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    assessment: Assessment | None = None

    @property
    def right(self) -> bool:
        """Whether it counts as right."""
        return self.score >= RIGHT_FROM
