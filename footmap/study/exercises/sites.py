"""Pointing to where a nerve can be caught."""

from __future__ import annotations

from ..exercise import Exercise, Sentence, Thing
from ..setting import NoExerciseError, Setting
from ..sources import site_sources


def caught_exercise(s: Setting) -> Exercise:
    """Tap where the nerve of a site is caught."""
    places = s.material.course_sites(s.body).get(s.subject)
    if not places:
        raise NoExerciseError(s.fact.id)
    view = s.one_of(tuple(places))
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind="point",
        body=s.body,
        side=s.side,
        view=view,
        tone=s.tone,
        prompt=Sentence(
            "ask_site",
            {"subject": Thing("site", s.subject), "side": Thing("side", s.side), "view": Thing("view", view)},
        ),
        rule=Sentence(
            "rule_site",
            {
                "foot": f"{s.material.rule('tap_foot_mm'):.0f}",
                "leg": f"{s.material.rule('tap_leg_mm'):.0f}",
            },
        ),
        best=(s.subject,),
        sources=site_sources(s.material, s.subject),
    )
