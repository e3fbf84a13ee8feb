"""Why a template, a heading or a logo cannot be used, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from footmap.errors import FootmapError, PaperError


class PaperWords(QObject):
    """Translated sentences."""

    def why(self, error: FootmapError) -> str:
        """One sentence: what, where, what to do; as it came where there are no words of one's own."""
        if not isinstance(error, PaperError):
            return str(error)
        sentences = {
            "template_missing": self.tr("There is no template {name}."),
            "template_unreadable": self.tr("The template {name} cannot be read: {why}."),
            "template_encoding": self.tr("The template {name} is not a text in UTF-8; save it as plain text."),
            "template_long": self.tr("The template has more than {most} signs; a letter needs far less."),
            "template_braces": self.tr(
                "Line {line} of the template: a brace stands alone; write each brace that is meant twice."
            ),
            "template_alone": self.tr("Line {line} of the template: write the field {field} as {{{field}}} alone."),
            "template_field": self.tr("Line {line} of the template: {{{field}}} is no field; the fields are {known}."),
            "logo_missing": self.tr("There is no logo {name}."),
            "logo_unreadable": self.tr("The logo {name} cannot be read: {why}."),
            "logo_large": self.tr("The logo {name} is larger than {most} MB; use a smaller picture."),
            "logo_kind": self.tr("The logo {name} is neither a PNG nor a JPEG picture."),
            "logo_pixels": self.tr(
                "The logo {name} has {width} x {height} pixels; use a picture with at most {most} on each side."
            ),
            "logo_damaged": self.tr("The logo {name} is damaged; use another picture."),
            "line_long": self.tr("The line that begins with “{start}…” has {count} signs; a heading takes {most}."),
        }
        sentence = sentences.get(error.kind)
        return str(error) if sentence is None else sentence.format(**error.values)
