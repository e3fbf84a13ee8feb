"""Mutants of a module: its syntax tree with one small change each."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

_COMPARE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES: Final = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "minimum": "maximum",
    "maximum": "minimum",
    "argmax": "argmin",
    "argmin": "argmax",
}
_EFFECTS: Final = frozenset({"sort", "append", "extend", "update", "add", "setdefault", "pop", "insert"})
TOLD: Final = 100
"""Characters of code that a name holds."""


@dataclass(frozen=True)
class Mutant:
    """One change, not yet made.

    Attributes
    ----------
    path : Path
        The module, relative to the root of the package.
    line : int
        Where, in the module as it is.
    lines : range
        Lines of the statement that is changed; of one that holds others its head alone.
    where : str
        Function or class.
    what : str
        The change in words, with the code it changes and the statement it stands in.
    node, change : int
        The node, by its number in a walk of the tree, and which of its changes.
    """

    path: Path
    line: int
    lines: range
    where: str
    what: str
    node: int
    change: int

    @property
    def name(self) -> str:
        """By which a survivor is listed; it does not change when lines move."""
        return f"{self.path.as_posix()}: {self.where}: {self.what}"


@dataclass(frozen=True)
class _Spot:
    """A node that can be changed, and what it stands in."""

    node: ast.AST
    statement: ast.stmt
    where: str


def mutants(root: Path, path: Path) -> list[Mutant]:
    """All mutants of a module, in the order of its lines, each with a name of its own.

    Parameters
    ----------
    root : Path
        Folder that holds the package.
    path : Path
        The module, relative to it.
    """
    tree = _tree(root / path)
    numbers = {id(node): k for k, node in enumerate(ast.walk(tree))}
    found = []
    first_line = cache(lambda statement: ast.unparse(statement).split("\n")[0])
    for spot in _spots(tree):
        line = getattr(spot.node, "lineno", spot.statement.lineno)
        for change, (words, _) in enumerate(_changes(spot.node)):
            what = f"{words}: {_told(spot, first_line(spot.statement))}"
            found.append(Mutant(path, line, _lines(spot.statement), spot.where, what, numbers[id(spot.node)], change))
    found.sort(key=lambda m: (m.line, m.node, m.change))
    named: Counter[str] = Counter()
    out = []
    for mutant in found:
        named[mutant.name] += 1
        count = named[mutant.name]
        out.append(mutant if count == 1 else replace(mutant, what=f"{mutant.what} ({count})"))
    return out


def changed(root: Path, mutant: Mutant) -> str:
    """The whole module with the change of a mutant."""
    tree = _tree(root / mutant.path)
    node = next(n for k, n in enumerate(ast.walk(tree)) if k == mutant.node)
    _, change = list(_changes(node))[mutant.change]
    change(node)
    ast.fix_missing_locations(tree)
    return ast.unparse(tree)


def unchanged(root: Path, path: Path) -> str:
    """A module without a change, written as mutants are."""
    return ast.unparse(_tree(root / path))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _told(spot: _Spot, statement: str) -> str:
    code = statement if spot.node is spot.statement else ast.unparse(spot.node).split("\n")[0]
    return code[:TOLD] if code[:TOLD] == statement[:TOLD] else f"{code[:TOLD]} in {statement[:TOLD]}"


def _lines(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def _spots(tree: ast.Module) -> Iterator[_Spot]:
    """Nodes that run when the program does: no annotations, decorators, docstrings, messages or imports."""

    def walk(node: ast.AST, statement: ast.stmt | None, where: str) -> Iterator[_Spot]:
        if isinstance(node, ast.stmt):
            statement = node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            where = f"{where}.{node.name}".lstrip(".")
        if statement is not None:
            yield _Spot(node, statement, where or "module")
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases", "type_comment"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _skipped(child):
                    yield from walk(child, statement, where)

    yield from walk(tree, None, "")


def _skipped(node: ast.AST) -> bool:
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    hint = isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript) and "Literal" in ast.unparse(node)
    types = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return text or hint or types or isinstance(node, (ast.Import, ast.ImportFrom, ast.Raise, ast.Assert))


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    """Changes of one node, each with its words."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        yield "another comparison", _compared
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield "another operation", _calculated
    elif isinstance(node, ast.BoolOp):
        yield "and for or", _joined
        yield "without the last part", _shortened
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield "without its sign", _unsigned
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "true for false", _turned
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield "another number", _counted
    elif _is_extreme(node):
        yield "another extreme", _renamed
    elif isinstance(node, (ast.If, ast.IfExp)):
        yield "the other branch", _inverted
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "without its condition", _unconditional
    elif isinstance(node, ast.Expr) and _has_effect(node.value):
        yield "left out", _emptied
    elif isinstance(node, ast.AugAssign):
        yield "left out", _left


def _is_extreme(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in _NAMES and isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Attribute) and node.attr in _NAMES


def _has_effect(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _EFFECTS


def _compared(node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)
    node.ops[0] = _COMPARE[type(node.ops[0])]()


def _calculated(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)
    node.op = _ARITHMETIC[type(node.op)]()


def _joined(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _unsigned(node: ast.AST) -> None:
    assert isinstance(node, ast.UnaryOp)
    node.op = ast.UAdd() if isinstance(node.op, ast.USub) else node.op
    if isinstance(node.op, ast.Not):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _turned(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    node.value = not node.value


def _counted(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, (int, float))
    node.value = node.value + 1 if isinstance(node.value, int) else node.value * 1.5 + 0.1


def _renamed(node: ast.AST) -> None:
    if isinstance(node, ast.Name):
        node.id = _NAMES[node.id]
    elif isinstance(node, ast.Attribute):
        node.attr = _NAMES[node.attr]


def _inverted(node: ast.AST) -> None:
    assert isinstance(node, (ast.If, ast.IfExp))
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _emptied(node: ast.AST) -> None:
    assert isinstance(node, ast.Expr)
    node.value = ast.Constant(None)


def _left(node: ast.AST) -> None:
    node.__class__ = ast.Pass  # a parent would have to be known for replacing the node


def _shortened(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)
    node.values.pop()


def _unconditional(node: ast.AST) -> None:
    assert isinstance(node, ast.comprehension)
    node.ifs = []
