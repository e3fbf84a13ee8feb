"""An assessment as text to read: red flags first, then the lists, what is said beside them, and the argument."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from footmap.core.ids import CONSENSUS
from footmap.core.localiser.assessment import Assessed, Assessment
from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.explain import Explanation, explain
from footmap.core.localiser.questions import Outcome
from footmap.data.knowledge.clinical import Clinical
from footmap.data.knowledge.scoring import LimitRecord

from .assessment_words import Wording

ROWS: Final = 6
"""Rows of each list that the table shows."""
LEADING: Final = 3
"""Candidates of each list that are argued for at most."""
BAR: Final = 5
NUMBERS: Final = frozenset({3, 5, 6})
"""Columns of the table that stand to the right."""
WIDTH: Final = 112
DIGITS: Final = 9
"""Supports that agree to so many are equal."""
OrderedBy = Literal["emergency", "flag", "frequency", "support"]
KEY: Final = ("text_key_support", "text_key_frequency", "text_key_fit", "text_key_filled")


def assessment_table(found: Assessment, words: Wording, *, everything: bool = False) -> str:
    """Red flags, the three lists, and what is said beside them.

    Parameters
    ----------
    everything : bool
        Every candidate instead of the best few.
    """
    lines = [*_flags(found, words), *_head(found, words)]
    if not found.is_empty:
        # what an emergency names comes before everything else
        for depth in ("condition", "nerve", "level") if found.emergencies else DEPTHS:
            lines += ["", *_section(depth, found.at(depth), words, everything, painted=bool(found.painted_sides))]
        keys = KEY if found.painted_sides else KEY[:2]
        lines += ["", *(line for key in keys for line in _wrap(words.say(key)))]
        lines += _list(words.say("text_also"), [said.text for said in words.special(found.special)])
    lines += _list(words.say("text_careful"), words.cautions(found))
    lines += _list(words.say("text_problems"), [words.problem(p) for p in found.problems])
    lines += _full(found, words)
    if not found.is_empty:
        limits = " ".join(limit.text.to(words.language) for limit in words.limits_of(found))
        lines += ["", *_wrap(words.say("text_limits", limits=limits))]
    return "\n".join(lines)


def _flags(found: Assessment, words: Wording) -> list[str]:
    lines: list[str] = []
    for flag in found.alarms.raised:
        said = words.red_flag(flag)
        lines += _wrap(f"!! {said.urgency}. {said.name}", indent="   ")
        lines += _wrap(f"   {_sentence(said.reason)} {said.because}", indent="   ")
        lines += _wrap(f"   >> {said.now}", indent="      ")
        lines += _wrap(f"   {_sentence(said.action)}{_cite(flag.sources)}", indent="   ")
        checks = words.checks(flag, found)
        lines += _wrap(f"   {checks}", indent="   ") if checks else []
    for cleared in found.alarms.cleared:
        lines += _wrap(f"-- {words.cleared(cleared)}", indent="   ")
    return [*lines, ""] if lines else []


def _head(found: Assessment, words: Wording) -> list[str]:
    if found.is_empty:
        lines = [words.say("text_nothing")]
    elif not found.painted_sides:
        lines = [words.say("text_no_paint")]
    else:
        where = words.listed([words.side(side) for side in found.painted_sides])
        outside = words.percent(found.unexplained_share)
        lines = [words.say("text_painted", area=words.area(found.paint_cm2), sides=where, outside=outside)]
    if found.answers or found.answers_by_side:
        lines += _wrap(words.say("text_answers", answers="; ".join(words.answered(found))))
    if found.map != CONSENSUS:
        lines.append(words.say("text_map", map=words.map(found.map)))
    return lines


def _section(
    depth: Depth, assessed: Sequence[Assessed], words: Wording, everything: bool, *, painted: bool
) -> list[str]:
    shown = assessed if everything else first_rows(assessed)[:ROWS]
    if not shown:
        return [words.say(f"text_no_{depth}"), words.say("text_more", count=len(assessed))]
    names = []
    for a in shown:
        place = words.place(a.candidate)
        mark = "!! " if a.emergency else "! " if a.flags else ""
        names.append(mark + words.candidate(a.candidate.id) + (f" ({place})" if place else ""))
    heads = (depth, "side", "support", "fit", "explains", "filled", "frequency")
    titles = [words.say(f"text_{head}") for head in heads]
    rows = [(*titles[:3], "", *titles[3:])]
    numbers = shown_support(assessed)
    for name, a in zip(names, shown, strict=True):
        c, number = a.candidate, numbers.get(a.candidate.id, 0.0)
        bar = "█" * round(a.fit * BAR) + "·" * (BAR - round(a.fit * BAR))
        behind = words.signed(number) if number < 0 else words.number(0.0)
        common = words.say(c.frequency) if c.frequency is not None else ""
        if a.emergency or a.to_exclude:  # it has to be excluded, whatever speaks for or against it
            side = words.side(c.side) if c.side is not None else ""
            rows.append((name, side, words.verdict(a), "", "", "", "", common))
            continue
        if c.side is None or not painted:
            side = "" if c.side is None else words.side(c.side)
            rows.append((name, side, words.support(c.words), behind, "", "", "", common))
            continue
        filled = "" if a.filled is None else words.percent(a.filled)
        fit = f"{words.number(a.fit, 2)} {bar}"
        explained = words.percent(a.explained)
        rows.append((name, words.side(c.side), words.support(c.words), behind, fit, explained, filled, common))
    lines = _columns(rows)
    urgent = sum(a.emergency for a in shown)
    if urgent:
        lines.insert(1, f"{words.say('text_exclude_first')}:")
        lines.insert(2 + urgent, words.say("text_once_excluded"))
    if len(assessed) > len(shown):
        lines.append(words.say("text_more", count=len(assessed) - len(shown)))
    return lines


def shown_support(rows: Sequence[Assessed]) -> Mapping[str, float]:
    """Support of each row of a list as it is printed: never above that of a row before, where frequency put that first.

    As with the bars of the window: frequency orders neighbours that carry one word, and lengthens nothing. A row that a
    red flag brought up keeps its number and binds none below it; what has to be excluded has none.
    """
    out: dict[str, float] = {}
    least = 0.0
    for a in rows:
        if a.emergency or a.to_exclude:
            continue
        out[a.candidate.id] = min(a.candidate.support, least)
        if not a.flags:
            least = out[a.candidate.id]
    return out


def ordered_by(rows: Sequence[Assessed]) -> Mapping[str, OrderedBy]:
    """What puts each row of a list above those below it: mostly its support.

    Of two of one place that carry the same word frequency does where the lower one has more support; and what an
    emergency or another red flag names stands first, or among the first, whatever its support.
    """
    out: dict[str, OrderedBy] = {}
    most = float("-inf")
    for a in reversed(rows):
        support = round(a.candidate.support, DIGITS)
        by: OrderedBy = "support"
        if a.emergency:
            by = "emergency"
        elif support < most:
            by = "flag" if a.flags else "frequency"
        out[a.candidate.id] = by
        if not a.flags and not a.emergency:
            most = max(most, support)
    return out


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines: words to the left, numbers to the right, a column without entries left out."""
    used = [k for k in range(len(rows[0])) if any(row[k] for row in rows[1:])]
    wide = {k: max(len(row[k]) for row in rows) for k in used}
    return ["  ".join(f"{row[k]:{'>' if k in NUMBERS else '<'}{wide[k]}}" for k in used).rstrip() for row in rows]


