from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Final

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from footmap.core.atlas import MapId
from footmap.core.localiser.engine import Localiser
from footmap.errors import AssetError, Problem
from footmap.ui.document.engine import Engine
from footmap.ui.document.localising import Localising, Reading
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Answers, Hand

OUTER: Final = "foot_lateral"


@pytest.fixture
def localising(qtbot: QtBot) -> Iterator[Localising]:
    out = Localising()
    yield out
    out.stop()


def outer_border(hand: Hand) -> None:
    hand.paint(OUTER, [hand.inside(OUTER, 0.2, 0.1), hand.inside(OUTER, 0.6, 0.1)])


def test_only_the_latest_case_is_answered(localising: Localising, engine: Engine) -> None:
    heard: list[Reading] = []
    localising.read.connect(heard.append)
    for answer in ("positive", "negative", "positive", "negative"):
        localising.ask(engine, "consensus", engine.nothing(), {"slr": answer})
    localising.settle()
    assert [dict(r.assessment.answers) for r in heard] == [{"slr": "negative"}]


def test_what_was_dropped_is_not_answered(localising: Localising, engine: Engine) -> None:
    heard: list[Reading] = []
    localising.read.connect(heard.append)
    localising.deepened.connect(heard.append)
    localising.ask(engine, "consensus", engine.nothing(), {"slr": "positive"})
    localising.drop()
    localising.settle(deep=True)
    assert heard == []
    localising.ask(engine, "consensus", engine.nothing(), {"slr": "positive"})
    localising.settle()
    localising.drop()  # before questions and redraws
    localising.settle(deep=True)
    assert [r.assessment.questions for r in heard] == [None]


def test_questions_follow_by_themselves_when_all_is_quiet(localising: Localising, engine: Engine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(localising.deepened, timeout=20_000) as deep:
        localising.ask(engine, "consensus", engine.nothing(), {"slr": "positive"})
    assert deep.args is not None
    reading = deep.args[0]
    assert reading.assessment.questions
    assert reading.assessment.stability is None, "nothing is painted"
    assert not localising.busy


def slow_window(engine: Engine, shelf: PictureShelf, preferences: Preferences, qtbot: QtBot) -> Window:
    window = Window(preferences, theme="light")
    window.resize(1280, 800)
    window.attach(engine, shelf)
    assert window.files is not None
    window.files.questions = Answers(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_rows_by_overlap_stand_in_until_the_knowledge_is_read(
    engine: Engine, shelf: PictureShelf, preferences: Preferences, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go = Event()
    real = engine.localiser

    def slowly(map_: MapId) -> Localiser:
        may_go.wait(30)
        return real(map_)

    monkeypatch.setattr(engine, "localiser", slowly)
    window = slow_window(engine, shelf, preferences, qtbot)
    try:
        hand, panel = Hand(qtbot, window), window.parts.panel
        hand.drag([hand.at(OUTER, *hand.inside(OUTER, across, 0.1)) for across in (0.2, 0.6)])
        hand.session.settle()
        overlaps = hand.session.derived.match.overlaps("nerve")
        shown = [row.key for row in panel.nerves.rows]
        assert shown == [(o.id, o.side) for o in overlaps if o.explained >= 0.005][: len(shown)]
        assert all(row.entry.words is None for row in panel.nerves.rows)
        names = hand.session.engine.names
        assert [row.entry.name for row in panel.nerves.rows] == [names[id_] for id_, _ in shown]
        bars = [row.entry.bar for row in panel.nerves.rows]
        assert bars == [o.explained for o in overlaps][: len(bars)]
        said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
        assert any("Reading the knowledge base" in text for text in said)
        may_go.set()
        hand.settle()
        assert all(row.entry.words is not None for row in panel.nerves.rows)
        said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
        assert not any("Reading the knowledge base" in text for text in said)
    finally:
        may_go.set()
        assert window.files is not None
        window.files.questions = Answers(window)
        window.close()
        window.deleteLater()


def test_a_damaged_knowledge_base_is_said_and_painting_goes_on(
    engine: Engine, shelf: PictureShelf, preferences: Preferences, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(map_: MapId) -> Localiser:
        raise AssetError((Problem("knowledge/graph.yaml:3", "The segment x is not there."),))

    monkeypatch.setattr(engine, "localiser", broken)
    window = slow_window(engine, shelf, preferences, qtbot)
    try:
        hand = Hand(qtbot, window)
        outer_border(hand)
        assert "The segment x is not there" in window.parts.notice.text
        assert window.parts.panel.nerves.rows
    finally:
        window.files = None
        window.close()
        window.deleteLater()


def test_levels_are_judged_by_the_chosen_map(hand: Hand, window: Window) -> None:
    outer_border(hand)
    panel = window.parts.panel
    before = [(e.id, e.shares) for e in panel.levels.entries]
    window.parts.topbar.map_chosen.emit("lee_2008")
    hand.settle()
    assert panel.reading is not None
    assert panel.reading.assessment.map == "lee_2008"
    assert [(e.id, e.shares) for e in panel.levels.entries] != before
    said = [label.text() for label in panel.levels.findChildren(QLabel)]
    assert any("map" in text for text in said) == bool(panel.reading.assessment.special.map_dependent)
