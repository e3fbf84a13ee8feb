"""Looks anything up that has a name: lights it on the picture and shows its card; compares any two.

What is known comes from `footmap.study.lookup`, the one index, which is read off the window's thread when it is first
used.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from footmap.ui.panel.catalogue import Named
from footmap.ui.runtime.background import Background
from footmap.ui.settings.language import current

if TYPE_CHECKING:
    from footmap.study.exercise import Thing
    from footmap.study.material import Material
    from footmap.study.wording import StudyWords
    from footmap.ui.overlay.choice import Subject
    from footmap.ui.panel.panel import SidePanel
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.notice import Notice

    from .overlays import OverlayController

SHOWN: Final = ("nerve", "level", "condition", "site", "muscle", "reflex", "region")
"""Kinds in the order of a list of everything."""
MANY: Final = 60
"""Most questions that are listed."""


class LookupController(QObject):
    """Joins the pane, the index and the picture.

    Signals
    -------
    region_wanted(str)
        A region of the skin was chosen.
    """

    region_wanted = Signal(str)

    def __init__(
        self, overlays: OverlayController, parent: QObject, *, panel: SidePanel, commands: Actions, notice: Notice
    ) -> None:
        super().__init__(parent)
        self._overlays, self._panel, self._pane = overlays, panel, panel.lookup
        self._background = Background(self)
        self._words: dict[str, StudyWords] = {}
        self._material: Material | None = None
        self._thing: tuple[str, str] | None = None
        self._first: Subject | None = None
        self._waiting: tuple[str, str] | None = None
        self._notice = notice
        commands.look_up.triggered.connect(panel.look_up)
        self._pane.asked.connect(self._find)
        self._pane.chosen.connect(self.choose)
        self._pane.compare_asked.connect(self._begin_comparison)
        panel.thing_chosen.connect(self.open)
        panel.lookup_left.connect(self._end_comparison)

    def settle(self) -> None:
        """Wait until the index has been read."""
        self._background.settle()

    def stop(self) -> None:
        """Read no more."""
        self._background.stop()

    def retranslate(self) -> None:
        """Show what is open in the language that is spoken now."""
        if self._pane.isVisible():
            self._pane.ask()
            if self._thing is not None:
                self._show(*self._thing)

    def open(self, kind: str, id_: str) -> None:
        """Show the card of a thing, and the thing on the picture."""
        self._waiting = kind, id_
        self._panel.look_up()

    def choose(self, kind: str, id_: str) -> None:
        """Light a thing and show its card; or compare it, if that was asked for."""
        if kind == "clue":
            self._panel.look_for_question(id_)
            return
        if self._first is not None:
            other = self._subject(kind, id_)
            if other is not None:
                first, self._first = self._first, None
                self._overlays.compare(first, other)
                self._pane.tell(self.tr("Solid and broken line on the picture; Shift+Esc ends the comparison."))
            return
        self._thing = kind, id_
        self._light(kind, id_)
        self._show(kind, id_)

    # ---- the index

    def _ready(self) -> StudyWords | None:
        """Names in the language of the window; None while the index is being read."""
        language = current()
        if self._material is None:
            if not self._background.busy:
                self._pane.tell(self.tr("Reading the knowledge base …"))
                self._background.run(_read, self._take, self._notice.show_message)
            return None
        if language not in self._words:
            from footmap.study.wording import load_study_words

            self._words[language] = load_study_words(language)
        return self._words[language]

    def _take(self, material: Material) -> None:
        self._material = material
        self._pane.ask()

    def _find(self, text: str) -> None:
        words = self._ready()
        if words is None or self._material is None:
            return
        from footmap.study.lookup import find

        material = self._material
        things = list(find(text, material))
        if not text.strip():
            things.sort(key=lambda thing: SHOWN.index(thing.kind) if thing.kind in SHOWN else len(SHOWN))
        kinds = self._kinds()
        found = [Named(t.kind, t.id, words.name(t), kinds.get(t.kind, "")) for t in things]
        questions = self._questions(text) if text.strip() else []
        found += [Named("clue", id_, words.clue(id_), kinds["clue"]) for id_ in questions[:MANY]]
        said = self.tr("{0} found").format(len(found)) if text.strip() else self.tr("Everything, from the spine down")
        self._pane.show_found(found, said if found else self.tr("Nothing has such a name."))
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.choose(*waiting)

    def _questions(self, text: str) -> Sequence[str]:
        from footmap.words.search import SearchIndex, clue_entries

        assert self._material is not None
        clinical = self._material.clinical
        index = self._material.keep(("questions",), lambda: SearchIndex(clue_entries(clinical)))
        return [hit.id for hit in index.find(text, {"clue"})]

    def _kinds(self) -> dict[str, str]:
        return {
            "nerve": self.tr("nerve"),
            "level": self.tr("level"),
            "condition": self.tr("condition"),
            "site": self.tr("place"),
            "muscle": self.tr("muscle"),
            "reflex": self.tr("reflex"),
            "region": self.tr("region of skin"),
            "clue": self.tr("question"),
        }

    # ---- what is shown

    def _light(self, kind: str, id_: str) -> None:
        if kind in ("nerve", "level", "condition"):
            self._overlays.show_candidate(kind, id_, "both")
        elif kind == "site":
            self._overlays.show_lesion(id_, "both")
        elif kind == "region":
            self.region_wanted.emit(id_)
        else:
            subject = self._subject(kind, id_)
            if subject is not None:
                self._overlays.show_candidate(subject.layer, subject.id, "both")

    def _subject(self, kind: str, id_: str) -> Subject | None:
        """The nerve or level whose skin stands for a thing."""
        from footmap.ui.overlay.choice import Subject

        if kind in ("nerve", "level"):
            return Subject("nerve" if kind == "nerve" else "level", id_)
        if self._material is None:
            return None
        from footmap.study.exercise import Thing
        from footmap.study.lookup import STRUCTURES, card

        for known in STRUCTURES:
            if known == kind:
                rows = [thing for _, things in card(Thing(known, id_), self._material).rows for thing in things]
                nerve = next((thing for thing in rows if thing.kind == "nerve"), None)
                level = next((thing for thing in rows if thing.kind == "level"), None)
                if nerve is not None:
                    return Subject("nerve", nerve.id)
                return Subject("level", level.id) if level is not None else None
        return None

    def _show(self, kind: str, id_: str) -> None:
        words = self._ready()
        if words is None or self._material is None:
            return
        from footmap.study.exercise import Thing
        from footmap.study.lookup import STRUCTURES

        for known in STRUCTURES:
            if known == kind:
                self._pane.show_card(card_page(Thing(known, id_), self._material, words, self._kinds()[kind]))
                self._pane.compare.setVisible(self._subject(kind, id_) is not None)

    # ---- two on one picture

    def _begin_comparison(self) -> None:
        if self._thing is None:
            return
        self._first = self._subject(*self._thing)
        words = self._ready()
        if self._first is None or words is None:
            return
        name = words.candidate(self._first.id)
        self._pane.tell(self.tr("Choose what to compare with {0}.").format(name))
        self._pane.search.setFocus()
        self._pane.search.selectAll()

    def _end_comparison(self) -> None:
        self._first = None


def card_page(thing: Thing, material: Material, words: StudyWords, kind: str) -> str:
    """The card of a thing as a piece of HTML in which things are links ``kind:id``; everything is escaped."""
    from footmap.core.anatomy import in_language
    from footmap.study.lookup import card

    known = card(thing, material)
    out = [f"<h3>{html.escape(words.name(thing))}</h3><p>{html.escape(kind)}</p>"]
    for heading, things in known.rows:
        names = ", ".join(_link(other, words) for other in things)
        out.append(f"<p><b>{html.escape(words.say(heading))}:</b> {names}</p>")
    anatomy = material.clinical.anatomy
    nerves = dict.fromkeys(n for s in known.course if (n := anatomy.segments[s].nerve) is not None)
    if nerves:
        way = " → ".join(html.escape(words.candidate(nerve)) for nerve in nerves)
        out.append(f"<p><b>{html.escape(words.say('card_course'))}:</b> {way}</p>")
    out += [f"<p>{html.escape(in_language(text, words.language))}</p>" for text in known.texts]
    for school in words.where_sources_differ(known.disagreements):
        out.append(f"<p><b>{html.escape(school.name)}:</b> {html.escape(school.readings)}</p>")
    cited = "<br>".join(html.escape(source) for source in words.who_says_so(known.sources))
    out.append(f"<p><small>{cited}</small></p>")
    return "".join(out)


def _link(thing: Thing, words: StudyWords) -> str:
    name = html.escape(words.name(thing))
    if thing.kind not in SHOWN:
        return name
    return f'<a href="{html.escape(thing.kind)}:{html.escape(thing.id)}">{name}</a>'


def _read() -> Material:
    """The index is made in the thread, too."""
    from footmap.study.lookup import find
    from footmap.study.wording import load_material

    material = load_material()
    find("", material)
    return material
