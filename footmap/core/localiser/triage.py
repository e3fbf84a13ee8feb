"""What red flags do to the order of causes.

What an emergency names stands first until it is cleared, whatever its prior; of each other flag that stands the cause
with most support stands among the first that a reader takes in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..drawing import ClearedFlags
from .answers import Told
from .candidates import Candidate
from .cells import Painted
from .engine import Localiser
from .red_flags import Alarms, Raised, alarms
from .standing import AT_A_GLANCE, OF_ONE_PLACE


def alarms_of(
    localiser: Localiser,
    painted: Painted,
    answers: Mapping[str, str],
    cleared: ClearedFlags | None = None,
    told: Told | None = None,
) -> Alarms:
    """Red flags, cautions and scores of paint and answers by the localiser's knowledge."""
    knowledge = localiser.knowledge
    return alarms(
        knowledge.red_flags,
        answers,
        painted,
        localiser.fields.region,
        localiser.cells.area_cm2,
        knowledge.scores.values(),
        cleared,
        told,
    )


def emergency_first(ranked: Sequence[Candidate], standing: Alarms) -> tuple[Candidate, ...]:
    """Causes with those that a standing emergency names first.

    Parameters
    ----------
    ranked : sequence of Candidate
        Conditions, best first.

    Returns
    -------
    tuple of Candidate
        The same ones. Of several emergencies the order of the flags counts, of several causes of one flag their
        support, so that both come before all others and each keeps the support that it has.
    """
    first = named_first(ranked, standing.emergencies)
    return (*first, *(c for c in ranked if c not in first))


def named_first(ranked: Sequence[Candidate], flags: Sequence[Raised]) -> tuple[Candidate, ...]:
    """Causes that flags name: flag by flag, each cause once, of one flag by support, `also` last."""
    out: dict[str, Candidate] = {}
    for flag in flags:
        for named in (flag.conditions, flag.also):
            out.update((c.id, c) for c in ranked if c.id in named)  # whoever is there keeps its place
    return tuple(out.values())


def by_flag(ranked: Sequence[Candidate], standing: Alarms) -> Mapping[str, tuple[str, ...]]:
    """Of each flag that stands and is no emergency the best of the causes that it names.

    Returns
    -------
    mapping of condition id to flag ids
        Most urgent flag first; a cause that an emergency names stands first already and is left out.
    """
    urgent = {id_ for flag in standing.emergencies for id_ in flag.named}
    out: dict[str, tuple[str, ...]] = {}
    for flag in standing.raised:
        best = next((c.id for c in ranked if c.id in flag.conditions), None)
        if flag.urgency != "emergency" and best is not None and best not in urgent:
            out[best] = (*out.get(best, ()), flag.id)
    return out


def flagged_among_first(
    ranked: Sequence[Candidate], flagged: Mapping[str, tuple[str, ...]], root: Callable[[Candidate], str | None]
) -> tuple[Candidate, ...]:
    """Causes with those of other flags among the first.

    Parameters
    ----------
    ranked : sequence of Candidate
        Conditions, best first, without those of an emergency.
    flagged : mapping of condition id to flag ids
        See `by_flag`.
    root : callable
        Id of the root at which a candidate sits, None where it sits at none.

    Returns
    -------
    tuple of Candidate
        The same ones. The best one stays first, the first ones keep their order and so do the others; more flags than
        places make more first places.
    """
    first = [c for k, c in enumerate(ranked) if k == 0 or c.id in flagged]
    if all(c.id not in flagged for c in ranked[AT_A_GLANCE:]):
        return tuple(ranked)
    roots = [root(c) for c in first]
    for c in ranked:
        if len(first) >= AT_A_GLANCE:
            break
        if c not in first and (root(c) is None or roots.count(root(c)) < OF_ONE_PLACE):
            first.append(c)
            roots.append(root(c))
    ids = {c.id for c in first}
    return (*(c for c in ranked if c.id in ids), *(c for c in ranked if c.id not in ids))
