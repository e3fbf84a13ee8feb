"""What the overlay shows, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from footmap.core.atlas import Layer, MapId
from footmap.core.views import SIDES, Side, ViewId
from footmap.core.way import Way

from .courses import Mark


@dataclass(frozen=True)
class Subject:
    """A nerve or level to be lit, on the limbs in `sides`."""

    layer: Layer
    id: str
    sides: tuple[Side, ...] = SIDES


@dataclass(frozen=True)
class Pointed:
    """A symbol whose name is to be shown."""

    mark: Mark
    name: str
    view: ViewId
    side: Side


@dataclass(frozen=True)
class Shown:
    """What is lit beside the switches.

    Attributes
    ----------
    lit, other : Subject or None
        The candidate that is pointed at, and a second to compare it with.
    way : Way or None
        Drawn from the trunk to the skin, on the limbs in `sides`.
    lesion : str or None
        Site of which the effects on the skin are shown, on the limbs in `sides`.
    """

    lit: Subject | None = None
    other: Subject | None = None
    way: Way | None = None
    lesion: str | None = None
    sides: tuple[Side, ...] = SIDES


NOTHING: Final = Shown()
MIDDLE: Final = 0.5
"""Of the slider between nerves and dermatomes."""


@dataclass(frozen=True)
class Choice:
    """What the overlay shows.

    Attributes
    ----------
    nerves : bool
        All nerve territories.
    dermatomes : MapId or None
        All levels of one map.
    blend : float
        Where both are chosen: 0 shows the nerves alone, 1 the dermatomes; between, one is filled, the other outlined.
    disagreement : bool
        Where the maps name different levels.
    courses, landmarks : bool
        The paths of all nerves with the sites where they may be caught; named points of the skin.
    shown : Shown
        What is lit.
    revealed : int or None
        So many names of territories are written, in the order of reading; None for all.
    pointed : Pointed or None
        The symbol under the pointer.
    """

    nerves: bool = False
    dermatomes: MapId | None = None
    blend: float = MIDDLE
    disagreement: bool = False
    courses: bool = False
    landmarks: bool = False
    shown: Shown = NOTHING
    revealed: int | None = None
    pointed: Pointed | None = None

    @property
    def lit(self) -> Subject | None:
        """The candidate that is pointed at."""
        return self.shown.lit

    @property
    def washes(self) -> Choice:
        """What of it is drawn into the washes."""
        blend = self.blend if self.nerves and self.dermatomes is not None else MIDDLE
        return Choice(self.nerves, self.dermatomes, blend, self.disagreement, self.courses)

    @property
    def empty(self) -> bool:
        """True where nothing is to be drawn."""
        return self == Choice(blend=self.blend, revealed=self.revealed)

    @property
    def filled(self) -> Layer | None:
        """The layer that is filled: of two, nerves up to the middle of the slider, levels beyond."""
        if self.nerves and self.dermatomes is not None:
            return "level" if self.blend > MIDDLE else "nerve"
        if self.nerves:
            return "nerve"
        return "level" if self.dermatomes is not None else None

    @property
    def outline(self) -> float:
        """Strength of the other layer, drawn as outlines, 0-1: full about the middle, nothing at the ends."""
        if not self.nerves or self.dermatomes is None:
            return 0.0
        return min(1.0, 2.0 - 4.0 * abs(self.blend - MIDDLE))

    def unlit(self) -> Choice:
        """The switches alone."""
        return replace(self, shown=NOTHING, pointed=None, revealed=None)
