"""Mutants of the code: made as they should be, and noticed by the tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .mutator import mutants
from .run import ROOT, accepted, files_for, modules, sample, verdicts

COUNT, SEED, WORKERS = 300, 2026, 2
NOTICED = 0.9

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
    return max(out, -1) * 2
'''


def test_a_mutant_differs_in_one_place_and_can_be_compiled(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)
    found = mutants(tmp_path, Path("code.py"))
    plain = ast.unparse(ast.parse(CODE)).splitlines()
    for mutant in found:
        compile(mutant.source, "code.py", "exec")
        lines = mutant.source.splitlines()
        assert len(lines) == len(plain)
        assert sum(a != b for a, b in zip(lines, plain, strict=True)) == 1, mutant.what
    kinds = {mutant.what.split(":")[0] for mutant in found}
    assert {"another comparison", "another operation", "and for or", "another number", "another extreme"} <= kinds
    assert {"left out", "the other branch", "without its sign"} <= kinds
    assert not any("Literal" in mutant.what or "words" in mutant.what for mutant in found)


def test_every_module_has_mutants_and_tests_that_exist() -> None:
    for path in modules():
        assert files_for(path), path
        assert all((ROOT / file).is_file() for file in files_for(path)), path
    assert {m.name for m in sample(40, 1)} == {m.name for m in sample(40, 1)}
    assert {m.name for m in sample(40, 1)} != {m.name for m in sample(40, 2)}


def test_accepted_survivors_have_a_reason() -> None:
    for name, reason in accepted().items():
        assert ": " in name
        assert len(reason.split()) >= 3, name


@pytest.mark.long
def test_nine_of_ten_mutants_are_noticed() -> None:
    found = verdicts(sample(COUNT, SEED), WORKERS, lambda _: None)
    alive = [v.mutant.name for v in found if not v.noticed and v.mutant.name not in accepted()]
    assert len(alive) <= (1.0 - NOTICED) * len(found), "\n".join(sorted(alive))
