"""Proves that an installed footmap works by itself: rank a sample, draw a view, open the window offscreen, in
both languages.

Run it with the Python that footmap is installed for, from a folder that is not the checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SAMPLE = "outer_foot_border.footmap"


def run(words: Sequence[str], folder: Path) -> str:
    """Run a command of the installed program; its output."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    program = Path(sys.executable).with_name("footmap")
    result = subprocess.run(
        [program, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    if result.returncode != 0:
        sys.exit(f"footmap {' '.join(words)}: exit code {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def png_size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG file."""
    data = path.read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 10_000:
        sys.exit(f"{path.name} is not a picture")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def main() -> None:
    """Run every check; the first that fails ends the program with its reason."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--not-under", type=Path, help="checkout that must not be the one that runs")
    checkout = parser.parse_args().not_under
    import footmap
    from footmap.data import resources

    package = Path(footmap.__file__).resolve().parent
    if checkout is not None and (package.is_relative_to(checkout) or resources.root().is_relative_to(checkout)):
        sys.exit(f"the checkout runs, not the wheel: {package}")
    sample = resources.samples_folder() / SAMPLE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ranking = json.loads(run(["rank", str(sample), "--json"], folder))
        first = (ranking["nerves"][0]["id"], ranking["levels"][0]["id"])
        if first[1] != "S1" or first[0] not in ("sural", "lateral_dorsal_cutaneous"):
            sys.exit(f"the outer border of the foot ranks {first}")
        run(["render", str(sample), "--view", "foot_lateral", "--overlay", "nerves", "-o", "view.png"], folder)
        run(["report", str(sample), "-o", "report.pdf"], folder)
        run(["screenshot", str(sample), "--size", "1200x800", "-o", "window.png"], folder)
        sizes = {p: png_size(folder / p) for p in ("view.png", "window.png")}
        if sizes["window.png"] not in ((1200, 800), (2400, 1600)):
            sys.exit(f"the window is {sizes['window.png']} pixels")
        if "Segmente" not in run(["rank", str(sample), "--language", "de"], folder):
            sys.exit("the ranking does not speak German")
        run(["screenshot", str(sample), "--size", "1200x800", "--language", "de", "-o", "german.png"], folder)
        if (folder / "german.png").read_bytes() == (folder / "window.png").read_bytes():
            sys.exit("the window does not speak German; are the translations in the wheel?")
        run(["atlas", "check"], folder)
    print(f"{package}: {first[0]} and {first[1]} on top, pictures {sizes}")


if __name__ == "__main__":
    main()
