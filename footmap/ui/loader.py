"""Loads the engine in a thread after the first frame. Imports nothing heavy itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from footmap.ui.runtime.background import Background
from footmap.ui.settings.preferences import DEFAULT_BODY

if TYPE_CHECKING:
    from .document.engine import Engine
    from .picture.shelf import PictureShelf


class Loaded(NamedTuple):
    """What the window is brought to life with."""

    engine: Engine
    shelf: PictureShelf


class Loader(QObject):
    """Reads atlas, knowledge and pictures off the user-interface thread.

    Signals
    -------
    loaded(object, object)
        Engine and pictures, as `Loaded` has them.
    failed(str)
        What is wrong with footmap's own files.
    """

    loaded = Signal(object, object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._started = False

    def start(self, body: str = "male", tone: str = "light") -> None:
        """Begin; a second call does nothing."""
        if not self._started:
            self._started = True
            self._background.run(partial(load, body, tone), self._tell, self.failed.emit)

    def _tell(self, loaded: Loaded) -> None:
        self.loaded.emit(*loaded)

    def wait(self) -> None:
        """Wait for the thread; what it has loaded is dropped."""
        self._background.stop()


def load(body: str = "male", tone: str = "light") -> Loaded:
    """Engine and pictures of one body; everything that the first stroke needs is imported."""
    from footmap.data import resources

    from .control import body_scene  # noqa: F401  # imported here, off the thread
    from .document import engine, files, localising, session  # noqa: F401  # imported here, off the thread
    from .overlay import describe  # noqa: F401  # imported here, off the thread
    from .picture import scene, shelf  # noqa: F401  # imported here, off the thread

    if body not in resources.bodies():
        body = DEFAULT_BODY  # it was chosen once and is no longer installed
    return Loaded(engine.Engine.load(body), shelf.PictureShelf.load(body, tone))
