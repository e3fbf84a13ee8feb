"""What stands on the cards of a deck, before it is drawn or packed: one note for a fact in one view."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.forward import predict
from footmap.core.geometry import union_all
from footmap.core.ids import CONSENSUS, VIEW_IDS, ViewId
from footmap.data.footset import Footset, SetCase
from footmap.data.knowledge.cited import load_cited
from footmap.data.knowledge.study import load_study

from .card_words import StudyNames
from .facts import Fact

Layer = Literal["nerves", "dermatomes"]
MOST_VIEWS: Final = 2
"""Number of views in which one territory is asked."""
LEAST_SHARE: Final = 0.3
"""Share of a territory's largest picture that another must have to be worth a note of its own."""
MOST_NAMES: Final = 6


@dataclass(frozen=True)
class Note:
    """One note; its cards ask what is covered, and where it is.

    Attributes
    ----------
    id : str
        The same in every edition, so that a deck that is imported again updates it.
    front : str
        Question of the first card.
    point : str
        Question of the second card, which shows the picture without a cover; empty if there is none.
    answer, why, sources : str
        Plain text; lines are separated by line feeds.
    view : ViewId or None
        Picture of the note, with the territories of `layer` on it; None for text alone.
    covered : MultiPolygon or None
        Skin that is covered, right-limb mm of the view.
    shown : MultiPolygon or None
        Skin that is shown with the answer.
    case : Case or None
        Case whose paint is drawn instead of territories.
    """

    id: str
    front: str
    answer: str
    why: str = ""
    sources: str = ""
    point: str = ""
    view: ViewId | None = None
    layer: Layer = "nerves"
    covered: MultiPolygon | None = None
    shown: MultiPolygon | None = None
    case: Case | None = None


def notes_of(facts: Sequence[Fact], atlas: Atlas, names: StudyNames) -> Iterator[Note]:
    """Notes of facts, in their order."""
    for fact in facts:
        match fact.kind:
            case "nerve" | "level":
                yield from _territory(fact, atlas, names)
            case "muscle":
                yield _muscle(fact, names)
            case "reflex":
                yield _reflex(fact, names)
            case "site":
                yield _site(fact, atlas, names)
            case "apart":
                yield _apart(fact, names)
            case "maps":
                yield _maps(fact, names)


def notes_of_set(footset: Footset, facts: Sequence[Fact], atlas: Atlas, names: StudyNames) -> Iterator[Note]:
    """Notes of a teacher's set: its cases, then the facts that this edition knows of it."""
    for item in footset.cases:
        yield _set_case(footset.id, item, names)
    known = {fact.id: fact for fact in facts}
    yield from notes_of([known[id_] for id_ in footset.facts if id_ in known], atlas, names)


def skin_in(atlas: Atlas, layer: str, ids: Sequence[str], view: ViewId) -> MultiPolygon:
    """Skin of nerves or levels in a view, as they usually reach; levels by the consensus."""
    shapes = _shapes(atlas, layer, ids, view)
    return shapes[0] if len(shapes) == 1 else union_all(shapes)


def best_views(atlas: Atlas, layer: str, ids: Sequence[str]) -> tuple[ViewId, ...]:
    """Views that show most of some skin, the best first."""
    areas = {view: sum(shape.area for shape in _shapes(atlas, layer, ids, view)) for view in VIEW_IDS}
    order = sorted((v for v in VIEW_IDS if areas[v] > 0), key=lambda v: -areas[v])
    return tuple(v for v in order[:MOST_VIEWS] if areas[v] >= LEAST_SHARE * areas[order[0]])


def _shapes(atlas: Atlas, layer: str, ids: Sequence[str], view: ViewId) -> list[MultiPolygon]:
    return [
        territory.zones["usual"][view]
        for territory in atlas.territories
        if territory.layer == layer
        and territory.id in ids
        and territory.map in (None, CONSENSUS)
        and view in territory.zones["usual"]
    ]


def _territory(fact: Fact, atlas: Atlas, names: StudyNames) -> Iterator[Note]:
    (id_,) = fact.subjects
    base = names.clinical.base
    level = fact.kind == "level"
    why, sources = "", ""
    if level:
        record = base.levels[id_]
        why = f"{record.agreement.to(names.language)}\n{record.key_point.text.to(names.language)}"
        said = (*record.maps.values(), record.key_point, record.myotome)
        sources = names.sources(s for statement in said for s in statement.sources)
    else:
        nerve = base.nerves[id_]
        lines = [names.say("said_roots", names=names.all(nerve.roots.main))]
        lines += [text.to(names.language) for text in nerve.territory.views.values()]
        why = "\n".join(lines)
        sources = names.sources((*nerve.territory.sources, *nerve.roots.sources))
    name = names.called(id_)
    if level:
        name = f"{name} ({base.levels[id_].long_name.to(names.language)})"
    for view in best_views(atlas, fact.kind, (id_,)):
        skin = skin_in(atlas, fact.kind, (id_,), view)
        yield Note(
            id=f"{fact.id}@{view}",
            front=names.say(f"card_name_{fact.kind}"),
            point=names.say("card_point", name=name),
            answer=name,
            why=why,
            sources=sources,
            view=view,
            layer="dermatomes" if level else "nerves",
            covered=skin,
            shown=skin,
        )


