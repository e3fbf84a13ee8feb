"""Writes the report of a case to a file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from PIL import Image

from footmap.core.atlas import MapId
from footmap.core.drawing import Case
from footmap.core.localiser.assessment import assess
from footmap.core.paint import replay
from footmap.data.assets import load_atlas
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.knowledge.scoring import load_limits
from footmap.data.localiser import load_localiser
from footmap.data.output import write_output
from footmap.errors import FootmapError
from footmap.words.assessment_text import explanations
from footmap.words.assessment_words import load_wording

from .page import first_page
from .paper import number
from .reasons import reason_pages

SUFFIXES: Final = (".png", ".pdf")
DPI: Final = 200.0
"""Of the pictures on the pages; words and bars are drawn as such in a PDF."""


def write_report(case: Case, output: Path, *, title: str = "", language: str = "en", map_: MapId = "consensus") -> None:
    """Read a case and write its pages: one below the other in a ``.png``.

    Parameters
    ----------
    case : Case
    output : Path
        Ends in ``.png`` or ``.pdf``; an existing file is replaced only when the new one is complete.
    title : str
        Name of the case.
    language : {"en", "de"}
    map_ : MapId
        Dermatome map that levels follow.

    Raises
    ------
    FootmapError
        If the suffix is neither.
    """
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise FootmapError(f"A report is a .png or a .pdf file, not {output.name}.")
    write_output(output, report_bytes(report_pages(case, title, language=language, map_=map_), suffix[1:], title))


def report_pages(
    case: Case, title: str = "", dpi: float = DPI, language: str = "en", map_: MapId = "consensus"
) -> list[Figure]:
    """The pages of a case as figures."""
    atlas = load_atlas(case.body)
    localiser = load_localiser(atlas, map_)
    found = assess(localiser, replay(atlas, case.drawing), case.clues, cleared=case.cleared, full=True)
    words = load_wording(language)
    arguments = explanations(localiser, found, load_clinical(), load_limits())
    pages = [
        first_page(case, atlas, found, words, title, dpi),
        *reason_pages(found, arguments, words, title, dpi),
    ]
    number(pages, words)
    return pages


def report_bytes(pages: Sequence[Figure], kind: str, title: str = "") -> bytes:
    """Pages as the bytes of a ``png`` or ``pdf`` file, the same for the same pages."""
    out = io.BytesIO()
    if kind == "pdf":
        with PdfPages(out, metadata={"CreationDate": None, "Title": title or "footmap report"}) as file:
            for page in pages:
                file.savefig(page, dpi=page.dpi)
        return out.getvalue()
    pixels = []
    for page in pages:
        canvas = cast(FigureCanvasAgg, page.canvas)
        canvas.draw()
        pixels.append(np.asarray(canvas.buffer_rgba())[..., :3])
    Image.fromarray(np.concatenate(pixels)).save(out, format="png", dpi=(pages[0].dpi, pages[0].dpi))
    return out.getvalue()
