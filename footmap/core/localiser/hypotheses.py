"""What is compared: one hypothesis per site and cause, with all that the forward model expects of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ..anatomy import Anatomy, Site
from ..clinical import Clue, ClueCaps, Condition, RedFlag
from ..forward import Prediction, predict
from ..views import FloatArray
from .scoring import Scoring

if TYPE_CHECKING:
    from .scores import Score


class ClinicalKnowledge(Protocol):
    """What the localiser needs of the knowledge base."""

    @property
    def anatomy(self) -> Anatomy:
        """Graph and sites."""
        ...

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """Conditions by id."""
        ...

    @property
    def clues(self) -> Mapping[str, Clue]:
        """Clues by id."""
        ...

    @property
    def red_flags(self) -> Mapping[str, RedFlag]:
        """Red flags by id."""
        ...

    @property
    def scores(self) -> Mapping[str, Score]:
        """Published scores made of clues, by id."""
        ...

    @property
    def same_sign(self) -> tuple[tuple[str, ...], ...]:
        """Clues that ask for one finding."""
        ...

    @property
    def caps(self) -> ClueCaps:
        """Bounds of answers and groups."""
        ...


@dataclass(frozen=True)
class Hypothesis:
    """One site with one cause.

    Attributes
    ----------
    site : Site
    condition : str or None
        None where no condition covers the place.
    mechanism : str or None
        What presses the root.
    prior : float
        Relative frequency.
    targets : frozenset of str
        Ids by which a clue may speak for or against it: site, nerve, level, condition, mechanism.
    """

    site: Site
    condition: str | None
    mechanism: str | None
    prior: float
    targets: frozenset[str]

    @property
    def place(self) -> str:
        """Nerve or level where the trouble sits; all tissues that are no nerve are one place.

        Causes of one place are told apart by their own clues and by how common they are.
        """
        site = self.site
        if site.kind == "root":
            return next(iter(site.roots))
        return site.nerve or ("tissue" if site.kind == "local" else site.id)


@dataclass(frozen=True)
class Hypotheses:
    """All hypotheses with their expectations as arrays.

    Attributes
    ----------
    items : tuple of Hypothesis
    site : (n,) intp
        Index of the site in the anatomy.
    prior, both : (n,) float64
        Relative frequency; share of people with both sides.
    severity : (n, 3) float64
        Share of sensory-only, moderate and severe lesions.
    sensory : (n,) float64
        How often numbness, tingling or burning is drawn.
    pictures : tuple of Prediction
        One for each site of the anatomy.
    hidden : set of movement id
        Movements whose weakness nobody notices unless it is looked for.
    """

    items: tuple[Hypothesis, ...]
    site: NDArray[np.intp]
    prior: FloatArray
    both: FloatArray
    severity: FloatArray
    sensory: FloatArray
    pictures: tuple[Prediction, ...]
    hidden: frozenset[str] = frozenset()

    @cached_property
    def is_root(self) -> NDArray[np.bool_]:
        """Whether a root or several are hit (n,)."""
        return np.array([h.site.kind in ("root", "roots") for h in self.items])

    @cached_property
    def share(self) -> FloatArray:
        """Share (n,) with which each counts among all: every place alike, its causes as common as they are."""
        total = np.bincount(self.site, weights=self.prior, minlength=len(self.pictures))
        share = self.prior / total[self.site]
        return np.asarray(share / share.sum(), dtype=np.float64)

    @cached_property
    def places(self) -> FloatArray:
        """Number of places (n,) of which one is hit: the sides of the toes are ten."""
        return self.of_sites(np.array([float(len(p.site.at)) if p.site.one_of else 1.0 for p in self.pictures]))

    @cached_property
    def at_roots(self) -> frozenset[str]:
        """Conditions of single roots and what may press or harm one there."""
        of_roots = [item for item in self.items if item.site.kind == "root"]
        return frozenset(id_ for item in of_roots for id_ in (item.condition, item.mechanism) if id_ is not None)

    @cached_property
    def visible(self) -> FloatArray:
        """How fully (n,) a movement is lost that weakness of shows, 0-1."""
        shown = [[e.function for e in p.movements if e.id not in self.hidden] for p in self.pictures]
        return self.of_sites(np.array([max(functions, default=0.0) for functions in shown]))

    @cached_property
    def is_local(self) -> NDArray[np.bool_]:
        """Whether the cause is no nerve (n,)."""
        return np.array([h.site.kind == "local" for h in self.items])

    def of_sites(self, values: FloatArray) -> FloatArray:
        """Values per site as values per hypothesis."""
        out: FloatArray = values[self.site]
        return out


def build_hypotheses(knowledge: ClinicalKnowledge, scoring: Scoring) -> Hypotheses:
    """Every site with every cause that may sit there."""
    anatomy = knowledge.anatomy
    items: list[Hypothesis] = []
    index: list[int] = []
    for k, site in enumerate(anatomy.sites.values()):
        for item in _of_site(site, knowledge.conditions, scoring):
            items.append(item)
            index.append(k)
    symptoms = anatomy.constants.symptoms
    return Hypotheses(
        items=tuple(items),
        site=np.array(index, dtype=np.intp),
        prior=np.array([h.prior for h in items]),
        both=np.clip([h.site.both for h in items], 0.005, 0.995),
        severity=np.array([anatomy.constants.severities[h.site.severity] for h in items]),
        sensory=np.array(
            [symptoms[h.site.symptom] if h.site.sensory_symptom is None else h.site.sensory_symptom for h in items]
        ),
        pictures=tuple(predict(anatomy, id_) for id_ in anatomy.sites),
        hidden=anatomy.hidden_movements,
    )


def _of_site(site: Site, conditions: Mapping[str, Condition], scoring: Scoring) -> Iterable[Hypothesis]:
    place = {site.id, *site.roots}
    if len(site.roots) > 1:
        place = {site.id}
    if site.nerve is not None:
        place.add(site.nerve)
    if not site.conditions:
        yield Hypothesis(site, None, None, max(site.prior, scoring.prior_floor), frozenset(place))
    for k, (id_, share) in enumerate(site.conditions.items()):
        prior = max(conditions[id_].prior * share, 1e-4)
        left = 1.0
        if k == 0:  # what presses a root is a way to its own disease, which the sites list first
            for mechanism, part in site.mechanisms.items():
                yield Hypothesis(site, id_, mechanism, prior * part, frozenset({*place, id_, mechanism}))
                left -= part
        yield Hypothesis(site, id_, None, prior * max(left, 0.01), frozenset({*place, id_}))
