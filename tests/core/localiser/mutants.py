"""Seeded mistakes in the shipped knowledge: one fact changed at a time, as a slip of the pen or of memory would."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from footmap.core.anatomy import Anatomy, Segment, Site
from footmap.core.clinical import Answer, Clue, ClueCaps
from footmap.core.localiser.scoring import Scoring
from footmap.data.knowledge.clinical import Clinical

V = TypeVar("V")
State = tuple[Clinical, Scoring]
OPPOSITE = {"weak": "normal", "normal": "weak", "reduced": "normal", "absent": "normal", "brisk": "normal"}


def mutant(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, State]:
    """Words for one mistake, and the knowledge with it."""
    kind = rng.choice(list(KINDS))
    words, clinical, scoring = KINDS[kind](clinical, scoring, rng)
    return f"{kind}: {words}", (clinical, scoring)


def _with(mapping: Mapping[str, V], id_: str, value: V) -> dict[str, V]:
    return {**mapping, id_: value}


def _anatomy(clinical: Clinical, **parts: Any) -> Clinical:
    return replace(clinical, anatomy=replace(clinical.anatomy, **parts))


def _site(clinical: Clinical, site: Site, **parts: Any) -> Clinical:
    return _anatomy(clinical, sites=_with(clinical.anatomy.sites, site.id, replace(site, **parts)))


def _answer(clinical: Clinical, clue: Clue, answer: Answer) -> Clinical:
    changed = replace(clue, answers=_with(clue.answers, answer.id, answer))
    return replace(clinical, clues=_with(clinical.clues, clue.id, changed))


def muscle_root(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """The main root of a muscle is taken for a root that does not reach it."""
    muscles = clinical.anatomy.muscles
    muscle = muscles[rng.choice([id_ for id_, m in muscles.items() if m.movement and m.roots])]
    main = max(muscle.roots, key=lambda v: muscle.roots[v])
    other = rng.choice([v for v in ("L2", "L3", "L4", "L5", "S1", "S2") if v not in muscle.roots])
    roots = {v: p for v, p in muscle.roots.items() if v != main} | {other: muscle.roots[main]}
    changed = _with(muscles, muscle.id, replace(muscle, roots=roots))
    return f"{muscle.id} by {other} instead of {main}", _anatomy(clinical, muscles=changed), scoring


def muscle_nerve(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A muscle's branch leaves another nerve."""
    anatomy = clinical.anatomy
    supplied = [
        (s.id, m)
        for s in anatomy.segments.values()
        for m, p in s.muscles.items()
        if p > 0.5 and anatomy.muscles[m].movement
    ]
    segment, muscle = rng.choice(supplied)
    other = rng.choice([s.id for s in anatomy.segments.values() if s.nerve != anatomy.segments[segment].nerve])
    share = anatomy.segments[segment].muscles[muscle]
    segments = dict(anatomy.segments)
    kept = {m: p for m, p in segments[segment].muscles.items() if m != muscle}
    segments[segment] = replace(segments[segment], muscles=kept)
    segments[other] = replace(segments[other], muscles={**segments[other].muscles, muscle: share})
    return f"{muscle} from {other} instead of {segment}", _anatomy(clinical, segments=segments), scoring


