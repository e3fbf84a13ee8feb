"""Everything about patients and visits that a window owns."""

from __future__ import annotations

from footmap.ui.document.journal import Places

from .caretaker import Caretaker
from .compare.control import Comparing
from .desk import RecordDesk, Surroundings
from .reception import Reception


class Records:
    """Desk, reception and comparison of one window.

    Parameters
    ----------
    places : Places
        Where library and drafts are kept.
    """

    def __init__(self, around: Surroundings, places: Places) -> None:
        self.desk = RecordDesk(around, places)
        self.reception = Reception(self.desk)
        self.caretaker = Caretaker(self.desk)
        self.comparing = Comparing(self.desk, self.reception)

    def may_close(self) -> bool:
        """True if everything is kept, or the user does not mind."""
        return self.desk.may_close()

    def stop(self) -> None:
        """Write what waits and let go of every file."""
        self.comparing.stop()
        self.caretaker.stop()
        self.reception.stop()
        self.desk.stop()
