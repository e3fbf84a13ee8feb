"""Gives memory that is no longer used back to the system (glibc only; elsewhere nothing is done)."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Final

_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
_LARGE_BYTES: Final = 1 << 20
_ARENAS: Final = 2


def give_back() -> None:
    """Give free memory in the heap back to the system, after something large has been computed. Any thread."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def keep_small() -> None:
    """Let arrays of a mebibyte and more come from the system one by one and go back to it when they are freed.

    By default glibc raises that bound whenever such an array is freed, so that later ones tear holes into the heap;
    opening a case of 5,000 strokes then leaves 40 MB that nothing uses. Call it before the first thread starts.
    """
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        mallopt(_M_TRIM_THRESHOLD, _LARGE_BYTES)
        mallopt(_M_ARENA_MAX, _ARENAS)
