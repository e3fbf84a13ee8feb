"""How an answer of a case and the buttons of a row belong together: sides, several answers, grades; plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from footmap.core.ids import SIDES
from footmap.ui.look.plain import visible

if TYPE_CHECKING:
    from footmap.core.clinical import Clue
    from footmap.core.drawing import AnswerValue, ClueAnswer
    from footmap.core.ids import Side
    from footmap.core.localiser.candidates import Where
    from footmap.words.assessment_words import Wording

PLACES: Final[tuple[Where, ...]] = ("right", "left", "both")


def sides_of(place: Where) -> tuple[Side, ...]:
    """The sides that a place stands for."""
    return SIDES if place == "both" else (place,)


def place_of(value: ClueAnswer | None) -> Where | None:
    """Where an answer holds: a side, both alike, or the first of two that differ; None for the patient as a whole."""
    if not isinstance(value, Mapping):
        return None
    given = [side for side in SIDES if side in value]
    if len(given) == len(SIDES) and value["right"] == value["left"]:
        return "both"
    return given[0] if given else None


def answer_at(value: ClueAnswer | None, place: Where | None) -> AnswerValue | None:
    """What an answer says of a place; of the patient as a whole it says the same everywhere."""
    if not isinstance(value, Mapping):
        return value
    if place is None:
        return None
    said = [value.get(side) for side in sides_of(place)]
    return said[0] if all(one == said[0] for one in said) else None


def is_answered(value: ClueAnswer | None, place: Where | None) -> bool:
    """Whether an answer says anything of a place, if not the same of both sides."""
    if not isinstance(value, Mapping):
        return value is not None
    return place is None or any(side in value for side in sides_of(place))


def with_answer(value: ClueAnswer | None, place: Where | None, answer: AnswerValue | None) -> ClueAnswer | None:
    """The answer after one was given, or taken away with None, at a place; the other side keeps its own."""
    if place is None:
        return answer
    kept = dict(value) if isinstance(value, Mapping) else {}
    for side in sides_of(place):
        kept.pop(side, None)
        if answer is not None:
            kept[side] = answer
    return {side: kept[side] for side in SIDES if side in kept} or None


def toggled(clue: Clue, value: AnswerValue | None, answer: str) -> AnswerValue | None:
    """Several answers after one of them was pressed: it comes or goes, and what stands alone excludes the others."""
    had = (value,) if isinstance(value, str) else value or ()
    if answer in had:
        now = [one for one in had if one != answer]
    elif clue.answers[answer].alone:
        now = [answer]
    else:
        now = [one for one in clue.answers if one == answer or (one in had and not clue.answers[one].alone)]
    return tuple(now) if len(now) > 1 else now[0] if now else None


def is_of_both(clue: Clue, answer: str) -> bool:
    """Whether an answer speaks of both sides by itself (both ankle jerks lower)."""
    from footmap.core.grades import BOTH_REDUCED

    found = clue.answers.get(answer)
    return found is not None and found.finds in (BOTH_REDUCED, "both")


def answer_text(wording: Wording, clue: Clue | None, value: ClueAnswer | None) -> str:
    """An answer in words, each with its side; grades as grades, and what is not known as it was written."""
    if value is None:
        return ""
    if isinstance(value, str):
        if clue is None:
            return visible(value)
        grade = clue.scale.find(value) if clue.scale is not None and value not in clue.answers else None
        if grade is not None:
            return QCoreApplication.translate("Answers", "grade {0}").format(grade.id)
        return visible(wording.answer(clue.id, value))
    if isinstance(value, tuple):
        return ", ".join(answer_text(wording, clue, one) for one in value)
    each = {side: answer_text(wording, clue, one) for side, one in value.items()}
    if place_of(value) == "both":
        return wording.say("answer_of_side", answer=each["right"], side=wording.side("both"))
    return ", ".join(wording.say("answer_of_side", answer=text, side=wording.side(side)) for side, text in each.items())
