"""Loads the engine in a thread after the first frame. Imports nothing heavy itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from footmap.errors import FootmapError
from footmap.ui.settings.preferences import DEFAULT_BODY

if TYPE_CHECKING:
    from .document.engine import Engine


class Loader(QObject):
    """Reads atlas, knowledge and pictures off the user-interface thread.

    Signals
    -------
    loaded(object)
        The `Engine`.
    failed(str)
        What is wrong with footmap's own files.
    """

    loaded = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._started = False

    def start(self, body: str = "male", tone: str = "light") -> None:
        """Begin; a second call does nothing."""
        if not self._started:
            self._started = True
            self._pool.start(lambda: self._work(body, tone))

    def _work(self, body: str, tone: str) -> None:
        try:
            engine = load(body, tone)
        except FootmapError as error:
            self.failed.emit(str(error))
        except Exception as error:  # said in the window instead of a silent thread
            self.failed.emit(f"{type(error).__name__}: {error}")
        else:
            self.loaded.emit(engine)

    def wait(self) -> None:
        """Wait for the thread."""
        self._pool.waitForDone()


def load(body: str = "male", tone: str = "light") -> Engine:
    """The engine of one body; everything that the first stroke needs is imported."""
    from footmap.data import resources

    from .document import engine, files, localising, session  # noqa: F401  # imported here, off the thread
    from .overlay import describe  # noqa: F401  # imported here, off the thread

    if body not in resources.bodies():
        body = DEFAULT_BODY  # it was chosen once and is no longer installed
    return engine.Engine.load(body, tone)
