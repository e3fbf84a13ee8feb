"""Make the atlas of a body: surface, pictures, homes, territories, labels, landmarks and skin cells.

The same sources give the same bytes every time, on every x86-64 machine (`footmap.atlas_build.kernels`).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from footmap.atlas_build.homes.skin import build_skin
from footmap.core.atlas import PictureFrame
from footmap.core.localiser.cells import build_cells
from footmap.core.views import VIEW_IDS, Camera, ViewId
from footmap.data import resources
from footmap.data.assets import read_atlas
from footmap.data.atlas_inputs import inputs
from footmap.data.cells import FILE as CELLS
from footmap.data.cells import write_cells
from footmap.data.models import read_yaml
from footmap.data.territories.authored import Authored, read_authored
from footmap.data.territories.courses import read_courses
from footmap.data.territories.model import LandmarksModel
from footmap.errors import AssetError, FootmapError

from . import landmarks as marks
from . import plates
from .arcs import ChartRaster, chart_raster
from .calibrate import calibrate
from .cameras import cameras, opacity
from .courses import CourseBuilder, build_courses
from .kernels import fixed, run_fixed
from .labels import write_labels
from .locate import Locator
from .membership import Membership
from .surface import Surface, build_surface
from .territories import DrawnShape, ViewTerritories, write_territories

ATLAS_VERSION: Final = "2026.1"
BODIES: Final = ("male", "female")
_KEEP: Final = "--keep-pictures"
_ROOT: Final = "--assets"
_GROUND: Final = "the ground under the ankle centre"
_HEEL: Final = "the back of the heel, on the line from there to the tip of the second toe"
_SMOOTH_MM: Final = {"foot": (0.6, 0.03), "leg": (1.0, 0.06)}


def build(
    body: str, assets_root: Path, report: Callable[[str], None] = lambda _: None, *, pictures: bool = True
) -> None:
    """Make every file of one body's atlas.

    Parameters
    ----------
    body : str
        ``male`` or ``female``.
    assets_root : Path
        The assets folder; the atlas goes to ``atlas/<body>`` in it.
    report : callable
        Told what has been done.
    pictures : bool
        False keeps the pictures that are there: when only territories have changed.

    Raises
    ------
    AssetError
        If an authored file is wrong; nothing is written then.
    """
    folder = assets_root / "atlas" / body
    folder.mkdir(parents=True, exist_ok=True)
    surface = build_surface(body)
    report(f"surface, {len(surface.vertices)} vertices")
    table = calibrate(surface)
    locate = Locator(table)
    authored = read_authored(locate.chart, assets_root / "territories")
    wrong = [p for file in authored.files for p in file.problems]
    if wrong:
        raise AssetError(tuple(wrong))
    named = read_landmarks(assets_root / "territories" / "landmarks.yaml")
    report("skin coordinates and territories read")
    if pictures:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            drawing = pool.submit(_draw, body, folder / "pictures")
            _write_skin(surface, table, authored, folder, report)
            frames = drawing.result()
        report("pictures")
    else:
        _write_skin(surface, table, authored, folder, report)
        frames = {view: plates.frame(surface, view) for view in VIEW_IDS}
    find = marks.SkinFinder(surface, locate)
    points = marks.place(named.landmarks, surface, find, locate)
    ways, _ = read_courses(assets_root / "territories")
    shown = {view: opacity(view, surface) for view in VIEW_IDS}
    courses = build_courses(ways, CourseBuilder(surface, find), cameras(surface), shown)
    (folder / "courses.json").write_text(json.dumps(courses, separators=(",", ":")) + "\n", encoding="utf-8")
    head = atlas_head(surface, cameras(surface), frames, marks.project(points, cameras(surface)))
    (folder / "atlas.json").write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")
    write_cells(folder / CELLS, build_cells(read_atlas(folder, body)))
    report("skin cells")
    (folder / "inputs.json").write_text(json.dumps(inputs(assets_root, body), indent=1) + "\n", encoding="utf-8")
    report("done")


def _draw(body: str, folder: Path) -> dict[ViewId, PictureFrame]:
    """Pictures of a body, in a process of their own."""
    return plates.draw(build_surface(body), folder)


def _write_skin(
    surface: Surface, table: dict[str, Any], authored: Authored, folder: Path, report: Callable[[str], None]
) -> None:
    """Homes, territories and labels."""
    locate = Locator(table)
    (folder / "chart.json").write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    skin = build_skin(surface, folder / "skin.npz", report)
    drawn: list[DrawnShape] = []
    members: dict[ViewId, Membership] = {}
    for view in VIEW_IDS:
        smooth, tolerance = _SMOOTH_MM[view.split("_")[0]]
        raster: ChartRaster = chart_raster(skin.rasters[view], skin.outline[view], locate, smooth, tolerance)
        artist = ViewTerritories(authored, view, raster)
        drawn += artist.all()
        members[view] = artist.at
        report(f"territories of {view}")
    write_territories(folder / "territories.npz", drawn)
    report(f"{len(drawn)} shapes")
    report(f"{write_labels(folder / 'labels.npz', skin, members)} labels")


def read_landmarks(path: Path) -> LandmarksModel:
    """The authored landmarks."""
    return read_yaml(path, LandmarksModel)[0]


def atlas_head(
    surface: Surface,
    views: dict[ViewId, Camera],
    frames: dict[ViewId, PictureFrame],
    landmarks_mm: dict[ViewId, dict[str, list[float]]],
) -> dict[str, Any]:
    """The content of ``atlas.json``."""

    def one(view: ViewId) -> dict[str, Any]:
        camera, frame = views[view], frames[view]
        pose = {
            "kind": camera.pose.kind,
            "degrees": camera.pose.degrees,
            "pivot_yz_mm": list(camera.pose.pivot_yz_mm),
        }
        return {
            "origin": _HEEL if view in ("foot_dorsal", "foot_plantar") else _GROUND,
            "camera": {"pose": pose, "rows": [list(r) for r in camera.rows], "offset_mm": list(camera.offset_mm)},
            "picture": {
                "left_mm": frame.left_mm,
                "top_mm": frame.top_mm,
                "px_per_mm": frame.px_per_mm,
                "width_px": frame.width_px,
                "height_px": frame.height_px,
            },
            "landmarks_mm": landmarks_mm[view],
        }

    return {
        "format": "footmap-atlas",
        "version": 1,
        "atlas_version": ATLAS_VERSION,
        "body": surface.body.name,
        "views": {view: one(view) for view in VIEW_IDS},
    }


def main(bodies: Sequence[str] = ("male",), assets_root: Path | None = None, *, pictures: bool = True) -> int:
    """Make the atlas of the named bodies (``all`` for every one); returns the exit code.

    A process that computes with the kernels of its machine starts another that does not.
    """
    if not fixed():
        words = [*bodies, *([] if pictures else [_KEEP]), *([] if assets_root is None else [_ROOT, str(assets_root)])]
        return run_fixed(["-m", "footmap.atlas_build.build", *words])
    start = time.monotonic()
    names = BODIES if "all" in bodies else tuple(bodies)
    for body in names:

        def report(what: str, body: str = body) -> None:
            print(f"{time.monotonic() - start:6.1f} s  {body}: {what}", flush=True)

        try:
            build(body, assets_root or resources.root(), report, pictures=pictures)
        except FootmapError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m footmap.atlas_build.build")
    parser.add_argument("bodies", nargs="*", default=["male"], help=f"{', '.join(BODIES)} or all")
    parser.add_argument(_KEEP, action="store_true", help="leave the pictures as they are")
    parser.add_argument(_ROOT, type=Path, default=None, help="the assets folder")
    return parser.parse_args(words)


if __name__ == "__main__":
    asked = _arguments(sys.argv[1:])
    raise SystemExit(main(asked.bodies, asked.assets, pictures=not asked.keep_pictures))
