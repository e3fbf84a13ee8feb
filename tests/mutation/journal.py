"""Verdicts that are kept as they come, so that a run that was ended goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from .mutator import Mutant
from .verdict import Verdict


class Journal:
    """A file with one verdict a line.

    A verdict holds as long as the code is the same and so is the file of the test that noticed the mutant; that none
    noticed it, as long as all files of tests are the same.

    Parameters
    ----------
    path : Path
        The file; it is made with the first verdict.
    code : str
        State of the code and of all that tests share.
    tests : mapping of str to str
        State of each file of tests.
    """

    def __init__(self, path: Path, code: str, tests: Mapping[str, str]) -> None:
        self._path = path
        self._code = code
        self._tests = tests
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [json.loads(line) for line in lines]
        self._kept = {line["mutant"]: line for line in kept if line["state"] == self._state(line["by"])}

    def find(self, mutant: Mutant) -> Verdict | None:
        """The verdict on a mutant, if one is kept that still holds."""
        line = self._kept.get(mutant.name)
        return line and Verdict(mutant, line["by"], line["tests"], line["cpu_s"])

    def write(self, verdict: Verdict) -> None:
        """Keep a verdict."""
        line = {
            "mutant": verdict.mutant.name,
            "by": verdict.by,
            "tests": verdict.tests,
            "cpu_s": verdict.cpu_s,
            "state": self._state(verdict.by),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            print(json.dumps(line), file=file)

    def _state(self, by: str) -> str:
        file = by.partition("::")[0]
        tests = {file: self._tests[file]} if file in self._tests else dict(self._tests)
        return hashlib.sha256(json.dumps([self._code, tests], sort_keys=True).encode()).hexdigest()[:20]
