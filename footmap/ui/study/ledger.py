"""The localiser's own argument for a candidate, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from footmap.words.assessment_words import load_wording

if TYPE_CHECKING:
    from footmap.core.localiser.assessment import Assessment

translate = QCoreApplication.translate
ROWS: Final = 8


def ledger(found: Assessment, id_: str, language: str) -> list[str]:
    """What speaks for and against a candidate, the weightiest first; nothing where the localiser does not rank it."""
    words = load_wording(language)
    ranked = (*found.nerves, *found.levels, *found.conditions)
    assessed = next((a for a in ranked if a.candidate.id == id_), None)
    if assessed is None:
        return []
    rows = sorted(assessed.candidate.ledger, key=lambda row: -abs(row.value))[:ROWS]
    head = translate("StudyLedger", "What the localiser says of {0}: {1}").format(
        words.candidate(id_), words.verdict(assessed)
    )
    return ["\n".join([head, *(f"{words.signed(row.value, 1)}  {words.row(row)}" for row in rows)])]
