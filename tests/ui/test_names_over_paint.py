"""A name that finds no free skin is written over the paint, not under it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from footmap.ui.window import Window

from .harness import Hand


def lightness(image: QImage, left: float, top: float, right: float, bottom: float) -> NDArray[np.int64]:
    places = [(x, y) for x in range(round(left), round(right)) for y in range(round(top), round(bottom))]
    return np.array([image.pixelColor(x, y).lightness() for x, y in places])


def test_names_on_painted_skin_keep_their_ink_and_their_halo(hand: Hand, window: Window) -> None:
    window.parts.settings.set_quality("numbness")
    window.parts.settings.set_width_mm(40)
    for v in (0.15, 0.3, 0.45, 0.6, 0.75, 0.9):
        hand.paint("leg_lateral", [hand.inside("leg_lateral", 0.1, v), hand.inside("leg_lateral", 0.9, v)])
    for v in (0.2, 0.4, 0.6, 0.8):
        hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.1, v), hand.inside("foot_lateral", 0.9, v)])
    window.parts.commands.dermatomes.setChecked(True)
    image = hand.image()
    scene = window.parts.canvas.scene
    assert scene is not None
    numbers = scene._covered_names()
    assert numbers, "some names have to lie on paint"
    for number in numbers:
        box = scene.names[number].box
        light = lightness(image, *box)
        assert light.min() < 90, scene.names[number].wish.text
        assert light.max() > 225, scene.names[number].wish.text
