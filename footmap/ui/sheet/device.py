"""Millimetres of a view -> device pixels of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QTransform

from .layout import Slot
from .viewport import Viewport


def device_transform(slot: Slot, port: Viewport, ratio: float) -> QTransform:
    """Right-limb view millimetres of a slot -> device pixels of the canvas."""
    k = slot.scale * port.zoom * ratio
    x, y = port.to_screen(*slot.origin)
    return QTransform(slot.mirror * k, 0.0, 0.0, -k, x * ratio, y * ratio)


def device_rect(slot: Slot, port: Viewport, ratio: float, bounds: QRect) -> QRect:
    """Frame of a slot in device pixels, rounded outward, as far as it lies in `bounds`."""
    x, y = port.to_screen(slot.rect.x, slot.rect.y)
    w, h = slot.rect.width * port.zoom, slot.rect.height * port.zoom
    return QRectF(x * ratio, y * ratio, w * ratio, h * ratio).toAlignedRect().adjusted(-2, -2, 2, 2).intersected(bounds)


def shown_rect(device: QRect, ratio: float) -> QRect:
    """Device-independent pixels that hold a device rectangle."""
    if ratio == 1.0:
        return device
    edges = (device.x(), device.y(), device.width(), device.height())
    return QRectF(*(edge / ratio for edge in edges)).toAlignedRect()
