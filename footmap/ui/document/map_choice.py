"""Which dermatome map levels follow. The one place that knows: picture, menu and assessment all look here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from footmap.core.atlas import MapId


class MapChoice(QObject):
    """The chosen dermatome map.

    Signals
    -------
    changed(str)
        The map that has been chosen, if it is not the one before.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value: MapId = "consensus"

    @property
    def value(self) -> MapId:
        """Id of the map."""
        return self._value

    def choose(self, id_: MapId) -> None:
        """Let levels follow another map."""
        if id_ != self._value:
            self._value = id_
            self.changed.emit(id_)
