"""The lists of ids: written once, and read without numpy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from footmap.core import ids

PACKAGE = Path(ids.__file__).parents[1]
LISTS = {
    name: frozenset(getattr(ids, name))
    for name in ("VIEW_IDS", "QUALITIES", "LEVELS", "DRAWN_MAPS", "MAPS", "TONES", "LANGUAGES", "SIDES")
}


def listed(tree: ast.AST) -> Iterator[tuple[int, frozenset[str]]]:
    """Every tuple, list, set and Literal of plain texts in a module, with its line."""
    for node in ast.walk(tree):
        items = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else []
        texts = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        if texts and len(texts) == len(items):
            yield items[0].lineno, frozenset(texts)


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(PACKAGE.rglob("*.py")) if p != Path(ids.__file__)],
    ids=lambda p: p.relative_to(PACKAGE).as_posix(),
)
def test_no_module_writes_a_list_of_ids_again(path: Path) -> None:
    # Two sides are often named in the order in which they are drawn; that is no list of ids.
    known = {ids_: name for name, ids_ in LISTS.items() if name != "SIDES"}
    again = [(line, known[texts]) for line, texts in listed(ast.parse(path.read_text("utf-8"))) if texts in known]
    assert again == [], "import it from footmap.core.ids"


def test_lists_are_found_again() -> None:
    tree = ast.parse('A = ("pain", "numbness", "burning", "tingling")\nB: Literal["en", "de"] = "en"\n')
    assert list(listed(tree)) == [(1, LISTS["QUALITIES"]), (2, LISTS["LANGUAGES"])]


def test_ids_bring_nothing_with_them() -> None:
    code = (
        "import sys; before = set(sys.modules); import footmap.core.ids; "
        "print(*(m for m in set(sys.modules) - before if m.split('.')[0] not in sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert set(done.stdout.split()) == {"footmap", "footmap.core", "footmap.core.ids"}
