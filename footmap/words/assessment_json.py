"""An assessment as JSON for programs: everything, keys sorted, the same text for the same case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from footmap.core.localiser.assessment import Assessed, Assessment
from footmap.core.localiser.ledger import LedgerRow
from footmap.core.localiser.questions import Question

from .assessment_text import DIGITS, ordered_by, shown_support
from .assessment_words import Wording

FORMAT: Final = "footmap-ranking"
VERSION: Final = 1


def assessment_json(found: Assessment, words: Wording, atlas_version: str) -> str:
    """JSON text.

    Notes
    -----
    Support and ledger values are natural log units; support is relative to the best candidate of its list, and the
    values of a ledger add up to it. Shares and fit are 0 to 1. None of them is a probability.
    """
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "nerves": _list(found.nerves, words),
        "levels": _list(found.levels, words),
        "conditions": _list(found.conditions, words),
        "answers": dict(found.answers),
        "answers_by_side": {clue: dict(limbs) for clue, limbs in found.answers_by_side.items()},
        "cleared": [
            {"flag": c.id, "name": words.flag(c.id), "reason": c.reason, "because": list(c.because)}
            for c in found.alarms.cleared
        ],
        "problems": [
            {"kind": p.kind, "clue": p.clue, "answers": list(p.answers), "message": words.problem(p)}
            for p in found.problems
        ],
        "contradictions": [list(pair) for pair in found.contradictions],
        "special_answers": _special(found, words),
        "red_flags": [
            {
                "id": flag.id,
                "name": words.flag(flag.id),
                "urgency": flag.urgency,
                "reason": words.to(flag.reason),
                "action": words.to(flag.action),
                "now": words.to(flag.now),
                "checks": list(flag.checks),
                "because": list(flag.because),
                "sides": list(flag.sides),
                "cleared_before": {"reason": flag.cleared_before, "since": list(flag.since)} if flag.since else None,
                "conditions": list(flag.named),
                "sources": list(flag.sources),
            }
            for flag in found.alarms.raised
        ],
        "not_reassuring": [{"flag": c.flag, "clue": c.clue, "text": words.caution(c)} for c in found.alarms.cautions],
        "scores": [
            {"id": s.id, "points": s.points, "text": words.to(s.text), "answered": s.answered, "items": s.items}
            for s in found.alarms.scores
        ],
        "limits": [
            {"id": x.id, "text": x.text.to(words.language), "sources": list(x.sources)} for x in words.limits_of(found)
        ],
        "map": found.map,
        "unexplained_share": found.unexplained_share,
        "paint_cm2": found.paint_cm2,
        "atlas_version": atlas_version,
    }
    if found.questions is not None:
        document["next_questions"] = [_question(question, words) for question in found.questions]
        document["settled"] = bool(found.settled)
        stable = found.stability
        document["stability"] = stable and {
            "kept": {depth: _number(share) for depth, share in stable.kept.items()},
            "rivals": dict(stable.rivals),
            "words": {depth: words.stability(stable, depth, found.estimate.at(depth)[0].id) for depth in stable.kept},
            "redraws": stable.redraws,
            "jaccard": _number(stable.jaccard),
        }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)


def _list(rows: Sequence[Assessed], words: Wording) -> list[dict[str, Any]]:
    """Rows in their order, each with what puts it there and the support that tables print."""
    shown, by = shown_support(rows), ordered_by(rows)
    printed = {id_: _number(value) for id_, value in shown.items()}
    return [
        {**_entry(a, words), "ordered_by": by[a.candidate.id], "support_shown": printed.get(a.candidate.id)}
        for a in rows
    ]


def _entry(assessed: Assessed, words: Wording) -> dict[str, Any]:
    candidate = assessed.candidate
    entry: dict[str, Any] = {
        "id": candidate.id,
        "name": words.candidate(candidate.id),
        "side": candidate.side,
        "fit": _number(assessed.fit),
        "explained": _number(assessed.explained),
        "support": _number(candidate.support),
        "change_by_clues": _number(assessed.change),
        "words": words.verdict(assessed),  # what has to be excluded carries no word for or against it
        "site": candidate.site,
        "site_name": words.site(candidate.site),
        "mechanism": candidate.mechanism,
        "level": candidate.level,
        "lowered_by": candidate.reason,
        "ledger": [_row(row) for row in candidate.ledger],
    }
    if assessed.filled is not None:
        entry["filled"] = _number(assessed.filled)
    if candidate.depth == "condition":
        entry["emergency"] = assessed.emergency
        entry["flags"] = list(assessed.flags)
        entry["frequency"] = candidate.frequency
    return entry


def _row(row: LedgerRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "value": _number(row.value),
        "clue": row.clue,
        "answer": row.answer,
        "sources": list(row.sources),
    }


def _special(found: Assessment, words: Wording) -> dict[str, Any]:
    special = found.special
    two, none = special.two_causes, special.no_nerve_fits
    return {
        "two_causes": two
        and {
            "sites": list(two.sites),
            "conditions": list(two.conditions),
            "sides": list(two.sides),
            "explained": _number(two.explained),
            "single": _number(two.single),
            "better": _number(two.better),
        },
        "stocking": list(special.stocking),
        "stocking_sides": list(special.stocking_sides),
        "both_sides": list(special.both_sides),
        "patchy": [{"side": side, "nerve": nerve} for side, nerve in special.patchy],
        "upper_motor_neurone": list(special.upper_motor_neurone),
        "no_nerve_fits": none
        and {"reason": none.reason, "conditions": list(none.conditions), "because": list(none.because)},
        "tied_levels": [list(pair) for pair in special.tied],
        "level_by_map": dict(special.map_dependent),
        "sentences": [said.text for said in words.special(special)],
    }


def _question(question: Question, words: Wording) -> dict[str, Any]:
    return {
        "clue": question.clue,
        "question": words.question(question.clue),
        "gain": _number(question.gain),
        "flag": question.flag or None,
        "outcomes": [
            {
                "answer": o.answer,
                "text": words.answer(question.clue, o.answer),
                "leader": o.leader,
                "ahead": _number(o.ahead),
                "flags": list(o.flags),
            }
            for o in question.outcomes
        ],
    }


def _number(value: float) -> float:
    return round(value, DIGITS) + 0.0
