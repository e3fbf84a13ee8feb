"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ["FOOTMAP_CACHE"] = ""  # tests see what stands in the files; those of the cache have a folder of their own

# A busy machine is no fault of the code: no deadlines. CI draws the same examples every time.
settings.register_profile(
    "footmap", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("footmap")
