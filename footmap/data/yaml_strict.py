"""YAML with the surprises taken out, and the line of every value kept.

Accepted are mappings with text keys, lists, text, integers, decimal numbers, ``true``, ``false`` and ``null``.
Refused are what YAML would quietly turn into something else: bare ``yes``/``no``/``on``/``off``, times such as
``12:30`` read as numbers, dates, octal and hexadecimal numbers, tags, anchors, merges and repeated keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from footmap.errors import AssetError, Problem

from . import kept, resources

Value: TypeAlias = dict[str, "Value"] | list["Value"] | str | int | float | bool | None
Path_: TypeAlias = tuple[str | int, ...]

if TYPE_CHECKING:
    from yaml import SafeLoader as _Fastest
else:  # the same in C, where the wheel includes it
    _Fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fastest):
    """Leaves out the guessing of types, which `_scalar` does by its own rules."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, parent: object, index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


_MARKS: Final = re.compile(r"(?:^|[\s\[{,:?-])[&*!]", re.MULTILINE)  # what an anchor, an alias or a tag begins with
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?")
_SURPRISES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"(yes|no|on|off)", re.IGNORECASE), "write true or false, or put it in quotes"),
    (re.compile(r"(true|false|null)", re.IGNORECASE), "write it in small letters, or put it in quotes"),
    (re.compile(r"~"), "write null"),
    (re.compile(r"[-+]?[0-9]+(:[0-9]+)+(\.[0-9]*)?"), "put it in quotes, or it may be read as a number to base 60"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"), "put the date in quotes"),
    (re.compile(r"[-+]?0[0-9xob_].*", re.IGNORECASE), "write a plain decimal number, or put it in quotes"),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.|[0-9]+[eE][-+]?[0-9]+)([eE][-+]?[0-9]+)?"), "write it as 0.5 or 1.0e-3"),
    (re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?"), "write the number without underscores"),
    (re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE), "a finite number is needed"),
)
DEEPEST: Final = 64
"""Levels of nesting that are read."""
LONGEST_INTEGER: Final = 300
"""Digits of an integer that are read."""
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_INDENTS: Final = re.compile("(?:^|[\r\n\x85\u2028\u2029])[ ?:-]+")
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
"""What begins with a letter and is no plain text all the same."""


class Document:
    """A file's values with their places.

    Parameters
    ----------
    name : str
        How messages call the file.
    text : str
        Its values as JSON.
    lines : callable
        Gives the line (from 1) of the value at each path such as ``("nerves", 3, "id")``; asked when first needed.
    """

    def __init__(self, name: str, text: str, lines: Callable[[], Mapping[Path_, int]]) -> None:
        self.name, self.text, self._lines = name, text, lines

    @cached_property
    def value(self) -> Value:
        """Mappings, lists and scalars."""
        out: Value = json.loads(self.text)
        return out

    @cached_property
    def lines(self) -> Mapping[Path_, int]:
        """Line of the value at each path."""
        return self._lines()

    def where(self, path: Sequence[str | int] = ()) -> str:
        """``file:line`` of a path, or of the nearest value around it."""
        steps = tuple(path)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return f"{self.name}:{self.lines.get(steps, 1)}"


def load(path: Path, name: str | None = None) -> Document:
    """Read a file; the values of footmap's own files are kept from one start to the next.

    Raises
    ------
    AssetError
        With every problem found.
    """
    name = name or path.name
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise AssetError((Problem(name, f"The file cannot be read: {error.strerror}."),)) from error
    except UnicodeDecodeError as error:
        raise AssetError((Problem(name, f"The file is not UTF-8 text (byte {error.start})."),)) from error
    if resources.root() not in path.parents:
        return parse(text, name)
    key = kept.digest(data)
    values = kept.read(path.name, key)
    if values is not None:
        return Document(name, values.decode("utf-8"), lambda: parse(text, name, own=True).lines)
    document = parse(text, name, own=True)
    kept.write(path.name, key, document.text.encode("utf-8"))
    return document


