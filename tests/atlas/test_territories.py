"""The authored territories: right as they are, and wrong ones are noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from footmap.core.ids import LEVELS
from footmap.data.knowledge.base import Knowledge
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.check import Probes, authored_problems, read_probes
from footmap.errors import AssetError

from .mutants import survivors


def test_the_shipped_territories_have_no_problems(authored: Authored, knowledge: Knowledge, probes: Probes) -> None:
    assert authored_problems(authored, knowledge, probes) == []


def test_every_nerve_of_the_knowledge_base_is_drawn_or_explained(authored: Authored, knowledge: Knowledge) -> None:
    model = authored.nerves.model
    drawn = {*model.areas, *model.trunks, *model.no_skin, *(d.nerve for d in model.digital.values())}
    assert drawn == set(knowledge.nerves)


def test_terminal_areas_of_a_trunk_follow_the_branches(authored: Authored) -> None:
    sciatic = set(authored.terminal("sciatic"))
    assert set(authored.terminal("tibial")) | set(authored.terminal("common_fibular")) == sciatic
    assert not sciatic & set(authored.terminal("femoral_nerve"))
    assert authored.terminal("deep_fibular") == ("deep_fibular",)


def test_regions_are_many_and_named_in_three_languages(authored: Authored) -> None:
    areas = authored.regions.model.areas
    assert len(areas) >= 50
    for name, area in areas.items():
        assert area.name is not None, name
        assert not isinstance(area.name, str), name
        assert area.name.en, name
        assert area.name.de, name


def test_maps_say_that_they_were_redrawn(authored: Authored) -> None:
    for file in authored.maps.values():
        assert "redrawn from descriptions" in file.model.title
        assert file.model.review_default


def test_every_point_of_the_limb_has_one_region_and_one_nerve(authored: Authored) -> None:
    rng = np.random.default_rng(3)
    s, a = rng.uniform(-560, 600, 4000), rng.uniform(0, 360, 4000)
    assert (authored.regions.label(s, a) >= 0).all()
    assert (authored.nerves.label(s, a) >= 0).all()


def test_labels_do_not_depend_on_the_turn_in_which_the_angle_is_given(authored: Authored) -> None:
    rng = np.random.default_rng(4)
    s, a = rng.uniform(-560, 600, 500), rng.uniform(0, 360, 500)
    for file in authored.files:
        if file.names:
            assert (file.label(s, a) == file.label(s, a + 360)).all()


def test_the_consensus_core_lies_in_its_margin_and_levels_share_no_core(authored: Authored) -> None:
    rng = np.random.default_rng(5)
    core, margin = authored.consensus.zones(rng.uniform(-560, 600, 5000), rng.uniform(0, 360, 5000))
    assert not (core & ~margin).any()
    assert core.sum(1).max() == 1
    assert core.any(0).sum() == len(LEVELS)


def test_ten_mistakes_are_noticed(authored: Authored, probes: Probes) -> None:
    assert survivors(authored, probes, 10, seed=1) == []


@pytest.mark.long
def test_nearly_all_of_sixty_mistakes_are_noticed(authored: Authored, probes: Probes) -> None:
    missed = survivors(authored, probes, 60, seed=2026)
    assert len(missed) <= 3, missed


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in territories_folder().glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def _replace(path: Path, old: str, new: str) -> int:
    """Replace text once; returns the line of it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("nerves.yaml", "K53@351, K60@351", "K53@351, K60x351", "K60x351"),
        ("nerves.yaml", "conf: high, src: [S39, S35b]", "conf: sure, src: [S39, S35b]", "deep_fibular_edge"),
        ("nerves.yaml", "conf: high, src: [S39, S35b]", "conf: high, src: [S39, S9999]", "S9999"),
        ("nerves.yaml", "  deep_fibular: {at: [F78 d25]}", "  deep_fibula: {at: [F78 d25]}", "deep_fibula"),
        ("nerves.yaml", "  deep_fibular: {at: [F78 d25]}", "  deep_fibular: {at: [F60 d65]}", "deep_fibular"),
        ("nerves.yaml", "parents: [lateral_plantar]", "parents: [lateral_planta]", "lateral_planta"),
        ("nerves.yaml", "nerve: saphenous, adds: true", "nerve: saphenus, adds: true", "saphenus"),
        ("nerves.yaml", "oval: [T57@16, 72, 26]", "oval: [T57@90, 72, 26]", "core of lateral_femoral_cutaneous"),
        ("nerves.yaml", "  deep_fibular: {at: F80 d24}", "  deep_fibular: {at: F80 d60}", "autonomous point"),
        ("nerves.yaml", "A11@18, A15@353], conf", "A11@18, A12@8], conf", "sfn_branching"),
        ("regions.yaml", "closed: true", "close: true", "close"),
        ("dermatome_lee_2008.yaml", "F3 p66, A40@294", "F3 p66, A40@29x", "S1"),
        ("dermatome_foerster_1933.yaml", "L4: {at: [K50@150]}", "L4: {at: [K50@40]}", "L4"),
        ("consensus.yaml", "L4: {at: A30@180", "L4: {at: A30@300", "key point"),
        ("consensus.yaml", "L1: {groin: 1.0", "L1: {groins: 1.0", "groins"),
    ],
)
def test_a_slip_of_the_pen_is_reported_with_file_and_line(
    copy: Path, knowledge: Knowledge, file: str, old: str, new: str, words: str
) -> None:
    line = _replace(copy / file, old, new)
    try:
        problems = authored_problems(read_authored(read_chart("male"), copy), knowledge, read_probes(copy))
    except AssetError as error:
        problems = list(error.problems)
    told = [p for p in problems if words in str(p)]
    assert told, [str(p) for p in problems]
    assert any(p.where.startswith(f"{file}:") for p in told) or any(p.where.startswith("probes") for p in told)
    if words in new or words in old:
        assert any(p.where == f"{file}:{line}" for p in told), (line, [str(p) for p in told])


def test_problems_of_several_files_are_reported_together(copy: Path) -> None:
    _replace(copy / "nerves.yaml", "layer: nerves", "layer: nerve")
    _replace(copy / "regions.yaml", "layer: regions", "layers: regions")
    with pytest.raises(AssetError) as caught:
        read_authored(read_chart("male"), copy)
    files = {p.where.split(":")[0] for p in caught.value.problems}
    assert {"nerves.yaml", "regions.yaml"} <= files


def test_a_border_that_parts_nothing_is_an_orphan(copy: Path, knowledge: Knowledge) -> None:
    line = _replace(
        copy / "nerves.yaml", "areas:\n", "  stray: {pts: [T40@80, T45@90, T50@80], closed: true}\nareas:\n"
    )
    problems = authored_problems(read_authored(read_chart("male"), copy), knowledge)
    assert any(p.where == f"nerves.yaml:{line}" or "belongs to no area" in p.what for p in problems)
