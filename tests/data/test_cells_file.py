"""The stored skin cells are those that the atlas build makes, and a file that is not is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from footmap.core.localiser.cells import Cells, build_cells
from footmap.core.views import VIEW_IDS
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.cells import FILE, differences, load_cells, write_cells
from footmap.errors import AssetError


def read_all(folder: Path) -> None:
    cells = load_cells(load_atlas(), folder)
    for view in VIEW_IDS:
        _ = cells.index[view]


def damaged(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> str:
    """What is said of a changed file."""
    with np.load(resources.atlas_folder() / FILE) as file:
        arrays = dict(file)
    change(arrays)
    np.savez_compressed(tmp_path / FILE, **arrays)
    with pytest.raises(AssetError) as caught:
        read_all(tmp_path)
    return "\n".join(str(problem) for problem in caught.value.problems)


@pytest.mark.parametrize("body", resources.bodies())
def test_stored_cells_are_the_built_ones(body: str) -> None:
    atlas = load_atlas(body)
    stored, built = load_cells(atlas), build_cells(atlas)
    assert differences(stored, built) == []
    assert stored.columns == built.columns
    assert stored.gap_mm == pytest.approx(built.gap_mm, abs=1e-4)
    shape = atlas.views["foot_plantar"].home.buffer(-8)
    assert stored.covered({"foot_plantar": shape}) == pytest.approx(built.covered({"foot_plantar": shape}))


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    atlas = load_atlas()
    write_cells(tmp_path / FILE, build_cells(atlas))
    first = (tmp_path / FILE).read_bytes()
    write_cells(tmp_path / FILE, load_cells(atlas, tmp_path))
    assert (tmp_path / FILE).read_bytes() == first


def test_a_moved_cell_is_noticed() -> None:
    atlas = load_atlas()
    stored = load_cells(atlas)
    index = {view: np.array(stored.index[view]) for view in VIEW_IDS}
    index["foot_plantar"][index["foot_plantar"] >= 0] -= 1
    share = stored.share.copy()
    share[0, 0] += 0.5
    fields = {**vars(stored), "index": index, "share": share}
    assert differences(Cells(**fields), stored) == ["share", "cell/foot_plantar"]


def test_a_farther_neighbour_is_noticed_and_one_of_two_equally_near_is_not() -> None:
    stored = load_cells(load_atlas())
    near, gap_mm = stored.near.copy(), stored.gap_mm.copy()
    near[7, -1] = (near[7, -1] + 1) % stored.count
    assert differences(Cells(**{**vars(stored), "near": near}), stored) == []
    gap_mm[7, -1] += 3.0
    assert differences(Cells(**{**vars(stored), "near": near, "gap_mm": gap_mm}), stored) == ["near"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda a: a.pop("near"), "near is missing"),
        (lambda a: a.pop("cell/foot_medial"), "cell/foot_medial is missing"),
        (lambda a: a.update(index=np.frombuffer(b'{"version": 9}', np.uint8)), "version"),
        (lambda a: a.update(index=np.frombuffer(b"{", np.uint8)), "not JSON"),
        (lambda a: a.update(share=a["share"][:, :-1]), "do not fit"),
        (lambda a: a.update(near=a["near"] + 30_000), "do not fit"),
        (lambda a: a.update(area_cm2=a["area_cm2"][:-1]), "do not fit"),
        (lambda a: a.update(point_mm=a["point_mm"] * np.nan), "do not fit"),
        (lambda a: a.update({"cell/foot_medial": a["cell/foot_medial"][:-1]}), "foot_medial do not fit"),
        (lambda a: a.update({"cell/foot_dorsal": a["cell/foot_dorsal"] + 9}), "foot_dorsal do not fit"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    said = damaged(tmp_path, change)
    assert words in said
    assert said.startswith("atlas/male/cells.npz: ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"cells\.npz: The file cannot be read"):
        load_cells(load_atlas(), tmp_path)
