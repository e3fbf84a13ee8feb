"""The argument for one candidate as plain values, and the whole list as text to paste elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Candidate, Depth
    from footmap.core.localiser.engine import Estimate
    from footmap.core.localiser.explain import Explanation
    from footmap.words.assessment_words import LimitWords, MimicWords, Wording

    from ..document.localising import Reading
    from .entries import Entry, Evidence

SEEN: Final = 0.005
"""A row of the ledger that would be written as nothing."""
LEAST_CM2: Final = 0.5
"""A smaller painted part of a region is not named."""


@dataclass(frozen=True)
class LedgerLine:
    """One contribution in words, log units, positive for the candidate."""

    text: str
    value: float


@dataclass(frozen=True)
class AnswerLine:
    """What an answer says of a candidate, as a sentence, and in log units; 0 where it says nothing new.

    Attributes
    ----------
    sign : str
        For, against, or neither.
    """

    text: str
    value: float
    sign: str = "–"


@dataclass(frozen=True)
class Argument:
    """Why a candidate stands where it stands.

    Attributes
    ----------
    answers : tuple of AnswerLine
        Every answer of the case, those that say nothing here and those that do not count too.
    speaks_for, speaks_against, where : str
        One sentence each: what the paint says, empty where only answers speak; the likely site and what presses it.
    skin : tuple of str
        What it explains, what of its core is not painted, what paint it leaves; empty without paint.
    actions : tuple of str
        What is done about a condition.
    ledger : tuple of LedgerLine
        Adds up to `support`.
    sources : tuple of str
        Citations of everything said.
    """

    answers: tuple[AnswerLine, ...]
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
    speaks_for, speaks_against = _by_paint(found, wording)
    # nerves and levels have the shares of their territory in their row
    share = wording.explained(found) if depth == "condition" else ""
    skin = share, wording.not_painted(found), wording.paint_left(found)
    actions = clinical.condition_records[id_].action if depth == "condition" else ()
    return Argument(
        answers=_answers(reading, estimate, found),
        speaks_for=speaks_for,
        speaks_against=speaks_against,
        where=wording.where(candidate),
        skin=tuple(text for text in skin if text),
        mimics=wording.mimics(found),
        limits=wording.limits(found),
        actions=tuple(action.text.to(wording.language) for action in actions),
        ledger=tuple(
            LedgerLine(wording.row(row, a), row.value)
            for row in candidate.ledger
            if row.kind == "clue" or abs(row.value) >= SEEN
        ),
        support=candidate.support,
        sources=_sources(reading, depth, candidate, found),
    )


def _answers(reading: Reading, estimate: Estimate, found: Explanation) -> tuple[AnswerLine, ...]:
    """Each answer with what it says, then those that do not count."""
    wording, id_ = reading.wording, found.candidate.id
    case = reading.assessment
    lines = [
        AnswerLine(wording.row_sentence(row, id_, case), row.value, _sign(row.value, wording)) for row in found.answers
    ]
    if estimate is reading.assessment.estimate:
        passed = wording.passed_over(estimate.clues, reading.assessment.answers)
        lines += [AnswerLine(text, 0.0) for text in passed]
    return tuple(lines)


def _sign(value: float, wording: Wording) -> str:
    """For, against, or neither where it says nothing to a reader."""
    return "▲" if value >= wording.told_from else "▼" if value <= -wording.told_from else "–"


def _by_paint(found: Explanation, wording: Wording) -> tuple[str, str]:
    """The strongest that the paint says for and against it; that nothing does, where no answer does either."""
    rows = [row for row in found.candidate.ledger if row.kind not in ("clue", "leader")]
    best, worst = max(rows, key=lambda r: r.value, default=None), min(rows, key=lambda r: r.value, default=None)
    for_ = (
        wording.row_sentence(best, found.candidate.id) if best is not None and best.value >= wording.told_from else ""
    )
    against = (
        wording.row_sentence(worst, found.candidate.id)
        if worst is not None and worst.value <= -wording.told_from
        else ""
    )
    return (
        for_ or (wording.speaks_for(found) if found.speaks_for is None else ""),
        against or (wording.speaks_against(found) if found.speaks_against is None else ""),
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
    """Rows with their arguments as plain text, for a letter.

    An emergency comes first, then what was painted and answered, the rows, and what is said beside the list.
    """
    a, wording = reading.assessment, reading.wording
    lines = [*_flag_lines(reading), "", *_case_lines(reading)]
    if title:
        lines += ["", title]
    urgent = False
    for k, entry in enumerate(rows, start=1):
        if entry.emergency and not urgent:
            lines += ["", f"{wording.say('text_exclude_first')}:"]
        elif urgent and not entry.emergency:
            lines += ["", wording.say("text_once_excluded")]
        urgent = entry.emergency
        number = f"{k}. " if len(rows) > 1 else ""
        mark = "!! " if entry.emergency else "! " if entry.flag else ""
        lines += ["", number + mark + _row_text(entry, wording)]
        if entry.words is not None:
            lines += [f"   {line}" for line in _as_lines(argument(reading, entry.layer, entry.id, evidence))]
    if len(rows) > 1:
        lines += ["", *(said.text for said in wording.special(a.special))]
    return "\n".join(lines).strip() + "\n"


def _flag_lines(reading: Reading) -> list[str]:
    """Flags that stand, most urgent first, each with what to do now; then those that were cleared."""
    alarms, wording = reading.assessment.alarms, reading.wording
    lines = []
    for raised in alarms.raised:
        flag = wording.red_flag(raised)
        mark = "!! " if raised.urgency == "emergency" else ""
        lines.append(f"{mark}{flag.urgency}: {flag.name}. {flag.now}")
    return lines + [wording.cleared(gone) for gone in alarms.cleared]


def _case_lines(reading: Reading) -> list[str]:
    """What is painted, on which side and where, and every answer."""
    a, wording = reading.assessment, reading.wording
    if a.painted_sides:
        sides = wording.listed([wording.side(side) for side in a.painted_sides])
        outside = wording.percent(a.unexplained_share)
        lines = [wording.say("text_painted", area=wording.area(a.paint_cm2), sides=sides, outside=outside)]
        lines += ["; ".join(_regions(reading))]
    else:
        lines = [wording.say("text_no_paint")]
    said = wording.answered(a)
    return [*lines, wording.say("text_answers", answers="; ".join(said))] if said else lines


def _regions(reading: Reading) -> list[str]:
    """Painted regions with side and area, the largest first."""
    import numpy as np

    a, wording, localiser = reading.assessment, reading.wording, reading.localiser
    found = []
    for side, qualities in a.painted.items():
        part = np.max(list(qualities.values()), axis=0) if qualities else np.zeros(localiser.cells.count)
        area = localiser.cells.area_cm2 * part
        found += [(float(share @ area), region, side) for region, share in localiser.fields.region.items()]
    found = sorted((one for one in found if one[0] >= LEAST_CM2), key=lambda one: (-one[0], one[1], one[2]))
    return [
        wording.say("region_left", region=wording.region(region), side=wording.side(side), area=wording.area(cm2))
        for cm2, region, side in found
    ]


def _row_text(entry: Entry, wording: Wording) -> str:
    name = f"{entry.name} ({wording.side(entry.side)})" if entry.side else entry.name
    said = [wording.support(entry.words)] if entry.words is not None else []
    if entry.emergency:  # it has to be excluded, whatever speaks for or against it
        said = [wording.say("exclude_first")]
    elif entry.to_exclude:
        said = [wording.say("to_exclude")]
    if entry.flag:
        said.append(entry.flag)
    if entry.frequency:
        said.append(f"{wording.say('text_frequency')}: {entry.frequency}")
    return f"{'!! ' if entry.emergency else ''}{name}: {'; '.join(said)}" if said else name


def _as_lines(found: Argument) -> list[str]:
    lines = [f"{one.sign} {one.text}" for one in found.answers]
    lines += [f"{sign} {text}" for sign, text in (("▲", found.speaks_for), ("▼", found.speaks_against)) if text]
    lines += [found.where, *found.skin]
    lines += [m.text for m in found.mimics]
    lines += [f"{done_title()}: {' '.join(sentence(a) for a in found.actions)}"] if found.actions else []
    lines += [limit.text for limit in found.limits]
    return [line for line in lines if line]


def done_title() -> str:
    """Heading of what is done."""
    return QCoreApplication.translate("Reasons", "What is done")


def sentence(text: str) -> str:
    """As a sentence: a capital first and a full stop last."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
