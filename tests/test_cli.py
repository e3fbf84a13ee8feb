"""The command line: what it prints, what it refuses, and what it does not import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import shape

from footmap.cli import main
from footmap.core.views import VIEW_IDS
from footmap.data.assets import load_atlas
from footmap.data.knowledge.base import load_knowledge
from footmap.data.samples import load_samples

SAMPLE = load_samples()[0].path


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, warnings being errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "footmap", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )


@pytest.fixture(scope="module")
def ranking() -> dict[str, Any]:
    done = run("rank", SAMPLE, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    document: dict[str, Any] = json.loads(done.stdout)
    assert done.stdout == json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return document


def test_rank_json_of_paint_alone(ranking: dict[str, Any]) -> None:
    knowledge = load_knowledge()
    assert {entry["id"] for entry in ranking["nerves"]} == set(knowledge.nerves)
    assert {entry["id"] for entry in ranking["levels"]} <= set(knowledge.levels)
    first = ranking["nerves"][0]["id"]
    assert first == "sural" or "sural" in knowledge.nerves[first].parents, "the sural nerve or its branch"
    assert ranking["levels"][0]["id"] == "S1"


def test_rank_prints_the_same_every_time(ranking: dict[str, Any]) -> None:
    assert json.loads(run("rank", "--json", SAMPLE).stdout) == ranking


def test_rank_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", str(SAMPLE)]) == 0
    out = capsys.readouterr().out
    assert "Sural nerve" in out
    assert "not a diagnosis" in out
    lists = [block.splitlines() for block in out.split("\n\n")]
    for title in ("Nerves", "Levels", "Conditions"):
        (rows,) = [
            [line for line in block if "█" in line or "·" in line] for block in lists if block[0].startswith(title)
        ]
        assert 1 <= len(rows) <= 6, title
    assert main(["rank", str(SAMPLE), "--all"]) == 0
    assert "Pudendal nerve" in capsys.readouterr().out


def test_a_terminal_that_knows_only_ascii_gets_an_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "footmap", "rank", str(SAMPLE)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0, done.stderr
    assert b"Sural nerve" in done.stdout


@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        (["--version"], ["PySide6", "matplotlib", "numpy", "shapely", "yaml", "pydantic"]),
        (["--help"], ["PySide6", "matplotlib", "numpy", "shapely", "yaml", "pydantic"]),
        (
            ["rank", SAMPLE],
            ["PySide6", "matplotlib", "PIL", "scipy", "skimage", "numba", "footmap.ui", "footmap.report"],
        ),
        (["rank", "absent.footmap"], ["PySide6", "matplotlib", "scipy"]),
        (["predict", "L5"], ["PySide6", "matplotlib", "PIL", "scipy", "footmap.ui"]),
        (["clues"], ["PySide6", "matplotlib", "PIL", "scipy", "footmap.ui", "footmap.report"]),
        (["atlas", "check"], ["PySide6", "matplotlib", "scipy", "skimage", "numba"]),
    ],
)
def test_a_command_imports_only_what_it_needs(words: list[str | Path], forbidden: list[str]) -> None:
    code = (
        "import sys; from footmap.cli import main; code = main(sys.argv[1:]); "
        f"print([m for m in {forbidden!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ["rank"],
        ["rank", "a", "b"],
        ["--nonsense"],
        ["rank", "x", "--nonsense"],
        ["atlas"],
        ["atlas", "fly"],
        ["atlas", "export"],
        ["render", "x", "-o", "y.png", "--view", "foot_top"],
        ["render", "x"],
        ["render", "x", "-o", "y.png", "--scale", "90"],
        ["render", "x", "-o", "y.png", "--scale", "two"],
        ["screenshot", "-o", "y.png", "--size", "big"],
        ["bench", "--only", "nonsense"],
        ["benchmark", "--cases", "0"],
        ["benchmark", "--cases", "many"],
        ["rank", "x", "--map", "mercator"],
        ["predict"],
        ["predict", "L5", "--list"],
        ["predict", "--list", "--render", "x.png"],
        ["predict", "L5", "S1"],
        ["clues", "foot"],
        ["a.footmap", "b.footmap"],
    ],
)
def test_wrong_usage_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.err
    assert not captured.out


def test_a_refused_case_exits_with_1_and_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.footmap"
    for text in ("{", '{"format": "footmap-case", "version": 99, "strokes": []}', "\x00"):
        path.write_text(text, encoding="utf-8")
        for words in (
            ["rank", str(path)],
            ["rank", str(path), "--json"],
            ["render", str(path), "-o", str(tmp_path / "x.png")],
        ):
            assert main(words) == 1
            captured = capsys.readouterr()
            assert captured.out == ""
            assert captured.err.startswith("footmap: ")
            assert captured.err.count("\n") == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.footmap"]


def test_a_case_of_another_atlas_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.footmap"
    path.write_text(SAMPLE.read_text(encoding="utf-8").replace(load_atlas().version, "1999.9"), encoding="utf-8")
    assert main(["rank", str(path)]) == 0
    assert "1999.9" in capsys.readouterr().err


def test_an_empty_case_ranks_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.footmap"
    path.write_text('{"format": "footmap-case", "version": 1, "strokes": []}', encoding="utf-8")
    assert main(["rank", str(path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["nerves"] == document["levels"] == []
    assert document["paint_cm2"] == 0


def test_check_finds_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlas", "check"]) == 0
    captured = capsys.readouterr()
    assert "33 nerves" in captured.out
    assert not captured.err


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("export") / "atlas.json"
    assert main(["atlas", "export", "-o", str(path)]) == 0
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_export_has_the_promised_keys(exported: dict[str, Any]) -> None:
    assert set(exported) == {"atlas_version", "body", "units", "views"}
    assert (exported["body"], exported["units"]) == ("male", "mm")
    assert set(exported["views"]) == set(VIEW_IDS)
    ids = set(load_knowledge().nerves)
    for view in exported["views"].values():
        assert {"origin", "outline", "home", "landmarks_mm", "regions", "nerves", "dermatomes"} <= set(view)
        assert {key.split("/")[0] for key in view["nerves"]} <= ids
        for nerve in view["nerves"].values():
            assert set(nerve) == {"core", "usual", "variant", "variants"}
            for variant in nerve["variants"]:
                assert set(variant) == {"id", "frequency", "geometry"}
        assert set(view["dermatomes"]) == {
            "lee_2008",
            "foerster_1933",
            "keegan_garrett_1948",
            "consensus",
            "consensus_core",
        }


def test_export_is_geojson_and_core_lies_in_usual(exported: dict[str, Any]) -> None:
    for name, view in exported["views"].items():
        outline = shape(view["outline"])
        assert outline.is_valid
        for key, nerve in view["nerves"].items():
            core, usual = shape(nerve["core"]), shape(nerve["usual"])
            assert core.is_valid
            assert usual.is_valid
            assert core.difference(usual).area < 2.0, (name, key)
            assert usual.difference(outline).area < 2.0, (name, key)
        for level, core in view["dermatomes"]["consensus_core"].items():
            assert shape(core).difference(shape(view["dermatomes"]["consensus"][level])).area < 2.0, (name, level)


def test_export_holds_every_landmark_a_view_must_have(exported: dict[str, Any]) -> None:
    for name, view in exported["views"].items():
        if name.startswith("leg_"):
            wanted = {
                "mid_inguinal",
                "crotch",
                "knee_joint",
                "ankle_joint",
                "lateral_malleolus_tip",
                "medial_malleolus_tip",
            }
            assert wanted <= set(view["landmarks_mm"])
        if name in ("foot_dorsal", "foot_plantar"):
            assert {"heel_back", "longest_toe_tip"} <= set(view["landmarks_mm"])
            x, y = view["landmarks_mm"]["heel_back"]
            assert abs(x) < 1.0
            assert abs(y) < 1.0


def test_render_writes_a_png(tmp_path: Path) -> None:
    out = tmp_path / "view.png"
    assert (
        main(["render", str(SAMPLE), "--view", "foot_lateral", "--overlay", "nerves", "--scale", "1", "-o", str(out)])
        == 0
    )
    assert out.read_bytes().startswith(b"\x89PNG")


def test_render_draws_in_a_skin_tone(tmp_path: Path) -> None:
    from PIL import Image, ImageStat

    means = {}
    for tone in ("light", "medium", "dark"):
        out = tmp_path / f"{tone}.png"
        assert (
            main(["render", str(SAMPLE), "--view", "leg_medial", "--scale", "1", "--tone", tone, "-o", str(out)]) == 0
        )
        with Image.open(out) as image:
            means[tone] = ImageStat.Stat(image.convert("L")).mean[0]
    assert means["light"] > means["medium"] + 5 > means["dark"] + 10
    assert main(["render", str(SAMPLE), "--tone", "green", "-o", str(tmp_path / "x.png")]) == 2


def test_an_unwritable_output_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlas", "export", "-o", str(tmp_path / "absent" / "x.json")]) == 1
    assert "absent" in capsys.readouterr().err


def test_a_reader_that_stops_is_no_error() -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m footmap rank "{SAMPLE}" --json | head -c 1',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
