"""The bar of an emergency: over the whole width under the toolbar, never scrolled away, in every mode.

A symbol, a heading and a colour of its own say that something cannot wait, so that it is told by none of them alone.
Each emergency is a line with what to do now; it goes when its flag is cleared for a reason, and there is no button
that merely takes it out of sight. In a patient's hands the bar names nothing and asks for the screen back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..look.sign import draw_sign
from ..look.theme import TypeRole, write
from ..look.tokens import SPACE, THEMES, Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

SIGN_PX: Final = 34


@dataclass(frozen=True)
class Emergency:
    """A flag that cannot wait, in words.

    Attributes
    ----------
    now : str
        What to do now, in one line.
    clear : str
        Name of the step that clears it.
    """

    id: str
    urgency: str
    name: str
    now: str
    clear: str = ""


class Sign(QWidget):
    """A triangle with an exclamation mark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._calm = theme, False
        self.setFixedSize(SIGN_PX, SIGN_PX)

    def dress(self, theme: Theme, *, calm: bool) -> None:
        """Draw in another theme, on the bar's own colour or, where it is calm, in that colour."""
        self._theme, self._calm = theme, calm
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme
        shape, mark = (t.emergency, t.on_emergency) if self._calm else (t.on_emergency, t.emergency)
        painter = QPainter(self)
        draw_sign(painter, QRectF(self.rect()), QColor(shape), QColor(mark))
        painter.end()


