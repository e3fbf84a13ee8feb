"""One pytest session in a process of its own, with some modules replaced: what is run in a fork."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import random
import resource
import signal
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

import hypothesis
import pytest

PROFILE: Final = "mutation"
ROOM_BYTES: Final = 4 << 30
"""Memory a session may take above what it has; a mutant that fills more has been noticed."""
IMPORT_S: Final = 60.0
"""Processor seconds after which an import hangs."""
_FLAGS: Final = ("-q", "-x", "--tb=no", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not long")
_NO_WARNING: Final = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Plugins were imported before the fork."""


@dataclass
class Outcome:
    """What a session found.

    Attributes
    ----------
    failed : str
        Name of the first test or file that failed; empty if none did.
    error : str
        Why the session itself could not run; empty as a rule.
    ran : int
        Tests that were run.
    seconds : dict of str to float
        Processor time of each of them, with what it was the first to need.
    """

    failed: str = ""
    error: str = ""
    ran: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


class _Replaced(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module changed code under its own name."""

    def __init__(self, sources: Mapping[str, tuple[Path, str]]) -> None:
        self._sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._sources:
            return None
        return importlib.util.spec_from_file_location(fullname, self._sources[fullname][0], loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        path, source = self._sources[module.__name__]
        code: CodeType = compile(source, str(path), "exec")
        exec(code, module.__dict__)


@dataclass(eq=False)  # pytest puts its plugins into sets
class _Judge:
    """Runs the wanted tests in the wanted order, each with its limit of processor time.

    Attributes
    ----------
    limits : dict of str to float
        Seconds of processor time for each test, in the order in which they run; none of them is another's.
    """

    limits: Mapping[str, float]
    outcome: Outcome = field(default_factory=Outcome)
    _begun_s: float = 0.0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        place = {name: k for k, name in enumerate(self.limits)}
        items[:] = sorted((i for i in items if i.nodeid in place), key=lambda i: place[i.nodeid])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.outcome.ran += 1
        self._begun_s = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, self.limits[nodeid])  # when it ends, so does the process

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        self.outcome.seconds[nodeid] = time.process_time() - self._begun_s

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.outcome.failed:
            self.outcome.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.outcome.failed:
            self.outcome.failed = report.nodeid or "collection"


class Settings:
    """Examples of hypothesis: the same every time, and none made smaller, which only explains a failure."""

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self) -> None:
        parent = hypothesis.settings.get_profile("footmap")
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(PROFILE, parent, derandomize=True, database=None, phases=phases)
        hypothesis.settings.load_profile(PROFILE)


def run(files: Sequence[str], plugins: Sequence[object]) -> int:
    """A session of files with plugins; the exit code of pytest."""
    random.seed(0)
    return int(pytest.main([*_FLAGS, *_NO_WARNING, *files], plugins=[Settings(), *plugins]))


def judged(sources: Mapping[str, tuple[Path, str]], limits: Mapping[str, float]) -> Outcome:
    """Whether tests notice changed modules.

    Parameters
    ----------
    sources : mapping of module name to its file and its changed code
    limits : mapping of test to seconds of processor time
        In the order in which they shall run.
    """
    present = [name for name in sources if name in sys.modules]
    if present:
        return Outcome(error=f"{present[0]} was imported before it could be changed")
    sys.meta_path.insert(0, _Replaced(sources))
    _limit_memory()
    try:
        _import(sources)
    except Exception:  # whatever the changed code raises, its import has failed
        return Outcome(failed="import")
    judge = _Judge(limits)
    code = run(list(dict.fromkeys(name.split("::")[0] for name in limits)), [judge])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
        if not judge.outcome.failed:
            judge.outcome.error = f"pytest ended with {code}"
    elif code != pytest.ExitCode.OK and not judge.outcome.failed:
        judge.outcome.failed = "session"
    return judge.outcome


def _import(names: Iterable[str]) -> None:
    signal.setitimer(signal.ITIMER_PROF, IMPORT_S)
    for name in names:
        importlib.import_module(name)
    signal.setitimer(signal.ITIMER_PROF, 0.0)


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + ROOM_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
