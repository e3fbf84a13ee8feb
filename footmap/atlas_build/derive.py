"""A second body from the first: one smooth map of every authored point, then changes by hand.

The derived model file holds, beside what it states itself (``name``, ``frame``, ``targets``, ``arch``):

``heights``  ``from``/``to``: table of heights
``girth``    ``at``: heights of the base body, ``breadth`` and ``depth``: factors there
``forward``  ``at``: heights of the base body, ``mm``: how far points there move forward
``muscle``   factor of the muscle relief of thigh and leg
``buttock``  factors of the semi-axes
``foot``     factors: ``x``, ``y``, ``thickness``, ``blend``, ``ellipsoids`` (3), ``toe``, ``tendon``, ``pad_x``,
             ``depth``
``longer_toes``  mm added to each toe before scaling
``muted_radius`` factor of the radius of patches that are drawn more faintly
``pads_moved``   mm added to y of named pads
``line_opacity`` factor of the opacity of lines on the leg loft
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

Raw = dict[str, Any]
Place = tuple[float, ...]
"""Skin or body point (x, y, z), or (azimuth, z) on the loft of the leg; millimetres and degrees."""
SLOPE_MM: Final = 5.0
"""Heights are stretched by what lies between this far below a point and this far above it."""
RELIEF_OF_MUSCLE: Final = ("relief_thigh", "relief_calf")
"""Groups whose fullness comes from muscle."""


class _Map:
    """Moves points of the base body to the derived one; millimetres throughout."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.rules = rules

    def height(self, z: float) -> float:
        """Height on the derived body of a height of the base body."""
        table = self.rules["heights"]
        return float(np.interp(z, table["from"], table["to"]))

    def factors(self, z: float) -> tuple[float, float, float]:
        """Breadth, depth and height factors at a height of the base body."""
        girth = self.rules["girth"]
        return (
            float(np.interp(z, girth["at"], girth["breadth"])),
            float(np.interp(z, girth["at"], girth["depth"])),
            (self.height(z + SLOPE_MM) - self.height(z - SLOPE_MM)) / (2 * SLOPE_MM),
        )

    def forward(self, z: float) -> float:
        """How far points at a height of the base body move forward."""
        table = self.rules["forward"]
        return float(np.interp(z, table["at"], table["mm"]))

    def move(self, point: Place) -> Place:
        """A point (x, y, z) or (azimuth, z) of the base body on the derived one, in the same form."""
        if len(point) == 2:
            azimuth, z = point
            return (azimuth, self.height(z))
        x, y, z = point
        breadth, depth, _ = self.factors(z)
        return (x * breadth, y * depth + self.forward(z), self.height(z))

    def points(self, points: tuple[Place, ...]) -> tuple[Place, ...]:
        """Several points, each as `move` does it."""
        return tuple(self.move(point) for point in points)

    def plane(self, points: tuple[Place, ...]) -> tuple[Place, ...]:
        """Points (x, y) of the foot, seen from above."""
        foot = self.rules["foot"]
        return tuple((x * foot["x"], y * foot["y"]) for x, y in points)


def _relief(row: Raw, to: _Map, muscle: float) -> Raw:
    """A swelling (`centre`, `radii`) or a ridge (`points`, `half_width`) of the skin; its height times `muscle`."""
    out = {**row, "height": row["height"] * muscle}
    if "centre" in row:
        factors = to.factors(row["centre"][-1])
        return {**out, "centre": to.move(row["centre"]), "radii": _times(row["radii"], factors)}
    middle_z = float(np.mean([point[-1] for point in row["points"]]))
    mean = sum(to.factors(middle_z)) / 3
    width = row["half_width"]
    wider = tuple(w * mean for w in width) if isinstance(width, tuple) else width * mean
    return {**out, "points": to.points(row["points"]), "half_width": wider}


def _times(values: Place, factors: Place) -> Place:
    """Values times factors, one by one."""
    return tuple(v * f for v, f in zip(values, factors, strict=True))


def _toe(row: Raw, longer_mm: float, to: _Map, thickness: float) -> Raw:
    """A toe: its joints, from the ball to the tip, are spread over `longer_mm` more; nail and radii times a factor."""
    joints = tuple(to.move((x, y + longer_mm * j / 3, z)) for j, (x, y, z) in enumerate(row["joints"]))
    nail = tuple(v * thickness for v in row["nail"])
    return {**row, "joints": joints, "radii": tuple(r * thickness for r in row["radii"]), "nail": nail}


