"""Visits and patients in words, for strip, lists and dialogs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, QObject

from footmap.core.record import ComplaintSide, DrawnBy, Pain, Patient, Visit

LONGEST_SHOWN = 80


class RecordWords(QObject):
    """Translated words; names are shown as they are, without characters that steer the writing.

    Attributes
    ----------
    discreet : bool
        Nothing of a patient but the pseudonym.
    """

    discreet = False

    def patient(self, patient: Patient | None) -> str:
        """What a patient is called."""
        if patient is None:
            return self.tr("No patient")
        return shown(patient.pseudonym if self.discreet else patient.called)

    def file(self, name: str) -> str:
        """Name of a file."""
        return self.tr("File") if self.discreet else shown(name)

    def about(self, patient: Patient) -> str:
        """Pseudonym beside a name, year of birth, number: what is known."""
        if self.discreet:
            return ""
        born = self.tr("born {0}").format(patient.birth_year) if patient.birth_year is not None else ""
        number = self.tr("No. {0}").format(shown(patient.number)) if patient.number else ""
        return " · ".join(part for part in (shown(patient.pseudonym) if patient.name else "", born, number) if part)

    def day(self, at: datetime | None) -> str:
        """A day as the user's country writes it."""
        if at is None:
            return self.tr("today")
        return QLocale().toString(_local(at).date(), QLocale.FormatType.ShortFormat)

    def moment(self, at: datetime | None) -> str:
        """A day with the time."""
        if at is None:
            return self.tr("today")
        return QLocale().toString(_local(at), QLocale.FormatType.ShortFormat)

    def number(self, place: int, of: int) -> str:
        """Which of the visits it is."""
        return self.tr("visit {0} of {1}").format(place, of) if of > 1 else self.tr("first visit")

    def visits(self, count: int) -> str:
        """How many there are."""
        return self.tr("1 visit") if count == 1 else self.tr("{0} visits").format(count)

    def drawn_by(self, who: DrawnBy | None) -> str:
        """Who has drawn."""
        return {
            None: self.tr("not said"),
            "patient": self.tr("the patient"),
            "clinician": self.tr("the clinician"),
            "student": self.tr("a student"),
        }[who]

    def side(self, side: ComplaintSide | None) -> str:
        """Side of the complaint."""
        return {
            None: self.tr("not said"),
            "right": self.tr("right"),
            "left": self.tr("left"),
            "both": self.tr("both sides"),
        }[side]

    def pain(self, pain: Pain) -> str:
        """The numbers that were asked."""
        words = self.tr("now {0}"), self.tr("worst {0}"), self.tr("mean {0}")
        values = pain.now, pain.worst, pain.mean
        said = [word.format(f"{v:g}") for word, v in zip(words, values, strict=True) if v is not None]
        return self.tr("pain {0}").format(", ".join(said)) if said else ""

    def pain_now(self, value: float) -> str:
        """Pain now in the fewest words."""
        return self.tr("pain {0}").format(f"{value:g}")

    def summary(self, visit: Visit) -> str:
        """Side, pain, examiner and tags of a visit in a line."""
        if self.discreet:
            return ""
        side = self.side(visit.complaint_side) if visit.complaint_side is not None else ""
        parts = (side, self.pain(visit.pain), shown(visit.examiner), ", ".join(shown(tag) for tag in visit.tags))
        return " · ".join(part for part in parts if part)


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A text as it may stand in a line: no control characters, no change of direction that outlasts it, not endless."""
    plain = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[: longest + 1])
    if len(text) > longest:
        plain = plain[: longest - 1] + "…"
    return f"\N{FIRST STRONG ISOLATE}{plain}\N{POP DIRECTIONAL ISOLATE}" if not plain.isascii() else plain


def _local(at: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
