"""The atlas as GeoJSON: what a reader of maps finds in it, and that nothing of the atlas is lost or bent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from footmap.cli import main
from footmap.core.atlas import Atlas
from footmap.core.views import VIEW_IDS
from footmap.data.atlas_geojson import ORDER
from footmap.data.territories.authored import read_authored, read_chart
from footmap.data.territories.provenance import SURE_FIRST, Provenances
from tests.shipped import shipped_atlas

Feature = dict[str, Any]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "atlas.geojson"
    assert main(["atlas", "export", "--format", "geojson", "--side", "both", "-o", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def document(path: Path) -> dict[str, Any]:
    def refused(name: str) -> float:
        raise ValueError(f"{name} is not JSON")

    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_constant=refused)
    return read


@pytest.fixture(scope="module")
def features(document: dict[str, Any]) -> list[Feature]:
    found: list[Feature] = document["features"]
    return found


def of(features: list[Feature], **wanted: object) -> list[Feature]:
    return [f for f in features if all(f["properties"][name] == value for name, value in wanted.items())]


def test_it_is_one_collection_of_features_with_the_same_columns(
    document: dict[str, Any], features: list[Feature]
) -> None:
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    for feature in features:
        assert set(feature) == {"type", "properties", "geometry"}
        assert feature["type"] == "Feature"
        assert tuple(feature["properties"]) == ORDER
        assert all(value is None or isinstance(value, str | int | float) for value in feature["properties"].values())


def test_every_feature_says_what_its_coordinates_are(features: list[Feature]) -> None:
    said = {f["properties"]["coordinates"] for f in features}
    assert len(said) == 1
    assert "mm of this view" in said.pop()


def test_every_geometry_is_valid_and_none_is_empty(features: list[Feature]) -> None:
    shapes = np.array([shape(f["geometry"]) for f in features])
    assert not shapely.is_empty(shapes).any()
    assert shapely.is_valid(shapes).all()


def test_outer_rings_run_counter_clockwise_and_are_closed(features: list[Feature]) -> None:
    for feature in features:
        if feature["geometry"]["type"] != "MultiPolygon":
            continue
        for outer, *holes in feature["geometry"]["coordinates"]:
            assert shapely.is_ccw(shapely.LinearRing(outer))
            assert all(ring[0] == ring[-1] for ring in (outer, *holes))
            assert not any(shapely.is_ccw(shapely.LinearRing(hole)) for hole in holes)


def test_every_shape_of_the_atlas_comes_back(features: list[Feature]) -> None:
    atlas = shipped_atlas()
    found = {}
    for f in of(features, side="right", variant=None):
        p = f["properties"]
        found[p["view"], p["layer"], p["id"], p["part"], p["map"], p["zone"]] = shape(f["geometry"])
    for t in atlas.territories:
        for zone, views in t.zones.items():
            for view, drawn in views.items():
                key = (view, t.layer, t.id, t.part, t.map, zone)
                if drawn.area > 0.05:
                    assert found[key].symmetric_difference(drawn).area < 0.01 + 0.002 * drawn.length, key
    for view in VIEW_IDS:
        seen = atlas.views[view]
        for part, whole in (("outline", seen.outline), ("home", seen.home)):
            assert found[view, "view", view, None, None, part].area == pytest.approx(whole.area, abs=2.0)


def test_every_variant_with_skin_comes_back_with_its_frequency(features: list[Feature]) -> None:
    given = {(f["properties"]["variant"], f["properties"]["frequency"]) for f in features} - {(None, None)}
    drawn = {
        (v.id, v.frequency)
        for t in shipped_atlas().territories
        for v in t.variants
        if any(s.area > 0.05 for s in v.shapes.values())
    }
    assert given == drawn


def test_the_left_limb_is_the_mirror_image(features: list[Feature]) -> None:
    right, left = of(features, side="right"), of(features, side="left")
    assert len(right) == len(left)
    for one, other in zip(right, left, strict=True):
        mirrored = shapely.transform(shape(other["geometry"]), lambda xy: xy * [-1, 1])
        assert shapely.equals(mirrored, shape(one["geometry"])), one["properties"]


def test_home_skin_of_the_regions_adds_up_to_the_skin_of_the_limb(features: list[Feature]) -> None:
    regions = sum(f["properties"]["skin_cm2"] for f in of(features, side="right", layer="region", zone="usual"))
    whole = sum(f["properties"]["skin_cm2"] for f in of(features, side="right", layer="view", zone="home"))
    assert regions == pytest.approx(whole, rel=0.001)
    assert whole > 1000


@pytest.mark.parametrize("view", VIEW_IDS)
def test_regions_share_their_borders_to_the_last_vertex(features: list[Feature], view: str) -> None:
    found = of(features, side="right", layer="region", zone="usual", view=view)
    assert shapely.coverage_is_valid([shape(f["geometry"]) for f in found])


def test_area_is_that_of_the_geometry(features: list[Feature]) -> None:
    for f in features:
        if f["properties"]["layer"] != "landmark":
            assert f["properties"]["area_mm2"] == pytest.approx(shape(f["geometry"]).area, abs=0.006)


def test_what_is_drawn_from_sources_cites_them(features: list[Feature]) -> None:
    for f in features:
        layer = f["properties"]["layer"]
        cited = layer not in ("view", "landmark")
        assert bool(f["properties"]["source"]) == cited, f["properties"]
        assert (f["properties"]["confidence"] in SURE_FIRST) == cited


def test_a_territory_is_no_surer_than_the_borders_round_it() -> None:
    authored = read_authored(read_chart())
    known = Provenances(authored)
    atlas: Atlas = shipped_atlas()
    nerves = {t.id: t for t in atlas.territories if t.layer == "nerve" and t.part is None}
    borders = authored.nerves.model.borders
    found = known.of(nerves["lateral_plantar"], "usual")
    divide = borders["plantar_divide"]
    assert set(divide.src) <= set(found.sources)
    assert SURE_FIRST.index(found.confidence) >= SURE_FIRST.index(divide.conf or "med")


def test_trunks_cite_at_least_what_their_branches_cite() -> None:
    authored = read_authored(read_chart())
    known = Provenances(authored)
    nerves = {t.id: t for t in shipped_atlas().territories if t.layer == "nerve" and t.part is None}
    drawn = [n for n in authored.nerves.names if n in nerves]

    @settings(max_examples=30, deadline=None)
    @given(st.sampled_from(drawn))
    def cites(branch: str) -> None:
        trunks = [t for t in authored.nerves.model.trunks if branch in authored.terminal(t) and t in nerves]
        own = set(known.of(nerves[branch], "usual").sources) if branch not in authored.nerves.model.trunks else set()
        for trunk in trunks:
            assert own <= set(known.of(nerves[trunk], "usual").sources), (trunk, branch)

    cites()


def test_geopandas_opens_it_with_all_columns(path: Path, features: list[Feature]) -> None:
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    frame = geopandas.read_file(path)
    assert len(frame) == len(features)
    assert set(ORDER) <= set(frame.columns)


def test_the_old_form_holds_one_limb_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.json"
    assert main(["atlas", "export", "--side", "left", "-o", str(out)]) == 2
    assert "--format geojson" in capsys.readouterr().err
    assert not out.exists()
