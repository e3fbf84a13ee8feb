"""What a screen reader finds inside the canvas: the pictures that are shown, in each its regions with their paint.

Interfaces are made when assistive technology first asks and live as long as the canvas.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from footmap.ui.canvas.canvas import Canvas

from .factory import install
from .regions import Place

if TYPE_CHECKING:
    from footmap.core.views import Side, ViewId
    from footmap.ui.sheet.layout import Slot

    from .regions import Regions

PICTURE_ROLE: Final = QAccessible.Role.Grouping
REGION_ROLE: Final = QAccessible.Role.ListItem
ERASE: Final = "erase"
"""Name of the action that takes the paint off a region; pressing it marks it."""
SPOT_PX: Final = 24
"""Edge of the place on the screen that is told for a region."""
NOTHING: Final = cast(QAccessibleInterface, None)


class _Node(QAccessibleInterface):
    """A thing on the canvas that is no widget."""

    def __init__(self, host: CanvasInterface) -> None:
        super().__init__()
        self.host = host
        host.register(self)

    def isValid(self) -> bool:
        return self.host.isValid()

    def object(self) -> QObject:
        return cast(QObject, None)

    def window(self) -> QWindow:
        return self.host.window()

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        for i in range(self.childCount()):
            child = self.child(i)
            if child is not None and child.rect().contains(x, y):
                return child
        return NOTHING

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        return NOTHING

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Nothing here can be renamed."""

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def rect(self) -> QRect:
        return QRect()


class _Picture(_Node):
    """One limb in one view."""

    def __init__(self, host: CanvasInterface, view: ViewId, side: Side) -> None:
        super().__init__(host)
        self.view, self.side = view, side
        self._nodes: dict[str, _Region] = {}

    def parent(self) -> QAccessibleInterface:
        return self.host

    def role(self) -> QAccessible.Role:
        return PICTURE_ROLE

    def text(self, t: QAccessible.Text) -> str:
        return self.host.regions.picture(self.view, self.side) if t == QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        slot = self.host.slot(self.view, self.side)
        return self.host.on_screen(slot) if slot is not None else QRect()

    def _ids(self) -> list[str]:
        return list(self.host.regions.in_view(self.view))

    def childCount(self) -> int:
        return len(self._ids())

    def child(self, index: int) -> QAccessibleInterface:
        ids = self._ids()
        if not 0 <= index < len(ids):
            return NOTHING
        return self.node(ids[index])

    def node(self, region: str) -> _Region:
        """The node of a region; made once."""
        if region not in self._nodes:
            self._nodes[region] = _Region(self, region)
        return self._nodes[region]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._ids().index(child.place.region) if isinstance(child, _Region) else -1


class _Region(QAccessibleWidget):
    """One region in one picture; it can be marked and unmarked.

    It is made as an interface of the canvas, because Qt for Python ends the process when assistive technology asks an
    interface written in Python for a kind that it does not offer (`interface_cast` must not return None); this one
    answers such questions itself, in Qt.
    """

    def __init__(self, picture: _Picture, region: str) -> None:
        super().__init__(picture.host.canvas, REGION_ROLE, "")
        self.host = picture.host
        self._picture = picture
        self.place = Place(picture.view, picture.side, region)
        self.host.register(self)

    def isValid(self) -> bool:
        return self.host.isValid()

    def object(self) -> QObject:
        return cast(QObject, None)

    def window(self) -> QWindow:
        return self.host.window()

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return NOTHING

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        return NOTHING

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def focusChild(self) -> QAccessibleInterface:
        return NOTHING

    def relations(self, match: Any = None) -> list[tuple[QAccessibleInterface, QAccessible.RelationFlag]]:
        """None: those of the canvas are not a region's."""
        return []

    def foregroundColor(self) -> QColor:
        return self.host.canvas.palette().windowText().color()

    def backgroundColor(self) -> QColor:
        return self.host.canvas.palette().window().color()

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """A region cannot be renamed."""

    def _all(self) -> dict[str, tuple[str, Callable[[Side, str], None]]]:
        regions = self.host.regions
        mark, erase = regions.action_words
        return {
            QAccessibleActionInterface.pressAction(): (mark, regions.mark),
            ERASE: (erase, regions.unmark),
        }

    def actionNames(self) -> list[str]:
        return list(self._all())

    def localizedActionName(self, name: str) -> str:
        return self._all()[name][0] if name in self._all() else name

    def localizedActionDescription(self, name: str) -> str:
        return self.localizedActionName(name)

    def doAction(self, actionName: str) -> None:  # noqa: N803  # Qt's name
        if actionName in self._all():
            self._all()[actionName][1](self.place.side, self.place.region)

    def keyBindingsForAction(self, actionName: str) -> list[str]:  # noqa: N803  # Qt's name
        return []

    def parent(self) -> QAccessibleInterface:
        return self._picture

    def role(self) -> QAccessible.Role:
        return REGION_ROLE

    def text(self, t: QAccessible.Text) -> str:
        regions, place = self.host.regions, self.place
        if t == QAccessible.Text.Description:
            return regions.described(place)
        return regions.spoken(place.side, place.region) if t == QAccessible.Text.Name else ""

    def state(self) -> QAccessible.State:
        out, regions, place = QAccessible.State(), self.host.regions, self.place
        out.focusable = out.selectable = out.checkable = 1
        out.focused = out.selected = int(regions.place == place)
        out.checked = int(bool(regions.shares(place.side, place.region)))
        return out

    def rect(self) -> QRect:
        spot = self.host.regions.spot(self.place)
        if spot is None:
            return QRect()
        out = QRect(0, 0, SPOT_PX, SPOT_PX)
        out.moveCenter(self.host.canvas.mapToGlobal(spot.toPoint()))
        return out


