"""The answers of a case in words: as they were given, with grades and limbs, and why one does not count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .naming import Naming

if TYPE_CHECKING:
    from footmap.core.drawing import ClueAnswer
    from footmap.core.localiser.answers import AnswerProblem
    from footmap.core.localiser.assessment import Assessment
    from footmap.core.localiser.clue_evidence import ClueEvidence
    from footmap.core.views import Side


class AnswerWords(Naming):
    """What is said of answers in one language; a part of `Wording`."""

    # ---- as they were given

    def said(
        self,
        clue: str,
        answer: str,
        limbs: Mapping[Side, str] | None = None,
        given: ClueAnswer | None = None,
    ) -> str:
        """A clue with its answer, or with the answer of each limb for which one was given; a grade as it was given."""
        return self.say("row_clue", clue=self.clue(clue), answer=self._of_limbs(clue, answer, limbs, given))

    def answer_in(self, found: Assessment, clue: str) -> str:
        """The answer of a case to a clue, or that of each limb, a grade as it was given."""
        return self._told(clue, found.answers.get(clue, ""), found)

    def _told(self, clue: str, answer: str, found: Assessment | None) -> str:
        """An answer as it was given in a case."""
        if found is None:
            return self.answer(clue, answer)
        return self._of_limbs(clue, answer, found.answers_by_side.get(clue), found.as_given.get(clue))

    def _of_limbs(self, clue: str, answer: str, limbs: Mapping[Side, str] | None, given: ClueAnswer | None) -> str:
        """An answer, or that of each limb, with its grade."""
        if not limbs:
            return self._graded(clue, answer, given)
        of_limb = given if isinstance(given, Mapping) else {}
        each = ((self._graded(clue, value, of_limb.get(side)), self.side(side)) for side, value in limbs.items())
        return ", ".join(self.say("answer_of_side", answer=value, side=side) for value, side in each)

    def answered(self, found: Assessment) -> tuple[str, ...]:
        """Every answer of a case, each with its limb where one was given."""
        clues = dict.fromkeys((*found.answers, *found.answers_by_side))
        return tuple(
            self.said(c, found.answers.get(c, ""), found.answers_by_side.get(c), found.as_given.get(c)) for c in clues
        )

    def _graded(self, clue: str, answer: str, given: ClueAnswer | None) -> str:
        """An answer with the grade that says it, where one was given."""
        scale = self._clinical.clues[clue].scale if clue in self._clinical.clues else None
        grade = scale.find(given) if scale is not None and isinstance(given, str) else None
        said = self.answer(clue, answer)
        return said if grade is None else self.say("answer_grade", answer=said, grade=grade.id)

    # ---- what does not fit, or does not count

    def contradiction(self, pair: tuple[str, str]) -> str:
        """Two answers that say opposite things."""
        return self.say("contradiction", first=self.clue(pair[0]), second=self.clue(pair[1]))

    def passed_over(self, clues: ClueEvidence, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Answers that do not count, each with the reason."""
        said = []
        for id_, reason in clues.passed_over.items():
            values = {"answer": answers.get(id_, "")} if reason == "unknown_answer" else {}
            said.append(self.say(f"passed_{reason}", clue=self.clue(id_), **values))
        return tuple(said)

    def problem(self, problem: AnswerProblem) -> str:
        """An answer that does not count, or not as given: what, why and what to do."""
        id_, near = problem.clue, problem.nearest
        given = self.listed(problem.answers)
        if problem.kind == "unknown_clue":
            phrase = "problem_unknown_clue_near" if near else "problem_unknown_clue"
            return self.say(phrase, clue=id_, **({"near": self.listed(near)} if near else {}))
        if problem.kind == "unknown_flag":
            known = near or tuple(self._clinical.red_flags)
            return self.say("problem_unknown_flag", flag=id_, known=self.listed(known))
        if problem.kind == "no_reason":
            return self.say("problem_no_reason", flag=self.flag(id_))
        if problem.kind == "unknown_answer":
            return self.say("problem_unknown_answer", clue=id_, answer=given, known=self.listed(near))
        if problem.kind == "several_answers":
            return self.say("problem_several_answers", clue=id_, answers=given)
        if problem.kind == "sides_differ":
            told = self.listed([self.answer(id_, answer) for answer in problem.answers])
            return self.say("problem_sides_differ", clue=self.clue(id_), answers=told)
        if problem.kind == "other_limb":
            answer = self.answer(id_, near[1])
            return self.say("problem_other_limb", clue=self.clue(id_), side=self.say(near[0]), answer=answer)
        return self.say(f"passed_{problem.kind}", clue=self.clue(id_))
