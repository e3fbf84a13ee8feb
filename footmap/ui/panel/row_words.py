"""The words of all rows, translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from footmap.core.localiser.candidates import Where


@dataclass(frozen=True)
class Words:
    """Translated words of all rows.

    Attributes
    ----------
    long, short : tuple of str
        What follows the shares explained and filled; the short ones where the panel is narrow.
    sides : dict of side to word
    support : dict of words to word
        Support in one or two words.
    tied, branch, cause : str
        Notes with a place for {other}, {trunk} or {cause}.
    spoken : str
        Accessible name: {name}, {side}.
    spoken_shares, spoken_core, spoken_support, spoken_frequency, placed, emergency : str
        Added to it: {explained}, {filled}; {core}; {support}; {frequency}; {spoken} with {place} and {count}; that it
        must be excluded first.
    to_exclude : str
        Instead of the support of what a red flag alone brings among the first.
    """

    long: tuple[str, str]
    short: tuple[str, str]
    sides: dict[Where, str]
    support: dict[str, str]
    tied: str
    branch: str
    cause: str
    spoken: str
    spoken_shares: str
    spoken_core: str
    spoken_support: str
    spoken_frequency: str
    placed: str
    emergency: str
    to_exclude: str


def row_words() -> Words:
    """Words in the language of the window."""
    translate = QCoreApplication.translate
    return Words(
        long=(
            translate("RowWords", "of all paint explained"),
            translate("RowWords", "of its skin filled"),
        ),
        short=(translate("RowWords", "explained"), translate("RowWords", "filled")),
        sides={
            "right": translate("RowWords", "right"),
            "left": translate("RowWords", "left"),
            "both": translate("RowWords", "both sides"),
        },
        support={
            "strongly for": translate("RowWords", "strongly for"),
            "for": translate("RowWords", "for"),
            "neither for nor against": translate("RowWords", "neither for nor against"),
            "against": translate("RowWords", "against"),
            "strongly against": translate("RowWords", "strongly against"),
        },
        tied=translate("RowWords", "tied with {other}: pain alone cannot tell them apart"),
        branch=translate("RowWords", "branch of: {trunk}"),
        cause=translate("RowWords", "most often: {cause}"),
        spoken=translate("RowWords", "{name}, {side}"),
        spoken_shares=translate("RowWords", "{explained} of all paint explained, {filled} of its skin filled"),
        spoken_core=translate("RowWords", "{core} of its core filled"),
        spoken_support=translate("RowWords", "paint and clues: {support}"),
        spoken_frequency=translate("RowWords", "how common: {frequency}"),
        placed=translate("RowWords", "{spoken}, {place} of {count}"),
        emergency=translate("RowWords", "emergency, exclude first"),
        to_exclude=translate("RowWords", "to be excluded"),
    )
