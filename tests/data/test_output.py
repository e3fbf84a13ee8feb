"""Outputs: never over an input, a case or a library; whole or not at all; only into files."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from footmap.core.drawing import Case
from footmap.data.atomic import STALE_S, write_bytes
from footmap.data.casefile import write_case
from footmap.data.library.library import Library
from footmap.data.output import check_output, write_output
from footmap.errors import CaseError, FootmapError


def kept(path: Path) -> None:
    """It is refused in one sentence, and is what it was."""
    before = path.read_bytes()
    with pytest.raises(FootmapError, match="overwritten") as caught:
        write_output(path, b"new")
    assert str(caught.value).endswith(".")
    assert path.read_bytes() == before


def test_a_case_is_not_overwritten_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("c.footmap", "c.png", "c.json", "c"):
        write_case(tmp_path / name, Case(clues={f"clue_{i}": "yes" for i in range(50)}))
        kept(tmp_path / name)
    (tmp_path / "broken.footmap").write_bytes(b"{")
    kept(tmp_path / "broken.footmap")


def test_a_library_is_not_overwritten_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("x.footlib", "x.png"):
        Library(tmp_path / name, make=True).close()
        kept(tmp_path / name)


def test_an_input_is_not_overwritten_under_another_name_either(tmp_path: Path) -> None:
    used, link, hard = tmp_path / "a.png", tmp_path / "link.png", tmp_path / "hard.png"
    used.write_bytes(b"old")
    link.symlink_to(used)
    os.link(used, hard)
    for output in (used, link, hard):
        with pytest.raises(FootmapError, match="read by this command"):
            write_output(output, b"new", [None, used])
    assert used.read_bytes() == b"old"
    write_output(used, b"new", [None, tmp_path / "absent"])
    assert used.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipes_devices_and_folders_are_refused_and_left(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(tmp_path / "pool")
    (tmp_path / "pool").symlink_to(loop)
    for path, words in ((pipe, "pipe"), (Path("/dev/full"), "device"), (tmp_path, "folder"), (loop, "itself")):
        before = path.lstat()
        with pytest.raises(FootmapError, match=words):
            check_output(path)
        with pytest.raises(OSError, match=words):
            write_bytes(path, b"new")
        with pytest.raises(CaseError, match=words):
            write_case(path, Case())
        after = path.lstat()
        assert (after.st_mode, after.st_ino) == (before.st_mode, before.st_ino)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a device can be made by root on Linux alone")
def test_a_device_made_for_the_test_stays_a_device(tmp_path: Path) -> None:
    device = tmp_path / "full"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
    except PermissionError:
        pytest.skip("no device can be made here")
    with pytest.raises(OSError, match="device"):
        write_bytes(device, b"new")
    assert stat.S_ISCHR(device.stat().st_mode)


def test_a_message_names_the_file_and_not_the_temporary_one(tmp_path: Path) -> None:
    absent = tmp_path / "nosuch" / "x.png"
    with pytest.raises(OSError, match="No such file") as caught:
        write_bytes(absent, b"new")
    assert caught.value.filename == str(absent)
    assert "part" not in str(caught.value)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "x.png"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write_bytes(path, b"n" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.png"]


def test_new_files_are_private_and_old_ones_keep_their_mode(tmp_path: Path) -> None:
    new, old = tmp_path / "new.png", tmp_path / "old.png"
    write_output(new, b"x")
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    old.write_bytes(b"x")
    old.chmod(0o640)
    write_output(old, b"y")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    write_case(tmp_path / "c.footmap", Case())
    assert stat.S_IMODE((tmp_path / "c.footmap").stat().st_mode) == 0o600


def test_what_a_killed_process_left_is_removed_after_a_day(tmp_path: Path) -> None:
    old, fresh, other = (tmp_path / f".{name}.part" for name in ("x.png.00112233", "x.png.44556677", "y.png.00112233"))
    for part in (old, fresh, other):
        part.write_bytes(b"half")
    for part in (old, other):
        then = time.time() - STALE_S - 60
        os.utime(part, (then, then))
    write_bytes(tmp_path / "x.png", b"new")
    assert not old.exists()
    assert fresh.exists()
    assert other.exists()
