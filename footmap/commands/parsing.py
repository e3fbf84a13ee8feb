"""The parsers of all commands: what `--help` ends with, and how a mistyped word is answered."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final

EXIT_CODES: Final = "Exit codes: 0 done, 1 the input was refused (the reason is on stderr), 2 wrong usage."


class Parser(argparse.ArgumentParser):
    """A parser that takes options by their whole names and says what exit codes mean; so do those of its commands."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more["epilog"] = " ".join(filter(None, (more.get("epilog"), EXIT_CODES)))
        super().__init__(*args, **{**more, "allow_abbrev": False})


def nearest(word: str, known: Iterable[str]) -> str:
    """The name of `known` that somebody who typed `word` may have meant; empty where none is near."""
    found = difflib.get_close_matches(word.lower(), sorted(known), n=1)
    return found[0] if found else ""


def no_command(word: str, commands: Collection[str]) -> str:
    """What is said of a word that is neither a command nor a file."""
    near = nearest(word, commands)
    meant = f"did you mean '{near}'? " if near else ""
    return f"'{word}' is neither a command nor a case; {meant}'footmap --help' lists the commands."


def no_case(path: Path, suffix: str) -> str:
    """What is said of a case that is not there, with the file of that folder that may have been meant.

    Parameters
    ----------
    path : Path
    suffix : str
        Of case files.
    """
    try:
        beside = {file.stem: file for file in path.parent.glob(f"*{suffix}")}
    except (OSError, ValueError):
        beside = {}
    near = nearest(path.stem, beside)
    return f"There is no file {path.name}" + (f"; did you mean {beside[near]}?" if near else ".")


def is_there(path: Path) -> bool:
    """False where nothing has that name; a name that is not possible is left to whoever reads it."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def is_word(text: str) -> bool:
    """True for what can only be meant as a command: letters and hyphens, no folder and no ending of a file."""
    return text.replace("-", "").isalpha()
