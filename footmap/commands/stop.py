"""Ctrl+C: one word and exit code 1, at whatever moment it comes."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Final

STOPPED: Final = 1
_IMPORTING: Final = "<frozen importlib"


def stop_cleanly() -> None:
    """Let Ctrl+C stop a command.

    While modules are being imported, and while Qt runs, the process ends at once: an exception there would be
    swallowed, or turned into another one, by whatever is half imported. Anywhere else KeyboardInterrupt is raised, so
    that temporary files are removed.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)


def ignore_at_the_end() -> None:
    """Let the interpreter shut down in peace."""
    if signal.getsignal(signal.SIGINT) is _stop:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(_number: int, frame: FrameType | None) -> None:
    if _importing(frame) or "PySide6.QtCore" in sys.modules:
        os.write(2, b"footmap: Stopped.\n")
        os._exit(STOPPED)
    raise KeyboardInterrupt


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith(_IMPORTING):
            return True
        frame = frame.f_back
    return False
