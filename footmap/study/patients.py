"""Painted patients: skin and answers that the forward model gives a lesion, with a border of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Point

from footmap.core.anatomy import Site
from footmap.core.atlas import Atlas
from footmap.core.drawing import Drawing, Quality, Stroke
from footmap.core.forward import Form, predict
from footmap.core.geometry import intersection, mirror, simplify, union_all, widen
from footmap.core.ids import CONSENSUS, VIEW_IDS, Side, ViewId
from footmap.core.localiser.cells import Painted
from footmap.core.localiser.engine import Localiser
from footmap.core.paint import covered
from footmap.core.skin import PatchPaint
from footmap.core.views import FloatArray

from .material import Material

LEAST_MM2: Final = 150.0
"""Pieces of a drawing smaller than this are not drawn by people."""
_WOBBLE_MM: Final = 3.0
_CLOSED_MM: Final = 4.0
_FELT: Final[tuple[Quality, ...]] = ("numbness", "tingling", "burning")
_OF_POWER: Final = ("movement", "reflex")
_SHORT_MM: Final = 0.8


@dataclass(frozen=True)
class Patient:
    """Who has a lesion at a site.

    Attributes
    ----------
    view : ViewId
        The picture that shows most of the paint.
    clues : mapping of clue id to answer
    """

    drawing: Drawing
    view: ViewId
    clues: Mapping[str, str]


def patient(
    material: Material, body: str, side: Side, site: Site, rng: np.random.Generator, *, clues: int, share: float
) -> Patient | None:
    """A patient of a site; None where the site numbs no skin that the atlas draws.

    Parameters
    ----------
    clues : int
        How many answers about power and reflexes are known.
    share : float
        0-1: about how much of the skin is painted.
    """
    forms = predict(material.clinical.anatomy, site.id).forms
    form = forms[int(rng.choice(len(forms), p=np.array([f.share for f in forms]) / sum(f.share for f in forms)))]
    shapes = _skin(material.atlas(body), form, site)
    if not shapes:
        return None
    view = max(shapes, key=lambda v: shapes[v].area)
    quality = _FELT[int(rng.integers(len(_FELT)))]
    strokes = tuple(
        stroke
        for home, shape in sorted(shapes.items())
        for stroke in _strokes(_redrawn(shape, share, rng), home, side, quality)
    )
    answers = _answers(material, body, site, rng, clues)
    return Patient(Drawing(strokes), view, answers) if strokes else None


def _skin(atlas: Atlas, form: Form, site: Site) -> dict[ViewId, MultiPolygon]:
    """Skin that a form of a lesion numbs, by home view."""
    lost = {(e.layer, e.id, e.part) for e in form.skin if e.grade == "affected"}
    nerves = any(layer == "nerve" for layer, _, _ in lost)
    out: dict[ViewId, MultiPolygon] = {}
    for view in VIEW_IDS:
        parts = [
            t.zones["usual"][view]
            for t in atlas.territories
            if (t.layer, t.id, t.part) in lost
            and view in t.zones["usual"]
            and (t.layer == "nerve" if nerves else t.map == CONSENSUS)
        ]
        whole = intersection(union_all(parts), atlas.views[view].home) if parts else None
        if whole is not None and whole.area >= LEAST_MM2:
            out[view] = whole
    return out


def _redrawn(shape: MultiPolygon, share: float, rng: np.random.Generator) -> MultiPolygon:
    """Part of a shape with a border of its own: what lies within a circle that holds about a share of it."""
    closed = widen(widen(shape, _CLOSED_MM), -_CLOSED_MM)  # nobody draws the line between two branches
    moved = widen(closed, float(rng.uniform(-1.0, 1.0)) * _WOBBLE_MM)
    if moved.is_empty:
        moved = shape
    left, bottom, right, top = moved.bounds
    reach = share * float(np.hypot(right - left, top - bottom))
    middle = moved.representative_point()
    away = rng.normal(size=2) * 0.08 * reach
    return intersection(moved, widen(Point(middle.x + away[0], middle.y + away[1]), max(reach, 12.0), corner_steps=16))


def _strokes(shape: MultiPolygon, view: ViewId, side: Side, quality: Quality) -> list[Stroke]:
    seen = simplify(shape if side == "right" else mirror(shape), _SHORT_MM)
    out = []
    for piece in seen.geoms:
        if piece.area >= LEAST_MM2:
            points = shapely.get_coordinates(piece.exterior)[:-1]
            ring = tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
            out.append(Stroke(side, view, "add", "area", quality, ring))
    return out


def painted_cells(localiser: Localiser, drawing: Drawing) -> Painted:
    """A drawing without erasers as parts of the localiser's cells; quicker than paint, which every view must show."""
    skin = localiser.atlas.skin
    patches: dict[tuple[Side, Quality], PatchPaint] = {}
    for stroke in drawing.strokes:
        key = stroke.side, stroke.quality
        patches[key] = skin.add(patches.get(key, {}), skin.commit(stroke.view, covered(skin, stroke)))
    out: dict[Side, dict[str, FloatArray]] = {}
    for (side, quality), paint in patches.items():
        out.setdefault(side, {})[quality] = localiser.cells.patches(localiser.atlas, paint)
    return out


def chances(material: Material, body: str, clue: str) -> FloatArray:
    """How often each hypothesis of the localiser gives each answer of a clue, severities as often as they are."""
    localiser = material.localiser(body)

    def mean() -> FloatArray:
        table = localiser.answer_tables.of(localiser.knowledge.clues[clue], {})
        out: FloatArray = np.einsum("hs,hsa->ha", localiser.hypotheses.severity, table.chance)
        return out

    return material.keep(("chances", body, clue), mean)


def of_sites(localiser: Localiser, sites: tuple[str, ...]) -> FloatArray:
    """Weight of each hypothesis among those that sit at some sites; adds up to 1."""
    h = localiser.hypotheses
    weight = np.array([p if item.site.id in sites else 0.0 for item, p in zip(h.items, h.prior, strict=True)])
    out: FloatArray = weight / weight.sum()
    return out


def power_clues(material: Material) -> tuple[str, ...]:
    """Clues about power and reflexes."""
    return tuple(
        c.id
        for c in material.clinical.clues.values()
        if c.kind == "exam" and c.family is None and c.finding is not None and c.finding.kind in _OF_POWER
        if c.finding.target != "all"
    )


def _answers(material: Material, body: str, site: Site, rng: np.random.Generator, count: int) -> dict[str, str]:
    """The answers that tell most of a site, each with the answer most often given there."""
    localiser = material.localiser(body)
    here = of_sites(localiser, (site.id,))
    told: list[tuple[float, str, str]] = []
    for clue in power_clues(material):
        table = chances(material, body, clue)
        own, every = here @ table, localiser.hypotheses.prior @ table / localiser.hypotheses.prior.sum()
        k = int(np.argmax(own))
        told.append((-float(np.log(own[k] / every[k])), clue, list(localiser.knowledge.clues[clue].answers)[k]))
    told.sort()
    first = told[: 2 * count]
    return {first[int(k)][1]: first[int(k)][2] for k in rng.permutation(len(first))[:count]}
