"""Keeps beside each visit what lists show and search finds: a small picture, the leading candidate, painted regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from footmap.core.coverage import RegionCover
from footmap.data.library.cards import Summary
from footmap.ui.picture.thumbnail import png_of
from footmap.ui.runtime.background import Background
from footmap.ui.settings.language import LANGUAGES
from footmap.words.assessment_words import load_wording
from footmap.words.visit_summary import visit_summary

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from footmap.core.atlas import Atlas
    from footmap.core.drawing import Stroke
    from footmap.core.ids import ViewId
    from footmap.core.localiser.assessment import Assessment
    from footmap.core.paint import Paint
    from footmap.core.style import Style
    from footmap.ui.control.assessment import AssessmentController
    from footmap.ui.document.journal import DocumentJournal
    from footmap.ui.document.localising import Reading
    from footmap.ui.document.session import Session

QUIET_MS: Final = 1200
"""Time without a change after which a visit is described."""


@dataclass(frozen=True)
class _Due:
    """A visit that has changed since it was described."""

    id: str
    atlas: Atlas
    style: Style
    strokes: Sequence[Stroke]
    paint: Paint


class Describing(QObject):
    """Follows a session; describes visits of the library when work rests, and the one that is left."""

    def __init__(
        self, session: Session, assessment: AssessmentController, journal: DocumentJournal, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._journal = session, journal
        self._background = Background(self)
        self._describer = Describer()
        self._due: _Due | None = None
        self._found: tuple[Paint, Assessment] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._describe)
        session.case_changed.connect(self._changed)
        assessment.localising.read.connect(self._read)

    def _changed(self) -> None:
        session = self._session
        record = session.record
        if self._due is not None and self._due.id != record.head.id:
            self._describe()
        if record.in_library and not record.locked and not session.is_blank:
            engine = session.engine
            self._due = _Due(
                record.head.id, engine.atlas, engine.style, session.case.drawing.strokes, session.derived.paint
            )
            self._timer.start()

    def _read(self, reading: Reading) -> None:
        self._found = self._session.derived.paint, reading.assessment
        if self._due is not None:
            self._timer.start()
        elif self._session.record.in_library:
            self._changed()

    def _describe(self) -> None:
        due, self._due = self._due, None
        self._timer.stop()
        if due is None:
            return
        found = self._found[1] if self._found is not None and self._found[0] is due.paint else None
        compute = partial(self._describer.describe, due.atlas, due.style, due.strokes, due.paint, found)
        self._background.run(compute, partial(self._keep, due.id), lambda _: None)

    def _keep(self, id_: str, described: tuple[bytes, Summary | None]) -> None:
        png, summary = described
        self._journal.show(id_, summary, png or None)

    def settle(self) -> None:
        """Describe what waits now."""
        self._describe()
        self._background.settle()

    def stop(self) -> None:
        """Describe what waits, and end."""
        self.settle()
        self._background.stop()


class Describer:
    """Holds what describing needs; used in one thread."""

    def __init__(self) -> None:
        self._covers: dict[str, RegionCover] = {}

    def describe(
        self, atlas: Atlas, style: Style, strokes: Sequence[Stroke], paint: Paint, found: Assessment | None
    ) -> tuple[bytes, Summary | None]:
        """Picture, and summary where the visit has been assessed."""
        png = png_of(outlines_of(atlas), style, strokes)
        if found is None:
            return png, None
        if atlas.body not in self._covers:
            self._covers[atlas.body] = RegionCover(atlas)
        languages = [load_wording(language) for language in LANGUAGES]
        return png, visit_summary(found, self._covers[atlas.body], paint, languages)


def outlines_of(atlas: Atlas) -> Mapping[ViewId, MultiPolygon]:
    """Skin of each view."""
    return {id_: view.outline for id_, view in atlas.views.items()}
