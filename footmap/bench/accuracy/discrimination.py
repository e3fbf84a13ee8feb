"""How well a candidate's support tells who has it from who has not: the area under the curve, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from footmap.core.localiser.candidates import DEPTHS, Depth, members
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.redraw import Redraws
from footmap.core.views import FloatArray

from .baselines import Baseline, Baselines
from .methods import OURS, WITH_CLUES
from .patients import Patients, examined_at_random

COMPARED: Final[tuple[Baseline, ...]] = ("dice", "overlap")
ENOUGH: Final = 3
"""Cases of a candidate from which its own curve is printed."""
_AGAIN: Final = 400
"""Resamples of a bootstrap."""
_INTERVAL: Final = (2.5, 97.5)
Scores = Mapping[Depth, Mapping[str, float]]
"""Of every candidate, the higher the more it is thought of."""
Scorer = Callable[[Any, Mapping[str, str]], Scores]


def auroc(ill: FloatArray, well: FloatArray) -> float:
    """Chance that one who has it scores higher than one who has not; ties count half.

    Parameters
    ----------
    ill, well : (n,), (m,) float64
        Scores of those who have it, and of those who have not; neither empty.
    """
    both = np.concatenate([ill, well])
    _, place, count = np.unique(both, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2.0)[place.reshape(-1)]
    above = rank[: len(ill)].sum() - len(ill) * (len(ill) + 1) / 2.0
    return float(above / (len(ill) * len(well)))


@dataclass(frozen=True)
class Told:
    """Scores of one patient or case at one depth, and which candidates it has."""

    scores: Mapping[str, float]
    truth: frozenset[str]


def leads_by(localiser: Localiser) -> Scorer:
    """Of every candidate how far its support lies above the best other, so that patients can be compared."""

    def scores(painted: Any, answers: Mapping[str, str]) -> Scores:
        estimate = localiser.rank_cells(painted, answers)
        out: dict[Depth, Mapping[str, float]] = {}
        for depth in DEPTHS:
            support = {c.id: c.support for c in estimate.at(depth)}
            best, second = sorted(support.values(), reverse=True)[:2]
            out[depth] = {id_: v - (second if v == best else best) for id_, v in support.items()}
        return out

    return scores


def scorers(localiser: Localiser) -> dict[str, Scorer]:
    """Every method that is compared, by name."""
    simple, ours = Baselines(localiser), leads_by(localiser)
    out: dict[str, Scorer] = {OURS: lambda painted, _: ours(painted, {}), OURS + WITH_CLUES: ours}
    for kind in COMPARED:
        out[kind] = partial(_compared, simple, kind)
    return out


def _compared(
    simple: Baselines, kind: Baseline, painted: Any, _answers: Mapping[str, str]
) -> Mapping[Depth, Mapping[str, float]]:
    """Values by a comparison of areas, which knows no answers."""
    return simple.scores(painted, kind)


def of_candidates(told: Sequence[Told]) -> dict[str, float]:
    """Area under the curve of every candidate that some have and some have not."""
    out: dict[str, float] = {}
    for id_ in sorted({i for one in told for i in one.truth}):
        ill = np.array([one.scores[id_] for one in told if id_ in one.truth and id_ in one.scores])
        well = np.array([one.scores[id_] for one in told if id_ not in one.truth and id_ in one.scores])
        if len(ill) and len(well):
            out[id_] = auroc(ill, well)
    return out


def pooled(told: Sequence[Told], rng: np.random.Generator) -> tuple[float, float, float]:
    """Area over all pairs of a case and a candidate, with a bootstrap interval over the cases."""
    ill = [np.array([one.scores[i] for i in one.truth if i in one.scores]) for one in told]
    well = [np.array([v for i, v in one.scores.items() if i not in one.truth]) for one in told]

    def area(index: NDArray[np.intp]) -> float:
        return auroc(np.concatenate([ill[k] for k in index]), np.concatenate([well[k] for k in index]))

    whole = area(np.arange(len(told)))
    again = [area(rng.integers(len(told), size=len(told))) for _ in range(_AGAIN)]
    low, high = np.percentile(again, _INTERVAL)
    return whole, float(low), float(high)


def interval(told: Sequence[Told], id_: str, rng: np.random.Generator) -> tuple[float, float]:
    """Bootstrap interval of one candidate's area; those who have it and who have not are drawn apart."""
    ill = np.array([one.scores[id_] for one in told if id_ in one.truth and id_ in one.scores])
    well = np.array([one.scores[id_] for one in told if id_ not in one.truth and id_ in one.scores])
    again = [auroc(rng.choice(ill, len(ill)), rng.choice(well, len(well))) for _ in range(_AGAIN)]
    low, high = np.percentile(again, _INTERVAL)
    return float(low), float(high)


def of_cases(
    localiser: Localiser, cases: Iterable[tuple[Any, Mapping[str, str], Mapping[Depth, Iterable[str]]]]
) -> Any:
    """Published cases (painted, answers, truth): the pooled area of every method, and ours of every candidate."""
    given = list(cases)
    rng = np.random.default_rng(9)
    methods: dict[str, dict[str, list[float]]] = {}
    single: dict[str, dict[str, dict[str, Any]]] = {}
    for name, score in scorers(localiser).items():
        scored = [(score(painted, answers), truth) for painted, answers, truth in given]
        for depth in DEPTHS:
            told = [Told(s[depth], frozenset(t)) for s, truth in scored if (t := tuple(truth.get(depth, ())))]
            methods.setdefault(name, {})[depth] = list(pooled(told, rng))
            if name == OURS + WITH_CLUES:
                single[depth] = {
                    id_: {"area": area, "cases": n, "interval": list(interval(told, id_, rng))}
                    for id_, area in of_candidates(told).items()
                    if (n := sum(id_ in one.truth for one in told))
                }
    return {"pooled": methods, "candidates": single}


def of_patients(localiser: Localiser, each: int, seed: int = 41) -> Any:
    """Made-up patients, `each` of every candidate: per depth and method the area of every candidate.

    The findings are three of the examination that nobody chose.
    """
    rng = np.random.default_rng(seed)
    maker = Patients(localiser, Redraws(localiser.cells), localiser.scoring.redraw_scale)
    methods = scorers(localiser)
    out: dict[str, dict[str, dict[str, float]]] = {}
    for depth in DEPTHS:
        candidates = len(members(depth, localiser.hypotheses, localiser.knowledge.conditions))
        told: dict[str, list[Told]] = {name: [] for name in methods}
        for patient in maker.equally_often(depth, each * candidates, rng):
            if depth not in patient.truth:
                continue
            answers = examined_at_random(localiser, patient, rng)
            for name, score in methods.items():
                told[name].append(Told(score(patient.painted, answers)[depth], patient.truth[depth]))
        for name, ones in told.items():
            out.setdefault(name, {})[depth] = of_candidates(ones)
    return out


def spread(areas: Mapping[str, float]) -> tuple[float, float, str]:
    """Median and least area, and whose the least is."""
    worst = min(areas, key=lambda id_: areas[id_])
    return float(np.median(list(areas.values()))), areas[worst], worst
