"""What is easily mixed up: territories whose skin touches or overlaps, then those of the same trunk."""

from __future__ import annotations

from .marking import as_drawn_on, shared_skin
from .material import Material
from .territory import TOLERATED, SkinKey, SkinLayer

BODY = "male"
"""Whose skin says what is near what; bodies differ in shape, not in neighbours."""


def rivals(material: Material, layer: SkinLayer, id_: str) -> tuple[str, ...]:
    """All other nerves or levels, the most easily confused first."""
    return material.keep(("rivals", layer, id_), lambda: _rivals(material, layer, id_))


def subjects(material: Material, layer: SkinLayer) -> tuple[str, ...]:
    """Nerves or levels with skin, in the order of the knowledge base."""
    return tuple(fact.subjects[0] for fact in material.facts if fact.kind == layer)


def shares(material: Material, body: str, key: SkinKey) -> dict[str, float]:
    """Neighbours that share too much of their skin with a target to be told apart by paint, with the share."""
    return material.keep(("shares", body, key.layer, key.id, key.view), lambda: _shares(material, body, key))


def alike(material: Material, body: str, key: SkinKey, other: str) -> float:
    """Jaccard index of a target and another of its layer, on the same skin."""
    return shared_skin(material.limb(body), key, material.skin(body, key.layer, other, key.view))[1]


def _shares(material: Material, body: str, key: SkinKey) -> dict[str, float]:
    out = {}
    for other in subjects(material, key.layer):
        if other != key.id:
            share, _ = shared_skin(material.limb(body), key, material.skin(body, key.layer, other, key.view))
            if share >= material.rule("shared_from"):
                out[other] = share
    return out


def _rivals(material: Material, layer: SkinLayer, id_: str) -> tuple[str, ...]:
    own = material.skin(BODY, layer, id_)
    near = {other: _closeness(material, own, material.skin(BODY, layer, other)) for other in subjects(material, layer)}
    del near[id_]
    kin = _kin(material, id_) if layer == "nerve" else _nearest_levels(material, id_)
    return tuple(sorted(near, key=lambda other: (-near[other], kin.index(other) if other in kin else len(kin))))


def _closeness(material: Material, one: SkinKey, other: SkinKey) -> float:
    """Skin of either that lies in or beside the other's, as a share of both."""
    limb = material.limb(BODY)
    there, here = as_drawn_on(limb, one, other), as_drawn_on(limb, other, one)
    size = float(there.sum() + here.sum())
    return round(float(there[TOLERATED:].sum() + here[TOLERATED:].sum()) / size, 4) if size > 0.0 else 0.0


def _kin(material: Material, id_: str) -> list[str]:
    nerves = material.clinical.base.nerves
    parents = set(nerves[id_].parents)
    return [other for other, nerve in nerves.items() if other in parents or parents & set(nerve.parents)]


def _nearest_levels(material: Material, id_: str) -> list[str]:
    order = list(material.clinical.base.levels)
    return sorted(order, key=lambda other: abs(order.index(other) - order.index(id_)))
