"""``footmap`` and ``python -m footmap``: the command line, which Ctrl+C stops from its first import on."""

from __future__ import annotations

import os
import sys

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""What numpy's libraries read when they are first imported. Our matrices are so small that threads wait more than they
work: redraws take half of the processor's time on one."""


def main() -> int:
    """Run the command line in a process of its own; returns the exit code."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    try:
        from .commands.stop import ignore_at_the_end, stop_cleanly

        stop_cleanly()
        from .cli import main as run

        code = run()
        ignore_at_the_end()
    except KeyboardInterrupt:
        sys.stderr.write("footmap: Stopped.\n")
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
