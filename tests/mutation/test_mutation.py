"""Mutants of the code: made as they should be, tried with the tests that run their lines, and noticed."""

from __future__ import annotations

import ast
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import fork_server
from .journal import Journal
from .lines_and_tests import LinesAndTests, files_of_tests
from .measuring import Recorder
from .mutator import Mutant, changed, mutants, unchanged
from .pytest_session import Outcome
from .run import Server, accepted, modules, sample, servers, verdicts
from .verdict import Verdict

COUNT, SEED, WORKERS = 300, 2026, 2
NOTICED = 0.9
CHEAP = "tests/core/localiser/test_ledger.py"

CODE = '''
"""Words."""
from typing import Literal
Kind = Literal["a", "b"]

def least(values: list[int], of: int = 3) -> int:
    """More words."""
    out = 0
    for value in values:
        if value < of and not value == 2:
            out += value
    values.sort()
    of += len([v for v in values if v])
    return max(out, -1) * 2
'''


def test_a_mutant_differs_in_one_place_and_can_be_compiled(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)
    found = mutants(tmp_path, Path("code.py"))
    plain = unchanged(tmp_path, Path("code.py")).splitlines()
    lines = CODE.splitlines()
    for mutant in found:
        source = changed(tmp_path, mutant)
        compile(source, "code.py", "exec")
        assert sum(a != b for a, b in zip(source.splitlines(), plain, strict=True)) == 1, mutant.what
        assert mutant.where == "least"
        assert mutant.line in mutant.lines
        assert "Literal" not in lines[mutant.line - 1]
    kinds = {mutant.what.split(":")[0] for mutant in found}
    assert {"another comparison", "another operation", "and for or", "another number", "another extreme"} <= kinds
    assert {"left out", "the other branch", "without its sign", "without the last part"} <= kinds
    assert "without its condition" in kinds
    assert not any("Literal" in mutant.what or "words" in mutant.what for mutant in found)
    assert len({mutant.name for mutant in found}) == len(found)


