"""ARCHITECTURE.md is true: paths exist, every module is listed, the words are the agreed ones."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
WORDS = [
    *("view", "side", "home_view", "region", "territory", "zone", "level", "dermatome", "paint"),
    *("quality", "clue", "candidate", "match", "fit", "support"),
]


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
    missing += [
        p for p in re.findall(r"`((?:core|ui|data|report)/\w+\.py)`", TEXT) if not (ROOT / "footmap" / p).is_file()
    ]
    assert not missing


def test_every_listed_module_exists() -> None:
    gone = []
    for folder, names in listed().items():
        here = [p.stem for p in (ROOT / folder).glob("*.py")]
        gone += [f"{folder}{name}" for name in names if not any(fnmatch(stem, name) for stem in here)]
    assert not gone


def test_every_module_is_listed() -> None:
    table = listed()
    unlisted = []
    for path in sorted((ROOT / "footmap").rglob("*.py")):
        if path.stem in ("__init__", "__main__"):
            continue
        folder = path.parent.relative_to(ROOT).as_posix() + "/"
        if not any(fnmatch(path.stem, name) for name in table.get(folder, [])):
            unlisted.append(path.relative_to(ROOT).as_posix())
    assert not unlisted


def test_a_module_is_listed_once() -> None:
    for folder, names in listed().items():
        assert len(names) == len(set(names)), folder


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
