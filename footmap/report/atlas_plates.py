"""Plates of the atlas as PDF and PNG: each layer of territories on the eight pictures, with legend and sources."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypedDict

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from PIL import Image
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, Territory, Zone
from footmap.core.ids import CONSENSUS
from footmap.core.label_places import Box, Placed, arrange
from footmap.core.label_wishes import Plane, joined, name_skin
from footmap.core.skin_owners import owned_skin
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data import resources
from footmap.data.knowledge.base import Knowledge
from footmap.data.output import write_output
from footmap.data.style import load_style
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.courses import Courses, CoursesModel, load_courses, read_courses
from footmap.data.territories.file import TerritoryFile
from footmap.errors import FootmapError
from footmap.words.picture_facts import described

from .labels import CAPITAL, SPARE, text_width

_PAGE_IN: Final = (23.4, 16.5)
_LEG: Final = 0.27
_FOOT: Final = 0.47
"""Paper millimetres per millimetre of skin, on a page of A2."""
_INK: Final = "#2A1E1C"
_SIGN_PT: Final = (11.0, 8.5, 6.5, 5.0)
"""Sizes of signs on the skin."""
_VIEW: Final = Plane(1.0, 1.0, 0.0, 0.0)
_DPI: Final = 130
DISAGREEMENT_COLOURS: Final = {"agree": "#5FA777", "neighbours": "#E8C95A", "apart": "#C8503C"}
DISAGREEMENT_WORDS: Final = {
    "agree": "the maps agree",
    "neighbours": "one level apart",
    "apart": "two levels apart or more",
}


@dataclass(frozen=True)
class Wash:
    """One shape to draw: colour, opacity, sign to write into it, and how strong its border is."""

    shape: MultiPolygon
    colour: str
    opacity: float
    sign: str = ""
    line: float = 0.5


@dataclass(frozen=True)
class Plate:
    """One plate before it is drawn.

    Attributes
    ----------
    named : sequence of Territory
        Territories of one layer that carry their `signs` (by id) on the skin that is theirs alone.
    """

    name: str
    title: str
    note: str
    washes: Callable[[ViewId], list[Wash]]
    legend: Sequence[tuple[str | None, str]]
    sources: Sequence[str] = ()
    extra: Callable[[ViewId, Axes], None] = field(default=lambda _view, _axes: None)
    aside: Callable[[Figure], None] = field(default=lambda _figure: None)
    named: Sequence[Territory] = ()
    signs: Mapping[str, str] = field(default_factory=dict)


class _Signed(TypedDict):
    """How a plate carries signs."""

    named: Sequence[Territory]
    signs: Mapping[str, str]


def write_plates(
    folder: Path,
    atlas: Atlas,
    knowledge: Knowledge,
    names: Sequence[str] | None = None,
    report: Callable[[str], None] = print,
) -> list[Path]:
    """Draw the plates of one body as PDF and PNG.

    Parameters
    ----------
    names : sequence of str, optional
        Only these plates; see `plates`.
    report : callable
        Told every file written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    authored = read_authored(read_chart(atlas.body))
    pictures = {v: np.asarray(Image.open(_picture(atlas.body, v))) for v in VIEW_IDS}
    out = []
    there = plates(atlas, knowledge, authored)
    if wrong := sorted(set(names or ()) - {plate.name for plate in there}):
        known = ", ".join(plate.name for plate in there)
        raise FootmapError(f"There is no plate {wrong[0]!a}; there are {known}.")
    for plate in there:
        if names and plate.name not in names:
            continue
        figure = _draw(plate, atlas, pictures)
        for kind in ("pdf", "png"):
            path = folder / f"{plate.name}.{kind}"
            metadata: dict[str, Any] = {"Title": plate.title}
            if kind == "pdf":
                metadata["CreationDate"] = None
            drawn = io.BytesIO()
            figure.savefig(drawn, format=kind, dpi=_DPI, metadata=metadata)
            data = drawn.getvalue() if kind == "pdf" else described(drawn.getvalue(), "plate", "en", _DPI)
            write_output(path, data, private=False)
            out.append(path)
            report(str(path))
    return out


def _picture(body: str, view: ViewId) -> Path:
    return resources.atlas_folder(body) / "pictures" / f"{view}@2x.png"


