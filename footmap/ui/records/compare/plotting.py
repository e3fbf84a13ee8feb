"""Collects what the timeline tells, visit by visit, and has it drawn off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QThreadPool, QTimer

from footmap.core.timeline import TimelinePoint
from footmap.data.output import check_output, write_output
from footmap.errors import CaseError, LibraryError
from footmap.report.timeline_look import TimelineLook
from footmap.ui.document.files import as_file_name
from footmap.ui.look.tokens import THEMES, Theme
from footmap.ui.runtime.background import Background
from footmap.ui.runtime.said import said
from footmap.ui.settings.language import current

if TYPE_CHECKING:
    from footmap.ui.document.files import FileQuestions
    from footmap.ui.document.session import Session

    from .comparer import Comparer
    from .drawings import Drawings
    from .film import Film
    from .timeline_view import TimelineView

LEAST_PX: Final = 320
SAVED_PX: Final = 1000
"""Width of saved plots, device-independent pixels."""
SAVED_RATIO: Final = 2.0


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn, written or told; see `footmap.report.timeline_figure.draw_timeline`."""

    points: tuple[TimelinePoint, ...]
    names: Mapping[str, str]
    language: str
    look: TimelineLook
    width_px: int
    ratio: float = 1.0
    kind: str = "png"


class Plotting(QObject):
    """Reads one visit after another while the timeline is looked at; then draws.

    Parameters
    ----------
    pool : QThreadPool
        The one thread in which `comparer` is used.
    names : callable
        Id of a candidate to its name.
    """

    def __init__(
        self, comparer: Comparer, session: Session, pool: QThreadPool, names: Callable[[str], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._comparer, self._session, self._names = comparer, session, names
        self._background = Background(self, pool)
        self._drawings: Drawings | None = None
        self._view: TimelineView | None = None
        self._film: Film | None = None
        self._theme: Theme = THEMES["light"]
        self._waiting: list[str] = []
        self._points: dict[str, TimelinePoint] = {}
        self._reading = False
        self._wanted = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._read_next)

    # ---- collecting

    def begin(self, drawings: Drawings, view: TimelineView, film: Film) -> None:
        """Tell of other drawings."""
        self.end()
        self._drawings, self._view, self._film = drawings, view, film
        self._waiting = [drawn.key for drawn in drawings.all]

    def end(self) -> None:
        """Tell nothing any more."""
        self._background.drop()
        self._next.stop()
        self._drawings = self._view = self._film = None
        self._waiting, self._points = [], {}
        self._reading = self._wanted = False

    def go_on(self) -> None:
        """The timeline is looked at: read what is missing, then draw."""
        self._wanted = True
        if not self._reading:
            self._reading = True
            self._next.start()

    @property
    def points(self) -> tuple[TimelinePoint, ...]:
        """What is known so far, in the order of the drawings."""
        found = self._drawings.all if self._drawings is not None else ()
        return tuple(self._points[drawn.key] for drawn in found if drawn.key in self._points)

    def _read_next(self) -> None:
        drawings, view = self._drawings, self._view
        if drawings is None or view is None:
            return
        if not self._waiting:
            self._reading = False
            self.draw()
            return
        key = self._waiting.pop(0)
        drawn = drawings.by_key(key)
        total = len(drawings.all)
        view.tell(self.tr("Reading visit {0} of {1} …").format(total - len(self._waiting), total))
        assert drawn is not None
        try:
            visit = drawings.read(key)
        except (CaseError, LibraryError) as error:
            self._take(key, TimelinePoint(key, drawn.at, problem=said(error)))
            return
        self._background.run(
            partial(self._comparer.point, visit, drawn.leader, self._session.engine.atlas),
            partial(self._take, key),
            lambda why: self._take(key, TimelinePoint(key, drawn.at, problem=why)),
        )

    def _take(self, key: str, point: TimelinePoint) -> None:
        if self._drawings is None or self._film is None:
            return
        self._points[key] = point
        if point.problem:
            self._film.tell(key, self.tr("cannot be read"))
        elif point.total_cm2 is not None:
            self._film.tell(key, self.tr("{0} cm²").format(self._film.locale().toString(point.total_cm2, "f", 1)))
        self._next.start()

    # ---- drawing

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        if theme != self._theme:
            self._theme = theme
            self.draw()

    def draw(self) -> None:
        """Draw everything, unless something is still to be read."""
        view = self._view
        if view is None or self._reading or not self._wanted:
            return
        problems = [point for point in self.points if point.problem]
        if not self.points:
            view.tell(self.tr("Nothing has been painted yet."))
            return
        ratio = view.devicePixelRatioF()
        wanted = self._drawing("png", self._theme, max(view.room.width(), LEAST_PX), ratio)
        said = self.tr("Drawing …")
        view.tell(said)
        words = self.tr("{0} of {1} visits cannot be read.").format(len(problems), len(self.points)) if problems else ""
        self._background.run(partial(_drawn, wanted), partial(self._show, ratio, words), lambda why: view.tell(why))

    def _show(self, ratio: float, words: str, drawn: tuple[bytes, str]) -> None:
        if self._view is not None:
            self._view.show_plots(drawn[0], ratio, drawn[1])
            self._view.tell(words, ready=True)

    def _drawing(self, kind: str, theme: Theme, width_px: int, ratio: float) -> Wanted:
        style = self._session.engine.style
        look = TimelineLook(
            ground=theme.ground,
            text=theme.text,
            muted=theme.muted,
            line=theme.line,
            accent=theme.accent,
            qualities={name: quality.colour for name, quality in style.qualities.items()},
            dark=theme.dark,
        )
        names = {point.leader: self._names(point.leader) for point in self.points if point.leader}
        return Wanted(self.points, names, current(), look, width_px, ratio, kind)

    # ---- saving

    def save(
        self,
        questions: FileQuestions,
        folder: Path,
        called: str,
        kinds: str,
        suffixes: Sequence[str],
        inputs: Sequence[Path | None],
    ) -> None:
        """Ask where, and save the plots (PNG, SVG) or their values (CSV); nothing that was read is overwritten."""
        view = self._view
        if view is None or self._reading:
            return
        name = as_file_name(called) if called else self.tr("timeline")
        path = questions.path_to_export(folder / f"{name}{suffixes[0]}", kinds)
        if path is None:
            return
        if path.suffix.lower() not in suffixes:
            path = path.with_name(path.name + suffixes[0])
        kind = path.suffix.lower().removeprefix(".")
        wanted = self._drawing(kind, THEMES["light"], SAVED_PX, SAVED_RATIO)
        self._background.run(
            partial(_written, wanted, path, tuple(inputs)),
            lambda _: view.tell(self.tr("Saved as {0}.").format(path.name), ready=True),
            lambda why: view.tell(why, ready=True),
        )

    def settle(self) -> None:
        """Wait until everything is read and drawn."""
        while self._reading or self._background.busy:
            self._next.stop()
            if not self._background.busy:
                self._read_next()
            self._background.settle()

    def stop(self) -> None:
        """Compute no more."""
        self.end()
        self._background.stop()


def _drawn(wanted: Wanted) -> tuple[bytes, str]:
    """Plots and their description, in the thread."""
    from footmap.words.documents import load_document_words
    from footmap.words.timeline_words import timeline_text

    return _plots(wanted), timeline_text(wanted.points, wanted.names, load_document_words(wanted.language))


def _plots(wanted: Wanted) -> bytes:
    """matplotlib is imported here, when a timeline is looked at for the first time."""
    from footmap.report.timeline_figure import draw_timeline
    from footmap.words.documents import load_document_words

    words = load_document_words(wanted.language)
    kind: Literal["png", "svg"] = "svg" if wanted.kind == "svg" else "png"
    return draw_timeline(wanted.points, wanted.names, words, wanted.look, wanted.width_px, wanted.ratio, kind)


def _written(wanted: Wanted, path: Path, inputs: tuple[Path | None, ...]) -> None:
    """Write plots or table, in the thread."""
    from footmap.words.documents import load_document_words
    from footmap.words.timeline_words import timeline_csv

    check_output(path, inputs)
    if wanted.kind == "csv":
        data = timeline_csv(wanted.points, wanted.names, load_document_words(wanted.language)).encode()
    else:
        data = _plots(wanted)
    write_output(path, data, inputs)
