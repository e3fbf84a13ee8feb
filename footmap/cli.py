"""The command line. Each command imports what it needs and no more; only the window and its screenshot use Qt."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footmap import __version__
from footmap.errors import AssetError, CaseError, FootmapError

if TYPE_CHECKING:
    from footmap.core.drawing import Case

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
VIEW_CHOICES: Final = (
    "sheet",
    "leg_anterior",
    "leg_posterior",
    "leg_medial",
    "leg_lateral",
    "foot_dorsal",
    "foot_plantar",
    "foot_medial",
    "foot_lateral",
)
TONE_CHOICES: Final = ("light", "medium", "dark")
NOTICE: Final = "footmap is an aid for learning and decisions, not a diagnosis."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 the input was refused, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a pipe may know only ASCII
    try:
        arguments = _parser(words).parse_args(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except CaseError as error:
        _say(f"{error}" + (f" [{error.where}]" if error.where else ""))
    except AssetError as error:
        _say(f"{len(error.problems)} problem(s) with footmap's own files:")
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
    except FootmapError as error:
        _say(str(error))
    except BrokenPipeError:
        # whoever read our output has stopped; say nothing more, and let nothing complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        _say(f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}.")
    except KeyboardInterrupt:
        _say("Stopped.")
    return REFUSED


def _say(message: str) -> None:
    print(f"footmap: {message}", file=sys.stderr)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Parser for these words: the first one that is no option is a command or else a case to open."""
    commands = {"rank", "render", "report", "screenshot", "atlas", "bench"}
    first = next((word for word in words if not word.startswith("-")), None)
    parser = argparse.ArgumentParser(
        prog="footmap",
        description="Paint where a foot or leg hurts; read which nerves and spinal levels fit.",
        epilog=f"'footmap COMMAND --help' explains a command. {NOTICE}",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"footmap {__version__}")
    if first is not None and first not in commands:
        parser.add_argument("case", metavar="CASE", type=Path, help="case to open in the window")
        parser.set_defaults(run=_window)
        return parser
    parser.set_defaults(run=_window, case=None)
    sub = parser.add_subparsers(metavar="CASE | COMMAND", title="commands (without one the window opens)")
    _add_rank(sub)
    _add_render(sub)
    _add_report(sub)
    _add_screenshot(sub)
    _add_atlas(sub)
    _add_bench(sub)
    return parser


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _add_rank(sub: _Commands) -> None:
    parser = sub.add_parser("rank", help="print which nerves and levels fit a case", allow_abbrev=False)
    parser.add_argument("case", metavar="CASE", type=Path)
    parser.add_argument("--json", action="store_true", help="everything, for programs")
    parser.add_argument("--all", action="store_true", help="also candidates that share no skin with the paint")
    parser.set_defaults(run=_rank)


def _add_render(sub: _Commands) -> None:
    parser = sub.add_parser("render", help="draw a case as a picture", allow_abbrev=False)
    parser.add_argument("case", metavar="CASE", type=Path)
    parser.add_argument("--view", choices=VIEW_CHOICES, default="sheet", help="one view, or all of them (default)")
    parser.add_argument("--side", choices=("right", "left"), default="right", help="limb of a single view")
    parser.add_argument("--overlay", choices=("none", "nerves", "dermatomes"), default="none")
    parser.add_argument("--scale", type=_scale, default=2.0, help="1 to 4; default 2")
    parser.add_argument("--tone", choices=TONE_CHOICES, default=TONE_CHOICES[0], help="skin tone of the pictures")
    parser.add_argument("-o", "--output", metavar="OUT.png", type=Path, required=True)
    parser.set_defaults(run=_render)


def _add_report(sub: _Commands) -> None:
    parser = sub.add_parser("report", help="write the report figure of a case", allow_abbrev=False)
    parser.add_argument("case", metavar="CASE", type=Path)
    parser.add_argument("-o", "--output", metavar="OUT.png|OUT.pdf", type=Path, required=True)
    parser.set_defaults(run=_report)


def _add_screenshot(sub: _Commands) -> None:
    parser = sub.add_parser("screenshot", help="draw the whole window without a display", allow_abbrev=False)
    parser.add_argument("case", metavar="CASE", type=Path, nargs="?")
    parser.add_argument("--size", type=_size, default=(1440, 900), metavar="1440x900")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--tone", choices=TONE_CHOICES, default=TONE_CHOICES[0], help="skin tone of the pictures")
    parser.add_argument("-o", "--output", metavar="OUT.png", type=Path, required=True)
    parser.set_defaults(run=_screenshot)


def _add_atlas(sub: _Commands) -> None:
    parser = sub.add_parser("atlas", help="check, export, build, draw or review the atlas", allow_abbrev=False)
    actions = parser.add_subparsers(metavar="check | export | build | plates | review", required=True)
    check = actions.add_parser("check", help="validate footmap's own files", allow_abbrev=False)
    check.set_defaults(run=_atlas_check)
    export = actions.add_parser("export", help="write the geometry as GeoJSON in millimetres", allow_abbrev=False)
    export.add_argument("--body", default="male")
    export.add_argument("-o", "--output", metavar="OUT.json", type=Path, required=True)
    export.set_defaults(run=_atlas_export)
    build = actions.add_parser("build", help="make the atlas from its sources (needs footmap[atlas])")
    build.add_argument("--body", default="male", help="male (default), female or all")
    build.set_defaults(run=_atlas_build)
    plates = actions.add_parser("plates", help="draw every layer as PDF and PNG", allow_abbrev=False)
    plates.add_argument("--body", default="male")
    plates.add_argument("-o", "--output", metavar="DIR", type=Path, required=True)
    plates.add_argument("--only", metavar="NAME", action="append", help="one plate; may be repeated")
    plates.set_defaults(run=_atlas_plates)
    review = actions.add_parser("review", help="write a sheet to tick or correct, or read its answers")
    review.add_argument("--body", default="male")
    goal = review.add_mutually_exclusive_group(required=True)
    goal.add_argument("-o", "--output", metavar="FILE.html", type=Path)
    goal.add_argument(
        "--answers", metavar="FILE.json", type=Path, help="answers saved from the sheet: list what changes"
    )
    review.set_defaults(run=_atlas_review)


