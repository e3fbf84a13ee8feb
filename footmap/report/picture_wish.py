"""What is wanted of a picture of a case: plain values, so that the window asks without importing what draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from footmap.core.ids import CONSENSUS, DRAWN_TONE, MapId
from footmap.core.views import Side, ViewId

OverlayChoice = Literal["none", "nerves", "dermatomes"]
OVERLAYS: Final[tuple[OverlayChoice, ...]] = get_args(OverlayChoice)
PictureKind = Literal["png", "svg", "pdf"]
KINDS: Final[tuple[PictureKind, ...]] = get_args(PictureKind)
Limb = Side | Literal["both"]


@dataclass(frozen=True)
class PictureWish:
    """How a case is to be drawn.

    Attributes
    ----------
    view : ViewId or "sheet"
    side : {"right", "left", "both"}
        Limb of a single view; the sheet shows both.
    overlay : {"none", "nerves", "dermatomes"}
        Territories under the paint.
    map : MapId
        Of the dermatomes.
    scale : float
        1 is the size of the atlas pictures, and about 1,280 pixels for the width of the sheet.
    width_px : int or None
        Width instead of a scale.
    tone : str
        Skin tone, by its name in the table of tones.
    language : {"en", "de"}
        Of headings, legend and names.
    legend : bool or None
        What colours and patterns mean; None draws it on the sheet alone.
    transparent : bool
        Without the white ground.
    """

    view: ViewId | Literal["sheet"] = "sheet"
    side: Limb = "right"
    overlay: OverlayChoice = "none"
    map: MapId = CONSENSUS
    scale: float = 2.0
    width_px: int | None = None
    tone: str = DRAWN_TONE
    language: str = "en"
    legend: bool | None = None
    transparent: bool = False
