from __future__ import annotations

import pytest

from footmap.core.anatomy import Anatomy
from footmap.core.way import Way, Ways
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import Clinical, load_clinical


@pytest.fixture(scope="module")
def clinical() -> Clinical:
    return load_clinical()


@pytest.fixture(scope="module")
def anatomy(clinical: Clinical) -> Anatomy:
    return clinical.anatomy


@pytest.fixture(scope="module")
def ways(clinical: Clinical) -> Ways:
    nerves = clinical.base.nerves.values()
    return Ways(clinical.anatomy, load_atlas("male"), {n.id: (n.roots.main, n.roots.also) for n in nerves})


def nerves_of(way: Way) -> list[str]:
    return [stretch.nerve for stretch in way.stretches]


def test_the_way_to_the_outer_foot_passes_hip_and_knee(ways: Ways) -> None:
    way = ways.of_nerve("sural")
    assert way.roots == ("S1",)
    assert nerves_of(way)[:4] == ["sciatic", "tibial", "medial_sural_cutaneous", "sural"]
    assert "lateral_dorsal_cutaneous" in nerves_of(way), "it goes on to the foot"
    assert "common_fibular" not in nerves_of(way)
    assert {"deep_gluteal", "tibial_knee", "sural_calf"} <= set(way.sites)
    assert not {"fibular_neck", "tarsal_tunnel"} & set(way.sites), "a lesion there spares it"


def test_every_way_hangs_together(ways: Ways, clinical: Clinical) -> None:
    for nerve in clinical.base.nerves:
        way = ways.of_nerve(nerve)
        names = nerves_of(way)
        assert nerve in names
        assert len(names) == len(set(names)), nerve
        for stretch in way.stretches:
            assert set(stretch.to) <= set(names), (nerve, stretch)
        ends = [s for s in way.stretches if not s.to]
        assert nerve in [s.nerve for s in ends], "the nerve itself is followed to its end"


def test_a_site_is_on_the_way_exactly_where_its_lesion_reaches_the_nerve(ways: Ways, clinical: Clinical) -> None:
    from footmap.core.forward import losses

    anatomy = clinical.anatomy
    checked = 0
    for nerve in clinical.base.nerves:
        on_way = set(ways.of_nerve(nerve).sites)
        segments = [s.id for s in anatomy.segments.values() if s.nerve == nerve]
        for id_ in on_way:
            lost = losses(anatomy, anatomy.sites[id_].at, {})
            assert max(lost[s] for s in segments) > 0, (nerve, id_)
            checked += 1
    assert checked > 100


def test_levels_are_carried_by_nerves_that_have_their_root(ways: Ways, clinical: Clinical) -> None:
    for level in clinical.base.levels:
        carriers = ways.carriers(level)
        assert carriers, level
        for nerve in carriers:
            roots = clinical.base.nerves[nerve].roots
            assert set(level.split("_")) & {*roots.main, *roots.also}
    assert "saphenous" in ways.carriers("L4")
    assert "sural" in ways.carriers("S1")
    assert "saphenous" not in ways.carriers("S1")
    assert "superficial_fibular" in ways.carriers("L5")


@pytest.mark.parametrize(
    ("place", "root"), [("disc_l4_5_paracentral", "L5"), ("disc_l4_5_foraminal", "L4"), ("disc_l5_s1_foraminal", "L5")]
)
def test_a_disc_leads_down_the_way_of_the_root_it_presses(ways: Ways, place: str, root: str) -> None:
    way = ways.of_site(place)
    assert way.roots == (root,)
    assert way.site == place
    assert way.stretches == ways.of_level(root).stretches


def test_a_site_of_a_toe_takes_only_its_own_branches(ways: Ways) -> None:
    way = ways.of_site("morton_3")
    assert {s.nerve: s.parts for s in way.stretches if not s.to} == {
        "common_plantar_digital": ("web3",),
        "proper_plantar_digital": ("toe3_lateral", "toe4_medial"),
    }


def test_places_without_a_nerve_have_no_way(ways: Ways, anatomy: Anatomy) -> None:
    for id_, site in anatomy.sites.items():
        way = ways.of_site(id_)
        named = any(anatomy.segments[s].nerve for s in site.at) or site.kind == "plexus"
        assert bool(way.stretches) == bool(named or site.roots), id_
        assert way.site == id_
    with pytest.raises(KeyError):
        ways.of_site("elbow")
