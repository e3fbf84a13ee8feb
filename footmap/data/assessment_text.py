"""An assessment as text to read: red flags first, then the lists, what is said beside them, and the argument."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

from footmap.core.localiser.assessment import Assessed, Assessment
from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.explain import Explanation, explain

from .assessment_words import MAPS, URGENCY, Wording, limits_of
from .knowledge_clinical import Clinical
from .knowledge_scoring import LimitRecord

ROWS: Final = 6
"""Rows of each list that the table shows."""
LEADING: Final = 3
"""Candidates of each list that are argued for at most."""
BAR: Final = 5
WIDTH: Final = 112
TITLES: Final[dict[Depth, str]] = {"nerve": "Nerves", "level": "Levels", "condition": "Conditions"}
NOTHING: Final = "Nothing is painted and no question is answered, so there is nothing to rank."


def assessment_table(
    found: Assessment, clinical: Clinical, limits: Sequence[LimitRecord], *, everything: bool = False
) -> str:
    """Red flags, the three lists, and what is said beside them.

    Parameters
    ----------
    everything : bool
        Every candidate instead of the best few.
    """
    words = Wording(clinical)
    lines = [*_flags(found, words), *_head(found, words)]
    if not found.is_empty:
        for depth in DEPTHS:
            lines += ["", *_section(depth, found.at(depth), words, everything)]
        lines += [
            "",
            "support: what paint and clues say, in words, and how far behind the best (natural log units; 1.1 is 3 to 1).",
            "fit: how well the paint alone matches (0 to 1). explains: share of the paint it accounts for. "
            "filled: share of its skin that is painted.",
        ]
    beside = words.special(found.special, found.map) if not found.is_empty else []
    beside += [words.stability(found.stability)] if found.stability is not None else []
    lines += _list("Also", beside)
    lines += _list("Careful", [*words.contradictions(found), *words.cautions(found)])
    lines += _list("Answers that do not count, or not as given", [words.problem(p) for p in found.problems])
    lines += _questions(found, words)
    if not found.is_empty:
        lines += ["", *_wrap("Limits: " + " ".join(x.text.en for x in limits_of(limits, found)))]
    return "\n".join(lines)


def _flags(found: Assessment, words: Wording) -> list[str]:
    lines: list[str] = []
    for flag in found.alarms.raised:
        sources = f" [{', '.join(flag.sources)}]" if flag.sources else ""
        lines += _wrap(f"!! {URGENCY[flag.urgency]}: {words.flag(flag.id)}", indent="   ")
        lines += _wrap(f"   {flag.reason}. Because of: {words.because(flag, found.answers)}.", indent="   ")
        lines += _wrap(f"   What to do: {flag.action}.{sources}", indent="   ")
    return [*lines, ""] if lines else []


def _head(found: Assessment, words: Wording) -> list[str]:
    lines = []
    if found.is_empty:
        lines.append(NOTHING)
    elif not found.painted_sides:
        lines.append("Nothing is painted; the ranking rests on the answers alone.")
    else:
        where = " and ".join(found.painted_sides)
        outside = _percent(found.unexplained_share)
        lines.append(
            f"Painted skin {found.paint_cm2:.1f} cm², {where}. Outside every nerve and level: {outside} of the paint."
        )
    if found.answers:
        lines += _wrap("Answers: " + "; ".join(words.said(c, a) for c, a in found.answers.items()) + ".")
    if found.map != "consensus":
        lines.append(f"Levels follow the map of {MAPS[found.map]}, redrawn from descriptions.")
    return lines


def _section(depth: Depth, assessed: Sequence[Assessed], words: Wording, everything: bool) -> list[str]:
    shown = assessed if everything else assessed[:ROWS]
    names = []
    for a in shown:
        place = words.place(a.candidate)
        names.append(words.candidate(a.candidate) + (f" ({place})" if place else ""))
    width = max(len(TITLES[depth]), *(len(name) for name in names))
    filled = "" if depth == "condition" else "  filled"
    lines = [f"{TITLES[depth]:<{width}}  side   support                         fit         explains{filled}"]
    for name, a in zip(names, shown, strict=True):
        c = a.candidate
        bar = "█" * round(a.fit * BAR) + "·" * (BAR - round(a.fit * BAR))
        lines.append(
            f"{name:<{width}}  {c.side or '-':<5}  {c.words:<23} {c.support:5.1f}  {a.fit:4.2f} {bar}"
            f"  {_percent(c.explained):>7}" + ("" if a.filled is None else f"  {_percent(a.filled):>6}")
        )
    if len(assessed) > len(shown):
        lines.append(f"({len(assessed) - len(shown)} more; --all lists every candidate)")
    return lines


def _questions(found: Assessment, words: Wording) -> list[str]:
    if not found.questions:
        return []
    lines = ["", "Worth asking next:"]
    for question in found.questions:
        lines += _wrap(f"  - {words.question(question.clue)} [{question.clue}]", indent="    ")
        by_leader: dict[str, list[str]] = {}
        for outcome in question.outcomes:
            told = f"{words.answer(question.clue, outcome.answer)} ({outcome.ahead:.1f} ahead)"
            by_leader.setdefault(outcome.leader, []).append(told)
        for leader, answers in by_leader.items():
            stays = bool(found.conditions) and leader == found.conditions[0].candidate.id
            change = f"{words.condition(leader)} {'stays' if stays else 'would be'} first"
            lines += _wrap(f"      {', '.join(answers)}: {change}", indent="        ")
    return lines


# ---- the argument


def leading(assessed: Sequence[Assessed], near: float) -> list[Assessed]:
    """The best candidate and those less than `near` log units behind it, three at most."""
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


def explanation_text(
    found: Assessment, arguments: Iterable[Explanation], clinical: Clinical, limits: Sequence[LimitRecord]
) -> str:
    """The argument for each leading candidate, with ledger and sources."""
    words = Wording(clinical)
    lines: list[str] = []
    cited: dict[str, None] = {}
    texts = {limit.id: limit for limit in limits}
    for argument in arguments:
        c = argument.candidate
        place = words.place(c)
        title = f"{words.candidate(c)}{f' ({place})' if place else ''}: {c.words}"
        lines += ["", title, "-" * len(title)]
        lines += _item("For", words.argument(argument.speaks_for) or "nothing of weight.")
        lines += _item("Against", words.argument(argument.speaks_against) or "nothing of weight.")
        if found.painted_sides:
            lines += _item("Its core, not painted", words.remains(argument.core_not_painted))
            lines += _item("Paint it leaves", words.remains(argument.paint_left))
        for mimic in argument.mimics:
            cited.update(dict.fromkeys(mimic.sources))
            lines += _item(f"Or {words.condition(mimic.other)}?", mimic.text + _cite(mimic.sources))
        for id_ in argument.limits:
            cited.update(dict.fromkeys(texts[id_].sources))
            lines += _item("Limit", texts[id_].text.en + _cite(texts[id_].sources))
        lines.append("  Ledger (natural log units):")
        for row in c.ledger:
            cited.update(dict.fromkeys(row.sources))
            lines += _wrap(f"    {row.value:+6.2f}  {words.row(row)}{_cite(row.sources)}", indent=" " * 12)
        lines.append(f"    {c.support:+6.2f}  support")
    if cited:
        lines += ["", "Sources"]
        for id_ in sorted(cited, key=_by_number):
            lines += _wrap(f"  {id_}: {words.citation(id_)}", indent="      ")
    return "\n".join(lines[1:])


def _item(title: str, text: str) -> list[str]:
    return _wrap(f"  {title}: {text}", indent="      ")


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
