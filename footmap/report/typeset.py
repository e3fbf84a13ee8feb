"""The one gate to typst: a document as plain values in, PDF/UA-1 or PNG out, the same bytes for the same values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, Literal

import typst

from footmap.data import resources
from footmap.errors import FootmapError, Message

from .printable import font_folder, printable_tree

PPI: Final = 150.0
SHEET: Final = 2
"""Pages of a sheet of paper: for so few the type is set tighter."""
STANDARD: Final = "ua-1"
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the time of a document whose visit has none."""

Kind = Literal["pdf", "png"]
Document = dict[str, Any]
"""What ``assets/report/document.typ`` sets."""


class TypesetError(FootmapError):
    """A document could not be set; a mistake of the program or a damaged installation."""


def typeset(
    drafts: Sequence[Callable[[], Document]],
    kind: Kind,
    said_of_missing: Callable[[str], Mapping[str, Any]],
    at: datetime | None = None,
    ppi: float = PPI,
) -> bytes | list[bytes]:
    """Set the first draft that has the fewest pages.

    Parameters
    ----------
    drafts : sequence of callable
        Each makes a document; the most generous first, the tightest last, and none has fewer pages than the last, which
        is only taken where it brings all on a sheet of paper, or on one side of it.
    kind : {"pdf", "png"}
    said_of_missing : callable
        Makes a block from a sign that could not be printed.
    at : datetime, optional
        Time that is written into the file.
    ppi : float
        Pixels per inch of a PNG.

    Returns
    -------
    bytes or list of bytes
        The PDF, or a PNG for each page.
    """
    first = _compiler(_printable(drafts[0](), said_of_missing))
    pages = _pages(first)
    if pages == 1 or len(drafts) == 1:
        return _written(first, kind, at, ppi)
    last = _compiler(_printable(drafts[-1](), said_of_missing))
    fewest = _pages(last)
    if fewest >= pages:
        return _written(first, kind, at, ppi)
    best = first
    for draft in drafts[1:-1]:
        between = _compiler(_printable(draft(), said_of_missing))
        found = _pages(between)
        if found == fewest:
            return _written(between, kind, at, ppi)
        if found < pages:
            best, pages = between, found
    return _written(last if fewest <= SHEET else best, kind, at, ppi)


def _printable(document: Document, said_of_missing: Callable[[str], Mapping[str, Any]]) -> Document:
    missing: list[str] = []
    out: Document = printable_tree(document, missing)
    if missing:
        blocks = list(out["blocks"])
        end = next((k for k, block in enumerate(blocks) if block["kind"] == "signature"), len(blocks))
        out["blocks"] = [*blocks[:end], said_of_missing(missing[0]), *blocks[end:]]
    return out


def _compiler(document: Document) -> typst.Compiler:
    folder = resources.root() / "report"
    return typst.Compiler(
        str(folder / "document.typ"),
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(document)},
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts of every document: those of typst, and what stands in where they lack a sign."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])


def _pages(compiler: typst.Compiler) -> int:
    try:
        found = json.loads(compiler.query("<end>", field="value", one=True))
    except RuntimeError as error:  # of which typst's own error is one
        raise TypesetError(Message("The document could not be set: {why}.", why=error)) from error
    return int(found)


def _written(compiler: typst.Compiler, kind: Kind, at: datetime | None, ppi: float) -> bytes | list[bytes]:
    try:
        if kind == "pdf":
            made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=at or EPOCH)
        else:
            made = compiler.compile(format="png", ppi=ppi)
    except RuntimeError as error:
        raise TypesetError(Message("The document could not be written: {why}.", why=error)) from error
    if made is None:
        raise TypesetError("The document could not be written.")
    # of a document with a single page typst gives the picture alone
    return [made] if kind == "png" and isinstance(made, bytes) else made
