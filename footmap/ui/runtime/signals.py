"""Signals of the system that ask the window to end: Ctrl+C in its terminal, a closed terminal, the end of a session.

Python runs its own handlers between two lines of Python, which a window that waits in Qt does not reach. So the number
of the signal goes through a pipe that Qt listens to (Windows has no such pipe: there a timer lets Python look).
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from types import FrameType
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

WANTED: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
LOOK_MS: Final = 200
_BYTES: Final = 64


class EndSignals(QObject):
    """Listens from its making to `stop`; signals that the process ignores stay ignored.

    Signals
    -------
    asked()
        The process is to end. It comes from Qt's own loop, once.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._came = False
        self._said = False
        self._before: dict[int, Any] = {}
        self._pipe: tuple[int, int] | None = None
        for number in WANTED:
            with contextlib.suppress(OSError, ValueError):  # not everywhere, and not in another thread
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._note)
        if sys.platform == "win32":
            timer = QTimer(self)
            timer.timeout.connect(self._look)
            timer.start(LOOK_MS)
            return
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def stop(self) -> None:
        """Listen no more; what comes from now on is ignored, because the process is ending."""
        for number in self._before:
            signal.signal(number, signal.SIG_IGN)
        self._before.clear()
        if self._pipe is not None:
            self._notifier.setEnabled(False)
            signal.set_wakeup_fd(-1)
            for end in self._pipe:
                os.close(end)
            self._pipe = None

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._came = True

    def _read(self) -> None:
        if self._pipe is not None:
            with contextlib.suppress(BlockingIOError):
                os.read(self._pipe[0], _BYTES)
        self._look()

    def _look(self) -> None:
        if self._came and not self._said:
            self._said = True
            self.asked.emit()
