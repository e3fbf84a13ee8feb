"""Two screens of different scale: the window is dragged across, painted on both, and stays sharp; one is unplugged.

No window manager runs beside the virtual X server: what it does with a window whose screen has gone is not tried.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import monitors
from .xserver import display_of

WIDTH, HEIGHT = 1440, 900
PAINTED = 40
"""Skin that is painted differs by more than this in one channel; drawn in another size it differs by a little."""


def apart(one: str, other: str) -> int:
    """Largest difference of a channel of two colours, written as ``#rrggbb``."""
    return max(abs(int(one[k : k + 2], 16) - int(other[k : k + 2], 16)) for k in (1, 3, 5))


@pytest.fixture
def wide_display() -> Iterator[str]:
    with display_of(3 * WIDTH, 2 * HEIGHT) as name:
        yield name


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_a_window_that_is_dragged_to_another_screen_stays_sharp_and_keeps_its_paint(
    tmp_path: Path, scale: float
) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": round(WIDTH * k), "height": round(HEIGHT * k), "dpr": 1}
        | {"logicalDpi": 96, "logicalBaseDpi": 96}
        for name, x, k in (("left", 0, 1.0), ("right", WIDTH, scale))
    ]
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={file}",
        "QT_SCREEN_SCALE_FACTORS": f"left=1;right={scale}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.two_screens"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["screens"] == [["left", 1.0], ["right", scale]]
    begun, left, dragged, right, back = found["seen"]
    assert [s["screen"] for s in found["seen"]] == ["left", "left", "right", "right", "left"]
    for shown in found["seen"]:
        wanted = scale if shown["screen"] == "right" else 1.0
        assert shown["ratio"] == wanted
        assert shown["picture"] == pytest.approx([wanted, wanted], abs=0.01)
        assert shown["size"] == begun["size"]
    assert [s["strokes"] for s in (begun, left, dragged, right)] == [0, 1, 1, 2]
    assert back["strokes"] in (2, 3), "a stroke during which the screen changes is kept or given up as a whole"
    skin = begun["colours"]
    for k, shown in enumerate((left, dragged, right)):
        assert apart(shown["colours"][0], skin[0]) > PAINTED, "what was painted on the first screen is seen on both"
        assert (apart(shown["colours"][1], skin[1]) > PAINTED) == (k == 2)


def test_a_screen_that_is_unplugged_in_the_middle_of_a_stroke_takes_nothing_along(wide_display: str) -> None:
    if absent := monitors.missing():
        pytest.skip(f"no monitors to unplug: {', '.join(absent)} missing")
    environment = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "DISPLAY": wide_display,
        "QT_SCREEN_SCALE_FACTORS": "left=1;right=2",
    }
    command = [sys.executable, "-m", "tests.ui.two_screens", "unplug"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["screens"] == [["left", 1.0]]
    begun, fine, unplugged, again = found["seen"]
    assert (begun["ratio"], fine["ratio"], unplugged["ratio"], again["ratio"]) == (1.0, 2.0, 1.0, 1.0)
    assert fine["picture"] == pytest.approx([2.0, 2.0], abs=0.01)
    assert fine["strokes"] == 1
    assert unplugged["strokes"] in (1, 2), "the stroke is kept or given up as a whole"
    assert apart(unplugged["colours"][0], begun["colours"][0]) > PAINTED
    assert again["strokes"] == 1
    assert apart(again["colours"][1], begun["colours"][1]) > PAINTED
