"""What is drawn in a thread, and only where it has changed, is what would be drawn all at once."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from footmap.bench.scenes import random_strokes
from footmap.core.drawing import Drawing, Stroke
from footmap.core.paint import apply, empty, replay
from footmap.ui.picture import paint_layer

from .harness import Hand


def pixels(image: QImage) -> NDArray[np.int16]:
    found = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return found.astype(np.int16)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_what_changes_is_drawn_as_all_of_it_would_be(hand: Hand, ratio: float) -> None:
    canvas = hand.canvas
    canvas.set_ratio(ratio)
    canvas.grab()
    scene = canvas.scene
    assert scene is not None
    atlas = hand.session.engine.atlas
    strokes = [s for side in ("right", "left") for s in random_strokes(atlas, 24, 3, side)]
    before = replay(atlas, Drawing(tuple(strokes)))
    eraser = next(random_strokes(atlas, 1, 3))
    after = apply(atlas, before, Stroke(**{**vars(eraser), "mode": "erase"}))
    more = apply(atlas, after, Stroke(**{**vars(strokes[30]), "quality": "numbness", "intensity": 9.0}))
    rects: list[QRect] = []
    scene.paint_drawn.connect(rects.extend)
    for paint in (before, after, more, before, empty()):
        rects.clear()
        scene.set_paint(paint)
        scene.settle()
        assert rects
        assert all(r.width() * r.height() <= max(paint_layer.PIECE_PX, r.width()) for r in rects)
        found = pixels(scene._paint_layer.image)
        whole = paint_layer.PaintLayer(atlas.views)
        whole.draw_now(paint, scene._staging(), (scene._paint_layer.image.width(), scene._paint_layer.image.height()))
        assert np.abs(found - pixels(whole.image)).max() < 16, "smoothing may round otherwise"
        whole.stop()
    rects.clear()
    scene.set_paint(apply(atlas, empty(), strokes[0]))
    scene.settle()
    drawn = sum(r.width() * r.height() for r in rects)
    assert drawn < 0.05 * canvas.width() * canvas.height() * ratio**2, "one stroke changes little of the canvas"