def reflex_root(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """The main root of a reflex is another one."""
    reflexes = clinical.anatomy.reflexes
    reflex = reflexes[rng.choice(list(reflexes))]
    main = max(reflex.roots, key=lambda v: reflex.roots[v])
    other = rng.choice([v for v in ("L2", "L3", "L4", "L5", "S1", "S2") if v not in reflex.roots])
    roots = {v: p for v, p in reflex.roots.items() if v != main} | {other: reflex.roots[main]}
    changed = _with(reflexes, reflex.id, replace(reflex, roots=roots))
    return f"{reflex.id} by {other} instead of {main}", _anatomy(clinical, reflexes=changed), scoring


def reflex_arc(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A reflex runs through another nerve."""
    reflexes, segments = clinical.anatomy.reflexes, clinical.anatomy.segments
    reflex = reflexes[rng.choice(list(reflexes))]
    nerves = {segments[s].nerve for s in reflex.arc}
    other = rng.choice([s.id for s in segments.values() if s.nerve not in nerves and s.muscles])
    changed = _with(reflexes, reflex.id, replace(reflex, arc=(other,)))
    return f"{reflex.id} through {other}", _anatomy(clinical, reflexes=changed), scoring


def edge(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A segment of the graph hangs on another one."""
    anatomy = clinical.anatomy
    segment = anatomy.segments[rng.choice([s.id for s in anatomy.segments.values() if s.above])]
    below = _below(anatomy, segment.id)
    others = [s for s in anatomy.segments if s not in below and s not in segment.above]
    other = rng.choice(others)
    segments = _with(anatomy.segments, segment.id, replace(segment, above={other: 1.0}))
    changed = _anatomy(clinical, segments=segments, order=_order(segments))
    return f"{segment.id} from {other} instead of {', '.join(segment.above)}", changed, scoring


def _below(anatomy: Anatomy, id_: str) -> set[str]:
    out = {id_}
    for other in anatomy.order:
        if out & set(anatomy.segments[other].above):
            out.add(other)
    return out


def _order(segments: Mapping[str, Segment]) -> tuple[str, ...]:
    out: list[str] = []
    while len(out) < len(segments):
        out += [id_ for id_, s in segments.items() if id_ not in out and set(s.above) <= set(out)]
    return tuple(out)


def segment_skin(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """Two segments have each other's skin."""
    segments = clinical.anatomy.segments
    one, two = rng.sample([id_ for id_, s in segments.items() if s.skin], 2)
    changed = {
        **segments,
        one: replace(segments[one], skin=segments[two].skin),
        two: replace(segments[two], skin=segments[one].skin),
    }
    return f"{one} and {two}", _anatomy(clinical, segments=changed), scoring


def site_place(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A site lies on another segment."""
    sites = [s for s in clinical.anatomy.sites.values() if len(s.at) == 1]
    site = rng.choice(sites)
    nerve = clinical.anatomy.segments[site.at[0]].nerve
    other = rng.choice([s.id for s in clinical.anatomy.segments.values() if s.nerve != nerve and s.skin])
    return f"{site.id} at {other} instead of {site.at[0]}", _site(clinical, site, at=(other,)), scoring


def site_root(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A root site is at its neighbour."""
    roots = [s for s in clinical.anatomy.sites.values() if s.kind == "root"]
    k = rng.randrange(len(roots) - 1)
    one, two = (roots[k], roots[k + 1]) if rng.random() < 0.5 else (roots[k + 1], roots[k])
    return f"{one.id} takes {', '.join(two.roots)}", _site(clinical, one, roots=two.roots), scoring


def site_nerve(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A site belongs to another nerve."""
    sites = [s for s in clinical.anatomy.sites.values() if s.kind == "nerve" and s.nerve is not None]
    site = rng.choice(sites)
    other = rng.choice(sorted({s.nerve for s in sites if s.nerve is not None and s.nerve != site.nerve}))
    return f"{site.id} on {other} instead of {site.nerve}", _site(clinical, site, nerve=other), scoring


def site_cause(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """Two sites have each other's causes."""
    sites = clinical.anatomy.sites
    one = rng.choice([s for s in sites.values() if s.conditions])
    two = rng.choice([s for s in sites.values() if s.conditions and set(s.conditions) != set(one.conditions)])
    changed = _site(_site(clinical, one, conditions=two.conditions), two, conditions=one.conditions)
    return f"{one.id} and {two.id}", changed, scoring


def both_sides(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """How often both sides are hit is turned round."""
    sites = [s for s in clinical.anatomy.sites.values() if abs(s.both - 0.5) > 0.15 and s.conditions]
    site = rng.choice(sites)
    return f"{site.id}: {1 - site.both:.2f} instead of {site.both}", _site(clinical, site, both=1 - site.both), scoring


def clue_sign(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """What speaks for a condition speaks against it."""
    clue, answer, target = _told(clinical, rng)
    ratios = _with(answer.ratios, target, 1.0 / answer.ratios[target])
    words = f"{clue.id}={answer.id}: {target} {1 / answer.ratios[target]:.2f} instead of {answer.ratios[target]}"
    return words, _answer(clinical, clue, replace(answer, ratios=ratios)), scoring


def clue_target(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """An answer speaks for another condition."""
    clue, answer, target = _told(clinical, rng)
    other = rng.choice([c for c in clinical.conditions if c not in answer.ratios])
    ratios = {t: r for t, r in answer.ratios.items() if t != target} | {other: answer.ratios[target]}
    published = frozenset(other if t == target else t for t in answer.published)
    changed = replace(answer, ratios=ratios, published=published)
    return f"{clue.id}={answer.id}: {other} instead of {target}", _answer(clinical, clue, changed), scoring


def _told(clinical: Clinical, rng: random.Random) -> tuple[Clue, Answer, str]:
    """A ratio of an answer for a condition that is ranked; families are written once and are left out."""
    told = [
        (clue, answer, target)
        for clue in clinical.clues.values()
        if clue.family is None
        for answer in clue.answers.values()
        for target in answer.ratios
        if target in clinical.conditions and clinical.conditions[target].rank == "condition"
    ]
    return rng.choice(told)


def finding(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """An answer means the opposite finding."""
    found = [
        (clue, answer)
        for clue in clinical.clues.values()
        if clue.family is None and clue.finding is not None
        for answer in clue.answers.values()
        if answer.finds in OPPOSITE
    ]
    clue, answer = rng.choice(found)
    assert answer.finds is not None
    other = "reduced" if clue.finding is not None and clue.finding.kind != "movement" else OPPOSITE[answer.finds]
    finds = other if other != answer.finds else OPPOSITE[answer.finds]
    return f"{clue.id}={answer.id} finds {finds}", _answer(clinical, clue, replace(answer, finds=finds)), scoring


def finding_target(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A clue tests another movement or jerk."""
    anatomy = clinical.anatomy
    clues = [
        c
        for c in clinical.clues.values()
        if c.family is None and c.finding and c.finding.kind in ("movement", "reflex")
    ]
    clue = rng.choice([c for c in clues if c.finding is not None and c.finding.target != "all"])
    assert clue.finding is not None
    names = anatomy.movements if clue.finding.kind == "movement" else anatomy.reflexes
    tested = {c.finding.target for c in clues if c.finding is not None}
    other = rng.choice([n for n in names if n in tested and n != clue.finding.target])
    changed = replace(clue, finding=replace(clue.finding, target=other))
    words = f"{clue.id} tests {other} instead of {clue.finding.target}"
    return words, replace(clinical, clues=_with(clinical.clues, clue.id, changed)), scoring


def cap(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A bound is three times as wide or as narrow."""
    factor = rng.choice([3.0, 1 / 3.0])
    low, high = clinical.caps.answer
    which = rng.choice(["one answer for", "one answer against", "one group", "levels by pain"])
    if which == "levels by pain":
        return f"{which} x {factor:.2f}", clinical, replace(scoring, level_step_pain=scoring.level_step_pain * factor)
    caps = {
        "one answer for": ClueCaps((low, high * factor), clinical.caps.group),
        "one answer against": ClueCaps((low * factor, high), clinical.caps.group),
        "one group": ClueCaps((low, high), clinical.caps.group * factor),
    }
    return f"{which} x {factor:.2f}", replace(clinical, caps=caps[which]), scoring


def frequency(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A condition is ten times as common, or as rare."""
    ranked = [c for c in clinical.conditions.values() if c.rank == "condition"]
    condition = rng.choice(ranked)
    factor = 0.1 if condition.prior >= 0.2 else 10.0
    changed = replace(condition, prior=condition.prior * factor)
    words = f"{condition.id} x {factor}"
    return words, replace(clinical, conditions=_with(clinical.conditions, condition.id, changed)), scoring


def red_flag(clinical: Clinical, scoring: Scoring, rng: random.Random) -> tuple[str, Clinical, Scoring]:
    """A red flag is less urgent, loses one of its ways, or a condition."""
    flag = rng.choice(list(clinical.red_flags.values()))
    answered = [t for t in flag.raised_by if t.clues]
    if rng.random() < 0.5 and answered:
        lost = rng.choice(answered)
        changed = replace(flag, raised_by=tuple(t for t in flag.raised_by if t is not lost))
        words = f"{flag.id} no longer by {', '.join(lost.clues)}"
    else:
        changed = replace(flag, urgency="same_day" if flag.urgency != "same_day" else "soon")
        words = f"{flag.id} {changed.urgency} instead of {flag.urgency}"
    return words, replace(clinical, red_flags=_with(clinical.red_flags, flag.id, changed)), scoring


KINDS: Mapping[str, Callable[[Clinical, Scoring, random.Random], tuple[str, Clinical, Scoring]]] = {
    f.__name__: f
    for f in (
        muscle_root,
        muscle_nerve,
        reflex_root,
        reflex_arc,
        edge,
        segment_skin,
        site_place,
        site_root,
        site_nerve,
        site_cause,
        both_sides,
        clue_sign,
        clue_target,
        finding,
        finding_target,
        cap,
        frequency,
        red_flag,
    )
}