def test_what_adds_to_a_value_is_left_out_whatever_it_adds(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("def f(x: list[int]) -> None:\n    x += [1]\n")
    (mutant,) = (m for m in mutants(tmp_path, Path("code.py")) if m.what.startswith("left out"))
    assert ast.unparse(ast.parse(changed(tmp_path, mutant))).splitlines()[1] == "    pass"


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_to_itself_when_code_is_added() -> None:
    first = [m.name for m in sample(60, 1)]
    assert first == [m.name for m in sample(60, 1)]
    assert first[:20] == [m.name for m in sample(20, 1)]
    assert set(first) != {m.name for m in sample(60, 2)}
    assert len({m.path for m in sample(300, 1)}) > 0.8 * len(modules())


def test_tests_are_chosen_by_line_the_quickest_first_within_the_time() -> None:
    path = Path("code.py")
    known = LinesAndTests(
        {"slow": 30.0, "quick": 0.1, "other": 0.2, "endless": 500.0},
        {"code.py": {3: frozenset({"slow", "quick"}), 4: frozenset({"endless"}), 9: frozenset({"other"})}},
        (),
    )
    assert known.of(Mutant(path, 3, range(3, 5), "f", "x", 0, 0)) == ["quick", "slow"]
    assert known.of(Mutant(path, 7, range(7, 8), "f", "x", 0, 0)) == []
    assert known.within(["slow", "quick", "other"], 1.0) == ["quick", "other"]
    assert known.limit("slow") > 2 * known.seconds["slow"]


def test_the_patience_with_a_mutant_follows_from_what_the_unchanged_code_needed_just_now() -> None:
    known = LinesAndTests({"first": 0.1, "other": 2.0}, {}, ())
    busy = known.now({"first": 30.1, "other": 1.5})
    assert busy.patience_s - known.patience_s == pytest.approx(30.0), "what they share counts for any of them"
    assert busy.limit("other") == pytest.approx(known.limit("other") + 30.0)
    assert known.now({}).limit("first") == known.limit("first")


def test_a_verdict_is_kept_as_long_as_what_it_rests_on(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.jsonl"
    mutants_ = [Mutant(Path("code.py"), 3, range(3, 5), "f", what, 0, 0) for what in ("x", "y", "z")]
    tests = {"a.py": "1", "b.py": "1"}
    journal = Journal(path, "code", tests)
    verdicts_ = [Verdict(m, by, 4, 1.5) for m, by in zip(mutants_, ("a.py::test", "", "hangs"), strict=True)]
    assert journal.find(mutants_[0]) is None
    for verdict in verdicts_:
        journal.write(verdict)

    def found(code: str, tests: dict[str, str]) -> list[Verdict | None]:
        again = Journal(path, code, tests)
        return [again.find(m) for m in mutants_]

    assert found("code", tests) == verdicts_
    assert found("other code", tests) == [None, None, None]
    assert found("code", {**tests, "b.py": "2"}) == [verdicts_[0], None, None], "who noticed it is the same"
    assert found("code", {**tests, "a.py": "2"}) == [None, None, None]
    assert found("code", {**tests, "c.py": "1"}) == [verdicts_[0], None, None]
    Journal(path, "other code", tests).write(Verdict(mutants_[0], "", 1, 0.1))
    assert found("other code", tests)[0] == Verdict(mutants_[0], "", 1, 0.1), "the last one counts"


def test_what_is_calculated_once_belongs_to_all_who_use_it() -> None:
    recorder = Recorder(lambda _: None)
    recorder.users["kept:a"] |= {"test:1", "kept:b"}
    recorder.users["kept:b"] |= {"test:2", "fixture:f", "kept:a"}
    recorder.users["fixture:f"].add("test:3")
    assert recorder.tests("kept:a") == {"1", "2", "3"}
    assert recorder.tests("fixture:f") == {"3"}
    assert recorder.tests("test:4") == {"4"}


def test_a_session_that_uses_no_processor_time_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    monkeypatch.setattr(fork_server, "PATIENCE_S", 1.0)
    assert fork_server.forked(lambda _: signal.pause(), {})["failed"] == "hangs"
    assert fork_server.forked(lambda _: Outcome(ran=3), {})["ran"] == 3


def test_processor_time_of_a_process_is_read_where_the_system_tells_it() -> None:
    before = fork_server._ticks(os.getpid())
    if not before:
        pytest.skip("the system does not tell")
    begun = time.process_time()
    while time.process_time() - begun < 0.2:
        pass
    assert fork_server._ticks(os.getpid()) > before
    assert fork_server._ticks(2**30) == 0


def test_files_of_tests_exist() -> None:
    assert all((fork_server.ROOT / file).is_file() for file in files_of_tests())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    with servers(1) as made:
        yield made[0]


LEDGER = Path("footmap/core/localiser/ledger.py")
CROWD = "def crowding(rivals):\n    "
KNOWN = LinesAndTests({f"{CHEAP}::test_a_crowd_is_counted_by_how_near_its_places_come": 0.01}, {}, (), patience_s=1.0)


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ("", ""),
        (CROWD + "return 1.0", *KNOWN.seconds),
        ("raise ImportError", "import"),
        (CROWD + "import os; os.abort()", "crashes"),
        (CROWD + "while True: pass", "hangs"),
        (CROWD + "return __import__('numpy').empty(2**33)", *KNOWN.seconds),
    ],
)
def test_a_changed_module_is_what_the_tests_import(server: Server, change: str, noticed: str) -> None:
    sources = {LEDGER: f"{unchanged(fork_server.ROOT, LEDGER)}\n{change}\n"}
    before = (fork_server.ROOT / LEDGER).read_bytes()
    answer = server.judge(sources, list(KNOWN.seconds), KNOWN)
    assert answer.get("failed") == noticed
    assert (fork_server.ROOT / LEDGER).read_bytes() == before


def test_a_session_that_cannot_run_is_no_verdict(server: Server) -> None:
    gone = LinesAndTests({f"{CHEAP}::test_of_another_time": 0.01}, {}, ())
    with pytest.raises(RuntimeError, match="pytest ended with 5"):
        server.judge({LEDGER: unchanged(fork_server.ROOT, LEDGER)}, list(gone.seconds), gone)


def test_what_tests_run_is_measured_by_line(server: Server) -> None:
    answer = server.ask({"do": "measure", "files": [CHEAP], "modules": [str(LEDGER)]})
    assert answer["failed"] == []
    lines = (fork_server.ROOT / LEDGER).read_text(encoding="utf-8").splitlines()
    at = {text.strip(): str(n + 1) for n, text in enumerate(lines)}
    names = list(answer["seconds"])
    found = {n: {names[k].split("::")[1] for k in tests} for n, tests in answer["lines"][str(LEDGER)].items()}
    crowd = next(n for text, n in at.items() if text.startswith("return math.log1p("))
    assert found[crowd] == {"test_a_crowd_is_counted_by_how_near_its_places_come"}
    once = at["at, share = np.polynomial.legendre.leggauss(_POINTS)"]
    assert len(found[once]) > 3, "what is calculated once belongs to all who use it"
    assert int(at["class Ledger:"]) in answer["import_lines"][str(LEDGER)]


def test_accepted_survivors_have_a_reason() -> None:
    for name, reason in accepted().items():
        assert name.count(": ") >= 3
        assert len(reason.split()) >= 3, name


@pytest.mark.long
def test_nine_of_ten_mutants_are_noticed() -> None:
    found = verdicts(sample(COUNT, SEED), WORKERS, lambda _: None)
    alive = [v.mutant.name for v in found if not v.noticed and v.mutant.name not in accepted()]
    assert len(alive) <= (1.0 - NOTICED) * len(found), "\n".join(sorted(alive))
