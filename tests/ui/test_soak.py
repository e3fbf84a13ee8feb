"""A day's work leaves no more memory in use than its first hour."""

from __future__ import annotations

import sys
from typing import Final

import pytest

from footmap.ui.window import Window

from .soak import soak

ROUNDS, STROKES, EVENTS = 12, 300, 1000
WARM: Final = 2
"""Rounds in which every view is painted on, so that what is read when it is first needed has been."""
MORE: Final = 1.05


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_three_thousand_strokes_and_ten_thousand_events_leave_memory_within_five_per_cent(window: Window) -> None:
    found = list(soak(window, ROUNDS, STROKES, EVENTS))
    assert sum(kept for kept, _ in found) > ROUNDS * STROKES / 10, "strokes were painted"
    first, last = found[WARM - 1][1], found[-1][1]
    more = {kind: n - first.kinds[kind] for kind, n in last.kinds.items() if n > first.kinds[kind] + STROKES}
    assert last.resident_mb < MORE * first.resident_mb, more
    assert last.blocks < MORE * first.blocks, more
