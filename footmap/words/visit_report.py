"""The report of a visit for the file: who and when, red flags, drawing, findings, what fits, note, what next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from footmap import __version__
from footmap.core.ids import CONSENSUS
from footmap.core.localiser.assessment import Assessed, Assessment
from footmap.core.localiser.candidates import DEPTHS, Depth
from footmap.core.localiser.explain import Explanation
from footmap.core.localiser.red_flags import Raised

from .assessment_text import first_rows
from .blocks import Block, alarm, bullets, chart, facts, heading, lines, page, paragraphs, row, signature, table
from .documents import QUESTIONS, DocumentWords, ReadVisit, capital, sentence, sides_of

CAUSES: Final = 3
"""Causes that are told with their reasons, emergencies not counted."""
REASONS: Final = 4
"""Answers that are told for a cause, and against it: the strongest; every answer stands in the table above."""
BESIDE: Final = 3
"""Nerves and levels that are named."""
REGIONS: Final = 7
"""Regions of a limb that have a row of their own, however small."""
LEAST_SHARE: Final = 0.02
"""Of the painted skin of a limb: a region with more has a row of its own."""
SMALL: Final = 0.86
NBSP: Final = "\N{NO-BREAK SPACE}"
"""Between a number and its unit."""
LEAST_ROW: Final = 0.05
"""Smaller contributions are left out of the appendix, though not of their sum."""


def report_blocks(read: ReadVisit, words: DocumentWords, arguments: Sequence[Explanation] = ()) -> list[Block]:
    """The whole report below its title.

    Parameters
    ----------
    arguments : sequence of Explanation
        For the appendix of numbers; none for no appendix.
    """
    blocks = [
        who(read, words),
        *flags(read, words),
        *_in_short(read, words),
        *_drawing(read, words),
        *_findings(read, words),
        *_reading(read, words),
        *_next(read, words),
        *note(read.visit.case.note, words),
        *_mind(read, words),
        *_limits(read, words),
        signature(words.say("sign_date"), words.say("sign_name")),
    ]
    return [*blocks, *_appendix(arguments, words, read.found)] if arguments else blocks


def who(read: ReadVisit, words: DocumentWords) -> Block:
    """Patient, date, examiner and the numbers of the pain; what nobody stated says so where a file needs it."""
    visit, patient = read.visit, read.patient
    unknown = words.say("not_known")
    rows = [(words.say("who_patient"), patient.called if patient else unknown, True)]
    if patient and patient.birth_year is not None:
        rows.append((words.say("who_born"), str(patient.birth_year), False))
    if patient and patient.number:
        rows.append((words.say("who_number"), patient.number, False))
    rows.append((words.say("who_date"), words.date_time(visit.at) if visit.at else unknown, True))
    rows.append((words.say("who_examiner"), visit.examiner or unknown, False))
    if visit.drawn_by is not None:
        rows.append((words.say("who_drew"), words.say(f"drew_{visit.drawn_by}"), False))
    if visit.complaint_side is not None:
        rows.append((words.say("who_side"), words.words.say(visit.complaint_side), False))
    if pain := words.pain(visit):
        rows.append((words.say("who_pain"), pain, True))
    if visit.tags:
        rows.append((words.say("who_tags"), ", ".join(visit.tags), False))
    return facts(rows)


def flags(read: ReadVisit, words: DocumentWords) -> list[Block]:
    """Red flags: raised, cleared with the reason, asked and denied."""
    found = read.found
    blocks = [heading(words.say("head_flags"))]
    blocks += [_flag(raised, read, words) for raised in found.alarms.raised]
    denied = words.denied(found)
    if not found.alarms.raised:
        asked = bool(denied or found.alarms.cleared)
        told = [words.say("flags_none"), *([] if asked else [words.say("flags_none_asked")])]
        blocks.append(paragraphs([" ".join(told)]))
    if found.alarms.cleared:
        cleared = [words.words.cleared(flag) for flag in found.alarms.cleared]
        blocks += [paragraphs([words.say("flags_cleared")], bold=True), bullets(cleared)]
    if denied:
        each = [words.say("denied", clue=words.words.clue(id_), answer=words.answer(found, id_)) for id_ in denied]
        blocks.append(paragraphs([f"{words.say('flags_denied')}: {'; '.join(each)}."]))
    return blocks


def _flag(raised: Raised, read: ReadVisit, words: DocumentWords) -> Block:
    said = words.words.red_flag(raised)
    told = [f"{sentence(said.reason)} {said.because}", sentence(said.action), words.words.checks(raised, read.found)]
    return alarm(f"{said.urgency}. {said.name}", said.now, told)


def _in_short(read: ReadVisit, words: DocumentWords) -> list[Block]:
    """What stands first, in one line, so that it is on the first page."""
    urgent = [words.candidate(a) for a in read.found.emergencies]
    causes = [a for a in first_rows(read.found.conditions) if not a.emergency]
    first = [words.say("reading_emergency", name="; ".join(urgent))] if urgent else []
    if read.found.is_empty or not causes:
        return [paragraphs(first, bold=True)] if first else []
    support = words.words.verdict(causes[0])
    level = first_rows(read.found.levels)[:1]
    nerve = first_rows(read.found.nerves)[:1]
    beside = [f"{words.candidate(a)} ({words.words.support(a.candidate.words)})" for a in (*level, *nerve)]
    told = "; ".join([f"{words.candidate(causes[0])} ({support})", *beside])
    once = words.words.say("text_once_excluded") + " " if read.found.emergencies else ""
    return [paragraphs([*first, f"{words.say('in_short')}: {once}{told}."], bold=True)]


def _drawing(read: ReadVisit, words: DocumentWords) -> list[Block]:
    blocks = [heading(words.say("head_drawing"))]
    if not sides_of(read.areas):
        return [*blocks, paragraphs([words.say("nothing_painted")])]
    blocks.append(chart(_areas(read, words)))
    told = []
    if read.found.unexplained_share > 0:
        share = words.words.percent(read.found.unexplained_share)
        told.append(words.say("area_outside", share=share))
    painted = read.visit.case.atlas_version
    if painted and painted != read.atlas_version:
        told.append(words.say("other_atlas", painted=painted, read=read.atlas_version))
    return [*blocks, paragraphs(told, scale=SMALL, soft=True)] if told else blocks


def _areas(read: ReadVisit, words: DocumentWords) -> Block:
    """Square centimetres of each region and quality, limb by limb."""
    qualities = words.qualities(read.areas)
    rows = []
    several = len(sides_of(read.areas)) > 1  # else the last row alone says which limb it is
    for side in sides_of(read.areas):
        regions = read.areas[side]
        order = sorted(regions, key=lambda id_: (-sum(regions[id_].values()), id_))
        least = LEAST_SHARE * sum(sum(row_.values()) for row_ in regions.values())
        told = [id_ for k, id_ in enumerate(order) if k < REGIONS or sum(regions[id_].values()) >= least]
        told = order if len(order) == len(told) + 1 else told
        for id_ in told:
            name = words.words.region(id_)
            if several:
                name = words.say("reading_of_side", name=name, side=words.words.side(side))
            rows.append(row([name, *(_cm2(regions[id_].get(q, 0.0), words) for q in qualities)]))
        rest = order[len(told) :]
        if rest:
            most = words.words.area(max(sum(regions[id_].values()) for id_ in rest) + 0.05).replace(" ", NBSP)
            values = [_cm2(sum(regions[id_].get(q, 0.0) for id_ in rest), words) for q in qualities]
            rows.append(row([words.say("area_small", count=len(rest), area=most), *values]))
        total = [_cm2(words.total(read.areas, side, q), words) for q in qualities]
        rows.append(row([words.say("area_total", side=words.words.side(side)), *total], bold=True))
    head = [words.say("head_areas"), *(words.say("area_unit", quality=words.quality(q)) for q in qualities)]
    return table(head, rows, [1, *[0] * len(qualities)], "l" + "r" * len(qualities))


def _cm2(area: float, words: DocumentWords) -> str:
    if area <= 0:
        return ""
    return words.words.number(area) if area >= 0.05 else f"<{words.words.number(0.1)}"


def _findings(read: ReadVisit, words: DocumentWords) -> list[Block]:
    answers = words.answers(read.found)
    title = heading(words.say("head_findings"))
    if not answers:
        return [title, paragraphs([words.say("nothing_answered")])]
    rows = []
    before = ""
    for topic, clue, answer in answers:
        rows.append(row([topic if topic != before else "", clue, answer]))
        before = topic
    return [title, table([words.say(f"finding_{key}") for key in ("topic", "clue", "answer")], rows, [3, 6, 4])]


def _reading(read: ReadVisit, words: DocumentWords) -> list[Block]:
    found, wording = read.found, words.words
    blocks = [heading(words.say("head_reading"))]
    if found.is_empty:
        return [*blocks, paragraphs([wording.say("report_nothing")])]
    listed = first_rows(found.conditions)
    others = [a for a in listed if not a.emergency]
    told = others[:CAUSES]
    rows = [_cause(a, words) for a in (*found.emergencies, *told)]
    if rows:
        head = [words.say(f"reading_{key}") for key in ("cause", "support", "reason")]
        blocks.append(table(head, rows, [10, 5, 19]))
    else:
        blocks.append(paragraphs([wording.say("text_no_condition")]))
    beside: list[tuple[Depth, str]] = [("nerve", "reading_nerve"), ("level", "reading_level")]
    for depth, title in beside:
        blocks.append(paragraphs([f"{words.say(title)}: {_named(found.at(depth), depth, words)}"]))
    if rest := others[CAUSES : CAUSES + BESIDE]:
        names = "; ".join(wording.candidate(a.candidate.id) for a in rest)
        blocks.append(paragraphs([words.say("reading_more", names=names)]))
    if found.map != CONSENSUS:
        blocks.append(paragraphs([wording.say("text_map", map=wording.map(found.map))]))
    return [*blocks, paragraphs([words.say("reading_words")], scale=SMALL, soft=True)]


def _cause(assessed: Assessed, words: DocumentWords) -> dict[str, object]:
    name = words.candidate(assessed)
    support = words.words.verdict(assessed)
    if assessed.emergency:
        name = words.say("reading_emergency", name=name)
        support = words.say("reading_emergency_words")
    reasons = [words.place(assessed)]
    for sign, phrase in ((1, "reading_for"), (-1, "reading_against")):
        if told := words.reasons(assessed, sign, REASONS):
            reasons.append(words.say(phrase, reasons=told + "."))
    return row([name, support, "\n".join(filter(None, reasons))], alarm=assessed.emergency)


def _named(assessed: Sequence[Assessed], depth: Depth, words: DocumentWords) -> str:
    told = first_rows(assessed)[:BESIDE]
    if not told:
        return words.words.say(f"text_no_{depth}")
    each = (f"{words.candidate(a)} ({words.words.support(a.candidate.words)})" for a in told)
    return "; ".join(each) + "."


def note(text: str, words: DocumentWords) -> list[Block]:
    """The whole note, as it was written."""
    told = lines(text)
    return [heading(words.say("head_note")), paragraphs(told)] if told else []


def _next(read: ReadVisit, words: DocumentWords) -> list[Block]:
    found, wording = read.found, words.words
    if found.is_empty or (not found.questions and not found.settled):
        return []
    title = heading(words.say("head_next"))
    if not found.questions:
        return [title, paragraphs([wording.say("settled")])]
    first, rest = found.questions[0], found.questions[1:QUESTIONS]
    asked = [wording.next_question(first, found.estimate), *(wording.question(question.clue) for question in rest)]
    return [title, bullets(asked)]


def _mind(read: ReadVisit, words: DocumentWords) -> list[Block]:
    found, wording = read.found, words.words
    told = [*wording.cautions(found), *(wording.problem(problem) for problem in found.problems)]
    if not found.is_empty:
        told = [*(said.text for said in wording.special(found.special)), *told]
        if found.stability is not None and found.estimate.at("condition"):
            told.append(wording.stability(found.stability, "condition", found.estimate.at("condition")[0].id))
    return [heading(words.say("head_mind")), bullets(told)] if told else []


def _limits(read: ReadVisit, words: DocumentWords) -> list[Block]:
    found = read.found
    told = [limit.text.to(words.language) for limit in words.words.limits_of(found)]
    cited = dict.fromkeys(source for flag in found.alarms.raised for source in flag.sources)
    for assessed in first_rows(found.conditions)[:1]:
        cited.update(dict.fromkeys(source for r in assessed.candidate.ledger for source in r.sources))
    cited.update(dict.fromkeys(source for limit in words.words.limits_of(found) for source in limit.sources))
    texts = [" ".join(told)]
    if cited:
        sources = "; ".join(words.source(id_) for id_ in sorted(cited, key=_number))
        texts.append(words.say("sources", sources=sources))
    versions = words.say("versions", program=__version__, atlas=read.atlas_version)
    return [heading(words.say("head_limits")), paragraphs([*texts, versions], scale=SMALL, soft=True)]


def _appendix(arguments: Sequence[Explanation], words: DocumentWords, found: Assessment) -> list[Block]:
    """Everything that adds up to the support of each leader, on pages of its own."""
    wording = words.words
    blocks: list[Block] = [page(), heading(words.say("head_argument"))]
    head = [words.say("argument_row"), words.say("argument_value")]
    for argument in sorted(arguments, key=lambda a: -DEPTHS.index(a.candidate.depth)):
        candidate = argument.candidate
        blocks.append(heading(f"{wording.candidate(candidate.id)}: {wording.support(candidate.words)}", 2))
        said = (s for s in wording.argument(argument) if s.kind != "limit")
        blocks.append(bullets(dict.fromkeys(capital(s.text) for s in said)))
        rows = [
            row([f"{wording.row(r, found)}{_cite(r.sources)}", wording.signed(r.value, 2)])
            for r in candidate.ledger
            if abs(r.value) >= LEAST_ROW
        ]
        total = wording.signed(sum(r.value for r in candidate.ledger), 2)
        rows.append(row([wording.say("row_sum"), total], bold=True))
        blocks.append(table(head, rows, [1, 0], "lr"))
    cited = dict.fromkeys(s for a in arguments for r in a.candidate.ledger for s in r.sources)
    cited.update(dict.fromkeys(s for a in arguments for mimic in wording.mimics(a) for s in mimic.sources))
    if cited:
        told = [f"[{id_}] {wording.citation(id_)}" for id_ in sorted(cited, key=_number)]
        blocks += [heading(wording.say("text_sources"), 2), paragraphs(told, scale=SMALL)]
    return blocks


def _cite(sources: Sequence[str]) -> str:
    return f" [{', '.join(sources)}]" if sources else ""


def _number(source: str) -> tuple[int, str]:
    digits = "".join(ch for ch in source if ch.isdigit())
    return int(digits or 0), source
