"""Where there is nothing to draw on or to write to, one sentence and exit code 1 or 2; never silence or a core dump."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from footmap.data.samples import load_samples

SAMPLE: Final = str(load_samples()[0].path)


def run(*words: str, stdout: int | None = subprocess.PIPE, **environment: str | None) -> tuple[int, str]:
    """Exit code, and what stands on stderr."""
    changed = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "footmap", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={key: value for key, value in changed.items() if value is not None},
    )
    return done.returncode, done.stderr.rstrip("\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["rank", "--help"]])
def test_help_that_cannot_be_written_is_said(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        code, said = run(*words, stdout=full.fileno())
    assert code == 1
    assert said == "footmap: The output cannot be written: No space left on device."


@pytest.mark.parametrize("case", [[], [SAMPLE]])
def test_a_platform_that_is_not_there_is_said(case: list[str]) -> None:
    code, said = run(*case, QT_QPA_PLATFORM="nosuch")
    assert (code, said) == (1, "footmap: Qt has no platform 'nosuch' here; unset QT_QPA_PLATFORM.")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_no_display_is_said() -> None:
    code, said = run(QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert code == 1
    assert said.startswith("footmap: There is no display")
    assert said.count("\n") == 0


def test_a_picture_that_is_too_large_is_refused_at_once(tmp_path: Path) -> None:
    code, said = run("screenshot", "--size", "99999x99999", "-o", str(tmp_path / "z.png"))
    assert code == 2
    assert "at most 8192" in said


def test_a_picture_of_the_window_is_made_without_a_word_of_qt(tmp_path: Path) -> None:
    out = tmp_path / "window.png"
    assert run("screenshot", SAMPLE, "--scale", "2", "--language", "de", "-o", str(out)) == (0, "")
    with Image.open(out) as image:
        assert image.size == (2880, 1800)
        assert image.info["dpi"][0] == pytest.approx(192.0, abs=0.1)
        assert "keine Diagnose" in image.info["Description"]


def test_a_row_that_is_not_there_is_said(tmp_path: Path) -> None:
    code, said = run("screenshot", SAMPLE, "--opened", "nosuch", "-o", str(tmp_path / "z.png"))
    assert (code, said) == (1, "footmap: There is no row 'nosuch' in that list of the panel.")


def test_a_plate_that_is_not_there_is_said(tmp_path: Path) -> None:
    code, said = run("atlas", "plates", "--only", "nosuch", "-o", str(tmp_path))
    assert code == 1
    assert said.startswith("footmap: There is no plate 'nosuch'; there are ")
