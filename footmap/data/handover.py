"""One case handed over encrypted (``.footmap.age``): an age file, by a passphrase or for the holder of a key.

Any other program that knows age (https://age-encryption.org/v1) opens it too. Nothing is kept of a passphrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from footmap.errors import CaseError, Message

from .casefile import MAX_BYTES, called
from .reading import UnreadableError, read_bytes

SUFFIX: Final = ".age"
SHORTEST: Final = 8
"""Letters of a passphrase."""
MOST_BYTES: Final = MAX_BYTES + (1 << 20)
"""A case and what age adds to it."""
MOST_KEY_BYTES: Final = 1 << 16
_BEGINNING: Final = b"age-encryption.org/v1\n"
_BY_PASSPHRASE: Final = b"-> scrypt "
_HEAD_BYTES: Final = 1 << 14


def is_installed() -> bool:
    """True if the package that encrypts cases is there."""
    try:
        _age()
    except CaseError:
        return False
    return True


def is_sealed(data: bytes) -> bool:
    """True if this is a file of age, whatever is in it."""
    return data.startswith(_BEGINNING)


def by_passphrase(data: bytes) -> bool:
    """True if a passphrase opens it; else it takes the key of somebody it was made for."""
    return _BY_PASSPHRASE in data[:_HEAD_BYTES]


def seal(data: bytes, passphrase: str = "", recipients: Sequence[str] = ()) -> bytes:
    """Encrypt the bytes of a case file, for `recipients` (``age1…``) or else by a passphrase.

    Raises
    ------
    CaseError
        If the passphrase is too short, a key is none, or the package that encrypts is missing.
    """
    age = _age()
    if not recipients:
        if len(passphrase) < SHORTEST:
            raise CaseError(
                Message("A passphrase needs at least {least} characters; several words are best.", least=SHORTEST)
            )
        return bytes(age.passphrase.encrypt(data, passphrase))
    keys = []
    for text in recipients:
        try:
            keys.append(age.x25519.Recipient.from_str(text.strip()))
        except age.RecipientError as error:
            raise CaseError("That is not the key of a recipient; it begins with age1.") from error
    return bytes(age.encrypt(data, keys))


def unseal(data: bytes, passphrase: str = "", identity: str = "") -> bytes:
    """The bytes of the case file in a file of age.

    Parameters
    ----------
    passphrase : str
        For a file that was made with one.
    identity : str
        Text of a key file (``AGE-SECRET-KEY-1…``) of somebody it was made for.

    Raises
    ------
    CaseError
        One sentence; nothing is changed.
    """
    age = _age()
    if len(data) > MOST_BYTES:
        raise CaseError(
            Message("The file is larger than {most} MB, more than any drawing needs.", most=MAX_BYTES // 2**20)
        )
    try:
        if by_passphrase(data):
            return bytes(age.passphrase.decrypt(data, passphrase))
        return bytes(age.decrypt(data, _identities(age, identity)))
    except (age.DecryptError, OSError, ValueError) as error:
        what = Message("passphrase") if by_passphrase(data) else Message("key")
        raise CaseError(
            Message("The {what} does not open this file, or the file is damaged; nothing was changed.", what=what)
        ) from error


def read_identity(path: Path) -> str:
    """Text of a key file.

    Raises
    ------
    CaseError
        If it cannot be read.
    """
    try:
        return read_bytes(path, MOST_KEY_BYTES)[:MOST_KEY_BYTES].decode("utf-8", "replace")
    except (UnreadableError, OSError) as error:
        reason = error if isinstance(error, UnreadableError) else Message("there is no such file")
        raise CaseError(Message("The key file {name} cannot be read: {why}.", name=called(path), why=reason)) from error


def _identities(age: Any, text: str) -> list[Any]:
    lines = [line.strip() for line in text.splitlines()]
    keys = []
    for line in lines:
        if line and not line.startswith("#"):
            try:
                keys.append(age.x25519.Identity.from_str(line))
            except age.IdentityError as error:
                raise CaseError("The key file holds no key of age; it begins with AGE-SECRET-KEY-1.") from error
    if not keys:
        raise CaseError("This file was encrypted for the holder of a key; the key file is needed to open it.")
    return keys


def _age() -> Any:
    try:
        import pyrage
    except ImportError as error:
        raise CaseError(
            "Encrypted cases need a package that is not installed; install it with: pip install 'footmap[encrypted]'."
        ) from error
    return pyrage
