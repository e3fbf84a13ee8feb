"""Shapely shapes as painter paths."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath
from shapely.geometry.base import BaseGeometry

_ELEMENT: Final = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE: Final = 0
_LINE: Final = 1
_ODD_EVEN: Final = 0


def path(shape: BaseGeometry) -> QPainterPath:
    """Painter path of all rings of a polygonal shape, in the shape's own units; holes stay holes.

    The path is read from Qt's own stream format, which is a hundred times faster than a call per vertex.
    """
    out = QPainterPath()
    if shape.is_empty:
        return out
    rings = shapely.get_rings(shapely.get_parts(shape))
    coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
    elements = np.empty(len(coordinates), dtype=_ELEMENT)
    elements["x"], elements["y"] = coordinates.T
    elements["kind"] = _LINE
    elements["kind"][np.flatnonzero(np.diff(ring_of, prepend=-1))] = _MOVE
    count = len(elements).to_bytes(4, "big")
    tail = (0).to_bytes(4, "big") + _ODD_EVEN.to_bytes(4, "big")
    data = QByteArray(count + elements.tobytes() + tail)  # the stream only borrows it
    stream = QDataStream(data)
    stream >> out
    return out
