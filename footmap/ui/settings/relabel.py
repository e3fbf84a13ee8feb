"""Another language while the window lives: what stands on the screen is said anew.

Each text of a widget or an action that is one of the sentences of the window is found among those of the old language
and said in the new one; of several with that text, the sentence of the class that shows it, or of what holds it, is
taken. What was put together from parts is made again by those who made it: an object with a method ``retranslate``
is asked after the texts have changed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QTabBar, QTextEdit, QWidget

from footmap.data import resources

Sentence = tuple[str, str, str]
"""Context, English and remark of a sentence of the window."""
TEXTS: Final = (
    *("text", "toolTip", "statusTip", "accessibleName", "accessibleDescription", "windowTitle", "title"),
    *("placeholderText", "suffix", "iconText"),
)
"""Texts that a widget or an action may have."""
STEPS: Final = ("StepWords", "Session", "CluesPane", "EmergencyControl")
"""Who names the steps of undo."""
PLACE: Final = re.compile(r"\{\d?\}")
WRITTEN: Final = (QLineEdit, QTextEdit)
"""What users write into: only what stands around their own text is said anew."""


class Sentences:
    """Every sentence of the window, found by its text in a language.

    Parameters
    ----------
    language : str
        The language that is on the screen.
    """

    def __init__(self, language: str) -> None:
        self._by_text: dict[str, list[Sentence]] = {}
        self._steps: list[tuple[Sentence, re.Pattern[str]]] = []
        for sentence, text in _sentences(language):
            if "{" not in text:
                self._by_text.setdefault(text, []).append(sentence)
            elif sentence[0] in STEPS:
                parts = PLACE.split(text)
                self._steps.append((sentence, re.compile("(.+)".join(re.escape(part) for part in parts))))

    def said_anew(self, text: str, contexts: Iterable[str]) -> str | None:
        """A text in the language that is installed now; None if it is no sentence of the window.

        Parameters
        ----------
        contexts : iterable of str
            Names of the classes that may have said it, the nearest first.
        """
        for wrap, bare in _bare(text):
            found = self._by_text.get(bare)
            if found:
                order = list(contexts)
                near = min(found, key=lambda s: order.index(s[0]) if s[0] in order else len(order))
                return wrap(QCoreApplication.translate(*near))
        return None

    def step(self, name: str) -> str:
        """The name of a step of undo in the language that is installed now; what is no sentence stays as it is."""
        said = self.said_anew(name, STEPS)
        if said is not None:
            return said
        for sentence, pattern in self._steps:
            found = pattern.fullmatch(name)
            if found is not None:
                parts = [self.said_anew(part, STEPS) or part for part in found.groups()]
                return QCoreApplication.translate(*sentence).format(*parts)
        return name


def relabel(roots: Iterable[QObject], sentences: Sentences) -> None:
    """Say everything in and under some objects in the language that is installed now."""
    things = [thing for root in roots for thing in (root, *root.findChildren(QObject))]
    for thing in things:
        if isinstance(thing, QWidget | QAction):
            _relabel(thing, sentences)
    for thing in things:
        again = getattr(thing, "retranslate", None)
        if callable(again):
            again()


def _relabel(thing: QWidget | QAction, sentences: Sentences) -> None:
    contexts = list(_contexts(thing))
    for name in TEXTS:
        if name == "text" and isinstance(thing, WRITTEN):
            continue
        getter = getattr(thing, name, None)
        setter = getattr(thing, f"set{name[0].upper()}{name[1:]}", None)
        if not callable(getter) or not callable(setter):
            continue
        _swap(getter, setter, sentences, contexts)
    if isinstance(thing, QTabBar | QComboBox):
        part = "tabText" if isinstance(thing, QTabBar) else "itemText"
        get, put = getattr(thing, part), getattr(thing, f"set{part[0].upper()}{part[1:]}")
        for k in range(thing.count()):
            said = sentences.said_anew(get(k), contexts)
            if said is not None:
                put(k, said)


def _swap(
    getter: Callable[[], Any], setter: Callable[[str], object], sentences: Sentences, contexts: list[str]
) -> None:
    try:
        text = getter()
    except TypeError:
        return  # asks for an argument: not a text of the whole
    if isinstance(text, str) and text:
        said = sentences.said_anew(text, contexts)
        if said is not None and said != text:
            setter(said)


def _contexts(thing: QObject) -> Iterator[str]:
    """Names of the classes of an object and of all that hold it."""
    at: QObject | None = thing
    while at is not None:
        yield from (kind.__name__ for kind in type(at).__mro__ if kind.__module__.startswith("footmap"))
        at = at.parent()


def _bare(text: str) -> Iterator[tuple[Callable[[str], str], str]]:
    """A text as it may have been put together from one sentence, and how: ``Brush  (B)``, ``A &amp; B``."""
    yield str, text
    head, keys, tail = text.partition("  (")
    if keys:
        yield (lambda said: f"{said.rstrip('…').rstrip()}{keys}{tail}"), head
        yield (lambda said: f"{said.rstrip('…').rstrip()}{keys}{tail}"), f"{head}…"
        yield (lambda said: f"{said.rstrip('…').rstrip()}{keys}{tail}"), f"{head} …"
    else:
        yield (lambda said: said.rstrip("…").rstrip()), f"{text}…"
        yield (lambda said: said.rstrip("…").rstrip()), f"{text} …"
    if "&&" in text:
        yield (lambda said: said.replace("&", "&&")), text.replace("&&", "&")
    if text.startswith("<span>"):
        yield (lambda said: f"<span>{html.escape(said)}</span>"), html.unescape(text[6:-7])


def _sentences(language: str) -> Iterator[tuple[Sentence, str]]:
    """Each sentence of the window with its text in a language."""
    files = sorted((resources.root() / "translations").glob("footmap_*.ts"))
    spoken = [path for path in files if path.stem == f"footmap_{language}"]
    for path in spoken or files[:1]:
        for context in ElementTree.parse(path).getroot().iter("context"):
            name = context.findtext("name", "")
            for message in context.iter("message"):
                english, remark = message.findtext("source", ""), message.findtext("comment", "")
                text = (message.findtext("translation") or "") if spoken else english
                if message.get("numerus") is None:
                    yield (name, english, remark), text
