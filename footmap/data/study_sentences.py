"""Sentences of study, from ``assets/words/study_sentences.yaml``: cards, progress, courses, examination."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import resources
from .once import read_once
from .phrases import Phrases, read_phrases

_FILLED: Final[Mapping[str, str]] = {
    "": """
        set_core set_nerves set_levels set_muscles set_reflexes set_sites set_apart set_maps card_name_nerve
        card_name_level card_case said_none said_recalled due_nobody table_learner table_case table_answers
        table_score table_best table_seconds table_on exam_late exam_unanswered exam_missed exam_extra
        exam_painted exam_overlooked exam_yours exam_right exam_points
    """,
    "id title count": "set_row",
    "title": "deck_title exam_title",
    "name": "card_point card_muscle card_reflex card_site card_maps",
    "one other": "card_apart",
    "names": "said_nerve said_roots said_movement said_skin said_weak",
    "views": "said_drawn",
    "sources": "said_sources",
    "notes cards pictures file": "deck_done",
    "done total": "deck_progress",
    "name due new known total": "due_row",
    "count name file": "export_done",
    "count name": "import_done",
    "right total percent minutes": "exam_result",
    "number": "exam_question",
}
"""Placeholders, and the phrases that have just these."""
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {phrase: frozenset(names.split()) for names, phrases in _FILLED.items() for phrase in phrases.split()}
)


@read_once
def load_study_sentences() -> Phrases:
    """The sentences of study that are installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_phrases(resources.root() / "words" / "study_sentences.yaml", PLACEHOLDERS)
