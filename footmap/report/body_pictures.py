"""The pictures of a body as they are drawn, in any skin tone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from PIL import Image

from footmap.core.ids import DRAWN_TONE
from footmap.core.views import ViewId
from footmap.data import resources
from footmap.data.tones import load_tones
from footmap.errors import AssetError, Problem

ReadPicture: TypeAlias = Callable[[ViewId, int], Image.Image]


def picture_reader(body: str, tone: str = DRAWN_TONE) -> ReadPicture:
    """Reads the pictures of a body in a skin tone: ``read(view, magnification)`` gives RGBA at 1x, 2x or 3x."""
    tones = load_tones()
    folder = resources.atlas_folder(body) / "pictures"

    def read(view: ViewId, magnification: int) -> Image.Image:
        name = resources.picture_name(view, magnification)
        try:
            with Image.open(folder / name) as image:
                drawn = image.convert("RGBA")
        except OSError as error:
            problem = Problem(name, "The picture is missing or damaged; install footmap again.")
            raise AssetError((problem,)) from error
        return drawn if tone == tones.drawn else Image.fromarray(tones.picture(np.asarray(drawn), tone, view))

    return read
