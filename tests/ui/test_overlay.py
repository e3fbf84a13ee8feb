from __future__ import annotations

from typing import Final

import shapely
from shapely import MultiPolygon

from footmap.core.views import ViewId
from footmap.ui.window import Window

from .harness import Hand

OUTER: Final = "foot_lateral"


def spot(shape: MultiPolygon, margin_mm: float) -> tuple[float, float] | None:
    inner = shape.buffer(-margin_mm)
    if inner.is_empty:
        return None
    point = inner.representative_point()
    return point.x, point.y


def test_nerve_territories_are_shown_on_both_limbs(hand: Hand, window: Window) -> None:
    bare = hand.image()
    window.parts.commands.nerves.setChecked(True)
    shown = hand.image()
    atlas = hand.session.engine.atlas
    checked = 0
    for territory in atlas.territories:
        if territory.layer != "nerve" or territory.trunk:
            continue
        for view, shape in territory.zones["usual"].items():
            at = spot(shape, 5)
            if at is None:
                continue
            checked += 1
            for side in ("right", "left"):
                pixel = hand.at(view, *at, side=side)
                assert bare.pixel(pixel) != shown.pixel(pixel), (territory.id, view, side)
    assert checked > 30
    window.parts.commands.nerves.setChecked(False)
    assert hand.image() == bare


def test_an_overlay_stays_on_the_limb_and_under_the_paint(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15), hand.inside(OUTER, 0.3, 0.3)])
    painted = hand.image()
    window.parts.commands.dermatomes.setChecked(True)
    both = hand.image()
    view: ViewId = OUTER
    outline = hand.session.engine.atlas.views[view].outline
    left, bottom, right, top = outline.bounds
    away = outline.buffer(2.5 / hand.slot(view).scale)
    for x in range(int(left), int(right), 5):
        for y in range(int(bottom), int(top), 5):
            if not shapely.contains_xy(away, x, y):
                assert painted.pixel(hand.at(view, x, y)) == both.pixel(hand.at(view, x, y)), (x, y)
    shape = hand.session.derived.paint.shown("right", view, "pain")
    red = 0
    for x in range(int(left), int(right), 2):
        for y in range(int(bottom), int(top), 2):
            if shapely.contains_xy(shape, x, y):
                colour = both.pixelColor(hand.at(view, x, y))
                red += colour.red() > colour.green() + 25
                red -= colour.red() <= colour.green()
    assert red > 0.5 * shape.area / 4, "paint keeps its colour over an overlay"


def test_maps_differ_and_are_named(hand: Hand, window: Window) -> None:
    pictures = []
    for map_id in ("consensus", "lee_2008", "foerster_1933", "keegan_garrett_1948"):
        window.parts.topbar.map_chosen.emit(map_id)
        assert window.parts.commands.dermatomes.isChecked()
        pictures.append(hand.image())
        named = window.parts.status.maps
        assert "redrawn" in named or map_id == "consensus"
    for i, a in enumerate(pictures):
        assert all(a != b for b in pictures[i + 1 :])
