"""What the panel works out before anything is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from footmap.core.localiser.ledger import Words, in_words
from footmap.core.matching import Match
from footmap.core.views import Side
from footmap.data.knowledge.scoring import load_scoring
from footmap.ui.document.engine import Engine
from footmap.ui.panel.entries import MOST, Entry, Shares, bar, listed_first, shares_of
from footmap.ui.panel.wrapped import percent, wrapped

words = st.lists(st.text("abcdefgmnW-äß", min_size=1, max_size=14), min_size=1, max_size=8)


def letters(text: str) -> str:
    """Without what may stand where a word is parted."""
    return text.replace(" ", "").replace("-", "")


@given(words, st.floats(60, 400), st.integers(1, 4))
def test_wrapped_lines_fit_and_keep_the_order_of_words(
    qapp: QApplication, parts: list[str], room: float, most: int
) -> None:
    metrics = QFontMetricsF(qapp.font())
    text = " ".join(parts)
    lines = wrapped(text, metrics, room, most)
    assert 1 <= len(lines) <= most
    for line in lines:
        assert metrics.horizontalAdvance(line) <= room + 1
    if all("…" not in line for line in lines):
        assert letters("".join(lines)) == letters(text)
        if all(metrics.horizontalAdvance(word) <= room for word in text.split()):
            assert " ".join(lines) == " ".join(text.split()), "parted although it fits"
    elif metrics.horizontalAdvance(text) <= room:
        raise AssertionError("cut although it fits")


@given(st.floats(-900, 40), st.floats(-40, 40))
def test_a_bar_is_long_where_much_speaks_for_it_as_its_words_say(one: float, other: float) -> None:
    scoring = load_scoring()
    length = bar(one, scoring)
    assert 0 <= length <= 1
    if one < other:
        assert length <= bar(other, scoring)
    said = in_words(one, scoring)
    if said == "strongly for":
        assert length >= 0.9 - 1e-9
    elif said == "for":
        assert length > 0.5
    elif "against" in said and not said.startswith("neither"):
        assert length < 0.5


@given(st.floats(0, 100))
def test_what_is_more_than_nothing_is_not_shown_as_nothing(share: float) -> None:
    assert (percent(share)[:1] == "0") == (share <= 0)


def test_shares_of_both_limbs_lie_between_those_of_each(engine: Engine) -> None:
    from footmap.core import paint as paints
    from footmap.core.drawing import Drawing, Stroke

    def painted(side: Side, radius_mm: float) -> Stroke:
        outline = engine.atlas.views["foot_lateral"].outline.buffer(-8)
        at = outline.representative_point()
        x = at.x if side == "right" else -at.x
        return Stroke(side, "foot_lateral", "add", "brush", "pain", ((x, at.y),), radius_mm)

    drawing = Drawing((painted("right", 6.0), painted("left", 20.0)))
    match: Match = engine.matcher.match(paints.replay(engine.atlas, drawing))
    for row in range(len(match.subjects)):
        right, left, both = (shares_of(match, row, side) for side in ("right", "left", "both"))
        assert right.explained is not None
        assert left.explained is not None
        assert both.explained == pytest.approx(right.explained + left.explained, abs=1.6), "of all paint"
        for one, other, all_ in zip(right[1:], left[1:], both[1:], strict=True):
            if one is not None and other is not None and all_ is not None:
                assert min(one, other) - 1 <= all_ <= max(one, other) + 1
    assert shares_of(match, None, "right") == Shares()
    assert shares_of(match, 0, None) == Shares()


@given(
    st.lists(
        st.tuples(st.floats(-12, 0), st.sampled_from(["for", "against", "strongly against"]), st.booleans()),
        max_size=60,
    )
)
def test_what_matters_is_listed_at_first_and_never_too_much(rows: list[tuple[float, Words, bool]]) -> None:
    rows.sort(key=lambda row: row[0], reverse=True)
    scoring = load_scoring()
    all_ = [
        Entry("nerve", f"n{k}", "right", f"n{k}", words, bar(support, scoring), Shares(), first=first)
        for k, (support, words, first) in enumerate(rows)
    ]
    shown = listed_first(all_)
    assert len(shown) <= min(MOST, len(all_))
    assert all(e.first for e in shown)
    assert [e for e in all_ if e in shown] == list(shown)
    near = sum(e.bar > 0 and e.words != "strongly against" for e in all_ if e.first)
    assert len(shown) >= min(near, MOST)
