"""Computes what is shown of two drawings, and of all visits; plain values in and out, for the thread that computes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from footmap.core.compare import Comparison, compare, seen_change
from footmap.core.coverage import RegionCover
from footmap.core.drawing import QUALITIES
from footmap.core.localiser.assessment import assess
from footmap.core.paint import Paint, replay
from footmap.core.timeline import TimelinePoint, timeline_point
from footmap.core.views import SIDES, VIEW_IDS
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.localiser import load_localiser
from footmap.ui.picture.pictures import Pictures
from footmap.words.compare_words import changed_words
from footmap.words.documents import DocumentWords, load_document_words
from footmap.words.visit_summary import leader_of

if TYPE_CHECKING:
    from footmap.core.atlas import Atlas
    from footmap.core.drawing import Case, Drawing, Quality
    from footmap.core.record import Visit
    from footmap.core.skin import Skin
    from footmap.core.views import ViewId
    from footmap.ui.picture.compare_layer import SeenChanges

PAINTS_KEPT: Final = 24
"""Number of drawings whose paint is kept, so that going through the visits is quick."""
POINTS_KEPT: Final = 1000


@dataclass(frozen=True)
class DrawnBody:
    """Atlas and pictures of a body, as they are drawn."""

    atlas: Atlas
    pictures: Pictures


@dataclass(frozen=True)
class Compared:
    """Two drawings and what changed.

    Attributes
    ----------
    body : DrawnBody
        On which both are shown: the body of the later drawing.
    seen : mapping of quality to SeenChanges
        What each picture shows of the change; under None of paint of any quality.
    told : tuple of str
        What changed in words.
    words : DocumentWords
    most : tuple of (ViewId, float) or None
        The view that owns most of the painted skin, and the share of it that it owns; None for no paint.
    """

    body: DrawnBody
    before: Paint
    after: Paint
    found: Comparison
    seen: Mapping[Quality | None, SeenChanges]
    told: tuple[str, ...]
    words: DocumentWords
    most: tuple[ViewId, float] | None


class Comparer:
    """Holds what computing needs; used in one thread."""

    def __init__(self) -> None:
        self._covers: dict[str, RegionCover] = {}
        self._paints: OrderedDict[tuple[str, str], tuple[Drawing, Paint]] = OrderedDict()
        self._points: OrderedDict[str, tuple[Visit, str, TimelinePoint]] = OrderedDict()

    def compare(self, before: Visit, after: Visit, language: str, present: DrawnBody) -> Compared:
        """What changed between two visits.

        Parameters
        ----------
        present : DrawnBody
            Of the body that is drawn at present; used unless the later visit is of another one.

        Raises
        ------
        FootmapError
            If the body of the later visit cannot be read.
        """
        body = present
        if after.case.body != present.atlas.body:
            folder = resources.atlas_folder(after.case.body) / "pictures"
            body = DrawnBody(load_atlas(after.case.body), Pictures(folder, present.pictures.tone))
        old, new = self._paint(body.atlas, before), self._paint(body.atlas, after)
        cover = self._covers.get(body.atlas.body)
        if cover is None:
            cover = self._covers[body.atlas.body] = RegionCover(body.atlas)
        found = compare(body.atlas, cover, old, new, (before.case.drawing, after.case.drawing))
        words = load_document_words(language)
        painted = [q for q in QUALITIES if any(q in found.sides[side].qualities for side in SIDES)]
        whole = _seen(old, new, None)
        seen: dict[Quality | None, SeenChanges] = {None: whole}
        for quality in painted:
            seen[quality] = whole if len(painted) == 1 else _seen(old, new, quality)
        told = tuple(changed_words(found, words))
        return Compared(body, old, new, found, seen, told, words, _most(body.atlas.skin, found))

    def point(self, visit: Visit, leader: str, atlas: Atlas) -> TimelinePoint:
        """What the timeline tells of a visit; `atlas` is used if it is of the visit's body.

        A visit whose leading candidate nobody has said yet is assessed: it came from a file, or was left too soon.

        Raises
        ------
        FootmapError
            If the body of the visit cannot be read.
        """
        kept = self._points.get(visit.id)
        if kept is not None and kept[:2] == (visit, leader):
            return kept[2]
        own = atlas if visit.case.body == atlas.body else load_atlas(visit.case.body)
        paint = self._paint(own, visit)
        point = timeline_point(own.skin, paint, visit, leader or _leader(own, paint, visit.case))
        self._points[visit.id] = visit, leader, point
        while len(self._points) > POINTS_KEPT:
            self._points.popitem(last=False)
        return point

    def _paint(self, atlas: Atlas, visit: Visit) -> Paint:
        key = atlas.body, visit.id
        kept = self._paints.pop(key, None)
        if kept is None or kept[0] != visit.case.drawing:
            kept = visit.case.drawing, replay(atlas, visit.case.drawing)
        self._paints[key] = kept
        while len(self._paints) > PAINTS_KEPT:
            self._paints.popitem(last=False)
        return kept[1]


def _leader(atlas: Atlas, paint: Paint, case: Case) -> str:
    if not case.clues and not any(paint.side(side).qualities for side in SIDES):
        return ""
    return leader_of(assess(load_localiser(atlas), paint, case.clues, cleared=case.clearings))


def _seen(before: Paint, after: Paint, quality: Quality | None) -> SeenChanges:
    found = {
        (side, view): seen_change(before, after, side, view, quality)
        for side in SIDES
        for view in VIEW_IDS
        if view in before.side(side).shown or view in after.side(side).shown
    }
    return {place: change for place, change in found.items() if not change.is_empty}


def _most(skin: Skin, found: Comparison) -> tuple[ViewId, float] | None:
    areas: dict[ViewId, float] = {}
    for side in SIDES:
        whole = found.sides[side].whole
        for shapes in (whole.gained, whole.lost, whole.kept):
            for patch, shape in shapes.items():
                view = skin.patches[patch].home
                areas[view] = areas.get(view, 0.0) + shape.area
    best = max(areas, key=lambda view: areas[view], default=None)
    return None if best is None else (best, areas[best] / sum(areas.values()))
