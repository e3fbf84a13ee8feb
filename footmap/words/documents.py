"""What documents share: a visit as it was read, and names, dates, answers and areas of it in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from footmap.core.atlas import Atlas, MapId
from footmap.core.coverage import RegionCover
from footmap.core.drawing import QUALITIES
from footmap.core.ids import SIDES
from footmap.core.localiser.assessment import Assessed, Assessment, assess
from footmap.core.localiser.ledger import LedgerRow
from footmap.core.localiser.questions import Question
from footmap.core.paint import Paint, replay
from footmap.core.record import Patient, Visit

from .assessment_words import Wording

if TYPE_CHECKING:
    from footmap.core.drawing import Quality
    from footmap.core.views import Side
    from footmap.data.knowledge.clinical import Clinical
    from footmap.data.phrases import Phrases

Areas = Mapping["Side", Mapping[str, Mapping["Quality", float]]]
"""Painted skin by limb, region and quality, square centimetres."""

QUESTIONS: Final = 3
"""Questions that a document proposes at most."""
LEAST_CM2: Final = 0.5
"""A region with less paint is not named where others have more."""
TELLS: Final = 0.05
"""Log units from which an answer is named for or against a candidate."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_INITIALS: Final = re.compile(r"\s+[A-Z]{1,4}$")


@dataclass(frozen=True)
class ReadVisit:
    """A visit and what footmap reads in it.

    Attributes
    ----------
    visit : Visit
    patient : Patient or None
        None where a file does not say whose drawing it is.
    found : Assessment
        Of the drawing and the answers, with questions and stability.
    areas : Areas
    atlas_version : str
        Of the atlas it was read with.
    """

    visit: Visit
    patient: Patient | None
    found: Assessment
    areas: Areas
    atlas_version: str


def read_visit(visit: Visit, patient: Patient | None, map_: MapId = "consensus") -> tuple[ReadVisit, Atlas, Paint]:
    """A visit with everything that documents say about it."""
    from footmap.data.assets import load_atlas
    from footmap.data.localiser import load_localiser

    atlas = load_atlas(visit.case.body)
    paint = replay(atlas, visit.case.drawing)
    found = assess(
        load_localiser(atlas, map_), paint, visit.case.clues, cleared=visit.case.clearings, full=True, most=QUESTIONS
    )
    cover = RegionCover(atlas)
    areas = {side: cover.areas_cm2(paint, side) for side in SIDES}
    return ReadVisit(visit, patient, found, areas, atlas.version), atlas, paint


