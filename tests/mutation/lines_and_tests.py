"""Which tests are run for a mutant: those that run its line, the quickest first, as far as the time allows."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from .fork_server import CACHE, ROOT
from .mutator import Mutant

BUDGET_S: Final = 40.0
"""Measured seconds of the tests of one mutant; those that would come later are left out, so it may survive."""
TIMES_AS_LONG: Final = 5.0
AND_S: Final = 10.0
"""A test that needs so many times its processor time, and so many seconds more, hangs: that is noticed too.

What tests share counts once more: any of them may be the first to need it.
"""
FOLDERS: Final = ("tests/core/localiser", "tests/words")
FILES: Final = (
    "tests/core/test_live.py",
    "tests/data/test_cells_file.py",
    "tests/data/test_grades.py",
    "tests/data/test_live_atlas.py",
    "tests/data/test_live_paint.py",
    "tests/data/test_samples.py",
)
OTHERS: Final = ("test_absurd_mutants.py", "test_mutants_long.py")
"""Tests of tests."""
_READ: Final = ("footmap/core", "footmap/data", "footmap/words", "tests/core", "tests/data", "tests/words", "assets")
_SUFFIXES: Final = (".py", ".yaml", ".json", ".npz", ".footmap")


@dataclass(frozen=True)
class LinesAndTests:
    """What was measured on the code as it is.

    Attributes
    ----------
    seconds : mapping of test to its processor time
    lines : mapping of module to line to tests
    imported : tuple of str
        Modules of others that tests import.
    patience_s : float
        Processor time that any test may need beyond its own.
    """

    seconds: Mapping[str, float]
    lines: Mapping[str, Mapping[int, frozenset[str]]]
    imported: tuple[str, ...]
    patience_s: float = AND_S

    def of(self, mutant: Mutant) -> list[str]:
        """Tests that run the statement of a mutant, the quickest first, within the time."""
        lines = self.lines.get(str(mutant.path), {})
        return self.within(frozenset[str]().union(*(lines.get(n, frozenset()) for n in mutant.lines)))

    def within(self, tests: Iterable[str], seconds: float = BUDGET_S) -> list[str]:
        """The quickest of some tests, as many as fit into the time."""
        out = []
        for test in sorted(tests, key=lambda t: (self.seconds[t], t)):
            seconds -= self.seconds[test]
            if seconds < 0:
                break
            out.append(test)
        return out

    def limit(self, test: str) -> float:
        """Processor seconds after which a test hangs."""
        return TIMES_AS_LONG * self.seconds[test] + self.patience_s

    def now(self, seconds: Mapping[str, float]) -> LinesAndTests:
        """With patience for what tests needed just now beyond what was measured: shared values, and a busy machine."""
        return replace(self, patience_s=AND_S + sum(max(0.0, s - self.seconds[test]) for test, s in seconds.items()))


def files_of_tests() -> list[str]:
    """Files whose tests may notice a mutant."""
    found = [p.relative_to(ROOT).as_posix() for d in FOLDERS for p in sorted((ROOT / d).glob("test_*.py"))]
    return [f for f in [*found, *FILES] if Path(f).name not in OTHERS]


def lines_and_tests(modules: Sequence[Path], ask: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> LinesAndTests:
    """What was measured; files of tests that have changed since are measured now, after a change of the code all.

    Raises
    ------
    RuntimeError
        If a test fails without a mutant.
    """
    kept = CACHE / f"{state_of_code()}.json"
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    states = states_of_tests()
    due = [file for file, state in states.items() if found.get(file, {}).get("state") != state]
    if due:
        answer = ask({"do": "measure", "files": due, "modules": [str(m) for m in modules]})
        if answer.get("error") or answer["failed"]:
            raise RuntimeError(f"Without a mutant fails: {answer.get('error') or answer['failed']}")
        found = {file: found[file] for file in states if file in found} | _by_file(answer, {f: states[f] for f in due})
        CACHE.mkdir(parents=True, exist_ok=True)
        for old in CACHE.glob("*.json"):
            old.unlink()
        kept.write_text(json.dumps(found), encoding="utf-8")
    return _joined(found.values())


def _by_file(answer: Mapping[str, Any], states: Mapping[str, str]) -> dict[str, Any]:
    """What was measured, parted by the file of the test."""
    names = list(answer["seconds"])
    out: dict[str, Any] = {}
    for file, state in states.items():
        own = {k: name for k, name in enumerate(names) if name.split("::")[0] == file}
        out[file] = {
            "state": state,
            "seconds": {name: answer["seconds"][name] for name in own.values()},
            "lines": {
                module: {n: [own[k] for k in tests if k in own] for n, tests in lines.items()}
                for module, lines in answer["lines"].items()
            },
            "import_lines": answer["import_lines"],
            "imported": answer["imported"],
        }
    return out


def _joined(found: Iterable[Mapping[str, Any]]) -> LinesAndTests:
    seconds: dict[str, float] = {}
    lines: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    import_lines: defaultdict[str, set[int]] = defaultdict(set)
    imported: dict[str, None] = {}
    for of_file in found:
        seconds.update(of_file["seconds"])
        imported.update(dict.fromkeys(of_file["imported"]))
        for module, numbers in of_file["import_lines"].items():
            import_lines[module].update(numbers)
        for module, tests_at in of_file["lines"].items():
            for n, tests in tests_at.items():
                lines[module][int(n)].update(tests)
    for module, numbers in import_lines.items():
        everybody = set[str]().union(*lines[module].values())
        for n in numbers:
            lines[module][n] = everybody
    frozen = {module: {n: frozenset(tests) for n, tests in at.items()} for module, at in lines.items()}
    return LinesAndTests(seconds, frozen, tuple(imported))


def states_of_tests() -> dict[str, str]:
    """A name for what stands in each file of tests."""
    return {file: hashlib.sha256((ROOT / file).read_bytes()).hexdigest()[:20] for file in files_of_tests()}


def state_of_code() -> str:
    """A name for the code, the assets and all that tests share: what any measured time or line may follow from."""
    state = hashlib.sha256()
    own = [ROOT / "tests/shipped.py", *(Path(__file__).with_name(n) for n in ("measuring.py", "pytest_session.py"))]
    read = (p for d in _READ for p in sorted((ROOT / d).rglob("*")) if p.suffix in _SUFFIXES)
    for file in [*own, *(p for p in read if not p.name.startswith("test_"))]:
        state.update(file.relative_to(ROOT).as_posix().encode())
        state.update(file.read_bytes())
    return state.hexdigest()[:20]
