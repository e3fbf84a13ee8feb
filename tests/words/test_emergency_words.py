"""What an emergency names is read as what has to be excluded first, with no word that contradicts it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from footmap.core.drawing import ClueAnswer, Drawing, Stroke
from footmap.core.localiser.assessment import assess
from footmap.core.paint import replay
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.localiser import load_localiser
from footmap.words.assessment_json import assessment_json
from footmap.words.assessment_text import assessment_table
from footmap.words.assessment_words import load_wording
from footmap.words.records import RankingFile

CALF = Stroke("right", "leg_posterior", "add", "brush", "pain", ((0.0, 300.0),), radius_mm=25.0)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("strokes", [(), (CALF,)])
def test_the_row_of_an_emergency_says_exclude_first_and_no_support(language: str, strokes: tuple[Stroke, ...]) -> None:
    atlas = load_atlas()
    words = load_wording(language)
    clues: dict[str, ClueAnswer] = {"sudden_cold_pale": {"left": "yes", "right": "no"}}
    found = assess(load_localiser(atlas), replay(atlas, Drawing(strokes)), clues)
    name = words.candidate(found.emergencies[0].candidate.id)
    line = next(line for line in assessment_table(found, words).splitlines() if line.startswith(f"!! {name}"))
    assert words.say("exclude_first") in line
    assert words.side("left") in line
    assert "%" not in line
    for support in ("strongly_for", "for", "neither", "against", "strongly_against"):
        assert f"  {words.say(support)}" not in line


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("strokes", [(), (CALF,)])
def test_in_a_record_too_an_emergency_carries_no_word_of_support(language: str, strokes: tuple[Stroke, ...]) -> None:
    atlas = load_atlas()
    words = load_wording(language)
    clues: dict[str, ClueAnswer] = {"sudden_cold_pale": {"left": "yes", "right": "no"}}
    found = assess(load_localiser(atlas), replay(atlas, Drawing(strokes)), clues)
    document = json.loads(assessment_json(found, words, "1"))
    RankingFile.model_validate_json(json.dumps(document))
    rows = document["conditions"]
    assert rows[0]["emergency"], "order kept"
    said = {words.say(key) for key in ("strongly_for", "for", "neither", "against", "strongly_against")}
    assert [row["words"] == words.say("exclude_first") for row in rows] == [row["emergency"] for row in rows]
    assert {row["words"] for row in rows if not row["emergency"] and not row["flags"]} <= said


def test_the_checks_of_an_emergency_say_nothing_of_the_order() -> None:
    atlas = load_atlas()
    words = load_wording("en")
    found = assess(load_localiser(atlas), replay(atlas, Drawing((CALF,))), {"sudden_cold_pale": "yes"}, full=True)
    assert found.questions
    flags = load_clinical().red_flags
    for question in found.questions:
        assert question.stands
        said = words.outcomes(question)
        others = [f for outcome in question.outcomes for f in outcome.flags[:1]]
        assert len(said) == sum(flags[f].urgency == "emergency" for f in others), "no lesser flag"
        asked = replace(question, flag="", stands=False)
        assert len(words.outcomes(asked)) == len(question.outcomes), "beside an emergency each answer has its outcome"
    leader = words.candidate(found.conditions[0].candidate.id)
    table = assessment_table(found, words)
    assert words.say("text_stays", condition=leader) not in table
    assert words.say("text_leads", condition=leader) not in table
