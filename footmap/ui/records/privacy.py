"""Covers the window after a time without a key or a pointer, so that nobody reads what a doctor has left open."""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from footmap.data.library import cipher
from footmap.ui.canvas.canvas import Canvas
from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE

from .keeper import busy

if TYPE_CHECKING:
    from footmap.ui.look.tokens import Theme

    from .desk import RecordDesk

LOOK_MS: Final = 5000
"""Between two looks at the clock."""
MINUTE_S: Final = 60.0
FIELD_PX: Final = 320
SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)
TITLE: Final = "footmap[*]"


class PrivacyScreen(QWidget):
    """Covers the window; a key or a click goes on, or the passphrase where there is one.

    Signals
    -------
    left()
        Somebody wants to go on.
    given(str)
        A passphrase was typed.
    """

    left = Signal()
    given = Signal(str)

    def __init__(self, host: QWidget, *, sealed: bool) -> None:
        super().__init__(host)
        self._host, self._sealed = host, sealed
        self._ground = QColor()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head = QLabel(self.tr("Covered"))
        write(self.head, "title")
        words = (
            self.tr("Type the passphrase of the library to go on.")
            if sealed
            else self.tr("Press a key or click to go on.")
        )
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "muted")
        self.phrase = QLineEdit()
        self.phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.setAccessibleName(self.tr("Passphrase"))
        self.phrase.setFixedWidth(FIELD_PX)
        self.phrase.returnPressed.connect(self._give)
        self.go_on = QPushButton(self.tr("Go on"))
        self.go_on.clicked.connect(self._give)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "warn")
        self.phrase.setVisible(sealed)
        self.setAccessibleName(f"{self.head.text()}. {words}")
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addStretch(1)
        row.addWidget(self.phrase)
        row.addWidget(self.go_on)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE[3])
        column.addStretch(1)
        for label in (self.head, self.words, self.problem):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.head)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addStretch(2)
        host.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        (self.phrase if sealed else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self._ground = QColor(theme.ground)
        self.update()

    def refuse(self, why: str) -> None:
        """Say why a passphrase was not taken."""
        self.problem.setText(why)
        self.phrase.selectAll()
        self.phrase.setFocus()

    def _give(self) -> None:
        if self._sealed:
            self.given.emit(self.phrase.text())
        else:
            self.left.emit()

    def _fit(self) -> None:
        self.setGeometry(self._host.rect())

    def eventFilter(self, part: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(part, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """What lies below is out of reach."""
        if not self._sealed:
            return True
        (self.go_on if self.phrase.hasFocus() else self.phrase).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if not self._sealed:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self._sealed:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ground)
        painter.end()


class PrivacyLock(QObject):
    """One for each window; idle until a time is chosen.

    Signals
    -------
    changed(bool)
        The window has been covered, or uncovered.
    """

    changed = Signal(bool)

    def __init__(self, desk: RecordDesk) -> None:
        super().__init__(desk.around.host)
        self._desk = desk
        self.screen: PrivacyScreen | None = None
        self._last = time.time()
        self._title = ""
        self._hidden: list[QDialog] = []
        self._below: list[QWidget] = []
        self._keys: list[QShortcut] = []
        self._actions: list[QAction] = []
        self._focus: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        desk.around.commands.cover.triggered.connect(self.cover)
        desk.around.commands.cover.setVisible(True)
        desk.around.host.windowTitleChanged.connect(self._hide_title)
        self.watch()

    @property
    def covered(self) -> bool:
        """True while nothing of the window is seen."""
        return self.screen is not None

    @property
    def minutes(self) -> int:
        """Minutes of rest after which the window is covered; 0 for never."""
        return self._desk.around.preferences.cover_minutes

    def watch(self) -> None:
        """Follow what is chosen: look for signs of life only where it matters."""
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._timer.stop()
        self._last = time.time()
        if self.minutes:
            app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, part: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in SIGNS_OF_LIFE:
            self._last = time.time()
        return False

    def look(self) -> None:
        """Cover the window if nobody has touched it for so long; a laptop that slept has rested, too."""
        rested = time.time() - self._last
        if self.minutes and not self.covered and (rested >= self.minutes * MINUTE_S or rested < 0):
            self.cover()

    # ---- covered

    def cover(self) -> None:
        """Cover the window now; a question that waits for its answer is not covered."""
        if self.covered or QApplication.activeModalWidget() is not None:
            return
        around = self._desk.around
        host = around.host
        self._focus = host.focusWidget()
        for canvas in host.findChildren(Canvas):
            canvas.complete()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._hidden = [dialog for dialog in host.findChildren(QDialog) if dialog.isVisible()]
        for dialog in self._hidden:
            dialog.hide()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        below = host.findChildren(QWidget, options=direct)
        self._below = [part for part in below if not part.isWindow() and part.isEnabled()]
        self._keys = [key for key in host.findChildren(QShortcut) if key.isEnabled()]
        self._actions = host.actions()
        for part in self._below:
            part.setEnabled(False)
        for key in self._keys:
            key.setEnabled(False)
        for action in self._actions:
            host.removeAction(action)
        self.screen = PrivacyScreen(host, sealed=self._desk.key is not None)
        self.screen.set_theme(around.look.theme)
        self.screen.left.connect(self.uncover)
        self.screen.given.connect(self._try)
        self._title = host.windowTitle()
        self._hide_title(self._title)
        self.changed.emit(True)

    def _hide_title(self, title: str) -> None:
        if self.covered and title != TITLE:
            self._title = title
            self._desk.around.host.setWindowTitle(TITLE)

    def _try(self, phrase: str) -> None:
        key, screen = self._desk.key, self.screen
        if key is None or screen is None:
            self.uncover()
            return
        with busy():
            same = hmac.compare_digest(cipher.key_of(phrase, key.salt).raw, key.raw)
        if same:
            self.uncover()
        else:
            screen.refuse(self.tr("That is not the passphrase."))

    def uncover(self) -> None:
        """Show everything as it was."""
        screen, self.screen = self.screen, None
        if screen is None:
            return
        host = self._desk.around.host
        host.removeEventFilter(screen)
        for part in self._below:
            part.setEnabled(True)
        for key in self._keys:
            key.setEnabled(True)
        host.addActions(self._actions)
        screen.hide()
        screen.deleteLater()
        host.setWindowTitle(self._title)
        for dialog in self._hidden:
            dialog.show()
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus()
        self._below, self._keys, self._actions, self._hidden, self._focus = [], [], [], [], None
        self._last = time.time()
        self.changed.emit(False)
