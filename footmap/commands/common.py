"""What the commands share: exit codes, choices, and how words and problems reach the reader."""

from __future__ import annotations

import argparse
import contextlib
import gc
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footmap.core.ids import CONSENSUS, DRAWN_MAPS, LANGUAGES
from footmap.data.output import CASE_SUFFIX, check_output
from footmap.data.resources import bodies
from footmap.errors import FootmapError

from .parsing import Parser, is_there, no_case

if TYPE_CHECKING:
    from footmap.core.drawing import Case

    Commands = argparse._SubParsersAction[Parser]

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
MAP_CHOICES: Final = (CONSENSUS, *DRAWN_MAPS)
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


def open_window(case: Path | None = None, language: str | None = None, *, study: bool = False) -> int:
    """Open the window; returns when it is closed.

    Raises
    ------
    FootmapError
        If the case is not there, or there is nothing to open a window on.
    """
    if case is not None:
        refuse_missing(case)
    from footmap.ui.runtime.display import check_display

    check_display()
    from footmap.ui.app import run_window

    return run_window(case, language, study=study)


def complain(message: str) -> None:
    """Say something on stderr."""
    print(f"footmap: {message}", file=sys.stderr)


def add_case(parser: argparse.ArgumentParser) -> None:
    """Let a command take a CASE, and one visit of a file that has several."""
    parser.add_argument("case", metavar="CASE", type=Path, help="case file (.footmap)")
    add_visit(parser)


def add_visit(parser: argparse.ArgumentParser) -> None:
    """Let a command that takes a CASE name one visit of a file that has several."""
    parser.add_argument(
        "--visit", metavar="ID|DATE", default="", help="visit of a CASE that has several; default the newest"
    )


def add_map(parser: argparse.ArgumentParser) -> None:
    """Let a command follow one of the dermatome maps."""
    parser.add_argument(
        "--map", choices=MAP_CHOICES, default=MAP_CHOICES[0], help="dermatome map that levels follow; default consensus"
    )


def add_body(parser: argparse.ArgumentParser) -> None:
    """Let a command name one of the bodies that have an atlas."""
    parser.add_argument("--body", choices=bodies(), default="male", help="whose atlas; default male")


def add_output(
    parser: argparse.ArgumentParser, metavar: str, words: str = "file that is written", *, required: bool = True
) -> None:
    """Let a command name the file that it writes."""
    parser.add_argument("-o", "--output", metavar=metavar, type=Path, required=required, help=words)


def may_write(output: Path, inputs: Iterable[Path | None] = (), suffixes: Collection[str] = ()) -> None:
    """Refuse an output before the work begins.

    Parameters
    ----------
    output : Path
    inputs : iterable of Path or None
        What the command reads, and must not overwrite.
    suffixes : collection of str
        What the name may end with, such as ``.png``; anything if empty.

    Raises
    ------
    FootmapError
        One sentence: the name cannot be written, or something would be lost.
    """
    if suffixes and not output.name.lower().endswith(tuple(suffixes)):
        raise FootmapError(f"The output is a {' or '.join(suffixes)} file, not {output.name}.")
    check_output(output, inputs)


def read(path: Path, visit: str = "") -> Case:
    """The case in a file; of a file with several visits the newest, or the one named.

    Raises
    ------
    CaseError
        If it is refused.
    """
    refuse_missing(path)
    from footmap.data.casefile import read_case

    return read_case(path, visit)


def refuse_missing(path: Path) -> None:
    """Refuse a case that is not there, with the name of one that may have been meant.

    Raises
    ------
    FootmapError
    """
    if not is_there(path):
        raise FootmapError(no_case(path, CASE_SUFFIX))
