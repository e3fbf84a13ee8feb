"""What changed in words, and for programs as the published schema says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from footmap.cli import main
from footmap.core.atlas import Atlas
from footmap.core.compare import Comparison, compare
from footmap.core.coverage import RegionCover
from footmap.core.drawing import QUALITIES, Case, Drawing, Quality, Stroke
from footmap.core.fill import region_strokes
from footmap.core.paint import empty, replay
from footmap.core.views import SIDES, Side
from footmap.data.assets import load_atlas
from footmap.data.casefile import write_case
from footmap.words.compare_record import ComparisonFile
from footmap.words.compare_words import changed_words, comparison_json
from footmap.words.documents import load_document_words


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas("male")


@pytest.fixture(scope="module")
def cover(atlas: Atlas) -> RegionCover:
    return RegionCover(atlas)


def heel(intensity: float, *, side: Side = "right", radius: float = 14.0, y: float = 30.0) -> Stroke:
    return Stroke(side, "foot_plantar", "add", "brush", "pain", ((0.0, y),), radius, intensity)


def between(atlas: Atlas, cover: RegionCover, before: tuple[Stroke, ...], after: tuple[Stroke, ...]) -> Comparison:
    return compare(atlas, cover, replay(atlas, Drawing(before)), replay(atlas, Drawing(after)))


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_kind_of_change_has_its_words(atlas: Atlas, cover: RegionCover, language: str) -> None:
    words = load_document_words(language)
    pain = {"quality": words.quality("pain"), "side": words.words.side("right")}

    def said(before: tuple[Stroke, ...], after: tuple[Stroke, ...]) -> str:
        return " ".join(changed_words(between(atlas, cover, before, after), words))

    area = words.words.area(atlas.skin.area_mm2(replay(atlas, Drawing((heel(5),))).right.union) / 100)
    assert words.say("compare_new", **pain, after=area) in said((), (heel(5),))
    assert words.say("compare_gone", **pain, before=area) in said((heel(5),), ())
    assert said((heel(5),), (heel(5),)) == words.say("compare_same")
    assert said((), ()) == words.say("compare_nothing")
    weaker = words.say("compare_weaker", before=words.words.number(9.5), after=words.words.number(1.0))
    assert weaker in said((heel(10),), (heel(1),))
    assert words.say("compare_forward") in said((heel(5),), (heel(5, y=60.0),))
    assert words.say("compare_back") in said((heel(5, y=60.0),), (heel(5),))


def test_the_same_pain_on_the_other_limb_is_no_kept_pain(atlas: Atlas, cover: RegionCover) -> None:
    found = between(atlas, cover, (heel(5),), (heel(5, side="left"),))
    assert found.jaccard == 0.0
    words = load_document_words()
    said = changed_words(found, words)
    assert any("gone" in sentence for sentence in said)
    assert any("new" in sentence for sentence in said)


@settings(max_examples=10)
@given(
    regions=st.lists(
        st.tuples(
            st.sampled_from(["heel_plantar", "hallux_plantar"]),
            st.sampled_from(SIDES),
            st.sampled_from(QUALITIES),
        ),
        max_size=3,
    ),
    first=st.integers(0, 3),
)
def test_the_json_is_what_its_schema_says(
    atlas: Atlas, cover: RegionCover, regions: list[tuple[str, Side, Quality]], first: int
) -> None:
    strokes = [s for id_, side, q in regions for s in region_strokes(atlas, id_, side, q, 5)]
    before = replay(atlas, Drawing(tuple(strokes[:first])))
    found = compare(atlas, cover, before, replay(atlas, Drawing(tuple(strokes))))
    text = comparison_json(found, load_document_words(), atlas.version)
    record = ComparisonFile.model_validate_json(text)
    for side in record.sides.values():
        for change in (side.all, *side.qualities.values()):
            assert change.gained_cm2 + change.kept_cm2 == pytest.approx(change.after_cm2, abs=0.02)
            assert change.lost_cm2 + change.kept_cm2 == pytest.approx(change.before_cm2, abs=0.02)


def test_nothing_compared_with_nothing(atlas: Atlas, cover: RegionCover) -> None:
    record = json.loads(comparison_json(compare(atlas, cover, empty(), empty()), load_document_words(), "x"))
    assert record["sides"] == {}
    assert record["jaccard"] == 1.0


def test_the_command_prints_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for name, strokes in (("first", (heel(5),)), ("second", (heel(5), heel(5, radius=9.0, y=70.0)))):
        files.append(tmp_path / f"{name}.footmap")
        write_case(files[-1], Case(Drawing(strokes)))
    out = tmp_path / "out.png"
    assert main(["compare", *map(str, files), "--render", str(out)]) == 0
    said = capsys.readouterr().out
    assert "first" in said
    assert "second" in said
    with Image.open(out) as image:
        assert image.width > 1000
    before = files[0].read_bytes()
    assert main(["compare", *map(str, files), "--json", "--language", "de"]) == 0
    ComparisonFile.model_validate_json(capsys.readouterr().out)
    assert main(["compare", *map(str, files), "--render", str(files[0])]) == 1
    assert files[0].read_bytes() == before
    assert "not first.footmap" in capsys.readouterr().err


def test_bodies_that_differ_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for body in ("male", "female"):
        write_case(tmp_path / f"{body}.footmap", Case(Drawing((heel(5),)), body=body))
    assert main(["compare", str(tmp_path / "male.footmap"), str(tmp_path / "female.footmap")]) == 1
    assert "different bodies" in capsys.readouterr().err
