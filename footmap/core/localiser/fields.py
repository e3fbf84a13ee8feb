"""Where a lesion at each site is felt: one expected response of the skin cells per way it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..anatomy import Anatomy, Site
from ..atlas import Atlas, Layer, MapId, Territory, Zone
from ..forward import Form, Prediction
from ..ids import CONSENSUS
from ..places import beyond, pain_area
from ..views import FloatArray
from .cells import THIGH, Cells
from .scoring import Scoring


@dataclass(frozen=True)
class Fields:
    """One row for each way each site shows.

    Attributes
    ----------
    sites : tuple of site id
    row_site : (rows,) intp
        Index into `sites`; rows of a site stand together.
    weight : (rows,) float64
        Share of the people with that lesion who show this way; adds up to 1 for each site.
    felt, hurts : (rows, cells) float32
        Expected response, 0-1: numbness and tingling, and pain and burning.
    region : mapping of region id to (cells,) float64
        Part of each cell that lies in the region.
    """

    sites: tuple[str, ...]
    row_site: NDArray[np.intp]
    weight: FloatArray
    felt: NDArray[np.float32]
    hurts: NDArray[np.float32]
    region: Mapping[str, FloatArray]

    @cached_property
    def rows_of(self) -> Mapping[str, NDArray[np.intp]]:
        """Rows of each site."""
        return {id_: np.flatnonzero(self.row_site == k) for k, id_ in enumerate(self.sites)}


class _Skin:
    """Expected response of skin when a nerve, level, region or height is affected, by name."""

    def __init__(self, atlas: Atlas, cells: Cells, anatomy: Anatomy, scoring: Scoring, map_: MapId) -> None:
        self._atlas, self._cells, self._anatomy, self._map = atlas, cells, anatomy, map_
        self._kernel = cells.kernel(scoring.blur_foot_mm, scoring.blur_leg_mm)
        self._column = {(c.layer, c.id, c.part, c.map, c.zone): k for k, c in enumerate(cells.columns)}
        self.terminal, self.digital = self._nerves()
        self._levels = {
            id_: self._blur(self._level(id_)) for layer, id_, _, m, _ in self._column if (layer, m) == ("level", map_)
        }
        self.regions = {
            c.id: self._share("region", c.id, None, None, "usual") for c in cells.columns if c.layer == "region"
        }
        self._areas: dict[str, FloatArray] = {}
        self._heights: dict[str, FloatArray] = {}

    def level(self, id_: str) -> FloatArray:
        """Skin of a level on the chosen map; empty where the map does not draw it."""
        return self._levels.get(id_, np.zeros(self._cells.count))

    def places(self, weights: Mapping[str, float]) -> FloatArray:
        """Regions and pain areas with their weights, the strongest where they overlap."""
        out = np.zeros(self._cells.count)
        for id_, weight in weights.items():
            out = np.maximum(out, weight * self._place(id_))
        return out

    def below(self, form: Form) -> FloatArray:
        """Skin beyond the height of a form."""
        assert form.height is not None
        if form.height.id not in self._heights:
            shapes = beyond(form.height, self._atlas)
            self._heights[form.height.id] = self._blur(self._cells.covered(shapes))
        return self._heights[form.height.id]

    @cached_property
    def beyond_knee(self) -> FloatArray:
        """1 below the knee, 0 above it, smoothed."""
        return self._blur((self._cells.part < THIGH).astype(np.float64))

    def _place(self, id_: str) -> FloatArray:
        if id_ in self.regions:
            return self.regions[id_]
        if id_ not in self._areas:
            area = self._anatomy.pain_areas[id_]
            self._areas[id_] = self._blur(self._cells.in_view(self._atlas, area.view, pain_area(area, self._atlas)))
        return self._areas[id_]

    def _share(self, layer: Layer, id_: str, part: str | None, map_: MapId | None, zone: Zone) -> FloatArray:
        column = self._column.get((layer, id_, part, map_, zone))
        return np.zeros(self._cells.count) if column is None else self._cells.share[:, column].astype(np.float64)

    def _level(self, id_: str) -> FloatArray:
        usual = self._share("level", id_, None, self._map, "usual")
        if self._map != CONSENSUS:
            return usual
        core = self._share("level", id_, None, self._map, "core")
        return core + self._anatomy.constants.values["level_margin_response"] * np.maximum(usual - core, 0.0)

    def _nerves(self) -> tuple[dict[tuple[str, str | None], FloatArray], dict[tuple[str, str | None], FloatArray]]:
        """Response of each terminal nerve's skin, variants by their frequency, and of each digital nerve's."""
        nerves = [t for t in self._atlas.territories if t.layer == "nerve"]
        terminal = [(t.id, t.part) for t in nerves if not t.trunk and t.part in (None, "own")]
        usual = np.stack([self._share("nerve", *key, None, "usual") for key in terminal], axis=1)
        core = np.stack([self._share("nerve", *key, None, "core") for key in terminal], axis=1)
        gained = np.zeros_like(usual)
        for k, shape, frequency in self._variants(nerves, terminal):
            gained[:, k] += frequency * np.maximum(shape - usual[:, k], 0.0)
        total = gained.sum(axis=1, keepdims=True)
        gained *= np.minimum(1.0, 0.75 / np.maximum(total, 1e-9))
        share = usual * np.clip(1.0 - gained.sum(axis=1, keepdims=True), 0.0, 1.0) + gained
        edge = self._anatomy.constants.values["edge_response"]
        response = self._blur(share) * (edge + (1.0 - edge) * core)
        digital: dict[tuple[str, str | None], FloatArray] = {
            (t.id, t.part): self._blur(self._share("nerve", t.id, t.part, None, "usual"))
            for t in nerves
            if t.part not in (None, "own")
        }
        return {key: response[:, k] for k, key in enumerate(terminal)}, digital

    def _variants(
        self, nerves: list[Territory], terminal: list[tuple[str, str | None]]
    ) -> Iterable[tuple[int, FloatArray, float]]:
        """Terminal nerve, cells and frequency of every variant; one that only a trunk lists is its own skin's."""
        of_terminal = {v.id for t in nerves if (t.id, t.part) in terminal for v in t.variants}
        for nerve in nerves:
            key = (nerve.id, nerve.part)
            for variant in nerve.variants:
                own = key if key in terminal else (nerve.id, "own")
                if own not in terminal or (key not in terminal and variant.id in of_terminal):
                    continue
                if not any(not s.is_empty for s in nerve.zones["usual"].values()):
                    continue  # a nerve without skin of its own takes none from others
                frequency = variant.frequency
                if frequency is None:
                    frequency = self._anatomy.constants.values["variant_share"]
                yield terminal.index(own), self._cells.covered(variant.shapes), frequency

    def _blur(self, values: FloatArray) -> FloatArray:
        return self._cells.smoothed(values, self._kernel)


