from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from footmap.core.depth import DEPTHS
from footmap.core.drawing import QUALITIES
from footmap.core.style import QualityStyle
from footmap.data import resources
from footmap.data.style import load_style, read_style
from footmap.errors import AssetError


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_quality_has_a_colour_and_a_pattern_of_its_own() -> None:
    qualities = load_style().qualities
    assert set(qualities) == set(QUALITIES)
    for a, b in combinations(qualities.values(), 2):
        assert (a.strokes, a.dots) != (b.strokes, b.dots)
        assert {s.angle_deg for s in a.strokes} != {s.angle_deg for s in b.strokes} or (a.dots is None) != (
            b.dots is None
        )


def test_patterns_can_be_read_on_skin() -> None:
    skin = "#F1DECE"
    for name, quality in load_style().qualities.items():
        assert contrast(quality.line, skin) >= 4.5, name
        for stroke in quality.strokes:
            assert stroke.width_mm < 0.4 * stroke.spacing_mm, name


def grey_on_skin(style: QualityStyle) -> float:
    """Mean lightness (0-1) of a painted area on pale skin, pattern included, as a grey printer shows it."""
    skin, fill, line = (luminance(c) for c in ("#F1DECE", style.colour, style.line))
    ground = skin + (fill - skin) * style.fill
    if style.dots is not None:
        inked = math.pi * style.dots.radius_mm**2 / (style.dots.spacing_mm**2 * math.sqrt(3) / 2)
    else:
        inked = 1.0 - math.prod(1.0 - s.width_mm / s.spacing_mm for s in style.strokes)
    mean = ground + (line - ground) * style.pattern * inked
    return float(mean ** (1 / 2.2))


def test_every_step_of_intensity_is_darker_than_the_one_before() -> None:
    style = load_style()
    for name in QUALITIES:
        steps = [grey_on_skin(style.quality(name, step)) for step in range(DEPTHS)]
        assert all(a - b > 0.03 for a, b in pairwise(steps)), (name, steps)
        for step in range(DEPTHS):
            quality = style.quality(name, step)
            assert all(s.width_mm < 0.45 * s.spacing_mm for s in quality.strokes)
            assert max(quality.fill, quality.pattern) <= 1.0
            assert contrast(quality.line, quality.colour) > 1.5, "the pattern can be seen on its own fill"


def test_neighbours_of_a_dermatome_differ() -> None:
    levels = load_style().levels
    names = list(levels)
    assert names == ["L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4_S5"]
    for a, b in pairwise(names):
        first, second = levels[a].colour, levels[b].colour
        distance = sum((int(first[i : i + 2], 16) - int(second[i : i + 2], 16)) ** 2 for i in (1, 3, 5)) ** 0.5
        assert distance > 60, (a, b)


def test_signs_of_nerves_are_unique() -> None:
    signs = [style.short for style in load_style().nerves.values()]
    assert len(signs) == len(set(signs))


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("qualities.yaml", '"#D6453D"', '"red"', "qualities.yaml:"),
        ("qualities.yaml", "  numbness:", "  numb:", "qualities.yaml:"),
        ("territories.yaml", "core: 0.60", "core: 1.60", "less than or equal"),
        ("territories.yaml", "short: Su}", "short: Su, colr: 1}", "colr: is not known here"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    for file in ("qualities.yaml", "territories.yaml"):
        text = (resources.root() / "style" / file).read_text(encoding="utf-8")
        if file == name:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(AssetError) as error:
        read_style(tmp_path)
    message = str(error.value)
    assert says in message
    assert re.search(rf"{name}:\d+", message)


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "qualities.yaml").write_text("version: 2\nqualities: {}\n", encoding="utf-8")
    with pytest.raises(AssetError) as error:
        read_style(tmp_path)
    assert {p.where.split(":")[0] for p in error.value.problems} == {"qualities.yaml", "territories.yaml"}
