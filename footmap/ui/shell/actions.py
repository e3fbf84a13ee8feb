"""Every command of the window as a QAction: words, shortcut and icon in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from ..look import icons
from ..look.plain import on_button, tip_of
from ..look.tokens import Theme
from ..tools.toolbox import ToolWords

if TYPE_CHECKING:
    from footmap.core.drawing import Quality

    from ..tools.base import Tool

Keys = QKeySequence.StandardKey | str
COMMON: Final = re.compile(
    r"(?:(?:Ctrl|Alt|Shift|Meta)\+)*(?:.|F[1-9]|F1[0-2]|Del|Ins|Backspace|Esc|Home|End|PgUp|PgDown|Space|Return|Enter|Tab"
    r"|Left|Right|Up|Down)"
)
"""Keys that every keyboard has, as Qt writes them."""


class Actions(QObject):
    """The actions; the window connects them.

    Parameters
    ----------
    tools : sequence of Tool
        Each becomes an action that chooses it.

    Attributes
    ----------
    all : list of QAction
        In the order of the dialog of shortcuts.
    choose_tool : dict of tool id to QAction
    show_quality : dict of quality to QAction
        Whether it is drawn.
    """

    def __init__(self, parent: QObject, tools: Sequence[Tool]) -> None:
        super().__init__(parent)
        self.all: list[QAction] = []
        self._icons: dict[QAction, str] = {}
        key = QKeySequence.StandardKey
        self.new = self._add(self.tr("New"), key.New)
        self.patients = self._add(self.tr("Patients…"), key.Open)
        self.new_visit = self._add(self.tr("New visit"), "Ctrl+Shift+N")
        self.details = self._add(self.tr("About this visit…"), "Ctrl+I")
        self.library = self._add(self.tr("Library and backups…"), "")
        self.compare = self._add(self.tr("Compare…"), "Ctrl+Shift+D")
        self.timeline = self._add(self.tr("All visits in time…"), "Ctrl+Shift+T")
        for action in (self.patients, self.new_visit, self.details, self.library, self.compare, self.timeline):
            action.setVisible(False)  # until there is a library
        self.open = self._add(self.tr("Open file…"), "Ctrl+Shift+O")
        self.save = self._add(self.tr("Save"), key.Save)
        self.save_as = self._add(self.tr("Save as…"), "Ctrl+Shift+S")
        self.seal = self._add(self.tr("Hand over encrypted…"), "")
        self.print = self._add(self.tr("Report…"), key.Print)
        self.letter = self._add(self.tr("Letter text…"), "Ctrl+Shift+L")
        self.copy_letter = self._add(self.tr("Copy the letter text"), "Ctrl+Alt+L")
        self.copy_findings = self._add(self.tr("Copy the findings"), "Ctrl+Shift+F")
        self.copy_picture = self._add(self.tr("Copy the picture"), "Ctrl+Shift+C")
        self.save_picture = self._add(self.tr("Save a picture…"), "Ctrl+Shift+E")
        self.quit = self._add(self.tr("Quit"), "Ctrl+Q")
        self.undo = self._add(self.tr("Undo"), key.Undo, "undo")
        self.redo = self._add(self.tr("Redo"), "Ctrl+Shift+Z", "redo", also="Ctrl+Y")
        self.history = self._add(self.tr("History"), "Ctrl+H", "history")
        self.delete = self._add(self.tr("Delete the selected stroke"), key.Delete)
        self.clear_view = self._add(self.tr("Clear this view"), "Shift+Backspace")
        self.clear = self._add(self.tr("Clear all paint"), "Ctrl+Backspace", "clear")
        self.mirror = self._add(self.tr("Mirror to the other side"), "Ctrl+M", "mirror")
        self.mirror_right = self._add(self.tr("Mirror right to left"), "")
        self.mirror_left = self._add(self.tr("Mirror left to right"), "")
        self.look_up = self._add(self.tr("Look up…"), key.Find)
        self.look_up.setStatusTip(self.tr("Nerves, levels, conditions, places, muscles, reflexes, regions, questions."))
        self.find = self._add(self.tr("Find a question"), "F3")
        self.grades = self._add(self.tr("Table of power and reflexes…"), "Ctrl+T")
        words = ToolWords()
        self.more = self._add(self.tr("More"), "", "more")
        self.tools = QActionGroup(self)
        self.choose_tool: dict[str, QAction] = {}
        for tool in tools:
            action = self._add(words.name(tool.id), tool.key, tool.icon, checkable=True)
            action.setStatusTip(words.hint(tool.id))
            self.tools.addAction(action)
            self.choose_tool[tool.id] = action
        self.brush, self.eraser, self.pan = (self.choose_tool[id_] for id_ in ("brush", "eraser", "pan"))
        self.brush.setChecked(True)
        self.walk_regions = self._add(self.tr("Walk through the regions"), "R", "regions", checkable=True)
        self.walk_regions.setStatusTip(
            self.tr("Arrow keys go to the next region, Enter marks it, Delete removes its paint, Esc ends.")
        )
        self.lead_tool = self._add(self.tr("Move the tool with the keys"), "K", checkable=True)
        self.lead_tool.setStatusTip(
            self.tr("Arrow keys move the tool (Ctrl far, Shift finely), Space presses and releases, Esc ends.")
        )
        self.choose_region = self._add(self.tr("Choose a region…"), "Shift+R")
        self.narrower = self._add(self.tr("Narrower brush"), "[")
        self.wider = self._add(self.tr("Wider brush"), "]")
        self.weaker = self._add(self.tr("Less intense"), "<")
        self.stronger = self._add(self.tr("More intense"), ">")
        self.zoom_in = self._add(self.tr("Zoom in"), "+", "zoom_in", also="Ctrl++")
        self.zoom_out = self._add(self.tr("Zoom out"), "-", "zoom_out", also="Ctrl+-")
        self.fit = self._add(self.tr("Whole sheet"), "0", "fit", also="Ctrl+0")
        self.show_quality: dict[Quality, QAction] = {
            "pain": self._add(self.tr("Show pain"), "Alt+1", checkable=True),
            "burning": self._add(self.tr("Show burning"), "Alt+2", checkable=True),
            "tingling": self._add(self.tr("Show tingling"), "Alt+3", checkable=True),
            "numbness": self._add(self.tr("Show numbness"), "Alt+4", checkable=True),
        }
        for action in self.show_quality.values():
            action.setChecked(True)
        self.show_all = self._add(self.tr("Show all qualities"), "")
        self.nerves = self._add(self.tr("Nerves"), "N", checkable=True)
        self.dermatomes = self._add(self.tr("Dermatomes"), "D", checkable=True)
        self.swap_fill = self._add(self.tr("Swap fill and outline of nerves and dermatomes"), "X")
        self.swap_fill.setEnabled(False)
        self.disagreement = self._add(self.tr("Where the maps disagree"), "Shift+D", checkable=True)
        self.maps_beside = self._add(self.tr("Maps side by side"), "Shift+M", checkable=True)
        self.maps_beside.setStatusTip(
            self.tr(
                "Beside a view shown large: the same limb with the other dermatome maps; choose one to draw it large."
            )
        )
        self.courses = self._add(self.tr("Courses of the nerves"), "Shift+N", checkable=True)
        self.landmarks = self._add(self.tr("Landmarks"), "Shift+L", checkable=True)
        self.legend = self._add(self.tr("Legend"), "Shift+K", checkable=True)
        self.spine = self._add(self.tr("From spine to toe"), "Shift+S", checkable=True)
        self.oneself = self._add(self.tr("As the patient sees himself (mirror)"), "M", checkable=True)
        self.oneself.setStatusTip(self.tr("The patient’s right stands on the right in every view."))
        self.unlight = self._add(self.tr("Clear the highlight"), "Shift+Esc")
        self.unlight.setEnabled(False)
        self.study = self._add(self.tr("Study"), "Ctrl+L")
        self.study.setStatusTip(self.tr("Learn the nerves and roots by painting them"))
        self.presentation = self._add(self.tr("Presentation"), "F11", "present", checkable=True)
        self.patient = self._add(self.tr("Hand over to the patient"), "Shift+F11", "patient")
        self.fold = self._add(self.tr("Picture alone"), "F9", checkable=True)
        self.fold.setStatusTip(self.tr("Tools and results are folded away; the picture takes their room."))
        self.next_name = self._add(self.tr("Hide the names, then reveal the next"), ".")
        self.all_names = self._add(self.tr("Show all names"), ",")
        self.spotlight = self._add(self.tr("Spotlight at the pointer"), "O", checkable=True)
        self.discreet = self._add(self.tr("Discreet: pseudonyms alone"), "", checkable=True)
        self.discreet.setStatusTip(
            self.tr("Names, pictures and files are kept out of titles and lists; recent files are forgotten.")
        )
        self.cover = self._add(self.tr("Cover the window"), "Ctrl+Shift+L")
        self.cover.setStatusTip(self.tr("Nothing of a patient is seen until a key is pressed or the passphrase typed."))
        self.cover.setVisible(False)  # until there are patients
        self.preferences = self._add(self.tr("Preferences…"), "Ctrl+,")
        self.shortcuts = self._add(self.tr("Keyboard shortcuts"), key.HelpContents)
        self.tour = self._add(self.tr("Two-minute tour"), "")
        self.reading = self._add(self.tr("How to read the result"), "")
        self.report = self._add(self.tr("Report a problem…"), "")
        self.report.setVisible(False)  # until there is a log
        self.about = self._add(self.tr("About footmap"), "")

    def _add(self, text: str, keys: Keys, icon: str = "", checkable: bool = False, also: str = "") -> QAction:
        action = QAction(text, self)
        sequences = QKeySequence.keyBindings(keys) if isinstance(keys, QKeySequence.StandardKey) else []
        if isinstance(keys, str) and keys:
            sequences = [QKeySequence(keys)]
        if also:
            sequences = [*sequences, QKeySequence(also)]
        action.setShortcuts(sequences)
        action.setCheckable(checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(self._tip(action))
        if icon:
            self._icons[action] = icon
        self.all.append(action)
        return action

    def _tip(self, action: QAction) -> str:
        shortcut = keys_of(action)
        plain = action.text().replace("&&", "&").rstrip("…")
        return tip_of(f"{plain}  ({shortcut})" if shortcut else plain)

    def name_steps(self, undo: str, redo: str) -> None:
        """Say which step would be undone or redone."""
        for action, plain, step in ((self.undo, self.tr("Undo"), undo), (self.redo, self.tr("Redo"), redo)):
            text = on_button(f"{plain}: {step}" if step else plain)
            if text != action.text():  # many steps in a row are called alike
                action.setText(text)
                action.setToolTip(self._tip(action))

    def retranslate(self) -> None:
        """Say the keys with the names in the language that is spoken now."""
        for action in self.all:
            action.setToolTip(self._tip(action))

    def set_theme(self, theme: Theme, size_px: int) -> None:
        """Tint the icons and make them `size_px` large."""
        for action, name in self._icons.items():
            action.setIcon(icons.icon(name, theme, size_px))

    def drawing(self) -> list[QAction]:
        """Actions that change the drawing or what is painted with; their keys are a text field's while it has them."""
        return [
            *(self.undo, self.redo, self.delete, self.clear_view, self.clear, self.mirror),
            *(self.narrower, self.wider, self.weaker, self.stronger, *self.choose_tool.values()),
            *(self.next_name, self.all_names),
            *(self.walk_regions, self.lead_tool, self.zoom_in, self.zoom_out, self.fit),
        ]

    def needing_a_case(self) -> list[QAction]:
        """Actions that mean nothing before the atlas is loaded."""
        waiting: Final = (
            (self.new, self.open, self.save, self.save_as, self.print, self.letter, self.copy_letter),
            (self.copy_findings, self.copy_picture, self.save_picture),
            (self.undo, self.redo, self.history, self.clear_view, self.clear),
            (self.mirror, self.mirror_right, self.mirror_left),
            (self.study,),
            (self.choose_region, self.walk_regions, self.lead_tool, self.look_up, self.find, self.grades),
            (self.zoom_in, self.zoom_out, self.fit, self.patient),
            (self.nerves, self.dermatomes, self.disagreement, self.maps_beside, self.courses, self.landmarks),
        )
        return [action for group in waiting for action in group]


def keys_of(action: QAction) -> str:
    """All keys of an action as they are written, without those that few keyboards have (F14, a key named Undo)."""
    written, portable = QKeySequence.SequenceFormat.NativeText, QKeySequence.SequenceFormat.PortableText
    common = (keys for keys in action.shortcuts() if COMMON.fullmatch(keys.toString(portable)))
    return ", ".join(dict.fromkeys(keys.toString(written) for keys in common))
