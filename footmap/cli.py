"""The command line. Each command imports what it needs and no more; only the window and its screenshot use Qt."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from footmap import __version__

from .commands import atlas, case, document, handover, knowledge, library, measure, study
from .commands.common import DONE, NOTICE, REFUSED, USAGE, complain, open_window
from .commands.parsing import Parser, is_there, is_word, no_command
from .commands.terminal import Plain, plain_streams
from .commands.working import working
from .core.ids import LANGUAGES
from .errors import AssetError, CaseError, FootmapError

GROUPS: Final = (case, document, library, handover, study, knowledge, atlas, measure)
"""Modules of commands, in the order in which they are listed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 the input was refused, 2 wrong usage."""
    _clear_environment()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError):
                stream.reconfigure(errors="replace")  # a pipe may know only ASCII
    with plain_streams():
        return _main(argv)


def _main(argv: Sequence[str] | None) -> int:
    words = _language_last(sys.argv[1:] if argv is None else argv)
    try:
        try:
            arguments = _parser(words).parse_args(words)
        except SystemExit as stop:
            return _written(stop.code if isinstance(stop.code, int) else USAGE)
        run: Callable[[argparse.Namespace], int] = arguments.run
        with working(quiet=arguments.tells):
            return run(arguments)
    except CaseError as error:
        complain(f"{error}" + (f" [{error.where}]" if error.where else ""))
    except AssetError as error:
        complain(f"{len(error.problems)} problem(s) with footmap's own files:")
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
    except FootmapError as error:
        complain(str(error))
    except BrokenPipeError:
        # whoever read our output has stopped; say nothing more, and let nothing complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}.")
    except KeyboardInterrupt:
        complain("Stopped.")
    return REFUSED


def _written(code: int) -> int:
    """The code, if what was printed has reached its reader."""
    try:
        if isinstance(sys.stdout, Plain) and sys.stdout.error is not None:
            raise sys.stdout.error
        sys.stdout.flush()
    except BrokenPipeError:
        return code  # whoever read it has read enough
    except OSError as error:
        complain(f"The output cannot be written: {error.strerror}.")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing complains again at the exit
        return REFUSED
    return code


def _clear_environment() -> None:
    """Take out settings of other programs that would stop matplotlib, of which no backend is ever chosen by name."""
    os.environ.pop("MPLBACKEND", None)
    if not os.environ.get("SOURCE_DATE_EPOCH", "0").isdecimal():
        del os.environ["SOURCE_DATE_EPOCH"]


def _parser(words: Sequence[str]) -> Parser:
    """Parser for these words: the first one that is no option is a command or else a case to open."""
    values = (before == "--language" for before in ("", *words))
    first = next((w for w, value in zip(words, values, strict=False) if not value and not w.startswith("-")), None)
    parser = _bare_parser()
    commands = _add_commands(parser)
    if first is None or first in commands:
        return parser
    if is_word(first) and not is_there(Path(first)):
        parser.error(no_command(first, commands))
    parser = _bare_parser()
    parser.add_argument("case", metavar="CASE", type=Path, help="case to open in the window")
    return parser


def all_commands() -> Parser:
    """The parser of every command."""
    parser = _bare_parser()
    _add_commands(parser)
    return parser


def _add_commands(parser: Parser) -> Collection[str]:
    """Let a parser know every command; returns their names."""
    sub = parser.add_subparsers(
        metavar="CASE | COMMAND", title="commands (without one the window opens)", parser_class=Parser
    )
    for group in GROUPS:
        group.add(sub)
    return sub.choices


def _bare_parser() -> Parser:
    """A parser without commands, which opens the window."""
    parser = Parser(
        prog="footmap",
        description="Paint where a foot or leg hurts; read which nerves and spinal levels fit.",
        epilog=f"'footmap COMMAND --help' explains a command. {NOTICE}",
    )
    parser.add_argument("--version", action="version", version=f"footmap {__version__}")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the window, this time; default: as chosen")
    parser.set_defaults(run=_window, case=None, tells=False)
    return parser


def _language_last(words: Sequence[str]) -> list[str]:
    """The words with a language that stands before a command or a case behind it, where each of them takes it."""
    rest = list(words)
    asked: list[str] = []
    while rest and (rest[0] == "--language" or rest[0].startswith("--language=")):
        count = 2 if rest[0] == "--language" else 1
        asked += rest[:count]
        del rest[:count]
    return [*rest, *asked]


def _window(arguments: argparse.Namespace) -> int:
    return open_window(arguments.case, arguments.language)


if __name__ == "__main__":
    sys.exit(main())