class DocumentWords:
    """Words of documents in one language; `words` says what is said of a ranking.

    Parameters
    ----------
    words : Wording
    phrases : Phrases
        Of ``documents.yaml``.
    clinical : Clinical
    """

    def __init__(self, words: Wording, phrases: Phrases, clinical: Clinical) -> None:
        self.words = words
        self.language = words.language
        self._phrases = phrases
        self.clinical = clinical

    def say(self, phrase: str, **values: object) -> str:
        """A phrase of ``documents.yaml`` with its placeholders filled in."""
        return self._phrases.say(self.language, phrase, **values)

    # ---- who and when

    def date(self, at: datetime) -> str:
        """A day in full."""
        month = self.say("months").split()[at.month - 1]
        return self.say("date", day=at.day, month=month, year=at.year)

    def date_time(self, at: datetime) -> str:
        """A day and the time of day, as it was where the visit was."""
        return self.say("date_time", date=self.date(at), time=f"{at.hour:02d}:{at.minute:02d}")

    def pain(self, visit: Visit) -> str:
        """Pain now, worst and mean, as far as asked; empty for none."""
        values = (("now", visit.pain.now), ("worst", visit.pain.worst), ("mean", visit.pain.mean))
        told = (self.say(f"pain_{key}", value=self.short(value)) for key, value in values if value is not None)
        return ", ".join(told)

    def short(self, value: float) -> str:
        """A number without needless decimals."""
        return f"{value:.4g}".replace(".", self.words.say("decimal_point"))

    # ---- what is painted

    def quality(self, quality: str) -> str:
        """Name of a quality."""
        return self.words.say(f"quality_{quality}")

    def side(self, side: str) -> str:
        """Name of a side, as the beginning of a line."""
        return capital(self.words.say(side))

    def qualities(self, areas: Areas) -> list[Quality]:
        """Qualities that are painted on either limb."""
        painted = {q for regions in areas.values() for row in regions.values() for q in row}
        return [q for q in QUALITIES if q in painted]

    def regions(self, areas: Areas, side: Side, quality: Quality) -> list[tuple[str, float]]:
        """Regions of a limb that bear a quality with their area, the largest first; mere traces beside them go."""
        found = [(id_, row[quality]) for id_, row in areas.get(side, {}).items() if quality in row]
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return [pair for k, pair in enumerate(found) if not k or pair[1] >= LEAST_CM2]

    def total(self, areas: Areas, side: Side, quality: Quality) -> float:
        """Area of a quality on a limb, square centimetres."""
        return sum(row.get(quality, 0.0) for row in areas.get(side, {}).values())

    # ---- what is answered

    def answers(self, found: Assessment) -> list[tuple[str, str, str]]:
        """Every answered clue in the order of the topics: topic, name and answer."""
        ids = dict.fromkeys((*found.answers, *found.answers_by_side))
        order = list(self.clinical.topics)
        known = sorted((self.clinical.clues[id_] for id_ in ids), key=lambda clue: order.index(clue.topic))
        return [(self.words.topic(clue.topic), self.words.clue(clue.id), self.answer(found, clue.id)) for clue in known]

    def answer(self, found: Assessment, clue: str) -> str:
        """The answer to a clue, or that of each limb, with its grade."""
        return self.words.answer_in(found, clue)

    def finding(self, found: Assessment, clue: str) -> str:
        """A clue with its answer in the fewest words: one that is there is named alone."""
        name, limbs = self.words.clue(clue), found.answers_by_side.get(clue)
        yes = self.say("letter_yes")
        if limbs and all(self.words.answer(clue, value) == yes for value in limbs.values()):
            side = "both" if len(limbs) == len(SIDES) else next(iter(limbs))
            return self.say("letter_yes_of_side", clue=name, side=self.words.side(side))
        if not limbs and self.words.answer(clue, found.answers[clue]) == yes:
            return name
        return self.say("denied", clue=name, answer=self.answer(found, clue))

    def denied(self, found: Assessment) -> list[str]:
        """Clues about red flags whose answer raises none: asked and denied."""
        raising = {id_ for flag in found.alarms.raised for id_ in flag.because}
        raising |= {id_ for flag in found.alarms.cleared for id_ in flag.because}
        ids = dict.fromkeys((*found.answers, *found.answers_by_side))
        return [id_ for id_ in ids if self.clinical.clues[id_].red_flag is not None and id_ not in raising]

    # ---- what fits

    def candidate(self, assessed: Assessed) -> str:
        """Name of a candidate with its side."""
        name = self.words.candidate(assessed.candidate.id)
        side = assessed.candidate.side
        return name if side is None else self.say("reading_of_side", name=name, side=self.words.side(side))

    def speaking(self, assessed: Assessed, sign: int) -> list[str]:
        """Answers that speak for (`sign` 1) or against (-1) a candidate, the strongest first."""
        return [self.words.row(row) for row in self._speaking(assessed, sign)]

    def _speaking(self, assessed: Assessed, sign: int) -> list[LedgerRow]:
        rows = [r for r in assessed.candidate.ledger if r.kind == "clue" and sign * r.value >= TELLS]
        return sorted(rows, key=lambda row: -sign * row.value)

    def reasons(self, assessed: Assessed, sign: int, most: int) -> str:
        """As `speaking`, on one line with at most `most` answers; a plain yes is left unsaid, the finding says it."""
        rows = self._speaking(assessed, sign)
        told = [self._reason(row) for row in rows[:most]]
        more = [self.say("reading_others", count=len(rows) - most)] if len(rows) > most else []
        return "; ".join([*told, *more])

    def _reason(self, row: LedgerRow) -> str:
        if row.clue and row.answer and self.words.answer(row.clue, row.answer) == self.say("plain_yes"):
            return self.words.clue(row.clue)
        return self.words.row(row)

    def place(self, assessed: Assessed) -> str:
        """What the place of the paint says of a candidate, as a sentence; empty where it says nothing."""
        row = next((r for r in assessed.candidate.ledger if r.kind == "place" and abs(r.value) >= TELLS), None)
        return self.say(f"area_fits_{self.words.degree(row.value)}") if row else ""

    def proposal(self, found: Assessment) -> Question | None:
        """What to ask first, if anything."""
        return found.questions[0] if found.questions else None

    def source(self, id_: str) -> str:
        """A source in short: first author and year."""
        citation = self.words.citation(id_)
        first = re.split(r"[,.]", citation, maxsplit=1)[0]
        years = _YEAR.findall(citation.split(" doi:")[0].split(" http")[0])
        year = years[-1] if years else ""
        return self.say("source", id=id_, authors=_INITIALS.sub("", first).strip("[]"), year=year).rstrip()


def capital(text: str) -> str:
    """A text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A text with a full stop at its end."""
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def sides_of(areas: Areas) -> Sequence[Side]:
    """Limbs with paint."""
    return [side for side in SIDES if areas.get(side)]


def load_document_words(language: str = "en") -> DocumentWords:
    """The words of a language with everything that is installed.

    Raises
    ------
    AssetError
        With every problem of the files behind it.
    """
    from footmap.data.document_phrases import load_document_phrases
    from footmap.data.knowledge.clinical import load_clinical

    from .assessment_words import load_wording

    return DocumentWords(load_wording(language), load_document_phrases(), load_clinical())
