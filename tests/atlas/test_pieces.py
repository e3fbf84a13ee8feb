"""Shapes one can read: no crumbs, no needles, no skin of the limb without a level, the same skin alike in two views."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from footmap.core.atlas import Atlas, LabelRaster
from footmap.core.ids import LEVELS
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.territories.authored import Authored
from footmap.data.territories.consensus import members
from footmap.data.territories.grid import Grid

CRUMB_MM2 = {"foot": 8.0, "leg": 25.0}
ROUNDING_MM2 = 0.2
WELL_SEEN = 0.5
"""Cosine to the eye from which skin is seen well."""


@pytest.fixture(params=resources.bodies())
def body_atlas(request: pytest.FixtureRequest) -> Atlas:
    return load_atlas(request.param)


def test_no_view_shows_a_crumb_of_a_territory(body_atlas: Atlas) -> None:
    crumbs = []
    for t in body_atlas.territories:
        for zone, shapes in t.zones.items():
            for view, shape in shapes.items():
                least = CRUMB_MM2[view.split("_")[0]] - ROUNDING_MM2
                crumbs += [
                    (view, t.layer, t.id, t.part, t.map, zone, round(float(p.area), 1))
                    for p in shapely.get_parts(shape)
                    if p.area < least
                ]
    assert crumbs == []


def test_every_territory_is_shown_somewhere_though_crumbs_are_left_out(body_atlas: Atlas) -> None:
    nowhere = [
        (t.layer, t.id, t.part, t.map)
        for t in body_atlas.territories
        if t.id != "inferior_calcaneal" and all(s.is_empty for s in t.zones["usual"].values())
    ]
    assert nowhere == []


def test_no_piece_of_disagreement_is_a_sliver(body_atlas: Atlas, authored: Authored) -> None:
    """A disc of most of the least width fits into every piece, save those that the edge of the picture cuts short."""
    least = 0.7 * authored.rule.disagreement_mm / 2
    slivers = []
    for t in body_atlas.territories:
        if t.layer != "disagreement" or t.id == "agree":
            continue
        for view, shape in t.zones["usual"].items():
            rim = shapely.buffer(shapely.boundary(body_atlas.views[view].outline), 1.0)
            for piece in shapely.get_parts(shape):
                disc = shapely.maximum_inscribed_circle(piece, tolerance=0.1)
                if disc.length < least and not piece.intersects(rim):
                    slivers.append((view, t.id, round(float(disc.length), 1)))
    assert slivers == []


def test_a_core_is_nowhere_a_needle(authored: Authored) -> None:
    """Nearly every point of a core lies in a disc of the rule's radius inside it, by distances on a finer grid."""
    grid = Grid(authored.regions.chart, 4.0, 2.0)
    core, _ = authored.consensus.zones(*grid.points)
    masks = grid.image(core)
    on_leg = grid.s < 360
    reach = np.where(on_leg, authored.rule.opening_mm["limb"], authored.rule.opening_mm["foot"]) * 0.6
    lost = masks & ~grid.opened(masks, reach)
    for j, level in enumerate(LEVELS):
        assert lost[:, :, j].sum() <= 0.05 * masks[:, :, j].sum(), level


def test_skin_that_the_maps_give_to_the_limb_has_a_level(authored: Authored) -> None:
    rng = np.random.default_rng(11)
    s, a = rng.uniform(-560, 600, 6000), rng.uniform(0, 360, 6000)
    full = [m for m in authored.maps.values() if m.names]
    beside = ((0.0, 0.0), (-12.0, 0.0), (0.0, 5.0), (0.0, -5.0))  # votes are blurred: not at the trunk's edge
    drawn = np.all([members(m, s + u, (a + v) % 360).any(1) for m in full for u, v in beside], axis=0)
    assert drawn.sum() > 3000
    _, margin = authored.consensus.zones(s, a)
    assert margin[drawn].any(1).all()


def test_skin_above_the_limb_has_no_level(authored: Authored) -> None:
    s, a = (np.array([v]) for v in authored.regions.chart.point("H100@90"))
    _, margin = authored.consensus.zones(s, a)
    assert not margin.any()


