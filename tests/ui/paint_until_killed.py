"""A program of its own: opens a window on a library, paints with real events and says when each stroke was finished.

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
from .records import paint

PAUSE_MS = 40


def main(folder: Path, case: Path | None) -> int:
    app = application()
    window = Window(Preferences(folder / "child.ini"), theme="light", case_path=case)
    window.resize(1280, 800)
    places = Places(folder / "data" / "library.footlib", folder / "own")
    with_records(window, lambda: places)
    hands: list[Hand] = []
    timer = QTimer(interval=PAUSE_MS)

    def stroke() -> None:
        hand = hands[0]
        session = hand.session
        before = len(session.case.drawing.strokes)
        paint(hand, 0.1 + 0.07 * (before % 11))
        if len(session.case.drawing.strokes) > before:
            print("stroke", session.record.head.id, before + 1, time.monotonic(), flush=True)

    timer.timeout.connect(stroke)

    def begin() -> None:
        hands.append(Hand(cast(QtBot, None), window))
        QTimer.singleShot(300, timer.start)

    window.ready.connect(begin)
    window.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