class EmergencyLine(QWidget):
    """One emergency.

    Signals
    -------
    checked()
        What confirms or clears it is wanted.
    cleared(str)
        The reason why it is excluded.
    """

    checked = Signal()
    cleared = Signal(str)

    def __init__(self, found: Emergency) -> None:
        super().__init__()
        self.found = found
        head = QLabel(f"{found.urgency}  ·  {found.name}")
        now = QLabel(found.now)
        self._roles: tuple[tuple[QLabel, TypeRole], ...] = ((head, "alarm"), (now, "title"))
        for part, _ in self._roles:
            part.setWordWrap(True)
            part.setTextFormat(Qt.TextFormat.PlainText)
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.rewrite()
        self.checks = QPushButton(self.tr("What confirms it"))
        self.checks.setAccessibleName(self.tr("What confirms it: {0}").format(found.name))
        self.checks.clicked.connect(self.checked)
        self.clear = QPushButton(self.tr("Cleared, because …"))
        self.clear.setAccessibleName(self.tr("Cleared, because …: {0}").format(found.name))
        self.clear.clicked.connect(self.ask)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("What was found, for example: MRI of today without compression"))
        self.reason.setAccessibleName(self.tr("Why this is excluded: {0}").format(found.name))
        self.reason.returnPressed.connect(self._confirm)
        self.confirm = QPushButton(self.tr("Clear it"))
        self.confirm.setEnabled(False)
        self.reason.textChanged.connect(self._written)
        self.confirm.clicked.connect(self._confirm)
        self.back = QPushButton(self.tr("Cancel"))
        self.back.clicked.connect(self.leave)
        self._pages = QStackedWidget()
        for row in ((self.checks, self.clear), (self.reason, self.confirm, self.back)):
            page = QWidget()
            line = QHBoxLayout(page)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(SPACE[2])
            for widget in row:
                line.addWidget(widget, 1 if widget is self.reason else 0)
            self._pages.addWidget(page)
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(head)
        texts.addWidget(now)
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setSpacing(SPACE[4])
        row_.addLayout(texts, 1)
        row_.addWidget(self._pages, 0, Qt.AlignmentFlag.AlignVCenter)

    def rewrite(self) -> None:
        """Take the fonts of the present theme."""
        for part, role in self._roles:
            write(part, role)

    @property
    def asking(self) -> bool:
        """Whether a reason is being written."""
        return self._pages.currentIndex() == 1

    def ask(self) -> None:
        """Ask for the reason, in the place of the buttons."""
        self._pages.setCurrentIndex(1)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Clear nothing."""
        self._pages.setCurrentIndex(0)
        self.reason.clear()
        self.clear.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, text: str) -> None:
        self.confirm.setEnabled(bool(text.strip()))

    def _confirm(self) -> None:
        if self.reason.text().strip():
            self.cleared.emit(self.reason.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asking:
            self.leave()
        else:
            super().keyPressEvent(event)


class EmergencyBar(QWidget):
    """Every emergency that stands; hidden while none does.

    Signals
    -------
    checked(str)
        Flag id: what confirms or clears it is wanted.
    cleared(str, object, str)
        Flag id, the reason why it is excluded, and the step in words.
    """

    checked = Signal(str)
    cleared = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emergency")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # as high as its words need
        self._shown: tuple[Emergency, ...] = ()
        self._calm = False
        self._theme = THEMES["light"]
        self._sign = Sign(self._theme)
        self._calling = QLabel(self.tr("Please give the screen back now: we would like to look at something with you."))
        self._calling.setWordWrap(True)
        write(self._calling, "alarm")
        self._lines: list[EmergencyLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE[2])
        self._column.addWidget(self._calling)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[4], SPACE[2], SPACE[4], SPACE[2])
        row.setSpacing(SPACE[4])
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)
        self.hide()

    def accessible(self) -> QAccessibleInterface:
        """What assistive technology meets: an alert. Qt keeps what it gets, and destroys it."""
        return _AlertInterface(self)

    @property
    def shown(self) -> tuple[Emergency, ...]:
        """What stands."""
        return self._shown

    @property
    def lines(self) -> Sequence[EmergencyLine]:
        """One for each, the first to be excluded on top."""
        return tuple(self._lines)

    @property
    def text(self) -> str:
        """Everything that is read on it; empty while hidden."""
        if self.isHidden():
            return ""
        if self._calm:
            return self._calling.text()
        return " ".join(f"{e.urgency}: {e.name}. {e.now}" for e in self._shown)

    def show_emergencies(self, found: Sequence[Emergency]) -> None:
        """Show these and no others; a reason that is being written stays."""
        found = tuple(found)
        if found == self._shown:
            return
        new = {e.id for e in found} - {e.id for e in self._shown}
        self._shown = found
        kept = {line.found: line for line in self._lines}
        lines = [kept[e] if e in kept else self._line(e) for e in found]
        for gone in (line for line in self._lines if line not in lines):
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for k, line in enumerate(lines, start=1):  # the patient's words stand first
            self._column.insertWidget(k, line)
        self._lines = lines
        self._arrange()
        if new:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _line(self, found: Emergency) -> EmergencyLine:
        line = EmergencyLine(found)
        line.checked.connect(partial(self.checked.emit, found.id))
        line.cleared.connect(lambda reason: self.cleared.emit(found.id, reason, found.clear))
        return line

    def set_mode(self, mode: str) -> None:
        """Speak to a clinician, or calmly to a patient."""
        self._calm = mode == "patient"
        self.setProperty("calm", "true" if self._calm else "false")
        for part in (self, *self.findChildren(QWidget)):
            part.style().unpolish(part)
            part.style().polish(part)
        for line in self._lines:
            line.rewrite()
        write(self._calling, "alarm")
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self._theme = theme
        for line in self._lines:
            line.rewrite()
        write(self._calling, "alarm")
        self._sign.dress(theme, calm=self._calm)

    def _arrange(self) -> None:
        self._calling.setVisible(self._calm)
        for line in self._lines:
            line.setVisible(not self._calm)
        self._sign.dress(self._theme, calm=self._calm)
        self.setVisible(bool(self._shown))
        self.setAccessibleName(self.text or self.tr("Emergency"))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class _AlertInterface(QAccessibleWidget):
    """The bar as assistive technology meets it."""

    def __init__(self, bar: EmergencyBar) -> None:
        super().__init__(bar, QAccessible.Role.AlertMessage)
