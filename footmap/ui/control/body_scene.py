"""What is painted on: the pictures and names of one body in a skin tone. Both may change while a case is open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal

from footmap.core.atlas import Atlas, Zone
from footmap.core.views import Side, ViewId
from footmap.data import resources
from footmap.data.region_names import region_names
from footmap.ui.document.session import Session
from footmap.ui.overlay.describe import Describer
from footmap.ui.overlay.map_words import map_words
from footmap.ui.picture.backdrop import Captions
from footmap.ui.picture.pictures import Pictures
from footmap.ui.picture.scene import Scene
from footmap.ui.picture.shelf import PictureShelf
from footmap.ui.runtime.background import Background
from footmap.ui.settings.language import current
from footmap.ui.settings.preferences import DEFAULT_BODY, Preferences


class BodyScene(QObject):
    """Scene and names of the session's body.

    Parameters
    ----------
    shelf : PictureShelf
        Holds the pictures of the session's body, also after the session has gone to another one.
    pool : QThreadPool
        Reads and tints pictures; one thread.

    Attributes
    ----------
    pictures : Pictures
        Of the body, in the skin tone that is drawn.
    scene : Scene
    describer : Describer

    Signals
    -------
    changed()
        Another body: `scene` and `describer` are new ones.
    tone_changed()
        The pictures are there in the tone that was chosen last.
    problem(str)
        One sentence for the user.
    """

    changed = Signal()
    tone_changed = Signal()
    problem = Signal(str)

    def __init__(
        self, session: Session, preferences: Preferences, shelf: PictureShelf, pool: QThreadPool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._pool = pool
        self._shelf = shelf
        self._tinting = Background(self, pool)
        self._wanted_body = ""
        self.pictures = shelf.take(self.body)
        self.headings = self._headings()
        self.scene = self._make_scene()
        self.describer = self._make_describer()
        session.engine_changed.connect(self._other_body)

    @property
    def body(self) -> str:
        """Body of the open case."""
        return self._session.engine.atlas.body

    @property
    def bodies(self) -> tuple[str, ...]:
        """Bodies that are installed, the usual one first."""
        return tuple(sorted(resources.bodies(), key=lambda body: body != DEFAULT_BODY))

    @property
    def has_disagreement(self) -> bool:
        """True where the atlas knows where the maps disagree."""
        return any(t.layer == "disagreement" for t in self._session.engine.atlas.territories)

    def choose_body(self, body: str) -> None:
        """Paint this case, and new ones, on another body; its strokes stay what they are."""
        self._wanted_body = body
        if body == self.body:
            self._preferences.body = body
        self._session.choose_body(body)

    def choose_tone(self, tone: str) -> None:
        """Tint the pictures off the user-interface thread and remember the tone."""
        self._preferences.tone = tone
        self._tinting.drop()  # the tone chosen last is drawn
        if self.pictures.tone != tone:
            self._tinting.run(partial(self.pictures.in_tone, tone), self._take_toned, self.problem.emit)

    def _take_toned(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self._shelf.put(self.body, pictures)
        self.scene.set_pictures(pictures)
        self.tone_changed.emit()

    def _other_body(self) -> None:
        if self.body == self._wanted_body:
            self._preferences.body = self.body
        old = self.scene
        self._tinting.drop()
        self.pictures = self._shelf.take(self.body)
        self.scene = self._make_scene()
        self.describer = self._make_describer()
        self.scene.set_choice(old.choice.unlit())
        self.scene.set_focus(old.focus)
        self.scene.set_oneself(old.oneself)
        self.scene.set_writing(old.writing)
        self.changed.emit()
        old.stop()  # nothing may still be reading pictures for it
        old.deleteLater()
        self.choose_tone(self._preferences.tone)  # the body may have been loaded in another

    def say_anew(self) -> None:
        """Make scene and names in the language that is spoken now."""
        old = self.scene
        self.headings = self._headings()
        self.scene = self._make_scene()
        self.describer = self._make_describer()
        self.scene.set_choice(old.choice.unlit())
        self.scene.set_focus(old.focus)
        self.changed.emit()
        old.stop()
        old.deleteLater()

    def another_scene(self, atlas: Atlas, pictures: Pictures, parent: QObject) -> Scene:
        """A scene of its own for another widget, which may draw another body."""
        headings = dict(self.headings)
        mirror = self.tr("{0}, as in a mirror")
        theirs = self.tr("R is the patient’s right, L the patient’s left")
        captions = Captions(headings, self._marks(), theirs, reflected=mirror)
        yours = self.tr("R is your right, L is your left")
        for_patients = Captions(headings, self._marks(), yours, large=True, reflected=mirror)
        return Scene(atlas, self._session.engine.style, pictures, captions, for_patients, self._pool, parent)

    def _make_scene(self) -> Scene:
        return self.another_scene(self._session.engine.atlas, self.pictures, self)

    def _make_describer(self) -> Describer:
        engine = self._session.engine
        zones: Mapping[Zone, str] = {
            "core": self.tr("{0} (core)"),
            "usual": self.tr("{0} (usual)"),
            "variant": self.tr("{0} (variant)"),
        }
        core, margin = self.tr("consensus core"), self.tr("consensus margin")
        share = self.tr("{0} (variant, {1} % of limbs)")
        maps = {id_: words.short for id_, words in map_words().items()}
        return Describer(engine.atlas, {**region_names(current()), **engine.names}, maps, zones, core, margin, share)

    def _headings(self) -> Mapping[ViewId, str]:
        return {
            "leg_anterior": self.tr("Front"),
            "leg_posterior": self.tr("Back"),
            "leg_lateral": self.tr("Outer side"),
            "leg_medial": self.tr("Inner side"),
            "foot_dorsal": self.tr("Tops of the feet"),
            "foot_plantar": self.tr("Soles"),
            "foot_lateral": self.tr("Outer side of the foot"),
            "foot_medial": self.tr("Inner side of the foot"),
        }

    def _marks(self) -> dict[Side, str]:
        return {"right": self.tr("R", "right limb"), "left": self.tr("L", "left limb")}
