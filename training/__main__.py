"""Train the line reader from nothing, and put it where the program reads it: `python -m training --fonts FOLDER`.

Two stages, as long as `--minutes` together: the second begins with what the first learnt, at half the rate and on other
lines. Then the weights are exported, and evaluated as `python -m training.evaluate` does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from training.export import export
from training.fonts import find_fonts
from training.train import train

_READER = Path(__file__).parents[1] / "ita_extract" / "reading" / "scans" / "line_reader.onnx"
_FIRST, _SECOND = 2 / 3, 1 / 3  # shares of the time


def main() -> None:
    """Read the command line, train, export and evaluate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fonts", type=Path, action="append", default=[Path("/usr/share/fonts")])
    parser.add_argument("--minutes", type=float, default=360)
    parser.add_argument("--work", type=Path, default=Path("training-work"), help="where the stages are kept")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    fonts = find_fonts(options.fonts)
    first, second = options.work / "first.pt", options.work / "second.pt"
    train(fonts, options.minutes * _FIRST, first)
    train(fonts, options.minutes * _SECOND, second, seed=2, rate=1.5e-3, start=first)
    print(f"{_READER}: {export(second, _READER)} bytes")
    folders = [argument for folder in options.fonts for argument in ("--fonts", str(folder))]
    subprocess.run([sys.executable, "-m", "training.evaluate", *folders], check=True)


if __name__ == "__main__":
    main()
