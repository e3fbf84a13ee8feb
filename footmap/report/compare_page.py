"""Two drawings on one picture: gained, lost and kept in three patterns, with areas and words, as a page to file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.compare import Comparison, compare, seen_change
from footmap.core.coverage import RegionCover
from footmap.core.paint import Paint, replay
from footmap.core.record import Patient, Visit
from footmap.core.views import Side, ViewId
from footmap.data.assets import load_atlas
from footmap.data.output import write_output
from footmap.data.style import PARTS, Part, load_comparison_style
from footmap.errors import FootmapError, Message
from footmap.words.blocks import Block, bullets, facts, paragraphs, row, table
from footmap.words.compare_words import changed_words
from footmap.words.documents import DocumentWords, load_document_words
from footmap.words.visit_report import SMALL

from .body_pictures import picture_reader
from .document import GAP_MM, MARGIN_MM, PAPER_MM, SIZE_PT, SUFFIXES, TYPST_PAPER, Paper, below_each_other
from .panels import CAPTION_LEAST_MM, PlacedPanel, arrange_panels, painted_panels, shapes_svg, swatch_svg
from .typeset import typeset

CHART_SHARE: Final = 0.42
"""Height of the pictures as a share of the paper."""


@dataclass(frozen=True)
class ComparedVisits:
    """Two visits and what changed between them."""

    before: Visit
    after: Visit
    patient: Patient | None
    atlas: Atlas
    before_paint: Paint
    after_paint: Paint
    found: Comparison


def compare_visits(before: Visit, after: Visit, patient: Patient | None = None) -> ComparedVisits:
    """Compare two visits.

    Raises
    ------
    FootmapError
        If they are painted on different bodies.
    """
    if before.case.body != after.case.body:
        raise FootmapError(
            Message(
                "The drawings are on different bodies, {body} and {other}, and cannot be compared.",
                body=before.case.body,
                other=after.case.body,
            )
        )
    atlas = load_atlas(after.case.body)
    old, new = replay(atlas, before.case.drawing), replay(atlas, after.case.drawing)
    found = compare(atlas, RegionCover(atlas), old, new, (before.case.drawing, after.case.drawing))
    return ComparedVisits(before, after, patient, atlas, old, new, found)


def names_of(compared: ComparedVisits, words: DocumentWords, called: tuple[str, str]) -> tuple[str, str]:
    """What the two drawings are called: their dates, or where these are missing or the same, `called`."""
    days = [words.date(v.at) if v.at else "" for v in (compared.before, compared.after)]
    if all(days) and days[0] != days[1]:
        return days[0], days[1]
    return called


def write_comparison(
    compared: ComparedVisits,
    output: Path,
    called: tuple[str, str],
    language: str = "en",
    paper: Paper = "a4",
) -> None:
    """Write the page to a ``.png`` or ``.pdf`` file.

    Raises
    ------
    FootmapError
        If the suffix is neither.
    """
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise FootmapError(Message("A comparison is a .png or a .pdf file, not {name}.", name=output.name))
    words = load_document_words(language)
    made = typeset(
        [lambda: _document(compared, words, names_of(compared, words, called), paper)],
        "pdf" if suffix == ".pdf" else "png",
        lambda example: paragraphs([words.say("cannot_draw", example=example)], scale=SMALL, soft=True),
        compared.after.at,
    )
    write_output(output, made if isinstance(made, bytes) else below_each_other(made, "comparison", language))


def _document(compared: ComparedVisits, words: DocumentWords, called: tuple[str, str], paper: Paper) -> dict[str, Any]:
    title = words.say("compare_title", before=called[0], after=called[1])
    blocks: list[Block] = []
    if compared.patient is not None:
        blocks.append(facts([(words.say("who_patient"), compared.patient.called, True)], 1))
    if compared.found.painted_sides:
        blocks.append(_pictures(compared, words, paper))
    blocks.append(bullets(changed_words(compared.found, words)))
    if compared.found.painted_sides:
        blocks.append(_areas(compared.found, words))
    versions = words.words.say("report_atlas", version=compared.atlas.version)
    blocks.append(paragraphs([versions], scale=SMALL, soft=True))
    return {
        "title": title,
        "heading": title,
        "description": words.words.say("report_head"),
        "author": [],
        "language": words.language,
        "paper": TYPST_PAPER[paper],
        "size": SIZE_PT,
        "tight": False,
        "practice": {"name": "", "address": [], "contact": [], "logo": None},
        "running": compared.patient.called if compared.patient else "",
        "kind": title,
        "page": words.say("page"),
        "page-of": words.say("page_of"),
        "foot": words.words.say("report_head"),
        "blocks": blocks,
    }


def _pictures(compared: ComparedVisits, words: DocumentWords, paper: Paper) -> Block:
    width, height = PAPER_MM[paper]
    panels = painted_panels(compared.atlas, compared.before_paint, compared.after_paint)
    rows = arrange_panels(panels, width - 2 * MARGIN_MM, CHART_SHARE * height, GAP_MM)
    style = load_comparison_style()
    named = {part: words.say(f"compare_{part}_key") for part in PARTS}
    legend = [
        {
            "svg": swatch_svg(style[part]),
            "alt": words.say("swatch_alt", quality=named[part]),
            "text": named[part],
        }
        for part in PARTS
    ]
    return {
        "kind": "pictures",
        "gap": GAP_MM,
        "rows": [[_picture(placed, compared, words, named) for placed in line] for line in rows],
        "legend": legend,
        "words": f"{words.say('scale_bar')}.",
    }


def _picture(
    placed: PlacedPanel, compared: ComparedVisits, words: DocumentWords, named: dict[Part, str]
) -> dict[str, Any]:
    panel, style = placed.panel, load_comparison_style()
    parts = seen_parts(compared, panel.side, panel.view)
    shapes = [(style[part], parts[part]) for part in PARTS if not parts[part].is_empty]
    caption = words.say(f"panel_{panel.view}", side=words.words.side(panel.side))
    whole = compared.found.sides[panel.side].whole
    areas = {"gained": whole.gained_cm2, "lost": whole.lost_cm2, "kept": whole.kept_cm2}
    told = (
        words.say("panel_painted", quality=named[part], area=words.words.area(areas[part]))
        for part in PARTS
        if not parts[part].is_empty
    )
    return {
        "svg": shapes_svg(placed, compared.atlas, shapes, picture_reader(compared.atlas.body)),
        "alt": words.say("panel_alt", caption=caption, painted="; ".join(told)),
        "caption": caption,
        "width": round(placed.width_mm, 2),
        "cell": round(max(placed.width_mm, CAPTION_LEAST_MM), 2),
        "bar": round(placed.bar_mm, 2),
    }


def seen_parts(compared: ComparedVisits, side: Side, view: ViewId) -> dict[Part, MultiPolygon]:
    """What a view shows of gained, lost and kept skin, right-limb mm of the view."""
    seen = seen_change(compared.before_paint, compared.after_paint, side, view)
    return {"gained": seen.gained, "lost": seen.lost, "kept": seen.kept}


def _areas(found: Comparison, words: DocumentWords) -> Block:
    rows = []
    for side in found.painted_sides:
        change = found.sides[side]
        for id_, row_ in sorted(change.regions.items(), key=lambda pair: -sum(r.after_cm2 for r in pair[1].values())):
            for quality, area in row_.items():
                if max(area.before_cm2, area.after_cm2) < 0.05:
                    continue
                name = words.say("reading_of_side", name=words.words.region(id_), side=words.words.side(side))
                rows.append(row([name, words.quality(quality), *_then_now(area.before_cm2, area.after_cm2, words)]))
        for quality, whole in change.qualities.items():
            name = words.say("area_total", side=words.words.side(side))
            cells = [name, words.quality(quality), *_then_now(whole.before_cm2, whole.after_cm2, words)]
            rows.append(row(cells, bold=True))
    head = [
        words.say("head_areas"),
        words.say("area_quality"),
        words.say("area_unit", quality=words.say("compare_before")),
        words.say("area_unit", quality=words.say("compare_after")),
        "±",
    ]
    return table(head, rows, [1, 0, 0, 0, 0], "llrrr")


def _then_now(before: float, after: float, words: DocumentWords) -> list[str]:
    return [words.words.number(before), words.words.number(after), words.words.signed(after - before)]
