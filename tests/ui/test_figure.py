from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from footmap.core.atlas import Territory, Zone
from footmap.core.ids import TONES, ViewId
from footmap.data import resources
from footmap.data.casefile import read_case
from footmap.data.tones import load_tones
from footmap.ui.document.engine import Engine
from footmap.ui.overlay.choice import Choice
from footmap.ui.overlay.describe import Describer
from footmap.ui.settings.preferences import Preferences
from footmap.ui.shell.menu import MainMenu
from footmap.ui.window import Window

from .harness import Answers, Hand

SOLE: Final = "foot_plantar"
THIGH: Final = "leg_anterior"


def choose(menu: MainMenu, id_: str) -> None:
    entries = [*menu.tones.actions(), *menu.bodies.actions()]
    next(entry for entry in entries if entry.data() == id_).trigger()


def lightness(image: QImage, at: QPoint) -> int:
    return image.pixelColor(at).lightness()


def mean_lightness(image: QImage, at: QPoint, reach_px: int = 6) -> float:
    """Of a square that holds a few lines of a hatching."""
    square = range(-reach_px, reach_px + 1)
    return sum(lightness(image, at + QPoint(x, y)) for x in square for y in square) / len(square) ** 2


def wait_for_tone(qtbot: QtBot, window: Window, tone: str) -> None:
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.engine.pictures.tone == tone, timeout=30_000)


