"""`footmap rank` on real files: what paint and answers give, odd input, and that every number is stated."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footmap.cli import main
from footmap.core.drawing import Case, ClueAnswer, Drawing, Shape, Stroke
from footmap.core.ids import Quality
from footmap.core.views import SIDES, Side, ViewId
from footmap.data.assets import load_atlas
from footmap.data.casefile import write_case
from footmap.data.knowledge.clinical import load_clinical

ENTRY = {
    "id", "name", "side", "fit", "explained", "support", "change_by_clues", "words", "site", "site_name", "mechanism",
    "ledger", "level", "lowered_by", "ordered_by", "support_shown",
}  # fmt: skip
PLAIN = {
    "nerves", "levels", "conditions", "answers", "problems", "contradictions", "special_answers", "red_flags",
    "not_reassuring", "scores", "limits", "map", "unexplained_share", "paint_cm2", "atlas_version", "format", "version",
    "answers_by_side", "cleared",
}  # fmt: skip
Rank = Callable[..., dict[str, Any]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.footmap"


@pytest.fixture
def rank(path: Path, capsys: pytest.CaptureFixture[str]) -> Rank:
    """Writes a case, ranks it through the command line and returns its JSON."""

    def run(strokes: tuple[Stroke, ...] = (), *options: str, **clues: ClueAnswer) -> dict[str, Any]:
        write_case(path, Case(Drawing(strokes), clues))
        assert main(["rank", str(path), "--json", *options]) == 0
        captured = capsys.readouterr()
        assert captured.err == ""
        document: dict[str, Any] = json.loads(captured.out)
        return document

    return run


@pytest.fixture
def table(path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The same as text."""

    def run(strokes: tuple[Stroke, ...] = (), *options: str, **clues: ClueAnswer) -> str:
        write_case(path, Case(Drawing(strokes), clues))
        assert main(["rank", str(path), *options]) == 0
        return capsys.readouterr().out

    return run


def territory(
    id_: str, quality: Quality = "numbness", side: Side = "right", layer: str = "nerve"
) -> tuple[Stroke, ...]:
    """The usual skin of a nerve, or of a level on the consensus, as strokes of a case."""
    found = next(
        t
        for t in load_atlas().territories
        if (t.layer, t.id, t.part) == (layer, id_, None) and t.map in (None, "consensus")
    )
    return tuple(
        area(view, [(x, y) for x, y in polygon.exterior.coords], quality, side)
        for view, shape in found.zones["usual"].items()
        for polygon in shape.geoms
        if polygon.area > 1.0
    )


def area(view: ViewId, points: list[tuple[float, float]], quality: Quality = "pain", side: Side = "right") -> Stroke:
    sign = -1.0 if side == "left" else 1.0
    shape: Shape = "area"
    rounded = tuple((round(sign * x, 2) + 0.0, round(y, 2) + 0.0) for x, y in points)
    return Stroke(side, view, "add", shape, quality, rounded)


def dot(view: ViewId, x: float, y: float, radius_mm: float, quality: Quality = "numbness") -> Stroke:
    return Stroke("right", view, "add", "brush", quality, ((x, y),), radius_mm=radius_mm)


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def assert_in_order(entries: list[dict[str, Any]]) -> None:
    """No row stands above one that carries a better word; of one word how common it is may order."""
    words = ["strongly for", "for", "neither for nor against", "against", "strongly against"]
    order = [words.index(e["words"]) for e in entries if e["lowered_by"] is None]
    assert order == sorted(order)
    shown = [e["support_shown"] for e in entries if e["support_shown"] is not None]
    assert shown == sorted(shown, reverse=True)


