"""Lets rows follow the brush while the knowledge base is being read: ordered by overlap, nothing is judged yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from .candidates import CandidateList
from .entries import matched_entries, shares_of
from .row import CandidateRow

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Where
    from footmap.core.matching import Match


class LiveRows:
    """Shares of rows from a match; knows in which row of the match each candidate stands.

    Attributes
    ----------
    names : mapping of id to name
        Of nerves and levels that join.
    """

    def __init__(self) -> None:
        self.names: Mapping[str, str] = {}
        self._subjects: object = None
        self._row_of: dict[tuple[str, str], int] = {}

    def follow(self, list_: CandidateList, match: Match) -> None:
        """Show the numbers of a match in a list of nerves or levels; what the brush reaches joins at its end."""
        layer: Literal["nerve", "level"] = "level" if list_.layer == "level" else "nerve"
        if match.subjects is not self._subjects:
            self._subjects = match.subjects
            self._row_of = {(s.layer, s.id): k for k, s in enumerate(match.subjects)}
        shares = {
            row.key[0]: shares_of(match, self._row_of.get((layer, row.key[0])), _side(row, match)) for row in list_.rows
        }
        bars = dict.fromkeys(shares, 0.0) | {o.id: o.explained for o in reversed(match.overlaps(layer))}
        list_.show_live(shares, bars)
        list_.join(matched_entries(layer, match, self.names))


def _side(row: CandidateRow, match: Match) -> Where | None:
    return row.entry.side or next(iter(match.sides), None)
