"""The heading of a practice: what is written is read again sign by sign; what cannot be used is one sentence."""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from footmap.data.practice import FILE_NAME, LONGEST_TEXT, Logo, Practice, read_logo, read_practice, write_practice
from footmap.errors import FootmapError, PaperError

line = st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_TEXT)
lines = st.lists(line, max_size=4).map(tuple)
HOSTILE = "<b>../../x</b> $x_{ \u202eשלום😀李\x00\x7f\ufeff\u2028 : - ' \" \\ # {} [] & * ! | > % @ ` null ~ 1e9"


def picture(kind: str, size: tuple[int, int] = (30, 12)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0B5A78").save(out, kind)
    return out.getvalue()


def refusal(file: Path) -> str:
    """Why a logo is not used; empty where it is."""
    try:
        read_logo(file)
    except FootmapError as error:
        return str(error)
    return ""


@settings(max_examples=60)
@given(name=line, address=lines, contact=lines)
@example(name=HOSTILE, address=(HOSTILE, ""), contact=("yes", "1.5", "null"))
def test_what_is_kept_comes_back_sign_by_sign(name: str, address: tuple[str, ...], contact: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        practice = Practice(name, address, contact)
        write_practice(Path(folder), practice)
        assert read_practice(Path(folder) / FILE_NAME) == practice


@pytest.mark.parametrize(("format_", "kind"), [("png", "image/png"), ("jpeg", "image/jpeg")])
def test_a_logo_is_kept_beside_it_for_the_user_alone(tmp_path: Path, format_: str, kind: str) -> None:
    logo = Logo(picture(format_), kind)
    write_practice(tmp_path / "new", Practice("P", logo=logo))
    assert read_practice(tmp_path / "new" / FILE_NAME).logo == logo
    assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "new").iterdir())
    write_practice(tmp_path / "new", Practice("P"))
    assert read_practice(tmp_path / "new" / FILE_NAME).logo is None


def test_half_a_sign_does_not_stop_the_heading(tmp_path: Path) -> None:
    write_practice(tmp_path, Practice("a\ud83d", ("b",)))
    assert read_practice(tmp_path / FILE_NAME) == Practice("a\ufffd", ("b",))


def test_a_line_that_is_too_long_is_refused_and_the_old_heading_stays(tmp_path: Path) -> None:
    kept = Practice("P", ("Street",))
    write_practice(tmp_path, kept)
    with pytest.raises(PaperError, match="10000 signs"):
        write_practice(tmp_path, replace(kept, address=("x" * 10_000,)))
    assert read_practice(tmp_path / FILE_NAME) == kept


@settings(max_examples=40)
@given(at=st.integers(0, 10_000), sign=st.integers(0, 255))
def test_a_logo_with_a_wrong_byte_is_used_or_refused_in_one_sentence(at: int, sign: int) -> None:
    for format_ in ("png", "jpeg"):
        data = bytearray(picture(format_, (64, 40)))
        data[at % len(data)] = sign
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "logo"
            file.write_bytes(bytes(data))
            said = refusal(file)
            assert not said or ("logo" in said and "\n" not in said)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_logo_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    file = tmp_path / "logo.png"
    data = picture("png", (400, 300))
    file.write_bytes(data[: int(share * len(data))])
    with pytest.raises(PaperError, match="damaged"):
        read_logo(file)
