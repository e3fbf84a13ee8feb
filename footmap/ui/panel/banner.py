"""Red flags under the lists: quiet, always in sight, most urgent first, each with what it rests on.

An emergency has its bar over the whole window; here is why, and what confirms or excludes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ..look.tokens import SPACE
from .pieces import Fold, label, stacked

if TYPE_CHECKING:
    from footmap.core.localiser.assessment import Assessment
    from footmap.core.localiser.red_flags import Alarms, Caution, Raised
    from footmap.data.knowledge.clinical import Clinical
    from footmap.words.assessment_words import Wording

MOST_SHARE: Final = 0.3
"""Largest share of the panel's height; further alarms scroll."""

LEAST_PX: Final = 36


class Banner(QScrollArea):
    """Every raised flag with what to do and how soon, then each "no" that must not reassure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Warnings"))
        self._shown: Alarms | None = None
        self._said: tuple[object, ...] = ()
        self._made_from: tuple[Assessment, Wording, Clinical] | None = None
        self._body = QWidget()
        self._tight = False
        self.hide()

    @property
    def alarms(self) -> Alarms | None:
        """What is shown; None while there is nothing to say."""
        return None if self.isHidden() else self._shown

    def show_alarms(self, assessment: Assessment, wording: Wording, clinical: Clinical) -> None:
        """Show the alarms of a reading; nothing is made again if they are the same."""
        alarms = assessment.alarms
        checks = {raised.id: wording.checks(raised, assessment) for raised in alarms.raised}
        self._made_from = assessment, wording, clinical
        said = (alarms, tuple(checks.values()), wording.language, self._tight)
        if said == self._said:
            return
        self._shown, self._said = alarms, said
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[2])
        if alarms.emergencies:
            folds = [self._why(raised, checks[raised.id], wording, clinical) for raised in alarms.emergencies]
            column.addWidget(_framed("emergency", *folds))
        for raised in alarms.raised:
            if raised not in alarms.emergencies:
                column.addWidget(self._flag(raised, checks[raised.id], wording, clinical))
        if alarms.cautions:
            column.addWidget(self._cautions(alarms.cautions, wording))
        self.setWidget(self._body)
        self.setVisible(bool(alarms.raised or alarms.cautions))
        self.fit()
        if alarms.raised:
            flags = [wording.red_flag(raised) for raised in alarms.raised]
            self.setAccessibleDescription(" ".join(f"{f.urgency}: {f.name}. {f.now}" for f in flags))

    def set_tight(self, tight: bool) -> None:
        """Say only how soon and what, where there is little height; what to do is under it, folded."""
        if tight != self._tight:
            self._tight = tight
            if self._made_from is not None:
                self.show_alarms(*self._made_from)

    def _flag(self, raised: Raised, checks: str, wording: Wording, clinical: Clinical) -> QFrame:
        words = wording.red_flag(raised)
        why = self._why(raised, checks, wording, clinical)
        if self._tight:
            why.set_title(f"{words.urgency}: {words.name}")
            why.setToolTip(words.now)
            frame = _framed("alarm", why)
        else:
            frame = _framed(
                "alarm",
                label(words.urgency, "caption", "alarm"),
                label(words.name, "strong"),
                label(words.now, "caption"),
                why,
            )
        frame.setAccessibleName(f"{words.urgency}: {words.name}. {words.now}")
        return frame

    def _why(self, raised: Raised, checks: str, wording: Wording, clinical: Clinical) -> Fold:
        """What a flag rests on, and what confirms or excludes it; the bar says the rest of an emergency."""
        words = wording.red_flag(raised)

        def details() -> QWidget:
            sources = [clinical.base.sources[id_].citation for id_ in raised.sources]
            return stacked(
                [
                    *([label(words.now, "strong")] if self._tight and raised.urgency != "emergency" else []),
                    label(words.reason, "caption"),
                    label(words.because, "caption"),
                    label(words.action, "caption"),
                    *([label(checks, "caption")] if checks else []),
                    *(
                        label(s, "caption", "muted")
                        for s in sources or [self.tr("From memory; no source was consulted.")]
                    ),
                ]
            )

        urgent = raised.urgency == "emergency"
        title = self.tr("Why: {0}").format(words.name) if urgent else self.tr("Reasons and sources")
        fold = Fold(title, details, small=True)
        fold.head.toggled.connect(self.fit)
        return fold

    def _cautions(self, cautions: Sequence[Caution], wording: Wording) -> QWidget:
        def make() -> QWidget:
            return stacked([label(wording.caution(c), "caption") for c in cautions])

        fold = Fold(self.tr("A “no” that does not reassure: {0}").format(len(cautions)), make, small=True)
        fold.head.toggled.connect(self.fit)
        return fold

    # ---- height

    def fit(self) -> None:
        """As high as its content, up to a share of the panel."""
        layout, panel = self._body.layout(), self.parentWidget()
        if layout is None or panel is None:
            return
        layout.activate()
        wanted = (
            layout.heightForWidth(self.viewport().width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        self.setFixedHeight(max(min(wanted, round(MOST_SHARE * panel.height())), LEAST_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()


def _framed(role: str, *parts: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", role)
    column = QVBoxLayout(frame)
    column.setContentsMargins(SPACE[3], SPACE[1], SPACE[2], SPACE[1])
    column.setSpacing(1)
    for part in parts:
        column.addWidget(part)
    return frame
