"""The knowledge base: every statement has ground, every id exists, every problem has a line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from footmap.data import resources
from footmap.data.knowledge.base import Knowledge, Statement, load_knowledge, read_knowledge
from footmap.errors import AssetError

LEVELS = ["L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4_S5"]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge base to damage."""
    return Path(shutil.copytree(resources.knowledge_folder(), tmp_path / "knowledge"))


def change(path: Path, pattern: str, replacement: str) -> int:
    """Replace the first match; returns the line on which it began."""
    text = path.read_text(encoding="utf-8")
    match = re.search(pattern, text)
    assert match, pattern
    path.write_text(text[: match.start()] + match.expand(replacement) + text[match.end() :], encoding="utf-8")
    return text[: match.start()].count("\n") + 1


def problems_of(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(AssetError) as caught:
        read_knowledge(folder)
    return [(p.where, p.what) for p in caught.value.problems]


def test_all_nerves_and_levels_are_there(knowledge: Knowledge) -> None:
    assert len(knowledge.nerves) == 33
    assert list(knowledge.levels) == LEVELS
    assert len(set(knowledge.names.values())) == len(knowledge.names)


def test_every_nerve_reaches_a_spinal_origin(knowledge: Knowledge) -> None:
    for nerve in knowledge.nerves.values():
        current = nerve
        for _ in range(10):
            if not current.parents:
                break
            current = knowledge.nerves[current.parents[0]]
        assert current.origin, nerve.id


def test_a_branch_has_no_main_root_that_its_parents_lack(knowledge: Knowledge) -> None:
    for nerve in knowledge.nerves.values():
        if nerve.parents:
            of_parents = {
                root
                for id_ in nerve.parents
                for root in (*knowledge.nerves[id_].roots.main, *knowledge.nerves[id_].roots.also)
            }
            assert set(nerve.roots.main) <= of_parents, nerve.id


def test_confidence_follows_the_sources(knowledge: Knowledge) -> None:
    def of(*sources: str, recalled: str | None = None) -> str:
        return knowledge.confidence(Statement.model_validate({"text": "x", "sources": sources, "recalled": recalled}))

    assert knowledge.sources["S8"].grade == "B"
    assert of("S8") == "high"
    assert of("S38") == "medium"
    assert of("S47") == "low"
    assert not knowledge.sources["S47"].citable
    assert of(recalled="medium") == "medium"


def test_a_statement_without_ground_is_refused(folder: Path) -> None:
    line = change(
        folder / "nerves.yaml",
        r"    autonomous_zone:\n      text: (.*)\n      recalled: \w+\n",
        r"    autonomous_zone:\n      text: \1\n",
    )
    ((where, what),) = problems_of(folder)
    assert where == f"knowledge/nerves.yaml:{line}"
    assert "recalled" in what


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r'    title: ".*"\n    by: "Lee', '    by: "Lee'),
        (r"    year: 2008\n", ""),
        (r"    year: 2008\n", "    year: 208\n"),
        (r'    locator: "doi:.*"\n', ""),
        (r'    locator: "doi:.*"\n', '    locator: "a bookshop"\n'),
        (r'    locator: "doi:.*"\n', '    locator: "https://scribd.com/"\n'),
        (r'    locator: "doi:.*"\n', '    locator: "print:"\n'),
    ],
)
def test_a_source_that_cannot_be_found_again_is_refused(folder: Path, pattern: str, replacement: str) -> None:
    change(folder / "sources.yaml", pattern, replacement)
    found = problems_of(folder)
    assert len(found) == 1
    assert found[0][0].startswith("knowledge/sources.yaml:")


def test_a_weak_source_is_no_ground_for_a_statement(folder: Path) -> None:
    line = change(folder / "levels.yaml", r"sources: \[S123", "sources: [S117")
    ((where, what),) = problems_of(folder)
    assert where == f"knowledge/levels.yaml:{line}"
    assert "S117 is a weak source" in what


def test_every_source_can_be_cited_in_one_line(knowledge: Knowledge) -> None:
    lines = [source.citation for source in knowledge.sources.values()]
    assert all(str(source.year) in source.citation for source in knowledge.sources.values())
    assert all(source.title.rstrip(".") in source.citation for source in knowledge.sources.values())
    assert not any("\n" in line or "  " in line or ".." in line.replace("...", "") for line in lines)


def test_an_unknown_source_is_named_with_its_line(folder: Path) -> None:
    line = change(folder / "levels.yaml", r"sources: \[S123", "sources: [S999")
    assert problems_of(folder) == [(f"knowledge/levels.yaml:{line}", "The source S999 is not in sources.yaml.")]


def test_unknown_keys_wrong_types_and_repeated_ids_are_reported_together(folder: Path) -> None:
    change(folder / "nerves.yaml", r"sensory_only: true", "sensory_only: 1")
    change(folder / "nerves.yaml", r"synonyms: ", "synonyme: ")
    change(folder / "sources.yaml", r"grade: B", "grade: E")
    found = problems_of(folder)
    assert len(found) == 4  # the misspelt key is both unknown and missing
    assert {where.split(":")[0] for where, _ in found} == {"knowledge/nerves.yaml", "knowledge/sources.yaml"}
    assert all(int(where.split(":")[1]) > 1 for where, _ in found)


def test_a_nerve_cannot_be_its_own_ancestor(folder: Path) -> None:
    change(folder / "nerves.yaml", r"(id: sciatic\n(?:.*\n)*?    parents: )\[\]", r"\1[sural]")
    assert any("its own ancestor" in what for _, what in problems_of(folder))


def test_a_repeated_id_is_refused(folder: Path) -> None:
    change(folder / "nerves.yaml", r"id: tibial\n", "id: sciatic\n")
    assert any("appears twice here" in what for _, what in problems_of(folder))


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "sources.yaml").unlink()
    ((where, _),) = problems_of(folder)
    assert where == "knowledge/sources.yaml"


def lists_of_sources(value: object) -> Iterator[list[str]]:
    """Every list of sources that stands anywhere in a file."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "sources" and isinstance(part, list) and all(isinstance(id_, str) for id_ in part):
                yield part
            yield from lists_of_sources(part)
    elif isinstance(value, list):
        for part in value:
            yield from lists_of_sources(part)


def test_no_paper_stands_twice_under_one_statement(knowledge: Knowledge) -> None:
    seen = 0
    for path in sorted(resources.knowledge_folder().glob("*.yaml")):
        for ids in lists_of_sources(yaml.safe_load(path.read_text(encoding="utf-8"))):
            papers = [knowledge.sources[id_].locator for id_ in ids]
            papers = [paper for paper in papers if not paper.startswith("https:")]  # a site has many pages
            assert len(papers) == len(set(papers)), f"{path.name}: {ids}"
            seen += len(papers)
    assert seen
