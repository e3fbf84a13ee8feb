"""Makes exercises of facts: the same of the same seed, another one of every other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from footmap.core.ids import VIEW_IDS, ViewId

from .exercise import Exercise, ExerciseKind
from .exercises.apart import apart_exercise
from .exercises.maps import maps_exercise
from .exercises.muscles import muscle_exercise, reflex_exercise
from .exercises.patients import rank_exercise
from .exercises.sites import caught_exercise
from .exercises.skin import name_exercise, paint_exercise, point_exercise
from .facts import Fact, FactKind, fact_by_id
from .material import Material
from .setting import NoExerciseError, Setting, setting

Make = Callable[[Setting], Exercise]
_SKIN: Final[Mapping[ExerciseKind, Make]] = {
    "paint": paint_exercise,
    "name": name_exercise,
    "point": point_exercise,
}
MAKERS: Final[Mapping[FactKind, Mapping[ExerciseKind, Make]]] = {
    "nerve": _SKIN,
    "level": _SKIN,
    "muscle": {"muscle": muscle_exercise},
    "reflex": {"reflex": reflex_exercise},
    "site": {"point": caught_exercise, "rank": rank_exercise},
    "apart": {"apart": apart_exercise},
    "maps": {"maps": maps_exercise},
}
_TRIES: Final = 12


def generate(
    fact: Fact,
    rng: np.random.Generator,
    material: Material,
    kind: ExerciseKind | None = None,
    unlike: Exercise | None = None,
    view: ViewId | None = None,
) -> Exercise:
    """A new exercise about a fact.

    Parameters
    ----------
    kind : ExerciseKind, optional
        Any that the fact allows, if left out.
    unlike : Exercise, optional
        What was asked last about this fact: the new one differs in picture or question.
    view : ViewId, optional
        The picture that skin is asked about, where it shows some; any if left out.

    Raises
    ------
    NoExerciseError
        If the knowledge base gives no question of that kind about it.
    """
    kinds = tuple(MAKERS[fact.kind]) if kind is None else (kind,)
    same: Exercise | None = None
    for k in range(_TRIES):
        wanted = kinds[int(rng.integers(len(kinds)))] if k < _TRIES - len(kinds) else kinds[k % len(kinds)]
        try:
            found = make(fact, wanted, int(rng.integers(1 << 32)), material, view)
        except NoExerciseError:
            continue
        if unlike is None or picture_of(found) != picture_of(unlike):
            return found
        same = found
    if same is None:
        raise NoExerciseError(fact.id)
    return same


def make(fact: Fact, kind: ExerciseKind, seed: int, material: Material, view: ViewId | None = None) -> Exercise:
    """The exercise of a seed.

    Raises
    ------
    NoExerciseError
        If this fact has none of that kind.
    """
    maker = MAKERS[fact.kind].get(kind)
    if maker is None:
        raise NoExerciseError(fact.id)
    return maker(setting(material, fact, kind, seed, view))


def remake(id_: str, material: Material) -> Exercise:
    """An exercise by its id, as it was; of another edition of the knowledge base it may be another.

    Raises
    ------
    KeyError
        If it is the id of no exercise, or the fact is no longer known.
    """
    fact, _, rest = id_.partition("#")
    kind, _, rest = rest.partition("#")
    seed, _, where = rest.partition("@")
    view = next((known for known in VIEW_IDS if known == where), None)
    if where and view is None:
        raise KeyError(id_)
    known = fact_by_id(material.facts, fact)
    for wanted in MAKERS[known.kind]:
        if wanted == kind and seed.isdigit():
            return make(known, wanted, int(seed), material, view)
    raise KeyError(id_)


def picture_of(exercise: Exercise) -> tuple[object, ...]:
    """What makes two exercises about a fact look different."""
    e = exercise
    return e.kind, e.body, e.side, e.view, e.tone, e.prompt.key, e.choices, e.lit, e.target
