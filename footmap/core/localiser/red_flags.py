"""Red flags: first and outside the scoring. What an emergency names stands first; `triage` sees to that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from ..anatomy import Names
from ..clinical import PaintTrigger, RedFlag, Trigger, parts_of
from ..drawing import ClearedFlags
from ..views import SIDES, FloatArray, Side
from .answers import Told, reasons_of
from .cells import Painted
from .scores import Score

Urgency = Literal["emergency", "same_day", "soon"]
URGENCIES: Final[tuple[Urgency, ...]] = ("emergency", "same_day", "soon")
NO: Final = "no"
_MOSTLY: Final = 0.5
"""At least this part of the paint of a limb lies where a trigger says that it mostly lies."""


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
    now : mapping of language to text
        What to do now, in one line.
    conditions : tuple of condition id
        What it may be, and what has to be excluded.
    also : tuple of condition id
        What it may be as well; stands below them, whatever its support.
    because : tuple of str
        Clue ids, ``paint``, or a score's id.
    checks : tuple of clue id
        What is examined, in order.
    clears : tuple of clue id
        Those of the checks whose normal result excludes it.
    decides : mapping of language to text
        What alone excludes it otherwise.
    sides : tuple of side
        Limbs whose answers raise it, or whose paint does; empty where no limb was named.
    cleared_before : str
        Why it was cleared once; it stands again since `since` raises it, which that reason was not given on.
    since : tuple of str
        Those of `because` that are new.
    """

    id: str
    urgency: Urgency
    reason: Names
    action: Names
    conditions: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]
    now: Names
    checks: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    decides: Names = field(default_factory=dict)
    also: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    cleared_before: str = ""
    since: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """All conditions that it names."""
        return (*self.conditions, *self.also)


@dataclass(frozen=True)
class Cleared:
    """A flag that was cleared, and why.

    Attributes
    ----------
    because : tuple of str
        What would raise it: clue ids, ``paint``, or a score's id; empty where nothing does.
    """

    id: str
    reason: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Caution:
    """A "no" that must not reassure: the flag it belongs to and why."""

    flag: str
    clue: str
    text: Names


@dataclass(frozen=True)
class Alarms:
    """Everything that comes before the ranking, most urgent first.

    Attributes
    ----------
    raised : tuple of Raised
        Flags that stand.
    cleared : tuple of Cleared
        Flags that stand no more, each with its reason, in the order in which the case gives them.
    """

    raised: tuple[Raised, ...]
    cautions: tuple[Caution, ...]
    scores: tuple[Points, ...]
    cleared: tuple[Cleared, ...] = ()

    @property
    def emergencies(self) -> tuple[Raised, ...]:
        """Flags that stand and cannot wait."""
        return tuple(flag for flag in self.raised if flag.urgency == "emergency")


def alarms(
    flags: Mapping[str, RedFlag],
    answers: Mapping[str, str],
    painted: Painted,
    regions: Mapping[str, FloatArray],
    area_cm2: FloatArray,
    scores: Iterable[Score] = (),
    cleared: ClearedFlags | None = None,
    told: Told | None = None,
) -> Alarms:
    """Flags of a case.

    Parameters
    ----------
    answers : mapping of clue id to answer id
    painted : mapping of side to mapping of quality to (cells,) float64
    regions : mapping of region id to (cells,) float64
        Part of each cell in the region.
    area_cm2 : (cells,) float64
    cleared : mapping of flag id to reason, optional
        Flags that were looked into and excluded. A flag without a reason, or one that is not known, clears nothing; one
        that something new raises stands again.
    told : mapping of clue id to answers with their limbs, optional
        Everything that was answered, also what the ranking leaves out: what any limb answers raises a flag.
    """
    said = _Said(answers, told or {})
    reasons = {id_: one for id_, one in reasons_of(cleared or {}).items() if id_ in flags and one.reason}
    standing: dict[str, tuple[str, ...]] = {}
    points = tuple(p for score in scores if (p := _count(score, said)) is not None)
    high = {p.target: p.id for p in points if p.raises}
    raised: list[Raised] = []
    cautions: list[Caution] = []
    for flag in flags.values():
        met = [_met(t, said, painted, regions, area_cm2) for t in flag.raised_by]
        because = {reason for one in met for reason in one.because}
        because |= {high[c] for c in flag.conditions if c in high}
        standing[flag.id] = tuple(sorted(because))
        before = reasons.get(flag.id)
        since = () if before is None or before.on is None else tuple(sorted(because - set(before.on)))
        if because and (before is None or since):
            reasons.pop(flag.id, None)
            raised.append(
                Raised(
                    id=flag.id,
                    urgency=flag.urgency,
                    reason=flag.reason,
                    action=flag.action,
                    conditions=flag.conditions,
                    because=standing[flag.id],
                    sources=flag.sources,
                    now=flag.now,
                    checks=flag.checks,
                    clears=flag.clears,
                    decides=flag.decides,
                    also=flag.also,
                    sides=_limbs(met),
                    cleared_before=before.reason if before is not None else "",
                    since=since,
                )
            )
        elif because:
            continue
        elif flag.no_means is not None:
            asked = {clue for t in flag.raised_by for clue in t.clues if said.to(clue) == {NO}}
            cautions.extend(Caution(flag.id, clue, flag.no_means) for clue in sorted(asked))
    raised.sort(key=lambda r: URGENCIES.index(r.urgency))  # stable: the file's order within an urgency
    gone = tuple(Cleared(id_, one.reason, standing[id_]) for id_, one in reasons.items())
    return Alarms(tuple(raised), tuple(cautions), points, gone)


