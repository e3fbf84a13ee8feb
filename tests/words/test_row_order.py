"""Order, word, bar and number of a row agree in the table, the record and the window; what a flag lifts is excluded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from footmap.core.drawing import ClueAnswer
from footmap.core.localiser.assessment import Assessment, assess
from footmap.core.matching import Match
from footmap.core.paint import Paint, empty
from footmap.core.views import SIDES, FloatArray, Side
from footmap.data.knowledge.clinical import load_clinical
from footmap.words.assessment_json import assessment_json
from footmap.words.assessment_text import assessment_table, first_rows
from footmap.words.assessment_words import load_wording
from footmap.words.records import RankingFile
from tests.shipped import shipped_localiser

WORDS = ("strongly for", "for", "neither for nor against", "against", "strongly against")
CLUES = [(c.id, a) for c in load_clinical().clues.values() if c.family is None for a in c.answers]
FLAGGED = [(c.id, a) for c in load_clinical().clues.values() if c.red_flag for a in c.answers]
Patch = tuple[Side, str, str]
patches = st.lists(
    st.tuples(
        st.sampled_from(SIDES),
        st.sampled_from(
            ["calf_mid", "post_thigh", "sole_central", "dorsum_mid", "lat_thigh", "heel_lat", "web1_dorsal"]
        ),
        st.sampled_from(["pain", "numbness", "tingling"]),
    ),
    max_size=3,
)
answers = st.lists(st.sampled_from([*CLUES, *FLAGGED * 3]), max_size=5).map(dict)
random_cases = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SWOLLEN: dict[str, ClueAnswer] = {"calf_or_leg_swollen": "calf"}


@cache
def unpainted() -> tuple[Paint, Match]:
    paint = empty()
    return paint, shipped_localiser().matcher.match(paint)


def read(painted: list[Patch], clues: Mapping[str, ClueAnswer]) -> Assessment:
    localiser = shipped_localiser()
    cells: dict[Side, dict[str, FloatArray]] = {}
    for side, region, quality in painted:
        cells.setdefault(side, {})[quality] = localiser.fields.region[region]
    paint, match = unpainted()
    return assess(localiser, paint, clues, painted=cells, match=match)


def record(found: Assessment, language: str = "en") -> RankingFile:
    return RankingFile.model_validate_json(assessment_json(found, load_wording(language), "1"))


@random_cases
@given(painted=patches, clues=answers)
@example(painted=[("right", "calf_mid", "pain")], clues=SWOLLEN)
@example(painted=[], clues={"foot_drop": "yes"})
def test_every_row_says_what_put_it_where_it_stands(painted: list[Patch], clues: dict[str, ClueAnswer]) -> None:
    ranked = record(read(painted, clues))
    for rows in (ranked.nerves, ranked.levels, ranked.conditions):
        flagged = {r.id for r in ranked.conditions if r.emergency or r.flags}
        quiet = [r for r in rows if r.id not in flagged]
        # what tables print and bars follow falls from row to row, red flags apart
        shown = [r.support_shown for r in quiet]
        assert None not in shown
        assert shown == sorted(shown, reverse=True, key=lambda number: number or 0.0)
        assert [WORDS.index(r.words) for r in quiet] == sorted(WORDS.index(r.words) for r in quiet)
        for k, row in enumerate(rows):
            more = [r for r in rows[k + 1 :] if r.id not in flagged and r.support > row.support]
            if row.ordered_by == "support":
                assert not more
            elif row.ordered_by == "frequency":
                assert more
                assert {r.words for r in more} == {row.words}
            else:
                assert row.id in flagged
            if row.ordered_by == "support" and row.support_shown is not None and row.id not in flagged:
                above = [r for r in rows[:k] if r.ordered_by == "frequency" and r.support < row.support]
                assert above or row.support_shown == row.support


@random_cases
@given(painted=patches, clues=answers, language=st.sampled_from(["en", "de"]))
@example(painted=[("right", "calf_mid", "pain")], clues=SWOLLEN, language="en")
@example(painted=[("right", "sole_central", "pain")], clues=SWOLLEN, language="de")
def test_what_a_flag_brings_up_carries_no_word_against(
    painted: list[Patch], clues: dict[str, ClueAnswer], language: str
) -> None:
    found, words = read(painted, clues), load_wording(language)
    rows = record(found, language).conditions
    table = assessment_table(found, words, everything=True)
    against = {words.say("against"), words.say("strongly_against")}
    listed = first_rows(found.conditions)
    for row, assessed in zip(rows, found.conditions, strict=True):
        if not row.flags:
            continue
        assert assessed in listed, "what a flag names is not left out"
        assert row.words not in against
        line = next(x for x in table.splitlines() if x.startswith(f"! {row.name}"))
        assert not [w for w in against if f"  {w}" in line]
        if row.words == words.say("to_exclude"):
            assert row.support_shown is None
            assert words.say("to_exclude") in line
        else:
            assert assessed.candidate.words in ("for", "strongly for")


@pytest.mark.parametrize("flagged", ["calf_or_leg_swollen"])
def test_a_swollen_calf_leaves_the_clot_to_be_excluded(flagged: str) -> None:
    found = read([("right", "sole_central", "numbness")], {flagged: "calf"})
    rows = json.loads(assessment_json(found, load_wording("en"), "1"))["conditions"]
    clot = next(row for row in rows[:3] if row["flags"])
    assert (clot["words"], clot["ordered_by"], clot["support_shown"]) == ("to be excluded", "flag", None)
