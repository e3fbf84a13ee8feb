"""Sentences of the plates of the atlas, from ``assets/words/plates.yaml`` and ``assets/words/variants.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from footmap.core.views import SIDES, VIEW_IDS

from . import resources
from .models import read_yaml
from .once import read_once
from .phrases import Phrases, PhrasesFile, read_phrases

PLATES: Final = (
    "body", "regions", "nerves_usual", "nerves_core", "nerves_variants", "nerves_toes", "dermatomes_lee_2008",
    "dermatomes_foerster_1933", "dermatomes_keegan_garrett_1948", "dermatomes_consensus", "disagreement", "courses",
)  # fmt: skip
"""Every plate, in order."""
NOTED: Final = tuple(name for name in PLATES if name not in ("body", "regions", "nerves_usual"))
"""Plates with a line under their title."""
_FILLED: Final[Mapping[str, str]] = {
    "": """
        note_blank note_body agree neighbours apart share_unknown female male sources recalled answers name_date sacrum
    """,
    "share": "share",
    "nerve what share": "variant",
    "nerve number": "web toe_medial toe_lateral",
    "body side version": "foot",
    "number count": "page",
    "side": "spine",
    "leaves passes": "disc",
}
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {phrase: frozenset(names.split()) for names, phrases in _FILLED.items() for phrase in phrases.split()}
    | {phrase: frozenset[str]() for phrase in (*VIEW_IDS, *SIDES)}
    | {f"title_{name}": frozenset[str]() for name in PLATES}
    | {f"note_{name}": frozenset[str]() for name in NOTED}
)


@read_once
def load_plate_phrases() -> Phrases:
    """The phrases of the plates that are installed with footmap.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    return read_phrases(resources.root() / "words" / "plates.yaml", PLACEHOLDERS)


@read_once
def load_variant_words() -> Mapping[str, Mapping[str, str]]:
    """Id of a described variant -> language -> what it is; the atlas may have variants that are not here.

    Raises
    ------
    AssetError
        With every problem of the file.
    """
    path = resources.root() / "words" / "variants.yaml"
    record, _ = read_yaml(path, PhrasesFile, f"words/{path.name}")
    return MappingProxyType({id_: phrase.model_dump() for id_, phrase in record.phrases.items()})
