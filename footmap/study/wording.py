"""Says sentences of exercises and feedback in one language, and names what they speak of."""

from __future__ import annotations

from collections.abc import Iterable

from footmap.core.anatomy import in_language
from footmap.data.exercise_phrases import load_exercise_phrases
from footmap.data.once import read_once
from footmap.data.phrases import Phrases, load_phrases
from footmap.words.naming import Naming, School

from .exercise import Feedback, Sentence, Thing
from .material import Material

TEXT = "knowledge_text"
"""A sentence that stands in the knowledge base, given in both languages."""


class StudyWords(Naming):
    """Names and sentences of study mode in one language."""

    def __init__(self, language: str, material: Material) -> None:
        phrases = (load_phrases(), load_exercise_phrases())
        texts = {id_: names for some in phrases for id_, names in some.texts.items()}
        super().__init__(language, material.clinical, Phrases(texts))
        self._material = material

    def name(self, thing: Thing) -> str:
        """A thing in the reader's language; its id where it has no name."""
        clinical, anatomy = self._material.clinical, self._material.clinical.anatomy
        names = {
            "muscle": {id_: m.names for id_, m in anatomy.muscles.items()},
            "reflex": {id_: r.names for id_, r in anatomy.reflexes.items()},
            "movement": anatomy.movements,
            "region": clinical.region_names,
            "clue": {id_: clue.names for id_, clue in clinical.clues.items()},
        }.get(thing.kind)
        if names is not None:
            return in_language(names[thing.id], self.language) if thing.id in names else thing.id
        if thing.kind == "site":
            return self.site(thing.id)
        if thing.kind in ("view", "map"):
            return self.say(f"{thing.kind}_{thing.id}")
        return self.say(thing.id) if thing.kind == "side" else self.candidate(thing.id)

    def sentence(self, sentence: Sentence) -> str:
        """A sentence with everything filled in."""
        if sentence.key == TEXT:
            return str(sentence.values["text_de" if self.language == "de" else "text"])
        wanted = self._phrases.texts[sentence.key]["en"]
        values = {key: self._filled(value) for key, value in sentence.values.items() if f"{{{key}}}" in wanted}
        return self.say(sentence.key, **values)

    def feedback(self, feedback: Feedback) -> tuple[str, ...]:
        """Everything that is said about an answer, most important first."""
        return tuple(self.sentence(sentence) for sentence in feedback.said)

    def who_says_so(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Sources in full; where there is none, that it is recalled."""
        known = self._material.clinical.base.sources
        cited = tuple(known[id_].citation for id_ in sources if id_ in known)
        return cited or (self.say("source_recalled"),)

    def where_sources_differ(self, disagreements: Iterable[str]) -> tuple[School, ...]:
        """What schools say, and which reading is used here."""
        known = self._material.clinical.disagreements
        return tuple(
            School(
                known[id_].name.to(self.language),
                known[id_].text.to(self.language),
                used.to(self.language) if (used := known[id_].used_here) is not None else "",
            )
            for id_ in disagreements
            if id_ in known
        )

    def _filled(self, value: Thing | tuple[Thing, ...] | str | float) -> str:
        if isinstance(value, Thing):
            return self.name(value)
        if isinstance(value, tuple):
            return self.listed([self.name(thing) for thing in value])
        return self.percent(value) if isinstance(value, float) else str(value)


@read_once
def load_material() -> Material:
    """What exercises are made of, of the installed files; read once."""
    return Material()


@read_once
def load_study_words(language: str) -> StudyWords:
    """The words of study mode in a language."""
    return StudyWords(language, load_material())
