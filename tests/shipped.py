"""What is shipped, read once for all tests of a process. Values are frozen; a test that changes one makes its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from footmap.core.atlas import Atlas
from footmap.data.assets import load_atlas

if TYPE_CHECKING:
    from footmap.core.localiser.engine import Localiser


@cache
def shipped_atlas(body: str = "male") -> Atlas:
    """The atlas of a body."""
    return load_atlas(body)


@cache
def shipped_localiser() -> Localiser:
    """The localiser of the male body."""
    from footmap.data.localiser import load_localiser  # the localiser may be changed until a test asks for it

    return load_localiser(shipped_atlas())
