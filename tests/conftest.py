"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

os.environ["FOOTMAP_CACHE"] = ""  # tests see what stands in the files; those of the cache have a folder of their own

# A busy machine is no fault of the code: no deadlines. CI draws the same examples every time.
settings.register_profile(
    "footmap", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("footmap")

if "CI" in os.environ:
    # Hypothesis mixes in constants of whatever modules are loaded by then: the same test would draw other examples
    # without Qt, in another order or on another worker. Without them a change is judged by the change alone.
    providers._get_local_constants = lambda: providers._local_constants
