"""Pictures of two bodies: read in any thread, those of one drawn."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footmap.ui.control.body_scene import BodyScene
from footmap.ui.picture import shelf as shelves
from footmap.ui.picture.pictures import Pictures
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.runtime.background import Background
from footmap.ui.window import Window

from .harness import Hand


class Reader:
    """Counts what is read, and gives the pictures of the first body a tone."""

    def __init__(self, pictures: Pictures) -> None:
        self.asked: list[tuple[str, str]] = []
        self._pictures = pictures

    def __call__(self, body: str, tone: str) -> Pictures:
        self.asked.append((body, tone))
        return self._pictures.in_tone(tone)


@pytest.fixture
def reader(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> Reader:
    out = Reader(pictures)
    monkeypatch.setattr(shelves, "_read", out)
    return out


def test_pictures_are_read_once_and_those_of_the_other_body_let_go(shelf: PictureShelf, reader: Reader) -> None:
    shelf.fetch("male")
    assert reader.asked == [], "they are here"
    shelf.fetch("female")
    shelf.fetch("female")
    assert reader.asked == [("female", "light")]
    first = weakref.ref(shelf.take("female"))
    assert shelf.take("female") is first()
    with pytest.raises(KeyError):
        shelf.take("male")
    shelf.fetch("male")
    shelf.take("male")
    gc.collect()
    assert first() is None


def test_what_is_read_later_has_the_tone_that_is_drawn(shelf: PictureShelf, reader: Reader, pictures: Pictures) -> None:
    dark = pictures.in_tone("dark")
    shelf.put("male", dark)
    assert shelf.take("male") is dark
    shelf.fetch("female")
    assert reader.asked == [("female", "dark")]
    assert shelf.take("female").tone == "dark"


def test_two_threads_read_one_body_once(shelf: PictureShelf, reader: Reader, qtbot: QtBot) -> None:
    threads = [Background(None) for _ in range(3)]
    for background in threads:
        background.run(partial(shelf.fetch, "female"), lambda _: None, pytest.fail)
    for background in threads:
        background.settle()
        background.stop()
    assert reader.asked == [("female", "light")]


def test_another_body_brings_its_pictures_and_those_before_are_freed(hand: Hand, window: Window) -> None:
    (figure,) = window.findChildren(BodyScene)
    first = figure.pictures
    drawn: list[weakref.ref[Pictures]] = []
    for number in (1, 0):
        window.parts.menu.bodies.actions()[number].trigger()
        hand.settle()
        drawn.append(weakref.ref(figure.pictures))
        assert figure.pictures is not first
    assert figure.body == "male"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()
    gc.collect()
    assert drawn[0]() is None
    assert drawn[1]() is figure.pictures
