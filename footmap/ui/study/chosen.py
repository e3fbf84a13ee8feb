"""What each learner has chosen to study, as the preferences of the window remember it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from footmap.core.ids import VIEW_IDS

if TYPE_CHECKING:
    from footmap.core.ids import ViewId
    from footmap.study.desk import StudyDesk
    from footmap.study.facts import SetId
    from footmap.ui.settings.preferences import Preferences

MOST: Final = 50
"""Number of learners that are remembered, the latest."""


def remember(preferences: Preferences, desk: StudyDesk) -> None:
    """Keep the choice of the learner of a desk: id, sets and view between bars."""
    id_ = desk.studying.learner.id
    others = [line for line in preferences.studied if line.partition("|")[0] != id_]
    line = "|".join((id_, " ".join(desk.sets), desk.view or ""))
    preferences.studied = (*others[-MOST + 1 :], line)


def remembered(preferences: Preferences, learner: str) -> tuple[tuple[SetId, ...], ViewId | None]:
    """Sets and view of a learner; every nerve and level of leg and foot where nothing sensible is kept."""
    from footmap.study.facts import SETS

    kept = next((line for line in preferences.studied if line.partition("|")[0] == learner), "")
    _, sets, view, *_ = *kept.split("|"), "", ""
    chosen = tuple(id_ for id_ in SETS if id_ in sets.split())
    return chosen or ("core",), next((id_ for id_ in VIEW_IDS if id_ == view), None)