def two_of_a_kind(session_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A second body that is the first one under another name and edition, and the way to it."""
    monkeypatch.setattr(resources, "bodies", lambda: ("female", "male"))
    atlas = replace(session_engine.atlas, body="female")
    other = Engine(atlas, session_engine.names, session_engine.style, session_engine.pictures)
    monkeypatch.setattr(other, "localiser", session_engine.localiser)
    monkeypatch.setattr(Engine, "of_body", lambda self, body: other)
    return other


# ---- skin tone


def test_tones_of_the_menu_are_those_of_the_pictures() -> None:
    tones = load_tones()
    assert tones.names() == TONES
    assert tones.drawn == TONES[0], "what nobody chose is drawn as it is"


def test_a_darker_skin_is_drawn_and_remembered(
    hand: Hand, window: Window, engine: Engine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "pictures", engine.pictures)
    at, outside = hand.at(THIGH, *hand.inside(THIGH, 0.5, 0.7)), QPoint(3, 3)
    pictures = {}
    for tone in TONES:
        choose(window.parts.menu, tone)
        wait_for_tone(qtbot, window, tone)
        pictures[tone] = hand.image()
        assert window.preferences.tone == tone
    light, medium, dark = (lightness(pictures[tone], at) for tone in TONES)
    assert light > medium + 15 > dark + 30
    assert len({QColor(p.pixel(outside)).name() for p in pictures.values()}) == 1, "the ground stays"
    choose(window.parts.menu, "light")
    wait_for_tone(qtbot, window, "light")
    assert hand.image() == pictures["light"]
    again = Preferences(Path(window.preferences._store.fileName()))
    assert again.tone == "light"


def test_the_tone_chosen_last_wins(
    hand: Hand, window: Window, engine: Engine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "pictures", engine.pictures)
    choose(window.parts.menu, "dark")
    choose(window.parts.menu, "medium")
    wait_for_tone(qtbot, window, "medium")
    window.parts.pool.waitForDone()
    qtbot.wait(50)
    assert engine.pictures.tone == "medium"
    marked = [entry.data() for entry in window.parts.menu.tones.actions() if entry.isChecked()]
    assert marked == ["medium"]


def test_large_pictures_come_in_the_tone_too(
    hand: Hand, window: Window, engine: Engine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "pictures", engine.pictures)
    window.parts.canvas.focus_view(SOLE)
    window.parts.pool.waitForDone()
    choose(window.parts.menu, "dark")
    wait_for_tone(qtbot, window, "dark")
    scene = window.parts.canvas.scene
    assert scene is not None
    before = hand.image()
    scene.read_large_now()
    window.parts.canvas._restage()
    after = hand.image()
    x, y = hand.inside(SOLE, 0.5, 0.2)
    at = hand.at(SOLE, x, y)
    assert abs(lightness(before, at) - lightness(after, at)) < 12


def test_a_window_starts_in_the_remembered_tone(qtbot: QtBot, preferences: Preferences) -> None:
    preferences.tone = "dark"
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=60_000):
        window.show()
    assert window.session is not None
    assert window.session.engine.pictures.tone == "dark"
    assert [entry.data() for entry in window.parts.menu.tones.actions() if entry.isChecked()] == ["dark"]
    window.close()


def test_an_unknown_tone_or_body_does_no_harm(preferences: Preferences) -> None:
    preferences._store.setValue("tone", "green")
    preferences._store.setValue("body", ["x"])
    assert preferences.tone == "light"
    assert preferences.body == "male"


# ---- body


def test_another_body_keeps_the_strokes(
    hand: Hand, window: Window, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = two_of_a_kind(engine, monkeypatch)
    window._show_figure()
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.5, 0.5)])
    hand.paint(THIGH, [hand.inside(THIGH)], side="left")
    drawing, area, picture = hand.session.case.drawing, hand.session.ranking().paint_cm2, hand.image()
    choose(window.parts.menu, "female")
    hand.settle()
    assert hand.session.engine is other
    assert hand.session.case.body == "female"
    assert hand.session.case.drawing == drawing
    assert hand.session.ranking().paint_cm2 == pytest.approx(area, rel=1e-6)
    assert hand.image() == picture, "these two bodies have the same pictures"
    assert window.preferences.body == "female"
    assert [entry.data() for entry in window.parts.menu.bodies.actions() if entry.isChecked()] == ["female"]
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.8)])
    assert hand.session.ranking().paint_cm2 > area
    window.parts.commands.undo.trigger()
    window.parts.commands.undo.trigger()
    hand.settle()
    assert hand.session.case.drawing.strokes == drawing.strokes[:1]
    assert hand.session.case.body == "female", "a step back does not lead to the other body"
    assert 0 < hand.session.ranking().paint_cm2 < area


def test_a_case_remembers_its_body(
    hand: Hand, window: Window, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_of_a_kind(engine, monkeypatch)
    window._show_figure()
    monkeypatch.setattr("footmap.data.casefile._limits", lambda body: _bounds(engine))
    assert window.files is not None
    path = tmp_path / "Her.footmap"
    window.files.dialogs = Answers(window, to_save=path)
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    window.parts.commands.save.trigger()
    assert not hand.session.modified
    choose(window.parts.menu, "female")
    hand.settle()
    assert hand.session.modified, "the file still says male"
    window.parts.commands.save.trigger()
    assert not hand.session.modified
    assert read_case(path).body == "female"
    choose(window.parts.menu, "male")
    hand.settle()
    window.parts.commands.new.trigger()
    assert hand.session.case.body == "male"
    window.files.open(path)
    hand.settle()
    assert hand.session.case.body == "female"
    assert hand.session.engine.atlas.body == "female"
    assert window.preferences.body == "male", "opening a case is no choice"
    assert window.parts.notice.text == ""
    assert not hand.session.modified


def _bounds(engine: Engine) -> dict[str, tuple[float, float, float, float]]:
    return {view: seen.outline.bounds for view, seen in engine.atlas.views.items()}


def test_only_one_body_is_no_choice(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "bodies", lambda: ("male",))
    window._show_figure()
    assert not window.parts.menu.bodies.menuAction().isVisible()
    monkeypatch.setattr(resources, "bodies", lambda: ("female", "male"))
    window._show_figure()
    assert window.parts.menu.bodies.menuAction().isVisible()
    assert [entry.data() for entry in window.parts.menu.bodies.actions()] == ["male", "female"]


def test_a_body_that_cannot_be_read_is_said(hand: Hand, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    from footmap.errors import AssetError, Problem

    def damaged(self: Engine, body: str) -> Engine:
        raise AssetError((Problem("atlas/female/skin.npz", "The file is damaged."),))

    monkeypatch.setattr(resources, "bodies", lambda: ("female", "male"))
    monkeypatch.setattr(Engine, "of_body", damaged)
    window._show_figure()
    hand.paint(SOLE, [hand.inside(SOLE)])
    case = hand.session.case
    choose(window.parts.menu, "female")
    hand.settle()
    assert "skin.npz" in window.parts.notice.text
    assert hand.session.case == case
    assert window.preferences.body == "male"
    assert [entry.data() for entry in window.parts.menu.bodies.actions() if entry.isChecked()] == ["male"]


@pytest.mark.parametrize("painted_on", ["2019.7", ""])
def test_a_case_of_another_atlas_opens_and_says_so(hand: Hand, window: Window, tmp_path: Path, painted_on: str) -> None:
    assert window.files is not None
    path = tmp_path / "old.footmap"
    window.files.dialogs = Answers(window, to_save=path)
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2)])
    drawing = hand.session.case.drawing
    window.parts.commands.save.trigger()
    document = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**document, "atlas_version": painted_on}), "utf-8")
    window.parts.commands.new.trigger()
    window.files.open(path)
    hand.settle()
    assert hand.session.case.drawing == drawing
    assert ("2019.7" in window.parts.notice.text) == bool(painted_on)
    assert (hand.session.engine.atlas.version in window.parts.notice.text) == bool(painted_on)
    assert window.parts.notice.text.count(".") <= 3, "one sentence"


# ---- maps


def test_every_map_is_named_as_redrawn(window: Window) -> None:
    names = {"Lee", "Foerster", "Keegan", "Consensus"}
    entries = [entry for entry in window.parts.topbar.maps.actions() if entry.isCheckable() and entry.isVisible()][:4]
    assert {name for name in names for entry in entries if name in entry.text()} == names
    assert all("redrawn from descriptions" in entry.toolTip() for entry in entries)
    for entry in entries:
        entry.trigger()
        assert window.parts.commands.dermatomes.isChecked()
        assert entry.text() in window.parts.status.maps
    window.parts.commands.dermatomes.trigger()
    assert window.parts.status.maps == ""


def with_disagreement(engine: Engine) -> Engine:
    """The atlas with all skin of S1 in which the maps are far apart, and that of L3 in which they are neighbours."""
    levels = {t.id: t for t in engine.atlas.territories if t.map == "consensus"}
    made = {"apart": levels["S1"], "neighbours": levels["L3"]}
    layers = tuple(
        Territory("disagreement", id_, None, None, False, {"usual": t.zones["usual"]}) for id_, t in made.items()
    )
    others = tuple(t for t in engine.atlas.territories if t.layer != "disagreement")
    return Engine(replace(engine.atlas, territories=others + layers), engine.names, engine.style, engine.pictures)


def test_disagreement_is_shaded_where_it_is(qtbot: QtBot, engine: Engine, preferences: Preferences) -> None:
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.attach(with_disagreement(engine))
    window.show()
    hand = Hand(qtbot, window)
    assert window.parts.commands.disagreement.isEnabled()
    clear = hand.image()
    window.parts.commands.disagreement.trigger()
    shaded = hand.image()
    assert "Shaded" in window.parts.status.maps
    spots = {}
    for territory in hand.session.engine.atlas.territories:
        if territory.layer == "disagreement":
            view: ViewId = "leg_posterior" if territory.id == "apart" else THIGH
            point = territory.zones["usual"][view].buffer(-6).representative_point()
            spots[territory.id] = hand.at(view, point.x, point.y)
    change = {id_: mean_lightness(clear, at) - mean_lightness(shaded, at) for id_, at in spots.items()}
    assert change["apart"] > change["neighbours"] > 5
    heel = hand.at(THIGH, *hand.inside(THIGH, 0.5, 0.93))
    assert clear.pixel(QPoint(3, 3)) == shaded.pixel(QPoint(3, 3))
    assert clear.pixel(heel) == shaded.pixel(heel), "skin without a say stays clear"
    window.parts.commands.disagreement.trigger()
    assert hand.image() == clear
    assert Choice(disagreement=True).empty is False
    window.close()


def test_an_atlas_without_the_layer_offers_no_shading(qtbot: QtBot, engine: Engine, preferences: Preferences) -> None:
    bare = tuple(t for t in engine.atlas.territories if t.layer != "disagreement")
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.attach(Engine(replace(engine.atlas, territories=bare), engine.names, engine.style, engine.pictures))
    assert not window.parts.commands.disagreement.isEnabled()
    assert not window.parts.commands.disagreement.isVisible()
    window.close()


# ---- hover


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
