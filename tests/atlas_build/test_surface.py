"""The limb as drawn: a closed skin with the measures of an adult, seen by eight cameras in fixed frames."""

from __future__ import annotations

import numpy as np
import pytest

for package in ("scipy", "skimage", "numba"):
    pytest.importorskip(package, reason="the atlas build needs the extra 'atlas'")

from shapely.affinity import scale

from footmap.atlas_build.cameras import cameras, highest_mm, opacity
from footmap.atlas_build.measures import measures, silhouettes
from footmap.atlas_build.surface import Surface, build_surface
from footmap.core.views import VIEW_IDS, ViewId

CELL_MM = 4.0
COARSE_SHARE = 0.01  # what the coarse mesh may add to the 3 % that a measure may be off


@pytest.fixture(scope="module", params=["male", "female"])
def surface(request: pytest.FixtureRequest) -> Surface:
    return build_surface(str(request.param), CELL_MM, cache=None)


def test_skin_is_one_closed_outward_mesh(surface: Surface) -> None:
    t, v = surface.triangles, surface.vertices
    edges = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert (count == 2).all()
    assert len(v) - len(count) + len(t) == 2  # Euler: one piece without handles
    face = np.cross(v[t[:, 1]] - v[t[:, 0]], v[t[:, 2]] - v[t[:, 0]])
    outward = np.einsum("ij,ij->i", face, surface.normals[t].mean(1)) > 0
    assert outward.mean() > 0.99


def test_measures_are_those_of_an_adult(surface: Surface) -> None:
    found = measures(surface)
    targets = dict(surface.body.targets)
    assert set(found) == set(targets)
    off = {name: found[name] / target.value - 1 for name, target in targets.items()}
    assert {name: share for name, share in off.items() if abs(share) > 0.03 + COARSE_SHARE} == {}


def test_medial_malleolus_is_higher_and_further_forward(surface: Surface) -> None:
    v = surface.vertices
    length = measures(surface)["foot_length_mm"]
    ankle = v[(v[:, 2] > 0.23 * length) & (v[:, 2] < 0.40 * length)]
    medial, lateral = ankle[ankle[:, 0].argmin()], ankle[ankle[:, 0].argmax()]
    assert medial[1] > lateral[1]
    assert medial[2] > lateral[2]


def test_medial_calf_reaches_lower_than_the_lateral(surface: Surface) -> None:
    knee = surface.body.levels.knee_joint
    v = surface.vertices
    behind = v[(v[:, 1] < -30) & (v[:, 2] > 0.5 * knee) & (v[:, 2] < 0.9 * knee)]

    def belly(side: float) -> float:
        part = behind[np.sign(behind[:, 0]) == side]
        levels = np.arange(0.5 * knee, 0.85 * knee, 8.0)
        width = [np.abs(part[np.abs(part[:, 2] - z) < 5, 0]).max() for z in levels]
        return float(levels[int(np.argmax(width))])

    assert belly(-1) < belly(1)


def test_sole_stands_on_the_ground_with_a_medial_arch(surface: Surface) -> None:
    v = surface.vertices
    assert 0.0 < v[:, 2].min() < 3.0
    frame = surface.body.frame
    middle = frame.heel_back[1] + 0.40 * (frame.toe2_tip[1] - frame.heel_back[1])
    across = v[(np.abs(v[:, 1] - middle) < 4) & (v[:, 2] < 60)]
    medial = across[np.abs(across[:, 0] + 22) < 4, 2].min()
    lateral = across[np.abs(across[:, 0] - 24) < 4, 2].min()
    assert medial > 12.0
    assert lateral < 6.0


def test_opposite_silhouettes_mirror_each_other(surface: Surface) -> None:
    outline = silhouettes(surface)
    pairs: list[tuple[ViewId, ViewId]] = [
        ("leg_anterior", "leg_posterior"),
        ("leg_medial", "leg_lateral"),
        ("foot_dorsal", "foot_plantar"),
        ("foot_medial", "foot_lateral"),
    ]
    for one, other in pairs:
        mirrored = scale(outline[other], -1, 1, origin=(0, 0))
        both = outline[one].intersection(mirrored).area / outline[one].union(mirrored).area
        assert both > 0.98, (one, other)


def test_cameras_are_right_handed_and_keep_their_origins(surface: Surface) -> None:
    frame = surface.body.frame
    for view, camera in cameras(surface).items():
        rows = np.array(camera.rows)
        assert np.allclose(rows @ rows.T, np.eye(3), atol=1e-6)
        assert np.linalg.det(rows) > 0
        if view == "foot_plantar":
            heel, toe = camera.project(np.array([frame.heel_back, frame.toe2_tip]))[:, :2]
            assert np.allclose(heel, 0, atol=1e-3)
            assert toe == pytest.approx([0.0, toe[1]], abs=1e-3)
            assert toe[1] > 200
        elif view != "foot_dorsal":
            assert np.allclose(camera.project(np.array([frame.ankle_centre]))[0, :2], 0, atol=1e-3), view


def test_dorsal_view_has_the_flat_foot_upright(surface: Surface) -> None:
    camera = cameras(surface)["foot_dorsal"]
    frame = surface.body.frame
    toe = camera.project(np.array([frame.toe2_tip]))[0]  # the toes do not move in the pose
    length = frame.toe2_tip[1] - frame.heel_back[1]
    assert toe[0] == pytest.approx(0.0, abs=0.5)
    assert toe[1] == pytest.approx(length, rel=0.02)


@pytest.mark.parametrize("view", VIEW_IDS)
def test_opacity_is_a_share_and_hides_the_cut_faces(surface: Surface, view: ViewId) -> None:
    v = surface.vertices
    shown = opacity(view, surface)(v)
    assert shown.min() >= 0
    assert shown.max() == 1
    top = v[:, 2] > v[:, 2].max() - 6
    assert (shown[top] < 0.1).all()
    crotch = surface.body.levels.crotch
    inside = (v[:, 0] < surface.body.levels.midline_x + 8) & (v[:, 2] > crotch + 110) & (v[:, 1] > -40)
    facing = cameras(surface)[view].directions(v, surface.normals)[:, 2] > 0.5
    assert (shown[inside & facing] < 0.2).all()
    if view.startswith("foot"):
        assert (shown[v[:, 2] > highest_mm(view, surface)] == 0).all()


def test_building_twice_gives_the_same_mesh() -> None:
    one, two = (build_surface("male", 8.0, cache=None) for _ in range(2))
    assert np.array_equal(one.vertices, two.vertices)
    assert np.array_equal(one.triangles, two.triangles)
    assert np.array_equal(one.normals, two.normals)
