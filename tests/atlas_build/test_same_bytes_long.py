"""Building an atlas twice gives the same bytes, whatever the seed of Python's hashes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
BODY = "male"
CODE = "import sys; from footmap.atlas_build.build import build; from pathlib import Path; "


def built(root: Path, seed: int) -> dict[str, bytes]:
    """Files of an atlas that a process of its own has built, without pictures."""
    shutil.copytree(territories_folder(), root / "territories")
    call = f"build({BODY!r}, Path(sys.argv[1]), pictures=False)"
    subprocess.run(
        [sys.executable, "-c", CODE + call, str(root)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        timeout=1200,
    )
    return {name: (root / "atlas" / BODY / name).read_bytes() for name in FILES}


@pytest.mark.long
def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first = built(tmp_path / "first", 1)
    second = built(tmp_path / "second", 2)
    assert [name for name in FILES if first[name] != second[name]] == []
