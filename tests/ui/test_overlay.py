from __future__ import annotations

from typing import Final

import shapely
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
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


def test_variants_are_hatched_where_there_is_room(hand: Hand, window: Window) -> None:
    hand.canvas.focus_view("foot_dorsal")
    bare = hand.image()
    window.parts.commands.nerves.setChecked(True)
    shown = hand.image()
    atlas = hand.session.engine.atlas
    branch = next(t for t in atlas.territories if t.id == "lateral_dorsal_cutaneous")
    beyond = branch.zones["variant"]["foot_dorsal"].difference(branch.zones["usual"]["foot_dorsal"]).buffer(-6)
    nerves = [t.zones for t in atlas.territories if t.layer == "nerve"]
    hatched = [zones["variant"]["foot_dorsal"] for zones in nerves if "foot_dorsal" in zones.get("variant", {})]
    cores = [zones["core"]["foot_dorsal"].buffer(3) for zones in nerves if "foot_dorsal" in zones.get("core", {})]
    without = shapely.union_all([*hatched, *cores])
    usual = (zones["usual"]["foot_dorsal"] for zones in nerves if "foot_dorsal" in zones.get("usual", {}))
    plain = max((shape.difference(without).buffer(-6) for shape in usual), key=lambda shape: shape.area)

    def steps(shape: shapely.Geometry) -> int:
        """How much neighbouring pixels differ, beyond what the picture does."""
        x, y = shape.representative_point().coords[0]
        at = hand.at("foot_dorsal", x, y)
        ours, before = (
            [QColor(image.pixel(at.x() + i, at.y())).lightness() for i in range(-9, 10)] for image in (shown, bare)
        )
        return max(ours) - min(ours) - (max(before) - min(before))

    assert steps(beyond) > steps(plain) + 4


def test_a_variant_is_named_with_its_share(hand: Hand, window: Window) -> None:
    atlas = hand.session.engine.atlas
    branch = next(t for t in atlas.territories if t.id == "lateral_dorsal_cutaneous")
    reach = {v.id: v.shapes["foot_dorsal"] for v in branch.variants}
    only_widest = reach["sural_lateral_2_5_toes"].difference(
        shapely.union_all([shape for id_, shape in reach.items() if id_ != "sural_lateral_2_5_toes"])
    )
    spot_mm = only_widest.buffer(-1.5).representative_point()
    hand.move(hand.at("foot_dorsal", spot_mm.x, spot_mm.y))
    frequency = next(v.frequency for v in branch.variants if v.id == "sural_lateral_2_5_toes")
    assert frequency is not None
    said = window.parts.status.text
    assert f"Lateral dorsal cutaneous nerve of foot (variant, {round(100 * frequency)} %" in said, said


def test_names_step_aside_when_they_are_painted_over(hand: Hand, window: Window) -> None:
    hand.canvas.focus_view("foot_dorsal")
    window.parts.commands.nerves.setChecked(True)
    assert window.overlays.facts_now() is not None
    hand.image()
    scene = hand.canvas.scene
    assert scene is not None
    before = {(p.wish.text, p.wish.once): p.box for p in scene.names if not p.away}
    key, box = max(before.items(), key=lambda item: item[1].right - item[1].left)
    middle = QPointF(*box.middle).toPoint()
    hand.drag([middle + QPoint(dx, 0) for dx in range(-40, 41, 8)])
    hand.settle()
    hand.image()
    after = {(p.wish.text, p.wish.once): p for p in scene.names}
    assert key not in after or after[key].box != box
    for one in after.values():
        assert one.box != box
