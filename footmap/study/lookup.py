"""Looks any structure up, by any of its names: its roots, course, muscles, sites and sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from footmap.core.forward import path_to
from footmap.words.search import SearchIndex, build_index

from .exercise import Thing, ThingKind
from .exercises.muscles import nerves_of
from .material import Material
from .sources import (
    About,
    condition_sources,
    disagreements_about,
    muscle_sources,
    reflex_sources,
    site_sources,
    skin_sources,
)

StructureKind = Literal["nerve", "level", "muscle", "reflex", "site", "condition", "region"]
STRUCTURES: Final[tuple[StructureKind, ...]] = get_args(StructureKind)
Heading = Literal[
    "card_roots",
    "card_root_also",
    "card_branch_of",
    "card_branches",
    "card_muscles",
    "card_supplied_by",
    "card_movement",
    "card_reflexes",
    "card_sites",
    "card_skin",
    "card_lesion",
    "card_course",
]
"""Phrases of ``study_exercises.yaml``."""


@dataclass(frozen=True)
class Card:
    """What is known about a structure.

    Attributes
    ----------
    rows : tuple of heading and things
        In the order in which they are read.
    course : tuple of segment id
        From the roots down, the main supply at every fork; empty where it has none.
    texts : tuple of mapping of language to text
        Statements in words: origin, skin, what it does.
    """

    subject: Thing
    rows: tuple[tuple[Heading, tuple[Thing, ...]], ...]
    course: tuple[str, ...] = ()
    texts: tuple[dict[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()


def find(text: str, material: Material) -> tuple[Thing, ...]:
    """Structures that a text names, the nearest first; where nothing has that name, those one slip of spelling away."""
    index: SearchIndex = material.keep(("index",), lambda: build_index(material.clinical))
    hits = index.find(text, STRUCTURES) or index.near(text, STRUCTURES)
    return tuple(Thing(kind, hit.id) for hit in hits for kind in STRUCTURES if kind == hit.kind)


def card(thing: Thing, material: Material) -> Card:
    """The card of a structure.

    Raises
    ------
    KeyError
        If there is no such structure.
    """
    if thing.kind == "nerve":
        return _nerve(thing, material)
    if thing.kind == "level":
        return _level(thing, material)
    if thing.kind == "muscle":
        return _muscle(thing, material)
    if thing.kind == "reflex":
        return _reflex(thing, material)
    if thing.kind == "site":
        return _site(thing, material)
    if thing.kind == "condition":
        return _condition(thing, material)
    if thing.kind == "region" and thing.id in material.clinical.region_names:
        return Card(thing, ())
    raise KeyError(thing.id)


def _nerve(thing: Thing, material: Material) -> Card:
    anatomy, nerve = material.clinical.anatomy, material.clinical.base.nerves[thing.id]
    segments = [s for s in anatomy.segments.values() if s.nerve == thing.id]
    muscles = _once(muscle for s in segments for muscle in s.muscles)
    branches = [other for other, found in material.clinical.base.nerves.items() if thing.id in found.parents]
    reflexes = [r.id for r in anatomy.reflexes.values() if any(anatomy.segments[a].nerve == thing.id for a in r.arc)]
    sites = [s.id for s in anatomy.sites.values() if s.nerve == thing.id]
    lowest = [s.id for s in segments if not any(s.id in other.above for other in segments)]
    return Card(
        thing,
        _rows(
            ("card_roots", "level", nerve.roots.main),
            ("card_root_also", "level", nerve.roots.also),
            ("card_branch_of", "nerve", nerve.parents),
            ("card_branches", "nerve", branches),
            ("card_muscles", "muscle", muscles),
            ("card_reflexes", "reflex", reflexes),
            ("card_sites", "site", sites),
        ),
        course=path_to(anatomy, lowest[0]) if lowest else (),
        texts=tuple(text.all() for text in (nerve.origin, *nerve.territory.views.values()) if text is not None),
        sources=(*skin_sources(material, "nerve", thing.id), *nerve.roots.sources),
        disagreements=_differ(material, "nerves", thing.id),
    )


def _level(thing: Thing, material: Material) -> Card:
    anatomy, level = material.clinical.anatomy, material.clinical.base.levels[thing.id]
    shares = {m.id: m.roots.get(thing.id, 0.0) for m in anatomy.muscles.values()}
    muscles = [id_ for id_ in sorted(shares, key=lambda id_: -shares[id_]) if shares[id_] >= 0.25]
    reflexes = [r.id for r in anatomy.reflexes.values() if r.roots.get(thing.id, 0.0) >= 0.25]
    statements = (level.key_point, level.myotome, level.reflex, level.typical_disc)
    discs = [p.id for p in anatomy.places.values() if thing.id in anatomy.sites[p.site].roots and p.disc]
    return Card(
        thing,
        _rows(
            ("card_muscles", "muscle", muscles), ("card_reflexes", "reflex", reflexes), ("card_sites", "site", discs)
        ),
        texts=tuple(statement.text.all() for statement in statements if statement is not None),
        sources=skin_sources(material, "level", thing.id),
        disagreements=_differ(material, "levels", thing.id),
    )


def _muscle(thing: Thing, material: Material) -> Card:
    anatomy, record = material.clinical.anatomy, material.clinical.muscles[thing.id]
    muscle = anatomy.muscles[thing.id]
    supply = nerves_of(anatomy, thing.id)
    segments = [s.id for s in anatomy.segments.values() if thing.id in s.muscles]
    return Card(
        thing,
        _rows(
            ("card_roots", "level", sorted(muscle.roots, key=lambda v: -muscle.roots[v])),
            ("card_supplied_by", "nerve", sorted(supply, key=lambda n: -supply[n])),
            ("card_movement", "movement", [m for m in (muscle.movement, *muscle.helps) if m is not None]),
        ),
        course=path_to(anatomy, segments[-1]) if segments else (),
        texts=(record.action.all(), record.test.all(), record.order.all()),
        sources=muscle_sources(material, thing.id),
        disagreements=_differ(material, "muscles", thing.id),
    )


def _reflex(thing: Thing, material: Material) -> Card:
    anatomy = material.clinical.anatomy
    reflex, record = anatomy.reflexes[thing.id], material.clinical.reflexes[thing.id]
    nerves = _once(n for part in reflex.arc if (n := anatomy.segments[part].nerve) is not None)
    roots = sorted(reflex.roots, key=lambda v: -reflex.roots[v])
    return Card(
        thing,
        _rows(
            ("card_roots", "level", roots),
            ("card_supplied_by", "nerve", nerves),
            ("card_muscles", "muscle", record.muscles),
        ),
        course=path_to(anatomy, reflex.arc[0]),
        texts=(record.note.all(),) if record.note is not None else (),
        sources=reflex_sources(material, thing.id),
    )


def _site(thing: Thing, material: Material) -> Card:
    anatomy = material.clinical.anatomy
    site = anatomy.site(thing.id)
    conditions = [c for c in (*site.conditions, *site.mechanisms) if c in material.clinical.conditions]
    return Card(
        thing,
        _rows(
            ("card_roots", "level", list(site.roots)),
            ("card_branch_of", "nerve", [site.nerve] if site.nerve is not None else []),
            ("card_lesion", "condition", conditions),
        ),
        course=path_to(anatomy, site.at[0]) if site.at else (),
        sources=site_sources(material, site.id),
    )


def _condition(thing: Thing, material: Material) -> Card:
    condition, record = material.clinical.conditions[thing.id], material.clinical.condition_records[thing.id]
    sites = [s.id for s in material.clinical.anatomy.sites.values() if thing.id in (*s.conditions, *s.mechanisms)]
    return Card(
        thing,
        _rows(
            ("card_roots", "level", condition.levels),
            ("card_branch_of", "nerve", condition.nerves),
            ("card_lesion", "site", sites),
        ),
        texts=tuple(statement.text.all() for statement in (*record.sensory, *record.motor, *record.reflex)),
        sources=condition_sources(material, thing.id),
        disagreements=_differ(material, "conditions", thing.id),
    )


def _rows(*rows: tuple[Heading, ThingKind, Iterable[str]]) -> tuple[tuple[Heading, tuple[Thing, ...]], ...]:
    full = ((heading, tuple(Thing(kind, id_) for id_ in ids)) for heading, kind, ids in rows)
    return tuple((heading, things) for heading, things in full if things)


def _differ(material: Material, about: About, id_: str) -> tuple[str, ...]:
    return disagreements_about(material, about, (id_,))


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
