"""Muscles and reflexes with root, nerve and movement, both ways."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from footmap.core.anatomy import Anatomy

from ..exercise import Exercise, ExerciseKind, Sentence, Thing, ThingKind
from ..setting import LEGS, NoExerciseError, Setting
from ..sources import disagreements_about, level_readings, muscle_sources, reflex_sources

CHOICES: Final = 4


def muscle_exercise(s: Setting) -> Exercise:
    """One of six questions about a muscle."""
    return _first_that_can(
        s, (_root_of, _nerve_of, _movement_of, _muscle_of_root, _muscle_of_nerve, _muscle_of_movement)
    )


def reflex_exercise(s: Setting) -> Exercise:
    """One of four questions about a reflex."""
    return _first_that_can(s, (_reflex_root, _reflex_nerve, _reflex_of_root, _reflex_of_nerve))


def nerves_of(anatomy: Anatomy, muscle: str) -> Mapping[str, float]:
    """Share of a muscle that branches off each nerve."""
    out: dict[str, float] = {}
    for segment in anatomy.segments.values():
        if muscle in segment.muscles and segment.nerve is not None:
            out[segment.nerve] = out.get(segment.nerve, 0.0) + segment.muscles[muscle]
    return out


def movements_of(anatomy: Anatomy, muscle: str) -> frozenset[str]:
    """Movements that test a muscle or that it takes part in."""
    found = anatomy.muscles[muscle]
    return frozenset(filter(None, (found.movement, *found.helps)))


def _first_that_can(s: Setting, asks: Sequence[Callable[[Setting], Exercise]]) -> Exercise:
    for ask in s.some_of(asks, len(asks)):
        try:
            return ask(s)
        except NoExerciseError:
            continue
    raise NoExerciseError(s.fact.id)


def main_of(margin: float, shares: Mapping[str, float], fact: str) -> str:
    """The largest share where it is clearly the largest.

    Raises
    ------
    NoExerciseError
        If the next one is as large, or nearly.
    """
    order = sorted(shares, key=lambda id_: -shares[id_])
    if not order or (len(order) > 1 and shares[order[0]] < margin * shares[order[1]]):
        raise NoExerciseError(fact)
    return order[0]


def _main(s: Setting, shares: Mapping[str, float]) -> str:
    return main_of(s.material.rule("clear_margin"), shares, s.fact.id)


def _root_of(s: Setting) -> Exercise:
    roots = s.material.clinical.anatomy.muscles[s.subject].roots
    readings = level_readings(s.material, s.subject)
    return _level_choice(s, "muscle", "ask_muscle_root", roots, readings & set(roots))


def _reflex_root(s: Setting) -> Exercise:
    return _level_choice(s, "reflex", "ask_reflex_root", s.material.clinical.anatomy.reflexes[s.subject].roots)


def _level_choice(
    s: Setting, kind: ExerciseKind, ask: str, roots: Mapping[str, float], readings: Collection[str] = ()
) -> Exercise:
    best = _main(s, roots)
    order = list(s.material.clinical.base.levels)
    rest = sorted((v for v in order if v != best), key=lambda v: abs(order.index(v) - order.index(best)))
    wrong = s.some_of(rest[:5], CHOICES - 1)
    offered = sorted((best, *wrong), key=order.index)
    return _choice(s, kind, Sentence(ask, {"subject": _subject(s)}), "level", best, offered, readings)


def _nerve_of(s: Setting) -> Exercise:
    anatomy = s.material.clinical.anatomy
    own = nerves_of(anatomy, s.subject)
    best = _main(s, own)
    every = {nerve for muscle in anatomy.muscles for nerve in nerves_of(anatomy, muscle)}
    return _nerve_choice(s, "muscle", "ask_muscle_nerve", best, every - set(own))


def _reflex_nerve(s: Setting) -> Exercise:
    anatomy = s.material.clinical.anatomy
    own = {nerve for part in anatomy.reflexes[s.subject].arc if (nerve := anatomy.segments[part].nerve) is not None}
    if len(own) != 1:
        raise NoExerciseError(s.fact.id)
    every = {n for r in anatomy.reflexes.values() for part in r.arc if (n := anatomy.segments[part].nerve) is not None}
    return _nerve_choice(s, "reflex", "ask_reflex_nerve", next(iter(own)), every - own)


def _nerve_choice(s: Setting, kind: ExerciseKind, ask: str, best: str, others: Collection[str]) -> Exercise:
    """Nerves beside one another; a trunk of the right one is as right, and is not offered."""
    kin = _line(s, best)
    wrong = sorted(other for other in others if other not in kin and best not in _line(s, other))
    if len(wrong) < CHOICES - 1:
        raise NoExerciseError(s.fact.id)
    offered = s.some_of((best, *s.some_of(wrong, CHOICES - 1)), CHOICES)
    return _choice(s, kind, Sentence(ask, {"subject": _subject(s)}), "nerve", best, offered)


def _line(s: Setting, nerve: str) -> set[str]:
    """The nerves above one."""
    parents = s.material.clinical.base.nerves[nerve].parents
    return {*parents, *(above for parent in parents for above in _line(s, parent))}


def _movement_of(s: Setting) -> Exercise:
    anatomy = s.material.clinical.anatomy
    best = anatomy.muscles[s.subject].movement
    if best is None:
        raise NoExerciseError(s.fact.id)
    others = [m for m in anatomy.movements if m not in movements_of(anatomy, s.subject)]
    offered = s.some_of((best, *s.some_of(others, CHOICES - 1)), CHOICES)
    return _choice(s, "muscle", Sentence("ask_muscle_movement", {"subject": _subject(s)}), "movement", best, offered)


def _muscle_of_root(s: Setting) -> Exercise:
    muscles = s.material.clinical.anatomy.muscles
    root = _main(s, muscles[s.subject].roots)
    own = muscles[s.subject].roots[root]
    enough = own * s.material.rule("near_choice")
    others = [
        m
        for m, found in muscles.items()
        if found.roots.get(root, 0.0) < enough and root not in level_readings(s.material, m)
    ]
    return _subject_choice(s, "muscle", "ask_root_muscle", {"root": Thing("level", root)}, others)


def _muscle_of_nerve(s: Setting) -> Exercise:
    anatomy = s.material.clinical.anatomy
    nerve = _main(s, nerves_of(anatomy, s.subject))
    others = [m for m in anatomy.muscles if m != s.subject and not _reached(s, nerve, m)]
    return _subject_choice(s, "muscle", "ask_nerve_muscle", {"nerve": Thing("nerve", nerve)}, others)


def _reached(s: Setting, nerve: str, muscle: str) -> bool:
    """Whether a muscle is supplied by a nerve or by one of its branches."""
    return any(nerve == own or nerve in _line(s, own) for own in nerves_of(s.material.clinical.anatomy, muscle))


def _muscle_of_movement(s: Setting) -> Exercise:
    anatomy = s.material.clinical.anatomy
    movement = anatomy.muscles[s.subject].movement
    if movement is None:
        raise NoExerciseError(s.fact.id)
    others = [m for m in anatomy.muscles if movement not in movements_of(anatomy, m)]
    return _subject_choice(s, "muscle", "ask_movement_muscle", {"movement": Thing("movement", movement)}, others)


def _reflex_of_root(s: Setting) -> Exercise:
    reflexes = s.material.clinical.anatomy.reflexes
    root = _main(s, reflexes[s.subject].roots)
    enough = reflexes[s.subject].roots[root] * s.material.rule("near_choice")
    others = [r for r, found in reflexes.items() if found.roots.get(root, 0.0) < enough]
    return _subject_choice(s, "reflex", "ask_root_reflex", {"root": Thing("level", root)}, others)


def _reflex_of_nerve(s: Setting) -> Exercise:
    anatomy = s.material.clinical.anatomy
    own = [anatomy.segments[part].nerve for part in anatomy.reflexes[s.subject].arc]
    if len(own) != 1 or own[0] is None:
        raise NoExerciseError(s.fact.id)
    nerve = own[0]
    others = [
        id_
        for id_, reflex in anatomy.reflexes.items()
        if not any(
            n is not None and (n == nerve or nerve in _line(s, n))
            for n in (anatomy.segments[part].nerve for part in reflex.arc)
        )
    ]
    return _subject_choice(s, "reflex", "ask_nerve_reflex", {"nerve": Thing("nerve", nerve)}, others)


def _subject_choice(
    s: Setting, kind: ExerciseKind, ask: str, values: Mapping[str, Thing], others: Sequence[str]
) -> Exercise:
    if len(others) < CHOICES - 1:
        raise NoExerciseError(s.fact.id)
    offered = s.some_of((s.subject, *s.some_of(others, CHOICES - 1)), CHOICES)
    own: ThingKind = "muscle" if kind == "muscle" else "reflex"
    return _choice(s, kind, Sentence(ask, values), own, s.subject, offered)


def _subject(s: Setting) -> Thing:
    return Thing("muscle" if s.fact.kind == "muscle" else "reflex", s.subject)


def _choice(
    s: Setting,
    kind: ExerciseKind,
    prompt: Sentence,
    of: ThingKind,
    best: str,
    offered: Sequence[str],
    readings: Collection[str] = (),
) -> Exercise:
    muscles = (s.subject,) if kind == "muscle" else ()
    return Exercise(
        id=s.id,
        fact=s.fact.id,
        kind=kind,
        body=s.body,
        side=s.side,
        view=s.one_of(LEGS),
        tone=s.tone,
        prompt=prompt,
        rule=Sentence("rule_share"),
        best=(best,),
        accepted=tuple(sorted(set(readings) & set(offered) - {best})),
        choices=tuple(Thing(of, id_) for id_ in offered),
        sources=muscle_sources(s.material, s.subject) if muscles else reflex_sources(s.material, s.subject),
        disagreements=disagreements_about(s.material, "muscles", muscles),
    )