def _well_seen(raster: LabelRaster, rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    """Places (n, 2) of a view whose skin faces the eye."""
    cosine = np.where(raster.label > 0, raster.step_mm**2 / np.maximum(raster.skin_mm2, 1e-6), 0.0)
    row, column = np.nonzero(cosine > WELL_SEEN)
    pick = rng.choice(len(row), n, replace=False)
    return np.column_stack(
        [raster.left_mm + column[pick] * raster.step_mm, raster.bottom_mm + row[pick] * raster.step_mm]
    )


def _label(raster: LabelRaster, xy: NDArray[np.float64]) -> NDArray[np.int64]:
    row = np.rint((xy[:, 1] - raster.bottom_mm) / raster.step_mm).astype(int)
    column = np.rint((xy[:, 0] - raster.left_mm) / raster.step_mm).astype(int)
    inside = (row >= 0) & (row < raster.shape[0]) & (column >= 0) & (column < raster.shape[1])
    out = np.zeros(len(xy), np.int64)
    out[inside] = raster.label[row[inside], column[inside]]
    return out


def _seen_alike(atlas: Atlas, one: ViewId, other: ViewId, rng: np.random.Generator) -> tuple[int, int]:
    """Of points that both views see well: how many carry the same nerve, and how many there are."""
    columns = atlas.label_table.columns
    nerve = [i for i, c in enumerate(columns) if c.layer == "nerve" and c.zone == "usual" and c.part is None]
    first, second = atlas.labels[one], atlas.labels[other]
    xy = _well_seen(first, rng, 4000)
    skin = atlas.skin.seen_points(one, xy)
    there = atlas.views[other].camera.project(np.nan_to_num(skin))[:, :2]
    back = atlas.skin.seen_points(other, there)
    facing = np.where(_label(second, there) > 0, 1.0, 0.0)
    cell = np.rint((there - [second.left_mm, second.bottom_mm]) / second.step_mm).astype(int)
    cell = np.clip(cell, 0, [second.shape[1] - 1, second.shape[0] - 1])
    facing *= second.step_mm**2 / np.maximum(second.skin_mm2[cell[:, 1], cell[:, 0]], 1e-6)
    near = np.linalg.norm(np.nan_to_num(back, nan=1e3) - np.nan_to_num(skin), axis=1) < 0.5
    both = near & (facing > WELL_SEEN) & np.isfinite(skin[:, 0]) & (_label(first, xy) > 0)
    member = atlas.label_table.member[:, nerve]
    same = (member[_label(first, xy[both])] == member[_label(second, there[both])]).all(1)
    return int(same.sum()), int(both.sum())


def test_the_same_skin_carries_the_same_nerve_in_every_view_that_sees_it_well(body_atlas: Atlas) -> None:
    rng = np.random.default_rng(5)
    pairs = [(one, other) for one in VIEW_IDS for other in VIEW_IDS if one != other]
    found = {pair: _seen_alike(body_atlas, *pair, rng) for pair in pairs}
    apart = {pair: counts for pair, counts in found.items() if counts[1] >= 200 and counts[0] < 0.96 * counts[1]}
    assert apart == {}
    same, both = (sum(counts[i] for counts in found.values()) for i in (0, 1))
    assert both > 10_000
    assert same >= 0.995 * both


@settings(max_examples=25, deadline=None)
@given(
    row=st.integers(40, 500), column=st.integers(0, 359), tall=st.integers(1, 40), wide=st.integers(1, 60),
    reach=st.floats(3.0, 12.0),
)  # fmt: skip
def test_opening_keeps_what_a_disc_fits_into_and_drops_what_it_does_not(
    authored: Authored, row: int, column: int, tall: int, wide: int, reach: float
) -> None:
    grid = Grid(authored.regions.chart, 2.0, 1.0)
    mask = np.zeros((len(grid.s), len(grid.a), 1), bool)
    mask[row : row + tall, np.arange(column, column + wide) % 360, 0] = True
    opened = grid.opened(mask, np.full(len(grid.s), reach))
    assert not (opened & ~mask).any()
    degree_mm = authored.regions.chart.mm_per_degree(float(grid.s[row]))
    if tall * 2.0 < 2 * reach - 4 or wide * degree_mm < 2 * reach - 4:
        assert not opened.any()
    elif tall * 2.0 > 2 * reach + 6 and wide * degree_mm > 2 * reach + 6:
        assert opened[row + tall // 2, (column + wide // 2) % 360, 0]


def test_pieces_are_joined_over_the_seam(authored: Authored) -> None:
    grid = Grid(authored.regions.chart, 2.0, 1.0)
    mask = np.zeros((len(grid.s), len(grid.a)), bool)
    mask[100:110, np.arange(350, 370) % 360] = True
    mask[200:205, 40:60] = True
    piece, count = grid.pieces(mask)
    assert count == 2
    assert piece[105, 355] == piece[105, 5] != piece[202, 50]
    assert (piece > 0).sum() == mask.sum()