def plates(atlas: Atlas, knowledge: Knowledge, authored: Authored) -> list[Plate]:
    """All plates of an atlas."""
    style = load_style()
    nerves = [t for t in atlas.territories if t.layer == "nerve" and t.part in (None, "own") and not t.trunk]
    toes = [t for t in atlas.territories if t.layer == "nerve" and t.part not in (None, "own")]
    ids = list(dict.fromkeys(t.id for t in nerves if any(not g.is_empty for g in t.zones["usual"].values())))
    key = [(style.nerves[i].colour, f"{style.nerves[i].short}  {knowledge.nerves[i].name.en}") for i in ids]
    signed = _Signed(named=nerves, signs={i: style.nerves[i].short for i in ids})
    cited = {f: _cited(authored, f) for f in ("regions", "nerves", *authored.maps)}

    def nerve_wash(usual: float, core: float) -> Callable[[ViewId], list[Wash]]:
        def washes(view: ViewId) -> list[Wash]:
            out = [Wash(_of(t, "usual", view), style.nerves[t.id].colour, usual) for t in nerves]
            if core:
                out += [Wash(_of(t, "core", view), style.nerves[t.id].colour, core, line=0.9) for t in nerves]
            return out

        return washes

    out = [
        _regions_plate(atlas, authored, cited["regions"]),
        Plate("nerves_usual", authored.nerves.model.title, "", nerve_wash(0.55, 0), key, cited["nerves"], **signed),
        Plate(
            "nerves_core",
            "Cutaneous nerves, cores (autonomous zones)",
            "pale: usual",
            nerve_wash(0.16, 0.7),
            key,
            cited["nerves"],
            **signed,
        ),
        _variants_plate(atlas, authored, knowledge, cited["nerves"]),
        _toes_plate(toes, cited["nerves"]),
    ]
    for map_id, file in authored.maps.items():
        out.append(_map_plate(atlas, map_id, file.model.title, cited[map_id]))
    out.append(_map_plate(atlas, CONSENSUS, authored.rule.title, authored.rule.src))
    out.append(_disagreement_plate(atlas))
    out.append(_courses_plate(atlas, knowledge))
    known = knowledge.sources
    return [
        replace(p, sources=[f"{c}: {known[c].citation}" for c in p.sources if c in known and known[c].citable])
        for p in out
    ]


def _of(territory: Territory, zone: Zone, view: ViewId) -> MultiPolygon:
    return territory.zones.get(zone, {}).get(view, MultiPolygon())


def _cited(authored: Authored, key: str) -> list[str]:
    """Sources of one file, each once, in order."""
    files: dict[str, TerritoryFile] = {"regions": authored.regions, "nerves": authored.nerves}
    files.update((map_id, file) for map_id, file in authored.maps.items())
    model = files[key].model
    codes = list(model.src_default)
    for group in (model.borders, model.shapes, model.cores, model.digital, model.variants):
        for item in group.values():
            codes += item.src
    return list(dict.fromkeys(codes))


def _regions_plate(atlas: Atlas, authored: Authored, sources: Sequence[str]) -> Plate:
    regions = [t for t in atlas.territories if t.layer == "region"]
    number = {name: i + 1 for i, name in enumerate(authored.regions.names)}
    colour = {name: _palette(i) for i, name in enumerate(authored.regions.names)}

    def words(name: str) -> str:
        names = authored.regions.model.areas[name].name
        return names if isinstance(names, str) else names.en if names else name

    legend = [(colour[n], f"{number[n]}  {words(n)}") for n in authored.regions.names]

    def washes(view: ViewId) -> list[Wash]:
        return [Wash(_of(t, "usual", view), colour[t.id], 0.45, str(number[t.id])) for t in regions]

    return Plate("regions", authored.regions.model.title, "", washes, legend, sources)


def _variants_plate(atlas: Atlas, authored: Authored, knowledge: Knowledge, sources: Sequence[str]) -> Plate:
    model = authored.nerves.model
    shown: dict[str, tuple[int, str]] = {}
    legend: list[tuple[str | None, str]] = []
    for name, item in model.variants.items():
        if item.shape is None or not item.adds:
            continue
        shown[name] = (len(shown) + 1, _palette(len(shown)))
        share = f"{item.freq:.0%}" if item.freq is not None else "share unknown"
        legend.append(
            (shown[name][1], f"{shown[name][0]}  {knowledge.nerves[item.nerve].name.en}: {item.en} ({share})")
        )
    holders = [t for t in atlas.territories if t.layer == "nerve" and t.part is None]

    def washes(view: ViewId) -> list[Wash]:
        out = []
        for territory in holders:
            for variant in territory.variants:
                if variant.id in shown and model.variants[variant.id].nerve == territory.id:
                    number, colour = shown[variant.id]
                    out.append(Wash(variant.shapes.get(view, MultiPolygon()), colour, 0.35, str(number), 0.8))
        return out

    return Plate("nerves_variants", "Cutaneous nerves, described variants", "they overlap", washes, legend, sources)


