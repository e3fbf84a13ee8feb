"""What is written for programs is what its published schema says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from footmap.cli import main
from footmap.core.drawing import Case, ClueAnswer, Drawing, Stroke
from footmap.core.ids import Side
from footmap.core.views import SIDES
from footmap.data.casefile import write_case
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.schema import schema_folder
from footmap.words.records import PredictionFile, RankingFile
from footmap.words.schema import schemas


def dots(*sides: Side) -> tuple[Stroke, ...]:
    points = tuple((0.0, float(y)) for y in range(300, 700, 50))
    return tuple(Stroke(s, "leg_posterior", "add", "brush", "pain", points, radius_mm=15.0) for s in sides)


CASES: dict[str, tuple[tuple[Stroke, ...], dict[str, ClueAnswer], dict[str, str]]] = {
    "nothing": ((), {}, {}),
    "answers alone": ((), {"foot_drop": "yes", "nonsense": "yes"}, {}),
    "emergency": (dots("right"), {"saddle_or_sphincter": "yes", "clot_risk": "cancer"}, {}),
    "cleared": (dots("right"), {"saddle_or_sphincter": "yes"}, {"cauda_equina": "MRI normal", "no_flag": "seen"}),
    "sides": (dots(*SIDES), {"ankle_reflex": {"right": "reduced_one_side", "left": "normal"}}, {}),
}


def ranked(path: Path, capsys: pytest.CaptureFixture[str], name: str, *options: str) -> str:
    strokes, clues, cleared = CASES[name]
    write_case(path, Case(Drawing(strokes), clues, cleared=cleared))
    assert main(["rank", str(path), "--json", *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", CASES)
def test_a_ranking_is_what_its_schema_says(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    options = ("--full",) if name in ("emergency", "sides") else ()
    text = ranked(tmp_path / "a.footmap", capsys, name, *options)
    read = RankingFile.model_validate_json(text, strict=True)
    assert (read.settled is None) == (not options)
    assert [c.id for c in read.conditions if c.emergency] == [
        id_ for flag in read.red_flags if flag.urgency == "emergency" for id_ in flag.conditions
    ]
    for key in ("format", "version", "nerves", "red_flags"):
        wrong = {k: v for k, v in json.loads(text).items() if k != key}
        with pytest.raises(ValidationError):
            RankingFile.model_validate_json(json.dumps(wrong), strict=True)
    with pytest.raises(ValidationError):
        RankingFile.model_validate_json(json.dumps({**json.loads(text), "more": 1}), strict=True)


def test_cleared_flags_and_limbs_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.footmap"
    found = json.loads(ranked(path, capsys, "cleared"))
    assert [(c["flag"], c["reason"], c["because"]) for c in found["cleared"]] == [
        ("cauda_equina", "MRI normal", ["saddle_or_sphincter"])
    ]
    assert not [f for f in found["red_flags"] if f["id"] == "cauda_equina"]
    assert not [c for c in found["conditions"] if c["emergency"]]
    assert [p["kind"] for p in found["problems"]] == ["unknown_flag"]
    assert main(["rank", str(path)]) == 0
    text = capsys.readouterr().out
    assert "cleared, because MRI normal" in text
    ranked(path, capsys, "sides")
    assert main(["rank", str(path)]) == 0
    text = capsys.readouterr().out
    assert "lower or absent (right), normal (left)" in text


def test_predictions_of_every_site_are_what_their_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    anatomy = load_clinical().anatomy
    for site in [*anatomy.sites, *anatomy.places][::7]:
        assert main(["predict", site, "--json"]) == 0
        read = PredictionFile.model_validate_json(capsys.readouterr().out, strict=True)
        assert read.site == site
        assert {e.grade for e in (*read.skin, *read.movements)} <= {"affected", "some", "kept"}
    assert main(["predict", "fibular_neck", "--json"]) == 0
    read = PredictionFile.model_validate_json(capsys.readouterr().out, strict=True)
    assert "ankle_dorsiflexion" in {m.id for m in read.movements if m.grade == "affected"}
    assert "common_fibular_neuropathy" in read.conditions


def test_schemas_of_answers_are_current() -> None:
    for name, text in schemas().items():
        assert (schema_folder() / name).read_text(encoding="utf-8") == text, "run python -m footmap.words.schema"
