"""Which of the stored pictures the window reads, keeps and frees."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from footmap.core.views import VIEW_IDS, ViewId
from footmap.data import resources
from footmap.ui.picture.pictures import SPARE, Pictures

VIEW: ViewId = "leg_anterior"


@pytest.fixture
def pictures(qtbot: QtBot) -> Pictures:
    return Pictures(resources.atlas_folder() / "pictures")


def sharpen(pictures: Pictures, widths: dict[ViewId, float]) -> set[ViewId]:
    """Read all that is wanted; returns which views were."""
    views = pictures.want(widths)
    pictures.keep_large({view: pictures.read_large(view) for view in views})
    return views


def test_the_picture_grows_and_shrinks_with_the_zoom(pictures: Pictures) -> None:
    width = pictures.best(VIEW, 1e9).width()
    for zoom, used in ((1.0, 1), (1.5, 2), (2.0, 2), (2.5, 3), (9.0, 3), (1.5, 2)):
        sharpen(pictures, {VIEW: zoom * width})
        assert pictures.best(VIEW, 1e9).width() == used * width
        assert not pictures.want({VIEW: zoom * width})  # nothing is read twice


def test_the_largest_pictures_are_freed_as_soon_as_they_are_not_drawn(pictures: Pictures) -> None:
    widths = {view: float(pictures.best(view, 1e9).width()) for view in VIEW_IDS}
    assert sharpen(pictures, {view: 3 * w for view, w in widths.items()}) == set(VIEW_IDS)
    assert not pictures.want(widths)
    assert {view: float(pictures.best(view, 1e9).width()) for view in VIEW_IDS} == widths


def test_a_few_pictures_at_2x_are_spared(pictures: Pictures) -> None:
    widths = {view: float(pictures.best(view, 1e9).width()) for view in VIEW_IDS}
    sharpen(pictures, {view: 2 * w for view, w in widths.items()})
    pictures.want({})
    assert sum(pictures.best(view, 1e9).width() > widths[view] for view in VIEW_IDS) == SPARE


def test_without_its_largest_picture_a_view_is_drawn_from_2x(tmp_path: Path, qtbot: QtBot) -> None:
    for path in (resources.atlas_folder() / "pictures").glob("*.png"):
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / resources.picture_name(VIEW, 3)).write_bytes(b"RIFF0000WEBP")
    pictures = Pictures(tmp_path)
    width = pictures.best(VIEW, 1e9).width()
    for view in (VIEW, "foot_plantar"):  # damaged, missing
        wide = {view: 3.0 * pictures.best(view, 1e9).width()}
        sharpen(pictures, wide)
        assert not pictures.want(wide)
    sharpen(pictures, {VIEW: 3.0 * width})
    assert pictures.best(VIEW, 1e9).width() == 2 * width
