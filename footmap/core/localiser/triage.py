"""What an emergency does to the order of causes: what it names stands first until it is cleared, whatever its prior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..drawing import ClearedFlags
from .answers import Told
from .candidates import Candidate
from .cells import Painted
from .engine import Localiser
from .red_flags import Alarms, Raised, alarms


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
            out.update((c.id, c) for c in ranked if c.id in named and c.id not in out)
    return tuple(out.values())
