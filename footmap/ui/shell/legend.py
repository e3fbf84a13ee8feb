"""The legend on the canvas: what colours, lines, hatchings and signs mean. Folds away to its heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAction, QColor, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ..look.theme import write
from ..look.tokens import SPACE, Density, Theme

if TYPE_CHECKING:
    from footmap.core.style import Style, TerritoryStyle

    from ..overlay.choice import Choice, Shown

WIDTH_PX: Final = 272
MARGIN_PX: Final = 4
TALL: Final = 0.72
"""Share of the canvas's height that it takes at most."""
Name = Callable[[str, str], str]
"""A layer and an id -> what it is called."""


class Entry(NamedTuple):
    """A sample, its sign where it has one, and its meaning; a heading has no sample."""

    sample: QPixmap | None
    sign: str
    text: str


class Legend(QFrame):
    """Lies in a corner of its canvas while anything is drawn over the skin: the lower right if no picture is there.

    Parameters
    ----------
    fold : QAction
        Checked while it is unfolded.
    """

    def __init__(self, fold: QAction, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setObjectName("legend")
        self._canvas = canvas
        self._fold = fold
        self._said: object = None
        self._occupied: tuple[QRect, ...] = ()
        self._entries: list[Entry] = []
        self._head = QToolButton()
        self._head.setDefaultAction(fold)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._head.setObjectName("legendhead")
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, SPACE[2], 0)
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[1], SPACE[1], SPACE[1], SPACE[1])
        column.setSpacing(SPACE[1])
        column.addWidget(self._scroll, 1)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignRight)
        fold.toggled.connect(self._arrange)
        canvas.installEventFilter(self)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    @property
    def text(self) -> str:
        """All that is written."""
        return "\n".join(f"{entry.sign} {entry.text}".strip() for entry in self._entries)

    def set_theme(self, theme: Theme) -> None:
        """Dress in a theme."""
        self.setStyleSheet(
            f"#legend {{ background: {theme.surface}; border: 1px solid {theme.edge}; border-radius: 6px; }}"
            "#legendhead, #legendhead:checked { border: none; background: none; padding: 1px 5px; }"
            f"#legendhead:focus {{ border: 2px solid {theme.text}; padding: 0 3px; }}"
        )

    def set_density(self, density: Density) -> None:
        """Be folded by a button as large as the other controls."""
        edge = density.control_px if density.touch else 0
        self._head.setMinimumSize(edge, edge)
        self._said = None
        self._arrange()

    def keep_off(self, occupied: Sequence[QRect]) -> None:
        """Lie, folded, where nothing of this is covered, if there is such a corner."""
        self._occupied = tuple(occupied)
        self._arrange()

    def show_choice(self, choice: Choice, style: Style, name: Name, language: str, predicted: bool = False) -> None:
        """Explain what is drawn now; out of sight where nothing is.

        Parameters
        ----------
        predicted : bool
            The lesion of `choice` shows on the skin.
        """
        washes = choice.washes
        shown = choice.shown if predicted else replace(choice.shown, lesion=None)
        choice = replace(choice, shown=shown)
        wanted = not (washes.empty and shown.lit is None and shown.lesion is None and not _drawn(shown))
        said = washes, choice.shown, name
        if wanted and self._said != said:
            self._said = said
            self._entries = list(self._explain(choice, style, name, language))
            self._write()
        self.setVisible(wanted)
        self._arrange()

    # ---- what is said

    def _explain(self, choice: Choice, style: Style, name: Name, language: str) -> Iterable[Entry]:
        from ..overlay import samples
        from ..overlay.washes import DISAGREEMENT, tinted

        if choice.nerves or choice.dermatomes is not None or choice.shown.lit is not None:
            yield from self._zones(choice)
        if choice.shown.lesion is not None:
            yield Entry(None, "", self.tr("A lesion would"))
            yield Entry(samples.effect("numb"), "", self.tr("numb this skin (fainter: seldom)"))
            yield Entry(samples.effect("felt"), "", self.tr("be felt as pain here as well"))
        if choice.courses or _drawn(choice.shown):
            yield Entry(None, "", self.tr("Course of a nerve"))
            yield Entry(samples.line("#a07a10", broken=False), "", self.tr("near the skin that is seen"))
            yield Entry(samples.line("#a07a10", broken=True, width=1.4), "", self.tr("deep, or on the far side"))
            yield Entry(samples.ring(pinched=False), "", self.tr("may be caught here"))
            yield Entry(samples.ring(pinched=True), "", self.tr("caught here, it is assumed"))
        if choice.disagreement:
            yield Entry(None, "", self.tr("Where the maps disagree"))
            words = {"neighbours": self.tr("by one level"), "apart": self.tr("by two levels or more")}
            for id_, (colour, opacity) in DISAGREEMENT.items():
                yield Entry(samples.patch(tinted(colour, opacity), QColor(colour)), "", words[id_])
        if choice.nerves:
            for family in style.families:
                yield Entry(None, "", family.names.get(language, family.names["en"]))
                for id_ in family.nerves:
                    yield self._named(style.nerves[id_], name("nerve", id_), language)
        if choice.dermatomes is not None:
            yield Entry(None, "", self.tr("Levels"))
            for id_, look in style.levels.items():
                yield self._named(look, name("level", id_), language)

    def _zones(self, choice: Choice) -> Iterable[Entry]:
        from ..overlay import samples
        from ..overlay.washes import FIRST, tinted

        yield Entry(None, "", self.tr("Zones"))
        strong, pale = (samples.patch(tinted(FIRST, part), QColor(FIRST)) for part in (0.75, 0.3))
        yield Entry(strong, "", self.tr("core: the most certain skin"))
        yield Entry(pale, "", self.tr("usual extent, or margin of a level"))
        if choice.nerves or choice.shown.lit is not None:
            yield Entry(samples.hatched(FIRST, False), "", self.tr("variant: in some people"))
        if choice.dermatomes is not None:
            yield Entry(None, "L5 + S1", self.tr("skin of both alike"))
        if choice.outline > 0.0:
            yield Entry(samples.line(FIRST, broken=False, width=3.0), "", self.tr("outlined: the other map"))

    @staticmethod
    def _named(look: TerritoryStyle, name: str, language: str) -> Entry:
        from ..overlay import samples
        from ..overlay.washes import tinted

        sign = look.sign(language)
        return Entry(samples.patch(tinted(look.colour, 0.75), QColor(look.colour).darker(150)), sign, name)

    # ---- how it lies

    def _write(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, entry in enumerate(self._entries):
            if entry.sample is None and not entry.sign:
                heading = QLabel(entry.text)
                heading.setWordWrap(True)
                write(heading, "label")
                self._grid.addWidget(heading, row, 0, 1, 3)
                continue
            self._line(row, entry)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _line(self, row: int, entry: Entry) -> None:
        top = Qt.AlignmentFlag.AlignTop
        if entry.sample is not None:
            picture = QLabel()
            picture.setPixmap(entry.sample)
            self._grid.addWidget(picture, row, 0, top)
        sign, words = QLabel(entry.sign), QLabel(entry.text)
        words.setWordWrap(True)
        for part in (sign, words):
            part.setTextFormat(Qt.TextFormat.PlainText)
            write(part, "caption")
        if entry.sign and entry.sign != entry.text:
            self._grid.addWidget(sign, row, 1, top)
            self._grid.addWidget(words, row, 2)
        else:
            self._grid.addWidget(words, row, 1, 1, 2)

    def _arrange(self, _on: bool = False) -> None:
        unfolded = self._fold.isChecked()
        self._scroll.setVisible(unfolded)
        size = self._head.sizeHint().expandedTo(self._head.minimumSize())
        pad = 2 * SPACE[1] if unfolded else 2
        self._column.setContentsMargins(pad // 2, pad // 2, pad // 2, pad // 2)
        width, height = size.width() + pad, size.height() + pad
        right, low = self._corner(size.width() + 2, size.height() + 2)
        if unfolded:
            width = min(WIDTH_PX, self._canvas.width() - 2 * MARGIN_PX)
            wanted = self._body.heightForWidth(width - 2 * SPACE[1]) if self._body.hasHeightForWidth() else 0
            wanted = max(wanted, self._body.sizeHint().height()) + height + SPACE[1]
            height = min(wanted, round(TALL * self._canvas.height()))
        self.setGeometry(self._at(right, low, width, height))

    def _at(self, right: bool, low: bool, width: int, height: int) -> QRect:
        """A corner of the canvas."""
        x = self._canvas.width() - width - MARGIN_PX if right else MARGIN_PX
        return QRect(x, self._canvas.height() - height - MARGIN_PX if low else MARGIN_PX, width, height)

    def _corner(self, width: int, height: int) -> tuple[bool, bool]:
        """Right and low of the corner where the folded legend covers least, the lower right first."""

        def covers(corner: tuple[bool, bool]) -> int:
            here = [self._at(*corner, width, height).intersected(rect) for rect in self._occupied]
            return sum(part.width() * part.height() for part in here if not part.isEmpty())

        return min(((True, True), (True, False), (False, True), (False, False)), key=covers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas and event.type() == QEvent.Type.Resize:
            self._arrange()
        return False


def _drawn(shown: Shown) -> bool:
    """True where a way runs over the skin."""
    return shown.way is not None and bool(shown.way.stretches)


def plain_names(_layer: str, id_: str) -> str:
    """Ids, while names have not been read."""
    return id_.replace("_", " ")
