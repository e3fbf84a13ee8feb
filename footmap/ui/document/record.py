"""Whose the open drawing is, and where it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from footmap.core.drawing import Case
from footmap.core.record import Patient, Visit, new_id
from footmap.data import visit_json


@dataclass(frozen=True)
class OpenRecord:
    """What is known of the open visit beside drawing, answers and note.

    Attributes
    ----------
    patient : Patient or None
        None where nobody has said whose it is.
    head : Visit
        Its case is empty: the session has it.
    in_library : bool
        It is a visit of the library, which has every step within a second; else it is a file or a drawing without
        a name, which the user saves.
    named : bool
        A file names the visit, or somebody has said something about it: its keys are written into the file.
    locked : str
        One sentence why nothing can be changed; empty where it can.
    """

    patient: Patient | None = None
    head: Visit = field(default_factory=lambda: Visit(new_id()))
    in_library: bool = False
    named: bool = False
    locked: str = ""

    def visit(self, case: Case) -> Visit:
        """The visit with its drawing, answers and note."""
        return replace(self.head, case=case)

    def case_for_file(self, case: Case) -> Case:
        """A case as it is written into a file."""
        return visit_json.case_of(self.visit(case), self.patient) if self.named else case


def record_of(case: Case) -> tuple[OpenRecord, Case]:
    """What a case from a file says about its visit, and the case without it.

    Raises
    ------
    CaseError
        If it says something wrong.
    """
    visit, patient = visit_json.visit_of(case)
    named = any(key in visit_json.KEYS for key, _ in case.extra)
    return OpenRecord(patient, replace(visit, case=Case()), named=named), visit.case
