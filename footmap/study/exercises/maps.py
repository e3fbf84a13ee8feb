"""Where published dermatome maps differ, and what follows for a sign of a level."""

from __future__ import annotations

from typing import Final

import numpy as np

from footmap.core.ids import DRAWN_MAPS, DrawnMapId
from footmap.core.views import FloatArray

from ..exercise import Exercise, Sentence, Target, Thing
from ..material import Material
from ..setting import NoExerciseError, Setting, views_of
from ..sources import disagreements_about, skin_sources

CHOICES: Final = 4
PLAIN: Final = 0.6
"""Share of a region from which a map gives it to a level."""
FAINT: Final = 0.25
"""Share of a region up to which a map does not."""
APART: Final = 0.3
"""Difference of shares from which maps differ plainly about a region."""
WHOLE: Final = 0.8
"""Mean share of regions that a map draws from which it counts as drawn throughout."""
CLEAR: Final = 1.5
"""How much more they must differ in the right region than in every other that is offered."""


def maps_exercise(s: Setting) -> Exercise:
    """Where one map draws a level and another does not, or where its sign says least."""
    asks = (_one_map_only, _weak_sign) if s.rng.random() < 0.5 else (_weak_sign, _one_map_only)
    for ask in asks:
        try:
            return ask(s)
        except NoExerciseError:
            continue
    raise NoExerciseError(s.fact.id)


def level_shares(material: Material, body: str, map_: str, level: str) -> dict[str, float]:
    """Share of each region that a map gives to a level, 0-1."""
    return _kept(material, body)[map_, level]


def spread(material: Material, body: str, level: str) -> dict[str, float]:
    """How far the maps differ about a level in each region: largest less smallest share, 0-1."""
    by_map = [level_shares(material, body, m, level) for m in whole_maps(material, body, level)]
    if len(by_map) < 2:
        return {}
    return {region: max(m[region] for m in by_map) - min(m[region] for m in by_map) for region in by_map[0]}


def whole_maps(material: Material, body: str, level: str) -> tuple[DrawnMapId, ...]:
    """Maps that draw a level and leave hardly any skin blank: what another leaves blank it does not deny."""
    kept = _kept(material, body)
    out = []
    for map_ in DRAWN_MAPS:
        drawn: dict[str, float] = {}
        for (of, _), shares in kept.items():
            if of == map_:
                drawn = {region: drawn.get(region, 0.0) + share for region, share in shares.items()}
        if (map_, level) in kept and np.mean([min(1.0, share) for share in drawn.values()]) >= WHOLE:
            out.append(map_)
    return tuple(out)


def _kept(material: Material, body: str) -> dict[tuple[str, str], dict[str, float]]:
    return material.keep(("maps", body), lambda: _shares(material, body))


def _shares(material: Material, body: str) -> dict[tuple[str, str], dict[str, float]]:
    cells = material.cells(body)
    regions = {c.id: cells.share[:, k] * cells.area_cm2 for k, c in enumerate(cells.columns) if c.layer == "region"}
    out: dict[tuple[str, str], dict[str, float]] = {}
    for k, column in enumerate(cells.columns):
        if column.layer == "level" and column.zone == "usual" and column.map in DRAWN_MAPS:
            level: FloatArray = np.asarray(cells.share[:, k], dtype=np.float64)
            out[str(column.map), column.id] = {
                id_: float(level @ area / area.sum()) for id_, area in regions.items() if area.sum() > 0.0
            }
    return out


def _one_map_only(s: Setting) -> Exercise:
    """The region that one map gives to a level while another does not."""
    drawn = [m for m in DRAWN_MAPS if (m, s.subject) in _kept(s.material, s.body)]
    pairs = [(one, other) for one in drawn for other in drawn if one != other]
    for one, other in s.some_of(pairs, len(pairs)):
        yes = level_shares(s.material, s.body, one, s.subject)
        no = level_shares(s.material, s.body, other, s.subject)
        only = [r for r in yes if yes[r] >= PLAIN and no[r] <= FAINT]
        both = [r for r in yes if yes[r] >= PLAIN and no[r] >= PLAIN]
        none = [r for r in yes if yes[r] <= FAINT and _near(s, r)]
        if only and len(both) + len(none) >= CHOICES - 1:
            wrong = s.some_of([*both, *none], CHOICES - 1)
            prompt = Sentence(
                "ask_maps_region",
                {"level": Thing("level", s.subject), "one": Thing("map", one), "other": Thing("map", other)},
            )
            return _exercise(s, prompt, s.one_of(only), wrong, (one, other), "rule_maps_region")
    raise NoExerciseError(s.fact.id)


def _weak_sign(s: Setting) -> Exercise:
    """The region in which the maps differ most about a level, so that its sign says least there."""
    differ = spread(s.material, s.body, s.subject)
    drawn = whole_maps(s.material, s.body, s.subject)
    weak = [r for r in differ if differ[r] >= APART]
    best = s.one_of(weak) if weak else ""
    firm = [r for r in differ if _near(s, r) and differ[r] * CLEAR <= differ.get(best, 0.0)]
    if not best or len(firm) < CHOICES - 1:
        raise NoExerciseError(s.fact.id)
    prompt = Sentence("ask_maps_sign", {"level": Thing("level", s.subject)})
    return _exercise(s, prompt, best, s.some_of(firm, CHOICES - 1), drawn, "rule_maps_sign")


def map_fit(exercise: Exercise, material: Material) -> list[Sentence]:
    """What each map gives to the level in the region of the best answer."""
    level = exercise.lit[0].id
    region = exercise.best[0]
    return [
        Sentence(
            "map_gives",
            {
                "map": Thing("map", str(lit.map)),
                "share": level_shares(material, exercise.body, str(lit.map), level)[region],
                "region": Thing("region", region),
                "level": Thing("level", level),
            },
        )
        for lit in exercise.lit
    ]


def _near(s: Setting, region: str) -> bool:
    """Whether any map gives some of a region to the level or to a neighbour of it."""
    order = list(s.material.clinical.base.levels)
    at = order.index(s.subject)
    near = order[max(0, at - 1) : at + 2]
    kept = _kept(s.material, s.body)
    return any(shares[region] >= FAINT for (_, level), shares in kept.items() if level in near)


def _exercise(
    s: Setting, prompt: Sentence, best: str, wrong: tuple[str, ...], maps: tuple[DrawnMapId, ...], rule: str
) -> Exercise:
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind="maps",
        body=s.body,
        side=s.side,
        view=s.one_of(views_of(s.material, s.body, "level", s.subject)),
        tone=s.tone,
        prompt=prompt,
        rule=Sentence(rule, {"share": PLAIN, "less": FAINT} if rule == "rule_maps_region" else {}),
        best=(best,),
        choices=s.some_of([Thing("region", region) for region in (best, *wrong)], CHOICES),
        lit=tuple(Target("level", s.subject, map_) for map_ in maps),
        sources=skin_sources(s.material, "level", s.subject),
        disagreements=disagreements_about(s.material, "levels", (s.subject,)),
    )
