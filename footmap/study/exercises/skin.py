"""Painting, naming and pointing to the skin of a nerve or level."""

from __future__ import annotations

from footmap.core.atlas import Variant
from footmap.core.ids import CONSENSUS, ViewId

from ..confusable import alike, rivals, shares
from ..exercise import Exercise, Sentence, Target, Thing
from ..setting import NoExerciseError, Setting, asked_in, shown_in
from ..sources import disagreements_about, skin_sources
from ..territory import SkinLayer, territories_of

CHOICES = 4
"""The right one and those it is most easily mixed up with."""
_CROWD = 6
"""How many of the most easily confused the wrong choices are drawn from."""


def paint_exercise(s: Setting) -> Exercise:
    """Paint a territory from memory: all of it, or what one picture shows of it."""
    layer, id_ = _layer(s), s.subject
    asked = asked_in(s, layer, id_)
    view = s.one_of(asked) if asked and (s.view is not None or s.rng.random() < 0.5) else None
    start: ViewId = view if view is not None else s.one_of(shown_in(s, layer, id_))
    target = _target(s, view)
    key = s.material.skin(s.body, layer, id_, view)
    thing = Thing(layer, id_)
    prompt = Sentence("ask_paint", {"subject": thing, "side": Thing("side", s.side)})
    if view is not None:
        prompt = Sentence("ask_paint_view", {**prompt.values, "view": Thing("view", view)})
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind="paint",
        body=s.body,
        side=s.side,
        view=start,
        tone=s.tone,
        prompt=prompt,
        rule=Sentence(
            "rule_paint",
            {
                "core": s.material.rule("core_weight"),
                "foot": f"{s.material.scoring.blur_foot_mm:.0f}",
                "leg": f"{s.material.scoring.blur_leg_mm:.0f}",
            },
        ),
        best=(id_,),
        target=target,
        shares_with=shares(s.material, s.body, key),
        sources=skin_sources(s.material, layer, id_),
        disagreements=_disagreements(s),
    )


def name_exercise(s: Setting) -> Exercise:
    """Name the lit skin."""
    layer, id_ = _layer(s), s.subject
    view = s.one_of(shown_in(s, layer, id_))
    key = s.material.skin(s.body, layer, id_)
    apart = [
        other
        for other in rivals(s.material, layer, id_)
        if alike(s.material, s.body, key, other) < s.material.rule("alike")
    ]
    if len(apart) < CHOICES - 1:
        raise NoExerciseError(s.fact.id)
    wrong = s.some_of(apart[:_CROWD], CHOICES - 1)
    variants = [v.id for v in _variants(s) if v.frequency is not None]
    variant = s.one_of(variants) if variants and s.rng.random() < 0.4 else None
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind="name",
        body=s.body,
        side=s.side,
        view=view,
        tone=s.tone,
        prompt=Sentence(f"ask_name_{layer}", {"view": Thing("view", view), "side": Thing("side", s.side)}),
        rule=Sentence("rule_name"),
        best=(id_,),
        choices=s.some_of([Thing(layer, choice) for choice in (id_, *wrong)], CHOICES),
        lit=(_target(s, None, variant),),
        sources=skin_sources(s.material, layer, id_),
        disagreements=_disagreements(s),
    )


def point_exercise(s: Setting) -> Exercise:
    """Point to skin of a nerve or level."""
    layer, id_ = _layer(s), s.subject
    asked = asked_in(s, layer, id_)
    if not asked:
        raise NoExerciseError(s.fact.id)
    view = s.one_of(asked)
    key = s.material.skin(s.body, layer, id_, view)
    values = {"subject": Thing(layer, id_), "side": Thing("side", s.side), "view": Thing("view", view)}
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind="point",
        body=s.body,
        side=s.side,
        view=view,
        tone=s.tone,
        prompt=Sentence("ask_point", values),
        rule=Sentence("rule_point"),
        best=(id_,),
        target=_target(s, view),
        shares_with=shares(s.material, s.body, key),
        sources=skin_sources(s.material, layer, id_),
        disagreements=_disagreements(s),
    )


def _layer(s: Setting) -> SkinLayer:
    return "nerve" if s.fact.kind == "nerve" else "level"


def _target(s: Setting, view: ViewId | None, variant: str | None = None) -> Target:
    if s.fact.kind == "nerve":
        return Target("nerve", s.subject, None, view, variant)
    return Target("level", s.subject, CONSENSUS, view, variant)


def _variants(s: Setting) -> tuple[Variant, ...]:
    own = territories_of(s.material.atlas(s.body), _layer(s), s.subject)
    return tuple({v.id: v for t in own for v in t.variants}.values())


def _disagreements(s: Setting) -> tuple[str, ...]:
    return disagreements_about(s.material, "nerves" if s.fact.kind == "nerve" else "levels", s.fact.subjects)
