"""Opens the preview of the report, the letter and the heading of the practice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from footmap.ui.paper.paperwork import PaperWork

if TYPE_CHECKING:
    from footmap.report.picture_wish import PictureWish
    from footmap.ui.dialogs.dialog import Dialog
    from footmap.ui.document.files import Files
    from footmap.ui.document.map_choice import MapChoice
    from footmap.ui.document.session import Session
    from footmap.ui.settings.preferences import Preferences
    from footmap.ui.shell.actions import Actions
    from footmap.ui.shell.notice import Notice
    from footmap.words.letter import Letter


class PaperControl(QObject):
    """What is written about the open visit.

    Attributes
    ----------
    work : PaperWork
        Makes it, off the window's thread.
    """

    def __init__(
        self,
        session: Session,
        files: Files,
        maps: MapChoice,
        preferences: Preferences,
        host: QWidget,
        *,
        commands: Actions,
        notice: Notice,
        seen: Callable[[], PictureWish],
    ) -> None:
        super().__init__(host)
        self._preferences, self._host, self._notice = preferences, host, notice
        self._seen = seen
        self.work = PaperWork(session, files, maps, preferences, self)
        commands.print.triggered.connect(self.show_preview)
        commands.letter.triggered.connect(self.show_letter)
        commands.copy_letter.triggered.connect(self.copy_letter)
        commands.copy_findings.triggered.connect(self.copy_findings)
        commands.copy_picture.triggered.connect(self.copy_picture)
        commands.save_picture.triggered.connect(self.show_picture)

    def show_preview(self) -> None:
        """Show the report as it will be printed."""
        from footmap.ui.paper.preview import Preview

        if not self._raised(Preview):
            Preview(self.work, self._host).heading_wanted.connect(self.show_practice)

    def show_letter(self) -> None:
        """Show the letter text."""
        from footmap.ui.paper.letter import LetterDialog

        if not self._raised(LetterDialog):
            LetterDialog(self.work, self._host)

    def copy_letter(self) -> None:
        """Put the letter text on the clipboard at once."""
        self.work.letter(self._copied, self._notice.show_problem)

    def copy_findings(self) -> None:
        """Put what was painted and found on the clipboard at once, plain and rich."""
        self.work.findings(self._findings_copied, self._notice.show_problem)

    def copy_picture(self) -> None:
        """Put the picture on the clipboard as it is seen, in the size and with the legend chosen last."""
        kept = self._preferences
        wish = replace(
            self._seen(),
            width_px=kept.picture_width_px,
            legend=kept.picture_legend,
            transparent=kept.picture_transparent,
        )
        self.work.picture("png", wish, self._picture_copied, self._notice.show_problem)

    def show_picture(self) -> None:
        """Ask what is to be on a picture, and how large."""
        from footmap.ui.paper.picture import PictureDialog

        if not self._raised(PictureDialog):
            PictureDialog(self.work, self._seen, self._host)

    def show_practice(self) -> None:
        """Show the heading of the practice."""
        from footmap.ui.paper.practice import PracticeDialog

        if not self._raised(PracticeDialog):
            PracticeDialog(self._preferences.own_folder, self._host).destroyed.connect(self._heading_changed)

    def stop(self) -> None:
        """Make nothing any more."""
        self.work.stop()

    def _heading_changed(self) -> None:
        from footmap.ui.paper.preview import Preview

        for preview in self._host.findChildren(Preview):
            preview.look_at_heading()

    def _copied(self, letter: Letter) -> None:
        from footmap.ui.paper.letter import copy_letter

        copy_letter(letter)
        self._notice.show_message(self.tr("The letter text is on the clipboard."))

    def _findings_copied(self, findings: Letter) -> None:
        from footmap.ui.paper.letter import copy_letter

        if not findings.plain:
            self._notice.show_message(self.tr("Nothing is painted or answered yet; there is nothing to copy."))
            return
        copy_letter(findings)
        self._notice.show_message(self.tr("The findings are on the clipboard."))

    def _picture_copied(self, png: bytes) -> None:
        from footmap.ui.paper.picture import put_on_clipboard

        put_on_clipboard(png)
        self._notice.show_message(self.tr("The picture is on the clipboard."))

    def _raised(self, kind: type[Dialog]) -> bool:
        """True if a dialog of this kind is open; it is in front now."""
        for dialog in self._host.findChildren(kind):
            if dialog.isVisible():
                dialog.activateWindow()
                return True
        return False
