"""Plots of a timeline: any visits can be drawn, none of their words are taken for a formula, files stay the same."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from footmap.core.drawing import QUALITIES
from footmap.core.record import Pain
from footmap.core.timeline import TimelinePoint
from footmap.core.views import SIDES
from footmap.report.timeline_figure import draw_timeline
from footmap.report.timeline_look import TimelineLook
from footmap.words.documents import DocumentWords, load_document_words

START = datetime(2026, 1, 1, tzinfo=UTC)
COLOURS: dict[str, str] = dict(zip(QUALITIES, ("#c0392b", "#b9770e", "#7d3c98", "#2471a3"), strict=True))
LIGHT = TimelineLook("#ffffff", "#101010", "#606060", "#dddddd", "#0b6a8c", COLOURS, dark=False)
DARK = TimelineLook("#101418", "#f0f0f0", "#a0a0a0", "#303840", "#55b7d6", COLOURS, dark=True)


@pytest.fixture(scope="module")
def words() -> DocumentWords:
    return load_document_words("en")


numbers = st.one_of(st.none(), st.floats(0.0, 10.0))
some_points = st.lists(
    st.builds(
        TimelinePoint,
        id=st.just("v"),
        at=st.one_of(st.none(), st.integers(0, 3000).map(lambda h: START + timedelta(hours=h))),
        pain=st.builds(Pain, numbers, numbers, numbers),
        total_cm2=st.floats(0.0, 900.0),
        areas_cm2=st.dictionaries(
            st.tuples(st.sampled_from(SIDES), st.sampled_from(QUALITIES)), st.floats(0.0, 900.0), max_size=3
        ),
        leader=st.sampled_from(["", "tibial", "$x_{"]),
        answers=st.dictionaries(st.sampled_from(["slr", "$a_{", "李\x00"]), st.text(max_size=12), max_size=2),
        problem=st.sampled_from(["", "", "damaged"]),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(points=some_points, width=st.integers(320, 1200))
def test_any_visits_can_be_drawn(words: DocumentWords, points: list[TimelinePoint], width: int) -> None:
    png = draw_timeline(points, {}, words, DARK, width)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width == width
        assert np.asarray(picture.convert("L")).std() > 1.0


def visits(count: int) -> list[TimelinePoint]:
    return [
        TimelinePoint(
            str(i),
            START + timedelta(days=9 * i),
            Pain(float(i % 11)),
            20.0 + i,
            {("right", "pain"): 20.0 + i},
            "tibial" if i % 3 else "sural",
            {"slr": "positive" if i % 2 else "negative"},
        )
        for i in range(count)
    ]


def test_the_picture_is_the_same_each_time_and_twice_as_sharp_at_two(words: DocumentWords) -> None:
    once, again = (draw_timeline(visits(4), {}, words, LIGHT, 600) for _ in range(2))
    assert once == again
    with Image.open(io.BytesIO(draw_timeline(visits(4), {}, words, LIGHT, 600, 2.0))) as picture:
        assert picture.width == 1200


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_vector_picture_holds_its_words_as_text(language: str) -> None:
    words = load_document_words(language)
    svg = draw_timeline(visits(5), {"tibial": "Tibial nerve", "sural": "a<b & $x_{"}, words, LIGHT, 900, kind="svg")
    assert svg == draw_timeline(
        visits(5), {"tibial": "Tibial nerve", "sural": "a<b & $x_{"}, words, LIGHT, 900, kind="svg"
    )
    text = " ".join(ElementTree.fromstring(svg).itertext())
    for expected in (words.say("who_pain"), words.say("timeline_answers"), words.words.clue("slr"), "Tibial nerve"):
        assert expected in text
    assert "a<b & $x_{" in text


def test_two_hundred_visits_write_no_date_over_another(words: DocumentWords) -> None:
    svg = draw_timeline(visits(200), {}, words, LIGHT, 900, kind="svg").decode()
    days = [point.at.strftime("%Y-%m-%d") for point in visits(200) if point.at is not None]
    written = [day for day in days if f">{day}<" in svg or day in svg]
    assert days[-1] in written
    assert 3 <= len(written) <= 10
