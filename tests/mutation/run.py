"""Runs the tests of a module against its mutants, in copies of the package; the working tree is never touched."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import yaml

from .mutator import Mutant, mutant, places

ROOT: Final = Path(__file__).resolve().parents[2]
ACCEPTED: Final = Path(__file__).with_name("survivors.yaml")
PATIENCE_S: Final = 120.0
"""A mutant whose tests take longer hangs, which is noticed too."""
LOCALISER: Final = "footmap/core/localiser"
_ALWAYS: Final = ("tests/core/localiser/test_standing.py", "tests/core/localiser/test_ranking.py")
TESTS: Final[dict[str, tuple[str, ...]]] = {
    "red_flags": ("tests/core/localiser/test_red_flags.py", "tests/core/localiser/test_triage.py"),
    "triage": ("tests/core/localiser/test_triage.py", "tests/core/localiser/test_red_flags.py"),
    "questions": ("tests/core/localiser/test_questions.py", "tests/core/localiser/test_special.py"),
    "answer_tables": ("tests/core/localiser/test_questions.py", "tests/core/localiser/test_special.py"),
    "stability": ("tests/core/localiser/test_special.py", "tests/core/localiser/test_redraw.py"),
    "redraw": ("tests/core/localiser/test_redraw.py", "tests/core/localiser/test_special.py"),
    "special": ("tests/core/localiser/test_special.py",),
    "sides": ("tests/core/localiser/test_sides.py", "tests/core/localiser/test_assessment.py"),
    "answers": ("tests/core/localiser/test_assessment.py", "tests/core/localiser/test_sides.py"),
    "assessment": ("tests/core/localiser/test_assessment.py", "tests/core/localiser/test_triage.py"),
    "explain": ("tests/core/localiser/test_explain.py",),
    "cells": ("tests/core/localiser/test_cells.py",),
    "fields": ("tests/core/localiser/test_place.py", "tests/core/localiser/test_derived.py"),
    "hypotheses": ("tests/core/localiser/test_derived.py",),
    "paint_evidence": ("tests/core/localiser/test_place.py", "tests/core/localiser/test_redraw.py"),
    "clue_evidence": ("tests/core/localiser/test_derived.py",),
    "live": ("tests/core/test_live.py", "tests/data/test_live_atlas.py"),
    "live_paint": ("tests/data/test_live_paint.py",),
}
"""Test files for a module, the nearest first; those of `_ALWAYS` follow for the localiser."""


@dataclass(frozen=True)
class Verdict:
    """Whether the tests noticed a mutant."""

    mutant: Mutant
    noticed: bool


def modules() -> list[Path]:
    """What is mutated, relative to the root: the localiser with its flags and questions, and the live estimates."""
    found = sorted((ROOT / LOCALISER).glob("[a-z]*.py"))
    found += [ROOT / "footmap/core/live.py", ROOT / "footmap/core/live_paint.py"]
    return [path.relative_to(ROOT) for path in found]


def sample(count: int, seed: int) -> list[Mutant]:
    """Some mutants of all modules, the same for the same seed; a module has its share by its size."""
    everything = [place for path in modules() for place in places(ROOT, path)]
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    return [mutant(ROOT, place) for place in chosen]


def accepted() -> dict[str, str]:
    """Survivors that may live, by name, with the reason."""
    read = yaml.safe_load(ACCEPTED.read_text(encoding="utf-8")) or {}
    return {str(name): str(reason) for name, reason in read.items()}


def verdicts(chosen: Sequence[Mutant], workers: int, told: Callable[[Verdict], None]) -> list[Verdict]:
    """Every mutant tried, `workers` at a time, each in a copy of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for k in range(workers):
            copies.put(_copy(Path(folder) / str(k)))

        def tried(mutant: Mutant) -> Verdict:
            copy = copies.get()
            try:
                verdict = Verdict(mutant, _noticed(copy, mutant))
            finally:
                copies.put(copy)
            told(verdict)
            return verdict

        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(tried, chosen))


def _copy(folder: Path) -> Path:
    """The package and its tests; assets are only read, so they are linked."""
    folder.mkdir()
    skip = shutil.ignore_patterns("__pycache__")
    for part in ("footmap", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=skip)
    for file in ("pyproject.toml",):
        shutil.copy(ROOT / file, folder / file)
    for part in ("assets", "docs"):
        (folder / part).symlink_to(ROOT / part, target_is_directory=True)
    return folder


def files_for(path: Path) -> tuple[str, ...]:
    """Test files for a module."""
    near = TESTS.get(path.stem, ())
    return tuple(dict.fromkeys((*near, *(_ALWAYS if path.parent.name == "localiser" else ()))))


def _noticed(copy: Path, mutant: Mutant) -> bool:
    target = copy / mutant.path
    before = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    try:
        return not _passes(copy, files_for(mutant.path))
    finally:
        target.write_text(before, encoding="utf-8")


def _passes(copy: Path, files: Sequence[str]) -> bool:
    env = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not long", *files]
    try:
        done = subprocess.run(command, cwd=copy, env=env, capture_output=True, timeout=PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
