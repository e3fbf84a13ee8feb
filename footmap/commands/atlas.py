"""Commands about the atlas: check, export, build, plates, review."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footmap.core.ids import SIDES
from footmap.data.resources import drawn_bodies
from footmap.errors import AssetError, FootmapError

from .common import DONE, USAGE, add_body, add_language, add_output, complain, may_write

if TYPE_CHECKING:
    from .common import Commands

_BUILD_NEEDS: Final = ("scipy", "skimage", "numba")
EXPORT_FORMATS: Final = ("footmap", "geojson")
"""The first is the default."""


def add(sub: Commands) -> None:
    """Add the command to a parser."""
    parser = sub.add_parser("atlas", help="check, export, build, draw or review the atlas")
    actions = parser.add_subparsers(metavar="check | export | build | plates | review", required=True)
    check = actions.add_parser(
        "check", help="validate footmap's own files", description="Validates the atlas and the knowledge files."
    )
    check.set_defaults(run=_atlas_check)
    export = actions.add_parser(
        "export",
        help="write the geometry in millimetres, as GeoJSON or in footmap's own form",
        description="Writes the shapes of the atlas in millimetres of each view.",
    )
    add_body(export)
    add_output(export, "OUT.json")
    export.add_argument(
        "--format",
        choices=EXPORT_FORMATS,
        default=EXPORT_FORMATS[0],
        help="geojson: one FeatureCollection for geopandas, QGIS and others; footmap: one document of geometries by "
        "view, the default until the next version, which writes geojson",
    )
    export.add_argument(
        "--side", choices=(*SIDES, "both"), default="right", help="limb, with --format geojson; default right"
    )
    export.set_defaults(run=_atlas_export)
    build = actions.add_parser(
        "build",
        help="make the atlas from its sources",
        description="Makes the atlas of both bodies from its sources (needs footmap[atlas]; takes minutes).",
    )
    build.add_argument("--body", choices=(*drawn_bodies(), "all"), default="all", help="whose; default all")
    build.add_argument(
        "--keep-pictures",
        action="store_true",
        help="leave the pictures of the skin as they are: enough when only borders, landmarks or courses have changed",
    )
    build.set_defaults(run=_atlas_build, tells=True)
    plates = actions.add_parser(
        "plates",
        help="draw every layer as PDF and PNG",
        description="Draws every layer of the atlas on sheets of A4 or Letter paper, as PDF and PNG.",
    )
    add_body(plates)
    add_output(plates, "DIR", "folder for the plates, made if there is none")
    plates.add_argument("--only", metavar="NAME", action="append", help="draw only this plate; may be repeated")
    plates.add_argument("--paper", choices=("a4", "letter"), default="a4", help="default a4")
    plates.add_argument("--side", choices=SIDES, default="right", help="limb; default right")
    plates.add_argument(
        "--blank", action="store_true", help="numbers to fill in, without colours; the last sheet has the answers"
    )
    plates.add_argument("--dark", action="store_true", help="on a dark ground, for a screen")
    plates.add_argument("--dpi", type=int, choices=(100, 200, 300), default=200, help="of the PNG files; default 200")
    add_language(plates)
    plates.set_defaults(run=_atlas_plates)
    review = actions.add_parser(
        "review",
        help="write a sheet to tick or correct, or read its answers back",
        description="Writes a sheet on which a clinician ticks or corrects borders, or reads it back.",
    )
    add_body(review)
    goal = review.add_mutually_exclusive_group(required=True)
    goal.add_argument("-o", "--output", metavar="FILE.html", type=Path, help="sheet that is written")
    goal.add_argument(
        "--answers", metavar="FILE.json", type=Path, help="answers saved from the sheet: list what changes"
    )
    review.set_defaults(run=_atlas_review)


def _atlas_check(arguments: argparse.Namespace) -> int:
    from footmap.data.check import check_assets

    problems, summary = check_assets()
    if problems:
        raise AssetError(tuple(problems))
    print("\n".join(summary))
    return DONE


def _atlas_export(arguments: argparse.Namespace) -> int:
    may_write(arguments.output)
    from footmap.data.assets import load_atlas
    from footmap.data.output import write_output

    if arguments.format == "geojson":
        from footmap.data.atlas_geojson import geojson_text
        from footmap.data.territories.authored import read_authored, read_chart

        sides = SIDES if arguments.side == "both" else (arguments.side,)
        text = geojson_text(load_atlas(arguments.body), read_authored(read_chart(arguments.body)), sides)
    elif arguments.side != "right":
        complain("The form footmap holds the right limb alone; --side needs --format geojson.")
        return USAGE
    else:
        from footmap.data.atlas_export import export_json

        text = export_json(load_atlas(arguments.body))
    write_output(arguments.output, text.encode(), private=False)
    return DONE


def _atlas_plates(arguments: argparse.Namespace) -> int:
    from footmap.data.assets import load_atlas
    from footmap.data.knowledge.base import load_knowledge
    from footmap.report.atlas_plates import PlateWish, write_plates

    wish = PlateWish(
        only=tuple(arguments.only or ()),
        paper=arguments.paper,
        look="dark" if arguments.dark else "light",
        side=arguments.side,
        language=arguments.language,
        blank=arguments.blank,
        dpi=arguments.dpi,
    )
    write_plates(arguments.output, load_atlas(arguments.body), load_knowledge(), wish)
    return DONE


def _atlas_review(arguments: argparse.Namespace) -> int:
    from footmap.data.assets import load_atlas
    from footmap.data.knowledge.base import load_knowledge
    from footmap.data.output import write_output
    from footmap.data.territories.authored import read_authored, read_chart
    from footmap.report.atlas_review import changes, read_answers, review_html

    if arguments.output is not None:
        may_write(arguments.output)
    atlas, authored = load_atlas(arguments.body), read_authored(read_chart(arguments.body))
    if arguments.answers is not None:
        print("\n".join(changes(read_answers(arguments.answers), authored, atlas.version)))
        return DONE
    write_output(arguments.output, review_html(atlas, authored, load_knowledge()).encode(), private=False)
    return DONE


def _atlas_build(arguments: argparse.Namespace) -> int:
    if lacking := [name for name in _BUILD_NEEDS if importlib.util.find_spec(name) is None]:
        raise FootmapError(
            f"Building the atlas needs {', '.join(lacking)}; install them with: pip install footmap[atlas]"
        )
    from footmap.atlas_build.build import main as build

    bodies = drawn_bodies() if arguments.body == "all" else (arguments.body,)
    for number, body in enumerate(bodies, 1):
        print(f"body {number} of {len(bodies)}: {body}", flush=True)
        if code := build([body], pictures=not arguments.keep_pictures):
            return code
    print("The atlas is built. Check it with: footmap atlas check")
    return DONE