def test_every_entry_has_its_numbers_and_they_add_up(rank: Rank) -> None:
    found = rank(territory("common_fibular"), foot_drop="yes", inversion_weak="no", back_pain="no")
    assert set(found) == PLAIN
    for kind in ("nerves", "levels", "conditions"):
        entries = found[kind]
        assert max(e["support"] for e in entries) == 0
        assert_in_order(entries)
        for entry in entries:
            assert set(entry) == ENTRY | ({"filled"} if kind != "conditions" else {"emergency", "flags", "frequency"})
            assert sum(row["value"] for row in entry["ledger"]) == pytest.approx(entry["support"], abs=1e-6)
            assert sorted(row["clue"] for row in entry["ledger"] if row["kind"] == "clue") == [
                "back_pain", "foot_drop", "inversion_weak",
            ]  # fmt: skip
    assert found["nerves"][0]["id"] == "common_fibular"
    assert load_clinical().anatomy.sites[found["nerves"][0]["site"]].nerve == "common_fibular"
    assert found["conditions"][0]["id"] == "common_fibular_neuropathy"
    cited = {s for row in found["conditions"][0]["ledger"] for s in row["sources"]}
    assert cited
    assert cited <= set(load_clinical().base.sources)


def test_answers_change_the_order_and_the_change_is_told(rank: Rank) -> None:
    paint = territory("L5", "pain", layer="level")
    plain = rank(paint)
    told = rank(paint, foot_drop="yes", inversion_weak="no", hip_abduction_weak="no", back_pain="no")
    place = ids(plain["conditions"]).index("common_fibular_neuropathy")
    assert ids(told["conditions"]).index("common_fibular_neuropathy") < max(place, 1)
    before = {e["id"]: e["support"] for e in plain["conditions"]}
    for entry in told["conditions"]:
        assert entry["change_by_clues"] == pytest.approx(entry["support"] - before[entry["id"]], abs=1e-6)
    assert [e["fit"] for e in sorted(plain["nerves"], key=lambda e: str(e["id"]))] == [
        e["fit"] for e in sorted(told["nerves"], key=lambda e: str(e["id"]))
    ]


def test_red_flags_are_raised_by_the_case_and_an_emergency_stands_first(rank: Rank) -> None:
    paint = territory("S1", "pain", layer="level")
    calm = rank(paint, saddle_or_sphincter="no")
    assert calm["red_flags"] == []
    assert [c["clue"] for c in calm["not_reassuring"]] == ["saddle_or_sphincter"]
    alarm = rank(paint, saddle_or_sphincter="yes")
    (flag,) = [f for f in alarm["red_flags"] if f["id"] == "cauda_equina"]
    assert flag["urgency"] == "emergency"
    assert flag["reason"]
    assert flag["action"]
    assert flag["because"] == ["saddle_or_sphincter"]
    first, *rest = (e for e in alarm["conditions"])
    assert first["id"] == "cauda_equina_syndrome"
    assert [e["id"] for e in alarm["conditions"] if e["emergency"]] == flag["conditions"]
    assert_in_order([e for e in rest if not e["emergency"]])
    assert {e["id"] for e in alarm["conditions"]} == {e["id"] for e in calm["conditions"]}
    perianal = next(t for t in load_atlas().territories if t.layer == "region" and t.id == "perianal")
    painted = tuple(
        area(view, list(polygon.exterior.coords), "numbness")
        for view, shape in perianal.zones["usual"].items()
        for polygon in shape.geoms
    )
    assert "paint" in rank(painted)["red_flags"][0]["because"]


def test_the_table_puts_red_flags_first_and_says_it_is_no_diagnosis(table: Callable[..., str]) -> None:
    text = table(territory("S1", "pain", layer="level"), saddle_or_sphincter="yes")
    assert text.startswith("!! Emergency")
    assert text.index("cauda equina") < text.index("Nerves")
    assert text.rstrip().endswith("not a diagnosis.")
    assert "Limits: " in text


