"""What keeps a candidate from leading, whatever its evidence: rules that the knowledge base states per condition.

A rule lowers a candidate as far as it must and no further, and leaves a row in its ledger, so that order, word and
support stay one thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from ..clinical import Condition
from .clue_evidence import ClueEvidence
from .hypotheses import Hypothesis
from .ledger import LedgerRow, RowKind, in_words
from .paint_evidence import PaintEvidence
from .scoring import Scoring

BEHIND: Final = 0.01
"""Log units by which a candidate that may not lead stays behind."""
_FIRST: Final = 3
"""Places that a reader takes in at a glance."""
_OF_ONE_PLACE: Final = 2
"""Of a root and its causes at most so many are among them."""


@dataclass(frozen=True)
class Standing:
    """A candidate while the rules are applied.

    Attributes
    ----------
    value : float
        Evidence relative to all places together.
    best : int
        Hypothesis that speaks for it.
    findings : tuple of clue id
        Answered findings that it explains.
    explained : float
        Share of the paint that it explains, 0-1.
    reason : str or None
        The rule that lowered it.
    """

    id: str
    value: float
    rows: tuple[LedgerRow, ...]
    best: int
    findings: tuple[str, ...]
    explained: float
    reason: RowKind | None = None

    def lowered(self, kind: RowKind, value: float) -> Standing:
        """With a row that takes it down to a value."""
        rows = (*self.rows, LedgerRow(kind, value - self.value))
        return replace(self, value=value, rows=rows, reason=kind)


@dataclass(frozen=True)
class Rules:
    """The rules for one case and one list.

    Attributes
    ----------
    conditions : mapping of condition id to Condition
        Empty where nerves or levels are listed.
    largest_cm2 : float
        Painted skin of the limb with more of it, square centimetres.
    """

    items: Sequence[Hypothesis]
    conditions: Mapping[str, Condition]
    paint: PaintEvidence | None
    clues: ClueEvidence
    largest_cm2: float
    scoring: Scoring

    def apply(self, found: Sequence[Standing]) -> list[Standing]:
        """Candidates with every rule applied, best first; equal ones by id."""
        kept: list[Standing] = []
        for _, tier in groupby(sorted(found, key=self._tier), key=self._tier):
            kept += self._under(kept, list(tier))
        kept = self._spread_out(self._not_first(self._behind_their_root(kept)))
        return self._by_frequency(sorted(kept, key=lambda f: (-f.value, f.id)))

    # ---- who stands below whom

    def _tier(self, found: Standing) -> int:
        """0 who may stand anywhere, 1 who breaks a rule that puts it below, 2 who explains nothing."""
        if not self._explains(found):
            return 2
        return 1 if self._broken(found) else 0

    def _explains(self, found: Standing) -> bool:
        """Some of the paint or an answered finding; where there is neither, everybody does."""
        if self.paint is None and not any(row.explains.any() for row in self.clues.rows):
            return True
        return found.explained >= self.scoring.explains_from or bool(found.findings)

    def _broken(self, found: Standing) -> RowKind | None:
        """The rule of its condition that it breaks: too much paint for its size, no pain, or without its sign."""
        needs = self.conditions[found.id].needs if found.id in self.conditions else None
        if needs is None:
            return None
        if needs.largest_cm2 is not None and self.largest_cm2 > needs.largest_cm2:
            return "size"
        if needs.pain and self.paint is not None and not self.paint.hurts:
            return "pain"
        return "sign" if needs.named_after and not self._told(needs.named_after) else None

    def _under(self, above: list[Standing], tier: list[Standing]) -> list[Standing]:
        """A tier moved as a whole below all that stand above it."""
        step = max(f.value for f in tier) - min((f.value for f in above), default=float("inf")) + BEHIND
        out = []
        for f in tier:
            kind = None if self._tier(f) == 0 else self._broken(f) or "nothing"
            out.append(f if kind is None else f.lowered(kind, f.value - max(step, 0.0)))
        return out

    # ---- who may not be first

    def _not_first(self, found: list[Standing]) -> list[Standing]:
        """What needs a sign of its own stays behind the best that fits and needs none, until the sign is told."""
        waiting = {f.id for f in found if self._lacks_sign(f)}
        free = [f.value for f in found if f.id not in waiting and f.reason is None and self._fits(f)]
        if not free:
            return found
        top = max(free) - BEHIND
        return [f.lowered("sign", top) if f.id in waiting and f.value > top else f for f in found]

    def _lacks_sign(self, found: Standing) -> bool:
        condition = self.conditions.get(found.id)
        if condition is None or condition.needs is None or not condition.needs.sign:
            return False
        return not self._own_clue(found.id)

    def _fits(self, found: Standing) -> bool:
        """Explains enough to be first: most of the paint, or without paint a finding."""
        return found.explained >= self.scoring.anchor_enough if self.paint is not None else bool(found.findings)

    def _own_clue(self, id_: str) -> bool:
        """Whether an answer names the condition itself."""
        return any(row.named.get(id_, 0.0) >= self.scoring.sign_ratio for row in self.clues.rows)

    def _told(self, signs: Mapping[str, Sequence[str]]) -> bool:
        given = {row.clue: set(row.answer.split("+")) for row in self.clues.rows}
        return any(given.get(clue, set()) & set(answers) for clue, answers in signs.items())

    # ---- a root and its causes

    def _root(self, found: Standing) -> str | None:
        """The condition of the root at which a condition sits: disc, slip, rash and tumour are causes of one place."""
        site = self.items[found.best].site
        return next(iter(site.conditions), None) if site.kind == "root" and self.conditions else None

    def _behind_their_root(self, found: list[Standing]) -> list[Standing]:
        """A cause stands before its root only with a clue of its own."""
        roots = {f.id: f.value for f in found}
        out = []
        for f in found:
            root = self._root(f)
            top = roots.get(root, f.value) - self.scoring.cause_behind if root is not None else f.value
            is_cause = root is not None and root != f.id
            out.append(f.lowered("cause", top) if is_cause and not self._own_clue(f.id) and f.value > top else f)
        return out

    def _spread_out(self, found: list[Standing]) -> list[Standing]:
        """Never only one root and its causes among the first."""
        ranked = sorted(found, key=lambda f: (-f.value, f.id))
        seen: dict[str, int] = {}
        others = [f for f in ranked if f.reason not in ("size", "pain", "nothing")]
        for f in ranked[:_FIRST]:
            root = self._root(f)
            if root is None:
                continue
            seen[root] = seen.get(root, 0) + 1
            if seen[root] > _OF_ONE_PLACE:
                next_ = next((o for o in others if self._root(o) != root), None)
                if next_ is None or next_.value >= f.value:
                    return ranked
                rest = [r.lowered("cause", next_.value - BEHIND) if r is f else r for r in ranked]
                return self._spread_out(rest)
        return ranked

    # ---- how common

    def _by_frequency(self, ranked: list[Standing]) -> list[Standing]:
        """Of candidates of one place that carry the same word the commoner stands first.

        A root and its causes are told apart by their clues alone.
        """
        if not self.conditions:
            return ranked
        out = list(ranked)
        groups: dict[tuple[str, str], list[int]] = {}
        for k, f in enumerate(ranked):
            if f.reason is None and self._root(f) is None:
                groups.setdefault((self.items[f.best].place, in_words(f.value, self.scoring)), []).append(k)
        for places in groups.values():
            common = sorted(places, key=lambda k: (-self.conditions[ranked[k].id].prior, k))
            for place, k in zip(places, common, strict=True):
                out[place] = ranked[k]
        return out
