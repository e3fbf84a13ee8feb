"""The words of all rows, translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from .row import Words


def row_words() -> Words:
    """Words in the language of the window."""
    translate = QCoreApplication.translate
    return Words(
        long=(
            translate("RowWords", "of the paint inside"),
            translate("RowWords", "of it painted"),
            translate("RowWords", "of its core"),
        ),
        short=(translate("RowWords", "inside"), translate("RowWords", "painted"), translate("RowWords", "core")),
        explained=translate("RowWords", "of the paint explained"),
        sides={
            "right": translate("RowWords", "right"),
            "left": translate("RowWords", "left"),
            "both": translate("RowWords", "both sides"),
        },
        support={
            "strongly for": translate("RowWords", "strongly for"),
            "for": translate("RowWords", "for"),
            "neither for nor against": translate("RowWords", "undecided"),
            "against": translate("RowWords", "against"),
            "strongly against": translate("RowWords", "strongly against"),
        },
        tied=translate("RowWords", "tied with {other}: pain alone does not tell them apart"),
        branch=translate("RowWords", "branch of: {trunk}"),
        cause=translate("RowWords", "most often: {cause}"),
        spoken=translate("RowWords", "{name}, {side}"),
        spoken_shares=translate("RowWords", "{explained} of the paint inside, {filled} of it painted"),
        spoken_support=translate("RowWords", "paint and clues speak {support}"),
    )
