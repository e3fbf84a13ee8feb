"""Look up any structure by any of its names, and see it lit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from footmap.core.ids import SIDES
from footmap.ui.look.tokens import SPACE
from footmap.ui.overlay.choice import Choice, Shown, Subject

from .board import Sheet
from .parts import Fold, Scroller, button, empty, label, say
from .room import look_up

if TYPE_CHECKING:
    from footmap.study.exercise import Thing
    from footmap.study.lookup import Card
    from footmap.ui.overlay.facts import BodyFacts

    from .room import Room

MOST: Final = 8


class FindPart(QWidget):
    """A search line, what it finds, and the card of what was chosen.

    Attributes
    ----------
    shown : Thing or None
        Whose card is shown.
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.shown: Thing | None = None
        self._facts: BodyFacts | None = None
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(self.tr("Name, synonym, abbreviation or Latin"))
        self.line.setAccessibleName(self.tr("Look up a structure"))
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self._first)
        self.hits = QVBoxLayout()
        self.hits.setSpacing(SPACE[1])
        self.none = label(tone="muted")
        self.title = label(role="title")
        self.rows = label()
        self.described = Fold(self.tr("Skin and origin, as described"))
        self.differ = Fold(self.tr("Where sources differ"))
        self.who = Fold(self.tr("Who says so?"))
        scroller = Scroller(self.tr("What is known about it"))
        scroller.column.addLayout(self.hits)
        for part in (self.none, self.title, self.rows, self.described, self.differ, self.who):
            scroller.column.addWidget(part)
        scroller.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.line)
        outer.addWidget(scroller, 1)
        self._forget()

    def enter(self) -> None:
        """Show what was looked up last."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.shown is not None:
            self.show_card(self.shown)
        else:
            self._room.board.present(Sheet(self._room.board.body))
            say(self.none, self.tr("Try: peroneal, LFCN, n. suralis, Baxter, S1, soleus, ankle jerk"))

    def _forget(self) -> None:
        say(self.title, "")
        say(self.rows, "")
        for fold in (self.described, self.differ, self.who):
            fold.put("")

    def _search(self, text: str) -> None:
        empty(self.hits)
        found = look_up(text, self._room.material)[:MOST]
        kinds = {
            "nerve": self.tr("nerve"),
            "level": self.tr("level"),
            "muscle": self.tr("muscle"),
            "reflex": self.tr("reflex"),
            "site": self.tr("place"),
            "condition": self.tr("condition"),
            "region": self.tr("region"),
        }
        for thing in found:
            words = f"{self._room.words.name(thing)}  ({kinds.get(thing.kind, thing.kind)})"
            one = button(words, partial(self.show_card, thing))
            one.setProperty("choice", "true")
            self.hits.addWidget(one)
            one.show()
        say(self.none, "" if found or not text.strip() else self.tr("Nothing has that name."))
        self._forget()

    def _first(self) -> None:
        entry = self.hits.itemAt(0)
        first = entry.widget() if entry is not None else None
        if first is not None:
            first.click()  # type: ignore[attr-defined]  # PySide6 types the widget of an item as QWidget

    def show_card(self, thing: Thing) -> None:
        """Show the card of a structure, and light it."""
        from footmap.study.lookup import card

        self.shown = thing
        found = card(thing, self._room.material)
        words = self._room.words
        empty(self.hits)
        say(self.none, "")
        say(self.title, words.name(thing))
        say(self.rows, "\n\n".join(self._told(found)))
        self.described.put("\n\n".join(words.to(text) for text in found.texts))
        schools = words.where_sources_differ(found.disagreements)
        self.differ.put("\n\n".join(f"{s.name}: {s.readings} {s.used}".strip() for s in schools))
        self.who.put("\n".join(f"• {line}" for line in words.who_says_so(found.sources)))
        self._light(found)

    def _told(self, found: Card) -> list[str]:
        words = self._room.words
        lines = []
        for heading, things in found.rows:
            lines.append(f"{words.say(heading)}: {', '.join(words.name(thing) for thing in things)}")
        if found.course:
            segments = self._room.material.clinical.anatomy.segments
            steps = (words.to(segments[s].names) if s in segments else words.candidate(s) for s in found.course)
            lines.append(f"{words.say('card_course')}: {' → '.join(steps)}")
        return lines

    def _light(self, found: Card) -> None:
        from footmap.ui.overlay.facts import BodyFacts
        from footmap.ui.settings.language import current

        room = self._room
        atlas = room.board.session.engine.atlas
        if self._facts is None or self._facts.atlas is not atlas:
            self._facts = BodyFacts.load(atlas, current())
        room.board.present(Sheet(room.board.body, choice=self._choice(found, self._facts)))
        room.board.scene.set_facts(self._facts)
        room.board.canvas.update()

    def _choice(self, found: Card, facts: BodyFacts) -> Choice:
        thing = found.subject
        if thing.kind == "nerve":
            way = facts.way("nerve", thing.id, None)
            return Choice(shown=Shown(lit=Subject("nerve", thing.id, SIDES), way=way))
        if thing.kind == "level":
            way = facts.way("level", thing.id, None)
            return Choice(shown=Shown(lit=Subject("level", thing.id, SIDES), way=way))
        if thing.kind == "site":
            return Choice(shown=Shown(way=facts.lesion(thing.id).way, lesion=thing.id))
        if thing.kind == "region":
            return Choice(shown=Shown(lit=Subject("region", thing.id, SIDES)))
        known = [one for kind in ("nerve", "level") for _, things in found.rows for one in things if one.kind == kind]
        if not known:
            return Choice()
        layer: Literal["nerve", "level"] = "nerve" if known[0].kind == "nerve" else "level"
        way = facts.way(layer, known[0].id, None)
        if thing.kind == "condition":
            return Choice(shown=Shown(lit=Subject(layer, known[0].id, SIDES), way=way))
        return Choice(shown=Shown(way=way))  # a muscle has no skin: the way of its nerve alone
