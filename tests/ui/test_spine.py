"""From spine to toe: the strip, what its places show, and the ways over the pictures."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from footmap.core.views import VIEW_IDS, Side, ViewId
from footmap.ui.document.engine import Engine
from footmap.ui.overlay.choice import NOTHING, Shown, Subject
from footmap.ui.overlay.facts import BodyFacts
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.spine.plan import make_plan
from footmap.ui.spine.view import SpineView, SpotButton
from footmap.ui.window import Window

from .harness import LEFT, Hand

KEY = Qt.Key


@pytest.fixture
def view(window: Window, facts: BodyFacts) -> SpineView:
    view = window.parts.spine.view
    assert view is not None
    assert view.isVisible()
    return view


def shown(window: Window) -> Shown:
    scene = window.parts.canvas.scene
    assert scene is not None
    return scene.choice.shown


def spot(view: SpineView, id_: str, lesion: str, side: Side | None) -> SpotButton:
    return next(b for b in view.buttons if (b.spot.id, b.spot.lesion, b.spot.side) == (id_, lesion, side))


def yellow(image: QImage, at: QPoint, reach: int = 2) -> bool:
    """True where a nerve of the lit way is drawn near a point."""
    for dx, dy in product(range(-reach, reach + 1), repeat=2):
        colour = QColor(image.pixel(at + QPoint(dx, dy)))
        if colour.red() > 215 and colour.green() > 165 and colour.blue() < 120:
            return True
    return False


def card_text(window: Window) -> str:
    card = window.parts.spine.card
    assert card is not None
    return card.text if card.isVisible() else ""


def test_the_strip_names_discs_and_roots_that_can_be_chosen(view: SpineView, facts: BodyFacts) -> None:
    names = [button.accessibleName() for button in view.buttons]
    assert len(set(names)) == len(names)
    described = {(p.disc, p.lesion) for p in facts.anatomy.places.values() if p.disc is not None}
    assert {(b.spot.id, b.spot.lesion) for b in view.buttons if b.spot.kind == "disc"} == described
    for disc in facts.spine.discs:
        assert any(disc.disc in name for name in names)
    roots = {b.spot.id for b in view.buttons if b.spot.kind == "root"}
    assert roots == {d.leaves for d in facts.spine.discs} | set(facts.spine.sacral_foramina)
    rects = [b.geometry() for b in view.buttons]
    assert all(view.rect().contains(r) for r in rects)


def same_skin(one: QImage, other: QImage, at: QPoint) -> bool:
    """True where a patch of skin looks alike on two pictures."""
    patch = QRect(at.x() - 8, at.y() - 8, 17, 17)
    return one.copy(patch) == other.copy(patch)


@pytest.mark.parametrize("side", ["right", "left"])
def test_pressing_a_disc_shows_what_it_would_do(hand: Hand, window: Window, view: SpineView, side: Side) -> None:
    bare = hand.image()
    QTest.mouseClick(spot(view, "L5/S1", "paracentral", side), LEFT)
    lit = shown(window)
    assert (lit.lesion, lit.sides) == ("disc_l5_s1_paracentral", (side,))
    assert lit.way is not None
    assert lit.way.roots == ("S1",)
    image = hand.image()
    s1 = next(t for t in hand.session.engine.atlas.territories if t.map == "consensus" and t.id == "S1")
    inner = s1.zones["core"]["foot_plantar"].buffer(-4).representative_point()
    other: Side = "left" if side == "right" else "right"
    here, there = (hand.at("foot_plantar", inner.x, inner.y, side=s) for s in (side, other))
    assert not same_skin(image, bare, here), "numb skin is hatched"
    assert image.pixel(there) == bare.pixel(there)
    said = card_text(window)
    assert "S1" in said
    assert "Ankle jerk" in said.replace("ankle", "Ankle")
    QTest.keyClick(window, KEY.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    assert shown(window) == NOTHING
    assert hand.image() == bare
    assert card_text(window) == ""


def test_a_disc_to_the_side_presses_the_root_that_leaves(window: Window, view: SpineView, facts: BodyFacts) -> None:
    for disc in facts.spine.discs:
        for lesion, root in (("foraminal", disc.leaves), ("paracentral", disc.passes)):
            QTest.mouseClick(spot(view, disc.disc, lesion, "right"), LEFT)
            way = shown(window).way
            assert way is not None
            assert way.roots == (root,), (disc.disc, lesion)


def test_arrow_keys_reach_every_place_and_enter_chooses(window: Window, view: SpineView) -> None:
    window.activateWindow()
    first = view.buttons[0]
    first.setFocus()
    assert [b for b in view.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus] == [first], "one stop for Tab"
    reached, waiting = {first.spot}, [first]
    while waiting:
        start = waiting.pop()
        for key in (KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down):
            start.setFocus()
            QTest.keyClick(start, key)
            now = QApplication.focusWidget()
            assert isinstance(now, SpotButton)
            if now.spot not in reached:
                reached.add(now.spot)
                waiting.append(now)
    assert reached == {b.spot for b in view.buttons}
    button = spot(view, "L4", "", "left")
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Return)
    assert shown(window).lit == Subject("level", "L4", ("left",))


def test_the_list_has_every_site_and_shows_it_on_the_chosen_side(
    window: Window, facts: BodyFacts, view: SpineView
) -> None:
    menu = window.parts.spine.menu
    nerves = {id_ for id_, site in facts.anatomy.sites.items() if site.kind in ("nerve", "root", "plexus")}
    assert nerves | set(facts.anatomy.places) <= set(menu.sites)
    left = next(a for a in menu.actions() if a.text() == "Left side")
    left.trigger()
    menu.sites["tarsal_tunnel"].trigger()
    assert (shown(window).lesion, shown(window).sides) == ("tarsal_tunnel", ("left",))
    assert "Tarsal tunnel" in card_text(window) or "tarsal tunnel" in card_text(window)


def test_a_candidate_draws_its_way_on_its_own_side(hand: Hand, window: Window, facts: BodyFacts) -> None:
    window.overlays.show_candidate("nerve", "saphenous", "left", "saphenous_leg")
    image = hand.image()
    pieces = facts.courses.pieces["leg_medial"]["saphenous"]
    solid = max((p for p in pieces if not p.dashed), key=lambda p: len(p.points_mm))
    checked = 0
    for x, y in solid.points_mm[6:-6:6]:
        assert yellow(image, hand.at("leg_medial", x, y, side="left")), (x, y)
        assert not yellow(image, hand.at("leg_medial", x, y, side="right"))
        checked += 1
    assert checked > 5
    site = next(s for s in facts.courses.sites["leg_medial"] if s.id == "saphenous_leg")
    scene = hand.canvas.scene
    assert scene is not None
    assert any(facts.site_name(site.id) == p.wish.text for p in scene.names)


def test_every_site_lies_on_the_course_of_its_nerve(hand: Hand, window: Window, facts: BodyFacts) -> None:
    placed = set()
    for view_id in VIEW_IDS:
        for site in facts.courses.sites[view_id]:
            placed.add(site.id)
            pieces = [p for p in facts.courses.pieces[view_id].get(site.nerve, ()) if len(p.points_mm) > 1]
            assert pieces, (view_id, site.id)
            nearest = min(shapely.LineString(p.points_mm).distance(shapely.Point(site.point_mm)) for p in pieces)
            assert nearest <= 6.0, (view_id, site.id, nearest)
    sites = facts.anatomy.sites.values()
    drawn = {s.id for s in sites if s.kind == "nerve" and s.nerve is not None and s.id in placed}
    assert len(drawn) > 35
    window.parts.commands.courses.setChecked(True)
    image = hand.image()
    for view_id in ("foot_plantar", "leg_lateral"):
        for site in facts.courses.sites[view_id]:
            if site.hidden or any(
                o is not site and shapely.Point(o.point_mm).distance(shapely.Point(site.point_mm)) < 25
                for o in facts.courses.sites[view_id]
            ):
                continue
            colour = QColor(image.pixel(hand.at(view_id, *site.point_mm)))
            assert min(colour.red(), colour.green(), colour.blue()) > 225, (view_id, site.id)


@pytest.mark.parametrize("level", ["L4", "L5", "S1"])
def test_a_level_names_its_muscles_reflexes_and_nerves(window: Window, facts: BodyFacts, level: str) -> None:
    window.overlays.show_candidate("level", level, "right")
    said = card_text(window)
    for muscle in facts.anatomy.muscles.values():
        if muscle.roots.get(level, 0.0) >= 0.5:
            assert facts.words(muscle.names) in said
    for reflex in facts.anatomy.reflexes.values():
        if reflex.roots.get(level, 0.0) >= 0.5:
            assert facts.words(reflex.names) in said
    for nerve in facts.nerves:
        held = level in (*nerve.roots.main, *nerve.roots.also)
        assert not held or facts.name("nerve", nerve.id) in said
    assert "…" not in said, "nothing is cut"


def test_two_candidates_are_compared_in_two_patterns(hand: Hand, window: Window, facts: BodyFacts) -> None:
    bare = hand.image()
    sural, saphenous = Subject("nerve", "sural", ("right",)), Subject("nerve", "saphenous", ("right",))
    window.overlays.compare(sural, saphenous)
    both = hand.image()
    assert shown(window) == Shown(lit=sural, other=saphenous)
    said = card_text(window)
    assert "Sural nerve" in said
    assert "Saphenous nerve" in said
    looks: dict[str, set[int]] = {}
    seen: tuple[tuple[str, ViewId], ...] = ("sural", "foot_lateral"), ("saphenous", "foot_medial")
    for id_, view_id in seen:
        territory = next(t for t in hand.session.engine.atlas.territories if t.id == id_ and t.part is None)
        inner = territory.zones["core"][view_id].buffer(-5).representative_point()
        at = hand.at(view_id, inner.x, inner.y)
        looks[id_] = {both.pixel(at + QPoint(dx, dy)) for dx in range(8) for dy in range(8)}
        assert both.pixel(at) != bare.pixel(at)
        grey = [QColor(pixel).lightness() for pixel in looks[id_]]
        assert max(grey) - min(grey) > 20, "a pattern, not only a colour"
    assert not looks["sural"] & looks["saphenous"]
    window.overlays.compare(None, None)
    assert hand.image() == bare


def test_a_row_under_the_pointer_covers_what_was_chosen_for_a_while(
    hand: Hand, window: Window, facts: BodyFacts
) -> None:
    window.overlays.show_lesion("fibular_neck", "right")
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15), hand.inside("foot_lateral", 0.4, 0.15)])
    row = window.parts.panel.rows()[0]
    row.entered.emit(row)
    hand.qtbot.waitUntil(lambda: shown(window).lit is not None)
    assert shown(window).way is not None
    row.left.emit(row)
    hand.qtbot.waitUntil(lambda: shown(window).lesion == "fibular_neck")


def test_a_comparison_stays_under_the_pointer_until_it_is_closed(hand: Hand, window: Window, facts: BodyFacts) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15), hand.inside("foot_lateral", 0.4, 0.15)])
    one, other = window.parts.panel.rows()[:2]
    one.setChecked(True)
    window.overlays.compare_rows(one, other)
    compared = shown(window)
    assert compared.other is not None
    for row in (one, other):  # the pointer comes from the menu over rows
        row.entered.emit(row)
        window.overlays.light()
        assert shown(window) == compared
        row.left.emit(row)
        window.overlays.light()
        assert shown(window) == compared
    QTest.keyClick(window, KEY.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    assert shown(window) == NOTHING


def test_an_open_row_is_put_into_words_beside_its_way(hand: Hand, window: Window, facts: BodyFacts) -> None:
    hand.paint("foot_lateral", [hand.inside("foot_lateral", 0.6, 0.15), hand.inside("foot_lateral", 0.4, 0.15)])
    row = window.parts.panel.rows()[0]
    row.entered.emit(row)
    window.overlays.light()
    assert shown(window).lit is not None
    assert card_text(window) == "", "not while it is only pointed at"
    row.setChecked(True)
    window.overlays.light()
    assert row.name in card_text(window)
    row.left.emit(row)
    row.setChecked(False)
    window.overlays.light()
    assert card_text(window) == ""


def test_a_symbol_is_named_while_it_is_pointed_at(hand: Hand, window: Window, facts: BodyFacts) -> None:
    window.parts.commands.courses.setChecked(True)
    site = next(s for s in facts.courses.sites["foot_medial"] if s.id == "tarsal_tunnel")
    hand.image()
    hand.move(hand.at("foot_medial", *site.point_mm))
    scene = window.parts.canvas.scene
    assert scene is not None
    assert scene.choice.pointed is not None
    assert scene.choice.pointed.mark.id == "tarsal_tunnel"
    hand.canvas.grab()
    assert facts.site_name("tarsal_tunnel") in [p.wish.text for p in scene.names]
    hand.move(hand.at("foot_medial", *hand.inside("foot_medial", 0.5, 0.9)))
    assert scene.choice.pointed is None


def test_the_context_menu_offers_the_sites_nearby(hand: Hand, window: Window, facts: BodyFacts, qtbot: QtBot) -> None:
    site = next(s for s in facts.courses.sites["leg_lateral"] if s.id == "fibular_neck")
    menu = window.overlays.hovering.site_menu(hand.at("leg_lateral", *site.point_mm, side="left"))
    assert isinstance(menu, QMenu)
    names = [a.text() for a in menu.actions()]
    assert facts.site_name("fibular_neck") in names
    next(a for a in menu.actions() if a.text() == facts.site_name("fibular_neck")).trigger()
    assert (shown(window).lesion, shown(window).sides) == ("fibular_neck", ("left",))
    assert window.overlays.hovering.site_menu(QPoint(2, 2)) is None


def test_a_patient_is_told_nothing_of_lesions(hand: Hand, window: Window, facts: BodyFacts) -> None:
    site = next(s for s in facts.courses.sites["leg_lateral"] if s.id == "fibular_neck")
    window.modes.go("patient", full_screen=False)
    QApplication.processEvents()
    assert window.overlays.hovering.site_menu(hand.at("leg_lateral", *site.point_mm)) is None
    assert not window.parts.spine.isVisible()
    window.modes.go("desk")
    QApplication.processEvents()
    assert window.parts.spine.isVisible()
    assert window.overlays.hovering.site_menu(hand.at("leg_lateral", *site.point_mm)) is not None


def test_places_keep_their_buttons_when_the_strip_changes_its_size(window: Window, view: SpineView) -> None:
    before, button = view.buttons, spot(view, "L4/5", "paracentral", "right")
    where = button.geometry()
    button.setFocus()
    window.resize(1280, 1000)
    QApplication.processEvents()
    assert view.buttons == before
    assert button.geometry() != where
    QTest.mouseClick(button, LEFT)
    assert shown(window).lesion == "disc_l4_5_paracentral"


def test_picking_the_symbol_of_a_site_shows_its_lesion(hand: Hand, window: Window, facts: BodyFacts) -> None:
    window.parts.commands.courses.setChecked(True)
    site = next(s for s in facts.courses.sites["foot_medial"] if s.id == "tarsal_tunnel")
    hand.canvas.setFocus()
    QTest.keyClick(hand.canvas, KEY.Key_I)
    at = hand.at("foot_medial", *site.point_mm, side="left")
    hand.press(at)
    hand.release(at)
    assert (shown(window).lesion, shown(window).sides) == ("tarsal_tunnel", ("left",))


def test_what_is_lit_is_said_below_where_the_strip_has_no_room(window: Window, facts: BodyFacts) -> None:
    window.resize(1000, 700)
    QApplication.processEvents()
    menu = window.parts.spine.menu
    assert menu.menuAction() in window.parts.menu.view.actions(), "the list is also in the main menu"
    menu.sites["fibular_neck"].trigger()
    assert facts.site_name("fibular_neck") in window.parts.status.maps
    window.overlays.compare(Subject("nerve", "sural", ("right",)), Subject("level", "S1", ("right",)))
    assert "Sural nerve" in window.parts.status.maps
    window.overlays.clear()
    assert window.parts.status.maps == ""


def test_every_place_and_condition_shows_where_it_is_felt(hand: Hand, window: Window, facts: BodyFacts) -> None:
    bare = hand.image()
    kinds = set()
    for id_ in facts.anatomy.site_ids:
        window.overlays.show_lesion(id_, "right")
        assert facts.site_name(id_) in card_text(window)
        site = facts.anatomy.site(id_)
        if site.kind not in kinds:
            kinds.add(site.kind)
            assert (hand.image() != bare) == bool(site.kind != "central"), id_
    assert {"nerve", "root", "roots", "plexus", "local", "length_dependent", "cord"} <= kinds
    for condition in facts.clinical.conditions:
        window.overlays.show_candidate("condition", condition, "left")
        if facts.place_of(condition) is not None:
            assert shown(window).lesion == facts.place_of(condition), condition
            assert shown(window).sides == ("left",)


def test_another_body_keeps_what_is_lit(hand: Hand, window: Window, facts: BodyFacts, qtbot: QtBot) -> None:
    window.overlays.show_lesion("tarsal_tunnel", "right")
    window.parts.menu.body_chosen.emit("female")
    qtbot.waitUntil(lambda: hand.session.engine.atlas.body == "female", timeout=20_000)
    qtbot.waitUntil(lambda: shown(window).lesion == "tarsal_tunnel", timeout=20_000)
    now = window.overlays.facts_now()
    assert now is not None
    assert now is not facts
    assert now.atlas.body == "female"
    window.overlays.clear()
    bare = hand.image()
    window.overlays.show_lesion("tarsal_tunnel", "right")
    assert hand.image() != bare


def test_the_card_leads_on_to_the_places_of_a_candidate(window: Window, facts: BodyFacts) -> None:
    window.overlays.show_candidate("nerve", "superficial_fibular", "right")
    card = window.parts.spine.card
    assert card is not None
    links = next(w for w in card.findChildren(QLabel) if 'href="fibular_neck"' in w.text())
    links.linkActivated.emit("fibular_neck")
    assert (shown(window).lesion, shown(window).sides) == ("fibular_neck", ("right",))


def test_the_strip_is_remembered_and_gives_way(
    qtbot: QtBot, engine: Engine, shelf: PictureShelf, preferences: Preferences
) -> None:
    window = Window(preferences)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.attach(engine, shelf)
    window.show()
    qtbot.waitUntil(lambda: window.parts.spine.view is not None)
    assert window.parts.spine.width() > 100
    window.resize(1000, 700)
    QApplication.processEvents()
    assert window.parts.spine.width() < 5
    assert window.width() == 1000
    window.resize(1280, 800)
    window.activateWindow()
    QTest.keyClick(window, KEY.Key_S, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    assert window.parts.spine.width() < 5
    window.close()
    again = Preferences(Path(preferences.store.fileName()))
    assert not again.spine


@pytest.mark.parametrize("size", [(250.0, 460.0), (320.0, 900.0)])
def test_the_sac_of_the_dura_ends_at_the_second_sacral_root(facts: BodyFacts, size: tuple[float, float]) -> None:
    plan = make_plan(facts.spine, frozenset(), *size)
    height = {name: plan.roots[name, "right"].foramen[1] for name in ("S1", "S2", "S3")}
    assert height["S1"] < plan.sac_end < (height["S2"] + height["S3"]) / 2
