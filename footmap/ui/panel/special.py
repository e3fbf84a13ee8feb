"""Cards above the lists: two causes, stocking, both sides, patchy, brain or cord, no nerve, tied, map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QLabel

from footmap.words.assessment_words import Said

from ..look.theme import write
from .pieces import card, label

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Depth

    from ..document.localising import Reading

AT: Final[dict[Depth, frozenset[str]]] = {
    "nerve": frozenset({"no_nerve_fits", "stocking", "two_causes", "patchy", "extent"}),
    "level": frozenset({"extent", "both_sides", "tied", "map_dependent"}),
    "condition": frozenset(
        {"upper_motor_neurone", "both_sides", "no_nerve_fits", "stocking", "two_causes", "patchy", "extent"}
    ),
}
"""Where each answer is shown."""
TINY_CM2: Final = 0.1
MUCH: Final = 0.5
"""Share of the painted limbs' skin from which the extent is remarked on."""


def titles() -> dict[str, str]:
    """Headings of the cards."""
    return {
        "upper_motor_neurone": QCoreApplication.translate("SpecialCards", "Brain or spinal cord?"),
        "both_sides": QCoreApplication.translate("SpecialCards", "Roots on both sides"),
        "no_nerve_fits": QCoreApplication.translate("SpecialCards", "Perhaps not a nerve"),
        "stocking": QCoreApplication.translate("SpecialCards", "Stocking pattern"),
        "two_causes": QCoreApplication.translate("SpecialCards", "Two causes?"),
        "patchy": QCoreApplication.translate("SpecialCards", "Several separate nerves"),
        "extent": QCoreApplication.translate("SpecialCards", "Extent of the paint"),
        "tied": QCoreApplication.translate("SpecialCards", "Tied"),
        "map_dependent": QCoreApplication.translate("SpecialCards", "The maps differ here"),
    }


def extent_said(reading: Reading) -> tuple[Said, ...]:
    """What the mere extent of the paint means for how far it can be trusted."""
    a = reading.assessment
    if a.estimate.paint is None:
        return ()
    limb_cm2 = float(reading.localiser.cells.area_cm2.sum()) * len(a.painted_sides)
    if a.paint_cm2 < TINY_CM2:
        text = QCoreApplication.translate("SpecialCards", "Very little is painted; only its place can be judged.")
        return (Said("extent", text),)
    if a.paint_cm2 > MUCH * limb_cm2:
        text = QCoreApplication.translate(
            "SpecialCards", "Most of the limb is painted, so the paint says little. Clues can tell more."
        )
        return (Said("extent", text),)
    return ()


def said_beside(reading: Reading) -> tuple[Said, ...]:
    """Everything to be said beside the lists; a limb that is all painted shows no pattern of several nerves."""
    extent = extent_said(reading)
    said = reading.wording.special(reading.assessment.special)
    much = bool(extent) and reading.assessment.paint_cm2 >= TINY_CM2
    return (*extent, *(one for one in said if not (much and one.kind in ("patchy", "two_causes"))))


def cards(said: Sequence[Said], depth: Depth) -> list[QFrame]:
    """The cards of a list; one for each kind of answer."""
    heads = titles()
    texts: dict[str, list[str]] = {}
    for one in said:
        if one.kind in AT[depth]:
            texts.setdefault(one.kind, []).append(one.text)
    return [_card(heads[kind], " ".join(parts)) for kind, parts in texts.items()]


def _card(title: str, text: str) -> QFrame:
    head = QLabel(title)
    write(head, "label")
    out = card("card", head, label(text, "caption"), gap=2)
    out.setAccessibleName(f"{title}: {text}")
    return out
