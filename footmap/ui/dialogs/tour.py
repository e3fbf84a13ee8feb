"""The tour of the first start: short notes that point at the window's own controls. It blocks nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from footmap.ui.look.theme import write
from footmap.ui.look.tokens import RADIUS, SPACE, Theme

if TYPE_CHECKING:
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.panel.panel import SidePanel
    from footmap.ui.shell.rail import Rail
    from footmap.ui.shell.topbar import TopBar
    from footmap.ui.spine.panel import SpinePanel

CARD_PX: Final = 330
BELOW_PX: Final = 56
"""Between the lower edge of the notes and that of the window."""
SHADE: Final = 90
"""How dark the rest of the window gets, 0 to 255."""


class TourTargets(NamedTuple):
    """What the tour points at."""

    canvas: Canvas
    topbar: TopBar
    rail: Rail
    panel: SidePanel
    spine: SpinePanel


class Stop(NamedTuple):
    """One note.

    Attributes
    ----------
    at : callable
        The widgets that it points at.
    """

    title: str
    text: str
    at: Callable[[], Sequence[QWidget]]


class Tour(QObject):
    """Leads through the stops; ends after the last, with escape, or when skipped.

    Parameters
    ----------
    host : QWidget
        The window.

    Signals
    -------
    ended()
    """

    ended = Signal()

    def __init__(self, targets: TourTargets, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._stops = self._make_stops(targets)
        self._index = 0
        self._before = host.focusWidget()
        self.shade = _Shade(theme, host)
        self.card = _Card((self.tr("Back"), self.tr("Next"), self.tr("Done"), self.tr("Skip")), host)
        self.card.stepped.connect(self._step)
        self.card.closed.connect(self.end)
        host.installEventFilter(self)
        self._show()

    def _make_stops(self, p: TourTargets) -> tuple[Stop, ...]:
        return (
            Stop(
                self.tr("Paint where it hurts"),
                self.tr(
                    "Draw on the pictures with mouse, pen or finger. Paint on one view appears in every view that sees "
                    "the same skin."
                ),
                lambda: [p.canvas],
            ),
            Stop(
                self.tr("How it feels"),
                self.tr(
                    "Choose pain, burning, tingling or numbness first. Each has a colour and a pattern of its own."
                ),
                lambda: list(p.topbar.qualities.values()),
            ),
            Stop(
                self.tr("Tools"),
                self.tr("Brush, eraser and the other tools, undo and zoom. Point at a button to see its key."),
                lambda: [p.rail],
            ),
            Stop(
                self.tr("What fits"),
                self.tr(
                    "Nerves and spinal levels that fit the paint, best first. Point at a row to see it on the skin."
                ),
                lambda: [p.panel],
            ),
            Stop(
                self.tr("Clues"),
                self.tr(
                    "Answer what you asked and examined. The card on top asks what would help most; what must not be "
                    "missed is raised as a red flag, in a bar over the whole window when it is an emergency."
                ),
                lambda: [p.panel.tabs],
            ),
            Stop(
                self.tr("From spine to toe"),
                self.tr(
                    "Choose a disc or a root to see which skin a lesion there would change, and the way from the root "
                    "to the toe."
                ),
                lambda: [p.spine if p.spine.open else p.topbar.case],
            ),
            Stop(
                self.tr("Look up"),
                self.tr(
                    "Ctrl+F finds every nerve, root, muscle, reflex, place, cause and question by any of its names, "
                    "also before you paint."
                ),
                lambda: [p.panel],
            ),
            Stop(
                self.tr("Maps"),
                self.tr("Show nerve territories or dermatomes under the paint, from several published maps."),
                lambda: [p.topbar.nerves, p.topbar.dermatomes],
            ),
            Stop(
                self.tr("One view large"),
                self.tr(
                    "Double-click a picture to work on it alone; a strip then shows the others. Escape brings you back."
                ),
                lambda: [p.canvas],
            ),
            Stop(
                self.tr("Patients and study"),
                self.tr(
                    "Patients (Ctrl+O) keeps patients and their visits on this computer and compares drawings; study "
                    "(Ctrl+L) asks what you have learnt, on the same skin."
                ),
                lambda: [p.topbar.case],
            ),
            Stop(
                self.tr("Everything else"),
                self.tr(
                    "Files, pictures to copy, preferences, the presentation for a hall (F11), the patient’s screen and "
                    "this tour are in this menu."
                ),
                lambda: [p.topbar.case],
            ),
        )

    @property
    def step(self) -> int:
        """Number of the present stop, from 0."""
        return self._index

    @property
    def length(self) -> int:
        """How many stops there are."""
        return len(self._stops)

    @property
    def target(self) -> QRect:
        """What is pointed at, in the window."""
        out = QRect()
        for part in self._stops[self._index].at():
            if part.isVisible():
                out = out.united(QRect(part.mapTo(self._host, QPoint(0, 0)), part.size()))
        return out

    def _step(self, by: int) -> None:
        if self._index + by >= len(self._stops):
            self.end()
            return
        self._index = max(0, self._index + by)
        self._show()

    def _show(self) -> None:
        stop = self._stops[self._index]
        progress = self.tr("{0} of {1}").format(self._index + 1, len(self._stops))
        self.card.fill(stop, progress, self._index == 0, self._index == len(self._stops) - 1)
        self._place()

    def _place(self) -> None:
        target = self.target
        self.shade.point_at(target, self._host.rect())
        size = QSize(CARD_PX, self.card.height_for(CARD_PX))
        self.card.setGeometry(QRect(_place_of(size, self._host.rect()), size))
        self.card.raise_()

    def end(self) -> None:
        """Remove the tour from the window."""
        self._host.removeEventFilter(self)
        self.shade.hide()
        self.card.hide()
        for part in (self.shade, self.card):
            part.deleteLater()
        if self._before is not None:
            self._before.setFocus()
        self.ended.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)


class _Shade(QWidget):
    """Darkens all but one rectangle of the window; the pointer goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._hole = QRect()
        self.show()

    def point_at(self, hole: QRect, whole: QRect) -> None:
        """Leave this rectangle clear."""
        self._hole = hole.adjusted(-4, -4, 4, 4).intersected(whole.adjusted(1, 1, -1, -1))
        self.setGeometry(whole)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside, hole = QPainterPath(), QPainterPath()
        outside.addRect(QRectF(self.rect()))
        hole.addRoundedRect(QRectF(self._hole), RADIUS, RADIUS)
        painter.fillPath(outside.subtracted(hole), QColor(0, 0, 0, SHADE))
        painter.setPen(QPen(QColor(self._theme.accent), 3))
        painter.drawPath(hole)
        painter.end()


