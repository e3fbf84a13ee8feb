"""The picture that an exercise is asked on: body, side, view and skin tone, other ones each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from footmap.core.ids import SIDES, TONES, VIEW_IDS, Side, ToneId, ViewId

from .exercise import ExerciseKind, exercise_id
from .facts import Fact
from .material import BODIES, Material
from .territory import SkinKey, SkinLayer

T = TypeVar("T")
SEEN_FROM = 0.15
"""Share of a territory that a picture must show to be asked about it."""
LARGE = 0.015
"""A picture in which it fills less is not used where another shows it larger: a toe in a picture of the whole leg."""
FILLS = 0.7
"""A territory that fills more of a picture than this is no question about that picture."""

LEGS = tuple(view for view in VIEW_IDS if view.startswith("leg"))
"""Pictures of the whole limb, for what lies in no single place of the skin."""


class NoExerciseError(LookupError):
    """The knowledge base gives no such question about this fact that has one best answer."""


@dataclass(frozen=True)
class Setting:
    """What is drawn by lot before the question is made.

    Attributes
    ----------
    seed : int
        Number from which everything about the exercise follows.
    view : ViewId or None
        The picture that skin is asked about; None for any.
    """

    material: Material
    fact: Fact
    kind: ExerciseKind
    seed: int
    rng: np.random.Generator
    body: str
    side: Side
    tone: ToneId
    view: ViewId | None = None

    @property
    def id(self) -> str:
        """Id of the exercise."""
        return exercise_id(self.fact.id, self.kind, self.seed, self.view)

    @property
    def subject(self) -> str:
        """The first, mostly the only subject of the fact."""
        return self.fact.subjects[0]

    def one_of(self, items: Sequence[T]) -> T:
        """One of some, each as often."""
        return items[int(self.rng.integers(len(items)))]

    def some_of(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """Some of some, in no order."""
        return tuple(items[int(k)] for k in self.rng.permutation(len(items))[:count])


def setting(material: Material, fact: Fact, kind: ExerciseKind, seed: int, view: ViewId | None = None) -> Setting:
    """The setting of a seed."""
    rng = np.random.default_rng(seed)
    body, side, tone = (str(rng.choice(options)) for options in (BODIES, SIDES, TONES))
    return Setting(material, fact, kind, seed, rng, body, _side(side), _tone(tone), view)


def views_of(material: Material, body: str, layer: SkinLayer, id_: str) -> tuple[ViewId, ...]:
    """Pictures that show enough of a nerve or level, the one that shows most first."""
    return material.keep(("views", body, layer, id_), lambda: _views_of(material, body, layer, id_))


def shown_in(s: Setting, layer: SkinLayer, id_: str) -> tuple[ViewId, ...]:
    """Pictures that may show the skin: the one that is wanted where it shows some of it, else those of `views_of`."""
    if s.view is not None and s.material.skin(s.body, layer, id_, s.view).usual_cm2 > 0:
        return (s.view,)
    return views_of(s.material, s.body, layer, id_)


def asked_in(s: Setting, layer: SkinLayer, id_: str) -> tuple[ViewId, ...]:
    """Of these, the pictures that it does not fill."""
    keys = {view: s.material.skin(s.body, layer, id_, view) for view in shown_in(s, layer, id_)}
    return tuple(view for view, key in keys.items() if key.share_of_skin <= FILLS)


def _views_of(material: Material, body: str, layer: SkinLayer, id_: str) -> tuple[ViewId, ...]:
    whole = material.skin(body, layer, id_).usual_cm2
    seen: list[tuple[float, ViewId]] = []
    for view in VIEW_IDS:
        key: SkinKey = material.skin(body, layer, id_, view)
        if key.usual_cm2 >= SEEN_FROM * whole:
            seen.append((-key.usual_cm2, view))
    large = [one for one in seen if material.skin(body, layer, id_, one[1]).share_of_skin >= LARGE]
    return tuple(view for _, view in sorted(large or seen))


def _side(text: str) -> Side:
    return next(side for side in SIDES if side == text)


def _tone(text: str) -> ToneId:
    return next(tone for tone in TONES if tone == text)
