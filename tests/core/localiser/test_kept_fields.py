"""Where a lesion is felt, anew from the atlas: skin of nerves that end in it with their variants, and of levels."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from footmap.core.atlas import Territory
from footmap.core.forward import Form
from footmap.core.ids import CONSENSUS
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.fields import Fields, build_fields
from footmap.core.views import FloatArray
from footmap.data.knowledge.clinical import load_clinical
from tests.shipped import shipped_localiser

Key = tuple[str, str | None]


def column(localiser: Localiser, layer: str, id_: str, part: str | None, map_: str | None, zone: str) -> FloatArray:
    cells = localiser.cells
    at = [
        k
        for k, c in enumerate(cells.columns)
        if (c.layer, c.id, c.part, c.map, c.zone) == (layer, id_, part, map_, zone)
    ]
    return cells.share[:, at[0]].astype(float) if at else np.zeros(cells.count)


def blurred(localiser: Localiser, values: FloatArray) -> FloatArray:
    s = localiser.scoring
    return localiser.cells.blurred(values, s.blur_foot_mm, s.blur_leg_mm)


@cache
def of_nerves() -> dict[Key, FloatArray]:
    """Response of the skin of each nerve that ends in it, and of each digital nerve."""
    localiser = shipped_localiser()
    constants = localiser.knowledge.anatomy.constants.values
    nerves = [t for t in localiser.atlas.territories if t.layer == "nerve"]
    ends = [t for t in nerves if not t.trunk and t.part in (None, "own")]
    usual = {(t.id, t.part): column(localiser, "nerve", t.id, t.part, None, "usual") for t in ends}
    gained = {key: np.zeros(localiser.cells.count) for key in usual}
    listed = {v.id for t in ends for v in t.variants}

    def owner(t: Territory, variant: str) -> Key | None:
        if (t.id, t.part) in usual:
            return t.id, t.part
        return (t.id, "own") if (t.id, "own") in usual and variant not in listed else None

    for t in nerves:
        has_skin = any(not shape.is_empty for shape in t.zones["usual"].values())
        for variant in t.variants:
            key = owner(t, variant.id)
            if key is not None and has_skin:
                share = constants["variant_share"] if variant.frequency is None else variant.frequency
                more = localiser.cells.covered(variant.shapes) - usual[key]
                gained[key] = gained[key] + share * np.maximum(more, 0.0)
    taken = sum(gained.values(), np.zeros(1))
    scale = np.where(taken > 0.75, 0.75 / np.maximum(taken, 1e-9), 1.0)  # the usual nerve keeps a quarter
    edge = constants["edge_response"]
    out: dict[Key, FloatArray] = {}
    for key in usual:
        left = usual[key] * (1.0 - taken * scale) + gained[key] * scale
        core = column(localiser, "nerve", *key, None, "core")
        out[key] = blurred(localiser, left) * np.where(core > 0, edge + (1.0 - edge) * core, edge)
    for t in nerves:
        if t.part not in (None, "own"):
            out[t.id, t.part] = blurred(localiser, column(localiser, "nerve", t.id, t.part, None, "usual"))
    return out


def of_level(localiser: Localiser, level: str) -> FloatArray:
    margin = localiser.knowledge.anatomy.constants.values["level_margin_response"]
    usual, core = (column(localiser, "level", level, None, CONSENSUS, zone) for zone in ("usual", "core"))
    return blurred(localiser, np.where(usual > core, core + margin * (usual - core), core))


def felt_of(localiser: Localiser, form: Form) -> FloatArray | None:
    """Of a form that is neither an area nor a height: its nerves' skin, of toes where no other ends, or its levels'."""
    if form.area is not None or form.height is not None:
        return None
    levels = {e.id: e.share for e in form.skin if e.layer == "level"}
    if levels:
        return np.asarray(np.clip(sum(s * of_level(localiser, v) for v, s in levels.items()), 0.0, 1.0))
    nerves = {(e.id, e.part): e.share for e in form.skin if e.layer == "nerve"}
    known = of_nerves()
    ends = {k: s for k, s in nerves.items() if k in known and k[1] in (None, "own")}
    toes = {k: s for k, s in nerves.items() if k in known and k[1] not in (None, "own")}
    parts = [share * known[k] for k, share in (ends or toes).items()]
    return np.asarray(np.clip(sum(parts, np.zeros(localiser.cells.count)), 0.0, 1.0))


SITES = [s.id for s in load_clinical().anatomy.sites.values() if s.kind in ("nerve", "root", "roots", "plexus")]


@pytest.mark.parametrize("site", SITES)
def test_skin_is_felt_where_the_nerves_and_levels_of_a_lesion_end(localiser: Localiser, site: str) -> None:
    picture = next(p for p in localiser.hypotheses.pictures if p.site.id == site)
    expected = [f for form in picture.forms if (f := felt_of(localiser, form)) is not None]
    rows = localiser.fields.felt[localiser.fields.rows_of[site]].astype(float)
    regions = localiser.fields.region
    spread = np.zeros(localiser.cells.count)
    for id_, weight in picture.site.spread.items():
        if id_ not in regions:
            return  # beyond a pain area, which is drawn in a view
        spread = np.maximum(spread, weight * regions[id_])
    for felt in expected:
        wanted = (
            felt if any(e.layer == "level" for form in picture.forms for e in form.skin) else np.maximum(felt, spread)
        )
        if wanted.any():
            assert min(np.abs(row - wanted).max() for row in rows) < 1e-5


def test_ways_of_a_site_are_shares_of_the_people_with_it(localiser: Localiser) -> None:
    fields = localiser.fields
    for rows in fields.rows_of.values():
        assert fields.weight[rows].sum() == pytest.approx(1.0)
        assert len(rows)
    for field in (fields.felt, fields.hurts):
        assert 0.0 <= field.min() <= field.max() <= 1.0
    assert (np.diff(fields.row_site) >= 0).all()


def test_roots_hurt_in_their_skin_beyond_it_and_sometimes_below_the_knee_only(localiser: Localiser) -> None:
    constants = localiser.knowledge.anatomy.constants.values
    thigh = (localiser.cells.part == 2) & (blurred(localiser, (localiser.cells.part == 2).astype(float)) > 1 - 1e-9)
    distal = [p.site for p in localiser.hypotheses.pictures if p.site.distal_form]
    assert distal
    for site in distal:
        rows = localiser.fields.rows_of[site.id]
        felt, hurts, weight = (
            x[rows] for x in (localiser.fields.felt, localiser.fields.hurts, localiser.fields.weight)
        )
        above = [bool(f[thigh].any()) for f in felt]
        far = [k for k, a in enumerate(above) if not a]
        if any(above):
            assert sum(weight[far]) == pytest.approx(constants["level_distal_share"])
        beyond = [k for k in range(len(rows)) if (hurts[k] > felt[k] + 1e-6).any()]
        assert all((hurts[k] >= felt[k] - 1e-6).all() for k in range(len(rows)))
        if site.pain:
            assert sum(weight[beyond]) == pytest.approx(constants["level_referred_share"])


def test_a_published_map_draws_levels_without_a_core(localiser: Localiser) -> None:
    """Of a map that is no consensus the usual skin counts in full."""
    maps = {c.map for c in localiser.cells.columns if c.layer == "level"} - {None, CONSENSUS}
    h, knowledge = localiser.hypotheses, localiser.knowledge
    for map_ in sorted(m for m in maps if m is not None)[:1]:
        roots = [p for p in h.pictures if p.site.kind == "root"]
        found: Fields = build_fields(
            localiser.atlas, localiser.cells, knowledge.anatomy, roots, localiser.scoring, map_
        )
        for k, picture in enumerate(roots):
            (level,) = picture.site.roots
            usual = blurred(localiser, column(localiser, "level", level, None, map_, "usual"))
            rows = found.felt[np.flatnonzero(found.row_site == k)].astype(float)
            if usual.any():
                assert min(np.abs(row - usual).max() for row in rows) < 1e-5
