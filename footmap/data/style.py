"""Reads how things look (``assets/style``) and says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar, get_args

from pydantic import Field

from footmap.core.atlas import Zone
from footmap.core.depth import DEPTHS
from footmap.core.drawing import QUALITIES, Quality
from footmap.core.style import DepthStyle, Dots, Family, QualityStyle, StrokeFamily, Style, TerritoryStyle
from footmap.errors import AssetError, Problem

from . import resources
from .models import Colour, Record, RecordT, Share, read_yaml
from .once import read_once
from .yaml_strict import Document

Positive = Annotated[float, Field(gt=0.0)]
NonEmpty = Annotated[str, Field(min_length=1)]
Sign = Annotated[str, Field(min_length=1, max_length=5)]
Part = Literal["gained", "lost", "kept"]
"""Of two drawings: painted only in the later one, only in the earlier one, in both."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)
Effect = Literal["numb", "felt"]
"""What a lesion would do to skin: numb it, or let pain be felt there."""
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
NamedPart = TypeVar("NamedPart", bound=str)


class _Strokes(Record):
    angle_deg: float
    spacing_mm: Positive
    width_mm: Positive


class _Dots(Record):
    spacing_mm: Positive
    radius_mm: Positive


class _Quality(Record):
    colour: Colour
    line: Colour
    fill: Share
    pattern: Share
    strokes: tuple[_Strokes, ...] = ()
    dots: _Dots | None = None


class _Depth(Record):
    fill: Positive
    pattern: Positive
    width: Positive


class _Territory(Record):
    colour: Colour
    short: Sign
    de: Sign | None = None


class _Name(Record):
    en: NonEmpty
    de: NonEmpty


class _Family(Record):
    name: _Name
    nerves: Annotated[tuple[str, ...], Field(min_length=1)]


class _Qualities(Record):
    version: Literal[1]
    qualities: dict[Quality, _Quality]
    depths: Annotated[tuple[_Depth, ...], Field(min_length=DEPTHS, max_length=DEPTHS)]


class _Territories(Record):
    version: Literal[1]
    zones: dict[Zone, Share]
    families: tuple[_Family, ...] = ()
    nerves: dict[str, _Territory]
    levels: dict[str, _Territory]


class _Comparison(Record):
    version: Literal[1]
    comparison: dict[Part, _Quality]


class _Prediction(Record):
    version: Literal[1]
    prediction: dict[Effect, _Quality]


def _read(path: Path, model: type[RecordT], problems: list[Problem]) -> tuple[RecordT, Document] | None:
    """One file against its model; None and its problems added if it is wrong."""
    try:
        return read_yaml(path, model)
    except AssetError as error:
        problems += error.problems
    return None


def read_style(folder: Path) -> Style:
    """Read the two style files of a folder.

    Raises
    ------
    AssetError
        With every problem found in either file.
    """
    problems: list[Problem] = []
    read = _read(folder / "qualities.yaml", _Qualities, problems)
    territories = _read(folder / "territories.yaml", _Territories, problems)
    if read is not None:
        qualities, document = read
        problems += [
            Problem(document.where(("qualities",)), f"The quality {name} has no style.")
            for name in QUALITIES
            if name not in qualities.qualities
        ]
        problems += [
            Problem(document.where(("qualities", name)), f"The quality {name} needs a pattern: strokes or dots.")
            for name, quality in qualities.qualities.items()
            if not quality.strokes and quality.dots is None
        ]
    if territories is not None:
        problems += [
            Problem(territories[1].where(("families", i)), f"{nerve} has no colour among the nerves.")
            for i, family in enumerate(territories[0].families)
            for nerve in family.nerves
            if nerve not in territories[0].nerves
        ]
    if problems or read is None or territories is None:
        raise AssetError(tuple(problems))
    drawn, _ = territories
    return Style(
        qualities={name: _quality(quality) for name, quality in qualities.qualities.items()},
        zones=drawn.zones,
        nerves={name: _territory(t) for name, t in drawn.nerves.items()},
        levels={name: _territory(t) for name, t in drawn.levels.items()},
        depths=tuple(DepthStyle(d.fill, d.pattern, d.width) for d in qualities.depths),
        families=tuple(Family(f.name.model_dump(), f.nerves) for f in drawn.families),
    )


def _territory(model: _Territory) -> TerritoryStyle:
    return TerritoryStyle(model.colour, model.short, {} if model.de is None else {"de": model.de})


def _quality(model: _Quality) -> QualityStyle:
    return QualityStyle(
        model.colour,
        model.line,
        model.fill,
        model.pattern,
        tuple(StrokeFamily(s.angle_deg, s.spacing_mm, s.width_mm) for s in model.strokes),
        None if model.dots is None else Dots(model.dots.spacing_mm, model.dots.radius_mm),
    )


def read_comparison_style(path: Path) -> Mapping[Part, QualityStyle]:
    """Read how the parts of a comparison look.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, _Comparison)
    return _every(PARTS, record.comparison, document, "comparison")


def read_prediction_style(path: Path) -> Mapping[Effect, QualityStyle]:
    """Read how what a lesion would do looks.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, _Prediction)
    return _every(EFFECTS, record.prediction, document, "prediction")


def _every(
    names: Sequence[NamedPart], styles: Mapping[NamedPart, _Quality], document: Document, key: str
) -> Mapping[NamedPart, QualityStyle]:
    """The style of each name; an error for those that have none."""
    missing = [name for name in names if name not in styles]
    if missing:
        raise AssetError(tuple(Problem(document.where((key,)), f"{name} has no style.") for name in missing))
    return {name: _quality(styles[name]) for name in names}


@read_once
def load_comparison_style() -> Mapping[Part, QualityStyle]:
    """How gained, lost and kept skin looks."""
    return read_comparison_style(resources.root() / "style" / "comparison.yaml")


@read_once
def load_prediction_style() -> Mapping[Effect, QualityStyle]:
    """How what a lesion would do looks."""
    return read_prediction_style(resources.root() / "style" / "prediction.yaml")


@read_once
def load_style() -> Style:
    """The style that footmap ships with."""
    return read_style(resources.root() / "style")
