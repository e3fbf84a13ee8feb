"""What the rows show, as plain values: made from a reading of the case, or from the match alone until there is one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from footmap.core.localiser.assessment import Assessed, Assessment
    from footmap.core.localiser.candidates import Candidate, Depth, Where
    from footmap.core.localiser.ledger import Words
    from footmap.core.localiser.scoring import Scoring
    from footmap.core.matching import Match

    from ..document.localising import Reading

LEAST: Final = 0.005
"""Candidates that explain less of the paint than this are not listed while only the match is known."""
MOST: Final = 14
FIRST: Final = 4
"""Rows shown at first even if they stand far behind."""
TRACE: Final = 0.5
"""Stands for every share above nothing that would be rounded to nothing."""
_LONG: Final = math.log(9.0)
"""Where support is strong a bar is nine tenths of its length."""
_FAINT: Final = 0.02
"""A shorter bar is none."""
Evidence = Literal["all", "paint"]


class Shares(NamedTuple):
    """Whole per cent, `TRACE` where less but more than nothing, None where unknown.

    Attributes
    ----------
    explained : float or None
        Of all paint, on both limbs, that it explains.
    filled : float or None
        Of its usual skin that is painted, on the limb or limbs of the candidate; None of conditions.
    """

    explained: float | None = None
    filled: float | None = None


@dataclass(frozen=True)
class Entry:
    """One candidate as a row shows it.

    Attributes
    ----------
    side : str or None
        None where neither paint nor a finding says which.
    words : Words or None
        What speaks for it; None while only the match is known.
    bar : float
        0-1: its support, as the words say it; the explained share while only the match is known. What has to be
        excluded first has none, and no shares.
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
    frequency : str
        How common a condition is, in words; beside the evidence, no part of it.
    core : float or None
        Share of its core skin that is painted, on the limb or limbs of the candidate, as `Shares` are; None where
        unknown.
    emergency : bool
        A standing emergency names it: it stands first, marked, until that is cleared.
    flag : str
        How soon and why another red flag brings it among the first; empty where none does.
    to_exclude : bool
        Such a flag brings it there and the evidence does not: it has to be excluded, and carries no word and no bar.
    first : bool
        Belongs on the first list: it explains something, and something fits at all.
    found : bool
        Explains an answered finding, so that its side means something without paint too.
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
    frequency: str = ""
    core: float | None = None
    emergency: bool = False
    flag: str = ""
    to_exclude: bool = False
    first: bool = True
    found: bool = False


def entries(reading: Reading, depth: Depth, evidence: Evidence = "all") -> tuple[Entry, ...]:
    """All candidates of a depth, best first, and before them what an emergency names.

    Parameters
    ----------
    evidence : {"all", "paint"}
        By paint and clues, or by the paint alone.
    """
    from footmap.words.assessment_text import first_rows

    a = reading.assessment
    if a.is_empty or (evidence == "paint" and a.estimate.paint is None):
        return ()
    rows = a.at(depth) if evidence == "all" else _urgent_first(reading.by_paint.at(depth), a)
    before = {c.id: k for k, c in enumerate(a.paint_only.at(depth))}
    compared = evidence == "all" and a.paint_only is not a.estimate and a.estimate.paint is not None
    tied = _tied(a) if depth == "level" else {}
    now = {c.id: k for k, c in enumerate(a.estimate.at(depth))}
    place = {r.candidate.id: k for k, r in enumerate(rows)}
    first = {r.candidate.id for r in first_rows(rows)}
    wording = reading.wording
    row_of = {s.id: k for k, s in enumerate(reading.match.subjects) if s.layer == depth}
    out: list[Entry] = []
    least = 1.0
    for row in rows:
        c = row.candidate
        length = bar(evidence_of(c), reading.localiser.scoring)
        if (
            not row.emergency and not row.flags
        ):  # how common it is orders what carries the same word; it makes no bar longer
            least = length = min(length, least)
        out.append(
            Entry(
                layer=depth,
                id=c.id,
                side=c.side,
                name=wording.candidate(c.id),
                words=c.words,
                bar=0.0 if row.emergency or row.to_exclude else length,
                shares=Shares() if row.emergency else _shares(row),
                trunk=_trunk(reading, c.id, place) if depth == "nerve" and c.id in first else "",
                tied=wording.candidate(tied[c.id]) if c.id in tied else "",
                cause=wording.candidate(c.mechanism) if c.mechanism is not None else "",
                place=wording.site(c.site) if depth == "condition" else "",
                moved=before[c.id] - now[c.id] if compared and not row.emergency else 0,
                site=c.site,
                skin=_skin(reading, c),
                frequency=wording.say(c.frequency) if c.frequency is not None else "",
                core=None if row.emergency else core_of(reading.match, row_of.get(c.id), c.side),
                emergency=row.emergency,
                flag=wording.flags_of(row, a),
                to_exclude=row.to_exclude,
                first=c.id in first,
                found=bool(c.findings),
            )
        )
    return tuple(out)


