"""What can be compared: visits of the library, the drawing that is open, and visits of case files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from footmap.core.record import Patient, PatientRecord, Visit
from footmap.data.library.library import Library, Wanted
from footmap.data.patient_file import read_record
from footmap.ui.picture.thumbnail import png_of
from footmap.ui.records.describing import outlines_of
from footmap.ui.records.words import RecordWords

if TYPE_CHECKING:
    from footmap.data.library.library import VisitEntry
    from footmap.ui.document.session import Session


@dataclass(frozen=True)
class Drawn:
    """A drawing in the list of those that can be compared.

    Attributes
    ----------
    key : str
        Nothing else in the list has it.
    called : str
        What it is called in lists and sentences; nothing else in the list is called so.
    about : str
        File, who drew, pain: what is known.
    short : str
        Pain now, where it was asked.
    head : Visit
        Everything but drawing, answers and note.
    visit : Visit or None
        The whole visit where it is known already; None if the library has it.
    leader : str
        Id of the leading candidate; empty if nobody has said it.
    """

    key: str
    called: str
    about: str
    short: str
    head: Visit
    visit: Visit | None = None
    leader: str = ""

    @property
    def at(self) -> datetime | None:
        """When it was drawn."""
        return self.head.at


class Drawings:
    """The drawings that can be compared, the oldest first, then those of files.

    Parameters
    ----------
    library : Library or None
        Where visits are read.
    """

    def __init__(self, library: Library | None, session: Session, words: RecordWords) -> None:
        self._library, self._session, self._words = library, session, words
        self._found: list[Drawn] = []
        self.patient: Patient | None = None
        self.files: tuple[Path, ...] = ()

    @property
    def all(self) -> tuple[Drawn, ...]:
        """Every drawing."""
        return tuple(self._found)

    def by_key(self, key: str) -> Drawn | None:
        """One of them."""
        return next((drawn for drawn in self._found if drawn.key == key), None)

    def list_patient(self, patient_id: str) -> None:
        """Every visit of a patient, without those in the trash; the open one as it is now."""
        record = self._session.record
        entries: tuple[VisitEntry, ...] = ()
        if self._library is not None and patient_id:
            entries = self._library.visits(Wanted(patient=patient_id), limit=-1)
        found = [self._of_entry(entry) for entry in reversed(entries)]
        if entries:
            self.patient = entries[0].patient
        mine = record.patient is not None and record.patient.id == patient_id
        if (mine or not patient_id) and not any(drawn.visit is not None for drawn in found):
            if not self._session.is_blank:
                found.append(self._of_visit(self._session.visit, "open", ""))
            self.patient = record.patient
        self._found = _named_apart(found, self._words)

    def list_open(self) -> None:
        """The open document, and the other visits of its patient if the library has them."""
        record = self._session.record
        known = record.in_library and record.patient is not None
        self.list_patient(record.patient.id if known and record.patient is not None else "")

    def add_file(self, path: Path) -> tuple[Drawn, ...]:
        """Add what a case file holds; returns what has been added.

        Raises
        ------
        CaseError
            One sentence: the file is refused.
        """
        read = read_record(path)
        visits = read.by_date if isinstance(read, PatientRecord) else (read,)
        number, name = len(self.files), self._words.file(path.stem)
        self.files = (*self.files, path)
        added = [self._of_visit(visit, f"file {number} {k}", name) for k, visit in enumerate(visits)]
        self._found = _named_apart([*self._found, *added], self._words)
        keys = {drawn.key for drawn in added}
        return tuple(drawn for drawn in self._found if drawn.key in keys)

    def read(self, key: str) -> Visit:
        """The whole visit.

        Raises
        ------
        LibraryError
            If it is damaged or gone.
        KeyError
            If there is no such drawing.
        """
        drawn = self.by_key(key)
        if drawn is None:
            raise KeyError(key)
        if drawn.visit is not None:
            return drawn.visit
        assert self._library is not None
        return self._library.visit(drawn.head.id)

    def picture(self, key: str) -> bytes | None:
        """A small picture: drawn now of what is open or comes from a file, else the one the library keeps, if any.

        Raises
        ------
        LibraryError
            If the library cannot be read.
        """
        drawn = self.by_key(key)
        if drawn is None or self._words.discreet:
            return None
        if drawn.visit is not None:
            engine = self._session.engine
            return png_of(outlines_of(engine.atlas), engine.style, drawn.visit.case.drawing.strokes)
        return self._library.picture(drawn.head.id) if self._library is not None else None

    def _of_entry(self, entry: VisitEntry) -> Drawn:
        session = self._session
        open_now = session.record.in_library and session.record.head.id == entry.visit.id and not session.busy
        visit = replace(session.visit, at=session.visit.at or entry.at) if open_now else None
        head = replace(entry.visit, at=entry.at)
        return Drawn(entry.visit.id, "", self._about(head), self._short(head), head, visit, entry.leader)

    def _of_visit(self, visit: Visit, key: str, file: str) -> Drawn:
        about = " · ".join(part for part in (file, self._about(visit)) if part)
        called = file if visit.at is None else ""
        return Drawn(key, called, about, self._short(visit), visit, visit)

    def _short(self, visit: Visit) -> str:
        now = visit.pain.now
        return self._words.pain_now(now) if now is not None and not self._words.discreet else ""

    def _about(self, visit: Visit) -> str:
        if self._words.discreet:
            return ""
        drew = self._words.drawn_by(visit.drawn_by) if visit.drawn_by is not None else ""
        return " · ".join(part for part in (drew, self._words.pain(visit.pain)) if part)


def _named_apart(found: Iterable[Drawn], words: RecordWords) -> list[Drawn]:
    """Each is called by its day, with the time, then with who drew, then with a number where that is not enough."""
    drawings = list(found)
    given = {drawn.key: drawn.called for drawn in drawings if drawn.called and drawn.at is None}
    ways: tuple[Callable[[Drawn], str], ...] = (
        lambda d: given.get(d.key) or words.day(d.at),
        lambda d: given.get(d.key) or words.moment(d.at),
        lambda d: ", ".join(part for part in (given.get(d.key) or words.moment(d.at), d.about) if part),
    )
    names: Mapping[str, str] = {}
    taken: Counter[str] = Counter()
    for way in ways:
        again = {key for key, name in names.items() if taken[name] > 1}
        names = {d.key: way(d) if not names or d.key in again else names[d.key] for d in drawings}
        taken = Counter(names.values())
    out, seen = [], Counter[str]()
    for drawn in drawings:
        name = names[drawn.key]
        seen[name] += 1
        out.append(replace(drawn, called=f"{name} ({seen[name]})" if taken[name] > 1 else name))
    return out
