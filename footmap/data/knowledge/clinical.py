"""The clinical knowledge base: anatomy graph, conditions, clues, red flags and disagreements, checked together.

`load_clinical` reads every file under ``assets/knowledge`` through the strict YAML and the models, checks all of them
against each other and reports every problem at once with file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

from footmap.core import clinical as core
from footmap.core.anatomy import Anatomy, in_language
from footmap.data import kept, resources
from footmap.data.knowledge import anatomy as knowledge_anatomy
from footmap.data.knowledge import check as knowledge_check
from footmap.data.models import Record
from footmap.data.once import read_once
from footmap.data.region_names import REGIONS, read_region_names
from footmap.errors import AssetError

from . import clinical_records as recorded
from .anatomy_records import (
    ForwardFile,
    GraphFile,
    MuscleRecord,
    MusclesFile,
    ReflexesFile,
    ReflexRecord,
    SitesFile,
)
from .base import Knowledge, load_knowledge, read_knowledge, read_records
from .check import KnowledgeFiles
from .clinical_records import (
    CluesFile,
    ConditionRecord,
    ConditionsFile,
    DisagreementRecord,
    DisagreementsFile,
    EffortRecord,
    FamilyRecord,
    GradesFile,
    NeedsRecord,
    RedFlagsFile,
    ScaleRecord,
    Strengths,
)

FILES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "muscles.yaml": MusclesFile,
        "reflexes.yaml": ReflexesFile,
        "graph.yaml": GraphFile,
        "sites.yaml": SitesFile,
        "forward.yaml": ForwardFile,
        "conditions.yaml": ConditionsFile,
        "clues.yaml": CluesFile,
        "grades.yaml": GradesFile,
        "red_flags.yaml": RedFlagsFile,
        "disagreements.yaml": DisagreementsFile,
    }
)
ALONE: Final = frozenset({"no", "none", "normal"})
"""Answers that stand beside no other, without a word in the file."""
_FREQUENCIES: Final[Mapping[str, core.Frequency]] = MappingProxyType(
    {"very_common": "common", "common": "common", "uncommon": "uncommon", "rare": "rare", "very_rare": "rare"}
)
RecordT = TypeVar("RecordT", bound=Record)


class _Keyed(Protocol):
    @property
    def id(self) -> str: ...


KeyedT = TypeVar("KeyedT", bound=_Keyed)


@dataclass(frozen=True)
class Clinical:
    """Everything the localiser and the window know beside nerves, levels and sources.

    Attributes
    ----------
    base : Knowledge
        Nerves, levels and sources.
    anatomy : Anatomy
        Graph, sites and constants of the forward model.
    muscles, reflexes, condition_records, disagreements : mapping of id to record
        With every statement and its sources, for display.
    conditions, clues, red_flags : mapping of id to value
        What the localiser uses; clues of families are written out (``tinel.fibular_neck``).
    scores : mapping of id to Score
        Published scores made of clues.
    topics : mapping of id to names
        Headings of the clues panel, in order.
    same_sign : tuple of tuples of clue id
        One finding asked in several ways; it counts once.
    region_names : mapping of region id to names
    """

    base: Knowledge
    anatomy: Anatomy
    muscles: Mapping[str, MuscleRecord]
    reflexes: Mapping[str, ReflexRecord]
    condition_records: Mapping[str, ConditionRecord]
    disagreements: Mapping[str, DisagreementRecord]
    conditions: Mapping[str, core.Condition]
    clues: Mapping[str, core.Clue]
    red_flags: Mapping[str, core.RedFlag]
    scores: Mapping[str, recorded.Score]
    topics: Mapping[str, Mapping[str, str]]
    same_sign: tuple[tuple[str, ...], ...]
    caps: core.ClueCaps
    region_names: Mapping[str, Mapping[str, str]]


def load_clinical() -> Clinical:
    """The clinical knowledge base that is installed with footmap.

    Raises
    ------
    AssetError
        With every problem of every file.
    """
    return load_with_digest().value


@read_once
def load_with_digest() -> kept.Checked[Clinical]:
    """The same, with the digest of its files.

    Raises
    ------
    AssetError
        With every problem of every file.
    """
    folder, regions = resources.knowledge_folder(), resources.root() / "territories" / REGIONS

    def read(sound: bool) -> Clinical:
        return read_clinical(folder, regions, lambda _: load_knowledge(), sound=sound)

    return kept.checked("clinical-checked", [*sorted(folder.glob("*.yaml")), regions], read)


def read_clinical(
    folder: Path, regions: Path, read_base: Callable[[Path], Knowledge] = read_knowledge, *, sound: bool = False
) -> Clinical:
    """A clinical knowledge base from a folder, and the file that names the skin regions.

    Parameters
    ----------
    read_base : callable
        Gives nerves, levels and sources of the folder.
    sound : bool
        These files were checked against each other before.

    Raises
    ------
    AssetError
        With every problem of every file.
    """
    records, documents, problems = read_records(folder, FILES)
    base: Knowledge | None = None
    names: Mapping[str, Mapping[str, str]] = {}
    try:
        base = read_base(folder)
    except AssetError as error:
        problems.extend(error.problems)
    try:
        names = read_region_names(regions)
    except AssetError as error:
        problems.extend(error.problems)
    if problems or base is None:
        raise AssetError(tuple(problems))
    files = KnowledgeFiles(
        muscles=_of(records, "muscles.yaml", MusclesFile),
        reflexes=_of(records, "reflexes.yaml", ReflexesFile),
        graph=_of(records, "graph.yaml", GraphFile),
        sites=_of(records, "sites.yaml", SitesFile),
        forward=_of(records, "forward.yaml", ForwardFile),
        conditions=_of(records, "conditions.yaml", ConditionsFile),
        clues=_of(records, "clues.yaml", CluesFile),
        grades=_of(records, "grades.yaml", GradesFile),
        red_flags=_of(records, "red_flags.yaml", RedFlagsFile),
        disagreements=_of(records, "disagreements.yaml", DisagreementsFile),
        documents=documents,
    )
    problems = [] if sound else list(knowledge_check.problems(files, base, frozenset(names)))
    if problems:
        raise AssetError(tuple(problems))
    return _build(files, base, names)


def _build(files: KnowledgeFiles, base: Knowledge, regions: Mapping[str, Mapping[str, str]]) -> Clinical:
    anatomy = knowledge_anatomy.build(files.muscles, files.reflexes, files.graph, files.sites, files.forward)
    tiers = files.conditions.tiers.values
    caps = core.ClueCaps(files.clues.caps.answer, files.clues.caps.group)
    return Clinical(
        base=base,
        anatomy=anatomy,
        muscles=_keyed(files.muscles.muscles),
        reflexes=_keyed(files.reflexes.reflexes),
        condition_records=_keyed(files.conditions.conditions),
        disagreements=_keyed(files.disagreements.disagreements),
        conditions=MappingProxyType(
            {
                c.id: core.Condition(
                    id=c.id,
                    names=c.name.all(),
                    kind=c.kind,
                    rank=c.rank,
                    prior=tiers[c.tier],
                    urgency=c.urgency,
                    levels=c.levels,
                    nerves=c.nerves,
                    frequency=_FREQUENCIES[c.tier],
                    needs=_needs(c.needs),
                    ask=c.ask,
                    synonyms=c.synonyms,
                )
                for c in files.conditions.conditions
            }
        ),
        clues=MappingProxyType(_clues(files, anatomy, regions, caps)),
        red_flags=MappingProxyType({f.id: f for f in _red_flags(files.red_flags)}),
        scores=_keyed(files.red_flags.scores),
        topics=MappingProxyType({t.id: t.name.all() for t in files.clues.topics}),
        same_sign=(*files.clues.same_sign, *_same(files.clues)),
        caps=caps,
        region_names=regions,
    )


def _needs(record: NeedsRecord | None) -> core.Needs | None:
    if record is None:
        return None
    return core.Needs(
        largest_cm2=record.largest_cm2,
        pain=record.pain,
        sign=record.sign,
        named_after=MappingProxyType(dict(record.named_after)),
        signs=MappingProxyType(dict(record.signs)),
        wide=record.wide,
        numb_both=record.numb_both,
        both=record.both,
    )


def _clues(
    files: KnowledgeFiles, anatomy: Anatomy, regions: Mapping[str, Mapping[str, str]], caps: core.ClueCaps
) -> dict[str, core.Clue]:
    file = files.clues
    scales = {scale.id: _scale(scale) for scale in files.grades.scales}
    sided = {topic.id: topic.sided for topic in file.topics}
    groups = {member: g.id for g in file.groups for member in g.members}
    shown = frozenset(file.asking.shown_by_paint)
    out: dict[str, core.Clue] = {}
    for clue in file.clues:
        finding = None
        if clue.finding is not None:
            f = clue.finding
            kind = "movement" if f.movement else "reflex" if f.reflex else "skin" if f.skin else ""
            kind = kind or ("both_sides" if f.both_sides else "rates" if f.rates else "pattern")
            finding = core.Finding(kind, f.movement or f.reflex or f.skin or "", f.rates, f.pattern)
        out[clue.id] = core.Clue(
            id=clue.id,
            names=clue.name.all(),
            questions=clue.question.all(),
            kind=clue.kind,
            topic=clue.topic,
            group=groups.get(clue.id),
            finding=finding,
            answers=core.Answers({a.id: _answer(a, file.strengths, caps, None) for a in clue.answers}, clue.several),
            applies_if=clue.applies_if,
            red_flag=clue.red_flag,
            background=clue.background,
            repeats_paint=clue.repeats_paint,
            shown_by_paint=clue.id in shown,
            several=clue.several,
            sided=sided[clue.topic] if clue.sided is None else clue.sided,
            scale=scales[clue.scale] if clue.scale is not None else None,
            effort=_effort(clue.effort or file.efforts[clue.kind]),
            synonyms=clue.synonyms,
        )
    for family in file.families:
        places: Mapping[str, Mapping[str, str]] = regions
        if family.per == "site":
            places = {id_: s.names for id_, s in anatomy.sites.items() if s.kind == "nerve"}
        for place, names in places.items():
            out[f"{family.id}.{place}"] = _member(family, place, names, file, caps)
    return out


def _scale(record: ScaleRecord) -> core.Scale:
    grades = {g.id: core.Grade(g.id, g.text.all(), g.step, g.equal or g.step) for g in record.grades}
    return core.Scale(
        record.id,
        record.name.all(),
        record.compared,
        MappingProxyType(grades),
        MappingProxyType(record.also),
        record.sources,
    )


def _effort(record: EffortRecord) -> core.Effort:
    return core.Effort(record.seconds, record.tool.all() if record.tool else {})


def _member(
    family: FamilyRecord, place: str, names: Mapping[str, str], file: CluesFile, caps: core.ClueCaps
) -> core.Clue:
    def put(texts: Mapping[str, str]) -> dict[str, str]:
        return {language: text.replace("{place}", in_language(names, language)) for language, text in texts.items()}

    return core.Clue(
        id=f"{family.id}.{place}",
        names=put(family.name.all()),
        questions=put(family.question.all()),
        kind=family.kind,
        topic=family.topic,
        group=family.group,
        finding=core.Finding(family.finding, place, {}),
        answers=core.Answers({a.id: _answer(a, file.strengths, caps, place) for a in family.answers}),
        family=family.id,
        sided=True,
        effort=_effort(family.effort or file.efforts[family.kind]),
        synonyms=family.synonyms,
    )


def _answer(record: recorded.Answer, strengths: Strengths, caps: core.ClueCaps, site: str | None) -> core.Answer:
    low, high = caps.answer
    ratios: dict[str, float] = {}
    published: set[str] = set()
    for name, weights in (("supports", record.supports), ("opposes", record.opposes)):
        for target, weight in weights.items():
            id_ = site if target == "{site}" and site is not None else target
            if isinstance(weight, float):
                published.add(id_)
                ratio = weight
            else:
                ratio = getattr(getattr(strengths, weight), name)
            ratios[id_] = min(high, max(low, ratio))
    return core.Answer(
        id=record.id,
        texts=record.text.all(),
        finds=record.finds,
        ratios=ratios,
        published=frozenset(published),
        note=record.note.all() if record.note else None,
        sources=record.sources,
        recalled=record.recalled,
        alone=record.alone or record.id in ALONE,
        sources_of=record.sources_of,
        ask=record.ask,
    )


def _same(file: CluesFile) -> Iterable[tuple[str, ...]]:
    for family in file.families:
        for place, clue in family.same_as.items():
            yield clue, f"{family.id}.{place}"


def _red_flags(file: RedFlagsFile) -> Iterable[core.RedFlag]:
    for flag in file.red_flags:
        triggers = tuple(
            core.Trigger(
                t.clues,
                core.PaintTrigger(t.paint.regions, t.paint.qualities, t.paint.covered, t.paint.mostly_in)
                if t.paint
                else None,
            )
            for t in flag.raised_by
        )
        yield core.RedFlag(
            id=flag.id,
            names=flag.name.all(),
            urgency=flag.urgency,
            reason=flag.reason.all(),
            action=flag.action.all(),
            no_means=flag.no_means.all() if flag.no_means else None,
            conditions=flag.conditions,
            raised_by=triggers,
            sources=flag.sources,
            recalled=flag.recalled,
            now=flag.now.all(),
            checks=flag.checks.clues if flag.checks else (),
            clears=flag.checks.clears if flag.checks else (),
            decides=flag.checks.decides.all() if flag.checks else {},
            ask_if_both_sides=flag.checks.ask_if_both_sides if flag.checks else (),
            also=flag.also,
        )


def _keyed(items: Iterable[KeyedT]) -> Mapping[str, KeyedT]:
    return MappingProxyType({item.id: item for item in items})


def _of(records: Mapping[str, Record], name: str, model: type[RecordT]) -> RecordT:
    record = records[name]
    assert isinstance(record, model)
    return record
