"""Settings of all tests."""

from __future__ import annotations

import os
from collections import Counter

import pytest
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


def reasons(reports: list[pytest.TestReport | pytest.CollectReport]) -> Counter[str]:
    """Why tests were left out -> how many."""
    found: Counter[str] = Counter()
    for report in reports:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        found[why.removeprefix("Skipped: ")] += 1
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """At the end: how many tests were left out, and why; a test that never runs proves nothing."""
    left_out = reasons(terminalreporter.stats.get("skipped", []))
    if not left_out:
        terminalreporter.write_line("No test was left out.")
        return
    terminalreporter.write_line(f"{left_out.total()} tests were left out:")
    for why, count in left_out.most_common():
        terminalreporter.write_line(f"  {count:4}  {why}")
