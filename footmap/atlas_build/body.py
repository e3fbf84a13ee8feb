"""The body model: the numbers of one drawn limb, read from ``assets/atlas_model/<body>.yaml``.

All lengths are millimetres, angles degrees; x lateral, y anterior, z up, the ground at z = 0. A `Place` is a point
(x, y, z), or (azimuth, z) on the skin of the leg loft with azimuth 0 lateral, 90 anterior, 180 medial, 270 posterior.
A model file that names another body in ``base`` is that body, changed by the rules of `derive`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..core.views import VIEW_IDS, ViewId
from ..data import resources, yaml_strict
from ..errors import AssetError, Problem
from .derive import Place, derived

FOOT_VIEWS: tuple[ViewId, ...] = tuple(v for v in VIEW_IDS if v.startswith("foot"))
LEG_VIEWS: tuple[ViewId, ...] = tuple(v for v in VIEW_IDS if v.startswith("leg"))


@dataclass(frozen=True)
class Swell:
    """A local fullness (`height` > 0) or hollow (< 0); `flatness` > 1 flattens its top."""

    name: str
    centre: Place
    radii: Place
    height: float
    flatness: float = 1.0
    rotation: Place = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Ridge:
    """A long fullness or furrow along `points`; `half_width` is one number or several spread along it."""

    name: str
    points: tuple[Place, ...]
    half_width: tuple[float, ...]
    height: float
    taper: float = 0.3


@dataclass(frozen=True)
class Capsule:
    """A tapered rod between `start` and `end`, merged over `blend`."""

    name: str
    start: Place
    end: Place
    radii: tuple[float, float]
    blend: float


@dataclass(frozen=True)
class Ellipsoid:
    """A rounded mass, merged over `blend`."""

    name: str
    centre: Place
    semi_axes: Place
    rotation: Place
    blend: float


@dataclass(frozen=True)
class Toe:
    """A toe: MTP, PIP (IP of the hallux), DIP, tip; radii there; nail half-width and length."""

    joints: tuple[Place, Place, Place, Place]
    radii: tuple[float, float, float, float]
    flat: float
    nail: tuple[float, float]


@dataclass(frozen=True)
class Tendon:
    """A tendon or furrow on the dorsum: a `path` above the foot, then points (x, y) of the dorsal `skin`."""

    name: str
    path: tuple[Place, ...]
    skin: tuple[Place, ...]
    half_width: float
    height: float


@dataclass(frozen=True)
class Pad:
    """A weight-bearing pad of the sole; `depth` is how far it reaches below the general level."""

    name: str
    centre: tuple[float, float]
    radii: tuple[float, float]
    rotation: float
    depth: float


@dataclass(frozen=True)
class Arch:
    """The medial arch: centre and length along y, height, and its curved lateral limit."""

    y: float
    length: float
    height: float
    x_edge: float
    x_bow: float
    x_span: float


@dataclass(frozen=True)
class InkLine:
    """A drawn line: `width` in pixels of the 1x picture."""

    name: str
    points: tuple[Place, ...]
    width: float
    opacity: float
    views: tuple[ViewId, ...]


@dataclass(frozen=True)
class Muted:
    """A place where contours found by the renderer are left out."""

    centre: Place
    radius: float
    views: tuple[ViewId, ...]


@dataclass(frozen=True)
class Blush:
    """A place where the skin is redder; `amount` 0..1."""

    name: str
    centre: Place
    radii: Place
    amount: float


@dataclass(frozen=True)
class GirthTarget:
    """A measure the drawn limb must reach within 3 %; where a girth is taken: `at` a height, or the
    `smallest` or `largest` in a range of heights."""

    value: float
    at: float | None = None
    smallest: tuple[float, float] | None = None
    largest: tuple[float, float] | None = None


@dataclass(frozen=True)
class LimbFrame:
    """Skin points that carry the origins of the views; they never move between editions."""

    ankle_centre: Place
    heel_back: Place
    toe2_tip: Place


@dataclass(frozen=True)
class Levels:
    """Heights of the crotch, the patella and the knee joint, and x of the median plane."""

    crotch: float
    patella: float
    knee_joint: float
    midline_x: float


@dataclass(frozen=True)
class Body:
    """Everything about one limb. `leg` rows: z, medial x, lateral x, anterior y, posterior y, four fullnesses."""

    name: str
    frame: LimbFrame
    levels: Levels
    targets: tuple[tuple[str, GirthTarget], ...]
    leg: tuple[tuple[float, ...], ...]
    buttock: tuple[Ellipsoid, ...]
    foot_capsules: tuple[Capsule, ...]
    foot_ellipsoids: tuple[Ellipsoid, ...]
    toes: tuple[Toe, ...]
    relief: tuple[Swell | Ridge, ...]
    tendons: tuple[Tendon, ...]
    web_furrows: tuple[Tendon, ...]
    sole_level: float
    arch: Arch
    sole_pads: tuple[Pad, ...]
    blush: tuple[Blush, ...]
    muted: tuple[Muted, ...]
    lines: tuple[InkLine, ...]

    def relief_named(self, name: str) -> Swell | Ridge:
        """The fullness, hollow or ridge of that name."""
        return next(r for r in self.relief if r.name == name)

    def line_named(self, name: str) -> InkLine:
        """The drawn line of that name."""
        return next(x for x in self.lines if x.name == name)


def _frozen(value: Any) -> Any:
    """Lists to tuples and whole numbers to floats, at any depth."""
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    if isinstance(value, dict):
        return {k: _frozen(v) for k, v in value.items()}
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _views(value: Any) -> tuple[ViewId, ...]:
    return {"legs": LEG_VIEWS, "all": VIEW_IDS}[value] if isinstance(value, str) else tuple(value)


def _relief(row: dict[str, Any]) -> Swell | Ridge:
    if "points" not in row:
        return Swell(**row)
    width = row["half_width"]
    return Ridge(**{**row, "half_width": width if isinstance(width, tuple) else (width,)})


def raw_model(name: str) -> dict[str, Any]:
    """The model file of one body as plain data, derived from its base where it has one."""
    document = yaml_strict.load(resources.root() / "atlas_model" / f"{name}.yaml", f"atlas_model/{name}.yaml")
    if not isinstance(document.value, dict):
        raise AssetError((Problem(document.where(), "The numbers of a body are needed, each under its name."),))
    data: dict[str, Any] = _frozen(document.value)
    return derived(raw_model(data["base"]), data) if "base" in data else data


def load_body(name: str) -> Body:
    """Read one body.

    Parameters
    ----------
    name : str
        ``male`` or ``female``: a file of ``assets/atlas_model``.

    Raises
    ------
    AssetError
        If the file cannot be read, lacks a value or has one that no body has.
    """
    try:
        return _body(raw_model(name))
    except KeyError as error:
        raise AssetError((Problem(f"atlas_model/{name}.yaml", f"{error.args[0]} is missing."),)) from error
    except TypeError as error:
        raise AssetError((Problem(f"atlas_model/{name}.yaml", f"A value is not as it should be: {error}."),)) from error


def _body(d: dict[str, Any]) -> Body:
    relief = tuple(_relief(r) for k, rows in d.items() if k.startswith("relief_") for r in rows)
    furrows = tuple(Tendon(name="", path=(), **r) for r in d["web_furrows"])
    return Body(
        name=d["name"],
        frame=LimbFrame(**d["frame"]),
        levels=Levels(**d["levels"]),
        targets=tuple((k, GirthTarget(**t)) for k, t in d["targets"].items()),
        leg=d["leg"],
        buttock=tuple(Ellipsoid(**r) for r in d["buttock"]),
        foot_capsules=tuple(Capsule(**r) for r in d["foot_capsules"]),
        foot_ellipsoids=tuple(Ellipsoid(**r) for r in d["foot_ellipsoids"]),
        toes=tuple(Toe(**r) for r in d["toes"]),
        relief=relief,
        tendons=tuple(Tendon(**r) for r in d["tendons"]),
        web_furrows=furrows,
        sole_level=d["sole_level"],
        arch=Arch(**d["arch"]),
        sole_pads=tuple(Pad(**r) for r in d["sole_pads"]),
        blush=tuple(Blush(**r) for r in d["blush"]),
        muted=tuple(Muted(**{**r, "views": _views(r["views"])}) for r in d["muted"]),
        lines=tuple(InkLine(**{**r, "views": _views(r["views"])}) for r in d["lines"]),
    )
