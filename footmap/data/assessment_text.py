"""An assessment as text to read: red flags first, then the lists, what is said beside them, and the argument."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from footmap.core.localiser.assessment import Assessed, Assessment
from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.explain import Explanation, explain

from .assessment_words import Wording
from .knowledge_clinical import Clinical
from .knowledge_scoring import LimitRecord

ROWS: Final = 6
"""Rows of each list that the table shows."""
LEADING: Final = 3
"""Candidates of each list that are argued for at most."""
BAR: Final = 5
WIDTH: Final = 112
TITLES: Final[Mapping[Depth, str]] = {"nerve": "Nerves", "level": "Levels", "condition": "Conditions"}
NOTHING: Final = "Nothing is painted and no question is answered, so there is nothing to rank."
KEY: Final = (
    "support: what paint and answers say, and how far behind the best (natural log units; 1.1 is 3 to 1).",
    "fit: how well the paint alone matches (0 to 1). explains: share of the paint it accounts for.",
    "filled: share of its usual skin that is painted. None of them is the probability of a disease.",
)


def assessment_table(found: Assessment, words: Wording, *, everything: bool = False) -> str:
    """Red flags, the three lists, and what is said beside them.

    Parameters
    ----------
    everything : bool
        Every candidate instead of the best few.
    """
    lines = [*_flags(found, words), *_head(found, words)]
    if not found.is_empty:
        for depth in DEPTHS:
            lines += ["", *_section(depth, found.at(depth), words, everything)]
        lines += ["", *KEY]
        lines += _list("Also", [said.text for said in words.special(found.special)])
    lines += _list("Careful", words.cautions(found))
    lines += _list("Answers that do not count, or not as given", [words.problem(p) for p in found.problems])
    lines += _full(found, words)
    if not found.is_empty:
        limits = " ".join(limit.text.to(words.language) for limit in words.limits_of(found))
        lines += ["", *_wrap(f"Limits: {limits}")]
    return "\n".join(lines)


def _flags(found: Assessment, words: Wording) -> list[str]:
    lines: list[str] = []
    for flag in found.alarms.raised:
        said = words.red_flag(flag)
        lines += _wrap(f"!! {said.urgency}. {said.name}", indent="   ")
        lines += _wrap(f"   {_sentence(said.reason)} {said.because}", indent="   ")
        lines += _wrap(f"   {_sentence(said.action)}{_cite(flag.sources)}", indent="   ")
    return [*lines, ""] if lines else []


def _head(found: Assessment, words: Wording) -> list[str]:
    if found.is_empty:
        lines = [NOTHING]
    elif not found.painted_sides:
        lines = ["Nothing is painted; the ranking rests on the answers alone."]
    else:
        where = words.listed([words.side(side) for side in found.painted_sides])
        outside = _percent(found.unexplained_share)
        lines = [
            f"Painted skin {words.area(found.paint_cm2)}, {where}. "
            f"Outside every nerve and level: {outside} of the paint."
        ]
    if found.answers:
        lines += _wrap("Answers: " + "; ".join(words.said(c, a) for c, a in found.answers.items()) + ".")
    if found.map != "consensus":
        lines.append(f"Levels follow the dermatome map of {words.map(found.map)}, redrawn from descriptions.")
    return lines


def _section(depth: Depth, assessed: Sequence[Assessed], words: Wording, everything: bool) -> list[str]:
    shown = assessed if everything else assessed[:ROWS]
    names = []
    for a in shown:
        place = words.place(a.candidate)
        names.append(words.candidate(a.candidate.id) + (f" ({place})" if place else ""))
    width = max(len(TITLES[depth]), *(len(name) for name in names))
    filled = "" if depth == "condition" else "  filled"
    lines = [f"{TITLES[depth]:<{width}}  side   support                         fit         explains{filled}"]
    for name, a in zip(names, shown, strict=True):
        c = a.candidate
        bar = "█" * round(a.fit * BAR) + "·" * (BAR - round(a.fit * BAR))
        lines.append(
            f"{name:<{width}}  {c.side or '-':<5}  {c.words:<23} {_plain(c.support):5.1f}  {a.fit:4.2f} {bar}"
            f"  {_percent(a.explained):>7}" + ("" if a.filled is None else f"  {_percent(a.filled):>6}")
        )
    if len(assessed) > len(shown):
        lines.append(f"({len(assessed) - len(shown)} more; --all lists every candidate)")
    return lines


def _full(found: Assessment, words: Wording) -> list[str]:
    """Stability and next questions, where they were asked for."""
    lines: list[str] = []
    if found.stability is not None:
        leaders = [(depth, found.at(depth)[0].candidate.id) for depth in DEPTHS]
        lines += _list("Drawn again", [words.stability(found.stability, depth, id_) for depth, id_ in leaders])
    if not found.questions or not found.conditions:
        return lines
    first = found.conditions[0].candidate.id
    lines += ["", "Worth asking next:"]
    for question in found.questions:
        lines += _wrap(f"  - {words.question(question.clue)} [{question.clue}]", indent="    ")
        by_leader: dict[str, list[str]] = {}
        for outcome in question.outcomes:
            told = f"{words.answer(question.clue, outcome.answer)} ({outcome.ahead:.1f} ahead)"
            by_leader.setdefault(outcome.leader, []).append(told)
        for leader, answers in by_leader.items():
            change = f"{words.candidate(leader)} {'stays' if leader == first else 'would be'} first"
            lines += _wrap(f"      {', '.join(answers)}: {change}", indent="        ")
    return lines


# ---- the argument


def leading(assessed: Sequence[Assessed], near: float) -> list[Assessed]:
    """The best candidate and those no more than `near` log units behind it, three at most."""
    return [a for a in assessed[:LEADING] if a.candidate.support >= -near]


def explanations(
    localiser: Localiser, found: Assessment, clinical: Clinical, limits: Sequence[LimitRecord]
) -> list[Explanation]:
    """The argument for each leading nerve, level and condition."""
    mimics = {id_: record.distinguish for id_, record in clinical.condition_records.items()}
    return [
        explain(localiser, found.painted, found.estimate, a.candidate, mimics, limits)
        for depth in DEPTHS
        for a in leading(found.at(depth), localiser.scoring.tied)
    ]


def explanation_text(arguments: Iterable[Explanation], words: Wording) -> str:
    """The argument for each leading candidate, with ledger and sources."""
    lines: list[str] = []
    cited: dict[str, None] = {}
    for argument in arguments:
        candidate = argument.candidate
        title = f"{words.candidate(candidate.id)}: {words.support(candidate.words)}"
        lines += ["", title, "-" * len(title)]
        sources = [limit.sources for limit in words.limits(argument)]
        for said in words.argument(argument):
            if said.kind == "mimic":
                continue
            cite = _cite(sources.pop(0)) if said.kind == "limit" else ""
            lines += _wrap(f"  {LABELS[said.kind]:<9}{said.text}{cite}", indent=" " * 11)
        for mimic in words.mimics(argument):
            lines += _wrap(f"  {'or':<9}{mimic.condition}? {mimic.text}{_cite(mimic.sources)}", indent=" " * 11)
            cited.update(dict.fromkeys(mimic.sources))
        for limit in words.limits(argument):
            cited.update(dict.fromkeys(limit.sources))
        lines += _ledger(argument, words)
        cited.update(dict.fromkeys(source for row in candidate.ledger for source in row.sources))
    if cited:
        lines += ["", "Sources"]
        for id_ in sorted(cited, key=_by_number):
            lines += _wrap(f"  {id_}: {words.citation(id_)}", indent="      ")
    return "\n".join(lines[1:])


LABELS: Final[Mapping[str, str]] = {
    "where": "where",
    "for": "for",
    "against": "against",
    "explained": "paint",
    "not_painted": "missing",
    "paint_left": "left",
    "limit": "limit",
}
"""Heads of the lines of an argument."""


def _ledger(argument: Explanation, words: Wording) -> list[str]:
    lines = ["  ledger (natural log units)"]
    for row in argument.candidate.ledger:
        lines += _wrap(f"    {_plain(row.value):+6.2f}  {words.row(row)}{_cite(row.sources)}", indent=" " * 12)
    return [*lines, f"    {_plain(argument.candidate.support):+6.2f}  {words.say('row_sum')}"]


def _plain(value: float) -> float:
    """A number without a minus before nothing."""
    return round(value, 2) + 0.0


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _cite(sources: Sequence[str]) -> str:
    return f" [{', '.join(sources)}]" if sources else ""


def _by_number(source: str) -> tuple[int, str]:
    digits = "".join(ch for ch in source if ch.isdigit())
    return int(digits or 0), source


def _list(title: str, items: Sequence[str]) -> list[str]:
    return ["", f"{title}:", *(line for item in items for line in _wrap(f"  - {item}", indent="    "))] if items else []


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _percent(share: float) -> str:
    if 0.0 < share < 0.01:
        return "<1 %"
    return f"{share * 100:.0f} %"
