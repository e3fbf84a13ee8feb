"""Commands of study: study (window, progress, results of a class) and deck (cards for Anki, tables)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .common import DONE, add_language, add_output, may_write, open_window

if TYPE_CHECKING:
    from .common import Commands

STEPS: Final = 10
"""Number of times that a long export says how far it is."""


def add(sub: Commands) -> None:
    """Add the commands to a parser."""
    parser = sub.add_parser(
        "study",
        help="learn: opens the window in study mode",
        description="Opens the window in study mode: exercises, explore, courses, examination, sets. With one of "
        "--due, --export, --import and --results it opens no window.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--due", action="store_true", help="print what each learner has to repeat today")
    what.add_argument("--export", metavar="OUT.json", type=Path, help="write the progress of a learner")
    what.add_argument("--import", dest="import_", metavar="FILE.json", type=Path, help="take in such a file")
    what.add_argument(
        "--results", metavar="SET.footset", type=Path, help="what a class made of a set, as a table; needs FILES and -o"
    )
    parser.add_argument("files", metavar="FILES", type=Path, nargs="*", help="exports of the class, for --results")
    add_output(parser, "OUT.csv", "table of --results", required=False)
    parser.add_argument("--learner", metavar="NAME|ID", default="", help="whose; needed where several study")
    parser.add_argument("--progress", metavar="FILE", type=Path, help="progress file; default your own")
    add_language(parser)
    parser.set_defaults(run=_study)
    parser = sub.add_parser(
        "deck",
        help="write a set of cards for Anki, or as a table",
        description="Writes a set of facts, or a teacher's set, as cards for Anki or as a table; imported again it "
        "updates.",
    )
    parser.add_argument("set", metavar="SET", nargs="?", help="id of a set (--list), or a .footset file")
    add_output(parser, "OUT.apkg|OUT.csv", required=False)
    parser.add_argument("--list", action="store_true", help="print the sets")
    add_language(parser)
    parser.set_defaults(run=_deck, tells=True)


def _study(arguments: argparse.Namespace) -> int:
    if arguments.results is not None:
        return _results(arguments)
    if arguments.files or arguments.output is not None:
        from footmap.errors import StudyError

        raise StudyError("FILES and -o belong to --results; give the set with --results SET.footset.")
    if arguments.due:
        return _due(arguments)
    if arguments.export is not None:
        return _export(arguments)
    if arguments.import_ is not None:
        return _import(arguments)
    return open_window(study=True)


def _due(arguments: argparse.Namespace) -> int:
    from footmap.study.card_words import StudyNames
    from footmap.study.overview import overview

    names = StudyNames(arguments.language)
    rows = overview(arguments.progress, arguments.learner)
    for row in rows:
        print(names.say("due_row", name=row.name, due=row.due, new=row.new, known=row.known, total=row.total))
    if not rows:
        print(names.say("due_nobody"))
    return DONE


def _export(arguments: argparse.Namespace) -> int:
    from footmap.data.output import write_output
    from footmap.data.progress.export import from_json
    from footmap.study.card_words import StudyNames
    from footmap.study.overview import opened, the_learner

    may_write(arguments.export, [arguments.progress])
    with opened(arguments.progress) as progress:
        learner = the_learner(progress, arguments.learner)
        data = progress.export(learner)
    write_output(arguments.export, data, [arguments.progress])
    count = len(from_json(data)[1])
    names = StudyNames(arguments.language)
    print(names.say("export_done", count=count, name=learner.name, file=arguments.export.name))
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from footmap.data.progress.export import read_export
    from footmap.data.progress.store import Progress
    from footmap.study.card_words import StudyNames
    from footmap.study.schedule import Schedule

    learner, answers = read_export(arguments.import_)
    with Progress(arguments.progress) as progress:
        known, count = progress.take_in(learner, answers, Schedule().replay)
    print(StudyNames(arguments.language).say("import_done", count=count, name=known.name))
    return DONE


def _results(arguments: argparse.Namespace) -> int:
    from footmap.data.footset import read_footset
    from footmap.data.output import write_output
    from footmap.errors import StudyError
    from footmap.study.results import results_table

    if not arguments.files or arguments.output is None:
        raise StudyError(
            "The results of a class need their exports and a table: --results SET.footset FILES -o OUT.csv."
        )
    used = [arguments.results, *arguments.files]
    may_write(arguments.output, used)
    table = results_table(read_footset(arguments.results), arguments.files, arguments.language)
    write_output(arguments.output, table.encode(), used)
    return DONE


def _deck(arguments: argparse.Namespace) -> int:
    from footmap.errors import StudyError
    from footmap.study.card_words import StudyNames
    from footmap.study.deck import export_deck, sets

    if arguments.output is not None:
        may_write(arguments.output)
    names = StudyNames(arguments.language)
    if arguments.list:
        for id_, title, count in sets(arguments.language):
            print(names.say("set_row", id=id_, title=title, count=count))
        return DONE
    if arguments.set is None or arguments.output is None:
        raise StudyError("Name a set and a file, such as: footmap deck core -o core.apkg; --list prints the sets.")

    def tell(done: int, total: int) -> None:
        if done * STEPS // total > (done - 1) * STEPS // total:
            print(names.say("deck_progress", done=done, total=total), file=sys.stderr, flush=True)

    found = export_deck(arguments.set, arguments.output, arguments.language, tell)
    print(
        names.say(
            "deck_done", notes=found.notes, cards=found.cards, pictures=found.pictures, file=arguments.output.name
        )
    )
    return DONE