def _full(found: Assessment, words: Wording) -> list[str]:
    """Stability and next questions, where they were asked for."""
    lines: list[str] = []
    if found.stability is not None:
        # of a list on which nothing fits, or which an emergency orders, no leader is said to be stable
        fitting = [d for d in DEPTHS if first_rows(found.at(d)) and not (d == "condition" and found.emergencies)]
        leaders = [(depth, found.estimate.at(depth)[0].id) for depth in fitting]
        kept = [words.stability(found.stability, depth, id_) for depth, id_ in leaders]
        lines += _list(words.say("text_redrawn"), kept)
    if found.settled:
        lines += ["", *_wrap(words.say("settled"))]
    if not found.questions or not found.conditions:
        return lines
    foremost = found.conditions[0].candidate.id
    lines += ["", *_wrap(words.next_question(found.questions[0], found.estimate))]
    lines += ["", words.say("text_next") + ":"]
    for question in found.questions:
        lines += _wrap(f"  - {words.question(question.clue)} [{question.clue}]", indent="    ")
        if question.stands:  # in an emergency no order counts but what has to be excluded
            lines += [line for said in words.outcomes(question) for line in _wrap(f"      {said}", indent="        ")]
            continue
        by_change: dict[str, list[str]] = {}
        by_flag: dict[str, list[str]] = {}
        for outcome in question.outcomes:
            answer = words.answer(question.clue, outcome.answer)
            if outcome.flags:
                by_flag.setdefault(outcome.flags[0], []).append(answer)
                continue
            by_change.setdefault(words.change(outcome, foremost), []).append(_outcome(outcome, answer, words))
        for flag, answers in by_flag.items():
            lines += _wrap(f"      {words.flagged(', '.join(answers), flag)}", indent="        ")
        for change, answers in by_change.items():
            lines += _wrap(f"      {', '.join(answers)}: {change}", indent="        ")
    return lines