def _toes_plate(toes: Sequence[Territory], sources: Sequence[str]) -> Plate:
    parts = list(dict.fromkeys((t.id, t.part) for t in toes))
    colour = {part: _palette(i) for i, part in enumerate(parts)}
    legend = [(colour[p], f"{p[0].replace('_', ' ')}, {str(p[1]).replace('_', ' ')}") for p in parts]

    def washes(view: ViewId) -> list[Wash]:
        return [Wash(_of(t, "usual", view), colour[t.id, t.part], 0.45) for t in toes]

    return Plate("nerves_toes", "Digital nerves", "webs over toe sides", washes, legend, sources)


def _map_plate(atlas: Atlas, map_id: str, title: str, sources: Sequence[str]) -> Plate:
    style = load_style()
    levels = [t for t in atlas.territories if t.map == map_id]
    consensus = map_id == CONSENSUS

    def washes(view: ViewId) -> list[Wash]:
        usual = [
            Wash(_of(t, "usual", view), style.levels[t.id].colour, 0.22 if consensus else 0.5, line=0.4) for t in levels
        ]
        core = [Wash(_of(t, "core", view), style.levels[t.id].colour, 0.6, line=0.8) for t in levels]
        return usual + core

    legend = [(style.levels[t.id].colour, t.id.replace("_", "-")) for t in levels]
    note = "strong: core; pale: margin, where levels overlap" if consensus else ""
    signed = _Signed(named=levels, signs={t.id: style.levels[t.id].short for t in levels})
    return Plate(f"dermatomes_{map_id}", title, note, washes, legend, sources, **signed)


def _disagreement_plate(atlas: Atlas) -> Plate:
    layers = [t for t in atlas.territories if t.layer == "disagreement"]

    def washes(view: ViewId) -> list[Wash]:
        return [Wash(_of(t, "usual", view), DISAGREEMENT_COLOURS[t.id], 0.5) for t in layers]

    legend = [(DISAGREEMENT_COLOURS[k], words) for k, words in DISAGREEMENT_WORDS.items()]
    title = "Where the dermatome maps disagree"
    return Plate("disagreement", title, "three maps, redrawn from descriptions; blank maps have no say", washes, legend)


def _courses_plate(atlas: Atlas, knowledge: Knowledge) -> Plate:
    style = load_style()
    courses: Courses = load_courses(atlas.body)
    model, _ = read_courses(territories_folder())
    legend: list[tuple[str | None, str]] = [
        (style.nerves[n].colour, knowledge.nerves[n].name.en) for n in model.courses
    ]

    def extra(view: ViewId, axes: Axes) -> None:
        for nerve, pieces in courses.pieces[view].items():
            for piece in pieces:
                xy = np.array(piece.points_mm)
                axes.plot(
                    xy[:, 0], xy[:, 1], color=style.nerves[nerve].colour, lw=1.4,
                    linestyle=(0, (3, 2)) if piece.dashed else "solid", alpha=0.6 if piece.dashed else 1.0,
                )  # fmt: skip
        for site in courses.sites[view]:
            face = "white" if site.hidden else _INK
            axes.plot([site.point_mm[0]], [site.point_mm[1]], "o", ms=3.2, mfc=face, mec=_INK, mew=0.7)

    sources = list(dict.fromkeys(c for course in model.courses.values() for c in course.src))
    note = "dashed: deep or on the far side; dots: sites where nerves are trapped"
    return Plate("courses", model.title, note, lambda _: [], legend, sources, extra, lambda f: _spine(f, model))


