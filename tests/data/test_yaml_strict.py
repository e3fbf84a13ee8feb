"""YAML without surprises, with the line of every complaint."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from footmap.data.yaml_strict import parse
from footmap.errors import AssetError

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8"), max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcyn01: ", max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["a", "b"]), plain))
def test_what_yaml_writes_is_read_back_the_same(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    text = re.sub(r'!!(?:int|float|bool|null) "(.*?)"', r"\1", text)
    assert parse(text, "t").value == value


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: yes", 1, "quotes"),
        ("a:\n  - No", 2, "quotes"),
        ("a: on\nb: off", 1, "quotes"),
        ("a: 12:30", 1, "base 60"),
        ("a: 2026-01-01", 1, "date"),
        ("a: 010", 1, "decimal"),
        ("a: 0x1F", 1, "decimal"),
        ("a: .5", 1, "0.5"),
        ("a: 1e3", 1, "1.0e-3"),
        ("a: 1_000", 1, "underscores"),
        ("a: .nan", 1, "finite"),
        ("a: 1.0e999", 1, "too large"),
        ("a: ~", 1, "null"),
        ("a: True", 1, "small letters"),
        ("a: 1\nb: 2\na: 3", 3, "twice (first on line 1)"),
        ("x:\n  yes: 1", 2, "quotes"),
        ("1: a", 1, "must be text"),
        ("a: &x 1\nb: *x", 1, "Anchors"),
        ("a: !!str 1", 1, "Tags"),
        ("a: {<<: {b: 1}}", 1, "Merging"),
        ("a: [1, 2]]", 1, "Not valid YAML"),
        ("\ta: 1", 1, "tabs"),
        ("a: 1\n---\nb: 2", 2, "Not valid YAML"),
    ],
)
def test_a_surprise_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(AssetError) as caught:
        parse(text, "file.yaml")
    first = caught.value.problems[0]
    assert first.where == f"file.yaml:{line}"
    assert words in first.what


def test_every_problem_is_reported_at_once() -> None:
    with pytest.raises(AssetError) as caught:
        parse("a: yes\nb: 12:30\nc: ok\nd: no\n", "f")
    assert [p.where for p in caught.value.problems] == ["f:1", "f:2", "f:4"]


def test_quoted_words_stay_words() -> None:
    assert parse("a: 'yes'\nb: \"12:30\"\nc: |\n  no\n", "f").value == {"a": "yes", "b": "12:30", "c": "no\n"}


def test_where_names_the_line_of_a_path_or_of_what_holds_it() -> None:
    document = parse("a:\n  - x: 1\n  - x: 2\n    y: 3\n", "f")
    assert document.where(("a", 1, "y")) == "f:4"
    assert document.where(("a", 1, "missing")) == "f:3"
    assert document.where() == "f:1"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("b: 1\na: " + "9" * 5000, 2, "5000 digits"),
        ("a: " + "[" * 3000 + "]" * 3000, 1, "deep"),
        ("a: " + "[" * 100_000 + "]" * 100_000, 1, "deep"),
        ("a: " + '["]",' * 100_000, 1, "deep"),
        ("a: 1\nb: " + "{a: " * 20_000, 2, "deep"),
        ("- " * 70_000 + "a", 1, "deep"),
        ("? " * 70_000 + "a", 1, "deep"),
        ("\r".join(" " * i + "k:" for i in range(1500)), 65, "deep"),
        ("a: 1\nb: \x00", 2, "U+0000"),
        ("a: \x1b[2J", 1, "U+001B"),
    ],
    ids=range(10),
)
def test_what_would_stop_the_parser_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(AssetError) as caught:
        parse(text, "file.yaml")
    assert caught.value.problems[-1].where == f"file.yaml:{line}"
    assert words in caught.value.problems[-1].what


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000 + "]" * 100_000, "{a: " * 20_000, "- " * 70_000])
def test_the_quick_look_at_files_of_footmap_sees_depth_too(text: str) -> None:
    with pytest.raises(AssetError, match="deep"):
        parse(text, "file.yaml", own=True)


def test_brackets_and_indents_that_are_no_nesting_are_read() -> None:
    text = "a: '" + "[" * 500 + "'\nb: |\n" + "\n".join(" " * (2 + i) + "x" for i in range(200)) + "\n"
    value = parse(text, "file.yaml", own=True).value
    assert isinstance(value, dict)
    assert value["a"] == "[" * 500
