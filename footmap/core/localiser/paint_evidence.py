"""What the place and the quality of paint say about each hypothesis, in natural logarithms.

A drawing is compared with the density that a way of showing lays over the skin, beside a background of misplaced and
referred paint, so that large territories gain nothing by their size. Evidence of many patches saturates.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from ..views import SIDES, FloatArray, Side
from .cells import FOOT, LEG, Cells, Painted
from .fields import Fields
from .hypotheses import Hypotheses
from .scoring import Scoring

SENSORY: Final = ("numbness", "tingling", "burning")
LOSS: Final = ("numbness", "tingling")
HURTS: Final = ("pain", "burning")
PLACES: Final[tuple[Literal["right", "left", "both"], ...]] = ("right", "left", "both")


@dataclass(frozen=True)
class Amounts:
    """Paint of one limb: cells with numbness or tingling, other painted cells, and the weight of each, 0-1."""

    loss: FloatArray
    pain: FloatArray
    weight: FloatArray

    @property
    def any(self) -> FloatArray:
        """Painted part of each cell."""
        return self.loss + self.pain


@dataclass(frozen=True)
class PaintEvidence:
    """Log evidence (hypotheses,) of the paint, step by step; the steps add up.

    Attributes
    ----------
    place : where paint lies, on one side or both
    unpainted : the core that is left out
    bounds : the further behind the best, the less another patch in the wrong place counts
    roots : a root that explains the paint is not left too far behind a nerve; roots are told apart within bounds only
    quality : whether a sensory quality was drawn
    explained : share of the weighted paint that the hypothesis explains, 0-1, at its best way of showing; where the
        limbs are painted apart of its own limb, for what the other one shows may have another cause
    covered : the same share of the painted area
    side : chance of right, left, both for each hypothesis (hypotheses, 3), given the paint
    patches : float
        Independent patches that are painted.
    loss_share : float
        Share of them with numbness or tingling.
    hurts : tuple of three bool
        Whether pain or burning is part of what a cause of the right limb, the left one or both would explain; of the
        whole drawing unless the limbs are painted apart.
    apart : bool
        Both limbs are painted, and not alike.
    best_row : (sites,) intp
        The way of showing that fits best.
    painted : tuple of Side
        Limbs with paint.
    """

    place: FloatArray
    unpainted: FloatArray
    bounds: FloatArray
    roots: FloatArray
    quality: FloatArray
    explained: FloatArray
    covered: FloatArray
    side: FloatArray
    patches: float
    loss_share: float
    hurts: tuple[bool, bool, bool]
    best_row: NDArray[np.intp]
    painted: tuple[Side, ...]
    apart: bool = False

    @cached_property
    def likeliest_side(self) -> list[int]:
        """Of each hypothesis the likeliest of right, left, both, by its number among `PLACES`."""
        out: list[int] = self.side.argmax(axis=1).tolist()
        return out

    @property
    def total(self) -> FloatArray:
        """All of it (hypotheses,)."""
        return self.place + self.unpainted + self.bounds + self.roots + self.quality


@dataclass(frozen=True)
class OnPaint:
    """Ways of showing on the painted cells alone.

    Attributes
    ----------
    density : (3, rows, k) float32
        What each way lays on each painted cell on the right, the left and both; 1 is misplaced paint everywhere.
    explains : (3, rows, k) float32
        How fully it explains the cell, 0-1.
    weight : (k,) float64
        Weighted patches of the cell.
    area : (k,) float64
        Painted area of the cell, square centimetres.
    """

    density: NDArray[np.float32]
    explains: NDArray[np.float32]
    weight: FloatArray
    area: FloatArray


@dataclass(frozen=True)
class _Paint:
    """Several drawings on the cells that any of them paints, with what each way of showing expects there.

    Attributes
    ----------
    amounts : mapping of side to Amounts
        Of these cells only (drawings, k).
    mass : mapping of (side, kind) to ((drawings,) float64, (k, drawings) float32)
        Weighted patches, all together and of each cell.
    one, both, full, core : mapping of kind to (rows, k) float32
        Of the kinds that are painted.
    patch, area : (k,) float64
        Patches, and square centimetres, of a cell.
    """

    amounts: Mapping[Side, Amounts]
    mass: Mapping[tuple[Side, str], tuple[FloatArray, NDArray[np.float32]]]
    one: Mapping[str, NDArray[np.float32]]
    both: Mapping[str, NDArray[np.float32]]
    full: Mapping[str, NDArray[np.float32]]
    core: Mapping[str, NDArray[np.float32]]
    patch: FloatArray
    area: FloatArray

    def apart(self, alike_from: float) -> NDArray[np.bool_]:
        """Whether the limbs of each drawing (drawings,) are both painted, and not alike."""
        one, other = (self.amounts[side].any for side in SIDES)
        either = np.maximum(one, other) @ self.area
        alike = np.minimum(one, other) @ self.area / np.maximum(either, 1e-9)
        return np.asarray(one.any(axis=1) & other.any(axis=1) & (alike < alike_from))

    @cached_property
    def covered(self) -> Mapping[tuple[Side, str], NDArray[np.float32]]:
        """Of (side, kind) the weighted patches (rows, drawings) that each way explains."""
        return {key: self.full[key[1]] @ mass for key, (_, mass) in self.mass.items()}

    @cached_property
    def kept(self) -> Mapping[Side, NDArray[np.float32] | float]:
        """Of each limb the patches (rows, drawings) of each way's core that are painted; the kind as drawings go."""
        kind = "loss" if any(a.loss.any() for a in self.amounts.values()) else "pain"
        return {
            side: self.core[kind] @ np.ascontiguousarray((a.any * self.patch).T, np.float32) if a.any.any() else 0.0
            for side, a in self.amounts.items()
        }


