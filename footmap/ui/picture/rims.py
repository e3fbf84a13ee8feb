"""What a round brush would cover at the pointer, where that is not the whole circle: near the edge of the limb."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF

from footmap.ui.runtime.background import Background

if TYPE_CHECKING:
    from footmap.core.relief import Relief
    from footmap.core.skin import Skin
    from footmap.core.views import ViewId
    from footmap.ui.sheet.layout import Slot


class Rims(QObject):
    """Knows how the skin of each view slopes away; found in a thread when the pointer first comes to a view.

    Parameters
    ----------
    skin : Skin
    """

    def __init__(self, skin: Skin, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._skin = skin
        self._reliefs: dict[ViewId, Relief] = {}
        self._asked: set[ViewId] = set()
        self._background = Background(self)

    def around(self, slot: Slot, x_mm: float, y_mm: float, radius_mm: float) -> list[QPointF] | None:
        """Edge of what a brush covers of the picture, on the sheet; None where it is a circle, or is not known yet."""
        relief = self._reliefs.get(slot.view)
        if relief is None:
            self._ask(slot.view)
            return None
        if relief.level((x_mm, y_mm), (x_mm, y_mm), radius_mm):
            return None
        at, wide = np.array([[x_mm, y_mm]]), np.array([radius_mm])
        if not relief.steep(at, wide)[0]:
            return None
        return [QPointF(*slot.to_px(x, y)) for x, y in relief.rim(at, wide)[0].tolist()]

    def _ask(self, view: ViewId) -> None:
        if view not in self._asked:
            self._asked.add(view)
            self._background.run(partial(self._skin.relief, view), partial(self._keep, view), self._lost)

    def _keep(self, view: ViewId, relief: Relief) -> None:
        self._reliefs[view] = relief

    def _lost(self, _why: str) -> None:
        """The circle is shown instead."""

    def settle(self) -> None:
        """Wait for what was asked for."""
        self._background.settle()

    def stop(self) -> None:
        """Find nothing more."""
        self._background.stop()
