"""The practice whose heading stands on a report: a small YAML file."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import StringConstraints

from footmap.errors import AssetError, FootmapError

from .models import Record, read_yaml
from .reading import UnreadableError, read_bytes

LARGEST_LOGO: Final = 2 * 1024 * 1024
"""Bytes."""
_KINDS: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}

Text = Annotated[str, StringConstraints(max_length=200)]


@dataclass(frozen=True)
class Logo:
    """A picture of the practice: its bytes, as ``image/png`` or ``image/jpeg``."""

    data: bytes
    kind: str

    @property
    def uri(self) -> str:
        """The picture inside an address, as SVG takes it."""
        return f"data:{self.kind};base64,{base64.b64encode(self.data).decode('ascii')}"


@dataclass(frozen=True)
class Practice:
    """What stands at the head of a report.

    Attributes
    ----------
    name : str
        May be empty; then the report has no heading of a practice.
    address : tuple of str
        Lines.
    contact : tuple of str
        Telephone, e-mail, address of the web.
    logo : Logo or None
    """

    name: str = ""
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    logo: Logo | None = None


class PracticeFile(Record):
    """``practice.yaml``."""

    format: Literal["footmap-practice"]
    version: Literal[1]
    name: Text
    address: tuple[Text, ...] = ()
    contact: tuple[Text, ...] = ()
    logo: Text | None = None


def read_practice(path: Path) -> Practice:
    """A practice from a file; its logo is a PNG or JPEG file, named relative to it.

    Raises
    ------
    FootmapError
        One sentence: what is wrong with the file or the logo.
    """
    if not path.is_file():
        raise FootmapError(f"There is no file {path.name} with the heading of a practice.")
    try:
        record, _ = read_yaml(path, PracticeFile)
    except AssetError as error:
        raise FootmapError(f"The heading of the practice cannot be used: {error.problems[0]}") from error
    logo = read_logo(path.parent / record.logo) if record.logo else None
    return Practice(record.name, record.address, record.contact, logo)


def read_logo(path: Path) -> Logo:
    """A logo from a file.

    Raises
    ------
    FootmapError
        If there is none, or if it is no picture that can be used.
    """
    try:
        data = read_bytes(path, LARGEST_LOGO)
    except FileNotFoundError as error:
        raise FootmapError(f"There is no logo {path.name}.") from error
    except (OSError, UnreadableError) as error:
        raise FootmapError(f"The logo {path.name} cannot be read: {error}.") from error
    if len(data) > LARGEST_LOGO:
        raise FootmapError(f"The logo {path.name} is larger than {LARGEST_LOGO // 1024**2} MB; use a smaller picture.")
    kind = next((kind for head, kind in _KINDS.items() if data.startswith(head)), None)
    if kind is None:
        raise FootmapError(f"The logo {path.name} is neither a PNG nor a JPEG picture.")
    return Logo(data, kind)
