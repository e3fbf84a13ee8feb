"""Grades of power and reflexes as answers: what a grade, or one on each side, says in the words of its clue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .clinical import Clue, Grade, Scale, Step
from .drawing import AnswerValue, ClueAnswer
from .views import SIDES, Side

BOTH_REDUCED: Final = "reduced_both"
PLAIN: Final = frozenset({"no", "normal"})
"""Answers that say "normal" and nothing more; taken before others that find the same."""


def ungraded(clue: Clue, value: ClueAnswer) -> ClueAnswer:
    """An answer in which grades are replaced by the answers of the clue that they mean.

    Parameters
    ----------
    value : answer
        As a case holds it. What is no grade of the clue stays as it is.

    Returns
    -------
    answer
        One for each side if `value` was; a single one where equal grades have an answer of their own (both ankle jerks
        absent).
    """
    scale = clue.scale
    if scale is None:
        return value
    if not isinstance(value, Mapping):
        grade = _grade(clue, scale, value)
        return value if grade is None else _answer(clue, grade.step, value)
    grades = {side: grade for side, given in value.items() if (grade := _grade(clue, scale, given)) is not None}
    steps: dict[Side, Step] = {side: grade.step for side, grade in grades.items()}
    if len(grades) == len(SIDES):
        steps = _compared(scale, grades)
        if set(steps.values()) == {"reduced"}:
            both = next((a.id for a in clue.answers.values() if a.finds == BOTH_REDUCED), None)
            if both is not None:
                return both
    return {side: _answer(clue, steps[side], given) if side in steps else given for side, given in value.items()}


def _compared(scale: Scale, grades: Mapping[Side, Grade]) -> dict[Side, Step]:
    right, left = grades["right"], grades["left"]
    order = scale.compare(right, left)
    if order == 0:
        return {"right": right.equal, "left": left.equal}
    steps: dict[Side, Step] = {"right": right.step, "left": left.step}
    higher: Side = "left" if order < 0 else "right"
    if scale.compared and steps[higher] == "reduced":
        steps[higher] = "normal"
    return steps


def _grade(clue: Clue, scale: Scale, given: AnswerValue) -> Grade | None:
    return scale.find(given) if isinstance(given, str) and given not in clue.answers else None


def _answer(clue: Clue, step: Step, given: AnswerValue) -> AnswerValue:
    """The clue's answer for a step; a jerk that cannot be answered as brisk is at least not lower."""
    wanted = (step, "normal") if step == "brisk" else (step,)
    for finds in wanted:
        found = sorted((a.id for a in clue.answers.values() if a.finds == finds), key=lambda id_: id_ not in PLAIN)
        if found:
            return found[0]
    return given
