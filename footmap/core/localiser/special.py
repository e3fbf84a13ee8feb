"""Answers beside the three lists: two causes, stocking, both sides, patchy, upper motor neurone, none fits, tied.

Each follows from the kinds of site in the graph and from shares of paint, never from a list of findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..ids import CONSENSUS
from ..views import SIDES, FloatArray, Side
from .candidates import Candidate, Where
from .cells import Painted
from .engine import Estimate, Localiser
from .hypotheses import Hypothesis
from .paint_evidence import PLACES
from .sides import Explains, alike, painted_sides, side_of, skin_site

_TRIED: Final = 14
"""Single causes that are tried with every other."""
_PULL: Final = 3.0
"""Log units for explaining all the paint, when choosing which causes to try."""
_OUT: Final = -50.0
"""Log units of what cannot be one of a pair."""
_CORE: Final = 0.6
_DISTINCT: Final = 0.2
CENTRAL: Final = ("cord", "central")
_AGAINST: Final = ("against", "strongly against")
_EXPLAINS: Final = 0.005
"""Share of the paint below which a level explains nothing that a reader would see."""
_BROKEN: Final = ("size", "pain", "sign")
"""Rules of standing that keep a condition out of a pair as they keep it from being first."""
_PLACE_AT: Final = np.arange(len(PLACES))[:, None]
_ONE_PLACE: Final = ("nerve", "root", "roots", "plexus")


@dataclass(frozen=True)
class TwoCauses:
    """A pair that explains what no single cause does.

    Attributes
    ----------
    sites, conditions : tuple of two
        Where, and the likeliest cause there.
    sides : tuple of two
        The limb of each, or both.
    explained, single : float
        Share of the painted area, 0-1, that the pair explains, and the most that one cause explains alone: the best
        single one or either of the pair.
    better : float
        Log units above the best single cause.
    """

    sites: tuple[str, str]
    conditions: tuple[str | None, str | None]
    explained: float
    single: float
    better: float
    sides: tuple[Where, Where]


@dataclass(frozen=True)
class NoNerveFits:
    """Think of bone, joint, vessel, tendon or skin.

    Attributes
    ----------
    reason : {"paint", "leader"}
        No nerve or root explains enough of the paint; or a cause without a nerve leads.
    conditions : tuple of condition id
        The causes without a nerve that fit best.
    because : tuple of clue id
        Answers that speak for them.
    """

    reason: str
    conditions: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class SpecialAnswers:
    """What is said beside the lists; empty where there is nothing to say.

    Attributes
    ----------
    stocking : tuple of condition id
        Causes of a length-dependent pattern that fit; `stocking_sides` are the painted sides.
    both_sides : tuple of condition id
        Causes of root patterns on both sides that fit.
    patchy : tuple of (side, nerve)
        Separate nerves that are each painted.
    upper_motor_neurone : tuple of condition id
        Causes in brain or cord that fit.
    tied : tuple of pairs of level id
        Levels that pain alone cannot tell apart here, none of which the evidence speaks against.
    map_dependent : mapping of map to level
        The level with most of the paint on each published map, where they differ; else empty.
    """

    two_causes: TwoCauses | None
    stocking: tuple[str, ...]
    stocking_sides: tuple[Side, ...]
    both_sides: tuple[str, ...]
    patchy: tuple[tuple[Side, str], ...]
    upper_motor_neurone: tuple[str, ...]
    no_nerve_fits: NoNerveFits | None
    tied: tuple[tuple[str, str], ...]
    map_dependent: Mapping[str, str]


def special_answers(localiser: Localiser, painted: Painted, estimate: Estimate) -> SpecialAnswers:
    """Everything beside the lists for a ranking that was made from the same paint."""
    s = localiser.scoring
    sides = painted_sides(painted)
    same = len(sides) < 2 or alike(painted, localiser.cells.area_cm2) >= s.alike_from
    explained = _by_one(localiser, estimate)
    stocking = _leading(localiser, estimate, ("length_dependent",), s.stocking_from) if len(sides) == 2 and same else ()
    stocking = tuple(id_ for id_ in stocking if _pattern_is_there(localiser, painted, estimate, id_))
    both = _leading(localiser, estimate, ("roots",), s.both_from) if len(sides) == 2 and same else ()
    evenly = bool(stocking) and len(sides) == 2  # nerves hit one after the other spare some skin, mostly on one side
    return SpecialAnswers(
        two_causes=two_causes(localiser, painted, estimate),
        stocking=stocking,
        stocking_sides=sides if stocking else (),
        both_sides=both,
        patchy=() if evenly or explained >= s.pair_single else _patchy(localiser, painted, sides),
        upper_motor_neurone=_long_tracts(localiser, estimate),
        no_nerve_fits=_no_nerve(localiser, estimate),
        tied=_tied(localiser, painted, estimate),
        map_dependent=_by_map(localiser, painted, sides),
    )


def ties_alone(localiser: Localiser, painted: Painted, estimate: Estimate) -> SpecialAnswers:
    """Tied levels and nothing else, for a ranking of some depths; no ties where levels were not ranked."""
    return SpecialAnswers(None, (), (), (), (), (), None, _tied(localiser, painted, estimate), {})


def two_causes(localiser: Localiser, painted: Painted, estimate: Estimate) -> TwoCauses | None:
    """The best pair, if one cause leaves much of the paint, two explain nearly all, and clearly better.

    Notes
    -----
    Of one lesion on each limb, each explains what was painted and found on its own.
    """
    s, h, fields = localiser.scoring, localiser.hypotheses, localiser.fields
    on = localiser.paint_scorer.on_paint(painted)
    limbs, told, paint = painted_sides(painted), estimate.clues.limbs, estimate.paint
    if paint is None and (told is None or len(estimate.limbs) < len(SIDES)):
        return None
    clues = np.zeros((len(h.items), len(PLACES))) + np.reshape(estimate.clues.total, (-1, 1))
    if told is not None:
        clues = told.value
    elif len(estimate.limbs) == 1:  # nothing is known of the other limb
        clues[:, 1 - PLACES.index(estimate.limbs[0])] = 0.0
    own = np.log(h.prior)[:, None] + clues
    if paint is not None:  # its quality and the weakness that goes unsaid
        own += (estimate.evidence - paint.total + paint.quality - estimate.clues.total)[:, None]
    broken = {c.id for c in estimate.conditions if c.reason in _BROKEN}
    own[[item.condition in broken for item in h.items]] = _OUT
    of_site = [np.flatnonzero(h.site == k) for k in range(len(fields.sites))]
    best_of = np.array([at[own[at].argmax(axis=0)] for at in of_site])  # (sites, places)
    chosen = best_of[fields.row_site].T  # (places, rows)
    one, both = np.log((1.0 - h.both) / 2.0), np.log(h.both)
    side = np.stack([one[chosen[0]], one[chosen[1]], both[chosen[2]]])
    ways = np.log(fields.weight) * bool(limbs)  # only paint tells them apart
    prior = side + own[chosen, _PLACE_AT] + ways
    rows = chosen.shape[1]
    density = on.density.reshape(3 * rows, -1)
    area = (on.area / max(float(on.area.sum()), 1e-9)).astype(np.float32)
    explains = on.explains.reshape(3 * rows, -1) @ area
    weight = (on.weight * localiser.paint_scorer.temper(0.0 if paint is None else paint.patches)).astype(np.float32)
    logs = np.log(density) @ weight
    alone = logs + prior.reshape(-1)
    single = int(np.argmax(alone))
    share_single = float(explains[single])
    place = np.repeat(np.arange(len(PLACES)), rows)
    painted_apart = len(limbs) == len(SIDES) and alike(painted, localiser.cells.area_cm2) < s.alike_from
    limbs_differ = painted_apart or (told is not None and len(estimate.limbs) == len(SIDES))
    of_one_limb = limbs_differ and PLACES[place[single]] != "both"  # leaves the whole other limb
    if share_single >= s.pair_single and not of_one_limb:
        return None
    area_of = {k: float(np.max(list(painted[k].values()), axis=0) @ localiser.cells.area_cm2) for k in limbs}
    own_limb = s.fits_from * min(area_of.values()) / sum(area_of.values()) if len(limbs) == len(SIDES) else 0.0
    # on a limb that is not painted a lesion explains what was found there
    on_paint = np.array([p in limbs for p in PLACES[: len(SIDES)]] + [True])[place]
    found = clues if told is None else told.own
    shows = on_paint | (found[chosen, _PLACE_AT].reshape(-1) >= s.slight)
    # of two lesions each explains its own limb
    apart = np.zeros(3 * rows) if told is None else (told.own - told.value)[chosen, _PLACE_AT].reshape(-1)
    apart = apart - np.where(on_paint, 0.0, np.tile(ways, len(PLACES)))
    site = np.tile(fields.row_site, 3)
    flat = on.explains.reshape(3 * rows, -1)
    best: TwoCauses | None = None
    for a in np.argsort(-(alone + _PULL * explains))[:_TRIED]:
        # what one limb shows and the other does not cannot come from one lesion of either
        opposite = limbs_differ & (place + place[a] == 1)
        shared = np.log((density + density[a]) / 2.0) @ weight
        # all paint is that of the lesion on the painted limb
        shared = np.where(opposite & ~on_paint, logs[a], np.where(opposite & ~on_paint[a], logs, shared))
        better = shared + prior.reshape(-1) + prior.reshape(-1)[a] + s.pair_prior - alone[single]
        better = better + np.where(opposite, apart + apart[a], 0.0)
        together = np.maximum(flat, flat[a]) @ area
        adds = together - np.maximum(explains, explains[a])
        fine = (site != site[a]) & (together >= (s.pair_need if limbs else 0.0))
        enough = (adds >= own_limb) & shows & shows[a] & (painted_apart | (better >= 0.0))
        fine &= np.where(opposite, enough, (adds >= s.pair_adds) & (better >= s.pair_offer))
        for b in np.flatnonzero(fine):
            if best is None or better[b] > best.better:
                items = (h.items[chosen.reshape(-1)[a]], h.items[chosen.reshape(-1)[b]])
                where = (PLACES[place[a]], PLACES[place[b]])
                one_alone = max(share_single, float(explains[a]), float(explains[b]))
                best = _pair(items, where, float(together[b]), one_alone, float(better[b]))
    return best


def _pair(
    items: tuple[Hypothesis, Hypothesis], where: tuple[Where, Where], explained: float, single: float, better: float
) -> TwoCauses:
    (one, here), (two, there) = sorted(zip(items, where, strict=True), key=lambda pair: pair[0].site.id)
    sites, conditions = (one.site.id, two.site.id), (one.condition, two.condition)
    return TwoCauses(sites, conditions, explained, single, better, (here, there))


def _pattern_is_there(localiser: Localiser, painted: Painted, estimate: Estimate, condition: str) -> bool:
    """Whether a good part of the skin that a condition's pattern should leave is painted, on each painted limb."""
    if estimate.paint is None:
        return False
    site = next(c.site for c in estimate.conditions if c.id == condition)
    row = int(estimate.paint.best_row[localiser.fields.sites.index(site)])
    kind = "loss" if estimate.paint.loss_share > 0 else "pain"
    core = localiser.paint_scorer.core_cells(row, kind) * localiser.cells.area_cm2
    whole = max(float(core.sum()), 1e-9)
    parts = [np.max(list(painted[side].values()), axis=0) for side in painted_sides(painted)]
    return all(float(core @ part) >= localiser.scoring.pattern_from * whole for part in parts)


