"""Answers of a case for causes of the right limb, of the left one and of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..views import Side

Given = str | Sequence[str]
"""An answer, or several."""


@dataclass(frozen=True)
class LimbAnswers:
    """Answers as causes of one limb or of both read them.

    Attributes
    ----------
    together : mapping of clue id to answer id, or to several
        For causes of both limbs: what was found on either.
    own : mapping of side to mapping of clue id to answer id
        For causes of one limb: what was answered for it, and for no limb. Holds the limbs that are painted or on which
        something was found; none where all of it is one and the same.
    """

    together: Mapping[str, Given]
    own: Mapping[Side, Mapping[str, Given]]

    def with_answer(self, clue: str, answer: Given) -> LimbAnswers:
        """With an answer that is of no limb."""
        return LimbAnswers(
            {**self.together, clue: answer}, {side: {**given, clue: answer} for side, given in self.own.items()}
        )

    @property
    def differ(self) -> bool:
        """Whether a limb has other answers than all together."""
        return any(given != self.together for given in self.own.values())
