"""The sample cases are what they say: nerve and level by paint alone, the condition with their answers."""

from __future__ import annotations

import pytest

from footmap.core import paint as paints
from footmap.core.atlas import Atlas
from footmap.core.localiser.assessment import assess
from footmap.core.localiser.engine import Localiser
from footmap.core.matching import Matcher
from footmap.data.casefile import dump_case, parse_case, read_case
from footmap.data.samples import Sample, load_samples
from tests.shipped import shipped_atlas, shipped_localiser

MOST = 0.8
"""Share of the paint that lies in the skin of a nerve which explains it."""


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return shipped_atlas()


@pytest.fixture(scope="session")
def matcher(atlas: Atlas) -> Matcher:
    return Matcher(atlas)


@pytest.fixture(scope="session")
def localiser() -> Localiser:
    return shipped_localiser()


def test_there_are_six_samples_for_six_conditions() -> None:
    assert len({sample.condition for sample in load_samples()}) == len(load_samples()) == 6


@pytest.mark.parametrize("sample", load_samples(), ids=lambda s: s.path.stem)
def test_a_sample_shows_the_skin_that_it_says(sample: Sample, atlas: Atlas, matcher: Matcher) -> None:
    case = read_case(sample.path)
    match = matcher.match(paints.replay(atlas, case.drawing))
    size_mm2 = {subject.id: subject.size_mm2 for subject in match.subjects}
    most = [o.id for o in match.overlaps("nerve") if o.explained > MOST]
    assert min(most, key=lambda id_: size_mm2[id_]) == sample.nerve
    assert match.overlaps("level")[0].id == sample.level
    assert match.unexplained_share < 0.02


@pytest.mark.parametrize("sample", load_samples(), ids=lambda s: s.path.stem)
def test_paint_and_answers_lead_to_what_a_sample_stands_for(sample: Sample, localiser: Localiser) -> None:
    case = read_case(sample.path)
    found = assess(localiser, paints.replay(localiser.atlas, case.drawing), case.clues)
    assert found.conditions[0].candidate.id == sample.condition
    assert set(found.answers) == set(case.clues), "every answer is known"
    assert not found.problems


@pytest.mark.parametrize("sample", load_samples(), ids=lambda s: s.path.stem)
def test_a_sample_is_stored_as_footmap_saves_it(sample: Sample, atlas: Atlas) -> None:
    text = sample.path.read_text(encoding="utf-8")
    case = parse_case(text.encode())
    assert dump_case(case) == text
    assert case.body == atlas.body
