"""Names of things, and whether a typed name means one of them: synonyms, Latin and one slip of spelling count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from footmap.words.search import folded, one_slip

from .material import Material

_FILLERS: Final = frozenset(
    {"nerve", "nerves", "n", "nn", "nervus", "nervi", "m", "musculus", "the", "of", "der", "des"}
)
"""Words of any language that only say what kind of thing is named."""


def all_names(material: Material, kind: str, id_: str) -> tuple[str, ...]:
    """Names, synonyms and abbreviations of a nerve or level in every language."""
    base = material.clinical.base
    if kind == "nerve":
        nerve = base.nerves[id_]
        return (*nerve.name.all().values(), *nerve.synonyms)
    level = base.levels[id_]
    return (level.id, *level.name.all().values(), *level.long_name.all().values())


def typed_id(material: Material, kind: str, text: str, ids: Iterable[str]) -> str | None:
    """The one thing that a typed name means; None where it means none, or several equally well."""
    wanted = _forms(text)
    best: dict[int, list[str]] = {}
    for id_ in ids:
        known = [form for name in all_names(material, kind, id_) for form in _forms(name)]
        slips = min((_slips(one, other) for one in wanted for other in known), default=2)
        if slips <= 1:
            best.setdefault(slips, []).append(id_)
    found = best.get(0) or best.get(1) or []
    return found[0] if len(found) == 1 else None


def _forms(text: str) -> tuple[str, ...]:
    """A name without what is in brackets, and what is in brackets; each folded and without fillers."""
    plain = text.replace("-", " ").replace("'", "").replace("’", "")
    head, _, rest = plain.partition("(")
    inner, _, tail = rest.partition(")")
    forms = dict.fromkeys(map(_bare, (plain, f"{head} {tail}", inner)))
    return tuple(form for form in forms if form)


def _bare(text: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in folded(text))
    words = [word for word in letters.split() if word not in _FILLERS]
    return " ".join(words or letters.split())


def _slips(one: str, other: str) -> int:
    """0 for the same, 1 for one slip of spelling, else 2."""
    return 0 if one == other else 1 if one_slip(one, other) else 2
