"""Sentences of exercises from ``assets/words/study_exercises.yaml``: what is asked, how it is marked, what is said."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import resources
from .once import read_once
from .phrases import Phrases, read_phrases

_FILLED: Final[Mapping[str, str]] = {
    "": """
        ask_rank_nerve ask_rank_level rule_name rule_point rule_rank rule_apart rule_share rule_maps_sign answer_right
        nothing_painted map_lee_2008 map_foerster_1933 map_keegan_garrett_1948 map_consensus what_if_nothing why_skin
        card_roots card_branch_of card_branches card_muscles card_supplied_by card_movement card_reflexes card_sites
        card_skin card_lesion card_course card_root_also
    """,
    "side subject": "ask_paint",
    "side subject view": "ask_paint_view ask_point ask_site",
    "side view": "ask_name_nerve ask_name_level",
    "one other": "ask_apart",
    "subject": """
        ask_muscle_root ask_muscle_nerve ask_muscle_movement ask_reflex_root ask_reflex_nerve point_core point_usual
        point_near point_off site_elsewhere lies_here
    """,
    "root": "ask_root_muscle ask_root_reflex",
    "nerve": "ask_nerve_muscle ask_nerve_reflex",
    "movement": "ask_movement_muscle",
    "level one other": "ask_maps_region",
    "level": "ask_maps_sign",
    "core foot leg": "rule_paint",
    "foot leg": "rule_site",
    "less share": "rule_maps_region",
    "share": "not_yet",
    "outside share": "covered",
    "other subject": "rather point_other",
    "region subject": "gave left_out",
    "owner region subject": "gave_of gave_variant",
    "others subject": "shares_with",
    "best": "wrong it_is",
    "answer best": "accepted",
    "answer": "you_chose",
    "answer best share": "tells_less",
    "level map region share": "map_gives",
    "text": "name_unknown",
    "best share": "ranked",
    "mm subject": "site_right site_away",
    "other": "site_other",
    "what where": "why",
}
"""Placeholders, and the phrases that have just these."""
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {phrase: frozenset(names.split()) for names, phrases in _FILLED.items() for phrase in phrases.split()}
)
FILE: Final = "study_exercises.yaml"


@read_once
def load_exercise_phrases() -> Phrases:
    """The sentences that are installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_phrases(resources.root() / "words" / FILE, PLACEHOLDERS)
