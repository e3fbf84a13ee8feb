"""Three ways to use the window: at a desk, as a presentation, and in the patient's hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from footmap.ui.look.tokens import DESK, TOUCH

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.look.look import Look
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.patient_bar import PatientBar

Mode = Literal["desk", "presentation", "patient"]


class Modes(QObject):
    """Leads from one mode to another and back.

    In the patient's hands only the picture and the patient's bar are seen; whatever else the window knows, its
    overlays included, is out of sight, and its keys do nothing. Only the bar leads back.

    Parameters
    ----------
    host : QWidget
        The window.
    not_for_patients : sequence of QWidget
        Out of sight while a patient has the window.

    Signals
    -------
    changed(str)
        The mode.
    """

    changed = Signal(str)

    def __init__(
        self,
        look: Look,
        host: QWidget,
        *,
        canvas: Canvas,
        commands: Actions,
        patient_bar: PatientBar,
        not_for_patients: Sequence[QWidget],
    ) -> None:
        super().__init__(host)
        self._look, self._host = look, host
        self._canvas, self._commands, self._patient_bar = canvas, commands, patient_bar
        self._not_for_patients = not_for_patients
        self._mode: Mode = "desk"
        self._before: Mode = "desk"
        self._state = Qt.WindowState.WindowNoState
        self._hidden: list[QWidget] = []
        self._actions: list[QAction] = []
        self._keys: list[QShortcut] = []
        self._menus = Qt.ContextMenuPolicy.DefaultContextMenu
        self._tool: QAction | None = None
        self._at_rest: tuple[QWidget, ...] = (canvas, *not_for_patients)
        self._resting: list[QAction] = []
        a = commands
        a.presentation.triggered.connect(lambda on: self.go("presentation" if on else "desk"))
        a.patient.triggered.connect(lambda: self.go("patient"))
        patient_bar.left.connect(lambda: self.go(self._before))
        patient_bar.locked.connect(self._lock)
        patient_bar.erases.connect(lambda on: (a.eraser if on else a.brush).trigger())

    def keep_from_patients(self, part: QWidget) -> None:
        """Put another part out of sight while a patient has the window."""
        self._not_for_patients = (*self._not_for_patients, part)

    def rest(self, on: bool) -> None:
        """While something covers the picture, neither keys nor menus nor bars change what lies below it."""
        if on and not self._resting:
            self._canvas.cancel()
            self._resting = self._host.actions()
            for action in self._resting:
                self._host.removeAction(action)
        elif not on and self._resting:
            self._host.addActions(self._resting)
            self._resting = []
        for part in self._at_rest:
            part.setEnabled(not on)

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
        self._canvas.complete()
        if self._mode == "desk":
            self._state = self._host.windowState()
        if self._mode == "patient":
            self._give_back()
        self._before, self._mode = self._mode, mode
        self._commands.presentation.setChecked(mode == "presentation")
        self._look.set_density(DESK if mode == "desk" else TOUCH)
        if mode == "patient":
            self._hand_over()
        if mode == "desk":
            self._host.setWindowState(self._state)
        elif full_screen:
            self._host.setWindowState(self._state | Qt.WindowState.WindowFullScreen)
        self.changed.emit(mode)

    def _lock(self, locked: bool) -> None:
        """Done: nothing is painted, and nothing taken back, until the patient wants to paint more."""
        self._canvas.set_locked(locked)
        undo = self._commands.undo
        if locked:
            self._host.removeAction(undo)
        else:
            self._host.addAction(undo)

    def _hand_over(self) -> None:
        self._hidden = [part for part in self._not_for_patients if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        a = self._commands
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
        self._menus = self._canvas.contextMenuPolicy()
        self._canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._bare(True)
        self._patient_bar.begin(self._host.width())
        self._canvas.setFocus()

    def _give_back(self) -> None:
        self._patient_bar.hide()
        self._lock(False)
        self._bare(False)
        self._canvas.setContextMenuPolicy(self._menus)
        if self._tool is not None:
            self._tool.trigger()
        self._host.addActions(self._actions)
        for key in self._keys:
            key.setEnabled(True)
        for part in self._hidden:
            part.show()
        self._hidden, self._actions, self._keys = [], [], []
        self._canvas.setFocus()

    def _bare(self, on: bool) -> None:
        scene = self._canvas.scene
        if scene is not None:
            scene.set_bare(on)
            self._canvas.update()
