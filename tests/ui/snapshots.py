"""Pictures that are compared with kept ones: small, and blind to what fonts and antialiasing change.

A picture is reduced to `WIDTH_PX` across and compared in blocks. Letters and hairlines vary between machines by a few
grey levels in a block; a territory, a tone or a stroke that moves changes a block by far more.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from footmap.ui.look.theme import font

FOLDER: Final = Path(__file__).parent / "expected"
WIDTH_PX: Final = 320
BLOCK_PX: Final = 8
BLOCK_TOLERANCE: Final = 20.0
"""Largest mean difference of a block, of 255."""
MEAN_TOLERANCE: Final = 1.2
"""Mean difference of the whole picture, of 255."""
WRITE: Final = "FOOTMAP_WRITE_SNAPSHOTS"


def reduced(picture: QImage) -> QImage:
    """A picture as it is kept."""
    small = picture.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_RGB888)


def differences(a: QImage, b: QImage) -> tuple[float, float]:
    """Largest difference of a block and mean difference of two pictures, of 255."""
    if a.size() != b.size():
        return 255.0, 255.0
    gap = np.abs(_array(a) - _array(b)).mean(axis=2)
    rows, columns = (n // BLOCK_PX * BLOCK_PX for n in gap.shape)
    blocks = gap[:rows, :columns].reshape(rows // BLOCK_PX, BLOCK_PX, columns // BLOCK_PX, BLOCK_PX)
    return float(blocks.mean(axis=(1, 3)).max()), float(gap.mean())


def check(name: str, picture: QImage) -> None:
    """Compare with the kept picture; write it instead where the environment says so.

    Raises
    ------
    AssertionError
        With the differences, and where the picture of now was put to look at.
    """
    path, small = FOLDER / f"{name}.png", reduced(picture)
    if os.environ.get(WRITE):
        FOLDER.mkdir(exist_ok=True)
        assert small.save(str(path))
        return
    kept = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert not kept.isNull(), f"{path.name} is missing; {WRITE}=1 writes it"
    block, mean = differences(kept, small)
    assert block <= BLOCK_TOLERANCE, f"{name}: a block differs by {block:.1f} of 255 (mean {mean:.2f})"
    assert mean <= MEAN_TOLERANCE, f"{name}: differs by {mean:.2f} of 255 on average"


def same_letters() -> bool:
    """Whether letters are drawn here as they were when the pictures were kept: they decide where names find room."""
    sample = QImage(240, 40, QImage.Format.Format_RGB888)
    sample.fill(Qt.GlobalColor.white)
    painter = QPainter(sample)
    painter.setFont(font("strong"))
    painter.drawText(4, 16, "L5 S1 Sural")
    painter.setFont(font("caption"))
    painter.drawText(4, 34, "Saphenous nerve, 25 %")
    painter.end()
    path = FOLDER / "letters.png"
    if os.environ.get(WRITE):
        FOLDER.mkdir(exist_ok=True)
        return bool(sample.save(str(path)))
    return QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888) == sample


def _array(picture: QImage) -> NDArray[np.float64]:
    width, height, line = picture.width(), picture.height(), picture.bytesPerLine()
    raw = np.frombuffer(picture.constBits(), dtype=np.uint8, count=line * height).reshape(height, line)
    return raw[:, : width * 3].reshape(height, width, 3).astype(np.float64)
