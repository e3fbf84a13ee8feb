"""Leaves a trace of what went wrong: a log file beside the settings that grows no further than it may.

Nothing of a case goes into it: of an exception its kind and the places in the program, never its words, because words
quote what was read; of a message what the program's author wrote, and numbers; texts of Qt without what is quoted and
without paths.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import platform
import re
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

LOG: Final = logging.getLogger(__name__)
MOST_BYTES: Final = 256 * 1024
KEPT: Final = 3
"""Older files that are kept."""
TAIL_BYTES: Final = 32 * 1024
"""As much of the log goes into a report."""
NAME: Final = "footmap.log"
CRASH: Final = "footmap-crash.log"
_PACKAGE: Final = Path(__file__).resolve().parents[2]
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|(?:[A-Za-z]:[\\/]|[\\/])[^\s:;,()]*|file:\S*")
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Witness(QObject):
    """Says in the window's thread that something went wrong.

    Signals
    -------
    noticed()
        An exception that nobody caught, in any thread; it is in the log.
    """

    noticed = Signal()


class LogFile(logging.Handler):
    """Appends lines to a file for its owner alone; a full one becomes ``.1``, and that ``.2``."""

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        super().__init__()
        self.path, self._most = path, most_bytes

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; a log that cannot be written stops nothing."""
        with contextlib.suppress(OSError):
            data = (line_of(record) + "\n").encode("utf-8", "replace")
            if self.path.exists() and self.path.stat().st_size + len(data) > self._most:
                self._rotate()
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(handle, data)
            finally:
                os.close(handle)

    def _rotate(self) -> None:
        for number in range(KEPT, 0, -1):
            old = self.path if number == 1 else self.path.with_name(f"{self.path.name}.{number - 1}")
            if old.exists():
                old.replace(self.path.with_name(f"{self.path.name}.{number}"))


def line_of(record: logging.LogRecord) -> str:
    """A record as it is written: when, how grave, by whom, and what without anything of a case."""
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.created))
    parts = [f"{when} {record.levelname} {record.name}: {_message(record)}"]
    if record.exc_info and record.exc_info[1] is not None:
        parts.append(frames(record.exc_info[1]))
    return "\n".join(parts)


def _message(record: logging.LogRecord) -> str:
    given = record.args if isinstance(record.args, tuple) else (record.args,) if record.args else ()
    safe = tuple(value if isinstance(value, int | float) else f"<{type(value).__name__}>" for value in given)
    try:
        return str(record.msg) % safe if safe else str(record.msg)
    except (TypeError, ValueError):
        return str(record.msg)


def frames(error: BaseException) -> str:
    """Kinds of an exception and of what led to it, and where in the program; none of its words."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        number = f" ({at.errno})" if isinstance(at, OSError) else ""
        lines.append(f"  {type(at).__module__}.{type(at).__qualname__}{number}")
        for frame in traceback.extract_tb(at.__traceback__):
            lines.append(f"    {_place(frame.filename)}:{frame.lineno} {frame.name}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join(lines)


def _place(name: str) -> str:
    """A file of the program without where it is installed."""
    path = Path(name)
    with contextlib.suppress(ValueError):
        return path.resolve().relative_to(_PACKAGE).as_posix()
    return path.name


def without_case(text: str) -> str:
    """A message of Qt without what is quoted and without paths."""
    return _QUOTED.sub("…", text)


class Trace:
    """Listens from `begin` to `end` to everything that goes wrong in the process.

    Parameters
    ----------
    folder : Path
        Where the log lies: that of the settings.

    Attributes
    ----------
    witness : Witness
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.witness = Witness()
        self._handler = LogFile(self.path)
        self._crash: IO[str] | None = None
        self._begun = False

    def begin(self) -> None:
        """Start to listen."""
        self._begun = True
        root = logging.getLogger()
        root.addHandler(self._handler)
        logging.getLogger("footmap").setLevel(logging.INFO)
        self._excepthook, sys.excepthook = sys.excepthook, self._uncaught
        self._threading, threading.excepthook = threading.excepthook, self._uncaught_in_thread
        self._qt = qInstallMessageHandler(self._qt_message)
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            crash = self.path.with_name(CRASH)
            mode = "w" if crash.exists() and crash.stat().st_size > MOST_BYTES else "a"
            handle = os.open(crash, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if mode == "w" else os.O_APPEND), 0o600)
            crashes = self._crash = os.fdopen(handle, mode, encoding="utf-8")
            faulthandler.enable(crashes)

    def say_versions(self) -> None:
        """Note what is at work; after the first frame, because it reads files."""
        LOG.info("footmap starts: " + versions().replace("\n", ", "))

    def end(self) -> None:
        """Listen no more."""
        if not self._begun:
            return
        self._begun = False
        logging.getLogger().removeHandler(self._handler)
        sys.excepthook, threading.excepthook = self._excepthook, self._threading
        qInstallMessageHandler(self._qt)
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
            self._crash = None

    def _uncaught(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._excepthook(kind, error, at)
            return
        LOG.error("An exception that nobody caught.", exc_info=error.with_traceback(at))
        self.witness.noticed.emit()

    def _uncaught_in_thread(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is None or issubclass(given.exc_type, SystemExit):
            return
        LOG.error("An exception that nobody caught in a thread.", exc_info=given.exc_value)
        self.witness.noticed.emit()

    def _qt_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), without_case(text))


def versions() -> str:
    """Versions of what is at work, one a line."""
    from importlib.metadata import PackageNotFoundError, version

    import PySide6

    try:
        own = version("footmap")
    except PackageNotFoundError:
        own = "?"
    return "\n".join(
        (
            f"footmap {own}",
            f"Python {platform.python_version()}",
            f"PySide6 {PySide6.__version__}, Qt {qVersion()}",
            f"{platform.system()} {platform.release()}, {platform.machine()}",
        )
    )


def tail(path: Path) -> str:
    """The end of a log; empty where there is none."""
    try:
        data = path.read_bytes()[-TAIL_BYTES:]
    except OSError:
        return ""
    text = data.decode("utf-8", "replace")
    return text if len(data) < TAIL_BYTES else text.partition("\n")[2]


def report(path: Path) -> str:
    """What is copied when something went wrong: versions and the end of the log, nothing of a case."""
    return f"{versions()}\n\n{tail(path)}"
