"""What can be wrong with the authored territories, found on skin coordinates without building anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from footmap.core.chart import FloatArray
from footmap.core.ids import LEVELS
from footmap.data.knowledge.base import Knowledge
from footmap.data.models import Record, read_yaml
from footmap.errors import Problem

from .authored import Authored
from .consensus import members
from .file import TerritoryFile, shape_parts
from .model import OvalModel, ShapeModel

CORE_INSIDE: Final = 0.9
"""A core must lie in its nerve with at least this share; the rest is cut off."""
_MEMORY: Final = frozenset({"mem_high", "mem_med", "mem_low", "draw"})


class ProbesModel(Record):
    """Points with the area that must own them, for each file that divides the skin, and levels for free maps."""

    title: str
    probes: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Probes:
    """Probe points of every file: point -> owner."""

    points: Mapping[str, Mapping[str, str]]
    where: Mapping[tuple[str, str], str]


def read_probes(folder: Path) -> Probes:
    """The probe points of ``probes.yaml``.

    Raises
    ------
    AssetError
        With every problem of form.
    """
    model, document = read_yaml(folder / "probes.yaml", ProbesModel)
    where = {(f, p): document.where(("probes", f, p)) for f, points in model.probes.items() for p in points}
    return Probes(model.probes, where)


def authored_problems(
    authored: Authored, knowledge: Knowledge | None = None, probes: Probes | None = None
) -> list[Problem]:
    """Every problem of the authored territories.

    Parameters
    ----------
    knowledge : Knowledge, optional
        To check ids and sources.
    probes : Probes, optional
        Points whose owner is known.
    """
    out = [problem for file in authored.files for problem in file.problems]
    out += _reference_problems(authored)
    if knowledge is not None:
        out += _id_problems(authored, knowledge)
        out += _source_problems(authored, knowledge)
    if out:
        return out  # what follows needs files that can be drawn
    for file in authored.files:
        out += _orphans(file)
    out += _core_problems(authored)
    out += _autonomous_problems(authored)
    out += key_point_problems(authored)
    if probes is not None:
        out += probe_problems(authored, probes)
    return out


def _point(file: TerritoryFile, text: str) -> tuple[FloatArray, FloatArray]:
    s, a = file.chart.point(text)
    return np.array([s]), np.array([a])


def _reference_problems(authored: Authored) -> Iterator[Problem]:
    """Names that refer to nothing in the file."""
    nerves = authored.nerves
    model, areas = nerves.model, set(nerves.names)
    holders = areas | set(model.trunks)
    for trunk, parts in model.trunks.items():
        for part in parts:
            if part not in holders:
                yield Problem(
                    nerves.where("trunks", trunk), f"{trunk} lists {part}, which is neither an area nor a trunk."
                )
    for name in model.cores:
        if name not in holders:
            yield Problem(nerves.where("cores", name), f"The core {name} belongs to neither an area nor a trunk.")
    for name, item in model.digital.items():
        for parent in item.parents:
            if parent not in areas:
                yield Problem(nerves.where("digital", name), f"The parent {parent} of {name} is not an area.")
    for name, variant in model.variants.items():
        if variant.nerve not in holders | set(model.no_skin):
            yield Problem(
                nerves.where("variants", name), f"The variant {name} belongs to {variant.nerve}, which is not an area."
            )
    for name in model.autonomous_points:
        if name not in areas:
            yield Problem(nerves.where("autonomous_points", name), f"{name} is not an area.")
    for level, weights in authored.rule.region_weights.items():
        for region in weights:
            if region not in authored.regions.names:
                where = authored.rule_document.where(("region_weights", level, region))
                yield Problem(where, f"{level} weighs {region}, which is not a region.")


def _id_problems(authored: Authored, knowledge: Knowledge) -> Iterator[Problem]:
    model, where = authored.nerves.model, authored.nerves.where
    known = knowledge.known_ids["nerve"]
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("areas", model.areas),
        ("trunks", model.trunks),
        ("no_skin", model.no_skin),
    )
    for group, names in groups:
        for name in names:
            if name not in known:
                yield Problem(where(group, name), f"The nerve {name} is not in the knowledge base.")
    for name, item in model.digital.items():
        if item.nerve not in known:
            yield Problem(where("digital", name), f"The nerve {item.nerve} is not in the knowledge base.")
    drawn = {*model.areas, *model.trunks, *model.no_skin, *(d.nerve for d in model.digital.values())}
    for name in sorted(known - drawn):
        yield Problem(
            where("areas"), f"The nerve {name} of the knowledge base has no area, trunk or reason to have none."
        )
    for file in authored.maps.values():
        for group, levels in (("areas", file.model.areas), ("shapes", file.model.shapes)):
            for level in levels:
                outside = group == "areas" and file.model.areas[level].zone == "outside"
                if level not in knowledge.known_ids["level"] and not outside:
                    yield Problem(file.where(group, level), f"The level {level} is not in the knowledge base.")


def _source_problems(authored: Authored, knowledge: Knowledge) -> Iterator[Problem]:
    for file in authored.files:
        groups = ("borders", "shapes", "cores", "digital", "variants", "no_skin")
        cited = [("src_default", "", file.model.src_default)]
        for group in groups:
            cited += [(group, name, item.src) for name, item in getattr(file.model, group).items()]
        for group, name, codes in cited:
            for code in codes:
                if code not in knowledge.sources and code not in _MEMORY:
                    path = (group, name) if name else (group,)
                    yield Problem(
                        file.where(*path), f"{name or group}: the source {code} is not in the knowledge base."
                    )


def side_points(file: TerritoryFile, border: str, mm: float, spacing_mm: float) -> tuple[FloatArray, FloatArray]:
    """Points about `mm` away from a border on its two sides, (2, n) s and (2, n) a.

    They stand at every `spacing_mm` of the border and at least at three places; true lengths are estimated.
    """
    line = file.line(border)
    scale = np.array([[1.0, file.chart.mm_per_degree(float(s))] for s in line[:, 0]])
    flat = np.diff(line, axis=0) * (scale[1:] + scale[:-1]) / 2
    length = np.r_[0, np.cumsum(np.linalg.norm(flat, axis=1))]
    n = max(3, int(length[-1] / spacing_mm))
    u = (np.arange(n) + 0.5) / n * length[-1]
    k = np.clip(np.searchsorted(length, u) - 1, 0, len(flat) - 1)
    along = flat[k] / np.maximum(np.linalg.norm(flat[k], axis=1), 1e-9)[:, None]
    across = np.c_[-along[:, 1], along[:, 0]] * mm / scale[k]
    s, a = np.interp(u, length, line[:, 0]), np.interp(u, length, line[:, 1])
    both = np.array([1.0, -1.0])[:, None]
    return s + both * across[:, 0], (a + both * across[:, 1]) % 360


def _orphans(file: TerritoryFile) -> Iterator[Problem]:
    """Borders that separate nothing."""
    if not file.model.borders:
        return
    sides = {name: side_points(file, name, 2.0, 8.0) for name in file.model.borders}
    s, a = (np.concatenate([pair[i].ravel() for pair in sides.values()]) for i in (0, 1))
    owner = file.label(s, a)
    start = 0
    for name, pair in sides.items():
        own = owner[start : start + pair[0].size].reshape(pair[0].shape)
        start += pair[0].size
        if (own[0] == own[1]).all():
            yield Problem(file.where("borders", name), f"{name} separates nothing: the same area lies on both sides.")


def _samples(file: TerritoryFile, shape: ShapeModel) -> tuple[FloatArray, FloatArray]:
    """A grid of points inside a shape."""
    s_all, a_all = [], []
    for part in shape_parts(shape):
        if isinstance(part, OvalModel):
            s0, a0 = file.chart.point(str(part.oval[0]))
            low = np.array([s0 - float(part.oval[1]), a0 - float(part.oval[2])])
            high = np.array([s0 + float(part.oval[1]), a0 + float(part.oval[2])])
        else:
            ring = file.chart.curve(part.pts, closed=True, straight=part.straight)
            low, high = ring.min(0), ring.max(0)
        s, a = (g.ravel() for g in np.meshgrid(np.linspace(low[0], high[0], 25), np.linspace(low[1], high[1], 25)))
        s_all.append(s)
        a_all.append(a % 360)
    s, a = np.concatenate(s_all), np.concatenate(a_all)
    inside = file.inside(shape, s, a)
    return s[inside], a[inside]


def _core_problems(authored: Authored) -> Iterator[Problem]:
    nerves = authored.nerves
    for name, item in nerves.model.cores.items():
        s, a = _samples(nerves, item.shape)
        own = [name] if name in nerves.names else list(authored.terminal(name))
        inside = np.isin(nerves.label(s, a), [nerves.names.index(n) for n in own])
        share = float(inside.mean()) if len(inside) else 0.0
        if share < CORE_INSIDE:
            yield Problem(nerves.where("cores", name), f"Only {share:.0%} of the core of {name} lies in its territory.")


def _autonomous_problems(authored: Authored) -> Iterator[Problem]:
    nerves = authored.nerves
    cores = {n: c for n, c in nerves.model.cores.items() if n in nerves.names}
    for name, point in nerves.model.autonomous_points.items():
        s, a = _point(nerves, point.at)
        where = nerves.where("autonomous_points", name)
        owner = nerves.names[int(nerves.label(s, a)[0])]
        if owner != name:
            yield Problem(where, f"The autonomous point {point.at} of {name} lies in {owner}.")
        found = [n for n, core in cores.items() if nerves.inside(core.shape, s, a)[0] and owner == n]
        if found != [name]:
            yield Problem(
                where, f"The autonomous point {point.at} of {name} lies in the cores of {found or 'no nerve'}."
            )


def key_point_problems(authored: Authored) -> Iterator[Problem]:
    """Key sensory points outside their level, in the maps that draw it and in the consensus core."""
    for level, point in authored.rule.key_points.items():
        s, a = _point(authored.regions, point.at)
        where = authored.rule_document.where(("key_points", level))
        for map_id, file in authored.maps.items():
            if level in authored.rule.undrawn.get(map_id, []):
                continue
            found = [LEVELS[j] for j in np.flatnonzero(members(file, s, a)[0])]
            if found != [level]:
                yield Problem(where, f"The key point {point.at} of {level} lies in {found or 'no level'} of {map_id}.")
        core = [LEVELS[j] for j in np.flatnonzero(authored.consensus.zones(s, a)[0][0])]
        if core != [level]:
            yield Problem(
                where, f"The key point {point.at} of {level} lies in the consensus core of {core or 'no level'}."
            )


def file_key(file: TerritoryFile) -> str:
    """How probes call a file: ``regions``, ``nerves`` or its map."""
    return file.model.map or file.model.layer


def owners(file: TerritoryFile, s: FloatArray, a: FloatArray) -> list[str]:
    """Who owns points in one file: an area, or for a map of free shapes its levels joined with +, or "none"."""
    if file.names:
        return [file.names[i] if i >= 0 else "none" for i in file.label(s, a)]
    hit = np.stack([file.inside(item.shape, s, a) for item in file.model.shapes.values()], axis=1)
    names = list(file.model.shapes)
    return ["+".join(names[j] for j in np.flatnonzero(row)) or "none" for row in hit]


def probe_problems(authored: Authored, probes: Probes) -> Iterator[Problem]:
    """Probe points whose owner is not the expected one."""
    files = {file_key(file): file for file in authored.files}
    for key in probes.points:
        if key not in files:
            yield Problem("probes.yaml", f"There is no territory file {key}.")
            continue
        yield from file_probe_problems(files[key], probes)


def file_probe_problems(file: TerritoryFile, probes: Probes) -> Iterator[Problem]:
    """Probe points of one file whose owner is not the expected one."""
    key = file_key(file)
    points = probes.points.get(key, {})
    if not points:
        return
    at = np.array([file.chart.point(text) for text in points])
    for (text, expected), owner in zip(points.items(), owners(file, at[:, 0], at[:, 1]), strict=True):
        if owner != expected:
            where = probes.where.get((key, text), "probes.yaml")
            yield Problem(where, f"In {key} the point {text} should lie in {expected} but lies in {owner}.")
