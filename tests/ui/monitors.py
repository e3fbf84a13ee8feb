"""Monitors of a virtual X server that come and go while a program runs, by RandR through its own library."""

from __future__ import annotations

import ctypes
from ctypes.util import find_library
from typing import Final

LIBRARIES: Final = ("X11", "Xrandr")


class _Monitor(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_ulong), ("primary", ctypes.c_int), ("automatic", ctypes.c_int), ("noutput", ctypes.c_int),
        ("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
        ("mwidth", ctypes.c_int), ("mheight", ctypes.c_int), ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )  # fmt: skip


class _Resources(ctypes.Structure):
    _fields_ = (
        ("timestamp", ctypes.c_ulong), ("config", ctypes.c_ulong), ("ncrtc", ctypes.c_int),
        ("crtcs", ctypes.POINTER(ctypes.c_ulong)), ("noutput", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )  # fmt: skip


def missing() -> list[str]:
    """What is not installed of what is needed."""
    return [name for name in LIBRARIES if find_library(name) is None]


class Monitors:
    """The monitors of the display that the environment names. The first takes the output that there is."""

    def __init__(self) -> None:
        x, r = (ctypes.CDLL(find_library(name)) for name in LIBRARIES)
        pointer, number, text = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_char_p
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = pointer, (text,)
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = number, (pointer,)
        x.XInternAtom.restype, x.XInternAtom.argtypes = number, (pointer, text, ctypes.c_int)
        x.XSync.argtypes = (pointer, ctypes.c_int)
        r.XRRAllocateMonitor.restype = ctypes.POINTER(_Monitor)
        r.XRRAllocateMonitor.argtypes = (pointer, ctypes.c_int)
        r.XRRSetMonitor.argtypes = (pointer, number, ctypes.POINTER(_Monitor))
        r.XRRDeleteMonitor.argtypes = (pointer, number, number)
        r.XRRGetScreenResources.restype = ctypes.POINTER(_Resources)
        r.XRRGetScreenResources.argtypes = (pointer, number)
        self._x, self._r = x, r
        self._display = x.XOpenDisplay(None)
        self._root = x.XDefaultRootWindow(self._display)
        found = r.XRRGetScreenResources(self._display, self._root).contents
        self._free = [found.outputs[k] for k in range(found.noutput)]

    def plug(self, name: str, x: int, y: int, width: int, height: int) -> None:
        """Add a monitor."""
        outputs, self._free = self._free, []
        given = self._r.XRRAllocateMonitor(self._display, len(outputs))
        one = given.contents
        one.name = self._x.XInternAtom(self._display, name.encode(), 0)
        one.primary = one.automatic = 0
        one.x, one.y, one.width, one.height, one.mwidth, one.mheight = x, y, width, height, width // 4, height // 4
        for k, output in enumerate(outputs):
            one.outputs[k] = output
        self._r.XRRSetMonitor(self._display, self._root, given)
        self._x.XSync(self._display, 0)

    def unplug(self, name: str) -> None:
        """Take a monitor away."""
        atom = self._x.XInternAtom(self._display, name.encode(), 0)
        self._r.XRRDeleteMonitor(self._display, self._root, atom)
        self._x.XSync(self._display, 0)
