"""A process that forks for each session from what is never mutated: `python -m tests.mutation.fork_server`.

It reads one order a line from its input and writes one answer a line, both JSON.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
CACHE: Final = ROOT / ".cache" / "mutation"
PATIENCE_S: Final = 120.0
"""Longest wait for a session that uses no processor time: it waits for itself."""


def measure(order: Mapping[str, Any]) -> object:
    """Tests and lines of the code as it is."""
    from .measuring import measured

    return measured(order["files"], [Path(m) for m in order["modules"]])


def judge(order: Mapping[str, Any]) -> object:
    """Whether tests notice changed modules."""
    from .pytest_session import judged

    return judged({name: (Path(path), text) for name, (path, text) in order["sources"].items()}, order["limits"])


def prepare(names: list[str]) -> None:
    """Import modules of others and read the files that all tests read; a module that is gone is passed over."""
    import hypothesis  # noqa: F401  # these are needed in any case
    import pytest  # noqa: F401  # as above

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            try:
                importlib.import_module(name)
            except Exception:  # a part that cannot be imported by itself is imported when it is needed
                continue
    from footmap.data.knowledge.clinical import load_clinical
    from tests.shipped import shipped_atlas

    load_clinical()
    shipped_atlas()


def forked(do: Callable[[Mapping[str, Any]], object], order: Mapping[str, Any]) -> dict[str, Any]:
    """What a fork answers; how it ended, where it did not."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _be_silent()
        try:
            found = dataclasses.asdict(do(order))  # type: ignore[call-overload]  # both answers are dataclasses
        except BaseException as error:  # the parent is told, and judges
            found = {"error": repr(error)}
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(json.dumps(found).encode())
        os._exit(0)
    os.close(writer)
    answer = _read(reader, child)
    if answer is None:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    seconds = {"cpu_s": used.ru_utime + used.ru_stime}
    if answer:
        return {**json.loads(answer), **seconds}
    if answer is None or os.WIFSIGNALED(status):
        return {"failed": "hangs" if answer is None or os.WTERMSIG(status) == signal.SIGPROF else "crashes", **seconds}
    return {"error": f"the session ended with {os.waitstatus_to_exitcode(status)}", **seconds}


def _read(reader: int, child: int) -> bytes | None:
    """What a fork writes; None as soon as it has used no processor time for too long."""
    parts: list[bytes] = []
    used, since = -1, time.monotonic()
    while time.monotonic() - since < PATIENCE_S:
        if select.select([reader], [], [], PATIENCE_S / 10)[0]:
            part = os.read(reader, 1 << 20)
            if not part:
                os.close(reader)
                return b"".join(parts)
            parts.append(part)
        elif (now := _ticks(child)) != used:
            used, since = now, time.monotonic()
    os.close(reader)
    return None


def _ticks(process: int) -> int:
    """Processor time that a process has used, in ticks of the system's clock; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _be_silent() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


def main() -> None:
    """Serve orders until the input ends."""
    sys.pycache_prefix = str(CACHE / "pycache")
    sys.dont_write_bytecode = False
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "prepare":
            prepare(order["names"])
            answer: dict[str, Any] = {}
        else:
            answer = forked({"measure": measure, "judge": judge}[order["do"]], order)
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
