"""Who says so: sources and disagreements about what an exercise asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from .material import Material

About = Literal["nerves", "levels", "muscles", "conditions", "clues"]


def disagreements_about(material: Material, about: About, ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of what sources differ about, for some nerves, levels, muscles, conditions or clues."""
    wanted = set(ids)
    return tuple(d.id for d in material.clinical.disagreements.values() if wanted & set(d.about.get(about, ())))


def skin_sources(material: Material, layer: str, id_: str) -> tuple[str, ...]:
    """Sources of the skin of a nerve or level."""
    base = material.clinical.base
    if layer == "nerve":
        nerve = base.nerves[id_]
        return _once((*nerve.territory.sources, *(s for v in nerve.variants for s in v.sources)))
    return _once(s for statement in base.levels[id_].maps.values() for s in statement.sources)


def muscle_sources(material: Material, muscle: str) -> tuple[str, ...]:
    """Sources of a muscle and of its roots."""
    record = material.clinical.muscles[muscle]
    return _once((*record.sources, *record.roots.sources))


def reflex_sources(material: Material, reflex: str) -> tuple[str, ...]:
    """Sources of a reflex, its arc and its roots."""
    return _once(material.clinical.reflexes[reflex].sources)


def condition_sources(material: Material, condition: str) -> tuple[str, ...]:
    """Sources of what is said about where a condition is felt, what is weak and how common it is."""
    record = material.clinical.condition_records[condition]
    statements = (*record.sensory, *record.motor, *record.reflex, *record.frequency, *record.notes)
    return _once(source for statement in statements for source in statement.sources)


def site_sources(material: Material, site: str) -> tuple[str, ...]:
    """Sources of the skin and the roots of a site's nerve, or of its level."""
    found = material.clinical.anatomy.sites[site]
    if found.nerve is not None:
        nerve = material.clinical.base.nerves[found.nerve]
        return _once((*nerve.roots.sources, *(s for e in nerve.entrapment_sites for s in e.sources)))
    return _once(s for level in found.roots for s in skin_sources(material, "level", level))


def level_readings(material: Material, muscle: str) -> frozenset[str]:
    """Roots that published readings give a muscle where sources differ."""
    return frozenset(
        level
        for d in material.clinical.disagreements.values()
        if muscle in d.about.get("muscles", ())
        for level in d.about.get("levels", ())
    )


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
