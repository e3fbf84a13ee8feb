"""A program of its own: opens a window on a library, paints with real events, says what is painted and what is kept.

Run with the folder of library and drafts, and a case file to open or nothing.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from footmap.ui.app import application, with_records
from footmap.ui.document.journal import Places
from footmap.ui.settings.preferences import Preferences
from footmap.ui.window import Window

from .harness import Hand
from .records import desk_of, paint

PAUSE_MS, WATCH_MS = 40, 5


def say(word: str, id_: str, count: int) -> None:
    """One line with the time, written at once: a kill leaves it whole or out."""
    sys.stdout.write(f"{word} {id_} {count} {time.monotonic()}\n")
    sys.stdout.flush()


def main(folder: Path, case: Path | None) -> int:
    app = application()
    window = Window(Preferences(folder / "child.ini"), theme="light", case_path=case)
    window.resize(1280, 800)
    places = Places(folder / "data" / "library.footlib", folder / "own")
    with_records(window, lambda: places)
    hands: list[Hand] = []
    timer, watch = QTimer(interval=PAUSE_MS), QTimer(interval=WATCH_MS)
    kept = 0

    def stroke() -> None:
        hand = hands[0]
        session = hand.session
        before = len(session.case.drawing.strokes)
        paint(hand, 0.1 + 0.07 * (before % 11))
        if len(session.case.drawing.strokes) > before:
            say("stroke", session.record.head.id, before + 1)

    def look() -> None:
        """Say how many strokes are on the disk, once for each number."""
        nonlocal kept
        session = hands[0].session
        count = len(session.case.drawing.strokes)
        if count > kept and desk_of(window).journal.is_kept:
            kept = count
            say("kept", session.record.head.id, count)

    timer.timeout.connect(stroke)
    watch.timeout.connect(look)

    def begin() -> None:
        hands.append(Hand(cast(QtBot, None), window))
        watch.start()
        QTimer.singleShot(300, timer.start)

    window.ready.connect(begin)
    window.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
