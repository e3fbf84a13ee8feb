"""All that must be loaded before anything can be painted. Imported in a thread, after the first frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from footmap.core import paint as paints
from footmap.core.atlas import Atlas, MapId
from footmap.core.drawing import QUALITIES, Drawing, Quality, Stroke
from footmap.core.live import LiveTables
from footmap.core.localiser.engine import Localiser
from footmap.core.matching import Match, Matcher
from footmap.core.paint import Paint
from footmap.core.ranking import Ranking
from footmap.core.style import Style
from footmap.core.views import SIDES, Side
from footmap.data.localiser import load_localiser
from footmap.ui.picture.pictures import Pictures
from footmap.ui.settings.language import current

if TYPE_CHECKING:
    from footmap.data.knowledge.base import Source

MM2_PER_CM2: Final = 100.0
LOCALISERS_KEPT: Final = 2
"""Number of localisers kept: the one in use, and the one before it for going back to its map."""


@dataclass(frozen=True)
class Derived:
    """What follows from a drawing.

    Attributes
    ----------
    areas_cm2 : mapping of (side, quality) to float
        True skin area painted with each quality; qualities without paint are missing.
    """

    paint: Paint = field(default_factory=paints.empty)
    match: Match = field(default_factory=lambda: Match(()))
    ranking: Ranking = field(default_factory=Ranking)
    areas_cm2: Mapping[tuple[Side, Quality], float] = field(default_factory=dict)


class Engine:
    """Atlas, names and look, with the computations that the session asks for."""

    def __init__(
        self,
        atlas: Atlas,
        names: Mapping[str, str],
        style: Style,
        pictures: Pictures,
        sources: Mapping[str, Source] = MappingProxyType({}),
    ) -> None:
        self.atlas = atlas
        self.sources = sources
        self.names = names
        self.style = style
        self.pictures = pictures
        self.matcher = Matcher(atlas)
        self.tables = LiveTables(atlas, self.matcher.subjects, names)
        self._localisers: dict[MapId, Localiser] = {}
        self._matchers: dict[MapId, Matcher] = {}
        self._lock = Lock()

    @classmethod
    def load(cls, body: str = "male", tone: str = "light") -> Engine:
        """Read everything of one body, its pictures in a skin tone.

        Raises
        ------
        AssetError
            With every problem found.
        """
        from footmap.data import resources
        from footmap.data.assets import load_atlas
        from footmap.data.knowledge.base import load_knowledge
        from footmap.data.style import load_style

        knowledge = load_knowledge()
        pictures = Pictures(resources.atlas_folder(body) / "pictures", tone)
        return cls(load_atlas(body), knowledge.named(current()), load_style(), pictures, knowledge.sources)

    def of_body(self, body: str) -> Engine:
        """Another body in the same skin tone."""
        return Engine.load(body, self.pictures.tone)

    def localiser(self, map_: MapId) -> Localiser:
        """The localiser that judges levels by a map; made when first asked for, which takes a second. Any thread."""
        with self._lock:
            found = self._localisers.pop(map_, None) or load_localiser(self.atlas, map_)
            self._localisers[map_] = found  # the latest stands last
            while len(self._localisers) > LOCALISERS_KEPT:
                del self._localisers[next(iter(self._localisers))]
            return found

    def matcher_of(self, map_: MapId) -> Matcher:
        """A matcher with the levels of a map; the one thread that reads cases uses it."""
        if map_ not in self._matchers:
            self._matchers = {map_: Matcher(self.atlas, map_)}
        return self._matchers[map_]

    def nothing(self) -> Derived:
        """What follows from an empty drawing."""
        return Derived(match=Match(self.matcher.subjects))

    def after_strokes(self, before: Derived, strokes: tuple[Stroke, ...]) -> Derived:
        """What follows when more strokes are made; `before` is untouched."""
        paint = before.paint
        for stroke in strokes:
            paint = paints.apply(self.atlas, paint, stroke)
        return self._derive(paint, before)

    def mirrored(self, before: Derived, source: Side) -> Derived:
        """What follows when the other limb gets a mirror image of the source's paint: both share one skin."""
        same = before.paint.side(source)
        return self._derive(Paint(same, same), before)

    def replay(self, drawing: Drawing) -> Derived:
        """What follows from a whole drawing."""
        return self._derive(paints.replay(self.atlas, drawing), self.nothing())

    def _derive(self, paint: Paint, before: Derived) -> Derived:
        match = self.matcher.match(paint)
        areas: dict[tuple[Side, Quality], float] = {}
        for side in SIDES:
            old, new = before.paint.side(side).qualities, paint.side(side).qualities
            for quality in QUALITIES:
                part = new.get(quality)
                if not part:
                    continue
                key = side, quality
                if part is old.get(quality) and key in before.areas_cm2:
                    areas[key] = before.areas_cm2[key]
                else:
                    areas[key] = self.atlas.skin.area_mm2(part) / MM2_PER_CM2
        return Derived(paint, match, self.tables.ranker.rank(match), areas)
