"""Two drawings on one picture with legend, words and numbers; only looked at, never painted on."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from footmap.core.drawing import QUALITIES
from footmap.core.ids import SIDES
from footmap.core.paint import empty
from footmap.data.style import PARTS, Part, load_comparison_style
from footmap.ui.canvas.canvas import Canvas
from footmap.ui.canvas.strip import Strip
from footmap.ui.look.theme import write
from footmap.ui.look.tokens import SPACE, Theme
from footmap.ui.panel.pieces import FlowRow
from footmap.ui.picture import patterns

from .changes import Changes

if TYPE_CHECKING:
    from footmap.core.drawing import Quality
    from footmap.core.ids import ViewId
    from footmap.ui.picture.scene import Scene
    from footmap.ui.settings.brush_settings import BrushSettings

    from .comparer import Compared

Mode = Literal["then", "both", "now"]
MODES: Final[tuple[Mode, ...]] = ("then", "both", "now")
SIDE_PX: Final = 380
"""Width of what is said beside the picture, and its least one."""
LEAST_SIDE_PX: Final = 264
FOCUS_SHARE: Final = 0.6
SHEET_PX: Final = 360
"""A view that owns at least this part of the painted skin is shown large at first; in a picture lower than this, the
view that owns most of it."""
STRIP_LEAST_PX: Final = 450
"""Least height that the strip of views needs for its nine buttons."""
LEAST_PICTURE: Final = QSize(220, 120)
PARAGRAPH: Final = '<p style="margin-top: 0; margin-bottom: 6px">{}</p>'
ZOOM_STEP: Final = 1.25


class PairView(QWidget):
    """Picture on the left; on the right how to look at it, the legend, what changed in words and in numbers.

    Attributes
    ----------
    canvas : Canvas
        The picture; its only tool moves it.
    compared : Compared or None
        What is shown.
    """

    def __init__(self, settings: BrushSettings, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.compared: Compared | None = None
        self._called = ("", "")
        self._mode: Mode = "both"
        self._scene: Scene | None = None
        self.canvas = Canvas(settings, theme)
        self.canvas.setMinimumSize(LEAST_PICTURE)
        self.canvas.setAccessibleName(self.tr("Both drawings on one picture"))
        self.strip = Strip(self.tr("Views"), self.tr("All views"))
        self.strip.chosen.connect(self.canvas.focus_view)
        self.canvas.view_changed.connect(self.strip.follow)
        self.back = QToolButton(self.canvas)
        self.back.setText(self.tr("All views"))
        self.back.setToolTip(self.tr("All views") + "  (Esc)")
        self.back.setProperty("frame", "true")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.move(SPACE[2], SPACE[2])
        self.back.clicked.connect(self.show_sheet)
        self.back.hide()
        self.canvas.view_changed.connect(self._offer_back)
        self.message = QLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setProperty("tone", "muted")
        self.message.setMargin(SPACE[6])
        self.modes: dict[Mode, QToolButton] = {}
        group = QButtonGroup(self)
        names = {"then": self.tr("Then"), "both": self.tr("Both"), "now": self.tr("Now")}
        for i, mode in enumerate(MODES, start=1):
            button = self.modes[mode] = QToolButton()
            button.setText(names[mode])
            button.setToolTip(f"{names[mode]}  ({i})")
            button.setAccessibleName(self.tr("Show: {0}").format(names[mode]))
            button.setCheckable(True)
            button.setProperty("frame", "true")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on, mode=mode: self.show_mode(mode))
            group.addButton(button)
        self.modes["both"].setChecked(True)
        self.quality = QComboBox()
        self.quality.setAccessibleName(self.tr("Quality that is compared"))
        self.quality.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.quality.activated.connect(lambda _: self._refresh())
        self.legend = QVBoxLayout()
        self.legend.setSpacing(SPACE[1])
        self.remarks = self._label("warn")
        self.words = self._label("")
        self.words.setTextFormat(Qt.TextFormat.RichText)  # for the space between sentences; each is escaped
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.copy = QPushButton(self.tr("Copy the words"))
        self.copy.setAutoDefault(False)
        self.copy.setToolTip(self.tr("Copies what changed in words, for a letter"))
        self.copy.clicked.connect(self.copy_words)
        self.table = Changes()
        self._lay_out()
        self.tell(self.tr("Choose two drawings."))

    def _label(self, tone: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("tone", tone)
        return label

    def _lay_out(self) -> None:
        pictures = QWidget()
        row = QHBoxLayout(pictures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.views = QWidget()  # the strip comes and goes by itself; this hides it where it has no room
        inside = QHBoxLayout(self.views)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.strip)
        row.addWidget(self.views)
        row.addWidget(self.canvas, 1)
        self.left = QStackedWidget()
        self.left.addWidget(self.message)
        self.left.addWidget(pictures)
        ways = FlowRow(*self.modes.values(), self.quality)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, SPACE[2], 0)
        column.setSpacing(SPACE[2])
        column.addLayout(self.legend)
        column.addWidget(self.remarks)
        head = QLabel(self.tr("What changed in words"))
        write(head, "strong")
        column.addWidget(head)
        column.addWidget(self.words)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        numbers = QLabel(self.tr("In numbers"))
        write(numbers, "strong")
        column.addWidget(numbers)
        column.addWidget(self.table, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(self.tr("What changed, in words and numbers"))
        self.area.setWidget(said)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side = QWidget()
        self.side.setMinimumWidth(LEAST_SIDE_PX)
        self.side.setMaximumWidth(SIDE_PX)
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE[2])
        beside.addWidget(ways)
        beside.addWidget(self.area, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE[4])
        outer.addWidget(self.left, 3)
        outer.addWidget(self.side, 1)

    # ---- what is shown

    @property
    def mode(self) -> Mode:
        """Which drawing is shown."""
        return self._mode

    @property
    def has_enlarged(self) -> bool:
        """True while one view alone is shown and the others are a step away."""
        return self.left.currentIndex() == 1 and self._scene is not None and self._scene.focus is not None

    def tell(self, sentence: str) -> None:
        """Show a sentence instead of a picture."""
        self.compared = None
        self.message.setText(sentence)
        self.message.setAccessibleName(sentence)
        self.left.setCurrentIndex(0)
        self.side.setVisible(False)
        self.table.show_compared(None)

    def show_compared(
        self,
        compared: Compared,
        scene: Scene,
        headings: Mapping[ViewId, str],
        called: tuple[str, str],
        remarks: str,
    ) -> None:
        """Show two drawings.

        Parameters
        ----------
        scene : Scene
            Of the body of the comparison; draws for this picture alone.
        called : tuple of str
            What the two drawings are called.
        remarks : str
            What is to be known of the comparison; may be empty.
        """
        first = self.compared is None
        self.compared, self._called = compared, called
        if scene is not self._scene:
            self._scene = scene
            self.canvas.set_scene(scene)
            self.strip.set_scene(scene, headings)
        for mode, name in zip(("then", "now"), called, strict=True):
            button = self.modes[cast(Mode, mode)]
            button.setToolTip(f"{name}  ({1 + MODES.index(cast(Mode, mode))})")
        self.remarks.setText(remarks)
        self.remarks.setVisible(bool(remarks))
        self.words.setText("".join(PARAGRAPH.format(html.escape(sentence)) for sentence in compared.told))
        self.words.setAccessibleName(" ".join(compared.told))
        self._offer_qualities()
        self.left.setCurrentIndex(1)
        self.side.setVisible(True)
        self._refresh()
        if first and compared.most is not None:
            view, share = compared.most
            if share >= FOCUS_SHARE or self.canvas.height() < SHEET_PX:
                self.canvas.focus_view(view)

    def _offer_qualities(self) -> None:
        compared = self.compared
        if compared is None:
            return
        before = self.quality.currentData()
        self.quality.clear()
        self.quality.addItem(self.tr("All paint"), None)
        for quality in QUALITIES:
            if quality in compared.seen:
                self.quality.addItem(compared.words.quality(quality), quality)
        self.quality.setCurrentIndex(max(self.quality.findData(before), 0))
        self.quality.setEnabled(self.quality.count() > 2)

    @property
    def chosen_quality(self) -> Quality | None:
        """The quality that is compared; None for all."""
        return cast("Quality | None", self.quality.currentData())

    def show_mode(self, mode: Mode | str) -> None:
        """Show the earlier drawing, the later one, or what changed."""
        self._mode = cast(Mode, mode)
        self.modes[self._mode].setChecked(True)
        self._refresh()

    def _refresh(self) -> None:
        compared, scene = self.compared, self._scene
        if compared is None or scene is None:
            return
        quality = self.chosen_quality
        both = self._mode == "both"
        paints = {"then": compared.before, "both": empty(), "now": compared.after}
        scene.set_changes(compared.seen[quality] if both else None)
        scene.set_paint(paints[self._mode])
        self.canvas.set_hidden(frozenset(q for q in QUALITIES if quality not in (None, q)))
        self.canvas.update()
        self.strip.refresh()
        self.table.show_compared(compared, quality)
        self.table.setMinimumHeight(self._table_px())
        self._write_legend()
        names = {"then": self._called[0], "both": self.tr("{0} and {1}").format(*self._called), "now": self._called[1]}
        self.canvas.setAccessibleDescription(" ".join((f"{names[self._mode]}.", *compared.told)))

    def _table_px(self) -> int:
        """Height at which nothing of the table scrolls by itself: what stands beside the picture scrolls as one."""
        rows = len(self.table.rows)
        row = self.table.sizeHintForRow(0) if rows else 0
        return self.table.header().sizeHint().height() + rows * max(row, 1) + 2 * self.table.frameWidth() + SPACE[1]

    # ---- legend

    def _write_legend(self) -> None:
        while (entry := self.legend.takeAt(0)) is not None:
            part = entry.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for icon, words in self._legend():
            self.legend.addWidget(_entry(icon, words))

    def _legend(self) -> list[tuple[QIcon, str]]:
        compared = self.compared
        if compared is None:
            return []
        words, quality = compared.words, self.chosen_quality
        if self._mode == "both":
            area = self._areas(quality)
            names: dict[Part, str] = {"gained": self.tr("Gained"), "lost": self.tr("Lost"), "kept": self.tr("Kept")}
            look = load_comparison_style()
            return [(patterns.swatch(look[p]), f"{names[p]}: {words.words.area(area[p])}") for p in PARTS]
        paint = compared.before if self._mode == "then" else compared.after
        assert self._scene is not None
        style = self._scene.style
        painted = [
            q for q in QUALITIES if quality in (None, q) and any(paint.side(side).qualities.get(q) for side in SIDES)
        ]
        return [(patterns.swatch(style.qualities[q]), words.quality(q)) for q in painted]

    def _areas(self, quality: Quality | None) -> dict[Part, float]:
        assert self.compared is not None
        sides = [self.compared.found.sides[side] for side in SIDES]
        changes = [s.whole if quality is None else s.qualities.get(quality) for s in sides]
        return {
            "gained": sum(c.gained_cm2 for c in changes if c is not None),
            "lost": sum(c.lost_cm2 for c in changes if c is not None),
            "kept": sum(c.kept_cm2 for c in changes if c is not None),
        }

    # ---- words

    def copy_words(self) -> None:
        """Put what changed in words on the clipboard, plain and rich."""
        if self.compared is None:
            return
        title = self.compared.words.say("compare_title", before=self._called[0], after=self._called[1])
        remarks = [self.remarks.text()] if self.remarks.text() else []
        told = [*self.compared.told, *remarks]
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in told)
        # copied by Qt itself: a QMimeData made here would outlive Python in the clipboard and end in a crash at the end
        page = QTextEdit()
        page.setHtml(f"<p><b>{html.escape(title)}</b></p><ul>{items}</ul>")
        page.selectAll()
        page.copy()

    # ---- looking closer

    def zoom_in(self) -> None:
        """Show it larger."""
        self.canvas.zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show it smaller."""
        self.canvas.zoom_by(1 / ZOOM_STEP)

    def show_sheet(self) -> None:
        """Show every view."""
        self.canvas.focus_view(None)

    def _offer_back(self) -> None:
        """A way back to all views where the strip has no room for one."""
        roomy = self.height() >= STRIP_LEAST_PX
        self.views.setVisible(roomy)
        self.back.setVisible(self.has_enlarged and not roomy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_back()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.canvas.set_theme(theme)
        self.strip.set_theme(theme)

    def forget(self) -> None:
        """Let go of what is shown."""
        self.tell(self.tr("Choose two drawings."))


def _entry(icon: QIcon, words: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE[2])
    swatch = QLabel()
    picture: QPixmap = icon.pixmap(QSize(16, 16))
    swatch.setPixmap(picture)
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    line.addWidget(swatch)
    line.addWidget(label, 1)
    return row
