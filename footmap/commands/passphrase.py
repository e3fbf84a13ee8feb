"""Passphrases of the command line: from the environment, the terminal or standard input, never from the arguments.

Arguments are seen by everybody who lists the processes of the computer, and stay in the history of the shell.
"""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footmap.errors import FootmapError

from .working import paused

if TYPE_CHECKING:
    from footmap.data.library.cipher import Key

NOW: Final = "FOOTMAP_PASSPHRASE"
NEW: Final = "FOOTMAP_NEW_PASSPHRASE"
LONGEST: Final = 4096
WAYS: Final = f"It is read from {NOW}, asked for in a terminal, or the first line of standard input."


def ask(prompt: str, variable: str = NOW) -> str:
    """A passphrase.

    Raises
    ------
    FootmapError
        If none was given.
    """
    found = os.environ.get(variable, "")
    if not found:
        try:
            if sys.stdin.isatty():
                with paused():
                    found = getpass.getpass(f"{prompt}: ", stream=sys.stderr)
            else:
                found = sys.stdin.readline(LONGEST).rstrip("\r\n")
        except (EOFError, ValueError, AttributeError):  # a closed stream, or none at all
            found = ""
    if not found:
        raise FootmapError(f"No passphrase was given. {WAYS.replace(NOW, variable)}")
    return found


def ask_new(prompt: str = "New passphrase", variable: str = NEW) -> str:
    """A new passphrase; in a terminal it is typed twice.

    Raises
    ------
    FootmapError
        If none was given, or the two differ.
    """
    found = ask(prompt, variable)
    if not os.environ.get(variable) and sys.stdin.isatty() and ask("The same again", variable) != found:
        raise FootmapError("The two passphrases differ; nothing was changed.")
    return found


def key_for(path: Path) -> Key | None:
    """Key of a library, asked for where it is encrypted."""
    from footmap.data.library.cipher import is_encrypted
    from footmap.data.library.sealing import unlock

    return unlock(path, ask(f"Passphrase of {path.name}")) if is_encrypted(path) else None
