"""The look: palettes, fonts and style sheet made from the tokens.

Everything the window draws takes its colours from one `Theme`, so light, dark and high contrast differ in
`tokens` alone. Fusion is the widget style on every platform.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from .tokens import BIG_PX, DESK, RADIUS, Density, Theme, ThemeName

TypeRole = Literal["caption", "label", "body", "strong", "title", "alarm"]
_TYPE: Final[dict[TypeRole, tuple[float, QFont.Weight]]] = {
    "caption": (0.92, QFont.Weight.Normal),
    "label": (0.92, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.DemiBold),
    "title": (1.12, QFont.Weight.DemiBold),
    "alarm": (1.3, QFont.Weight.DemiBold),
}


def system_theme() -> ThemeName:
    """Theme that the desktop asks for now; light where it does not say."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is not None:
        preference = accessibility().contrastPreference()
        if preference == Qt.ContrastPreference.HighContrast:
            return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def palette(theme: Theme) -> QPalette:
    """Qt palette of `theme` for the Fusion style."""
    role = QPalette.ColorRole
    out = QPalette()
    for key, colour in {
        role.Window: theme.surface,
        role.WindowText: theme.text,
        role.Base: theme.raised,
        role.AlternateBase: theme.surface,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.warn,
        role.ToolTipBase: theme.text,
        role.ToolTipText: theme.surface,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.line,
        role.Mid: theme.edge,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
        role.Accent: theme.accent,
    }.items():
        out.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        out.setColor(QPalette.ColorGroup.Disabled, key, blend(theme.muted, theme.surface, 0.45))
    return out


def blend(over: str, under: str, share: float) -> QColor:
    """Colour `share` of the way from `over` to `under` (0 = `over`, 1 = `under`)."""
    a, b = QColor(over), QColor(under)
    mix = (a.redF() * (1 - share) + b.redF() * share, a.greenF() * (1 - share) + b.greenF() * share,
           a.blueF() * (1 - share) + b.blueF() * share)  # fmt: skip
    return QColor.fromRgbF(*mix)


def font(role: TypeRole) -> QFont:
    """Font of a place on the type scale, relative to the desktop's own size."""
    size, weight = _TYPE[role]
    out = QFont(QApplication.font())
    out.setPointSizeF(out.pointSizeF() * size)
    out.setWeight(weight)
    return out


def apply(theme: Theme, density: Density = DESK) -> None:
    """Dress the whole application in `theme`, with controls and writing as large as `density` says."""
    app = QCoreApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a QApplication must exist before a theme is applied")
    if not app.styleSheet() and app.style().name() != "fusion":
        app.setStyle("Fusion")  # once: a style that is exchanged while its widgets handle an event leaves them dangling
    writing = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    writing.setPointSizeF(writing.pointSizeF() * density.type_scale)
    app.setFont(writing)
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme, density))


def write(part: QWidget, role: TypeRole) -> None:
    """Give a widget a font of the type scale, which it keeps when all writing gets larger."""
    part.setProperty("type", role)
    part.setFont(font(role))


def rewrite(host: QWidget) -> None:
    """Give every part of `host` the font of its role anew; a style sheet that is exchanged takes it away."""
    for part in host.findChildren(QWidget):
        role = part.property("type")
        if role in _TYPE:
            part.setFont(font(role))


