"""A virtual X server for tests that need a real one."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

LIBRARIES: Final = (
    "xcb-cursor", "xcb-icccm", "xcb-image", "xcb-keysyms", "xcb-render-util", "xcb-shape", "xcb-xkb", "xkbcommon-x11",
    "EGL", "GL",
)  # fmt: skip


@pytest.fixture
def display() -> Iterator[str]:
    with display_of(1280, 800) as name:
        yield name


@contextmanager
def display_of(width: int, height: int) -> Iterator[str]:
    """Name of the display of a server with one screen of this size; skips the test where none can be had."""
    xvfb = shutil.which("Xvfb")
    missing = [name for name in LIBRARIES if ctypes.util.find_library(name) is None]
    if not sys.platform.startswith("linux") or xvfb is None or missing:
        pytest.skip(f"no X server to try: Xvfb {xvfb or 'missing'}, libraries missing: {missing}")
    read, write = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)
