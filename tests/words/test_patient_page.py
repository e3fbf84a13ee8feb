"""The page for the patient: plain words for whatever raises a red flag, and nothing of what is feared."""

from __future__ import annotations

from pathlib import Path

import pytest

from footmap.core.drawing import Case
from footmap.core.ids import LANGUAGES
from footmap.core.record import Visit
from footmap.data import resources
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.patient_words import FILE, alarming_clues, load_patient_words, read_patient_words
from footmap.errors import AssetError
from footmap.words.assessment_words import load_wording
from footmap.words.documents import load_document_words, read_visit
from footmap.words.patient_page import patient_blocks

CLINICAL = load_clinical()


def said(case: Case, language: str) -> str:
    """All words of the page."""
    read, _, _ = read_visit(Visit("v", case=case), None)
    blocks = patient_blocks(read, load_document_words(language))
    return "\n".join(str(block) for block in blocks)


def raising() -> list[tuple[str, str]]:
    """Every clue with the first of its answers that raises a flag alone."""
    found: dict[str, str] = {}
    for flag in CLINICAL.red_flags.values():
        for trigger in flag.raised_by:
            if len(trigger.clues) == 1:
                ((clue, answers),) = trigger.clues.items()
                found.setdefault(clue, next(iter(answers)))
    return list(found.items())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("clue", "answer"), raising())
def test_what_raises_a_flag_is_told_in_plain_words(clue: str, answer: str, language: str) -> None:
    words = load_wording(language)
    case = Case(clues={clue: answer})
    read, _, _ = read_visit(Visit("v", case=case), None)
    page = said(case, language)
    if not read.found.alarms.raised:
        pytest.skip("raised on a limb or with others alone")
    assert load_patient_words()[clue][language] in page
    for flag in read.found.alarms.raised:
        assert words.red_flag(flag).name not in page
    for assessed in read.found.conditions:
        name = words.candidate(assessed.candidate.id)
        assert len(name) < 5 or name not in page


def test_plain_words_differ_from_the_clinicians_and_between_languages() -> None:
    english, german = load_wording("en"), load_wording("de")
    for clue, words in load_patient_words().items():
        assert words["en"] != words["de"], clue
        assert words["en"] != english.clue(clue)
        assert words["de"] != german.clue(clue)
        assert not words["en"].endswith("."), "it ends a sentence that has its stop"
        assert words["en"][0].islower()


def edited(folder: Path, old: str, new: str) -> Path:
    text = (resources.root() / "words" / FILE).read_text(encoding="utf-8")
    assert old in text
    file = folder / FILE
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(("new", "problem"), [("no_such_clue:", "is not a clue"), ("# rash:", "rash may raise")])
def test_a_clue_without_plain_words_or_an_unknown_one_is_refused(tmp_path: Path, new: str, problem: str) -> None:
    with pytest.raises(AssetError) as refused:
        read_patient_words(edited(tmp_path, "rash:", new), CLINICAL)
    assert any(problem in str(one) for one in refused.value.problems)


def test_every_clue_that_may_raise_a_flag_has_words() -> None:
    assert set(alarming_clues(CLINICAL)) <= set(load_patient_words())
