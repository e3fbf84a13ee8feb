"""Sentences of what is filed or sent, from ``assets/words/documents.yaml``: report, letter, comparison."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import resources
from .once import read_once
from .phrases import Phrases, read_phrases

_FILLED: Final[Mapping[str, str]] = {
    "clue side": "letter_yes_of_side",
    "text": "letter_quoted",
    "day month year": "date timeline_day",
    "date time": "date_time",
    "": """
        title page page_of who_patient who_born who_number who_date who_examiner who_drew who_side who_tags
        who_pain drew_patient drew_clinician drew_student not_known head_flags flags_none flags_none_asked
        flags_cleared flags_denied head_drawing head_areas area_region intensity_scale scale_bar nothing_painted
        head_findings nothing_answered finding_topic finding_clue finding_answer head_reading reading_words
        reading_cause reading_nerve reading_level reading_support reading_reason reading_emergency_words
        head_note head_next next_ask head_mind head_limits letter_yes area_quality months in_short sign_date
        sign_name head_argument argument_row argument_value patient_title patient_intro_undated patient_where
        patient_strength patient_nothing patient_urgent patient_emergency patient_same_day patient_soon
        patient_drawing_reason patient_finding_reason patient_agreed patient_next patient_questions
        patient_changed letter_nobody letter_no_drawing letter_settled compare_same compare_nothing compare_up
        compare_down compare_forward compare_back compare_outward compare_inward compare_gained_key
        compare_lost_key compare_kept_key compare_before compare_after
        timeline_no_date timeline_all timeline_now timeline_worst timeline_mean timeline_no_pain timeline_leader
        timeline_leaders timeline_answers timeline_problem area_fits_strongly_for area_fits_for plain_yes
        area_fits_slightly_for area_fits_slightly_against area_fits_against area_fits_strongly_against
    """,
    "title who": "title_of",
    "value": "pain_now pain_worst pain_mean",
    "answer clue": "denied",
    "quality": "area_unit swatch_alt",
    "side": """
        area_total panel_leg_anterior panel_leg_posterior panel_leg_lateral panel_leg_medial panel_foot_dorsal
        panel_foot_plantar panel_foot_lateral panel_foot_medial
    """,
    "area count": "area_small",
    "count": "reading_others",
    "share": "area_outside compare_shared",
    "caption painted": "panel_alt",
    "area quality": "panel_painted",
    "practice": "logo_alt",
    "name": "reading_emergency",
    "name side": "reading_of_side",
    "reasons": "reading_for reading_against patient_because letter_against letter_against_several",
    "names": "reading_more",
    "sources": "sources",
    "authors id year": "source",
    "painted read": "other_atlas",
    "atlas program": "versions",
    "example": "cannot_draw",
    "date": "patient_intro",
    "quality regions": "patient_feels",
    "flag now urgency": "letter_emergency",
    "patient": "letter_who",
    "patient year": "letter_who_born",
    "date drawing pain patient": "letter_draws",
    "drawing pain patient": "letter_draws_undated",
    "area quality regions side": "letter_quality",
    "values": "letter_pain",
    "denied findings": "letter_findings",
    "denied": "letter_denied letter_only_denied",
    "against best others proposal": "letter_fits letter_fits_other",
    "others": "letter_others",
    "question": "letter_propose",
    "proposal": "letter_no_fit",
    "after before": "compare_title compare_stronger compare_weaker",
    "after before quality side": "compare_area",
    "after quality side": "compare_new",
    "before quality side": "compare_gone",
    "regions": "compare_gained compare_lost",
    "directions mm": "compare_moved",
}
"""Placeholders, and the phrases that have just these."""
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {phrase: frozenset(names.split()) for names, phrases in _FILLED.items() for phrase in phrases.split()}
)


@read_once
def load_document_phrases() -> Phrases:
    """The phrases of documents that are installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_phrases(resources.root() / "words" / "documents.yaml", PLACEHOLDERS)
