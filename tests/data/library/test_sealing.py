from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.core.record import Patient, PatientRecord
from footmap.data.library import backups, cipher, health, sealing
from footmap.data.library.cipher import Key, key_of, new_key
from footmap.data.library.journal import Journal, read_rescued, rescued
from footmap.data.library.library import Library, Wanted
from footmap.data.library.opening import open_library
from footmap.errors import LibraryError

from .made import DAY, PATIENT, visit, with_strokes

pytest.importorskip("sqlcipher3", reason="the extra 'encrypted' is not installed")

PHRASE: Final = "correct horse battery"
OTHER: Final = "another staple wagon"
SECRETS: Final = ("Änne Müller".encode(), b"4711", b"Dr Blau", b"points_mm", b"foot_plantar", b"Balu")
COUNT: Final = 5


REAL: Final = ("other_programs", "another_program")


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Keys in a moment; the tests with other programs take the real number of rounds."""
    if not any(words in request.node.name for words in REAL):
        monkeypatch.setattr(cipher, "ROUNDS", 10)


def filled(path: Path, key: Key | None = None) -> Path:
    """A library with visits and backups."""
    with Library(path, make=True, key=key) as library:
        for i in range(COUNT):
            library.add(PATIENT, visit(f"v{i}", strokes=40, days=i))
            library.set_picture(f"v{i}", os.urandom(2000))
    backups.back_up(path, DAY, key=key)
    return path


def contents(path: Path, key: Key | None = None) -> tuple[Any, ...]:
    """All that a library says."""
    with Library(path, key=key) as library:
        visits = [library.visit(f"v{i}") for i in range(COUNT)]
        pictures = [library.picture(f"v{i}") for i in range(COUNT)]
        return visits, pictures, library.record(PATIENT.id), library.tags(), library.count(Wanted("müll"))


def files(path: Path) -> list[Path]:
    return [file for file in path.parent.rglob("*") if file.is_file()]


def plain_in(path: Path) -> list[str]:
    """Files around a library that hold anything of a case in plain."""
    return [file.name for file in files(path) if any(secret in file.read_bytes() for secret in SECRETS)]


# ---- the key


def test_other_programs_open_the_library_with_the_passphrase(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    path = filled(tmp_path / "a.footlib", new_key(PHRASE))
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = '{PHRASE}'")
    assert connection.execute("SELECT count(*) FROM visit").fetchone() == (COUNT,)
    connection.close()


def test_a_library_of_another_program_with_the_same_settings_is_unlocked(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    path = tmp_path / "a.footlib"
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA key = 'ein ganz langes Wort'")
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    assert cipher.opens(path, sealing.unlock(path, "ein ganz langes Wort"))


def test_letters_are_the_same_however_they_are_typed() -> None:
    assert key_of("Fu\N{LATIN SMALL LETTER SHARP S}gru\u0308\u00dfe", b"s" * 16) == key_of(
        "Fu\u00dfgr\u00fc\u00dfe", b"s" * 16
    )


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(LibraryError, match="at least 8"):
        new_key("short")


def test_a_key_is_not_shown() -> None:
    key = new_key(PHRASE)
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)


@settings(max_examples=40)
@given(data=st.binary(min_size=0, max_size=9000))
def test_what_is_not_encrypted_is_not_taken_for_it(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("x") / "a.footlib"
    path.write_bytes(data + bytes(4096))  # half of it, or more, says the same
    assert not cipher.is_encrypted(path)


@pytest.mark.parametrize("damage", [0, 16, 100])
def test_a_plain_library_with_a_damaged_header_is_not_taken_for_an_encrypted_one(tmp_path: Path, damage: int) -> None:
    path = filled(tmp_path / "a.footlib")
    data = bytearray(path.read_bytes())
    data[:damage] = os.urandom(damage)
    path.write_bytes(data)
    assert not cipher.is_encrypted(path)


# ---- encrypting, changing, decrypting


def test_nothing_of_a_case_is_left_in_plain_and_all_is_there_again(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.footlib")
    before = contents(path)
    assert plain_in(path)  # else this test proves nothing
    key = new_key(PHRASE)
    done = sealing.convert(path, None, key)
    assert (done.backups, done.left) == (3, ())
    assert plain_in(path) == []
    assert all(file.read_bytes()[:15] != b"SQLite format 3" for file in files(path))
    assert contents(path, key) == before
    assert health.check(path, key).sound
    assert sealing.unlock(path, PHRASE) == key
    assert all(not stat.S_IMODE(file.stat().st_mode) & 0o077 for file in files(path))
    second = new_key(OTHER)
    assert sealing.convert(path, key, second).left == ()
    assert contents(path, second) == before
    with pytest.raises(LibraryError, match="not the passphrase"):
        sealing.unlock(path, PHRASE)
    assert sealing.convert(path, second, None).left == ()
    assert contents(path) == before
    assert health.check(path).sound
    assert [health.check(backup.path).sound for backup in backups.backups(path)] == [True] * 3


def test_backups_keep_their_age_and_their_one_file(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.footlib")
    for backup in backups.backups(path):
        os.utime(backup.path, (1.7e9, 1.7e9))
    before = [(backup.path.name, backup.at) for backup in backups.backups(path)]
    sealing.convert(path, None, new_key(PHRASE))
    found = backups.backups(path)
    assert [(backup.path.name, backup.at) for backup in found] == before
    assert len({backup.path.stat().st_ino for backup in found}) == 1


def test_without_a_key_it_is_not_opened_and_not_touched(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.footlib", new_key(PHRASE))
    before = path.read_bytes()
    for wrong in ("", "wrong wrong", PHRASE + " ", PHRASE.upper()):
        with pytest.raises(LibraryError, match="not the passphrase") as refused:
            sealing.unlock(path, wrong)
        assert refused.value.locked
    for run in (lambda: Library(path), lambda: health.check(path), lambda: open_library(path)):
        with pytest.raises(LibraryError, match="passphrase is needed") as locked:
            run()
        assert locked.value.locked
        assert not locked.value.damaged
    assert path.read_bytes() == before


def test_without_the_package_one_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = new_key(PHRASE)
    path = filled(tmp_path / "library.footlib", key)
    plain = filled(tmp_path / "plain" / "library.footlib")
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    for run in (
        lambda: sealing.unlock(path, PHRASE),
        lambda: Library(path, key=key),
        lambda: sealing.convert(plain, None, key),
    ):
        with pytest.raises(LibraryError, match=r"pip install 'footmap\[encrypted\]'"):
            run()


def test_a_library_that_is_open_is_not_converted(tmp_path: Path) -> None:
    path = filled(tmp_path / "library.footlib")
    before = contents(path)
    with Library(path), pytest.raises(LibraryError, match="open in another window"):
        sealing.convert(path, None, new_key(PHRASE))
    assert contents(path) == before


def test_of_a_killed_program_the_last_strokes_are_converted_too(tmp_path: Path) -> None:
    """They are in the log, not in the file."""
    path = filled(tmp_path / "library.footlib")
    opened = open_library(path)
    opened.connection.execute("UPDATE visit SET trashed = 1 WHERE id = 'v0'")
    log = path.with_name(path.name + "-wal")
    for file in (path, log):
        shutil.copyfile(file, tmp_path / f"killed.footlib{file.name.removeprefix(path.name)}")
    opened.close()
    killed, key = tmp_path / "killed.footlib", new_key(PHRASE)
    sealing.convert(killed, None, key)
    with Library(killed, key=key) as library:
        assert library.count(Wanted(trashed=True)) == 1


# ---- interrupted


def interrupted(run: Callable[[], object], at: int) -> bool:
    """Run in a process that ends without a word at the n-th call in the library's files; False if it got to the end."""
    process = os.fork()
    if process == 0:
        calls = 0

        def count(frame: FrameType, event: str, _argument: object) -> None:
            nonlocal calls
            name = frame.f_code.co_filename
            if event in ("call", "c_call") and "/data/library/" in name and "tests" not in name:
                calls += 1
                if calls == at:
                    os._exit(9)

        sys.setprofile(count)
        try:
            run()
        except BaseException:  # the child tells by its exit code
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), code
    return code == 9


