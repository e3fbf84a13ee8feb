"""Where somebody studies: exercises of what is due, answers kept at once, another picture each time, courses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from footmap.core.drawing import Case
from footmap.core.learning import DAY_MS, Grade
from footmap.data.footset import Accepted, Footset, SetCase
from footmap.data.progress.store import Progress, Studying
from footmap.errors import StudyError
from footmap.study.desk import OVERLOOKED, StudyDesk, mark_case
from footmap.study.examination import CaseAnswer, compose, keep
from footmap.study.exercise import ChoiceAnswer, Exercise
from footmap.study.generate import picture_of
from footmap.study.material import Material
from footmap.study.overview import overview
from footmap.study.schedule import Schedule

START = 1_790_000_000.0


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now

    def sleep(self, days: float) -> None:
        self.now += days * 86_400


@pytest.fixture(scope="module")
def material() -> Material:
    return Material()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.footstudy"


@pytest.fixture
def studying(path: Path) -> Iterator[Studying]:
    with Progress(path) as progress, progress.study(progress.add("Ada")) as found:
        yield found


@pytest.fixture
def desk(studying: Studying, material: Material, clock: Clock) -> StudyDesk:
    return StudyDesk(studying, material, ("reflexes", "muscles"), clock)


def solve(desk: StudyDesk, *, right: bool = True, seconds: float = 8.0) -> tuple[str, Grade]:
    exercise = desk.next_exercise()
    assert exercise is not None
    wrong = next(c.id for c in exercise.choices if c.id not in (*exercise.best, *exercise.accepted))
    outcome = desk.answer(exercise, ChoiceAnswer(exercise.best[0] if right else wrong), seconds)
    return exercise.fact, outcome.grade


def test_a_day_asks_new_facts_once_and_the_next_day_what_was_forgotten(desk: StudyDesk, clock: Clock) -> None:
    limit = desk.studying.learner.new_per_day
    asked = [solve(desk, right=k % 2 == 0)[0] for k in range(limit)]
    assert len(set(asked)) == limit
    assert desk.due().facts == ()
    assert desk.next_exercise() is None
    clock.sleep(1.1)
    assert set(desk.due().due) >= set(asked[1::2])
    assert len(desk.due().new) == limit


def test_each_answer_is_in_the_file_when_it_was_given(desk: StudyDesk, path: Path) -> None:
    for k in range(3):
        solve(desk)
        with Progress(path) as other, other.study(other.learner("Ada")) as second:
            assert len(second.answers) == k + 1
            assert second.cards == desk.studying.cards
            assert not second.writable


def test_time_counts_beside_rightness_and_the_learner_may_say_otherwise(desk: StudyDesk) -> None:
    assert solve(desk, seconds=2.0)[1] == Grade.EASY
    assert solve(desk, seconds=200.0)[1] == Grade.HARD
    fact, grade = solve(desk, right=False, seconds=1.0)
    assert grade == Grade.AGAIN
    before = desk.studying.cards[fact]
    card = desk.regrade(Grade.GOOD)
    assert card.due_ms > before.due_ms
    assert desk.studying.cards == Schedule().replay(desk.studying.answers)


def test_a_repetition_is_another_picture(desk: StudyDesk, material: Material) -> None:
    pictures = [picture_of(desk.exercise("skin:nerve:sural")) for _ in range(5)]
    assert all(a != b for a, b in pairwise(pictures))


def test_recall_falls_with_the_days_and_is_told_for_the_skin(desk: StudyDesk, clock: Clock) -> None:
    desk.choose(("core",))
    exercise = desk.exercise("skin:nerve:sural", "name")
    desk.answer(exercise, ChoiceAnswer(exercise.best[0]), 5.0)
    recalls = []
    for _ in range(3):
        skin = desk.skin_recall()
        recalls.append(skin["nerve", "sural"])
        clock.sleep(20)
    assert recalls == sorted(recalls, reverse=True)
    assert 0.0 < recalls[-1] < recalls[0] == 1.0
    assert skin["level", "S1"] == 0.0
    assert {kind for kind, _ in skin} == {"nerve", "level"}


def test_who_studies_on_gets_what_has_rested_longest(desk: StudyDesk, clock: Clock) -> None:
    for k in range(desk.studying.learner.new_per_day):
        solve(desk, seconds=2.0 if k else 200.0)
    assert desk.next_exercise(more=True) is None
    clock.sleep(0.5)
    exercise = desk.next_exercise(more=True)
    longest = min(desk.studying.cards.values(), key=lambda c: (c.last_ms, c.fact))
    assert exercise is not None
    assert exercise.fact == longest.fact


def test_a_second_window_may_look_and_not_answer(desk: StudyDesk, path: Path, material: Material) -> None:
    with Progress(path) as other, other.study(other.learner("Ada")) as second:
        looking = StudyDesk(second, material, ("reflexes",))
        exercise = looking.next_exercise()
        assert exercise is not None
        with pytest.raises(StudyError, match="another window"):
            looking.answer(exercise, ChoiceAnswer(exercise.best[0]), 5.0)
        assert not second.answers


def test_cards_of_facts_that_are_gone_rest(desk: StudyDesk, clock: Clock) -> None:
    solve(desk)
    known = next(iter(desk.studying.answers))
    gone = replace(known, uid="gone", fact="muscle:of_another_edition")
    desk.studying.keep(gone, Schedule().review(gone.fact, None, Grade.AGAIN, gone.at_ms))
    clock.sleep(30)
    assert gone.fact not in desk.due().facts
    assert desk.next_exercise() is not None


def test_the_overview_counts_what_is_due(desk: StudyDesk, path: Path) -> None:
    desk.studying.close()
    (row,) = overview(path)
    assert (row.name, row.due, row.new) == ("Ada", 0, desk.studying.learner.new_per_day)
    assert overview(path.with_name("none.footstudy")) == ()


def test_a_case_is_marked_by_place_and_an_overlooked_emergency_costs(desk: StudyDesk, material: Material) -> None:
    plain = desk.courses.cases["case:c_004"]
    assert not plain.record.emergency
    scores = [
        mark_case(plain, ids, material, emergency=False).score
        for ids in (["sural"], ["tibial", "sural"], ["tibial", "S1", "sural"], ["tibial"], [])
    ]
    assert scores == sorted(scores, reverse=True)
    assert (scores[0], scores[-1], scores[-2]) == (1.0, 0.0, 0.0)
    assert mark_case(plain, ["sural"], material, emergency=True).false_alarm
    urgent = desk.courses.cases["case:c2_041"]
    assert urgent.record.emergency
    found = mark_case(urgent, ["cauda_equina_syndrome"], material, emergency=False)
    assert (found.place, found.score, found.overlooked) == (1, OVERLOOKED, True)
    assert mark_case(urgent, ["cauda_equina_syndrome"], material, emergency=True).score == 1.0
    assert found.assessment.alarms.raised


def test_to_act_the_same_day_is_no_false_alarm_where_a_flag_asks_for_it(desk: StudyDesk, material: Material) -> None:
    """Growing weakness is examined the same day, though the case is not counted as an emergency."""
    case = desk.courses.cases["case:c_008"]
    assert not case.record.emergency
    found = mark_case(case, ["common_fibular"], material, emergency=True)
    assert {flag.urgency for flag in found.assessment.alarms.raised} & {"same_day"}
    assert not found.false_alarm
    assert found.score == mark_case(case, ["common_fibular"], material, emergency=False).score == 1.0


def test_courses_show_the_best_score_and_make_no_cards(desk: StudyDesk) -> None:
    course = next(c for c in desk.courses.courses if c.grade == 1)
    case = desk.courses.cases["case:c_004"]
    desk.answer_case(case, ["tibial"], 60.0, emergency=False)
    desk.answer_case(case, ["sural"], 60.0, emergency=False)
    desk.answer_case(case, ["tibial"], 60.0, emergency=False)
    scores = desk.course_scores(course)
    assert scores[case.id] == 1.0
    assert {k for k, v in scores.items() if v is not None} == {case.id}
    assert not desk.studying.cards
    assert not Schedule().replay(desk.studying.answers)


def test_a_clock_far_off_neither_loses_nor_blocks(desk: StudyDesk, clock: Clock) -> None:
    solve(desk)
    clock.now = -5.0
    solve(desk)
    clock.now = 1e13
    solve(desk)
    clock.now = START + 86_400
    solve(desk)
    assert len(desk.studying.answers) == 4
    clock.sleep(400)
    assert desk.due().due
    assert all(card.due_ms - card.last_ms <= 366 * DAY_MS for card in desk.studying.cards.values())


def test_a_case_of_a_teacher_is_marked_and_kept_for_the_table(desk: StudyDesk) -> None:
    footset = Footset("week-1", "Week 1", cases=(SetCase("a", "Which?", Case(), Accepted(("sural",))),))
    outcome = desk.answer_set_case(footset, footset.cases[0], ["tibial", "sural"], 9.0)
    assert outcome.place == 2
    assert [(a.fact, a.score) for a in desk.studying.answers] == [("set:week-1:a", outcome.score)]
    assert not desk.studying.cards


def test_an_examination_goes_on_in_study(desk: StudyDesk, material: Material) -> None:
    exam = compose("X", material, np.random.default_rng(2), sets=("reflexes",), exercises=3, cases=1)
    for number, question in enumerate(exam.questions[1:], 1):
        if isinstance(question, Exercise):
            exam.give(number, ChoiceAnswer(question.best[0]), 1.0, 9.0)
        else:
            exam.give(number, CaseAnswer(("sural",)), 1.0, 9.0)
    keep(exam.finish(material, 60.0), desk)
    first, second, third, case = exam.questions
    assert isinstance(first, Exercise)
    assert isinstance(second, Exercise)
    assert isinstance(third, Exercise)
    assert set(desk.studying.cards) == {second.fact, third.fact}
    assert {a.fact for a in desk.studying.answers} == {second.fact, third.fact, case.id}


def test_a_set_of_ones_own_is_studied_by_the_schedule_and_left_again(
    studying: Studying, material: Material, clock: Clock
) -> None:
    desk = StudyDesk(studying, material, clock=clock)
    usual = desk.facts
    own = Footset("mine", "Mine", facts=("reflex:ankle_jerk", "muscle:no_such_muscle", "skin:level:S1"))
    desk.choose_own(own)
    assert desk.due().new == ("reflex:ankle_jerk", "skin:level:S1")
    exercise = desk.next_exercise()
    assert exercise is not None
    assert exercise.fact == "reflex:ankle_jerk"
    desk.answer(exercise, ChoiceAnswer(exercise.best[0]), 5.0)
    assert desk.due().facts == ("skin:level:S1",)
    clock.sleep(60)
    assert desk.due().due == ("reflex:ankle_jerk",)
    desk.choose(("core",))
    assert desk.own is None
    assert desk.facts == usual


def test_a_set_without_a_known_fact_changes_nothing(studying: Studying, material: Material, clock: Clock) -> None:
    desk = StudyDesk(studying, material, clock=clock)
    usual = desk.facts
    with pytest.raises(StudyError, match="Old has no fact"):
        desk.choose_own(Footset("old", "Old", facts=("muscle:no_such_muscle",)))
    assert desk.facts == usual
    assert desk.own is None
