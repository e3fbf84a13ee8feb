"""An atlas that is older than its sources, its numbers or its builder is noticed; one message says what to run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footmap.data import resources
from footmap.data.atlas_inputs import BUILDER, inputs, stale_problems, without_builder

BODIES = ("female", "male")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An assets folder whose atlases say that they were built from what lies beside them."""
    for folder in ("territories", "atlas_model"):
        shutil.copytree(resources.root() / folder, tmp_path / folder)
    for body in BODIES:
        (tmp_path / "atlas" / body).mkdir(parents=True)
        record(tmp_path, body, inputs(tmp_path, body))
    return tmp_path


def record(root: Path, body: str, made_from: dict[str, str]) -> None:
    (root / "atlas" / body / "inputs.json").write_text(json.dumps(made_from), encoding="utf-8")


def said(root: Path) -> str:
    """The one message about both bodies, empty where there is nothing to say."""
    found = list(stale_problems(root, *BODIES))
    assert len(found) <= 1
    return str(found[0]) if found else ""


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n# changed\n")


def test_an_atlas_is_as_new_as_what_it_was_built_from(root: Path) -> None:
    assert said(root) == ""


def test_a_changed_border_asks_for_a_build_that_keeps_the_pictures(root: Path) -> None:
    append(root / "territories" / "nerves.yaml")
    assert said(root).endswith(
        "bodies female and male is older than nerves.yaml; run: footmap atlas build --keep-pictures"
    )


def test_several_changed_files_are_one_message(root: Path) -> None:
    append(root / "territories" / "nerves.yaml")
    append(root / "territories" / "regions.yaml")
    assert "nerves.yaml and regions.yaml; run: footmap atlas build" in said(root)


def test_changed_numbers_of_a_body_ask_for_its_pictures_too(root: Path) -> None:
    append(root / "atlas_model" / "female.yaml")
    assert said(root).endswith("is older than atlas_model/female.yaml; run: footmap atlas build --body female")


def test_numbers_of_the_base_make_every_body_drawn_after_it_old(root: Path) -> None:
    append(root / "atlas_model" / "male.yaml")
    assert "bodies female and male" in said(root)


def test_another_builder_is_noticed(root: Path) -> None:
    record(root, "male", {**inputs(root, "male"), BUILDER: "0" * 64})
    assert said(root).endswith("body male is older than the code that builds it; run: footmap atlas build --body male")


def test_probes_and_budgets_are_no_part_of_an_atlas(root: Path) -> None:
    append(root / "territories" / "probes.yaml")
    append(root / "territories" / "budgets.yaml")
    assert said(root) == ""


def test_an_atlas_from_before_builders_were_recorded_is_named_and_not_refused(root: Path) -> None:
    record(root, "male", {k: v for k, v in inputs(root, "male").items() if "/" not in k and k != BUILDER})
    assert said(root) == ""
    assert without_builder(root, *BODIES) == ["male"]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda p: p.write_text("{"), lambda p: p.write_text("[]")])
def test_a_missing_or_damaged_record_asks_for_a_build(root: Path, spoil: Callable[[Path], object]) -> None:
    spoil(root / "atlas" / "male" / "inputs.json")
    assert "inputs.json, which is missing; run: footmap atlas build --body male" in said(root)


def package(folder: Path, code: str) -> Path:
    (folder / "atlas_build").mkdir(parents=True, exist_ok=True)
    (folder / "atlas_build" / "arcs.py").write_text(code, encoding="utf-8")
    return folder


def test_the_builder_is_left_out_where_its_code_cannot_be_read(root: Path, tmp_path: Path) -> None:
    assert BUILDER not in inputs(root, "male", tmp_path / "nothing")
    assert BUILDER in inputs(root, "male", package(tmp_path / "some", "x = 1\n"))


def test_remarks_do_not_make_an_atlas_old_and_code_does(root: Path, tmp_path: Path) -> None:
    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(st.sampled_from(["", "# why", "    # indented remark", "   "]), max_size=6),
        st.integers(-3, 3).filter(bool),
    )
    def holds(remarks: list[str], change: int) -> None:
        plain = inputs(root, "male", package(tmp_path / "code", "a = 1\nb = 2\n"))[BUILDER]
        told = inputs(root, "male", package(tmp_path / "code", "\n".join(["a = 1", *remarks, "b = 2", ""])))[BUILDER]
        other = inputs(root, "male", package(tmp_path / "code", f"a = {1 + change}\nb = 2\n"))[BUILDER]
        assert told == plain
        assert other != plain

    holds()
