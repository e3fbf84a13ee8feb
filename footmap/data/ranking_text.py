"""A ranking as a table to read and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from footmap.core.ranking import Candidate, Ranking

ROWS: Final = 8
"""Rows of each kind that the table shows."""
BAR: Final = 10


def ranking_json(ranking: Ranking, atlas_version: str) -> str:
    """JSON text, keys sorted."""
    document = {
        "nerves": [c._asdict() for c in ranking.nerves],
        "levels": [c._asdict() for c in ranking.levels],
        "conditions": [c._asdict() for c in ranking.conditions],
        "unexplained_share": ranking.unexplained_share,
        "paint_cm2": ranking.paint_cm2,
        "atlas_version": atlas_version,
    }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)


def ranking_table(ranking: Ranking, *, everything: bool = False) -> str:
    """Table for a clinician: what fits best first, with what it explains and how much of it is painted."""
    if not ranking.paint_cm2:
        return "Nothing is painted."
    lines = [
        f"Painted skin {ranking.paint_cm2:.1f} cm². "
        f"Outside every nerve and level: {_percent(ranking.unexplained_share)} of the paint.",
    ]
    for title, candidates in (
        ("Nerves", ranking.nerves),
        ("Levels", ranking.levels),
        ("Conditions", ranking.conditions),
    ):
        if candidates:
            lines += ["", *_section(title, candidates, everything)]
    lines += [
        "",
        "fit: how well the paint alone suits the candidate (0 to 1), not a probability.",
        "explains: share of the paint inside its usual skin. filled: share of that skin that is painted.",
    ]
    return "\n".join(lines)


def _section(title: str, candidates: Sequence[Candidate], everything: bool) -> list[str]:
    shown = candidates if everything else [c for c in candidates if c.explained > 0.0][:ROWS]
    width = max([len(title), *(len(c.name) for c in shown)])
    lines = [f"{title:<{width}}  side   fit                explains  filled"]
    for c in shown:
        bar = "█" * round(c.fit * BAR) + "·" * (BAR - round(c.fit * BAR))
        lines.append(
            f"{c.name:<{width}}  {c.side:<5}  {c.fit:4.2f} {bar}  {_percent(c.explained):>7}  {_percent(c.filled):>6}"
        )
    rest = sum(c.explained > 0.0 for c in candidates) - len(shown)
    if rest > 0 and not everything:
        lines.append(f"({rest} more share some skin with the paint; --all lists every candidate)")
    return lines


def _percent(share: float) -> str:
    if 0.0 < share < 0.01:
        return "<1 %"
    return f"{share * 100:.0f} %"
