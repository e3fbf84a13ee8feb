"""Everything the canvas draws, kept in device pixels and rebuilt only when it must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, QRectF, QThreadPool, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from footmap.core.atlas import Atlas, MapId, View
from footmap.core.depth import depth
from footmap.core.drawing import Quality, Stroke
from footmap.core.fill import region_shapes
from footmap.core.label_places import Box, Placed
from footmap.core.paint import Paint, empty
from footmap.core.style import Style
from footmap.core.views import ViewId
from footmap.data.style import load_comparison_style
from footmap.ui.look.tokens import THEMES, Theme
from footmap.ui.overlay.choice import NOTHING, Choice
from footmap.ui.overlay.courses import Mark
from footmap.ui.overlay.overlay import Overlay
from footmap.ui.runtime.background import Background
from footmap.ui.sheet import layout as sheet_layout
from footmap.ui.sheet.layout import Extent, Layout, Slot
from footmap.ui.sheet.paths import path
from footmap.ui.sheet.viewport import Viewport

from .backdrop import Backdrop, Captions
from .compare_layer import CompareLayer, SeenChanges
from .layers import Brushes, Stamp
from .paint_layer import PaintLayer, Staging
from .pictures import Pictures
from .rims import Rims
from .skin_layer import Patch, SkinLayer

if TYPE_CHECKING:
    from footmap.ui.overlay.facts import BodyFacts

NO_RECT: Final = QRect()
QUIET: Final = 0.45
"""Opacity of the territories behind something that is lit."""
RIM_MM: Final = 4.0
"""Margin around the skin of a view."""


class Scene(QObject):
    """The sheet at one zoom in one theme.

    Parameters
    ----------
    captions, for_patients : Captions
        Words on the sheet, and those while a patient has the screen.
    pool : QThreadPool
        Reads large pictures.

    Attributes
    ----------
    atlas : Atlas
        Of the body that is drawn.
    style : Style

    Signals
    -------
    large_ready()
        A sharper picture has been read; draw again.
    paint_drawn(object)
        A list of device rectangles that show other paint now.
    """

    large_ready = Signal()
    paint_drawn = Signal(object)

    def __init__(
        self,
        atlas: Atlas,
        style: Style,
        pictures: Pictures,
        captions: Captions,
        for_patients: Captions,
        pool: QThreadPool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.atlas = atlas
        self._regions: dict[str, Mapping[ViewId, QPainterPath]] = {}
        self._extents = {view: _extent(seen) for view, seen in atlas.views.items()}
        self.style = style
        self._background = Background(self, pool)
        frames = {view: seen.picture for view, seen in atlas.views.items()}
        self._backdrop = Backdrop(pictures, frames, captions)
        self._captions, self._for_patients = captions, for_patients
        self._paint_layer = PaintLayer(atlas.views, self)
        self._paint_layer.changed.connect(self.paint_drawn)
        self._overlay = Overlay(atlas, style, self._backdrop.draw_picture)
        self.rims = Rims(atlas.skin, self)
        self._choice = Choice()
        self._bare = False
        self._paint = empty()
        self._hidden: frozenset[Quality] = frozenset()
        self._port = Viewport(1.0, 1.0)
        self._ratio = 1.0
        self._theme = THEMES["light"]
        self._focus: ViewId | None = None
        self._oneself = False
        self._writing = 1.0
        self._layout: Layout | None = None
        self._layout_key: tuple[float, float, ViewId | None] | None = None
        self._brushes = Brushes(style, 1.0, pictures.tone)
        self._base: QPixmap | None = None
        self._washes: QPixmap | None = None
        self._marks: QPixmap | None = None
        self._covered: frozenset[int] = frozenset()
        self._fresh = False
        self._stamp: Stamp | None = None
        self._pending: tuple[Stroke, ...] = ()
        self._reading: set[ViewId] = set()
        self._pictures = pictures
        self._changes: SeenChanges | None = None
        self._compare_layer: CompareLayer | None = None
        self._patches: tuple[Patch, ...] = ()
        self._skin_layer: SkinLayer | None = None

    # ---- arrangement

    @property
    def layout(self) -> Layout:
        """Where the pictures stand now."""
        key = (self._port.width, self._port.height, self._focus)
        if self._layout is None or key != self._layout_key:
            width, height = self._port.width, self._port.height
            self._layout = self._seen(
                sheet_layout.sheet(self._extents, width, height)
                if self._focus is None
                else sheet_layout.focus(self._extents, self._focus, width, height)
            )
            self._layout_key = key
        return self._layout

    @property
    def sheet(self) -> Layout:
        """The sheet of all pictures, whatever is in focus."""
        return self._seen(sheet_layout.sheet(self._extents, self._port.width, self._port.height))

    def _seen(self, layout: Layout) -> Layout:
        return sheet_layout.as_one_sees_oneself(layout) if self._oneself else layout

    @property
    def oneself(self) -> bool:
        """True while the sheet is drawn as the patient sees himself: right on the right."""
        return self._oneself

    def set_oneself(self, on: bool) -> None:
        """Draw the sheet as the patient sees himself, or as others see him; `stage` follows."""
        self._oneself = on
        self._layout = None

    def occupied(self) -> list[QRect]:
        """What pictures and captions cover of the canvas while all of the layout is seen, device-independent pixels."""
        frames = [QRectF(s.rect.x, s.rect.y, s.rect.width, s.rect.height) for s in self.layout.slots]
        frames += self._backdrop.caption_rects(self.layout, Viewport(self._port.width, self._port.height))
        return [frame.toAlignedRect() for frame in frames]

    @property
    def focus(self) -> ViewId | None:
        """View of the pair that is shown alone; None for the sheet."""
        return self._focus

    def set_focus(self, view: ViewId | None) -> None:
        """Show one pair of pictures, or all."""
        self._focus = view

    def stage(self, port: Viewport, ratio: float, theme: Theme) -> None:
        """Zoom, size or theme changed: everything is drawn anew at the next `draw`."""
        if ratio != self._ratio:
            self._brushes = Brushes(self.style, ratio, self._pictures.tone)
        self._port, self._ratio, self._theme = port, ratio, theme
        self._base = self._washes = self._marks = None
        self._fresh = False
        for layer in (self._compare_layer, self._skin_layer):
            if layer is not None:
                layer.drop()

    # ---- two drawings

    def set_changes(self, changes: SeenChanges | None) -> None:
        """Show what changed between two drawings beside the paint; None for nothing."""
        self._changes = changes
        self._compare_layer = None
        if changes is not None:
            outlines = {view: seen.outline for view, seen in self.atlas.views.items()}
            self._compare_layer = CompareLayer(load_comparison_style(), outlines, changes, self._pictures.tone)

    # ---- patches

    def set_patches(self, patches: Sequence[Patch]) -> None:
        """Show patches of skin in looks of their own, behind the paint; draw again after that."""
        self._patches = tuple(patches)
        self._skin_layer = None
        if patches:
            outlines = {view: seen.outline for view, seen in self.atlas.views.items()}
            self._skin_layer = SkinLayer(outlines, patches, self._pictures.tone, self._backdrop.draw_picture)

    # ---- paint

    def set_paint(self, paint: Paint, pending: Sequence[Stroke] = ()) -> None:
        """Committed paint: drawn off the user-interface thread, `paint_drawn` tells when and where it shows.

        `pending` are strokes that are finished but not yet part of the paint: they stay as they were stamped.
        """
        self._paint = paint
        self._pending = tuple(pending)
        if self._fresh:  # otherwise all of it is drawn with the next frame
            self._paint_layer.draw_soon(paint, self._staging(), self._pending)
        if self._marks is not None and self._covered_names() != self._covered:
            self._marks = None  # names avoid the paint
            self.paint_drawn.emit([self._canvas()])

    def _covered_names(self) -> frozenset[int]:
        return self._overlay.covered(self._paint, self.layout, self._port, self._ratio)

    def set_hidden(self, qualities: frozenset[Quality]) -> None:
        """Leave out the paint of these qualities."""
        if qualities != self._hidden:
            self._hidden = qualities
            self._fresh = False

    @property
    def painting(self) -> bool:
        """True while a stroke is under way."""
        return self._stamp is not None

    def begin(self, slot: Slot, stroke: Stroke) -> QRect:
        """Start a stroke; returns the device rectangle of its first dot."""
        self._refresh()
        self._stamp = self._new_stamp(slot, stroke)
        return self._stamp.stamp(stroke)

    def extend(self, points_mm: Sequence[tuple[float, float]], radius_mm: float) -> QRect:
        """Go on with it."""
        return self._stamp.extend(points_mm, radius_mm) if self._stamp is not None else NO_RECT

    def redraw(self, points_mm: Sequence[tuple[float, float]], radii_mm: Sequence[float]) -> QRect:
        """Show it with other right-limb points than before; returns what changed."""
        return self._stamp.restamp(points_mm, radii_mm) if self._stamp is not None else NO_RECT

    def finish(self, stroke: Stroke) -> None:
        """The stroke under way is complete: it stays on the picture until the exact paint arrives."""
        live, self._stamp = self._stamp, None
        if live is not None:
            self._paint_layer.burn(stroke, live)

    def drop(self) -> QRect:
        """Take the stroke under way off the picture; returns what changed."""
        live, self._stamp = self._stamp, None
        return live.area if live is not None else NO_RECT

    def region_paths(self, region: str) -> Mapping[ViewId, QPainterPath]:
        """Outline of a region in each view that sees it, right-limb millimetres."""
        found = self._regions.get(region)
        if found is None:
            found = {view: path(shape) for view, shape in region_shapes(self.atlas, region).items()}
            self._regions[region] = found
        return found

    def _new_stamp(self, slot: Slot, stroke: Stroke) -> Stamp:
        brush = None if stroke.mode == "erase" else self._brushes.fill[stroke.quality, depth(stroke.intensity)]
        outline = self._paint_layer.outline(slot.view)
        relief = None if stroke.shape == "area" else self.atlas.skin.relief(slot.view)
        return Stamp(slot, outline, brush, self._port, self._ratio, self._canvas(), relief)

    # ---- overlays

    @property
    def choice(self) -> Choice:
        """What the overlay shows."""
        return self._choice

    def set_choice(self, choice: Choice) -> bool:
        """Show other territories; True if anything changed."""
        if choice == self._choice:
            return False
        if choice.washes != self._choice.washes:
            self._washes = None
        self._choice = choice
        self._marks = None
        return True

    def set_writing(self, size: float) -> None:
        """Write names so many times as large."""
        if size != self._writing:
            self._overlay.set_writing(size)
            self._writing = size
            self._marks = None

    @property
    def writing(self) -> float:
        """Size of names, relative to those of the window."""
        return self._writing

    @property
    def bare(self) -> bool:
        """True while no overlay is drawn, whatever is chosen."""
        return self._bare

    def set_bare(self, bare: bool) -> None:
        """Draw no overlay, whatever is chosen, and speak to the patient."""
        self._bare = bare
        self._backdrop.set_captions(self._for_patients if bare else self._captions)
        self._base = None
        self.drop_overlay()

    def drop_overlay(self) -> None:
        """Draw the overlay anew."""
        self._washes = self._marks = None

    def set_facts(self, facts: BodyFacts) -> None:
        """Courses, landmarks and lesions of the body have been read."""
        self._overlay.set_facts(facts)
        self.drop_overlay()

    def marks(self, slot: Slot) -> list[Mark]:
        """Symbols shown over a slot that can be pointed at."""
        return self._overlay.marks(self._choice, slot, self._port)

    @property
    def names(self) -> tuple[Placed, ...]:
        """Names on the overlay with their boxes in device pixels."""
        return tuple(self._overlay.placed) if self._marks is not None else ()

    # ---- drawing

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw the part of the canvas in `rect` (device-independent pixels)."""
        self._refresh()
        r = self._ratio
        device = QRectF(rect.x() * r, rect.y() * r, rect.width() * r, rect.height() * r).toAlignedRect()
        device = device.intersected(self._canvas())
        painter.save()
        painter.scale(1 / r, 1 / r)
        assert self._base is not None
        painter.drawPixmap(device.topLeft(), self._base, device)
        if self._washes is not None:
            painter.setOpacity(1.0 if self._choice.shown == NOTHING else QUIET)
            painter.drawPixmap(device.topLeft(), self._washes, device)
            painter.setOpacity(1.0)
        if self._marks is not None:
            painter.drawPixmap(device.topLeft(), self._marks, device)
        if self._skin_layer is not None:
            canvas = self._canvas()
            image = self._skin_layer.image(self._staging(), canvas.width(), canvas.height())
            painter.drawImage(device.topLeft(), image, device)
        if self._stamp is not None:
            self._stamp.draw(painter, self._paint_layer.image, device)
        else:
            painter.drawImage(device.topLeft(), self._paint_layer.image, device)
        if self._compare_layer is not None:
            canvas = self._canvas()
            image = self._compare_layer.image(self._staging(), canvas.width(), canvas.height())
            painter.drawImage(device.topLeft(), image, device)
        if self._marks is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._overlay.write_names(painter, device, r, self._theme)
        painter.restore()

    def thumbnail(self, view: ViewId, width: int, height: int) -> QPixmap:
        """A small picture of one pair with its paint, `width` by `height` device-independent pixels."""
        layout = self._seen(sheet_layout.small(self._extents, view, width, height))
        port = Viewport(float(width), float(height))
        out = self._backdrop.draw(layout, port, self._ratio, self._theme, None)
        painter = QPainter(out)
        painter.scale(1 / self._ratio, 1 / self._ratio)
        staging = Staging(layout, port, self._ratio, self._brushes, self._hidden)
        if self._skin_layer is not None:
            self._skin_layer.paint(painter, staging)
        self._paint_layer.draw_slots(painter, self._paint, staging)
        if self._compare_layer is not None:
            self._compare_layer.paint(painter, staging)
        painter.end()
        return out

    def map_picture(self, view: ViewId, map_: MapId, width: int, height: int) -> QPixmap:
        """A small picture of one pair with the dermatomes of a map and its paint; device-independent pixels."""
        layout = replace(self._seen(sheet_layout.small(self._extents, view, width, height)), focus=None)
        port = Viewport(float(width), float(height))
        out = self._backdrop.draw(layout, port, self._ratio, self._theme, None)
        painter = QPainter(out)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(1 / self._ratio, 1 / self._ratio)
        choice = Choice(dermatomes=map_)
        painter.drawPixmap(0, 0, self._overlay.draw_washes(choice, layout, port, self._ratio))
        self._paint_layer.draw_slots(
            painter, self._paint, Staging(layout, port, self._ratio, self._brushes, self._hidden)
        )
        self._overlay.write_small(painter, choice, layout, port, self._ratio, self._theme)
        painter.end()
        return out

    def _canvas(self) -> QRect:
        return QRect(
            0, 0, max(1, round(self._port.width * self._ratio)), max(1, round(self._port.height * self._ratio))
        )

    def _refresh(self) -> None:
        layout, port, ratio = self.layout, self._port, self._ratio
        if self._base is None:
            self._base = self._backdrop.draw(layout, port, ratio, self._theme, self._focus)
            self._base.setDevicePixelRatio(1.0)
            self._read_large(self._backdrop.wanted_large(layout, port, ratio))
        self._refresh_overlay(layout)
        if not self._fresh:
            canvas = self._canvas()
            self._paint_layer.draw_now(self._paint, self._staging(), (canvas.width(), canvas.height()))
            for stroke in self._pending:
                if stroke.mode == "add" and stroke.quality in self._hidden:
                    continue
                slot = layout.slot(stroke.view, stroke.side)
                if slot is not None:
                    live = self._new_stamp(slot, stroke)
                    live.stamp(stroke)
                    self._paint_layer.burn(stroke, live)
            self._fresh = True

    def _staging(self) -> Staging:
        return Staging(self.layout, self._port, self._ratio, self._brushes, self._hidden)

    def settle(self) -> None:
        """Wait until the paint is drawn (for pictures of the window, and tests)."""
        self._paint_layer.settle()

    def stop(self) -> None:
        """Draw nothing more in the background."""
        self._background.stop()
        self._paint_layer.stop()
        self.rims.stop()

    def _refresh_overlay(self, layout: Layout) -> None:
        choice, port, ratio = self._choice, self._port, self._ratio
        if choice.empty or self._bare:
            self._washes = self._marks = None
            return
        if self._washes is None and not choice.washes.empty:
            self._washes = self._overlay.draw_washes(choice, layout, port, ratio)
        elif choice.washes.empty:
            self._washes = None
        if self._marks is None:
            taken = [
                Box(r.left() * ratio, r.top() * ratio, r.right() * ratio, r.bottom() * ratio)
                for r in self._backdrop.caption_rects(layout, port)
            ]
            self._marks = self._overlay.draw_marks(choice, layout, port, ratio, self._theme, self._paint, taken)
            self._covered = self._covered_names()

    # ---- sharper pictures

    def _read_large(self, views: set[ViewId]) -> None:
        views -= self._reading
        if not views:
            return
        self._reading |= views
        self._background.run(partial(self._pictures.read_larger, views), self._keep_large, self._not_read)

    def set_pictures(self, pictures: Pictures) -> None:
        """Draw from other pictures of the same body."""
        self._background.drop()  # what is being read is of a tone that is no longer shown
        self._pictures = pictures
        self._brushes = Brushes(self.style, self._ratio, pictures.tone)
        self._fresh = False
        self.set_changes(self._changes)
        self.set_patches(self._patches)
        self._backdrop.set_pictures(pictures)
        self._reading.clear()
        self._base = None
        self.large_ready.emit()

    def read_large_now(self) -> None:
        """Read what the present zoom needs before going on (for pictures of the window)."""
        views = self._backdrop.wanted_large(self.layout, self._port, self._ratio)
        self._pictures.keep_large(self._pictures.read_larger(views))
        self._base = None

    def _keep_large(self, pictures: dict[ViewId, QImage]) -> None:
        self._pictures.keep_large(pictures)
        self._reading -= set(pictures)
        self.large_ready.emit()

    def _not_read(self, _why: str) -> None:
        """The pictures in memory are drawn instead."""


def _extent(view: View) -> Extent:
    left, bottom, right, top = view.outline.bounds
    return Extent(left - RIM_MM, bottom - RIM_MM, right + RIM_MM, top + RIM_MM)
