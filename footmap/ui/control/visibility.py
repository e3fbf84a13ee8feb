"""Which qualities are drawn. What is hidden still counts, and the picture says so for as long as it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

from footmap.ui.look.tokens import SPACE

if TYPE_CHECKING:
    from footmap.core.drawing import Quality, Stroke
    from footmap.ui.document.session import Session
    from footmap.ui.parts import Parts


class Visibility(QObject):
    """Keeps picture, tool bar and a note on the picture in step with the qualities that are switched on."""

    def __init__(self, session: Session, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._parts = session, parts
        self._words = ""
        self.note = QToolButton(parts.canvas)
        self.note.setProperty("frame", "true")
        self.note.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.note.setToolTip(parts.commands.show_all.text())
        self.note.clicked.connect(parts.commands.show_all.trigger)
        self.note.hide()
        parts.canvas.view_changed.connect(self._place)
        parts.commands.show_all.triggered.connect(self.show_all)
        for action in parts.commands.show_quality.values():
            action.toggled.connect(self._follow)
        parts.canvas.stroke_started.connect(self._painted)
        parts.canvas.region_filled.connect(lambda _region, strokes: self._painted(strokes[0]))
        session.case_changed.connect(self._case_changed)
        self._follow()

    @property
    def hidden(self) -> frozenset[Quality]:
        """Qualities that are not drawn."""
        actions = self._parts.commands.show_quality
        return frozenset(quality for quality, action in actions.items() if not action.isChecked())

    def show_all(self) -> None:
        """Draw every quality."""
        for action in self._parts.commands.show_quality.values():
            action.setChecked(True)

    def _painted(self, stroke: Stroke) -> None:
        """Nobody paints what is not seen: a quality that is painted is shown."""
        if stroke.mode == "add":
            self._parts.commands.show_quality[stroke.quality].setChecked(True)

    def _case_changed(self) -> None:
        if self._session.stack.count() == 0:
            self.show_all()  # another document: nothing of it is hidden

    def _follow(self) -> None:
        hidden, bar = self.hidden, self._parts.topbar
        self._parts.canvas.set_hidden(hidden)
        bar.set_hidden(hidden)
        self._parts.commands.show_all.setEnabled(bool(hidden))
        names = ", ".join(name for quality, name in bar.quality_names.items() if quality in hidden)
        self._words = self.tr("Hidden, but still counted: {0}").format(names) if names else ""
        self.note.setText(self._words)
        self.note.setAccessibleName(self._words)
        self.note.setVisible(bool(names))
        self._place()

    def _place(self) -> None:
        if self.note.isHidden():
            return
        canvas, size = self._parts.canvas, self.note.sizeHint()
        self.note.resize(size)
        self.note.move(canvas.width() - size.width() - SPACE[4], canvas.height() - size.height() - SPACE[3])
