"""Fixed kernels: the atlas is computed with what every x86-64 machine can do, so that each makes the same bytes.

numpy, OpenBLAS, numba and the C library choose faster routines where the processor has them, whose last bit differs.
A bit is enough to move a vertex of the skin by a rounding step. They choose while they are loaded, so the choice is
made for a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

_SWITCHES: Final[Mapping[str, str]] = {
    "OPENBLAS_CORETYPE": "Nehalem",
    "OPENBLAS_NUM_THREADS": "1",
    "NUMBA_CPU_NAME": "generic",
    "NUMBA_CPU_FEATURES": "",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F",
}
"""A BLAS for SSE4.2, compiled loops for any x86-64, no fused multiplication in the C library."""
_NUMPY: Final = "NPY_DISABLE_CPU_FEATURES"


def _faster() -> list[str]:
    """Names of what numpy uses of this processor beyond its baseline."""
    config: dict[str, dict[str, Any]] = np.show_config(mode="dicts")  # type: ignore[assignment]  # numpy: None is for the other mode
    return list(config["SIMD Extensions"].get("found", []))


def fixed() -> bool:
    """Whether this process computes with the fixed kernels."""
    return not _faster() and all(os.environ.get(name) == value for name, value in _SWITCHES.items())


def run_fixed(arguments: Sequence[str]) -> int:
    """Run Python with these arguments and the fixed kernels; returns its exit code."""
    environment = {**os.environ, **_SWITCHES, _NUMPY: " ".join(_faster())}
    return subprocess.run([sys.executable, *arguments], env=environment, check=False).returncode
