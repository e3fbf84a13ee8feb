"""Reads how things look (``assets/style``) and says everything that is wrong with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from footmap.core.atlas import Zone
from footmap.core.depth import DEPTHS
from footmap.core.drawing import QUALITIES, Quality
from footmap.core.style import DepthStyle, Dots, QualityStyle, StrokeFamily, Style, TerritoryStyle
from footmap.errors import AssetError, Problem

from . import resources, yaml_strict

Colour = Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Positive = Annotated[float, Field(gt=0.0)]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Strokes(_Model):
    angle_deg: float
    spacing_mm: Positive
    width_mm: Positive


class _Dots(_Model):
    spacing_mm: Positive
    radius_mm: Positive


class _Quality(_Model):
    colour: Colour
    line: Colour
    fill: Share
    pattern: Share
    strokes: list[_Strokes] = []
    dots: _Dots | None = None


class _Depth(_Model):
    fill: Positive
    pattern: Positive
    width: Positive


class _Territory(_Model):
    colour: Colour
    short: Annotated[str, Field(min_length=1, max_length=5)]


class _Qualities(_Model):
    version: Literal[1]
    qualities: dict[Quality, _Quality]
    depths: Annotated[list[_Depth], Field(min_length=DEPTHS, max_length=DEPTHS)]


class _Territories(_Model):
    version: Literal[1]
    zones: dict[Zone, Share]
    nerves: dict[str, _Territory]
    levels: dict[str, _Territory]


_M = TypeVar("_M", bound=_Model)


class _Read(Generic[_M]):
    """One file against its model; a mistake becomes a problem with file and line."""

    def __init__(self, path: Path, model: type[_M], problems: list[Problem]) -> None:
        self.value: _M | None = None
        try:
            document = yaml_strict.load(path)
        except AssetError as error:
            problems += error.problems
            return
        try:
            self.value = model.model_validate(document.value)
        except ValidationError as error:
            problems += [Problem(document.where(e["loc"]), f"{e['msg']}.") for e in error.errors()]


def read_style(folder: Path) -> Style:
    """Read the two style files of a folder.

    Raises
    ------
    AssetError
        With every problem found in either file.
    """
    problems: list[Problem] = []
    qualities = _Read(folder / "qualities.yaml", _Qualities, problems).value
    territories = _Read(folder / "territories.yaml", _Territories, problems).value
    if qualities is not None:
        problems += [
            Problem("qualities.yaml", f"The quality {name} has no style.")
            for name in QUALITIES
            if name not in qualities.qualities
        ]
        problems += [
            Problem("qualities.yaml", f"The quality {name} needs a pattern: strokes or dots.")
            for name, quality in qualities.qualities.items()
            if not quality.strokes and quality.dots is None
        ]
    if problems or qualities is None or territories is None:
        raise AssetError(tuple(problems))
    return Style(
        qualities={name: _quality(quality) for name, quality in qualities.qualities.items()},
        zones=territories.zones,
        nerves={name: TerritoryStyle(t.colour, t.short) for name, t in territories.nerves.items()},
        levels={name: TerritoryStyle(t.colour, t.short) for name, t in territories.levels.items()},
        depths=tuple(DepthStyle(d.fill, d.pattern, d.width) for d in qualities.depths),
    )


def _quality(model: _Quality) -> QualityStyle:
    return QualityStyle(
        model.colour,
        model.line,
        model.fill,
        model.pattern,
        tuple(StrokeFamily(s.angle_deg, s.spacing_mm, s.width_mm) for s in model.strokes),
        None if model.dots is None else Dots(model.dots.spacing_mm, model.dots.radius_mm),
    )


@cache
def load_style() -> Style:
    """The style that footmap ships with."""
    return read_style(resources.root() / "style")
