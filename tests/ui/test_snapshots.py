"""Every view, overlay and theme against kept pictures; how far they may differ is stated in `snapshots`."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from footmap.core.atlas import MapId
from footmap.core.drawing import QUALITIES
from footmap.core.views import VIEW_IDS, ViewId
from footmap.ui.look.tokens import THEMES, ThemeName
from footmap.ui.window import Window

from . import snapshots
from .harness import Hand

pytestmark = pytest.mark.alone

OVERLAYS: tuple[str, ...] = ("none", "nerves", "consensus", "lee_2008", "foerster_1933", "keegan_garrett_1948", "maps")
PAINTED: tuple[ViewId, ...] = ("foot_plantar", "foot_dorsal", "leg_lateral", "leg_posterior")


def show(window: Window, overlay: str) -> None:
    """Switch one overlay on and all others off."""
    a = window.parts.commands
    maps: dict[str, MapId] = {
        "consensus": "consensus",
        "lee_2008": "lee_2008",
        "foerster_1933": "foerster_1933",
        "keegan_garrett_1948": "keegan_garrett_1948",
    }
    if overlay in maps:
        window.overlays.choose_map(maps[overlay])
    a.nerves.setChecked(overlay == "nerves")
    a.dermatomes.setChecked(overlay in maps)
    a.disagreement.setChecked(overlay == "maps")


@pytest.fixture
def painted(hand: Hand, window: Window) -> Window:
    """A window of a fixed size with a stroke of each quality."""
    if not snapshots.same_letters():
        pytest.skip("letters are drawn otherwise on this machine, and names find other places")
    window.resize(1280, 800)
    for quality, view in zip(QUALITIES, PAINTED, strict=True):
        window.parts.settings.set_quality(quality)
        window.parts.settings.set_width_mm(24)
        hand.paint(view, [hand.inside(view, 0.4, 0.35), hand.inside(view, 0.6, 0.5), hand.inside(view, 0.5, 0.65)])
    return window


def picture(hand: Hand, window: Window) -> QImage:
    scene = window.parts.canvas.scene
    assert scene is not None
    scene.read_large_now()
    return hand.image()


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_the_sheet_in_every_theme_and_overlay(hand: Hand, painted: Window, theme: ThemeName) -> None:
    painted.look.choose(theme)
    for overlay in OVERLAYS:
        show(painted, overlay)
        snapshots.check(f"sheet_{theme}_{overlay}", picture(hand, painted))


@pytest.mark.parametrize("view", VIEW_IDS)
def test_every_view_alone_with_every_overlay(hand: Hand, painted: Window, view: ViewId) -> None:
    painted.parts.canvas.focus_view(view)
    for overlay in ("none", "nerves", "consensus", "maps"):
        show(painted, overlay)
        snapshots.check(f"{view}_{overlay}", picture(hand, painted))


def test_what_a_reader_would_notice_is_noticed(qtbot: QtBot, hand: Hand, painted: Window) -> None:
    show(painted, "nerves")
    before = snapshots.reduced(picture(hand, painted))
    assert snapshots.differences(before, before) == (0.0, 0.0)
    dot = QImage(before)
    painter = QPainter(dot)
    painter.fillRect(160, 100, snapshots.BLOCK_PX, snapshots.BLOCK_PX, QColor(40, 60, 160))
    painter.end()
    assert snapshots.differences(before, dot)[0] > snapshots.BLOCK_TOLERANCE
    show(painted, "lee_2008")
    block, mean = snapshots.differences(before, snapshots.reduced(picture(hand, painted)))
    assert block > snapshots.BLOCK_TOLERANCE
    assert mean > snapshots.MEAN_TOLERANCE
