"""What tools and commands do to the open drawing, beyond single strokes: fill, mirror, clear a view, select."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from footmap.ui.dialogs.history import History
from footmap.ui.settings.language import current

from .selection import Selection

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke
    from footmap.core.views import Side, ViewId
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.document.session import Session
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.rail import Rail
    from footmap.ui.shell.statusline import StatusLine


class Painting(QObject):
    """Connects the painting commands with one session.

    Attributes
    ----------
    selection : Selection
    history : History
        Lists the steps.
    """

    def __init__(
        self,
        session: Session,
        parent: QObject,
        *,
        canvas: Canvas,
        settings: BrushSettings,
        commands: Actions,
        rail: Rail,
        status: StatusLine,
    ) -> None:
        super().__init__(parent)
        self._session, self._canvas, self._commands, self._status = session, canvas, commands, status
        self.selection = Selection(session, canvas, settings, self)
        self.history = History(session, canvas.window())
        a = commands
        canvas.region_filled.connect(self.fill)
        a.tools.triggered.connect(lambda _action: self.selection.drop())
        a.delete.triggered.connect(self.selection.delete)
        a.clear_view.triggered.connect(self.clear_view)
        a.mirror.triggered.connect(self.mirror)
        a.mirror_right.triggered.connect(lambda: self.mirror_from("right"))
        a.mirror_left.triggered.connect(lambda: self.mirror_from("left"))
        a.history.triggered.connect(lambda: self.history.toggle(rail.button(a.history)))
        self.selection.changed.connect(self._selected)
        session.paint_changed.connect(lambda _derived: self._follow())
        self._selected(None)
        self._follow()

    def follow_mode(self, mode: str) -> None:
        """A patient finds no list of steps."""
        if mode == "patient":
            self.history.close()

    # ---- fill

    def fill(self, region: str, strokes: Sequence[Stroke]) -> None:
        """Mark, or erase, a named region."""
        from footmap.data.region_names import region_names

        if strokes:
            words = self._session.words.region(region_names(current()).get(region, region), strokes[0])
            self._session.add_strokes(strokes, words)

    # ---- clear a view

    def clear_view(self) -> None:
        """Take away all that the view shows which is focused, under the pointer or was painted on last."""
        from footmap.core.edits import clearing_strokes

        self._session.settle()
        view = self._view()
        if view is None:
            return
        strokes = clearing_strokes(self._session.engine.atlas, self._session.derived.paint, view)
        name = self._session.words.view(view)
        if strokes:
            self._session.add_strokes(strokes, self.tr("Clear {0}").format(name))
        else:
            self._status.show_message(self.tr("Nothing is painted there: {0}.").format(name))

    def _view(self) -> ViewId | None:
        scene, strokes = self._canvas.scene, self._session.case.drawing.strokes
        focus = scene.focus if scene is not None else None
        last = strokes[-1].view if strokes else None
        return focus or self._canvas.view_at_pointer or last

    # ---- mirror

    def mirror(self) -> None:
        """Mirror the painted limb; if both are painted, the one that was painted last."""
        from footmap.core.views import SIDES

        self._session.settle()
        strokes = self._session.case.drawing.strokes
        if strokes:
            paint = self._session.derived.paint
            painted = [side for side in SIDES if paint.union(side)]
            self.mirror_from(painted[0] if len(painted) == 1 else strokes[-1].side)

    def mirror_from(self, source: Side) -> None:
        """Make the other limb a mirror image of this one."""
        from footmap.core.edits import mirrored, other

        session = self._session
        session.settle()
        paint = session.derived.paint
        words = self.tr("Mirror right to left") if source == "right" else self.tr("Mirror left to right")
        if not paint.union(source):
            return
        replaces = bool(paint.union(other(source)))
        session.edit(
            words,
            lambda drawing: mirrored(drawing, source),
            lambda engine, before: engine.mirrored(before, source),
        )
        if replaces:
            told = (
                self.tr("The left limb is now a mirror image of the right; Undo restores its own paint.")
                if source == "right"
                else self.tr("The right limb is now a mirror image of the left; Undo restores its own paint.")
            )
            self._status.show_message(told)

    # ---- what can be done now

    def _selected(self, stroke: Stroke | None) -> None:
        self._commands.delete.setEnabled(stroke is not None)
        if stroke is not None:
            self._status.show_message(self._session.words.selected(stroke))

    def _follow(self) -> None:
        a, paint = self._commands, self._session.derived.paint
        a.mirror.setEnabled(not paint.is_empty)
        a.mirror_right.setEnabled(bool(paint.right.union))
        a.mirror_left.setEnabled(bool(paint.left.union))
        a.clear_view.setEnabled(not paint.is_empty)
