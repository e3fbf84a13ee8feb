"""What is under the pointer has a name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from footmap.core.atlas import Zone
from footmap.ui.document.engine import Engine
from footmap.ui.overlay.describe import Describer
from footmap.ui.window import Window

from .harness import Hand


@pytest.mark.parametrize("nerve", ["lateral_dorsal_cutaneous", "sural", "saphenous"])
def test_hover_names_the_zone_of_the_nerve(hand: Hand, window: Window, engine: Engine, nerve: str) -> None:
    """Of a nerve with branches that is skin of its own, not of a branch."""
    mine = next(t for t in engine.atlas.territories if t.id == nerve and not t.trunk)
    found = set()
    for view, usual in mine.zones["usual"].items():
        core = mine.zones.get("core", {}).get(view, usual.buffer(-1e6))
        for zone, skin in (("core", core.buffer(-3)), ("usual", usual.buffer(-3).difference(core.buffer(3)))):
            if not skin.is_empty:
                spot = skin.representative_point()
                hand.move(hand.at(view, spot.x, spot.y))
                assert f"{engine.names[nerve]} ({zone})" in window.parts.status.text, (view, zone)
                found.add(zone)
    assert "usual" in found


def test_hover_names_variants_beyond_the_usual_skin(hand: Hand, window: Window, engine: Engine) -> None:
    found = 0
    for territory in engine.atlas.territories:
        if territory.layer != "nerve" or territory.trunk or "variant" not in territory.zones:
            continue
        for view, shape in territory.zones["variant"].items():
            beyond = shape.difference(territory.zones["usual"].get(view, shape.buffer(-1e6))).buffer(-4)
            if beyond.is_empty:
                continue
            point = beyond.representative_point()
            hand.move(hand.at(view, point.x, point.y))
            assert engine.names[territory.id] in window.parts.status.text, (territory.id, view)
            found += f"{engine.names[territory.id]} (variant)" in window.parts.status.text
    assert found >= 5


def test_hover_names_every_map(hand: Hand, window: Window, engine: Engine) -> None:
    shorts = {"lee_2008": "Lee", "foerster_1933": "Foerster", "keegan_garrett_1948": "Keegan", "consensus": "consensus"}
    x, y = hand.inside("foot_lateral", 0.3, 0.2)
    hand.move(hand.at("foot_lateral", x, y))
    from shapely import Point

    drawn = {
        shorts[t.map]: t.id
        for t in engine.atlas.territories
        if t.map is not None and t.zones["usual"].get("foot_lateral", Point()).buffer(-2).contains(Point(x, y))
    }
    assert {"Foerster", "Keegan"} <= drawn.keys()
    for short, level in drawn.items():
        said = window.parts.status.text.split(f"{level} (")[1].split(")")[0]
        assert short in said


def test_hover_says_core_or_margin_of_the_consensus(engine: Engine) -> None:
    zones: dict[Zone, str] = {"core": "{0} (core)", "usual": "{0} (usual)", "variant": "{0} (variant)"}
    describer = Describer(
        engine.atlas,
        engine.names,
        {"consensus": "consensus"},
        zones,
        "the core",
        "the margin",
        "{0} (variant, {1} %)",
    )
    s1 = next(t for t in engine.atlas.territories if t.map == "consensus" and t.id == "S1")
    core = s1.zones["core"]["foot_lateral"]
    inner = core.buffer(-3).representative_point()
    assert "S1 (the core)" in describer.at("foot_lateral", inner.x, inner.y).levels
    margin = s1.zones["usual"]["foot_lateral"].difference(core.buffer(1)).buffer(-1.5)
    edge = margin.representative_point()
    assert "S1 (the margin)" in describer.at("foot_lateral", edge.x, edge.y).levels


@pytest.mark.parametrize("width", [900, 1024, 1600])
def test_the_status_line_has_room_for_all_its_parts(hand: Hand, window: Window, width: int) -> None:
    window.resize(width, 700)
    hand.qtbot.wait(20)  # the strip of the spine gives way
    window.parts.commands.dermatomes.trigger()
    window.parts.commands.disagreement.trigger()
    hand.move(hand.at("foot_lateral", *hand.inside("foot_lateral", 0.5, 0.2)))
    hand.qtbot.wait(20)
    status = window.parts.status
    parts = [status._region, status._rest, status._maps, status._zoom]
    assert all(part.text() for part in parts)
    for before, after in pairwise(parts):
        assert before.geometry().right() < after.geometry().left()
    assert status._zoom.width() >= status._zoom.fontMetrics().horizontalAdvance(status._zoom.text())
    assert status._maps.toolTip() == status.maps, "what is cut off can be read"
    assert status._rest.width() >= status._maps.width() or width > 1100


def test_the_side_stands_beside_the_pointer_but_not_beside_a_brush_that_paints(hand: Hand) -> None:
    tag, places = hand.canvas.tag, [hand.at("leg_anterior", *hand.inside("leg_anterior", 0.5, up)) for up in (0.4, 0.5)]
    hand.move(places[0])
    assert tag.isVisible()
    assert tag.text() == "right"
    hand.press(places[0])
    hand.move(places[1])
    assert not tag.isVisible()
    hand.release(places[1])
    hand.move(hand.at("leg_anterior", *hand.inside("leg_anterior", 0.5, 0.5), "left"))
    assert tag.isVisible()
    assert tag.text() == "left"