def stylesheet(theme: Theme, density: Density = DESK) -> str:
    """Style sheet for the few controls whose Fusion form is too loud."""
    t, r = theme, RADIUS
    inner = density.control_px - 12  # a control's height less its padding and frame
    handle = density.handle_px
    slim = density.control_px if density.touch else inner
    width = 2 if t.name == "contrast" else 1
    focus = f"{width + 1}px {'dashed' if width > 1 else 'solid'} {t.text}"  # edges of high contrast are as bright
    disabled = blend(t.muted, t.surface, 0.45).name()
    return f"""
    QToolTip {{ background: {t.text}; color: {t.surface}; border: none; padding: 4px 6px; }}
    #topbar, #statusline, #rail, #panel, #spine {{ background: {t.surface}; }}
    #topbar {{ border-bottom: 1px solid {t.line}; }}
    #statusline {{ border-top: 1px solid {t.line}; }}
    #strip {{ background: {t.surface}; border-right: 1px solid {t.line}; }}
    #maps {{ background: {t.surface}; border-left: 1px solid {t.line}; }}
    #patientbar {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
    #emergency {{ background: {t.emergency}; border-bottom: {width}px solid {t.text}; }}
    #emergency QLabel {{ color: {t.on_emergency}; background: transparent; }}
    #emergency QPushButton {{ background: {t.on_emergency}; color: {t.emergency}; border: 2px solid {t.on_emergency};
        padding: 4px 12px; }}
    #emergency QPushButton:hover {{ background: {t.emergency}; color: {t.on_emergency}; }}
    #emergency QPushButton:focus {{ background: {t.emergency}; color: {t.on_emergency}; padding: 4px 12px; }}
    #emergency QPushButton:disabled {{ color: {t.emergency}; }}
    #emergency QLineEdit {{ background: {t.raised}; color: {t.text}; border: 2px solid {t.on_emergency};
        border-radius: {r}px; padding: 3px 8px; }}
    #emergency[calm="true"] {{ background: {t.raised}; border-bottom: 1px solid {t.edge};
        border-left: 6px solid {t.emergency}; }}
    #emergency[calm="true"] QLabel {{ color: {t.text}; }}
    #rail {{ border-right: 1px solid {t.line}; }}
    #panel {{ border-left: 1px solid {t.line}; }}
    #spine {{ border-right: 1px solid {t.line}; }}
    #spinecard {{ border-top: 1px solid {t.line}; }}
    QLabel[tone="muted"] {{ color: {t.muted}; }}
    QLabel[tone="key"] {{ color: {t.text}; border: 1px solid {t.edge}; border-radius: 4px; padding: 1px 5px; }}
    #tourcard {{ background: {t.raised}; border: 1px solid {t.edge}; border-radius: {r}px; }}
    #drophint {{ background: {t.surface}; color: {t.text}; border: 3px dashed {t.accent}; border-radius: {2 * r}px; }}
    QLabel[tone="warn"] {{ color: {t.warn}; }}
    QFrame[role="separator"] {{ background: {t.line}; border: none; }}
    QToolButton {{ background: transparent; color: {t.text}; border: {width}px solid transparent;
        border-radius: {r}px; padding: 5px 8px; }}
    #topbar QToolButton, QToolButton[frame="true"] {{ min-height: {inner}px; }}
    QToolButton[frame="true"] {{ border-color: {t.edge}; background: {t.raised}; }}
    QToolButton[swatch="true"] {{ padding: 5px 0 5px 8px; min-width: {density.control_px - 10}px; }}
    QToolButton[swatch="true"]:checked, QToolButton[swatch="true"]:focus {{ padding: 4px 0 4px 7px; }}
    QToolButton[slim="true"] {{ padding: 5px 1px; min-width: {slim}px; }}
    QToolButton[slim="true"]:focus {{ padding: 4px 0; }}
    QToolButton:hover {{ background: {t.accent_soft}; }}
    QToolButton:checked {{ border: {max(width, 2)}px solid {t.accent}; background: {t.raised}; padding: 4px 7px; }}
    QToolButton[rail="true"] {{ padding: 0; }}
    QToolButton[rail="true"]:checked {{ border: none; background: {t.accent_soft}; padding: 0; }}
    QToolButton:focus {{ border: {focus}; padding: 4px 7px; }}
    QToolButton[rail="true"]:focus {{ border: {focus}; padding: 0; }}
    QToolButton[thumb="true"] {{ padding: 0; background: {t.ground}; border: {width}px solid {t.line}; }}
    QToolButton[thumb="true"]:hover {{ border-color: {t.muted}; }}
    QToolButton[thumb="true"]:checked {{ border: {width + 2}px solid {t.accent}; padding: 0; }}
    QToolButton[thumb="true"]:focus {{ border: {width + 2}px solid {t.text}; padding: 0; }}
    QToolButton[big="true"] {{ padding: 8px 16px; min-height: {round(BIG_PX * density.growth) - 18}px; }}
    QToolButton[big="true"]:checked, QToolButton[big="true"]:focus {{ border-width: 3px; padding: 6px 14px; }}
    QToolButton:disabled {{ color: {disabled}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton {{ background: {t.raised}; color: {t.text}; border: {width}px solid {t.edge};
        border-radius: {r}px; padding: 5px 14px; min-width: 56px; min-height: {inner}px; }}
    QPushButton:hover {{ background: {t.accent_soft}; }}
    QPushButton:default {{ border-color: {t.accent}; }}
    QPushButton:focus {{ border: {focus}; padding: 4px 13px; }}
    QPushButton:disabled {{ color: {disabled}; }}
    QMenu {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; padding: 4px 0; }}
    QMenu::item {{ padding: {inner // 2 - 3}px 28px {inner // 2 - 3}px 24px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {disabled}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 0; }}
    QComboBox, QAbstractSpinBox, QLineEdit, QCheckBox {{ min-height: {inner + 8}px; }}
    QCheckBox, QRadioButton {{ border: {width + 1}px solid transparent; border-radius: 4px; }}
    QCheckBox:focus, QRadioButton:focus {{ border: {focus}; }}
    QComboBox:focus {{ background-color: {t.accent_soft}; color: {t.accent}; }}
    QTableView {{ border: {width}px solid {t.edge}; gridline-color: {t.muted if width > 1 else t.line}; }}
    QListWidget {{ border: 1px solid {t.edge}; border-radius: {r}px; }}
    QListWidget:focus {{ border: {focus}; }}
    QListWidget::item {{ padding: 6px 8px; border-bottom: 1px solid {t.line}; }}
    QListWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QSlider {{ min-height: {max(24, density.control_px)}px; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.track}; }}
    QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
    QSlider::handle:horizontal {{ width: {handle}px; height: {handle}px; margin: -{handle // 2}px 0;
        border-radius: {handle // 2 + 2}px;
        background: {t.raised}; border: 2px solid {t.accent}; }}
    QSlider::handle:horizontal:focus {{ background: {t.accent}; }}
    QSlider::handle:horizontal:disabled {{ border-color: {t.edge}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {t.edge}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{ background: transparent; color: {t.muted}; padding: {inner // 2}px 12px; border: none;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
    QTabBar::tab:hover {{ color: {t.text}; }}
    QTabBar:focus {{ outline: none; }}
    QTabBar::tab:focus {{ color: {t.text}; border: 2px solid {t.text}; border-radius: {r - 2}px;
        padding: {inner // 2 - 2}px 10px {inner // 2}px 10px; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.edge}; border-radius: 3px; min-height: 32px; margin: 2px; }}
    QScrollBar::handle:vertical:hover {{ background: {t.muted}; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {t.edge}; border-radius: 3px; min-width: 32px; margin: 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
