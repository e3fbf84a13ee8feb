"""Tries mutants: each in a process of its own in which one module is changed; the files are never touched."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

import yaml

from .fork_server import CACHE, ROOT
from .journal import Journal
from .lines_and_tests import LinesAndTests, lines_and_tests, state_of_code, states_of_tests
from .mutator import Mutant, changed, mutants, unchanged
from .verdict import Verdict

ACCEPTED: Final = Path(__file__).with_name("survivors.yaml")
LOCALISER: Final = "footmap/core/localiser"
LIVE: Final = ("footmap/core/live.py", "footmap/core/live_paint.py")
JOURNAL: Final = CACHE / "verdicts.jsonl"
UNHURRIED_S: Final = 600.0
"""Processor time that a test of the unchanged code may take: how long it needs now is not known yet."""


class Server:
    """A process that forks for each session; see `fork_server`."""

    def __init__(self) -> None:
        env = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "FOOTMAP_CACHE": "",  # what a mutant has made must not outlive it, nor hide another
            "OPENBLAS_NUM_THREADS": "1",  # threads do not live on in a fork
            "OMP_NUM_THREADS": "1",
            "PYTHONHASHSEED": "0",
        }
        command = [sys.executable, "-m", "tests.mutation.fork_server"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, order: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer to an order.

        Raises
        ------
        RuntimeError
            If the process has ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(order), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("The process that runs the tests has ended")
        answer: Mapping[str, Any] = json.loads(line)
        return answer

    def judge(self, sources: Mapping[Path, str], tests: Sequence[str], known: LinesAndTests) -> Mapping[str, Any]:
        """Whether tests notice changed modules.

        Raises
        ------
        RuntimeError
            If the session could not run.
        """
        order = {
            "do": "judge",
            "sources": {module_name(path): (str(ROOT / path), text) for path, text in sources.items()},
            "limits": {test: known.limit(test) for test in tests},
        }
        answer = self.ask(order)
        if answer.get("error"):
            raise RuntimeError(str(answer["error"]))
        return answer

    def end(self) -> None:
        """End the process and wait for it."""
        self._process.communicate()


def module_name(path: Path) -> str:
    """The name by which a module is imported."""
    return ".".join(path.with_suffix("").parts)


def modules() -> list[Path]:
    """What is mutated, relative to the root: the localiser with its flags and questions, and the live estimates."""
    found = sorted((ROOT / LOCALISER).glob("[a-z]*.py"))
    return [path.relative_to(ROOT) for path in found] + [Path(p) for p in LIVE]


def sample(count: int, seed: int) -> list[Mutant]:
    """Some mutants of all modules; a module has its share by its size.

    The same seed chooses the same ones, and nearly the same after a change of the code: each mutant has its place in
    the order by its name alone.
    """
    everything = [mutant for path in modules() for mutant in mutants(ROOT, path)]
    return sorted(everything, key=lambda m: hashlib.sha256(f"{seed} {m.name}".encode()).digest())[:count]


def accepted() -> dict[str, str]:
    """Survivors that may live, by name, with the reason."""
    read = yaml.safe_load(ACCEPTED.read_text(encoding="utf-8")) or {}
    return {str(name): str(reason) for name, reason in read.items()}


@contextmanager
def servers(count: int) -> Iterator[list[Server]]:
    """Processes that run tests; they end with the block."""
    made = [Server() for _ in range(count)]
    try:
        yield made
    finally:
        for server in made:
            server.end()


def verdicts(chosen: Sequence[Mutant], workers: int, told: Callable[[Verdict], None]) -> list[Verdict]:
    """Every mutant tried, `workers` at a time; what an earlier run has found and still holds is not tried again.

    Raises
    ------
    RuntimeError
        If a test fails without a mutant.
    """
    with servers(workers) as made:
        known = lines_and_tests(modules(), made[0].ask)
        journal = Journal(JOURNAL, state_of_code(), states_of_tests())
        for server in made:
            server.ask({"do": "prepare", "names": known.imported})
        known = _unchanged_now(made[0], known)
        free: SimpleQueue[Server] = SimpleQueue()
        for server in made:
            free.put(server)
        sharp: Counter[str] = Counter()

        def tried(mutant: Mutant) -> Verdict:
            verdict = journal.find(mutant)
            if verdict is None:
                server = free.get()
                try:
                    verdict = _tried(server, mutant, known, sharp)
                finally:
                    free.put(server)
                journal.write(verdict)
            sharp[verdict.by] += 1
            told(verdict)
            return verdict

        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(tried, chosen))


def _tried(server: Server, mutant: Mutant, known: LinesAndTests, sharp: Mapping[str, int]) -> Verdict:
    tests = known.of(mutant)
    if not tests:
        return Verdict(mutant, "", 0, 0.0)
    tests.sort(key=lambda t: (known.seconds[t] + 0.01) / (1 + sharp[t]))  # who has noticed many comes sooner
    answer = server.judge({mutant.path: changed(ROOT, mutant)}, tests, known)
    return Verdict(mutant, answer.get("failed", ""), answer.get("ran", 0), answer["cpu_s"])


def _unchanged_now(server: Server, known: LinesAndTests) -> LinesAndTests:
    """All modules, written anew without a change, must pass in the way in which mutants are tried, at their own pace.

    The patience with mutants follows from the time that this takes.
    """
    unhurried = replace(known, patience_s=UNHURRIED_S)
    answer = server.judge({p: unchanged(ROOT, p) for p in modules()}, known.within(known.seconds), unhurried)
    if answer.get("failed"):
        raise RuntimeError(f"Without a change fails: {answer['failed']}")
    return known.now(answer["seconds"])
