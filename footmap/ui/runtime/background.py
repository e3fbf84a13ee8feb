"""Computing off the window's thread, in one way for all that needs it.

What computes is given values and gives a value back; it never holds an object of Qt. Python frees an object in
the thread that lets go of it last, and an object of Qt must be freed in the thread that it lives in.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from footmap.errors import FootmapError

from .said import said

LOG: Final = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(frozen=True)
class _Asked:
    """What is done in the window's thread with a result, unless it is stale by then."""

    then: Callable[[Any], None]
    failed: Callable[[str], None]
    stale: Event


@dataclass(frozen=True)
class _Found:
    number: int
    value: Any
    error: Exception | None


class Background(QObject):
    """A thread that computes for one object of the window, one thing after another.

    Call `stop` before the object is destroyed.

    Parameters
    ----------
    parent : QObject or None
        Lives in the window's thread, and so does everything that hears of results.
    pool : QThreadPool, optional
        One thread that is shared with others; by default this object has its own.

    Signals
    -------
    finished()
        A computation has ended; what it found has been handed on or dropped.
    """

    finished = Signal()
    _arrived = Signal()

    def __init__(self, parent: QObject | None, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        if pool is None:
            pool = QThreadPool(self)
            pool.setMaxThreadCount(1)
        self._pool = pool
        self._asked: dict[int, _Asked] = {}
        self._number = 0
        self._stale = Event()
        self._found: SimpleQueue[_Found] = SimpleQueue()
        self._arrived.connect(self._deliver)

    @property
    def busy(self) -> bool:
        """True until everything that was asked for has been handed on or dropped."""
        return bool(self._asked)

    @property
    def stale(self) -> Callable[[], bool]:
        """Tells, in any thread, whether what is asked for from now on has been dropped meanwhile."""
        return self._stale.is_set

    def run(self, compute: Callable[[], Result], then: Callable[[Result], None], failed: Callable[[str], None]) -> None:
        """Compute off the window's thread, then go on in it.

        Parameters
        ----------
        compute : callable
            Made of values alone: a function, a method of a plain object or a `partial` of one.
        then : callable
            Given the result; not called once `drop` has been.
        failed : callable
            Given one sentence instead, if there is no result. What was not foreseen is logged with its traceback.

        Raises
        ------
        TypeError
            If `compute` holds an object of Qt.
        """
        held = next(_objects_of_qt(compute), None)
        if held is not None:
            raise TypeError(f"A thread that computes must not hold {held!r}; give it values alone.")
        self._number += 1
        self._asked[self._number] = _Asked(then, failed, self._stale)
        self._pool.start(partial(_work, self._number, compute, self._stale, self._found, self._arrived.emit))

    def drop(self) -> None:
        """Hear no more of what was asked for so far; what has not begun is not computed."""
        self._stale.set()
        self._stale = Event()

    def settle(self) -> None:
        """Wait until nothing is left to compute, and hand on what was found."""
        while self._asked:
            self._pool.waitForDone()
            self._deliver()

    def stop(self) -> None:
        """Drop everything; returns when the thread is idle."""
        self.drop()
        self._pool.waitForDone()

    def _deliver(self) -> None:
        while True:
            try:
                found = self._found.get_nowait()
            except Empty:
                return
            self._hand_on(found)

    def _hand_on(self, found: _Found) -> None:
        asked = self._asked.pop(found.number)
        try:
            if asked.stale.is_set():
                return
            if found.error is None:
                asked.then(found.value)
            else:
                asked.failed(_words(found.error))
        finally:
            self.finished.emit()


def _work(
    number: int,
    compute: Callable[[], Any],
    stale: Event,
    results: SimpleQueue[_Found],
    wake: Callable[[], None],
) -> None:
    """Compute, in the thread, unless nobody wants it any more."""
    try:
        found = _Found(number, None if stale.is_set() else compute(), None)
    except Exception as error:  # the window lives on and says what happened
        if not isinstance(error, FootmapError):
            LOG.exception("A computation in the background failed.")
        found = _Found(number, None, error.with_traceback(None))  # its frames would keep everything they held
    results.put(found)
    with suppress(RuntimeError):  # the window has been destroyed meanwhile
        wake()


def _words(error: Exception) -> str:
    return said(error) if isinstance(error, FootmapError) else f"{type(error).__name__}: {error}"


def _objects_of_qt(compute: object) -> Iterator[QObject]:
    """What a callable holds of Qt: bound, given beforehand, or closed over."""
    seen: list[object] = []
    waiting = [compute]
    while waiting:
        value = waiting.pop()
        if any(value is other for other in seen):
            continue  # a function that calls itself closes over itself
        seen.append(value)
        if isinstance(value, QObject):
            yield value
        elif isinstance(value, partial):
            waiting += [value.func, *value.args, *value.keywords.values()]
        elif callable(value):
            waiting.append(getattr(value, "__self__", None))
            for cell in getattr(value, "__closure__", None) or ():
                with suppress(ValueError):  # not filled yet
                    waiting.append(cell.cell_contents)