def build_fields(
    atlas: Atlas,
    cells: Cells,
    anatomy: Anatomy,
    pictures: Iterable[Prediction],
    scoring: Scoring,
    map_: MapId = CONSENSUS,
) -> Fields:
    """Expected responses for every site of the graph.

    Parameters
    ----------
    pictures : iterable of Prediction
        What a lesion at each site does.
    map_ : MapId
        Dermatome map by which levels are judged.
    """
    skin = _Skin(atlas, cells, anatomy, scoring, map_)
    rows: list[tuple[int, float, FloatArray, FloatArray]] = []
    for k, picture in enumerate(pictures):
        site = picture.site
        shown = [
            (share, *_responses(skin, scoring, felt, hurts))
            for form in picture.forms
            for share, felt, hurts in _ways(anatomy, skin, site, form)
        ]
        total = sum(share for share, _, _ in shown)
        rows.extend((k, share / total, felt, hurts) for share, felt, hurts in shown)
    return Fields(
        sites=tuple(anatomy.sites),
        row_site=np.array([k for k, *_ in rows], dtype=np.intp),
        weight=np.array([w for _, w, _, _ in rows]),
        felt=np.stack([f for _, _, f, _ in rows]).astype(np.float32),
        hurts=np.stack([h for *_, h in rows]).astype(np.float32),
        region=skin.regions,
    )


def _ways(anatomy: Anatomy, skin: _Skin, site: Site, form: Form) -> Iterable[tuple[float, FloatArray, FloatArray]]:
    """Share, felt and hurting skin of a form; roots split into dermatome, with referred pain, and below the knee."""
    if form.area is not None:
        area = skin.places(form.area.regions)
        yield form.share, area, area
        return
    if form.height is not None:
        yield form.share, skin.below(form), skin.below(form)
        return
    levels = {e.id: e.share for e in form.skin if e.layer == "level"}
    if levels:
        felt = np.clip(sum((s * skin.level(v) for v, s in levels.items()), np.zeros(1)), 0.0, 1.0)
        referred = np.maximum(felt, skin.places(site.pain))
        for level, share in levels.items():
            root = anatomy.sites.get(f"{level}_root")
            if root is not None:
                referred = np.maximum(referred, share * skin.places(root.pain))
        far = anatomy.constants.values["level_distal_share"] if site.distal_form else 0.0
        wide = anatomy.constants.values["level_referred_share"]
        yield form.share * (1.0 - wide - far), felt, felt
        yield form.share * wide, felt, referred
        if far:
            below = felt * skin.beyond_knee
            yield form.share * far, below, below
        return
    nerves = {(e.id, e.part): e.share for e in form.skin if e.layer == "nerve"}
    whole = [share * skin.terminal[key] for key, share in nerves.items() if key in skin.terminal]
    toes = [share * skin.digital[key] for key, share in nerves.items() if key in skin.digital]
    felt = np.clip(sum(whole or toes, np.zeros(skin.beyond_knee.shape)), 0.0, 1.0)
    felt = np.maximum(felt, skin.places(site.spread))
    course = skin.places(site.pain)
    alone = anatomy.constants.values["course_pain_share"] if site.pain_alone else 0.0
    yield form.share * (1.0 - alone), felt, np.maximum(felt, course)
    if alone:
        yield form.share * alone, felt, course


def _responses(skin: _Skin, scoring: Scoring, felt: FloatArray, hurts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Felt and hurting skin; a cause without skin of its own is now and then felt where it hurts, or anywhere."""
    if felt.any():
        return np.clip(felt, 0.0, 1.0), np.clip(hurts, 0.0, 1.0)
    if hurts.any():
        return scoring.painless_skin * hurts, hurts
    flat = np.full(len(felt), 0.5 * scoring.painless_skin)
    return flat, flat