def _outcome(outcome: Outcome, answer: str, words: Wording) -> str:
    """An answer, and how far ahead the first would then be where that is worth a number."""
    if outcome.ahead < words.told_from:
        return answer
    return words.say("text_ahead", answer=answer, ahead=words.number(outcome.ahead))


# ---- the argument


def leading(assessed: Sequence[Assessed], near: float) -> list[Assessed]:
    """What an emergency names, then the best candidate and those at most `near` log units behind it, three at most."""
    rest = [a for a in first_rows(assessed) if not a.emergency]
    return [*(a for a in assessed if a.emergency), *(a for a in rest[:LEADING] if a.candidate.support >= -near)]


def first_rows(assessed: Sequence[Assessed]) -> list[Assessed]:
    """Rows that belong on a first list: they explain something, or a red flag names them.

    None where the evidence speaks against all of them and no flag stands.
    """
    rows = [a for a in assessed if a.tells and (a.emergency or a.flags or not _empty(a))]
    fits = any("against" not in a.candidate.words.split() or a.candidate.words.startswith("neither") for a in rows)
    return rows if fits or any(a.emergency or a.flags for a in rows) else []


def _empty(assessed: Assessed) -> bool:
    """Whether paint was there to be explained, none of it is, and the answers do not speak for it either."""
    against = "against" in assessed.candidate.words and not assessed.candidate.words.startswith("neither")
    return assessed.candidate.side is not None and round(assessed.explained, 2) == 0.0 and against


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


def explanation_text(arguments: Iterable[Explanation], words: Wording, found: Assessment | None = None) -> str:
    """The argument for each leading candidate, with ledger and sources; of a case with the grades that it holds."""
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
            lines += _wrap(f"  {words.say(f'label_{said.kind}'):<9}{said.text}{cite}", indent=" " * 11)
        for mimic in words.mimics(argument):
            lines += _wrap(f"  {words.say('label_mimic'):<9}{mimic.text}{_cite(mimic.sources)}", indent=" " * 11)
            cited.update(dict.fromkeys(mimic.sources))
        for limit in words.limits(argument):
            cited.update(dict.fromkeys(limit.sources))
        lines += _ledger(argument, words, found)
        cited.update(dict.fromkeys(source for row in candidate.ledger for source in row.sources))
    if cited:
        lines += ["", words.say("text_sources")]
        for id_ in sorted(cited, key=_by_number):
            lines += _wrap(f"  {id_}: {words.citation(id_)}", indent="      ")
    return "\n".join(lines[1:])


def _ledger(argument: Explanation, words: Wording, found: Assessment | None) -> list[str]:
    lines = [f"  {words.say('text_ledger')}"]
    for row in argument.candidate.ledger:
        said = words.row(row, found)
        lines += _wrap(f"    {words.signed(row.value, 2):>6}  {said}{_cite(row.sources)}", indent=" " * 12)
    return [*lines, f"    {words.signed(argument.candidate.support, 2):>6}  {words.say('row_sum')}"]


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