def derived(base: Raw, rules: Raw) -> Raw:
    """The raw model of the second body.

    Parameters
    ----------
    base : dict
        Raw model of the first body.
    rules : dict
        Rules of the second body (see the module's text).
    """
    to = _Map(rules)
    out: Raw = {**base, **{key: rules[key] for key in ("name", "frame", "targets", "arch")}}
    out["levels"] = _levels(base["levels"], rules, to)
    out["leg"] = tuple(_section(row, to) for row in base["leg"])
    out["buttock"] = tuple(
        {**r, "centre": to.move(r["centre"]), "semi_axes": _times(r["semi_axes"], rules["buttock"])}
        for r in base["buttock"]
    )
    for key in (k for k in base if k.startswith("relief_")):
        muscle = rules["muscle"] if key in RELIEF_OF_MUSCLE else 1.0
        out[key] = tuple(_relief(r, to, muscle) for r in base[key])
    out |= _foot(base, rules, to)
    out["blush"] = tuple({**r, "centre": to.move(r["centre"])} for r in base["blush"])
    out["muted"] = tuple(
        {**r, "centre": to.move(r["centre"]), "radius": r["radius"] * rules["muted_radius"]} for r in base["muted"]
    )
    out["lines"] = tuple(
        {
            **r,
            "points": to.points(r["points"]),
            "opacity": r["opacity"] * (rules["line_opacity"] if len(r["points"][0]) == 2 else 1.0),
        }
        for r in base["lines"]
    )
    return out


def _levels(levels: Raw, rules: Raw, to: _Map) -> Raw:
    """Named heights, and the x of the body's middle."""
    heights = {name: to.height(levels[name]) for name in ("crotch", "patella", "knee_joint")}
    return {**heights, "midline_x": levels["midline_x"] * rules["midline"]}


def _section(row: Place, to: _Map) -> Place:
    """One section of the leg: z, medial and lateral x, anterior and posterior y, then what stays the same."""
    z, medial_x, lateral_x, anterior_y, posterior_y, *rest = row
    breadth, depth, _ = to.factors(z)
    forward = to.forward(z)
    x = (medial_x * breadth, lateral_x * breadth)
    return (to.height(z), *x, anterior_y * depth + forward, posterior_y * depth + forward, *rest)


def _foot(base: Raw, rules: Raw, to: _Map) -> Raw:
    """Everything of the foot: its solids, toes, tendons and the sole."""
    foot = rules["foot"]
    out: Raw = {}
    out["foot_capsules"] = tuple(
        {
            **r,
            "start": to.move(r["start"]),
            "end": to.move(r["end"]),
            "radii": tuple(v * foot["thickness"] for v in r["radii"]),
            "blend": r["blend"] * foot["blend"],
        }
        for r in base["foot_capsules"]
    )
    out["foot_ellipsoids"] = tuple(
        {
            **r,
            "centre": to.move(r["centre"]),
            "semi_axes": _times(r["semi_axes"], foot["ellipsoids"]),
            "blend": r["blend"] * foot["blend"],
        }
        for r in base["foot_ellipsoids"]
    )
    toes = zip(base["toes"], rules["longer_toes"], strict=True)
    out["toes"] = tuple(_toe(toe, longer_mm, to, foot["toe"]) for toe, longer_mm in toes)
    thin = {"half_width": foot["blend"], "height": foot["tendon"]}
    for key in ("tendons", "web_furrows"):
        out[key] = tuple(
            {**r, **{name: r[name] * factor for name, factor in thin.items()}, "skin": to.plane(r["skin"])}
            | ({"path": to.points(r["path"])} if "path" in r else {})
            for r in base[key]
        )
    out["sole_level"] = base["sole_level"] * foot["depth"]
    moved_mm: Mapping[str, float] = rules["pads_moved"]
    out["sole_pads"] = tuple(
        {
            **r,
            "centre": (r["centre"][0] * foot["x"], r["centre"][1] * foot["y"] + moved_mm.get(r["name"], 0.0)),
            "radii": (r["radii"][0] * foot["pad_x"], r["radii"][1] * foot["y"]),
            "depth": r["depth"] * foot["depth"],
        }
        for r in base["sole_pads"]
    )
    return out