def count(score: Score, answers: Mapping[str, str]) -> Points | None:
    """Points of a score; None where none of its items is answered."""
    return _count(score, _Said(answers, {}))


def _count(score: Score, said: _Said) -> Points | None:
    answered = [item for item in score.items if said.to(item.clue)]
    if not answered:
        return None
    points = sum(item.points for item in answered if said.to(item.clue) & set(item.answers))
    band = next((b for b in reversed(score.bands) if points >= b.start), score.bands[0])
    highest = max(score.bands, key=lambda b: b.lr)
    clues, all_clues = {i.clue for i in answered}, {i.clue for i in score.items}
    raises = band is highest and band.lr > 1
    return Points(score.id, points, band.texts, band.target, raises, len(clues), len(all_clues))


class _Said:
    """What was answered to each clue, on any limb."""

    def __init__(self, answers: Mapping[str, str], told: Told) -> None:
        self._all: dict[str, set[tuple[Side | None, str]]] = {id_: set(given) for id_, given in told.items()}
        for id_, answer in answers.items():
            self._all.setdefault(id_, {(None, part) for part in parts_of(answer)})

    def to(self, clue: str) -> frozenset[str]:
        """Answers given to a clue, several given together one by one; empty where it is not answered."""
        return frozenset(answer for _, answer in self._all.get(clue, ()))

    def sides(self, clue: str, values: Iterable[str]) -> frozenset[Side]:
        """Limbs for which one of some answers was given."""
        wanted = set(values)
        return frozenset(s for s, answer in self._all.get(clue, ()) if s is not None and answer in wanted)


@dataclass(frozen=True)
class _Met:
    """What a trigger rests on, and the limbs that were answered and painted; all empty unless every part is met."""

    because: frozenset[str] = frozenset()
    answered: frozenset[Side] = frozenset()
    painted: frozenset[Side] = frozenset()


def _met(
    trigger: Trigger,
    said: _Said,
    painted: Painted,
    regions: Mapping[str, FloatArray],
    area_cm2: FloatArray,
) -> _Met:
    if not all(said.to(clue) & set(values) for clue, values in trigger.clues.items()):
        return _Met()
    sides = frozenset(s for clue, values in trigger.clues.items() for s in said.sides(clue, values))
    if trigger.paint is None:
        return _Met(frozenset(trigger.clues), sides)
    parts = {side: _of(qualities, trigger.paint) for side, qualities in painted.items()}
    on = frozenset(
        s for s, part in parts.items() if part is not None and _covers(part, trigger.paint, regions, area_cm2)
    )
    return _Met(frozenset((*trigger.clues, "paint")), sides, on) if on else _Met()


def _limbs(met: Iterable[_Met]) -> tuple[Side, ...]:
    """The limbs that were answered, else those of the paint that raises it."""
    met = tuple(met)
    answered = {side for one in met for side in one.answered}
    found = answered or {side for one in met for side in one.painted}
    return tuple(side for side in SIDES if side in found)


def _of(qualities: Mapping[str, FloatArray], trigger: PaintTrigger) -> FloatArray | None:
    """Painted part of each cell of a limb, of the qualities that count."""
    parts = [part for quality, part in qualities.items() if quality in trigger.qualities]
    return np.max(parts, axis=0) if parts else None


def _covers(part: FloatArray, trigger: PaintTrigger, regions: Mapping[str, FloatArray], area_cm2: FloatArray) -> bool:
    """Whether the paint of a limb covers enough of one of the regions, and lies mostly where it should."""
    painted = part * area_cm2
    if trigger.mostly_in:
        inside = np.minimum(sum(regions[region] for region in trigger.mostly_in), 1.0)
        if float(painted @ inside) < _MOSTLY * float(painted.sum()):
            return False
    return any(
        float(painted @ regions[region]) >= trigger.covered * float(area_cm2 @ regions[region])
        for region in trigger.regions
    )