@dataclass(frozen=True)
class _Scored:
    """Scores of several drawings; drawings along the last axis."""

    place: FloatArray
    with_core: FloatArray
    near: FloatArray
    bounded: FloatArray
    explained: FloatArray
    side: FloatArray
    rows: FloatArray
    patches: FloatArray
    loss_share: FloatArray


class PaintScorer:
    """Scores paint against every hypothesis; a few milliseconds a drawing."""

    def __init__(self, cells: Cells, fields: Fields, hypotheses: Hypotheses, scoring: Scoring) -> None:
        self._hypotheses, self._scoring, self._fields = hypotheses, scoring, fields
        self._area = cells.area_cm2
        size = np.where(
            cells.part == FOOT,
            scoring.patch_foot_cm2,
            np.where(cells.part == LEG, scoring.patch_leg_cm2, scoring.patch_thigh_cm2),
        )
        self.patch = cells.area_cm2 / size
        whole = 2.0 * self.patch.sum()
        self._one, self._both = {}, {}
        self._full, self._core, self._core_patches = {}, {}, {}
        self._background = {"loss": scoring.background_sensory, "pain": scoring.background_pain}
        for kind, field in (("loss", fields.felt), ("pain", fields.hurts)):
            density = field / np.maximum(field @ self.patch, 1e-9)[:, None] * whole
            # a way that seldom gives such paint anywhere leaves it to the background
            told = (1.0 - self._background[kind]) * np.minimum(
                field.max(axis=1, keepdims=True) / scoring.full_from, 1.0
            )
            self._one[kind] = np.log(told * density + (1.0 - told)).astype(np.float32)
            self._both[kind] = np.log(told * density / 2.0 + (1.0 - told)).astype(np.float32)
            self._full[kind] = np.minimum(field / scoring.full_from, 1.0).astype(np.float32)
            self._core[kind] = (field > scoring.core_from).astype(np.float32)
            self._core_patches[kind] = self._core[kind] @ self.patch
        root_sites = np.zeros(len(fields.sites), dtype=bool)
        root_sites[hypotheses.site[hypotheses.is_root]] = True
        self._root_row = root_sites[fields.row_site]
        self._starts = np.searchsorted(fields.row_site, np.arange(len(fields.sites)))

    def amounts(self, painted: Painted, count: int | None = None) -> dict[Side, Amounts]:
        """Painted cells of both limbs; all cells, or `count` of them."""
        none = np.zeros(len(self.patch) if count is None else count)
        out: dict[Side, Amounts] = {}
        for side in SIDES:
            loss, other, weight = none, none, none
            for quality, part in painted.get(side, {}).items():
                if quality in LOSS:
                    loss = np.maximum(loss, part)
                else:
                    other = np.maximum(other, part)
                weight = np.maximum(weight, self._scoring.quality_weight(quality) * (part > 0))
            out[side] = Amounts(loss, np.maximum(other - loss, 0.0), weight)
        return out

    def temper(self, patches: float) -> float:
        """Weight of a painted patch: evidence saturates, and the smallest mark counts as a place."""
        cap = self._scoring.n_cap
        return cap * (1.0 - math.exp(-max(patches, self._scoring.n_min) / cap)) / max(patches, 1e-6)

    def score(self, painted: Painted) -> PaintEvidence | None:
        """Evidence of a drawing; None where nothing is painted."""
        at = np.flatnonzero(np.any([part > 0 for parts in painted.values() for part in parts.values()], axis=0))
        if not len(at):
            return None
        on_paint = {side: {q: part[at] for q, part in parts.items()} for side, parts in painted.items()}
        drawn = self._paint(on_paint, at)
        scored = self._score(drawn)
        apart = bool(drawn.apart(self._scoring.alike_from)[0])
        sensory_at, hurts = (_shown_at(painted, kinds, apart=apart) for kinds in (SENSORY, HURTS))
        likeliest = scored.side[..., 0].argmax(axis=0)
        rows = scored.rows[..., 0].max(axis=0) + np.log(self._fields.weight)
        best_row = np.array([s + int(np.argmax(rows[s:e])) for s, e in self._spans()], dtype=np.intp)
        sensory = self._hypotheses.sensory
        return PaintEvidence(
            place=scored.place[:, 0],
            unpainted=(scored.with_core - scored.place)[:, 0],
            bounds=(scored.near - scored.with_core)[:, 0],
            roots=(scored.bounded - scored.near)[:, 0],
            quality=np.log(np.where(np.array(sensory_at)[likeliest], sensory, 1.0 - sensory)) - math.log(0.5),
            explained=scored.explained[:, 0],
            covered=self._covered(drawn, self._area[at]),
            side=scored.side[..., 0].T,
            patches=float(scored.patches[0]),
            loss_share=float(scored.loss_share[0]),
            hurts=hurts,
            apart=apart,
            best_row=best_row,
            painted=tuple(side for side in SIDES if any(p.any() for p in painted.get(side, {}).values())),
        )

    def place_of_many(self, painted: Painted, cells: NDArray[np.intp] | None = None) -> FloatArray:
        """Place, core and bounds of roots together (hypotheses, drawings) of many drawings of the same qualities.

        Parameters
        ----------
        painted : mapping of side to mapping of quality to (drawings, k) float64
            None of them empty.
        cells : (k,) intp, optional
            Cells that these are parts of, all others being bare; all cells if left out.
        """
        return self._score(self._paint(painted, np.arange(len(self.patch)) if cells is None else cells)).bounded

    def _paint(self, painted: Painted, cells: NDArray[np.intp]) -> _Paint:
        """Drawings that paint some of the given cells, as parts of them."""
        amounts = {
            side: Amounts(*(np.atleast_2d(x) for x in (a.loss, a.pain, a.weight)))
            for side, a in self.amounts(painted, len(cells)).items()
        }
        patch = self.patch[cells]
        mass: dict[tuple[Side, str], tuple[FloatArray, NDArray[np.float32]]] = {}
        for side, a in amounts.items():
            for kind, part in (("loss", a.loss), ("pain", a.pain)):
                if part.any():
                    weighted = part * a.weight * patch
                    mass[side, kind] = weighted.sum(axis=1), np.ascontiguousarray(weighted.T, dtype=np.float32)
        kinds = {kind for _, kind in mass}  # what is not painted is not looked up
        one, both, full, core = (
            {kind: table[kind].take(cells, axis=1) for kind in kinds}
            for table in (self._one, self._both, self._full, self._core)
        )
        return _Paint(amounts, mass, one, both, full, core, patch, self._area[cells])

    def _score(self, paint: _Paint) -> _Scored:
        """All drawings at once: cells along the last axis of the amounts, drawings along the first."""
        total = [a.any @ paint.patch for a in paint.amounts.values()]
        patches = np.asarray(total[0] + total[1])
        loss = [a.loss @ paint.patch for a in paint.amounts.values()]
        loss_share = (loss[0] + loss[1]) / np.maximum(patches, 1e-9)
        temper = np.array([self.temper(float(n)) for n in patches])
        apart = paint.apart(self._scoring.alike_from)
        beside = self._another(paint, temper) if apart.any() else {}
        fit, left, explained = [], [], []
        for place in PLACES:
            share = self._explained(paint, place, apart)
            fit.append(temper * self._density(paint, place, apart, beside) + self._anchor(share))
            left.append(fit[-1] - self._absence(paint, place, patches))
            explained.append(share)
        place_only, _ = self._over_ways(np.stack(fit))
        with_core, side = self._over_ways(np.stack(left))
        best = np.maximum.reduceat(np.stack(explained).max(axis=0), self._starts, axis=0)[self._hypotheses.site]
        near = self._nearer(with_core)
        bounded = self._bounded(near, best, loss_share)
        return _Scored(place_only, with_core, near, bounded, best, side, np.stack(left), patches, loss_share)

    def on_paint(self, painted: Painted) -> OnPaint:
        """Every way of showing on the right, the left and both, on the painted cells alone."""
        amounts = self.amounts(painted)
        told, full, weight, area = [], [], [], []
        for side in SIDES:
            for kind, masses in self._mass(amounts[side]):
                mass = masses[0]
                at = np.flatnonzero(mass)
                if not len(at):
                    continue
                none = np.full((len(self._fields.weight), len(at)), self._background[kind], dtype=np.float32)
                one, both = np.exp(self._one[kind][:, at]), np.exp(self._both[kind][:, at])
                zero = np.zeros_like(none)
                explains = self._full[kind][:, at]
                told.append(np.stack([one if place == side else both if place == "both" else none for place in PLACES]))
                full.append(np.stack([explains if place in (side, "both") else zero for place in PLACES]))
                weight.append(mass[at])
                part = amounts[side].loss if kind == "loss" else amounts[side].pain
                area.append(part[at] * self._area[at])
        rows = len(self._fields.weight)
        if not told:
            nothing = np.zeros((3, rows, 0), dtype=np.float32)
            return OnPaint(nothing, nothing, np.zeros(0), np.zeros(0))
        return OnPaint(
            np.concatenate(told, axis=2), np.concatenate(full, axis=2), np.concatenate(weight), np.concatenate(area)
        )

    def explained_cells(self, row: int, kind: str) -> NDArray[np.float32]:
        """How fully a way of showing explains each cell, 0-1; `kind` is loss or pain."""
        out: NDArray[np.float32] = self._full[kind][row]
        return out

    def explained_at(self, kind: str, cells: NDArray[np.intp]) -> NDArray[np.float32]:
        """How fully each way of showing explains some cells (rows, k), 0-1; `kind` is loss or pain."""
        out: NDArray[np.float32] = self._full[kind].take(cells, axis=1)
        return out

    def core_cells(self, row: int, kind: str) -> NDArray[np.float32]:
        """Cells that a way of showing should leave painted, 0 or 1."""
        out: NDArray[np.float32] = self._core[kind][row]
        return out

    def _spans(self) -> list[tuple[int, int]]:
        ends = [*self._starts[1:], len(self._fields.row_site)]
        return [(int(s), int(e)) for s, e in zip(self._starts, ends, strict=True)]

    def _mass(self, amount: Amounts) -> list[tuple[str, FloatArray]]:
        """Weighted patches (drawings, cells) of loss and of pain."""
        parts = (("loss", amount.loss), ("pain", amount.pain))
        return [(kind, np.atleast_2d(part * amount.weight * self.patch)) for kind, part in parts]

    def _density(
        self, paint: _Paint, place: str, apart: NDArray[np.bool_], beside: Mapping[Side, FloatArray]
    ) -> FloatArray:
        """Log density (rows, drawings) of the weighted paint.

        A cause of one limb leaves the paint of the other to the background; where the limbs are painted apart, to
        another cause (`beside`, see `_another`) if that is more likely.
        """
        out = np.zeros((len(self._fields.weight), 1))
        for side in SIDES:
            found = self._of_limb(paint, side, place)
            if side in beside and place not in (side, "both"):
                found = np.where(apart, np.maximum(found, beside[side]), found)
            out = out + found
        return out

    def _of_limb(self, paint: _Paint, side: Side, place: str) -> FloatArray:
        """Log density (rows, drawings) of the weighted paint of one limb."""
        out = np.zeros((len(self._fields.weight), 1))
        for (limb, kind), (together, mass) in paint.mass.items():
            if limb != side:
                continue
            factor = np.where(self._root_row & (kind == "pain"), self._scoring.root_pain_factor, 1.0)[:, None]
            if place in (side, "both"):
                table = paint.one[kind] if place == side else paint.both[kind]
                out = out + factor * (table @ mass)
            else:
                out = out + factor * math.log(self._background[kind]) * together
        return out

    def _another(self, paint: _Paint, temper: FloatArray) -> Mapping[Side, FloatArray]:
        """Of each painted limb the log density (drawings,) that a cause of it alone, which is not known, gives it.

        The mean over all sites, less what a second cause costs.
        """
        share = np.log(self._fields.weight / len(self._fields.sites))[:, None]
        out: dict[Side, FloatArray] = {}
        for side in SIDES:
            if any(limb == side for limb, _ in paint.mass):
                told = np.logaddexp.reduce(temper * self._of_limb(paint, side, side) + share, axis=0)
                out[side] = (told + self._scoring.pair_prior) / temper
        return out

    def _explained(self, paint: _Paint, place: str, apart: NDArray[np.bool_]) -> FloatArray:
        """Share of the weighted paint that each way explains (rows, drawings); of one limb where both are apart."""
        num, total = np.zeros((len(self._fields.weight), 1)), np.zeros(1)
        for (side, kind), (together, _) in paint.mass.items():
            if place not in (side, "both"):
                together = np.where(apart, 0.0, together)
            total = total + together
            if place in (side, "both"):
                num = num + paint.covered[side, kind]
        return np.asarray(num / np.maximum(total, 1e-9), dtype=np.float64)

    def _covered(self, paint: _Paint, area: FloatArray) -> FloatArray:
        """Share of the painted area of one drawing that each hypothesis explains (hypotheses,)."""
        parts = {
            (side, kind): (part[0] * area).astype(np.float32)
            for side, a in paint.amounts.items()
            for kind, part in (("loss", a.loss), ("pain", a.pain))
            if part.any()
        }
        apart = bool(paint.apart(self._scoring.alike_from)[0])
        rows, total = np.zeros((len(PLACES), len(self._fields.weight))), np.zeros(len(PLACES))
        for (side, kind), part in parts.items():
            on = [PLACES.index(side), PLACES.index("both")]
            rows[on] += paint.full[kind] @ part
            total[on if apart else slice(None)] += float(part.sum())
        shares = (rows / np.maximum(total, 1e-9)[:, None]).max(axis=0)
        best = np.maximum.reduceat(shares, self._starts)[self._hypotheses.site]
        return np.asarray(np.minimum(best, 1.0), dtype=np.float64)

    def _anchor(self, explained: FloatArray) -> FloatArray:
        floor = self._scoring.anchor_floor
        out: FloatArray = np.log(floor + (1.0 - floor) * np.minimum(1.0, explained / self._scoring.anchor_enough))
        return out

    def _absence(self, paint: _Paint, place: str, patches: FloatArray) -> FloatArray:
        """Log units (rows, drawings) for the core that is left unpainted; limited, and small marks are not judged."""
        s = self._scoring
        kind = "loss" if any(a.loss.any() for a in paint.amounts.values()) else "pain"
        unpainted = np.zeros((len(self._fields.weight), 1))
        for side in SIDES:
            if place in (side, "both"):
                unpainted = unpainted + self._core_patches[kind][:, None] - paint.kept[side]
        limit = s.absence_limit * (1.0 - np.exp(-unpainted / s.absence_scale))
        return np.asarray(s.absence * (1.0 - np.exp(-patches / s.absence_from)) * limit, dtype=np.float64)

    def _over_ways(self, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Log evidence of each hypothesis over its ways and sides, and the chance of each side.

        Where one of several places is hit each counts as a place of its own.
        """
        ways = np.logaddexp.reduceat(rows + np.log(self._fields.weight)[:, None], self._starts, axis=1)
        h = self._hypotheses
        one, both = np.log((1.0 - h.both) / 2.0)[:, None], np.log(h.both)[:, None]
        sides = np.stack([ways[0][h.site] + one, ways[1][h.site] + one, ways[2][h.site] + both])
        total = np.logaddexp.reduce(sides, axis=0)
        own = np.log(h.places)[:, None] - math.log(0.5)
        return np.asarray(total + own), np.asarray(np.exp(sides - total))

    def _nearer(self, value: FloatArray) -> FloatArray:
        """Distances from the best as they count: in full where small, their logarithm where large."""
        scale = self._scoring.place_scale
        top = value.max(axis=0)
        return np.asarray(top - scale * np.log1p((top - value) / scale))

    def _bounded(self, value: FloatArray, explained: FloatArray, loss_share: FloatArray) -> FloatArray:
        """A root that explains the paint stays near the best nerve, and such roots near each other."""
        s, root = self._scoring, self._hypotheses.is_root
        top = value.max(axis=0)
        cap = s.root_cap_pain + (s.root_cap - s.root_cap_pain) * loss_share
        near = top - cap * np.tanh((top - value) / cap)
        how = np.clip((explained - s.root_cap_from) / (1.0 - s.root_cap_from), 0.0, 1.0) * root[:, None]
        out = np.maximum(value, value * (1.0 - how) + how * near)
        step = np.array([s.level_step(float(x)) for x in loss_share])
        best = out[root].max(axis=0)
        behind = best - out[root]
        tied = best - step * np.tanh(behind / step) - s.level_tail * np.maximum(behind - step, 0.0)
        fits = np.clip(explained[root] / s.root_tie_from, 0.0, 1.0)
        out[root] = np.maximum(out[root], fits * tied + (1.0 - fits) * out[root])
        self._tie(out, explained, loss_share)
        return np.asarray(out, dtype=np.float64)

    def _tie(self, value: FloatArray, explained: FloatArray, loss_share: FloatArray) -> None:
        """A root that explains nearly as much pain as a neighbour whose pain is alike is not behind it, in place."""
        pain, enough = loss_share <= 0.0, self._scoring.pair_need
        for a, b in self._confused_rows:
            behind = value[b[0]] - value[a[0]]
            as_much = (explained[a[0]] >= enough * explained[b[0]], explained[b[0]] >= enough * explained[a[0]])
            value[a] += np.where(pain & as_much[0], np.maximum(behind, 0.0), 0.0)
            value[b] += np.where(pain & as_much[1], np.maximum(-behind, 0.0), 0.0)

    @cached_property
    def _confused_rows(self) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """Hypotheses at the roots of each pair that pain cannot tell apart."""
        at: dict[str, list[int]] = {}
        for k, item in enumerate(self._hypotheses.items):
            if item.site.kind == "root":
                at.setdefault(next(iter(item.site.roots)), []).append(k)
        pairs = [tuple(level for level in at if level in pair) for pair in self.confused]
        return [(np.array(at[a]), np.array(at[b])) for a, b in sorted(pairs)]

    @cached_property
    def confused(self) -> frozenset[frozenset[str]]:
        """Pairs of neighbouring levels whose pain fields overlap so far that pain cannot tell them apart."""
        pictures, f, area = self._hypotheses.pictures, self._fields, self._area
        rows = [k for k, p in enumerate(pictures) if p.site.kind == "root"]
        pain = [f.weight[f.row_site == k] @ f.hurts[f.row_site == k] for k in rows]
        level = [next(iter(pictures[k].site.roots)) for k in rows]
        found = []
        for (a, one), (b, other) in pairwise(zip(level, pain, strict=True)):
            overlap = float(np.minimum(one, other) @ area) / float(np.maximum(one, other) @ area)
            if a != b and overlap >= self._scoring.root_tie_overlap:
                found.append(frozenset((a, b)))
        return frozenset(found)


def _shown_at(painted: Painted, kinds: Sequence[str], *, apart: bool) -> tuple[bool, bool, bool]:
    """Whether paint of some qualities is part of what causes of the right limb, the left one and both explain."""
    right, left = (any(q in kinds and p.any() for q, p in painted.get(side, {}).items()) for side in SIDES)
    either = right or left
    return (right, left, either) if apart else (either, either, either)
