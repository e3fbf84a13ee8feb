"""Encrypted libraries and cases on the command line; the passphrase never stands in the arguments."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from footmap.cli import main
from footmap.commands.passphrase import NEW, NOW
from footmap.data.casefile import read_case
from footmap.data.handover import seal
from footmap.data.library import cipher
from footmap.data.library.library import Library
from footmap.data.samples import load_samples

pytest.importorskip("sqlcipher3", reason="the extra 'encrypted' is not installed")
pyrage = pytest.importorskip("pyrage", reason="the extra 'encrypted' is not installed")

SAMPLE: Final = load_samples()[0].path
PHRASE: Final = "correct horse battery"
OTHER: Final = "another staple wagon"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cipher, "ROUNDS", 10)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(NOW, raising=False)
    monkeypatch.delenv(NEW, raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.footlib"
    assert main(["library", "import", str(SAMPLE), "--plain", "--library", str(path)]) == 0
    return path


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_encrypt_use_change_and_decrypt(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    at = ["--library", str(library)]
    assert main(["library", "backup", *at]) == 0
    typed(monkeypatch, PHRASE)
    assert main(["library", "encrypt", *at]) == 0
    assert cipher.is_encrypted(library)
    monkeypatch.setenv(NOW, PHRASE)
    capsys.readouterr()
    assert main(["library", "list", *at]) == 0
    visit = capsys.readouterr().out.split()[2]
    for words in (["check"], ["show", visit], ["backup"], ["export", visit, "-o", str(tmp_path / "out.footmap")]):
        assert main(["library", *words, *at]) == 0, words
    assert read_case(tmp_path / "out.footmap").drawing == read_case(SAMPLE).drawing
    assert main(["library", "import", str(SAMPLE), "--plain", *at]) == 0
    assert main(["library", "encrypt", *at]) == 1
    assert "encrypted already" in capsys.readouterr().err
    monkeypatch.setenv(NEW, OTHER)
    assert main(["library", "rekey", *at]) == 0
    assert main(["library", "list", *at]) == 1
    assert "not the passphrase" in capsys.readouterr().err
    monkeypatch.setenv(NOW, OTHER)
    assert main(["library", "decrypt", *at]) == 0
    assert not cipher.is_encrypted(library)
    monkeypatch.delenv(NOW)
    assert main(["library", "check", *at]) == 0
    assert main(["library", "decrypt", *at]) == 1
    assert "is not encrypted" in capsys.readouterr().err


def test_without_a_passphrase_or_with_a_wrong_one_a_sentence_and_no_change(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--library", str(library)]
    typed(monkeypatch)
    assert main(["library", "encrypt", *at]) == 1
    assert "No passphrase was given" in capsys.readouterr().err
    typed(monkeypatch, "short")
    assert main(["library", "encrypt", *at]) == 1
    assert "at least 8" in capsys.readouterr().err
    assert not cipher.is_encrypted(library)
    typed(monkeypatch, PHRASE)
    assert main(["library", "encrypt", *at]) == 0
    before = library.read_bytes()
    capsys.readouterr()
    for _ in range(3):
        typed(monkeypatch, "wrong passphrase")
        assert main(["library", "list", *at]) == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "not the passphrase" in said
    assert library.read_bytes() == before


def test_the_windows_drafts_go_with_its_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "data" / "footmap"
    drafts = own / "drafts" / "drafts.footlib"
    assert main(["library", "import", str(SAMPLE), "--plain"]) == 0
    assert main(["library", "import", str(SAMPLE), "--plain", "--library", str(drafts)]) == 0
    for now, new, words in ((PHRASE, PHRASE, "encrypt"), (PHRASE, OTHER, "rekey"), (OTHER, OTHER, "decrypt")):
        monkeypatch.setenv(NOW, now)
        monkeypatch.setenv(NEW, new)
        assert main(["library", words]) == 0
        assert cipher.is_encrypted(drafts) == (words != "decrypt")
    with Library(drafts) as library:
        assert library.count() == 1


def test_a_case_is_handed_over_by_a_passphrase(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sealed, out = tmp_path / "a.footmap.age", tmp_path / "b.footmap"
    monkeypatch.setenv(NEW, PHRASE)
    assert main(["seal", str(SAMPLE), "-o", str(sealed)]) == 0
    assert pyrage.passphrase.decrypt(sealed.read_bytes(), PHRASE) == SAMPLE.read_bytes()  # as any program of age
    assert b"strokes" not in sealed.read_bytes()
    monkeypatch.setenv(NOW, "wrong passphrase")
    capsys.readouterr()
    assert main(["unseal", str(sealed), "-o", str(out)]) == 1
    assert "does not open this file" in capsys.readouterr().err
    assert not out.exists()
    monkeypatch.setenv(NOW, PHRASE)
    assert main(["unseal", str(sealed), "-o", str(out)]) == 0
    assert out.read_bytes() == SAMPLE.read_bytes()


def test_a_case_is_handed_over_to_the_holder_of_a_key(
    library: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    identity = pyrage.x25519.Identity.generate()
    key, other = tmp_path / "key.txt", tmp_path / "other.txt"
    key.write_text(f"# made for a test\n{identity}\n")
    other.write_text(str(pyrage.x25519.Identity.generate()))
    sealed, out = tmp_path / "a.footmap.age", tmp_path / "b.footmap"
    with Library(library) as opened:
        visit = opened.visits()[0].visit.id
    to = ["--to", str(identity.to_public())]
    assert main(["library", "export", visit, "-o", str(sealed), *to, "--library", str(library)]) == 0
    for words, said in (
        ([], "key file is needed"),
        (["--identity", str(other)], "key does not open"),
        (["--identity", str(SAMPLE)], "holds no key"),
        (["--identity", str(tmp_path / "none")], "cannot be read"),
    ):
        capsys.readouterr()
        assert main(["unseal", str(sealed), "-o", str(out), *words]) == 1
        assert said in capsys.readouterr().err
    assert main(["unseal", str(sealed), "-o", str(out), "--identity", str(key)]) == 0
    assert read_case(out).drawing == read_case(SAMPLE).drawing
    assert main(["seal", str(SAMPLE), "-o", str(sealed), "--to", "nobody"]) == 1
    assert "begins with age1" in capsys.readouterr().err


@pytest.fixture(scope="module")
def sealed_bytes() -> bytes:
    """Made once: a passphrase costs a second on purpose."""
    return seal(SAMPLE.read_bytes(), PHRASE)


@pytest.mark.parametrize("cut", [0, 10, 60, 200, -1, -20])
def test_a_damaged_sealed_case_is_refused_in_one_sentence(
    sealed_bytes: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, cut: int
) -> None:
    sealed = tmp_path / "a.footmap.age"
    monkeypatch.setenv(NOW, PHRASE)
    sealed.write_bytes(sealed_bytes[:cut])
    capsys.readouterr()
    assert main(["unseal", str(sealed), "-o", str(tmp_path / "b.footmap")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("footmap: ")
    assert said.count("\n") == 1


def test_without_the_package_a_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    monkeypatch.setenv(NEW, PHRASE)
    assert main(["seal", str(SAMPLE), "-o", str(tmp_path / "a.age")]) == 1
    assert "pip install 'footmap[encrypted]'" in capsys.readouterr().err


def test_no_command_takes_a_passphrase_as_an_argument() -> None:
    for words in (["library", "encrypt"], ["library", "rekey"], ["library", "decrypt"], ["seal"], ["unseal"]):
        run = [sys.executable, "-m", "footmap", *words, "--help"]
        text = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        assert "--pass" not in text
        assert NOW in text
