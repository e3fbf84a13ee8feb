"""What the contracts of imports cannot see: they do not look inside Qt."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import footmap.ui.document

MODULES = [f"footmap.ui.document.{module.name}" for module in pkgutil.iter_modules(footmap.ui.document.__path__)]


@pytest.mark.parametrize("module", MODULES)
def test_the_document_knows_no_widget(module: str) -> None:
    code = f"import sys, {module}; print('PySide6.QtWidgets' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
