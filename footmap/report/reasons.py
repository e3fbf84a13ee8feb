"""The pages of reasons of a report: why, what to keep in mind, what to ask next, limits and sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matplotlib.figure import Figure

from footmap.core.localiser.assessment import Assessment
from footmap.core.localiser.candidates import DEPTHS
from footmap.core.localiser.explain import Explanation
from footmap.core.localiser.ledger import LedgerRow
from footmap.words.assessment_words import Wording

from .chart import INK, SOFT_INK
from .paper import ACCENT, ALARM, LEADING, TRACK, Flow, bar, text, wrap

SMALL: Final = 2.6
MARKS: Final = {"for": "+", "against": "\N{MINUS SIGN}"}
BAR_MM: Final = 18.0
"""Half of the width of a ledger's bars."""
LEAST: Final = 0.05
"""Smaller contributions are left out of the bars, though not of their sum."""
FULL: Final = 4.0
"""Log units that fill a bar of a ledger."""


def reason_pages(
    found: Assessment, arguments: Sequence[Explanation], words: Wording, title: str = "", dpi: float = 200.0
) -> list[Figure]:
    """Pages as figures; none for a case with nothing to rank."""
    if found.is_empty:
        return []
    flow = Flow(dpi, title, words)
    cited: dict[str, None] = {}
    _flags(flow, found, words, cited)
    flow.heading(words.say("report_why"))
    told: set[str] = set()
    for argument in sorted(arguments, key=lambda a: -DEPTHS.index(a.candidate.depth)):
        _argument(flow, argument, words, cited, told)
    beside = [said.text for said in words.special(found.special)]
    _list(flow, words.say("text_also"), beside)
    mind = [*words.cautions(found), *(words.problem(p) for p in found.problems)]
    _list(flow, words.say("report_mind"), mind)
    _questions(flow, found, words)
    if found.stability is not None:
        leaders = [(depth, found.estimate.at(depth)[0].id) for depth in DEPTHS]
        kept = [words.stability(found.stability, depth, id_) for depth, id_ in leaders]
        _list(flow, words.say("text_redrawn"), kept)
    flow.heading(words.say("report_limits"))
    for limit in words.limits_of(found):
        cited.update(dict.fromkeys(limit.sources))
        flow.paragraph(limit.text.to(words.language) + _cite(limit.sources), SMALL, color=SOFT_INK)
    flow.heading(words.say("text_sources"))
    for source in sorted(cited, key=_number):
        flow.paragraph(words.citation(source), 2.3, indent=9.0, mark=source, color=SOFT_INK)
    return flow.figures


def _flags(flow: Flow, found: Assessment, words: Wording, cited: dict[str, None]) -> None:
    if found.alarms.raised:
        flow.heading(words.say("report_first"))
    for flag in found.alarms.raised:
        said = words.red_flag(flag)
        cited.update(dict.fromkeys(flag.sources))
        flow.paragraph(f"{said.urgency}. {said.name}", 3.2, weight="bold", color=ALARM, indent=4.0, mark="!")
        flow.paragraph(said.now, 3.0, weight="bold", indent=4.0)
        flow.paragraph(f"{said.reason}. {said.because}", indent=4.0)
        flow.paragraph(f"{said.action}.{_cite(flag.sources)}", indent=4.0)
        if checks := words.checks(flag, found):
            flow.paragraph(checks, indent=4.0)
    _list(flow, words.say("text_cleared"), [words.cleared(cleared) for cleared in found.alarms.cleared])


def _argument(flow: Flow, argument: Explanation, words: Wording, cited: dict[str, None], told: set[str]) -> None:
    """The argument for one candidate; how to tell it from others is said only once."""
    candidate = argument.candidate
    flow.skip(1.6)
    flow.room(18.0)
    title = f"{words.candidate(candidate.id)}: {words.support(candidate.words)}"
    flow.lines(wrap(title, 3.3, flow.width, bold=True), 3.3, weight="bold")
    flow.y -= 0.8
    for said in words.argument(argument):
        if said.kind not in ("explained", "mimic", "limit"):
            flow.paragraph(said.text, indent=4.0, mark=MARKS.get(said.kind, "·"))
    for mimic in words.mimics(argument):
        if mimic.text in told:
            continue
        told.add(mimic.text)
        cited.update(dict.fromkeys(mimic.sources))
        flow.paragraph(mimic.text + _cite(mimic.sources), indent=4.0, mark="?")
    _ledger(flow, candidate.ledger, words)
    cited.update(dict.fromkeys(source for row in candidate.ledger for source in row.sources))


def _ledger(flow: Flow, rows: Sequence[LedgerRow], words: Wording) -> None:
    """Contributions as bars to the right (for) and to the left (against) of a line, with their numbers."""
    room = flow.width - 2 * BAR_MM - 16.0
    kept = [row for row in rows if abs(row.value) >= LEAST]
    for row in kept:
        lines = wrap(words.row(row), SMALL, room, most=2)
        height = len(lines) * SMALL * 1.3
        flow.room(height)
        middle = flow.left + 4.0 + room + 2.0 + BAR_MM
        for k, line in enumerate(lines):
            text(flow.page, flow.left + 4.0, flow.y - SMALL - k * SMALL * 1.3, line, SMALL, color=SOFT_INK)
        length = min(abs(row.value) / FULL, 1.0) * BAR_MM
        y = flow.y - SMALL * 0.95
        flow.page.plot([middle, middle], [flow.y + 0.2, flow.y - height + 0.2], color=TRACK, linewidth=0.8)
        if length > 0.15:
            left = middle if row.value > 0 else middle - length
            bar(flow.page, left, y, length, 1.0, ACCENT if row.value > 0 else INK, height=min(1.4, length))
        number = words.signed(row.value)
        text(flow.page, flow.left + flow.width, flow.y - SMALL, number, SMALL, ha="right", color=SOFT_INK)
        flow.y -= height
    total = words.signed(sum(row.value for row in rows))
    flow.room(SMALL * LEADING)
    text(flow.page, flow.left + 4.0, flow.y - SMALL, words.say("row_sum"), SMALL, weight="bold")
    text(flow.page, flow.left + flow.width, flow.y - SMALL, total, SMALL, ha="right", weight="bold")
    flow.y -= SMALL * LEADING + 1.2


def _questions(flow: Flow, found: Assessment, words: Wording) -> None:
    if found.settled:
        flow.heading(words.say("text_next"))
        flow.paragraph(words.say("settled"))
    if not found.questions:
        return
    flow.heading(words.say("text_next"))
    flow.paragraph(words.next_question(found.questions[0], found.estimate))
    for question in found.questions:
        flow.paragraph(words.question(question.clue), indent=4.0, mark="?")
        flow.paragraph(" ".join(words.outcomes(question)), SMALL, indent=4.0, color=SOFT_INK)


def _list(flow: Flow, title: str, items: Sequence[str]) -> None:
    if items:
        flow.heading(title)
        for item in items:
            flow.paragraph(item, indent=4.0, mark="·")


def _cite(sources: Sequence[str]) -> str:
    return f" [{', '.join(sources)}]" if sources else ""


def _number(source: str) -> tuple[int, str]:
    digits = "".join(ch for ch in source if ch.isdigit())
    return int(digits or 0), source
