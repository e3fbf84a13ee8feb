"""How things look, as values: colours, patterns and opacities shared by window and pictures. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .atlas import Zone


@dataclass(frozen=True)
class StrokeFamily:
    """Parallel lines of a pattern.

    Attributes
    ----------
    angle_deg : float
        Direction from the x axis, counter-clockwise.
    spacing_mm, width_mm : float
        Distance between neighbouring lines and their width, millimetres of a foot view.
    """

    angle_deg: float
    spacing_mm: float
    width_mm: float


@dataclass(frozen=True)
class Dots:
    """A staggered grid of dots; millimetres of a foot view."""

    spacing_mm: float
    radius_mm: float


@dataclass(frozen=True)
class QualityStyle:
    """Colour and pattern of one symptom quality.

    Attributes
    ----------
    colour, line : str
        ``#RRGGBB`` of the fill, and of pattern and outline.
    fill, pattern : float
        Opacities, 0-1.
    """

    colour: str
    line: str
    fill: float
    pattern: float
    strokes: tuple[StrokeFamily, ...] = ()
    dots: Dots | None = None


@dataclass(frozen=True)
class TerritoryStyle:
    """Colour (``#RRGGBB``) of a territory and the sign that names it where its name does not fit."""

    colour: str
    short: str


@dataclass(frozen=True)
class Style:
    """The look of everything that is drawn on a view."""

    qualities: Mapping[str, QualityStyle]
    zones: Mapping[Zone, float]
    nerves: Mapping[str, TerritoryStyle]
    levels: Mapping[str, TerritoryStyle]
