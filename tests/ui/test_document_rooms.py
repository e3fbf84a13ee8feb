"""What the open document needs of Qt."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("modules", "absent"),
    [
        ("footmap.ui.document.session, footmap.ui.document.localising", ["PySide6.QtWidgets"]),
        ("footmap.ui.runtime.background", ["PySide6.QtWidgets", "PySide6.QtGui", "numpy"]),
        ("footmap.ui.document.checkpoints", ["PySide6", "numpy"]),
    ],
)
def test_the_open_document_needs_no_widget(modules: str, absent: list[str]) -> None:
    code = f"import {modules}, sys; print(*[name for name in sys.argv[1:] if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code, *absent], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == []
