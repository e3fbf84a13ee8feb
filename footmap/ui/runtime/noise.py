"""What Qt says on stderr without a display, of things that a picture does not need."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

NOISE: Final = ("This plugin does not support",)
"""How messages begin that the offscreen platform makes of every window."""


def leave_out_noise() -> None:
    """Let only what may matter reach stderr, a line each."""
    qInstallMessageHandler(_tell)


def _tell(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if not text.startswith(NOISE):
        print(f"Qt: {text}", file=sys.stderr)
