"""Courses: graded cases, each solved by the engine or with a reason; wrong files are refused with every problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from footmap.core import paint as painting
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.red_flags import alarms
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.courses import CourseCase, load_courses, read_courses
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.localiser import load_localiser
from footmap.errors import AssetError

FIRST = 3


@pytest.fixture(scope="module")
def localiser() -> Localiser:
    return load_localiser(load_atlas())


def test_there_are_enough_cases_in_three_grades_and_emergencies_among_them() -> None:
    courses = load_courses()
    assert len(courses.cases) >= 60
    assert [course.grade for course in courses.courses] == [1, 2, 3]
    assert sum(len(courses.of(course)) for course in courses.courses) == len(courses.cases)
    for course in courses.courses:
        hidden = [case.record.emergency for case in courses.of(course)]
        assert 0 < sum(hidden) < len(hidden) / 3
    assert any(case.record.made is not None for case in courses.cases.values())
    assert any(case.record.made is not None and case.record.made.herrings for case in courses.cases.values())


def test_each_case_is_solved_by_the_engine_or_says_why_not(localiser: Localiser) -> None:
    wrong = []
    for case in load_courses().cases.values():
        place = place_of(case, localiser)
        if (place <= FIRST) != (case.record.later is None):
            wrong.append(f"{case.id}: place {place}")
    assert not wrong


@pytest.fixture(scope="module")
def urgencies(localiser: Localiser) -> dict[str, set[str]]:
    """Urgencies of the red flags that each case raises."""
    clinical, atlas = load_clinical(), localiser.atlas
    scores, out = tuple(clinical.scores.values()), {}
    for case in load_courses().cases.values():
        painted = localiser.painted(painting.replay(atlas, case.case(atlas).drawing, views=()))
        found = alarms(
            clinical.red_flags, case.record.clues, painted, localiser.fields.region, localiser.cells.area_cm2, scores
        )
        out[case.id] = {str(flag.urgency) for flag in found.raised}
    return out


def test_emergencies_are_those_that_raise_a_flag_and_none_is_given_away(urgencies: dict[str, set[str]]) -> None:
    for case in load_courses().cases.values():
        if case.record.emergency:
            assert urgencies[case.id] & {"emergency", "same_day"}, case.id
            assert "emergency" not in case.record.story.to("en").lower()
        else:
            assert "emergency" not in urgencies[case.id], case.id


def test_no_answer_of_a_made_up_case_is_a_red_flag_that_one_should_ignore(urgencies: dict[str, set[str]]) -> None:
    for case in load_courses().cases.values():
        if case.record.made is not None and not case.record.emergency:
            assert urgencies[case.id] <= {"soon"}, case.id


def test_each_lesson_is_said_and_rests_on_more_than_a_weak_page() -> None:
    courses, sources = load_courses(), load_clinical().base.sources
    said = {case.lesson.id: case.lesson for case in courses.cases.values()}
    text = (resources.root() / "study" / "courses.yaml").read_text(encoding="utf-8")
    written = text[text.index("lessons:") : text.index("cases:")].count("- id: ")
    assert len(said) == written
    for lesson in said.values():
        assert lesson.sources or lesson.recalled is not None, lesson.id
        assert all(sources[id_].grade != "D" for id_ in lesson.sources), lesson.id


def test_every_text_is_in_both_languages() -> None:
    for case in load_courses().cases.values():
        for text in (case.record.story, case.lesson.text, case.record.later):
            assert text is None or (text.de and text.de != text.en)


def test_stories_are_not_those_of_the_written_cases() -> None:
    told = (resources.root() / "benchmark" / "cases").glob("*.yaml")
    originals = " ".join(path.read_text(encoding="utf-8") for path in told).lower()
    for case in load_courses().cases.values():
        words = case.record.story.to("en").lower().split()
        runs = [" ".join(words[i : i + 8]) for i in range(len(words) - 7)]
        assert not [run for run in runs if run in originals], case.id


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("lesson: sural_s1", "lesson: nothing", "There is no lesson nothing"),
        ("area: post_calf,", "area: nowhere,", "nowhere is not an area"),
        ("age: under_50", "age: under_5", "is no answer of a clue"),
        ("nerves: [sural,", "nerves: [surral,", "surral is not known"),
        ("grade: 1\n  source", "grade: 7\n  source", "grade"),
        ("id: c_004", "id: c_002", "stands twice"),
        ("side: right", "sidle: right", "not known"),
        ("area: post_calf, quality", "area: post_calf, region: heel, quality", "either an area or a region"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (resources.root() / "study" / "courses.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "courses.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AssetError, match=words) as caught:
        read_courses(tmp_path / "courses.yaml", load_clinical())
    assert "courses.yaml:" in caught.value.problems[0].where


def place_of(case: CourseCase, localiser: Localiser) -> int:
    """The best place of an accepted answer; what a standing emergency names stands before all others."""
    drawing = case.case(localiser.atlas).drawing
    paint = painting.replay(localiser.atlas, drawing)
    accepted, clinical = set(case.accepted.ids), load_clinical()
    emergencies = alarms(
        clinical.red_flags,
        case.record.clues,
        localiser.painted(paint),
        localiser.fields.region,
        localiser.cells.area_cm2,
        tuple(clinical.scores.values()),
    ).emergencies
    if any(set(flag.conditions) & accepted for flag in emergencies):
        return 1
    found = localiser.rank(paint, case.record.clues)
    places = [
        place
        for candidates in (found.nerves, found.levels, found.conditions)
        for place, candidate in enumerate(candidates, 1)
        if candidate.id in accepted
    ]
    return min(places, default=99)
