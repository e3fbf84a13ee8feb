"""What each learner has chosen to study comes back, and nonsense in the settings is every nerve and level."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footmap.core.ids import VIEW_IDS, ViewId
from footmap.data.progress.store import Progress
from footmap.study.desk import StudyDesk
from footmap.study.facts import SETS, SetId
from footmap.study.material import Material
from footmap.study.wording import load_material
from footmap.ui.settings.preferences import Preferences
from footmap.ui.study.chosen import MOST, remember, remembered


@pytest.fixture(scope="module")
def material() -> Material:
    return load_material()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("ada|core muscles foot_plantar", max_size=40), max_size=4))
def test_whatever_the_settings_hold_something_sensible_is_studied(tmp_path: Path, lines: list[str]) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    preferences.studied = tuple(lines)
    sets, view = remembered(preferences, "ada")
    assert sets
    assert set(sets) <= set(SETS)
    assert view is None or view in VIEW_IDS


@pytest.mark.parametrize(("sets", "view"), [(("core",), "foot_plantar"), (("muscles", "reflexes"), None)])
def test_each_learner_finds_what_was_chosen(
    material: Material, tmp_path: Path, sets: tuple[SetId, ...], view: ViewId | None
) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    with Progress(tmp_path / "p.footstudy") as progress:
        for name in ("Ada", "Ben"):
            with progress.study(progress.add(name)) as studying:
                desk = StudyDesk(studying, material)
                if name == "Ada":
                    desk.choose(sets, view)
                remember(preferences, desk)
        ada, ben = (progress.learner(name).id for name in ("Ada", "Ben"))
    assert remembered(preferences, ada) == (sets, view)
    assert remembered(preferences, ben) == (("core",), None)


def test_no_more_learners_are_remembered_than_there_is_room_for(material: Material, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    preferences.studied = tuple(f"{k}|core|" for k in range(2 * MOST))
    with Progress(tmp_path / "p.footstudy") as progress, progress.study(progress.add("Ada")) as studying:
        remember(preferences, StudyDesk(studying, material))
    assert len(preferences.studied) == MOST
