"""A PNG says what it is, and its pixels stay what they were."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from footmap import __version__
from footmap.data.png_facts import with_facts
from footmap.words.picture_facts import Shown, described

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def made(size: tuple[int, int], **facts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for key, value in facts.items():
        info.add_text(key, value)
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(out, "PNG", pnginfo=info, dpi=(11, 11))
    return out.getvalue()


@given(size=st.tuples(st.integers(1, 40), st.integers(1, 40)), title=texts, notice=texts, dpi=st.floats(10, 2000))
def test_facts_are_read_by_others_and_replace_those_before(
    size: tuple[int, int], title: str, notice: str, dpi: float
) -> None:
    before = made(size, Title="old", Software="other", Comment="kept")
    after = with_facts(before, title, notice, dpi)
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        new.load()
        assert new.tobytes() == old.tobytes()
        info = new.info
    assert (info["Title"], info["Description"], info["Comment"]) == (title, notice, "kept")
    assert info["Software"] == f"footmap {__version__}"
    assert info["dpi"][0] == pytest.approx(dpi, abs=0.02)
    assert with_facts(after, title, notice, dpi) == after


def test_other_files_are_refused() -> None:
    with pytest.raises(ValueError, match="PNG"):
        with_facts(b"GIF89a", "", "", 100.0)


@pytest.mark.parametrize(("language", "words"), [("en", "not a diagnosis"), ("de", "keine Diagnose")])
@pytest.mark.parametrize("shows", ["chart", "prediction", "report", "comparison", "timeline", "plate", "window"])
def test_every_kind_of_picture_says_that_it_is_no_diagnosis(shows: Shown, language: str, words: str) -> None:
    with Image.open(io.BytesIO(described(made((3, 3)), shows, language, 96.0))) as image:
        assert words in image.info["Description"]
        assert image.info["Title"].startswith("footmap: ")
