"""Validates everything under ``assets``: what `footmap atlas check` runs. The loaders are the validators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, TypeVar

import shapely

from footmap.core import geometry
from footmap.core.atlas import Atlas, LabelColumn, Territory
from footmap.core.localiser.answers import answers_of
from footmap.core.localiser.cells import build_cells
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.knowledge.base import Knowledge, load_knowledge
from footmap.data.knowledge.clinical import load_clinical
from footmap.data.knowledge.scoring import load_scoring
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.check import authored_problems, read_probes
from footmap.data.territories.courses import course_problems, load_courses, read_courses
from footmap.data.territories.taps import authored_mismatches, mismatches, read_taps, tap_problems
from footmap.errors import AssetError, CaseError, FootmapError, Problem

from . import resources
from .assets import load_atlas
from .atlas_check import budget_problems, coverage_problems
from .atlas_inputs import stale_problems, without_builder
from .casefile import read_case
from .cells import FILE as CELLS
from .cells import differences, load_cells
from .phrases import load_phrases
from .samples import load_samples
from .style import load_style

LEG_LANDMARKS: Final = (
    "mid_inguinal",
    "crotch",
    "knee_joint",
    "ankle_joint",
    "lateral_malleolus_tip",
    "medial_malleolus_tip",
)
FOOT_LANDMARKS: Final = ("heel_back", "longest_toe_tip")
WANTED_LANDMARKS: Final[Mapping[ViewId, tuple[str, ...]]] = {
    "leg_anterior": LEG_LANDMARKS,
    "leg_posterior": LEG_LANDMARKS,
    "leg_medial": LEG_LANDMARKS,
    "leg_lateral": LEG_LANDMARKS,
    "foot_dorsal": FOOT_LANDMARKS,
    "foot_plantar": FOOT_LANDMARKS,
}
OUTSIDE_MM2: Final = 2.0
"""Territory outside the outline, or core outside usual, that rounding of shapes may leave in one view."""
DRAWN_ON: Final = "male"
"""The body on which the territories were drawn; probe points and area budgets are its."""
MAX_BYTES: Final = 40 * 1024 * 1024
T = TypeVar("T")


def check_assets() -> tuple[list[Problem], list[str]]:
    """Problems of all files, and a summary of what was read, one line each."""
    problems: list[Problem] = []
    summary: list[str] = []

    def attempt(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except AssetError as error:
            problems.extend(error.problems)
        except FootmapError as error:
            problems.append(Problem("assets", str(error)))
        return None

    knowledge = attempt(load_knowledge)
    if knowledge is not None:
        summary.append(
            f"knowledge: {len(knowledge.nerves)} nerves, {len(knowledge.levels)} levels, "
            f"{len(knowledge.sources)} sources"
        )
    clinical = attempt(load_clinical)
    if clinical is not None:
        summary.append(
            f"clinical: {len(clinical.anatomy.sites)} sites, {len(clinical.conditions)} conditions, "
            f"{len(clinical.clues)} clues, {len(clinical.red_flags)} red flags"
        )
    attempt(load_scoring)
    attempt(load_phrases)
    attempt(load_style)
    taps = attempt(lambda: read_taps(territories_folder()))
    if not resources.bodies():
        problems.append(Problem("atlas", "There is no atlas of any body; build it with footmap atlas build."))
    for body in resources.bodies():
        atlas = attempt(partial(load_atlas, body, knowledge.known_ids if knowledge else None))
        if atlas is not None:
            problems.extend(_atlas_problems(atlas, knowledge))
            problems.extend(coverage_problems(atlas))
            if body == DRAWN_ON:
                problems.extend(budget_problems(atlas, territories_folder() / "budgets.yaml"))
            if taps is not None:
                problems.extend(mismatches(atlas, *taps))
            problems.extend(_cell_problems(atlas))
            summary.append(_atlas_summary(atlas))
        authored = attempt(partial(_authored, body))
        if authored is not None:
            probes = attempt(lambda: read_probes(territories_folder())) if body == DRAWN_ON else None
            problems.extend(authored_problems(authored, knowledge, probes))
            ways = attempt(lambda: read_courses(territories_folder())) if knowledge else None
            if taps is not None:
                problems.extend(authored_mismatches(authored, *taps))
            if taps is not None and knowledge is not None and body == DRAWN_ON:
                problems.extend(tap_problems(*taps, authored.regions.names, authored.nerves.names, knowledge))
            if ways is not None and knowledge is not None:
                problems.extend(course_problems(*ways, authored.regions.chart, knowledge))
        attempt(partial(load_courses, body))
    problems.extend(stale_problems(resources.root(), *resources.bodies()))
    for body in without_builder(resources.root(), *resources.bodies()):
        summary.append(f"atlas ({body}): does not say which code built it, so it may be older than the builder")
    problems.extend(_picture_problems())
    samples = attempt(load_samples) or ()
    for sample in samples:
        try:
            case = read_case(sample.path)
        except CaseError as error:
            problems.append(Problem(f"samples/{sample.path.name}", str(error)))
            continue
        for wrong in answers_of(case.clues, clinical.clues).problems if clinical is not None else ():
            said = f"The answer to {wrong.clue} does not count ({wrong.kind}: {', '.join(wrong.answers)})."
            problems.append(Problem(f"samples/{sample.path.name}", said))
    summary.append(f"samples: {len(samples)} cases")
    size = sum(path.stat().st_size for path in resources.root().rglob("*") if path.is_file())
    summary.append(f"size: {size / 1e6:.1f} MB")
    if size > MAX_BYTES:
        problems.append(Problem("assets", f"{size / 1e6:.1f} MB is more than {MAX_BYTES / 1e6:.0f} MB."))
    return problems, summary


def _authored(body: str) -> Authored:
    return read_authored(read_chart(body))


def _atlas_summary(atlas: Atlas) -> str:
    ids = {layer: {t.id for t in atlas.territories if t.layer == layer} for layer in ("region", "nerve", "level")}
    maps = {t.map for t in atlas.territories if t.map}
    return (
        f"atlas {atlas.version} ({atlas.body}): {len(atlas.views)} views, {len(atlas.skin.patches)} patches of skin, "
        f"{len(ids['region'])} regions, {len(ids['nerve'])} nerves, {len(ids['level'])} levels in {len(maps)} maps"
    )


def _atlas_problems(atlas: Atlas, knowledge: Knowledge | None) -> Iterator[Problem]:
    name = f"atlas/{atlas.body}"
    for view in VIEW_IDS:
        for landmark in WANTED_LANDMARKS.get(view, ()):
            if landmark not in atlas.views[view].landmarks_mm:
                yield Problem(f"{name}/atlas.json", f"{view} lacks the landmark {landmark}.")
    for territory in atlas.territories:
        yield from _territory_problems(territory, atlas, name)
    columns = set(atlas.label_table.columns)
    for t in atlas.territories:
        for zone in t.zones:
            drawn_mm2 = sum(shape.area for shape in t.zones[zone].values())
            if zone != "variant" and drawn_mm2 and LabelColumn(t.layer, t.id, t.part, t.map, zone) not in columns:
                yield Problem(f"{name}/labels.npz", f"{_words(t)} has no {zone} column.")
    if knowledge is not None:
        drawn = {t.id for t in atlas.territories if t.layer == "nerve"}
        for id_ in sorted(set(knowledge.nerves) - drawn):
            yield Problem(f"{name}/territories.npz", f"The nerve {id_} has no territory.")


def _cell_problems(atlas: Atlas) -> Iterator[Problem]:
    """Whether the stored skin cells are those of this atlas."""
    try:
        stored = load_cells(atlas)
        if differences(stored, build_cells(atlas)):
            yield Problem(
                f"atlas/{atlas.body}/{CELLS}", "The skin cells are not those of the labels; build the atlas again."
            )
    except AssetError as error:
        yield from error.problems


def _territory_problems(territory: Territory, atlas: Atlas, name: str) -> Iterator[Problem]:
    usual = territory.zones["usual"]
    for view, shape in usual.items():
        outside = _area_outside(shape, atlas.views[view].outline)
        if outside > OUTSIDE_MM2:
            yield Problem(
                f"{name}/territories.npz",
                f"{_words(territory)} extends beyond the skin of {view} by {outside:.1f} mm².",
            )
    for view, shape in territory.zones.get("core", {}).items():
        outside = _area_outside(shape, usual.get(view, geometry.empty()))
        if outside > OUTSIDE_MM2:
            yield Problem(
                f"{name}/territories.npz",
                f"The core of {_words(territory)} extends beyond its usual skin in {view} by {outside:.1f} mm².",
            )


def _area_outside(shape: shapely.MultiPolygon, whole: shapely.MultiPolygon) -> float:
    return float(shape.area) - float(geometry.overlap_mm2([shape], whole)[0])


def _words(territory: Territory) -> str:
    return " ".join(str(w) for w in (territory.layer, territory.id, territory.part, territory.map) if w)


def _picture_problems() -> Iterator[Problem]:
    for body in resources.bodies():
        for view in VIEW_IDS:
            for magnification in resources.MAGNIFICATIONS:
                yield from _picture_problem(body, view, magnification)


def _picture_problem(body: str, view: ViewId, magnification: int) -> Iterator[Problem]:
    name = f"atlas/{body}/pictures/{resources.picture_name(view, magnification)}"
    path = resources.root() / name
    if not path.is_file():
        yield Problem(name, "The picture is missing; build the atlas again.")
        return
    with path.open("rb") as file:
        head = file.read(12)
    kind = path.suffix[1:].upper()
    if not (head.startswith(b"\x89PNG\r\n\x1a\n") if kind == "PNG" else head[:4] + head[8:] == b"RIFFWEBP"):
        yield Problem(name, f"The picture is not a {kind} file; build the atlas again.")
