"""Writes the report of a visit, or the page for its patient, to a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from PIL import Image

from footmap.core.atlas import Atlas, MapId
from footmap.core.drawing import QUALITIES, Case, Quality
from footmap.core.ids import SIDES
from footmap.core.localiser.explain import Explanation
from footmap.core.paint import Paint
from footmap.core.record import Patient, Visit
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.knowledge.scoring import load_limits
from footmap.data.localiser import load_localiser
from footmap.data.output import write_output
from footmap.data.practice import Practice
from footmap.data.style import load_style
from footmap.data.visit_json import visit_of
from footmap.errors import FootmapError, Message
from footmap.words.assessment_text import explanations
from footmap.words.blocks import Block, paragraphs
from footmap.words.documents import ReadVisit, load_document_words, read_visit
from footmap.words.patient_page import patient_blocks
from footmap.words.picture_facts import Shown, described
from footmap.words.visit_report import SMALL, report_blocks

from .body_pictures import picture_reader
from .panels import (
    CAPTION_LEAST_MM,
    Panel,
    PlacedPanel,
    arrange_panels,
    painted_panels,
    panel_svg,
    seen_qualities,
    swatch_svg,
)
from .typeset import PPI, Document, Kind, typeset

Reader = Literal["file", "patient"]
Paper = Literal["a4", "letter"]
READERS: Final[tuple[Reader, ...]] = ("file", "patient")
PAPERS: Final[tuple[Paper, ...]] = ("a4", "letter")
TYPST_PAPER: Final = {"a4": "a4", "letter": "us-letter"}
PAPER_MM: Final = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
MARGIN_MM: Final = 18.0
GAP_MM: Final = 6.0
SUFFIXES: Final = (".png", ".pdf")
CHART_SHARES: Final = (0.34, 0.20)
"""Largest and least height of the drawing as a share of the paper; the largest with the fewest pages is taken."""
PATIENT_SHARES: Final = (0.38, 0.22)
NAME_MM: Final = 38.0
NUMBER_MM: Final = 25.0
BESIDE_GAP_MM: Final = 7.0
"""Room that the table of areas has beside the pictures: for names, for each column of numbers, and between; with less
it stands below them."""
LEAST_CHART: Final = 0.3
"""Share of the width that pictures beside a table have at least."""
DRAFTS: Final = 4
"""Heights that are tried."""
SIZE_PT: Final = 10.0
TIGHT_PT: Final = 9.4
TIGHT_SHARE: Final = 0.17
"""Size of the words and height of the drawing where only that brings all on fewer pages."""
LARGE_PT: Final = 16.0
CAPTION_MM: Final = (9.0, CAPTION_LEAST_MM)
LARGE_CAPTION_MM: Final = (14.0, 20.0)
"""Height and least width of the caption below a picture, millimetres, in the print of each page."""
LONGEST_TITLE: Final = 120


@dataclass(frozen=True)
class ReportChoices:
    """How a report is written.

    Attributes
    ----------
    reader : {"file", "patient"}
        ``file`` is the clinical report, ``patient`` the page in plain words and large print.
    language : {"en", "de"}
    paper : {"a4", "letter"}
    map : MapId
        Dermatome map that levels follow.
    practice : Practice
        Whose heading stands above.
    argument : bool
        With the appendix of numbers.
    """

    reader: Reader = "file"
    language: str = "en"
    paper: Paper = "a4"
    map: MapId = "consensus"
    practice: Practice = field(default_factory=Practice)
    argument: bool = False


PLAIN: Final = ReportChoices()
"""The clinical report in English on A4, without a heading."""


def write_report(case: Case, output: Path, choices: ReportChoices = PLAIN, called: str = "") -> None:
    """Read a case and write its report; the pages of a ``.png`` stand one below the other.

    Parameters
    ----------
    case : Case
        With what its file says about visit and patient.
    output : Path
        Ends in ``.png`` or ``.pdf``; an existing file is replaced only when the new one is complete.
    called : str
        Name of the case, where it names no patient.

    Raises
    ------
    FootmapError
        If the suffix is neither, or the document cannot be set.
    """
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise FootmapError(Message("A report is a .png or a .pdf file, not {name}.", name=output.name))
    visit, patient = visit_of(case)
    kind: Kind = "pdf" if suffix == ".pdf" else "png"
    write_output(output, report_bytes(visit, patient, kind, choices, called))


def report_bytes(
    visit: Visit, patient: Patient | None, kind: Kind, choices: ReportChoices = PLAIN, called: str = ""
) -> bytes:
    """The report of a visit as the bytes of a file; parameters as in `write_report`."""
    made = report_pages(visit, patient, kind, choices, called)
    return made if isinstance(made, bytes) else below_each_other(made, "report", choices.language)


def report_pages(
    visit: Visit, patient: Patient | None, kind: Kind, choices: ReportChoices = PLAIN, called: str = ""
) -> bytes | list[bytes]:
    """The report as a PDF, or as one PNG for each page, for a preview."""
    return set_report(*read_visit(visit, patient, choices.map), kind, choices, called)


def set_report(
    read: ReadVisit,
    atlas: Atlas,
    paint: Paint,
    kind: Kind,
    choices: ReportChoices = PLAIN,
    called: str = "",
    ppi: float = PPI,
) -> bytes | list[bytes]:
    """As `report_pages`, of a visit that has been read already.

    Parameters
    ----------
    read : ReadVisit
        With the map that the choices name, questions and stability.
    atlas : Atlas
        Of the visit's body.
    paint : Paint
        Of the visit's drawing.
    ppi : float
        Pixels per inch of a PNG.
    """
    return _Draft(read, atlas, paint, choices, called).set(kind, ppi)


class _Draft:
    """A report before it is set: what was read, its words, and pictures in the size that is wanted."""

    def __init__(self, read: ReadVisit, atlas: Atlas, paint: Paint, choices: ReportChoices, called: str) -> None:
        self._choices = choices
        self._words = load_document_words(choices.language)
        self._read, self._atlas, self._paint = read, atlas, paint
        self._called = read.patient.called if read.patient else called
        self._panels = painted_panels(self._atlas, self._paint)
        self._drawn: dict[Panel, str] = {}
        self._swatches: dict[Quality, str] = {}
        self._pictures_of_body = picture_reader(self._atlas.body)
        large = choices.reader == "patient"
        self._caption_mm, self._least_mm = LARGE_CAPTION_MM if large else CAPTION_MM
        self._blocks = self._content()

    def set(self, kind: Kind, ppi: float) -> bytes | list[bytes]:
        """Set it: the largest drawing with which it has the fewest pages."""
        large = self._choices.reader == "patient"
        most, least, size = (*PATIENT_SHARES, LARGE_PT) if large else (*CHART_SHARES, SIZE_PT)
        steps = [most - (most - least) * k / (DRAFTS - 1) for k in range(DRAFTS)]
        drafts: list[Callable[[], Document]] = [partial(self._document, share, size) for share in steps]
        if not large:
            drafts.append(partial(self._document, TIGHT_SHARE, TIGHT_PT, tight=True))
        return typeset(drafts, kind, self._missing, self._read.visit.at, ppi)

    def _content(self) -> list[Block]:
        if self._choices.reader == "patient":
            return patient_blocks(self._read, self._words)
        arguments: tuple[Explanation, ...] = ()
        if self._choices.argument and not self._read.found.is_empty:
            localiser = load_localiser(self._atlas, self._choices.map)
            arguments = tuple(explanations(localiser, self._read.found, load_clinical(), load_limits()))
        return report_blocks(self._read, self._words, arguments)

    def _document(self, share: float, size: float, *, tight: bool = False) -> Document:
        words, choices = self._words, self._choices
        title = words.say("title" if choices.reader == "file" else "patient_title")
        at = self._read.visit.at
        who = ", ".join(part for part in (_short(self._called), words.date(at) if at else "") if part)
        blocks: list[Block] = []
        for block in self._blocks:
            blocks += self._chart(share, block["beside"]) if block["kind"] == "chart" else [block]
        return {
            "title": words.say("title_of", title=title, who=who) if who else title,
            "heading": title,
            "description": words.words.say("report_head"),
            "author": [choices.practice.name] if choices.practice.name else [],
            "language": words.language,
            "paper": TYPST_PAPER[choices.paper],
            "size": size,
            "tight": tight,
            "practice": self._practice(),
            "running": who,
            "kind": title,
            "page": words.say("page"),
            "page-of": words.say("page_of"),
            "foot": words.words.say("report_head"),
            "blocks": blocks,
        }

    def _practice(self) -> dict[str, Any]:
        practice = self._choices.practice
        logo = None
        if practice.logo is not None:
            logo = {"svg": _picture_svg(practice.logo.data, practice.logo.uri)}
            logo["alt"] = self._words.say("logo_alt", practice=practice.name)
        return {
            "name": practice.name,
            "address": list(practice.address),
            "contact": list(practice.contact),
            "logo": logo,
        }

    def _missing(self, example: str) -> Block:
        return paragraphs([self._words.say("cannot_draw", example=example)], scale=SMALL, soft=True)

    # ---- the drawing

    def _chart(self, share: float, beside: Block | None) -> list[Block]:
        """The pictures, and what stands beside or below them."""
        width, height = PAPER_MM[self._choices.paper]
        room = width - 2 * MARGIN_MM
        rows = arrange_panels(self._panels, room, share * height, GAP_MM, self._caption_mm, self._least_mm)
        pictures = self._pictures(rows)
        wide = (sum(max(p.width_mm, self._least_mm) for p in row) + GAP_MM * (len(row) - 1) for row in rows)
        used = max(LEAST_CHART * room, *wide)
        if beside is None:
            return [pictures]
        if room - used - BESIDE_GAP_MM < NAME_MM + NUMBER_MM * (len(beside["head"]) - 1):
            return [pictures, beside]
        return [{"kind": "beside", "left": pictures, "right": beside, "width": used, "gap": BESIDE_GAP_MM}]

    def _pictures(self, rows: Sequence[Sequence[PlacedPanel]]) -> Block:
        words = self._words
        qualities = words.qualities(self._read.areas)
        legend = [
            {
                "svg": self._swatch(q),
                "alt": words.say("swatch_alt", quality=words.quality(q)),
                "text": words.quality(q),
            }
            for q in QUALITIES
            if q in qualities
        ]
        said = [words.say("scale_bar")]
        if self._steps() > 1:
            said.insert(0, words.say("intensity_scale"))
        return {
            "kind": "pictures",
            "gap": GAP_MM,
            "rows": [[self._panel(placed) for placed in row] for row in rows],
            "legend": legend,
            "words": ". ".join(said) + ".",
        }

    def _swatch(self, quality: Quality) -> str:
        if quality not in self._swatches:
            self._swatches[quality] = swatch_svg(load_style().qualities[quality])
        return self._swatches[quality]

    def _panel(self, placed: PlacedPanel) -> dict[str, Any]:
        words, panel = self._words, placed.panel
        caption = words.say(f"panel_{panel.view}", side=words.words.side(panel.side))
        painted = (
            words.say(
                "panel_painted",
                quality=words.quality(q),
                area=words.words.area(words.total(self._read.areas, panel.side, q)),
            )
            for q in seen_qualities(self._paint, panel)
        )
        if panel not in self._drawn:  # once, and then printed in whatever size is wanted
            self._drawn[panel] = panel_svg(placed, self._atlas, self._paint, load_style(), self._pictures_of_body)
        return {
            "svg": self._drawn[panel],
            "alt": words.say("panel_alt", caption=caption, painted="; ".join(painted)),
            "caption": caption,
            "width": round(placed.width_mm, 2),
            "cell": round(max(placed.width_mm, self._least_mm), 2),
            "bar": round(placed.bar_mm, 2),
        }

    def _steps(self) -> int:
        """Steps of intensity in the drawing."""
        depths = [self._paint.side(side).depths for side in SIDES]
        return len({step for d in depths for seen in d.values() for steps in seen.values() for step in steps})


def _short(text: str) -> str:
    """A name as it stands in titles and at the head of pages: one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _picture_svg(data: bytes, uri: str) -> str:
    """A picture of pixels, checked when it was read, inside an SVG document."""
    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
    size = f'width="{width}" height="{height}"'
    link = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {link} {size}><image {size} xlink:href="{uri}"/></svg>'


def below_each_other(pages: Sequence[bytes], shows: Shown, language: str) -> bytes:
    """Pages as one PNG picture, as large on paper as they are, which says in a language what it shows."""
    pixels = []
    for page in pages:
        with Image.open(io.BytesIO(page)) as image:
            pixels.append(np.asarray(image.convert("RGB")))
    out = io.BytesIO()
    Image.fromarray(np.concatenate(pixels)).save(out, format="png")
    return described(out.getvalue(), shows, language, PPI)
