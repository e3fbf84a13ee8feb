"""Examinations: drawn by lot, timed, marked at the end, printed with the mistakes painted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from footmap.data.courses import CourseCase, load_courses
from footmap.errors import FootmapError, StudyError
from footmap.study.exam_report import result_pdf, write_result
from footmap.study.examination import CaseAnswer, Examination, compose
from footmap.study.exercise import ChoiceAnswer, Exercise, PaintAnswer
from footmap.study.facts import fact_by_id
from footmap.study.generate import generate
from footmap.study.material import Material


@pytest.fixture(scope="module")
def material() -> Material:
    return Material()


@pytest.fixture
def exam(material: Material) -> Examination:
    return compose("Week 1", material, np.random.default_rng(3), sets=("reflexes",), exercises=4, cases=2, minutes=10.0)


def sit(exam: Examination, *, right: int) -> None:
    """Answer the first `right` questions rightly, the others wrongly."""
    for number, question in enumerate(exam.questions):
        if isinstance(question, CourseCase):
            id_ = question.accepted.ids[0] if number < right else "genitofemoral_femoral_branch"
            exam.give(number, CaseAnswer((id_,), question.record.emergency), 60.0, 20.0)
        else:
            wrong = next(c.id for c in question.choices if c.id not in (*question.best, *question.accepted))
            exam.give(number, ChoiceAnswer(question.best[0] if number < right else wrong), 60.0, 20.0)


def test_questions_are_about_different_facts_and_the_same_of_the_same_seed(material: Material) -> None:
    first, second = (
        compose("X", material, np.random.default_rng(5), sets=("reflexes", "muscles"), exercises=9, cases=3)
        for _ in range(2)
    )
    asked = [q.fact for q in first.questions if isinstance(q, Exercise)]
    assert len(set(asked)) == len(asked) == 9
    assert [q.id for q in first.questions] == [q.id for q in second.questions]
    third = compose("X", material, np.random.default_rng(6), sets=("reflexes", "muscles"), exercises=9, cases=3)
    assert [q.id for q in third.questions] != [q.id for q in first.questions]


@pytest.mark.parametrize("right", [0, 2, 6])
def test_points_follow_the_answers(exam: Examination, material: Material, right: int) -> None:
    sit(exam, right=right)
    result = exam.finish(material, 300.0)
    assert result.right == right
    assert [m.right for m in result.marked] == [k < right for k in range(6)]
    assert result.share >= right / 6
    assert not result.late


def test_what_comes_after_the_time_does_not_count(exam: Examination, material: Material) -> None:
    sit(exam, right=6)
    question = exam.questions[0]
    assert isinstance(question, Exercise)
    wrong = next(c.id for c in question.choices if c.id not in (*question.best, *question.accepted))
    assert not exam.give(0, ChoiceAnswer(wrong), 601.0, 5.0)
    result = exam.finish(material, 620.0)
    assert result.late
    assert result.right == 6


def test_an_answer_may_be_changed_and_one_that_is_missing_is_worth_nothing(
    exam: Examination, material: Material
) -> None:
    sit(exam, right=0)
    sit(exam, right=6)
    assert exam.finish(material, 1.0).right == 6
    empty = Examination(exam.title, exam.questions, exam.minutes).finish(material, 1.0)
    assert (empty.right, empty.share) == (0, 0.0)
    with pytest.raises(StudyError, match="has 6 questions"):
        exam.give(6, CaseAnswer(()), 1.0, 1.0)


def test_an_examination_of_nothing_or_too_much_is_refused(material: Material) -> None:
    for exercises in (0, 1000):
        with pytest.raises(StudyError, match="1 to 200"):
            compose("X", material, np.random.default_rng(1), exercises=exercises, cases=0)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_result_is_printed_with_its_mistakes(material: Material, tmp_path: Path, language: str) -> None:
    sural = generate(fact_by_id(material.facts, "skin:nerve:sural"), np.random.default_rng(1), material, "paint")
    urgent = load_courses().cases["case:c2_041"]
    questions = (sural, urgent)
    exam = Examination("Week 1", questions, 10.0)
    assert exam.give(0, PaintAnswer({}), 5.0, 5.0)
    assert exam.give(1, CaseAnswer(("sural",)), 5.0, 5.0)
    result = exam.finish(material, 120.0)
    path = tmp_path / "result.pdf"
    write_result(result, path, "Ada", material, language)
    assert result_pdf(result, "Ada", material, language) == path.read_bytes()
    plain = result_pdf(Examination("Week 1", questions, 10.0).finish(material, 120.0), "Ada", material, language)
    assert images(path.read_bytes(), tmp_path) > images(plain, tmp_path)
    with pytest.raises(FootmapError, match=r"\.pdf file"):
        write_result(result, tmp_path / "result.txt", "Ada", material)


def images(data: bytes, folder: Path) -> int:
    (folder / "look.pdf").write_bytes(data)
    with pikepdf.open(folder / "look.pdf") as pdf:
        return sum(
            1 for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        )
