"""Which tests run which lines, and how long they take: measured once on the code as it is."""

from __future__ import annotations

import functools
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import coverage
import pytest

from .pytest_session import run

IMPORT: Final = "import"


@dataclass
class Measured:
    """What a session of the unchanged code tells.

    Attributes
    ----------
    failed : list of str
        Tests that fail without any mutant: nothing can be measured then.
    seconds : dict of str to float
        Processor time of each test, without the fixtures that it shares.
    lines : dict of str to dict of int to list of int
        Module, line, numbers of the tests in `seconds` that run it.
    import_lines : dict of str to list of int
        Module, lines that its import runs; they belong to every test of the module.
    imported : list of str
        Modules of others that were imported.
    """

    failed: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    import_lines: dict[str, list[int]] = field(default_factory=dict)
    imported: list[str] = field(default_factory=list)


class Recorder:
    """Says what runs at any moment: an import, a test, a shared fixture, or a value that is calculated once and kept.

    What a shared fixture or a kept value runs belongs to all tests that use it, not to the first alone.
    """

    def __init__(self, switch: Callable[[str], object]) -> None:
        self._switch = switch
        self._stack = [IMPORT]
        self._shared_s = 0.0
        self.failed: list[str] = []
        self.seconds: dict[str, float] = {}
        self.users: dict[str, set[str]] = defaultdict(set)
        """Context, and the contexts that use it."""

    @property
    def now(self) -> str:
        """The context that runs."""
        return self._stack[-1]

    def enter(self, context: str) -> None:
        """Let what follows belong to a context."""
        self._stack.append(context)
        self._switch(context)

    def leave(self) -> None:
        """Return to the context before."""
        self._stack.pop()
        self._switch(self.now)

    def tests(self, context: str) -> set[str]:
        """Tests that use a context, directly or by another."""
        found, waiting = set(), [context]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.users[one]
        return {c.partition(":")[2] for c in found if c.startswith("test:")}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Function) -> Generator[None, object, object]:
        context = f"test:{item.nodeid}"
        for name in item.fixturenames:
            self.users[f"fixture:{name}"].add(context)
        self.enter(context)
        begun, self._shared_s = time.process_time(), 0.0
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - begun - self._shared_s
            self.leave()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        begun, before = time.process_time(), self._shared_s
        self.enter(f"fixture:{fixturedef.argname}")
        try:
            return (yield)
        finally:
            self.leave()
            self._shared_s = before + time.process_time() - begun

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def keep(self) -> None:
        """From now on, what is imported and keeps values says who uses them."""
        recorder = self

        class RecordedProperty(functools.cached_property):  # type: ignore[type-arg]  # typeshed: differs from run time
            def __get__(self, instance: Any, owner: type | None = None) -> Any:
                if instance is None:
                    return self
                context = f"kept:{self.func.__module__}.{self.func.__qualname__}"
                recorder.users[context].add(recorder.now)
                if self.attrname in instance.__dict__:
                    return instance.__dict__[self.attrname]
                recorder.enter(context)
                try:
                    return super().__get__(instance, owner)
                finally:
                    recorder.leave()

            def __set__(self, instance: Any, value: Any) -> None:
                instance.__dict__[self.attrname] = value

        def recorded(function: Callable[..., Any]) -> Callable[..., Any]:
            context, kept = f"kept:{function.__module__}.{function.__qualname__}", dict[Hashable, Any]()

            @functools.wraps(function)
            def call(*args: Hashable, **named: Hashable) -> Any:
                recorder.users[context].add(recorder.now)
                key = (args, tuple(sorted(named.items())))
                if key not in kept:
                    recorder.enter(context)
                    try:
                        kept[key] = function(*args, **named)
                    finally:
                        recorder.leave()
                return kept[key]

            call.cache_clear = kept.clear  # type: ignore[attr-defined]  # functools gives its functions one, too
            return call

        functools.cached_property = RecordedProperty  # type: ignore[misc]  # the one place where it is replaced
        functools.cache = recorded  # type: ignore[assignment]  # as above; the process ends after the session


def measured(files: Sequence[str], modules: Sequence[Path]) -> Measured:
    """Run all tests of files on the code as it is.

    Parameters
    ----------
    files : sequence of str
        Test files.
    modules : sequence of Path
        Modules whose lines count.
    """
    cover = coverage.Coverage(data_file=None, include=[str(m.resolve()) for m in modules], config_file=False)
    cover.start()
    cover.switch_context(IMPORT)
    recorder = Recorder(cover.switch_context)
    recorder.keep()
    run(files, [recorder])
    cover.stop()
    out = Measured(failed=recorder.failed, seconds=recorder.seconds)
    data = cover.get_data()
    numbers = {name: k for k, name in enumerate(recorder.seconds)}
    for module in modules:
        found = {n: set(contexts) for n, contexts in data.contexts_by_lineno(str(module.resolve())).items()}
        out.import_lines[str(module)] = sorted(n for n, contexts in found.items() if IMPORT in contexts)
        out.lines[str(module)] = {
            n: sorted(numbers[name] for name in set[str]().union(*map(recorder.tests, contexts)))
            for n, contexts in found.items()
        }
    out.imported = sorted(n for n in sys.modules if n.partition(".")[0] not in ("footmap", "tests", "__main__"))
    return out
