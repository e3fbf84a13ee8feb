"""What can be learned: one fact for each territory, muscle, reflex, site, distinction and disputed level.

Facts follow from the knowledge base alone. Their ids are stable: progress and decks are kept under them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from footmap.core.anatomy import Anatomy
from footmap.core.ids import DRAWN_MAPS
from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.data.knowledge.study import StudyFile, load_study
from footmap.data.once import read_once

FactKind = Literal["nerve", "level", "muscle", "reflex", "site", "apart", "maps"]
SetId = Literal["core", "nerves", "levels", "muscles", "reflexes", "sites", "apart", "maps"]
SETS: Final[tuple[SetId, ...]] = get_args(SetId)
_SET_OF: Final[Mapping[FactKind, SetId]] = {
    "nerve": "nerves",
    "level": "levels",
    "muscle": "muscles",
    "reflex": "reflexes",
    "site": "sites",
    "apart": "apart",
    "maps": "maps",
}
_CORE: Final[frozenset[FactKind]] = frozenset({"nerve", "level"})


@dataclass(frozen=True)
class Fact:
    """One thing to know, which is one card of the schedule.

    Attributes
    ----------
    id : str
        ``skin:nerve:sural``, ``skin:level:S1``, ``muscle:soleus``, ``reflex:ankle_jerk``, ``site:tarsal_tunnel``,
        ``apart:L5|common_fibular``, ``maps:L5``; the same in every edition.
    subjects : tuple of str
        Ids of the knowledge base that it is about; names come from `footmap.words.naming`. Of ``apart`` all that is
        told apart, first one then the other.
    """

    id: str
    kind: FactKind
    subjects: tuple[str, ...]

    @property
    def sets(self) -> tuple[SetId, ...]:
        """Sets that it belongs to."""
        own = _SET_OF[self.kind]
        return ("core", own) if self.kind in _CORE else (own,)


def all_facts(clinical: Clinical, study: StudyFile) -> tuple[Fact, ...]:
    """Every fact of a knowledge base, in the order of its files; of skin what is taught first comes first."""
    place = {id_: k for k, id_ in enumerate(study.taught_first)}
    last = len(place)
    found = tuple(_facts(clinical, study))
    skin = [fact for fact in found if fact.kind in _CORE]
    rest = (fact for fact in found if fact.kind not in _CORE)
    return (*sorted(skin, key=lambda fact: place.get(fact.subjects[0], last)), *rest)


@read_once
def load_facts() -> tuple[Fact, ...]:
    """The facts of the knowledge base that is installed with footmap.

    Raises
    ------
    AssetError
        With every problem of every file.
    """
    return all_facts(load_clinical(), load_study())


def facts_of(facts: tuple[Fact, ...], set_: SetId) -> tuple[Fact, ...]:
    """Facts of a set: ``core`` is every nerve and level with skin on foot and leg."""
    return tuple(fact for fact in facts if set_ in fact.sets)


def fact_by_id(facts: tuple[Fact, ...], id_: str) -> Fact:
    """The fact of an id.

    Raises
    ------
    KeyError
        If there is none.
    """
    for fact in facts:
        if fact.id == id_:
            return fact
    raise KeyError(id_)


def nerves_with_skin(anatomy: Anatomy) -> frozenset[str]:
    """Nerves with skin of their own, or whose branches have some."""
    out = set()
    for segment in anatomy.segments.values():
        if segment.skin:
            out |= {skin.nerve for skin in segment.skin}
            out |= _nerves_above(anatomy, segment.id)
    return frozenset(out)


def _nerves_above(anatomy: Anatomy, segment: str) -> set[str]:
    found = anatomy.segments[segment]
    out = {found.nerve} if found.nerve is not None else set()
    for above in found.above:
        out |= _nerves_above(anatomy, above)
    return out


def _facts(clinical: Clinical, study: StudyFile) -> Iterator[Fact]:
    anatomy = clinical.anatomy
    skinned = nerves_with_skin(anatomy)
    for nerve in clinical.base.nerves:
        if nerve in skinned:
            yield Fact(f"skin:nerve:{nerve}", "nerve", (nerve,))
    for level in clinical.base.levels:
        yield Fact(f"skin:level:{level}", "level", (level,))
    supplied = {muscle for segment in anatomy.segments.values() for muscle in segment.muscles}
    for muscle in anatomy.muscles:
        if muscle in supplied:
            yield Fact(f"muscle:{muscle}", "muscle", (muscle,))
    for reflex in anatomy.reflexes:
        yield Fact(f"reflex:{reflex}", "reflex", (reflex,))
    for site in anatomy.sites.values():
        if (site.kind == "nerve" and site.nerve is not None and not site.one_of) or site.kind == "root":
            yield Fact(f"site:{site.id}", "site", (site.id,))
    for pair in study.distinctions:
        yield Fact(f"apart:{'+'.join(pair.one)}|{'+'.join(pair.other)}", "apart", (*pair.one, *pair.other))
    for level, record in clinical.base.levels.items():
        if sum(map_ in record.maps for map_ in DRAWN_MAPS) > 1:
            yield Fact(f"maps:{level}", "maps", (level,))
