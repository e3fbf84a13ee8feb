"""The open document without a window: what is told when, and what becomes of work for a document that is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Final

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.core.fill import region_strokes
from footmap.core.views import Side
from footmap.ui.accessible.regions import Regions
from footmap.ui.document import checkpoints
from footmap.ui.document.engine import Derived, Engine
from footmap.ui.document.jobs import Jobs
from footmap.ui.document.session import Session
from footmap.ui.window import Window

from .harness import Hand

VIEW: Final = "foot_plantar"


@pytest.fixture
def session(qtbot: QtBot, engine: Engine) -> Iterator[Session]:
    owner = QObject()
    out = Session(engine, owner)
    yield out
    out.close()
    owner.deleteLater()


@pytest.fixture
def gate(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Strokes are computed once it is open."""
    may_go, real = Event(), engine.after_strokes

    def slowly(before: Derived, strokes: tuple[Stroke, ...]) -> Derived:
        may_go.wait(30)
        return real(before, strokes)

    monkeypatch.setattr(engine, "after_strokes", slowly)
    yield may_go
    may_go.set()


def dab(engine: Engine, up: float, side: Side = "right", radius_mm: float = 6.0) -> Stroke:
    left, bottom, right, top = engine.atlas.views[VIEW].outline.bounds
    x, y = (left + right) / 2, bottom + up * (top - bottom)
    return Stroke(side, VIEW, "add", "brush", "pain", ((x if side == "right" else -x, y),), radius_mm)


class Ears:
    """What a session has told, in order."""

    def __init__(self, session: Session) -> None:
        self.told: list[str] = []
        self.paints: list[Derived] = []
        session.paint_changed.connect(self._paint)
        session.answers_changed.connect(lambda: self.told.append("answers"))
        session.case_changed.connect(lambda: self.told.append("case"))

    def _paint(self, derived: Derived) -> None:
        self.told.append("paint")
        self.paints.append(derived)

    def clear(self) -> None:
        self.told.clear()
        self.paints.clear()


# ---- a document that is left


def test_a_stroke_of_the_case_that_was_left_does_not_reach_the_new_one(
    session: Session, engine: Engine, gate: Event
) -> None:
    session.add_strokes((dab(engine, 0.2),), "a dab")
    session.new()
    gate.set()
    session.settle()
    assert session.stack.count() == 0
    assert session.derived.paint.is_empty
    assert not session.case.drawing.strokes
    assert not session.modified


def test_a_stroke_of_the_case_that_was_left_is_not_even_shown(session: Session, engine: Engine, gate: Event) -> None:
    ears = Ears(session)
    session.add_strokes((dab(engine, 0.2),), "a dab")
    session.add_strokes((dab(engine, 0.6),), "another, which waits")
    case = Case(Drawing((dab(engine, 0.8, "left"),)), atlas_version=engine.atlas.version)
    session.open(case, None)
    gate.set()
    session.settle()
    assert session.case.drawing == case.drawing
    assert ears.told == ["paint", "case"]
    assert ears.paints == [session.derived]
    assert session.derived.paint == engine.replay(case.drawing).paint


def test_a_job_may_wait_for_those_behind_it(qtbot: QtBot, engine: Engine) -> None:
    owner, done = QObject(), list[str]()
    jobs = Jobs(owner)

    def first() -> None:
        jobs.settle()
        done.append("first")

    jobs.start(engine.nothing, lambda _: done.append("computed"))
    jobs.enqueue(first)
    jobs.enqueue(lambda: done.append("second"))
    jobs.settle()
    assert done == ["computed", "second", "first"]
    jobs.close()


# ---- strokes under way and pending


def test_a_stroke_counts_for_the_next_one_before_it_is_exact(session: Session, engine: Engine, gate: Event) -> None:
    here, there = dab(engine, 0.3), dab(engine, 0.6)
    session.start_stroke(here)
    one = session.live_match()
    session.finish_stroke(here)
    session.start_stroke(there)
    both = session.live_match()
    session.redraw_stroke(here.points_mm, [here.radius_mm])
    again = session.live_match()
    session.cancel_stroke()
    assert one is not None
    assert both is not None
    assert again is not None
    assert one.paint_cm2 > 0.5
    assert both.paint_cm2 > 1.8 * one.paint_cm2
    assert again.paint_cm2 == one.paint_cm2, "the same skin is counted once"


@pytest.mark.parametrize("side", ["right", "left"])
def test_the_estimate_follows_right_limb_points_on_both_limbs(session: Session, engine: Engine, side: Side) -> None:
    aside = replace(dab(engine, 0.75, side), points_mm=((-18.0 if side == "left" else 18.0, 190.0),))
    session.start_stroke(aside)
    session.extend_stroke([(18.0, 150.0)], aside.radius_mm)
    led = session.live_match()
    session.redraw_stroke([(18.0, 190.0), (18.0, 150.0)], [aside.radius_mm] * 2)
    redrawn = session.live_match()
    session.cancel_stroke()
    end = (-18.0 if side == "left" else 18.0, 150.0)
    exact = engine.after_strokes(engine.nothing(), (replace(aside, points_mm=(*aside.points_mm, end)),)).match
    assert led is not None
    assert redrawn is not None
    assert list(led.sides) == [side]
    assert led.paint_cm2 == pytest.approx(exact.paint_cm2, rel=0.03)
    assert redrawn.paint_cm2 == pytest.approx(led.paint_cm2, rel=1e-9)


def test_an_area_under_way_has_no_estimate(session: Session, engine: Engine) -> None:
    session.start_stroke(replace(dab(engine, 0.3), shape="area", radius_mm=0.0))
    assert session.stroke_under_way
    assert session.live_match() is None
    session.cancel_stroke()
    assert not session.stroke_under_way


