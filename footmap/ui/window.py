"""The window: its first frame, and what happens between its parts and the session.

The first frame is painted before anything else is imported: the shell alone, in the colours of the theme. Then
`build` makes the parts, a thread loads numpy, shapely and the atlas, and `attach` brings the window to life.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from footmap.ui.settings.preferences import Preferences

from .accessible import factory as accessible_factory
from .first_frame import paint_first_frame
from .look.tokens import Theme, ThemeName

if TYPE_CHECKING:
    from .accessible.painting import AccessiblePainting
    from .control.assessment import AssessmentController
    from .control.body_scene import BodyScene
    from .control.dialogs import DialogController
    from .control.document_binder import DocumentBinder
    from .control.dropping import Dropping
    from .control.emergency import EmergencyControl
    from .control.lookup import LookupController
    from .control.modes import Modes
    from .control.overlays import OverlayController
    from .control.painting import Painting
    from .control.papers import PaperControl
    from .control.visibility import Visibility
    from .document.engine import Engine
    from .document.files import Files
    from .document.map_choice import MapChoice
    from .document.session import Session
    from .look.look import Look
    from .parts import Parts
    from .picture.shelf import PictureShelf
    from .records.records import Records
    from .runtime.garbage import LongLived
    from .study.study import Study


class Window(QWidget):
    """The main window.

    Parameters
    ----------
    preferences : Preferences
    theme : {"light", "dark", "contrast"}, optional
        Instead of the remembered theme or the desktop's.
    case_path : Path, optional
        Opened as soon as the atlas is there.
    first_start : bool
        Begin with the tour.

    Attributes
    ----------
    parts : Parts
        Canvas, panel, bars and commands.
    look, maps, overlays, modes, dialogs : Look, MapChoice, OverlayController, Modes, DialogController
        They exist from `build` on, as do the parts.
    session, files : Session, Files or None
        The open document; they exist from `attach` on.
    body_scene, binder, assessment, emergency, painting, papers, visibility, accessible_painting : or None
        What joins the open document and the parts; they exist from `attach` on.
    records, study : Records, Study or None
        Patients and visits, where the window was given a library; study mode, once it has been opened.

    Signals
    -------
    first_painted()
        The first frame is on the screen.
    ready()
        The atlas is loaded and the case, if any, was opened or refused.
    """

    first_painted = Signal()
    ready = Signal()

    parts: Parts
    look: Look
    maps: MapChoice
    overlays: OverlayController
    modes: Modes
    dialogs: DialogController

    def __init__(
        self,
        preferences: Preferences,
        theme: ThemeName | None = None,
        case_path: Path | None = None,
        first_start: bool = False,
    ) -> None:
        super().__init__()
        accessible_factory.install()
        self.setProperty("told_as", "window")
        self.preferences = preferences
        self._chosen = theme or preferences.theme
        self._case_path = case_path
        self._first_start = first_start
        self._built = False
        self._painted = False
        self._at_once = False
        self.session: Session | None = None
        self.files: Files | None = None
        self.body_scene: BodyScene | None = None
        self.binder: DocumentBinder | None = None
        self.assessment: AssessmentController | None = None
        self.emergency: EmergencyControl | None = None
        self.painting: Painting | None = None
        self.papers: PaperControl | None = None
        self.visibility: Visibility | None = None
        self.accessible_painting: AccessiblePainting | None = None
        self.lookup: LookupController | None = None
        self.records: Records | None = None
        self.study: Study | None = None
        self._dropping: Dropping | None = None
        self._long_lived: LongLived | None = None
        self.setWindowTitle("footmap")
        self.resize(1440, 900)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(preferences.geometry)
        self.first_painted.connect(self._begin)

    # ---- first frame, then the parts

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._built:
            paint_first_frame(self, self._chosen, self.preferences.spine)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def _begin(self) -> None:
        """The first frame is there: make the parts and load the atlas."""
        from PySide6.QtCore import QTimer

        if self.session is None:
            QTimer.singleShot(0, self, self._load)

    def _load(self) -> None:
        self.build()
        if self.session is None:
            self.parts.loader.start(self.preferences.body, self.preferences.tone)

    def build(self) -> None:
        """Make all parts; a second call does nothing."""
        if self._built:
            return
        from .control.dialogs import DialogController
        from .control.growing import Growing
        from .control.hall import Hall
        from .control.key_guard import KeyGuard
        from .control.modes import Modes
        from .control.overlays import OverlayController
        from .document.map_choice import MapChoice
        from .look.look import Look
        from .parts import make_parts, place

        self._built = True
        look = self.look = Look(self._chosen, self.preferences.writing_percent, (self.width(), self.height()), self)
        p = self.parts = make_parts(self, look.theme)
        place(p, self, self.preferences)
        self.maps = MapChoice(self)
        self.maps.changed.connect(p.topbar.mark_map)
        self.overlays = OverlayController(
            self.maps,
            p.pool,
            self,
            canvas=p.canvas,
            commands=p.commands,
            panel=p.panel,
            spine=p.spine,
            topbar=p.topbar,
            beside=p.maps,
            status=p.status,
            notice=p.notice,
            legend=p.legend,
        )
        self.modes = Modes(
            look,
            self,
            canvas=p.canvas,
            commands=p.commands,
            patient_bar=p.patient_bar,
            not_for_patients=p.not_for_patients,
        )
        self._hall = Hall(self.modes, self, canvas=p.canvas, commands=p.commands, panels=(p.rail, p.panel, p.spine))
        self.dialogs = DialogController(
            self.preferences,
            look,
            self.modes,
            self,
            commands=p.commands,
            topbar=p.topbar,
            rail=p.rail,
            canvas=p.canvas,
            panel=p.panel,
            spine=p.spine,
            settings=p.settings,
            menu=p.menu,
        )
        self._keys = KeyGuard(self, p.canvas, p.commands.drawing())
        p.commands.quit.triggered.connect(self.close)
        self._growing = Growing(look, p.splitter, self)
        look.changed.connect(self._dress)
        p.menu.theme_chosen.connect(self.choose_theme)
        p.menu.language_chosen.connect(self.choose_language)
        p.loader.loaded.connect(self.attach)
        p.loader.failed.connect(self.not_loaded)
        self._dress()

    # ---- the atlas arrives

    def attach(self, engine: Engine, shelf: PictureShelf) -> None:
        """Bring the window to life with a loaded engine and the pictures of its body."""
        from .control import memory
        from .control.body_scene import BodyScene
        from .control.dropping import Dropping
        from .dialogs.files import FileDialogs
        from .document.files import Files
        from .document.session import Session
        from .parts import name_parts
        from .runtime.garbage import LongLived, forget_sources

        if self.session is not None:
            return
        self.build()
        forget_sources()
        p = self.parts
        memory.restore(self.preferences, p.settings, p.commands, self.maps)
        session = self.session = Session(engine, self, shelf.fetch)
        body = self.body_scene = BodyScene(session, self.preferences, shelf, p.pool, self)
        name_parts(p, engine, self.maps.value)
        files = self.files = Files(session, self.preferences, FileDialogs(self), self)
        self._dropping = Dropping(files, p.notice, p.canvas, self, lambda: self.modes.mode != "patient")
        self._join(session, files)
        session.replaced.connect(self._begin_case)
        body.changed.connect(self._show_body)
        body.problem.connect(p.notice.show_problem)
        session.problem.connect(lambda: p.menu.set_bodies(body.bodies, body.body))
        p.menu.tone_chosen.connect(body.choose_tone)
        p.menu.body_chosen.connect(body.choose_body)
        long_lived = self._long_lived = LongLived(self)
        self.overlays.facts_read.connect(long_lived.grown)  # of each body that is drawn
        session.engine_changed.connect(long_lived.replaced)
        if self.assessment is not None:
            self.assessment.loaded.connect(long_lived.grown)
        self._show_body()
        self.overlays.overlays_changed()
        self.dialogs.set_engine(engine, body.bodies)
        if self.binder is not None:
            self.binder.refresh()
        if self._case_path is not None:
            files.open(self._case_path)
        if self._first_start:
            self.dialogs.show_tour()
        self.ready.emit()

    def _join(self, session: Session, files: Files) -> None:
        """Join the open document and the parts."""
        from .accessible.leader import LeaderVoice
        from .accessible.painting import AccessiblePainting
        from .control.assessment import AssessmentController
        from .control.back_pain import BackPain
        from .control.document_binder import DocumentBinder
        from .control.emergency import EmergencyControl
        from .control.handover import HandOver
        from .control.known_page import KnownPage
        from .control.lookup import LookupController
        from .control.painting import Painting
        from .control.papers import PaperControl
        from .control.visibility import Visibility

        p = self.parts
        self.binder = DocumentBinder(
            session,
            files,
            self.preferences,
            self,
            canvas=p.canvas,
            commands=p.commands,
            topbar=p.topbar,
            menu=p.menu,
            notice=p.notice,
            status=p.status,
        )
        self.binder.named.connect(self._name)
        p.commands.discreet.setChecked(self.preferences.discreet)
        p.commands.discreet.toggled.connect(self._be_discreet)
        self.assessment = AssessmentController(session, self.maps, self, panel=p.panel, notice=p.notice)
        emergency = self.emergency = EmergencyControl(session, self, bar=p.emergency, panel=p.panel)
        self.assessment.shown.connect(emergency.show_reading)
        self.assessment.settled.connect(emergency.settle)
        self.assessment.shown.connect(LeaderVoice(p.panel).follow)
        self.modes.changed.connect(p.emergency.set_mode)
        for action in p.commands.needing_a_case():
            action.setEnabled(True)
        self.painting = Painting(
            session,
            self,
            canvas=p.canvas,
            settings=p.settings,
            commands=p.commands,
            rail=p.rail,
            status=p.status,
        )
        self.modes.changed.connect(self.painting.follow_mode)
        self._back_pain = BackPain(session, self, spine=p.spine)
        self._handover = HandOver(session, files, p.notice, self)
        p.commands.seal.triggered.connect(self._handover.ask)
        papers = self.papers = PaperControl(
            session,
            files,
            self.maps,
            self.preferences,
            self,
            commands=p.commands,
            notice=p.notice,
            seen=self.overlays.as_picture,
        )
        self.dialogs.practice_wanted.connect(papers.show_practice)
        self.dialogs.letter_wanted.connect(papers.show_letter)
        self.visibility = Visibility(
            session, self, canvas=p.canvas, commands=p.commands, topbar=p.topbar, legend=p.legend
        )
        self.lookup = LookupController(self.overlays, self, panel=p.panel, commands=p.commands, notice=p.notice)
        self._known_page = KnownPage(self.overlays, self.lookup, self, panel=p.panel, spine=p.spine)
        self.accessible_painting = AccessiblePainting(
            session,
            self,
            canvas=p.canvas,
            settings=p.settings,
            commands=p.commands,
            topbar=p.topbar,
            status=p.status,
        )
        self.accessible_painting.regions.describe = self.overlays.skin_words
        self.lookup.region_wanted.connect(self.accessible_painting.show_region)

    def _begin_case(self) -> None:
        """Another case: the whole sheet and the usual brush, whatever the last one was about."""
        from .control import memory

        memory.begin_case(self.preferences, self.parts.settings)
        self.parts.canvas.fit()

    def _show_body(self) -> None:
        """Draw and name the body of the open case."""
        body = self.body_scene
        if body is None:
            return
        self.parts.canvas.cancel()
        self.overlays.show_body(body)
        self.parts.strip.set_scene(body.scene, body.headings)
        self.parts.maps.set_scene(body.scene)
        self.parts.menu.tones.setEnabled(True)
        self.parts.menu.set_bodies(body.bodies, body.body)

    def _name(self, name: str, modified: bool) -> None:
        from .look.plain import in_title

        self.setWindowTitle("footmap[*]" if self.preferences.discreet else f"{in_title(name)}[*] – footmap")
        self.setWindowModified(modified)

    def _be_discreet(self, on: bool) -> None:
        self.preferences.discreet = on
        if on:
            self.preferences.forget_all()
        self.parts.menu.set_recent(self.preferences.recent)
        if self.binder is not None:
            self.binder.refresh()
        if self.records is not None:
            self.records.refresh()

    def not_loaded(self, why: str) -> None:
        """Say that the atlas cannot be used."""
        self.parts.canvas.set_message(self.tr("footmap's own files could not be read; install it again."))
        self.parts.notice.show_problem(why)
        self.ready.emit()

    # ---- look

    @property
    def theme(self) -> Theme:
        """Present theme."""
        return self.look.theme

    def choose_theme(self, name: ThemeName | None) -> None:
        """Dress in a theme and remember it; None follows the desktop."""
        self.preferences.theme = name
        self.look.choose(name)

    def _dress(self) -> None:
        p, theme, density = self.parts, self.look.theme, self.look.density
        p.commands.set_theme(theme, density.icon_px)
        p.panel.set_theme(theme, density)
        for part in (p.topbar, p.notice, p.legend, p.emergency, p.canvas, p.patient_bar, p.strip, p.maps, p.spine):
            part.set_theme(theme)
        p.menu.set_theme_choice(self.look.chosen)
        for bar in (p.topbar, p.rail, p.status, p.strip, p.spine, p.legend):
            bar.set_density(density)

    def choose_language(self, name: str | None) -> None:
        """Speak a language from now on, and remember it; None follows the desktop."""
        from .control.speaking import speak
        from .settings.language import of_desktop

        self.preferences.language = name
        self.parts.menu.set_language(name)
        if speak(self, name or of_desktop(), self.session.stack if self.session is not None else None):
            self._say_anew()

    def _say_anew(self) -> None:
        """What the parts were told is told again, in the language that is spoken now."""
        if self.session is None or self.body_scene is None or self.assessment is None:
            return
        from .control.speaking import names_of_skin
        from .parts import name_parts

        self.session.rename(names_of_skin())
        name_parts(self.parts, self.session.engine, self.maps.value)
        self.body_scene.say_anew()
        self.assessment.read_again()
        if self.binder is not None:
            self.binder.refresh()
        self.overlays.show_zoom()
        tool = self.parts.commands.tools.checkedAction()
        if tool is not None:
            self.parts.status.show_hint(tool.statusTip())
        if self.records is not None:
            self.records.refresh()

    # ---- files dropped on the window, closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropping is not None:
            self._dropping.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self._dropping is not None:
            self._dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._dropping is not None:
            self._dropping.drop(event)

    def close_at_once(self) -> None:
        """Close without a question: what is open is kept as if the program had been killed, and offered again."""
        self._at_once = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._built:
            event.accept()
            return
        p = self.parts
        p.canvas.cancel()
        if not self._at_once and not self._may_close():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self.preferences.splitter = p.splitter.saveState()
        if self.session is not None:
            from .control import memory

            memory.remember(self.preferences, p.settings, p.commands, self.maps)
        self.preferences.flush()
        self.overlays.stop()
        p.strip.stop()
        p.maps.stop()
        if self.assessment is not None:
            self.assessment.stop()
        self.dialogs.close_all()
        if self.lookup is not None:
            self.lookup.stop()
        if self.papers is not None:
            self.papers.stop()
        p.loader.wait()
        p.pool.waitForDone()
        if p.canvas.scene is not None:
            p.canvas.scene.stop()
        if self.study is not None:
            self.study.stop()
        if self.records is not None:
            self.records.stop(left_open=self._at_once)
        if self.session is not None:
            self.session.close()
        if self._long_lived is not None:
            self._long_lived.stop()
        event.accept()

    def _may_close(self) -> bool:
        """True if everything is kept or saved, or the user does not mind."""
        if self.files is not None and not self.files.may_leave():
            return False
        return self.records is None or self.records.may_close()
