"""Names of the steps of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from footmap.core.drawing import Quality, Stroke
    from footmap.core.views import Side, ViewId


class StepWords(QObject):
    """Translated names: what was done, and where."""

    def place(self, view: ViewId, side: Side) -> str:
        """One limb in one view."""
        if side == "right":
            return {
                "leg_anterior": self.tr("right leg, front"),
                "leg_posterior": self.tr("right leg, back"),
                "leg_medial": self.tr("right leg, inner side"),
                "leg_lateral": self.tr("right leg, outer side"),
                "foot_dorsal": self.tr("top of the right foot"),
                "foot_plantar": self.tr("right sole"),
                "foot_medial": self.tr("right foot, inner side"),
                "foot_lateral": self.tr("right foot, outer side"),
            }[view]
        return {
            "leg_anterior": self.tr("left leg, front"),
            "leg_posterior": self.tr("left leg, back"),
            "leg_medial": self.tr("left leg, inner side"),
            "leg_lateral": self.tr("left leg, outer side"),
            "foot_dorsal": self.tr("top of the left foot"),
            "foot_plantar": self.tr("left sole"),
            "foot_medial": self.tr("left foot, inner side"),
            "foot_lateral": self.tr("left foot, outer side"),
        }[view]

    def view(self, view: ViewId) -> str:
        """Both limbs in one view."""
        return {
            "leg_anterior": self.tr("legs, front"),
            "leg_posterior": self.tr("legs, back"),
            "leg_medial": self.tr("legs, inner side"),
            "leg_lateral": self.tr("legs, outer side"),
            "foot_dorsal": self.tr("tops of the feet"),
            "foot_plantar": self.tr("soles"),
            "foot_medial": self.tr("feet, inner side"),
            "foot_lateral": self.tr("feet, outer side"),
        }[view]

    def stroke(self, stroke: Stroke) -> str:
        """A stroke that was painted."""
        place = self.place(stroke.view, stroke.side)
        if stroke.mode == "erase":
            return self.tr("Erase, {0}").format(place)
        return {
            "pain": self.tr("Paint pain, {0}"),
            "burning": self.tr("Paint burning, {0}"),
            "tingling": self.tr("Paint tingling, {0}"),
            "numbness": self.tr("Paint numbness, {0}"),
        }[stroke.quality].format(place)

    def region(self, name: str, stroke: Stroke) -> str:
        """A named region that was filled or erased with such strokes."""
        side = self.tr("right") if stroke.side == "right" else self.tr("left")
        if stroke.mode == "erase":
            return self.tr("Erase {0}, {1}").format(name, side)
        return {
            "pain": self.tr("Fill {0}, {1}: pain"),
            "burning": self.tr("Fill {0}, {1}: burning"),
            "tingling": self.tr("Fill {0}, {1}: tingling"),
            "numbness": self.tr("Fill {0}, {1}: numbness"),
        }[stroke.quality].format(name, side)

    def quality(self, quality: Quality) -> str:
        """A stroke that got another quality."""
        return {
            "pain": self.tr("Change to pain"),
            "burning": self.tr("Change to burning"),
            "tingling": self.tr("Change to tingling"),
            "numbness": self.tr("Change to numbness"),
        }[quality]

    def selected(self, stroke: Stroke) -> str:
        """A stroke that was picked."""
        return {
            "pain": self.tr("Selected: pain {0} of 10, {1}"),
            "burning": self.tr("Selected: burning {0} of 10, {1}"),
            "tingling": self.tr("Selected: tingling {0} of 10, {1}"),
            "numbness": self.tr("Selected: numbness {0} of 10, {1}"),
        }[stroke.quality].format(f"{stroke.intensity:g}", self.place(stroke.view, stroke.side))
