"""What a lesion at a site would do, as a body chart: numb skin and pain on the eight pictures of one limb or both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from footmap.core.anatomy import Names
from footmap.core.atlas import Atlas
from footmap.core.effects import Shaded, felt, numb
from footmap.core.forward import Prediction, predict
from footmap.core.ids import SIDES
from footmap.core.sheet import Cell, arrange
from footmap.core.style import QualityStyle
from footmap.core.views import Side
from footmap.data.knowledge.clinical import Clinical
from footmap.data.output import write_output
from footmap.data.phrases import load_phrases
from footmap.data.style import load_prediction_style
from footmap.errors import FootmapError, Message
from footmap.words.naming import Naming

from .body_pictures import picture_reader
from .chart import INK, SHEET_PX, SOFT_INK, STRIP, CaseChart, ChartText, write_sheet
from .pattern_lines import OUTLINE_MM
from .patterns import paint_shape, px_per_unit
from .pixels import PixelCanvas, magnification
from .raster import PixelLayer, shape_path
from .render import as_file

PATTERN: Final = 3.6
"""Sheet pixels for one millimetre of a pattern, as on the chart."""
CASING: Final = 2.6
"""Width of the pale casing of an outline, in outlines."""
BOTH_FROM: Final = 0.5
"""Share of people with both sides from which both limbs are drawn."""


def write_prediction(
    clinical: Clinical,
    atlas: Atlas,
    site_id: str,
    output: Path,
    *,
    side: Side = "right",
    scale: float = 2.0,
    language: str = "en",
) -> None:
    """Draw what a lesion would do into a PNG file; parameters as in `prediction_png`.

    Raises
    ------
    FootmapError
        If the file's name does not end in ``.png``.
    KeyError
        If there is no such site.
    """
    if output.suffix.lower() != ".png":
        raise FootmapError(Message("The picture is a .png file, not {name}.", name=output.name))
    write_output(output, prediction_png(clinical, atlas, site_id, side=side, scale=scale, language=language))


def prediction_png(
    clinical: Clinical, atlas: Atlas, site_id: str, *, side: Side = "right", scale: float = 2.0, language: str = "en"
) -> bytes:
    """What a lesion would do as a PNG file, the same for the same input.

    Parameters
    ----------
    side : {"right", "left"}
        Limb of a one-sided lesion; where at least half of the people have both sides, both are drawn.
    scale : float
        1 is about 1,280 pixels for the width of the sheet.

    Raises
    ------
    KeyError
        If there is no such site.
    """
    chart = draw_prediction(clinical, atlas, site_id, side=side, scale=scale, language=language)
    return as_file(chart, shows="prediction", language=language, scale=scale)


def draw_prediction(
    clinical: Clinical, atlas: Atlas, site_id: str, *, side: Side = "right", scale: float = 2.0, language: str = "en"
) -> CaseChart:
    """The chart before it is written; parameters as in `prediction_png`."""
    picture = predict(clinical.anatomy, site_id)
    frames = {v: atlas.views[v].picture for v in atlas.views}
    sheet = arrange(frames, strip=STRIP)
    k = SHEET_PX * scale
    canvas = PixelCanvas(sheet.width, sheet.height, k)
    read = picture_reader(atlas.body)
    for cell in sheet.cells:
        canvas.picture(read(cell.view, magnification(cell.scale * k, frames[cell.view].px_per_mm)), cell)
    sides: tuple[Side, ...] = SIDES if picture.site.both >= BOTH_FROM else (side,)
    cells = [cell for cell in sheet.cells if cell.side in sides]
    looks = load_prediction_style()
    _mark(canvas, cells, felt(atlas, picture, clinical.anatomy), looks["felt"], scale)
    _mark(canvas, cells, numb(atlas, picture), looks["numb"], scale)
    chart = CaseChart(sheet.width, sheet.height, k, canvas.bytes8())
    write_sheet(chart, sheet, language)
    _title(chart, clinical, picture, site_id, language)
    return chart


def _mark(canvas: PixelCanvas, cells: Iterable[Cell], shown: list[Shaded], look: QualityStyle, scale: float) -> None:
    """Outline and hatch skin: fainter where fewer people are affected."""
    layer = PixelLayer(canvas)
    unit = PATTERN * SHEET_PX * scale / px_per_unit(layer)
    for cell in cells:
        for shapes, strength in shown:
            shape = shapes.get(cell.view)
            path = shape_path(shape, cell) if shape is not None and not shape.is_empty else None
            if path is not None:
                layer.line(path, look.colour, strength, OUTLINE_MM * CASING * unit * px_per_unit(layer))
                faint = replace(look, pattern=look.pattern * strength, fill=look.fill * strength)
                paint_shape(layer, path, faint, unit, edge=strength)
    canvas.lay(layer)


def _title(chart: CaseChart, clinical: Clinical, picture: Prediction, site_id: str, language: str) -> None:
    anatomy = clinical.anatomy
    place = anatomy.places.get(site_id)
    weak = [anatomy.movements[m.id] for m in picture.movements if m.grade == "affected"]
    lower = [anatomy.reflexes[r.id] for r in picture.reflexes if r.grade == "affected"]
    jerks = [reflex.names for reflex in lower if reflex.kind == "tendon"]
    words = Naming(language, clinical, load_phrases())

    def row(title: str, names: Iterable[Names], otherwise: str) -> str:
        return f"{words.say(title)}: {', '.join(words.to(n) for n in names) or words.say(otherwise)}"

    rows = (
        (words.to(place.names if place else picture.site.names), 34.0, True, INK),
        (row("predict_weak", weak, "predict_nothing"), 24.0, False, INK),
        (row("predict_lower", jerks, "predict_no_jerk"), 24.0, False, INK),
        (words.say("predict_colours"), 20.0, False, SOFT_INK),
        (words.say("predict_model_short"), 20.0, False, SOFT_INK),
    )
    y = STRIP - 20.0
    for text, em, bold, colour in rows:
        chart.words.append(ChartText(text, 40.0, y, em, colour, bold, "left"))
        y -= em * 1.35
