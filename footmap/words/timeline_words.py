"""A timeline in words: its days and answers, a description for who cannot see the plots, and a table for a spreadsheet.

Cells of the table are safe in a spreadsheet: a text that could be read as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from footmap.core.ids import SIDES
from footmap.core.timeline import Limb, TimelinePoint, changed_answers, in_order, painted_limbs

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer

    from .documents import DocumentWords

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""
MARK: Final = "\ufeff"
"""Tells spreadsheets that the table is UTF-8."""


def day(at: datetime | None, words: DocumentWords) -> str:
    """A day in figures, as short as it can be read without doubt."""
    if at is None:
        return words.say("timeline_no_date")
    return words.say("timeline_day", day=f"{at.day:02d}", month=f"{at.month:02d}", year=f"{at.year:04d}")


def limb_name(limb: Limb, words: DocumentWords) -> str:
    """A quality of a limb."""
    side, quality = limb
    return words.say("reading_of_side", name=words.quality(quality), side=words.words.side(side))


def answer_words(clue: str, answer: ClueAnswer, words: DocumentWords) -> str:
    """An answer, or that of each limb; the ids of what is not known."""
    if isinstance(answer, Mapping):
        told = ((_values(clue, answer[side], words), words.words.side(side)) for side in SIDES if side in answer)
        return ", ".join(words.words.say("answer_of_side", answer=value, side=side) for value, side in told)
    return _values(clue, answer, words)


def _values(clue: str, answer: str | tuple[str, ...], words: DocumentWords) -> str:
    values = (answer,) if isinstance(answer, str) else answer
    return ", ".join(words.words.answer(clue, value) for value in values)


def timeline_text(points: Sequence[TimelinePoint], names: Mapping[str, str], words: DocumentWords) -> str:
    """One line for each visit, to be read aloud.

    Parameters
    ----------
    names : mapping of candidate to its name
    """
    return "\n".join(_line(point, names, words) for point in in_order(points))


def _line(point: TimelinePoint, names: Mapping[str, str], words: DocumentWords) -> str:
    told = [day(point.at, words)]
    if point.total_cm2 is None:
        told.append(point.problem)
    else:
        told.append(words.words.area(point.total_cm2))
    values = (("now", point.pain.now), ("worst", point.pain.worst), ("mean", point.pain.mean))
    pain = [words.say(f"pain_{key}", value=words.short(value)) for key, value in values if value is not None]
    if pain:
        told.append(f"{words.say('who_pain')} {', '.join(pain)}")
    if point.leader:
        told.append(names.get(point.leader, point.leader))
    return "; ".join(told)


def timeline_csv(points: Sequence[TimelinePoint], names: Mapping[str, str], words: DocumentWords) -> str:
    """A row for each visit, commas between the cells, decimal points, dates as in ISO 8601.

    Parameters
    ----------
    names : mapping of candidate to its name
    """
    ordered, limbs, clues = in_order(points), painted_limbs(points), changed_answers(points)
    pains = (("pain_now", "now"), ("pain_worst", "worst"), ("pain_mean", "mean"))
    head = [
        words.say("who_date"),
        *(f"{words.say('who_pain')}: {words.say(phrase, value='').strip()}" for phrase, _ in pains),
        *(words.say("area_unit", quality=limb_name(limb, words)) for limb in limbs),
        words.say("area_unit", quality=words.say("timeline_all")),
        words.say("timeline_leader"),
        *(words.words.clue(clue) for clue in clues),
        words.say("timeline_problem"),
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(cell) for cell in head])
    for point in ordered:
        known = point.total_cm2 is not None
        row = [
            point.at.isoformat(timespec="minutes") if point.at is not None else "",
            *(_number(getattr(point.pain, name)) for _, name in pains),
            *(_number(round(point.areas_cm2.get(limb, 0.0), 2)) if known else "" for limb in limbs),
            _number(round(point.total_cm2, 2)) if point.total_cm2 is not None else "",
            names.get(point.leader, point.leader),
            *(answer_words(clue, point.answers[clue], words) if clue in point.answers else "" for clue in clues),
            point.problem,
        ]
        writer.writerow([safe_cell(cell) for cell in row])
    return MARK + out.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def safe_cell(text: str) -> str:
    """A text that no spreadsheet computes; see OWASP, "CSV Injection". Numbers of this table are never negative."""
    return f"'{text}" if text.startswith(FORMULA) else text
