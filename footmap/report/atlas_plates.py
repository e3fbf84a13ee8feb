"""Plates of the atlas as PDF and PNG: each layer of territories on the eight pictures, with legend and sources."""

from __future__ import annotations

import colorsys
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image
from shapely import MultiPolygon

from footmap.core.atlas import Atlas, Territory, Zone
from footmap.core.ids import CONSENSUS
from footmap.core.views import VIEW_IDS, Side, ViewId
from footmap.data import resources
from footmap.data.knowledge.base import Knowledge
from footmap.data.output import write_output
from footmap.data.plate_phrases import NOTED, load_plate_phrases, load_variant_words
from footmap.data.style import load_style
from footmap.data.territories.authored import Authored, read_authored, read_chart, territories_folder
from footmap.data.territories.courses import Courses, CoursesModel, load_courses, read_courses
from footmap.data.territories.file import TerritoryFile
from footmap.errors import FootmapError
from footmap.words.picture_facts import described

from .plate_paper import INK, LOOKS, Entry
from .plate_sheets import Dot, Line, Mark, Plate, PlateSheets, Printing, SheetWords, Wash

DPI: Final = 200
DISAGREEMENT_COLOURS: Final = {"agree": "#5FA777", "neighbours": "#E8C95A", "apart": "#C8503C"}
_GRATICULE: Final = {True: "#2F6FA8", False: "#B3552E"}
"""Lines round the limb, and along it."""
_THIGH_MM: Final = (640.0, 664.0)
"""Heights at which the names of the degrees stand, by turns."""
_BONE: Final = "#EFE4D6"
_DISC: Final = "#B9D3DD"


@dataclass(frozen=True)
class PlateWish:
    """How plates are wanted.

    Attributes
    ----------
    only : sequence of str
        Names of plates; all of them if empty.
    paper, look : str
        Among `plate_sheets.PAPERS` and `plate_sheets.LOOKS`.
    blank : bool
        To be filled in: numbers instead of colours and names.
    dpi : float
        Pixels per inch of the PNG files.
    """

    only: Sequence[str] = ()
    paper: str = "a4"
    look: str = "light"
    side: Side = "right"
    language: str = "en"
    blank: bool = False
    dpi: float = DPI


def write_plates(
    folder: Path,
    atlas: Atlas,
    knowledge: Knowledge,
    wish: PlateWish | None = None,
    report: Callable[[str], None] = print,
    more: Sequence[Plate] = (),
) -> list[Path]:
    """Draw the plates of one body, each as a PDF with all its sheets and a PNG of each sheet.

    Parameters
    ----------
    report : callable
        Told every file written.
    more : sequence of Plate
        Further plates.

    Raises
    ------
    FootmapError
        If there is no plate of a name.
    """
    wish = wish or PlateWish()
    folder.mkdir(parents=True, exist_ok=True)
    authored = read_authored(read_chart(atlas.body))
    there = [*plates(atlas, knowledge, authored, wish), *more]
    if wrong := sorted(set(wish.only) - {plate.name for plate in there}):
        known = ", ".join(plate.name for plate in there)
        raise FootmapError(f"There is no plate {wrong[0]!a}; there are {known}.")
    pictures = {v: np.asarray(Image.open(_picture(atlas.body, v)).convert("RGBA")) for v in VIEW_IDS}
    printing = Printing(wish.paper, LOOKS[wish.look], wish.side, wish.blank)
    sheets = PlateSheets(atlas, pictures, _sheet_words(atlas, wish), printing)
    out = []
    for plate in there:
        if wish.only and plate.name not in wish.only:
            continue
        name = f"{plate.name}_blank" if wish.blank and plate.legend else plate.name
        for path, data in _files(folder / name, sheets.draw(plate), plate.title, wish):
            write_output(path, data, private=False)
            out.append(path)
            report(str(path))
    return out


