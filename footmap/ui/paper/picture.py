"""The picture of the case: what is on it and how large, to the clipboard or into a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from footmap.report.picture_wish import KINDS, PictureKind, PictureWish
from footmap.ui.dialogs.dialog import Dialog
from footmap.ui.document.files import as_file_name
from footmap.ui.look.plain import visible
from footmap.ui.look.tokens import SPACE
from footmap.ui.runtime.said import said
from footmap.ui.settings.preferences import PICTURE_PX

if TYPE_CHECKING:
    from .paperwork import PaperWork

translate = QCoreApplication.translate
WIDTH_STEP: Final = 160


def put_on_clipboard(png: bytes) -> bool:
    """Put a PNG picture on the clipboard; False if it is none."""
    picture = QImage.fromData(png)
    QGuiApplication.clipboard().setImage(picture)
    return not picture.isNull()


def path_to_save(suggestion: Path, kinds: str, parent: QWidget) -> Path | None:
    """Where to save; None for nowhere. Qt asks before it replaces a file."""
    name, _ = QFileDialog.getSaveFileName(
        parent, translate("PictureDialog", "Save the picture"), str(suggestion), kinds
    )
    return Path(name) if name else None


class PictureDialog(Dialog):
    """Chooses what is drawn; copies or saves it.

    Parameters
    ----------
    seen : callable
        What the window shows now, as a wish: its view, overlay, map and skin tone.

    Attributes
    ----------
    ask_path : callable
        Where to save; tests put their own answer here.
    """

    def __init__(self, work: PaperWork, seen: Callable[[], PictureWish], parent: QWidget) -> None:
        super().__init__(translate("PictureDialog", "Picture"), parent)
        self._work, self._seen = work, seen
        self.ask_path: Callable[[Path, str, QWidget], Path | None] = path_to_save
        shown, kept = seen(), work.preferences
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE[4])
        form.setVerticalSpacing(SPACE[2])
        self.what = _box(self.tr("What"))
        self.what.addItem(self.tr("All views"), "sheet")
        if shown.view != "sheet":
            self.what.addItem(self.tr("This view, both sides"), "both")
            self.what.addItem(self.tr("This view, right"), "right")
            self.what.addItem(self.tr("This view, left"), "left")
            self.what.setCurrentIndex(1)
        self.overlay = _box(self.tr("Overlay"))
        for name, words in (
            ("none", self.tr("none")),
            ("nerves", self.tr("Nerves")),
            ("dermatomes", self.tr("Dermatomes")),
        ):
            self.overlay.addItem(words, name)
        self.overlay.setCurrentIndex(self.overlay.findData(shown.overlay))
        self.width_px = QSpinBox()
        self.width_px.setAccessibleName(self.tr("Width"))
        self.width_px.setRange(*PICTURE_PX)
        self.width_px.setSingleStep(WIDTH_STEP)
        self.width_px.setSuffix(self.tr(" pixels"))
        self.width_px.setValue(kept.picture_width_px)
        self.legend = QCheckBox(self.tr("With a legend"))
        self.legend.setChecked(kept.picture_legend)
        self.transparent = QCheckBox(self.tr("Without the white ground"))
        self.transparent.setChecked(kept.picture_transparent)
        for box in (self.what, self.overlay):
            form.addRow(box.accessibleName(), box)
        form.addRow(self.width_px.accessibleName(), self.width_px)
        form.addRow("", self.legend)
        form.addRow("", self.transparent)
        self.column.addLayout(form)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.column.addWidget(self.said)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy = self.buttons.addButton(self.tr("Copy"), role)
        self.save = self.buttons.addButton(self.tr("Save…"), role)
        for button, run in ((self.copy, self._copy), (self.save, self._save)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, run=run: run())
        self.finish()
        self.save.setDefault(True)

    def wish(self) -> PictureWish:
        """What is chosen."""
        shown, what = self._seen(), self.what.currentData()
        return replace(
            shown,
            view="sheet" if what == "sheet" else shown.view,
            side="both" if what == "sheet" else what,
            overlay=self.overlay.currentData(),
            width_px=self.width_px.value(),
            legend=self.legend.isChecked(),
            transparent=self.transparent.isChecked(),
        )

    def _keep(self) -> None:
        kept = self._work.preferences
        kept.picture_width_px = self.width_px.value()
        kept.picture_legend = self.legend.isChecked()
        kept.picture_transparent = self.transparent.isChecked()

    def _copy(self) -> None:
        self._keep()
        self._say(self.tr("Drawing …"))
        self._work.picture("png", self.wish(), self._copied, self._not_done)

    def _copied(self, png: bytes) -> None:
        put_on_clipboard(png)
        self._say(self.tr("The picture is on the clipboard."))

    def _save(self) -> None:
        self._keep()
        folder = self._work.preferences.report_folder_path
        path = self.ask_path(folder / f"{as_file_name(self._work.files.name)}.png", self.kinds(), self)
        if path is None:
            return
        kind = kind_of(path)
        if kind is None:
            path, kind = Path(f"{path}.png"), "png"
            if path.exists():  # which the system's dialog has not asked about
                self._say(self.tr("{0} is already there; choose another name.").format(path.name), bad=True)
                return
        self._say(self.tr("Drawing …"))
        self._work.picture(kind, self.wish(), lambda data: self._write(path, data), self._not_done)

    def kinds(self) -> str:
        """What the file dialog offers."""
        names = {
            "png": self.tr("PNG picture ({0})"),
            "svg": self.tr("SVG picture ({0})"),
            "pdf": self.tr("PDF document ({0})"),
        }
        return ";;".join(names[kind].format(f"*.{kind}") for kind in KINDS)

    def _write(self, path: Path, data: bytes) -> None:
        from footmap.data.output import write_output
        from footmap.errors import FootmapError

        try:
            write_output(path, data, [self._work.session.path])
        except FootmapError as error:
            self._not_done(said(error))
            return
        self._work.preferences.report_folder = str(path.parent)
        self._say(self.tr("Saved as {0}.").format(path.name))

    def _not_done(self, why: str) -> None:
        self._say(why, bad=True)

    def _say(self, sentence: str, bad: bool = False) -> None:
        self.said.setProperty("tone", "warn" if bad else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(visible(sentence))


def kind_of(path: Path) -> PictureKind | None:
    """What a name says the picture is to be; None if it says nothing."""
    return next((kind for kind in KINDS if path.suffix.lower() == f".{kind}"), None)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box
