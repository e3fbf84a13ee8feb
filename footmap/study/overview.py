"""Who studies on this machine and what is due, without a window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from footmap.core.learning import Learner
from footmap.data.progress.opening import progress_path
from footmap.data.progress.store import Progress
from footmap.errors import Message, StudyError

from .desk import StudyDesk
from .material import Material


@dataclass(frozen=True)
class Row:
    """What one learner has to do today.

    Attributes
    ----------
    due, new : int
        Facts to repeat, and facts to be asked for the first time today.
    known, total : int
        Facts that are recalled more likely than not, and all of the sets that are studied.
    """

    name: str
    due: int
    new: int
    known: int
    total: int


def opened(path: Path | None) -> Progress:
    """The progress file, which must be there.

    Raises
    ------
    StudyError
        If nobody has studied yet, or the file is refused.
    """
    place = progress_path() if path is None else path
    if not place.exists():
        raise StudyError(Message("There is no progress file {path}; nobody has studied here yet.", path=place))
    return Progress(place)


def the_learner(progress: Progress, called: str) -> Learner:
    """The learner of a name or id, or the only one.

    Raises
    ------
    StudyError
        If there is none, or several and none was named.
    """
    everybody = progress.learners()
    if called:
        return progress.learner(called)
    if len(everybody) == 1:
        return everybody[0]
    names = ", ".join(x.name for x in everybody[:10]) or "nobody yet"
    raise StudyError(Message("Say whose progress is meant with --learner; who studies here: {names}.", names=names))


def overview(path: Path | None = None, called: str = "") -> tuple[Row, ...]:
    """What each learner, or the one that is called, has to do today; nobody where there is no progress file."""
    place = progress_path() if path is None else path
    if not place.exists():
        return ()
    material = Material()
    rows = []
    with Progress(place) as progress:
        for learner in (progress.learner(called),) if called else progress.learners():
            with progress.study(learner) as studying:
                desk = StudyDesk(studying, material)
                found = desk.due()
                rows.append(Row(learner.name, len(found.due), len(found.new), desk.known(), len(desk.facts)))
    return tuple(rows)
