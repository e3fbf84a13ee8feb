"""What a presentation needs in a hall: panels out of the way, large names that come one by one, a spotlight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.shell.actions import Actions

    from .modes import Modes

LARGE: Final = 1.8
"""Names in a presentation, relative to what its larger writing makes of them: together at least twice as large."""


class Hall(QObject):
    """Folds panels, and reveals names.

    Parameters
    ----------
    panels : sequence of QWidget
        Folded while a presentation begins; the command unfolds them, also in the middle of it.
    """

    def __init__(
        self, modes: Modes, parent: QObject, *, canvas: Canvas, commands: Actions, panels: Sequence[QWidget]
    ) -> None:
        super().__init__(parent)
        self._canvas, self._commands, self._panels = canvas, commands, panels
        self._before: bool | None = None
        modes.changed.connect(self._go)
        commands.fold.toggled.connect(self._fold)
        commands.spotlight.toggled.connect(canvas.spotlight.set_on)
        commands.next_name.triggered.connect(self._next_name)
        commands.all_names.triggered.connect(lambda: self._reveal(None))

    def _go(self, mode: str) -> None:
        presents = mode == "presentation"
        fold = self._commands.fold
        if presents and self._before is None:
            self._before = fold.isChecked()
            fold.setChecked(True)
        elif mode == "desk" and self._before is not None:
            fold.setChecked(self._before)
            self._before = None
        if not presents:
            self._commands.spotlight.setChecked(False)
            self._reveal(None)
        scene = self._canvas.scene
        if scene is not None:
            scene.set_writing(LARGE if presents else 1.0)
            self._canvas.update()

    def _fold(self, on: bool) -> None:
        for panel in self._panels:
            panel.setVisible(not on)

    # ---- names

    def _next_name(self) -> None:
        """Hide all names, then reveal one after the other."""
        scene = self._canvas.scene
        if scene is None or scene.bare:
            return
        now = scene.choice.revealed
        self._reveal(0 if now is None else now + 1)

    def _reveal(self, number: int | None) -> None:
        scene = self._canvas.scene
        if scene is not None and scene.set_choice(replace(scene.choice, revealed=number)):
            self._canvas.update()
