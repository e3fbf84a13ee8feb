"""What the rows show, as plain values: made from a reading of the case, or from the match alone until there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from footmap.core.localiser.assessment import Assessment
    from footmap.core.localiser.candidates import Candidate, Depth, Where
    from footmap.core.localiser.ledger import Words
    from footmap.core.matching import Match

    from ..document.localising import Reading

BAR_FLOOR: Final = 6.0
"""Log units behind the leader at which the bar ends (about 400 to 1)."""
LEAST: Final = 0.005
"""Candidates that explain less of the paint than this are not listed while only the match is known."""
MOST: Final = 14
FIRST: Final = 4
"""Rows shown at first even if they stand far behind."""
TRACE: Final = 0.5
"""Stands for every share above nothing that would be rounded to nothing."""
Evidence = Literal["all", "paint"]


class Shares(NamedTuple):
    """Whole per cent, `TRACE` where less but more than nothing, None where unknown.

    Attributes
    ----------
    explained : float or None
        Of the paint of its limbs that lies in its usual skin.
    filled : float or None
        Of its usual skin that is painted.
    core : float or None
        Of its core skin that is painted.
    """

    explained: float | None = None
    filled: float | None = None
    core: float | None = None


@dataclass(frozen=True)
class Entry:
    """One candidate as a row shows it.

    Attributes
    ----------
    side : str or None
        None where no paint says which.
    words : Words or None
        What speaks for it; None while only the match is known.
    bar : float
        0-1: support relative to the leader, by its logarithm; the explained share while only the match is known.
    trunk : str
        Name of the nerve it branches off, where that stands above it.
    tied : str
        Name of the neighbour that it cannot be told from by where pain is.
    cause : str
        What most likely presses the root.
    place : str
        Where a condition most likely sits.
    moved : int
        Places up (or, negative, down) that the clues have moved it.
    site : str
        Where the lesion most likely sits; empty while only the match is known.
    skin : tuple of layer and id
        The nerve or level whose territory stands for it.
    """

    layer: Depth
    id: str
    side: Where | None
    name: str
    words: Words | None
    bar: float
    shares: Shares
    trunk: str = ""
    tied: str = ""
    cause: str = ""
    place: str = ""
    moved: int = 0
    site: str = ""
    skin: tuple[Literal["nerve", "level"], str] = ("nerve", "")


def entries(reading: Reading, depth: Depth, evidence: Evidence = "all") -> tuple[Entry, ...]:
    """All candidates of a depth, best first.

    Parameters
    ----------
    evidence : {"all", "paint"}
        By paint and clues, or by the paint alone.
    """
    a = reading.assessment
    if a.is_empty or (evidence == "paint" and a.estimate.paint is None):
        return ()
    # as assessed: what an emergency names first, and on the limb on which it is read
    ranked = tuple(row.candidate for row in a.at(depth)) if evidence == "all" else a.paint_only.at(depth)
    before = {c.id: k for k, c in enumerate(a.paint_only.at(depth))}
    compared = evidence == "all" and a.paint_only is not a.estimate and a.estimate.paint is not None
    row = {s.id: k for k, s in enumerate(reading.match.subjects) if s.layer == depth}
    tied = _tied(a) if depth == "level" else {}
    place = {c.id: k for k, c in enumerate(ranked)}
    return tuple(
        Entry(
            layer=depth,
            id=c.id,
            side=c.side,
            name=reading.wording.candidate(c.id),
            words=c.words,
            bar=bar(c.support),
            shares=_shares(reading.match, c, row.get(c.id)),
            trunk=_trunk(reading, c.id, place) if depth == "nerve" and c.support > -BAR_FLOOR else "",
            tied=reading.wording.candidate(tied[c.id]) if c.id in tied else "",
            cause=reading.wording.candidate(c.mechanism) if c.mechanism is not None else "",
            place=reading.wording.site(c.site) if depth == "condition" else "",
            moved=before[c.id] - k if compared else 0,
            site=c.site,
            skin=_skin(reading, c),
        )
        for k, c in enumerate(ranked)
    )


def shown_at_first(all_: Sequence[Entry]) -> int:
    """How many entries are listed before the reader asks for the rest: those that matter, and a few beside them."""
    near = sum(1 for e in all_ if e.bar > 0 and e.words != "strongly against")
    return min(max(near, FIRST), MOST, len(all_))


def matched_entries(layer: Literal["nerve", "level"], match: Match, names: Mapping[str, str]) -> tuple[Entry, ...]:
    """Entries by the match alone, by what they explain of the paint; of two limbs the one where that is more."""
    row = {s.id: k for k, s in enumerate(match.subjects) if s.layer == layer}
    found: dict[str, Entry] = {}
    for o in match.overlaps(layer):
        if o.explained >= LEAST and o.id not in found and len(found) < MOST:
            shares, name = shares_of(match, row[o.id], o.side), names.get(o.id, o.id)
            found[o.id] = Entry(layer, o.id, o.side, name, None, o.explained, shares, skin=(layer, o.id))
    return tuple(found.values())


def bar(support: float) -> float:
    """Length of a bar, 0-1, for a support in log units: whole for the leader, nothing at the floor."""
    return max(0.0, 1.0 + support / BAR_FLOOR)


def shares_of(match: Match, row: int | None, side: Where | None) -> Shares:
    """Shares of one subject of a match, on the limb or limbs of a candidate."""
    if row is None or side is None:
        return Shares()
    both: tuple[Literal["right", "left"], ...] = ("right", "left")
    sides = [match.sides[s] for s in (both if side == "both" else (side,)) if s in match.sides]
    paint = sum(s.paint_mm2 for s in sides)
    if paint <= 0.0:
        return Shares(0, 0, 0)
    subject = match.subjects[row]
    limbs = 2 if side == "both" else 1
    overlap = sum(float(s.overlap_mm2[row]) for s in sides)
    core = sum(float(s.core_mm2[row]) for s in sides)
    return Shares(
        _percent(overlap / paint),
        _percent(overlap / (limbs * subject.size_mm2)) if subject.size_mm2 > 0 else 0,
        _percent(core / (limbs * subject.core_mm2)) if subject.core_mm2 > 0 else None,
    )


def _shares(match: Match, candidate: Candidate, row: int | None) -> Shares:
    if candidate.side is None:
        return Shares()
    if row is None or match.subjects[row].size_mm2 <= 0.0:  # felt, but without skin of its own on the map
        return Shares(explained=_percent(candidate.explained))
    return shares_of(match, row, candidate.side)


def _percent(share: float) -> float:
    found = 100.0 * min(max(share, 0.0), 1.0)
    return float(round(found)) if found >= 0.5 or found < 1e-6 else TRACE


def _tied(assessment: Assessment) -> Mapping[str, str]:
    """Level -> the neighbour it is tied with."""
    out: dict[str, str] = {}
    for one, other in assessment.special.tied:
        out.setdefault(one, other)
        out.setdefault(other, one)
    return out


def _skin(reading: Reading, c: Candidate) -> tuple[Literal["nerve", "level"], str]:
    if c.depth != "condition":
        return c.depth, c.id
    site = reading.localiser.knowledge.anatomy.sites[c.site]
    if site.nerve is None and site.roots:
        return "level", max(site.roots, key=lambda level: site.roots[level])
    return "nerve", site.nerve or ""


def _trunk(reading: Reading, nerve: str, place: Mapping[str, int]) -> str:
    """The trunk of a branch that stands above it."""
    parents = reading.clinical.base.nerves[nerve].parents
    above = (p for p in parents if p in place and place[p] < place[nerve])
    return next((reading.wording.candidate(p) for p in above), "")
