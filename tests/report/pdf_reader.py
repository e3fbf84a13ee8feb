"""Reads a PDF with a foreign library: its structure tree, what it says of itself, and its words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree: its kind, its alternative text, and the kinds above it.

    `id`, `scope` and `headers` are those of a cell of a table: its own id, what it is head of, and ids of its heads.
    """

    kind: str
    alt: str
    above: tuple[str, ...]
    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()


class Pdf:
    """A PDF as a reader or a screen reader gets it."""

    def __init__(self, data: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(data))
        self.tags = list(_tags(self.file.Root.StructTreeRoot, ()))
        with self.file.open_metadata() as metadata:
            self.title = str(metadata.get("dc:title"))
            self.ua_part = str(metadata.get("pdfuaid:part"))
        self.language = str(self.file.Root.Lang)
        self.shows_title = bool(self.file.Root.ViewerPreferences.DisplayDocTitle)
        self.marked = bool(self.file.Root.MarkInfo.Marked)

    def kinds(self, kind: str) -> list[Tag]:
        """All elements of a kind."""
        return [tag for tag in self.tags if tag.kind == kind]

    @cached_property
    def text(self) -> str:
        """The words of all pages, without spaces and places to break, in the order in which they are drawn."""
        return re.sub(r"[\s\u200b\u00ad]+", "", "".join(_words(page) for page in self.file.pages))

    def sizes(self) -> set[float]:
        """Sizes of all words, points."""
        return {size for page in self.file.pages for size in _sizes(page)}


def _tags(node: object, above: tuple[str, ...]) -> Iterator[Tag]:
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from _tags(part, above)
    elif isinstance(node, pikepdf.Dictionary):
        kind = str(node.get("/S", "")).lstrip("/")
        if kind:
            of_table: Any = next((a for a in _list(node.get("/A")) if str(a.get("/O", "")) == "/Table"), {})
            yield Tag(
                kind,
                str(node.get("/Alt", "")),
                above,
                str(node.get("/ID", "")),
                str(of_table.get("/Scope", "")).lstrip("/"),
                tuple(str(id_) for id_ in of_table.get("/Headers", ())),
            )
        yield from _tags(node.get("/K"), (*above, kind) if kind else above)


def _list(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _fonts(page: pikepdf.Page) -> dict[str, dict[int, str]]:
    fonts: Any = page.obj.Resources.get("/Font", {})
    return {name: _to_unicode(bytes(font.ToUnicode.read_bytes()).decode("latin-1")) for name, font in fonts.items()}


def _to_unicode(cmap: str) -> dict[int, str]:
    out: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            out[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return out


def _words(page: pikepdf.Page) -> str:
    fonts = _fonts(page)
    out: list[str] = []
    table: dict[int, str] = {}
    for operator, operands in _operations(page):
        if operator == "Tf":
            table = fonts[str(operands[0])]
        elif operator in ("Tj", "TJ"):
            for piece in operands[0] if operator == "TJ" else [operands[0]]:
                if isinstance(piece, pikepdf.String):
                    data = bytes(piece)
                    out += [table.get(int.from_bytes(data[i : i + 2], "big"), "") for i in range(0, len(data), 2)]
    return "".join(out)


def _sizes(page: pikepdf.Page) -> Iterator[float]:
    for operator, operands in _operations(page):
        if operator == "Tf":
            yield float(operands[1])


def _operations(page: pikepdf.Page) -> Iterator[tuple[str, Any]]:
    """What draws a page: operators with their operands; pictures within the stream are passed over."""
    for step in pikepdf.parse_content_stream(page):
        if isinstance(step, pikepdf.ContentStreamInstruction):
            yield str(step.operator), step.operands
