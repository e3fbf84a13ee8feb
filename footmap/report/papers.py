"""All papers of one visit: the report, the page for the patient and the letter, in whatever form is wanted.

The visit is read once for each map; plain Python without Qt, so that a thread may hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from footmap.core.atlas import Atlas, MapId
from footmap.core.paint import Paint
from footmap.core.record import Patient, Visit
from footmap.words.documents import ReadVisit, load_document_words, read_visit
from footmap.words.letter import DEFAULT, Letter, write_letter

from .document import Reader, ReportChoices, set_report
from .typeset import PPI

PRINT_PPI: Final = 300.0


@dataclass(frozen=True)
class Page:
    """A page as a picture.

    Attributes
    ----------
    reader : {"file", "patient"}
        Whose page it is.
    number : int
        Of its document, from 1.
    png : bytes
    """

    reader: Reader
    number: int
    png: bytes


class Papers:
    """What is written about one visit.

    Parameters
    ----------
    visit : Visit
    patient : Patient or None
    called : str
        Name of the case, where it names no patient.
    """

    def __init__(self, visit: Visit, patient: Patient | None, called: str = "") -> None:
        self._visit, self._patient, self._called = visit, patient, called
        self._read: dict[MapId, tuple[ReadVisit, Atlas, Paint]] = {}

    def pages(self, choices: ReportChoices, readers: Sequence[Reader], ppi: float = PPI) -> list[Page]:
        """The pages for some readers, one reader after another."""
        out = []
        for reader in readers:
            made = set_report(*self._reading(choices.map), "png", replace(choices, reader=reader), self._called, ppi)
            pages = [made] if isinstance(made, bytes) else made
            out += [Page(reader, number, png) for number, png in enumerate(pages, 1)]
        return out

    def pdf(self, choices: ReportChoices) -> bytes:
        """The document for the reader of the choices."""
        made = set_report(*self._reading(choices.map), "pdf", choices, self._called)
        return made if isinstance(made, bytes) else b"".join(made)

    def letter(self, language: str, map_: MapId, template: str = DEFAULT) -> Letter:
        """The text for a letter.

        Raises
        ------
        FootmapError
            If the template cannot be filled in.
        """
        read, _, _ = self._reading(map_)
        return write_letter(read, load_document_words(language), template)

    def _reading(self, map_: MapId) -> tuple[ReadVisit, Atlas, Paint]:
        if map_ not in self._read:
            self._read[map_] = read_visit(self._visit, self._patient, map_)
        return self._read[map_]
