from __future__ import annotations

import shapely

from footmap.core.landmarks import visible
from footmap.data.assets import load_atlas


def test_landmarks_are_shown_from_their_own_side_only() -> None:
    for body in ("male", "female"):
        shown = visible(load_atlas(body))
        assert "lateral_malleolus" in shown["leg_lateral"]
        assert "lateral_malleolus" in shown["foot_lateral"]
        assert "lateral_malleolus" not in shown["leg_medial"]
        assert "medial_malleolus" in shown["foot_medial"]
        assert "medial_malleolus" not in shown["foot_lateral"]
        assert "patella" in shown["leg_anterior"]
        assert "patella" not in shown["leg_posterior"]
        assert "popliteal_crease" in shown["leg_posterior"]
        assert "popliteal_crease" not in shown["leg_anterior"]
        assert "heel_centre" in shown["foot_plantar"]
        assert "instep" not in shown["foot_plantar"]
        assert "fibular_head" not in shown["leg_medial"]
        inside = {"knee_joint", "ankle_joint"}
        assert not any(inside & set(names) for names in shown.values()), "these lie in the limb, not on the skin"


def test_shown_landmarks_lie_on_the_skin_of_their_view_and_apart() -> None:
    atlas = load_atlas("male")
    for view, marks in visible(atlas).items():
        near = atlas.views[view].outline.buffer(2.0)
        assert len(marks) > 5
        for name, (x, y) in marks.items():
            assert shapely.contains_xy(near, x, y), (view, name)
            assert (x, y) == atlas.views[view].landmarks_mm[name]
