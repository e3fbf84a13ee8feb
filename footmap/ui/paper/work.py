"""What the thread does for the papers of the window: values in, values out, nothing of Qt.

Whatever draws and sets pages is imported in the thread, so that the window does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from footmap.core.ids import MapId
from footmap.errors import FootmapError, PaperError

if TYPE_CHECKING:
    from footmap.core.drawing import Case
    from footmap.core.record import Patient, Visit
    from footmap.data.practice import Practice
    from footmap.report.document import Reader, ReportChoices
    from footmap.report.papers import Page, Papers
    from footmap.report.picture_wish import PictureKind, PictureWish
    from footmap.words.letter import Letter

Readers = Literal["file", "patient", "both"]
READERS_OF: Final[dict[Readers, tuple[Reader, ...]]] = {
    "file": ("file",),
    "patient": ("patient",),
    "both": ("file", "patient"),
}


@dataclass(frozen=True)
class Wish:
    """What is wanted of the papers.

    Attributes
    ----------
    readers : {"file", "patient", "both"}
    language : {"en", "de"}
    paper : {"a4", "letter"}
    map : MapId
    argument : bool
    folder : Path
        Where the heading of the practice is kept.
    """

    readers: Readers
    language: str
    paper: Literal["a4", "letter"]
    map: MapId
    argument: bool
    folder: Path


@dataclass(frozen=True)
class Made:
    """Pages as pictures, and what is wrong with the heading, which they lack then."""

    pages: tuple[Page, ...]
    problem: FootmapError | None = None


class VisitPapers:
    """The papers of one visit, which is read when they are first wanted; used in one thread.

    Parameters
    ----------
    visit : Visit
    patient : Patient or None
    called : str
        Name of the case, where it names no patient.
    """

    def __init__(self, visit: Visit, patient: Patient | None, called: str) -> None:
        self._of = visit, patient, called
        self._papers: Papers | None = None

    def pages(self, wish: Wish, ppi: float) -> Made:
        """Pages for a preview or a printer."""
        practice, problem = own_practice(wish.folder)
        pages = self._read().pages(_choices(wish, practice), READERS_OF[wish.readers], ppi)
        return Made(tuple(pages), problem)

    def pdfs(self, wish: Wish) -> tuple[bytes, ...]:
        """A PDF for each reader, in their order."""
        practice, _ = own_practice(wish.folder)
        choices = _choices(wish, practice)
        return tuple(self._read().pdf(replace(choices, reader=reader)) for reader in READERS_OF[wish.readers])

    def letter(self, wish: Wish, template: str) -> Letter | PaperError:
        """The letter text, or why the template cannot be used.

        Parameters
        ----------
        template : str
            Name of the file with the template; empty for the three sentences.
        """
        from footmap.words.letter import DEFAULT, read_template

        try:
            text = read_template(Path(template)) if template else DEFAULT
        except PaperError as error:
            return error
        return self._read().letter(wish.language, wish.map, text)

    def findings(self, wish: Wish) -> Letter:
        """What was painted and found, without what it may mean."""
        from footmap.words.letter import FINDINGS

        return self._read().letter(wish.language, wish.map, FINDINGS)

    def _read(self) -> Papers:
        from footmap.report.papers import Papers

        if self._papers is None:
            self._papers = Papers(*self._of)
        return self._papers


def picture(case: Case, kind: PictureKind, wish: PictureWish) -> bytes:
    """A picture of a case as a file, as ``footmap render`` makes it."""
    from footmap.report.render import draw_case

    return draw_case(case, kind, wish)


def own_practice(folder: Path) -> tuple[Practice, FootmapError | None]:
    """The heading that is kept in a folder, and why it cannot be used; no heading is no fault."""
    from footmap.data.practice import FILE_NAME, Practice, read_practice

    file = folder / FILE_NAME
    try:
        return (read_practice(file) if file.is_file() else Practice()), None
    except FootmapError as error:
        return Practice(), error


def _choices(wish: Wish, practice: Practice) -> ReportChoices:
    from footmap.report.document import ReportChoices

    return ReportChoices(
        language=wish.language, paper=wish.paper, map=wish.map, argument=wish.argument, practice=practice
    )
