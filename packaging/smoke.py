"""Starts the bundle offscreen and ranks a case with it.

    python packaging/smoke.py dist/footmap [CASE]

The bundle must bring everything along: it is started with an empty environment, in a folder of its own, and the
window is drawn by Qt's offscreen platform.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path


def run(program: Path, words: Sequence[str], folder: Path) -> tuple[str, float]:
    """Run the bundle; what it printed, and the seconds it took."""
    keep = ("SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "LANG")
    environment = {key: os.environ[key] for key in keep if key in os.environ} | {"QT_QPA_PLATFORM": "offscreen"}
    begin = time.monotonic()
    result = subprocess.run(
        [program, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    seconds = time.monotonic() - begin
    if result.returncode != 0:
        sys.exit(f"footmap {' '.join(words)}: exit code {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout, seconds


def main() -> None:
    """Check the bundle; the first thing that is wrong ends the program with its reason."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    bundle = Path(sys.argv[1]).resolve()
    program = bundle / ("footmap.exe" if os.name == "nt" else "footmap")
    samples = sorted(bundle.glob("**/assets/samples/outer_foot_border.footmap"))
    if not program.is_file() or not samples:
        sys.exit(f"{bundle} is no bundle of footmap, or its samples are missing")
    case = Path(sys.argv[2]).resolve() if len(sys.argv) == 3 else samples[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out, ranked = run(program, ["rank", str(case), "--json"], folder)
        ranking = json.loads(out)
        if not ranking["nerves"] or not ranking["levels"] or not ranking["paint_cm2"] > 0:
            sys.exit(f"the bundle ranks nothing: {out[:300]}")
        _, shot = run(program, ["screenshot", str(case), "-o", "window.png"], folder)
        run(program, ["report", str(case), "-o", "report.pdf"], folder)
        for file, least in (("window.png", 50_000), ("report.pdf", 20_000)):
            size = (folder / file).stat().st_size
            if size < least:
                sys.exit(f"{file} has only {size} bytes")
    size = sum(f.stat().st_size for f in bundle.rglob("*") if f.is_file() and not f.is_symlink())
    print(
        f"{bundle}: {size / 1e6:.0f} MB; {ranking['nerves'][0]['id']} and {ranking['levels'][0]['id']} on top; "
        f"rank {ranked:.1f} s, window {shot:.1f} s"
    )


if __name__ == "__main__":
    main()
