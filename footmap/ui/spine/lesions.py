"""The list behind *What would a lesion here do?*: every place in the spine and every site, by height."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from footmap.core.ids import SIDES

if TYPE_CHECKING:
    from footmap.core.views import Side

    from ..overlay.facts import BodyFacts

ABOVE_MM: Final = 60.0
"""What lies less than this above the knee, or the ankle, belongs to it."""


class LesionMenu(QMenu):
    """Chooses a site and the side.

    Signals
    -------
    chosen(str, str)
        Site or place in the spine, and the side.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("What would a lesion here do?"))
        self.side: Side = "right"
        self._sides = QActionGroup(self)
        names = {"right": self.tr("Right side"), "left": self.tr("Left side")}
        self._side_entries: list[QAction] = []
        for side in SIDES:
            entry = self.addAction(names[side])
            entry.setCheckable(True)
            entry.setChecked(side == self.side)
            entry.triggered.connect(lambda _on=False, side=side: self._take_side(side))
            self._sides.addAction(entry)
            self._side_entries.append(entry)
        self.addSeparator()
        self.sites: dict[str, QAction] = {}
        self._groups: list[QMenu] = []

    def _take_side(self, side: Side) -> None:
        self.side = side

    def set_facts(self, facts: BodyFacts) -> None:
        """List the places of a body, in the order from the spine to the toes."""
        for group in self._groups:
            self.removeAction(group.menuAction())
            group.deleteLater()
        self._groups, self.sites = [], {}
        titles = self.tr("Spine"), self.tr("Hip and thigh"), self.tr("Knee and leg"), self.tr("Ankle and foot")
        for title, ids in zip(titles, by_height(facts), strict=True):
            group = self.addMenu(title)
            self._groups.append(group)
            for id_ in ids:
                entry = group.addAction(facts.site_name(id_))
                entry.triggered.connect(lambda _on=False, id_=id_: self.chosen.emit(id_, self.side))
                self.sites[id_] = entry


def by_height(facts: BodyFacts) -> tuple[list[str], list[str], list[str], list[str]]:
    """Places of the spine, and sites above the knee, above the ankle and below, each from the top."""
    marks = facts.atlas.views["leg_lateral"].landmarks_mm
    knee, ankle = marks["knee_joint"][1], marks["ankle_joint"][1]
    anatomy = facts.anatomy
    spine = [*anatomy.places, *(id_ for id_, site in anatomy.sites.items() if site.kind in ("root", "roots", "plexus"))]
    out: tuple[list[str], list[str], list[str], list[str]] = (spine, [], [], [])
    for id_ in facts.sites_from_top:
        y = facts.heights_mm.get(id_, float("inf"))
        out[1 if y > knee + ABOVE_MM else 2 if y > ankle + ABOVE_MM else 3].append(id_)
    return out
