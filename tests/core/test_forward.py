"""The classical pictures must follow from the graph: textbook sentences against what the forward model derives."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from footmap.core.anatomy import Anatomy
from footmap.core.clinical import contradictions
from footmap.core.forward import Prediction, course, losses, path_to, predict, weak_probability
from footmap.data.knowledge.clinical import load_clinical

EXPECTED = yaml.safe_load((Path(__file__).parent / "expected" / "pictures.yaml").read_text(encoding="utf-8"))
PICTURES: list[dict[str, Any]] = EXPECTED["pictures"]
PAIRS: list[dict[str, Any]] = [p for p in EXPECTED["pairs"] if p["by"] != "none"]


@pytest.fixture(scope="module")
def anatomy() -> Anatomy:
    return load_clinical().anatomy


def function(anatomy: Anatomy, picture: Prediction, id_: str) -> tuple[float, str]:
    effect = picture.movement(id_) if id_ in anatomy.movements else picture.muscle(id_)
    return effect.function, effect.grade


def skin(picture: Prediction, key: str) -> str:
    id_, _, part = key.partition("/")
    return picture.skin_grade(id_, part or None)


def wrong_in_picture(anatomy: Anatomy, expected: dict[str, Any]) -> list[str]:
    """What a derived picture says otherwise than the sources."""
    picture = predict(anatomy, expected["site"])
    wrong = []
    for key, grade in (("skin", "affected"), ("skin_some", "some"), ("skin_kept", "kept")):
        wrong += [f"{key} {id_}" for id_ in expected.get(key, ()) if skin(picture, id_) != grade]
    for key, grade in (("weak", "affected"), ("slight", "some"), ("kept", "kept")):
        wrong += [f"{key} {id_}" for id_ in expected.get(key, ()) if function(anatomy, picture, id_)[1] != grade]
    wrong += [f"not kept {i}" for i in expected.get("not_kept", ()) if function(anatomy, picture, i)[1] == "kept"]
    for key, grade in (("lower", "affected"), ("may_lower", "some"), ("reflex_kept", "kept")):
        wrong += [f"{key} {id_}" for id_ in expected.get(key, ()) if picture.reflex(id_).grade != grade]
    for strong, weak in expected.get("stronger_than", {}).items():
        if function(anatomy, picture, strong)[0] >= function(anatomy, picture, weak)[0]:
            wrong.append(f"{strong} is not stronger than {weak}")
    if expected.get("all_power_kept"):
        wrong += [f"weak {m.id}" for m in picture.muscles if m.grade != "kept"]
    if expected.get("no_skin"):
        wrong += [f"numb {s.id}" for s in picture.skin]
    return wrong


@pytest.mark.parametrize("expected", PICTURES, ids=[p["site"] for p in PICTURES])
def test_picture_of_a_lesion(anatomy: Anatomy, expected: dict[str, Any]) -> None:
    assert not wrong_in_picture(anatomy, expected), f"{expected['site']} ({expected['says']})"


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{p['a']}-{p['b']}-{p['by']}" for p in PAIRS])
def test_finding_that_separates_two_lesions(anatomy: Anatomy, pair: dict[str, Any]) -> None:
    sites = ("L2", "L3") if pair["a"] == "upper_lumbar" else (pair["a"],)
    other = function(anatomy, predict(anatomy, pair["b"]), pair["by"])
    for site in sites:
        one = function(anatomy, predict(anatomy, site), pair["by"])
        assert one[0] > other[0] + 0.3, pair["says"]
    assert other[1] == "kept"


def test_expected_ids_and_sources_exist(anatomy: Anatomy) -> None:
    clinical = load_clinical()
    known = set(anatomy.muscles) | set(anatomy.movements)
    for expected in PICTURES:
        assert set(expected["sources"]) <= set(clinical.base.sources)
        for key in ("weak", "slight", "kept", "not_kept"):
            assert set(expected.get(key, ())) <= known, expected["site"]
        for key in ("skin", "skin_some", "skin_kept"):
            ids = {k.partition("/")[0] for k in expected.get(key, ())}
            assert ids <= set(clinical.base.nerves) | set(clinical.base.levels)
        for key in ("lower", "may_lower", "reflex_kept"):
            assert set(expected.get(key, ())) <= set(anatomy.reflexes)


def test_every_site_gives_a_picture_with_a_reason(anatomy: Anatomy) -> None:
    for id_ in anatomy.site_ids:
        picture = predict(anatomy, id_)
        assert sum(f.share for f in picture.forms) == pytest.approx(1)
        assert all(0 <= e.share <= 1 for e in picture.skin)
        assert all(0 <= m.function <= 1 and 0 <= m.lost <= 1 + 1e-9 for m in picture.muscles)
        if picture.site.at or picture.site.roots:
            for muscle in picture.muscles:
                assert bool(muscle.path) == (muscle.lost > 0), (id_, muscle.id)
            for effect in picture.skin:
                assert effect.path, (id_, effect.id)


def test_paths_run_down_the_graph(anatomy: Anatomy) -> None:
    for id_, site in anatomy.sites.items():
        for muscle in predict(anatomy, id_).muscles:
            if not muscle.path or site.one_of:
                continue
            if site.at:
                assert muscle.path[0] in site.at
            steps = [s for s in muscle.path if s in anatomy.segments]
            assert all(a in anatomy.segments[b].above for a, b in itertools.pairwise(steps)), muscle
            assert muscle.id in anatomy.segments[steps[-1]].muscles


def test_a_proximal_lesion_never_does_less(anatomy: Anatomy) -> None:
    for id_, segment in anatomy.segments.items():
        here = losses(anatomy, (id_,), {})
        for above in segment.above:
            higher = losses(anatomy, (above,), {})
            whole = segment.above[above] == 1
            assert all(higher[s] >= here[s] * segment.above[above] - 1e-9 for s in anatomy.segments)
            if whole:
                assert higher[id_] == 1


def test_whole_plexus_takes_every_muscle_of_the_leg(anatomy: Anatomy) -> None:
    lost = losses(anatomy, ("lumbar_plexus", "sacral_plexus"), {})
    for muscle in anatomy.muscles:
        part = sum(
            share * lost[s.id] for s in anatomy.segments.values() for m, share in s.muscles.items() if m == muscle
        )
        assert part == pytest.approx(1), muscle


def test_all_roots_together_take_every_muscle_and_reflex(anatomy: Anatomy) -> None:
    for muscle in anatomy.muscles.values():
        assert sum(muscle.roots.values()) == pytest.approx(1)
    for reflex in anatomy.reflexes.values():
        assert sum(reflex.roots.values()) == pytest.approx(1)


def test_a_root_reaches_only_muscles_whose_segment_hangs_below_it(anatomy: Anatomy) -> None:
    """The roots of a muscle enter the plexus from which its nerve comes."""
    for muscle in anatomy.muscles.values():
        segments = [s for s in anatomy.segments.values() if muscle.id in s.muscles]
        reach = {root for s in segments for root in anatomy.segments[path_to(anatomy, s.id)[0]].roots}
        assert set(muscle.roots) <= reach, muscle.id


def test_course_names_the_root_and_ends_at_the_segment(anatomy: Anatomy) -> None:
    way = course(anatomy, "S1", "lateral_dorsal")
    assert way[0] == "S1"
    assert way[1] == "sacral_plexus"
    assert way[-1] == "lateral_dorsal"
    assert "tibial_knee" in way


def test_a_root_share_moved_changes_the_picture(anatomy: Anatomy) -> None:
    """Guards against a test that passes whatever the data say."""
    muscles = dict(anatomy.muscles)
    muscles["tibialis_posterior"] = replace(muscles["tibialis_posterior"], roots={"S1": 1.0})
    changed = replace(anatomy, muscles=muscles)
    assert predict(changed, "L5").movement("inversion").grade == "kept"
    assert predict(anatomy, "L5").movement("inversion").grade == "affected"


def test_names_of_places(anatomy: Anatomy) -> None:
    assert anatomy.site("L5").id == "L5_root"
    assert anatomy.site("disc_l4_5_paracentral").id == "L5_root"
    assert anatomy.site("disc_l4_5_foraminal").id == "L4_root"
    with pytest.raises(KeyError):
        anatomy.site("nowhere")


def test_weakness_grows_with_severity_and_supply(anatomy: Anatomy) -> None:
    for severity in anatomy.constants.severities:
        none, mild, severe = weak_probability(anatomy, 1.0, severity)
        assert none < mild < severe < 1
        assert weak_probability(anatomy, 0.2, severity)[2] < severe
    with pytest.raises(KeyError):
        weak_probability(anatomy, 1.0, "no such thing")


def test_contradictory_answers_are_found() -> None:
    clues = load_clinical().clues
    assert contradictions(clues, {"leg_power": "normal", "foot_drop": "yes"}) == (("leg_power", "foot_drop"),)
    assert contradictions(clues, {"foot_drop": "yes", "ankle_dorsiflexion_weak": "no"})
    assert contradictions(clues, {"leg_sensation": "normal", "light_touch.heel_plantar": "reduced"})
    assert not contradictions(clues, {"foot_drop": "yes", "inversion_weak": "no", "light_touch.heel_plantar": "normal"})
    assert not contradictions(clues, {"unknown": "yes", "foot_drop": "perhaps"})
