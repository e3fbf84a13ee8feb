"""Anatomy files -> the frozen graph of `footmap.core.anatomy`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from footmap.core import anatomy as core
from footmap.core.ids import LevelId
from footmap.data.yaml_strict import Document
from footmap.errors import Problem

from .anatomy_records import (
    ForwardFile,
    GraphFile,
    HeightRecord,
    MusclesFile,
    PainAreaRecord,
    ReflexesFile,
    SegmentRecord,
    SiteRecord,
    SitesFile,
)

K = TypeVar("K")
V = TypeVar("V")


def build(
    muscles: MusclesFile, reflexes: ReflexesFile, graph: GraphFile, sites: SitesFile, forward: ForwardFile
) -> core.Anatomy:
    """The graph from checked records (see `knowledge_check`)."""
    heights = {h.id: h for h in forward.heights}
    return core.Anatomy(
        segments=_map({s.id: _segment(s) for s in graph.segments}),
        order=ordered(graph.segments) or (),
        muscles=_map(
            {
                m.id: core.Muscle(m.id, _map(m.name.all()), m.movement, _levels(m.roots.share), _map(m.helps))
                for m in muscles.muscles
            }
        ),
        movements=_map({m.id: _map(m.name.all()) for m in muscles.movements}),
        hidden_movements=frozenset(m.id for m in muscles.movements if m.hidden),
        reflexes=_map(
            {
                r.id: core.Reflex(r.id, _map(r.name.all()), r.kind, r.arc, _levels(r.share), r.hard_to_obtain)
                for r in reflexes.reflexes
            }
        ),
        sites=_map({s.id: _site(s, heights) for s in sites.sites}),
        places=_map({p.id: core.Place(p.id, _map(p.name.all()), p.site, p.disc, p.lesion) for p in sites.spine}),
        pain_areas=_map({p.id: _pain_area(p) for p in sites.pain_areas}),
        constants=core.ForwardConstants(
            values=_map({c.id: c.value for c in forward.constants}),
            severities=_map({s.id: s.shares for s in forward.severities}),
            motor_gain=forward.motor_gain.values,
            reflex_gain=forward.reflex_gain.values,
            symptoms=_map({s.id: s.sensory for s in forward.symptoms}),
        ),
    )


def ordered(segments: tuple[SegmentRecord, ...]) -> tuple[str, ...] | None:
    """Segment ids, each after all above it; None where they run in a circle."""
    waiting = {s.id: set(s.above) for s in segments}
    out: list[str] = []
    while waiting:
        ready = [id_ for id_, above in waiting.items() if above <= set(out)]
        if not ready:
            return None
        out.extend(ready)
        for id_ in ready:
            del waiting[id_]
    return tuple(out)


def circle_problem(graph: GraphFile, document: Document) -> Problem | None:
    """The complaint about segments that run in a circle, if they do."""
    known = {s.id for s in graph.segments}
    if any(above not in known for s in graph.segments for above in s.above):
        return None
    return None if ordered(graph.segments) else Problem(document.where(("segments",)), "The segments run in a circle.")


def _segment(record: SegmentRecord) -> core.Segment:
    return core.Segment(
        id=record.id,
        names=_map(record.name.all()),
        nerve=record.nerve,
        above=_map(dict(record.above)),
        roots=record.roots,
        skin=tuple(core.SkinPart(s.nerve, s.part) for s in record.skin),
        muscles=_map(dict(record.muscles)),
    )


def _site(record: SiteRecord, heights: Mapping[str, HeightRecord]) -> core.Site:
    return core.Site(
        id=record.id,
        names=_map(record.name.all()),
        kind=record.kind,
        nerve=record.nerve,
        severity=record.severity,
        symptom=record.symptom,
        both=record.both,
        at=record.at,
        one_of=record.one_of,
        roots=_levels(record.roots),
        patterns=tuple(core.Pattern(p.share, _map(p.text.all()), _map(p.loss)) for p in record.patterns),
        areas=tuple(core.Area(a.share, _map(a.regions)) for a in record.areas),
        heights=tuple(_height(h.share, heights[h.start]) for h in record.heights),
        pain=_map(record.pain),
        spread=_map(record.spread),
        sensation=record.sensation,
        weak=_map(record.weak),
        weak_all=record.weak_all,
        reflexes=_map(record.reflexes),
        brisk=record.brisk,
        beyond=tuple(_map(statement.text.all()) for statement in record.beyond),
        distal_form=record.distal_form,
        pain_alone=record.pain_alone,
        conditions=_map(record.conditions),
        mechanisms=_map(record.mechanisms),
        prior=record.prior,
        sensory_symptom=record.sensory_symptom,
    )


def _pain_area(record: PainAreaRecord) -> core.PainArea:
    return core.PainArea(record.id, _map(record.name.all()), record.view, record.path, record.radius_mm)


def _levels(shares: Mapping[LevelId, float]) -> Mapping[str, float]:
    return MappingProxyType({str(level): share for level, share in shares.items()})


def _height(share: float, record: HeightRecord) -> core.Height:
    return core.Height(share, record.id, _map(record.name.all()), record.leg, record.foot)


def _map(values: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(dict(values))
