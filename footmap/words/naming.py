"""Names, numbers and lists in one language: what `assessment_words` puts into its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from footmap.core.anatomy import Names, in_language

if TYPE_CHECKING:
    from footmap.core.clinical import Clue
    from footmap.core.localiser.candidates import Where
    from footmap.data.knowledge.clinical import Clinical
    from footmap.data.phrases import Phrases

MAP_NAMES: Final[Mapping[str, str]] = {
    "lee_2008": "Lee",
    "foerster_1933": "Foerster",
    "keegan_garrett_1948": "Keegan",
}


class School(NamedTuple):
    """What schools differ about, both readings, and the one that is used here (empty if none is)."""

    name: str
    readings: str
    used: str


class Naming:
    """Names of everything a ranking speaks of.

    Parameters
    ----------
    language : str
        ``en`` or ``de``; English stands in where a name is not known in the language.
    """

    def __init__(self, language: str, clinical: Clinical, phrases: Phrases) -> None:
        self.language = language
        self._clinical, self._phrases = clinical, phrases
        self._named = clinical.base.named(language)

    def say(self, phrase: str, **values: object) -> str:
        """A phrase of ``phrases.yaml`` with its placeholders filled in."""
        return self._phrases.say(self.language, phrase, **values)

    def to(self, names: Names) -> str:
        """One of several languages."""
        return in_language(names, self.language)

    def candidate(self, id_: str) -> str:
        """Name of a nerve, level or condition; the id where it is none."""
        if id_ in self._named:
            return self._named[id_]
        condition = self._clinical.conditions.get(id_)
        return self.to(condition.names) if condition else id_

    def site(self, id_: str) -> str:
        """Name of a site of the graph, of a place in the spine, or of a level's root."""
        anatomy = self._clinical.anatomy
        place = anatomy.places.get(id_)
        return self.to(place.names if place else anatomy.site(id_).names)

    def region(self, id_: str) -> str:
        """Name of a skin region."""
        names = self._clinical.region_names.get(id_)
        return self.to(names) if names else id_

    def clue(self, id_: str) -> str:
        """Name of a clue; the id of one that is not known."""
        clue = self._clinical.clues.get(id_)
        return self.to(clue.names) if clue else id_

    def known_clue(self, id_: str) -> Clue | None:
        """The clue of an id; None for one that is not known."""
        return self._clinical.clues.get(id_)

    def question(self, id_: str) -> str:
        """The clue as a question."""
        return self.to(self._clinical.clues[id_].questions)

    def answer(self, clue: str, answer: str) -> str:
        """An answer of a clue; the id where either is not known."""
        known = self._clinical.clues.get(clue)
        found = known.answers.get(answer) if known else None
        return self.to(found.texts) if found else answer

    def answer_note(self, clue: str, answer: str) -> str:
        """What is to be known about an answer; empty for nothing."""
        known = self._clinical.clues.get(clue)
        found = known.answers.get(answer) if known else None
        return self.to(found.note) if found and found.note else ""

    def schools(self, clue: str) -> tuple[School, ...]:
        """Where sources disagree about a clue."""
        return tuple(
            School(
                record.name.to(self.language),
                record.text.to(self.language),
                record.used_here.to(self.language) if record.used_here is not None else "",
            )
            for record in self._clinical.disagreements.values()
            if clue in record.about.get("clues", ())
        )

    def topic(self, id_: str) -> str:
        """Heading of a group of clues."""
        return self.to(self._clinical.topics[id_])

    def flag(self, id_: str) -> str:
        """Name of a red flag."""
        return self.to(self._clinical.red_flags[id_].names)

    def side(self, side: Where) -> str:
        """Right, left or both sides."""
        return self.say(side)

    def map(self, id_: str) -> str:
        """Short name of a dermatome map."""
        return MAP_NAMES.get(id_, id_)

    def percent(self, share: float) -> str:
        """A share 0-1 in whole per cent; something is never shown as nothing."""
        return self.say("percent", number="<1" if 0.0 < share < 0.01 else f"{share * 100:.0f}")

    def number(self, value: float, digits: int = 1) -> str:
        """A number with the decimal sign of the language."""
        return f"{value:.{digits}f}".replace(".", self.say("decimal_point"))

    def signed(self, value: float, digits: int = 1) -> str:
        """A number with its sign, a true minus for less than nothing."""
        text = self.number(abs(value), digits)
        if not any(c in "123456789" for c in text):
            return text
        return ("+" if value > 0 else "\N{MINUS SIGN}") + text

    def area(self, area_cm2: float) -> str:
        """An area of skin, square centimetres."""
        return self.say("area", area=self.number(area_cm2))

    def listed(self, names: Sequence[str]) -> str:
        """A list with commas and a last "and"."""
        return self.say("and").join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