def try_to_interrupt(tmp_path: Path, old: Key | None, new: Key | None, step: int) -> int:
    """Interrupt a conversion everywhere; returns the number of moments."""
    pattern = filled(tmp_path / "pattern" / "library.footlib", old)
    before = contents(pattern, old)
    moments, at, going = 0, 1, True
    while going:
        folder = tmp_path / "try"
        shutil.copytree(pattern.parent, folder)
        path = folder / "library.footlib"
        going = interrupted(lambda path=path: sealing.convert(path, old, new), at)  # type: ignore[misc]  # mypy#15459
        sealed = cipher.is_encrypted(path)
        key = new if sealed == (new is not None) and (new is None or cipher.opens(path, new)) else old
        assert contents(path, key) == before
        assert health.check(path, key).sound
        sealing.finish(path, key)
        if key is not None:
            assert plain_in(path) == []
        assert not list(folder.rglob(".*sealing*"))
        for backup in backups.backups(path):
            assert any(health.check(backup.path, some).sound for some in {old, new} if _fits(backup.path, some))
        shutil.rmtree(folder)
        moments, at = moments + 1, at + step
    return moments


def _fits(path: Path, key: Key | None) -> bool:
    sealed = cipher.is_encrypted(path)
    return sealed == (key is not None) and (key is None or cipher.opens(path, key))


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


