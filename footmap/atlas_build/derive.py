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
``pads_moved``   mm added to y of named pads
``line_opacity`` factor of the opacity of lines on the leg loft
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Raw = dict[str, Any]
Place = tuple[float, ...]


class _Map:
    """Moves points of the base body to the derived one."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.rules = rules

    def height(self, z: float) -> float:
        table = self.rules["heights"]
        return float(np.interp(z, table["from"], table["to"]))

    def factors(self, z: float) -> tuple[float, float, float]:
        """Breadth, depth and height factors at a height of the base body."""
        girth = self.rules["girth"]
        return (
            float(np.interp(z, girth["at"], girth["breadth"])),
            float(np.interp(z, girth["at"], girth["depth"])),
            (self.height(z + 5) - self.height(z - 5)) / 10,
        )

    def forward(self, z: float) -> float:
        """How far points at a height of the base body move forward, mm."""
        table = self.rules["forward"]
        return float(np.interp(z, table["at"], table["mm"]))

    def move(self, p: Place) -> Place:
        """Moved (x, y, z) or (azimuth, z)."""
        if len(p) == 2:
            return (p[0], self.height(p[1]))
        kx, ky, _ = self.factors(p[2])
        return (p[0] * kx, p[1] * ky + self.forward(p[2]), self.height(p[2]))

    def points(self, pts: tuple[Place, ...]) -> tuple[Place, ...]:
        return tuple(self.move(p) for p in pts)

    def plane(self, pts: tuple[Place, ...]) -> tuple[Place, ...]:
        """Moved (x, y) of the foot."""
        foot = self.rules["foot"]
        return tuple((x * foot["x"], y * foot["y"]) for x, y in pts)


def _relief(row: Raw, m: _Map, muscle: float) -> Raw:
    out = {**row, "height": row["height"] * muscle}
    if "centre" in row:
        k = m.factors(row["centre"][-1])
        return {**out, "centre": m.move(row["centre"]), "radii": _times(row["radii"], k)}
    mean = sum(m.factors(float(np.mean([p[-1] for p in row["points"]])))) / 3
    width = row["half_width"]
    wider = tuple(w * mean for w in width) if isinstance(width, tuple) else width * mean
    return {**out, "points": m.points(row["points"]), "half_width": wider}


def _times(values: Place, factors: Place) -> Place:
    return tuple(v * f for v, f in zip(values, factors, strict=True))


def _toe(row: Raw, longer: float, m: _Map, k: float) -> Raw:
    joints = tuple(m.move((x, y + longer * j / 3, z)) for j, (x, y, z) in enumerate(row["joints"]))
    nail = tuple(v * k for v in row["nail"])
    return {**row, "joints": joints, "radii": tuple(r * k for r in row["radii"]), "nail": nail}


def derived(base: Raw, rules: Raw) -> Raw:
    """The raw model of the second body.

    Parameters
    ----------
    base : dict
        Raw model of the first body.
    rules : dict
        Rules of the second body (see the module's text).
    """
    m, foot = _Map(rules), rules["foot"]
    out: Raw = {**base, **{k: rules[k] for k in ("name", "frame", "targets", "arch")}}
    lv = base["levels"]
    out["levels"] = {
        "crotch": m.height(lv["crotch"]),
        "patella": m.height(lv["patella"]),
        "knee_joint": m.height(lv["knee_joint"]),
        "midline_x": lv["midline_x"] * rules["midline"],
    }
    rows = []
    for r in base["leg"]:
        kx, ky, _ = m.factors(r[0])
        y = m.forward(r[0])
        rows.append((m.height(r[0]), r[1] * kx, r[2] * kx, r[3] * ky + y, r[4] * ky + y, *r[5:]))
    out["leg"] = tuple(rows)
    out["buttock"] = tuple(
        {**r, "centre": m.move(r["centre"]), "semi_axes": _times(r["semi_axes"], rules["buttock"])}
        for r in base["buttock"]
    )
    for key in (k for k in base if k.startswith("relief_")):
        muscle = rules["muscle"] if key in ("relief_thigh", "relief_calf") else 1.0
        out[key] = tuple(_relief(r, m, muscle) for r in base[key])
    out["foot_capsules"] = tuple(
        {
            **r,
            "start": m.move(r["start"]),
            "end": m.move(r["end"]),
            "radii": tuple(v * foot["thickness"] for v in r["radii"]),
            "blend": r["blend"] * foot["blend"],
        }
        for r in base["foot_capsules"]
    )
    out["foot_ellipsoids"] = tuple(
        {
            **r,
            "centre": m.move(r["centre"]),
            "semi_axes": _times(r["semi_axes"], foot["ellipsoids"]),
            "blend": r["blend"] * foot["blend"],
        }
        for r in base["foot_ellipsoids"]
    )
    toes = zip(base["toes"], rules["longer_toes"], strict=True)
    out["toes"] = tuple(_toe(t, longer, m, foot["toe"]) for t, longer in toes)
    thin = {"half_width": foot["blend"], "height": foot["tendon"]}
    for key in ("tendons", "web_furrows"):
        out[key] = tuple(
            {**r, **{k: r[k] * f for k, f in thin.items()}, "skin": m.plane(r["skin"])}
            | ({"path": m.points(r["path"])} if "path" in r else {})
            for r in base[key]
        )
    out["sole_level"] = base["sole_level"] * foot["depth"]
    moved: Mapping[str, float] = rules["pads_moved"]
    out["sole_pads"] = tuple(
        {
            **r,
            "centre": (r["centre"][0] * foot["x"], r["centre"][1] * foot["y"] + moved.get(r["name"], 0.0)),
            "radii": (r["radii"][0] * foot["pad_x"], r["radii"][1] * foot["y"]),
            "depth": r["depth"] * foot["depth"],
        }
        for r in base["sole_pads"]
    )
    out["blush"] = tuple({**r, "centre": m.move(r["centre"])} for r in base["blush"])
    out["muted"] = tuple({**r, "centre": m.move(r["centre"]), "radius": r["radius"] * 0.93} for r in base["muted"])
    out["lines"] = tuple(
        {
            **r,
            "points": m.points(r["points"]),
            "opacity": r["opacity"] * (rules["line_opacity"] if len(r["points"][0]) == 2 else 1.0),
        }
        for r in base["lines"]
    )
    return out
