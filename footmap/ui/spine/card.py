"""The card below the schematic: what a lesion would do, where a candidate may be caught, or which colour is which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from footmap.core.forward import EffectGrade
from footmap.core.views import Side

from ..look.theme import write
from ..look.tokens import SPACE, Density, Theme
from ..overlay import samples
from ..overlay.washes import FIRST, SECOND

if TYPE_CHECKING:
    from ..overlay.choice import Shown, Subject
    from ..overlay.facts import BodyFacts, Lesion

CLOSE_PX: Final = 24
SCROLL_PX: Final = 10
MOST: Final = 4
"""Number of names that are listed; the tooltip has all."""


class Line(NamedTuple):
    """A line of the card: rich text after a swatch, and all of it where it was shortened."""

    swatch: QPixmap | None
    text: str
    whole: str = ""


class Card(QFrame):
    """Heading, rows with a swatch or without, and a way to close it.

    Signals
    -------
    closed()
    site_chosen(str)
        A place that was named on the card.
    """

    closed = Signal()
    site_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("spinecard")
        self.setAccessibleName(self.tr("Highlighted"))
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._close = QToolButton()
        self._close.setProperty("slim", "true")
        self._close.setFixedSize(CLOSE_PX, CLOSE_PX)
        self._close.setText("✕")
        self._close.setAccessibleName(self.tr("Clear the highlight"))
        self._close.setToolTip(self.tr("Clear the highlight"))
        self._close.clicked.connect(self.closed)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE[1])
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], SPACE[2], SPACE[1], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addLayout(head)
        column.addWidget(scroll, 1)
        self._edge = CLOSE_PX
        self._texts: list[str] = []
        self._words: list[tuple[bool, QLabel]] = []
        self.hide()

    @property
    def text(self) -> str:
        """All that is written."""
        return "\n".join((self._title.text(), *self._texts))

    def set_theme(self, theme: Theme) -> None:
        """Take the fonts of another theme."""
        self._theme = theme
        write(self._title, "strong")

    def set_density(self, density: Density) -> None:
        """Be closed by a button as large as the other controls."""
        self._edge = max(CLOSE_PX, density.control_px if density.touch else 0)
        self._close.setFixedSize(self._edge, self._edge)

    def show_lit(self, facts: BodyFacts, shown: Shown) -> None:
        """Say what is lit; hidden where nothing is."""
        if shown.lesion is not None:
            lesion = facts.lesion(shown.lesion)
            self._fill(self._sided(facts.site_name(shown.lesion), shown.sides), self._lesion_rows(facts, lesion))
        elif shown.lit is not None and shown.other is not None:
            rows = [
                Line(samples.hatched(c, bool(i)), escape(self._subject(facts, s)))
                for i, (c, s) in enumerate(((FIRST, shown.lit), (SECOND, shown.other)))
            ]
            self._fill(self.tr("Compared"), rows)
        elif shown.lit is not None:
            self._fill(self._subject(facts, shown.lit), self._way_rows(facts, shown))
        else:
            self.hide()
            return
        self.show()

    def wanted_height(self, width: int) -> int:
        """Height at which nothing need be scrolled, device-independent pixels."""
        inner = max(60, width - SPACE[2] - SPACE[1] - SCROLL_PX)
        title = max(self._title.heightForWidth(inner - self._edge), self._edge)
        rows = [
            max(words.heightForWidth(inner - (samples.SAMPLE_PX + SPACE[1] if swatch else 0)), samples.SAMPLE_PX)
            + SPACE[1]
            for swatch, words in self._words
        ]
        return title + sum(rows) + 2 * SPACE[2] + SPACE[1] + 2

    # ---- what is said

    def _sided(self, name: str, sides: Sequence[Side]) -> str:
        if len(sides) > 1:
            return name
        word = {"right": self.tr("right"), "left": self.tr("left")}[sides[0]]
        return f"{name}, {word}"

    def _subject(self, facts: BodyFacts, subject: Subject) -> str:
        return self._sided(facts.name(subject.layer, subject.id), subject.sides)

    def _lesion_rows(self, facts: BodyFacts, lesion: Lesion) -> list[Line]:
        picture, anatomy = lesion.picture, facts.anatomy
        rows: list[Line] = []
        skin = [(facts.name(e.layer, e.id), e.grade) for e in picture.skin]
        if skin:
            rows.append(self._graded(self.tr("Numb"), skin, samples.effect("numb")))
        if lesion.felt:
            rows.append(Line(samples.effect("felt"), self._line(self.tr("Pain"), self.tr("also felt here"))))
        reflexes = [(facts.words(anatomy.reflexes[e.id].names), e.grade) for e in picture.reflexes]
        rows.append(self._graded(self.tr("Reflexes reduced"), reflexes))
        if picture.brisk > 0:
            rows.append(Line(None, self._line(self.tr("Reflexes"), self.tr("often brisk"))))
        muscles = [(facts.words(anatomy.muscles[e.id].names), e.grade) for e in picture.muscles]
        rows.append(self._graded(self.tr("Weak"), muscles))
        return rows

    def _way_rows(self, facts: BodyFacts, shown: Shown) -> list[Line]:
        way = shown.way
        if way is None:
            return []
        rows: list[Line] = []
        if way.roots and shown.lit is not None and shown.lit.layer != "level":
            roots = ", ".join(way.roots)
            if way.also:
                roots = self.tr("{0}; also {1}").format(roots, ", ".join(way.also))
            rows.append(Line(None, self._line(self.tr("Roots"), roots)))
        places = [i for i in facts.anatomy.places if set(facts.anatomy.site(i).roots) == set(way.roots)]
        ids = [*places, *(i for i in facts.sites_from_top if i in way.sites)]
        if ids:
            links = "<br>".join(f'<a href="{id_}">{escape(facts.site_name(id_))}</a>' for id_ in ids)
            heading = self.tr("May be caught at")
            rows.append(Line(None, f"<b>{escape(heading)}</b><br>{links}"))
        return rows

    def _graded(self, heading: str, effects: Iterable[tuple[str, EffectGrade]], swatch: QPixmap | None = None) -> Line:
        """Names by how much is lost: all of it, then a part."""
        effects = list(effects)
        full = list(dict.fromkeys(name for name, grade in effects if grade == "affected"))
        part = [n for n in dict.fromkeys(name for name, grade in effects if grade == "some") if n not in full]
        if not full and not part:
            return Line(swatch, self._line(heading, self.tr("nothing")))
        texts = []
        for most in (MOST, len(effects)):
            text = _listed(full, most)
            if part:
                text += ("; " if text else "") + self.tr("partly: {0}").format(_listed(part, most))
            texts.append(self._line(heading, text))
        return Line(swatch, *texts)

    def _line(self, heading: str, text: str) -> str:
        return f"<b>{escape(heading)}:</b> {escape(text)}"

    # ---- rows

    def _fill(self, title: str, rows: Sequence[Line]) -> None:
        write(self._title, "strong")
        self._title.setText(title)
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()  # it may be the one whose link was followed
        self._words = []
        for line in rows:
            self._rows.addWidget(self._row(line))
        self._rows.addStretch(1)
        self._texts = [line.whole or line.text for line in rows]
        self.setAccessibleDescription(QTextDocumentFragment.fromHtml("<br>".join((title, *self._texts))).toPlainText())
        self.updateGeometry()

    def _row(self, line: Line) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE[1])
        if line.swatch is not None:
            picture = QLabel()
            picture.setPixmap(line.swatch)
            across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QLabel(line.text)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        write(words, "caption")
        if line.whole not in ("", line.text):
            words.setToolTip(line.whole)
        if "<a " in line.text:
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
            words.linkActivated.connect(self.site_chosen)
        across.addWidget(words, 1)
        self._words.append((line.swatch is not None, words))
        return row


def _listed(names: Sequence[str], most: int) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
