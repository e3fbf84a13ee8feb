from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from footmap.core.atlas import Territory
from footmap.core.ids import TONES, ViewId
from footmap.data import resources
from footmap.data.casefile import read_case
from footmap.data.tones import load_tones
from footmap.ui.control.body_scene import BodyScene
from footmap.ui.document.engine import Engine
from footmap.ui.overlay.choice import Choice
from footmap.ui.picture.pictures import Pictures
from footmap.ui.picture.shelf import PictureShelf
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
    qtbot.waitUntil(lambda: drawn_body(window).pictures.tone == tone, timeout=30_000)


def drawn_body(window: Window) -> BodyScene:
    assert window.body_scene is not None
    return window.body_scene


def two_of_a_kind(session_engine: Engine, pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A second body that is the first one under another name and edition, and the way to it."""
    monkeypatch.setattr(resources, "bodies", lambda: ("female", "male"))
    atlas = replace(session_engine.atlas, body="female")
    other = Engine(atlas, session_engine.names, session_engine.style)
    monkeypatch.setattr(other, "localiser", session_engine.localiser)
    monkeypatch.setattr(Engine, "load", lambda body: other)
    monkeypatch.setattr("footmap.ui.picture.shelf._read", lambda body, tone: pictures.in_tone(tone))
    return other


# ---- skin tone


def test_tones_of_the_menu_are_those_of_the_pictures() -> None:
    tones = load_tones()
    assert tones.names() == TONES
    assert tones.drawn == TONES[0], "what nobody chose is drawn as it is"


def test_a_darker_skin_is_drawn_and_remembered(hand: Hand, window: Window, qtbot: QtBot) -> None:
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
    again = Preferences(Path(window.preferences.store.fileName()))
    assert again.tone == "light"


def test_the_tone_chosen_last_wins(hand: Hand, window: Window, qtbot: QtBot) -> None:
    choose(window.parts.menu, "dark")
    choose(window.parts.menu, "medium")
    wait_for_tone(qtbot, window, "medium")
    window.parts.pool.waitForDone()
    qtbot.wait(50)
    assert drawn_body(window).pictures.tone == "medium"
    marked = [entry.data() for entry in window.parts.menu.tones.actions() if entry.isChecked()]
    assert marked == ["medium"]


def test_large_pictures_come_in_the_tone_too(hand: Hand, window: Window, qtbot: QtBot) -> None:
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
    assert drawn_body(window).pictures.tone == "dark"
    assert [entry.data() for entry in window.parts.menu.tones.actions() if entry.isChecked()] == ["dark"]
    window.close()


def test_an_unknown_tone_or_body_does_no_harm(preferences: Preferences) -> None:
    preferences.store.setValue("tone", "green")
    preferences.store.setValue("body", ["x"])
    assert preferences.tone == "light"
    assert preferences.body == "male"


# ---- body


def test_another_body_keeps_the_strokes(
    hand: Hand, window: Window, engine: Engine, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = two_of_a_kind(engine, pictures, monkeypatch)
    window._show_body()
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.2), hand.inside(SOLE, 0.5, 0.5)])
    hand.paint(THIGH, [hand.inside(THIGH)], side="left")
    drawing, area, picture = hand.session.case.drawing, hand.session.derived.match.paint_cm2, hand.image()
    choose(window.parts.menu, "female")
    hand.settle()
    assert hand.session.engine is other
    assert hand.session.case.body == "female"
    assert hand.session.case.drawing == drawing
    assert hand.session.derived.match.paint_cm2 == pytest.approx(area, rel=1e-6)
    assert hand.image() == picture, "these two bodies have the same pictures"
    assert window.preferences.body == "female"
    assert [entry.data() for entry in window.parts.menu.bodies.actions() if entry.isChecked()] == ["female"]
    hand.paint(SOLE, [hand.inside(SOLE, 0.5, 0.8)])
    assert hand.session.derived.match.paint_cm2 > area
    window.parts.commands.undo.trigger()
    window.parts.commands.undo.trigger()
    hand.settle()
    assert hand.session.case.drawing.strokes == drawing.strokes[:1]
    assert hand.session.case.body == "female", "a step back does not lead to the other body"
    assert 0 < hand.session.derived.match.paint_cm2 < area


def test_a_case_remembers_its_body(
    hand: Hand, window: Window, engine: Engine, pictures: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_of_a_kind(engine, pictures, monkeypatch)
    window._show_body()
    monkeypatch.setattr("footmap.data.bounds.view_bounds", lambda body: _bounds(engine))
    assert window.files is not None
    path = tmp_path / "Her.footmap"
    window.files.questions = Answers(window, to_save=path)
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
    window._show_body()
    assert not window.parts.menu.bodies.menuAction().isVisible()
    monkeypatch.setattr(resources, "bodies", lambda: ("female", "male"))
    window._show_body()
    assert window.parts.menu.bodies.menuAction().isVisible()
    assert [entry.data() for entry in window.parts.menu.bodies.actions()] == ["male", "female"]


def test_a_body_that_cannot_be_read_is_said(hand: Hand, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    from footmap.errors import AssetError, Problem

    def damaged(body: str) -> Engine:
        raise AssetError((Problem("atlas/female/skin.npz", "The file is damaged."),))

    monkeypatch.setattr(resources, "bodies", lambda: ("female", "male"))
    monkeypatch.setattr(Engine, "load", damaged)
    window._show_body()
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
    window.files.questions = Answers(window, to_save=path)
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
    return Engine(replace(engine.atlas, territories=others + layers), engine.names, engine.style)


def test_disagreement_is_shaded_where_it_is(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences
) -> None:
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.attach(with_disagreement(engine), shelf)
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


def test_an_atlas_without_the_layer_offers_no_shading(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences
) -> None:
    bare = tuple(t for t in engine.atlas.territories if t.layer != "disagreement")
    window = Window(preferences, theme="light")
    qtbot.addWidget(window)
    window.attach(Engine(replace(engine.atlas, territories=bare), engine.names, engine.style), shelf)
    assert not window.parts.commands.disagreement.isEnabled()
    assert not window.parts.commands.disagreement.isVisible()
    window.close()
