"""Work of a session in its order: each job waits for what the one before it computes off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from footmap.ui.runtime.background import Background

if TYPE_CHECKING:
    from .engine import Derived


class Jobs(QObject):
    """A queue of jobs and one thread that computes for them.

    Signals
    -------
    failed(str)
        Why a computation came to nothing; what was waiting is dropped.
    busy_changed(bool)
        A computation began or the last one ended.
    """

    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._queue: list[Callable[[], None]] = []
        self._background.finished.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """True while something is being computed or waits."""
        return self._background.busy or bool(self._queue)

    def enqueue(self, job: Callable[[], None]) -> None:
        """Do a job in the window's thread, once everything before it is done."""
        self._queue.append(job)
        self._pump()

    def start(self, compute: Callable[[], Derived], then: Callable[[Derived], None]) -> None:
        """Compute off the thread, of values alone, then go on in it with the result."""
        self._background.run(compute, then, self._fail)
        self.busy_changed.emit(True)

    def leave(self) -> None:
        """Drop what waits, and what is being computed when it is ready: another document comes."""
        self._background.drop()
        self._queue.clear()

    def settle(self) -> None:
        """Wait until nothing is left to do."""
        while self.busy:
            self._background.settle()
            self._pump()

    def close(self) -> None:
        """Wait for the thread and drop what it would deliver."""
        self._queue.clear()
        self._background.stop()

    def _pump(self) -> None:
        while self._queue and not self._background.busy:
            self._queue.pop(0)()

    def _fail(self, problem: str) -> None:
        self._queue.clear()
        self.failed.emit(problem)

    def _go_on(self) -> None:
        self._pump()
        if not self.busy:
            self.busy_changed.emit(False)
