"""As much of the D-Bus protocol as a test needs to speak to an accessibility bus without any further library.

Source: D-Bus Specification, chapters "Message Protocol" and "Type System".
"""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

ALIGNED: Final = {"y": 1, "g": 1, "v": 1, "n": 2, "q": 2, "b": 4, "i": 4, "u": 4, "h": 4, "s": 4, "o": 4, "a": 4}
NUMBERS: Final = {"y": "B", "n": "h", "q": "H", "b": "I", "i": "i", "u": "I", "h": "I", "x": "q", "t": "Q", "d": "d"}
CALL, REPLY, ERROR, SIGNAL = 1, 2, 3, 4
PATH, INTERFACE, MEMBER, ERROR_NAME, REPLY_TO, TO, SENDER, SIGNATURE = range(1, 9)


@dataclass(frozen=True)
class Message:
    """What came over the bus: kind, header fields by number, values."""

    kind: int
    fields: dict[int, Any]
    values: tuple[Any, ...]


class RefusedError(Exception):
    """The other side answered with an error."""


def _one_type(signature: str) -> tuple[str, str]:
    """The first complete type of a signature, and what follows."""
    if signature[0] == "a":
        inner, rest = _one_type(signature[1:])
        return "a" + inner, rest
    if signature[0] in "({":
        depth = 0
        for i, letter in enumerate(signature):
            depth += (letter in "({") - (letter in ")}")
            if depth == 0:
                return signature[: i + 1], signature[i + 1 :]
    return signature[0], signature[1:]


def types_of(signature: str) -> list[str]:
    """The complete types of a signature."""
    out = []
    while signature:
        first, signature = _one_type(signature)
        out.append(first)
    return out


class _Writer:
    def __init__(self) -> None:
        self.out = bytearray()

    def align(self, to: int) -> None:
        self.out += bytes(-len(self.out) % to)

    def put(self, kind: str, value: Any) -> None:
        self.align(ALIGNED.get(kind[0], 8))
        if kind in NUMBERS:
            self.out += struct.pack("<" + NUMBERS[kind], value)
        elif kind in ("s", "o"):
            data = value.encode()
            self.out += struct.pack("<I", len(data)) + data + b"\0"
        elif kind == "g":
            self.out += bytes([len(value)]) + value.encode() + b"\0"
        elif kind == "v":
            inner, content = value
            self.put("g", inner)
            self.put(inner, content)
        elif kind[0] == "a":
            inside = _Writer()
            start = len(self.out) + 4
            start += -start % ALIGNED.get(kind[1], 8)
            inside.out = bytearray(start)  # so that alignment counts from the same place
            for item in value:
                inside.put(kind[1:], item)
            self.out += struct.pack("<I", len(inside.out) - start)
            self.align(ALIGNED.get(kind[1], 8))
            self.out += inside.out[start:]
        else:
            for part, item in zip(types_of(kind[1:-1]), value, strict=True):
                self.put(part, item)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, kind: str) -> Any:
        self.at += -self.at % ALIGNED.get(kind[0], 8)
        if kind in NUMBERS:
            (value,) = struct.unpack_from("<" + NUMBERS[kind], self.data, self.at)
            self.at += struct.calcsize(NUMBERS[kind])
            return bool(value) if kind == "b" else value
        if kind in ("s", "o", "g"):
            length = self.take("y" if kind == "g" else "u")
            text = self.data[self.at : self.at + length].decode()
            self.at += length + 1
            return text
        if kind == "v":
            return self.take(self.take("g"))
        if kind[0] == "a":
            length = self.take("u")
            self.at += -self.at % ALIGNED.get(kind[1], 8)
            end, items = self.at + length, []
            while self.at < end:
                items.append(self.take(kind[1:]))
            return dict(items) if kind[1] == "{" else items
        return tuple(self.take(part) for part in types_of(kind[1:-1]))


class Bus:
    """A connection to a message bus.

    Parameters
    ----------
    address : str
        As ``unix:path=/tmp/...,guid=...``.
    """

    def __init__(self, address: str) -> None:
        where = dict(part.split("=", 1) for part in address.split(":", 1)[1].split(","))
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(where["path"] if "path" in where else "\0" + where["abstract"])
        self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        assert self._socket.recv(4096).startswith(b"OK")
        self._socket.sendall(b"BEGIN\r\n")
        self._serial = 0
        self._bytes = b""
        self.heard: list[Message] = []
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")

    def call(
        self,
        to: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        *values: Any,
        patience_s: float = 20.0,
    ) -> tuple[Any, ...]:
        """Call a method and wait for its answer; signals that come meanwhile are kept in `heard`.

        Raises
        ------
        RefusedError
            If the answer is an error.
        TimeoutError
            If there is none in time.
        ConnectionError
            If the bus is gone.
        """
        self._serial += 1
        serial = self._serial
        body = _Writer()
        for kind, value in zip(types_of(signature), values, strict=True):
            body.put(kind, value)
        fields = [(PATH, ("o", path)), (INTERFACE, ("s", interface)), (MEMBER, ("s", member)), (TO, ("s", to))]
        if signature:
            fields.append((SIGNATURE, ("g", signature)))
        head = _Writer()
        for kind, value in zip("yyyyuu", (ord("l"), CALL, 0, 1, len(body.out), serial), strict=True):
            head.put(kind, value)
        head.put("a(yv)", fields)
        head.align(8)
        self._socket.sendall(bytes(head.out + body.out))
        answer = self.wait(lambda m: m.fields.get(REPLY_TO) == serial, patience_s)
        if answer is None:
            raise TimeoutError(f"{member} of {path} is not answered")
        if answer.kind == ERROR:
            raise RefusedError(f"{answer.fields.get(ERROR_NAME)}: {answer.values}")
        return answer.values

    def wait(self, wanted: Callable[[Message], bool], patience_s: float) -> Message | None:
        """The first message that is wanted; None if none comes in time. Signals are kept in `heard`."""
        end = time.monotonic() + patience_s
        while True:
            message = self._next(end)
            if message is None:
                return None
            if message.kind == SIGNAL:
                self.heard.append(message)
            if wanted(message):
                return message

    def _next(self, end: float) -> Message | None:
        while (message := self._parse()) is None:
            ready, _, _ = select.select([self._socket], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                return None
            got = self._socket.recv(65536)
            if not got:
                raise ConnectionError("the bus has closed the connection")
            self._bytes += got
        return message

    def _parse(self) -> Message | None:
        if len(self._bytes) < 16:
            return None
        length, _serial, fields = struct.unpack_from("<III", self._bytes, 4)
        begin = 16 + fields + -fields % 8
        if len(self._bytes) < begin + length:
            return None
        reader = _Reader(self._bytes[:begin])
        reader.at = 12
        head = dict(reader.take("a(yv)"))
        inside = _Reader(self._bytes[begin : begin + length])
        values = tuple(inside.take(kind) for kind in types_of(head.get(SIGNATURE, "")))
        kind = self._bytes[1]
        self._bytes = self._bytes[begin + length :]
        return Message(kind, head, values)

    def close(self) -> None:
        """Leave the bus."""
        self._socket.close()
