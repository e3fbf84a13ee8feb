"""All that must be loaded before anything can be painted. Imported in a thread, after the first frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from footmap.core import paint as paints
from footmap.core.atlas import Atlas, MapId
from footmap.core.drawing import QUALITIES, Drawing, Quality, Stroke
from footmap.core.live import LiveTables
from footmap.core.localiser.engine import Localiser
from footmap.core.matching import MM2_PER_CM2, Match, Matcher
from footmap.core.paint import Paint
from footmap.core.style import Style
from footmap.core.views import SIDES, Side
from footmap.data.localiser import load_localiser, load_matcher
from footmap.ui.settings.language import current

if TYPE_CHECKING:
    from footmap.data.knowledge.base import Source

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
    areas_cm2: Mapping[tuple[Side, Quality], float] = field(default_factory=dict)


class Engine:
    """Atlas, names and look, with the computations that the session asks for."""

    def __init__(
        self,
        atlas: Atlas,
        names: Mapping[str, str],
        style: Style,
        sources: Mapping[str, Source] = MappingProxyType({}),
    ) -> None:
        self.atlas = atlas
        self.sources = sources
        self.names = names
        self.style = style
        self.matcher = load_matcher(atlas)
        self.tables = LiveTables(atlas, self.matcher.subjects)
        self._localisers: dict[MapId, Localiser] = {}
        self._matchers: dict[MapId, Matcher] = {}
        self._lock = Lock()

    @classmethod
    def load(cls, body: str = "male") -> Engine:
        """Read the atlas of one body and what is known beside it.

        Raises
        ------
        AssetError
            With every problem found.
        """
        from footmap.data.assets import load_atlas
        from footmap.data.knowledge.base import load_knowledge
        from footmap.data.style import load_style

        knowledge = load_knowledge()
        return cls(load_atlas(body), knowledge.named(current()), load_style(), knowledge.sources)

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
            self._matchers = {map_: load_matcher(self.atlas, map_)}
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
        return Derived(paint, match, areas)


class Engines:
    """The engine of each body that has been used. Read in the thread that computes, asked for in any.

    Parameters
    ----------
    first : Engine
        Of the body that is drawn at first.
    also : callable
        Reads, in the same thread, what else a body needs before it can be drawn.
    """

    def __init__(self, first: Engine, also: Callable[[str], None] = lambda _body: None) -> None:
        self._engines = {first.atlas.body: first}
        self._also = also

    def of(self, body: str) -> Engine:
        """The engine of a body; read when first asked for.

        Raises
        ------
        AssetError
            With every problem found.
        """
        if body not in self._engines:
            self._engines[body] = Engine.load(body)
        self._also(body)
        return self._engines[body]

    def rename(self, names: Mapping[str, str]) -> None:
        """Call nerves and levels by other names in every engine."""
        for engine in self._engines.values():
            engine.names = names

    def known(self, body: str) -> Engine:
        """The engine of a body that has been read.

        Raises
        ------
        KeyError
            If it has not been.
        """
        return self._engines[body]

    def replayed(self, body: str, drawing: Drawing) -> Derived:
        """What follows from a whole drawing on a body."""
        return self.of(body).replay(drawing)
