"""Where footmap's own files are: the one place that knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footmap.errors import AssetError, Problem

if TYPE_CHECKING:
    from footmap.core.views import ViewId

MAGNIFICATIONS: Final = (1, 2, 3)
"""Every picture is stored in these sizes."""
_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def root() -> Path:
    """Folder of the assets: inside the installed package, or beside it in a checkout.

    Raises
    ------
    AssetError
        If neither exists.
    """
    for folder in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        if folder.is_dir():
            return folder
    raise AssetError((Problem(str(_PACKAGE / "assets"), "The assets are missing; install footmap again."),))


def atlas_folder(body: str = "male") -> Path:
    """Folder of one body's atlas."""
    return root() / "atlas" / body


def picture_name(view: ViewId, magnification: int) -> str:
    """File name of a view's picture, among `MAGNIFICATIONS`: the largest is a WebP file, the others are PNG."""
    return f"{view}@{magnification}x.{'webp' if magnification == MAGNIFICATIONS[-1] else 'png'}"


def bodies() -> tuple[str, ...]:
    """Bodies that have an atlas, by name."""
    return tuple(sorted(folder.parent.name for folder in (root() / "atlas").glob("*/atlas.json")))


def drawn_bodies() -> tuple[str, ...]:
    """Bodies whose numbers are there, so that an atlas of them can be made, by name."""
    return tuple(sorted(file.stem for file in (root() / "atlas_model").glob("*.yaml")))


def knowledge_folder() -> Path:
    """Folder of the knowledge base."""
    return root() / "knowledge"


def samples_folder() -> Path:
    """Folder of the sample cases."""
    return root() / "samples"