def test_unknown_answers_are_reported_and_the_rest_counts(rank: Rank, table: Callable[..., str]) -> None:
    given: dict[str, ClueAnswer] = {"foot_dorp": "yes", "inversion_weak": "maybe", "back_pain": ("yes", "no")}
    found = rank(territory("sural"), foot_drop="yes", **given)
    assert found["answers"] == {"foot_drop": "yes"}
    problems = {p["clue"]: p for p in found["problems"]}
    assert set(problems) == set(given)
    assert "foot_drop" in problems["foot_dorp"]["message"]
    assert "yes and no" in problems["inversion_weak"]["message"]
    assert "several answers" in problems["back_pain"]["message"]
    assert ids(found["conditions"]) == ids(rank(territory("sural"), foot_drop="yes")["conditions"])
    assert "foot_dorp" in table(territory("sural"), foot_drop="yes", **given)


def test_contradictory_answers_are_stated(rank: Rank, table: Callable[..., str]) -> None:
    found = rank(territory("sural"), foot_drop="yes", leg_power="normal")
    assert found["contradictions"] == [["foot_drop", "leg_power"]]
    assert "contradict" in table(territory("sural"), foot_drop="yes", leg_power="normal")


def test_answers_for_each_limb(rank: Rank) -> None:
    found = rank(territory("sural", side="left"), foot_drop={"right": "no", "left": "yes"})
    assert found["answers"] == {"foot_drop": "yes"}
    assert found["problems"] == []
    found = rank(territory("sural", side="right"), foot_drop={"right": "no", "left": "yes"})
    assert found["answers"] == {"foot_drop": "no"}
    assert [p["kind"] for p in found["problems"]] == ["other_limb"]
    assert "left" in found["problems"][0]["message"]


def test_both_sides_painted(rank: Rank, table: Callable[..., str]) -> None:
    nerves = ("medial_plantar", "lateral_plantar", "medial_calcaneal", "superficial_fibular", "sural", "deep_fibular")
    feet = tuple(stroke for side in SIDES for nerve in nerves for stroke in territory(nerve, "tingling", side))
    found = rank(feet)
    assert found["nerves"][0]["side"] == "both"
    assert found["special_answers"]["stocking"]
    assert found["special_answers"]["stocking_sides"] == ["right", "left"]
    assert "both sides" in table(feet)


def test_answers_without_paint(rank: Rank, table: Callable[..., str]) -> None:
    found = rank((), foot_drop="yes", inversion_weak="no", hip_abduction_weak="no")
    assert found["paint_cm2"] == 0
    assert found["conditions"][0]["id"] == "common_fibular_neuropathy"
    assert {e["side"] for e in found["nerves"]} == {None}
    assert "rests on the answers alone" in table((), foot_drop="yes")


def test_nothing_at_all(rank: Rank, table: Callable[..., str]) -> None:
    found = rank()
    assert found["nerves"] == found["levels"] == found["conditions"] == found["red_flags"] == []
    text = table((), "--explain", "--full")
    assert "nothing to rank" in text
    assert "Nerves" not in text


def test_two_square_millimetres(rank: Rank) -> None:
    home = load_atlas().views["foot_plantar"].home
    point = home.representative_point()
    found = rank((dot("foot_plantar", round(point.x, 2), round(point.y, 2), 0.8),))
    assert 0.005 < found["paint_cm2"] < 0.05
    best = found["nerves"][0]
    assert best["explained"] > 0.5
    assert best["filled"] < 0.01
    assert best["fit"] > 0.5, "a small spot is judged by where it lies"


def test_a_whole_leg_scribbled(rank: Rank) -> None:
    atlas = load_atlas()
    strokes = []
    for view, seen in atlas.views.items():
        left, bottom, right, top = seen.outline.bounds
        points = [(left if k % 2 else right, bottom + (top - bottom) * k / 80) for k in range(81)]
        strokes.append(
            Stroke(
                "right",
                view,
                "add",
                "brush",
                "pain",
                tuple((round(x, 2), round(y, 2)) for x, y in points),
                radius_mm=20,
            )
        )
    found = rank(tuple(strokes), "--full")
    whole = sum(atlas.skin.true_area_mm2(v, h) for v, h in atlas.skin.home.items()) / 100
    assert found["paint_cm2"] > 0.8 * whole
    nerve = found["nerves"][0]
    assert nerve["explained"] < 0.75, "no single nerve explains a whole leg"
    assert found["special_answers"]["no_nerve_fits"] or found["special_answers"]["patchy"] or nerve["explained"] < 0.6


