"""Facts follow from the knowledge base, have stable ids, and a broken file of distinctions is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from footmap.core.atlas import Atlas
from footmap.core.ids import CONSENSUS
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.knowledge.study import load_study, read_study
from footmap.errors import AssetError
from footmap.study.facts import SETS, fact_by_id, facts_of, load_facts


@pytest.mark.parametrize("body", ["male", "female"])
def test_facts_about_skin_are_just_what_the_atlas_draws(body: str) -> None:
    atlas: Atlas = load_atlas(body)
    drawn = {
        (t.layer, t.id)
        for t in atlas.territories
        if (t.layer == "nerve" or t.map == CONSENSUS) and sum(s.area for s in t.zones["usual"].values()) > 100.0
    }
    assert {(fact.kind, fact.subjects[0]) for fact in facts_of(load_facts(), "core")} == drawn


def test_ids_are_unique_and_say_what_they_are_about() -> None:
    facts = load_facts()
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert fact_by_id(facts, fact.id) is fact
        assert all(subject in fact.id for subject in fact.subjects)


def test_every_fact_is_in_a_set_and_every_set_has_facts() -> None:
    facts = load_facts()
    assert all(facts_of(facts, set_) for set_ in SETS)
    assert {fact for set_ in SETS for fact in facts_of(facts, set_)} == set(facts)


def test_named_facts_are_there() -> None:
    known = {fact.id for fact in load_facts()}
    assert {"skin:nerve:sural", "skin:level:S1", "muscle:tibialis_anterior", "reflex:ankle_jerk"} <= known
    assert {"site:tarsal_tunnel", "apart:L5|common_fibular", "maps:L5"} <= known


def test_skin_is_taught_in_the_order_of_the_file_and_the_rest_follows() -> None:
    first = load_study().taught_first
    order = [fact.subjects[0] for fact in facts_of(load_facts(), "core")]
    assert order[: len(first)] == list(first)
    assert len(order) > len(first)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("one: [L5]", "one: [L9]", "L9 is no nerve"),
        ("taught_first: [medial_plantar,", "taught_first: [medial_planter,", "medial_planter is no nerve or level"),
        ("taught_first: [medial_plantar,", "taught_first: [lateral_plantar,", "lateral_plantar stands here twice"),
        ("other_sites: [fibular_neck]", "other_sites: [nowhere]", "nowhere is no site"),
        ("{one: [S1], other: [sural]", "{one: [S1], other: [S1]", "same on both sides"),
        (
            'recalled: high,\n   text: {en: "Both drop',
            'sources: [S999999],\n   text: {en: "Both drop',
            "not in sources",
        ),
    ],
)
def test_a_broken_distinction_is_told_with_its_line(good: str, bad: str, said: str, tmp_path: Path) -> None:
    text = (resources.knowledge_folder() / "study.yaml").read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / "study.yaml"
    path.write_text(text.replace(good, bad), encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        read_study(path, load_clinical())
    problem = caught.value.problems[0]
    assert said in problem.what
    assert "study.yaml" in problem.where
