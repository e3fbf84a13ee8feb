"""Pictures of a case without a window: the whole body chart, or one limb in one view, as PNG, SVG or PDF."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from footmap.core import paint as painting
from footmap.core.atlas import Atlas
from footmap.core.drawing import Case
from footmap.core.ids import DRAWN_TONE
from footmap.core.views import ViewId
from footmap.data.assets import load_atlas
from footmap.data.knowledge.base import load_knowledge
from footmap.data.output import write_output
from footmap.data.style import load_style
from footmap.errors import FootmapError, Message
from footmap.words.naming import MAP_NAMES
from footmap.words.picture_facts import Shown, described

from .body_pictures import picture_reader
from .chart import CaseChart, draw_chart, put, width_px
from .picture_wish import KINDS, Limb, OverlayChoice, PictureKind, PictureWish
from .raster import DPI


def render_case(case: Case, output: Path, wish: PictureWish | None = None, inputs: Iterable[Path | None] = ()) -> None:
    """Draw a case into a PNG, SVG or PDF file; `inputs` are files that are not written over.

    Raises
    ------
    FootmapError
        If the file's name ends in none of these, or if the file cannot be written.
    """
    kind = kind_of(output)
    write_output(output, draw_case(case, kind, wish or PictureWish()), inputs)


def kind_of(output: Path) -> PictureKind:
    """What a file's name says it is to be.

    Raises
    ------
    FootmapError
        If it is none of the kinds of picture.
    """
    for kind in KINDS:
        if output.suffix.lower() == f".{kind}":
            return kind
    raise FootmapError(Message("A picture is a .png, .svg or .pdf file, not {name}.", name=output.name))


def draw_case(case: Case, kind: PictureKind, wish: PictureWish) -> bytes:
    """The bytes of a picture of a case: the same for the same input."""
    atlas = load_atlas(case.body)
    return as_file(wished_chart(case, atlas, wish), kind, "chart", wish.language, _scale(atlas, wish))


def wished_chart(case: Case, atlas: Atlas, wish: PictureWish) -> CaseChart:
    """The chart of a case before it is written."""
    return draw_chart(
        atlas,
        painting.replay(atlas, case.drawing),
        load_style(),
        picture_reader(atlas.body, wish.tone),
        load_knowledge().named(wish.language),
        view=wish.view,
        side=wish.side,
        overlay=wish.overlay,
        scale=_scale(atlas, wish),
        language=wish.language,
        legend=wish.legend,
        map_=wish.map,
        map_name=MAP_NAMES.get(wish.map, wish.map),
        transparent=wish.transparent,
    )


def render_png(
    case: Case,
    atlas: Atlas,
    view: ViewId | Literal["sheet"] = "sheet",
    side: Limb = "right",
    overlay: OverlayChoice = "none",
    scale: float = 2.0,
    tone: str = DRAWN_TONE,
    language: str = "en",
) -> bytes:
    """A case as a PNG file, the same for the same input; parameters as in `PictureWish`."""
    chart = make_chart(case, atlas, view=view, side=side, overlay=overlay, scale=scale, tone=tone, language=language)
    return as_file(chart, language=language, scale=scale)


def make_chart(
    case: Case,
    atlas: Atlas,
    *,
    view: ViewId | Literal["sheet"] = "sheet",
    side: Limb = "right",
    overlay: OverlayChoice = "none",
    scale: float = 2.0,
    tone: str = DRAWN_TONE,
    language: str = "en",
) -> CaseChart:
    """The chart of a case before it is written; parameters as in `PictureWish`."""
    return wished_chart(
        case, atlas, PictureWish(view=view, side=side, overlay=overlay, scale=scale, tone=tone, language=language)
    )


def _scale(atlas: Atlas, wish: PictureWish) -> float:
    """How large a picture is wanted, also where its width was given."""
    return wish.scale if wish.width_px is None else wish.width_px / width_px(atlas, wish.view, wish.side)


def as_file(
    chart: CaseChart,
    kind: PictureKind = "png",
    shows: Shown = "chart",
    language: str = "en",
    scale: float = 1.0,
) -> bytes:
    """A chart alone as a file; words stay words in SVG and PDF.

    Parameters
    ----------
    shows : {"chart", "prediction", ...}
        What a PNG says that it shows, in a language.
    scale : float
        Of the chart: a PNG is as large on paper at every scale.
    """
    height, width = chart.pixels.shape[:2]
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    put(chart, figure, 0, 0)
    out = io.BytesIO()
    metadata: dict[str, None] = {
        "png": {"Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    }[kind]
    through = chart.pixels.shape[2] == 4
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "footmap", "pdf.fonttype": 42}):
        figure.savefig(out, format=kind, dpi=DPI, transparent=through, metadata=metadata)
    return described(out.getvalue(), shows, language, DPI * scale) if kind == "png" else out.getvalue()
