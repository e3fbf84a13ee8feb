"""The letter: who, what, what fits, emergencies first; text of a case is never markup, templates are checked."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.cli import main
from footmap.core.drawing import Case, ClueAnswer, Drawing, Stroke
from footmap.core.record import Pain, Patient, Visit
from footmap.data.casefile import write_case
from footmap.data.visit_json import case_of
from footmap.errors import FootmapError
from footmap.words.documents import ReadVisit, load_document_words, read_visit
from footmap.words.letter import DEFAULT, FIELDS, check_template, letter_fields, write_letter

ROOT = Path(__file__).resolve().parents[2]
HEEL = Stroke("right", "foot_plantar", "add", "brush", "pain", ((0.0, 30.0),), 16.0, 6.0)
PATIENT = Patient("p", "quiet otter", "Maria <b>Schneider</b>", 1961)


@pytest.fixture(scope="session")
def read() -> ReadVisit:
    clues: dict[str, ClueAnswer] = {
        "back_pain": "yes",
        "hip_abduction_weak": {"right": "yes"},
        "rash": "no",
        "sudden_cold_pale": "no",
    }
    at = datetime(2026, 11, 28, 14, 5, tzinfo=UTC)
    visit = Visit("v", at, Case(Drawing((HEEL,)), clues), "Dr. S.", "patient", "right", Pain(3, 7))
    return read_visit(visit, PATIENT)[0]


@pytest.fixture(scope="session")
def urgent() -> ReadVisit:
    return read_visit(Visit("v", case=Case(Drawing((HEEL,)), {"saddle_or_sphincter": "yes"})), None)[0]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sentences_say_who_where_what_and_what_next(read: ReadVisit, language: str) -> None:
    words = load_document_words(language)
    letter = write_letter(read, words).plain
    assert len(letter.splitlines()) == 1
    for part in (PATIENT.name, "1961", words.date(read.visit.at) if read.visit.at else "", words.pain(read.visit)):
        assert part in letter
    area = words.words.area(words.total(read.areas, "right", "pain"))
    assert area in letter
    assert words.words.clue("back_pain") in letter
    weak = words.words.answer("hip_abduction_weak", "yes")
    assert f"{weak} ({words.words.side('right')})" in letter, "an answer that is no plain yes is told"
    best = next(a for a in read.found.conditions if not a.emergency)
    assert words.candidate(best) in letter
    assert read.found.questions
    assert words.words.question(read.found.questions[0].clue).rstrip("?. ") in letter
    assert words.words.clue("rash") in letter


def test_an_emergency_begins_the_letter(urgent: ReadVisit) -> None:
    words = load_document_words()
    letter = write_letter(urgent, words)
    flag = words.words.red_flag(urgent.found.alarms.raised[0])
    assert letter.plain.splitlines()[0].startswith(flag.urgency.rstrip(".:"))
    assert flag.now in letter.plain.splitlines()[0]
    assert letter.rich.startswith("<p><b>")


def test_rich_text_has_no_markup_of_the_case(read: ReadVisit) -> None:
    rich = write_letter(read, load_document_words(), "{name}\n{note}\n").rich
    assert "<b>Schneider" not in rich
    assert html.escape(PATIENT.name) in rich
    assert re.sub(r"</?p>", "", rich).count("<") == 0


def test_a_line_without_anything_to_say_goes(read: ReadVisit) -> None:
    words = load_document_words()
    letter = write_letter(read, words, "Dear colleague,\n\nNumber {number}\nSeen on {date}.\n")
    assert letter.plain == f"Dear colleague,\n\nSeen on {letter_fields(read, words)['date']}."


@settings(max_examples=60)
@given(text=st.text(max_size=80))
def test_any_template_is_filled_in_or_refused_in_one_sentence(read: ReadVisit, text: str) -> None:
    try:
        check_template(text)
    except FootmapError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert refused.startswith(("Line ", "The template"))
    else:
        write_letter(read, load_document_words(), text)


@settings(max_examples=40)
@given(note=st.text(max_size=60), examiner=st.text(max_size=20))
def test_text_of_a_case_is_not_filled_in_again(read: ReadVisit, note: str, examiner: str) -> None:
    case = replace(read.visit.case, note=f"{{date}} {note}")
    told = replace(read, visit=replace(read.visit, case=case, examiner=examiner))
    letter = write_letter(told, load_document_words(), "[{note}][{examiner}]")
    assert letter.plain.strip() == f"[{case.note.strip()}][{examiner}]".strip()


def test_every_field_is_filled_and_documented(read: ReadVisit) -> None:
    assert set(letter_fields(read, load_document_words())) == set(FIELDS)
    page = (ROOT / "docs" / "letter-template.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`\{(\w+)\}`", page)) == set(FIELDS)
    check_template(DEFAULT)


@pytest.mark.parametrize(
    ("text", "said"),
    [("a {nonsense}", "{nonsense} is no field"), ("x\n{date", "Line 2"), ("{date!r}", "alone"), ("{date:>9}", "alone")],
)
def test_a_wrong_template_is_refused(text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "t.txt"
    template.write_text(text, encoding="utf-8")
    write_case(tmp_path / "a.footmap", Case())
    assert main(["letter", str(tmp_path / "a.footmap"), "--template", str(template)]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().splitlines()) == 1


def test_the_command_prints_plain_and_rich(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.footmap"
    write_case(file, case_of(Visit("v", case=Case(Drawing((HEEL,)))), PATIENT))
    assert main(["letter", str(file)]) == 0
    assert PATIENT.name in capsys.readouterr().out
    assert main(["letter", str(file), "--html", "--language", "de"]) == 0
    assert html.escape(PATIENT.name) in capsys.readouterr().out


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_grade_is_told_as_it_was_given(language: str) -> None:
    words = load_document_words(language)
    clues: dict[str, ClueAnswer] = {
        "ankle_dorsiflexion_weak": {"right": "3", "left": "5"},
        "ankle_reflex": {"right": "0"},
        "hip_flexion_weak": "4-",
    }
    found = read_visit(Visit("v", case=Case(Drawing((HEEL,)), clues)), None)[0]
    letter = write_letter(found, words).plain
    table = " ".join(answer for _, _, answer in words.answers(found.found))
    for clue, grade in (("ankle_dorsiflexion_weak", "3"), ("ankle_reflex", "0"), ("hip_flexion_weak", "4-")):
        answer = {"3": "yes", "0": "reduced_one_side", "4-": "yes"}[grade]
        told = words.words.say("answer_grade", answer=words.words.answer(clue, answer), grade=grade)
        assert told in letter
        assert told in table, "the report's table says the same"
