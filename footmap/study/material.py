"""What exercises are made of: knowledge, atlases, courses and localisers, each read when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from footmap.core.atlas import Atlas
from footmap.core.ids import ViewId
from footmap.core.localiser.cells import Cells
from footmap.core.localiser.engine import Localiser
from footmap.core.localiser.scoring import Scoring
from footmap.data.assets import load_atlas
from footmap.data.cells import load_cells
from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.data.knowledge.scoring import load_scoring
from footmap.data.knowledge.study import RuleId, StudyFile, load_study
from footmap.data.territories.courses import CourseSite, load_courses

from .facts import Fact, all_facts
from .territory import Limb, SkinKey, SkinLayer, key_in_view, limb_of, skin_key

T = TypeVar("T")
BODIES = ("male", "female")


class Material:
    """Knowledge and skin for making and marking exercises; may be shared by threads.

    Parameters
    ----------
    clinical, study, scoring : optional
        The installed ones if left out.
    """

    def __init__(
        self, clinical: Clinical | None = None, study: StudyFile | None = None, scoring: Scoring | None = None
    ) -> None:
        self.clinical = clinical or load_clinical()
        self.study = study or load_study()
        self.scoring = scoring or load_scoring()
        self.facts: tuple[Fact, ...] = all_facts(self.clinical, self.study)
        self._kept: dict[tuple[object, ...], Any] = {}
        self._lock = threading.RLock()

    def rule(self, id_: RuleId) -> float:
        """A number by which answers are marked (``rules`` of ``study.yaml``)."""
        return self.study.value(id_)

    def atlas(self, body: str) -> Atlas:
        """The atlas of a body."""
        return self.keep(("atlas", body), lambda: load_atlas(body, self.clinical.base.known_ids))

    def limb(self, body: str) -> Limb:
        """The skin of a body, ready for marking."""
        return self.keep(("limb", body), lambda: limb_of(self.atlas(body)))

    def cells(self, body: str) -> Cells:
        """Skin cells of a body."""
        return self.keep(("cells", body), lambda: load_cells(self.atlas(body)))

    def localiser(self, body: str) -> Localiser:
        """The engine on a body, by the consensus of the maps."""
        return self.keep(
            ("localiser", body),
            lambda: Localiser(self.atlas(body), self.clinical, self.scoring, cells=self.cells(body)),
        )

    def course_sites(self, body: str) -> Mapping[str, Mapping[ViewId, CourseSite]]:
        """Where each site of a nerve lies, in the views that see it from its own side."""
        return self.keep(("sites", body), lambda: _course_sites(body))

    def skin(self, body: str, layer: SkinLayer, id_: str, view: ViewId | None = None) -> SkinKey:
        """The skin of a nerve or level, ready for marking; as much of it as a view shows, or all."""
        scoring, limb = self.scoring, self.limb(body)
        if view is not None:
            whole = self.skin(body, layer, id_)
            return self.keep(("skin", body, layer, id_, view), lambda: key_in_view(limb, whole, view))
        return self.keep(
            ("skin", body, layer, id_, None),
            lambda: skin_key(limb, layer, id_, scoring.blur_foot_mm, scoring.blur_leg_mm),
        )

    def keep(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """A value that is made once; the same key stands for the same value."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            kept: T = self._kept[key]
            return kept


def _course_sites(body: str) -> Mapping[str, Mapping[ViewId, CourseSite]]:
    out: dict[str, dict[ViewId, CourseSite]] = {}
    for view, sites in load_courses(body).sites.items():
        for site in sites:
            if not site.hidden:
                out.setdefault(site.id, {})[view] = site
    return out
