"""Reads the skin tones (``assets/atlas/tones.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from footmap.core.tones import Rgb, Tone, Tones
from footmap.errors import AssetError, Problem

from . import resources, yaml_strict

Colour = Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Tone(_Model):
    ink: Colour
    deep: Colour
    shade: Colour
    skin: Colour
    lit: Colour


class _Tones(_Model):
    version: Literal[1]
    drawn: str
    tones: dict[str, _Tone]


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def read_tones(path: Path) -> Tones:
    """Read one file of tones.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    document = yaml_strict.load(path)
    try:
        file = _Tones.model_validate(document.value)
    except ValidationError as error:
        raise AssetError(tuple(Problem(document.where(e["loc"]), f"{e['msg']}.") for e in error.errors())) from error
    tones = {
        name: Tone(_rgb(t.ink), _rgb(t.deep), _rgb(t.shade), _rgb(t.skin), _rgb(t.lit))
        for name, t in file.tones.items()
    }
    problems = [
        Problem(document.where(("tones", name)), "The colours of a tone must grow lighter from ink to lit skin.")
        for name, tone in tones.items()
        if (tone.ramp()[1:] <= tone.ramp()[:-1]).any()
    ]
    if file.drawn not in tones:
        problems.append(Problem(document.where(("drawn",)), f"There is no tone {file.drawn!r}."))
    if problems:
        raise AssetError(tuple(problems))
    return Tones(file.drawn, tones)


def load_tones() -> Tones:
    """The tones that footmap ships with."""
    return read_tones(resources.root() / "atlas" / "tones.yaml")
