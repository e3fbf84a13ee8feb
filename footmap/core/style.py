"""How things look, as values: colours, patterns and opacities shared by window and pictures. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
class DepthStyle:
    """How a step of intensity differs from the plain look of a quality.

    Attributes
    ----------
    fill, pattern, width : float
        Factors of the opacities of fill and pattern, and of the width of lines and dots.
    """

    fill: float
    pattern: float
    width: float


@dataclass(frozen=True)
class TerritoryStyle:
    """Colour (``#RRGGBB``) of a territory and the sign that names it where its name does not fit.

    Attributes
    ----------
    signs : mapping of language to str
        Other signs than `short`, in languages that have their own.
    """

    colour: str
    short: str
    signs: Mapping[str, str] = field(default_factory=dict)

    def sign(self, language: str) -> str:
        """The sign in a language."""
        return self.signs.get(language, self.short)


@dataclass(frozen=True)
class Family:
    """Nerves that share a hue: ids, and what they are called, by language."""

    names: Mapping[str, str]
    nerves: tuple[str, ...]


@dataclass(frozen=True)
class Style:
    """The look of everything that is drawn on a view.

    Attributes
    ----------
    depths : tuple of DepthStyle
        One for each step of intensity, the faintest first.
    families : tuple of Family
        Nerves by hue, in the order of the legend.
    """

    qualities: Mapping[str, QualityStyle]
    zones: Mapping[Zone, float]
    nerves: Mapping[str, TerritoryStyle]
    levels: Mapping[str, TerritoryStyle]
    depths: tuple[DepthStyle, ...]
    families: tuple[Family, ...] = ()

    def quality(self, name: str, step: int) -> QualityStyle:
        """A quality as it looks at a step of intensity."""
        q, d = self.qualities[name], self.depths[step]
        return replace(
            q,
            fill=min(q.fill * d.fill, 1.0),
            pattern=min(q.pattern * d.pattern, 1.0),
            strokes=tuple(replace(s, width_mm=s.width_mm * d.width) for s in q.strokes),
            dots=None if q.dots is None else replace(q.dots, radius_mm=q.dots.radius_mm * d.width),
        )
