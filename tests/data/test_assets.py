"""The loader of the atlas: the real one loads, and every kind of damage is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from footmap.core.atlas import Atlas
from footmap.core.views import VIEW_IDS
from footmap.data import resources
from footmap.data.archive import Archive
from footmap.data.assets import load_atlas
from footmap.data.bounds import view_bounds
from footmap.data.knowledge.base import load_knowledge
from footmap.errors import AssetError


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas("male", load_knowledge().known_ids)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the male atlas to damage; returns its folder."""
    folder = tmp_path / "atlas" / "male"
    shutil.copytree(resources.atlas_folder("male"), folder, ignore=shutil.ignore_patterns("pictures"))
    shutil.copytree(resources.root() / "knowledge", tmp_path / "knowledge")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    return folder


def problems(body: str = "male") -> list[str]:
    with pytest.raises(AssetError) as caught:
        load_atlas(body, load_knowledge().known_ids)
    return [str(p) for p in caught.value.problems]


def rewrite(path: Path, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> None:
    """Change the index and the arrays of an archive."""
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    index = json.loads(arrays["index"].tobytes())
    change(index, arrays)
    arrays["index"] = np.frombuffer(json.dumps(index).encode(), dtype=np.uint8)
    np.savez(path, **arrays)


def change_head(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    head = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
    change(head)
    (folder / "atlas.json").write_text(json.dumps(head), encoding="utf-8")


def test_the_atlas_has_every_view_and_valid_shapes(atlas: Atlas) -> None:
    assert tuple(atlas.views) == VIEW_IDS
    for view in atlas.views.values():
        assert view.outline.is_valid
        assert view.home.is_valid
        assert view.home.area > 0
    for territory in atlas.territories:
        for zone in territory.zones.values():
            for shape in zone.values():
                assert isinstance(shape, shapely.MultiPolygon)
                assert shape.is_valid


def test_the_union_of_variants_is_each_of_them(atlas: Atlas) -> None:
    several = [t for t in atlas.territories if len(t.variants) > 1]
    assert several
    for territory in several:
        for view, union in territory.zones["variant"].items():
            for variant in territory.variants:
                rest = shapely.difference(variant.shapes.get(view, shapely.MultiPolygon()), union)
                assert shapely.area(rest) < 0.5, (territory.id, view, variant.id)


def test_labels_agree_with_the_shapes(atlas: Atlas) -> None:
    columns = [(i, c) for i, c in enumerate(atlas.label_table.columns) if c.layer == "nerve" and c.zone == "usual"]
    shapes = {(t.id, t.part): t.zones["usual"] for t in atlas.territories if t.layer == "nerve"}
    for view in ("foot_dorsal", "foot_plantar"):
        raster = atlas.labels[view]
        height, width = raster.label.shape
        x = raster.left_mm + raster.step_mm * np.arange(width)
        y = raster.bottom_mm + raster.step_mm * np.arange(height)
        gx, gy = np.meshgrid(x, y)
        skin = raster.label > 0
        for i, column in columns:
            shape = shapes[column.id, column.part].get(view)
            if shape is None or shape.area < 100:
                continue
            inside = shapely.contains_xy(shape, gx, gy) & skin
            labelled = atlas.label_table.member[raster.label, i]
            wrong = (inside != labelled).sum() * raster.step_mm**2
            assert wrong < 0.03 * shape.area + 0.5 * shape.length, (view, column)


def test_bounds_are_those_of_the_outlines(atlas: Atlas) -> None:
    for view, box in view_bounds("male").items():
        assert box == pytest.approx(atlas.views[view].outline.bounds)


def test_the_home_areas_of_the_labels_add_up(atlas: Atlas) -> None:
    # A cell's home area counts skin that another view owns too, so the views together hold at least all homes.
    homes = sum(view.home.area for view in atlas.views.values())
    for view in VIEW_IDS:
        raster = atlas.labels[view]
        own = shapely.area(atlas.views[view].home)
        assert float(raster.home_mm2.sum()) > 0.98 * own
        assert float(raster.home_mm2.sum()) < homes


def test_a_body_that_is_not_there_is_named(copy: Path) -> None:
    assert problems("robot") == ["atlas/robot: There is no atlas of the body robot."]


@pytest.mark.parametrize("name", ["atlas.json", "skin.npz", "territories.npz", "labels.npz"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    (found,) = problems()
    assert found.startswith(f"atlas/male/{name}: ")


def test_all_damaged_files_are_reported_at_once(copy: Path) -> None:
    for name in ("atlas.json", "skin.npz", "territories.npz", "labels.npz"):
        (copy / name).write_bytes(b"nonsense")
    assert {p.split(":")[0].split("/")[-1] for p in problems()} == {
        "atlas.json",
        "skin.npz",
        "territories.npz",
        "labels.npz",
    }


@pytest.mark.parametrize("name", ["skin.npz", "territories.npz", "labels.npz"])
def test_a_file_cut_short_or_with_a_flipped_byte_is_an_asset_error(copy: Path, name: str) -> None:
    data = (copy / name).read_bytes()
    (copy / name).write_bytes(data[: len(data) // 2])
    assert problems()
    for place in (0.1, 0.5, 0.9):
        at = int(place * len(data))
        (copy / name).write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            loaded = load_atlas()
            for view in VIEW_IDS:
                _ = loaded.labels[view]
        except AssetError:
            continue


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda head: head.update(version=2), "version 2"),
        (lambda head: head.update(body="female"), "female"),
        (lambda head: head.update(format="x"), "format"),
        (lambda head: head["views"].pop("foot_medial"), "foot_medial is missing"),
        (lambda head: head["views"]["foot_medial"].pop("origin"), "origin"),
        (lambda head: head["views"]["foot_medial"]["picture"].update(px_per_mm=0), "px_per_mm"),
        (lambda head: head["views"]["foot_medial"]["camera"]["offset_mm"].append(1.0), "offset_mm"),
        (lambda head: head["views"].update(foot_top={}), "foot_top"),
        (lambda head: head.update(colour="red"), "colour"),
    ],
)
def test_a_wrong_head_is_refused(copy: Path, change: Callable[[dict[str, Any]], None], words: str) -> None:
    change_head(copy, change)
    found = problems()
    assert any(words in p for p in found), found


def first(index: dict[str, Any], **wanted: Any) -> dict[str, Any]:
    entry: dict[str, Any] = next(e for e in index["entries"] if all(e.get(k) == v for k, v in wanted.items()))
    return entry


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda i: first(i, layer="nerve", id="tibial").update(id="tibialis"), "tibialis is not in the knowledge base"),
        (lambda i: first(i, layer="level").update(map=None), "a level needs a map"),
        (lambda i: first(i, zone="variant").update(variant=None), "a variant needs an id"),
        (lambda i: first(i, layer="nerve").update(wkb=10**7), "is missing"),
        (lambda i: first(i, layer="nerve").update(view="foot_top"), "view"),
        (lambda i: first(i, layer="nerve").update(zone="rim"), "zone"),
        (lambda i: i["entries"].clear() or i["entries"].append({}), "is missing"),
    ],
)
def test_a_wrong_territory_is_refused(copy: Path, change: Callable[[dict[str, Any]], None], words: str) -> None:
    rewrite(copy / "territories.npz", lambda index, arrays: change(index))
    found = problems()
    assert any(words in p for p in found), found