def _leading(localiser: Localiser, estimate: Estimate, kinds: tuple[str, ...], bound: float) -> tuple[str, ...]:
    """Conditions near the top whose likeliest site is of one of the kinds and that the evidence speaks for."""
    sites = localiser.knowledge.anatomy.sites
    return tuple(
        c.id
        for c in estimate.conditions
        if c.support >= bound and sites[c.site].kind in kinds and c.beside_all >= localiser.scoring.word_for
    )


def _long_tracts(localiser: Localiser, estimate: Estimate) -> tuple[str, ...]:
    """Causes in brain or cord for which answers speak, near the top; or strongly, wherever the paint lies."""
    s, sites = localiser.scoring, localiser.knowledge.anatomy.sites
    near = _leading(localiser, estimate, CENTRAL, s.both_from)
    told = {c.id: sum(r.value for r in c.ledger if r.kind == "clue") for c in estimate.conditions}
    return tuple(
        c.id
        for c in estimate.conditions
        if sites[c.site].kind in CENTRAL and told[c.id] >= (s.slight if c.id in near else s.strong)
    )


def _by_one(localiser: Localiser, estimate: Estimate) -> float:
    """Share of the paint that a lesion of one nerve, root or plexus explains: the best, or one that is tied with it."""
    if estimate.paint is None:
        return 0.0
    h = localiser.hypotheses
    single = np.array([item.site.kind in _ONE_PLACE for item in h.items])
    value = np.where(single, estimate.evidence + np.log(h.prior), -np.inf)
    near = value >= value.max() - localiser.scoring.tied
    return float(estimate.paint.explained[near].max())


