"""Plates and review sheet of the shipped atlas."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from footmap.core.atlas import Atlas
from footmap.data.knowledge.base import Knowledge
from footmap.data.territories.authored import Authored
from footmap.errors import FootmapError
from footmap.report.atlas_plates import PlateWish, plates, write_plates
from footmap.report.atlas_review import changes, items, read_answers, review_html


def test_there_is_a_plate_for_every_layer(atlas: Atlas, knowledge: Knowledge, authored: Authored) -> None:
    names = {p.name for p in plates(atlas, knowledge, authored)}
    wanted = {"regions", "nerves_usual", "nerves_core", "nerves_variants", "disagreement", "courses"}
    maps = {f"dermatomes_{m}" for m in ("lee_2008", "foerster_1933", "keegan_garrett_1948", "consensus")}
    assert wanted | maps <= names


def test_maps_are_named_as_redrawn_on_their_plates(atlas: Atlas, knowledge: Knowledge, authored: Authored) -> None:
    for plate in plates(atlas, knowledge, authored):
        if plate.name.startswith("dermatomes_") and "consensus" not in plate.name:
            assert "redrawn from descriptions" in plate.title
            assert plate.sources


@pytest.mark.long
def test_a_plate_is_written_as_pdf_and_png(tmp_path: Path, atlas: Atlas, knowledge: Knowledge) -> None:
    paths = write_plates(tmp_path, atlas, knowledge, PlateWish(only=("disagreement",)), lambda _: None)
    assert sorted(p.name for p in paths) == ["disagreement.pdf", *(f"disagreement_{n}.png" for n in (1, 2, 3))]
    assert (tmp_path / "disagreement.pdf").read_bytes().startswith(b"%PDF")
    pixels = np.asarray(Image.open(tmp_path / "disagreement_1.png").convert("RGB"))
    assert (pixels != 255).any(axis=2).mean() > 0.1


class _Sheet(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []
        self.loaded: list[str] = []
        self.pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.pictures += tag == "svg"
        if values.get("class") == "item":
            self.keys.append(values["data-key"] or "")
        self.loaded += [values[k] or "" for k in ("src", "href") if values.get(k)]


def test_the_sheet_holds_every_item_with_its_picture_and_loads_nothing(
    atlas: Atlas, authored: Authored, knowledge: Knowledge
) -> None:
    sheet = _Sheet()
    sheet.feed(review_html(atlas, authored, knowledge))
    assert sheet.keys == [item.key for item in items(authored)]
    assert sheet.loaded == []
    assert sheet.pictures > 0.9 * len(sheet.keys)


def test_answers_are_read_back_with_file_and_line(tmp_path: Path, atlas: Atlas, authored: Authored) -> None:
    path = tmp_path / "answers.json"
    answers = {
        "nerves/borders/sural_front": {"verdict": "wrong", "correction": "5 mm further back"},
        "nerves/borders/nail_line": {"verdict": "right", "correction": ""},
        "nerves/borders/gone": {"verdict": "wrong", "correction": ""},
    }
    head = {"format": "footmap-atlas-review", "version": 1, "atlas_version": atlas.version, "reviewer": "A. Reader"}
    path.write_text(json.dumps({**head, "answers": answers}))
    lines = changes(read_answers(path), authored, atlas.version)
    assert any(line.startswith("nerves.yaml:") and "5 mm further back" in line for line in lines)
    assert any("gone" in line and "no longer" in line for line in lines)
    assert not any("nail_line" in line for line in lines)
    assert "1 of " in lines[-1]


@pytest.mark.parametrize("text", ["", "[]", '{"format": "footmap-case"}', '{"answers": {"a": {"verdict": "maybe"}}}'])
def test_a_file_that_holds_no_answers_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(text)
    with pytest.raises(FootmapError, match=r"answers\.json"):
        read_answers(path)
