"""What the dermatome maps are called. They were redrawn from descriptions, and every mention says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from footmap.core.atlas import MapId

translate = QCoreApplication.translate


class MapWords(NamedTuple):
    """A map in one word, as an entry of a menu, and in a sentence."""

    short: str
    entry: str
    title: str


def map_words() -> Mapping[MapId, MapWords]:
    """Words for every map, in the order in which to offer them."""
    return {
        "consensus": MapWords(
            translate("MapWords", "consensus"),
            translate("MapWords", "Consensus of the maps"),
            translate(
                "MapWords",
                "Consensus of the three maps, redrawn from descriptions: the core is strong, the margin pale",
            ),
        ),
        "lee_2008": MapWords(
            "Lee",
            translate("MapWords", "After Lee 2008, redrawn from descriptions"),
            translate(
                "MapWords",
                "After Lee, McPhee and Stringer 2008, redrawn from descriptions: skin without a certain level is blank",
            ),
        ),
        "foerster_1933": MapWords(
            "Foerster",
            translate("MapWords", "After Foerster 1933, redrawn from descriptions"),
            translate(
                "MapWords",
                "After Foerster 1933, redrawn from descriptions: based on cut roots; drawn without the overlap that "
                "this method shows",
            ),
        ),
        "keegan_garrett_1948": MapWords(
            "Keegan",
            translate("MapWords", "After Keegan and Garrett 1948, redrawn from descriptions"),
            translate(
                "MapWords", "After Keegan and Garrett 1948, redrawn from descriptions: bands from the spine to the toes"
            ),
        ),
    }


def disagreement_words() -> str:
    """What the shading of disagreement means."""
    return translate(
        "MapWords", "Shaded where the maps name different levels: pale for one level apart, strong for two or more"
    )
