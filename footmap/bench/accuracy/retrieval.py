"""Painted territories: what share of them, how often the nerve or level is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from footmap.core.ids import CONSENSUS
from footmap.core.localiser.candidates import Depth
from footmap.core.localiser.cells import Cells
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import Redraws
from footmap.core.views import FloatArray
from footmap.data.knowledge.clinical import Clinical

from .methods import place_of
from .patients import Drawn, part_of, spot

TAPPED: Final = "region tapped"
HOLDS: Final = 0.9
"""Share of the paint in a branch's skin from which nothing tells the branch from its trunk."""
_SMALLEST_CM2: Final = 0.5
_PARTS: Final = 4
"""Random parts of each territory."""
_OWNS: Final = 0.25
"""Share of a region from which a nerve or level counts as one of its owners."""


def self_retrieval(localiser: Localiser, redraws: Redraws, rng: np.random.Generator) -> Iterator[Drawn]:
    """Every nerve and every level of every map: whole, halves, parts of 30 %, a spot, and moved by 5, 10 and 15 mm."""
    cells = localiser.cells
    core = {(c.layer, c.id, c.part, c.map): k for k, c in enumerate(cells.columns) if c.zone == "core"}
    for k, column in enumerate(cells.columns):
        if column.layer not in ("nerve", "level") or column.zone != "usual":
            continue
        skin = cells.share[:, k].astype(np.float64)
        if (skin * cells.area_cm2).sum() < _SMALLEST_CM2:
            continue
        depth: Depth = "nerve" if column.layer == "nerve" else "level"
        name = " ".join(x for x in (column.map, column.id, column.part) if x)
        truth: Mapping[Depth, frozenset[str]] = {depth: frozenset({column.id})}
        inner = core.get((column.layer, column.id, column.part, column.map))
        middle = skin if inner is None else cells.share[:, inner].astype(np.float64)
        tests = [("whole", skin), ("2 cm spot", spot(cells, middle if middle.any() else skin))]
        for share, words in ((0.5, "half"), (0.3, "30 %")):
            tests += [(words, part_of(cells, skin, share, rng)) for _ in range(_PARTS)]
        for mm in (5, 10, 15):
            direction = rng.normal(size=3)
            tests.append((f"moved {mm} mm", redraws.moved(skin, mm * direction / np.linalg.norm(direction))))
        for test, part in tests:
            if part.any():
                filled = float(np.minimum(part, skin) @ cells.area_cm2) / float(skin @ cells.area_cm2)
                yield Drawn(name, truth, test, {"right": {"numbness": part}}, filled)


def regions_tapped(localiser: Localiser) -> Iterator[Drawn]:
    """Every named region, filled; right are the nerves and levels that own a good part of its skin."""
    cells = localiser.cells
    for name, part in localiser.fields.region.items():
        nerves = frozenset(_owners(cells, part, "nerve"))
        levels = frozenset(_owners(cells, part, "level"))
        truth: dict[Depth, frozenset[str]] = {"nerve": nerves, "level": levels}
        known = {depth: ids for depth, ids in truth.items() if ids}
        yield Drawn(name, known, TAPPED, {"right": {"numbness": (part > 0.5).astype(np.float64)}}, 1.0)


def _owners(cells: Cells, part: FloatArray, layer: str) -> Iterator[str]:
    area = part * cells.area_cm2
    for k, column in enumerate(cells.columns):
        ours = column.layer == layer and column.zone == "usual" and column.map in (None, CONSENSUS)
        if ours and area @ cells.share[:, k] >= _OWNS * area.sum():
            yield column.id


def families(clinical: Clinical) -> dict[str, frozenset[str]]:
    """Each nerve with the trunks it comes from and its branches."""
    out = {id_: {id_, *nerve.parents} for id_, nerve in clinical.base.nerves.items()}
    for id_, nerve in clinical.base.nerves.items():
        for parent in nerve.parents:
            out[parent].add(id_)
    return {id_: frozenset(family) for id_, family in out.items()}


def retrieval(localiser: Localiser, drawn: Iterable[Drawn], family: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """First place, first place within the nerve's family, and first three, per depth and test.

    Notes
    -----
    A part of a trunk's skin that lies in the skin of one of its branches is a drawing of that branch. `first or
    branch` counts such a branch as right too; `first` counts the name alone.
    """
    places: dict[tuple[Depth, str], list[tuple[int, bool, bool]]] = {}
    misses = []
    skin = _skin_of_nerves(localiser.cells)
    for item in drawn:
        estimate = localiser.rank_cells(item.painted)
        for depth, wanted in item.truth.items():
            ranked = [c.id for c in estimate.at(depth)]
            place = place_of(ranked, wanted)
            kin = frozenset().union(*(family.get(w, frozenset({w})) for w in wanted))
            held = ranked[0] in kin and _holds(localiser.cells, skin.get(ranked[0], ()), item)
            places.setdefault((depth, item.test), []).append(
                (place, place == 1 or held, place == 1 or ranked[0] in kin)
            )
            if item.test in ("whole", TAPPED) and place > 1:
                misses.append(f"{item.name} ({depth}) -> {ranked[0]}")
    table = {
        f"{depth}, {test}": {
            "first": float(np.mean([p == 1 for p, _, _ in found])),
            "first or branch": float(np.mean([h for _, h, _ in found])),
            "family first": float(np.mean([k for _, _, k in found])),
            "three": float(np.mean([p <= 3 for p, _, _ in found])),
            "count": len(found),
        }
        for (depth, test), found in places.items()
    }
    return {"table": table, "not first when whole": misses}


def _skin_of_nerves(cells: Cells) -> dict[str, list[FloatArray]]:
    """Part of each cell (n,) in the usual skin of a nerve, one for each of its parts."""
    out: dict[str, list[FloatArray]] = {}
    for k, column in enumerate(cells.columns):
        if column.layer == "nerve" and column.zone == "usual":
            out.setdefault(column.id, []).append(cells.share[:, k].astype(np.float64))
    return out


def _holds(cells: Cells, skins: Iterable[FloatArray], item: Drawn) -> bool:
    """Whether nearly all of the paint lies in a nerve's skin, and as much of it is painted as of the one meant."""
    part = item.painted["right"]["numbness"]
    for skin in skins:
        inside = float(np.minimum(part, skin) @ cells.area_cm2)
        if inside >= HOLDS * (part @ cells.area_cm2) and inside >= item.filled * (skin @ cells.area_cm2):
            return True
    return False
