"""The eight pictures, with smaller copies so that every zoom draws from one that is nearly the right size."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from footmap.core.views import VIEW_IDS, ViewId
from footmap.errors import AssetError, Problem

SMALLEST_PX: Final = 48
SPARE: Final = 3
"""So many 2x pictures are kept though nothing is drawn from them now."""


class Pictures:
    """Pictures of one body.

    The 1x files are read at once, the 2x files only when a view is drawn larger than 1x.

    Parameters
    ----------
    folder : Path
        Holds ``VIEW@1x.png`` and ``VIEW@2x.png``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._levels: dict[ViewId, list[QImage]] = {view: _smaller(self._read(view, 1)) for view in VIEW_IDS}
        self._large: dict[ViewId, QImage] = {}

    def _read(self, view: ViewId, scale: int) -> QImage:
        path = self._folder / f"{view}@{scale}x.png"
        image = QImage(str(path))
        if image.isNull():
            raise AssetError((Problem(path.name, "The picture is missing or damaged; install footmap again."),))
        image.convertTo(QImage.Format.Format_ARGB32_Premultiplied)  # in place: no second copy in memory
        return image

    def wants_large(self, view: ViewId, width_px: float) -> bool:
        """True where the view is drawn from the 2x file when it is `width_px` device pixels wide."""
        return width_px > 1.02 * self._levels[view][0].width()

    def has_large(self, view: ViewId) -> bool:
        """True where the 2x picture is in memory."""
        return view in self._large

    def read_large(self, view: ViewId) -> QImage:
        """The 2x picture from its file; may be called from another thread."""
        return self._read(view, 2)

    def keep_large(self, pictures: Mapping[ViewId, QImage]) -> None:
        """Use these 2x pictures from now on."""
        self._large.update(pictures)

    def drop_large(self, wanted: Collection[ViewId]) -> None:
        """Free 2x pictures that are not `wanted` now, but for the `SPARE` read last."""
        idle = [view for view in self._large if view not in wanted]
        for view in idle[: max(0, len(idle) - SPARE)]:
            del self._large[view]

    def best(self, view: ViewId, width_px: float) -> QImage:
        """The smallest stored copy that is at least `width_px` wide, else the largest there is."""
        large = self._large.get(view)
        copies = self._levels[view] if large is None else [large, *self._levels[view]]
        return next((i for i in reversed(copies) if i.width() >= width_px), copies[0])

    def draw(self, painter: QPainter, view: ViewId, target: QRectF, mirrored: bool, ratio: float) -> None:
        """Draw a view, mirrored for the left limb, into `target` (device-independent pixels)."""
        image = self.best(view, target.width() * ratio)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if mirrored:
            painter.translate(target.x() + target.width(), target.y())
            painter.scale(-1.0, 1.0)
            target = QRectF(0, 0, target.width(), target.height())
        painter.drawImage(target, image)
        painter.restore()


def _smaller(image: QImage) -> list[QImage]:
    """`image` and copies of 0.71, 0.5, 0.35 ... of its size, each resampled by area."""
    out = [image]
    factor = 1.0
    while out[-1].width() > SMALLEST_PX:
        factor *= 0.5**0.5
        source = out[-2] if len(out) >= 2 else image
        out.append(
            source.scaled(
                max(1, round(image.width() * factor)),
                max(1, round(image.height() * factor)),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return out
