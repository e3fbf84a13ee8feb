"""JSON files that teachers and learners hand on: read whole, or refused in one sentence of their own kind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from footmap.errors import AssetError, CaseError, Message, StudyError

from .json_strict import read_document
from .models import RecordT, read_json
from .reading import UnreadableError, read_bytes


@dataclass(frozen=True)
class Sentences:
    """What is said of a file that is refused; each with the placeholders named.

    Attributes
    ----------
    absent, unreadable : Message
        With ``name``, and ``why``.
    large : Message
        With ``most``, megabytes.
    strange, unversioned : Message
        Of another format, or of none.
    newer : Message
        With ``version`` and ``reads``.
    wrong : Message
        With ``why``.
    """

    absent: Message
    unreadable: Message
    large: Message
    strange: Message
    unversioned: Message
    newer: Message
    wrong: Message


@dataclass(frozen=True)
class HandedOn(Generic[RecordT]):
    """A kind of file.

    Attributes
    ----------
    what, subject : str
        What the reader of JSON and the model call it, such as ``set`` and ``The set``.
    format : str
        What the file says that it is.
    version : int
        The newest that can be read.
    most_bytes : int
    model : type of Record
    sentences : Sentences
    """

    what: str
    subject: str
    format: str
    version: int
    most_bytes: int
    model: type[RecordT]
    sentences: Sentences

    def bytes_of(self, path: Path) -> bytes:
        """The bytes of a file, up to one more than can be opened.

        Raises
        ------
        StudyError
            If there is no such file, or it cannot be read.
        """
        say = self.sentences
        try:
            return read_bytes(path, self.most_bytes)
        except FileNotFoundError as error:
            raise StudyError(Message(say.absent.template, name=path.name)) from error
        except UnreadableError as error:
            raise StudyError(Message(say.unreadable.template, name=path.name, why=error)) from error

    def parse(self, data: bytes) -> RecordT:
        """What bytes of such a file hold.

        Raises
        ------
        StudyError
            One sentence that says what is wrong; `where` names the place inside the document.
        """
        say = self.sentences
        if len(data) > self.most_bytes:
            raise StudyError(Message(say.large.template, most=self.most_bytes // 2**20))
        try:
            document = read_document(data, self.what)
        except CaseError as error:
            raise StudyError(error.message, error.where) from error
        if document.get("format") != self.format:
            raise StudyError(say.strange, "format")
        version = document.get("version")
        if type(version) is not int or version < 1:
            raise StudyError(say.unversioned, "version")
        if version > self.version:
            raise StudyError(Message(say.newer.template, version=version, reads=self.version), "version")
        try:
            return read_json(json.dumps(document), self.model, self.subject)
        except AssetError as error:
            raise StudyError(Message(say.wrong.template, why=error.problems[0].said)) from error
