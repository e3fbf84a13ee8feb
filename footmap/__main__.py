"""``footmap`` and ``python -m footmap``: the command line, which Ctrl+C stops from its first import on."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line in a process of its own; returns the exit code."""
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
