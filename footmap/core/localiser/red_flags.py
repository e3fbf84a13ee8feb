"""Red flags: first and outside the scoring. They never change the order of candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from ..anatomy import Names
from ..clinical import RedFlag, Trigger, parts_of
from ..views import FloatArray
from .cells import Painted

Urgency = Literal["emergency", "same_day", "soon"]
URGENCIES: Final[tuple[Urgency, ...]] = ("emergency", "same_day", "soon")
NO: Final = "no"


class ScoreItem(Protocol):
    """An answer that gives points."""

    @property
    def clue(self) -> str:
        """Clue id."""
        ...

    @property
    def answers(self) -> tuple[str, ...]:
        """Answers that count."""
        ...

    @property
    def points(self) -> int:
        """Points, negative too."""
        ...


class ScoreBand(Protocol):
    """What a number of points means, from `start` on."""

    @property
    def start(self) -> int:
        """Least points."""
        ...

    @property
    def texts(self) -> Names:
        """In words, by language."""
        ...

    @property
    def target(self) -> str:
        """Condition."""
        ...

    @property
    def lr(self) -> float:
        """Likelihood ratio of the condition."""
        ...


class Score(Protocol):
    """A published score made of clues (Wells)."""

    @property
    def id(self) -> str:
        """Score id."""
        ...

    @property
    def items(self) -> tuple[ScoreItem, ...]:
        """What is added up."""
        ...

    @property
    def bands(self) -> tuple[ScoreBand, ...]:
        """Lowest first."""
        ...


@dataclass(frozen=True)
class Points:
    """A score as far as it is answered.

    Attributes
    ----------
    answered, items : int
        How many of its items have an answer.
    """

    id: str
    points: int
    text: Names
    target: str
    raises: bool
    answered: int
    items: int


@dataclass(frozen=True)
class Raised:
    """A flag that this case raises.

    Attributes
    ----------
    because : tuple of str
        Clue ids, ``paint``, or a score's id.
    """

    id: str
    urgency: Urgency
    reason: Names
    action: Names
    conditions: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Caution:
    """A "no" that must not reassure: the flag it belongs to and why."""

    flag: str
    clue: str
    text: Names


@dataclass(frozen=True)
class Alarms:
    """Everything that comes before the ranking, most urgent first."""

    raised: tuple[Raised, ...]
    cautions: tuple[Caution, ...]
    scores: tuple[Points, ...]


def alarms(
    flags: Mapping[str, RedFlag],
    answers: Mapping[str, str],
    painted: Painted,
    regions: Mapping[str, FloatArray],
    area_cm2: FloatArray,
    scores: Iterable[Score] = (),
) -> Alarms:
    """Flags of a case.

    Parameters
    ----------
    answers : mapping of clue id to answer id
    painted : mapping of side to mapping of quality to (cells,) float64
    regions : mapping of region id to (cells,) float64
        Part of each cell in the region.
    area_cm2 : (cells,) float64
    """
    points = tuple(p for score in scores if (p := count(score, answers)) is not None)
    high = {p.target: p.id for p in points if p.raises}
    raised: list[Raised] = []
    cautions: list[Caution] = []
    for flag in flags.values():
        because = {reason for t in flag.raised_by for reason in _met(t, answers, painted, regions, area_cm2)}
        because |= {high[c] for c in flag.conditions if c in high}
        if because:
            raised.append(
                Raised(
                    flag.id,
                    flag.urgency,
                    flag.reason,
                    flag.action,
                    flag.conditions,
                    tuple(sorted(because)),
                    flag.sources,
                )
            )
        elif flag.no_means is not None:
            asked = {clue for t in flag.raised_by for clue in t.clues if answers.get(clue) == NO}
            cautions.extend(Caution(flag.id, clue, flag.no_means) for clue in sorted(asked))
    raised.sort(key=lambda r: URGENCIES.index(r.urgency))  # stable: the file's order within an urgency
    return Alarms(tuple(raised), tuple(cautions), points)


def count(score: Score, answers: Mapping[str, str]) -> Points | None:
    """Points of a score; None where none of its items is answered."""
    answered = [item for item in score.items if item.clue in answers]
    if not answered:
        return None
    points = sum(item.points for item in answered if said(answers, item.clue) & set(item.answers))
    band = next((b for b in reversed(score.bands) if points >= b.start), score.bands[0])
    highest = max(score.bands, key=lambda b: b.lr)
    clues, all_clues = {i.clue for i in answered}, {i.clue for i in score.items}
    raises = band is highest and band.lr > 1
    return Points(score.id, points, band.texts, band.target, raises, len(clues), len(all_clues))


def said(answers: Mapping[str, str], clue: str) -> frozenset[str]:
    """Answers given to a clue, several given together one by one; empty where it is not answered."""
    return frozenset(parts_of(answers[clue])) if clue in answers else frozenset()


def _met(
    trigger: Trigger,
    answers: Mapping[str, str],
    painted: Painted,
    regions: Mapping[str, FloatArray],
    area_cm2: FloatArray,
) -> set[str]:
    """What a trigger rests on; empty unless every part of it is met."""
    if not all(said(answers, clue) & set(values) for clue, values in trigger.clues.items()):
        return set()
    because = set(trigger.clues)
    if trigger.paint is not None:
        kinds = trigger.paint.qualities
        for region in trigger.paint.regions:
            skin = regions[region] * area_cm2
            shares = [
                float((part * skin).sum() / skin.sum())
                for qualities in painted.values()
                for quality, part in qualities.items()
                if quality in kinds
            ]
            if max(shares, default=0.0) >= trigger.paint.covered:
                return because | {"paint"}
        return set()
    return because
