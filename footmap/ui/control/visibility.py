"""Which qualities are drawn. What is hidden still counts, and the picture says so for as long as it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from footmap.ui.look.tokens import SPACE

if TYPE_CHECKING:
    from footmap.core.drawing import Quality, Stroke
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.document.session import Session
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.topbar import TopBar


class Visibility(QObject):
    """Keeps picture, tool bar and a note on the picture in step with the qualities that are switched on."""

    def __init__(
        self,
        session: Session,
        parent: QObject,
        *,
        canvas: Canvas,
        commands: Actions,
        topbar: TopBar,
        legend: QWidget,
    ) -> None:
        super().__init__(parent)
        self._legend = legend
        legend.installEventFilter(self)
        self._session, self._canvas, self._commands, self._topbar = session, canvas, commands, topbar
        self._words = ""
        self.note = QToolButton(canvas)
        self.note.setProperty("frame", "true")
        self.note.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.note.setToolTip(commands.show_all.text())
        self.note.clicked.connect(commands.show_all.trigger)
        self.note.hide()
        canvas.view_changed.connect(self._place)
        commands.show_all.triggered.connect(self.show_all)
        for action in commands.show_quality.values():
            action.toggled.connect(self._follow)
        canvas.stroke_started.connect(self._painted)
        canvas.region_filled.connect(lambda _region, strokes: self._painted(strokes[0]))
        for action in (
            commands.clear,
            commands.clear_view,
            commands.mirror,
            commands.mirror_right,
            commands.mirror_left,
        ):
            action.triggered.connect(self.show_all)
        session.case_changed.connect(self._case_changed)
        self._follow()

    @property
    def hidden(self) -> frozenset[Quality]:
        """Qualities that are not drawn."""
        actions = self._commands.show_quality
        return frozenset(quality for quality, action in actions.items() if not action.isChecked())

    def show_all(self) -> None:
        """Draw every quality."""
        for action in self._commands.show_quality.values():
            action.setChecked(True)

    def _painted(self, stroke: Stroke) -> None:
        """Nobody changes what is not seen: a quality that is painted is shown, and all are that an eraser takes."""
        if stroke.mode == "add":
            self._commands.show_quality[stroke.quality].setChecked(True)
        else:
            self.show_all()

    def _case_changed(self) -> None:
        if self._session.stack.count() == 0:
            self.show_all()  # another document: nothing of it is hidden

    def _follow(self) -> None:
        hidden, bar = self.hidden, self._topbar
        self._canvas.set_hidden(hidden)
        bar.set_hidden(hidden)
        self._commands.show_all.setEnabled(bool(hidden))
        names = ", ".join(name for quality, name in bar.quality_names.items() if quality in hidden)
        self._words = self.tr("Hidden, but still counted: {0}").format(names) if names else ""
        self.note.setText(self._words)
        self.note.setAccessibleName(self._words)
        self.note.setVisible(bool(names))
        self._place()

    def _place(self) -> None:
        if self.note.isHidden():
            return
        canvas, size = self._canvas, self.note.sizeHint()
        self.note.resize(size)
        self.note.move((canvas.width() - size.width()) // 2, canvas.height() - size.height() - SPACE[3])
        if self._legend.isVisible() and self.note.geometry().intersects(self._legend.geometry()):
            left, above = self._legend.x() - size.width(), self._legend.y() - size.height() - SPACE[1]
            self.note.move(QPoint(left - SPACE[1], self.note.y()) if left > 0 else QPoint(self.note.x(), max(above, 0)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)
