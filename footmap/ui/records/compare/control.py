"""Opens and closes the page that compares, and brings it what it shows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtWidgets import QWidget

from footmap.errors import CaseError, FootmapError, LibraryError
from footmap.ui.runtime.background import Background
from footmap.ui.runtime.said import said
from footmap.ui.settings.brush_settings import BrushSettings
from footmap.ui.settings.language import current

from .comparer import Compared, Comparer, DrawnBody
from .drawings import Drawings
from .page import ComparePage
from .plotting import Plotting

if TYPE_CHECKING:
    from footmap.core.record import Visit
    from footmap.ui.picture.scene import Scene
    from footmap.ui.records.desk import RecordDesk
    from footmap.ui.records.reception import Reception

COMPARE_TAB, TIMELINE_TAB = 0, 1


class Comparing(QObject):
    """Comparing in one window.

    Attributes
    ----------
    page : ComparePage or None
    drawings : Drawings or None
        None while nothing is compared.
    """

    def __init__(self, desk: RecordDesk, reception: Reception) -> None:
        around = desk.around
        super().__init__(around.host)
        self.desk, self._reception = desk, reception
        self.page: ComparePage | None = None
        self.drawings: Drawings | None = None
        self._scene: Scene | None = None
        self._comparer = Comparer()
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)  # one thread for both, because they share the comparer
        self._background = Background(self, pool)
        self.plotting = Plotting(self._comparer, around.session, pool, reception.candidate, self)
        around.session.opened.connect(lambda _atlas: self.close())
        around.session.replaced.connect(self.close)
        around.look.changed.connect(self._dress)
        around.modes.changed.connect(lambda mode: self.close() if mode == "patient" else None)
        around.body_scene.tone_changed.connect(self._tint)

    # ---- opening and closing

    def open(self, patient_id: str = "", tab: int = COMPARE_TAB) -> None:
        """Compare the drawings of a patient, by default of the one that is open; a page that is open turns to `tab`."""
        if self.desk.around.modes.mode == "patient":
            return
        if self.page is not None:
            self.page.tabs.setCurrentIndex(tab)
            return
        around = self.desk.around
        around.session.settle()
        self.desk.journal.flush(1.0)
        drawings = Drawings(self.desk.library, around.session, self.desk.words)
        problem = ""
        try:
            if patient_id:
                drawings.list_patient(patient_id)
            else:
                drawings.list_open()
        except (CaseError, LibraryError) as error:
            problem = said(error)
        page = self._make_page(drawings)
        around.modes.rest(True)
        page.tabs.setCurrentIndex(tab)
        page.show_page()
        page.tell_problem(problem)
        self._begin()

    def open_timeline(self) -> None:
        """Show all visits of the patient in time."""
        self.open(tab=TIMELINE_TAB)

    def open_from_start(self, patient_id: str) -> None:
        """Compare the drawings of a patient who was chosen on the start page."""
        self._reception.page.hide()
        self.open(patient_id)

    def _make_page(self, drawings: Drawings) -> ComparePage:
        around, strip = self.desk.around, self.desk.strip
        self.drawings = drawings

        def top_px() -> int:
            below = [strip, *(part for part in around.host.findChildren(QWidget, "emergency") if part.isVisible())]
            return max(part.mapTo(around.host, part.rect().bottomLeft()).y() + 1 for part in below)

        page = self.page = ComparePage(BrushSettings(self), around.look.theme, drawings.picture, top_px, around.host)
        page.set_theme(around.look.theme)
        page.pair_chosen.connect(self.compare)
        page.file_wanted.connect(self._add_file)
        page.tab_changed.connect(self._tab_changed)
        page.left.connect(self.close)
        page.timeline.resized.connect(self.plotting.draw)
        page.timeline.picture_wanted.connect(self._save_picture)
        page.timeline.table_wanted.connect(self._save_table)
        return page

    def close(self) -> None:
        """Give the window back; what is still being computed is dropped."""
        page, self.page = self.page, None
        if page is None:
            return
        self._background.drop()
        self.plotting.end()
        page.timeline.stop()
        page.pair.strip.stop()
        if page.isVisible():
            page.close_page()
        self.desk.around.modes.rest(False)
        self.drawings = None
        self._drop_scene()
        before = page.focus_before
        if before is None or not before.isVisible() or not before.isEnabled():
            before = self.desk.around.host
        before.setFocus()
        page.deleteLater()

    def _drop_scene(self) -> None:
        scene, self._scene = self._scene, None
        if scene is not None:
            scene.stop()
            scene.deleteLater()

    # ---- what is compared

    def _begin(self) -> None:
        """The open drawing against the one before it, else the two newest."""
        page, drawings = self.page, self.drawings
        assert page is not None
        assert drawings is not None
        self.plotting.set_theme(self.desk.around.look.theme)
        self._list()
        found = drawings.all
        if len(found) < 2:
            page.mark("", found[0].key if found else "")
            words = (
                self.tr("There is one drawing only. The next visit can be compared with it, or a file chosen above.")
                if found
                else self.tr("Nothing has been painted yet.")
            )
            page.pair.tell(words)
            return
        open_now = next((i for i, drawn in enumerate(found) if drawn.visit is not None), 0) or len(found) - 1
        self.compare(found[open_now - 1].key, found[open_now].key)

    def _list(self) -> None:
        page, drawings = self.page, self.drawings
        assert page is not None
        assert drawings is not None
        name = self.desk.words.patient(drawings.patient) if drawings.patient is not None else self.tr("Open drawing")
        page.show_drawings(name, drawings.all)
        self.plotting.begin(drawings, page.timeline, page.film)
        if page.tabs.currentIndex() == TIMELINE_TAB:
            self.plotting.go_on()

    def _tab_changed(self) -> None:
        if self.page is not None and self.page.tabs.currentIndex() == TIMELINE_TAB:
            self.plotting.go_on()

    def compare(self, before: str, after: str) -> None:
        """Compare two drawings by their keys."""
        page, drawings = self.page, self.drawings
        if page is None or drawings is None:
            return
        self._background.drop()
        page.mark(before, after)
        if not before or not after:
            page.pair.tell(self.tr("Choose two drawings."))
            return
        if before == after:
            page.pair.tell(self.tr("This is the same drawing twice; choose another one."))
            return
        visits: list[Visit] = []
        for key in (before, after):
            try:
                visits.append(drawings.read(key))
            except (CaseError, LibraryError) as error:
                drawn = drawings.by_key(key)
                page.pair.tell(f"{drawn.called if drawn is not None else ''}: {said(error)}")
                return
        around = self.desk.around
        body = DrawnBody(around.session.engine.atlas, around.body_scene.pictures)
        self._background.run(
            partial(self._comparer.compare, visits[0], visits[1], current(), body),
            partial(self._show, (before, after), (visits[0], visits[1])),
            page.pair.tell,
        )

    def _show(self, keys: tuple[str, str], visits: tuple[Visit, Visit], compared: Compared) -> None:
        page, drawings = self.page, self.drawings
        if page is None or drawings is None or page.pair_keys != keys:
            return  # another two have been chosen, or none
        body = self.desk.around.body_scene
        old = self._scene
        if old is None or old.atlas is not compared.body.atlas:
            self._scene = body.another_scene(compared.body.atlas, compared.body.pictures, self)
        assert self._scene is not None
        called = tuple(drawn.called for key in keys if (drawn := drawings.by_key(key)) is not None)
        page.pair.show_compared(
            compared, self._scene, body.headings, (called[0], called[1]), self._remarks(visits, called, compared)
        )
        if old is not None and old is not self._scene:
            old.stop()
            old.deleteLater()

    def _remarks(self, visits: tuple[Visit, Visit], called: tuple[str, ...], compared: Compared) -> str:
        """What makes the comparison less than exact, in sentences."""
        told = []
        bodies = {"male": self.tr("the male body"), "female": self.tr("the female body")}
        before, after = (bodies.get(visit.case.body, visit.case.body) for visit in visits)
        if before != after:
            told.append(
                self.tr(
                    "{0} was drawn on {1}, {2} on {3}; both are shown on {3}, so that places and areas are approximate."
                ).format(called[0], before, called[1], after)
            )
        present = compared.body.atlas.version
        older = [
            name for name, visit in zip(called, visits, strict=True) if visit.case.atlas_version not in ("", present)
        ]
        told += [
            self.tr("{0} was drawn with another version of the atlas; borders may have moved a little.").format(name)
            for name in older
        ]
        told += [
            self.tr("{0} has no paint.").format(name)
            for name, paint in zip(called, (compared.before, compared.after), strict=True)
            if paint.is_empty and compared.found.painted_sides
        ]
        return " ".join(told)

    def _add_file(self, place: str) -> None:
        """Let the user choose a file that takes the place of the earlier or the later drawing."""
        page, drawings = self.page, self.drawings
        if page is None or drawings is None:
            return
        files = self.desk.around.files
        before, after = page.pair_keys
        path = files.questions.path_to_open(files.folder)
        try:
            added = drawings.add_file(path) if path is not None else ()
        except FootmapError as error:
            page.tell_problem(said(error))
            added = ()
        if not added:
            page.mark(before, after)
            return
        page.tell_problem("")
        self._list()
        newest = added[-1].key
        self.compare(newest if place == "then" else before, newest if place == "now" else after)

    # ---- saving

    def _inputs(self) -> list[Path | None]:
        drawings = self.drawings
        files = drawings.files if drawings is not None else ()
        return [self.desk.around.session.path, self.desk.places.library, self.desk.places.drafts, *files]

    def _save_picture(self) -> None:
        self._save(
            self.tr("PNG picture ({0})").format("*.png") + ";;" + self.tr("SVG picture ({0})").format("*.svg"),
            (".png", ".svg"),
        )

    def _save_table(self) -> None:
        self._save(self.tr("CSV table ({0})").format("*.csv"), (".csv",))

    def _save(self, kinds: str, suffixes: tuple[str, ...]) -> None:
        drawings = self.drawings
        if drawings is None:
            return
        files = self.desk.around.files
        called = drawings.patient.pseudonym if drawings.patient is not None else ""
        self.plotting.save(files.questions, files.folder, called, kinds, suffixes, self._inputs())

    # ---- look

    def _dress(self) -> None:
        theme = self.desk.around.look.theme
        if self.page is not None:
            self.page.set_theme(theme)
        self.plotting.set_theme(theme)

    def _tint(self) -> None:
        body = self.desk.around.body_scene
        if self._scene is not None and self._scene.atlas.body == body.body:
            self._scene.set_pictures(body.pictures)

    # ---- end

    def settle(self) -> None:
        """Wait until everything that was asked for is shown (for pictures of the window, and tests)."""
        self._background.settle()
        self.plotting.settle()

    def stop(self) -> None:
        """Close the page and compute no more."""
        self.close()
        self._background.stop()
        self.plotting.stop()
