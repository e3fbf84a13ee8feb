"""A larger window has larger writing, controls, spine, panel and pictures; going back gives back what was there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footmap.ui.control.growing import REST_MS, Growing
from footmap.ui.look.tokens import DESK, TOUCH, growth, spine_width
from footmap.ui.window import Window

from .harness import Hand

sizes = st.integers(300, 6000)


@given(sizes, sizes, sizes, sizes)
def test_more_room_never_makes_anything_smaller(width: int, height: int, wider: int, higher: int) -> None:
    before, after = growth(width, height), growth(width + wider, height + higher)
    assert 1 <= before <= after
    for density in (DESK, TOUCH):
        one, other = density.grown(before), density.grown(after)
        assert one.type_scale <= other.type_scale
        assert one.control_px <= other.control_px
        assert one.touch == density.touch, "a large control on a desk is not made for fingers"
    assert spine_width(width, height, before) <= spine_width(width + wider, height + higher, after)


@given(sizes, sizes)
def test_it_grows_more_slowly_than_the_window(width: int, height: int) -> None:
    if growth(width, height) > 1:
        assert growth(2 * width, 2 * height) < 2 * growth(width, height)


def measured(window: Window, hand: Hand) -> dict[str, float]:
    for _ in range(3):
        QApplication.processEvents()
    QTest.qWait(2 * REST_MS)
    p = window.parts
    return {
        "writing": p.panel.tabs.fontMetrics().height(),
        "bar": p.topbar.height(),
        "panel": p.panel.width(),
        "spine": p.spine.width(),
        "leg": hand.slot("leg_anterior").rect.height,
        "sole": hand.slot("foot_plantar").rect.height,
    }


def test_a_large_window_is_used_and_a_small_one_is_as_before(hand: Hand, window: Window) -> None:
    window.parts.commands.spine.setChecked(True)
    window.resize(1440, 900)
    small = measured(window, hand)
    for size in ((2560, 1440), (3840, 2160)):
        window.resize(*size)
        large = measured(window, hand)
        assert all(large[part] > 1.2 * small[part] for part in small), (size, small, large)
        whole = QRect(0, 0, *size)
        assert whole.contains(window.parts.panel.geometry())
        assert large["panel"] < size[0] / 4, "the pictures have most of the room"
    window.resize(1440, 900)
    assert measured(window, hand) == small


def test_an_edge_that_is_dragged_dresses_the_window_when_the_hand_rests(hand: Hand, window: Window) -> None:
    growing = window.findChild(Growing)
    assert growing is not None
    measured(window, hand)
    timers = growing.findChildren(QTimer)
    for timer in timers:
        timer.setInterval(600_000)  # the hand does not rest, however slow the machine is
    dressed = []
    window.look.changed.connect(lambda: dressed.append(window.width()))
    for width in range(1300, 2600, 50):
        window.resize(width, 1440)
        QApplication.processEvents()
    assert len(dressed) <= 1
    for timer in timers:
        if timer.isActive():
            timer.timeout.emit()
    assert dressed[-1] == window.width()
    assert window.look.density.growth == growth(window.width(), window.height())