def test_an_invalid_shape_is_refused(copy: Path) -> None:
    bowtie = shapely.to_wkb(shapely.MultiPolygon([shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])]))
    line = shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)]))

    def add(index: dict[str, Any], arrays: dict[str, Any]) -> None:
        offset = arrays["offset"]
        for k, wkb in enumerate((bowtie, line)):
            arrays["wkb"] = np.concatenate([arrays["wkb"], np.frombuffer(wkb, dtype=np.uint8)])
            arrays["offset"] = np.append(arrays["offset"], arrays["offset"][-1] + len(wkb))
            index["entries"][k]["wkb"] = len(offset) - 1 + k

    rewrite(copy / "territories.npz", add)
    found = problems()
    assert len(found) == 2
    assert "not valid" in found[0]
    assert "not a polygon" in found[1]


def test_labels_that_do_not_fit_are_refused(copy: Path) -> None:
    def damage(index: dict[str, Any], arrays: dict[str, Any]) -> None:
        index["columns"].pop()
        del arrays["label/foot_medial"]

    rewrite(copy / "labels.npz", damage)
    found = problems()
    assert any("label/foot_medial is missing" in p for p in found)
    assert any("does not fit" in p for p in found)


def test_an_archive_reads_only_what_is_asked_for(copy: Path) -> None:
    archive = Archive(copy / "labels.npz", "labels.npz")
    assert "label/foot_medial" in archive
    assert "absent" not in archive
    with pytest.raises(KeyError):
        archive["absent"]
    with pytest.raises(ValueError, match="read-only"):
        archive["label/foot_medial"][0, 0] = 1
