"""Ids that stand in files, on the command line and in the window's settings: each list in this one place.

Imports nothing, so that the command line and the first frame of the window may read it without numpy.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

ViewId = Literal[
    "leg_anterior",
    "leg_posterior",
    "leg_medial",
    "leg_lateral",
    "foot_dorsal",
    "foot_plantar",
    "foot_medial",
    "foot_lateral",
]
Side = Literal["right", "left"]
Quality = Literal["pain", "burning", "tingling", "numbness"]
LevelId = Literal["L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4_S5"]
DrawnMapId = Literal["lee_2008", "foerster_1933", "keegan_garrett_1948"]
"""A published dermatome map, drawn by hand in ``assets/territories``."""
MapId = Literal["lee_2008", "foerster_1933", "keegan_garrett_1948", "consensus"]
"""A dermatome map that may be shown and followed: a published one, or what they agree on."""
ToneId = Literal["light", "medium", "dark"]
LanguageId = Literal["en", "de"]

VIEW_IDS: Final[tuple[ViewId, ...]] = get_args(ViewId)
SIDES: Final[tuple[Side, ...]] = get_args(Side)
QUALITIES: Final[tuple[Quality, ...]] = get_args(Quality)
LEVELS: Final[tuple[LevelId, ...]] = get_args(LevelId)
"""From above down."""
DRAWN_MAPS: Final[tuple[DrawnMapId, ...]] = get_args(DrawnMapId)
CONSENSUS: Final[MapId] = "consensus"
MAPS: Final[tuple[MapId, ...]] = (*DRAWN_MAPS, CONSENSUS)
TONES: Final[tuple[ToneId, ...]] = get_args(ToneId)
"""Skin tones; ``assets/atlas/tones.yaml`` gives the colours of each."""
DRAWN_TONE: Final[ToneId] = "light"
"""The skin tone in which the pictures are stored."""
LANGUAGES: Final[tuple[LanguageId, ...]] = get_args(LanguageId)
"""Languages of the window, of printed text and of the sentences in ``assets/words``; the first is the fallback."""
