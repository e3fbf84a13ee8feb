"""A program of its own: a whole session of a practice, watched by an audit hook and by the open files of the process.

The hook sees every socket, process and download that Python code asks for, whichever library it stands in. Sockets that
compiled code opens by itself pass it; those of the internet are looked for, after each part of the session, among the
process's open files and in the system's own tables. Run with a folder; prints one line for each thing found, then what
was done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

WATCHED: Final = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "pty.spawn",
    "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.", "webbrowser.",
)  # fmt: skip
TABLES: Final = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "udplite", "udplite6", "icmp", "icmp6")
FONTS: Final = ("subprocess.Popen", ("fc-list",))
"""What matplotlib runs once for each user, to learn which fonts there are."""
found: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(WATCHED) and (event, arguments[:1]) != FONTS:
        found.append(event)


def internet_sockets() -> Iterator[str]:
    """Sockets of the internet that this process has open now; nothing where the system has no such tables."""
    own = set()
    for entry in Path("/proc/self/fd").iterdir() if Path("/proc/self/fd").is_dir() else ():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            own.add(target[len("socket:[") : -1])
    for table in TABLES:
        path = Path("/proc/self/net") / table
        if own and path.exists():
            for line in path.read_text().splitlines()[1:]:
                if line.split()[9] in own:
                    yield f"{table} {line.split()[1]}"


def look(part: str) -> None:
    found.extend(internet_sockets())
    print("did", part, flush=True)


def session(folder: Path) -> None:
    from PySide6.QtTest import QTest
    from pytestqt.qtbot import QtBot

    from footmap.ui.app import application, own_places, with_records, with_trace
    from footmap.ui.records.details import DetailsDialog
    from footmap.ui.runtime.log import Trace
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.window import Window

    from .harness import Answers, Hand
    from .records import desk_of, paint, reception_of

    app = application()
    preferences = Preferences(folder / "config" / "window.ini")
    trace = Trace(folder / "config")
    trace.begin()
    window = Window(preferences, theme="light")
    window.resize(1280, 800)
    with_records(window, lambda: own_places(preferences), welcome=True)
    with_trace(window, trace)
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    window.show()
    while not ready:
        app.processEvents()
    look("start")
    hand, desk, reception = Hand(cast(QtBot, None), window), desk_of(window), reception_of(window)
    for _ in range(2):
        reception.new_patient()
        for dialog in window.findChildren(DetailsDialog):
            dialog.close()
        paint(hand, 0.3)
        paint(hand, 0.6)
        look("paint")
        assert window.session is not None
        window.session.set_note("a note")
        assert window.assessment is not None
        window.session.set_answer("slr", "positive", "an answer")
        hand.settle(deep=True)
        assert window.session.case.clues
        look("answer and assess")
        assert desk.journal.flush()
    reception.show_page()
    reception.page.search.setText("a")
    QTest.qWait(50)
    look("start page and search")
    reception.page.close_page()
    assert window.files is not None
    visit = desk.around.session.record.head.id
    window.files.questions = Answers(window, to_save=folder / "visit.footmap")
    assert window.files.save_as()
    window.files.open(folder / "visit.footmap")
    hand.settle()
    paint(hand, 0.8)  # a draft, until it is saved
    assert desk.journal.flush()
    look("file")
    assert window.files.save()
    assert window.close()
    trace.end()
    look("close")
    from footmap.cli import main

    library = str(own_places(preferences).library)
    case = str(folder / "visit.footmap")
    for words in (
        ["rank", case],
        ["report", case, "-o", str(folder / "report.pdf")],
        ["letter", case],
        ["library", "list", "--library", library],
        ["library", "export", visit, "-o", str(folder / "out.footmap"), "--library", library],
        ["library", "check", "--library", library],
        ["library", "backup", "--library", library],
    ):
        code = main(words)
        assert code == 0, (words, code)
        look(" ".join(words[:2]))


if __name__ == "__main__":
    sys.addaudithook(watch)
    session(Path(sys.argv[1]))
    for event in sorted(set(found)):
        print("found", event)
    sys.exit(bool(found))
