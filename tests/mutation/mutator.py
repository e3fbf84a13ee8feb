"""Mutants of a module: its syntax tree with one small change each."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes
    ----------
    path : Path
        The module, relative to the root of the package.
    line : int
        Where, in the module as it is.
    what : str
        The change in words, with the code it changes.
    source : str
        The whole changed module.
    """

    path: Path
    line: int
    what: str
    source: str

    @property
    def name(self) -> str:
        """By which a survivor is listed; it does not change when lines move."""
        return f"{self.path.as_posix()}: {self.what}"


@dataclass(frozen=True)
class Place:
    """Where a module can be changed: the node, by its number in a walk of the tree, and which of its changes."""

    path: Path
    node: int
    change: int


def places(root: Path, path: Path) -> list[Place]:
    """All places of a module.

    Parameters
    ----------
    root : Path
        Folder that holds the package.
    path : Path
        The module, relative to it.
    """
    tree = _tree(root / path)
    kept = _code(tree)
    return [
        Place(path, number, change)
        for number, node in enumerate(ast.walk(tree))
        if id(node) in kept
        for change, _ in enumerate(_changes(node))
    ]


def mutant(root: Path, place: Place) -> Mutant:
    """The module with the change of one place."""
    changed = _tree(root / place.path)
    node = next(n for k, n in enumerate(ast.walk(changed)) if k == place.node)
    before, line = ast.unparse(node).split("\n")[0], getattr(node, "lineno", 0)
    words, change = list(_changes(node))[place.change]
    change(node)
    ast.fix_missing_locations(changed)
    return Mutant(place.path, line, f"{words}: {before[:100]}", ast.unparse(changed))


def mutants(root: Path, path: Path) -> list[Mutant]:
    """All mutants of a module, in the order of its lines."""
    return sorted((mutant(root, place) for place in places(root, path)), key=lambda m: (m.line, m.what))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _code(tree: ast.Module) -> set[int]:
    """Nodes that run when the program does: no annotations, decorators, docstrings, messages or imports."""
    kept: set[int] = set()

    def walk(node: ast.AST) -> None:
        kept.add(id(node))
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases", "type_comment"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _skipped(child):
                    walk(child)

    walk(tree)
    return kept


def _skipped(node: ast.AST) -> bool:
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    hint = isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript) and "Literal" in ast.unparse(node)
    return text or hint or isinstance(node, (ast.Import, ast.ImportFrom, ast.Raise, ast.Assert))


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    """Changes of one node, each with its words."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        yield "another comparison", _compared
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield "another operation", _calculated
    elif isinstance(node, ast.BoolOp):
        yield "and for or", _joined
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
    assert isinstance(node, ast.AugAssign)
    node.value = ast.Constant(0) if isinstance(node.op, (ast.Add, ast.Sub)) else ast.Constant(1)
