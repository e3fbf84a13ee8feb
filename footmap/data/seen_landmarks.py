"""Landmarks that each view shows, found once for an atlas and kept from one start to the next.

Finding them unpacks every map of the skin, which takes a tenth of a second and some memory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from footmap.core.atlas import Atlas
from footmap.core.landmarks import visible
from footmap.core.views import VIEW_IDS, ViewId

from . import kept

Landmarks = Mapping[ViewId, Mapping[str, tuple[float, float]]]
_KEPT = "landmarks"


def load_seen_landmarks(atlas: Atlas) -> Landmarks:
    """Landmarks that each view shows, right-limb view mm."""
    key = kept.digest(atlas.digest.encode()) if atlas.digest else ""
    data = kept.read(_KEPT, key)
    if data is not None:
        found = json.loads(data)
        return {view: {name: (x, y) for name, (x, y) in found[view].items()} for view in VIEW_IDS}
    made = visible(atlas)
    kept.write(_KEPT, key, json.dumps(made).encode("utf-8"))
    return made
