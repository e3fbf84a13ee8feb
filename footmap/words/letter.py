"""Text for a letter: three sentences that a colleague would write, plain and rich, and templates that order them.

The sentences say who was seen and what hurts where, what was found, and what fits best, what is against it and what is
proposed; an emergency stands before all of them. A template is a text with fields in braces; see
``docs/letter-template.md``.
"""

from __future__ import annotations

import html
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from footmap.core.localiser.assessment import Assessed
from footmap.data.reading import UnreadableError, read_bytes
from footmap.errors import Message, PaperError

from .assessment_text import first_rows
from .documents import DocumentWords, ReadVisit, capital, sentence, sides_of

REGIONS: Final = 3
"""Regions that are named for each kind of feeling."""
OTHERS: Final = 2
"""Further causes that are named."""
REASONS: Final = 3
"""Answers against the first cause that are named."""
DEFAULT: Final = "{emergency}\n{drawing_sentence} {findings_sentence} {reading_sentence}\n"
FINDINGS: Final = "{drawing_sentence}\n{findings_sentence}\n"
"""What was painted and found, without what it may mean."""
LONGEST_TEMPLATE: Final = 100_000

FIELDS: Final = (
    *("emergency", "drawing_sentence", "findings_sentence", "reading_sentence"),
    *("patient", "pseudonym", "name", "birth_year", "number", "date", "time", "examiner", "drawn_by"),
    *("complaint_side", "pain", "tags", "drawing", "findings", "denied", "cleared"),
    *("best", "best_support", "against", "others", "nerve", "level", "next_question", "note", "program", "atlas"),
)
"""Every field that a template may use."""


@dataclass(frozen=True)
class Letter:
    """A text as it is pasted: plain, and as a piece of HTML with everything of the case escaped."""

    plain: str
    rich: str


def write_letter(read: ReadVisit, words: DocumentWords, template: str = DEFAULT) -> Letter:
    """The letter text of a visit.

    Parameters
    ----------
    template : str
        Checked by `check_template`.

    Raises
    ------
    PaperError
        If the template has a field that is not known.
    """
    check_template(template)
    fields = letter_fields(read, words)
    filled = [_filled(line, fields) for line in template.splitlines()]
    told = "\n".join(line for line in filled if line is not None).strip("\n")
    return Letter(told, _rich(told, fields["emergency"]))


def read_template(path: Path) -> str:
    """The text of a template that can be filled in.

    Raises
    ------
    PaperError
        One sentence: it is missing, too large, no text, or has a field that is not known.
    """
    try:
        text = read_bytes(path, 4 * LONGEST_TEMPLATE).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise PaperError(Message("There is no template {name}.", name=path.name)) from error
    except UnreadableError as error:
        raise PaperError(Message("The template {name} cannot be read: {why}.", name=path.name, why=error)) from error
    except UnicodeDecodeError as error:
        raise PaperError(
            Message("The template {name} is not a text in UTF-8; save it as plain text.", name=path.name)
        ) from error
    check_template(text)
    return text


def check_template(template: str) -> None:
    """Refuse a template that cannot be filled in.

    Raises
    ------
    PaperError
        One sentence that says what to correct.
    """
    if len(template) > LONGEST_TEMPLATE:
        raise PaperError(
            Message("The template has more than {most} signs; a letter needs far less.", most=LONGEST_TEMPLATE)
        )
    for number, line in enumerate(template.splitlines(), 1):
        try:
            parts = list(string.Formatter().parse(line))
        except ValueError as error:
            raise PaperError(
                Message(
                    "Line {number} of the template: a brace stands alone; write {{{{ and }}}} for braces that "
                    "are meant.",
                    number=number,
                )
            ) from error
        for _, name, form, conversion in parts:
            if name is None:
                continue
            if form or conversion:
                raise PaperError(
                    Message(
                        "Line {number} of the template: write the field {name} as {{{name}}} alone.",
                        number=number,
                        name=name,
                    )
                )
            if name not in FIELDS:
                known = ", ".join(FIELDS)
                raise PaperError(
                    Message(
                        "Line {number} of the template: {{{name}}} is no field; the fields are {known}.",
                        number=number,
                        name=name,
                        known=known,
                    )
                )


