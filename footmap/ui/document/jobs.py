"""Work of a session in its order: each job waits for what the one before it computes off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

from footmap.errors import FootmapError

if TYPE_CHECKING:
    from .engine import Derived


@dataclass(frozen=True)
class _Result:
    generation: int
    derived: Derived | None
    problem: str
    then: Callable[[Derived], None]


class Jobs(QObject):
    """A queue of jobs and one thread that computes for them.

    A generation number marks the open document, so that results for a document that has been left are dropped.

    Signals
    -------
    failed(str)
        Why a computation came to nothing; what was waiting is dropped.
    busy_changed(bool)
        A computation began or the last one ended.
    """

    failed = Signal(str)
    busy_changed = Signal(bool)
    _done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._generation = 0
        self._queue: list[Callable[[], None]] = []
        self._running = 0
        self._done.connect(self._finished)

    @property
    def busy(self) -> bool:
        """True while something is being computed or waits."""
        return self._running > 0 or bool(self._queue)

    def enqueue(self, job: Callable[[], None]) -> None:
        """Do a job in the window's thread, once everything before it is done."""
        self._queue.append(job)
        self._pump()

    def start(self, compute: Callable[[], Derived], then: Callable[[Derived], None]) -> None:
        """Compute off the thread, then go on in it with the result."""
        generation = self._generation
        self._running += 1
        self.busy_changed.emit(True)

        def work() -> None:
            try:
                result = _Result(generation, compute(), "", then)
            except FootmapError as error:
                result = _Result(generation, None, str(error), then)
            except Exception as error:  # the window lives on and says what happened
                result = _Result(generation, None, f"{type(error).__name__}: {error}", then)
            self._done.emit(result)

        self._pool.start(work)

    def leave(self) -> None:
        """Drop what waits, and what is being computed when it is ready: another document comes."""
        self._generation += 1
        self._queue.clear()

    def settle(self) -> None:
        """Wait until nothing is left to do."""
        while self.busy:
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents()

    def close(self) -> None:
        """Wait for the thread and drop what it would deliver."""
        self.leave()
        self._pool.waitForDone()

    def _pump(self) -> None:
        while self._queue and not self._running:
            self._queue.pop(0)()

    def _finished(self, result: _Result) -> None:
        self._running -= 1
        if result.generation == self._generation:
            if result.derived is not None:
                result.then(result.derived)
            else:
                self._queue.clear()
                self.failed.emit(result.problem)
        self._pump()
        if not self.busy:
            self.busy_changed.emit(False)
