"""Says in the side panel all that is known of a lesion or a level that was chosen on the spine or the skin."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from footmap.ui.settings.language import current

if TYPE_CHECKING:
    from footmap.core.anatomy import Reflex
    from footmap.core.localiser.candidates import Where
    from footmap.report.predict_text import Part
    from footmap.ui.overlay.choice import Shown
    from footmap.ui.overlay.facts import BodyFacts
    from footmap.ui.panel.panel import SidePanel
    from footmap.ui.spine.panel import SpinePanel

    from .lookup import LookupController
    from .overlays import OverlayController

MOSTLY: Final = 0.5
TAKES_PART: Final = 0.2
"""Shares of a root in a reflex from which it is mostly that root's, or takes part in it."""


class KnownPage(QObject):
    """Joins the spine, what is lit and the page."""

    def __init__(
        self,
        overlays: OverlayController,
        lookup: LookupController,
        parent: QObject,
        *,
        panel: SidePanel,
        spine: SpinePanel,
    ) -> None:
        super().__init__(parent)
        self._overlays, self._lookup, self._panel = overlays, lookup, panel
        self._asked: tuple[str, str, Where] | None = None
        spine.lesion_chosen.connect(lambda site, side: self.show("site", site, side))
        spine.level_chosen.connect(lambda level, side: self.show("level", level, side))
        overlays.hovering.lesion_asked.connect(lambda site, side: self.show("site", site, side))
        overlays.shown_changed.connect(self._follow)
        panel.known.left.connect(self.leave)
        panel.known.chosen.connect(self._choose)

    def show(self, kind: str, id_: str, side: Where) -> None:
        """Show the page of a place (``site``) or of a level."""
        facts = self._overlays.facts_now()
        if facts is None:
            return
        self._asked = kind, id_, side
        name = facts.site_name(id_) if kind == "site" else facts.name("level", id_)
        words = {"right": self.tr("{0}, right"), "left": self.tr("{0}, left")}.get(side, "{0}")
        parts = self._level(facts, id_) if kind == "level" else []
        self._panel.show_known(words.format(name), "".join([*parts, *self._lesion(facts, id_)]))

    def retranslate(self) -> None:
        """Show what is open in the language that is spoken now."""
        if self._asked is not None and self._panel.known.isVisible():
            self.show(*self._asked)

    def leave(self) -> None:
        """Show the lists again."""
        self._asked = None
        self._panel.leave_known()

    def _follow(self, shown: Shown) -> None:
        from footmap.ui.overlay.choice import NOTHING

        if shown == NOTHING and self._asked is not None:
            self.leave()

    def _choose(self, kind: str, id_: str) -> None:
        self._lookup.open(kind, id_)

    # ---- what is said

    def _lesion(self, facts: BodyFacts, id_: str) -> list[str]:
        from footmap.report.predict_text import predict_parts, weak_muscles

        name, parts = predict_parts(facts.clinical, id_, current())
        weak = weak_muscles(facts.clinical, id_, current())
        titles = ("affected", self.tr("Weak muscles, with roots and nerve")), ("some", self.tr("Perhaps weak"))
        muscles = [page_row(title, weak[grade]) for grade, title in titles if grade in weak]
        out = [f"<p><i>{html.escape(name)}</i></p>"]
        for part in parts:
            if part.form == "why":
                out += muscles
                muscles = []
            out.append(_said(part))
        return out[:-1] + muscles + out[-1:]

    def _level(self, facts: BodyFacts, level: str) -> list[str]:
        """Reflexes and nerves of the skin of a level, those that are mostly its own before the others."""
        roots = {level, *level.split("_")}
        nerves = [(n.id, roots & set(n.roots.main), roots & set(n.roots.also)) for n in facts.nerves]
        own = [_link("nerve", id_, facts.name("nerve", id_)) for id_, main, _ in nerves if main]
        also = [_link("nerve", id_, facts.name("nerve", id_)) for id_, main, more in nerves if more and not main]
        reflexes = facts.anatomy.reflexes.values()
        mostly = [_reflex(facts, r) for r in reflexes if _share(r, roots) >= MOSTLY]
        partly = [_reflex(facts, r) for r in reflexes if TAKES_PART <= _share(r, roots) < MOSTLY]
        rows = (
            (self.tr("Nerves of its skin"), own),
            (self.tr("Nerves that it also reaches"), also),
            (self.tr("Its reflexes"), mostly),
            (self.tr("Reflexes that it takes part in"), partly),
        )
        out = [_row(title, items) for title, items in rows if items]
        heading = self.tr("If it is lost")
        return [*out, f"<p><b>{html.escape(heading)}</b></p>"]


def _share(reflex: Reflex, roots: set[str]) -> float:
    return sum(reflex.roots.get(root, 0.0) for root in roots)


def _reflex(facts: BodyFacts, reflex: Reflex) -> str:
    return _link("reflex", reflex.id, facts.words(reflex.names))


def _link(kind: str, id_: str, name: str) -> str:
    return f'<a href="{html.escape(kind)}:{html.escape(id_)}">{html.escape(name)}</a>'


def _row(title: str, pieces: Iterable[str]) -> str:
    """A title and pieces of HTML."""
    return f"<p><b>{html.escape(title)}:</b> {'; '.join(pieces)}</p>"


def page_row(title: str, items: Sequence[str]) -> str:
    """A title and names as a piece of HTML; everything is escaped."""
    return _row(title, map(html.escape, items))


def _said(part: Part) -> str:
    """What is said of a lesion as a piece of HTML."""
    if part.form == "row":
        return page_row(part.title, part.items)
    items = [html.escape(item) for item in part.items]
    if part.form == "alarm":
        return "".join(f"<p><b>{item}</b></p>" for item in items)
    if part.form == "note":
        return "".join(f"<p><small>{item}</small></p>" for item in items)
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<p><b>{html.escape(part.title)}:</b></p><ul>{lines}</ul>"
