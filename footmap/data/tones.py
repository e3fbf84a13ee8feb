"""Reads the skin tones (``assets/atlas/tones.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from footmap.core.tones import Rgb, Tone, Tones
from footmap.errors import AssetError, Problem

from . import resources
from .models import Colour, Record, read_yaml


class _ToneRecord(Record):
    ink: Colour
    deep: Colour
    shade: Colour
    skin: Colour
    lit: Colour
    redness: Annotated[float, Field(ge=0.0, le=1.0)] = 1.0

    def tone(self) -> Tone:
        ink, deep, shade, skin, lit = (_rgb(c) for c in (self.ink, self.deep, self.shade, self.skin, self.lit))
        return Tone(ink, deep, shade, skin, lit, self.redness)


class _TonesFile(Record):
    version: Literal[1]
    drawn: str
    tones: dict[str, _ToneRecord]
    soles: dict[str, _ToneRecord] = Field(default_factory=dict)


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def read_tones(path: Path) -> Tones:
    """Read one file of tones.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    file, document = read_yaml(path, _TonesFile)
    tones = {name: tone.tone() for name, tone in file.tones.items()}
    soles = {name: tone.tone() for name, tone in file.soles.items()}
    problems = [
        Problem(document.where((group, name)), "The colours of a tone must grow lighter from ink to lit skin.")
        for group, named in (("tones", tones), ("soles", soles))
        for name, tone in named.items()
        if (tone.ramp()[1:] <= tone.ramp()[:-1]).any()
    ]
    problems += [
        Problem(document.where(("soles", name)), f"There is no tone {name!r}.") for name in soles if name not in tones
    ]
    if file.drawn not in tones:
        problems.append(Problem(document.where(("drawn",)), f"There is no tone {file.drawn!r}."))
    if problems:
        raise AssetError(tuple(problems))
    return Tones(file.drawn, tones, soles)


def load_tones() -> Tones:
    """The tones that footmap ships with."""
    return read_tones(resources.root() / "atlas" / "tones.yaml")
