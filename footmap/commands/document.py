"""Commands that write what is filed or sent: report, letter, compare."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .common import DONE, add_case, add_language, add_map, add_output, may_write, no_collector, read

if TYPE_CHECKING:
    from footmap.core.record import Patient, Visit

    from .common import Commands

PAPERS: Final = ("a4", "letter")
DOCUMENTS: Final = (".pdf", ".png")
READERS: Final = ("file", "patient")


def add(sub: Commands) -> None:
    """Add the commands to a parser."""
    _add_report(sub)
    _add_letter(sub)
    _add_compare(sub)


def _add_report(sub: Commands) -> None:
    parser = sub.add_parser(
        "report",
        help="write the report of a case",
        description="Writes a document for the file: who and when, red flags first, the painted views with areas, "
        "answers, what fits in words, the whole note, what to ask next; tagged PDF/UA-1, or a picture.",
    )
    add_case(parser)
    add_output(parser, "OUT.pdf|OUT.png")
    parser.add_argument(
        "--for",
        dest="reader",
        choices=READERS,
        default=READERS[0],
        help="for the file (default), or for the patient: plain words, large print, no candidates",
    )
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help="A4 (default) or US Letter")
    parser.add_argument(
        "--practice", metavar="FILE.yaml", type=Path, help="name, address and logo of the practice for the heading"
    )
    parser.add_argument("--argument", action="store_true", help="with the argument in numbers as an appendix")
    add_map(parser)
    add_language(parser)
    parser.set_defaults(run=_report)


def _add_letter(sub: Commands) -> None:
    parser = sub.add_parser(
        "letter",
        help="print three sentences for a letter",
        description="Prints three sentences for a letter, or a template of your own filled in.",
    )
    add_case(parser)
    parser.add_argument("--template", metavar="FILE", type=Path, help="text with fields in braces to be filled in")
    parser.add_argument("--html", action="store_true", help="print it as HTML")
    add_map(parser)
    add_language(parser)
    parser.set_defaults(run=_letter)


def _add_compare(sub: Commands) -> None:
    parser = sub.add_parser(
        "compare",
        help="say what changed between two drawings",
        description="Says what changed between two drawings: gained, lost and kept skin by region and quality, "
        "intensity, way of the middle.",
    )
    parser.add_argument("before", metavar="CASE_A", type=Path, help="case file of the earlier drawing")
    parser.add_argument("after", metavar="CASE_B", type=Path, help="case file of the later drawing")
    parser.add_argument("--visit-a", metavar="ID|DATE", default="", help="visit of CASE_A; default the newest")
    parser.add_argument("--visit-b", metavar="ID|DATE", default="", help="visit of CASE_B; default the newest")
    parser.add_argument("--json", action="store_true", help="print everything as JSON, for other programs")
    parser.add_argument("--render", metavar="OUT.png|OUT.pdf", type=Path, help="also draw both on one picture")
    add_language(parser)
    parser.set_defaults(run=_compare)


def _report(arguments: argparse.Namespace) -> int:
    may_write(arguments.output, [arguments.case, arguments.practice], DOCUMENTS)
    with no_collector():
        case = read(arguments.case, arguments.visit)
        from footmap.data.practice import Practice, read_practice
        from footmap.report.document import ReportChoices, write_report

        choices = ReportChoices(
            reader=arguments.reader,
            language=arguments.language,
            paper=arguments.paper,
            map=arguments.map,
            practice=read_practice(arguments.practice) if arguments.practice else Practice(),
            argument=arguments.argument,
        )
        write_report(case, arguments.output, choices, arguments.case.stem)
    return DONE


def _letter(arguments: argparse.Namespace) -> int:
    from footmap.words.letter import DEFAULT, read_template

    template = read_template(arguments.template) if arguments.template else DEFAULT
    with no_collector():
        visit, patient = _visit(arguments.case, arguments.visit)
        from footmap.words.documents import load_document_words, read_visit
        from footmap.words.letter import write_letter

        found, _, _ = read_visit(visit, patient, arguments.map)
        letter = write_letter(found, load_document_words(arguments.language), template)
    print(letter.rich if arguments.html else letter.plain)
    return DONE


def _compare(arguments: argparse.Namespace) -> int:
    if arguments.render is not None:
        may_write(arguments.render, [arguments.before, arguments.after], DOCUMENTS)
    with no_collector():
        before, _ = _visit(arguments.before, arguments.visit_a)
        after, patient = _visit(arguments.after, arguments.visit_b)
        from footmap.report.compare_page import compare_visits, names_of, write_comparison
        from footmap.words.compare_words import comparison_json, comparison_text
        from footmap.words.documents import load_document_words

        words = load_document_words(arguments.language)
        compared = compare_visits(before, after, patient)
        called = arguments.before.stem, arguments.after.stem
        if arguments.render is not None:
            write_comparison(compared, arguments.render, called, arguments.language)
        if arguments.json:
            print(comparison_json(compared.found, words, compared.atlas.version))
        else:
            print(comparison_text(compared.found, words, *names_of(compared, words, called)))
    return DONE


def _visit(path: Path, visit: str) -> tuple[Visit, Patient | None]:
    from footmap.data.visit_json import visit_of

    return visit_of(read(path, visit))
