"""Every state of the window on one sheet, and the larger pictures that the documents use."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from footmap.data import resources

from .loader import load
from .look.theme import font
from .look.tokens import SPACE, THEMES
from .screenshot import Shot, draw, drawing, save, speaking

COLUMNS: Final = 4
CELL: Final = QSize(520, 325)
CAPTION_PX: Final = 30
NAME: Final = "contact_sheet.png"


class Frame(NamedTuple):
    """One state.

    Attributes
    ----------
    title : str
        Words below it.
    case : str
        Name of a sample; empty for a new case.
    """

    title: str
    case: str
    shot: Shot


OUTER: Final = "outer_foot_border"
ROOT: Final = "l5_root_foot_drop"
KNEE: Final = "fibular_nerve_at_knee"
DESK: Final = (1280, 800)
FRAMES: Final = (
    Frame("The sheet: paint and the nerves that fit", OUTER, Shot(DESK)),
    Frame("Dark; a condition with its reasons", ROOT, Shot(DESK, "dark", tab=2, opened="l5_radiculopathy")),
    Frame("High contrast; spinal levels", ROOT, Shot(DESK, "contrast", tab=1)),
    Frame("Clues, the best next question first", ROOT, Shot(DESK, tab=3)),
    Frame("One view in focus, the others in the strip", OUTER, Shot(DESK, view="foot_lateral")),
    Frame("Nerve territories", OUTER, Shot(DESK, overlays=("nerves",))),
    Frame("Dermatomes, and where the maps disagree", OUTER, Shot(DESK, overlays=("dermatomes", "disagreement"))),
    Frame("From spine to toe", KNEE, Shot(DESK, spine=True, lit="common_fibular", overlays=("courses",))),
    Frame("Landmarks, on dark skin", "", Shot(DESK, "dark", tone="dark", view="foot_medial", overlays=("landmarks",))),
    Frame("Presentation: larger for touch", KNEE, Shot(DESK, mode="presentation")),
    Frame("The patient's screen", OUTER, Shot(DESK, mode="patient")),
    Frame("The patient's screen on a tablet, dark", OUTER, Shot((900, 1200), "dark", mode="patient")),
    Frame("The first start", "", Shot(DESK, aside="tour")),
    Frame("A small window", OUTER, Shot((1024, 700))),
    Frame("German", ROOT, Shot(DESK, language="de", tab=2)),
    Frame("Choosing a region by keyboard", OUTER, Shot(DESK, aside="regions")),
    Frame("Keyboard shortcuts", "", Shot(DESK, aside="shortcuts")),
    Frame("Preferences", "", Shot(DESK, "dark", aside="preferences")),
    Frame("The report before it is printed", ROOT, Shot(DESK, aside="report")),
    Frame("The letter text", ROOT, Shot(DESK, aside="letter")),
    Frame("About", "", Shot(DESK, aside="about")),
    Frame("How to read the result", "", Shot(DESK, aside="reading")),
    Frame("High contrast, the patient's screen", OUTER, Shot(DESK, "contrast", mode="patient", view="foot_plantar")),
)
LARGE: Final = {
    "window_light.png": Frame("", OUTER, Shot()),
    "window_dark.png": Frame("", ROOT, Shot(theme="dark", spine=True, tab=2)),
}
"""Pictures of their own, beside the sheet."""


def save_all(folder: Path) -> list[Path]:
    """Draw the sheet and the large pictures into a folder that exists.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    AssetError
        If the atlas or a sample cannot be read.
    FootmapError
        If a picture cannot be written.
    """
    out: list[Path] = []
    with drawing():
        pictures = {frame: _draw(frame) for frame in (*FRAMES, *LARGE.values())}
        for name, frame in LARGE.items():
            save(pictures[frame], folder / name)
            out.append(folder / name)
        save(compose([(frame.title, pictures[frame]) for frame in FRAMES], CELL, COLUMNS), folder / NAME)
        out.append(folder / NAME)
    return out


def _draw(frame: Frame) -> QPixmap:
    case = resources.samples_folder() / f"{frame.case}.footmap" if frame.case else None
    with speaking(frame.shot.language):
        return draw(load(tone=frame.shot.tone), case, frame.shot)


def compose(frames: list[tuple[str, QPixmap]], cell: QSize, columns: int) -> QPixmap:
    """Pictures in rows, each with its title below.

    Parameters
    ----------
    cell : QSize
        Most that a picture may take.
    """
    gap, theme = SPACE[5], THEMES["light"]
    rows = -(-len(frames) // columns)
    step = QSize(cell.width() + gap, cell.height() + CAPTION_PX + gap)
    sheet = QPixmap(columns * step.width() + gap, rows * step.height() + gap)
    sheet.fill(QColor(theme.ground))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setFont(font("body"))
    painter.setPen(QColor(theme.text))
    for i, (title, picture) in enumerate(frames):
        x, y = gap + i % columns * step.width(), gap + i // columns * step.height()
        shown = picture.scaled(cell, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        left, top = x + (cell.width() - shown.width()) / 2, y + (cell.height() - shown.height()) / 2
        painter.drawPixmap(round(left), round(top), shown)
        painter.drawText(QRectF(x, y + cell.height(), cell.width(), CAPTION_PX), Qt.AlignmentFlag.AlignCenter, title)
    painter.end()
    return sheet
