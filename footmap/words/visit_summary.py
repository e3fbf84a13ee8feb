"""What a visit comes to, in the words by which it is found again: leading candidate and painted regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from footmap.core.coverage import RegionCover
from footmap.core.localiser.assessment import Assessment
from footmap.core.paint import Paint
from footmap.core.views import SIDES
from footmap.data.library.cards import Summary

from .naming import Naming

LEAST_SHARE: Final = 0.02
"""Of a region: less paint than this does not make it a painted one."""


def leader_of(found: Assessment) -> str:
    """Id of the first condition; where none is named, of the first nerve or else the first level; empty for none."""
    rows = next((rows for rows in (found.conditions, found.nerves, found.levels) if rows), ())
    return rows[0].candidate.id if rows and not found.is_empty else ""


def visit_summary(found: Assessment, cover: RegionCover, paint: Paint, languages: Sequence[Naming]) -> Summary:
    """Leader and regions of an assessed visit, named in several languages.

    Parameters
    ----------
    found : Assessment
    cover : RegionCover
        Of the atlas that was painted on.
    paint : Paint
    languages : sequence of Naming
        In each of which the visit can be searched.
    """
    leader = leader_of(found)
    shares: dict[str, float] = {}
    for side in SIDES:
        for id_, qualities in cover.shares(paint, side).items():
            shares[id_] = max(shares.get(id_, 0.0), *qualities.values())
    regions = tuple(sorted((id_ for id_, share in shares.items() if share >= LEAST_SHARE), key=lambda i: -shares[i]))
    return Summary(
        leader,
        " ".join(dict.fromkeys(words.candidate(leader) for words in languages)) if leader else "",
        regions,
        " ".join(dict.fromkeys(words.region(id_) for words in languages for id_ in regions)),
    )
