"""What is kept from one start to the next is what would be made anew, or it is not used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.ids import CONSENSUS
from footmap.core.localiser.fields import build_fields
from footmap.core.matching import Matcher
from footmap.data import kept, yaml_strict
from footmap.data.assets import load_atlas
from footmap.data.localiser import load_localiser, load_matcher
from footmap.errors import AssetError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "kept"))
    kept._code.cache_clear()
    yield tmp_path / "kept"
    kept._code.cache_clear()


def test_what_is_kept_is_read_again(folder: Path) -> None:
    key = kept.digest(b"one", b"two")
    assert kept.read("thing", key) is None
    kept.write("thing", key, b"made of one and two")
    assert kept.read("thing", key) == b"made of one and two"
    assert kept.read("thing", kept.digest(b"one", b"three")) is None
    assert kept.read("thing", kept.digest(b"onetwo")) is None
    assert kept.read("other", key) is None
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10_000), byte=st.integers(1, 255), cut=st.booleans())
def test_a_file_that_is_damaged_anywhere_is_not_used(folder: Path, at: int, byte: int, cut: bool) -> None:
    key, body = kept.digest(b"whole"), bytes(range(200))
    kept.write("thing", key, body)
    (path,) = (p for p in folder.iterdir() if p.name.startswith("thing."))
    data = bytearray(path.read_bytes())
    if cut:
        del data[at % len(data) :]
    else:
        data[at % len(data)] ^= byte
    path.write_bytes(bytes(data))
    assert kept.read("thing", key) is None


def test_a_file_of_another_digest_under_this_name_is_not_used(folder: Path) -> None:
    key, other = kept.digest(b"new"), kept.digest(b"old")
    kept.write("thing", other, b"stale")
    (path,) = folder.iterdir()
    path.rename(folder / f"thing.{key[:16]}")
    assert kept.read("thing", key) is None


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_others_may_write_is_not_used(folder: Path) -> None:
    key = kept.digest(b"mine")
    kept.write("thing", key, b"mine")
    (path,) = folder.iterdir()
    path.chmod(0o666)
    assert kept.read("thing", key) is None


def test_code_that_changes_makes_everything_stale(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "footmap"
    for name in ("core", "data"):
        (package / name).mkdir(parents=True)
        (package / name / "a.py").write_text("x = 1\n", encoding="utf-8")
    old = 1_000_000_000
    for path in package.rglob("*.py"):
        os.utime(path, (old, old))
    monkeypatch.setattr(kept, "__file__", str(package / "data" / "kept.py"))
    first = kept.digest(b"same")
    (package / "core" / "a.py").write_text("x = 2\n", encoding="utf-8")
    os.utime(package / "core" / "a.py", (old, old))
    kept._code.cache_clear()
    second = kept.digest(b"same")
    assert first
    assert second
    assert first != second
    (package / "core" / "a.py").touch()
    kept._code.cache_clear()
    assert kept.digest(b"same") == "", "code written after the start may not be what runs"
    monkeypatch.setattr(kept, "__file__", str(tmp_path / "bundle" / "data" / "kept.py"))
    kept._code.cache_clear()
    assert kept.digest(b"same") == "", "a bundle has no code to read"
    kept.write("thing", "", b"of nothing")
    assert kept.read("thing", "") is None


def test_old_values_go(folder: Path) -> None:
    for number in range(3 * kept.EDITIONS):
        kept.write("a.yaml", kept.digest(bytes([number])), b"value")
        kept.write("a", kept.digest(bytes([number])), b"value")
    assert len(list(folder.iterdir())) <= 2 * kept.EDITIONS


@pytest.mark.parametrize("place", ["a file", "read only", "none"])
def test_where_nothing_can_be_kept_everything_works(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "place"
    if place == "a file":
        target.write_text("", encoding="utf-8")
    elif place == "read only":
        target.mkdir(mode=0o500)
    monkeypatch.setenv(kept.VARIABLE, "" if place == "none" else str(target / "deeper"))
    key = kept.digest(b"any")
    kept.write("thing", key, b"any")
    assert kept.read("thing", key) in ((None,) if place != "read only" else (None, b"any"))  # root may write anywhere


def test_own_yaml_is_the_same_from_the_file_and_kept(folder: Path) -> None:
    from footmap.data import resources

    path = resources.knowledge_folder() / "nerves.yaml"
    fresh = yaml_strict.load(path)
    again = yaml_strict.load(path)
    assert list(folder.glob("nerves.yaml.*"))
    assert again.value == fresh.value
    assert again.lines == fresh.lines
    assert again.where(("nerves", 3, "id")) == fresh.where(("nerves", 3, "id"))


def test_files_that_were_sound_are_not_checked_again_until_they_change(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts"
    asked: list[bool] = []

    def read(sound: bool) -> str:
        asked.append(sound)
        if not sound and "wrong" in path.read_text(encoding="utf-8"):
            raise AssetError(())
        return path.read_text(encoding="utf-8")

    path.write_text("right", encoding="utf-8")
    assert [kept.checked("facts", [path], read).value for _ in range(3)] == ["right"] * 3
    assert asked == [False, True, True]
    path.write_text("wrong", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(AssetError):
            kept.checked("facts", [path], read)
    assert asked[3:] == [False, False]


def test_files_that_change_while_they_are_read_leave_nothing_behind(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts"
    path.write_text("first", encoding="utf-8")

    def read(_sound: bool) -> str:
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "!", encoding="utf-8")
        return text

    found = kept.checked("facts", [path], read)
    assert found.digest == ""
    assert not folder.exists()


def test_the_localiser_is_the_same_made_and_kept(folder: Path) -> None:
    atlas = load_atlas()
    made = load_localiser(atlas)
    again = load_localiser(load_atlas())
    assert list(folder.glob("fields.*"))
    fresh = build_fields(atlas, made.cells, made.knowledge.anatomy, made.hypotheses.pictures, made.scoring, CONSENSUS)
    for one in (made.fields, again.fields):
        for name in ("row_site", "weight", "felt", "hurts"):
            assert np.array_equal(getattr(one, name), getattr(fresh, name))
        assert one.sites == fresh.sites
        assert one.region.keys() == fresh.region.keys()
        assert all(np.array_equal(one.region[id_], part) for id_, part in fresh.region.items())
    assert again.matcher.subjects == made.matcher.subjects == Matcher(atlas).subjects


def test_what_an_atlas_was_not_read_from_is_not_used_for_it(folder: Path) -> None:
    atlas = load_atlas()
    load_matcher(atlas)
    assert list(folder.glob("measured.*"))
    some = replace(atlas, territories=tuple(t for t in atlas.territories if t.id != "sural"))
    assert some.digest == ""
    assert {s.id for s in load_matcher(some).subjects} == {s.id for s in Matcher(atlas).subjects} - {"sural"}


def test_a_kept_matcher_finds_the_same_areas(folder: Path) -> None:
    from footmap.bench.scenes import random_strokes
    from footmap.core.drawing import Drawing
    from footmap.core.paint import replay

    atlas = load_atlas()
    load_matcher(atlas)
    paint = replay(atlas, Drawing(tuple(random_strokes(atlas, 24, seed=3))))
    one, other = load_matcher(load_atlas()).match(paint), Matcher(atlas).match(paint)
    assert one.subjects == other.subjects
    for side, found in other.sides.items():
        assert np.array_equal(one.sides[side].overlap_mm2, found.overlap_mm2)
        assert np.array_equal(one.sides[side].core_mm2, found.core_mm2)
        assert one.sides[side].unexplained_mm2 == found.unexplained_mm2
