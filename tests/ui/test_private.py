"""What leaves the program: no connection; and who may read its files: their owner."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest


def run(folder: Path, *arguments: str, umask: int = 0) -> subprocess.CompletedProcess[str]:
    """A session in a process of its own, whose system would let everybody read what it writes."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "settings"),
    }
    return subprocess.run(
        [sys.executable, "-m", "tests.ui.session_without_network", str(folder), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        umask=umask,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("session")
    return folder, run(folder)


def test_a_whole_session_opens_no_socket_and_starts_no_process(
    done: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, process = done
    assert "did close" in process.stdout, process.stderr
    assert [line for line in process.stdout.splitlines() if line.startswith("found ")] == []
    assert process.returncode == 0, process.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder of a user from others by other means")
def test_all_files_of_a_session_are_for_their_owner_alone(
    done: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = done
    modes = {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for part in ("data", "config")
        for path in (folder / part).rglob("*")
    }
    names = " ".join(modes)
    for expected in (
        "library.footlib",
        "library.backups/hourly",
        "library.locks",
        "drafts",
        "window.ini",
        "footmap.log",
    ):
        assert expected in names, (expected, names)
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
    assert not stat.S_IMODE((folder / "visit.footmap").stat().st_mode) & 0o077
    assert not stat.S_IMODE((folder / "out.footmap").stat().st_mode) & 0o077


@pytest.mark.skipif(sys.platform == "win32", reason="see above")
def test_settings_that_others_could_read_are_closed_to_them(tmp_path: Path) -> None:
    from footmap.ui.settings.preferences import Preferences

    path = tmp_path / "window.ini"
    path.write_text("[General]\ntour_seen=true\n")
    path.chmod(0o644)
    preferences = Preferences(path)
    assert preferences.tour_seen
    preferences.remember(tmp_path / "Anna.footmap")
    preferences.flush()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_audit_hook_sees_what_it_is_there_for(tmp_path: Path) -> None:
    watched = (
        "import sys, runpy; sys.argv = ['x', sys.argv[1]]\n"
        "import tests.ui.session_without_network as s; sys.addaudithook(s.watch)\n"
        "import socket; a = socket.socket(); a.bind(('127.0.0.1', 0)); a.listen()\n"
        "print(*s.found, *s.internet_sockets())\n"
    )
    process = subprocess.run([sys.executable, "-c", watched, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "socket.bind" in process.stdout
    assert "socket.__new__" in process.stdout
    if sys.platform == "linux":
        assert "tcp " in process.stdout
