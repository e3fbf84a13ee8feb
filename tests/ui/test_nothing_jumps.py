"""A message, a failure and the mark of changes take room that is there already; a failure looks like one."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from footmap.ui.window import Window

from .harness import Answers, Hand


def places(window: Window) -> dict[str, QRect]:
    p = window.parts
    out = {"canvas": p.canvas.geometry(), "panel": p.panel.geometry(), "tabs": p.panel.tabs.geometry()}
    out |= {q: button.geometry() for q, button in p.topbar.qualities.items()}
    return out


def test_a_message_moves_nothing_and_lies_on_the_picture(window: Window) -> None:
    QApplication.processEvents()
    before = places(window)
    for say in (window.parts.notice.show_message, window.parts.notice.show_problem):
        say("A sentence that is long enough to need more than one line on a small screen. " * 3, "Do something")
        QApplication.processEvents()
        assert places(window) == before
        notice = window.parts.notice
        assert notice.isVisible()
        assert window.parts.canvas.geometry().contains(notice.geometry())
        window.resize(911, 512)
        QApplication.processEvents()
        assert window.parts.canvas.geometry().contains(notice.geometry())
        window.resize(1280, 800)
        QApplication.processEvents()
        notice.hide()


def test_the_mark_of_changes_moves_nothing(window: Window, hand: Hand) -> None:
    QApplication.processEvents()
    before = places(window)
    hand.paint("foot_plantar", [hand.inside("foot_plantar")])
    QApplication.processEvents()
    assert window.parts.topbar.case.text().endswith("•")
    assert {k: v for k, v in places(window).items() if k != "tabs"} == {k: v for k, v in before.items() if k != "tabs"}


def test_a_failure_looks_like_one_and_a_message_does_not(window: Window) -> None:
    notice = window.parts.notice
    notice.show_message("Saved.")
    calm = notice.grab().toImage()
    assert not notice.failed
    notice.show_problem("Saved.")
    assert notice.failed
    assert notice.grab().toImage() != calm
    assert window.files is not None
    assert isinstance(window.files.questions, Answers)
    notice.hide()
    window.files.problem.emit("x.footmap could not be saved: the disk is full.")
    assert notice.failed
    assert "x.footmap" in notice.text
