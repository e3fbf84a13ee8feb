"""Entry of the bundled program."""

from __future__ import annotations

import sys

from footmap.cli import main

if __name__ == "__main__":
    sys.exit(main())