def _patchy(localiser: Localiser, painted: Painted, sides: tuple[Side, ...]) -> tuple[tuple[Side, str], ...]:
    """Separate nerves of which most of the core is painted, the smallest that explain it first."""
    s, fields = localiser.scoring, localiser.fields
    sites = localiser.knowledge.anatomy.sites
    found: list[tuple[Side, str, NDArray[np.bool_]]] = []
    for side in sides:
        any_ = np.max(list(painted[side].values()), axis=0)
        if any_ @ localiser.cells.area_cm2 >= _CORE * localiser.cells.area_cm2.sum():
            continue  # paint over most of a limb picks out no nerves
        whole = np.flatnonzero(fields.weight >= 0.5)  # partial forms look like the lesion of a branch
        rows = [int(r) for r in whole if sites[fields.sites[fields.row_site[r]]].kind == "nerve"]
        cores = {r: fields.felt[r] > s.core_from for r in rows}
        area = localiser.cells.area_cm2
        for r in sorted(rows, key=lambda r: -float((cores[r] * area).sum())):
            core, nerve = cores[r], sites[fields.sites[fields.row_site[r]]].nerve
            total = float((core * area).sum())
            if nerve is None or total <= 0 or float((core * any_ * area).sum()) < _CORE * total:
                continue
            taken = [c for other, _, c in found if other == side]
            if all(float((core & c) @ area) < _DISTINCT * total for c in taken):
                found.append((side, nerve, core))
    names = tuple(dict.fromkeys((side, nerve) for side, nerve, _ in found))
    return names if len(names) >= s.patchy_from else ()


