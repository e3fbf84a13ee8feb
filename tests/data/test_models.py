"""The one reader of YAML files: the same words for a mistake, whatever the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import model_validator

from footmap.core.chart import Chart
from footmap.data.models import Record, read_yaml
from footmap.data.resources import root
from footmap.data.territories.authored import read_chart
from footmap.data.territories.file import TerritoryFile
from footmap.errors import AssetError


class Line(Record):
    """Two points."""

    points: tuple[float, float]


class Circle(Record):
    """A middle and a radius."""

    middle: float
    radius: float


class Sheet(Record):
    """A drawing whose shapes have several forms."""

    shapes: dict[str, Line | Circle]
    size: tuple[float, float] = (1.0, 1.0)

    @model_validator(mode="after")
    def _must_be_wide(self) -> Sheet:
        if self.size[0] < self.size[1]:
            raise ValueError("must be wider than high")
        return self


@pytest.fixture(scope="module")
def chart() -> Chart:
    return read_chart()


def complaints(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        read_yaml(path, Sheet)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("shapes:\n  a: {points: [0, 1]}\n  b: {}\n", ["x.yaml:3: shapes.b.points: is missing."]),
        (
            "shapes:\n  a: {point: [0, 1]}\n",
            [
                "x.yaml:2: shapes.a.points: is missing.",
                "x.yaml:2: shapes.a.point: is not known here; correct the spelling or take it out.",
            ],
        ),
        ("shapes: {}\nsize: [1, 2]\n", ["x.yaml:1: must be wider than high."]),
        ("shapes: {}\nsize: [1, true]\n", ["x.yaml:2: size.1: input should be a valid number."]),
        ("size: [2, 1]\n", ["x.yaml:1: shapes: is missing."]),
    ],
)
def test_a_mistake_is_said_once_with_its_line(tmp_path: Path, text: str, says: list[str]) -> None:
    assert complaints(tmp_path / "x.yaml", text) == says


KEYS = st.from_regex(r"[a-z]{3}", fullmatch=True).filter(lambda word: word not in ("yes", "off"))  # refused as keys


@given(st.dictionaries(KEYS, st.booleans(), min_size=1))
def test_no_wrong_shape_is_passed_over(tmp_path_factory: pytest.TempPathFactory, shapes: dict[str, bool]) -> None:
    text = "shapes:\n" + "".join(f"  {n}: {'{points: [0, 1]}' if ok else '{radius: 1}'}\n" for n, ok in shapes.items())
    path = tmp_path_factory.mktemp("sheet") / "x.yaml"
    wrong = {i + 2 for i, ok in enumerate(shapes.values()) if not ok}
    if wrong:
        assert {int(said.split(":")[1]) for said in complaints(path, text)} == wrong
    else:
        path.write_text(text, encoding="utf-8")
        assert len(read_yaml(path, Sheet)[0].shapes) == len(shapes)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("borders:", "bordes:", "bordes: is not known here"),
        ("conf_default: ", "conf_default: sure # ", "conf_default: input should be"),
        ("pts:", "points:", "pts: is missing"),
    ],
)
def test_territories_are_read_as_strictly(tmp_path: Path, chart: Chart, old: str, new: str, says: str) -> None:
    text = (root() / "territories" / "nerves.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "nerves.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        TerritoryFile.read(path, chart)
    assert any(says in str(problem) for problem in caught.value.problems)
    assert all(problem.where.startswith("nerves.yaml:") for problem in caught.value.problems)
