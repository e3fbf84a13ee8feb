"""Style sheet of the panel's own pieces: cards, segments, headings, alarms."""

from __future__ import annotations

from typing import Final

from ..look.tokens import DESK, RADIUS, Density, Theme

TAB_PAD_PX: Final = 14
"""Room that a tab takes beside its words."""

DIMMED: Final = 0.45
"""How much is seen of what takes no answers for the moment."""


def stylesheet(theme: Theme, density: Density = DESK) -> str:
    """Rules for everything inside the panel, with controls as large as `density` says."""
    t, r = theme, RADIUS
    inner = density.control_px - 10  # a control's height less its padding and frame
    small = density.control_px - 6 if density.touch else 0
    width = 2 if t.name == "contrast" else 1
    return f"""
    #panel {{ background: {t.surface}; border-left: 1px solid {t.line}; }}
    QTabBar::tab {{ padding-left: 6px; padding-right: 6px; }}
    QTabBar::tab:focus {{ padding-left: 4px; padding-right: 4px; }}
    QFrame[role="reasons"] {{ background: {t.accent_soft}; border: none; border-left: 3px solid {t.accent}; }}
    QFrame[role="card"] {{ background: {t.raised}; border: {width}px solid {t.edge}; border-radius: {r + 2}px; }}
    QWidget[role="veil"] {{ background: {_sheer(t.raised, 1.0 - DIMMED)}; }}
    QFrame[role="alarm"] {{ background: {t.raised}; border: {width}px solid {t.warn};
        border-left: 5px solid {t.warn}; border-radius: {r}px; }}
    QFrame[role="emergency"] {{ background: {t.raised}; border: {width}px solid {t.emergency};
        border-left: 5px solid {t.emergency}; border-radius: {r}px; }}
    QLabel[tone="alarm"] {{ color: {t.warn}; }}
    QLabel[tone="emergency"] {{ color: {t.emergency}; }}
    QLabel[tone="chip"] {{ color: {t.muted}; border: 1px solid {t.edge}; border-radius: 4px; padding: 0 6px; }}
    QLabel[tone="urgent"] {{ background: {t.warn}; color: {t.surface}; border-radius: 4px; padding: 1px 6px; }}
    QPushButton[segment="true"], QPushButton[segment="side"] {{ background: {t.raised}; color: {t.text};
        border: {width}px solid {t.edge}; border-radius: {r}px; }}
    QPushButton[segment="true"] {{ padding: 4px 10px; min-width: {inner - 10}px; min-height: {inner}px; }}
    QPushButton[segment="side"] {{ border-radius: {inner // 2}px; padding: 1px 8px;
        min-width: {inner - 6 if density.touch else 0}px; min-height: {inner + 6 if density.touch else inner - 2}px; }}
    QPushButton[segment="side"][offered="true"] {{ border: {width}px dashed {t.accent}; color: {t.accent}; }}
    QPushButton[segment="true"]:hover, QPushButton[segment="side"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[segment="true"]:checked, QPushButton[segment="side"]:checked {{ background: {t.accent};
        color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton[segment="true"]:focus {{ border: 2px dashed {t.text}; padding: {3 + width - 1}px {9 + width - 1}px; }}
    QPushButton[segment="side"]:focus {{ border: 2px dashed {t.text}; padding: {width - 1}px {7 + width - 1}px; }}
    QPushButton[segment="quiet"] {{ background: transparent; color: {t.muted}; border: {width}px solid transparent;
        border-radius: {r}px; padding: 4px 8px; min-width: 0; min-height: {inner}px; }}
    QPushButton[segment="quiet"]:hover {{ background: {t.accent_soft}; color: {t.text}; }}
    QPushButton[segment="quiet"]:focus {{ border: 2px dashed {t.text}; padding: {3 + width - 1}px {7 + width - 1}px; }}
    QPushButton[fold="true"] {{ background: transparent; color: {t.text}; border: none; border-radius: {r}px;
        padding: 6px 4px; min-width: 0; min-height: {inner - 2}px; text-align: left; }}
    QPushButton[fold="true"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[fold="true"]:focus {{ border: 2px solid {t.accent}; padding: 4px 2px; }}
    QPushButton[fold="small"] {{ background: transparent; color: {t.accent}; border: none; border-radius: {r}px;
        padding: 3px 2px; min-width: 0; min-height: {small}px; text-align: left; }}
    QPushButton[fold="small"]:hover {{ text-decoration: underline; }}
    QPushButton[fold="small"]:focus {{ border: 2px solid {t.accent}; padding: 1px 0; }}
    QListWidget[plain="true"] {{ background: transparent; border: none; border-radius: 0; }}
    QListWidget[plain="true"]::item {{ padding: 2px 12px; }}
    QListWidget[inset="true"]::item {{ padding: 2px 0; }}
    QListWidget[plain="true"]:focus {{ border: 2px solid {t.accent}; }}
    QTextBrowser[plain="true"] {{ background: transparent; border: 2px solid transparent; }}
    QTextBrowser[plain="true"]:focus {{ border: 2px solid {t.accent}; }}
    QToolButton[clear="true"] {{ min-width: {inner}px; min-height: {inner}px; padding: 3px; }}
    QLineEdit, QComboBox {{ background: {t.raised}; color: {t.text}; border: {width}px solid {t.edge};
        border-radius: {r}px; padding: 5px 8px; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QLineEdit:focus, QComboBox:focus {{ border: 2px solid {t.accent}; padding: 4px 7px; }}
    """


def _sheer(colour: str, opacity: float) -> str:
    """A colour of the theme that lets through what lies below."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity:.2f})"
