"""A program of its own: the window as the command line starts it, which paints one stroke and waits for a signal.

Run with a case file to open or nothing; says ``ready`` when the stroke is finished, and with ``dialog`` as a second
argument asks a question over the window first.
"""

from __future__ import annotations

import os
import sys
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from footmap.cli import main
from footmap.commands.stop import ignore_at_the_end, stop_cleanly
from footmap.ui.app import application
from footmap.ui.window import Window

from .harness import Hand
from .records import paint


def begin(argv: list[str]) -> int:
    stop_cleanly()
    app = application()
    timer = QTimer(interval=50)

    def look() -> None:
        for window in app.topLevelWidgets():
            if isinstance(window, Window) and window.session is not None and not window.session.busy:
                timer.stop()
                if window.dialogs.tour is not None:
                    window.dialogs.tour.end()
                paint(Hand(cast(QtBot, None), window), 0.4)
                print("ready", window.session.record.head.id, flush=True)
                if "dialog" in argv:
                    QMessageBox(window).exec()

    timer.timeout.connect(look)
    timer.start()
    code = main([word for word in argv if word != "dialog"])
    ignore_at_the_end()
    return code


if __name__ == "__main__":
    raise SystemExit(begin(sys.argv[1:]))
