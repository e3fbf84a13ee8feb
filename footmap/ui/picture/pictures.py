"""The eight pictures in a skin tone, with smaller copies so that every zoom draws from one nearly the right size."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from footmap.core.tones import Tones
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.resources import MAGNIFICATIONS, picture_name
from footmap.data.tones import load_tones
from footmap.errors import AssetError, Problem

SMALLEST_PX: Final = 48
COPIES: Final = 2
"""Number of smaller copies kept of a view: one that the sheet draws from, one for its thumbnail."""
SPARE: Final = 3
"""Number of 2x pictures kept though nothing is drawn from them now; a 3x picture never is."""


class Pictures:
    """Pictures of one body.

    The 1x files are read at once, larger ones only when a view is drawn larger than 1x: the 2x file, or the 3x
    file where that is too small. Of the larger ones a view keeps one.

    Parameters
    ----------
    folder : Path
        Holds ``VIEW@1x.png``, ``VIEW@2x.png`` and ``VIEW@3x.webp``.
    tone : str
        Skin tone: ``light``, ``medium`` or ``dark``.
    """

    def __init__(self, folder: Path, tone: str = "light") -> None:
        self._folder = folder
        self.tone = tone
        self._tones = load_tones()
        self._first: dict[ViewId, QImage] = {view: self._read(view, 1) for view in VIEW_IDS}
        self._copies: dict[ViewId, dict[int, QImage]] = {view: {} for view in VIEW_IDS}
        self._large: dict[ViewId, QImage] = {}
        self._wanted: dict[ViewId, int] = {}
        self._largest = dict.fromkeys(VIEW_IDS, MAGNIFICATIONS[-1])

    def _read(self, view: ViewId, magnification: int) -> QImage:
        path = self._folder / picture_name(view, magnification)
        image = QImage(str(path))
        if image.isNull():
            raise AssetError((Problem(path.name, "The picture is missing or damaged; install footmap again."),))
        image = _toned(image, self._tones, self.tone, view)
        image.convertTo(QImage.Format.Format_ARGB32_Premultiplied)  # in place: no second copy in memory
        return image

    def in_tone(self, tone: str) -> Pictures:
        """The same pictures in another skin tone; may be called from another thread."""
        return Pictures(self._folder, tone)

    def want(self, widths_px: Mapping[ViewId, float]) -> set[ViewId]:
        """Say how wide, in device pixels, each view is drawn now; larger pictures of no use for that are freed.

        Returns
        -------
        set of ViewId
            Views of which `read_large` has a better picture than those in memory.
        """
        wanted = {view: self._magnification(view, width) for view, width in widths_px.items()}
        self._wanted = {view: n for view, n in wanted.items() if n > 1}
        idle = [view for view in self._large if view not in self._wanted]
        spare = [view for view in idle if self._held(view) < MAGNIFICATIONS[-1]][-SPARE:]
        for view in idle:
            if view not in spare:
                del self._large[view]
        return {view for view, n in self._wanted.items() if self._held(view) != n}

    def _magnification(self, view: ViewId, width_px: float) -> int:
        """The smallest picture that is wide enough, but for 2 %, or else the largest there is."""
        width = self._first[view].width()
        enough = next((n for n in MAGNIFICATIONS if width_px <= 1.02 * n * width), MAGNIFICATIONS[-1])
        return min(enough, self._largest[view])

    def _held(self, view: ViewId) -> int:
        """Magnification of the larger picture in memory, 0 where there is none."""
        large = self._large.get(view)
        return 0 if large is None else round(large.width() / self._first[view].width())

    def read_large(self, view: ViewId) -> QImage:
        """The larger picture that is wanted now, from its file; may be called from another thread."""
        magnification = self._wanted.get(view, 2)
        try:
            return self._read(view, magnification)
        except AssetError:
            if magnification == 2:
                raise
        self._largest[view] = 2  # it is damaged: from now on the 2x picture is the largest
        return self._read(view, 2)

    def read_larger(self, views: set[ViewId]) -> dict[ViewId, QImage]:
        """Read larger pictures; may run in another thread. One that is damaged is left out: 1x is drawn instead."""
        out: dict[ViewId, QImage] = {}
        for view in views:
            with contextlib.suppress(AssetError):
                out[view] = self.read_large(view)
        return out

    def keep_large(self, pictures: Mapping[ViewId, QImage]) -> None:
        """Use these larger pictures from now on."""
        self._large.update(pictures)

    def best(self, view: ViewId, width_px: float) -> QImage:
        """The smallest copy, in steps of 0.71, that is at least `width_px` wide, else the largest there is."""
        first, large = self._first[view], self._large.get(view)
        if large is not None and width_px > first.width():
            return large
        width = next((w for w in reversed(_widths(first.width())) if w >= width_px), first.width())
        return first if width == first.width() else self._copy(view, width)

    def _copy(self, view: ViewId, width: int) -> QImage:
        """The 1x picture resampled to a width, by area; the copies used last are kept."""
        copies = self._copies[view]
        found = copies.pop(width, None)
        if found is None:
            first = self._first[view]
            height = max(1, round(first.height() * width / first.width()))
            ratio, transform = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            found = first.scaled(width, height, ratio, transform)
            while len(copies) >= COPIES:
                del copies[next(iter(copies))]
        copies[width] = found
        return found

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


def _toned(image: QImage, tones: Tones, tone: str, view: ViewId) -> QImage:
    """A picture from its file in another skin tone."""
    if tone == tones.drawn:
        return image
    image.convertTo(QImage.Format.Format_RGBA8888)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)
    toned = np.ascontiguousarray(tones.picture(pixels, tone, view))
    return QImage(toned.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _widths(width: int) -> list[int]:
    """A width and 0.71, 0.5, 0.35 ... of it."""
    out = [width]
    while out[-1] > SMALLEST_PX:
        out.append(max(1, round(width * 0.5 ** (len(out) / 2))))
    return out
