"""Installed files are read once, whichever threads ask for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def read_once(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what a loader returns, for each set of arguments; later calls get the same value.

    A thread that asks while another is reading waits for that value. An error is not kept: the next call reads again.
    """
    kept: dict[Hashable, T] = {}
    reading = threading.RLock()

    @wraps(read)
    def load(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (args, tuple(sorted(kwargs.items())))
        with reading:
            if key not in kept:
                kept[key] = read(*args, **kwargs)
            return kept[key]

    return load
