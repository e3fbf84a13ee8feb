"""What tests say of a mutant."""

from __future__ import annotations

from dataclasses import dataclass

from .mutator import Mutant


@dataclass(frozen=True)
class Verdict:
    """What tests say of a mutant.

    Attributes
    ----------
    mutant : Mutant
    by : str
        Name of the test that noticed it, or how the process ended; empty if none noticed it.
    tests : int
        How many tests were run.
    cpu_s : float
        Processor time.
    """

    mutant: Mutant
    by: str
    tests: int
    cpu_s: float

    @property
    def noticed(self) -> bool:
        """Whether a test noticed the mutant."""
        return bool(self.by)
