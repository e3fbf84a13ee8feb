"""A row of buttons of which one is chosen: the answers of a clue, or one of two ways to look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ..look.tokens import SPACE
from .pieces import Flow


class Segments(QWidget):
    """Buttons that exclude each other; they wrap where they do not fit.

    Parameters
    ----------
    choices : sequence of (id, text, tooltip)
    quiet : str, optional
        Id of the choice that means "none of them"; drawn without emphasis.

    Signals
    -------
    chosen(str)
        The id of a button that the user pressed.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]], spoken: str, quiet: str | None = None) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self._value: str | None = None
        flow = Flow(self, SPACE[1])
        for id_, text, tip in choices:
            button = QPushButton(text)
            button.setCheckable(True)
            button.setProperty("segment", "quiet" if id_ == quiet else "true")
            button.setAccessibleName(f"{spoken}: {text}")
            button.setToolTip(tip)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _on=False, id_=id_: self._clicked(id_))
            self._buttons[id_] = button
            flow.addWidget(button)

    @property
    def value(self) -> str | None:
        """Id of the chosen button."""
        return self._value

    @property
    def buttons(self) -> dict[str, QPushButton]:
        """Buttons by id."""
        return dict(self._buttons)

    def set_value(self, id_: str | None) -> None:
        """Show a choice without telling anyone."""
        self._value = id_
        for key, button in self._buttons.items():
            button.setChecked(key == id_)

    def take_focus(self) -> None:
        """Give the keyboard to the chosen button, else to the first."""
        button = self._buttons.get(self._value or "") or next(iter(self._buttons.values()))
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, id_: str) -> None:
        self.set_value(self._value)  # what it shows follows the case, not the mouse
        self.chosen.emit(id_)
