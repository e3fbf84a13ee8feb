"""Commands that measure footmap itself: bench (speed) and benchmark (how often the ranking is right)."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .common import DONE, USAGE, complain, may_write

if TYPE_CHECKING:
    from .common import Commands


def add(sub: Commands) -> None:
    """Add the commands to a parser."""
    parser = sub.add_parser(
        "bench", help="measure speed against the goals", description="Measures the speed of footmap against its goals."
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    parser.add_argument("--only", metavar="NAME", action="append", help="run only this measurement; may be repeated")
    parser.add_argument("--library", action="store_true", help="only the library, with 10,000 made-up visits")
    parser.set_defaults(run=_bench, tells=True)
    parser = sub.add_parser(
        "benchmark",
        help="measure how often the ranking is right, on synthetic and published cases",
        description="Measures how often the ranking is right, on synthetic and published cases; not a clinical trial. "
        "With --learning what the schedule of study saves for simulated learners, and whether generated exercises "
        "have one best answer and are marked fairly.",
    )
    parser.add_argument("--full", action="store_true", help="also halve and double every constant (much longer)")
    parser.add_argument(
        "--cases", type=_count, default=450, metavar="N", help="number of made-up patients; default 450"
    )
    parser.add_argument("--json", metavar="OUT.json", type=Path, help="also write all figures to a file")
    parser.add_argument(
        "--learning", action="store_true", help="instead, study: what the schedule saves, and how fair exercises are"
    )
    parser.add_argument("--learners", type=_count, default=200, metavar="N", help="of --learning; default 200")
    parser.add_argument(
        "--exercises", type=_count, default=10_000, metavar="N", help="number of exercises; default 10000"
    )
    parser.set_defaults(run=_benchmark, tells=True)


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 100_000:
        raise argparse.ArgumentTypeError("the number must lie between 1 and 100000")
    return value


def _bench(arguments: argparse.Namespace) -> int:
    from footmap.bench import run as bench

    known = [m.name for m in (*bench.MEASUREMENTS, *bench.APART)]
    names = arguments.only or ([bench.LIBRARY] if arguments.library else [m.name for m in bench.MEASUREMENTS])
    unknown = [name for name in names if name not in known]
    if unknown:
        complain(f"There is no measurement {unknown[0]}; choose from {', '.join(known)}.")
        return USAGE
    results = bench.run(names, progress=lambda words: print(words, file=sys.stderr, flush=True))
    if arguments.json:
        print(json.dumps([r._asdict() for r in results], indent=2, sort_keys=True))
    else:
        print(bench.table(results))
    return DONE


def _benchmark(arguments: argparse.Namespace) -> int:
    from footmap.bench.accuracy import benchmark as accuracy
    from footmap.data.output import write_output

    if arguments.json is not None:
        may_write(arguments.json)
    if arguments.learning:
        return _learning(arguments)
    result = accuracy.run(
        arguments.cases, full=arguments.full, progress=lambda words: print(words, file=sys.stderr, flush=True)
    )
    print(accuracy.table(result))
    if arguments.json is not None:
        write_output(arguments.json, (accuracy.as_json(result) + "\n").encode(), private=False)
    return DONE


def _learning(arguments: argparse.Namespace) -> int:
    from footmap.bench import exercises, learning
    from footmap.bench.run import table
    from footmap.data.output import write_output

    def tell(words: str) -> None:
        print(words, file=sys.stderr, flush=True)

    found = learning.run(learning.Study(learners=arguments.learners), tell)
    print("\n".join(learning.lines(found)))
    results = [*found.results, *exercises.run(arguments.exercises, progress=tell)]
    print(table(results))
    if arguments.json is not None:
        text = json.dumps([r._asdict() for r in results], indent=2, sort_keys=True)
        write_output(arguments.json, (text + "\n").encode(), private=False)
    return DONE