def _spine(figure: Figure, model: CoursesModel) -> None:
    """The lumbar spine from behind as a schematic: roots that leave and that pass at each disc."""
    style = load_style()
    axes = figure.add_axes((0.22, 0.755, 0.24, 0.215))
    axes.set_xlim(-34, 62)
    axes.set_ylim(-118, 16)
    axes.set_aspect("equal")
    axes.axis("off")
    axes.text(-30, 12, "Lumbar spine from behind, right side", fontsize=8, color=_INK)
    bodies = ["L1", "L2", "L3", "L4", "L5"]
    for i, name in enumerate(bodies):
        y = -i * 18
        axes.add_patch(Rectangle((-14, y - 11), 28, 11, fc="#EFE4D6", ec=_INK, lw=0.8))
        axes.text(-9, y - 5.5, name, fontsize=8, va="center", color=_INK)
        if i < len(model.spine.discs):
            disc = model.spine.discs[i]
            axes.add_patch(Rectangle((-13, y - 16.5), 26, 4.5, fc="#B9D3DD", ec=_INK, lw=0.6))
            axes.text(-16, y - 14.2, disc.disc, fontsize=7, ha="right", va="center", color=_INK)
            for root, x0, y0 in ((disc.leaves, 4, y - 2), (disc.passes, 6, y - 8)):
                colour = style.levels[root].colour
                leaves = root == disc.leaves
                end = (34.0, y - 15.0) if leaves else (12.0, y - 22.0)
                axes.plot([x0, end[0]], [y0, end[1]], color=colour, lw=2.0)
            axes.text(36, y - 15, f"{disc.leaves} leaves, {disc.passes} passes", fontsize=7, va="center", color=_INK)
    axes.add_patch(Rectangle((-13, -116), 26, 26, fc="#EFE4D6", ec=_INK, lw=0.8))
    axes.text(0, -103, "S1 to S4", fontsize=8, ha="center", va="center", color=_INK)


def _palette(i: int) -> str:
    """Soft colours, neighbours far apart in hue."""
    import colorsys

    r, g, b = colorsys.hls_to_rgb((i * 0.381966) % 1, (0.62, 0.72, 0.55)[i % 3], 0.55)
    return f"#{round(r * 255):02X}{round(g * 255):02X}{round(b * 255):02X}"


def _draw(plate: Plate, atlas: Atlas, pictures: Mapping[ViewId, Any]) -> Figure:
    figure = Figure(figsize=_PAGE_IN, facecolor="white")
    FigureCanvasAgg(figure)
    height = 25.4 * _PAGE_IN[1]
    figure.text(0.022, 0.968, plate.title, fontsize=21, color=_INK, va="center")
    figure.text(0.022, 0.944, plate.note, fontsize=11, color=_INK, va="center")
    body = f"{atlas.body} body, right limb; left limb is its mirror image. Atlas {atlas.version}."
    figure.text(0.022, 0.022, f"{body} For learning and as an aid, not a diagnosis.", fontsize=9, color=_INK)
    x, base = 12.0, 26.0
    for view in VIEW_IDS[:4]:
        x += _view(figure, plate, atlas, view, pictures[view], x, base, _LEG) + 2
    _scale_bar(figure, 16, 17, 100, _LEG)
    feet = x = max(x + 4, 322.0)
    top, low = height - 26.0, height
    for view in ("foot_dorsal", "foot_plantar"):
        picture = atlas.views[view].picture
        tall = picture.height_px / picture.px_per_mm * _FOOT
        x += _view(figure, plate, atlas, view, pictures[view], x, top - tall, _FOOT) + 3
        low = min(low, top - tall)
    x = feet
    for view in ("foot_medial", "foot_lateral"):
        picture = atlas.views[view].picture
        tall = picture.height_px / picture.px_per_mm * _FOOT
        x += _view(figure, plate, atlas, view, pictures[view], x, low - tall, _FOOT) + 3
    _scale_bar(figure, feet, low - tall - 5, 50, _FOOT)
    _write_legend(figure, plate)
    plate.aside(figure)
    return figure


def _view(
    figure: Figure, plate: Plate, atlas: Atlas, view: ViewId, picture: Any, left: float, bottom: float, scale: float
) -> float:
    """Draw one view with its lower left corner at paper mm; returns its width in paper mm."""
    frame = atlas.views[view].picture
    wide, tall = frame.width_px / frame.px_per_mm, frame.height_px / frame.px_per_mm
    page = [25.4 * v for v in _PAGE_IN]
    axes = figure.add_axes((left / page[0], bottom / page[1], wide * scale / page[0], tall * scale / page[1]))
    axes.axis("off")
    axes.imshow(
        picture,
        extent=(frame.left_mm, frame.left_mm + wide, frame.top_mm - tall, frame.top_mm),
        interpolation="lanczos",
    )
    axes.set_xlim(frame.left_mm, frame.left_mm + wide)
    axes.set_ylim(frame.top_mm - tall, frame.top_mm)
    for wash in plate.washes(view):
        if wash.shape.is_empty:
            continue
        path = _path(wash.shape)
        axes.add_patch(PathPatch(path, fc=wash.colour, ec="none", alpha=wash.opacity))
        axes.add_patch(PathPatch(path, fc="none", ec=_INK, lw=wash.line, alpha=0.8))
    for wash in plate.washes(view):
        if wash.sign and not wash.shape.is_empty:
            _sign(axes, wash, scale)
    _write_signs(axes, plate, view, scale)
    plate.extra(view, axes)
    return wide * scale


