from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.core.atlas import Territory
from footmap.ui.window import Window

from .harness import Hand

OUTER: Final = "foot_lateral"


def enter(row: object) -> None:
    at = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(at, at, at))  # type: ignore[arg-type]


def leave(row: object) -> None:
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))  # type: ignore[arg-type]


def territory(hand: Hand, nerve: str) -> list[Territory]:
    return [t for t in hand.session.engine.atlas.territories if t.layer == "nerve" and t.id == nerve]


def test_pointing_at_a_row_lights_its_territory_in_every_view(hand: Hand, window: Window, qtbot: QtBot) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    dark = hand.image()
    row = window.parts.panel.nerves.rows[0]
    enter(row)
    qtbot.waitUntil(lambda: window.parts.canvas.scene is not None and window.parts.canvas.scene.choice.lit is not None)
    assert window.parts.notice.text == ""
    lit = hand.image()
    lit_views = 0
    for part in territory(hand, row.key[0]):
        for view, shape in part.zones["usual"].items():
            if shape.area < 400:
                continue
            spot = shape.buffer(-4).representative_point()
            if spot.is_empty:
                continue
            assert dark.pixel(hand.at(view, spot.x, spot.y)) != lit.pixel(hand.at(view, spot.x, spot.y)), view
            left = hand.at(view, spot.x, spot.y, "left")
            assert dark.pixel(left) == lit.pixel(left), "the other limb stays dark"
            lit_views += 1
    assert lit_views >= 2
    leave(row)
    qtbot.waitUntil(lambda: window.parts.canvas.scene is not None and window.parts.canvas.scene.choice.lit is None)
    assert hand.image() == dark


def test_rows_are_reached_and_walked_with_the_keyboard(hand: Hand, window: Window, qtbot: QtBot) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15), hand.inside(OUTER, 0.2, 0.3)])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rows = window.parts.panel.nerves.rows
    assert len(rows) >= 2
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert rows[1].isChecked()
    window.sight.light()
    assert window.parts.canvas.scene is not None
    assert window.parts.canvas.scene.choice.lit is not None
    assert window.parts.canvas.scene.choice.lit.id == rows[1].key[0]
    QTest.keyClick(rows[1], Qt.Key.Key_Up)
    assert rows[0].hasFocus()


def test_a_row_says_everything_it_shows(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    row = window.parts.panel.nerves.rows[0]
    candidate = hand.session.ranking().nerves[0]
    spoken = row.accessibleName()
    for part in (
        candidate.name,
        "right",
        f"{round(100 * candidate.explained)} %",
        f"{round(100 * candidate.filled)} %",
    ):
        assert part in spoken


def test_numbers_follow_the_exact_ranking(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15), hand.inside(OUTER, 0.2, 0.3)])
    by_key = {(c.id, c.side): c for c in hand.session.ranking().nerves}
    for row in window.parts.panel.nerves.rows:
        c = by_key[row.key]
        assert row.shares == (round(1000 * c.fit), round(100 * c.explained), round(100 * c.filled))
    fits = [row.fit for row in window.parts.panel.nerves.rows]
    assert fits == sorted(fits, reverse=True)


def test_levels_have_their_own_tab(hand: Hand, window: Window) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.6, 0.15)])
    window.parts.panel.tabs.setCurrentIndex(1)
    assert window.parts.panel.levels.isVisible()
    assert not window.parts.panel.nerves.isVisible()
    assert {row.layer for row in window.parts.panel.rows()} == {"level"}
    enter(window.parts.panel.rows()[0])
    window.sight.light()
    assert window.parts.canvas.scene is not None
    assert window.parts.canvas.scene.choice.lit is not None
    assert window.parts.canvas.scene.choice.lit.layer == "level"


def test_the_disclaimer_stands_once(window: Window) -> None:
    from PySide6.QtWidgets import QLabel

    said = [label for label in window.findChildren(QLabel) if "not a diagnosis" in label.text()]
    assert len(said) == 1
