"""Device pixels and the pixels of a widget."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF


def shown_rect(device: QRect, ratio: float) -> QRect:
    """Device-independent pixels that hold a device rectangle."""
    if ratio == 1.0:
        return device
    edges = (device.x(), device.y(), device.width(), device.height())
    return QRectF(*(edge / ratio for edge in edges)).toAlignedRect()
