"""`python -m tests.mutation [COUNT [SEED [WORKERS]]]`: tries some mutants and prints those that no test notices."""

from __future__ import annotations

import sys

from .run import Verdict, accepted, sample, verdicts


def main() -> None:
    """Try and print."""
    count, seed, workers = (int(x) for x in [*sys.argv[1:], *("20", "1", "2")[len(sys.argv) - 1 :]])

    def told(verdict: Verdict) -> None:
        mutant = verdict.mutant
        print("noticed " if verdict.noticed else "SURVIVED", f"{mutant.path}:{mutant.line} {mutant.what}", flush=True)

    found = verdicts(sample(count, seed), workers, told)
    alive = [v.mutant.name for v in found if not v.noticed]
    print(f"{len(found) - len(alive)} of {len(found)} noticed; not listed: {sorted(set(alive) - set(accepted()))}")


if __name__ == "__main__":
    main()