@needs_fork
@pytest.mark.parametrize("way", ["encrypt", "change", "decrypt"])
@pytest.mark.parametrize("step", [293, pytest.param(11, marks=pytest.mark.long)])
def test_interrupted_anywhere_it_is_the_old_library_or_the_new_one(tmp_path: Path, way: str, step: int) -> None:
    first, second = new_key(PHRASE), new_key(OTHER)
    keys = {"encrypt": (None, first), "change": (first, second), "decrypt": (first, None)}
    assert try_to_interrupt(tmp_path, *keys[way], step) > 3


# ---- journal, rescue, damage


def test_the_journal_writes_encrypted(tmp_path: Path) -> None:
    path, key = tmp_path / "library.footlib", new_key(PHRASE)
    journal = Journal(path, spare=tmp_path / "spare", key=key)
    for count in range(1, 30):
        journal.keep(PATIENT, with_strokes(visit("v1"), count))
    assert journal.flush()
    assert plain_in(path) == []  # with the log, while it is open
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    assert journal.close()
    assert plain_in(path) == []
    with Library(path, key=key) as library:
        assert len(library.visit("v1").case.drawing.strokes) == 29
    assert backups.backups(path)
    assert all(cipher.opens(backup.path, key) for backup in backups.backups(path))


def test_what_an_encrypted_library_does_not_take_is_encrypted_too(tmp_path: Path) -> None:
    path, key, spare = tmp_path / "gone" / "library.footlib", new_key(PHRASE), tmp_path / "spare"
    filled(path, key)
    said: list[str] = []
    journal = Journal(path, spare=spare, said=said.append, backups_due=False, key=key)
    journal.keep(PATIENT, with_strokes(visit("v9"), 1))
    assert journal.flush()
    shutil.move(path.parent, tmp_path / "elsewhere")
    kept = with_strokes(visit("v9"), 7)
    journal.keep(PATIENT, kept)
    assert not journal.flush(1.0)
    assert "safe in" in said[-1]
    (file,) = rescued(spare)
    assert plain_in(file) == []
    record = read_rescued(file, key)
    assert isinstance(record, PatientRecord)
    assert record.visits[0].case == kept.case
    assert record.patient == PATIENT
    with pytest.raises(LibraryError):
        read_rescued(file, None)
    shutil.move(tmp_path / "elsewhere", path.parent)
    assert journal.close()
    assert rescued(spare) == ()


def test_a_damaged_page_of_an_encrypted_library_is_noticed_and_a_backup_fills_the_gap(tmp_path: Path) -> None:
    path, key = tmp_path / "library.footlib", new_key(PHRASE)
    filled(path, key)
    before = contents(path, key)
    pages = path.stat().st_size // cipher.PAGE_BYTES
    pattern = path.read_bytes()
    for page in range(0, pages, max(1, pages // 12)):
        data = bytearray(pattern)
        data[page * cipher.PAGE_BYTES + 1000] ^= 0xFF
        path.write_bytes(data)
        assert sealing.unlock(path, PHRASE) == key  # a backup tells that the passphrase is right
        found = health.check(path, key)
        assert not found.sound
        health.repair(path, key)
        assert contents(path, key)[0] == before[0]
        assert plain_in(path) == []


def test_a_plain_backup_becomes_an_encrypted_library(tmp_path: Path) -> None:
    path, key = tmp_path / "library.footlib", new_key(PHRASE)
    plain = filled(tmp_path / "old" / "plain.footlib")
    filled(path, key)
    health.restore(path, plain, key)
    assert cipher.opens(path, key)
    assert health.check(path, key).sound


def test_drafts_follow_the_library(tmp_path: Path) -> None:
    drafts, first, second = tmp_path / "drafts.footlib", new_key(PHRASE), new_key(OTHER)
    assert sealing.align(drafts, first) == ""
    filled(drafts)
    before = contents(drafts)
    assert sealing.align(drafts, None) == ""
    assert sealing.align(drafts, first) == ""
    assert contents(drafts, first) == before
    assert "put aside" in sealing.align(drafts, second)
    assert not drafts.exists()
    assert cipher.opens(tmp_path / "drafts.locked-1.footlib", first)


def test_errors_of_an_encrypted_library_are_those_of_sqlite(tmp_path: Path) -> None:
    key = new_key(PHRASE)
    connection = cipher.connect(filled(tmp_path / "b.footlib", key), key)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        connection.execute("SELECT * FROM absent")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO visit SELECT * FROM visit")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_search_works_encrypted(tmp_path: Path) -> None:
    key = new_key(PHRASE)
    filled(tmp_path / "a.footlib", key)
    with Library(tmp_path / "a.footlib", key=key) as library:
        assert library.count(Wanted("mül")) == COUNT
        assert library.count(Wanted(since=DAY + timedelta(days=3))) == 2
        library.set_patient(Patient("p1", "Balu Remo", name="Renamed"))
        assert library.count(Wanted("renam")) == COUNT
