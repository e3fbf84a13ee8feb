"""A review sheet of the atlas: borders and territories with picture, words, source and confidence, to tick or correct.

The sheet is one HTML file that works offline. The reader's answers are saved from it as a JSON file, which
`read_answers` reads back and `changes` puts into words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
import shapely
from pydantic import BaseModel, ConfigDict, ValidationError
from shapely import LineString, MultiPolygon

from footmap.core import geometry
from footmap.core.atlas import Atlas, Territory
from footmap.core.ids import CONSENSUS
from footmap.core.views import VIEW_IDS, ViewId
from footmap.data.knowledge.base import Knowledge
from footmap.data.knowledge.clinical_records import DisagreementRecord
from footmap.data.reading import UnreadableError, read_bytes
from footmap.data.territories.authored import Authored
from footmap.data.territories.check import file_key, owners, side_points
from footmap.data.territories.file import TerritoryFile
from footmap.data.territories.model import Sourced
from footmap.errors import FootmapError

FORMAT: Final = "footmap-atlas-review"
DISPUTES: Final = "disagreements"
Disputes = Mapping[str, DisagreementRecord]
"""Disagreements of the knowledge base, by id."""
_CONFIDENCE: Final = {
    "high": "high",
    "med": "medium",
    "low": "low",
    "convention": "drawing convention",
    "derived": "derived",
}


@dataclass(frozen=True)
class ReviewItem:
    """One thing to review.

    Attributes
    ----------
    key : str
        ``file/kind/name``, what the answers refer to.
    between : tuple of str
        Areas on the two sides of a border, or the territory itself.
    review : bool
        Marked for an anatomist.
    """

    key: str
    title: str
    words: str
    points: str
    sources: tuple[str, ...]
    confidence: str
    review: bool
    between: tuple[str, ...]


class ReviewedItem(BaseModel):
    """What a reader says about one item."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    verdict: Literal["right", "wrong", "unsure"]
    correction: str = ""


