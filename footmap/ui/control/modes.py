"""Three ways to use the window: at a desk, as a presentation, and in the patient's hands."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from footmap.ui.canvas.canvas import Canvas
from footmap.ui.canvas.strip import Strip
from footmap.ui.look.tokens import DESK, TOUCH
from footmap.ui.shell.patient_bar import PatientBar

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from footmap.ui.look.look import Look
    from footmap.ui.parts import Parts

Mode = Literal["desk", "presentation", "patient"]
STAYS: Final = (Canvas, Strip, QSplitter, PatientBar, QMenu)
"""Parts that a patient sees, or that are not seen by themselves."""


class Modes(QObject):
    """Leads from one mode to another and back.

    In the patient's hands only the picture and the patient's bar are seen; whatever else the window knows, its
    overlays included, is out of sight, and its keys do nothing. Only the bar leads back.

    Parameters
    ----------
    host : QWidget
        The window.

    Signals
    -------
    changed(str)
        The mode.
    """

    changed = Signal(str)

    def __init__(self, parts: Parts, look: Look, host: QWidget) -> None:
        super().__init__(host)
        self._parts, self._look, self._host = parts, look, host
        self._mode: Mode = "desk"
        self._before: Mode = "desk"
        self._state = Qt.WindowState.WindowNoState
        self._hidden: list[QWidget] = []
        self._actions: list[QAction] = []
        self._keys: list[QShortcut] = []
        self._menus = Qt.ContextMenuPolicy.DefaultContextMenu
        self._tool: QAction | None = None
        a = parts.commands
        a.presentation.triggered.connect(lambda on: self.go("presentation" if on else "desk"))
        a.patient.triggered.connect(lambda: self.go("patient"))
        parts.patient_bar.left.connect(lambda: self.go(self._before))

    @property
    def mode(self) -> Mode:
        """Present mode."""
        return self._mode

    def go(self, mode: Mode, full_screen: bool = True) -> None:
        """Change the mode.

        Parameters
        ----------
        full_screen : bool
            Also fill the screen, but for the mode at a desk (False for pictures of the window).
        """
        if mode == self._mode:
            return
        self._parts.canvas.cancel()
        if self._mode == "desk":
            self._state = self._host.windowState()
        if self._mode == "patient":
            self._give_back()
        self._before, self._mode = self._mode, mode
        self._parts.commands.presentation.setChecked(mode == "presentation")
        self._look.set_density(DESK if mode == "desk" else TOUCH)
        if mode == "patient":
            self._hand_over()
        if mode == "desk":
            self._host.setWindowState(self._state)
        elif full_screen:
            self._host.setWindowState(self._state | Qt.WindowState.WindowFullScreen)
        self.changed.emit(mode)

    def _hand_over(self) -> None:
        p = self._parts
        seen = [part for f in fields(p) if isinstance(part := getattr(p, f.name), QWidget)]
        self._hidden = [part for part in seen if not isinstance(part, STAYS) and not part.isHidden()]
        for part in self._hidden:
            part.hide()
        a = p.commands
        stays = a.undo, a.zoom_in, a.zoom_out, a.fit
        self._actions = [action for action in self._host.actions() if action not in stays]
        for action in self._actions:
            self._host.removeAction(action)
        mine = Qt.FindChildOption.FindDirectChildrenOnly
        self._keys = [key for key in self._host.findChildren(QShortcut, options=mine) if key.isEnabled()]
        for key in self._keys:
            key.setEnabled(False)
        for action in (a.walk_regions, a.lead_tool):
            action.setChecked(False)
        self._tool = a.tools.checkedAction()
        a.brush.trigger()
        self._menus = p.canvas.contextMenuPolicy()
        p.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._bare(True)
        p.patient_bar.begin(self._host.width())
        p.canvas.setFocus()

    def _give_back(self) -> None:
        p = self._parts
        p.patient_bar.hide()
        self._bare(False)
        p.canvas.setContextMenuPolicy(self._menus)
        if self._tool is not None:
            self._tool.trigger()
        self._host.addActions(self._actions)
        for key in self._keys:
            key.setEnabled(True)
        for part in self._hidden:
            part.show()
        self._hidden, self._actions, self._keys = [], [], []
        p.canvas.setFocus()

    def _bare(self, on: bool) -> None:
        scene = self._parts.canvas.scene
        if scene is not None:
            scene.set_bare(on)
            self._parts.canvas.update()
