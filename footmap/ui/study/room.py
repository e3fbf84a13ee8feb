"""What every part of study mode works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from footmap.core.ids import SIDES, Side, ViewId
from footmap.ui.picture.skin_layer import Patch

if TYPE_CHECKING:
    from pathlib import Path

    from shapely import MultiPolygon

    from footmap.core.atlas import Atlas
    from footmap.core.style import QualityStyle
    from footmap.study.desk import StudyDesk
    from footmap.study.exercise import Exercise, Thing
    from footmap.study.material import Material
    from footmap.study.wording import StudyWords
    from footmap.ui.runtime.background import Background

    from .board import Board

T = TypeVar("T")
KINDS: Final = ("nerve", "level", "muscle", "reflex", "site", "condition", "region")
"""Structures in the order in which they are found."""


@dataclass
class Room:
    """The board, what is known, and who studies.

    Attributes
    ----------
    desk : StudyDesk or None
        None until somebody has said who studies.
    clock : callable
        Seconds that only go forward, for the time of an answer.
    tell, say : callable
        Shows a sentence about what went wrong, or about what was done; an empty one takes it away.
    """

    board: Board
    material: Material
    words: StudyWords
    background: Background
    tell: Callable[[str], None]
    say: Callable[[str], None]
    clock: Callable[[], float]
    desk: StudyDesk | None = None

    def run(self, compute: Callable[[], T], then: Callable[[T], None]) -> None:
        """Compute off the window's thread."""
        self.background.run(compute, then, self.tell)


@dataclass(frozen=True)
class Prepared:
    """An exercise with what it lights."""

    exercise: Exercise
    lit: tuple[tuple[ViewId, MultiPolygon], ...]


def read_material(atlas: Atlas) -> Material:
    """Knowledge and skin; the atlas of the window is shared. In a thread."""
    from footmap.study.desk import StudyDesk  # noqa: F401  # imported here, off the window's thread
    from footmap.study.wording import load_material

    material = load_material()
    material.keep(("atlas", atlas.body), lambda: atlas)
    return material


def prepare(desk: StudyDesk, more: bool, fact: str = "") -> Prepared | None:
    """The next exercise, or one about a fact; None where nothing is due. In a thread."""
    exercise = desk.exercise(fact) if fact else desk.next_exercise(more=more)
    return None if exercise is None else with_light(exercise, desk.material)


def with_light(exercise: Exercise, material: Material) -> Prepared:
    """An exercise with the shapes that it lights."""
    from footmap.study.lit import lit_shapes

    lit = [(v, s) for target in exercise.lit for v, s in lit_shapes(exercise, target, material).items()]
    material.atlas(exercise.body)
    return Prepared(exercise, tuple(lit))


def look_up(text: str, material: Material, kinds: Sequence[str] = KINDS) -> list[Thing]:
    """Structures that a text names, nerves first: who looks up a nerve seldom means what was named after it."""
    from footmap.study.lookup import find

    if not text.strip():
        return []
    return sorted((t for t in find(text, material) if t.kind in kinds), key=lambda thing: kinds.index(thing.kind))


def patches_of(
    shapes: Mapping[ViewId, MultiPolygon] | Iterable[tuple[ViewId, MultiPolygon]],
    look: QualityStyle,
    sides: Sequence[Side] = SIDES,
) -> list[Patch]:
    """Patches of some shapes in one look."""
    pairs = shapes.items() if isinstance(shapes, Mapping) else shapes
    return [Patch(side, view, shape, look) for view, shape in pairs for side in sides]


def file_of(path: Path | None) -> Path:
    """The progress file, by default that of the user."""
    from footmap.data.progress.opening import progress_path

    return progress_path() if path is None else path
