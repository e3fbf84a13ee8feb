"""The sample cases that come with footmap."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from footmap.errors import AssetError, Problem

from . import resources
from .models import Record, read_yaml
from .once import read_once

Words = Annotated[str, StringConstraints(min_length=1)]


class _SampleRecord(Record):
    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.footmap$")]
    title: Words
    condition: Words
    nerve: Words
    level: Words


class _SamplesFile(Record):
    format: Literal["footmap-samples"]
    version: Literal[1]
    samples: tuple[_SampleRecord, ...]


@dataclass(frozen=True)
class Sample:
    """One sample case.

    Attributes
    ----------
    path : Path
        The case file.
    title : str
        What was painted, in words.
    condition : str
        What it stands for.
    nerve : str
        The smallest nerve whose skin holds at least four fifths of the paint.
    level : str
        The level whose skin holds most of it.
    """

    path: Path
    title: str
    condition: str
    nerve: str
    level: str


@read_once
def load_samples() -> tuple[Sample, ...]:
    """All sample cases, in the order in which to offer them.

    Raises
    ------
    AssetError
        If the index is wrong, or names a file that is not there.
    """
    folder = resources.samples_folder()
    index, document = read_yaml(folder / "index.yaml", _SamplesFile, "samples/index.yaml")
    missing = [
        Problem(document.where(("samples", i, "file")), f"There is no file {sample.file}.")
        for i, sample in enumerate(index.samples)
        if not (folder / sample.file).is_file()
    ]
    if missing:
        raise AssetError(tuple(missing))
    return tuple(Sample(folder / s.file, s.title, s.condition, s.nerve, s.level) for s in index.samples)
