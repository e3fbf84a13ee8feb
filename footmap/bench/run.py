"""`footmap bench`: speed and memory beside their goals, as ratios measured in one run wherever possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .result import Measurement, Result


def _live() -> list[Result]:
    from .live import measure_live

    return measure_live()


def _exact() -> list[Result]:
    from .exact import measure_exact

    return measure_exact()


def _assess() -> list[Result]:
    from .assess import measure_assess

    return measure_assess()


def _brush() -> list[Result]:
    from .window import measure_brush

    return measure_brush()


def _start() -> list[Result]:
    from .window import measure_start

    return measure_start()


def _memory() -> list[Result]:
    from .window import measure_memory

    return measure_memory()


def _busy() -> list[Result]:
    from .window import measure_busy

    return measure_busy()


def _process() -> list[Result]:
    from .window import measure_process

    return measure_process()


def _study() -> list[Result]:
    from .study import measure_study

    return measure_study()


def _skin() -> list[Result]:
    try:
        from .skin import measure_skin
    except ImportError:  # the extra `atlas` is not installed
        return []
    return measure_skin(strokes=200)


def _zigzag() -> list[Result]:
    from .zigzag import measure_zigzag

    return measure_zigzag()


def _library() -> list[Result]:
    from .library import measure_library

    return measure_library()


MEASUREMENTS = (
    Measurement("live", _live),
    Measurement("exact", _exact),
    Measurement("zigzag", _zigzag),
    Measurement("assess", _assess),
    Measurement("process", _process),
    Measurement("start", _start),
    Measurement("brush", _brush),
    Measurement("memory", _memory),
    Measurement("busy", _busy),
    Measurement("study", _study),
    Measurement("skin", _skin),
)
LIBRARY = "library"
APART = (Measurement(LIBRARY, _library),)
"""Measured only when they are asked for: they make a library of 10,000 visits first."""


def run(names: Sequence[str], progress: Callable[[str], None]) -> list[Result]:
    """Run the named measurements in order."""
    results: list[Result] = []
    for measurement in (*MEASUREMENTS, *APART):
        if measurement.name in names:
            progress(f"measuring {measurement.name} ...")
            results += measurement.run()
    return results


def table(results: Sequence[Result]) -> str:
    """The results to read."""
    width = max((len(r.what) for r in results), default=0)
    lines = [f"{'':<{width}}  {'before':>10}  {'measured':>12}  {'goal':>12}  {'ratio':>6}"]
    for r in results:
        goal = f"{'<=' if r.at_most else '>='} {_figure(r.goal, r.unit)}"
        before = "" if r.before is None else _figure(r.before, r.unit)
        value, word = _figure(r.value, r.unit), "ok" if r.ok else "SHORT"
        ratio = f"{r.value / r.goal:.2f}" if r.goal else ""
        lines.append(f"{r.what:<{width}}  {before:>10}  {value:>12}  {goal:>12}  {ratio:>6}  {word}")
    short = sum(not r.ok for r in results)
    lines.append(f"{len(results) - short} of {len(results)} goals reached")
    return "\n".join(lines)


def _figure(value: float, unit: str) -> str:
    text = f"{value:.2e}" if 0 < abs(value) < 1e-3 else f"{value:.3g}"
    return f"{text} {unit}".strip() if unit else f"{text}x" if abs(value) >= 1e-3 else text
