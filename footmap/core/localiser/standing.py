"""What keeps a candidate from leading, whatever its evidence: rules that the knowledge base states per condition.

A rule lowers a candidate as far as it must and no further, and leaves a row in its ledger, so that order, word and
support stay one thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from ..clinical import JOIN, Condition
from .clue_evidence import ClueEvidence
from .hypotheses import Hypothesis
from .ledger import LedgerRow, RowKind, crowding, in_words
from .paint_evidence import PaintEvidence
from .scoring import Scoring

ROOT: Final = "root"
CENTRAL: Final = ("cord", "central")
_SPREAD: Final = ("length_dependent", "cord", "local")
"""Kinds of place that are no single root or nerve."""
AT_A_GLANCE: Final = 3
"""Places that a reader takes in at a glance."""
OF_ONE_PLACE: Final = 2
"""Of a root and its causes at most so many are among them."""


class Standing(NamedTuple):
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
        Share of the weighted paint that it explains, 0-1.
    covered : float
        Share of the painted area that it explains, 0-1.
    reason : str or None
        The rule that lowered it.
    alike : bool
        Whether pain confuses it with a level that explains the paint.
    """

    id: str
    value: float
    rows: tuple[LedgerRow, ...]
    best: int
    findings: tuple[str, ...]
    explained: float
    reason: RowKind | None = None
    alike: bool = False
    covered: float = 0.0

    def lowered(self, kind: RowKind, value: float) -> Standing:
        """With a row that takes it down to a value; a rule has one row."""
        by = value - self.value + sum(row.value for row in self.rows if row.kind == kind)
        rows = (*(row for row in self.rows if row.kind != kind), LedgerRow(kind, by))
        return self._replace(value=value, rows=rows, reason=kind)


