"""Says on a terminal that a command which takes longer than two seconds is still at work, and for how long."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator
from typing import Final, TextIO

FIRST_S: Final = 2.0
STEP_S: Final = 1.0
_ERASE: Final = "\r\x1b[K"
_holding = threading.Lock()
"""Held by whoever has the last line of the terminal, of which a process has one."""


@contextlib.contextmanager
def working(*, quiet: bool = False) -> Iterator[None]:
    """What happens inside is reported in the last line of the terminal, which is empty again at the end.

    Parameters
    ----------
    quiet : bool
        Say nothing, because the command itself tells how far it is.
    """
    terminal = sys.stderr
    if quiet or not terminal.isatty():
        yield
        return
    done = threading.Event()
    reporter = threading.Thread(target=_report, args=(done, terminal), name="working", daemon=True)
    reporter.start()
    try:
        yield
    finally:
        done.set()
        reporter.join()


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Nothing is reported inside: a question stands in the last line."""
    with _holding:
        yield


def _report(done: threading.Event, terminal: TextIO) -> None:
    begin = time.monotonic()
    wait, said = FIRST_S, False
    while not done.wait(wait):
        wait = STEP_S
        if not _holding.acquire(blocking=False):
            continue
        try:
            with contextlib.suppress(OSError, ValueError):
                terminal.write(f"{_ERASE}footmap: working … {time.monotonic() - begin:.0f} s")
                terminal.flush()
                said = True
        finally:
            _holding.release()
    if said:
        with contextlib.suppress(OSError, ValueError):
            terminal.write(_ERASE)
            terminal.flush()
