"""What a consultation takes: few clicks, a filed report, nothing to save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from footmap.data.library.library import Library

from .consultation import Consultation, first_visit, sheet

MOST_CLICKS = 12


@pytest.fixture
def consultation(qapp: QApplication, tmp_path: Path) -> Iterator[Consultation]:
    made = Consultation(tmp_path)
    yield made
    made.end()


def test_from_the_start_to_a_filed_report_takes_few_clicks(consultation: Consultation, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    first_visit(consultation, report)
    assert report.read_bytes().startswith(b"%PDF")
    assert 0 < consultation.clicks <= MOST_CLICKS
    with Library(consultation.places.library) as library:
        (entry,) = library.visits()
        kept = library.visit(entry.visit.id)
    assert entry.patient.name == "Maria Schneider"
    assert kept.case == consultation.hand.session.case
    assert kept.pain.now == 6
    assert kept.case.note
    assert kept.case.clues
    picture = tmp_path / "sheet.png"
    picture.write_bytes(sheet(consultation.pictures))
    with Image.open(picture) as image:
        assert image.width > 1000
    assert picture.stat().st_size < 1_500_000
