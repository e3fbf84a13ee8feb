"""The window as assistive technology sees it: over the accessibility bus, from another process."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from .dbus_wire import MEMBER, Bus, RefusedError

ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
ROOT: Final = "/org/a11y/atspi/accessible/root"
LAUNCHERS: Final = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
FOCUSABLE, CHECKED, SHOWING, VISIBLE, ENABLED = 11, 4, 25, 30, 8
"""Numbers of states (enum AtspiStateType)."""
QUESTIONS: Final[dict[str, tuple[tuple[str, str, tuple[Any, ...]], ...]]] = {
    ACCESSIBLE: (
        ("GetRoleName", "", ()), ("GetLocalizedRoleName", "", ()), ("GetAttributes", "", ()),
        ("GetApplication", "", ()), ("GetIndexInParent", "", ()), ("GetRelationSet", "", ()),
    ),
    "org.a11y.atspi.Component": (
        ("GetExtents", "u", (0,)), ("GetExtents", "u", (1,)), ("GetPosition", "u", (0,)), ("GetSize", "", ()),
        ("GetLayer", "", ()), ("GetAlpha", "", ()), ("GetMDIZOrder", "", ()), ("Contains", "iiu", (5, 5, 1)),
        ("GetAccessibleAtPoint", "iiu", (5, 5, 1)),
    ),
    "org.a11y.atspi.Action": (
        ("GetActions", "", ()), ("GetName", "i", (0,)), ("GetDescription", "i", (0,)), ("GetKeyBinding", "i", (0,)),
        ("GetLocalizedName", "i", (0,)),
    ),
    "org.a11y.atspi.Text": (
        ("GetText", "ii", (0, -1)), ("GetNSelections", "", ()), ("GetStringAtOffset", "iu", (0, 1)),
        ("GetAttributes", "i", (0,)), ("GetCharacterExtents", "iu", (0, 0)), ("GetDefaultAttributes", "", ()),
        ("GetAttributeRun", "ib", (0, True)),
        ("GetOffsetAtPoint", "iiu", (1, 1, 1)), ("GetCharacterAtOffset", "i", (0,)),
    ),
    "org.a11y.atspi.Selection": (
        ("GetSelectedChild", "i", (0,)), ("IsChildSelected", "i", (0,)),
    ),
    "org.a11y.atspi.Table": (
        ("GetAccessibleAt", "ii", (0, 0)), ("GetIndexAt", "ii", (0, 0)), ("GetRowAtIndex", "i", (0,)),
        ("GetColumnAtIndex", "i", (0,)), ("GetSelectedRows", "", ()), ("GetSelectedColumns", "", ()),
        ("GetRowDescription", "i", (0,)), ("GetColumnDescription", "i", (0,)), ("IsRowSelected", "i", (0,)),
        ("GetRowExtentAt", "ii", (0, 0)), ("GetRowColumnExtentsAtIndex", "i", (0,)),
    ),
    "org.a11y.atspi.TableCell": (("GetRowColumnSpan", "", ()), ("GetRowHeaderCells", "", ())),
    "org.a11y.atspi.EditableText": (("CopyText", "ii", (0, 0)),),
    "org.a11y.atspi.Hypertext": (("GetNLinks", "", ()),),
    "org.a11y.atspi.Image": (("GetImageExtents", "u", (0,)),),
}  # fmt: skip
PROPERTY_NAMES: Final = {
    ACCESSIBLE: ("Name", "Description", "Parent", "ChildCount", "Locale", "AccessibleId", "HelpText"),
    "org.a11y.atspi.Value": ("MinimumValue", "MaximumValue", "CurrentValue", "MinimumIncrement", "Text"),
    "org.a11y.atspi.Action": ("NActions",),
    "org.a11y.atspi.Text": ("CharacterCount", "CaretOffset"),
    "org.a11y.atspi.Selection": ("NSelectedChildren",),
    "org.a11y.atspi.Table": ("NRows", "NColumns", "Caption", "Summary", "NSelectedRows"),
    "org.a11y.atspi.TableCell": ("Position", "RowSpan", "ColumnSpan", "Table"),
}


@dataclass(frozen=True)
class Node:
    """One thing on the bus.

    Attributes
    ----------
    role : str
        As the toolkit names it, ``"list item"``.
    states : int
        Bits, see the numbers above.
    above : tuple of int
        Numbers of the nodes from the application down to its parent, in the order of the walk.
    """

    number: int
    service: str
    path: str
    role: str
    name: str
    description: str
    states: int
    interfaces: tuple[str, ...]
    attributes: dict[str, str]
    place: tuple[int, int, int, int]
    above: tuple[int, ...]

    def has(self, state: int) -> bool:
        """Whether a state is set."""
        return bool(self.states >> state & 1)


class Reader:
    """A reader of the screen.

    Parameters
    ----------
    bus : Bus
        The accessibility bus.
    """

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.refused: list[str] = []

    def listen(self) -> None:
        """Be told of everything that is announced, from now on."""
        rule = "type='signal',interface='org.a11y.atspi.Event.Object'"
        self.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s", rule)
        registry = "org.a11y.atspi.Registry"
        for event in ("object:announcement", "object:state-changed", "object:property-change"):
            self.bus.call(registry, "/org/a11y/atspi/registry", registry, "RegisterEvent", "s", event)

    def announced(self, patience_s: float) -> list[str]:
        """What has been said aloud since the last time, until nothing comes for a while."""
        while self.bus.wait(lambda m: m.fields.get(MEMBER) == "Announcement", patience_s) is not None:
            pass
        out = [str(m.values[3]) for m in self.bus.heard if m.fields.get(MEMBER) == "Announcement"]
        self.bus.heard.clear()
        return out

    def applications(self) -> list[tuple[str, str]]:
        """Service and path of every program on the bus."""
        (found,) = self.bus.call("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")
        return [(service, path) for service, path in found]

    def ask(self, service: str, path: str, interface: str, member: str, signature: str, *values: Any) -> Any:
        """The answer to a question, or None where it is refused, which is noted."""
        try:
            answer = self.bus.call(service, path, interface, member, signature, *values)
        except RefusedError as error:
            self.refused.append(f"{path} {interface}.{member}: {error}")
            return None
        return answer[0] if answer else None

    def get(self, service: str, path: str, interface: str, name: str) -> Any:
        """A property; None where it is refused."""
        return self.ask(service, path, PROPERTIES, "Get", "ss", interface, name)

    def walk(self, service: str, path: str, *, everything: bool = False) -> list[Node]:
        """A thing and all below it, depth first.

        Parameters
        ----------
        everything : bool
            Put every question of `QUESTIONS` to each, whether or not it says that it offers the interface. Two kinds
            are left out, since Qt's own bridge ends the process by them (6.11): what lies at a place that does not
            exist, and asking the cell of a table to be a table. No reader asks either.
        """
        out: list[Node] = []
        self._walk(service, path, (), out, everything)
        return out

    def _walk(self, service: str, path: str, above: tuple[int, ...], out: list[Node], everything: bool) -> None:
        interfaces = tuple(self.ask(service, path, ACCESSIBLE, "GetInterfaces", "") or ())
        low, high = self.ask(service, path, ACCESSIBLE, "GetState", "") or (0, 0)
        extents = "org.a11y.atspi.Component"
        number = len(out)
        out.append(
            Node(
                number,
                service,
                path,
                str(self.ask(service, path, ACCESSIBLE, "GetRoleName", "")),
                self.get(service, path, ACCESSIBLE, "Name") or "",
                self.get(service, path, ACCESSIBLE, "Description") or "",
                low | high << 32,
                interfaces,
                self.ask(service, path, ACCESSIBLE, "GetAttributes", "") or {},
                self.ask(service, path, extents, "GetExtents", "u", 0) if extents in interfaces else (0, 0, 0, 0),
                above,
            )
        )
        if everything:
            self._ask_everything(service, path, interfaces)
        for child_service, child in self.ask(service, path, ACCESSIBLE, "GetChildren", "") or ():
            if not child.endswith("/null"):
                self._walk(child_service, child, (*above, number), out, everything)

    def _ask_everything(self, service: str, path: str, interfaces: tuple[str, ...]) -> None:
        cell = any(name.endswith("TableCell") for name in interfaces)
        for interface, questions in QUESTIONS.items():
            for member, signature, values in questions:
                if not (cell and interface.endswith(".Table")):
                    self.ask(service, path, interface, member, signature, *values)
        for interface, names in PROPERTY_NAMES.items():
            for name in names:
                if not (cell and interface.endswith(".Table")):
                    self.get(service, path, interface, name)


@dataclass(frozen=True)
class Desktop:
    """A screen, a session bus and an accessibility bus.

    Attributes
    ----------
    environment : mapping
        For programs that are started on it.
    """

    environment: dict[str, str]
    reader: Reader


def missing() -> list[str]:
    """What is not installed of the accessibility bus."""
    out = [name for name in ("dbus-daemon",) if shutil.which(name) is None]
    if not any(Path(path).exists() for path in LAUNCHERS):
        out.append("at-spi-bus-launcher")
    return out


@pytest.fixture
def desktop(display: str, tmp_path: Path) -> Iterator[Desktop]:
    """A desktop of its own with an accessibility bus; skipped where none can be had."""
    if absent := missing():
        pytest.skip(f"no accessibility bus to try: {', '.join(absent)} missing (packages dbus and at-spi2-core)")
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(run),
        "LC_ALL": "C.UTF-8",
    }
    session = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:dir={run}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    started = [session]
    try:
        assert session.stdout is not None
        address = environment["DBUS_SESSION_BUS_ADDRESS"] = session.stdout.readline().strip()
        launcher = next(path for path in LAUNCHERS if Path(path).exists())
        quiet = subprocess.DEVNULL
        started.append(
            subprocess.Popen([launcher, "--launch-immediately"], env=environment, stdout=quiet, stderr=quiet, text=True)
        )
        asked = Bus(address)
        names = "org.freedesktop.DBus"
        asked.call(names, "/org/freedesktop/DBus", names, "StartServiceByName", "su", "org.a11y.Bus", 0)
        (where,) = asked.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        asked.close()
        bus = Bus(where)
        yield Desktop(environment, Reader(bus))
        bus.close()
    finally:
        for process in reversed(started):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
