"""Neighbours on the skin differ for every eye; paint stands out from skin, and skin from the ground."""

from __future__ import annotations

from itertools import combinations
from typing import Final

import numpy as np
import pytest
from shapely import MultiPolygon

from footmap.core.atlas import Territory
from footmap.core.ids import MAPS
from footmap.data import resources
from footmap.data.assets import load_atlas
from footmap.data.style import load_prediction_style, load_style
from footmap.data.tones import load_tones
from footmap.ui.look.tokens import THEMES
from footmap.ui.overlay.washes import STRONGER
from footmap.ui.picture.patterns import on_skin

from .colour_sight import SIGHTS, ciede2000, lab, over, rgb
from .test_contrast import contrast

APART: Final = 8.0
BAND_MM2: Final = 20.0
"""Territories are neighbours where a millimetre round each shares at least this much."""
TONES: Final = tuple(load_tones().names())


def skin(tone: str) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in load_tones().tones[tone].skin)


def neighbours(territories: list[Territory]) -> set[tuple[str, str]]:
    out: set[tuple[str, str]] = set()
    views = {view for t in territories for view in t.zones["usual"]}
    for view in views:
        seen: list[tuple[str, MultiPolygon]] = [
            (t.id, shape.buffer(1.0)) for t in territories if (shape := t.zones["usual"].get(view)) is not None
        ]
        for (a, one), (b, other) in combinations(seen, 2):
            pair = (min(a, b), max(a, b))
            if a != b and pair not in out and one.intersects(other) and one.intersection(other).area > BAND_MM2:
                out.add(pair)
    return out


@pytest.mark.parametrize(
    ("a", "b", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_measure_is_that_of_the_standard(
    a: tuple[float, float, float], b: tuple[float, float, float], difference: float
) -> None:
    assert ciede2000(np.array(a), np.array(b)) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize("body", resources.bodies())
def test_neighbours_differ_for_every_eye_on_every_skin(body: str) -> None:
    atlas, style = load_atlas(body), load_style()
    opacity = style.zones["usual"] + STRONGER
    layers = [(style.nerves, [t for t in atlas.territories if t.layer == "nerve" and not t.trunk])]
    layers += [(style.levels, [t for t in atlas.territories if t.layer == "level" and t.map == m]) for m in MAPS]
    alike, compared = [], 0
    for looks, territories in layers:
        pairs = neighbours(territories)
        compared += len(pairs)
        for a, b in sorted(pairs):
            for tone in TONES:
                one, other = (over(looks[id_].colour, skin(tone), opacity) for id_ in (a, b))
                for sight in SIGHTS:
                    gap = ciede2000(lab(one, sight), lab(other, sight))
                    if gap < APART:
                        alike.append(f"{a} and {b} on {tone} skin, {sight}: {gap:.1f}")
    assert compared > 50
    assert alike == []


@pytest.mark.parametrize("tone", TONES)
def test_the_edge_of_paint_stands_out_from_the_skin(tone: str) -> None:
    for name, quality in load_style().qualities.items():
        assert contrast(on_skin(quality, tone).line, skin(tone)) >= 3.0, name
    for effect, look in load_prediction_style().items():
        assert max(contrast(ink, skin(tone)) for ink in (look.line, look.colour)) >= 3.0, effect


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("tone", TONES)
def test_skin_stands_out_from_a_dark_ground(theme: object, tone: str) -> None:
    chosen = next(t for t in THEMES.values() if t is theme)
    if chosen.dark:
        assert contrast(skin(tone), chosen.ground) >= 2.0


def test_what_a_lesion_does_looks_unlike_every_painted_quality() -> None:
    for look in load_prediction_style().values():
        for quality in load_style().qualities.values():
            for sight in SIGHTS:
                assert ciede2000(lab(rgb(look.line), sight), lab(rgb(quality.colour), sight)) >= APART
            same_pattern = look.strokes == quality.strokes and look.dots == quality.dots
            assert not same_pattern


def test_no_level_has_the_colour_of_a_painted_quality() -> None:
    style = load_style()
    for level, look in style.levels.items():
        for name, quality in style.qualities.items():
            gap = ciede2000(lab(rgb(look.colour), "normal"), lab(rgb(quality.colour), "normal"))
            assert gap >= APART, f"{level} looks like {name}"


def test_territories_keep_their_hue_on_dark_skin() -> None:
    style = load_style()
    opacity, checked = style.zones["usual"] + STRONGER, 0
    for id_, look in {**style.nerves, **style.levels}.items():
        light, dark = (lab(over(look.colour, skin(tone), opacity), "normal")[1:] for tone in ("light", "dark"))
        strong, left = np.hypot(*light), np.hypot(*dark)
        if strong < 10.0:
            continue  # nearly grey: it has no hue to keep
        checked += 1
        turn = np.degrees(np.arctan2(dark[1], dark[0]) - np.arctan2(light[1], light[0]))
        assert abs((turn + 180.0) % 360.0 - 180.0) <= 25.0, id_
        assert left >= 0.75 * strong, id_
    assert checked > 25
