"""Loaders that are asked by several threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from footmap.data.knowledge.base import Knowledge, load_knowledge
from footmap.data.knowledge.clinical import load_clinical, read_clinical
from footmap.data.once import read_once
from footmap.data.resources import knowledge_folder, root
from footmap.errors import AssetError, Problem

THREADS = 4


def test_threads_that_ask_together_get_one_value() -> None:
    together = threading.Barrier(THREADS)
    read: list[str] = []

    @read_once
    def load(name: str) -> object:
        read.append(name)
        threading.Event().wait(0.02)  # long enough for the others to ask meanwhile
        return object()

    def ask(name: str) -> object:
        together.wait(10)
        return load(name)

    with ThreadPoolExecutor(THREADS) as pool:
        values = list(pool.map(ask, ["a"] * THREADS))
    assert read == ["a"]
    assert len(set(map(id, values))) == 1
    assert load("b") is not values[0]
    assert read == ["a", "b"]


def test_an_error_is_not_kept() -> None:
    tries: list[None] = []

    @read_once
    def load() -> str:
        tries.append(None)
        if len(tries) == 1:
            raise AssetError((Problem("a.yaml", "The file cannot be read."),))
        return "read"

    with pytest.raises(AssetError):
        load()
    assert load() == "read"


def test_nerves_and_levels_are_read_once_for_all() -> None:
    assert load_clinical().base is load_knowledge()


def test_problems_of_all_files_are_reported_with_the_base_read_elsewhere(tmp_path: Path) -> None:
    def unreadable(folder: Path) -> Knowledge:
        raise AssetError((Problem("knowledge/nerves.yaml", "The file cannot be read."),))

    with pytest.raises(AssetError) as caught:
        read_clinical(tmp_path, root() / "territories" / "regions.yaml", unreadable)
    files = {problem.where.split(":")[0] for problem in caught.value.problems}
    assert {"knowledge/nerves.yaml", "knowledge/clues.yaml"} <= files
    assert read_clinical(knowledge_folder(), root() / "territories" / "regions.yaml").clues == load_clinical().clues
