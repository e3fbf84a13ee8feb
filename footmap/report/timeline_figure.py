"""The visits of a patient as plots: painted area, pain, leading candidates and answers that changed, over time."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from footmap.core.timeline import TimelinePoint, changed_answers, in_order, leaders, painted_limbs
from footmap.words.documents import DocumentWords, capital
from footmap.words.picture_facts import described
from footmap.words.timeline_words import answer_words, day, limb_name

from .printable import printable
from .timeline_look import TimelineLook

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Kind = Literal["png", "svg"]
DPI: Final = 100
LEFT_PX, TOP_PX, BOTTOM_PX, GAP_PX = 48, 34, 34, 44
NAMES_PX: Final = 200
"""Room at the right for names of lines and rows, at most; narrow plots give it a third."""
AREA_PX, PAIN_PX, ROW_PX, LEAST_ROWS_PX = 150, 110, 34, 40
MOST_ROWS: Final = 8
"""Number of candidates, and of answers, that are drawn; the table has all."""
DAY_PX: Final = 84
"""Least distance of two dates below the plots."""
LETTER_PX: Final = 6.4
"""Mean width of a letter of the plots."""
MARKERS: Final = {"pain": "o", "burning": "^", "tingling": "s", "numbness": "D"}
LIGHTER: Final = 0.35
"""Share of white in the colours of the qualities on a dark ground."""
SIZE_PT: Final = 8.5


@dataclass(frozen=True)
class _Frame:
    points: tuple[TimelinePoint, ...]
    x: tuple[float, ...]
    words: DocumentWords
    look: TimelineLook
    names_px: int
    plot_px: float


def draw_timeline(
    points: Sequence[TimelinePoint],
    names: Mapping[str, str],
    words: DocumentWords,
    look: TimelineLook,
    width_px: int,
    ratio: float = 1.0,
    kind: Kind = "png",
) -> bytes:
    """Draw a timeline, the same for the same input.

    Parameters
    ----------
    names : mapping of candidate to its name
    width_px : int
        Device-independent pixels; the height follows from what there is to say.
    ratio : float
        Device pixels per device-independent pixel.
    """
    ordered = in_order(points)
    rows = _leader_rows(ordered, names), _answer_rows(ordered, words)
    heights = [AREA_PX, PAIN_PX, *(max(LEAST_ROWS_PX, ROW_PX * len(found)) for found in rows if found)]
    height_px = TOP_PX + BOTTOM_PX + sum(heights) + GAP_PX * (len(heights) - 1)
    names_px = min(NAMES_PX, width_px // 3)
    frame = _Frame(ordered, _positions(ordered), words, look, names_px, width_px - LEFT_PX - names_px)
    figure = Figure(figsize=(width_px / DPI, height_px / DPI), dpi=DPI * ratio, facecolor=look.ground)
    FigureCanvasAgg(figure)
    axes: list[Axes] = []
    top = float(height_px - TOP_PX)
    for height in heights:
        box = (LEFT_PX / width_px, (top - height) / height_px, frame.plot_px / width_px, height / height_px)
        axes.append(figure.add_axes(box, sharex=axes[0] if axes else None))
        top -= height + GAP_PX
    _areas(axes[0], frame)
    _pain(axes[1], frame)
    heads = words.say("timeline_leaders"), words.say("timeline_answers")
    shown = [(head, found) for head, found in zip(heads, rows, strict=True) if found]
    for ax, (head, found) in zip(axes[2:], shown, strict=True):
        _rows(ax, frame, head, found)
    for ax in axes:
        _dress(ax, frame, last=ax is axes[-1])
    out = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "footmap"}):
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(out, format=kind, facecolor=look.ground, metadata=metadata)
    return described(out.getvalue(), "timeline", words.language, DPI * ratio) if kind == "png" else out.getvalue()


def _positions(points: Sequence[TimelinePoint]) -> tuple[float, ...]:
    """Days since the first visit; the numbers of the visits where a date is missing or all are of one day."""
    moments = [point.at.timestamp() for point in points if point.at is not None]
    if len(moments) < len(points) or not moments or moments[-1] - moments[0] < 86400.0:
        return tuple(float(i) for i in range(len(points)))
    return tuple((moment - moments[0]) / 86400.0 for moment in moments)


def _areas(ax: Axes, frame: _Frame) -> None:
    known = [(x, point) for x, point in zip(frame.x, frame.points, strict=True) if not point.problem]
    for limb in painted_limbs(frame.points):
        side, quality = limb
        colour = _colour(frame.look.qualities[quality], frame.look)
        right = side == "right"
        ax.plot(
            [x for x, _ in known],
            [point.areas_cm2.get(limb, 0.0) for _, point in known],
            color=colour,
            linestyle="-" if right else (0, (4, 2)),
            marker=MARKERS[quality],
            markersize=5,
            markerfacecolor=colour if right else frame.look.ground,
            label=_printable(capital(limb_name(limb, frame.words))),
            clip_on=False,
        )
    lost = [x for x, point in zip(frame.x, frame.points, strict=True) if point.problem]
    if lost:
        label = _printable(frame.words.say("timeline_problem"))
        ax.plot(lost, [0.0] * len(lost), "x", color=frame.look.muted, label=label, clip_on=False)
    ax.set_ylim(bottom=0.0)
    ax.yaxis.set_major_locator(MaxNLocator(4))
    if not ax.lines:
        ax.set_ylim(0.0, 1.0)
    _head(ax, frame, frame.words.say("area_unit", quality=frame.words.say("head_areas")))
    _legend(ax, frame)


def _pain(ax: Axes, frame: _Frame) -> None:
    look = frame.look
    lines = (
        ("worst", frame.words.say("timeline_worst"), look.text, (0, (4, 2)), "^"),
        ("mean", frame.words.say("timeline_mean"), look.muted, (0, (1, 1.5)), "s"),
        ("now", frame.words.say("timeline_now"), look.accent, "-", "o"),
    )
    for name, label, colour, dashes, marker in lines:
        given = [(x, getattr(p.pain, name)) for x, p in zip(frame.x, frame.points, strict=True)]
        given = [(x, value) for x, value in given if value is not None]
        if given:
            ax.plot(
                [x for x, _ in given],
                [value for _, value in given],
                color=colour,
                linestyle=dashes,
                marker=marker,
                markersize=4.5,
                label=_printable(label),
                clip_on=False,
            )
    ax.set_ylim(0.0, 10.0)
    ax.set_yticks([0, 5, 10])
    _head(ax, frame, frame.words.say("who_pain"))
    if ax.lines:
        _legend(ax, frame)
    else:
        _say(ax, frame, frame.words.say("timeline_no_pain"))


Row = tuple[str, tuple[str, ...]]
"""A name, and for each visit what stands there; empty for nothing."""


def _leader_rows(points: Sequence[TimelinePoint], names: Mapping[str, str]) -> list[Row]:
    found = leaders(points)[:MOST_ROWS]
    return [(names.get(id_, id_), tuple("•" if point.leader == id_ else "" for point in points)) for id_ in found]


def _answer_rows(points: Sequence[TimelinePoint], words: DocumentWords) -> list[Row]:
    rows: list[Row] = []
    for clue in changed_answers(points)[:MOST_ROWS]:
        told = (answer_words(clue, p.answers[clue], words) if clue in p.answers else "" for p in points)
        rows.append((words.words.clue(clue), tuple(told)))
    return rows


def _rows(ax: Axes, frame: _Frame, head: str, rows: Sequence[Row]) -> None:
    look = frame.look
    ax.set_ylim(-0.5, len(rows) - 0.5)
    ax.set_yticks([])
    letters = max(8, int(frame.names_px / LETTER_PX))
    for i, (name, cells) in enumerate(rows):
        y = len(rows) - 1 - i
        ax.axhline(y, color=look.line, linewidth=0.8, zorder=0)
        lines = textwrap.wrap(_printable(name), letters, max_lines=2, placeholder=" …")
        ax.annotate(
            "\n".join(lines),
            (1.0, y),
            xycoords=("axes fraction", "data"),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            fontsize=SIZE_PT,
            color=look.text,
            parse_math=False,
            annotation_clip=False,
        )
        _cells(ax, frame, y, cells)
    _head(ax, frame, head)


def _cells(ax: Axes, frame: _Frame, y: float, cells: Sequence[str]) -> None:
    """A point for each answer, and its words where they are other ones than before and there is room for them."""
    look, given = frame.look, [(x, cell) for x, cell in zip(frame.x, cells, strict=True) if cell]
    ax.plot([x for x, _ in given], [y] * len(given), "o", color=look.accent, markersize=4.5, clip_on=False)
    span = max(frame.x[-1] - frame.x[0], 1e-9)
    before, free = "", float("-inf")
    for k, (x, cell) in enumerate(given):
        if cell == before or cell == "•":
            continue
        at_px = (x - frame.x[0]) / span * frame.plot_px
        following = next((other for other, words in given[k + 1 :] if words != cell), None)
        ahead = (following - x) / span * frame.plot_px if following is not None else frame.plot_px - at_px + 20.0
        before = cell
        letters = int(ahead / LETTER_PX) - 1
        if letters < 4 or at_px < free:
            continue
        text = _printable(cell)
        text = text if len(text) <= letters else f"{text[: letters - 1]}…"
        free = at_px + len(text) * LETTER_PX
        ax.annotate(
            text,
            (x, y),
            xytext=(-2, 4),
            textcoords="offset points",
            va="bottom",
            fontsize=SIZE_PT - 0.5,
            color=look.muted,
            parse_math=False,
            annotation_clip=False,
        )


# ---- look


def _dress(ax: Axes, frame: _Frame, last: bool) -> None:
    look = frame.look
    ax.set_facecolor(look.ground)
    for name, spine in ax.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(look.line)
    ax.tick_params(colors=look.muted, labelsize=SIZE_PT, length=3, color=look.line, labelbottom=last)
    if len(ax.get_yticks()):
        ax.grid(axis="y", color=look.line, linewidth=0.6)
        ax.set_axisbelow(True)
    span = max(frame.x[-1] - frame.x[0], 1.0)
    ax.set_xlim(frame.x[0] - 0.02 * span, frame.x[-1] + 0.02 * span)
    if last:
        ticks = _ticks(frame)
        ax.set_xticks([frame.x[i] for i in ticks], [day(frame.points[i].at, frame.words) for i in ticks])
        for label in ax.get_xticklabels():
            label.set_parse_math(False)


def _ticks(frame: _Frame) -> list[int]:
    """Visits whose dates are written, the last one always, as many as there is room for."""
    span = max(frame.x[-1] - frame.x[0], 1.0)
    least = DAY_PX / frame.plot_px * span
    chosen = [len(frame.x) - 1]
    for i in reversed(range(len(frame.x) - 1)):
        if frame.x[chosen[-1]] - frame.x[i] >= least:
            chosen.append(i)
    return chosen


def _head(ax: Axes, frame: _Frame, words: str) -> None:
    title = ax.set_title(_printable(words), loc="left", fontsize=SIZE_PT + 1, color=frame.look.text, fontweight="bold")
    title.set_parse_math(False)


def _legend(ax: Axes, frame: _Frame) -> None:
    if not ax.lines:
        _say(ax, frame, frame.words.say("nothing_painted"))
        return
    legend = ax.legend(
        loc="upper left",
        bbox_to_anchor=(1.0, 1.06),
        frameon=False,
        fontsize=SIZE_PT,
        labelcolor=frame.look.text,
        handlelength=2.6,
        borderaxespad=0.2,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def _say(ax: Axes, frame: _Frame, words: str) -> None:
    ax.text(
        0.5,
        0.5,
        _printable(words),
        transform=ax.transAxes,
        ha="center",
        va="center",
        fontsize=SIZE_PT,
        color=frame.look.muted,
        parse_math=False,
    )


def _colour(colour: str, look: TimelineLook) -> str:
    if not look.dark:
        return colour
    red, green, blue = (channel + (1.0 - channel) * LIGHTER for channel in to_rgb(colour))
    return to_hex((red, green, blue))


def _printable(text: str) -> str:
    return printable(text, [])
