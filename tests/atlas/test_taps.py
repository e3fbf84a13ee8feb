"""Tapping each region gives the nerve and the levels of the reviewed table, on both bodies and both limbs."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely import Point

from footmap.core.atlas import Atlas, divisions
from footmap.core.drawing import Drawing, Stroke
from footmap.core.ids import Side
from footmap.core.matching import Matcher
from footmap.core.paint import replay
from footmap.core.views import SIDES
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.knowledge.base import Knowledge
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.taps import (
    FILE,
    Found,
    TapsFile,
    authored_mismatches,
    by_labels,
    by_shapes,
    disagreements,
    middle,
    mismatches,
    read_taps,
    tap_problems,
)
from footmap.data.yaml_strict import Document
from footmap.errors import AssetError

TAP_MM = 0.4


@pytest.fixture(scope="module")
def table() -> tuple[TapsFile, Document]:
    return read_taps(territories_folder())


def test_every_region_has_one_line_with_known_names_and_sources(
    table: tuple[TapsFile, Document], authored: Authored, knowledge: Knowledge
) -> None:
    assert list(tap_problems(*table, authored.regions.names, authored.nerves.names, knowledge)) == []
    assert {tap.region for tap in table[0].taps} == set(authored.regions.names)


@pytest.mark.parametrize("body", resources.bodies())
def test_a_tap_finds_what_the_table_says_by_shapes_and_by_labels(body: str, table: tuple[TapsFile, Document]) -> None:
    assert [str(p) for p in mismatches(load_atlas(body), *table)] == []


@pytest.mark.parametrize("body", resources.bodies())
def test_the_authored_files_say_the_same_at_the_point_of_every_line(
    body: str, table: tuple[TapsFile, Document]
) -> None:
    assert [str(p) for p in authored_mismatches(read_authored(read_chart(body)), *table)] == []


def test_an_exchanged_label_is_noticed_by_the_table(tmp_path: Path, table: tuple[TapsFile, Document]) -> None:
    for path in territories_folder().glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.name == "nerves.yaml":
            text = text.replace("  saphenous: {at: [K50@150]}", "  saphenous: {at: [K50@250]}")
            text = text.replace("sural_cutaneous: {at: [K50@250]}", "sural_cutaneous: {at: [K50@150]}")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    told = [p.what for p in authored_mismatches(read_authored(read_chart("male"), tmp_path), *table)]
    assert sum("should be saphenous but is medial_sural_cutaneous" in what for what in told) >= 3
    assert sum("should be medial_sural_cutaneous but is saphenous" in what for what in told) == 2


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("body", resources.bodies())
def test_a_dot_painted_on_either_limb_matches_the_nerve_and_the_consensus_of_the_table(
    body: str, side: Side, table: tuple[TapsFile, Document]
) -> None:
    atlas = load_atlas(body)
    matcher = Matcher(atlas)
    own = {t.id for t in divisions(atlas)["nerves"]}
    for tap in table[0].taps:
        view, point = middle(atlas, tap.region)
        x = point.x if side == "right" else -point.x
        stroke = Stroke(side, view, "add", "brush", "numbness", ((x, point.y),), TAP_MM, 5.0)
        match = matcher.match(replay(atlas, Drawing((stroke,))))
        assert set(match.sides) == {side}, tap.region
        found = match.sides[side]
        share = dict(zip(((s.layer, s.id) for s in match.subjects), found.overlap_mm2 / found.paint_mm2, strict=True))
        nerves = {id_ for (layer, id_), part in share.items() if layer == "nerve" and id_ in own and part > 0.5}
        levels = {id_ for (layer, id_), part in share.items() if layer == "level" and part > 0.5}
        # branches of a nerve count as the nerve, so a parent with skin of its own may be there too
        assert nerves & {tap.nerve.id, *tap.nerve.beside}, (tap.region, nerves)
        assert levels ^ set(tap.levels.consensus) <= set(tap.levels.beside.get("consensus", ())), (tap.region, levels)


def test_what_two_ways_find_differs_only_at_borders(atlas: Atlas, table: tuple[TapsFile, Document]) -> None:
    alike = 0
    for tap in table[0].taps:
        view, point = middle(atlas, tap.region)
        alike += by_shapes(atlas, view, point) == by_labels(atlas, view, point)
    assert alike >= len(table[0].taps) - 2


def test_a_tap_elsewhere_is_noticed(atlas: Atlas, table: tuple[TapsFile, Document]) -> None:
    by_region = {tap.region: tap for tap in table[0].taps}
    unnoticed = set()
    for tap in table[0].taps:
        for other in ("web1_dorsal", "post_thigh", "med_malleolus", "heel_lat"):
            if other != tap.region:
                found = by_shapes(atlas, *middle(atlas, other))
                if not list(disagreements(by_region[tap.region], found)):
                    unnoticed.add((tap.region, other))
    # saphenous skin that every map gives to L4 cannot be told apart; the big toe shares the first web's nerve and level
    alike = {("med_leg", "med_malleolus"), ("ant_leg_med", "med_malleolus"), ("hallux_dorsal", "web1_dorsal")}
    assert unnoticed <= alike
    nowhere = Found({}, {m: {} for m in ("lee_2008", "foerster_1933", "keegan_garrett_1948", "consensus")})
    assert all(list(disagreements(tap, nowhere)) for tap in table[0].taps)


def test_the_middle_of_a_region_lies_well_inside_it(atlas: Atlas) -> None:
    for t in divisions(atlas)["regions"]:
        view, point = middle(atlas, t.id)
        shape = t.zones["usual"][view]
        assert shape.contains(point)
        assert atlas.views[view].home.covers(Point(point))
        assert shape.boundary.distance(point) > 4.0, t.id


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("- region: groin\n", "- region: groyne\n", "groyne is not a region"),
        ("- region: toe5_plantar\n", "- region: popliteal\n", "popliteal appears twice here"),
        ("{id: ilioinguinal, zone", "{id: ilioinguinalis, zone", "ilioinguinalis is not a nerve"),
        ("sources: [S148, S148b]", "sources: [S148, S9999]", "S9999"),
        ("also: [inferior_calcaneal]", "also: [inferior_calcaneus]", "inferior_calcaneus"),
        ("zone: usual, sources: [S148, S148b]}", "zone: usual}", "needs sources"),
        ("  at: H8.3@125.5\n", "  at: H8.3x125.5\n", "H8.3x125.5"),
        ("foerster_1933: [L1], keegan", "keegan", "foerster_1933"),
    ],
)
def test_a_wrong_line_is_reported_with_its_place(
    tmp_path: Path, authored: Authored, knowledge: Knowledge, old: str, new: str, words: str
) -> None:
    text = (territories_folder() / FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    try:
        changed, document = read_taps(tmp_path)
        problems = list(tap_problems(changed, document, authored.regions.names, authored.nerves.names, knowledge))
        problems += authored_mismatches(authored, changed, document)
    except AssetError as error:
        problems = list(error.problems)
    told = [p for p in problems if words in p.what]
    assert told, [str(p) for p in problems]
    places = [int(p.where.partition(":")[2]) for p in told]
    assert any(abs(place - line) <= 2 for place in places), (places, line)


def test_a_region_left_out_is_reported(tmp_path: Path, authored: Authored, knowledge: Knowledge) -> None:
    text = (territories_folder() / FILE).read_text(encoding="utf-8")
    start = text.index("- region: groin\n")
    (tmp_path / FILE).write_text(text[:start] + text[text.index("- region:", start + 1) :], encoding="utf-8")
    problems = tap_problems(*read_taps(tmp_path), authored.regions.names, authored.nerves.names, knowledge)
    assert any("groin has no line" in p.what for p in problems)
