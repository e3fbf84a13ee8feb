"""What a class made of a teacher's set: the exports of its learners as one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from footmap.core.learning import Answer, Learner
from footmap.data.footset import Footset
from footmap.data.progress.export import read_export
from footmap.data.table import csv_text

from .card_words import StudyNames
from .desk import set_answer_id


def results_table(footset: Footset, exports: Iterable[Path], language: str = "en") -> str:
    """A row for each learner and each case or fact of a set, as CSV.

    Raises
    ------
    StudyError
        If an export is refused.
    """
    names = StudyNames(language)
    heads = ("learner", "case", "answers", "score", "best", "seconds", "on")
    rows: list[tuple[object, ...]] = [tuple(names.say(f"table_{head}") for head in heads)]
    for path in exports:
        rows += _rows(footset, *read_export(path))
    return csv_text(rows)


def _rows(footset: Footset, learner: Learner, answers: tuple[Answer, ...]) -> Iterator[tuple[object, ...]]:
    wanted = [(case.id, set_answer_id(footset, case.id)) for case in footset.cases]
    wanted += [(fact, fact) for fact in footset.facts]
    for name, id_ in wanted:
        own = [answer for answer in answers if answer.fact == id_]
        if not own:
            yield learner.name, name, 0, "", "", "", ""
            continue
        last = own[-1]
        on = datetime.fromtimestamp(last.told_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M")
        best = max(answer.score for answer in own)
        yield learner.name, name, len(own), round(last.score, 3), round(best, 3), round(last.seconds, 1), on
