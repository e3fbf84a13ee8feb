"""What computes off the window's thread, and what becomes of its results."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QThreadPool, QTimer
from pytestqt.qtbot import QtBot

from footmap.errors import FootmapError
from footmap.ui.runtime.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    out = Background(None)
    yield out
    out.stop()


def fails(problem: Exception) -> None:
    raise problem


def unheard(why: object) -> None:
    pytest.fail(f"nobody should hear of this: {why}")


def test_it_computes_elsewhere_and_goes_on_here(background: Background, qtbot: QtBot) -> None:
    heard: list[tuple[int, int]] = []
    background.run(threading.get_ident, lambda there: heard.append((there, threading.get_ident())), unheard)
    assert background.busy
    assert not heard, "not before the window's thread is free again"
    qtbot.waitUntil(lambda: not background.busy)
    ((there, here),) = heard
    assert here == threading.get_ident() != there


def test_results_come_in_their_order(background: Background) -> None:
    heard: list[int] = []
    for n in range(20):
        background.run(partial(int, n), heard.append, unheard)
    background.settle()
    assert heard == list(range(20))
    assert not background.busy


def test_what_was_foreseen_is_one_sentence(background: Background, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[str] = []
    background.run(partial(fails, FootmapError("The file is damaged.")), unheard, heard.append)
    background.settle()
    assert heard == ["The file is damaged."]
    assert not caplog.records


def test_what_was_not_foreseen_is_logged_with_its_traceback(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []
    with caplog.at_level(logging.ERROR):
        background.run(partial(fails, KeyError("x")), unheard, heard.append)
        background.settle()
    assert heard == ["KeyError: 'x'"]
    (record,) = caplog.records
    assert record.exc_text is not None
    assert "in fails" in record.exc_text


def test_what_was_dropped_is_not_heard_of_even_when_it_is_found(background: Background) -> None:
    begun, may_go = Event(), Event()
    ended: list[bool] = []
    background.finished.connect(lambda: ended.append(background.busy))

    def slowly() -> str:
        begun.set()
        may_go.wait(30)
        return "old"

    background.run(slowly, unheard, unheard)
    assert begun.wait(30)
    background.drop()
    heard: list[str] = []
    background.run(partial(str, "new"), heard.append, unheard)
    may_go.set()
    background.settle()
    assert heard == ["new"]
    assert ended == [True, False]


def test_what_was_dropped_before_it_began_is_not_computed(background: Background) -> None:
    may_go, computed = Event(), list[str]()
    background.run(partial(may_go.wait, 30), lambda _: None, unheard)
    background.run(partial(computed.append, "stale"), unheard, unheard)
    background.drop()
    background.run(partial(computed.append, "wanted"), lambda _: None, unheard)
    may_go.set()
    background.settle()
    assert computed == ["wanted"]


def test_a_long_computation_can_see_that_nobody_waits(background: Background) -> None:
    begun, ended = Event(), Event()

    def work(stale: object) -> None:
        begun.set()
        assert callable(stale)
        while not stale():
            time.sleep(0.001)
        ended.set()

    background.run(partial(work, background.stale), unheard, unheard)
    assert begun.wait(30)
    background.drop()
    assert ended.wait(30)
    assert not background.stale(), "what is asked for now is wanted"


def test_a_thread_is_given_no_object_of_qt(background: Background) -> None:
    timer = QTimer()

    def closes_over() -> int:
        return timer.interval()

    for compute in (timer.interval, partial(str, timer), partial(timer.interval), closes_over, partial(closes_over)):
        with pytest.raises(TypeError, match="QTimer"):
            background.run(compute, unheard, unheard)

    def counts_down(n: int) -> int:
        return counts_down(n - 1) if n else timer.interval()

    with pytest.raises(TypeError, match="QTimer"):
        background.run(partial(counts_down, 3), unheard, unheard)
    with pytest.raises(TypeError, match="QObject"):
        background.run(partial(print, end=QObject()), unheard, unheard)
    assert not background.busy


def test_waiting_delivers_nothing_but_its_own_results(background: Background, qtbot: QtBot) -> None:
    other, heard = Background(None), list[str]()
    other.run(partial(str, "other"), heard.append, unheard)
    QTimer.singleShot(0, lambda: heard.append("timer"))
    qtbot.waitUntil(other._pool.waitForDone)
    background.run(partial(str, "own"), heard.append, unheard)
    background.settle()
    assert heard == ["own"]
    qtbot.waitUntil(lambda: {"other", "timer"} <= set(heard))
    other.stop()


def test_two_that_share_a_thread_take_turns(qtbot: QtBot) -> None:
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    one, two = Background(None, pool), Background(None, pool)
    heard: list[tuple[str, int]] = []

    def hear(name: str, there: int) -> None:
        heard.append((name, there))

    for background, name in [(one, "one"), (two, "two")] * 5:
        background.run(threading.get_ident, partial(hear, name), unheard)
    one.settle()
    assert [name for name, _ in heard] == ["one"] * 5
    two.settle()
    assert len({there for _, there in heard}) == 1
    one.stop()
    two.stop()


def test_an_error_in_what_follows_leaves_nothing_waiting(background: Background) -> None:
    ended: list[int] = []
    background.finished.connect(lambda: ended.append(1))
    background.run(partial(int, 1), lambda _: fails(ValueError("in the window")), unheard)
    with pytest.raises(ValueError, match="in the window"):
        background.settle()
    assert ended == [1]
    assert not background.busy


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), max_size=12))
def test_whatever_is_asked_and_dropped_the_rest_is_heard(background: Background, drops: list[bool]) -> None:
    heard: list[int] = []
    wanted: list[int] = []
    for n, dropped in enumerate(drops):
        background.run(partial(int, n), heard.append, unheard)
        wanted.append(n)
        if dropped:
            background.drop()
            wanted.clear()
    background.settle()
    assert heard == wanted
