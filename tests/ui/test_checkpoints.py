"""Remembered results of steps, against a case that is computed from the beginning. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.ui.document import checkpoints
from footmap.ui.document.checkpoints import EVERY, KEPT, Checkpoints

Paint = tuple[int, ...]
"""Stands for what is painted: the strokes, or what another kind of step left of them."""


@dataclass
class Document:
    """Steps that add strokes, that answer (none), or that change the drawing otherwise (None)."""

    steps: list[int | None] = field(default_factory=list)
    at: int = 0

    def paint(self, index: int) -> Paint:
        """From the beginning."""
        out: Paint = ()
        for k, step in enumerate(self.steps[:index]):
            out = (-k,) if step is None else (*out, *(1000 * k + i for i in range(step)))
        return out

    def computed(self, kept: Checkpoints[Paint], index: int) -> Paint:
        """From what is remembered, as the session does it."""
        before, count = kept.start(index, lambda step: self.steps[step - 1])
        whole = self.paint(index)
        return whole if before is None else (*before, *whole[len(whole) - count :])


moves = st.lists(
    st.one_of(
        st.tuples(st.just("push"), st.one_of(st.none(), st.integers(0, 4))),
        st.tuples(st.just("go"), st.integers(0, 200)),
        st.tuples(st.just("restart"), st.just(0)),
    ),
    max_size=40,
)


@given(moves, st.integers(0, 4), st.integers(1, 5))
def test_any_way_through_the_steps_leads_to_the_same(
    made: list[tuple[str, int | None]], kept_near: int, every: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkpoints, "KEPT", kept_near)
        patch.setattr(checkpoints, "EVERY", every)
        document, kept = Document(), Checkpoints[Paint](())
        for what, number in made:
            if what == "push":
                document.steps = [*document.steps[: document.at], number]
                document.at += 1
                kept.push(document.at, document.paint(document.at))
            elif what == "go":
                document.at = (number or 0) % (len(document.steps) + 1)
            else:  # as when another body is drawn
                kept.restart(document.at, document.paint(document.at))
            found = kept.get(document.at)
            if found is None:
                found = document.computed(kept, document.at)
                kept.put(document.at, found)
            assert found == document.paint(document.at)
            kept.forget(document.at)
            assert document.at in kept, "what is shown is remembered"


def test_a_step_of_several_strokes_is_computed_with_all_of_them() -> None:
    kept = Checkpoints("nothing")
    assert kept.start(3, lambda step: [2, 0, 5][step - 1]) == ("nothing", 7)
    kept.put(1, "two")
    assert kept.start(3, lambda step: [2, 0, 5][step - 1]) == ("two", 5)
    assert kept.start(2, lambda step: [2, 0, 5][step - 1]) == ("two", 0), "an answer paints nothing"


def test_beyond_another_change_everything_is_computed() -> None:
    kept = Checkpoints("nothing")
    assert kept.start(3, lambda step: [2, None, 5][step - 1]) == (None, 0)
    kept.put(2, "cleared")
    assert kept.start(3, lambda step: [2, None, 5][step - 1]) == ("cleared", 5)


def test_a_new_step_ends_what_could_be_redone() -> None:
    kept = Checkpoints("nothing")
    for index in range(1, 5):
        kept.push(index, f"step {index}")
    kept.push(2, "another way")
    assert [kept.get(index) for index in range(5)] == ["nothing", "step 1", "another way", None, None]


@given(st.integers(0, 600), st.integers(0, 600))
def test_near_results_and_every_so_manieth_stay(count: int, shown: int) -> None:
    kept = Checkpoints(0)
    for index in range(1, count + 1):
        kept.put(index, index)
    kept.forget(shown)
    for index in range(count + 1):
        assert (index in kept) == (abs(index - shown) <= KEPT or index % EVERY == 0)
        assert kept.get(index) == (index if index in kept else None)
