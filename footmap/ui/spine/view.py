"""The schematic as a widget: what can be chosen in it are buttons of their own, so that keys and readers find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from footmap.core.views import SIDES, Side

from ..look.tokens import Density, Theme
from ..overlay.courses import CourseDrawer
from .bones import Bones
from .nerves import Lit, Nerves, caught_at, rings_of
from .plan import Plan, Spot, make_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..overlay.choice import Shown
    from ..overlay.facts import BodyFacts

STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FINGER_PX: Final = 24.0
SIDEWAYS: Final = 3.0
"""A neighbour in the direction of an arrow key counts as this much farther off when it lies aside."""


class SpotButton(QAbstractButton):
    """A place of a disc, a root, or where low back pain is marked. Arrow keys go to the next one in their direction.

    Signals
    -------
    stepped(object, int, int)
        The button, and a step to the right and down.
    """

    stepped = Signal(object, int, int)

    def __init__(self, spot: Spot, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.spot = spot
        self.radiates = False
        self._theme = theme
        self.call(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def call(self, name: str) -> None:
        """Be called by a name."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def place(self, spot: Spot) -> None:
        """Stand where the spot stands now."""
        self.spot = spot
        (x, y), (width, height) = spot.at, spot.size
        self.setGeometry(round(x - width / 2), round(y - height / 2), round(width), round(height))

    def sizeHint(self) -> QSize:
        return QSize(round(self.spot.size[0]), round(self.spot.size[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = self._theme
        active = self.underMouse() or self.hasFocus()
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.spot.kind == "disc":
            middle = QPointF(frame.center())
            painter.setPen(QPen(QColor(t.accent if active else t.muted), 1.6 if active else 1.0))
            painter.setBrush(QColor(t.accent_soft if active else t.raised))
            radius = 4.5 if active else 2.4
            painter.drawEllipse(middle, radius, radius)
        elif self.spot.kind == "back":
            self._paint_back(painter, frame, active=active)
        elif active:
            painter.setPen(QPen(QColor(t.accent), 1.6))
            painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRoundedRect(frame, 4, 4)
        painter.end()

    def _paint_back(self, painter: QPainter, frame: QRectF, *, active: bool) -> None:
        """Where pain may be marked: a faint ring; marked, full and red; with an arrow down where it radiates."""
        t = self._theme
        if self.isChecked():
            painter.setPen(QPen(QColor(t.emergency), 2))
            painter.setBrush(QBrush(QColor(t.emergency), Qt.BrushStyle.BDiagPattern))
        else:
            painter.setPen(QPen(QColor(t.accent if active else t.muted), 1.6 if active else 0.8, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(frame)
        if self.isChecked() and self.radiates:
            x, top, tip = frame.center().x(), frame.top() + 3, frame.bottom() - 3
            head = min(frame.width(), frame.height()) * 0.22
            for colour, width in ((t.raised, 5.0), (t.emergency, 2.2)):
                painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                for start in (QPointF(x, top), QPointF(x - head, tip - head), QPointF(x + head, tip - head)):
                    painter.drawLine(start, QPointF(x, tip))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(self, *step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class SpineView(QWidget):
    """Draws the schematic and what is lit in it.

    Signals
    -------
    place_chosen(str, str), root_chosen(str, str)
        Place of a disc, or level, and the side: ``right``, ``left`` or ``both``.
    back_marked(object)
        The mark of pain in the low back on a side is to be the next one; None in the middle.
    """

    place_chosen = Signal(str, str)
    root_chosen = Signal(str, str)
    back_marked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bones, self._nerves = Bones(theme), Nerves(theme)
        self._facts: BodyFacts | None = None
        self._drawer: CourseDrawer | None = None
        self._shown: Shown | None = None
        self._plan: Plan | None = None
        self._quiet: QPixmap | None = None
        self._buttons: list[SpotButton] = []
        self._back: Mapping[Side | None, bool] = {}
        self._touch = False
        self.setAccessibleName(self.tr("Lumbar spine with discs and roots, seen from behind"))
        self.setMinimumHeight(240)

    @property
    def plan(self) -> Plan | None:
        """Where everything stands; None before the facts are known."""
        return self._plan

    @property
    def buttons(self) -> tuple[SpotButton, ...]:
        """What can be chosen."""
        return tuple(self._buttons)

    def set_facts(self, facts: BodyFacts, drawer: CourseDrawer) -> None:
        """Draw the spine and the nerves of a body."""
        self._facts, self._drawer = facts, drawer
        self._arrange()
        for button in self._buttons:  # the places of another body or language have other names
            button.call(self._name(button.spot))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._bones, self._nerves = Bones(theme), Nerves(theme)
        self._arrange()

    def set_density(self, density: Density) -> None:
        """For fingers the buttons are too small: they choose what lies nearest to where they press."""
        self._touch = density.touch
        for button in self._buttons:
            button.setVisible(not self._touch)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        near = [(abs(complex(s.at[0] - at.x(), s.at[1] - at.y())), s) for s in (self._plan.spots if self._plan else ())]
        distance, spot = min(near, key=lambda n: n[0], default=(FINGER_PX, None))
        if spot is not None and distance < FINGER_PX:
            self._choose(spot)

    def show_lit(self, shown: Shown) -> None:
        """Light the way of a candidate or of a lesion."""
        if shown != self._shown:
            self._shown = shown
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(150, 560)

    # ---- what can be chosen

    def _arrange(self) -> None:
        self._quiet = None
        facts = self._facts
        if facts is None or self.width() < 40 or self.height() < 100:
            return
        places = facts.anatomy.places.values()
        lesions = frozenset((p.disc, p.lesion) for p in places if p.disc is not None and p.lesion is not None)
        self._plan = make_plan(facts.spine, lesions, float(self.width()), float(self.height()))
        spots = self._plan.spots
        if [_identity(b.spot) for b in self._buttons] == [_identity(spot) for spot in spots]:
            for button, spot in zip(self._buttons, spots, strict=True):
                button.place(spot)
        else:
            self._make_buttons(spots)
        self.update()

    def _make_buttons(self, spots: tuple[Spot, ...]) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(spot) for spot in spots]
        if self._buttons:
            self._buttons[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_back(self, sides: Mapping[Side | None, bool]) -> None:
        """Show where low back pain is marked, and whether it radiates."""
        self._back = sides
        for button in self._buttons:
            if button.spot.kind == "back":
                self._mark(button)

    def _mark(self, button: SpotButton) -> None:
        button.setChecked(button.spot.side in self._back)
        button.radiates = self._back.get(button.spot.side, False)
        button.call(self._name(button.spot))
        button.update()

    def _button(self, spot: Spot) -> SpotButton:
        button = SpotButton(spot, self._name(spot), self._theme, self)
        button.setCheckable(spot.kind == "back")
        if spot.kind == "back":
            self._mark(button)
        button.place(spot)
        button.clicked.connect(lambda: self._choose(button.spot))
        button.stepped.connect(self._step)
        button.setVisible(not self._touch)
        return button

    def _name(self, spot: Spot) -> str:
        facts = self._facts
        assert facts is not None
        sides = {"right": self.tr("right"), "left": self.tr("left"), None: ""}
        if spot.kind == "back":
            where = sides[spot.side] or self.tr("in the middle")
            if self._back.get(spot.side):
                return self.tr("Low back pain, {0}, radiating into the leg").format(where)
            return self.tr("Low back pain, {0}").format(where)
        if spot.kind == "root":
            return self.tr("Root {0}, {1}").format(spot.id, sides[spot.side])
        place = facts.disc_place(spot.id, spot.lesion)
        name = facts.words(place.names) if place is not None else spot.id
        return f"{name}, {sides[spot.side]}" if spot.side is not None else name

    def _choose(self, spot: Spot) -> None:
        facts = self._facts
        if facts is None:
            return
        if spot.kind == "back":
            self.show_back(self._back)  # the mark follows the case
            self.back_marked.emit(spot.side)
            return
        side = spot.side or "both"
        if spot.kind == "root":
            level = next((i for i in facts.clinical.base.levels if spot.id in i.split("_")), None)
            if level is not None:
                self.root_chosen.emit(level, side)
            return
        place = facts.disc_place(spot.id, spot.lesion)
        if place is not None:
            self.place_chosen.emit(place.id, side)

    def _step(self, button: SpotButton, right: int, down: int) -> None:
        x, y = button.spot.at

        def far(other: SpotButton) -> float:
            dx, dy = other.spot.at[0] - x, other.spot.at[1] - y
            along, aside = (dx * right + dy * down), abs(dx * down) + abs(dy * right)
            return along + SIDEWAYS * aside if along > 1 else float("inf")

        best = min(self._buttons, key=far)
        if far(best) < float("inf"):
            for other in self._buttons:
                other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            best.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            best.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        facts, plan, drawer = self._facts, self._plan, self._drawer
        if facts is None or plan is None or drawer is None:
            return
        ratio = self.devicePixelRatioF()
        if self._quiet is None:
            self._quiet = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._quiet.setDevicePixelRatio(ratio)
            self._quiet.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._quiet)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._bones.draw(painter, plan)
            self._nerves.draw_quiet(painter, plan, facts, (self.tr("hip"), self.tr("knee"), self.tr("ankle")))
            painter.end()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._quiet)
        marks: dict[Side, str] = {"right": self.tr("R", "right limb"), "left": self.tr("L", "left limb")}
        self._nerves.draw_lit(painter, plan, facts, drawer, self._lit(plan, facts), marks)
        painter.end()

    def _lit(self, plan: Plan, facts: BodyFacts) -> Lit:
        shown = self._shown
        if shown is None or shown.way is None:
            return Lit(sides=SIDES)
        caught = caught_at(plan, facts, shown.way, shown.sides)
        rings = () if shown.way.site is not None else rings_of(plan, facts, shown.way, shown.sides)
        return Lit(shown.way, shown.sides, rings, caught)


def _identity(spot: Spot) -> tuple[str, str, str, Side | None]:
    return spot.kind, spot.id, spot.lesion, spot.side
