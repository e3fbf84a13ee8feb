"""Pictures of a deck, drawn by the program at twice the size of the atlas: the body with territories, without names."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from typing import Final

import shapely
from PIL import Image
from shapely import MultiPolygon

from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.geometry import simplify
from footmap.core.ids import Side, ViewId
from footmap.core.sheet import single
from footmap.report.pixels import moved
from footmap.report.render import make_chart

from .deck_notes import Layer, Note

SCALE: Final = 2.0
KEPT_PX: Final = 0.7
"""How far a polygon may be off its border on the picture, pixels."""
QUALITY: Final = 85
"""Of WebP, which every Anki shows: a tenth of the size of PNG, and no difference is seen."""


@dataclass(frozen=True)
class Picture:
    """A picture of a deck.

    Attributes
    ----------
    name : str
        File name; changes when, and only when, the picture does.
    """

    name: str
    data: bytes
    width_px: int
    height_px: int


@dataclass
class Pictures:
    """Draws each picture once, whichever notes show it."""

    atlas: Atlas
    language: str
    drawn: dict[object, Picture] = field(default_factory=dict)

    def of(self, note: Note) -> Picture | None:
        """The picture of a note; None for text alone."""
        if note.view is None:
            return None
        key: object = (note.view, note.layer) if note.case is None else note.id
        if key not in self.drawn:
            self.drawn[key] = self._draw(note, note.view, note.layer)
        return self.drawn[key]

    def _draw(self, note: Note, view: ViewId, layer: Layer) -> Picture:
        case = Case(body=self.atlas.body) if note.case is None else note.case
        chart = make_chart(
            case,
            self.atlas,
            view=view,
            side=side_of(note),
            overlay=layer if note.case is None else "none",
            scale=SCALE,
            language=self.language,
        )
        height, width = chart.pixels.shape[:2]  # pixels alone: names would tell the answer
        out = io.BytesIO()
        Image.fromarray(chart.pixels).save(out, "WEBP", quality=QUALITY, method=2)
        data = out.getvalue()
        what = layer if note.case is None else "case"
        name = f"footmap_{self.atlas.body}_{view}_{what}_{hashlib.sha256(data).hexdigest()[:12]}.webp"
        return Picture(name, data, width, height)


def side_of(note: Note) -> Side:
    """Limb that the picture of a note shows."""
    strokes = () if note.case is None else note.case.drawing.strokes
    return strokes[0].side if strokes else "right"


def polygons_svg(atlas: Atlas, note: Note, skin: MultiPolygon, picture: Picture, name: str) -> str:
    """Skin as an SVG that lies exactly on the picture of its note; `name` is its class."""
    assert note.view is not None
    frame = atlas.views[note.view].picture
    factor = frame.px_per_mm * SCALE
    shape = moved(simplify(skin, KEPT_PX / factor), single(frame, note.view, side_of(note)))
    rings = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            points = " ".join(f"{x * factor:.0f},{picture.height_px - y * factor:.0f}" for x, y in ring.coords[:-1])
            rings.append(f"M{points}Z")
    return (
        f'<svg class="{name}" viewBox="0 0 {picture.width_px} {picture.height_px}" preserveAspectRatio="none">'
        f'<path fill-rule="evenodd" d="{"".join(rings)}"/></svg>'
    )