def _filled(line: str, fields: Mapping[str, str]) -> str | None:
    """A line with its fields filled in; None where it has fields and all of them are empty."""
    parts = list(string.Formatter().parse(line))
    names = [name for _, name, _, _ in parts if name is not None]
    if names and not any(fields[name] for name in names):
        return None
    # a field that is empty takes one of the spaces around it along
    out = ""
    for text, name, _, _ in parts:
        value = "" if name is None else fields[name]
        out += text
        if name is not None and not value and out.endswith(" "):
            out = out[:-1]
        out += value
    return out.lstrip(" ") if names and not line.startswith(" ") else out


def _rich(plain: str, emergency: str) -> str:
    paragraphs = []
    for line in plain.split("\n"):
        escaped = html.escape(line)
        if emergency and line == emergency:
            escaped = f"<b>{escaped}</b>"
        paragraphs.append(f"<p>{escaped}</p>" if escaped else "")
    return "\n".join(part for part in paragraphs if part)


def letter_fields(read: ReadVisit, words: DocumentWords) -> Mapping[str, str]:
    """What each field says of a visit; empty where nothing is known."""
    visit, patient, found = read.visit, read.patient, read.found
    say, wording = words.say, words.words
    causes = [a for a in first_rows(found.conditions) if not a.emergency]
    best = causes[0] if causes else None
    denied = words.denied(found)
    question = words.proposal(found)
    findings = _findings(read, words)
    named = words.clinical.clues
    fields = {
        "emergency": emergencies(read, words),
        "drawing_sentence": _drawing_sentence(read, words),
        "findings_sentence": _findings_sentence(findings, denied, words),
        "reading_sentence": _reading_sentence(read, words, causes),
        "patient": patient.called if patient else "",
        "pseudonym": patient.pseudonym if patient else "",
        "name": patient.name if patient else "",
        "birth_year": str(patient.birth_year) if patient and patient.birth_year is not None else "",
        "number": patient.number if patient else "",
        "date": words.date(visit.at) if visit.at else "",
        "time": f"{visit.at.hour:02d}:{visit.at.minute:02d}" if visit.at else "",
        "examiner": visit.examiner,
        "drawn_by": say(f"drew_{visit.drawn_by}") if visit.drawn_by else "",
        "complaint_side": wording.say(visit.complaint_side) if visit.complaint_side else "",
        "pain": words.pain(visit),
        "tags": ", ".join(visit.tags),
        "drawing": _drawing(read, words),
        "findings": "; ".join(findings),
        "denied": ", ".join(wording.clue(id_) for id_ in denied if id_ in named),
        "cleared": " ".join(wording.cleared(flag) for flag in found.alarms.cleared),
        "best": words.candidate(best) if best else "",
        "best_support": wording.verdict(best) if best else "",
        "against": "; ".join(words.speaking(best, -1)[:REASONS]) if best else "",
        "others": "; ".join(words.candidate(a) for a in causes[1 : 1 + OTHERS]),
        "nerve": _first(first_rows(found.nerves), words),
        "level": _first(first_rows(found.levels), words),
        "next_question": wording.question(question.clue) if question else "",
        "note": visit.case.note.strip(),
        "program": _program(),
        "atlas": read.atlas_version,
    }
    return MappingProxyType(fields)


def _program() -> str:
    from footmap import __version__

    return f"footmap {__version__}"


def _other(assessed: Assessed, best: Assessed, words: DocumentWords) -> str:
    """Name of a further cause, with its side where that is another."""
    same = assessed.candidate.side == best.candidate.side
    return words.words.candidate(assessed.candidate.id) if same else words.candidate(assessed)


def _first(rows: list[Assessed], words: DocumentWords) -> str:
    return words.candidate(rows[0]) if rows else ""


