"""The forward model: what a lesion at a site would do to skin, muscles and reflexes, how much and why.

Everything follows from the graph: a lesion takes its segment and, in proportion, all that leaves it further down; a
root takes its share of each muscle and reflex and the skin of its dermatome. No syndrome is written down here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .anatomy import Anatomy, Area, Height, Names, Pattern, Reflex, Site, SkinPart
from .atlas import Layer

EffectGrade = Literal["affected", "some", "kept"]
WHOLE = Pattern(1.0, {}, {})


@dataclass(frozen=True)
class SkinEffect:
    """A territory that loses sensation.

    Attributes
    ----------
    layer, id, part : as of a territory of the atlas
    share : float
        Part of the fibres lost, or share of people in whom they are lost, 0-1.
    path : tuple of str
        Segment ids (a level id first, for roots) from the lesion to the skin.
    """

    layer: Layer
    id: str
    part: str | None
    share: float
    grade: EffectGrade
    path: tuple[str, ...]


@dataclass(frozen=True)
class MuscleEffect:
    """A muscle that loses part of its supply.

    Attributes
    ----------
    lost : float
        Share of the supply lost, 0-1.
    function : float
        Loss of function, 0-1: a little more than half the supply makes a muscle fully weak.
    """

    id: str
    lost: float
    function: float
    grade: EffectGrade
    path: tuple[str, ...]


@dataclass(frozen=True)
class ReflexEffect:
    """A reflex that is lower; `function` as for muscles, `path` from the lesion to the arc."""

    id: str
    lost: float
    function: float
    grade: EffectGrade
    path: tuple[str, ...]


@dataclass(frozen=True)
class MovementEffect:
    """A movement that is tested by hand: the mean of its muscles, of those that only help with their weight."""

    id: str
    function: float
    grade: EffectGrade


@dataclass(frozen=True)
class Form:
    """One way the lesion shows, with the share of people who show it; `text` is empty where there is only one."""

    share: float
    text: Names
    skin: tuple[SkinEffect, ...]
    muscles: tuple[MuscleEffect, ...]
    reflexes: tuple[ReflexEffect, ...]
    area: Area | None = None
    height: Height | None = None


@dataclass(frozen=True)
class Prediction:
    """What a lesion at `site` would do.

    Attributes
    ----------
    forms : tuple of Form
        Alternative ways it shows; shares add up to 1.
    skin, muscles, reflexes, movements : tuple
        The mean over all forms, strongest first. Muscles, reflexes and movements list the kept ones too.
    brisk : float
        How often reflexes are brisk instead.
    """

    site: Site
    forms: tuple[Form, ...]
    skin: tuple[SkinEffect, ...]
    muscles: tuple[MuscleEffect, ...]
    reflexes: tuple[ReflexEffect, ...]
    movements: tuple[MovementEffect, ...]
    brisk: float

    def muscle(self, id_: str) -> MuscleEffect:
        """Effect on one muscle."""
        return next(m for m in self.muscles if m.id == id_)

    def reflex(self, id_: str) -> ReflexEffect:
        """Effect on one reflex."""
        return next(r for r in self.reflexes if r.id == id_)

    def movement(self, id_: str) -> MovementEffect:
        """Effect on one movement."""
        return next(m for m in self.movements if m.id == id_)

    def skin_grade(self, id_: str, part: str | None = None) -> EffectGrade:
        """Whether a nerve's or level's skin is affected, in some people, or kept."""
        grades = [s.grade for s in self.skin if s.id == id_ and (part is None or s.part == part)]
        return "affected" if "affected" in grades else "some" if "some" in grades else "kept"


def predict(anatomy: Anatomy, site_id: str) -> Prediction:
    """What a lesion at a site would do.

    Parameters
    ----------
    site_id : str
        Site, place in the spine or level.

    Raises
    ------
    KeyError
        If there is no such site.
    """
    site = anatomy.site(site_id)
    forms = tuple(_forms(anatomy, site))
    muscles = tuple(
        _muscle(
            anatomy,
            id_,
            sum(f.share * f.muscles[i].lost for f in forms),
            sum(f.share * f.muscles[i].function for f in forms),
            _first(f.muscles[i].path for f in forms),
        )
        for i, id_ in enumerate(anatomy.muscles)
    )
    reflexes = tuple(
        _reflex(
            anatomy,
            id_,
            sum(f.share * f.reflexes[i].lost for f in forms),
            sum(f.share * f.reflexes[i].function for f in forms),
            _first(f.reflexes[i].path for f in forms),
        )
        for i, id_ in enumerate(anatomy.reflexes)
    )
    return Prediction(
        site=site,
        forms=forms,
        skin=_mean_skin(anatomy, forms),
        muscles=tuple(sorted(muscles, key=lambda m: -m.function)),
        reflexes=tuple(sorted(reflexes, key=lambda r: -r.function)),
        movements=_movements(anatomy, muscles),
        brisk=site.brisk,
    )


def losses(anatomy: Anatomy, at: Iterable[str], own: Mapping[str, float]) -> dict[str, float]:
    """Loss of every segment when those `at` are cut; `own` sets segments to a loss of their own.

    Returns
    -------
    dict of segment id to float
        0-1; a segment loses what the segments above it lose, weighted by the share that each brings.
    """
    cut = frozenset(at)
    out: dict[str, float] = {}
    for id_ in anatomy.order:
        if id_ in own:
            out[id_] = own[id_]
        elif id_ in cut:
            out[id_] = 1.0
        else:
            out[id_] = min(1.0, sum(share * out[above] for above, share in anatomy.segments[id_].above.items()))
    return out


def path_to(anatomy: Anatomy, segment: str, at: Iterable[str] = ()) -> tuple[str, ...]:
    """Segments from the lesion (or from the top) down to a segment, by the main supply at every fork."""
    cut = frozenset(at)
    out = [segment]
    while out[0] not in cut and anatomy.segments[out[0]].above:
        above = anatomy.segments[out[0]].above
        reached = [a for a in above if cut and _reaches(anatomy, a, cut)]
        out.insert(0, max(reached or above, key=lambda a: above[a]))
    return tuple(out)


def course(anatomy: Anatomy, level: str, segment: str) -> tuple[str, ...]:
    """The way from a root to a segment: the level, then segments down to it."""
    return (level, *path_to(anatomy, segment))


def weak_probability(anatomy: Anatomy, function: float, severity: str) -> tuple[float, float, float]:
    """Chance that a muscle with that loss of function is found weak, in the three severities.

    Raises
    ------
    KeyError
        If the severity is not known.
    """
    if severity not in anatomy.constants.severities:
        raise KeyError(severity)
    base = anatomy.constants.values["motor_base"]
    a, b, c = (base + (1 - base) * gain * function for gain in anatomy.constants.motor_gain)
    return a, b, c


def _forms(anatomy: Anatomy, site: Site) -> Iterable[Form]:
    if site.one_of:
        for segment in site.at:
            yield _form(anatomy, site, WHOLE, (segment,), 1 / len(site.at))
    elif site.areas or site.heights:
        for area in site.areas:
            yield _form(anatomy, site, WHOLE, (), area.share, area=area)
        for height in site.heights:
            yield _form(anatomy, site, WHOLE, (), height.share, height=height)
    else:
        for pattern in site.patterns or (WHOLE,):
            yield _form(anatomy, site, pattern, site.at, pattern.share)


def _form(
    anatomy: Anatomy,
    site: Site,
    pattern: Pattern,
    at: tuple[str, ...],
    share: float,
    area: Area | None = None,
    height: Height | None = None,
) -> Form:
    lost = losses(anatomy, at, {k: v for k, v in pattern.loss.items() if k in anatomy.segments})
    roots = {level: pattern.loss.get(level, part) for level, part in site.roots.items()}
    given = {m: max(site.weak_all, site.weak.get(m, 0.0)) for m in anatomy.muscles}
    supply = _supply(anatomy)
    muscles = []
    for id_, muscle in anatomy.muscles.items():
        by_nerve = sum(part * lost[s] for s, part in supply.get(id_, {}).items())
        by_root = sum(muscle.roots.get(level, 0.0) * part for level, part in roots.items())
        total = max(by_nerve, by_root)
        function = max(_function(anatomy, total), given[id_])
        path: tuple[str, ...] = ()
        if by_nerve > 0:
            path = path_to(anatomy, max(supply[id_], key=lambda s: supply[id_][s] * lost[s]), at)
        elif by_root > 0:
            main = max(roots, key=lambda level: muscle.roots.get(level, 0.0) * roots[level])
            path = course(anatomy, main, max(supply[id_], key=lambda s: supply[id_][s]))
        muscles.append(_muscle(anatomy, id_, max(total, given[id_]), function, path))
    return Form(
        share=share,
        text=pattern.text,
        skin=tuple(_skin(anatomy, site, at, lost, roots)),
        muscles=tuple(muscles),
        reflexes=tuple(_reflex_of(anatomy, r, site, at, lost, roots) for r in anatomy.reflexes.values()),
        area=area,
        height=height,
    )


def _skin(
    anatomy: Anatomy, site: Site, at: tuple[str, ...], lost: Mapping[str, float], roots: Mapping[str, float]
) -> Iterable[SkinEffect]:
    for level, part in roots.items():
        if part > 0:
            yield SkinEffect("level", level, None, part, _skin_grade(anatomy, part), (level,))
    for id_, loss in lost.items():
        share = loss * site.sensation
        if share > 0:
            for skin in anatomy.segments[id_].skin:
                path = path_to(anatomy, id_, at)
                yield SkinEffect("nerve", skin.nerve, skin.part, share, _skin_grade(anatomy, share), path)


def _mean_skin(anatomy: Anatomy, forms: tuple[Form, ...]) -> tuple[SkinEffect, ...]:
    total: dict[tuple[Layer, SkinPart], float] = {}
    paths: dict[tuple[Layer, SkinPart], tuple[str, ...]] = {}
    for form in forms:
        for effect in form.skin:
            key = (effect.layer, SkinPart(effect.id, effect.part))
            total[key] = total.get(key, 0.0) + form.share * effect.share
            paths.setdefault(key, effect.path)
    effects = [
        SkinEffect(layer, skin.nerve, skin.part, share, _skin_grade(anatomy, share), paths[layer, skin])
        for (layer, skin), share in total.items()
    ]
    return tuple(sorted(effects, key=lambda e: -round(e.share, 6)))


def _reflex_of(
    anatomy: Anatomy,
    reflex: Reflex,
    site: Site,
    at: tuple[str, ...],
    lost: Mapping[str, float],
    roots: Mapping[str, float],
) -> ReflexEffect:
    by_root = sum(reflex.roots.get(level, 0.0) * part for level, part in roots.items())
    worst = max(reflex.arc, key=lambda s: lost[s])
    by_nerve = lost[worst]
    given = site.reflexes.get(reflex.id, 0.0)
    full = anatomy.constants.values["reflex_full_supply"]
    function = max(min(1.0, by_root / full), by_nerve, given)
    path: tuple[str, ...] = ()
    if by_nerve > 0:
        path = path_to(anatomy, worst, at)
    elif by_root > 0:
        path = course(anatomy, max(roots, key=lambda v: reflex.roots.get(v, 0.0) * roots[v]), worst)
    return _reflex(anatomy, reflex.id, max(by_root, by_nerve, given), function, path)


def _movements(anatomy: Anatomy, muscles: tuple[MuscleEffect, ...]) -> tuple[MovementEffect, ...]:
    by_movement: dict[str, list[tuple[float, float]]] = {}
    for effect in muscles:
        muscle = anatomy.muscles[effect.id]
        own = {muscle.movement: 1.0} if muscle.movement is not None else {}
        for movement, weight in {**own, **muscle.helps}.items():
            by_movement.setdefault(movement, []).append((weight, effect.function))
    means = {id_: sum(w * f for w, f in parts) / sum(w for w, _ in parts) for id_, parts in by_movement.items()}
    effects = [MovementEffect(id_, mean, _grade(anatomy, mean)) for id_, mean in means.items()]
    return tuple(sorted(effects, key=lambda e: -round(e.function, 6)))


def _supply(anatomy: Anatomy) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    for segment in anatomy.segments.values():
        for muscle, part in segment.muscles.items():
            out.setdefault(muscle, {})[segment.id] = part
    return out


def _function(anatomy: Anatomy, lost: float) -> float:
    values = anatomy.constants.values
    return float(min(1.0, lost / values["full_supply"]) ** values["supply_power"])


def _muscle(anatomy: Anatomy, id_: str, lost: float, function: float, path: tuple[str, ...]) -> MuscleEffect:
    return MuscleEffect(id_, lost, function, _grade(anatomy, function), path)


def _reflex(anatomy: Anatomy, id_: str, lost: float, function: float, path: tuple[str, ...]) -> ReflexEffect:
    return ReflexEffect(id_, lost, function, _grade(anatomy, function), path)


def _grade(anatomy: Anatomy, function: float) -> EffectGrade:
    values = anatomy.constants.values
    return "affected" if function >= values["weak_from"] else "some" if function >= values["slight_from"] else "kept"


def _skin_grade(anatomy: Anatomy, share: float) -> EffectGrade:
    values = anatomy.constants.values
    return "affected" if share >= values["skin_from"] else "some" if share >= values["skin_some_from"] else "kept"


def _reaches(anatomy: Anatomy, segment: str, cut: frozenset[str]) -> bool:
    return segment in cut or any(_reaches(anatomy, a, cut) for a in anatomy.segments[segment].above)


def _first(paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next((path for path in paths if path), ())
