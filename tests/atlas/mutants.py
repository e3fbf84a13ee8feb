"""Seeded mistakes in the authored territories: a border moved by 15 mm, or two labels changed over."""

from __future__ import annotations

import random

import numpy as np

from footmap.data.territories.authored import Authored
from footmap.data.territories.check import Probes, file_probe_problems
from footmap.data.territories.file import TerritoryFile
from footmap.data.territories.model import TerritoryModel

MOVE_MM = 15.0


def mutant(file: TerritoryFile, rng: random.Random) -> tuple[str, TerritoryFile]:
    """Words for one mistake, and the file with it."""
    names = [n for n in file.model.areas if file.model.areas[n].zone is None]
    if rng.random() < 0.5:
        one, two = rng.sample(names, 2)
        areas = dict(file.model.areas)
        areas[one], areas[two] = (
            areas[one].model_copy(update={"at": areas[two].at}),
            areas[two].model_copy(update={"at": areas[one].at}),
        )
        return f"{one} and {two} changed over", _with(file, file.model.model_copy(update={"areas": areas}))
    name = rng.choice(list(file.model.borders))
    border = file.model.borders[name]
    line = file.line(name)
    k = np.array([1.0, file.chart.mm_per_degree(float(line[:, 0].mean()))])
    along = (line[-1] - line[0]) * k
    if border.closed or np.linalg.norm(along) < 5:
        along = np.array([0.0, 1.0])
    along = along / np.linalg.norm(along)
    shift = np.array([-along[1], along[0]]) * MOVE_MM * rng.choice([-1, 1]) / k
    points = []
    for text in border.pts:
        s, a = file.chart.point(text)
        points.append(file.chart.describe(min(s + shift[0], 605.0), a + shift[1]))
    borders = {**file.model.borders, name: border.model_copy(update={"pts": points})}
    words = f"{name} moved by s {shift[0]:.1f}, a {shift[1]:.1f}"
    return words, _with(file, file.model.model_copy(update={"borders": borders}))


def _with(file: TerritoryFile, model: TerritoryModel) -> TerritoryFile:
    return TerritoryFile(model, file.chart, file.document)


def noticed(file: TerritoryFile, probes: Probes) -> bool:
    """Whether the checks on skin coordinates see that something is wrong."""
    return bool(file.problems) or next(iter(file_probe_problems(file, probes)), None) is not None


def survivors(authored: Authored, probes: Probes, count: int, seed: int) -> list[str]:
    """Mistakes out of `count` that nothing notices."""
    rng = random.Random(seed)
    files = [f for f in authored.files if f.names]
    out = []
    for _ in range(count):
        words, file = mutant(rng.choice(files), rng)
        if not noticed(file, probes):
            out.append(f"{file.model.title}: {words}")
    return out
