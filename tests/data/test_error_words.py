"""Every message that the window may show has its German sentence, whatever raises it."""

from __future__ import annotations

import ast
import errno
import os
import pickle
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import footmap
from footmap.data import casefile, footset, models
from footmap.data.error_words import in_language, load_error_words, read_error_words
from footmap.data.library.opening import explained
from footmap.errors import AssetError, CaseError, FootmapError, LibraryError, Message, Problem, StudyError

ROOMS = ("data", "words", "report", "study")
"""Folders whose errors the window shows."""
OFFLINE = ("atlas_review.py", "atlas_plates.py")
"""Of the atlas's makers; no window asks for them."""
RAISED = {"LibraryError", "CaseError", "PaperError", "StudyError", "FootmapError", "UnreadableError", "TypesetError"}


def files() -> Iterator[Path]:
    root = Path(footmap.__file__).parent
    for room in ROOMS:
        yield from (path for path in sorted((root / room).rglob("*.py")) if path.name not in OFFLINE)


def called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def faults(tree: ast.Module, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and words of each message that could only be shown in English."""
    if not any(called(node) in RAISED | {"Message"} for node in ast.walk(tree)):
        return
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, []).append(node.value)
    errors = {name for name in RAISED if any(called(node) == name for node in ast.walk(tree))}
    for node in ast.walk(tree):
        name = called(node)
        if name not in errors | {"Message"} or not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        told = assigned.get(first.id, []) if isinstance(first, ast.Name) else [first]
        for words in told:
            if isinstance(words, ast.JoinedStr):
                yield node.lineno, ast.unparse(words)
            elif isinstance(words, ast.Constant) and isinstance(words.value, str) and words.value not in known:
                yield node.lineno, words.value


def test_no_error_can_be_raised_whose_words_are_not_known_in_german() -> None:
    known = frozenset(load_error_words())
    missing = [f"{path.name}:{line}: {words}" for path in files() for line, words in faults(_tree(path), known)]
    # study's exercises have sentences of their own, by an id, which `study_exercises.yaml` holds
    missing = [m for m in missing if " " in m.split(": ", 1)[1]]
    assert missing == []


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "code",
    [
        "raise CaseError(f'The file {name} is odd.')",
        "words = f'The file {name} is odd.'\nraise LibraryError(words)",
        "raise StudyError('Nobody has said this before.')",
        "raise CaseError(Message('The {odd} file.', odd=name))",
    ],
)
def test_a_message_without_german_is_found(code: str) -> None:
    assert list(faults(ast.parse(code), frozenset(load_error_words())))


def test_what_fills_a_sentence_in_is_what_its_words_ask_for() -> None:
    wrong = []
    for path in files():
        for node in ast.walk(_tree(path)):
            if called(node) == "Message" and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                given_ = {k.arg for k in node.keywords}
                if None not in given_ and " " in str(node.args[0].value):
                    try:
                        Message(str(node.args[0].value), **{str(k): "x" for k in given_})
                    except (KeyError, IndexError, ValueError) as error:
                        wrong.append(f"{path.name}:{node.lineno}: {error!r}")
    assert wrong == []


@pytest.mark.parametrize("code", [c for c in vars(sqlite3) if c.startswith("SQLITE_") and c.isupper()] + ["OSError"])
def test_whatever_a_library_meets_is_said_in_german(code: str) -> None:
    error: Exception
    if code == "OSError":
        error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    else:
        error = sqlite3.OperationalError("boo")
        value = getattr(sqlite3, code)
        if not isinstance(value, int):
            pytest.skip("not a number of an error")
        error.sqlite_errorcode = value
    said = in_language(explained(error, Path("/p/my.footlib")).message, "de")
    assert "my.footlib" in said
    assert said.startswith(("Die ", "In "))


@pytest.mark.parametrize(
    "number",
    [
        *(errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EIO, errno.EISDIR, errno.ENOTDIR),
        *(errno.ENAMETOOLONG, errno.EBUSY, errno.EMFILE, errno.EFBIG, errno.ENXIO, errno.ELOOP, errno.EDQUOT),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="elsewhere the system speaks the user's language itself")
def test_what_the_system_says_is_said_in_german(number: int) -> None:
    message = Message("{path} cannot be written: {why}.", path="x", why=OSError(number, os.strerror(number)))
    assert os.strerror(number) in message
    assert os.strerror(number) not in in_language(message, "de")


STRANGE = (
    b"",
    b"[]",
    b"{",
    b'{"format": 1}',
    b'{"format": "footmap-case", "version": "x"}',
    b"\xff",
    b'{"a": 1, "a": 2}',
)


@pytest.mark.parametrize("data", STRANGE)
def test_a_file_that_is_refused_is_refused_in_german(data: bytes) -> None:
    with pytest.raises(CaseError) as refused:
        casefile.parse_document(data)
    german = in_language(refused.value.message, "de")
    assert german != str(refused.value)
    assert " the " not in f" {german} ".lower()


def test_the_stroke_that_is_wrong_is_named_in_german() -> None:
    document = b'{"format": "footmap-case", "version": 1, "body": "male", "strokes": [7]}'
    with pytest.raises(CaseError) as refused:
        casefile.case_from(casefile.parse_document(document))
    assert in_language(refused.value.message, "de") == "Strich 1 muss ein Objekt sein."


def test_a_set_that_lacks_something_is_refused_in_german() -> None:
    with pytest.raises(StudyError) as refused:
        footset.parse_footset(b'{"format": "footmap-set", "version": 1, "id": 7, "title": "x"}')
    assert str(refused.value) == "The set cannot be opened: id: input should be a valid string."
    assert (
        in_language(refused.value.message, "de") == "Das Lernset lässt sich nicht öffnen: id: hier gehört ein Text hin."
    )


@pytest.mark.parametrize("kind", sorted(models._OF_PYDANTIC))
def test_what_pydantic_complains_of_is_known_in_german(kind: str) -> None:
    assert models._OF_PYDANTIC[kind] in load_error_words()


def test_an_error_of_an_error_is_said_whole() -> None:
    inner = CaseError(Message("There is no file {name}.", name="a"))
    outer = LibraryError(Message("This visit cannot be read: {why}", why=inner))
    assert str(outer) == "This visit cannot be read: There is no file a."
    assert in_language(outer.message, "de") == "Dieser Besuch lässt sich nicht lesen: Es gibt keine Datei a."


def test_files_of_footmap_that_are_damaged_say_what_to_do() -> None:
    error = AssetError((Problem("atlas.json:3", "broken"),))
    assert "installieren Sie footmap neu" in in_language(error.message, "de")
    assert "atlas.json:3: broken" in in_language(error.message, "de")


@given(st.text(), st.text())
def test_names_are_said_as_they_are(name: str, other: str) -> None:
    message = Message("{path} cannot be written: {why}.", path=name, why=Message("Is a directory"))
    assert in_language(message, "de").startswith(name)
    assert in_language(Message("There is no file {name}.", name=other), "de") == f"Es gibt keine Datei {other}."


@given(st.text(), st.integers())
def test_a_message_is_the_same_after_a_journey(name: str, count: int) -> None:
    message = Message("{what}; it has {names}.", what=Message("The {n}", n=count), names=name)
    again = pickle.loads(pickle.dumps(message))
    assert again == message
    assert again.template == message.template
    assert dict(again.values) == dict(message.values)


def test_words_that_nobody_knows_stay_as_they_are() -> None:
    assert in_language("Nobody has said this before.", "de") == "Nobody has said this before."
    assert in_language(FootmapError("odd {x}").message, "de") == "odd {x}"


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ("  - {en: 'a {x}', de: 'b'}", "placeholders"),
        ("  - {en: 'a {x!r}', de: 'b {x!r}'}", "placeholders"),
        ("  - {en: 'a {', de: 'b {'}", "placeholders"),
        ("  - {en: 'a', de: 'b'}\n  - {en: 'a', de: 'c'}", "twice"),
    ],
)
def test_a_file_of_sentences_that_does_not_fit_is_refused(tmp_path: Path, entries: str, what: str) -> None:
    path = tmp_path / "errors.yaml"
    path.write_text(f"format: footmap-errors\nversion: 1\nsentences:\n{entries}\n", encoding="utf-8")
    with pytest.raises(AssetError, match=what):
        read_error_words(path)
