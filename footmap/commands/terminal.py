"""Output that a terminal shows and does not obey: control characters of a case stand there as text.

Written as ``\\u001b`` they stay valid inside JSON too.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any, Final, TextIO, cast

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    """The text with every control character but tab and line end written out."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Plain:
    """A text stream whose control characters are written out; in all else the stream it stands for.

    Attributes
    ----------
    error : OSError or None
        Why something could not be written; argparse, which prints the help, says nothing of it.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, text: str) -> int:
        """Write text; returns its length."""
        try:
            self._stream.write(visible(text))
        except OSError as error:
            self.error = error
            raise
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def plain_streams() -> Iterator[None]:
    """What is printed inside cannot steer the terminal."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast(TextIO, Plain(out)), cast(TextIO, Plain(err))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
