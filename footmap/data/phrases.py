"""Sentence templates from ``assets/words/phrases.yaml``: every phrase the program fills in, in every language."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from footmap.core.anatomy import Names
from footmap.core.ids import LANGUAGES
from footmap.data.knowledge.base import Words
from footmap.errors import AssetError, Problem

from . import resources
from .models import Record, read_yaml
from .once import read_once
from .yaml_strict import Document

_FILLED: Final[Mapping[str, str]] = {
    "": """
        and decimal_point right left both strongly_for for neither against strongly_against row_bounds
        row_untold row_cause row_sign row_size row_pain row_nothing row_place row_unpainted row_roots
        row_quality row_leader row_sum says_unpainted_for says_unpainted_against says_roots_for
        says_roots_against says_quality_for says_quality_against says_bounds_for says_bounds_against
        says_untold_for says_untold_against says_cause_for says_cause_against says_sign_for says_sign_against
        row_one_limb says_one_limb_for says_one_limb_against
        row_share row_tract says_share_for says_share_against says_tract_for says_tract_against says_size_for
        says_size_against says_pain_for says_pain_against says_nothing_for says_nothing_against speaks_nothing
        nothing_against_but_skin settled title_best_question title_both_sides text_exclude_first exclude_first
        to_exclude text_once_excluded text_no_nerve text_no_level text_no_condition text_cleared label_answer
        speaks_strongly_for speaks_for speaks_slightly_for speaks_slightly_against speaks_against
        speaks_strongly_against nothing_for nothing_against all_painted no_paint_left emergency same_day soon
        because_paint text_nothing text_no_paint text_nerve text_level text_condition text_side text_support
        text_fit text_explains text_filled text_key_support text_key_fit text_key_filled text_also text_careful
        text_problems text_redrawn text_next text_ledger text_sources label_where label_for label_against
        label_explained label_not_painted label_paint_left label_mimic label_limit notice predict_numb
        predict_some predict_none predict_pain predict_weak predict_may_be_weak predict_beside predict_power_kept
        predict_all predict_lower predict_may_be_lower predict_brisk predict_reflexes_kept predict_ways predict_why
        predict_its_skin predict_conditions predict_model predict_beyond predict_nothing predict_no_jerk
        predict_colours predict_model_short view_leg_anterior view_leg_posterior view_leg_lateral
        view_leg_medial view_foot_dorsal view_foot_plantar view_foot_lateral view_foot_medial quality_pain
        quality_burning quality_tingling quality_numbness chart_scale chart_depth chart_nerves chart_dermatomes
        report_head report_nothing common uncommon rare text_frequency text_key_frequency source_recalled
        small_paint_left file_chart file_prediction file_report file_comparison file_timeline file_plate file_window
     """,
    "area": "area",
    "number": "percent",
    "area region side": "region_left region_part_left",
    "condition site": "place_of",
    "answer clue": "row_clue passed_unknown_answer",
    "candidate": """
        says_place_strongly_for says_place_for says_place_slightly_for says_place_slightly_against says_place_against
        says_place_strongly_against stable unstable
    """,
    "candidate rival": "unstable_rival",
    "place side": "place_of_side",
    "answer side": "answer_of_side",
    "answer grade": "answer_grade",
    "flag question": "question_checks",
    "question": "question_both_sides",
    "checks": "flag_examine",
    "checks decides": "flag_examine_at_once",
    "decides": "flag_decides",
    "clears decides": "flag_clears",
    "answer flag urgency": "outcome_flag",
    "flag reason": "flag_cleared",
    "flag reason reasons": "flag_cleared_in_spite",
    "reason since": "flag_cleared_before",
    "flag known": "problem_unknown_flag",
    "flag": "problem_no_reason title_checks",
    "answer clue speaks": "says_clue",
    "share": "explained predict_felt predict_skin predict_brisk_jerks",
    "regions": "not_painted paint_left",
    "site": "site",
    "condition": "mechanism text_stays text_leads text_draws_level",
    "condition adds": "mimic",
    "condition adds lacks": "mimic_lacks",
    "first second single together": "two_causes",
    "conditions side": "stocking_one",
    "conditions": "stocking_both both_sides upper_motor_neurone no_nerve_paint no_nerve_leader",
    "nerves": "patchy",
    "clues": "no_nerve_because",
    "first second": "tied contradiction two_causes_limbs",
    "maps": "map_dependent",
    "level map": "map_says",
    "first question second": "question_separates",
    "first question": "question_settles",
    "answer condition": "outcome_leads outcome_ahead outcome_far_ahead",
    "reasons": "because",
    "clue flag text": "caution",
    "answered band items points score": "score",
    "clue": "passed_unknown_clue passed_repeats_paint passed_same_sign passed_does_not_apply problem_unknown_clue",
    "clue near": "problem_unknown_clue_near",
    "answer clue known": "problem_unknown_answer",
    "answers clue": "problem_several_answers problem_sides_differ",
    "answer clue side": "problem_other_limb",
    "area outside sides": "text_painted",
    "answers": "text_answers",
    "map": "text_map chart_map",
    "count": "text_more",
    "kept weaker": "predict_spared",
    "limits": "text_limits",
    "ahead answer": "text_ahead",
    "level": "predict_dermatome predict_root",
    "nerve": "predict_skin_of",
    "version": "report_atlas",
    "count example": "clues_count",
    "count family place": "clues_family",
}
"""Placeholders, and the phrases that have just these."""
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {phrase: frozenset(names.split()) for names, phrases in _FILLED.items() for phrase in phrases.split()}
)
"""What the program fills into each phrase; the file must have exactly these, in every language."""


class PhraseRecord(Record):
    """One phrase."""

    en: Words
    de: Words


class PhrasesFile(Record):
    """``phrases.yaml``."""

    format: Literal["footmap-phrases"]
    version: Literal[1]
    phrases: dict[str, PhraseRecord]


@dataclass(frozen=True)
class Phrases:
    """Every phrase, by id, in every language."""

    texts: Mapping[str, Names]

    def say(self, language: str, phrase: str, **values: object) -> str:
        """A phrase with its placeholders filled in; English where the language is not known.

        Raises
        ------
        KeyError
            If there is no such phrase or a placeholder is not given; both are mistakes of the program.
        """
        texts = self.texts[phrase]
        return texts.get(language, texts["en"]).format(**values)


@read_once
def load_phrases() -> Phrases:
    """The phrases that are installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_phrases(resources.root() / "words" / "phrases.yaml")


