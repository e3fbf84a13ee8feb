"""ARCHITECTURE.md is true: paths exist, every module is listed, the words are the agreed ones."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
WORDS = [
    *("view", "side", "home_view", "region", "territory", "zone", "level", "dermatome", "paint"),
    *("quality", "clue", "candidate", "match", "fit", "support", "patient,_visit", "case", "library"),
    "set,_card,_exercise,_learner",
]


PLACE = re.compile(r"`((?:footmap/)?(?:atlas_build|bench|commands|core|data|report|ui|words)/[\w/]*(?:\.py)?)`")


@cache
def writer() -> ModuleType:
    """The script that writes the column of modules."""
    spec = importlib.util.spec_from_file_location("column_of_modules", ROOT / "packaging" / "modules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(heading: str) -> str:
    return TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]


def rows(heading: str) -> list[list[str]]:
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def listed() -> dict[str, list[str]]:
    """Folder -> names of modules listed for it."""
    return {row[0].strip("`"): re.findall(r"`([^`]+)`", row[2]) for row in rows("Tree")}


def test_every_listed_path_exists() -> None:
    missing = [path for path in listed() if not (ROOT / path).is_dir()]
    named = [name.removeprefix("footmap/") for name in PLACE.findall(TEXT)]
    assert len(named) > len(listed())
    missing += [name for name in named if not (ROOT / "footmap" / name).exists()]
    assert not missing


def test_the_column_of_modules_is_what_the_command_writes() -> None:
    assert writer().with_modules(TEXT, ROOT) == TEXT, "run ./dev modules"


def test_a_new_module_comes_into_the_row_of_its_folder_and_leaves_the_rest(tmp_path: Path) -> None:
    for folder, names in writer().modules(ROOT).items():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            (tmp_path / folder / f"{name}.py").touch()
    assert writer().with_modules(TEXT, tmp_path) == TEXT
    (tmp_path / "footmap" / "core" / "zzz_new.py").touch()
    (tmp_path / "footmap" / "core" / "__init__.py").touch()
    written = writer().with_modules(TEXT, tmp_path)
    assert written.replace(", `zzz_new`", "") == TEXT
    assert next(row for row in written.splitlines() if "zzz_new" in row).startswith("| `footmap/core/` |")


def test_a_folder_without_a_row_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "footmap" / "attic").mkdir(parents=True)
    (tmp_path / "footmap" / "attic" / "thing.py").touch()
    with pytest.raises(writer().TableError, match=r"^footmap/attic/ is missing .*one row"):
        writer().with_modules(TEXT, tmp_path)
    row = "| `footmap/attic/` | things | |\n"
    twice = TEXT.replace("| `assets/", row + row + "| `assets/", 1)
    with pytest.raises(writer().TableError, match="more than once"):
        writer().with_modules(twice, tmp_path)
    with pytest.raises(writer().TableError, match="no section"):
        writer().with_modules("# Architecture\n", tmp_path)


def test_the_words_are_the_agreed_ones() -> None:
    table = rows("Words")
    assert [row[0].replace(" ", "_") for row in table] == WORDS
    assert all(row[1] for row in table)


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "packaging" / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken


def test_every_decision_is_listed_and_names_what_was_rejected() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = [p for p in folder.glob("*.md") if p.name != "README.md"]
    assert len(pages) >= 6
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert f"({page.name})" in index
        for part in ("**Decision.**", "**Why.**", "**Rejected.**"):
            assert part in text, page.name
        assert len(text.splitlines()) <= 40, page.name


def test_every_folder_of_the_assets_is_listed() -> None:
    folders = {f"assets/{p.name}/" for p in (ROOT / "assets").iterdir() if p.is_dir()}
    assert folders <= set(listed())