def _muscle(fact: Fact, names: StudyNames) -> Note:
    (id_,) = fact.subjects
    anatomy = names.clinical.anatomy
    muscle = anatomy.muscles[id_]
    nerves = dict.fromkeys(s.nerve for s in anatomy.segments.values() if id_ in s.muscles and s.nerve is not None)
    roots = sorted(muscle.roots, key=lambda root: -muscle.roots[root])
    movements = () if muscle.movement is None else (muscle.movement,)
    answer = "\n".join(
        (
            names.say("said_nerve", names=names.all(nerves)),
            names.say("said_roots", names=names.all(roots)),
            names.say("said_movement", names=names.all(movements)),
        )
    )
    front = names.say("card_muscle", name=names.called(id_))
    return Note(fact.id, front, answer, sources=names.sources(load_cited()[id_]))


def _reflex(fact: Fact, names: StudyNames) -> Note:
    (id_,) = fact.subjects
    anatomy = names.clinical.anatomy
    reflex = anatomy.reflexes[id_]
    nerves = dict.fromkeys(n for s in reflex.arc if (n := anatomy.segments[s].nerve) is not None)
    roots = sorted(reflex.roots, key=lambda root: -reflex.roots[root])
    answer = "\n".join(
        (names.say("said_roots", names=names.all(roots)), names.say("said_nerve", names=names.all(nerves)))
    )
    front = names.say("card_reflex", name=names.called(id_))
    return Note(fact.id, front, answer, sources=names.sources(load_cited()[id_]))


def _site(fact: Fact, atlas: Atlas, names: StudyNames) -> Note:
    (id_,) = fact.subjects
    predicted = predict(names.clinical.anatomy, id_)
    numb = [(s.layer, s.id) for s in predicted.skin if s.grade == "affected"]
    weak = [m.id for m in predicted.muscles if m.grade == "affected"]
    layer = "level" if any(kind == "level" for kind, _ in numb) else "nerve"
    skins = tuple(dict.fromkeys(skin for kind, skin in numb if kind == layer))
    views = best_views(atlas, layer, skins) if skins else ()
    return Note(
        id=fact.id,
        front=names.say("card_site", name=names.wording.site(id_)),
        answer="\n".join(
            (
                names.say("said_skin", names=names.all(skins[:MOST_NAMES])),
                names.say("said_weak", names=names.all(weak[:MOST_NAMES])),
            )
        ),
        sources=names.sources(load_cited().get(id_, ())),
        view=views[0] if views else None,
        layer="dermatomes" if layer == "level" else "nerves",
        shown=skin_in(atlas, layer, skins, views[0]) if views else None,
    )


def _apart(fact: Fact, names: StudyNames) -> Note:
    for pair in load_study().distinctions:
        if f"apart:{'+'.join(pair.one)}|{'+'.join(pair.other)}" == fact.id:
            front = names.say("card_apart", one=names.all(pair.one), other=names.all(pair.other))
            return Note(fact.id, front, pair.text.to(names.language), sources=names.sources(pair.sources))
    raise KeyError(fact.id)


def _maps(fact: Fact, names: StudyNames) -> Note:
    (id_,) = fact.subjects
    record = names.clinical.base.levels[id_]
    lines = [f"{names.wording.map(map_)}: {said.text.to(names.language)}" for map_, said in record.maps.items()]
    return Note(
        id=fact.id,
        front=names.say("card_maps", name=names.called(id_)),
        answer="\n".join(lines),
        why=record.agreement.to(names.language),
        sources=names.sources(s for said in record.maps.values() for s in said.sources),
    )


def _set_case(set_id: str, item: SetCase, names: StudyNames) -> Note:
    clues = [
        f"{names.wording.clue(clue)}: {names.wording.answer(clue, answer)}"
        for clue, answer in item.case.clues.items()
        if isinstance(answer, str)
    ]
    strokes = item.case.drawing.strokes
    return Note(
        id=f"set:{set_id}:{item.id}",
        front="\n".join((item.question, *clues, names.say("card_case"))),
        answer=names.all(item.accepted.ids),
        why=item.lesson,
        sources=item.source,
        view=strokes[0].view if strokes else None,
        case=item.case if strokes else None,
    )


def as_html(text: str) -> str:
    """Plain text as HTML."""
    return html.escape(text).replace("\n", "<br>")
