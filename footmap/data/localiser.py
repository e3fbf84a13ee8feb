"""The localiser of an installed body, ready to ask."""

from __future__ import annotations

from footmap.core.atlas import Atlas
from footmap.core.ids import CONSENSUS, MapId
from footmap.core.localiser.engine import Localiser
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.knowledge.scoring import load_scoring

from .cells import load_cells


def load_localiser(atlas: Atlas, map_: MapId = CONSENSUS) -> Localiser:
    """A localiser with the installed knowledge base, scoring and stored skin cells of an atlas.

    Raises
    ------
    AssetError
        With every problem of the files.
    """
    return Localiser(atlas, load_clinical(), load_scoring(), map_, cells=load_cells(atlas))
