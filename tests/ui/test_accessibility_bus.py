"""The window as a screen reader meets it: walked over the accessibility bus, from another process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from footmap.data import resources

from .accessibility_bus import ACCESSIBLE, CHECKED, FOCUSABLE, SHOWING, Desktop, Node, Reader, desktop
from .xserver import display

__all__ = ["desktop", "display"]

pytestmark = pytest.mark.long
CONTROLS = {
    "push button", "button menu", "check box", "radio button", "toggle button", "slider", "spin button", "combo box",
    "text", "page tab", "link", "list", "list item",
}  # fmt: skip
PATIENCE_S = 240.0
"""A machine that is busy with other things answers the bus slowly."""
QUIET_ROUNDS = 4
"""Number of looks, a second apart, that must find the same before a change is taken to be over."""
SAMPLE = "fibular_nerve_at_knee.footmap"
SCRIPT = """
import sys
from pathlib import Path
from footmap.ui.app import application, run_window
from footmap.ui.settings.preferences import Preferences, default_path
application()
preferences = Preferences(default_path())
preferences.tour_seen = True
preferences.flush()
sys.exit(run_window(Path(sys.argv[1])))
"""


@pytest.fixture
def program(desktop: Desktop, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Service and path of the window with a sample open; in the end it is closed, and must not complain."""
    complaints = tmp_path / "complaints"
    with complaints.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(resources.samples_folder() / SAMPLE)],
            env=desktop.environment,
            stderr=errors,
        )
    try:
        end = time.monotonic() + PATIENCE_S
        while not (found := desktop.reader.applications()):
            assert process.poll() is None, complaints.read_text()
            assert time.monotonic() < end, "the program never came to the bus"
            time.sleep(0.2)
        desktop.reader.listen()
        yield found[0]
        assert process.poll() is None, "asking has ended the process"
    finally:
        process.terminate()
        code = process.wait(30)
    assert code == 0, "the process ended badly"
    assert complaints.read_text() == ""


def settled(reader: Reader, program: tuple[str, str]) -> list[Node]:
    """The tree once the ranking is there and nothing more is announced."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        reader.announced(2.0)
        nodes = reader.walk(*program)
        if any(node.name.startswith("Show ") and node.has(SHOWING) for node in nodes):
            return nodes
    raise AssertionError("no ranking")


def below(nodes: list[Node], top: Node) -> list[Node]:
    return [node for node in nodes if top.number in node.above]


def test_the_bus_tells_what_the_window_is(desktop: Desktop, program: tuple[str, str]) -> None:
    reader = desktop.reader
    nodes = settled(reader, program)
    assert reader.refused == []
    seen = [node for node in nodes if node.has(SHOWING)]
    assert next(node for node in nodes if len(node.above) == 1).role == "frame"
    # every control says what it is and what it is called
    nameless = [f"{n.role} {n.path}" for n in seen if n.role in CONTROLS and not n.name.strip()]
    assert nameless == []
    vague = [f"{n.role} {n.name}" for n in seen if n.has(FOCUSABLE) and n.role in ("filler", "panel", "unknown")]
    assert vague == []
    # one of many
    for names in (("Pain", "Burning", "Tingling", "Numbness"), ("Brush", "Eraser", "Lasso")):
        group = [n for n in seen if n.name in names]
        assert {n.role for n in group} == {"radio button"}, names
        assert sum(n.has(CHECKED) for n in group) == 1
    # candidates
    (ranking,) = [n for n in seen if n.role == "list" and n.name == "Nerves"]
    rows = [n for n in below(nodes, ranking) if n.above[-1] == ranking.number]
    assert {n.role for n in rows} == {"list item"}
    assert [n.place[1] for n in rows] == sorted(n.place[1] for n in rows), "from the top"
    more = next(n for n in seen if n.name.startswith("Show ") and n.name.endswith(" more"))
    count = len(rows) + int(more.name.split()[1])
    for k, row in enumerate(rows, start=1):
        assert row.name.endswith(f", {k} of {count}")
    assert any("of its core filled" in row.name for row in rows)
    assert more.number > rows[-1].number
    # picture, then results
    picture = next(n for n in nodes if n.name == "Body chart")
    assert picture.number < ranking.number
    regions = [n for n in below(nodes, picture) if n.role == "list item"]
    assert len(regions) > 100
    told = [
        n
        for n in regions
        if "nerve" in n.description and any(f"{c}{k}" in n.description for c in "LS" for k in "12345")
    ]
    assert len(told) > 0.7 * len(regions)


def test_marking_regions_says_each_new_leader_once(desktop: Desktop, program: tuple[str, str]) -> None:
    reader, (service, _) = desktop.reader, program
    nodes = settled(reader, program)
    (ranking,) = [n for n in nodes if n.role == "list" and n.name == "Nerves" and n.has(SHOWING)]

    def press(name: str) -> list[str]:
        thing = next(n for n in nodes if n.name.startswith(name) and n.has(SHOWING))
        reader.announced(0.5)
        assert reader.ask(service, thing.path, "org.a11y.atspi.Action", "DoAction", "i", 0) is True
        return [words.removeprefix("First now: ") for words in over() if words.startswith("First now")]

    def over() -> list[str]:
        """What is announced until the rows have stayed the same, and nothing was said, for some looks."""
        said: list[str] = []
        seen, same, end = rows(), 0, time.monotonic() + PATIENCE_S
        while same < QUIET_ROUNDS:
            assert time.monotonic() < end, "the ranking never comes to rest"
            more = reader.announced(1.0)
            now = rows()
            same = same + 1 if now == seen and not more else 0
            said += more
            seen = now
        return said

    def rows() -> list[str]:
        return [n.name for n in reader.walk(service, ranking.path) if n.role == "list item"]

    def leader() -> str:
        return ", ".join(next(iter(rows()), "").split(", ")[:2])

    changes = 0
    for name in (
        "Clear all paint",
        "Heel pad, right",
        "Shin (inner face of tibia), right",
        "Outer thigh, left",
        "Inner side of leg, right",
    ):
        before = leader()
        said = press(name)
        after = leader()
        assert [", ".join(words.split(", ")[:2]) for words in said] == ([after] if after not in ("", before) else [])
        changes += after != before
    assert changes >= 1


def test_no_node_ends_the_process_whatever_it_is_asked(desktop: Desktop, program: tuple[str, str]) -> None:
    reader = desktop.reader
    nodes = settled(reader, program)
    asked = reader.walk(*program, everything=True)
    assert len(asked) >= len(nodes) - 5
    gone = [line for line in reader.refused if "ServiceUnknown" in line or "NoReply" in line]
    assert gone == []
    assert reader.get(*program, ACCESSIBLE, "Name") == "footmap"