@dataclass(frozen=True)
class Rules:
    """The rules for one case and one list.

    Attributes
    ----------
    conditions : mapping of condition id to Condition
        Empty where nerves or levels are listed.
    common : mapping of id to float
        How common each candidate is, relative to the others.
    largest_cm2 : tuple of three float
        Painted skin of a limb that a cause of the right one, the left one or both would explain, square centimetres: of
        the limb with more of it unless they are painted apart.
    confused : set of pairs of level ids
        Levels that pain cannot tell apart.
    at_roots : set of condition ids
        Roots and what may sit at one.
    examined : set of clue ids
        Answers that were found on examination.
    numb_both : set of region ids
        Skin that is numb or tingling on both limbs, of that which is a sign of a condition.
    one_limb : bool
        One limb alone is painted, and no answer says that both are affected.
    """

    items: Sequence[Hypothesis]
    conditions: Mapping[str, Condition]
    common: Mapping[str, float]
    paint: PaintEvidence | None
    clues: ClueEvidence
    largest_cm2: tuple[float, float, float]
    scoring: Scoring
    confused: frozenset[frozenset[str]] = frozenset()
    at_roots: frozenset[str] = frozenset()
    examined: frozenset[str] = frozenset()
    numb_both: frozenset[str] = frozenset()
    one_limb: bool = False

    def apply(self, found: Sequence[Standing]) -> list[Standing]:
        """Candidates with every rule applied, best first; equal ones by id."""
        if self.paint is None and not self.clues.rows:
            return self._by_frequency(self._sorted(found))
        found = self._alike(found)
        kept = self._not_instead(self._not_first([f for f in found if self._tier(f) == 0]))
        kept = self._held_back(self._behind_their_root(self._by_long_tract(self._by_share(kept))))
        for below in (1, 2):
            kept += self._under(kept, [f for f in found if self._tier(f) == below])
        kept = self._spread_out(kept)
        return self._by_frequency(self._sorted(kept))

    def crowd(self, found: Sequence[Standing]) -> float:
        """How many places compete with the best, log units."""
        best = max(found, key=lambda f: f.value)
        rivals: dict[str, float] = {}
        for f in found:
            site = self.items[f.best].site
            if site.id != self.items[best.best].site.id:
                rivals[site.id] = max(rivals.get(site.id, f.value - best.value), f.value - best.value)
        return crowding(rivals.values())

    def _sorted(self, found: Sequence[Standing]) -> list[Standing]:
        """By evidence; equal ones by how common they are, then by id."""
        return sorted(found, key=lambda f: (-round(f.value, 9), -self.common[f.id], f.id))

    def _alike(self, found: Sequence[Standing]) -> list[Standing]:
        """Levels that pain confuses explain it alike."""
        if self.paint is None or self.paint.loss_share > 0.0:
            return list(found)
        near = {f.id for f in found if f.explained >= self.scoring.explains_from}
        while more := {level for pair in self.confused if pair & near for level in pair} - near:
            near |= more  # whoever is confused with one that is as near is not told apart from it either
        return [f._replace(alike=f.id in near and f.explained < self.scoring.explains_from) for f in found]

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
        return found.alike or found.explained >= self.scoring.explains_from or bool(found.findings)

    def _broken(self, found: Standing) -> RowKind | None:
        """The rule of its condition that it breaks: too much paint for its size, no pain, or without its sign."""
        needs = self.conditions[found.id].needs if found.id in self.conditions else None
        if needs is None:
            return None
        place = self.paint.likeliest_side[found.best] if self.paint is not None else 0
        if needs.largest_cm2 is not None and self.largest_cm2[place] > needs.largest_cm2:
            return "size"
        if needs.pain and self.paint is not None and not self.paint.hurts[place]:
            return "pain"
        return "sign" if needs.named_after and not self._told(found, needs.named_after) else None

    def _under(self, above: list[Standing], tier: list[Standing]) -> list[Standing]:
        """A tier moved as a whole below all that stand above it."""
        if not tier:
            return []
        step = max(f.value for f in tier) - min((f.value for f in above), default=float("inf")) + self.scoring.behind
        return [f.lowered(self._broken(f) or "nothing", f.value - max(step, 0.0)) for f in tier]

    # ---- who may not be first

    def _not_first(self, found: list[Standing]) -> list[Standing]:
        """What needs a sign of its own is unlikely while none is told, and stays behind the best that fits without.

        What affects both limbs stays behind the best that fits while one limb alone is painted.
        """
        waiting = {f.id for f in found if f.reason is None and self._lacks_sign(f)}
        uneven = {f.id for f in found if f.reason is None and f.id not in waiting and self._lacks_limb(f)}
        free = [f for f in found if f.id not in waiting | uneven and f.reason is None and self._fits(f)]
        top, under = self._below_best(free)
        out = []
        for f in found:
            if f.id in waiting:
                out.append(f.lowered("sign", min(f.value - self.scoring.sign_untold, top)))
            else:
                out.append(
                    f.lowered("one_limb", self._beneath(under, f.value)) if f.id in uneven and f.value > under else f
                )
        return out

    def _held_back(self, found: list[Standing]) -> list[Standing]:
        """Who lacks its sign stays behind the best that fits without one, also after other rules took some down."""
        waits = [self._lacks_sign(f) or self._lacks_limb(f) for f in found]
        free = [f for f, w in zip(found, waits, strict=True) if f.reason is None and not w and self._fits(f)]
        top, under = self._below_best(free)
        out = []
        for f in found:
            if f.reason == "sign" and f.value > top:
                out.append(f.lowered("sign", top))
            else:
                uneven = f.reason == "one_limb" and f.value > under
                out.append(f.lowered("one_limb", self._beneath(under, f.value)) if uneven else f)
        return out

    def _below_best(self, free: Sequence[Standing]) -> tuple[float, float]:
        """Just behind the best, and just behind those too that only frequency tells apart from the best."""
        if not free:
            return float("inf"), float("inf")
        best = max(free, key=lambda f: f.value)
        alike = [f.value for f in free if f is best or self._one_place(best, f)]
        return best.value - self.scoring.behind, min(alike) - self.scoring.behind

    def _lacks_limb(self, found: Standing) -> bool:
        condition = self.conditions.get(found.id)
        needs = None if condition is None else condition.needs
        return self.one_limb and needs is not None and needs.both and not self._told(found, needs.signs)

    def _lacks_sign(self, found: Standing) -> bool:
        condition = self.conditions.get(found.id)
        if condition is None or condition.needs is None or condition.needs.both:
            return False
        if condition.needs.numb_both and self.numb_both.issuperset(condition.needs.numb_both):
            return False
        if condition.needs.signs:
            return not self._told(found, condition.needs.signs)
        return condition.needs.sign and not self._own_clue(found.id, self.scoring.sign_ratio)

    def _not_instead(self, found: list[Standing]) -> list[Standing]:
        """What fits almost any drawing of a leg stands below all that fit this one, until its own sign is told."""
        wide = {f.id for f in found if self._is_wide(f.id) and self._lacks_sign(f)}
        least = -self.scoring.word_for  # what is spoken against does not fit
        free = [f.value for f in found if f.id not in wide and self._explains_half(f) and f.value > least]
        under = min(free, default=float("inf"))
        return [
            f.lowered("sign", self._beneath(under, f.value)) if f.id in wide and f.value > under else f for f in found
        ]

    def _is_wide(self, id_: str) -> bool:
        condition = self.conditions.get(id_)
        return condition is not None and condition.needs is not None and condition.needs.wide

    def _explains_half(self, found: Standing) -> bool:
        """Of the paint; without paint a finding."""
        return found.covered >= self.scoring.fits_from if self.paint is not None else bool(found.findings)

    # ---- who stands behind whom, though the evidence is close

    def _by_share(self, found: list[Standing]) -> list[Standing]:
        """Who explains a minority of the paint stands behind who explains nearly all of it and fits as well.

        Levels are bounded among each other by the evidence of paint.
        """
        if self.paint is None or not (self.conditions or any(self.items[f.best].site.kind != ROOT for f in found)):
            return found
        whole = [f.value for f in found if f.reason is None and f.covered >= self.scoring.pair_need]
        out = []
        for f in found:
            fits_as_well = [value for value in whole if f.value - self.scoring.tied <= value < f.value]
            if f.covered < self.scoring.fits_from and fits_as_well:
                # below a cause that follows its root too
                out.append(f.lowered("share", self._beneath(min(fits_as_well) - self.scoring.behind, f.value)))
            else:
                out.append(f)
        return out

    def _by_long_tract(self, found: list[Standing]) -> list[Standing]:
        """A sign found on examination that brain or cord alone explain leads to no nerve, root or tissue."""
        central = {k for k, item in enumerate(self.items) if item.site.kind in CENTRAL}
        signs = {
            row.clue
            for row in self.clues.rows
            if row.clue in self.examined and row.explains.any() and set(row.explains.nonzero()[0].tolist()) <= central
        }
        named = [f.value for f in found if f.reason is None and signs & set(f.findings)]
        best = max(named, default=float("inf"))
        if not self.conditions:
            return found
        return [
            f.lowered("tract", self._beneath(best, f.value)) if f.value > best and not signs & set(f.findings) else f
            for f in found
        ]

    def _fits(self, found: Standing) -> bool:
        """Explains enough to be first: most of the paint, or without paint a finding."""
        return found.explained >= self.scoring.anchor_enough if self.paint is not None else bool(found.findings)

    def _own_clue(self, id_: str, ratio: float) -> bool:
        """Whether an answer names the condition itself, at least with a ratio."""
        return any(row.named.get(id_, 0.0) >= ratio for row in self.clues.rows)

    def _own_of_causes(self, found: Standing) -> bool:
        """Whether an answer names a cause of a root clearly more than any other cause of roots, and than any root.

        What speaks for a root as such, a pain in the back or a lift that hurt it, is no cause's own.
        """
        others, least = self.at_roots - {found.id}, self.scoring.cause_ratio
        return any(
            row.named.get(found.id, 0.0) > least * max((row.named.get(other, 1.0) for other in others), default=1.0)
            for row in self.clues.rows
        )

    def _named_more(self, cause: str, root: str) -> bool:
        """Whether an answer names a cause, and more than its root."""
        return any(row.named.get(cause, 1.0) > row.named.get(root, 1.0) for row in self.clues.rows)

    def _told(self, found: Standing, signs: Mapping[str, Sequence[str]]) -> bool:
        given = {row.clue: set(self.clues.answer_for(row, found.best).split(JOIN)) for row in self.clues.rows}
        return any(given.get(clue, set()) & set(answers) for clue, answers in signs.items())

    # ---- a root and its causes

    def _root(self, found: Standing) -> str | None:
        """The condition of the root at which a condition sits: disc, slip, rash and tumour are causes of one place."""
        site = self.items[found.best].site
        return next(iter(site.conditions), None) if site.kind == ROOT and self.conditions else None

    def _behind_their_root(self, found: list[Standing]) -> list[Standing]:
        """A cause stands before its root only with a clue of its own, or where the root explains nothing."""
        values = {f.id: f.value for f in found}
        out = []
        for f in found:
            root = self._root(f)
            named = self._named_more(f.id, str(root))
            if root in (None, f.id) or f.reason is not None or self._own_of_causes(f) or (named and root not in values):
                out.append(f)
                continue
            top, free = values.get(str(root), f.value), f.value - self.scoring.cause_behind
            if named:  # the doubt is lifted, and causes keep their order behind the root
                free = self._beneath(top, f.value) if f.value > top - self.scoring.behind else f.value
            out.append(f.lowered("cause", min(free, top - self.scoring.behind * 0.1)))
        return out

    def _spread_out(self, found: list[Standing]) -> list[Standing]:
        """Never only one root and its causes among the first."""
        ranked = self._sorted(found)
        seen: dict[str, int] = {}
        others = [f for f in ranked if f.reason not in ("size", "pain", "nothing")]
        for f in ranked[:AT_A_GLANCE]:
            root = self._root(f)
            if root is None:
                continue
            seen[root] = seen.get(root, 0) + 1
            if seen[root] > OF_ONE_PLACE:
                next_ = next((o for o in others if self._root(o) != root), None)
                if next_ is None or next_.value >= f.value:
                    return ranked
                return self._spread_out(self._lowered_with_causes(ranked, f, next_.value - self.scoring.behind))
        return ranked

    def _lowered_with_causes(self, ranked: list[Standing], found: Standing, value: float) -> list[Standing]:
        """One of a root and its causes taken down; if it is the root, so are the causes that stand behind it.

        Who had been lowered for another reason keeps that one.
        """
        out = []
        for f in ranked:
            behind = f.reason == "cause" and self._root(f) == found.id != f.id
            target = value if f is found else self._beneath(value, f.value) if behind and f.value > value else f.value
            out.append(f if target == f.value else f.lowered("cause", target)._replace(reason=f.reason or "cause"))
        return out

    # ---- how common

    def _by_frequency(self, ranked: list[Standing]) -> list[Standing]:
        """Of neighbours in one place that carry the same word the commoner stands first.

        A root and its causes are told apart by their clues alone, so that no cause comes to stand before its root. Only
        neighbours change places, so that nobody comes to stand above a stranger with more support.
        """
        out, crowd = list(ranked), self.crowd(ranked)
        word = {f.id: in_words(f.value, self.scoring, crowd) for f in ranked}
        moved = True
        while moved:
            moved = False
            for k, (one, other) in enumerate(pairwise(out)):
                commoner = self.common[other.id] > self.common[one.id]
                if commoner and word[one.id] == word[other.id] and self._one_place(one, other):
                    out[k], out[k + 1] = other, one
                    moved = True
                    break
        return out

    def _one_place(self, one: Standing, other: Standing) -> bool:
        """Whether only frequency tells two apart: one place, the same findings explained, not 3 to 1 apart."""
        if one.reason is not None or other.reason is not None or one.findings != other.findings:
            return False
        if self._root(one) not in (None, one.id) or self._root(other) not in (None, other.id):
            return False
        if abs(one.value - other.value) > self.scoring.tied:
            return False
        here, there = self.items[one.best], self.items[other.best]
        if self.paint is None:  # of one place are those that explain the same
            levels = not self.conditions and (one.id in here.site.roots or other.id in there.site.roots)
            spread = [item.site.kind if item.site.kind in _SPREAD else "" for item in (here, there)]
            return not levels and bool(one.findings) and spread[0] == spread[1]
        if not self.conditions:  # nerves and levels are each a place of their own
            return False
        if here.site.kind == there.site.kind == ROOT:
            alike = frozenset((here.place, there.place)) in self.confused  # pain does not tell the two apart
            return alike and self.paint.loss_share == 0.0
        # two that explain half of the paint each share skin
        same_skin = min(one.covered, other.covered) >= self.scoring.fits_from
        return here.site.id == there.site.id or (here.place == there.place and same_skin)

    def _beneath(self, ceiling: float, value: float) -> float:
        """A value above a ceiling brought just beneath it, so that two such values keep their order."""
        over, step = value - ceiling, self.scoring.behind
        return ceiling - step + 0.9 * step * over / (1.0 + over)
