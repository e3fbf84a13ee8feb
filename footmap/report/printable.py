"""What the fonts at hand can print: every other sign stands as its number, ``[U+674E]``, so that nothing is lost."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, reduce
from importlib.util import find_spec
from itertools import groupby
from operator import and_
from pathlib import Path
from typing import Any, Final

from footmap.data import kept
from footmap.errors import FootmapError

FONTS: Final = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
"""Fonts that stand in where the text face lacks a sign, regular and bold; a sign must be in both."""
JOINERS: Final = frozenset("\u200c\u200d")
"""Formatting signs that a script needs; all others could turn or hide words and are written out."""
LONGEST_RUN: Final = 40
BREAK_AFTER: Final = 8
"""A run of `LONGEST_RUN` signs without a place to break gets one after so many."""
_KEPT: Final = "printable"
_PIECE: Final = re.compile(r"\[U\+[0-9A-F]{4,6}\]|.")
_RUN: Final = re.compile(rf"[^\s\u200b]{{{LONGEST_RUN},}}")


def font_folder() -> Path:
    """Folder of the fonts that stand in; found without loading the library that brings them, which takes long.

    Raises
    ------
    FootmapError
        If it is not installed.
    """
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise FootmapError("The fonts of the report are missing; install footmap again.")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


@cache
def printable_signs() -> frozenset[int]:
    """Code points that every font of `FONTS` has; kept from one start to the next."""
    paths = [font_folder() / name for name in FONTS]
    key = kept.digest_of_files(paths)
    data = kept.read(_KEPT, key)
    if data is not None:
        return frozenset(code for first, last in json.loads(data) for code in range(first, last + 1))
    signs = _signs_of(paths)
    kept.write(_KEPT, key, json.dumps(_runs(signs)).encode("ascii"))
    return signs


def _signs_of(paths: list[Path]) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return reduce(and_, [frozenset(FT2Font(str(path)).get_charmap()) for path in paths])


def _runs(signs: frozenset[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbouring numbers."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(sorted(signs)), lambda one: one[1] - one[0])]
    return [(run[0], run[-1]) for run in runs]


def printable(text: str, missing: list[str]) -> str:
    """A text as it can be printed.

    Parameters
    ----------
    text : str
    missing : list of str
        Takes the numbers that had to stand for signs.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    if not text.isascii() or any(ord(sign) < 32 and sign != "\n" for sign in text) or "\x7f" in text:
        text = "".join(_sign(sign, missing) for sign in text)
    return _RUN.sub(_breakable, text)


def printable_tree(value: Any, missing: list[str]) -> Any:
    """A tree of lists and mappings with every text in it as it can be printed; pictures stay as they are."""
    if isinstance(value, str):
        return printable(value, missing)
    if isinstance(value, list):
        return [printable_tree(part, missing) for part in value]
    if isinstance(value, dict):
        return {key: part if key == "svg" else printable_tree(part, missing) for key, part in value.items()}
    return value


def _sign(sign: str, missing: list[str]) -> str:
    if sign == "\n" or sign in JOINERS:
        return sign
    if ord(sign) in printable_signs() and unicodedata.category(sign)[0] != "C":
        return sign
    number = f"[U+{ord(sign):04X}]"
    missing.append(number)
    return number


def _breakable(run: re.Match[str]) -> str:
    """A long run with places to break between signs that belong apart."""
    out: list[str] = []
    since = 0
    for piece in _PIECE.findall(run[0]):
        if since >= BREAK_AFTER and not unicodedata.combining(piece[0]) and piece not in JOINERS:
            out.append("\u200b")
            since = 0
        out.append(piece)
        since += len(piece)
    return "".join(out)