def _add_bench(sub: _Commands) -> None:
    parser = sub.add_parser("bench", help="measure speed against the goals", allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--only", metavar="NAME", action="append", help="one measurement; may be repeated")
    parser.set_defaults(run=_bench)


def _scale(text: str) -> float:
    value = float(text)
    if not 0.5 <= value <= 4.0:
        raise argparse.ArgumentTypeError("the scale lies between 0.5 and 4")
    return value


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{3,5})[xX×](\d{3,5})", text)
    if not match:
        raise argparse.ArgumentTypeError("write the size as 1440x900")
    return int(match[1]), int(match[2])


# ---- commands


def _window(arguments: argparse.Namespace) -> int:
    from footmap.ui.app import run_window

    return run_window(arguments.case)


def _read(path: Path) -> Case:
    from footmap.data.casefile import read_case

    return read_case(path)


def _rank(arguments: argparse.Namespace) -> int:
    case = _read(arguments.case)
    from footmap.core.ranking import rank_drawing
    from footmap.data.assets import load_atlas
    from footmap.data.knowledge import load_knowledge
    from footmap.data.ranking_text import ranking_json, ranking_table

    knowledge = load_knowledge()
    atlas = load_atlas(case.body)
    ranking = rank_drawing(atlas, case.drawing, knowledge.names)
    if arguments.json:
        print(ranking_json(ranking, atlas.version))
        return DONE
    if case.atlas_version and case.atlas_version != atlas.version:
        _say(f"The case was painted on atlas {case.atlas_version}; it is ranked with atlas {atlas.version}.")
    print(ranking_table(ranking, everything=arguments.all))
    print(NOTICE)
    return DONE


def _render(arguments: argparse.Namespace) -> int:
    case = _read(arguments.case)
    from footmap.report.render import render_case

    render_case(
        case,
        arguments.output,
        view=arguments.view,
        side=arguments.side,
        overlay=arguments.overlay,
        scale=arguments.scale,
        tone=arguments.tone,
    )
    return DONE


def _report(arguments: argparse.Namespace) -> int:
    case = _read(arguments.case)
    from footmap.report.document import write_report

    write_report(case, arguments.output, title=arguments.case.stem)
    return DONE


def _screenshot(arguments: argparse.Namespace) -> int:
    from footmap.ui.screenshot import save_screenshot

    if arguments.case is not None:
        _read(arguments.case)  # refuse a broken case before Qt starts
    save_screenshot(arguments.output, arguments.case, size=arguments.size, theme=arguments.theme, tone=arguments.tone)
    return DONE


def _atlas_check(arguments: argparse.Namespace) -> int:
    from footmap.data.check import check_assets

    problems, summary = check_assets()
    if problems:
        raise AssetError(tuple(problems))
    print("\n".join(summary))
    return DONE


def _atlas_export(arguments: argparse.Namespace) -> int:
    from footmap.data.assets import load_atlas
    from footmap.data.atlas_export import export_json
    from footmap.data.atomic import write_bytes

    write_bytes(arguments.output, export_json(load_atlas(arguments.body)).encode())
    return DONE


def _atlas_plates(arguments: argparse.Namespace) -> int:
    from footmap.data.assets import load_atlas
    from footmap.data.knowledge import load_knowledge
    from footmap.report.atlas_plates import write_plates

    write_plates(arguments.output, load_atlas(arguments.body), load_knowledge(), arguments.only)
    return DONE


def _atlas_review(arguments: argparse.Namespace) -> int:
    from footmap.data.assets import load_atlas
    from footmap.data.atomic import write_bytes
    from footmap.data.authored import read_authored, read_chart
    from footmap.data.knowledge import load_knowledge
    from footmap.report.atlas_review import changes, read_answers, review_html

    atlas, authored = load_atlas(arguments.body), read_authored(read_chart(arguments.body))
    if arguments.answers is not None:
        print("\n".join(changes(read_answers(arguments.answers), authored, atlas.version)))
        return DONE
    write_bytes(arguments.output, review_html(atlas, authored, load_knowledge()).encode())
    return DONE


def _atlas_build(arguments: argparse.Namespace) -> int:
    from footmap.atlas_build.build import main as build

    return build([arguments.body])


def _bench(arguments: argparse.Namespace) -> int:
    from footmap.bench import run as bench

    names = arguments.only or [m.name for m in bench.MEASUREMENTS]
    unknown = [name for name in names if name not in {m.name for m in bench.MEASUREMENTS}]
    if unknown:
        _say(f"There is no measurement {unknown[0]}; there are {', '.join(m.name for m in bench.MEASUREMENTS)}.")
        return USAGE
    results = bench.run(names, progress=lambda words: print(words, file=sys.stderr, flush=True))
    if arguments.json:
        print(json.dumps([r._asdict() for r in results], indent=2, sort_keys=True))
    else:
        print(bench.table(results))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