def parse(text: str, name: str, *, own: bool = False) -> Document:
    """Read YAML text.

    Parameters
    ----------
    text : str
    name : str
        What messages call it.
    own : bool
        A file of footmap itself: a quick look at how deep it is nested will do.

    Raises
    ------
    AssetError
        With every problem found.
    """
    problems: list[Problem] = []
    for number, row in enumerate(text.splitlines(), 1):
        if "\t" in row[: len(row) - len(row.lstrip())]:
            problems.append(Problem(f"{name}:{number}", "Indent with spaces, not with tabs."))
    if problems:
        raise AssetError(tuple(problems))
    try:
        if not own or _may_be_deep(text):
            _refuse_depth(text, name)
        if _MARKS.search(text):
            _refuse_marks(text, name, problems)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise AssetError((*problems, Problem(f"{name}:{line}", f"Not valid YAML: {error.problem}."))) from error
    except yaml.YAMLError as error:
        raise AssetError((*problems, _unreadable(text, name, error))) from error
    lines: dict[Path_, int] = {}
    value = None if node is None else _build(node, (), name, lines, problems)
    if problems:
        raise AssetError(tuple(problems))
    return Document(name, json.dumps(value), lambda: lines)


def _may_be_deep(text: str) -> bool:
    """A quick look at brackets that are open and at the columns of block lists; quoted brackets may mislead it."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    indents = max(map(len, _INDENTS.findall(text)), default=0)
    return deepest + indents > DEEPEST


def _refuse_depth(text: str, name: str) -> None:
    """Refuse nesting that the parser in C would not survive; events come one by one, so reading them is safe."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            words = f"The values are nested more than {DEEPEST} deep."
            raise AssetError((Problem(f"{name}:{line}", words),))


def _unreadable(text: str, name: str, error: yaml.YAMLError) -> Problem:
    """What a text that cannot even be parsed has wrong, with its line where a character is to blame."""
    bad = _UNPRINTABLE.search(text)
    if bad is None:
        return Problem(name, f"Not valid YAML: {error}.")
    line = text.count("\n", 0, bad.start()) + 1
    return Problem(f"{name}:{line}", f"The character U+{ord(bad[0]):04X} is not allowed in YAML; take it out.")


def _refuse_marks(text: str, name: str, problems: list[Problem]) -> None:
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.append(Problem(f"{name}:{line}", "Anchors and aliases (& and *) are not allowed; write it out."))
        elif getattr(event, "tag", None):
            problems.append(Problem(f"{name}:{line}", f"Tags such as {getattr(event, 'tag', '!')} are not allowed."))
    if problems:
        raise AssetError(tuple(problems))


def _build(node: Node, path: Path_, name: str, lines: dict[Path_, int], problems: list[Problem]) -> Value:
    line = node.start_mark.line + 1
    lines[path] = line
    if isinstance(node, ScalarNode):
        return _scalar(node, name, problems)
    if isinstance(node, SequenceNode):
        return [_build(child, (*path, i), name, lines, problems) for i, child in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    out: dict[str, Value] = {}
    for key_node, child in node.value:
        where = f"{name}:{key_node.start_mark.line + 1}"
        if not isinstance(key_node, ScalarNode):
            problems.append(Problem(where, "A key must be text."))
            continue
        key = _scalar(key_node, name, problems)
        if not isinstance(key, str):
            problems.append(Problem(where, f"The key {key_node.value} must be text; put it in quotes."))
            continue
        if key == "<<":
            problems.append(Problem(where, "Merging (<<) is not allowed; write it out."))
            continue
        if key in out:
            first = lines[(*path, key)]
            problems.append(Problem(where, f"The key {key} appears twice (first on line {first})."))
            continue
        out[key] = _build(child, (*path, key), name, lines, problems)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return out


def _scalar(node: ScalarNode, name: str, problems: list[Problem]) -> str | int | float | bool | None:
    text: str = node.value
    if node.style or (text[:1].isalpha() and text.lower() not in _WORDS):
        return text
    if text == "":
        return None
    if text in ("true", "false"):
        return text == "true"
    if text == "null":
        return None
    where = f"{name}:{node.start_mark.line + 1}"
    if _INTEGER.fullmatch(text):
        if len(text) > LONGEST_INTEGER:
            problems.append(Problem(where, f"The number has {len(text)} digits; at most {LONGEST_INTEGER} are read."))
            return 0
        return int(text)
    if _DECIMAL.fullmatch(text):
        number = float(text)
        if number in (float("inf"), float("-inf")):
            problems.append(Problem(where, f"{text} is too large a number."))
        return number
    for pattern, advice in _SURPRISES:
        if pattern.fullmatch(text):
            problems.append(Problem(where, f"{text} could mean something else: {advice}."))
            return text
    return text
