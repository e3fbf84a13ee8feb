"""Writes the report of a case to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from footmap.core.drawing import Case
from footmap.core.ranking import rank_drawing
from footmap.data import atomic
from footmap.data.assets import load_atlas
from footmap.data.knowledge import load_knowledge
from footmap.errors import FootmapError

from .page import report_bytes

SUFFIXES: Final = (".png", ".pdf")


def write_report(case: Case, output: Path, *, title: str = "") -> None:
    """Rank a case and write its page.

    Parameters
    ----------
    case : Case
    output : Path
        Ends in ``.png`` or ``.pdf``; an existing file is replaced only when the new one is complete.
    title : str
        Name of the case.

    Raises
    ------
    FootmapError
        If the suffix is neither.
    """
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise FootmapError(f"A report is a .png or a .pdf file, not {output.name}.")
    atlas = load_atlas(case.body)
    ranking = rank_drawing(atlas, case.drawing, load_knowledge().names)
    atomic.write_bytes(output, report_bytes(case, atlas, ranking, suffix[1:], title))
