"""The argument for one candidate as plain values, and the whole list as text to paste elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Candidate, Depth
    from footmap.core.localiser.explain import Explanation
    from footmap.words.assessment_words import LimitWords, MimicWords, Wording

    from ..document.localising import Reading
    from .entries import Entry, Evidence


@dataclass(frozen=True)
class LedgerLine:
    """One contribution in words, log units, positive for the candidate."""

    text: str
    value: float


@dataclass(frozen=True)
class Argument:
    """Why a candidate stands where it stands.

    Attributes
    ----------
    speaks_for, speaks_against, where : str
        One sentence each; `where` is the likely site and what presses it.
    skin : tuple of str
        What it explains, what of its core is not painted, what paint it leaves; empty without paint.
    actions : tuple of str
        What is done about a condition.
    ledger : tuple of LedgerLine
        Adds up to `support`.
    sources : tuple of str
        Citations of everything said.
    """

    speaks_for: str
    speaks_against: str
    where: str
    skin: tuple[str, ...]
    mimics: tuple[MimicWords, ...]
    limits: tuple[LimitWords, ...]
    actions: tuple[str, ...]
    ledger: tuple[LedgerLine, ...]
    support: float
    sources: tuple[str, ...]


def argument(reading: Reading, depth: Depth, id_: str, evidence: Evidence = "all") -> Argument:
    """The argument for a candidate of a reading (about a millisecond)."""
    from footmap.core.localiser.explain import explain

    a, wording, clinical = reading.assessment, reading.wording, reading.clinical
    estimate = a.estimate if evidence == "all" else a.paint_only
    candidate = next(c for c in estimate.at(depth) if c.id == id_)
    found = explain(
        reading.localiser,
        a.painted,
        estimate,
        candidate,
        {c.id: c.distinguish for c in clinical.condition_records.values()},
        reading.limits,
    )
    # nerves and levels have the shares of their territory in their row
    share = wording.explained(found) if depth == "condition" else ""
    skin = share, wording.not_painted(found), wording.paint_left(found)
    actions = clinical.condition_records[id_].action if depth == "condition" else ()
    return Argument(
        speaks_for=wording.speaks_for(found),
        speaks_against=wording.speaks_against(found),
        where=wording.where(candidate),
        skin=tuple(text for text in skin if text),
        mimics=wording.mimics(found),
        limits=wording.limits(found),
        actions=tuple(action.text.to(wording.language) for action in actions),
        ledger=tuple(LedgerLine(wording.row(row), row.value) for row in candidate.ledger if abs(row.value) >= 0.005),
        support=candidate.support,
        sources=_sources(reading, depth, candidate, found),
    )


def _sources(reading: Reading, depth: Depth, candidate: Candidate, found: Explanation) -> tuple[str, ...]:
    """Citations, each once: of the territory or condition, the answers, the mimics and the limits."""
    clinical = reading.clinical
    ids: list[Iterable[str]] = []
    if depth == "nerve":
        ids.append(clinical.base.nerves[candidate.id].territory.sources)
    elif depth == "level":
        ids += [s.sources for map_, s in clinical.base.levels[candidate.id].maps.items()]
    else:
        ids += [s.sources for s in clinical.condition_records[candidate.id].action]
    ids += [row.sources for row in candidate.ledger]
    ids += [mimic.sources for mimic in found.mimics]
    ids += [limit.sources for limit in reading.wording.limits(found)]
    once = dict.fromkeys(source for some in ids for source in some)
    return tuple(clinical.base.sources[id_].citation for id_ in once if id_ in clinical.base.sources)


def list_text(reading: Reading, title: str, rows: Sequence[Entry], evidence: Evidence = "all") -> str:
    """Rows with their arguments as plain text, warnings first and what is said beside the list last."""
    a, wording = reading.assessment, reading.wording
    lines: list[str] = []
    for raised in a.alarms.raised:
        flag = wording.red_flag(raised)
        lines.append(f"{flag.urgency}: {flag.name}. {flag.now} {flag.action}")
    lines += [wording.cleared(cleared) for cleared in a.alarms.cleared]
    if a.answers or a.answers_by_side:
        lines.append(wording.say("text_answers", answers="; ".join(wording.answered(a))))
    urgent = {row.candidate.id for row in a.emergencies}
    if title:
        lines += [title]
    for k, entry in enumerate(rows, start=1):
        number = f"{k}. " if len(rows) > 1 else ""
        if k > 1 and entry.id not in urgent and rows[k - 2].id in urgent:
            lines += ["", wording.say("text_once_excluded")]
        mark = "!! " if entry.id in urgent else ""
        lines += ["", number + mark + _row_text(entry, wording)]
        if entry.words is not None:
            lines += [f"   {line}" for line in _as_lines(argument(reading, entry.layer, entry.id, evidence))]
    if len(rows) > 1:
        lines += ["", *(said.text for said in wording.special(a.special))]
    return "\n".join(lines).strip() + "\n"


def _row_text(entry: Entry, wording: Wording) -> str:
    name = f"{entry.name} ({wording.side(entry.side)})" if entry.side else entry.name
    return f"{name}: {wording.support(entry.words)}" if entry.words is not None else name


def _as_lines(found: Argument) -> list[str]:
    lines = [found.where, f"▲ {found.speaks_for}", f"▼ {found.speaks_against}", *found.skin]
    lines += [f"{m.condition}: {m.text}" for m in found.mimics]
    lines += [limit.text for limit in found.limits]
    return [line for line in lines if line]
