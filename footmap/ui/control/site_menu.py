"""The menu on the picture: what a lesion at the sites near the pointer would do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from footmap.core.views import Side, ViewId
    from footmap.ui.overlay.facts import BodyFacts

NEAR_MM: Final = 60.0
MOST: Final = 4


class SiteMenu(QMenu):
    """Sites near a point of a picture, then all of them.

    Parameters
    ----------
    near : list of str
        Sites, the nearest first.
    choose : callable
        Given a site and the side.
    every : QMenu
        The list of all places.
    """

    def __init__(
        self,
        facts: BodyFacts,
        near: list[str],
        side: Side,
        choose: Callable[[str, Side], object],
        every: QMenu,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._chosen, self._side = choose, side
        self.setTitle(every.title())
        self.addSection(every.title())
        for id_ in near:
            entry = self.addAction(facts.site_name(id_))
            entry.triggered.connect(partial(self._choose, id_))
        if near:
            self.addSeparator()
        more = self.addAction(self.tr("All places …"))
        more.triggered.connect(lambda: every.popup(self.pos()))

    def _choose(self, id_: str) -> None:
        self._chosen(id_, self._side)


def sites_near(facts: BodyFacts, view: ViewId, x_mm: float, y_mm: float) -> list[str]:
    """Sites that a view sees near a point, the nearest first."""
    found = [
        (abs(complex(site.point_mm[0] - x_mm, site.point_mm[1] - y_mm)), site.id)
        for site in facts.courses.sites[view]
        if not site.hidden
    ]
    return [id_ for distance, id_ in sorted(found) if distance <= NEAR_MM][:MOST]
