"""Writes the table of commands in README.md from the parsers of the command line.

    python packaging/commands.py

What a command does is said once, in its parser, for `--help` and for the table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = "README.md"
BEGIN: Final = "<!-- The table is made by packaging/commands.py. -->\n"
END: Final = "<!-- The end of the table. -->\n"
FEW: Final = 3
"""Number of choices that are written out; for more of them the name of the option stands."""


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every parser below one that has no commands of its own."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield parser
    for action in below:
        for command in action.choices.values():
            yield from leaves(command)


def usage(parser: argparse.ArgumentParser) -> str:
    """A command as it is typed: what it must be given first, then its options."""
    needed: list[str] = []
    options: list[str] = []
    either: list[argparse.Action] = []
    for group in parser._mutually_exclusive_groups:
        if group.required:
            either += group._group_actions
            needed.append("|".join(f"{action.option_strings[0]} {_value(action)}" for action in group._group_actions))
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction) or action in either:
            continue
        if not action.option_strings:
            name = _value(action)
            needed.append({"?": f"[{name}]", "*": f"[{name} …]", "+": f"{name} …"}.get(str(action.nargs), name))
            continue
        words = f"{action.option_strings[0]} {_value(action)}".rstrip()
        (needed if action.required else options).append(words if action.required else f"[{words}]")
    return " ".join([parser.prog, *needed, *options])


def _value(action: argparse.Action) -> str:
    """What follows the name of an option, or stands for an argument."""
    if action.nargs == 0 or isinstance(action, argparse.BooleanOptionalAction):
        return ""
    if action.choices is not None and len(list(action.choices)) <= FEW:
        return "|".join(map(str, action.choices))
    metavar = action.metavar if isinstance(action.metavar, str) else None
    return metavar or action.dest.upper()


def table(parser: argparse.ArgumentParser) -> str:
    """The table in Markdown: a row for the window, and one for each command."""
    rows = [("footmap [CASE]", "Opens the window.")]
    rows += [(usage(command), " ".join((command.description or "").split())) for command in leaves(parser)]
    bar = "\\|"
    lines = [f"| `{typed.replace('|', bar)}` | {words.replace('|', bar)} |" for typed, words in rows]
    return "\n".join(["| command | does |", "|---|---|", *lines]) + "\n"


def with_table(text: str, parser: argparse.ArgumentParser) -> str:
    """The page with the table of now; everything else stays as it is.

    Raises
    ------
    ValueError
        If the marks around the table are missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no marks around the table of commands.")
    return f"{before}{begin}\n{table(parser)}\n{end}{after}"


def main() -> int:
    """Write the page; returns the exit code."""
    sys.path.insert(0, str(ROOT))
    from footmap.cli import all_commands

    page = ROOT / PAGE
    page.write_text(with_table(page.read_text(encoding="utf-8"), all_commands()), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
