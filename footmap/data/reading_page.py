"""The page on how to read the result, as it stands in the manual, in every language of the window."""

from __future__ import annotations

from footmap.errors import AssetError, Problem

from . import resources
from .once import read_once


@read_once
def load_reading(language: str = "en") -> str:
    """The page without its heading, Markdown.

    Raises
    ------
    AssetError
        If it is missing.
    """
    path = resources.root() / "words" / f"reading.{language}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise AssetError(
            (
                Problem(
                    str(path),
                    f"The page could not be read ({error.strerror}).",
                ),
            )
        ) from error
    heading, _, rest = text.partition("\n")
    return rest.strip() + "\n" if heading.startswith("# ") else text
