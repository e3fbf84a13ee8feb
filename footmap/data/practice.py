"""The practice whose heading stands on a report: a small YAML file."""

from __future__ import annotations

import base64
import io
import unicodedata
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import StringConstraints

from footmap.errors import AssetError, FootmapError, Message, PaperError, reason_of

from . import atomic
from .models import Record, read_yaml
from .reading import UnreadableError, read_bytes

LARGEST_LOGO: Final = 2 * 1024 * 1024
"""Bytes."""
LOGO_PX: Final = 4000
"""Largest width and height of a logo, pixels."""
LONGEST_TEXT: Final = 200
"""Signs of a line."""
MOST_LINES: Final = 8
FILE_NAME: Final = "practice.yaml"
_LOGO_NAMES: Final = {"image/png": "practice-logo.png", "image/jpeg": "practice-logo.jpg"}
_KINDS: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}

Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]


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
        raise FootmapError(Message("There is no file {name} with the heading of a practice.", name=path.name))
    try:
        record, _ = read_yaml(path, PracticeFile)
    except AssetError as error:
        raise FootmapError(
            Message("The heading of the practice cannot be used: {why}", why=error.problems[0])
        ) from error
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
        raise PaperError(Message("There is no logo {name}.", name=path.name)) from error
    except (OSError, UnreadableError) as error:
        raise PaperError(Message("The logo {name} cannot be read: {why}.", name=path.name, why=error)) from error
    if len(data) > LARGEST_LOGO:
        most = LARGEST_LOGO // 1024**2
        raise PaperError(
            Message("The logo {name} is larger than {most} MB; use a smaller picture.", name=path.name, most=most)
        )
    kind = next((kind for head, kind in _KINDS.items() if data.startswith(head)), None)
    if kind is None:
        raise PaperError(Message("The logo {name} is neither a PNG nor a JPEG picture.", name=path.name))
    _check_picture(data, path.name)
    return Logo(data, kind)


def _check_picture(data: bytes, name: str) -> None:
    """Refuse a picture that is damaged, or larger than a page can use."""
    from PIL import Image

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            warnings.simplefilter("ignore")
            width, height = image.size
            if max(width, height) > LOGO_PX:
                raise PaperError(
                    Message(
                        "The logo {name} has {width} x {height} pixels; use a picture with at most {most} on "
                        "each side.",
                        name=name,
                        width=width,
                        height=height,
                        most=LOGO_PX,
                    )
                )
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise PaperError(Message("The logo {name} is damaged; use another picture.", name=name)) from error


def write_practice(folder: Path, practice: Practice) -> None:
    """Keep a practice in a folder as `FILE_NAME`, its logo beside it; `read_practice` gives it back.

    Raises
    ------
    FootmapError
        If a line is too long, or the folder cannot be written to.
    """
    for line in (practice.name, *practice.address, *practice.contact):
        if len(line) > LONGEST_TEXT:
            raise PaperError(
                Message(
                    "The line that begins with “{start}…” has {count} signs; a heading takes {most}.",
                    start=line[:20],
                    count=len(line),
                    most=LONGEST_TEXT,
                )
            )
    lines = ["format: footmap-practice", "version: 1", f"name: {_quoted(practice.name)}"]
    lines.append(f"address: {_listed(practice.address)}")
    lines.append(f"contact: {_listed(practice.contact)}")
    logo = practice.logo
    if logo is not None:
        lines.append(f"logo: {_LOGO_NAMES[logo.kind]}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if logo is not None:
            atomic.write_bytes(folder / _LOGO_NAMES[logo.kind], logo.data, private=True)
        atomic.write_bytes(folder / FILE_NAME, ("\n".join(lines) + "\n").encode(), private=True)
    except OSError as error:
        raise FootmapError(
            Message("The heading of the practice could not be kept: {why}.", why=reason_of(error))
        ) from error


def _listed(lines: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, lines))}]"


def _quoted(text: str) -> str:
    """A text in quotes, as YAML reads it back sign by sign; halves of a sign cannot be written and are replaced."""
    return '"' + "".join(map(_sign, text)) + '"'


def _sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cs":
        return "\ufffd"
    if category[0] == "C" or category in ("Zl", "Zp") or sign in '"\\':
        code = ord(sign)
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return sign
