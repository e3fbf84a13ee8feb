"""The eight views: names, poses and cameras. The body is unposed skin; a view is where a camera sees it.

Skin points are millimetres of the right limb, x lateral, y anterior, z up, the ground at z = 0.
View points are millimetres, x to the reader's right, y up. The left limb's picture is the mirror image of
the right one: negate x.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .ids import SIDES as SIDES
from .ids import VIEW_IDS as VIEW_IDS
from .ids import Side as Side
from .ids import ViewId as ViewId

FloatArray = NDArray[np.float64]


def smoothstep(t: FloatArray) -> FloatArray:
    """Cubic ease from 0 (t <= 0) to 1 (t >= 1), elementwise."""
    t = np.clip(t, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


@dataclass(frozen=True)
class Pose:
    """How the limb is bent before the camera looks at it.

    Attributes
    ----------
    kind : {"none", "toe_out", "plantarflex"}
        ``toe_out`` turns the foot outward, fading up the shank (full at z = 40 mm, none at 210 mm).
        ``plantarflex`` leans the shank back about `pivot_yz_mm` while the foot stays.
    degrees : float
        Angle at full effect.
    pivot_yz_mm : tuple of float
        Ankle axis (y, z) of ``plantarflex``.
    """

    kind: Literal["none", "toe_out", "plantarflex"] = "none"
    degrees: float = 0.0
    pivot_yz_mm: tuple[float, float] = (0.0, 0.0)

    def angle(self, skin: FloatArray) -> FloatArray:
        """Rotation (radians) at skin points (n, 3)."""
        if self.kind == "toe_out":
            return np.asarray(-np.radians(self.degrees) * (1.0 - smoothstep((skin[:, 2] - 40.0) / 170.0)))
        if self.kind == "plantarflex":
            y, z = skin[:, 1] - self.pivot_yz_mm[0], skin[:, 2] - self.pivot_yz_mm[1]
            return np.asarray(np.radians(self.degrees) * smoothstep(0.5 + (z - 0.75 * y + 4.0) / 104.0))
        return np.zeros(len(skin))

    def _turn(self, vectors: FloatArray, angle: FloatArray) -> FloatArray:
        c, s = np.cos(angle), np.sin(angle)
        x, y, z = vectors.T
        if self.kind == "toe_out":
            return np.stack([c * x - s * y, s * x + c * y, z], axis=1)
        return np.stack([x, c * y - s * z, s * y + c * z], axis=1)

    def points(self, skin: FloatArray) -> FloatArray:
        """Posed positions (n, 3) of unposed skin points (n, 3), millimetres."""
        if self.kind == "none":
            return skin
        pivot = np.array([0.0, *self.pivot_yz_mm]) if self.kind == "plantarflex" else np.zeros(3)
        return self._turn(skin - pivot, self.angle(skin)) + pivot

    def vectors(self, skin: FloatArray, vectors: FloatArray) -> FloatArray:
        """Posed directions (n, 3), such as normals, that sit at unposed skin points (n, 3)."""
        return vectors if self.kind == "none" else self._turn(vectors, self.angle(skin))


@dataclass(frozen=True)
class Camera:
    """An orthographic camera on a posed limb.

    Attributes
    ----------
    pose : Pose
    rows : tuple of three 3-tuples
        Unit vectors right, up and to-the-eye in posed body axes.
    offset_mm : tuple of float
        Added to the projected x and y so that the view's origin is where the format says: the ground under
        the ankle centre, or the back of the heel in ``foot_dorsal`` and ``foot_plantar``.
    """

    pose: Pose
    rows: tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
    offset_mm: tuple[float, float] = (0.0, 0.0)

    def project(self, skin: FloatArray) -> FloatArray:
        """Unposed skin points (n, 3) -> view x, y and depth toward the eye (n, 3), millimetres."""
        out: FloatArray = self.pose.points(skin) @ np.array(self.rows).T
        out[:, 0] += self.offset_mm[0]
        out[:, 1] += self.offset_mm[1]
        return out

    def directions(self, skin: FloatArray, vectors: FloatArray) -> FloatArray:
        """Directions (n, 3) at unposed skin points (n, 3) -> right, up, to-the-eye components (n, 3)."""
        out: FloatArray = self.pose.vectors(skin, vectors) @ np.array(self.rows).T
        return out
