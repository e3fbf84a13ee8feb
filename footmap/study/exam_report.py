"""The printed result of an examination: points, each question with what was given and accepted, mistakes painted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.ids import Side, ViewId
from footmap.core.sheet import Box, single
from footmap.core.style import QualityStyle
from footmap.data.courses import CourseCase
from footmap.data.output import write_output
from footmap.data.style import load_style
from footmap.errors import Message, StudyError
from footmap.report.body_pictures import picture_reader
from footmap.report.panels import Panel, PlacedPanel, shapes_svg, swatch_svg
from footmap.report.typeset import typeset
from footmap.words.blocks import Block, facts, heading, paragraphs
from footmap.words.documents import load_document_words

from .card_words import StudyNames
from .desk import CaseOutcome
from .examination import CaseAnswer, Marked, Result
from .exercise import ChoiceAnswer, Feedback, RankAnswer, TextAnswer, Thing
from .material import Material
from .wording import StudyWords

SIZE_PT: Final = 10.0
WIDTH_MM: Final = 42.0
"""Of a painted mistake on the page; tall views get less, so that two fit beside each other."""
MOST_MM: Final = 90.0


def write_result(result: Result, path: Path, learner: str, material: Material, language: str = "en") -> None:
    """Write a result as PDF.

    Raises
    ------
    FootmapError
        If the name does not end in ``.pdf``, or the file cannot be written.
    """
    if path.suffix.lower() != ".pdf":
        raise StudyError(Message("The result is a .pdf file, not {name}.", name=path.name))
    write_output(path, result_pdf(result, learner, material, language))


def result_pdf(
    result: Result, learner: str, material: Material, language: str = "en", at: datetime | None = None
) -> bytes:
    """The pages of a result.

    Parameters
    ----------
    learner : str
        Name that stands at the head.
    at : datetime, optional
        When it was sat; not printed if left out.
    """
    names = StudyNames(language)
    words = load_document_words(language)
    title = names.say("exam_title", title=result.title)
    who = ", ".join(part for part in (learner, words.date(at) if at else "") if part)
    blocks = [paragraphs([who]), *_blocks(result, material, names)]

    def document() -> dict[str, Any]:
        return {
            "title": f"{title}, {who}" if who else title,
            "heading": title,
            "description": title,
            "author": [],
            "language": language,
            "paper": "a4",
            "size": SIZE_PT,
            "tight": False,
            "practice": {"name": "", "address": [], "contact": [], "logo": None},
            "running": who,
            "kind": title,
            "page": words.say("page"),
            "page-of": words.say("page_of"),
            "foot": words.words.say("report_head"),
            "blocks": blocks,
        }

    def missing(sign: str) -> Block:
        return paragraphs([words.say("cannot_draw", example=sign)], soft=True)

    made = typeset([document], "pdf", missing, at)
    assert isinstance(made, bytes)
    return made


def _blocks(result: Result, material: Material, names: StudyNames) -> Iterator[Block]:
    said = names.say(
        "exam_result",
        right=result.right,
        total=len(result.marked),
        percent=names.wording.percent(result.share),
        minutes=f"{result.seconds / 60:.0f}",
    )
    yield paragraphs([said], bold=True)
    if result.late:
        yield paragraphs([names.say("exam_late")], soft=True)
    speaks = StudyWords(names.language, material)
    for number, marked in enumerate(result.marked, 1):
        yield heading(names.say("exam_question", number=number))
        yield paragraphs([_question(marked, speaks, names)])
        given = _given(marked, speaks, names)
        yield facts(
            [
                (names.say("exam_yours"), given, not marked.right),
                (names.say("exam_right"), _accepted(marked, speaks, names), False),
                (names.say("exam_points"), names.wording.percent(marked.score), False),
            ]
        )
        yield paragraphs(_why(marked, speaks, names))
        if isinstance(marked.outcome, Feedback) and not isinstance(marked.question, CourseCase):
            pictures = list(_pictures(marked, marked.outcome, material, names))
            if pictures:
                yield {"kind": "pictures", "rows": [pictures], "gap": 6.0, "words": "", "legend": _legend(names)}


def _question(marked: Marked, speaks: StudyWords, names: StudyNames) -> str:
    question = marked.question
    if isinstance(question, CourseCase):
        clues = (
            f"{names.wording.clue(clue)}: {names.wording.answer(clue, answer)}"
            for clue, answer in question.record.clues.items()
        )
        return " ".join((question.record.story.to(names.language), "; ".join(clues) + "."))
    return speaks.sentence(question.prompt)


def _given(marked: Marked, speaks: StudyWords, names: StudyNames) -> str:
    given = marked.given
    if given is None:
        return names.say("exam_unanswered")
    if isinstance(given, CaseAnswer):
        return names.all(given.ids)
    if isinstance(given, TextAnswer):
        return given.text
    if isinstance(marked.question, CourseCase):
        return ""
    choices = {choice.id: choice for choice in marked.question.choices}
    if isinstance(given, ChoiceAnswer | RankAnswer):
        ids = (given.id,) if isinstance(given, ChoiceAnswer) else given.ids
        return ", ".join(speaks.name(choices[id_]) for id_ in ids if id_ in choices)
    confused = marked.outcome.confused_with if isinstance(marked.outcome, Feedback) else None
    return speaks.name(confused) if confused is not None else names.say("exam_painted")


def _accepted(marked: Marked, speaks: StudyWords, names: StudyNames) -> str:
    question = marked.question
    if isinstance(question, CourseCase):
        return names.all(question.accepted.ids)
    kinds = {choice.id: choice for choice in question.choices}
    if question.target is not None:
        kinds.setdefault(question.target.id, Thing(question.target.layer, question.target.id))
    ids = dict.fromkeys((*question.best, *question.accepted))
    return ", ".join(speaks.name(kinds.get(id_, Thing("site", id_))) for id_ in ids)


def _why(marked: Marked, speaks: StudyWords, names: StudyNames) -> list[str]:
    if isinstance(marked.question, CourseCase):
        lines = [marked.question.lesson.text.to(names.language)]
        if isinstance(marked.outcome, CaseOutcome) and marked.outcome.overlooked:
            lines.insert(0, names.say("exam_overlooked"))
        if marked.question.record.source is not None:
            lines.append(names.say("said_sources", sources=marked.question.record.source))
        return lines
    if isinstance(marked.outcome, Feedback) and not marked.right:
        return [speaks.sentence(sentence) for sentence in marked.outcome.said]
    return []


def _views(feedback: Feedback, atlas: Atlas) -> list[ViewId]:
    """Views with a mistake; those of which it takes up most come first."""
    share = {
        view: sum(found[view].area for found in (feedback.missed, feedback.extra) if view in found)
        / atlas.views[view].outline.area
        for view in dict.fromkeys((*feedback.missed, *feedback.extra))
    }
    return sorted(share, key=lambda view: -share[view])


def _legend(names: StudyNames) -> list[dict[str, Any]]:
    return [
        {"svg": swatch_svg(style), "alt": names.say(f"exam_{kind}"), "text": names.say(f"exam_{kind}")}
        for kind, style in _styles().items()
    ]


def _styles() -> dict[str, QualityStyle]:
    """Pattern and colour of skin that was missed, and of paint that was too much: told apart without colour too."""
    qualities = load_style().qualities
    return {"missed": qualities["pain"], "extra": qualities["numbness"]}


def _pictures(marked: Marked, feedback: Feedback, material: Material, names: StudyNames) -> Iterator[dict[str, Any]]:
    question = marked.question
    if isinstance(question, CourseCase):
        return
    atlas = material.atlas(question.body)
    wrong = _styles()
    for view in _views(feedback, atlas)[:2]:
        side: Side = question.side
        frame = atlas.views[view].picture
        cell = single(frame, view, side)
        width_mm = min(WIDTH_MM, MOST_MM * cell.box.width / cell.box.height)
        panel = Panel(view, side, Box(0.0, 0.0, cell.box.width, cell.box.height))
        placed = PlacedPanel(panel, width_mm)
        shapes = [
            (wrong[kind], shape)
            for kind, found in (("missed", feedback.missed), ("extra", feedback.extra))
            if (shape := found.get(view, MultiPolygon())) and not shape.is_empty
        ]
        svg = shapes_svg(placed, atlas, shapes, picture_reader(atlas.body))
        caption = names.wording.say(f"view_{view}")
        yield {"svg": svg, "alt": caption, "width": width_mm, "cell": WIDTH_MM + 8, "bar": 0.0, "caption": caption}
