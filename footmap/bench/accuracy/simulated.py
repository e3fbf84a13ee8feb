"""Made-up patients with every method: on paint alone, and with three findings of the examination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import Redraws
from footmap.core.views import FloatArray

from .baselines import BASELINES
from .methods import OURS, WITH_CLUES, Tally, place_of, rankers
from .patients import Patient, Patients, examined_as_asked, examined_at_random, redraw_scale
from .words import WordCount

COMMON: Final = "as common"
AT_RANDOM: Final = "footmap + findings at random"
SAME_PLACE: Final = "condition, causes of one place as one"
_EDGES: Final = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)


def simulated(localiser: Localiser, count: int, seed: int = 77) -> dict[str, Any]:
    """Patients of every candidate equally often, `count` per depth, and twice as many as they are met in practice.

    Notes
    -----
    The findings are those for which the next question asks, beside what the patient tells; every method gets the same.
    """
    rng = np.random.default_rng(seed)
    redraws = Redraws(localiser.cells)
    scale = redraw_scale(localiser, redraws, rng)
    maker = Patients(localiser, redraws, scale)
    table: dict[str, dict[str, Tally]] = {}
    for depth in DEPTHS:
        equal = _ranked(localiser, maker.equally_often(depth, count, rng), (depth,), rng)
        for name, places in equal.places.items():
            table.setdefault(name, {})[f"{depth}, equally often"] = Tally.of(places[depth])
    met = _ranked(localiser, maker.as_common(2 * count, rng), DEPTHS, rng)
    for name, by_depth in met.places.items():
        table[name] |= {f"{depth}, {COMMON}": Tally.of(found) for depth, found in by_depth.items()}
    table[OURS + WITH_CLUES][SAME_PLACE] = Tally.of(met.same_place)
    return {
        "redraw_scale": scale,
        "table": table,
        "calibration": calibration(np.array(met.share), np.array(met.right)),
        "confused": met.most_confused(),
        "words": met.words.table(),
    }


class _Found:
    """Places of every method, and what the calibration and the list of confusions need."""

    def __init__(self) -> None:
        self.places: dict[str, dict[Depth, list[int]]] = {}
        self.same_place: list[int] = []
        self.share: list[float] = []
        self.right: list[bool] = []
        self.words = WordCount()
        self._confused: dict[tuple[str, str], int] = {}

    def count(self, method: str, depth: Depth, place: int) -> None:
        self.places.setdefault(method, {}).setdefault(depth, []).append(place)

    def judge(self, localiser: Localiser, patient: Patient, answers: Mapping[str, str]) -> None:
        """Conditions of one patient, paint and findings, and the words of all that lead."""
        self.words.count(localiser, patient.painted, answers, patient.truth)
        conditions = localiser.rank_cells(patient.painted, answers).conditions
        wanted = patient.truth["condition"]
        site = localiser.hypotheses.items[patient.hypothesis].site
        ranked = [c.id for c in conditions]
        self.same_place.append(place_of(ranked, {*wanted, *site.conditions}))
        self.share.append(1.0 / sum(np.exp(c.support) for c in conditions))
        self.right.append(ranked[0] in wanted)
        if not self.right[-1]:
            pair = (min(wanted), ranked[0])
            self._confused[pair] = self._confused.get(pair, 0) + 1

    def most_confused(self, most: int = 12) -> list[tuple[str, str, int]]:
        """True condition, the one that led, and how often, most often first."""
        found = [(true, led, n) for (true, led), n in self._confused.items()]
        return sorted(found, key=lambda item: (-item[2], item))[:most]


def _ranked(
    localiser: Localiser, patients: Iterable[Patient], depths: tuple[Depth, ...], rng: np.random.Generator
) -> _Found:
    methods = {n: r for n, r in rankers(localiser).items() if n.removesuffix(WITH_CLUES) in (OURS, *BASELINES)}
    out = _Found()
    for patient in patients:
        told = {depth: wanted for depth, wanted in patient.truth.items() if depth in depths}
        asked = examined_as_asked(localiser, patient, rng)
        for name, rank in methods.items():
            lists = rank(patient.painted, asked)
            for depth, wanted in told.items():
                out.count(name, depth, place_of(lists[depth], wanted))
        lists = methods[OURS + WITH_CLUES](patient.painted, examined_at_random(localiser, patient, rng))
        for depth, wanted in told.items():
            out.count(AT_RANDOM, depth, place_of(lists[depth], wanted))
        if "condition" in told:
            out.judge(localiser, patient, asked)
    return out


def calibration(share: FloatArray, right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """How often the leader is right, by its share of all support; never shown as a probability."""
    out = []
    for low, high in pairwise(_EDGES):
        here = (share >= low) & (share < high)
        if here.any():
            out.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "count": int(here.sum()),
                    "share": float(share[here].mean()),
                    "right": float(right[here].mean()),
                }
            )
    return out
