"""Where the eight cameras stand, and where each picture's skin fades out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..core.views import VIEW_IDS, Camera, Pose, ViewId, smoothstep
from .body import Body
from .field import Array
from .surface import Surface

_TOE_OUT_DEG = 7.0
_ANTERIOR_PITCH_DEG = 9.0
_FLEX = Pose("plantarflex", 48.0, (6.0, 68.0))
# direction to the eye, up
_EYES: dict[ViewId, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
    "leg_anterior": ((0, 1, 0), (0, 0, 1)),
    "leg_posterior": ((0, -1, 0), (0, 0, 1)),
    "leg_medial": ((-1, 0, 0), (0, 0, 1)),
    "leg_lateral": ((1, 0, 0), (0, 0, 1)),
    "foot_dorsal": ((0, 0.10, 1), (0, 1, -0.10)),
    "foot_plantar": ((0, 0, -1), (0, 1, 0)),
    "foot_medial": ((-1, 0, 0), (0, 0, 1)),
    "foot_lateral": ((1, 0, 0), (0, 0, 1)),
}
# skin above this height (mm of the male body) is left out, or the thigh would hide the foot
_HIGHEST_MM: dict[ViewId, float] = {
    "foot_dorsal": 216.0,
    "foot_plantar": 46.0,
    "foot_medial": 226.0,
    "foot_lateral": 226.0,
}


def pose(view: ViewId) -> Pose:
    """How the limb is bent in a view."""
    if view in ("leg_anterior", "leg_posterior"):
        return Pose("toe_out", _TOE_OUT_DEG)
    return _FLEX if view == "foot_dorsal" else Pose()


def _rows(view: ViewId) -> Array:
    """Unit vectors right, up and to-the-eye."""
    eye, up = (np.array(v, float) for v in _EYES[view])
    eye /= np.linalg.norm(eye)
    if view == "leg_anterior":
        a = np.radians(_ANTERIOR_PITCH_DEG)
        eye = np.cos(a) * eye + np.sin(a) * up
    up = up - eye * (up @ eye)
    up /= np.linalg.norm(up)
    return np.stack([np.cross(up, eye), up, eye])


def camera(view: ViewId, body: Body) -> Camera:
    """The camera of one view.

    The origin of the leg views and the side views of the foot is the ground under the ankle centre. In
    ``foot_dorsal`` and ``foot_plantar`` it is the back of the heel of the foot standing flat, and the line from
    there to the tip of the second toe is upright. (The dorsal view bends the shank back over the heel and hides it.)
    """
    rows = _rows(view)
    frame = body.frame
    if view in ("foot_dorsal", "foot_plantar"):
        heel, toe = (rows @ np.array(p) for p in (frame.heel_back, frame.toe2_tip))
        a = np.arctan2(toe[0] - heel[0], toe[1] - heel[1])  # clockwise lean of the line, taken back
        turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
        rows = turn @ rows
        origin = rows @ np.array(frame.heel_back)
    else:
        origin = rows @ np.asarray(pose(view).points(np.array([frame.ankle_centre], float)))[0]
    r = [(float(v[0]), float(v[1]), float(v[2])) for v in np.round(rows, 9)]
    return Camera(pose(view), (r[0], r[1], r[2]), (round(-float(origin[0]), 4), round(-float(origin[1]), 4)))


def cameras(surface: Surface) -> dict[ViewId, Camera]:
    """The eight cameras of a body."""
    return {view: camera(view, surface.body) for view in VIEW_IDS}


def _scale(body: Body) -> float:
    """Size of the foot against the first body's."""
    return (body.frame.toe2_tip[1] - body.frame.heel_back[1]) / 260.0


def highest_mm(view: ViewId, surface: Surface) -> float:
    """Skin above this height is not drawn in the view and hides nothing; infinite in the leg views."""
    z = _HIGHEST_MM.get(view)
    return float("inf") if z is None else z * _scale(surface.body)


def opacity(view: ViewId, surface: Surface) -> Callable[[Array], Array]:
    """How much of the skin is shown: a function of skin points (n, 3) -> 0..1. Paintable from 0.10 on."""
    body = surface.body
    crotch, midline, k = body.levels.crotch, body.levels.midline_x, _scale(body)

    def fade(height: Array, start: float, end: float) -> Array:
        return 1 - smoothstep((height - start) / (end - start))

    def across(skin: Array) -> Array:
        return np.clip((skin[:, 0] - midline) / 180, 0, 1)

    def anterior(skin: Array) -> Array:
        return fade(skin[:, 2] - 125 * across(skin) ** 0.75 - crotch, 8, 130)

    def posterior(skin: Array) -> Array:
        return fade(skin[:, 2] - 30 * across(skin) - crotch, 95, 222)

    def lateral(skin: Array) -> Array:
        return fade(skin[:, 2] - crotch, 110, 240)

    def medial(skin: Array) -> Array:
        arc = 70 * np.clip(np.abs(skin[:, 1] + 2) / 90, 0, 1.2) ** 2
        return fade(skin[:, 2] - arc - crotch, -75, 40)

    def side_of_foot(skin: Array) -> Array:
        return fade(skin[:, 2], 135 * k, 225 * k)

    def dorsal(skin: Array) -> Array:
        return fade(skin[:, 2], 125 * k, 215 * k)

    def plantar(skin: Array) -> Array:
        return np.asarray(skin[:, 2] <= highest_mm("foot_plantar", surface), float)

    table: dict[ViewId, Callable[[Array], Array]] = {
        "leg_anterior": anterior,
        "leg_posterior": posterior,
        "leg_medial": medial,
        "leg_lateral": lateral,
        "foot_dorsal": dorsal,
        "foot_plantar": plantar,
        "foot_medial": side_of_foot,
        "foot_lateral": side_of_foot,
    }
    return table[view]
