"""The errors footmap raises on purpose. Each carries data and one clear sentence: what, where, what to do.

A sentence is English. It remembers its words and what they were filled in with, so that the window can say it in
another language (`assets/words/errors.yaml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


class Message(str):
    """An English sentence, or a part of one, that can be said in another language.

    Parameters
    ----------
    template : str
        Its words, with plain placeholders in braces.
    **values : object
        What they are filled in with: names and numbers as they are; a `Message`, an error or a `Problem` is said in
        the same language as the whole.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Message:
        """Fill in the words."""
        parts = {name: _said(value) for name, value in values.items()}
        made = super().__new__(cls, template.format(**parts) if parts else template)
        made.template, made.values = template, MappingProxyType(parts)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy in another process is made from."""
        return _filled, (self.template, dict(self.values))


def _filled(template: str, values: dict[str, object]) -> Message:
    return Message(template, **values)


def _said(value: object) -> object:
    """A value of a sentence: what says something itself as a `Message`."""
    if isinstance(value, Problem | FootmapError):
        return value.message
    if isinstance(value, OSError):
        return reason_of(value)
    return Message(str(value)) if isinstance(value, BaseException) else value


def reason_of(error: Exception) -> Message:
    """Why the system refused a file, as the end of a sentence without its stop."""
    words = error.strerror if isinstance(error, OSError) else None
    return Message(words or "its name is not possible")


class FootmapError(Exception):
    """Base of every error that footmap raises on purpose."""

    @property
    def message(self) -> Message:
        """What it says, for the language of the window."""
        first = self.args[0] if len(self.args) == 1 else None
        return first if isinstance(first, Message) else Message(str(self))


class GeometryError(FootmapError):
    """A shape could not be made valid, or shapes of different views were mixed."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file.

    Attributes
    ----------
    where : str
        File name, with the line where it is known (``nerves.yaml:41``).
    what : str
        What is wrong and what to do, one sentence.
    """

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"

    @property
    def said(self) -> Message:
        """What is wrong, without the place."""
        return self.what if isinstance(self.what, Message) else Message(self.what)

    @property
    def message(self) -> Message:
        """What is wrong and where."""
        return Message("{where}: {what}", where=self.where, what=self.said)


class AssetError(FootmapError):
    """The atlas or the knowledge files are missing or wrong; `problems` holds every one found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))

    @property
    def message(self) -> Message:
        """What whoever uses the window can do; the first problem is for those who mend it."""
        first = Message(str(self.problems[0])) if self.problems else Message("?")
        return Message("A file of footmap is missing or damaged; install footmap again. ({why})", why=first)


class CaseError(FootmapError):
    """A case file was refused. The message is one sentence fit to show to the user.

    Attributes
    ----------
    where : str
        File name or path inside the document (``strokes[3].points_mm[0]``), may be empty.
    """

    def __init__(self, message: str, where: str = "") -> None:
        self.where = where
        super().__init__(message)


class LibraryError(FootmapError):
    """A library was refused, or something could not be kept in it. The message is one sentence fit to show.

    Attributes
    ----------
    damaged : bool
        True where the file itself is damaged, so that repairing it or restoring a backup may help.
    locked : bool
        True where it is encrypted and no passphrase, or not the right one, was given.
    """

    def __init__(self, message: str, *, damaged: bool = False, locked: bool = False) -> None:
        self.damaged, self.locked = damaged, locked
        super().__init__(message)


class PaperError(FootmapError):
    """The template of a letter, or the heading or the logo of a practice, cannot be used."""


class StudyError(FootmapError):
    """A set, an export or the file of progress was refused, or an answer could not be kept; one sentence fit to show.

    Attributes
    ----------
    where : str
        Place inside the document (``cases[2].paint``), may be empty.
    """

    def __init__(self, message: str, where: str = "") -> None:
        self.where = where
        super().__init__(message)
