"""What is seen beside the paint: overlays, what a row or a lesion lights, the names under the pointer, the zoom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from footmap.errors import FootmapError
from footmap.ui.runtime.background import Background
from footmap.ui.runtime.said import said
from footmap.ui.settings.language import current

from .hovering import Hovering

if TYPE_CHECKING:
    from footmap.core.atlas import Atlas, Layer, MapId
    from footmap.core.localiser.candidates import Where
    from footmap.core.views import Side, ViewId
    from footmap.report.picture_wish import OverlayChoice, PictureWish
    from footmap.ui.canvas.canvas import Canvas
    from footmap.ui.canvas.maps_beside import MapsBeside
    from footmap.ui.document.map_choice import MapChoice
    from footmap.ui.overlay.choice import Shown, Subject
    from footmap.ui.overlay.describe import Describer
    from footmap.ui.overlay.facts import BodyFacts
    from footmap.ui.panel.panel import SidePanel
    from footmap.ui.panel.row import CandidateRow
    from footmap.ui.picture.scene import Scene
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.legend import Legend
    from footmap.ui.shell.notice import Notice
    from footmap.ui.shell.statusline import StatusLine
    from footmap.ui.shell.topbar import TopBar
    from footmap.ui.spine.panel import SpinePanel

    from .body_scene import BodyScene

LIT_MS: Final = 40
"""A row is lit when the pointer has rested on it this long."""


class OverlayController(QObject):
    """Keeps overlays, what is lit and the status line in step with what is chosen and pointed at.

    What a row lights while pointed at covers a lesion that was chosen to stay; nothing covers a comparison.

    Parameters
    ----------
    maps : MapChoice
        Says which dermatomes are drawn.
    pool : QThreadPool
        Reads what is known of a body.

    Signals
    -------
    shown_changed(object)
        The `Shown` that is lit now.
    facts_read(object)
        The `BodyFacts` of the body that is drawn.
    """

    shown_changed = Signal(object)
    facts_read = Signal(object)

    def __init__(
        self,
        maps: MapChoice,
        pool: QThreadPool,
        parent: QObject,
        *,
        canvas: Canvas,
        commands: Actions,
        panel: SidePanel,
        spine: SpinePanel,
        topbar: TopBar,
        beside: MapsBeside,
        status: StatusLine,
        notice: Notice,
        legend: Legend,
    ) -> None:
        super().__init__(parent)
        self._maps = maps
        self._canvas, self._commands, self._spine = canvas, commands, spine
        self._topbar, self._status, self._notice, self._legend = topbar, status, notice, legend
        self._body_scene: BodyScene | None = None
        self._facts: BodyFacts | None = None
        self._lit_row: CandidateRow | None = None
        self._kept: Shown | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LIT_MS)
        self._timer.timeout.connect(self.light)
        a = commands
        for toggle in (a.nerves, a.dermatomes, a.disagreement, a.courses, a.landmarks):
            toggle.toggled.connect(self.overlays_changed)
        a.unlight.triggered.connect(self.clear)
        maps.changed.connect(self.overlays_changed)
        topbar.map_chosen.connect(self.choose_map)
        beside.chosen.connect(self.choose_map)
        self._beside = beside
        topbar.blended.connect(self.overlays_changed)
        commands.swap_fill.triggered.connect(topbar.swap_fill)
        panel.lit.connect(self.point_at)
        panel.compared.connect(self.compare_rows)
        canvas.view_changed.connect(self.show_zoom)
        spine.lesion_chosen.connect(self.show_lesion)
        spine.level_chosen.connect(lambda level, side: self.show_candidate("level", level, side))
        spine.closed.connect(self.clear)
        self._reading = Background(self, pool)
        self.hovering = Hovering(self, self, canvas=canvas, status=status, spine=spine)
        self.hovering.lesion_asked.connect(self.show_lesion)

    @property
    def scene(self) -> Scene | None:
        """What the canvas draws; None before the atlas is there."""
        return self._body_scene.scene if self._body_scene is not None else None

    @property
    def describer(self) -> Describer | None:
        """Names the skin of the body that is drawn."""
        return self._body_scene.describer if self._body_scene is not None else None

    def show_body(self, body: BodyScene) -> None:
        """Draw and name another body, or the first one."""
        self._body_scene = body
        self._facts = None
        disagreement = self._commands.disagreement
        disagreement.setEnabled(body.has_disagreement)
        disagreement.setVisible(body.has_disagreement)
        self._canvas.set_scene(body.scene)
        self._reading.drop()  # facts of a body that is no longer drawn
        read = partial(_read_facts, body.scene.atlas, current())
        self._reading.run(read, self._take_facts, self._notice.show_problem)

    def stop(self) -> None:
        """Light nothing more."""
        self._timer.stop()
        self._reading.stop()

    # ---- what is known from spine to toe

    def _take_facts(self, read: BodyFacts) -> None:
        scene = self.scene
        if scene is None or self._facts is not None:
            return  # read already
        self._facts = read
        scene.set_facts(read)
        self._spine.set_facts(read, scene.style)
        self._canvas.update()
        self.light()
        self._explain()
        self.facts_read.emit(read)

    @property
    def facts(self) -> BodyFacts | None:
        """Courses, lesions and names of the body that is drawn; None until they have been read."""
        return self._facts

    def facts_now(self) -> BodyFacts | None:
        """The same, read now if they have not arrived yet; None if they cannot be read."""
        scene = self.scene
        if self._facts is None and scene is not None:
            try:
                self._take_facts(_read_facts(scene.atlas, current()))
            except FootmapError as error:
                self._notice.show_problem(said(error))
        return self._facts

    # ---- overlays

    def overlays_changed(self) -> None:
        """Show the overlays that are switched on."""
        scene = self.scene
        if scene is None:
            return
        a, bar = self._commands, self._topbar
        both = a.nerves.isChecked() and a.dermatomes.isChecked()
        bar.show_blend(both)
        a.swap_fill.setEnabled(both)
        choice = replace(
            scene.choice,
            nerves=a.nerves.isChecked(),
            dermatomes=self._maps.value if a.dermatomes.isChecked() else None,
            blend=bar.blend.value() / bar.blend.maximum(),
            disagreement=a.disagreement.isChecked(),
            courses=a.courses.isChecked(),
            landmarks=a.landmarks.isChecked(),
            pointed=None,
        )
        if scene.set_choice(choice):
            self._canvas.update()
            self._beside.follow()
            self.show_zoom()

    def choose_map(self, id_: MapId) -> None:
        """Let levels follow a map, and show its dermatomes."""
        self._maps.choose(id_)
        self._commands.dermatomes.setChecked(True)

    # ---- candidates and lesions

    def show_candidate(self, layer: str, id_: str, side: Where, site: str | None = None) -> None:
        """Light a nerve, a level or a condition with its way from the root to the skin, until `clear`.

        Parameters
        ----------
        layer : {"nerve", "level", "condition"}
        site : str, optional
            Site or place in the spine to be marked as the likely one.
        """
        if self.facts_now() is not None:
            self._keep(self._candidate(layer, id_, side, site))

    def show_lesion(self, site: str, side: Where) -> None:
        """Show what a lesion at a site, or at a place in the spine, would do, until `clear`."""
        from footmap.ui.overlay.choice import Shown

        facts = self.facts_now()
        if facts is not None:
            self._keep(Shown(way=facts.lesion(site).way, lesion=site, sides=_sides(side)))

    def compare(self, a: Subject | None, b: Subject | None) -> None:
        """Light two nerves or levels in two colours and patterns, until `clear`; None for either ends it."""
        from footmap.ui.overlay.choice import Shown

        self._keep(Shown(lit=a, other=b) if a is not None and b is not None else None)

    def compare_rows(self, a: CandidateRow, b: CandidateRow) -> None:
        """Light the territories of two rows of the panel, of conditions that of their nerve or level."""
        from footmap.ui.overlay.choice import Subject

        one, other = (Subject(*row.entry.skin, _sides(row.key[1])) for row in (a, b))
        if one.id and other.id:
            self.compare(one, other)

    def clear(self) -> None:
        """Light nothing but the row that is pointed at."""
        self._keep(None)

    def _keep(self, shown: Shown | None) -> None:
        self._kept = shown
        self._lit_row = None
        self._timer.stop()
        self.light()

    def _candidate(self, layer: str, id_: str, side: Where, site: str | None) -> Shown:
        from footmap.ui.overlay.choice import Shown, Subject

        facts, sides = self._facts, _sides(side)  # a row may be pointed at before the facts are there
        way = facts.way(layer, id_, site) if facts is not None else None
        if layer == "condition":
            place = site or (facts.place_of(id_) if facts is not None else None)
            return Shown(way=way, lesion=place, sides=sides)
        known: Layer = "level" if layer == "level" else "nerve"
        return Shown(lit=Subject(known, id_, sides), way=way, sides=sides)

    # ---- rows

    def point_at(self, row: CandidateRow | None) -> None:
        """Light a row's territory and way, if the pointer rests on it for a moment."""
        self._lit_row = row
        self._timer.start()

    def light(self) -> None:
        """Light the row pointed at now, else what was chosen to stay."""
        from footmap.ui.overlay.choice import NOTHING

        scene, row = self.scene, self._lit_row
        if scene is None:
            return
        shown, stays = self._kept or NOTHING, self._kept is not None
        compared = shown.other is not None  # stays until it is closed, whatever the pointer comes across
        if row is not None and row.key[0] and not compared:
            id_, side = row.key
            shown, stays = self._candidate(row.layer, id_, side, row.site or None), row.isChecked()
        self._commands.unlight.setEnabled(stays)
        self._spine.show_lit(shown, stays)
        if scene.set_choice(replace(scene.choice, shown=shown)):
            self._canvas.update()
            self.show_zoom()
            self.shown_changed.emit(shown)

    # ---- words

    def skin_words(self, view: ViewId, x_mm: float, y_mm: float) -> str:
        """Nerves and levels at a point of the right limb's view."""
        if self.describer is None:
            return ""
        words = self.describer.at(view, x_mm, y_mm)
        return "; ".join(part for part in (words.nerves, words.levels) if part)

    def as_picture(self) -> PictureWish:
        """What is seen now, as a wish for a picture of it."""
        from footmap.core.ids import DRAWN_TONE
        from footmap.report.picture_wish import PictureWish

        scene, body = self.scene, self._body_scene
        choice = scene.choice if scene is not None else None
        overlay: OverlayChoice = "none"
        if choice is not None and (choice.nerves or choice.dermatomes is not None):
            overlay = "nerves" if choice.nerves and (choice.dermatomes is None or choice.blend < 0.5) else "dermatomes"
        return PictureWish(
            view=(scene.focus if scene is not None else None) or "sheet",
            side="both",
            overlay=overlay,
            map=self._maps.value,
            tone=body.pictures.tone if body is not None else DRAWN_TONE,
            language=current(),
        )

    def show_zoom(self) -> None:
        """Say which maps are shown, which view and how large."""
        from footmap.ui.overlay.map_words import disagreement_words, map_words

        place = self.tr("Sheet")
        maps: list[str] = []
        scene, body = self.scene, self._body_scene
        if scene is not None and body is not None:
            if scene.focus is not None:
                place = body.headings[scene.focus]
            if scene.choice.dermatomes is not None:
                maps.append(map_words()[scene.choice.dermatomes].entry)
            if scene.choice.disagreement:
                maps.append(disagreement_words())
            maps += self._lit_words(scene.choice.shown)
        self._explain()
        self._status.show_maps(" · ".join(maps))
        self._status.show_zoom(f"{place} · {round(100 * self._canvas.port.zoom)} %")

    def _explain(self) -> None:
        """Let the legend say what is drawn."""
        from footmap.ui.shell.legend import plain_names

        scene = self.scene
        if scene is not None and scene.bare:
            self._legend.hide()
        elif scene is not None:
            name = self._facts.name if self._facts is not None else plain_names
            lesion = scene.choice.shown.lesion
            effects = self._facts.lesion(lesion) if self._facts is not None and lesion is not None else None
            predicted = effects is not None and bool(effects.numb or effects.felt)
            self._legend.keep_off(scene.occupied())
            self._legend.show_choice(scene.choice, scene.style, name, current(), predicted)

    def _lit_words(self, shown: Shown) -> list[str]:
        """What is lit, where the strip that says so is not in sight."""
        facts = self._facts
        if facts is None or self._spine.open:
            return []
        if shown.lesion is not None:
            return [self.tr("{0}: slanting lines are numb, dots are pain").format(facts.site_name(shown.lesion))]
        if shown.lit is not None and shown.other is not None:
            one, other = (facts.name(s.layer, s.id) for s in (shown.lit, shown.other))
            return [self.tr("Solid line: {0}; broken line: {1}").format(one, other)]
        return []


def _sides(side: Where) -> tuple[Side, ...]:
    return ("right", "left") if side == "both" else (side,)


def _read_facts(atlas: Atlas, language: str) -> BodyFacts:
    from footmap.ui.overlay.facts import BodyFacts

    return BodyFacts.load(atlas, language)
