"""The builder computes with kernels that every x86-64 machine has, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("skimage")

from footmap.atlas_build import kernels

REPORT = """
import json, sys
from pathlib import Path
import numpy
from footmap.atlas_build.kernels import fixed
simd = numpy.show_config(mode="dicts")["SIMD Extensions"]
Path(sys.argv[1]).write_text(json.dumps({"fixed": fixed(), "faster": simd.get("found", [])}))
"""


def test_a_process_with_fixed_kernels_knows_it_and_uses_no_more_than_numpys_baseline(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    assert kernels.run_fixed(["-c", REPORT, str(out)]) == 0
    assert json.loads(out.read_text()) == {"fixed": True, "faster": []}


def test_the_exit_code_of_the_process_is_handed_on() -> None:
    assert kernels.run_fixed(["-c", "raise SystemExit(3)"]) == 3


def test_an_ordinary_process_is_not_fixed(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    plain = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(kernels.__file__).resolve().parents[2])}
    subprocess.run([sys.executable, "-c", REPORT, str(out)], check=True, env=plain)
    assert json.loads(out.read_text())["fixed"] is False


def test_last_bits_of_a_fixed_process_do_not_depend_on_the_switches_of_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sums of sines and exponentials, which faster kernels round otherwise."""
    code = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "x = np.linspace(0.1, 9, 5000)\n"
        "y = np.exp(np.sin(x)) @ np.log(x) + (np.outer(x, x) @ np.cos(x)).sum()\n"
        "Path(sys.argv[1]).write_text(float(y).hex())\n"
    )
    found = set()
    for number, core in enumerate(("Haswell", "SkylakeX", "Prescott")):
        monkeypatch.setenv("OPENBLAS_CORETYPE", core)
        monkeypatch.setenv("NUMBA_CPU_NAME", "haswell")
        out = tmp_path / str(number)
        assert kernels.run_fixed(["-c", code, str(out)]) == 0
        found.add(out.read_text())
    assert len(found) == 1
