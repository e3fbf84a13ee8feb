"""Case files: nothing lost on the way out and back, everything else refused in one sentence."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.drawing import QUALITIES, Case, Drawing, Shape, Stroke
from footmap.core.views import SIDES, VIEW_IDS
from footmap.data import case_strokes, casefile
from footmap.data.bounds import ViewBounds
from footmap.data.case_strokes import MARGIN_MM
from footmap.data.casefile import dump_case, parse_case, write_case
from footmap.errors import CaseError

BOUNDS: ViewBounds = dict.fromkeys(VIEW_IDS, (-60.0, -10.0, 120.0, 900.0))

hundredths = st.integers(-6000, 6000).map(lambda n: n / 100.0)
points = st.tuples(hundredths, hundredths)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=6,
)
extras = st.dictionaries(st.sampled_from(["pressure", "zz", "a key", "ключ"]), json_values, max_size=2).map(
    lambda d: tuple((k, json.dumps(d[k], sort_keys=True, ensure_ascii=False)) for k in sorted(d))
)


@st.composite
def strokes(draw: st.DrawFn) -> Stroke:
    shape: Shape = draw(st.sampled_from(["brush", "area"]))
    made = tuple(draw(st.lists(points, min_size=1 if shape == "brush" else 3, max_size=20)))
    pressed = shape == "brush" and draw(st.booleans())
    return Stroke(
        side=draw(st.sampled_from(SIDES)),
        view=draw(st.sampled_from(VIEW_IDS)),
        mode=draw(st.sampled_from(["add", "erase"])),
        shape=shape,
        quality=draw(st.sampled_from(QUALITIES)),
        points_mm=made,
        radius_mm=draw(st.integers(1, 20000)) / 100.0 if shape == "brush" else 0.0,
        intensity=draw(st.integers(0, 1000)) / 100.0,
        radii_mm=tuple(draw(st.integers(1, 20000)) / 100.0 for _ in made) if pressed else (),
        extra=draw(extras),
    )


grades = st.sampled_from(["0", "3", "4-", "4+", "5", "2+", "++"])
answers = (
    st.text("abc_", min_size=1, max_size=5)
    | grades
    | st.lists(st.text("abc", min_size=1), min_size=1, max_size=3).map(tuple)
)
clues = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
    answers | st.dictionaries(st.sampled_from(SIDES), answers, min_size=1),
    max_size=3,
)
cases = st.builds(
    Case,
    drawing=st.lists(strokes(), max_size=4).map(lambda s: Drawing(tuple(s))),
    clues=clues,
    note=st.text(st.characters(exclude_categories=["Cs"])),
    atlas_version=st.text("0123456789.", max_size=8),
    body=st.just("male"),
    cleared=st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
        max_size=2,
    ),
    cleared_on=st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
        st.lists(st.sampled_from(["paint", "saddle_or_sphincter", "pinprick.perianal"]), max_size=3).map(tuple),
        max_size=2,
    ),
    extra=extras,
)


@given(cases)
def test_a_saved_case_is_the_same_case(case: Case) -> None:
    text = dump_case(case)
    again = parse_case(text.encode(), BOUNDS)
    assert again == case
    assert dump_case(again) == text


@given(cases)
def test_saved_text_is_json_with_sorted_keys(case: Case) -> None:
    document = json.loads(dump_case(case))
    assert list(document) == sorted(document)
    assert all(list(stroke) == sorted(stroke) for stroke in document["strokes"])


def minimal(**changes: Any) -> dict[str, Any]:
    stroke = {
        "side": "right",
        "view": "foot_lateral",
        "mode": "add",
        "shape": "brush",
        "radius_mm": 6.0,
        "quality": "pain",
        "points_mm": [[0, 0], [1.5, 2]],
    }
    document: dict[str, Any] = {"format": "footmap-case", "version": 1, "strokes": [stroke]}
    for path, value in changes.items():
        target: Any = document
        *steps, last = path.split("__")
        for step in steps:
            target = target[int(step)] if step.isdigit() else target[step]
        if value is ...:
            del target[last]
        else:
            target[last] = value
    return document


def parse(document: object) -> Case:
    return parse_case(json.dumps(document).encode(), BOUNDS)


def test_the_least_a_file_needs() -> None:
    case = parse(minimal())
    (stroke,) = case.drawing.strokes
    assert stroke.points_mm == ((0.0, 0.0), (1.5, 2.0))
    assert (case.body, case.note, case.atlas_version, dict(case.clues)) == ("male", "", "", {})


@pytest.mark.parametrize("key", ["side", "view", "mode", "shape", "quality", "points_mm", "radius_mm"])
def test_a_missing_stroke_key_is_named(key: str) -> None:
    with pytest.raises(CaseError, match=key) as caught:
        parse(minimal(**{f"strokes__0__{key}": ...}))
    assert caught.value.where == f"strokes[0].{key}"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"format": "other"}, "format"),
        ({"format": ...}, "format"),
        ({"version": ...}, "version"),
        ({"version": True}, "version"),
        ({"version": 1.0}, "version"),
        ({"version": 0}, "version"),
        ({"version": 3}, "version"),
        ({"strokes": ...}, "strokes"),
        ({"strokes": {}}, "strokes"),
        ({"strokes__0": 5}, ""),
        ({"strokes__0__view": "foot_top"}, "strokes[0].view"),
        ({"strokes__0__view": []}, "strokes[0].view"),
        ({"strokes__0__side": "both"}, "strokes[0].side"),
        ({"strokes__0__mode": None}, "strokes[0].mode"),
        ({"strokes__0__quality": "itch"}, "strokes[0].quality"),
        ({"strokes__0__radius_mm": 0}, "strokes[0].radius_mm"),
        ({"strokes__0__radius_mm": -2}, "strokes[0].radius_mm"),
        ({"strokes__0__radius_mm": 1e6}, "strokes[0].radius_mm"),
        ({"strokes__0__radius_mm": "6"}, "strokes[0].radius_mm"),
        ({"strokes__0__radii_mm": 6}, "strokes[0].radii_mm"),
        ({"strokes__0__radii_mm": [6]}, "strokes[0].radii_mm"),
        ({"strokes__0__radii_mm": [6, 0]}, "strokes[0].radii_mm[1]"),
        ({"strokes__0__radii_mm": ["6", 6]}, "strokes[0].radii_mm[0]"),
        ({"strokes__0__radii_mm": [6, 1e9]}, "strokes[0].radii_mm[1]"),
        (
            {
                "strokes__0__shape": "area",
                "strokes__0__points_mm": [[1, 2], [30, 5], [9, 40]],
                "strokes__0__radii_mm": [6, 6, 6],
            },
            "strokes[0].radii_mm",
        ),
        ({"strokes__0__radius_mm": True}, "strokes[0].radius_mm"),
        ({"strokes__0__intensity": 11}, "strokes[0].intensity"),
        ({"strokes__0__points_mm": []}, "strokes[0].points_mm"),
        ({"strokes__0__points_mm": [[1, 2, 3]]}, "strokes[0].points_mm[0]"),
        ({"strokes__0__points_mm": [[1, 2], [1, "2"]]}, "strokes[0].points_mm[1]"),
        ({"strokes__0__points_mm": [[1, 2], [1, 10**400]]}, "strokes[0].points_mm[1]"),
        ({"strokes__0__points_mm": [[1, False]]}, "strokes[0].points_mm[0]"),
        ({"strokes__0__points_mm": [[1e300, 0]]}, "strokes[0].points_mm[0]"),
        ({"strokes__0__shape": "area"}, "strokes[0].points_mm"),
        ({"clues": []}, "clues"),
        ({"clues": {"foot_drop": True}}, "clues.foot_drop"),
        ({"clues": {"foot_drop": []}}, "clues.foot_drop"),
        ({"clues": {"foot_drop": {"middle": "yes"}}}, "clues.foot_drop"),
        ({"clues": {"foot_drop": {"right": 3}}}, "clues.foot_drop.right"),
        ({"clues": {"foot drop": "yes"}}, "clues"),
        ({"note": 5}, "note"),
        ({"note": "\ud800"}, "note"),
        ({"body": 3}, "body"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse(minimal(**changes) if "strokes__0" not in changes else {**minimal(), "strokes": [changes["strokes__0"]]})
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    if where:
        assert caught.value.where == where


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{\x00}\x00",
        b'{"format": "footmap-case", "format": "footmap-case", "version": 1, "strokes": []}',
        b'{"format": "footmap-case", "version": 1, "strokes": [], "note": NaN}',
        b'{"format": "footmap-case", "version": 1, "strokes": [], "zz": 1e999}',
        b'{"format": "footmap-case", "version": 1, "strokes": [], "zz": ' + b"9" * 5000 + b"}",
        b'{"format": "footmap-case", "version": 1, "strokes": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b" " * (casefile.MAX_BYTES + 1),
        b"\x00" * 1000,
    ],
    ids=range(12),
)
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(CaseError):
        parse_case(data, BOUNDS)


@pytest.mark.parametrize("side", SIDES)
def test_points_may_lie_up_to_the_margin_outside_and_no_further(side: str) -> None:
    left, bottom, right, top = BOUNDS["foot_lateral"]
    sign = 1 if side == "right" else -1
    for x, y in (
        (left - MARGIN_MM, bottom),
        (right + MARGIN_MM, top),
        (left, bottom - MARGIN_MM),
        (right, top + MARGIN_MM),
    ):
        inward = (x * 0.99, y * 0.99)
        outward = (x - 1 if x < left else x + 1 if x > right else x, y - 1 if y < bottom else y + 1 if y > top else y)
        parse(minimal(strokes__0__side=side, strokes__0__points_mm=[[sign * x, y], [sign * inward[0], inward[1]]]))
        with pytest.raises(CaseError, match="200 mm outside"):
            parse(minimal(strokes__0__side=side, strokes__0__points_mm=[[sign * outward[0], outward[1]]]))


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_strokes, "MAX_POINTS", 3)
    parse(minimal(strokes__0__points_mm=[[0, 0]] * 3))
    with pytest.raises(CaseError):
        parse(minimal(strokes__0__points_mm=[[0, 0]] * 4))
    monkeypatch.setattr(case_strokes, "MAX_POINTS", 9)
    monkeypatch.setattr(case_strokes, "MAX_STROKE_POINTS", 3)
    with pytest.raises(CaseError, match="Stroke 1 has 4 points"):
        parse(minimal(strokes__0__points_mm=[[0, 0]] * 4))
    monkeypatch.setattr(case_strokes, "MAX_POINTS", 3)
    two = minimal()
    two["strokes"] = two["strokes"] * 2
    with pytest.raises(CaseError):
        parse(two)


json_bytes = st.sampled_from([dump_case(Case(note="x")), json.dumps(minimal()), json.dumps(minimal(), indent=1)])


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(
    json_bytes,
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=3), st.integers(0, 3)), min_size=1, max_size=4),
)
def test_a_mutated_file_is_read_or_refused_but_never_crashes(text: str, edits: list[tuple[float, bytes, int]]) -> None:
    data = text.encode()
    for place, insert, cut in edits:
        at = int(place * len(data))
        data = data[:at] + insert + data[at + cut :]
    try:
        case = parse_case(data, BOUNDS)
    except CaseError:
        return
    assert parse_case(dump_case(case).encode(), BOUNDS) == case


@given(json_values, st.sampled_from(["strokes", "clues", "note", "body", "version", "format", "zz"]))
def test_any_json_value_anywhere_is_read_or_refused(value: Any, key: str) -> None:
    for document in (
        minimal(**{key: value}),
        {**minimal(), "strokes": [{**minimal()["strokes"][0], key: value}]},
        value,
    ):
        try:
            parse(document)
        except CaseError:
            continue


def test_saving_is_atomic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.footmap"
    write_case(path, Case(note="old"))

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CaseError, match="No space left"):
        write_case(path, Case(note="new"))
    assert parse_case(path.read_bytes(), BOUNDS).note == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_saving_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    path, link = tmp_path / "a.footmap", tmp_path / "link.footmap"
    write_case(path, Case(note="old"))
    path.chmod(0o640)
    link.symlink_to(path)
    write_case(link, Case(note="new"))
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert parse_case(path.read_bytes(), BOUNDS).note == "new"


def test_a_drawing_that_could_not_be_opened_again_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "MAX_STROKES", 1)
    case = parse(minimal())
    twice = replace(case, drawing=Drawing(case.drawing.strokes * 2))
    with pytest.raises(CaseError):
        write_case(tmp_path / "a.footmap", twice)
    assert not list(tmp_path.iterdir())


def test_unreadable_paths_are_case_errors(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.footmap", "a\0b"):
        with pytest.raises(CaseError):
            casefile.read_case(path)


def test_a_body_that_is_not_installed_is_named() -> None:
    with pytest.raises(CaseError, match="robot"):
        parse_case(json.dumps(minimal(body="robot")).encode())


@pytest.mark.parametrize("value", [5, 4.5, [3], {"right": 4}])
def test_a_grade_that_is_a_number_is_refused_with_what_to_write(value: object) -> None:
    with pytest.raises(CaseError, match="inversion_weak") as caught:
        parse(minimal(clues={"inversion_weak": value}))
    assert str(caught.value.where).startswith("clues.inversion_weak")


@pytest.mark.parametrize(
    ("cleared", "where"),
    [
        (["cauda_equina"], "cleared"),
        ({"cauda_equina": ""}, "cleared.cauda_equina"),
        ({"cauda_equina": "  "}, "cleared.cauda_equina"),
        ({"cauda_equina": True}, "cleared.cauda_equina"),
        ({"no id": "seen"}, "cleared"),
    ],
)
def test_a_flag_cleared_without_a_reason_is_refused(cleared: object, where: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse(minimal(cleared=cleared))
    assert caught.value.where == where
    assert str(caught.value).count(".") == 1


def test_a_case_without_cleared_flags_does_not_name_them() -> None:
    assert "cleared" not in json.loads(dump_case(parse(minimal())))
    assert parse(minimal(cleared={"dvt": "D-dimer low"})).cleared == {"dvt": "D-dimer low"}


@pytest.mark.parametrize(
    "known", [["dvt"], {"dvt": "swollen_calf"}, {"dvt": [1]}, {"dvt": ["no id"]}, {"no id": ["swollen_calf"]}]
)
def test_what_a_flag_was_cleared_on_is_a_list_of_clues(known: object) -> None:
    with pytest.raises(CaseError) as caught:
        parse(minimal(cleared={"dvt": "D-dimer low"}, cleared_on=known))
    assert str(caught.value.where).startswith("cleared_on")


def test_a_file_that_does_not_say_what_a_flag_was_cleared_on_is_read() -> None:
    case = parse(minimal(cleared={"dvt": "D-dimer low"}))
    assert case.clearings["dvt"].on is None
    assert "cleared_on" not in json.loads(dump_case(case))
    again = parse(minimal(cleared={"dvt": "D-dimer low"}, cleared_on={"dvt": ["swollen_calf"]}))
    assert again.clearings["dvt"].on == ("swollen_calf",)