def _no_nerve(localiser: Localiser, estimate: Estimate) -> NoNerveFits | None:
    sites, h = localiser.knowledge.anatomy.sites, localiser.hypotheses
    local = [c for c in estimate.conditions if sites[c.site].kind == "local"]
    leader = estimate.conditions[0] if estimate.conditions else None
    of_nerves = ~h.is_local
    poor = estimate.paint is not None and float(estimate.paint.explained[of_nerves].max()) < localiser.scoring.fits_from
    leads = (
        leader is not None and sites[leader.site].kind == "local" and leader.beside_all >= localiser.scoring.word_for
    )
    if not local or not (poor or leads):
        return None
    return NoNerveFits("paint" if poor else "leader", tuple(c.id for c in local[:3]), _speaking(local[0]))


def _speaking(candidate: Candidate) -> tuple[str, ...]:
    return tuple(r.clue for r in candidate.ledger if r.clue is not None and r.value > 0)


def _tied(localiser: Localiser, painted: Painted, estimate: Estimate) -> tuple[tuple[str, str], ...]:
    """Neighbours of the leading level that pain leaves within a step of it."""
    if estimate.paint is None or estimate.paint.loss_share > 0 or not estimate.levels:
        return ()
    first = estimate.levels[0]
    order = [v for p in localiser.hypotheses.pictures if p.site.kind == "root" for v in p.site.roots]
    near = [c for c in estimate.levels if abs(order.index(c.id) - order.index(first.id)) == 1]
    explains = Explains(localiser, painted)

    def may_tie(level: Candidate) -> bool:
        side = side_of(localiser, estimate, level, both_answered=False)
        share = explains.share(skin_site(localiser, estimate, level), side)
        alike_pain = frozenset((first.id, level.id)) in localiser.confused  # told apart by pain nowhere
        return level.words not in _AGAINST and (alike_pain or share >= _EXPLAINS)

    near = [c for c in near if may_tie(c)] if may_tie(first) else []
    return tuple((first.id, other.id) for other in near if other.support >= -localiser.scoring.tied - 1e-9)


def _by_map(localiser: Localiser, painted: Painted, sides: tuple[Side, ...]) -> dict[str, str]:
    """Level with most of the paint on each published map, where the maps differ."""
    if not sides:
        return {}
    cells = localiser.cells
    paint: FloatArray = sum((np.max(list(painted[s].values()), axis=0) for s in sides), np.zeros(cells.count))
    found: dict[str, tuple[float, str]] = {}
    at = np.flatnonzero(paint)
    within = (paint * cells.area_cm2)[at] @ cells.share[at]
    for column, covered in zip(cells.columns, within.tolist(), strict=True):
        published = column.layer == "level" and column.zone == "usual" and column.map != CONSENSUS
        if published and column.map is not None and covered > found.get(column.map, (0.0, ""))[0]:
            found[column.map] = (covered, column.id)
    leaders = {map_: id_ for map_, (_, id_) in found.items()}
    return leaders if len(set(leaders.values())) > 1 else {}
