"""`python -m tests.mutation [COUNT [SEED [WORKERS]]]`: tries some mutants and prints those that no test notices."""

from __future__ import annotations

import sys
import time

from .run import accepted, sample, verdicts
from .verdict import Verdict


def main() -> None:
    """Try and print."""
    count, seed, workers = (int(x) for x in [*sys.argv[1:], *("20", "1", "2")[len(sys.argv) - 1 :]])
    begun = time.monotonic()

    def told(verdict: Verdict) -> None:
        mutant = verdict.mutant
        word = "noticed " if verdict.noticed else "SURVIVED"
        print(f"{word} {verdict.cpu_s:5.1f} s {verdict.tests:3} tests  line {mutant.line} {mutant.name}", flush=True)
        if verdict.noticed:
            print(f"         by {verdict.by}", flush=True)

    found = verdicts(sample(count, seed), workers, told)
    alive = [v.mutant.name for v in found if not v.noticed]
    unlisted = sorted(set(alive) - set(accepted()))
    print(f"{len(found) - len(alive)} of {len(found)} noticed, {len(alive) - len(unlisted)} listed, not listed:")
    print("\n".join(f"  {name}" for name in unlisted))
    cpu = sum(v.cpu_s for v in found) / max(len(found), 1)
    print(f"{cpu:.1f} s of processor time for each mutant, {(time.monotonic() - begun) / 60:.1f} minutes in all")


if __name__ == "__main__":
    main()
