"""``python -m footmap``."""

import sys

from footmap.cli import main

sys.exit(main())
