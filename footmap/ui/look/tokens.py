"""Colours, spacing and sizes as plain values. Imports no Qt, so that the first frame need not wait for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from footmap.core.ids import Side

ThemeName = Literal["light", "dark", "contrast"]

SPACE: Final = (0, 4, 8, 12, 16, 24, 32, 48)
"""Spacing scale in device-independent pixels; use `SPACE[n]`, never a number of your own."""

SCREEN_PPI: Final = 96.0
"""Pixels per inch of a screen at scale 1, by the convention of CSS and of desktops."""
RADIUS: Final = 6
"""Corner radius of controls, device-independent pixels."""

TOPBAR_PX: Final = 52
RAIL_PX: Final = 56
PANEL_PX: Final = 372
STATUS_PX: Final = 30
STRIP_PX: Final = 96
"""Heights and widths of the parts round the canvas, device-independent pixels."""
SPINE_PX: Final = 164
SPINE_ROOM_PX: Final = 1160
"""Least width of the strip with the spine, and of the narrowest window that has room for it."""
SPINE_SLIM: Final = 4.4
"""Height of the spine with its legs, relative to its width, at which both use the strip whole."""
SPINE_SHARE: Final = 0.115
"""Most that the strip with the spine takes of the window's width."""
ROOMY_PX: Final = (1600, 900)
"""Window from which writing, controls and panels grow with it."""
GROWTH_POWER: Final = 0.75
"""They grow more slowly than the window: the pictures get the larger part of what it gains."""
GROWTH_STEP: Final = 0.05
MOST_GROWTH: Final = 2.0


def growth(width: float, height: float) -> float:
    """How much larger everything is in a window of this size than at a desk's usual one, in steps of `GROWTH_STEP`."""
    room = min(width / ROOMY_PX[0], height / ROOMY_PX[1])
    wanted = min(max(room, 1.0) ** GROWTH_POWER, MOST_GROWTH)
    return 1.0 + GROWTH_STEP * int((wanted - 1.0) / GROWTH_STEP + 1e-9)


def spine_width(width: float, height: float, type_scale: float) -> int:
    """Width of the strip with the spine in a window of this size, device-independent pixels."""
    return round(max(SPINE_PX * type_scale, min(height / SPINE_SLIM, SPINE_SHARE * width)))


@dataclass(frozen=True)
class Density:
    """How large controls and writing are; lengths in device-independent pixels.

    Attributes
    ----------
    type_scale : float
        Size of all writing relative to the desktop's own.
    control_px : int
        Least height of anything that is pressed; also the edge of a button of the rail.
    topbar_px, rail_px, status_px, strip_px : int
        Heights and widths of the bars.
    icon_px : int
        Edge of a tool's icon.
    handle_px : int
        Diameter of a slider's handle.
    touch : bool
        Whether controls are made for fingers.
    growth : float
        How much larger all of it is than at a desk's usual window.
    """

    type_scale: float
    control_px: int
    topbar_px: int
    rail_px: int
    status_px: int
    strip_px: int
    icon_px: int
    handle_px: int
    touch: bool = False
    growth: float = 1.0

    def grown(self, by: float) -> Density:
        """The same for a window with more room."""
        sizes = ("control_px", "topbar_px", "rail_px", "status_px", "strip_px", "icon_px", "handle_px")
        grown = {name: round(getattr(self, name) * by) for name in sizes}
        return replace(self, type_scale=self.type_scale * by, growth=self.growth * by, **grown)


TOUCH_PX: Final = 44
"""Least edge of what a finger presses."""
DESK: Final = Density(1.0, 28, TOPBAR_PX, RAIL_PX, STATUS_PX, STRIP_PX, icon_px=20, handle_px=12)
"""For mouse and pen at a desk."""
BIG_PX: Final = 64
"""Height of the buttons that a patient presses."""
TOUCH: Final = Density(1.2, TOUCH_PX, 64, 68, 58, 116, icon_px=26, handle_px=26, touch=True)
"""For fingers, and for people who look on from a step away."""


@dataclass(frozen=True)
class Theme:
    """Colours of one look, as ``#rrggbb``.

    Attributes
    ----------
    ground : str
        Behind the pictures.
    surface, raised : str
        Panels and bars; menus, cards and buttons.
    text, muted : str
        Writing, and writing of second rank (both at least 4.5:1 on `surface` and `ground`).
    line : str
        Hairlines between things.
    edge : str
        Borders of controls.
    accent, on_accent, accent_soft : str
        The one colour of emphasis, writing on it, and a wash of it behind selected things.
    track : str
        The empty part of a bar or slider.
    warn : str
        Unsaved mark and problems.
    emergency, on_emergency : str
        What cannot wait, and writing on it; used for nothing else.
    right, left : str
        The patient's sides: bands and letters on the sheet, beside the pointer.
    """

    name: ThemeName
    ground: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    accent_soft: str
    track: str
    warn: str
    emergency: str
    on_emergency: str
    right: str
    left: str

    @property
    def sides(self) -> dict[Side, str]:
        """Colour of each side."""
        return {"right": self.right, "left": self.left}

    @property
    def dark(self) -> bool:
        """True where light writing stands on a dark ground."""
        return int(self.surface[1:3], 16) < 128


THEMES: Final[dict[ThemeName, Theme]] = {
    "light": Theme(
        name="light", ground="#f3f5f7", surface="#ffffff", raised="#ffffff", text="#17212b", muted="#596673",
        line="#e2e7ec", edge="#d3dae1", accent="#0b6a8c", on_accent="#ffffff", accent_soft="#e0eef3",
        track="#e1e6eb", warn="#a8420f", emergency="#b3121d", on_emergency="#ffffff", right="#0f6f6a", left="#8a4b9c",
    ),
    "dark": Theme(
        name="dark", ground="#161b1f", surface="#1f252b", raised="#262d34", text="#e9eef2", muted="#9aa7b3",
        line="#2f3840", edge="#3b4650", accent="#55b7d6", on_accent="#0d1418", accent_soft="#243942",
        track="#36414a", warn="#f0a25e", emergency="#ff8d85", on_emergency="#2a0406", right="#5fc9bf", left="#d3a0e4",
    ),
    "contrast": Theme(
        name="contrast", ground="#000000", surface="#000000", raised="#101010", text="#ffffff", muted="#e6e6e6",
        line="#8c8c8c", edge="#ffffff", accent="#ffd84d", on_accent="#000000", accent_soft="#3a3200",
        track="#5a5a5a", warn="#ffb070", emergency="#ff6b62", on_emergency="#000000", right="#7df0e4", left="#eab8ff",
    ),
}  # fmt: skip
