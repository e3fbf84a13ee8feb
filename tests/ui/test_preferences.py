"""What is remembered between starts comes back as it was kept; whatever else the file holds does no harm."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray

from footmap.core.ids import TONES
from footmap.ui.settings.brush_settings import MAX_WIDTH_MM, MIN_WIDTH_MM
from footmap.ui.settings.language import LANGUAGES
from footmap.ui.settings.preferences import (
    LARGEST_ZOOM,
    LONGEST_REST_MINUTES,
    PICTURE_PX,
    REPORT_PAPERS,
    REPORT_READERS,
    START_OVERLAYS,
    WRITING_PERCENT,
    Preferences,
    Setting,
)

SETTINGS = sorted(name for name, value in vars(Preferences).items() if isinstance(value, Setting))
KEPT: dict[str, st.SearchStrategy[Any]] = {
    "theme": st.sampled_from([None, "light", "dark", "contrast"]),
    "language": st.sampled_from([None, *LANGUAGES]),
    "tone": st.sampled_from(TONES),
    "studied": st.lists(st.text("abc|_", min_size=1), max_size=4).map(tuple),
    "learner": st.text("0123456789abcdef", min_size=1),
    "body": st.text("abcdefgh_", min_size=1),
    "geometry": st.binary(max_size=40).map(QByteArray),
    "splitter": st.binary(max_size=40).map(QByteArray),
    "spine": st.booleans(),
    "writing_percent": st.sampled_from(WRITING_PERCENT),
    "keep_brush": st.booleans(),
    "cover_minutes": st.integers(0, LONGEST_REST_MINUTES),
    "brush_width_mm": st.integers(MIN_WIDTH_MM, MAX_WIDTH_MM),
    "brush_intensity": st.integers(0, 10),
    "pen_pressure": st.booleans(),
    "start_overlays": st.sampled_from(START_OVERLAYS),
    "overlays": st.lists(st.text("abc_", min_size=1), max_size=4).map(tuple),
    "library": st.text("abc/._ ").map(str.strip),
    "report_readers": st.sampled_from(REPORT_READERS),
    "report_language": st.sampled_from([None, *LANGUAGES]),
    "_report_paper": st.sampled_from([None, *REPORT_PAPERS]),
    "report_argument": st.booleans(),
    "picture_width_px": st.integers(*PICTURE_PX),
    "picture_legend": st.booleans(),
    "picture_transparent": st.booleans(),
    "report_zoom": st.integers(0, LARGEST_ZOOM),
    "report_folder": st.text("abc/._ ").map(str.strip),
    "letter_template": st.text("abc/._ ").map(str.strip),
    "map": st.text("abc_0123456789"),
    "tour_seen": st.booleans(),
    "discreet": st.booleans(),
    "_recent": st.lists(st.text("abc/.", min_size=1), max_size=4).map(tuple),
}


def test_every_setting_is_tried_here() -> None:
    assert sorted(KEPT) == SETTINGS


@settings(max_examples=50)
@given(values=st.fixed_dictionaries(KEPT))
def test_what_is_kept_comes_back(values: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "window.ini"
        first = Preferences(path)
        for name, value in values.items():
            setattr(first, name, value)
        first.flush()
        text = path.read_text(encoding="utf-8")
        path = Path(folder) / "copied.ini"  # Qt would share one copy of the same file
        path.write_text(text, encoding="utf-8")
        again = Preferences(path)
        assert {name: getattr(again, name) for name in values} == values


@settings(max_examples=50)
@given(kept=st.one_of(st.text(), st.integers(-(2**31), 2**31 - 1), st.lists(st.text(), max_size=3), st.booleans()))
def test_nonsense_becomes_a_value_that_can_be_kept(kept: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "window.ini")
        for name in SETTINGS:
            usual = getattr(preferences, name)
            preferences.store.setValue(vars(Preferences)[name]._key, kept)
            value = getattr(preferences, name)
            assert isinstance(value, type(usual)) or usual is None
            setattr(preferences, name, value)
            assert getattr(preferences, name) == value


@pytest.mark.parametrize("value", ["", "x", "-5", "900", "[]"])
def test_broken_settings_become_usual_ones(tmp_path: Path, value: str) -> None:
    path = tmp_path / "window.ini"
    keys = ("brush\\keep", "brush\\quality", "brush\\width_mm", "brush\\intensity", "overlays\\start", "pen_pressure")
    lines = [f"{key.replace(chr(92), '/').split('/')[-1]}={value}" for key in keys]
    path.write_text("[General]\n" + "\n".join(lines) + "\n[brush]\n" + "\n".join(lines) + "\n")
    p = Preferences(path)
    assert not p.keep_brush
    assert 2 <= p.brush_width_mm <= 60
    assert 0 <= p.brush_intensity <= 10
    assert p.start_overlays == "last"
    assert p.pen_pressure
