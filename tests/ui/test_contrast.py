"""Contrast as WCAG measures it: of the tokens, of every text that is on the screen, and of the paint on the skin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from footmap.core.drawing import QUALITIES, Quality
from footmap.core.ids import TONES
from footmap.core.views import ViewId
from footmap.ui.control.modes import Mode
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.document.engine import Engine
from footmap.ui.look.tokens import THEMES, Theme, ThemeName
from footmap.ui.picture.patterns import on_skin, tile
from footmap.ui.picture.pictures import Pictures
from footmap.ui.window import Window

from .harness import Hand

TEXT: Final = 4.5
PART: Final = 3.0
OUTER: Final[ViewId] = "foot_lateral"


def luminance(colour: QColor) -> float:
    def channel(v: float) -> float:
        return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF())


def contrast(a: QColor | str, b: QColor | str) -> float:
    high, low = sorted((luminance(QColor(a)), luminance(QColor(b))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_tokens(theme: Theme) -> None:
    for ground in (theme.surface, theme.ground, theme.raised, theme.accent_soft):
        assert contrast(theme.text, ground) >= (7 if theme.name == "contrast" else TEXT)
        assert contrast(theme.muted, ground) >= TEXT, ground
    for ground in (theme.surface, theme.ground, theme.raised):
        assert contrast(theme.accent, ground) >= TEXT, "links and the heading of the view in focus"
        assert contrast(theme.warn, ground) >= TEXT
        assert min(contrast(colour, ground) for colour in theme.sides.values()) >= TEXT, "the letters of the sides"
    assert contrast(theme.on_accent, theme.accent) >= TEXT
    assert contrast(theme.on_emergency, theme.emergency) >= TEXT
    for ground in (theme.surface, theme.raised, theme.ground):
        assert contrast(theme.emergency, ground) >= TEXT, "headings, the symbol, and its buttons"
    assert theme.emergency not in (theme.warn, theme.accent), "a colour of its own"
    for ground in (theme.accent_soft, theme.track):
        assert contrast(theme.accent, ground) >= PART, "bars, sliders and what is chosen"
    for ground in (theme.surface, theme.raised, theme.ground):
        assert contrast(theme.text, ground) >= PART, "the frame of what has the focus"


def texts(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible() or not widget.isEnabled():
            continue
        says = widget.text() if not _icon_only(widget) else ""
        if says.strip() and widget.visibleRegion().boundingRect() == widget.rect():
            yield widget


def _icon_only(widget: QWidget) -> bool:
    style = getattr(widget, "toolButtonStyle", None)
    return style is not None and style() == Qt.ToolButtonStyle.ToolButtonIconOnly


def measured(image: QImage) -> float:
    """Contrast between the ground of a picture and what stands out most from it."""
    colours = Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
    ground = QColor(colours.most_common(1)[0][0])
    return max(contrast(QColor(colour), ground) for colour in colours)


def weak(root: QWidget) -> list[str]:
    """Texts of a window that can hardly be read, with their contrast."""
    picture = root.grab().toImage()
    out = []
    for widget in texts(root):
        corner = widget.mapTo(root, widget.rect().topLeft())
        got = measured(picture.copy(corner.x(), corner.y(), widget.width(), widget.height()))
        if got < TEXT:
            assert isinstance(widget, QLabel | QAbstractButton)
            out.append(f"{widget.text()!r}: {got:.1f}")
    return out


def test_every_text_of_an_emergency_can_be_read(dressed: Window) -> None:
    assert dressed.session is not None
    assert dressed.assessment is not None
    for clue in ("saddle_or_sphincter", "sudden_cold_pale", "foot_drop"):
        dressed.session.set_answer(clue, "yes", "answer")
    dressed.session.settle()
    dressed.assessment.settle(deep=True)
    found = {}
    dressed.parts.emergency.lines[0].ask()
    modes: tuple[Mode, ...] = ("desk", "presentation", "patient")
    for mode in modes:
        for tab in (2, 3):
            dressed.parts.panel.tabs.setCurrentIndex(tab)
            dressed.modes.go(mode, full_screen=False)
            QApplication.processEvents()
            found[f"{mode} {tab}"] = weak(dressed)
    assert {where: texts for where, texts in found.items() if texts} == {}


@pytest.fixture(params=get_args(ThemeName))
def dressed(request: pytest.FixtureRequest, hand: Hand, window: Window) -> Window:
    window.choose_theme(request.param)
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15), hand.inside(OUTER, 0.3, 0.15)])
    assert window.assessment is not None
    window.assessment.settle()
    QApplication.processEvents()
    return window


def test_every_text_can_be_read(dressed: Window) -> None:
    found = {}
    for tab in range(dressed.parts.panel.tabs.count()):
        dressed.parts.panel.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        found[f"tab {tab}"] = weak(dressed)
    dressed.parts.notice.show_message("Something was not as it should be.")
    for mode in ("presentation", "patient"):
        dressed.modes.go("patient" if mode == "patient" else "presentation", full_screen=False)
        QApplication.processEvents()
        found[mode] = weak(dressed)
    assert {where: texts for where, texts in found.items() if texts} == {}


def test_every_text_of_the_sheets_can_be_read(dressed: Window, qtbot: QtBot) -> None:
    a = dressed.parts.commands
    for action in (a.shortcuts, a.about, a.preferences, a.choose_region):
        action.trigger()
    QApplication.processEvents()
    sheets = dressed.findChildren(Dialog)
    assert len(sheets) == 4
    assert [weak(sheet) for sheet in sheets] == [[], [], [], []]
    a.tour.trigger()
    assert dressed.dialogs.tour is not None
    assert weak(dressed.dialogs.tour.card) == []


# ---- paint on skin


def over(top: QColor, below: QColor) -> QColor:
    """A translucent colour on another."""
    share = top.alphaF()
    pairs = ((top.redF(), below.redF()), (top.greenF(), below.greenF()), (top.blueF(), below.blueF()))
    red, green, blue = (t * share + b * (1 - share) for t, b in pairs)
    return QColor.fromRgbF(red, green, blue)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("quality", QUALITIES)
def test_paint_stands_out_from_every_skin_and_shows_its_pattern(
    engine: Engine, pictures: Pictures, tone: str, quality: Quality
) -> None:
    style = on_skin(engine.style.qualities[quality], tone)
    image = pictures.in_tone(tone).best(OUTER, 400)
    pixels = [image.pixelColor(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)]
    solid = sorted((p for p in pixels if p.alpha() == 255), key=luminance)
    pattern = tile(style, 2.0)
    marks = [pattern.pixelColor(x, y) for x in range(pattern.width()) for y in range(pattern.height())]
    for skin in (solid[len(solid) // 4], solid[len(solid) // 2], solid[3 * len(solid) // 4]):
        seen = [over(mark, skin) for mark in marks]
        inside = contrast(max(seen, key=luminance), min(seen, key=luminance))
        against = max(contrast(colour, skin) for colour in seen)
        assert inside >= 2.2, "lines or dots can be told from the fill"
        assert against >= 2.5, "paint can be told from skin"
