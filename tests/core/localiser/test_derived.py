"""What follows from the shipped knowledge is what was reviewed."""

from __future__ import annotations

from typing import Any

import pytest

from footmap.core.localiser.engine import Localiser
from footmap.data.knowledge.clinical import Clinical

from .derived import contradicted, derived, read_expected


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return read_expected()


@pytest.mark.parametrize("part", ["pictures", "answers", "flags", "frequency", "bounds"])
def test_what_follows_is_what_was_reviewed(
    localiser: Localiser, clinical: Clinical, expected: dict[str, Any], part: str
) -> None:
    found = derived(localiser, clinical)[part]
    differing = {key for key in found.keys() | expected[part].keys() if found.get(key) != expected[part].get(key)}
    assert {k: found.get(k) for k in differing} == {k: expected[part].get(k) for k in differing}


def test_the_model_of_a_lesion_agrees_with_what_the_sources_list(
    localiser: Localiser, expected: dict[str, Any]
) -> None:
    assert contradicted(localiser) == expected["contradicted"]