def test_full_adds_questions_and_stability(rank: Rank, table: Callable[..., str]) -> None:
    paint = territory("L5", "pain", layer="level")
    found = rank(paint, "--full", foot_drop="yes")
    assert set(found) == PLAIN | {"next_questions", "stability", "settled"}
    assert 1 <= len(found["next_questions"]) <= 5
    assert "foot_drop" not in {q["clue"] for q in found["next_questions"]}
    for question in found["next_questions"]:
        assert {o["answer"] for o in question["outcomes"]} == set(load_clinical().clues[question["clue"]].answers)
        assert len({(o["leader"], o["ahead"]) for o in question["outcomes"]}) > 1
    assert all(0 <= share <= 1 for share in found["stability"]["kept"].values())
    text = table(paint, "--full", foot_drop="yes")
    assert "Worth asking next" in text
    assert "small changes of the drawing" in text or "stable" in text


@pytest.mark.parametrize("map_", ["consensus", "lee_2008", "foerster_1933", "keegan_garrett_1948"])
def test_levels_follow_the_chosen_map(rank: Rank, map_: str) -> None:
    atlas = load_atlas()
    for level in ("L4", "S1"):
        drawn = next(t for t in atlas.territories if t.layer == "level" and t.id == level and t.map == map_)
        paint = tuple(
            area(view, list(polygon.exterior.coords), "numbness")
            for view, shape in drawn.zones["usual"].items()
            for polygon in shape.geoms
            if polygon.area > 1.0
        )
        found = rank(paint, "--map", map_)
        assert found["map"] == map_
        assert found["levels"][0]["id"] == level
        assert found["levels"][0]["filled"] > 0.9


def test_the_maps_are_named_where_they_disagree(rank: Rank, table: Callable[..., str]) -> None:
    apart = next(t for t in load_atlas().territories if t.layer == "disagreement" and t.id == "apart")
    view, shape = max(apart.zones["usual"].items(), key=lambda item: item[1].area)
    piece = max(shape.geoms, key=lambda p: p.area)
    paint = (area(view, list(piece.exterior.coords), "numbness"),)
    leaders = rank(paint)["special_answers"]["level_by_map"]
    assert len(set(leaders.values())) > 1
    assert "depends on the dermatome map" in table(paint)
    assert "Levels follow the dermatome map of Lee" in table(paint, "--map", "lee_2008")


def test_the_argument_is_given_with_sources(table: Callable[..., str]) -> None:
    text = table(territory("common_fibular"), "--explain", foot_drop="yes", inversion_weak="no")
    argument = text[text.index("Common fibular nerve: strongly for") :]
    for head in ("where", "for", "against", "missing", "left", "or", "limit"):
        assert f"\n  {head:<9}" in argument
    assert "Foot drop: yes" in argument
    sources = argument[argument.index("\nSources\n") :]
    cited = {word.strip("[],;") for word in argument[: argument.index("\nSources\n")].split() if word.startswith("[S")}
    assert cited
    assert all(f"\n  {source}: " in sources for source in cited)


def test_the_numbers_of_the_table_follow_its_order(table: Callable[..., str]) -> None:
    """Without paint how common a cause is orders those that one answer leaves alike."""
    lines = table((), foot_drop="yes").split("Conditions")[-1].splitlines()
    rows = [line for line in lines if "neither for nor against" in line]
    numbers = [
        float(found[1].replace("−", "-")) for line in rows if (found := re.search(r"against +([-−+]?\d+\.\d)", line))
    ]
    assert len(numbers) > 3
    assert numbers == sorted(numbers, reverse=True)
