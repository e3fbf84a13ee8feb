"""The errors footmap raises on purpose. Each carries data and one clear sentence: what, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass


class FootmapError(Exception):
    """Base of every error that footmap raises on purpose."""


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


class AssetError(FootmapError):
    """The atlas or the knowledge files are missing or wrong; `problems` holds every one found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


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
    """The template of a letter, or the heading or the logo of a practice, cannot be used.

    Attributes
    ----------
    kind : str
        What is wrong, so that the window can say it in its language.
    values : dict
        What the sentence is filled in with.
    """

    def __init__(self, sentence: str, kind: str, **values: object) -> None:
        super().__init__(sentence)
        self.kind, self.values = kind, values


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
