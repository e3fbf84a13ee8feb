"""What is seen beside the paint: overlays, what a row or a lesion lights, the names under the pointer, the zoom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from footmap.errors import FootmapError
from footmap.ui.runtime.background import Background
from footmap.ui.settings.language import current

from .hovering import Hovering

if TYPE_CHECKING:
    from footmap.core.atlas import Atlas, Layer, MapId
    from footmap.core.localiser.candidates import Where
    from footmap.core.views import Side
    from footmap.ui.overlay.choice import Shown, Subject
    from footmap.ui.overlay.describe import Describer
    from footmap.ui.overlay.story import BodyFacts
    from footmap.ui.panel.row import CandidateRow
    from footmap.ui.parts import Parts
    from footmap.ui.picture.scene import Scene

    from .body_scene import BodyScene

LIT_MS: Final = 40
"""A row is lit when the pointer has rested on it this long."""


class OverlayController(QObject):
    """Keeps overlays, what is lit and the status line in step with what is chosen and pointed at.

    What a row lights while it is pointed at covers what was chosen to stay: a lesion or a comparison.

    Parameters
    ----------
    parts : Parts
        Whose canvas, commands and status line it serves.

    Signals
    -------
    shown_changed(object)
        The `Shown` that is lit now.
    told(object)
        The `BodyFacts` of the body that is drawn.
    """

    shown_changed = Signal(object)
    told = Signal(object)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._figure: BodyScene | None = None
        self._story: BodyFacts | None = None
        self._map: MapId = "consensus"
        self._lit_row: CandidateRow | None = None
        self._kept: Shown | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LIT_MS)
        self._timer.timeout.connect(self.light)
        a = parts.commands
        for toggle in (a.nerves, a.dermatomes, a.disagreement, a.courses, a.landmarks):
            toggle.toggled.connect(self.overlays_changed)
        a.unlight.triggered.connect(self.clear)
        parts.topbar.map_chosen.connect(self.choose_map)
        parts.topbar.blended.connect(self.overlays_changed)
        parts.panel.lit.connect(self.point_at)
        parts.panel.compared.connect(self.compare_rows)
        parts.canvas.view_changed.connect(self.show_zoom)
        parts.spine.lesion_chosen.connect(self.show_lesion)
        parts.spine.level_chosen.connect(lambda level, side: self.show_candidate("level", level, side))
        parts.spine.closed.connect(self.clear)
        self._reading = Background(self, parts.pool)
        self.hovering = Hovering(parts, self)

    @property
    def map(self) -> MapId:
        """Dermatome map that is shown."""
        return self._map

    @property
    def scene(self) -> Scene | None:
        """What the canvas draws; None before the atlas is there."""
        return self._figure.scene if self._figure is not None else None

    @property
    def describer(self) -> Describer | None:
        """Names the skin of the body that is drawn."""
        return self._figure.describer if self._figure is not None else None

    def show_figure(self, figure: BodyScene) -> None:
        """Draw and name another body, or the first one."""
        self._figure = figure
        self._story = None
        disagreement = self._parts.commands.disagreement
        disagreement.setEnabled(figure.has_disagreement)
        disagreement.setVisible(figure.has_disagreement)
        self._parts.canvas.set_scene(figure.scene)
        self._reading.drop()  # facts of a body that is no longer drawn
        read = partial(_read_story, figure.scene.atlas, current())
        self._reading.run(read, self._take_story, self._parts.notice.tell)

    def stop(self) -> None:
        """Light nothing more."""
        self._timer.stop()
        self._reading.stop()

    # ---- what is known from spine to toe

    def _take_story(self, read: BodyFacts) -> None:
        scene = self.scene
        if scene is None or self._story is not None:
            return  # read already
        self._story = read
        scene.tell(read)
        self._parts.spine.set_story(read, scene.style)
        self._parts.canvas.update()
        self.light()
        self.told.emit(read)

    @property
    def known(self) -> BodyFacts | None:
        """The story if it has arrived."""
        return self._story

    @property
    def story(self) -> BodyFacts | None:
        """Courses, lesions and names of the body that is drawn; read now if they have not arrived yet."""
        scene = self.scene
        if self._story is None and scene is not None:
            try:
                self._take_story(_read_story(scene.atlas, current()))
            except FootmapError as error:
                self._parts.notice.tell(str(error))
        return self._story

    # ---- overlays

    def overlays_changed(self) -> None:
        """Show the overlays that are switched on."""
        scene = self.scene
        if scene is None:
            return
        a, bar = self._parts.commands, self._parts.topbar
        both = a.nerves.isChecked() and a.dermatomes.isChecked()
        bar.blend.setEnabled(both)
        choice = replace(
            scene.choice,
            nerves=a.nerves.isChecked(),
            dermatomes=self._map if a.dermatomes.isChecked() else None,
            blend=bar.blend.value() / bar.blend.maximum(),
            disagreement=a.disagreement.isChecked(),
            courses=a.courses.isChecked(),
            landmarks=a.landmarks.isChecked(),
            pointed=None,
        )
        if scene.set_choice(choice):
            self._parts.canvas.update()
            self.show_zoom()

    def set_map(self, id_: MapId) -> None:
        """Let the dermatomes be those of a map, shown or not."""
        self._map = id_
        self.overlays_changed()

    def choose_map(self, id_: MapId) -> None:
        """Show the dermatomes of a map."""
        self._map = id_
        if self._parts.commands.dermatomes.isChecked():
            self.overlays_changed()
        else:
            self._parts.commands.dermatomes.setChecked(True)

    # ---- candidates and lesions

    def show_candidate(self, layer: str, id_: str, side: Where, site: str | None = None) -> None:
        """Light a nerve, a level or a condition with its way from the root to the skin, until `clear`.

        Parameters
        ----------
        layer : {"nerve", "level", "condition"}
        site : str, optional
            Site or place in the spine to be marked as the likely one.
        """
        if self.story is not None:
            self._keep(self._candidate(layer, id_, side, site))

    def show_lesion(self, site: str, side: Where) -> None:
        """Show what a lesion at a site, or at a place in the spine, would do, until `clear`."""
        from footmap.ui.overlay.choice import Shown

        story = self.story
        if story is not None:
            self._keep(Shown(way=story.lesion(site).way, lesion=site, sides=_sides(side)))

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

        story, sides = self._story, _sides(side)  # a row may be pointed at before the story is there
        way = story.way(layer, id_, site) if story is not None else None
        if layer == "condition":
            place = site or (story.place_of(id_) if story is not None else None)
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
        if row is not None and row.key[0]:
            id_, side = row.key
            shown, stays = self._candidate(row.layer, id_, side, row.site or None), row.isChecked()
        self._parts.commands.unlight.setEnabled(stays)
        self._parts.spine.show_lit(shown, stays)
        if scene.set_choice(replace(scene.choice, shown=shown)):
            self._parts.canvas.update()
            self.show_zoom()
            self.shown_changed.emit(shown)

    # ---- words

    def show_zoom(self) -> None:
        """Say which maps are shown, which view and how large."""
        from footmap.ui.overlay.map_words import disagreement_words, map_words

        place = self.tr("Sheet")
        maps: list[str] = []
        scene, figure = self.scene, self._figure
        if scene is not None and figure is not None:
            if scene.focus is not None:
                place = figure.headings[scene.focus]
            if scene.choice.dermatomes is not None:
                maps.append(map_words()[scene.choice.dermatomes].entry)
            if scene.choice.disagreement:
                maps.append(disagreement_words())
            maps += self._lit_words(scene.choice.shown)
        self._parts.status.show_maps(" · ".join(maps))
        self._parts.status.show_zoom(f"{place} · {round(100 * self._parts.canvas.port.zoom)} %")

    def _lit_words(self, shown: Shown) -> list[str]:
        """What is lit, where the strip that says so is not in sight."""
        story = self._story
        if story is None or self._parts.spine.open:
            return []
        if shown.lesion is not None:
            return [self.tr("{0}: blue numb, orange hatched pain").format(story.site_name(shown.lesion))]
        if shown.lit is not None and shown.other is not None:
            one, other = (story.name(s.layer, s.id) for s in (shown.lit, shown.other))
            return [self.tr("Solid line: {0}; broken line: {1}").format(one, other)]
        return []


def _sides(side: Where) -> tuple[Side, ...]:
    return ("right", "left") if side == "both" else (side,)


def _read_story(atlas: Atlas, language: str) -> BodyFacts:
    from footmap.ui.overlay.story import BodyFacts

    return BodyFacts.load(atlas, language)
