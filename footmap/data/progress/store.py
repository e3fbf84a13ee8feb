"""The progress file: learners, and one of them at a time for whoever studies.

An answer and the card that follows from it are written in one transaction before the next exercise is shown. One
window studies as a learner; a second may look.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from typing import Final

from footmap.core.learning import MOST_NEW_PER_DAY, Answer, Card, Grade, Learner, in_order
from footmap.errors import Message, StudyError

from ..library.locks import Lock, lock_named
from ..library.opening import transaction
from .export import LONGEST_NAME, to_json
from .opening import back_up, connect, explaining, progress_path
from .schema import MIGRATIONS, Step

Replay = Callable[[Iterable[Answer]], Mapping[str, Card]]
"""Cards that follow from all answers."""

_CARD: Final = ", ".join(f.name for f in fields(Card))
_ANSWER: Final = ", ".join(f.name for f in fields(Answer))
_CARD_MARKS: Final = ", ".join("?" * (1 + len(fields(Card))))
_ANSWER_MARKS: Final = ", ".join("?" * (1 + len(fields(Answer))))
_SPACE: Final = re.compile(r"\s+")


class Progress:
    """The progress file of a machine; parameters as of `footmap.data.progress.opening.connect`.

    Raises
    ------
    StudyError
        If the file is refused; it is as it was.
    """

    def __init__(self, path: Path | None = None, steps: Sequence[Step] = MIGRATIONS) -> None:
        self.path = progress_path() if path is None else path
        self._connection = connect(self.path, steps)
        back_up(self._connection, self.path)

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def learners(self) -> tuple[Learner, ...]:
        """Everybody who studies here, by name."""
        with explaining(self.path):
            rows = self._connection.execute("SELECT id, name, new_per_day FROM learner ORDER BY name, id").fetchall()
        return tuple(Learner(*row) for row in rows)

    def learner(self, called: str) -> Learner:
        """The learner of an id or a name.

        Raises
        ------
        StudyError
            If there is none, or several have the name.
        """
        everybody = self.learners()
        found = [x for x in everybody if x.id == called] or [x for x in everybody if x.name == called]
        if len(found) == 1:
            return found[0]
        names = ", ".join(x.name for x in everybody[:10]) or "nobody yet"
        if found:
            raise StudyError(
                Message(
                    "Several learners are called {called}; use one of the ids {choices}.",
                    called=called,
                    choices=", ".join(x.id for x in found),
                )
            )
        raise StudyError(
            Message("There is no learner {called}; who studies here: {names}.", called=called, names=names)
        )

    def add(self, name: str, id_: str = "", new_per_day: int = Learner("", "").new_per_day) -> Learner:
        """A new learner; a name that somebody has already is refused.

        Raises
        ------
        StudyError
            If the name is empty, too long or taken.
        """
        name = _SPACE.sub(" ", name).strip()
        if not name or len(name) > LONGEST_NAME:
            raise StudyError(Message("The name of a learner needs 1 to {most} characters.", most=LONGEST_NAME))
        if any(x.name == name for x in self.learners()):
            raise StudyError(Message("{name} studies here already; choose another name.", name=name))
        learner = Learner(id_ or secrets.token_hex(8), name, _limited(new_per_day))
        with explaining(self.path), transaction(self._connection):
            self._connection.execute("INSERT INTO learner (id, name, new_per_day) VALUES (?, ?, ?)", astuple(learner))
        return learner

    def study(self, learner: Learner) -> Studying:
        """Study as a learner: for writing, or for reading alone where another window has the learner."""
        with explaining(self.path):
            return Studying(self._connection, self.path, learner, lock_named(self.path, f"learner-{learner.id}"))

    def export(self, learner: Learner) -> bytes:
        """All answers of a learner as JSON."""
        return to_json(learner, tuple(_answers(self._connection, self.path, learner)))

    def take_in(self, learner: Learner, answers: Iterable[Answer], replay: Replay) -> tuple[Learner, int]:
        """Add the answers of an export; a learner of the same id is continued, else one is made.

        Returns
        -------
        learner : Learner
        new : int
            Number of answers that were not here yet.

        Raises
        ------
        StudyError
            If another window studies as the learner, or it cannot be written; nothing was changed.
        """
        with explaining(self.path):
            lock = lock_named(self.path, f"learner-{learner.id}")
        if lock is None:
            raise StudyError(
                Message("{name} is studying in another window; close it there, then import.", name=learner.name)
            )
        with lock, explaining(self.path), transaction(self._connection):
            known = next((x for x in self.learners() if x.id == learner.id), None)
            if known is None:
                known = replace(learner, name=self._free(learner.name), new_per_day=_limited(learner.new_per_day))
                self._connection.execute("INSERT INTO learner (id, name, new_per_day) VALUES (?, ?, ?)", astuple(known))
            old = tuple(_answers(self._connection, self.path, known))
            merged = in_order((*answers, *old))
            row = _row(self._connection, known)
            self._connection.execute("DELETE FROM answer WHERE learner = ?", (row,))
            self._connection.execute("DELETE FROM card WHERE learner = ?", (row,))
            for answer in merged:
                _insert_answer(self._connection, row, answer)
            for card in replay(merged).values():
                _put_card(self._connection, row, card)
        return known, len(merged) - len(old)

    def _free(self, name: str) -> str:
        taken = {x.name for x in self.learners()}
        number = 2
        free = name
        while free in taken:
            free = f"{name[: LONGEST_NAME - 10]} ({number})"
            number += 1
        return free


class Studying:
    """One learner's answers and cards, for writing or for reading alone.

    Attributes
    ----------
    learner : Learner
    cards : mapping of fact to Card
    answers : tuple of Answer
        In the order given.
    notice : str
        One sentence for the user where another window has the learner; else empty.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, learner: Learner, lock: Lock | None) -> None:
        self._connection, self._path, self._lock = connection, path, lock
        self.learner = learner
        self.notice = (
            ""
            if lock is not None
            else Message(
                "{name} is studying in another window; here everything can be seen and nothing is kept.",
                name=learner.name,
            )
        )
        try:
            with explaining(path):
                self._row = _row(connection, learner)
                found = connection.execute(f"SELECT {_CARD} FROM card WHERE learner = ?", (self._row,)).fetchall()
            self._cards = {row[0]: Card(*row) for row in found}
            self._answers = list(_answers(connection, path, learner))
        except BaseException:
            self.close()
            raise

    @property
    def writable(self) -> bool:
        """Whether answers can be kept."""
        return self._lock is not None

    @property
    def cards(self) -> Mapping[str, Card]:
        """Cards by fact, as they are now."""
        return self._cards

    @property
    def answers(self) -> Sequence[Answer]:
        """Answers, the last given last."""
        return self._answers

    def keep(self, answer: Answer, card: Card | None) -> None:
        """Keep an answer and the card that follows; when this returns both are on the disk.

        Raises
        ------
        StudyError
            If they could not be kept: nothing has changed then, here and in the file.
        """
        self._must_write()
        with explaining(self._path, answer=True), transaction(self._connection):
            _insert_answer(self._connection, self._row, answer)
            if card is not None:
                _put_card(self._connection, self._row, card)
        self._answers.append(answer)
        if card is not None:
            self._cards[card.fact] = card

    def regrade(self, answer: Answer, card: Card | None) -> None:
        """Replace the grade of the last answer, and its card; `StudyError` as in `keep`."""
        self._must_write()
        if not self._answers or self._answers[-1].uid != answer.uid:
            raise StudyError("Only the last answer can be given another grade.")
        with explaining(self._path, answer=True), transaction(self._connection):
            self._connection.execute(
                "UPDATE answer SET grade = ? WHERE learner = ? AND uid = ?",
                (int(answer.grade), self._row, answer.uid),
            )
            if card is not None:
                _put_card(self._connection, self._row, card)
        self._answers[-1] = answer
        if card is not None:
            self._cards[card.fact] = card

    def change(self, learner: Learner) -> None:
        """Keep another name or another number of new facts a day."""
        self._must_write()
        learner = replace(learner, id=self.learner.id, new_per_day=_limited(learner.new_per_day))
        with explaining(self._path), transaction(self._connection):
            self._connection.execute(
                "UPDATE learner SET name = ?, new_per_day = ? WHERE row = ?",
                (learner.name, learner.new_per_day, self._row),
            )
        self.learner = learner

    def close(self) -> None:
        """Let another window study as this learner."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Studying:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _must_write(self) -> None:
        if self._lock is None:
            raise StudyError(
                self.notice or Message("{name} is no longer studying here; nothing was kept.", name=self.learner.name)
            )


def _row(connection: sqlite3.Connection, learner: Learner) -> int:
    found = connection.execute("SELECT row FROM learner WHERE id = ?", (learner.id,)).fetchone()
    if found is None:
        raise StudyError(Message("There is no learner {name} in the progress file any more.", name=learner.name))
    return int(found[0])


def _answers(connection: sqlite3.Connection, path: Path, learner: Learner) -> Iterator[Answer]:
    with explaining(path):
        rows = connection.execute(
            f"SELECT {_ANSWER} FROM answer WHERE learner = ? ORDER BY row", (_row(connection, learner),)
        ).fetchall()
    for row in rows:
        answer = Answer(*row)
        yield replace(answer, grade=Grade(answer.grade))


def _insert_answer(connection: sqlite3.Connection, row: int, answer: Answer) -> None:
    connection.execute(
        f"INSERT INTO answer (learner, {_ANSWER}) VALUES ({_ANSWER_MARKS})",
        (row, *(int(x) if isinstance(x, Grade) else x for x in astuple(answer))),
    )


def _put_card(connection: sqlite3.Connection, row: int, card: Card) -> None:
    connection.execute(f"INSERT OR REPLACE INTO card (learner, {_CARD}) VALUES ({_CARD_MARKS})", (row, *astuple(card)))


def _limited(new_per_day: int) -> int:
    return min(max(new_per_day, 0), MOST_NEW_PER_DAY)
