from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QImage

from footmap.data import resources
from footmap.errors import FootmapError
from footmap.ui import contact_sheet
from footmap.ui.contact_sheet import FRAMES, LARGE, Frame, save_all
from footmap.ui.loader import Loaded
from footmap.ui.screenshot import Shot, draw, save, save_screenshot

CASE: Final = resources.samples_folder() / "outer_foot_border.footmap"
SMALL: Final = (1024, 700)


def picture(loaded: Loaded, shot: Shot) -> QImage:
    return draw(loaded, CASE, shot).toImage()


def test_a_picture_is_as_large_as_asked_for(loaded: Loaded, tmp_path: Path) -> None:
    save(draw(loaded, CASE, Shot(SMALL, scale=1.5)), tmp_path / "a.png")
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (1536, 1050)


def test_two_pictures_of_a_state_are_equal_and_each_state_looks_its_own(loaded: Loaded) -> None:
    shots = (
        Shot(SMALL),
        Shot(SMALL, "dark"),
        Shot(SMALL, "contrast"),
        Shot(SMALL, view="foot_lateral"),
        Shot(SMALL, overlays=("nerves",)),
        Shot(SMALL, tab=1),
        Shot(SMALL, mode="presentation"),
        Shot(SMALL, mode="patient"),
        Shot(SMALL, language="en", aside="tour"),
    )
    pictures = [picture(loaded, shot) for shot in shots]
    assert picture(loaded, shots[0]) == pictures[0]
    for i, one in enumerate(pictures):
        for other in pictures[i + 1 :]:
            assert one != other


def test_a_sheet_is_drawn_instead_of_the_window(loaded: Loaded) -> None:
    image = picture(loaded, Shot(SMALL, aside="preferences"))
    assert image.width() < SMALL[0]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FootmapError, match=r"b\.png"):
        save_screenshot(tmp_path / "missing" / "b.png", CASE, Shot(SMALL))


def test_every_state_has_its_sample_and_all_fit_one_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for frame in (*FRAMES, *LARGE.values()):
        assert not frame.case or (resources.samples_folder() / f"{frame.case}.footmap").is_file()
    few = (FRAMES[0], Frame("Patient", "", Shot((900, 1200), mode="patient")))
    monkeypatch.setattr(contact_sheet, "FRAMES", few)
    monkeypatch.setattr(contact_sheet, "LARGE", {"one.png": Frame("", "", Shot(SMALL))})
    written = save_all(tmp_path)
    assert [path.name for path in written] == ["one.png", contact_sheet.NAME]
    sheet = QImage(str(written[1]))
    assert sheet.width() > contact_sheet.COLUMNS * contact_sheet.CELL.width()
    colours = {sheet.pixel(x, 150) for x in range(0, sheet.width() // 2, 3)}
    assert len(colours) > 20, "there are pictures on it"
