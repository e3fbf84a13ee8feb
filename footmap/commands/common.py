"""What the commands share: exit codes, choices, and how words and problems reach the reader."""

from __future__ import annotations

import argparse
import contextlib
import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footmap.core.ids import LANGUAGES

if TYPE_CHECKING:
    from footmap.core.drawing import Case

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
NOTICE: Final = "footmap is an aid for learning and decisions, not a diagnosis."


@contextlib.contextmanager
def no_collector() -> Iterator[None]:
    """Without the cyclic garbage collector: reading files makes many values that all live to the end of a command."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def add_language(parser: argparse.ArgumentParser) -> None:
    """Let a command speak German."""
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="output language; default en")


def complain(message: str) -> None:
    """Say something on stderr."""
    print(f"footmap: {message}", file=sys.stderr)


def add_visit(parser: argparse.ArgumentParser) -> None:
    """Let a command that takes a CASE name one visit of a file that has several."""
    parser.add_argument(
        "--visit", metavar="ID|DATE", default="", help="visit of a CASE that has several; default the newest"
    )


def read(path: Path, visit: str = "") -> Case:
    """The case in a file; of a file with several visits the newest, or the one named.

    Raises
    ------
    CaseError
        If it is refused.
    """
    from footmap.data.casefile import read_case

    return read_case(path, visit)