def emergencies(read: ReadVisit, words: DocumentWords) -> str:
    """Red flags that stand, in one line each, joined; empty for none."""
    told = []
    for raised in read.found.alarms.raised:
        said = words.words.red_flag(raised)
        urgency = said.urgency.rstrip(".:")
        told.append(sentence(words.say("letter_emergency", urgency=urgency, flag=said.name, now=said.now)))
    return " ".join(told)


def _drawing(read: ReadVisit, words: DocumentWords) -> str:
    """What is felt where, quality by quality and side by side."""
    told = []
    for quality in words.qualities(read.areas):
        for side in sides_of(read.areas):
            regions = words.regions(read.areas, side, quality)
            if not regions:
                continue
            names = "; ".join(_inside(words.words.region(id_), words) for id_, _ in regions[:REGIONS])
            told.append(
                words.say(
                    "letter_quality",
                    quality=_inside(words.quality(quality), words),
                    side=words.words.side(side),
                    regions=names,
                    area=words.words.area(words.total(read.areas, side, quality)),
                )
            )
    return words.words.listed(told)


def _inside(name: str, words: DocumentWords) -> str:
    """A name inside a sentence: English begins it small, German nouns stay large."""
    return name if words.language == "de" else name[:1].lower() + name[1:]


def _drawing_sentence(read: ReadVisit, words: DocumentWords) -> str:
    visit, patient = read.visit, read.patient
    who = words.say("letter_nobody")
    if patient is not None:
        year = patient.birth_year
        called = patient.called
        who = words.say("letter_who", patient=called)
        if year is not None:
            who = words.say("letter_who_born", patient=called, year=year)
    elif visit.at is not None:
        who = who[:1].lower() + who[1:]
    drawing = _drawing(read, words) or words.say("letter_no_drawing")
    pain = words.pain(visit)
    pain = words.say("letter_pain", values=pain) if pain else ""
    if visit.at is None:
        return words.say("letter_draws_undated", patient=who, drawing=drawing, pain=pain)
    return words.say("letter_draws", date=words.date(visit.at), patient=who, drawing=drawing, pain=pain)


def _findings(read: ReadVisit, words: DocumentWords) -> list[str]:
    """Every answer but those that deny a red flag."""
    found = read.found
    denied = set(words.denied(found))
    ids = [id_ for id_ in dict.fromkeys((*found.answers, *found.answers_by_side)) if id_ not in denied]
    return [words.finding(found, id_) for id_ in ids]


def _findings_sentence(findings: list[str], denied: list[str], words: DocumentWords) -> str:
    names = words.words.listed([words.words.clue(id_) for id_ in denied])
    if not findings:
        return words.say("letter_only_denied", denied=names) if denied else ""
    more = words.say("letter_denied", denied=names) if denied else ""
    return words.say("letter_findings", findings="; ".join(findings), denied=more)


def _reading_sentence(read: ReadVisit, words: DocumentWords, causes: list[Assessed]) -> str:
    found = read.found
    if found.is_empty:
        return ""
    question = words.proposal(found)
    proposal = words.say("letter_settled")
    if question is not None:
        asked = words.words.question(question.clue).rstrip("?. ")
        proposal = words.say("letter_propose", question=words.say("letter_quoted", text=f"{asked}?"))
    if not causes:
        return words.say("letter_no_fit", proposal=proposal)
    best, others = causes[0], causes[1 : 1 + OTHERS]
    reasons = [words.say("letter_quoted", text=reason) for reason in words.speaking(best, -1)[:REASONS]]
    phrase = "letter_against" if len(reasons) == 1 else "letter_against_several"
    against = words.say(phrase, reasons=words.words.listed(reasons)) if reasons else ""
    named = words.words.listed([_other(a, best, words) for a in others])
    return capital(
        words.say(
            "letter_fits_other" if found.emergencies else "letter_fits",
            best=words.candidate(best),
            against=against,
            others=words.say("letter_others", others=named) if named else "",
            proposal=proposal,
        )
    )