def read_phrases(path: Path, wanted: Mapping[str, frozenset[str]] = PLACEHOLDERS) -> Phrases:
    """Phrases from a file; every phrase must be there, with its placeholders, and no other.

    Parameters
    ----------
    wanted : mapping of phrase to placeholders

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    record, document = read_yaml(path, PhrasesFile, f"words/{path.name}")
    problems = [
        Problem(document.where(("phrases",)), f"The phrase {id_} is missing.")
        for id_ in wanted
        if id_ not in record.phrases
    ]
    for id_, phrase in record.phrases.items():
        if id_ not in wanted:
            problems.append(Problem(document.where(("phrases", id_)), f"{id_} is not a phrase that footmap says."))
        else:
            found = (_placeholder_problem(id_, phrase, language, wanted[id_], document) for language in LANGUAGES)
            problems += [problem for problem in found if problem]
    if problems:
        raise AssetError(tuple(problems))
    return Phrases(MappingProxyType({id_: phrase.model_dump() for id_, phrase in record.phrases.items()}))


def _placeholder_problem(
    id_: str, phrase: PhraseRecord, language: str, wanted: frozenset[str], document: Document
) -> Problem | None:
    try:
        parts = list(string.Formatter().parse(getattr(phrase, language)))
    except ValueError as error:
        return Problem(document.where(("phrases", id_, language)), f"{id_}: {error}.")
    found = {name for _, name, spec, how in parts if name is not None and not spec and not how}
    plain = all(name is None or (not spec and not how) for _, name, spec, how in parts)
    if plain and found == wanted:
        return None
    needs = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "no placeholder"
    where = document.where(("phrases", id_, language))
    return Problem(where, f"{id_} needs {needs}, each written plainly in braces.")