class _Card(QFrame):
    """The note itself: title, words, where we are, and the buttons."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, words: tuple[str, str, str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tourcard")
        back, self._next_words, self._done_words, skip = words
        self._title = QLabel()
        write(self._title, "title")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._progress = QLabel()
        self._progress.setProperty("tone", "muted")
        self.back, self.next, self.skip = QPushButton(back), QPushButton(self._next_words), QPushButton(skip)
        done = QPushButton(self._done_words)
        self.next.setMinimumWidth(max(self.next.sizeHint().width(), done.sizeHint().width()))  # it stays where it is
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.skip.clicked.connect(self.closed)
        for button in (self.back, self.next, self.skip):
            button.setAutoDefault(True)
            button.installEventFilter(self)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[4])
        column.setSpacing(SPACE[2])
        column.addWidget(self._progress)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(SPACE[2])
        column.addLayout(row)

    def fill(self, stop: Stop, progress: str, first: bool, last: bool) -> None:
        """Show the words of a stop."""
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._progress.setText(progress)
        self.setAccessibleName(stop.title)
        self.setAccessibleDescription(stop.text)
        self.back.setEnabled(not first)
        self.next.setText(self._done_words if last else self._next_words)
        self.show()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def height_for(self, width: int) -> int:
        """Height that all words need at this width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys lead on and back, escape ends; a button alone would move the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.stepped.emit(step)
                return True
        return super().eventFilter(watched, event)


def _place_of(size: QSize, window: QRect) -> QPoint:
    """Where notes stand: all at one place, their buttons too, so that a pointer can stay where it is."""
    x = window.center().x() - size.width() // 2
    return QPoint(x, window.bottom() - size.height() - BELOW_PX)
