"""Everything about patients and visits that a window owns."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from footmap.ui.document.journal import Places

from .caretaker import Caretaker
from .desk import RecordDesk, Surroundings
from .keeper import Keeper
from .privacy import PrivacyLock
from .reception import Reception

if TYPE_CHECKING:
    from .compare.control import Comparing


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
        self.keeper = Keeper(self.desk)
        self.caretaker = Caretaker(self.desk, self.keeper)
        self.reception.keeper = self.keeper
        self.privacy = PrivacyLock(self.desk)
        self.reception.damaged.connect(self.caretaker.examine)
        self.keeper.unlocked.connect(self.reception.come_in)
        self.keeper.unlocked.connect(self.caretaker.begin)
        a = around.commands
        a.compare.triggered.connect(lambda: self.comparing.open())
        a.timeline.triggered.connect(lambda: self.comparing.open_timeline())
        self.reception.page.compare_wanted.connect(lambda patient: self.comparing.open_from_start(patient))

    @cached_property
    def comparing(self) -> Comparing:
        """Made, and imported, when something is to be compared: the start page comes the sooner."""
        from .compare.control import Comparing

        return Comparing(self.desk, self.reception)

    def refresh(self) -> None:
        """Say anew whose records there are: names have become discreet, or are no longer."""
        self.desk.tell()
        self.reception.page.be_discreet(self.desk.words.discreet)

    def may_close(self) -> bool:
        """True if everything is kept, or the user does not mind."""
        return self.desk.may_close()

    def stop(self, *, left_open: bool = False) -> None:
        """Write what waits and let go of every file; with `left_open` what was open is offered at the next start."""
        if "comparing" in self.__dict__:
            self.comparing.stop()
        self.privacy.stop()
        self.caretaker.stop()
        self.reception.stop()
        self.desk.stop(left_open=left_open)
