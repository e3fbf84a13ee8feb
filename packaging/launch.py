"""Entry of the bundled program."""

from __future__ import annotations

import sys

from footmap.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