def _path(shape: MultiPolygon) -> Outline:
    points, codes = [], []
    for polygon in shape.geoms:
        for ring in (polygon.exterior, *polygon.interiors):
            xy = np.asarray(ring.coords)
            points.append(xy)
            codes.append([Outline.MOVETO, *[Outline.LINETO] * (len(xy) - 2), Outline.CLOSEPOLY])
    return Outline(np.concatenate(points), np.concatenate(codes))


def _sign(axes: Axes, wash: Wash, scale: float) -> None:
    """Write a sign into every part of a shape that has room for it."""
    for part in wash.shape.geoms:
        circle = shapely.get_coordinates(shapely.maximum_inscribed_circle(part, tolerance=0.5))
        radius = float(np.hypot(*(circle[1] - circle[0]))) * scale
        size = min(11.0, 2.83 * radius * 2.4 / max(len(wash.sign), 2))
        if size >= 5.0:
            axes.text(
                float(circle[0, 0]), float(circle[0, 1]), wash.sign, fontsize=size, ha="center", va="center", color=_INK
            )


def _write_signs(axes: Axes, plate: Plate, view: ViewId, scale: float) -> None:
    """Signs on the skin that is theirs: each in the largest letters that fit, places as in the window."""
    waiting = [p for p in owned_skin(plate.named, view) if all(id_ in plate.signs for id_ in p.owners)]
    everywhere = Box(-1e6, -1e6, 1e6, 1e6)
    placed: list[Placed] = []
    for points in _SIGN_PT:
        em = points * 25.4 / 72.0 / scale
        wishes = []
        for piece in waiting:
            text = joined(piece.owners, plate.signs)
            size = SPARE * text_width(text, em), em
            wish = name_skin(piece, text, size, CAPITAL * em, _VIEW, None, rank=2 if piece.shared else 1, whole=True)
            if wish is not None:
                wishes.append(wish)
        found = arrange(wishes, (), everywhere, placed)
        for one in found:
            axes.text(*one.box.middle, one.wish.text, fontsize=points, ha="center", va="center", color=_INK)
        placed += found
        done = [shapely.Point(one.box.middle) for one in found]
        waiting = [p for p in waiting if not any(p.skin.contains(spot) for spot in done)]


def _scale_bar(figure: Figure, left: float, bottom: float, mm: int, scale: float) -> None:
    page = [25.4 * v for v in _PAGE_IN]
    axes = figure.add_axes((left / page[0], bottom / page[1], mm * scale / page[0], 5 / page[1]))
    axes.axis("off")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.plot([0, 1], [0.15, 0.15], color=_INK, lw=1.6, solid_capstyle="butt")
    axes.text(0.5, 0.35, f"{mm} mm", fontsize=8, ha="center", va="bottom", color=_INK)


def _write_legend(figure: Figure, plate: Plate) -> None:
    """Legend below the feet, sources under it."""
    page = [25.4 * v for v in _PAGE_IN]
    left, right = page[0] - 76, page[0] - 8
    columns = 2 if len(plate.legend) > 40 else 1
    rows = -(-len(plate.legend) // columns)
    top, bottom = page[1] - 30, page[1] * 0.42
    pitch = min(6.2, (top - bottom) / max(rows, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set_xlim(0, page[0])
    axes.set_ylim(0, page[1])
    step = (right - left) / columns
    for i, (colour, words) in enumerate(plate.legend):
        x, y = left + (i // rows) * step, top - (i % rows) * pitch
        if colour is not None:
            axes.add_patch(Rectangle((x, y - pitch * 0.36), pitch * 0.9, pitch * 0.72, fc=colour, ec=_INK, lw=0.5))
        room = step - pitch * 1.6
        size = min(pitch * 1.75, room / max(len(words), 1) * 5.4, 10.5)
        axes.text(x + pitch * 1.3, y, words, fontsize=max(size, 4.5), va="center", color=_INK)
    lines = [s if len(s) < 118 else s[:115] + "..." for s in plate.sources]
    if lines:
        half = -(-len(lines) // 2)
        size = max(2.6, min(6.0, 110 / max(half, 1)))
        for column, part in enumerate((lines[:half], lines[half:])):
            x = 322.0 + column * (right - 322.0) / 2
            axes.text(x, page[1] * 0.115, "\n".join(part), fontsize=size, va="top", color=_INK, linespacing=1.15)
