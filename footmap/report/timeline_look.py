"""How a timeline is to be drawn; separate from the drawing, so that nothing is loaded before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TimelineLook:
    """Colours of a timeline, as ``#rrggbb``.

    Attributes
    ----------
    ground, text, muted, line, accent : str
        Behind everything; writing; writing of second rank; hairlines; the one colour of emphasis.
    qualities : mapping of quality to str
    dark : bool
        Light writing on a dark ground.
    """

    ground: str
    text: str
    muted: str
    line: str
    accent: str
    qualities: Mapping[str, str]
    dark: bool
