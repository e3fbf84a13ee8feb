"""Connections to libraries, plain and encrypted: the only file that knows SQLCipher.

An encrypted library is a SQLCipher 4 file with its usual settings (AES-256 in CBC, HMAC-SHA512 for each page, a key
made by PBKDF2-HMAC-SHA512 with 256,000 rounds), so that other programs open it with the same passphrase. The key is
made once for a session, because that takes a good part of a second; the salt is the first 16 bytes of the file.

Source: https://www.zetetic.net/sqlcipher/design/.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from footmap.errors import LibraryError, Message

from .heads import head_of

WAIT_S: Final = 5.0
"""How long a write waits for another program that is writing."""
ROUNDS: Final = 256_000
SHORTEST: Final = 8
"""Letters of a passphrase."""
PAGE_BYTES: Final = 4096
SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32
_MAC_BYTES: Final = 64
_MAC_MASK: Final = 0x3A
_MAC_ROUNDS: Final = 2
_LOOKED_AT: Final = 1 << 16
_PLAIN_SHARE: Final = 0.02
"""Share of the most frequent byte above which a file is not encrypted; in an encrypted one it is near 1/256."""
_SQLITE: Final = b"SQLite format 3\x00"
EXTRA: Final = "footmap[encrypted]"
_LASTING: Final = ("PRAGMA query_only", "PRAGMA synchronous", "PRAGMA foreign_keys", "PRAGMA wal_autocheckpoint")
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM)


@dataclass(frozen=True)
class Key:
    """What opens an encrypted library. It is not the passphrase, and never written.

    Attributes
    ----------
    raw, salt : bytes
    """

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)


def may_encrypt() -> bool:
    """True if the package that encrypts is installed."""
    try:
        import sqlcipher3  # noqa: F401  # whether it can be loaded is the question
    except ImportError:
        return False
    return True


def missing() -> LibraryError:
    """What to do without that package."""
    return LibraryError(
        Message(
            "Encrypted libraries need a package that is not installed; install it with: pip install '{extra}'.",
            extra=EXTRA,
        ),
        locked=True,
    )


def new_key(passphrase: str) -> Key:
    """A key for a new passphrase.

    Raises
    ------
    LibraryError
        If the passphrase is too short.
    """
    if len(passphrase) < SHORTEST:
        raise LibraryError(
            Message("A passphrase needs at least {least} characters; several words are best.", least=SHORTEST)
        )
    return key_of(passphrase, os.urandom(SALT_BYTES))


def key_of(passphrase: str, salt: bytes) -> Key:
    """The key of a file with that salt, however the letters of the passphrase were typed."""
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, _KEY_BYTES), salt)


def is_encrypted(path: Path) -> bool:
    """True if a file looks like an encrypted library: a page or more of what looks like chance.

    A plain library whose header is damaged is none: it is full of zeros and words.
    """
    try:
        data = head_of(path, _LOOKED_AT)
    except (OSError, ValueError):
        return False
    if len(data) < PAGE_BYTES or data.startswith(_SQLITE):
        return False
    most = Counter(data[PAGE_BYTES // 4 :]).most_common(1)[0][1]
    return most < _PLAIN_SHARE * len(data[PAGE_BYTES // 4 :])


def salt_of(path: Path) -> bytes:
    """Salt of an encrypted file."""
    return head_of(path, SALT_BYTES)


def opens(path: Path, key: Key) -> bool:
    """True if the key fits the first page of a file; nothing is opened or changed."""
    try:
        page = head_of(path, PAGE_BYTES)
    except (OSError, ValueError):
        return False
    if len(page) < PAGE_BYTES or page[:SALT_BYTES] != key.salt:
        return False
    masked = bytes(byte ^ _MAC_MASK for byte in key.salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.raw, masked, _MAC_ROUNDS, _KEY_BYTES)
    found = hmac.digest(mac_key, page[SALT_BYTES:-_MAC_BYTES] + (1).to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(found, page[-_MAC_BYTES:])


def connect(path: Path, key: Key | None = None) -> sqlite3.Connection:
    """A connection in autocommit mode. A file that is there is what it is; an empty one becomes what `key` says.

    Raises
    ------
    LibraryError
        If it is encrypted and there is no key, or not the package that it needs.
    sqlite3.Error
        If it cannot be opened; errors of an encrypted library are of these classes too.
    """
    encrypted = is_encrypted(path)
    if encrypted and key is None:
        raise LibraryError(
            Message("The library {name} is encrypted; its passphrase is needed.", name=path.name), locked=True
        )
    if key is None or (not encrypted and path.exists() and path.stat().st_size):
        return sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
    return cast("sqlite3.Connection", Sealed(path, key))


def key_in(connection: sqlite3.Connection) -> Key | None:
    """Key of a connection to an encrypted library."""
    return getattr(connection, "key", None)


class Sealed:
    """A connection to an encrypted library, with what is used here of `sqlite3.Connection`, and its errors.

    SQLCipher refuses everything on a connection that has met a damaged page. Such a connection is opened anew for the
    next statement, so that what lies on other pages can still be read.
    """

    def __init__(self, path: Path, key: Key) -> None:
        try:
            from sqlcipher3 import dbapi2
        except ImportError as error:
            raise missing() from error
        self.key = key
        self._path, self._module = path, dbapi2
        self._settings: list[str] = []
        self._broken = self._closed = False
        self.own: Any = self._opened()

    def _opened(self) -> Any:
        own = self.tried(lambda: self._module.connect(str(self._path), timeout=WAIT_S, isolation_level=None))
        own.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr
        own.execute(f"PRAGMA key = \"x'{self.key.raw.hex()}{self.key.salt.hex()}'\"")
        return own

    def execute(self, sql: str, values: Sequence[Any] = ()) -> SealedCursor:
        """As of `sqlite3.Connection`."""
        if self._broken and not self._closed:
            self._broken = False
            self.tried(self.own.close)
            self.own = self._opened()
            for setting in self._settings:
                self.tried(partial(self.own.execute, setting))
        found = SealedCursor(self, self.tried(lambda: self.own.execute(sql, values)))
        if sql.startswith(_LASTING):
            self._settings.append(sql)
        return found

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> SealedCursor:
        """As of `sqlite3.Connection`."""
        return SealedCursor(self, self.tried(lambda: self.own.executemany(sql, rows)))

    def backup(self, target: Sealed) -> None:
        """Copy into another encrypted file with the same key."""
        self.tried(lambda: self.own.backup(target.own))

    @property
    def in_transaction(self) -> bool:
        """As of `sqlite3.Connection`."""
        return bool(self.own.in_transaction)

    def close(self) -> None:
        """As of `sqlite3.Connection`."""
        self._closed = True
        self.tried(self.own.close)

    def tried(self, run: Callable[[], Any]) -> Any:
        """What `run` returns; errors of SQLCipher become those of `sqlite3` with the same name and code."""
        try:
            return run()
        except MemoryError as error:  # what it says of a connection that has met a damaged page
            self._broken = True
            raise _as_sqlite(error, "DatabaseError", sqlite3.SQLITE_CORRUPT) from error
        except self._module.Error as error:
            code = getattr(error, "sqlite_errorcode", 0)
            self._broken = self._broken or code & 0xFF in _DAMAGE
            raise _as_sqlite(error, type(error).__name__, code) from error


class SealedCursor:
    """Rows of an encrypted library."""

    def __init__(self, connection: Sealed, own: Any) -> None:
        self._connection, self._own = connection, own

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self

    def __next__(self) -> tuple[Any, ...]:
        row = self._connection.tried(lambda: next(self._own, None))
        if row is None:
            raise StopIteration
        return cast("tuple[Any, ...]", row)

    def fetchone(self) -> tuple[Any, ...] | None:
        """As of `sqlite3.Cursor`."""
        return cast("tuple[Any, ...] | None", self._connection.tried(self._own.fetchone))

    def fetchall(self) -> list[tuple[Any, ...]]:
        """As of `sqlite3.Cursor`."""
        return cast("list[tuple[Any, ...]]", self._connection.tried(self._own.fetchall))

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        """As of `sqlite3.Cursor`."""
        return cast("list[tuple[Any, ...]]", self._connection.tried(lambda: self._own.fetchmany(size)))

    def close(self) -> None:
        """As of `sqlite3.Cursor`."""
        self._connection.tried(self._own.close)

    @property
    def lastrowid(self) -> int | None:
        """As of `sqlite3.Cursor`."""
        return cast("int | None", self._own.lastrowid)

    @property
    def rowcount(self) -> int:
        """As of `sqlite3.Cursor`."""
        return int(self._own.rowcount)


def _as_sqlite(error: Exception, name: str, code: int) -> sqlite3.Error:
    raised: sqlite3.Error = getattr(sqlite3, name, sqlite3.DatabaseError)(str(error) or "a page is damaged")
    raised.sqlite_errorcode = code
    return raised
