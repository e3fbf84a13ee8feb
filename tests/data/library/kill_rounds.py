"""Kills a writer again and again at random moments and counts what is lost: ``python -m ... FOLDER ROUNDS SEED``.

Each round forks a writer that keeps strokes and answers of one visit and says each number when the journal says that
it is on the disk. It is killed with SIGKILL, of four rounds in one at any moment, in three after something was kept,
however slow the machine is; then the library is opened and must hold at least what was said.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from footmap.data.library.health import check
from footmap.data.library.journal import Journal
from footmap.data.library.library import Library

from .made import PATIENT, visit, with_answer, with_strokes

MOST = 2000
LONGEST_S = 0.25
PATIENCE_S = 60.0


def write(path: Path, id_: str, pipe: int) -> None:
    """Keep one stroke after the other, with an answer now and then, and say what is kept."""
    journal = Journal(path, backups_due=False)
    state = visit(id_)
    for count in range(1, MOST):
        state = with_strokes(state, count)
        if count % 5 == 0:
            state = with_answer(state, count)
        journal.keep(PATIENT, state)
        if journal.flush():
            os.write(pipe, count.to_bytes(4, "big"))


def one_round(path: Path, number: int, chance: random.Random) -> tuple[int, int, int]:
    """Strokes said to be kept, strokes found, answers found."""
    reading, writing = os.pipe()
    id_ = f"round-{number}"
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write(path, id_, writing)
        finally:
            os._exit(0)
    os.close(writing)
    if number % 4:
        select.select([reading], [], [], PATIENCE_S)
    time.sleep(chance.uniform(0.0, LONGEST_S))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = 0
    while data := os.read(reading, 4):
        said = int.from_bytes(data, "big")
    os.close(reading)
    with Library(path, make=True) as library:
        if not library.holds(id_):
            return said, 0, 0
        found = library.visit(id_)
    count = len(found.case.drawing.strokes)
    assert found.case.drawing == with_strokes(found, count).case.drawing, "other strokes than were painted"
    assert set(found.case.clues) == {f"clue_{n}" for n in range(5, count + 1, 5)}
    return said, count, len(found.case.clues)


def main(folder: str, rounds: str, seed: str) -> None:
    """Run the rounds and print the figures."""
    path = Path(folder) / "killed.footlib"
    chance = random.Random(int(seed))
    lost = kept = mid_way = 0
    for number in range(int(rounds)):
        said, found, _ = one_round(path, number, chance)
        lost += max(0, said - found)
        kept += found
        mid_way += found > 0
    health = check(path)
    print(json.dumps({"lost": lost, "kept": kept, "mid_way": mid_way, "sound": health.sound, "said": health.problems}))


if __name__ == "__main__":
    main(*sys.argv[1:])
