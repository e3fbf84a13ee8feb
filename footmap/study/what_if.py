"""What if: a nerve is cut, a root pressed, a disc slips, the foot is blocked at the ankle; what is lost, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from footmap.core.anatomy import Anatomy, Site
from footmap.core.effects import Shaded, felt, numb
from footmap.core.forward import EffectGrade, Prediction, predict

from .exercise import Thing
from .material import Material
from .wording import StudyWords

Change = Literal["cut", "press", "slip", "block"]
CHANGES: Final[tuple[Change, ...]] = ("cut", "press", "slip", "block")
_CUT: Final = "study_cut"


@dataclass(frozen=True)
class Why:
    """One way from the lesion to what it takes.

    Attributes
    ----------
    path : tuple of str
        Level id and segment ids, from the lesion on.
    muscles, reflexes : tuple of id
    skin : bool
        Whether the skin at its end is lost.
    """

    path: tuple[str, ...]
    muscles: tuple[str, ...]
    reflexes: tuple[str, ...]
    skin: bool


@dataclass(frozen=True)
class WhatIf:
    """What a change does.

    Attributes
    ----------
    skin : tuple of Shaded
        Shapes of lost skin by view, each with how much is lost.
    pain : tuple of Shaded
        Where it hurts beyond that.
    muscles, reflexes, movements : mapping of id to grade
        What is affected, plainly or in some; what is kept is left out.
    why : tuple of Why
        Reasons of what is plainly affected, in the order of the nerve.
    """

    change: Change
    subject: Thing
    prediction: Prediction
    skin: tuple[Shaded, ...]
    pain: tuple[Shaded, ...]
    muscles: Mapping[str, EffectGrade]
    reflexes: Mapping[str, EffectGrade]
    movements: Mapping[str, EffectGrade]
    why: tuple[Why, ...]


def subjects_of(change: Change, material: Material) -> tuple[Thing, ...]:
    """What may be changed so: nerves, levels, places of the spine, or the nerves that are blocked at the ankle."""
    anatomy = material.clinical.anatomy
    if change == "cut":
        with_segments = {s.nerve for s in anatomy.segments.values()}
        return tuple(Thing("nerve", id_) for id_ in material.clinical.base.nerves if id_ in with_segments)
    if change == "press":
        return tuple(Thing("level", id_) for id_ in material.clinical.base.levels)
    if change == "slip":
        return tuple(Thing("site", id_) for id_ in anatomy.places)
    return tuple(Thing("site", id_) for id_ in material.study.ankle_blocks)


def what_if(change: Change, id_: str, material: Material, body: str = "male") -> WhatIf:
    """What a change does.

    Parameters
    ----------
    id_ : str
        One of `subjects_of`; for ``block`` also ``all``: every nerve of an ankle block.

    Raises
    ------
    KeyError
        If that cannot be changed so.
    """
    known = subjects_of(change, material)
    subject = next((thing for thing in known if thing.id == id_), None)
    if change == "block" and id_ == "all":
        subject = Thing("site", id_)
    if subject is None:
        raise KeyError(id_)
    anatomy, site = _with_lesion(change, id_, material)
    picture = predict(anatomy, site)
    atlas = material.atlas(body)
    return WhatIf(
        change=change,
        subject=subject,
        prediction=picture,
        skin=tuple(numb(atlas, picture)),
        pain=tuple(felt(atlas, picture, anatomy)),
        muscles={e.id: e.grade for e in picture.muscles if e.grade != "kept"},
        reflexes={e.id: e.grade for e in picture.reflexes if e.grade != "kept"},
        movements={e.id: e.grade for e in picture.movements if e.grade != "kept"},
        why=_why(picture),
    )


def reasons(found: WhatIf, material: Material, words: StudyWords) -> tuple[str, ...]:
    """The reasons in words, one for each way: the way, and what hangs on its end."""
    anatomy = material.clinical.anatomy
    out = []
    for why in found.why:
        where = " > ".join(
            words.to(anatomy.segments[step].names) if step in anatomy.segments else words.candidate(step)
            for step in why.path
        )
        what = [words.name(Thing("muscle", id_)) for id_ in why.muscles]
        what += [words.name(Thing("reflex", id_)) for id_ in why.reflexes]
        what += [words.say("why_skin")] if why.skin else []
        out.append(words.say("why", where=where, what=", ".join(what)))
    return tuple(out) or (words.say("what_if_nothing"),)


def _with_lesion(change: Change, id_: str, material: Material) -> tuple[Anatomy, str]:
    """The graph with a clean lesion of whole segments added, and the site's id."""
    anatomy = material.clinical.anatomy
    if change in ("press", "slip"):
        return anatomy, id_
    if change == "cut":
        nerve: str | None = id_
        at = tops(anatomy, id_)
    else:
        blocked = material.study.ankle_blocks if id_ == "all" else (id_,)
        nerve = anatomy.sites[id_].nerve if id_ != "all" else None
        at = tuple(dict.fromkeys(segment for site in blocked for segment in anatomy.sites[site].at))
    model = next(s for s in anatomy.sites.values() if s.kind == "nerve")
    site = Site(_CUT, {"en": id_}, "nerve", nerve, model.severity, model.symptom, 0.0, at=at)
    return replace(anatomy, sites={**anatomy.sites, _CUT: site}), _CUT


def tops(anatomy: Anatomy, nerve: str) -> tuple[str, ...]:
    """Segments with which a nerve begins: those with none of the same nerve above."""
    own = {id_ for id_, segment in anatomy.segments.items() if segment.nerve == nerve}
    return tuple(id_ for id_ in anatomy.order if id_ in own and not own & set(anatomy.segments[id_].above))


def _why(picture: Prediction) -> tuple[Why, ...]:
    ways: dict[tuple[str, ...], tuple[list[str], list[str], list[str]]] = {}

    def add(effects: Iterable[tuple[str, EffectGrade, tuple[str, ...]]], place: int) -> None:
        for id_, grade, path in effects:
            if grade == "affected" and path:
                ways.setdefault(path, ([], [], []))[place].append(id_)

    add(((e.id, e.grade, e.path) for e in picture.muscles), 0)
    add(((e.id, e.grade, e.path) for e in picture.reflexes), 1)
    whole = [e for e in picture.skin if e.part in (None, "own")] or picture.skin  # a toe's skin lies in a larger one
    add(((e.id, e.grade, e.path) for e in whole), 2)
    return tuple(Why(path, tuple(m), tuple(r), bool(s)) for path, (m, r, s) in sorted(ways.items()))
