"""The stroke that was picked: shown with a broken outline, restyled by the tool bar, deleted by a key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from footmap.ui.picture.marks import Mark
from footmap.ui.sheet.paths import path

if TYPE_CHECKING:
    from footmap.core.drawing import Stroke
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.document.session import Session
    from footmap.ui.settings.brush_settings import BrushSettings
    from footmap.ui.sheet.layout import Slot

SETTLE_MS: Final = 250
"""Time that a slider must rest before the stroke follows it: one step of undo, not ten."""


class _Style(NamedTuple):
    quality: str
    intensity: int
    width_mm: int


class Selection(QObject):
    """At most one stroke of the drawing.

    Signals
    -------
    changed(object)
        The selected Stroke, or None.
    """

    changed = Signal(object)

    def __init__(self, session: Session, canvas: Canvas, settings: BrushSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._canvas, self._settings = session, canvas, settings
        self._stroke: Stroke | None = None
        self._index = 0
        self._style = self._present()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.restyle)
        canvas.picked.connect(self.pick)
        canvas.dismissed.connect(self.drop)
        canvas.stroke_started.connect(lambda _stroke: self.drop())
        settings.changed.connect(self._settings_changed)
        session.case_changed.connect(self._follow)

    @property
    def stroke(self) -> Stroke | None:
        """The selected stroke."""
        return self._stroke

    def pick(self, slot: Slot, x_mm: float, y_mm: float) -> None:
        """Select the topmost stroke at right-limb millimetres of a slot, and take over how it was made."""
        from footmap.core.picking import stroke_at

        self.drop()
        self._session.settle()
        drawing = self._session.case.drawing
        index = stroke_at(self._session.engine.atlas, drawing, slot.side, slot.view, x_mm, y_mm)
        if index is None:
            return
        stroke = drawing.strokes[index]
        s = self._settings
        s.set_quality(stroke.quality)
        s.set_intensity(round(stroke.intensity))
        if stroke.shape == "brush":
            s.set_width_mm(round(2 * stroke.radius_mm))
        self._style = self._present()
        self._index = index
        self._show(stroke)

    def drop(self) -> None:
        """Select nothing; a change that has not been made yet is made now."""
        if self._stroke is not None:
            if self._timer.isActive():
                self.restyle()
            self._show(None)

    def delete(self) -> None:
        """Take the selected stroke out of the drawing."""
        from footmap.core.edits import with_stroke_at

        stroke, index = self._stroke, self._index
        if stroke is None:
            return
        self._timer.stop()
        self._show(None)
        words = self.tr("Delete a stroke, {0}").format(self._session.words.place(stroke.view, stroke.side))
        self._session.edit(words, lambda drawing: with_stroke_at(drawing, index, None))

    def restyle(self) -> None:
        """Give the selected stroke the quality, intensity and width that were chosen since."""
        from footmap.core.edits import with_stroke_at

        self._timer.stop()
        stroke, index, old, new = self._stroke, self._index, self._style, self._present()
        if stroke is None or new == old:
            return
        after, words = stroke, ""
        if new.width_mm != old.width_mm and stroke.shape == "brush":
            words = self.tr("Change the width to {0} mm").format(new.width_mm)
            wider = new.width_mm / 2 / stroke.radius_mm
            radii = tuple(round(r * wider, 2) for r in stroke.radii_mm)
            after = replace(after, radius_mm=new.width_mm / 2, radii_mm=radii)
        if new.intensity != old.intensity:
            words = self.tr("Change the intensity to {0}").format(new.intensity)
            after = replace(after, intensity=float(new.intensity))
        if new.quality != old.quality:
            words = self._session.words.quality(self._settings.quality)
            after = replace(after, quality=self._settings.quality)
        self._style = new
        if after != stroke:
            self._session.edit(words, lambda drawing: with_stroke_at(drawing, index, after))

    def _settings_changed(self) -> None:
        if self._stroke is None:
            return
        if self._present().quality != self._style.quality:
            self.restyle()
        elif self._present() != self._style:
            self._timer.start()

    def _present(self) -> _Style:
        s = self._settings
        return _Style(s.quality, s.intensity, s.width_mm)

    def _follow(self) -> None:
        """The drawing has changed: keep the stroke if it is still there, whatever its style."""
        if self._stroke is None:
            return
        strokes = self._session.case.drawing.strokes
        now = strokes[self._index] if self._index < len(strokes) else None
        if now is None or now.points_mm is not self._stroke.points_mm or now.side != self._stroke.side:
            self._timer.stop()
            self._show(None)
        elif now != self._stroke:
            self._show(now)

    def _show(self, stroke: Stroke | None) -> None:
        from footmap.core.picking import stroke_shapes

        self._stroke = stroke
        marks = []
        if stroke is not None:
            shapes = stroke_shapes(self._session.engine.atlas, stroke)
            marks = [Mark(view, stroke.side, path(shape), dashed=True) for view, shape in shapes.items()]
        self._canvas.set_marks("selection", marks)
        self.changed.emit(stroke)
