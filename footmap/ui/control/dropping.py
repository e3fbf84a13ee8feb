"""Case files dropped on the window: a hint while they hover, and one sentence where they cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QRect, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from footmap.data.casefile import SUFFIX
from footmap.data.handover import SUFFIX as SEALED
from footmap.ui.look.plain import visible
from footmap.ui.look.theme import write

if TYPE_CHECKING:
    from footmap.ui.document.files import Files
    from footmap.ui.shell.notice import Notice


class Dropping(QObject):
    """Takes what is dropped on `host`.

    Parameters
    ----------
    over : QWidget
        The hint covers this part of the window.
    welcome : callable
        False while nothing may be dropped.
    """

    def __init__(self, files: Files, notice: Notice, over: QWidget, host: QWidget, welcome: Callable[[], bool]) -> None:
        super().__init__(host)
        self._files, self._notice, self._over, self._host, self._welcome = files, notice, over, host, welcome
        self.hint = QLabel(host)
        self.hint.setObjectName("drophint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hint.hide()
        host.setAcceptDrops(True)

    def enter(self, event: QDropEvent) -> None:
        """Something is dragged over the window."""
        paths = _paths(event.mimeData())
        if paths and self._welcome():
            event.acceptProposedAction()
            self._show(paths)

    def leave(self) -> None:
        """It was dragged away again."""
        self.hint.hide()

    def drop(self, event: QDropEvent) -> None:
        """It was let go."""
        self.hint.hide()
        paths = _paths(event.mimeData())
        if paths and self._welcome():
            event.acceptProposedAction()
            self._take(paths)

    def _show(self, paths: list[Path]) -> None:
        refusal = self._refusal(paths)
        self.hint.setText(refusal or self.tr("Drop here to open {0}").format(visible(self._files.name_of(paths[0]))))
        write(self.hint, "title")
        corner = self._over.mapTo(self._host, self._over.rect().topLeft())
        self.hint.setGeometry(QRect(corner, self._over.size()).adjusted(12, 12, -12, -12))
        self.hint.raise_()
        self.hint.show()

    def _take(self, paths: list[Path]) -> None:
        refusal = self._refusal(paths)
        if refusal:
            self._notice.show_message(refusal)
        else:
            self._files.open(paths[0])

    def _refusal(self, paths: list[Path]) -> str:
        """Why these files are not opened; empty where the one file can be tried."""
        if len(paths) > 1:
            return self.tr("Only one case can be open; drop a single file.")
        if not paths[0].name.lower().endswith((SUFFIX, SUFFIX + SEALED)):
            return self.tr("{0} is not a footmap case; files that can be opened end in {1}.").format(
                paths[0].name, SUFFIX
            )
        return ""


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
