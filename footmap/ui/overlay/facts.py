"""What is known of one body from spine to toe: ways, lesions and what they are called. Made off the first frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from footmap.core.anatomy import Anatomy, Names, Place, Site, in_language
from footmap.core.atlas import Atlas
from footmap.core.effects import Shaded, felt, numb
from footmap.core.forward import Prediction, predict
from footmap.core.views import VIEW_IDS
from footmap.core.way import Way, Ways
from footmap.data.knowledge.base import Nerve
from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.data.region_names import landmark_names
from footmap.data.seen_landmarks import load_seen_landmarks
from footmap.data.territories.authored import territories_folder
from footmap.data.territories.courses import Courses, SpineModel, load_courses, read_courses


class Lesion(NamedTuple):
    """What a lesion at a place would do, and where on the skin it shows."""

    id: str
    picture: Prediction
    way: Way
    numb: list[Shaded]
    felt: list[Shaded]


class BodyFacts:
    """Answers about one body; what was worked out once is kept.

    Parameters
    ----------
    spine : SpineModel
        The lumbar spine as a schematic.
    language : str
        Of the names; English where there is none.
    """

    def __init__(
        self, atlas: Atlas, clinical: Clinical, courses: Courses, spine: SpineModel, language: str = "en"
    ) -> None:
        self.atlas = atlas
        self.clinical = clinical
        self.courses = courses
        self.spine = spine
        self.landmarks = load_seen_landmarks(atlas)
        self._language = language
        self._names = clinical.base.named(language)
        self._lesions: dict[str, Lesion] = {}
        self._ways: dict[tuple[str, str, str | None], Way] = {}

    @classmethod
    def load(cls, atlas: Atlas, language: str = "en") -> BodyFacts:
        """Read the courses of the atlas's body and the knowledge base.

        Raises
        ------
        AssetError
            With every problem found.
        """
        model, _ = read_courses(territories_folder())
        return cls(atlas, load_clinical(), load_courses(atlas.body), model.spine, language)

    @property
    def anatomy(self) -> Anatomy:
        """The graph."""
        return self.clinical.anatomy

    @property
    def nerves(self) -> Sequence[Nerve]:
        """Nerves that reach the skin, in the order of the knowledge base."""
        return tuple(self.clinical.base.nerves.values())

    @cached_property
    def ways(self) -> Ways:
        """Finder of ways."""
        nerves = self.clinical.base.nerves.values()
        return Ways(self.anatomy, self.atlas, {n.id: (n.roots.main, n.roots.also) for n in nerves})

    @property
    def landmark_names(self) -> Mapping[str, str]:
        """Landmarks in words."""
        return landmark_names(self._language)

    @cached_property
    def heights_mm(self) -> Mapping[str, float]:
        """How high above the ground each site lies that some picture of the leg shows."""
        out: dict[str, float] = {}
        for view in VIEW_IDS:
            if view.startswith("leg"):
                out = {site.id: site.point_mm[1] for site in self.courses.sites[view]} | out
        return out

    @cached_property
    def sites_from_top(self) -> tuple[str, ...]:
        """Sites of nerves from the hip to the toes."""
        heights = self.heights_mm
        nerves = [id_ for id_, site in self.anatomy.sites.items() if site.kind == "nerve"]
        return tuple(sorted(nerves, key=lambda id_: -heights.get(id_, float("inf"))))

    def way(self, layer: str, id_: str, site: str | None = None) -> Way:
        """Way of a nerve, a level or a condition; empty where none is known."""
        key = layer, id_, site
        if key not in self._ways:
            if layer == "nerve":
                way = self.ways.of_nerve(id_, site)
            elif layer == "level":
                way = self.ways.of_level(id_, site)
            else:
                place = site or self.place_of(id_)
                way = self.ways.of_site(place) if place is not None else Way()
            self._ways[key] = way
        return self._ways[key]

    def place_of(self, condition: str) -> str | None:
        """Where a condition sits most often."""
        shares = {s.id: s.conditions[condition] for s in self.anatomy.sites.values() if condition in s.conditions}
        return max(shares, key=lambda id_: shares[id_]) if shares else None

    def lesion(self, id_: str) -> Lesion:
        """What a lesion at a site or a place in the spine would do.

        Raises
        ------
        KeyError
            If there is no such site.
        """
        if id_ not in self._lesions:
            picture = predict(self.anatomy, id_)
            self._lesions[id_] = Lesion(
                id_,
                picture,
                self.ways.of_site(id_),
                numb(self.atlas, picture),
                felt(self.atlas, picture, self.anatomy),
            )
        return self._lesions[id_]

    def disc_place(self, disc: str, lesion: str) -> Place | None:
        """The place of a disc that bulges in one way; None where it is not described."""
        found = (p for p in self.anatomy.places.values() if (p.disc, p.lesion) == (disc, lesion))
        return next(found, None)

    def site_name(self, id_: str) -> str:
        """A site or a place in words."""
        places: Mapping[str, Place | Site] = {**self.anatomy.sites, **self.anatomy.places}
        return self.words(places[id_].names) if id_ in places else id_

    def name(self, layer: str, id_: str) -> str:
        """A nerve, level or condition in words."""
        if layer == "condition" and id_ in self.clinical.conditions:
            return self.words(self.clinical.conditions[id_].names)
        return self._names.get(id_, id_)

    def words(self, names: Names) -> str:
        """A name in the language of the window."""
        return in_language(names, self._language)
