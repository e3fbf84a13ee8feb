"""What is kept of the landmarks is what would be found anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from footmap.core.landmarks import visible
from footmap.data import kept, seen_landmarks
from footmap.data.assets import load_atlas


def test_landmarks_that_were_kept_are_those_that_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path))
    for body in ("male", "female"):
        atlas = load_atlas(body)
        wanted = visible(atlas)
        assert seen_landmarks.load_seen_landmarks(atlas) == wanted
        with monkeypatch.context() as patched:
            patched.setattr(seen_landmarks, "visible", lambda _: pytest.fail("they are sought again"))
            assert seen_landmarks.load_seen_landmarks(atlas) == wanted
