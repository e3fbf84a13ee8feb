"""What a PNG file says of itself: title, program, what it is not, and how large it is on paper.

Layout of the chunks: the PNG specification, third edition (W3C 2025), sections 11.3.3.4 (iTXt) and 11.3.4.3 (pHYs).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

from footmap import __version__

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MM_PER_INCH: Final = 25.4
PROGRAM: Final = f"footmap {__version__}"
_OURS: Final = frozenset({"Title", "Software", "Description"})


def with_facts(png: bytes, title: str, notice: str, dpi: float) -> bytes:
    """The same picture that also says what it is.

    Parameters
    ----------
    png : bytes
        A whole PNG file; what it says of title, program, description and size is replaced.
    title, notice : str
        What is shown, without anything about a patient, and what the picture is not.
    dpi : float
        Pixels per inch of paper.

    Raises
    ------
    ValueError
        If it is no PNG file.
    """
    per_metre = round(dpi / MM_PER_INCH * 1000)
    out = [SIGNATURE]
    for kind, data in _chunks(png):
        if kind == b"pHYs" or (kind in (b"tEXt", b"iTXt", b"zTXt") and data.split(b"\0")[0].decode("latin-1") in _OURS):
            continue
        out.append(_chunk(kind, data))
        if kind == b"IHDR":
            out.append(_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)))
            facts: Mapping[str, str] = {"Title": title, "Software": PROGRAM, "Description": notice}
            out += [_chunk(b"iTXt", key.encode() + b"\0\0\0\0\0" + text.encode()) for key, text in facts.items()]
    return b"".join(out)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not png.startswith(SIGNATURE):
        raise ValueError("This is not a PNG file.")
    at = len(SIGNATURE)
    while at + 12 <= len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length
