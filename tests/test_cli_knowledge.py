"""`footmap predict`, `clues` and `benchmark`: what they list is what the knowledge base holds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from footmap.cli import main
from footmap.core.localiser.answers import answers_of
from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.data.style import load_prediction_style
from footmap.words.clue_list import find_clues, sources_of


@pytest.fixture(scope="module")
def clinical() -> Clinical:
    return load_clinical()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_predict_says_what_a_lesion_does_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "predict", "fibular_neck")
    assert "Weak:" in out
    assert "Tibialis anterior" in out
    assert "Reflexes kept:" in out
    assert "Why:" in out
    assert "not a diagnosis" in out


def test_predict_lists_every_site_and_each_can_be_asked(capsys: pytest.CaptureFixture[str], clinical: Clinical) -> None:
    listed = [line.split()[0] for line in said(capsys, "predict", "--list").splitlines()]
    assert set(listed) == set(clinical.anatomy.site_ids)
    for site in listed:
        assert said(capsys, "predict", site)


@pytest.mark.parametrize(
    ("site", "near"),
    [("fibular_nek", "fibular_neck"), ("tarsal", "tarsal_tunnel"), ("s1", "S1"), ("Morton", "morton_3")],
)
def test_an_unknown_site_names_the_nearest(
    site: str, near: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.png"
    assert main(["predict", site, "--render", str(out)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert near in captured.err
    assert not out.exists()


def test_a_site_that_resembles_nothing_points_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", "0815"]) == 1
    assert "predict --list" in capsys.readouterr().err


def test_predict_draws_the_limb_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coloured = {}
    look = load_prediction_style()["numb"]
    ink = np.array([int(look.line[k : k + 2], 16) for k in (1, 3, 5)])
    for side in ("right", "left"):
        out = tmp_path / f"{side}.png"
        said(capsys, "predict", "sural_calf", "--render", str(out), "--side", side)
        with Image.open(out) as image:
            pixels, block = np.asarray(image.convert("RGB"), int), max(1, image.width // 160)
            rows, columns = np.nonzero(
                (np.abs(pixels - ink).sum(axis=2) < 60) & (pixels[:, :, 1] > pixels[:, :, 0] + 25)
            )
            coloured[side] = frozenset(zip((columns // block).tolist(), (rows // block).tolist(), strict=True))
    assert coloured["right"]
    assert coloured["left"]
    assert not coloured["right"] & coloured["left"]


def test_predict_refuses_a_picture_of_another_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", "L5", "--render", str(tmp_path / "x.gif")]) == 1
    assert "x.gif" in capsys.readouterr().err


def test_clues_lists_every_clue_for_programs(capsys: pytest.CaptureFixture[str], clinical: Clinical) -> None:
    document = json.loads(said(capsys, "clues", "--json"))
    assert {c["id"] for c in document["clues"]} == set(clinical.clues)
    for entry in document["clues"]:
        clue = clinical.clues[entry["id"]]
        assert entry["question"]
        assert entry["group"] == clue.group
        assert [a["id"] for a in entry["answers"]] == list(clue.answers)
        assert set(entry["sources"]) == {s for a in clue.answers.values() for s in a.sources}
        for answer in entry["answers"]:
            found = answers_of({entry["id"]: answer["id"]}, clinical.clues)
            assert not found.problems


def test_clues_are_read_under_headings_with_families_once(
    capsys: pytest.CaptureFixture[str], clinical: Clinical
) -> None:
    out = said(capsys, "clues")
    lines = out.splitlines()
    for heading in clinical.topics.values():
        assert heading["en"] in lines
    for clue in clinical.clues.values():
        if clue.family is None:
            assert any(line.startswith(f"  {clue.id}  [") for line in lines), clue.id
        else:
            assert sum(line.startswith(f"  {clue.family}.PLACE") for line in lines) == 1
    drop = next(line for line in lines if line.startswith("  foot_drop  ["))
    assert f"{len(sources_of(clinical.clues['foot_drop']))} source" in drop


def test_a_search_finds_words_in_any_language(capsys: pytest.CaptureFixture[str], clinical: Clinical) -> None:
    ids = {c.id for c in find_clues(clinical, "tinel tarsal")}
    assert "tinel.tarsal_tunnel" in ids
    for clue in find_clues(clinical, "tinel tarsal"):
        assert "tarsal" in f"{clue.id} {clue.questions} {clue.names} {clue.synonyms}".lower()
    assert "foot_drop" in {c.id for c in find_clues(clinical, "FALLFUSS")} | {
        c.id for c in find_clues(clinical, "Fallfuß")
    }
    assert "tinel.tarsal_tunnel" in said(capsys, "clues", "--search", "tinel tarsal")
    assert json.loads(said(capsys, "clues", "--search", "xyzzy", "--json")) == {"clues": []}
    assert main(["clues", "--search", "xyzzy"]) == 1
    assert "xyzzy" in capsys.readouterr().err


@pytest.mark.long
def test_the_benchmark_prints_and_writes_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "figures.json"
    assert main(["benchmark", "--cases", "3", "--json", str(path)]) == 0
    out = capsys.readouterr().out
    assert "not a clinical trial" in out
    figures = json.loads(path.read_text(encoding="utf-8"))
    assert {"notice", "published", "self_retrieval", "patients"} <= set(figures)
    assert "not a clinical trial" in figures["notice"]
