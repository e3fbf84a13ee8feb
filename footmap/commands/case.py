"""Commands about one case: rank, render, screenshot."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footmap.core.ids import DRAWN_TONE, SIDES, TONES, VIEW_IDS

from .common import (
    DONE,
    add_case,
    add_language,
    add_map,
    add_output,
    add_visit,
    complain,
    may_write,
    no_collector,
    read,
)

if TYPE_CHECKING:
    from .common import Commands

VIEW_CHOICES: Final = ("sheet", *VIEW_IDS)
OVERLAY_CHOICES: Final = ("nerves", "dermatomes", "disagreement", "courses", "landmarks")
TAB_CHOICES: Final = ("nerves", "levels", "conditions", "clues")
PICTURES: Final = (".png", ".svg", ".pdf")

LARGEST_PX: Final = 8192
"""Width or height of a picture of the window, before it is scaled, and width of a picture of a case."""
LEAST_WIDTH_PX: Final = 64


def add(sub: Commands) -> None:
    """Add the commands to a parser."""
    _add_rank(sub)
    _add_render(sub)
    _add_screenshot(sub)


def _add_rank(sub: Commands) -> None:
    parser = sub.add_parser(
        "rank",
        help="print which nerves, levels and conditions fit a case",
        description="Prints red flags first, then nerves, levels and conditions from paint and answers, best first.",
    )
    add_case(parser)
    parser.add_argument("--json", action="store_true", help="print everything as JSON, for other programs")
    parser.add_argument("--all", action="store_true", help="list every candidate, not only the best")
    parser.add_argument("--explain", action="store_true", help="add the argument for each leader, with its sources")
    parser.add_argument("--full", action="store_true", help="also what to ask next and how stable the result is")
    add_map(parser)
    add_language(parser)
    parser.set_defaults(run=_rank)


def _add_render(sub: Commands) -> None:
    parser = sub.add_parser(
        "render", help="draw a case as a picture", description="Draws the body chart of a case, or one view of it."
    )
    add_case(parser)
    parser.add_argument("--view", choices=VIEW_CHOICES, default="sheet", help="one view, or all of them (default)")
    parser.add_argument("--side", choices=(*SIDES, "both"), default=SIDES[0], help="limb of a single view")
    parser.add_argument("--overlay", choices=("none", "nerves", "dermatomes"), default="none", help="default none")
    parser.add_argument("--scale", type=_scale, default=2.0, help="1 to 4; default 2")
    add_map(parser)
    parser.add_argument("--width", type=_width, metavar="PIXELS", help="width of the picture, instead of a scale")
    parser.add_argument(
        "--legend", action=argparse.BooleanOptionalAction, help="what colours mean; by default on the sheet alone"
    )
    parser.add_argument("--transparent", action="store_true", help="without the white ground")
    parser.add_argument("--tone", choices=TONES, default=DRAWN_TONE, help="skin tone of the pictures")
    add_language(parser)
    add_output(parser, "OUT.png|svg|pdf")
    parser.set_defaults(run=_render)


def _add_screenshot(sub: Commands) -> None:
    parser = sub.add_parser(
        "screenshot",
        help="draw the whole window without a display",
        description="Draws the whole window without a display; with --all every state, and a sheet of them all.",
    )
    parser.add_argument(
        "case", metavar="CASE", type=Path, nargs="?", help="case file (.footmap); default an empty case"
    )
    add_visit(parser)
    parser.add_argument("--size", type=_size, default=(1440, 900), metavar="1440x900", help="of the window")
    parser.add_argument("--scale", type=_scale, default=1.0, help="0.5 to 4; default 1")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), default="light", help="default light")
    parser.add_argument("--tone", choices=TONES, default=DRAWN_TONE, help="skin tone of the pictures")
    add_language(parser)
    parser.add_argument(
        "--mode", choices=("desk", "presentation", "patient"), default="desk", help="who looks at it; default desk"
    )
    parser.add_argument("--view", choices=VIEW_CHOICES, default="sheet", help="one view large, or all (default)")
    parser.add_argument("--overlay", choices=OVERLAY_CHOICES, action="append", default=[], help="may be repeated")
    parser.add_argument("--tab", choices=TAB_CHOICES, default=TAB_CHOICES[0], help="tab of the side panel")
    parser.add_argument("--opened", metavar="ID", help="candidate of that tab whose reasons are shown")
    parser.add_argument("--spine", action="store_true", help="with the lumbar spine beside the picture")
    parser.add_argument("--all", action="store_true", help="draw every state on a contact sheet; OUT is a folder")
    add_output(parser, "OUT.png", "picture that is written, or with --all a folder")
    parser.set_defaults(run=_screenshot)


def _scale(text: str) -> float:
    value = float(text)
    if not 0.5 <= value <= 4.0:
        raise argparse.ArgumentTypeError("the scale must lie between 0.5 and 4")
    return value


def _width(text: str) -> int:
    if not re.fullmatch(r"\d{2,4}", text) or not LEAST_WIDTH_PX <= int(text) <= LARGEST_PX:
        raise argparse.ArgumentTypeError(f"the width is a whole number from {LEAST_WIDTH_PX} to {LARGEST_PX}")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{3,5})[xX×](\d{3,5})", text)
    if not match:
        raise argparse.ArgumentTypeError("write the size like this: 1440x900")
    width, height = int(match[1]), int(match[2])
    if max(width, height) > LARGEST_PX:
        raise argparse.ArgumentTypeError(f"the picture may be at most {LARGEST_PX} pixels wide and high")
    return width, height


def _rank(arguments: argparse.Namespace) -> int:
    with no_collector():
        return _read_and_rank(arguments)


def _read_and_rank(arguments: argparse.Namespace) -> int:
    case = read(arguments.case, arguments.visit)
    from footmap.core.localiser.assessment import assess
    from footmap.core.paint import replay
    from footmap.data.assets import load_atlas
    from footmap.data.knowledge.clinical import load_clinical
    from footmap.data.knowledge.scoring import load_limits
    from footmap.data.localiser import load_localiser
    from footmap.words.assessment_json import assessment_json
    from footmap.words.assessment_text import assessment_table, explanation_text, explanations
    from footmap.words.assessment_words import load_wording

    atlas = load_atlas(case.body)
    localiser = load_localiser(atlas, arguments.map)
    found = assess(
        localiser, replay(atlas, case.drawing, views=()), case.clues, cleared=case.clearings, full=arguments.full
    )
    words = load_wording(arguments.language)
    if case.atlas_version and case.atlas_version != atlas.version:
        complain(f"The case was painted on atlas {case.atlas_version}; it is ranked with atlas {atlas.version}.")
    if arguments.json:
        print(assessment_json(found, words, atlas.version))
        return DONE
    print(assessment_table(found, words, everything=arguments.all))
    if arguments.explain and not found.is_empty:
        print()
        print(explanation_text(explanations(localiser, found, load_clinical(), load_limits()), words, found))
    print(words.say("notice"))
    return DONE


def _render(arguments: argparse.Namespace) -> int:
    may_write(arguments.output, [arguments.case], PICTURES)
    case = read(arguments.case, arguments.visit)
    from footmap.report.picture_wish import PictureWish
    from footmap.report.render import render_case

    wish = PictureWish(
        view=arguments.view,
        side=arguments.side,
        overlay=arguments.overlay,
        map=arguments.map,
        scale=arguments.scale,
        width_px=arguments.width,
        tone=arguments.tone,
        language=arguments.language,
        legend=arguments.legend,
        transparent=arguments.transparent,
    )
    render_case(case, arguments.output, wish, [arguments.case])
    return DONE


def _screenshot(arguments: argparse.Namespace) -> int:
    if arguments.all:
        from footmap.ui.contact_sheet import save_all
        from footmap.ui.study_sheet import save_sheet

        arguments.output.mkdir(parents=True, exist_ok=True)
        print("\n".join(str(path) for path in (*save_all(arguments.output), save_sheet(arguments.output))))
        return DONE
    may_write(arguments.output, [arguments.case], [".png"])
    if arguments.case is not None:
        read(arguments.case, arguments.visit)  # refuse a broken case before Qt starts
    from footmap.ui.screenshot import Shot, save_screenshot

    shot = Shot(
        size=arguments.size,
        theme=arguments.theme,
        scale=arguments.scale,
        tone=arguments.tone,
        language=arguments.language,
        mode=arguments.mode,
        view=None if arguments.view == "sheet" else arguments.view,
        overlays=tuple(arguments.overlay),
        tab=TAB_CHOICES.index(arguments.tab),
        opened=arguments.opened,
        spine=arguments.spine,
        visit=arguments.visit,
    )
    save_screenshot(arguments.output, arguments.case, shot)
    return DONE
