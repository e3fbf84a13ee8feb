"""The committed atlas is what its builder makes of the committed sources, to the byte, whatever the machine chooses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from footmap.data import resources
from footmap.data.territories.authored import territories_folder

FILES = (
    "chart.json",
    "skin.npz",
    "territories.npz",
    "labels.npz",
    "courses.json",
    "atlas.json",
    "cells.npz",
    "inputs.json",
)


def built(root: Path, body: str, **environment: str) -> dict[str, bytes]:
    """Files of an atlas that a process of its own has built, without pictures."""
    shutil.copytree(territories_folder(), root / "territories")
    subprocess.run(
        [sys.executable, "-m", "footmap.atlas_build.build", body, "--keep-pictures", "--assets", str(root)],
        check=True,
        env={**os.environ, **environment},
        timeout=2400,
    )
    return {name: (root / "atlas" / body / name).read_bytes() for name in FILES}


def differing(body: str, made: dict[str, bytes]) -> list[str]:
    """Names of files that differ from the committed ones."""
    return [name for name in FILES if made[name] != (resources.atlas_folder(body) / name).read_bytes()]


@pytest.mark.long
@pytest.mark.parametrize("body", resources.bodies())
def test_a_fresh_build_is_the_committed_atlas(tmp_path: Path, body: str) -> None:
    assert differing(body, built(tmp_path, body, PYTHONHASHSEED="1")) == []


@pytest.mark.long
def test_seeds_threads_and_kernels_of_the_machine_change_nothing(tmp_path: Path) -> None:
    """What a machine with another processor would choose is asked for; the builder must not follow."""
    other = {"PYTHONHASHSEED": "2", "OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "2"}
    assert differing("male", built(tmp_path, "male", NUMBA_CPU_NAME="haswell", **other)) == []