def graticule_plate(lines: Mapping[ViewId, Sequence[tuple[str, bool, Any]]], language: str) -> Plate:
    """The plate of the skin coordinates.

    Parameters
    ----------
    lines : mapping of view to sequence of (name, around, points)
        Whether a line runs round the limb or along it, and its points (n, 2), mm of the view.
    """
    say = load_plate_phrases().say

    def drawn(view: ViewId) -> list[Line]:
        return [Line([(float(x), float(y)) for x, y in xy], _GRATICULE[around], False) for _, around, xy in lines[view]]

    def marks(view: ViewId) -> list[Mark]:
        """Each name once in a view, on its longest piece: rings at a third, meridians half way or on the thigh."""
        longest: dict[str, tuple[bool, Any]] = {}
        for name, around, xy in lines[view]:
            if name not in longest or len(xy) > len(longest[name][1]):
                longest[name] = around, xy
        out = []
        for name, (around, xy) in longest.items():
            at = len(xy) // (3 if around else 2)
            if view.startswith("leg") and not around:
                at = int(np.argmin(np.abs(xy[:, 1] - _THIGH_MM[int(name[1:]) // 30 % 2])))
            out.append(Mark((float(xy[at, 0]), float(xy[at, 1])), name))
        return out

    title, note = say(language, "title_graticule"), say(language, "note_graticule")
    return Plate("graticule", title, note, lambda _: [], (), lines=drawn, marks=marks)


def _files(stem: Path, figures: Sequence[Figure], title: str, wish: PlateWish) -> list[tuple[Path, bytes]]:
    whole = io.BytesIO()
    metadata: dict[str, Any] = {"Title": title, "CreationDate": None}
    with PdfPages(whole, metadata=metadata) as pdf:
        for figure in figures:
            pdf.savefig(figure, facecolor=figure.get_facecolor(), dpi=300)
    out = [(stem.with_name(f"{stem.name}.pdf"), whole.getvalue())]
    for number, figure in enumerate(figures, 1):
        drawn = io.BytesIO()
        figure.savefig(drawn, format="png", dpi=wish.dpi, metadata={"Title": title}, facecolor=figure.get_facecolor())
        png = described(drawn.getvalue(), "plate", wish.language, wish.dpi)
        out.append((stem.with_name(f"{stem.name}_{number}.png"), png))
    return out


def _picture(body: str, view: ViewId) -> Path:
    return resources.atlas_folder(body) / "pictures" / resources.picture_name(view, 2)


def _sheet_words(atlas: Atlas, wish: PlateWish) -> SheetWords:
    say, language = load_plate_phrases().say, wish.language
    body, side = say(language, atlas.body), say(language, wish.side)
    return SheetWords(
        views={view: say(language, view) for view in VIEW_IDS},
        foot=say(language, "foot", body=body, side=side, version=atlas.version),
        page=load_plate_phrases().texts["page"][language],
        sources=say(language, "sources"),
        answers=say(language, "answers"),
        name_date=say(language, "name_date"),
    )


def plates(atlas: Atlas, knowledge: Knowledge, authored: Authored, wish: PlateWish | None = None) -> list[Plate]:
    """All plates of an atlas; of blank ones those that have something to fill in."""
    wish = wish or PlateWish()
    made = _Plates(atlas, knowledge, authored, wish).all()
    if not wish.blank:
        return made
    say = load_plate_phrases().say
    named = [plate for plate in made if plate.named or not plate.legend]
    return [_numbered(p, say(wish.language, "note_blank")) if p.legend else p for p in named]


def _numbered(plate: Plate, note: str) -> Plate:
    """A plate whose signs are numbers in the order of its legend."""
    ids = list(plate.signs)
    signs = {id_: str(number) for number, id_ in enumerate(ids, 1)}
    by_sign = {plate.signs[id_]: signs[id_] for id_ in ids}
    legend = [replace(entry, sign=by_sign[entry.sign], words=_answer(entry, plate)) for entry in plate.legend]
    return replace(plate, signs=signs, legend=legend, note=note, numbered=True)


def _answer(entry: Entry, plate: Plate) -> str:
    return entry.words if plate.numbered or entry.sign == entry.words else f"{entry.words} ({entry.sign})"


class _Plates:
    """Makes the plates of one atlas in one language."""

    def __init__(self, atlas: Atlas, knowledge: Knowledge, authored: Authored, wish: PlateWish) -> None:
        self._atlas, self._knowledge, self._authored, self._wish = atlas, knowledge, authored, wish
        self._style = load_style()
        self._phrases = load_plate_phrases()

    def all(self) -> list[Plate]:
        """Every plate, in order."""
        maps = [self._map(map_id, self._cited(map_id)) for map_id in self._authored.maps]
        maps.append(self._map(CONSENSUS, self._authored.rule.src))
        return [
            Plate("body", self._title("body"), self._say("note_body"), lambda _: [], ()),
            self._regions(),
            self._nerves("nerves_usual", 0.55, 0.0),
            self._nerves("nerves_core", 0.16, 0.7),
            self._variants(),
            self._toes(),
            *maps,
            self._disagreement(),
            self._courses(),
        ]

    def _say(self, phrase: str, **values: object) -> str:
        return self._phrases.say(self._wish.language, phrase, **values)

    def _title(self, name: str) -> str:
        return self._say(f"title_{name}")

    def _note(self, name: str) -> str:
        return self._say(f"note_{name}") if name in NOTED else ""

    def _nerve_name(self, id_: str) -> str:
        return self._knowledge.nerves[id_].name.to(self._wish.language)

    def _sources(self, codes: Sequence[str]) -> list[str]:
        """Citations in order, and what has none."""
        known = self._knowledge.sources
        cited = [c for c in dict.fromkeys(codes) if c in known and known[c].citable]
        out = [f"{c}: {known[c].citation}" for c in cited]
        return [*out, self._say("recalled")] if len(cited) < len(set(codes)) else out

    def _cited(self, key: str) -> list[str]:
        """Sources of one file, each once, in order."""
        files: dict[str, TerritoryFile] = {"regions": self._authored.regions, "nerves": self._authored.nerves}
        files.update((map_id, file) for map_id, file in self._authored.maps.items())
        model = files[key].model
        codes = list(model.src_default)
        for group in (model.borders, model.shapes, model.cores, model.digital, model.variants):
            for item in group.values():
                codes += item.src
        return list(dict.fromkeys(codes))

    def _plate(self, name: str, washes: Callable[[ViewId], list[Wash]], legend: Sequence[Entry], **more: Any) -> Plate:
        sources = self._sources(more.pop("cited", ()))
        return Plate(name, self._title(name), self._note(name), washes, legend, sources, **more)

    def _regions(self) -> Plate:
        regions = [t for t in self._atlas.territories if t.layer == "region"]
        names = self._authored.regions.names
        signs = {name: str(number) for number, name in enumerate(names, 1)}
        colour = {name: _palette(i) for i, name in enumerate(names)}
        legend = [Entry(colour[n], signs[n], self._region_name(n)) for n in names]

        def washes(view: ViewId) -> list[Wash]:
            return [Wash(_of(t, "usual", view), colour[t.id], 0.45) for t in regions]

        return self._plate(
            "regions", washes, legend, cited=self._cited("regions"), named=regions, signs=signs, numbered=True
        )

    def _region_name(self, name: str) -> str:
        names = self._authored.regions.model.areas[name].name
        if isinstance(names, str) or names is None:
            return names or name
        return names.de if self._wish.language == "de" else names.en

    def _nerves(self, name: str, usual: float, core: float) -> Plate:
        style, language = self._style.nerves, self._wish.language
        nerves = [t for t in self._atlas.territories if t.layer == "nerve" and t.part in (None, "own") and not t.trunk]
        ids = list(dict.fromkeys(t.id for t in nerves if any(not g.is_empty for g in t.zones["usual"].values())))
        signs = {i: style[i].sign(language) for i in ids}
        legend = [Entry(style[i].colour, signs[i], self._nerve_name(i)) for i in ids]

        def washes(view: ViewId) -> list[Wash]:
            out = [Wash(_of(t, "usual", view), style[t.id].colour, usual) for t in nerves]
            if core:
                out += [Wash(_of(t, "core", view), style[t.id].colour, core, line=0.7) for t in nerves]
            return out

        return self._plate(name, washes, legend, cited=self._cited("nerves"), named=nerves, signs=signs)

    def _variants(self) -> Plate:
        model = self._authored.nerves.model
        holders = {t.id: t for t in self._atlas.territories if t.layer == "nerve" and t.part is None}
        drawn: list[Territory] = []
        colour: dict[str, str] = {}
        signs: dict[str, str] = {}
        legend: list[Entry] = []
        for name, item in model.variants.items():
            shapes = next((v.shapes for v in holders[item.nerve].variants if v.id == name), None)
            if item.shape is None or not item.adds or shapes is None:
                continue
            signs[name], colour[name] = str(len(signs) + 1), _palette(len(signs))
            drawn.append(Territory("nerve", name, None, None, False, {"usual": shapes}))
            percent = f"{100 * item.freq:.0f} %" if item.freq is not None else ""
            share = self._say("share", share=percent) if percent else self._say("share_unknown")
            what = load_variant_words().get(name, {}).get(self._wish.language, item.en)
            what = item.en if self._wish.language == "en" else what
            words = self._say("variant", nerve=self._nerve_name(item.nerve), what=what, share=share)
            legend.append(Entry(colour[name], signs[name], words))

        def washes(view: ViewId) -> list[Wash]:
            return [Wash(_of(t, "usual", view), colour[t.id], 0.35, 0.6) for t in drawn]

        return self._plate(
            "nerves_variants", washes, legend, cited=self._cited("nerves"), named=drawn, signs=signs, numbered=True
        )

    def _toes(self) -> Plate:
        toes = [t for t in self._atlas.territories if t.layer == "nerve" and t.part not in (None, "own")]
        parts = list(dict.fromkeys((t.id, str(t.part)) for t in toes))
        colour = {part: _palette(i) for i, part in enumerate(parts)}
        signs = {f"{id_}/{part}": str(number) for number, (id_, part) in enumerate(parts, 1)}
        named = [replace(t, id=f"{t.id}/{t.part}", part=None) for t in toes]
        legend = [Entry(colour[part], signs["/".join(part)], self._part_name(*part)) for part in parts]

        def washes(view: ViewId) -> list[Wash]:
            return [Wash(_of(t, "usual", view), colour[t.id, str(t.part)], 0.45) for t in toes]

        return self._plate(
            "nerves_toes", washes, legend, cited=self._cited("nerves"), named=named, signs=signs, numbered=True
        )

    def _part_name(self, nerve: str, part: str) -> str:
        kind, number = (part[:3], part[3]) if part.startswith(("web", "toe")) else (part, "")
        phrase = "web" if kind == "web" else f"toe_{part.split('_')[-1]}"
        return self._say(phrase, nerve=self._nerve_name(nerve), number=number)

    def _map(self, map_id: str, cited: Sequence[str]) -> Plate:
        style, language = self._style.levels, self._wish.language
        levels = [t for t in self._atlas.territories if t.map == map_id]
        consensus = map_id == CONSENSUS

        def washes(view: ViewId) -> list[Wash]:
            weak = 0.22 if consensus else 0.5
            usual = [Wash(_of(t, "usual", view), style[t.id].colour, weak) for t in levels]
            return usual + [Wash(_of(t, "core", view), style[t.id].colour, 0.6, line=0.7) for t in levels]

        signs = {t.id: style[t.id].sign(language) for t in levels}
        legend = [Entry(style[t.id].colour, signs[t.id], t.id.replace("_", "-")) for t in levels]
        return self._plate(f"dermatomes_{map_id}", washes, legend, cited=cited, named=levels, signs=signs)

    def _disagreement(self) -> Plate:
        layers = [t for t in self._atlas.territories if t.layer == "disagreement"]

        def washes(view: ViewId) -> list[Wash]:
            return [Wash(_of(t, "usual", view), DISAGREEMENT_COLOURS[t.id], 0.5) for t in layers]

        legend = [Entry(colour, "", self._say(kind)) for kind, colour in DISAGREEMENT_COLOURS.items()]
        cited = [code for map_id in self._authored.maps for code in self._cited(map_id)]
        return self._plate("disagreement", washes, legend, cited=cited)

    def _courses(self) -> Plate:
        courses: Courses = load_courses(self._atlas.body)
        model, _ = read_courses(territories_folder())
        style = self._style.nerves
        legend = [Entry(style[n].colour, "", self._nerve_name(n)) for n in model.courses]

        def lines(view: ViewId) -> list[Line]:
            found = courses.pieces[view].items()
            return [Line(p.points_mm, style[nerve].colour, p.dashed) for nerve, pieces in found for p in pieces]

        def dots(view: ViewId) -> list[Dot]:
            return [Dot(site.point_mm, site.hidden) for site in courses.sites[view]]

        cited = list(dict.fromkeys(c for course in model.courses.values() for c in course.src))
        return self._plate(
            "courses", lambda _: [], legend, cited=cited, lines=lines, dots=dots,
            aside=lambda axes, ink: self._spine(axes, ink, model),
        )  # fmt: skip

    def _spine(self, axes: Axes, ink: str, model: CoursesModel) -> None:
        """The lumbar spine from behind as a schematic: roots that leave and that pass at each disc."""
        flip = -1 if self._wish.side == "left" else 1
        axes.axis("off")
        axes.set_xlim(-40, 76)
        axes.set_ylim(-118, 16)
        axes.set_aspect("equal")
        if flip < 0:
            axes.invert_xaxis()
        away, toward = ("left", "right") if flip > 0 else ("right", "left")
        side = self._say(self._wish.side)
        axes.text(18, 11, self._say("spine", side=side), fontsize=7.5, color=ink, ha="center")
        for i in range(5):
            y = -i * 18
            axes.add_patch(Rectangle((-14, y - 11), 28, 11, fc=_BONE, ec=ink, lw=0.6))
            axes.text(-7, y - 5.5, f"L{i + 1}", fontsize=6.5, va="center", ha="center", color=INK)
            if i < len(model.spine.discs):
                disc = model.spine.discs[i]
                axes.add_patch(Rectangle((-13, y - 16.5), 26, 4.5, fc=_DISC, ec=ink, lw=0.5))
                axes.text(-17, y - 14.2, disc.disc, fontsize=6.5, ha=toward, va="center", color=ink)
                for root, x0, y0 in ((disc.leaves, 4, y - 2), (disc.passes, 6, y - 8)):
                    end = (34.0, y - 15.0) if root == disc.leaves else (12.0, y - 22.0)
                    axes.plot([x0, end[0]], [y0, end[1]], color=self._style.levels[root].colour, lw=1.5)
                words = self._say("disc", leaves=disc.leaves, passes=disc.passes)
                axes.text(36, y - 15, words, fontsize=6.5, va="center", ha=away, color=ink)
        axes.add_patch(Rectangle((-13, -116), 26, 26, fc=_BONE, ec=ink, lw=0.6))
        axes.text(0, -103, self._say("sacrum"), fontsize=6.5, ha="center", va="center", color=INK)


def _of(territory: Territory, zone: Zone, view: ViewId) -> MultiPolygon:
    return territory.zones.get(zone, {}).get(view, MultiPolygon())


def _palette(i: int) -> str:
    """Soft colours, neighbours far apart in hue."""
    r, g, b = colorsys.hls_to_rgb((i * 0.381966) % 1, (0.62, 0.72, 0.55)[i % 3], 0.55)
    return f"#{round(r * 255):02X}{round(g * 255):02X}{round(b * 255):02X}"
