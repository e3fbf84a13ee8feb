"""Commands about what footmap knows: predict (what a lesion at a site would do) and clues (what it may be told)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from footmap.core.ids import SIDES

from .common import DONE, REFUSED, USAGE, add_body, add_language, complain, may_write

if TYPE_CHECKING:
    from .common import Commands


def add(sub: Commands) -> None:
    """Add the commands to a parser."""
    parser = sub.add_parser(
        "predict",
        help="print or draw what a lesion at a site would do",
        description="Prints what a lesion at a place would do to skin, muscles and reflexes, and why.",
    )
    parser.add_argument("site", metavar="SITE", nargs="?", help="id of a site, a place in the spine or a level")
    parser.add_argument("--list", action="store_true", help="list all sites")
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    parser.add_argument("--render", metavar="OUT.png", type=Path, help="also draw it")
    parser.add_argument("--side", choices=SIDES, default=SIDES[0], help="limb that is drawn")
    add_body(parser)
    add_language(parser)
    parser.set_defaults(run=_predict)
    parser = sub.add_parser(
        "clues",
        help="list the clues that a case may answer",
        description="Lists the questions and examination findings that a case may answer, with their ids.",
    )
    parser.add_argument("--search", metavar="TEXT", default="", help="only clues that contain all these words")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    add_language(parser)
    parser.set_defaults(run=_clues)


def _predict(arguments: argparse.Namespace) -> int:
    if (arguments.site is None) != arguments.list or (arguments.list and arguments.render is not None):
        complain("Give one SITE, or --list to see them all.")
        return USAGE
    if arguments.render is not None:
        may_write(arguments.render, suffixes=[".png"])
    from footmap.data.knowledge.clinical import load_clinical
    from footmap.report.predict_text import predict_text, site_list, unknown_site

    clinical = load_clinical()
    if arguments.list:
        print(site_list(clinical, arguments.language))
        return DONE
    unknown = unknown_site(clinical, arguments.site)
    if unknown:
        complain(unknown)
        return REFUSED
    if arguments.render is not None:
        from footmap.data.assets import load_atlas
        from footmap.report.predict_figure import write_prediction

        write_prediction(
            clinical,
            load_atlas(arguments.body),
            arguments.site,
            arguments.render,
            side=arguments.side,
            language=arguments.language,
        )
    if arguments.json:
        from footmap.words.prediction_json import prediction_json

        print(prediction_json(clinical, arguments.site, arguments.language))
        return DONE
    print(predict_text(clinical, arguments.site, arguments.language))
    return DONE


def _clues(arguments: argparse.Namespace) -> int:
    from footmap.data.knowledge.clinical import load_clinical
    from footmap.words.clue_list import clue_json, clue_text, find_clues

    clinical = load_clinical()
    found = find_clues(clinical, arguments.search)
    if arguments.json:
        print(clue_json(clinical, found, arguments.language))
    elif found:
        print(clue_text(clinical, found, arguments.language))
    else:
        complain(f"No clue has the words “{arguments.search}”.")
        return REFUSED
    return DONE
