"""What the picture shows of a stroke while the brush moves is what will be painted."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from footmap.core.views import Side, ViewId
from footmap.ui.window import Window

from .harness import Hand


def pixels(image: QImage) -> NDArray[np.uint32]:
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def beside_the_edge(hand: Hand, view: ViewId, inward_mm: float) -> list[tuple[float, float]]:
    """Places one above the other at a distance from the right edge of the skin."""
    import shapely

    outline = hand.session.engine.atlas.views[view].outline
    _, low, _, high = outline.bounds
    out = []
    for y in np.linspace(low + 0.5 * (high - low), low + 0.6 * (high - low), 8):
        edge = shapely.intersection(outline, shapely.box(-1000, y - 0.1, 1000, y + 0.1)).bounds[2]
        out.append((edge - inward_mm, float(y)))
    return out


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("width_mm", [12, 40])
def test_a_stroke_beside_the_edge_is_shown_as_wide_as_it_will_be_painted(
    hand: Hand, window: Window, side: Side, width_mm: int
) -> None:
    window.parts.settings.set_width_mm(width_mm)
    hand.canvas.focus_view("leg_anterior")
    hand.canvas.zoom_by(8.0, hand.at("leg_anterior", *beside_the_edge(hand, "leg_anterior", 3.0)[4], side).toPointF())
    before = pixels(hand.image())
    points = [hand.at("leg_anterior", x, y, side) for x, y in beside_the_edge(hand, "leg_anterior", 3.0)]
    hand.press(points[0])
    for at in points:
        hand.move(at)
    live = pixels(hand.image()) != before
    hand.release(points[-1])
    hand.settle()
    painted = pixels(hand.image()) != before
    assert live.sum() > 500
    assert (live & painted).sum() / (live | painted).sum() > 0.9


def test_the_ring_is_as_large_as_what_a_press_would_paint(hand: Hand, window: Window) -> None:
    window.parts.settings.set_width_mm(40)
    hand.canvas.focus_view("leg_anterior")
    x, y = beside_the_edge(hand, "leg_anterior", 3.0)[4]
    hand.paint("leg_anterior", [(x, y)])
    at, middle = hand.at("leg_anterior", x, y), hand.at("leg_anterior", *hand.inside("leg_anterior", 0.5, 0.8))
    hand.move(at)
    hand.canvas.grab()
    assert hand.canvas.scene is not None
    hand.canvas.scene.rims.settle()
    rim = hand.canvas.pointing.rim(hand.canvas.pointing.here)
    assert rim is not None
    slot = hand.slot("leg_anterior")
    reach = [hand.canvas.point_mm(slot, p.x(), p.y()) for p in rim]
    left, bottom, _, top = hand.session.derived.paint.shown("right", "leg_anterior", "pain").bounds
    assert min(px for px, _ in reach) == pytest.approx(left, abs=1.5)
    assert min(py for _, py in reach) == pytest.approx(bottom, abs=1.5)
    assert max(py for _, py in reach) == pytest.approx(top, abs=1.5)
    near = hand.canvas.grab().toImage()
    window.parts.settings.set_width_mm(4)
    hand.move(middle)
    assert hand.canvas.pointing.rim(hand.canvas.pointing.here) is None, "seen face-on it is a circle"
    assert hand.canvas.grab().toImage() != near