def test_a_stroke_that_is_still_computed_is_not_saved_yet(session: Session, engine: Engine, gate: Event) -> None:
    assert not session.modified
    session.finish_stroke(dab(engine, 0.3))
    assert session.modified
    assert session.pending
    gate.set()
    session.settle()
    assert session.modified
    assert not session.pending


# ---- steps


def test_results_that_were_forgotten_are_computed_again(
    session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "KEPT", 0)
    monkeypatch.setattr(checkpoints, "EVERY", 1000)
    several = region_strokes(engine.atlas, "heel_back", "left", "burning", 6)
    assert len(several) > 2
    session.add_strokes(several, "several at once")
    session.settle()
    states = [(session.case, session.derived.paint)]
    session.set_answer("slr", "positive", "an answer")
    session.add_strokes((dab(engine, 0.3), dab(engine, 0.6)), "two at once")
    session.settle()
    states.append((session.case, session.derived.paint))
    session.clear()
    session.settle()
    for step, (case, paint) in ((3, states[1]), (1, states[0]), (3, states[1])):
        session.go_to(step)
        session.settle()
        assert session.case.drawing == case.drawing
        assert session.derived.paint == paint
        assert session.derived.match.paint_cm2 == pytest.approx(engine.replay(case.drawing).match.paint_cm2, rel=1e-9)


# ---- what is told


def test_an_answer_is_told_and_paint_is_not(session: Session, engine: Engine) -> None:
    session.add_strokes((dab(engine, 0.3),), "a dab")
    session.settle()
    ears = Ears(session)
    session.set_answer("slr", "positive", "an answer")
    session.settle()
    assert ears.told == ["answers", "case"]
    session.set_answer("slr", "positive", "the same answer")
    assert ears.told == ["answers", "case"]
    for move in (session.undo, session.redo):
        ears.clear()
        move()
        session.settle()
        assert ears.told == ["answers", "case"]


def test_paint_is_told_and_answers_are_not(session: Session, engine: Engine) -> None:
    session.set_answer("slr", "positive", "an answer")
    ears = Ears(session)
    session.add_strokes((dab(engine, 0.3),), "a dab")
    session.settle()
    assert ears.told == ["paint", "case"]
    ears.clear()
    session.undo()
    session.settle()
    assert ears.told == ["paint", "case"]


def test_a_jump_over_both_tells_both(session: Session, engine: Engine) -> None:
    session.set_answer("slr", "positive", "an answer")
    session.add_strokes((dab(engine, 0.3),), "a dab")
    session.settle()
    ears = Ears(session)
    session.go_to(0)
    session.settle()
    assert ears.told == ["paint", "answers", "case"]
    assert session.derived.paint.is_empty


def test_an_answer_that_is_undone_far_back_computes_nothing(
    session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.add_strokes((dab(engine, 0.3),), "a dab")
    session.settle()
    for answer in ("positive", "negative"):
        session.set_answer("slr", answer, "an answer")
    session.settle()
    for step in (1, 2):
        session._checkpoints._results.pop(step + 1)
    ears = Ears(session)
    monkeypatch.setattr(engine, "replay", lambda drawing: pytest.fail("computed"))
    monkeypatch.setattr(engine, "after_strokes", lambda before, strokes: pytest.fail("computed"))
    session.go_to(2)
    session.settle()
    assert session.case.clues == {"slr": "positive"}
    assert ears.told == ["answers", "case"]


def test_an_answer_refreshes_neither_canvas_nor_rows_nor_regions(
    hand: Hand, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.paint(VIEW, [hand.inside(VIEW, 0.5, 0.2), hand.inside(VIEW, 0.5, 0.5)])
    hand.settle(deep=True)
    (regions,), panel = window.findChildren(Regions), window.parts.panel
    region = next(id_ for id_ in regions.ids() if regions.shares("right", id_))
    shares = regions.shares("right", region)
    refreshed: list[str] = []
    regions.changed.connect(lambda: refreshed.append("regions"))
    monkeypatch.setattr(window.parts.canvas, "set_paint", lambda *_: refreshed.append("canvas"))
    monkeypatch.setattr(panel, "show_match", lambda *_: refreshed.append("rows"))
    before = panel.reading
    hand.session.set_answer("ankle_reflex", "reduced_one_side", "an answer")
    hand.settle()
    assert refreshed == []
    assert regions.shares("right", region) is shares
    assert panel.reading is not None
    assert panel.reading is not before
    assert panel.reading.assessment.answers == {"ankle_reflex": "reduced_one_side"}
    assert panel.tabs.tabText(3).endswith("1")


def test_a_flag_that_is_cleared_is_a_step_that_leaves_the_paint(session: Session, qtbot: QtBot) -> None:
    heard: list[str] = []
    session.paint_changed.connect(lambda _: heard.append("paint"))
    session.answers_changed.connect(lambda: heard.append("answers"))
    session.set_cleared("cauda_equina", "MRI normal", "clear it")
    session.set_cleared("cauda_equina", "MRI normal", "the same again")
    session.settle()
    assert dict(session.case.cleared) == {"cauda_equina": "MRI normal"}
    assert (session.stack.count(), session.stack.undoText()) == (1, "clear it")
    assert heard == ["answers"]
    session.set_cleared("acute_limb_ischaemia", "pulses present", "another")
    session.set_cleared("cauda_equina", None, "stands again")
    session.settle()
    assert dict(session.case.cleared) == {"acute_limb_ischaemia": "pulses present"}
    for left in ({"cauda_equina", "acute_limb_ischaemia"}, {"cauda_equina"}, set()):
        session.undo()
        session.settle()
        assert set(session.case.cleared) == left
    assert not session.modified
    assert "paint" not in heard
