"""Has the papers of the open visit made in a thread; what belongs to an older state of the visit is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from footmap.errors import PaperError
from footmap.ui.runtime.background import Background
from footmap.ui.runtime.said import said
from footmap.ui.settings.language import current

from .work import Made, VisitPapers, Wish, picture

if TYPE_CHECKING:
    from footmap.report.picture_wish import PictureKind, PictureWish
    from footmap.ui.document.files import Files
    from footmap.ui.document.map_choice import MapChoice
    from footmap.ui.document.session import Session
    from footmap.ui.settings.preferences import Preferences
    from footmap.words.letter import Letter

LATER_MS: Final = 500
"""What is shown follows the case when it has been left alone for that long."""


class PaperWork(QObject):
    """The papers of one window.

    Signals
    -------
    changed()
        The case, its record or the map has changed and rests again.
    """

    changed = Signal()

    def __init__(
        self, session: Session, files: Files, maps: MapChoice, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.session, self.files, self.maps, self.preferences = session, files, maps, preferences
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)  # what draws is not made for two threads
        self._pages, self._letters, self._others = (Background(self, pool) for _ in range(3))
        self._papers: VisitPapers | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LATER_MS)
        self._timer.timeout.connect(self.changed)
        for signal in (session.case_changed, session.record_changed, session.replaced):
            signal.connect(self._forget)
        maps.changed.connect(self._forget)

    @property
    def folder(self) -> Path:
        """Where the heading of the practice is kept."""
        return self.preferences.own_folder

    @property
    def state(self) -> object:
        """Another one whenever the case, its record or the map has changed."""
        return self._of_now()

    @property
    def language(self) -> str:
        """Language of what is written: the one chosen for it, else that of the window."""
        return self.preferences.report_language or current()

    def wish(self) -> Wish:
        """What is wanted, as the user left it."""
        p = self.preferences
        return Wish(p.report_readers, self.language, p.report_paper, self.maps.value, p.report_argument, p.own_folder)

    def pages(self, ppi: float, then: Callable[[Made], None], failed: Callable[[str], None]) -> None:
        """Draw the pages that are wanted; what was asked for before is not drawn any more."""
        self._pages.drop()
        self._pages.run(partial(self._of_now().pages, self.wish(), ppi), then, failed)

    def pages_to_print(self, ppi: float, then: Callable[[Made], None], failed: Callable[[str], None]) -> None:
        """As `pages`, but nothing else takes their place."""
        self._others.run(partial(self._of_now().pages, self.wish(), ppi), then, failed)

    def pdfs(self, then: Callable[[Sequence[bytes]], None], failed: Callable[[str], None]) -> None:
        """A PDF for each reader that is wanted."""
        self._others.run(partial(self._of_now().pdfs, self.wish()), then, failed)

    def letter(self, then: Callable[[Letter], None], failed: Callable[[str], None]) -> None:
        """The letter text, by the template that is chosen."""
        template = self.preferences.letter_template
        self._letters.drop()

        def told(found: Letter | PaperError) -> None:
            if isinstance(found, PaperError):
                failed(said(found))
            else:
                then(found)

        self._letters.run(partial(self._of_now().letter, self.wish(), template), told, failed)

    def findings(self, then: Callable[[Letter], None], failed: Callable[[str], None]) -> None:
        """What was painted and found, for a letter."""
        self._letters.drop()
        wish = replace(self.wish(), language=current())
        self._letters.run(partial(self._of_now().findings, wish), then, failed)

    def picture(
        self, kind: PictureKind, wish: PictureWish, then: Callable[[bytes], None], failed: Callable[[str], None]
    ) -> None:
        """A picture of the case as a file."""
        self._others.run(partial(picture, self.session.case, kind, wish), then, failed)

    def settle(self) -> None:
        """Wait until everything that was asked for is there."""
        for background in (self._pages, self._letters, self._others):
            background.settle()

    def forget_pages(self) -> None:
        """Nobody looks at the preview any more."""
        self._pages.drop()

    def stop(self) -> None:
        """Drop everything; returns when the threads are idle."""
        self._timer.stop()
        for background in (self._pages, self._letters, self._others):
            background.stop()

    def _of_now(self) -> VisitPapers:
        if self._papers is None:
            self._papers = VisitPapers(self.session.visit, self.session.record.patient, self.files.name)
        return self._papers

    def _forget(self, *_: object) -> None:
        self._papers = None
        self._timer.start()