class Review(BaseModel):
    """The answers file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    format: Literal["footmap-atlas-review"]
    version: Literal[1]
    atlas_version: str
    reviewer: str = ""
    answers: dict[str, ReviewedItem]


def items(authored: Authored, disputes: Disputes = MappingProxyType({})) -> list[ReviewItem]:
    """Everything that can be reviewed, file by file, and what sources disagree about."""
    out: list[ReviewItem] = []
    for file in authored.files:
        out += _borders(file)
        out += [_area(file, name) for name in file.names]
        for kind in ("shapes", "cores", "variants"):
            for name, thing in getattr(file.model, kind).items():
                words = getattr(thing, "en", "") or thing.note
                out.append(_item(file, kind, name, words, "", thing, (getattr(thing, "nerve", name),)))
    out += [_dispute(record) for record in disputes.values() if {"nerves", "levels"} & set(record.about)]
    return out


def _dispute(record: DisagreementRecord) -> ReviewItem:
    """Asks about one disagreement: who says what, and whether what is used here is right."""
    said = [f"{r.who.en} ({', '.join(r.sources)}): {r.says.en}" for r in record.readings] or [record.text.en]
    used = f"Used here: {record.used_here.en} Is that right?" if record.used_here is not None else "What is right?"
    return ReviewItem(
        key=f"{DISPUTES}/questions/{record.id}",
        title=record.name.en,
        words=" ".join([*said, used]),
        points="",
        sources=tuple(record.sources),
        confidence="the sources disagree",
        review=True,
        between=(*record.about.get("nerves", ()), *record.about.get("levels", ())),
    )


def _borders(file: TerritoryFile) -> Iterator[ReviewItem]:
    for name, border in file.model.borders.items():
        s, a = side_points(file, name, 2.0, 10.0)
        found = owners(file, s.ravel(), a.ravel())
        pairs = zip(found[: s.shape[1]], found[s.shape[1] :], strict=True)
        beside = tuple(dict.fromkeys(n for pair in pairs if pair[0] != pair[1] for n in pair))
        yield _item(file, "borders", name, border.note, ", ".join(border.pts), border, beside)


def _area(file: TerritoryFile, name: str) -> ReviewItem:
    area = file.model.areas[name]
    thing = Sourced(src=file.model.src_default, conf=file.model.conf_default)
    return _item(file, "areas", name, area.note, ", ".join(area.at), thing, (name,))


def _item(
    file: TerritoryFile, kind: str, name: str, words: str, points: str, thing: Sourced, between: tuple[str, ...]
) -> ReviewItem:
    model = file.model
    return ReviewItem(
        key=f"{file_key(file)}/{kind}/{name}",
        title=f"{name.replace('_', ' ')} ({kind[:-1]})",
        words=words,
        points=points,
        sources=tuple(thing.src or model.src_default),
        confidence=_CONFIDENCE[thing.conf or model.conf_default],
        review=thing.review or model.review_default,
        between=between,
    )


def review_html(
    atlas: Atlas, authored: Authored, knowledge: Knowledge, disputes: Disputes = MappingProxyType({})
) -> str:
    """The review sheet of one body."""
    shapes = _shapes(atlas)
    rows, section = [], ""
    for item in items(authored, disputes):
        file = item.key.split("/")[0]
        if file != section:
            section = file
            rows.append(f"<h2>{escape(_title(authored, file))}</h2>")
        rows.append(_row(item, atlas, shapes, knowledge))
    head = {"format": FORMAT, "version": 1, "atlas_version": atlas.version}
    return _PAGE.format(
        version=escape(atlas.version),
        body=escape(atlas.body),
        head=json.dumps(head),
        rows="\n".join(rows),
    )


def _title(authored: Authored, key: str) -> str:
    titles = {file_key(file): file.model.title for file in authored.files}
    return titles.get(key, "Where sources disagree")


def _shapes(atlas: Atlas) -> dict[str, dict[str, Territory]]:
    """Territories by file and id."""
    out: dict[str, dict[str, Territory]] = {}
    for t in atlas.territories:
        if t.layer == "region":
            out.setdefault("regions", {})[t.id] = t
        elif t.layer == "nerve" and (t.part == "own" or (t.part is None and t.id not in out.get("nerves", {}))):
            out.setdefault("nerves", {})[t.id] = t
        elif t.map is not None:
            out.setdefault(t.map, {})[t.id] = t
    return out


def _row(item: ReviewItem, atlas: Atlas, shapes: Mapping[str, Mapping[str, Territory]], knowledge: Knowledge) -> str:
    file, kind, name = item.key.split("/")
    where = {**shapes.get(CONSENSUS, {}), **shapes.get("nerves", {})} if file == DISPUTES else shapes.get(file, {})
    territories = [where[n] for n in item.between if n in where]
    picture = _picture(atlas, territories, kind, name)
    cited = [
        f"{c}: {knowledge.sources[c].citation}" if c in knowledge.sources else _MEMORY.get(c, c) for c in item.sources
    ]
    beside = " | ".join(n.replace("_", " ") for n in item.between)
    mark = '<span class="mark">an anatomist should look at this</span>' if item.review else ""
    key = escape(item.key, quote=True)
    return (
        f'<section class="item" data-key="{key}"><div class="picture">{picture}</div><div class="words">'
        f"<h3>{escape(item.title)}</h3>{mark}<p>{escape(beside)}</p><p>{escape(item.words)}</p>"
        f'<p class="small">{escape(item.points)}</p><p class="small">Confidence: {escape(item.confidence)}. '
        f"{escape('; '.join(cited))}</p></div>"
        f'<div class="answer"><fieldset><legend>{escape(item.title)}</legend>'
        + "".join(
            f'<label><input type="radio" name="{key}" value="{v}"> {w}</label>'
            for v, w in (("right", "right"), ("wrong", "wrong"), ("unsure", "not sure"))
        )
        + f'<label>Correction <textarea aria-label="Correction of {escape(item.title)}" rows="2"></textarea></label>'
        "</fieldset></div></section>"
    )


_MEMORY: Final = {
    "mem_high": "recalled, sure",
    "mem_med": "recalled, fairly sure",
    "mem_low": "recalled, unsure",
    "draw": "placed by eye",
}


def _picture(atlas: Atlas, territories: Sequence[Territory], kind: str, name: str) -> str:
    """The view that shows most, as SVG: outline, the territories, and their common border in red."""
    if not territories:
        return ""

    def shape(t: Territory, view: ViewId) -> MultiPolygon:
        if kind == "cores":
            return t.zones.get("core", {}).get(view, geometry.empty())
        if kind == "variants":
            found = [v.shapes[view] for v in t.variants if v.id == name and view in v.shapes]
            return found[0] if found else geometry.empty()
        return t.zones["usual"].get(view, geometry.empty())

    def common(view: ViewId) -> list[LineString]:
        return geometry.common_border([shape(t, view) for t in territories])

    if kind == "borders":
        view = max(VIEW_IDS, key=lambda v: (round(sum(line.length for line in common(v))), v))
    else:
        view = max(VIEW_IDS, key=lambda v: (round(sum(shape(t, v).area for t in territories)), v))
    west, south, east, north = atlas.views[view].outline.bounds
    out = [f'<path d="{_svg(atlas.views[view].outline)}" fill="#f2e2d2" stroke="#8a7468" stroke-width="1"/>']
    for i, t in enumerate(territories):
        out.append(f'<path d="{_svg(shape(t, view))}" fill="{_FILL[i % len(_FILL)]}" fill-opacity="0.55"/>')
    if kind == "borders":
        for line in common(view):
            xy = np.round(np.asarray(shapely.simplify(line, 0.4).coords), 1)
            out.append(
                '<polyline fill="none" stroke="#c01515" stroke-width="2.5" points="'
                + " ".join(f"{x},{-y}" for x, y in xy)
                + '"/>'
            )
    box = f"{west - 3:.0f} {-north - 3:.0f} {east - west + 6:.0f} {north - south + 6:.0f}"
    label = view.replace("_", " ")
    return f'<svg viewBox="{box}" role="img" aria-label="{label}">{"".join(out)}</svg><p class="small">{label}</p>'


_FILL: Final = ("#4b86c8", "#e2a13b", "#5fa777", "#a06cc0", "#c8503c")


def _svg(shape: MultiPolygon) -> str:
    out = []
    for polygon in shapely.get_parts(shapely.simplify(shape, 0.5)):
        for ring in (polygon.exterior, *polygon.interiors):
            xy = np.round(np.asarray(ring.coords), 1)
            out.append("M" + "L".join(f"{x:g} {-y:g}" for x, y in xy) + "Z")
    return "".join(out)


MOST_BYTES: Final = 8 * 2**20
"""Of a file of answers."""


def read_answers(path: Path) -> Review:
    """The answers that a reader saved from the sheet.

    Raises
    ------
    FootmapError
        If the file cannot be read or is not an answers file.
    """
    try:
        data = read_bytes(path, MOST_BYTES)
    except FileNotFoundError as error:
        raise FootmapError(f"There is no file {path.name}.") from error
    except UnreadableError as error:
        raise FootmapError(f"The file {path.name} cannot be read: {error}.") from error
    if len(data) > MOST_BYTES:
        raise FootmapError(f"{path.name} is larger than {MOST_BYTES >> 20} MB, more than any review needs.")
    try:
        return Review.model_validate_json(data, strict=True)
    except ValidationError as error:
        places = [".".join(str(p) for p in e["loc"])[:60] or "the whole file" for e in error.errors()]
        where = ", ".join(places[:5]) + (f" and {len(places) - 5} more" if len(places) > 5 else "")
        raise FootmapError(f"{path.name} is not a file of review answers (wrong: {where}).") from error


def changes(
    answers: Review, authored: Authored, atlas_version: str, disputes: Disputes = MappingProxyType({})
) -> list[str]:
    """What the answers ask for, one line each with the file and line to change."""
    known = {item.key: item for item in items(authored, disputes)}
    files = {file_key(file): file for file in authored.files}
    out = []
    if answers.atlas_version != atlas_version:
        out.append(f"The answers are about atlas {answers.atlas_version}; this is atlas {atlas_version}.")
    for key, answer in sorted(answers.answers.items()):
        if key not in known:
            out.append(f"{key}: no longer in the atlas.")
        elif answer.verdict != "right" or answer.correction.strip():
            file, kind, name = key.split("/")
            verdict = {"right": "right, with a remark", "wrong": "wrong", "unsure": "not sure"}[answer.verdict]
            words = answer.correction.strip() or "no correction given"
            where = f"knowledge/{DISPUTES}.yaml" if file == DISPUTES else files[file].where(kind, name)
            out.append(f"{where}: {name} is {verdict}: {words}")
    agreed = sum(a.verdict == "right" for k, a in answers.answers.items() if k in known)
    out.append(f"{agreed} of {len(known)} confirmed, {len(known) - len(answers.answers)} not looked at.")
    return out


_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>footmap atlas {version}: review sheet</title>
<style>
body {{ font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem auto; max-width: 70rem; color: #2a1e1c; }}
.item {{ display: grid; grid-template-columns: 11rem 1fr 16rem; gap: 1rem;
  border-top: 1px solid #ccc; padding: .8rem 0; }}
.picture svg {{ max-height: 15rem; max-width: 100%; }} .small {{ font-size: 12px; color: #5a4a45; }}
.mark {{ background: #ffe9b0; padding: 0 .4rem; border-radius: .3rem; }} h3 {{ margin: 0; }}
fieldset {{ border: 1px solid #ccc; }} legend {{ font-size: 12px; }} label {{ display: block; }}
textarea {{ width: 100%; box-sizing: border-box; }}
</style></head><body>
<h1>Review sheet of the atlas</h1>
<p>Atlas {version}, {body} body, right limb. For each border and territory say whether it is right, or write the
correction. Nothing leaves this computer: press Save and send the file back.</p>
<p><label>Your name <input id="reviewer"></label> <button id="save">Save answers</button> <span id="done"></span></p>
{rows}
<script>
const head = {head};
const rows = [...document.querySelectorAll(".item")];
function answers() {{
  const out = {{}};
  for (const row of rows) {{
    const picked = row.querySelector("input:checked"), text = row.querySelector("textarea").value;
    if (picked || text) out[row.dataset.key] = {{verdict: picked ? picked.value : "unsure", correction: text}};
  }}
  return out;
}}
document.addEventListener("change", () => {{
  document.getElementById("done").textContent = Object.keys(answers()).length + " of " + rows.length + " looked at";
}});
document.getElementById("save").addEventListener("click", () => {{
  const file = {{...head, reviewer: document.getElementById("reviewer").value, answers: answers()}};
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], {{type: "application/json"}}));
  link.download = "atlas_review_answers.json";
  link.click();
}});
</script></body></html>
"""