class CanvasInterface(QAccessibleWidget):
    """The canvas as a group of pictures.

    Parameters
    ----------
    regions : Regions
        What lies on the skin.
    release : callable
        Takes the number under which a node is registered; the node is dropped when the canvas goes.
    """

    def __init__(self, canvas: Canvas, regions: Regions, release: Callable[[int], None]) -> None:
        super().__init__(canvas, QAccessible.Role.Graphic, canvas.accessibleName())
        self.canvas, self.regions = canvas, regions
        self._release = release
        self._pictures: dict[tuple[ViewId, Side], _Picture] = {}

    def register(self, node: QAccessibleInterface) -> None:
        """Register a node with Qt until the canvas is destroyed."""
        self._release(QAccessible.registerAccessibleInterface(node))

    def _slots(self) -> tuple[Slot, ...]:
        scene = self.canvas.scene
        return scene.layout.slots if scene is not None else ()

    def slot(self, view: ViewId, side: Side) -> Slot | None:
        """The picture of one limb in one view, if it is shown."""
        return next((s for s in self._slots() if (s.view, s.side) == (view, side)), None)

    def on_screen(self, slot: Slot) -> QRect:
        """Where a picture lies on the screen."""
        port = self.canvas.port
        x, y = port.to_screen(slot.rect.x, slot.rect.y)
        size = QSize(round(slot.rect.width * port.zoom), round(slot.rect.height * port.zoom))
        return QRect(self.canvas.mapToGlobal(QPoint(round(x), round(y))), size)

    def childCount(self) -> int:
        return len(self._slots())

    def child(self, index: int) -> QAccessibleInterface:
        slots = self._slots()
        return self.picture(slots[index].view, slots[index].side) if 0 <= index < len(slots) else NOTHING

    def picture(self, view: ViewId, side: Side) -> _Picture:
        """The node of a picture; made once."""
        if (view, side) not in self._pictures:
            self._pictures[view, side] = _Picture(self, view, side)
        return self._pictures[view, side]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        keys = [(slot.view, slot.side) for slot in self._slots()]
        key = (child.view, child.side) if isinstance(child, _Picture) else None
        return keys.index(key) if key in keys else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return next((p for i in range(self.childCount()) if (p := self.child(i)).rect().contains(x, y)), NOTHING)

    def focusChild(self) -> QAccessibleInterface:
        place = self.regions.place
        if place is None or self.slot(place.view, place.side) is None:
            return super().focusChild()
        return self.picture(place.view, place.side).node(place.region)


class _Offer:
    """Makes the interface of a canvas when assistive technology asks, and keeps it."""

    def __init__(self, canvas: Canvas, regions: Regions) -> None:
        self._canvas, self._regions = canvas, regions
        self._made: CanvasInterface | None = None

    def __call__(self) -> QAccessibleInterface:
        ids: list[int] = []
        self._made = CanvasInterface(self._canvas, self._regions, ids.append)
        self._canvas.destroyed.connect(partial(_drop, ids))
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(partial(_drop, ids))
        return self._made


def offer(canvas: Canvas, regions: Regions) -> None:
    """Let a screen reader find the regions of a canvas, even if it has asked for the canvas before."""
    canvas.accessible = _Offer(canvas, regions)
    if install() and QAccessible.isActive():
        plain = QAccessible.queryAccessibleInterface(canvas)
        if plain is not None and not isinstance(plain, CanvasInterface):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(plain))


def _drop(ids: list[int], _canvas: QObject | None = None) -> None:
    for id_ in ids:
        QAccessible.deleteAccessibleInterface(id_)
    ids.clear()
