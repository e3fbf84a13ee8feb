"""A row of buttons of which one is chosen, or several: the answers of a clue, or one of two ways to look."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ..look.plain import tip
from ..look.tokens import SPACE
from .pieces import Flow
from .wrapping_button import WrappingButton

ON, OFF = "☑", "☐"


class Segments(QWidget):
    """Buttons of which one is down, or several; they wrap where they do not fit.

    Parameters
    ----------
    choices : sequence of (id, text, tooltip)
    spoken : str
        What is chosen, said before the text of each button to who does not see them together.
    quiet : str, optional
        Id of the choice that means "none of them"; drawn without emphasis.
    several : bool
        More than one may be down; the buttons look like boxes to tick.
    role : str
        How the style sheet draws the others (``true``, ``side``).

    Signals
    -------
    chosen(str)
        The id of a button that the user pressed.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str, str]],
        spoken: str,
        quiet: str | None = None,
        *,
        several: bool = False,
        role: str = "true",
    ) -> None:
        super().__init__()
        self._buttons: dict[str, WrappingButton] = {}
        self._texts = {id_: text for id_, text, _ in choices}
        self._values: frozenset[str] = frozenset()
        self._quiet, self._several = quiet, several
        flow = Flow(self, SPACE[1])
        for id_, text, hint in choices:
            button = WrappingButton(self._says(id_, is_down=False))
            button.setCheckable(True)
            button.setProperty("one_of_many", not several)
            button.setProperty("segment", "quiet" if id_ == quiet else role)
            button.setAccessibleName(f"{spoken}: {text}")
            button.setToolTip(tip(hint))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _on=False, id_=id_: self._clicked(id_))
            self._buttons[id_] = button
            flow.addWidget(button)

    def say(self, choices: Sequence[tuple[str, str, str]], spoken: str) -> None:
        """Call the same choices by other names, those of another language."""
        for id_, text, hint in choices:
            self._texts[id_] = text
            self._buttons[id_].setAccessibleName(f"{spoken}: {text}")
            self._buttons[id_].setToolTip(tip(hint))
        self.set_values(self._values)

    @property
    def value(self) -> str | None:
        """Id of the chosen button; None where there is none, or several."""
        return next(iter(self._values)) if len(self._values) == 1 else None

    @property
    def values(self) -> frozenset[str]:
        """Ids of all chosen buttons."""
        return self._values

    @property
    def buttons(self) -> dict[str, WrappingButton]:
        """Buttons by id."""
        return dict(self._buttons)

    def set_value(self, id_: str | None) -> None:
        """Show a choice without telling anyone."""
        self.set_values(() if id_ is None else (id_,))

    def set_values(self, ids: Collection[str]) -> None:
        """Show one choice or several without telling anyone."""
        self._values = frozenset(ids)
        for key, button in self._buttons.items():
            is_down = key in self._values
            button.setChecked(is_down)
            button.set_words(self._says(key, is_down=is_down))

    def take_focus(self) -> None:
        """Give the keyboard to the chosen button, else to the first."""
        chosen = (b for id_, b in self._buttons.items() if id_ in self._values and id_ != self._quiet)
        button = next(chosen, None) or next(iter(self._buttons.values()))
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _says(self, id_: str, *, is_down: bool) -> str:
        text = self._texts[id_]
        return f"{ON if is_down else OFF} {text}" if self._several and id_ != self._quiet else text

    def _clicked(self, id_: str) -> None:
        self.set_values(self._values)  # what it shows follows the case, not the mouse
        self.chosen.emit(id_)
