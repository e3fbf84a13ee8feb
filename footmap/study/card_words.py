"""Names and sentences of study in one language."""

from __future__ import annotations

from collections.abc import Iterable

from footmap.core.anatomy import in_language
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.phrases import Phrases
from footmap.data.study_sentences import load_study_sentences
from footmap.words.assessment_words import load_wording


class StudyNames:
    """What cards, tables and results call things.

    Parameters
    ----------
    language : {"en", "de"}
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.clinical = load_clinical()
        self.wording = load_wording(language)
        self._phrases: Phrases = load_study_sentences()

    def say(self, phrase: str, **values: object) -> str:
        """A sentence of ``study_sentences.yaml``."""
        return self._phrases.say(self.language, phrase, **values)

    def called(self, id_: str) -> str:
        """Name of a nerve, level, condition, muscle, movement or reflex; the id of anything else."""
        anatomy = self.clinical.anatomy
        for book in (anatomy.muscles, anatomy.reflexes):
            if id_ in book:
                return in_language(book[id_].names, self.language)
        if id_ in anatomy.movements:
            return in_language(anatomy.movements[id_], self.language)
        return self.wording.candidate(id_)

    def all(self, ids: Iterable[str]) -> str:
        """Names in a row; a word for none."""
        return ", ".join(self.called(id_) for id_ in ids) or self.say("said_none")

    def sources(self, ids: Iterable[str]) -> str:
        """What is said about where a statement is from."""
        cited = [self.clinical.base.sources[id_].citation for id_ in dict.fromkeys(ids)]
        return self.say("said_sources", sources="; ".join(cited)) if cited else self.say("said_recalled")
