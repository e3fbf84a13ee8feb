"""The page for the patient: the own drawing in plain words and large print, nothing of candidates."""

from __future__ import annotations

from typing import Final

from footmap.core.localiser.red_flags import URGENCIES
from footmap.data.patient_words import load_patient_words

from .blocks import Block, alarm, blanks, bullets, chart, facts, heading, paragraphs
from .documents import DocumentWords, ReadVisit, sides_of

REGIONS: Final = 4
"""Regions that are named for each kind of feeling."""
LINES: Final = 3
"""Empty lines to write on."""


def patient_blocks(read: ReadVisit, words: DocumentWords) -> list[Block]:
    """The page below its title."""
    at = read.visit.at
    intro = words.say("patient_intro", date=words.date(at)) if at else words.say("patient_intro_undated")
    blocks = [*_who(read, words), paragraphs([intro]), *_urgent(read, words), heading(words.say("patient_where"))]
    if sides_of(read.areas):
        blocks += [chart(), bullets(_feelings(read, words))]
    else:
        blocks.append(paragraphs([words.say("patient_nothing")]))
    if pain := words.pain(read.visit):
        blocks += [heading(words.say("patient_strength")), paragraphs([pain])]
    blocks += [heading(words.say("patient_agreed")), blanks(LINES)]
    blocks += [heading(words.say("patient_questions")), blanks(LINES)]
    blocks += [heading(words.say("patient_next")), blanks(1)]
    return [*blocks, paragraphs([words.say("patient_changed")], bold=True)]


def _who(read: ReadVisit, words: DocumentWords) -> list[Block]:
    return [facts([(words.say("who_patient"), read.patient.called, True)], 1)] if read.patient else []


def _urgent(read: ReadVisit, words: DocumentWords) -> list[Block]:
    """What cannot wait, without the names of what is feared."""
    raised = read.found.alarms.raised
    if not raised:
        return []
    first = min((flag.urgency for flag in raised), key=URGENCIES.index)
    ids = dict.fromkeys(id_ for flag in raised if flag.urgency == first for id_ in flag.because)
    plain = load_patient_words()
    told = [plain[id_].get(words.language, plain[id_]["en"]) for id_ in ids if id_ in plain]
    if "paint" in ids:
        told.append(words.say("patient_drawing_reason"))
    told = list(dict.fromkeys(told)) or [words.say("patient_finding_reason")]
    because = [words.say("patient_because", reasons="; ".join(told))]
    return [alarm(words.say("patient_urgent"), words.say(f"patient_{first}"), because)]


def _feelings(read: ReadVisit, words: DocumentWords) -> list[str]:
    told = []
    for side in sides_of(read.areas):
        for quality in words.qualities(read.areas):
            regions = words.regions(read.areas, side, quality)[:REGIONS]
            if regions:
                names = "; ".join(words.words.region(id_) for id_, _ in regions)
                name = words.say("reading_of_side", name=words.quality(quality), side=words.words.side(side))
                told.append(words.say("patient_feels", quality=name, regions=names))
    return told
