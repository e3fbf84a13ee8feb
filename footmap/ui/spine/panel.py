"""The strip beside the picture: the lumbar spine, its nerves down to the toes, and what is lit in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..look.theme import font
from ..look.tokens import DESK, SPACE, SPINE_PX, SPINE_ROOM_PX, Density, Theme, spine_width
from .lesions import LesionMenu

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footmap.core.style import Style
    from footmap.core.views import Side

    from ..overlay.choice import Shown
    from ..overlay.facts import BodyFacts
    from .card import Card
    from .view import SpineView

CLOSE_PX: Final = 24
VIEW_PX: Final = 380
"""The card leaves this much to the schematic."""
LEAST_CARD_PX: Final = 120


class SpinePanel(QWidget):
    """Schematic over its card. Both are made when the facts of the body are there: they need what the first frame must
    not wait for.

    Parameters
    ----------
    toggle : QAction
        Shows and hides the strip.

    Signals
    -------
    lesion_chosen(str, str), level_chosen(str, str)
        Site or place in the spine, or level, and the side: ``right``, ``left`` or ``both``.
    closed()
        The highlight is to be cleared.
    back_marked(object)
        The mark of low back pain on a side is to be the next one; None in the middle.

    Attributes
    ----------
    view, card : SpineView, Card or None
    """

    lesion_chosen = Signal(str, str)
    level_chosen = Signal(str, str)
    closed = Signal()
    back_marked = Signal(object)

    def __init__(self, toggle: QAction, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = QWidget()
        self._body.setObjectName("spine")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMaximumWidth(SPINE_PX)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("From spine to toe"))
        self._facts: BodyFacts | None = None
        self._theme = theme
        self._side = "right"
        self._back: Mapping[Side | None, bool] = {}
        self._density = DESK
        self._toggle = toggle
        self._host: QWidget | None = None
        self.view: SpineView | None = None
        self.card: Card | None = None
        self._title = QLabel(self.tr("From spine to toe, from behind"))
        self._title.setWordWrap(True)
        self._hide = QToolButton()
        self._hide.setText("✕")
        self._hide.setProperty("slim", "true")
        self._hide.setFixedSize(*_square(DESK))
        self._hide.setAccessibleName(self.tr("Hide the spine"))
        self._hide.setToolTip(self.tr("Hide the spine"))
        self._hide.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hide.clicked.connect(lambda: toggle.setChecked(False))
        self.menu = LesionMenu(self)
        self.menu.chosen.connect(self.lesion_chosen)
        self._ask = QToolButton()
        self._ask.setText(self.tr("A lesion at …"))
        self._ask.setToolTip(self.menu.title())
        self._ask.setAccessibleName(self.menu.title())
        self._ask.setProperty("frame", "true")
        self._ask.setMenu(self.menu)
        self._ask.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._ask.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._ask.setEnabled(False)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE[2], SPACE[2], SPACE[1], 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._hide, 0, Qt.AlignmentFlag.AlignTop)
        ask = QHBoxLayout()
        ask.setContentsMargins(SPACE[2], 0, SPACE[2], SPACE[2])
        ask.addWidget(self._ask)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 1, 0)
        self._column.setSpacing(SPACE[1])
        self._column.addLayout(head)
        self._column.addStretch(1)
        self._column.addLayout(ask)
        self._title.setFont(_heading())

    def sizeHint(self) -> QSize:
        return QSize(0 if self._body.isHidden() else self.maximumWidth(), 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @property
    def open(self) -> bool:
        """True where the strip is in sight."""
        return self._body.isVisible()

    def stand_in(self, host: QWidget) -> None:
        """Show the strip in a window while it is switched on and the window has room for it."""
        self._host = host
        host.installEventFilter(self)
        self._toggle.toggled.connect(self._give_way)
        self._give_way()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._give_way()
        return super().eventFilter(watched, event)

    def _give_way(self) -> None:
        room = SPINE_ROOM_PX * self._density.type_scale
        on = self._toggle.isChecked() and self._host is not None and self._host.width() >= room
        if on == self._body.isHidden():  # the strip itself may be hidden for other reasons
            self._body.setVisible(on)
            self.updateGeometry()
        self._widen()

    def _widen(self) -> None:
        """Be as wide as the window and its height have room for."""
        if self._host is None:
            return
        density = self._density
        inner = self._host.height() - density.topbar_px - density.status_px
        wanted = spine_width(self._host.width(), inner, density.type_scale)
        if wanted != self.maximumWidth():
            self.setMaximumWidth(wanted)
            self.updateGeometry()

    def set_density(self, density: Density) -> None:
        """Be as large as the other controls; fingers choose from the drawing itself."""
        self._density = density
        self._give_way()
        self._hide.setFixedSize(*_square(density))
        self._fit_card()
        if self.view is not None and self.card is not None:
            self.view.set_density(density)
            self.card.set_density(density)
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._title.setFont(_heading())
        if self.view is not None and self.card is not None:
            self.view.set_theme(theme)
            self.card.set_theme(theme)

    def set_facts(self, facts: BodyFacts, style: Style) -> None:
        """Draw the spine and list the places of a body."""
        from ..overlay.courses import CourseDrawer
        from .card import Card
        from .view import SpineView

        self._facts = facts
        if self.view is None:
            self.view = SpineView(self._theme)
            self.view.place_chosen.connect(self.lesion_chosen)
            self.view.root_chosen.connect(self.level_chosen)
            self.view.back_marked.connect(self.back_marked)
            self.view.show_back(self._back)
            self.card = Card(self._theme)
            self.card.closed.connect(self.closed)
            self.card.site_chosen.connect(lambda id_: self.lesion_chosen.emit(id_, self._side))
            self.view.set_density(self._density)
            self.card.set_density(self._density)
            self._column.setStretch(1, 0)
            self._column.insertWidget(1, self.view, 1)
            self._column.addWidget(self.card)
        self.view.set_facts(facts, CourseDrawer(facts.courses, style.nerves))
        self.menu.set_facts(facts)
        self._ask.setEnabled(True)

    def show_back(self, sides: Mapping[Side | None, bool]) -> None:
        """Show on which sides low back pain is marked, and whether it radiates; None is the middle."""
        self._back = sides
        if self.view is not None:
            self.view.show_back(sides)

    def show_lit(self, shown: Shown, kept: bool) -> None:
        """Light a way; what is `kept` until it is closed is also put into words."""
        from ..overlay.choice import NOTHING

        if self._facts is None or self.view is None or self.card is None:
            return
        if len(shown.sides) == 1:
            self._side = shown.sides[0]
        self.view.show_lit(shown)
        if kept:
            self.card.show_lit(self._facts, shown)
        elif shown == NOTHING:
            self.card.hide()
        self._fit_card()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_card()

    def _fit_card(self) -> None:
        if self.card is None:
            return
        spent = self._title.heightForWidth(self.width() - 48) + self._ask.sizeHint().height() + 5 * SPACE[2]
        most = max(LEAST_CARD_PX, self.height() - spent - VIEW_PX)
        self.card.setFixedHeight(min(most, self.card.wanted_height(self.width())))


def _square(density: Density) -> tuple[int, int]:
    """Size of a small button."""
    edge = max(CLOSE_PX, density.control_px if density.touch else 0)
    return edge, edge


def _heading() -> QFont:
    out = font("strong")
    out.setPointSizeF(out.pointSizeF() * 0.92)
    return out
