"""Checks the files of the clinical knowledge base against each other: every id that is used must exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from footmap.data.models import Record
from footmap.data.yaml_strict import Document, Path_
from footmap.errors import Problem

from .anatomy import circle_problem
from .anatomy_records import ForwardFile, GraphFile, MusclesFile, ReflexesFile, SiteRecord, SitesFile
from .base import Knowledge, weak_sources
from .clinical_records import (
    Answer,
    CluesFile,
    ConditionsFile,
    DisagreementsFile,
    GradesFile,
    RedFlagsFile,
)

EVEN: Final = 1e-6
CONSTANTS: Final = frozenset(
    {
        "full_supply", "supply_power", "reflex_full_supply", "weak_from", "slight_from", "skin_from", "skin_some_from",
        "motor_base", "edge_response", "variant_share", "level_margin_response", "level_distal_share",
        "level_referred_share",
        "course_pain_share",
    }
)  # fmt: skip


@dataclass(frozen=True)
class KnowledgeFiles:
    """All files as records, with their documents for the places of problems."""

    muscles: MusclesFile
    reflexes: ReflexesFile
    graph: GraphFile
    sites: SitesFile
    forward: ForwardFile
    conditions: ConditionsFile
    clues: CluesFile
    grades: GradesFile
    red_flags: RedFlagsFile
    disagreements: DisagreementsFile
    documents: Mapping[str, Document]


@dataclass(frozen=True)
class _Book:
    """One file with the ids it may use."""

    document: Document

    def unknown(self, path: Path_, id_: str, known: Collection[str], what: str) -> Iterator[Problem]:
        """A problem if an id is not known."""
        if id_ not in known:
            yield Problem(self.document.where(path), f"{id_} is not a known {what}.")

    def unknowns(self, path: Path_, ids: Collection[str], known: Collection[str], what: str) -> Iterator[Problem]:
        """Problems of all ids of a list or of the keys of a mapping."""
        for i, id_ in enumerate(ids):
            step: str | int = id_ if isinstance(ids, dict) else i
            yield from self.unknown((*path, step), id_, known, what)


def problems(files: KnowledgeFiles, base: Knowledge, regions: frozenset[str]) -> Iterator[Problem]:
    """Every cross reference that leads nowhere, every id given twice, every total that is not whole."""
    books = {name: _Book(document) for name, document in files.documents.items()}
    given: tuple[tuple[str, str, list[str]], ...] = (
        ("muscles.yaml", "muscles", [x.id for x in files.muscles.muscles]),
        ("reflexes.yaml", "reflexes", [x.id for x in files.reflexes.reflexes]),
        ("graph.yaml", "segments", [x.id for x in files.graph.segments]),
        ("sites.yaml", "sites", [x.id for x in files.sites.sites] + [x.id for x in files.sites.spine]),
        ("conditions.yaml", "conditions", [x.id for x in files.conditions.conditions]),
        ("clues.yaml", "clues", [x.id for x in files.clues.clues] + [x.id for x in files.clues.families]),
        ("grades.yaml", "scales", [x.id for x in files.grades.scales]),
        ("red_flags.yaml", "red_flags", [x.id for x in files.red_flags.red_flags]),
        ("disagreements.yaml", "disagreements", [x.id for x in files.disagreements.disagreements]),
    )
    for name, field, ids in given:
        for i, id_ in enumerate(ids):
            if id_ in ids[:i]:
                yield Problem(books[name].document.where((field, i, "id")), f"The id {id_} appears twice here.")
    for name, record in _records(files):
        for path, sources in _sources(record, ()):
            yield from books[name].unknowns(path, sources, base.sources, "source")
        yield from weak_sources(record, files.documents[name], base.sources)
    yield from _anatomy(files, base, books)
    yield from _sites(files, base, regions, books["sites.yaml"])
    yield from _conditions(files, base, books["conditions.yaml"])
    yield from _clues(files, base, regions, books["clues.yaml"])
    yield from _red_flags(files, regions, books)
    yield from _disagreements(files, base, books["disagreements.yaml"])


def _anatomy(files: KnowledgeFiles, base: Knowledge, books: Mapping[str, _Book]) -> Iterator[Problem]:
    muscles = {m.id for m in files.muscles.muscles}
    segments = {s.id for s in files.graph.segments}
    book = books["muscles.yaml"]
    movements = {m.id for m in files.muscles.movements}
    for i, muscle in enumerate(files.muscles.muscles):
        if muscle.nerve is not None:
            yield from book.unknown(("muscles", i, "nerve"), muscle.nerve, base.nerves, "nerve")
        elif muscle.supply is None:
            yield Problem(
                book.document.where(("muscles", i)), f"{muscle.id} has neither a nerve nor a supply in words."
            )
        if muscle.movement is not None:
            yield from book.unknown(("muscles", i, "movement"), muscle.movement, movements, "movement")
        others = movements - {muscle.movement}
        yield from book.unknowns(("muscles", i, "helps"), muscle.helps, others, "movement beside its own")
        yield from book.unknowns(("muscles", i, "roots", "main"), muscle.roots.main, muscle.roots.share, "root of it")
    for i, branch in enumerate(files.muscles.branches):
        yield from book.unknown(("branches", i, "nerve"), branch.nerve, base.nerves, "nerve")
        for j, step in enumerate(branch.order):
            yield from book.unknowns(("branches", i, "order", j, "muscles"), step.muscles, muscles, "muscle")
    book = books["reflexes.yaml"]
    for i, reflex in enumerate(files.reflexes.reflexes):
        yield from book.unknowns(("reflexes", i, "muscles"), reflex.muscles, muscles, "muscle")
        yield from book.unknowns(("reflexes", i, "arc"), reflex.arc, segments, "segment of graph.yaml")
    book = books["graph.yaml"]
    total = dict.fromkeys(muscles, 0.0)
    for i, segment in enumerate(files.graph.segments):
        at = ("segments", i)
        if segment.nerve is not None:
            yield from book.unknown((*at, "nerve"), segment.nerve, base.nerves, "nerve")
        yield from book.unknowns((*at, "from"), segment.above, segments, "segment")
        yield from book.unknowns((*at, "muscles"), segment.muscles, muscles, "muscle")
        for j, skin in enumerate(segment.skin):
            yield from book.unknown((*at, "skin", j, "nerve"), skin.nerve, base.nerves, "nerve")
        for muscle_id, share in segment.muscles.items():
            total[muscle_id] = total.get(muscle_id, 0.0) + share
    for id_, whole in sorted(total.items()):
        if id_ in muscles and abs(whole - 1) > EVEN:
            yield Problem(
                book.document.where(), f"The shares of {id_} add up to {round(whole, 4)} over the graph, not to 1."
            )
    circle = circle_problem(files.graph, book.document)
    if circle is not None:
        yield circle
    book = books["forward.yaml"]
    given = {c.id for c in files.forward.constants}
    for id_ in sorted(CONSTANTS ^ given):
        what = "is missing" if id_ in CONSTANTS else "is not known here"
        yield Problem(book.document.where(("constants",)), f"The constant {id_} {what}.")


def _sites(files: KnowledgeFiles, base: Knowledge, regions: frozenset[str], book: _Book) -> Iterator[Problem]:
    conditions = {c.id for c in files.conditions.conditions}
    places = regions | {p.id for p in files.sites.pain_areas}
    known = {
        "segment": {s.id for s in files.graph.segments},
        "muscle": {m.id for m in files.muscles.muscles},
        "reflex": {r.id for r in files.reflexes.reflexes},
        "severity": {s.id for s in files.forward.severities},
        "symptom": {s.id for s in files.forward.symptoms},
        "height": {h.id for h in files.forward.heights},
    }
    pressed: set[str] = set()
    located = dict.fromkeys(conditions, 0.0)
    for i, site in enumerate(files.sites.sites):
        at = ("sites", i)
        if site.nerve is not None:
            yield from book.unknown((*at, "nerve"), site.nerve, base.nerves, "nerve")
        yield from book.unknowns((*at, "at"), site.at, known["segment"], "segment")
        yield from book.unknown((*at, "severity"), site.severity, known["severity"], "severity")
        yield from book.unknown((*at, "symptom"), site.symptom, known["symptom"], "symptom")
        yield from book.unknowns((*at, "conditions"), site.conditions, conditions, "condition")
        yield from book.unknowns((*at, "mechanisms"), site.mechanisms, conditions, "condition")
        yield from book.unknowns((*at, "pain"), site.pain, places, "region or pain area")
        yield from book.unknowns((*at, "spread"), site.spread, places, "region or pain area")
        yield from book.unknowns((*at, "weak"), site.weak, known["muscle"], "muscle")
        yield from book.unknowns((*at, "reflexes"), site.reflexes, known["reflex"], "reflex")
        yield from _shown(site, at, known, places, book)
        for id_, share in site.conditions.items():
            located[id_] = located.get(id_, 0.0) + share
        pressed.update(site.mechanisms)
    for j, condition in enumerate(files.conditions.conditions):
        whole = located[condition.id]
        where = files.documents["conditions.yaml"].where(("conditions", j, "id"))
        if condition.rank == "condition" and condition.id not in pressed and abs(whole - 1) > 0.02:
            yield Problem(where, f"The sites hold {round(whole, 3)} of {condition.id}, not all of it.")
    sites = {s.id for s in files.sites.sites}
    for i, place in enumerate(files.sites.spine):
        yield from book.unknown(("spine", i, "site"), place.site, sites, "site")


def _shown(
    site: SiteRecord, at: Path_, known: Mapping[str, Collection[str]], places: Collection[str], book: _Book
) -> Iterator[Problem]:
    for j, pattern in enumerate(site.patterns):
        may = known["segment"] if site.at else site.roots
        yield from book.unknowns((*at, "patterns", j, "loss"), pattern.loss, may, "segment or root of the site")
    for j, area in enumerate(site.areas):
        yield from book.unknowns((*at, "areas", j, "regions"), area.regions, places, "region or pain area")
    for j, height in enumerate(site.heights):
        yield from book.unknown((*at, "heights", j, "from"), height.start, known["height"], "height")


def _conditions(files: KnowledgeFiles, base: Knowledge, book: _Book) -> Iterator[Problem]:
    ids = {c.id for c in files.conditions.conditions}
    for i, evidence in enumerate(files.conditions.tiers.evidence):
        yield from book.unknown(("tiers", "evidence", i, "condition"), evidence.condition, ids, "condition")
    for i, condition in enumerate(files.conditions.conditions):
        yield from book.unknowns(("conditions", i, "nerves"), condition.nerves, base.nerves, "nerve")
        yield from book.unknowns(("conditions", i, "levels"), condition.levels, base.levels, "level")
        if condition.tier not in files.conditions.tiers.values:
            yield Problem(book.document.where(("conditions", i, "tier")), f"The tier {condition.tier} has no value.")
        for j, other in enumerate(condition.distinguish):
            path = ("conditions", i, "distinguish", j, "from")
            yield from book.unknown(path, other.other, ids - {condition.id}, "other condition")


def _clues(files: KnowledgeFiles, base: Knowledge, regions: frozenset[str], book: _Book) -> Iterator[Problem]:
    file = files.clues
    clues = {c.id for c in file.clues}
    targets = {c.id for c in files.conditions.conditions} | {s.id for s in files.sites.sites}
    targets |= set(base.nerves) | set(base.levels)
    topics = {t.id for t in file.topics}
    movements = {m.id for m in files.muscles.movements} | {"all"}
    reflexes = {r.id for r in files.reflexes.reflexes}
    symptoms = {s.id for s in files.forward.symptoms} | {"other"}
    scales = {s.id for s in files.grades.scales}
    groups: dict[str, str] = {}
    for i, group in enumerate(file.groups):
        yield from book.unknowns(("groups", i, "members"), group.members, clues, "clue")
        for member in group.members:
            if member in groups:
                where = book.document.where(("groups", i, "members"))
                yield Problem(where, f"{member} is in two groups, {groups[member]} and {group.id}.")
            groups[member] = group.id
    for i, same in enumerate(file.same_sign):
        yield from book.unknowns(("same_sign", i), same, clues, "clue")
    for i, family in enumerate(file.families):
        yield from book.unknown(("families", i, "topic"), family.topic, topics, "topic")
        yield from book.unknown(("families", i, "group"), family.group, {g.id for g in file.groups}, "group")
        places = {s.id for s in files.sites.sites} if family.per == "site" else regions
        yield from book.unknowns(("families", i, "same_as"), family.same_as, places, family.per)
        for place, clue_id in family.same_as.items():
            yield from book.unknown(("families", i, "same_as", place), clue_id, clues, "clue")
        may = {"{site}"} if family.per == "site" else set()
        yield from _answers(("families", i), family.answers, targets | may, book)
    for i, clue in enumerate(file.clues):
        at: Path_ = ("clues", i)
        yield from book.unknown((*at, "topic"), clue.topic, topics, "topic")
        yield from _answers(at, clue.answers, targets, book)
        if clue.scale is not None:
            yield from book.unknown((*at, "scale"), clue.scale, scales, "scale of grades.yaml")
        if clue.applies_if is not None:
            yield from book.unknown((*at, "applies_if"), clue.applies_if, clues, "clue")
        if clue.finding is not None:
            if clue.finding.movement is not None:
                yield from book.unknown((*at, "finding", "movement"), clue.finding.movement, movements, "movement")
            if clue.finding.reflex is not None:
                yield from book.unknown((*at, "finding", "reflex"), clue.finding.reflex, reflexes, "reflex")
            given = {a.id for a in clue.answers}
            yield from book.unknowns((*at, "finding", "rates"), clue.finding.rates, given, "answer of this clue")
            yield from book.unknowns((*at, "finding", "pattern"), clue.finding.pattern, given, "answer of this clue")
            for answer, rates in clue.finding.rates.items():
                yield from book.unknowns((*at, "finding", "rates", answer), rates, symptoms, "symptom")
                if "other" not in rates:
                    yield Problem(book.document.where((*at, "finding", "rates", answer)), "needs a rate for `other`.")
    yield from book.unknowns(("asking", "shown_by_paint"), file.asking.shown_by_paint, clues, "clue")
    asked = {c.finding.movement for c in file.clues if c.finding is not None and c.finding.movement}
    for movement in sorted(movements - asked):
        yield Problem(book.document.where(("clues",)), f"No clue asks for the movement {movement}.")


def _answers(at: Path_, answers: tuple[Answer, ...], targets: Collection[str], book: _Book) -> Iterator[Problem]:
    seen: set[str] = set()
    for j, answer in enumerate(answers):
        path = (*at, "answers", j)
        if answer.id in seen:
            yield Problem(book.document.where(path), f"The answer {answer.id} appears twice here.")
        seen.add(answer.id)
        known = "condition, site, nerve or level"
        yield from book.unknowns((*path, "supports"), answer.supports, targets, known)
        yield from book.unknowns((*path, "opposes"), answer.opposes, targets, known)


def _red_flags(files: KnowledgeFiles, regions: frozenset[str], books: Mapping[str, _Book]) -> Iterator[Problem]:
    book = books["red_flags.yaml"]
    answers_of = {c.id: {a.id for a in c.answers} for c in files.clues.clues}
    for family in files.clues.families:
        for region in regions if family.per == "region" else ():
            answers_of[f"{family.id}.{region}"] = {a.id for a in family.answers}
    grades = {s.id: {g.id for g in s.grades} for s in files.grades.scales}
    graded = {c.id: grades.get(c.scale, set()) for c in files.clues.clues if c.scale is not None}
    conditions = {c.id for c in files.conditions.conditions}
    raised: set[str] = set()

    def check(path: Path_, clue: str, answers: tuple[str, ...]) -> Iterator[Problem]:
        yield from book.unknown(path, clue, answers_of, "clue")
        if clue in answers_of:
            known = answers_of[clue] | graded.get(clue, set())
            yield from book.unknowns(path, answers, known, f"answer of {clue}")

    for i, flag in enumerate(files.red_flags.red_flags):
        for named in ("conditions", "also"):
            yield from book.unknowns(("red_flags", i, named), getattr(flag, named), conditions, "condition")
        for j, trigger in enumerate(flag.raised_by):
            at: Path_ = ("red_flags", i, "raised_by", j)
            for clue, answers in trigger.clues.items():
                raised.add(clue)
                yield from check((*at, "clues", clue), clue, answers)
            if trigger.paint is not None:
                yield from book.unknowns((*at, "paint", "regions"), trigger.paint.regions, regions, "region")
                yield from book.unknowns((*at, "paint", "mostly_in"), trigger.paint.mostly_in, regions, "region")
        if flag.checks is not None:
            for kind in ("clues", "ask_if_both_sides"):
                asked_ids = getattr(flag.checks, kind)
                yield from book.unknowns(("red_flags", i, "checks", kind), asked_ids, answers_of, "clue")
    for i, condition in enumerate(files.conditions.conditions):
        yield from book.unknowns(("conditions", i, "ask"), condition.ask, answers_of, "clue")
        if condition.needs is not None:
            needs: Path_ = ("conditions", i, "needs")
            for key in ("named_after", "signs"):
                for clue, answers in getattr(condition.needs, key).items():
                    yield from check((*needs, key, clue), clue, answers)
            yield from book.unknowns((*needs, "numb_both"), condition.needs.numb_both, regions, "region")
    for i, score in enumerate(files.red_flags.scores):
        for j, item in enumerate(score.items):
            yield from check(("scores", i, "items", j), item.clue, item.answers)
        for j, band in enumerate(score.bands):
            yield from book.unknown(("scores", i, "bands", j, "target"), band.target, conditions, "condition")
    for i, asked in enumerate(files.clues.clues):
        alarms = asked.red_flag is not None or any(a.red_flag is not None for a in asked.answers)
        if alarms and asked.id not in raised:
            where = books["clues.yaml"].document.where(("clues", i, "id"))
            yield Problem(where, f"{asked.id} is a red flag, but no flag of red_flags.yaml is raised by it.")


def _disagreements(files: KnowledgeFiles, base: Knowledge, book: _Book) -> Iterator[Problem]:
    known: Mapping[str, Collection[str]] = {
        "nerves": base.nerves,
        "levels": base.levels,
        "muscles": {m.id for m in files.muscles.muscles},
        "conditions": {c.id for c in files.conditions.conditions},
        "clues": {c.id for c in files.clues.clues},
    }
    for i, item in enumerate(files.disagreements.disagreements):
        for what, ids in item.about.items():
            yield from book.unknowns(("disagreements", i, "about", what), ids, known[what], what[:-1])


def _records(files: KnowledgeFiles) -> Iterator[tuple[str, Record]]:
    yield "muscles.yaml", files.muscles
    yield "reflexes.yaml", files.reflexes
    yield "graph.yaml", files.graph
    yield "sites.yaml", files.sites
    yield "forward.yaml", files.forward
    yield "conditions.yaml", files.conditions
    yield "clues.yaml", files.clues
    yield "grades.yaml", files.grades
    yield "red_flags.yaml", files.red_flags
    yield "disagreements.yaml", files.disagreements


def _sources(value: Any, path: Path_) -> Iterator[tuple[Path_, tuple[str, ...]]]:
    parts: Iterable[tuple[str | int, Any]]
    if isinstance(value, Record):
        sources = getattr(value, "sources", None)
        if sources:
            yield (*path, "sources"), sources
        fields = type(value).model_fields.items()
        parts = ((field.alias or name, getattr(value, name)) for name, field in fields)
    else:
        parts = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in parts:
        if isinstance(part, (Record, tuple, dict)):  # most parts are words and numbers
            yield from _sources(part, (*path, name))