def _urgent_first(rows: Sequence[Assessed], assessment: Assessment) -> list[Assessed]:
    """Rows of the paint alone with what an emergency of the whole case names before them."""
    by_id = {r.candidate.id: r for r in rows}
    urgent = [e.candidate.id for e in assessment.emergencies if e.candidate.id in by_id]
    rest = [replace(r, emergency=False) for r in rows if r.candidate.id not in urgent]
    return [*(replace(by_id[id_], emergency=True) for id_ in urgent), *rest]


def listed_first(all_: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries that are listed before the reader asks for the rest: those that matter, and a few beside them."""
    rows = [e for e in all_ if e.first]
    near = sum(1 for e in rows if e.emergency or e.to_exclude or (e.bar > 0 and e.words != "strongly against"))
    return tuple(rows[: min(max(near, FIRST), MOST)])


def matched_entries(layer: Literal["nerve", "level"], match: Match, names: Mapping[str, str]) -> tuple[Entry, ...]:
    """Entries by the match alone, by what they explain of the paint; of two limbs the one where that is more."""
    row = {s.id: k for k, s in enumerate(match.subjects) if s.layer == layer}
    found: dict[str, Entry] = {}
    for o in match.overlaps(layer):
        if o.explained >= LEAST and o.id not in found and len(found) < MOST:
            shares, name = shares_of(match, row[o.id], o.side), names.get(o.id, o.id)
            found[o.id] = Entry(layer, o.id, o.side, name, None, o.explained, shares, skin=(layer, o.id))
    return tuple(found.values())


def evidence_of(candidate: Candidate) -> float:
    """What paint and clues say of it against all places together, log units: what its words are made from."""
    return candidate.support - sum(row.value for row in candidate.ledger if row.kind == "leader")


def bar(evidence: float, scoring: Scoring) -> float:
    """Length of a bar, 0-1, for evidence in log units: half where nothing speaks for or against, long where much does.

    Notes
    -----
    The logistic curve, so that at the limits of words every bar has the same length in every list, and 9 to 1 of it
    where support begins to be strong.
    """
    length = 1.0 / (1.0 + math.exp(-max(evidence, -700.0) * _LONG / scoring.word_strong))
    return length if length >= _FAINT else 0.0


def shares_of(match: Match, row: int | None, side: Where | None) -> Shares:
    """Shares of one subject of a match, on the limb or limbs of a candidate, while nothing else is known."""
    if row is None or side is None:
        return Shares()
    both: tuple[Literal["right", "left"], ...] = ("right", "left")
    sides = [match.sides[s] for s in (both if side == "both" else (side,)) if s in match.sides]
    paint = sum(s.paint_mm2 for s in match.sides.values())
    if paint <= 0.0:
        return Shares(0, 0)
    subject = match.subjects[row]
    limbs = 2 if side == "both" else 1
    overlap = sum(float(s.overlap_mm2[row]) for s in sides)
    filled = overlap / (limbs * subject.size_mm2) if subject.size_mm2 > 0 else 0.0
    return Shares(_percent(overlap / paint), _percent(filled))


def core_of(match: Match, row: int | None, side: Where | None) -> float | None:
    """Share of the core of one subject of a match that is painted, as `Shares` are; None for what has no core."""
    if row is None or side is None or match.subjects[row].core_mm2 <= 0.0:
        return None
    limbs = [s for name, s in match.sides.items() if side in (name, "both")]
    painted = sum(float(s.core_mm2[row]) for s in limbs)
    return _percent(painted / ((2 if side == "both" else 1) * match.subjects[row].core_mm2))


def _shares(row: Assessed) -> Shares:
    if row.candidate.side is None:
        return Shares()
    return Shares(_percent(row.explained), None if row.filled is None else _percent(row.filled))


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
