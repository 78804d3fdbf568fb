"""Draw reports at random: `python -m benchmarks.drawing OUT --count N --seed S` writes NAME.pdf and NAME.gold.json."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.drawing import html_pages, word_pages
from benchmarks.drawing.report import draw_report
from fixtures.generator.render.fonts import fontconfig
from fixtures.generator.render.settling import settle

_WRITERS = {"docx": word_pages.write, "html": html_pages.write}


def main() -> None:
    """Write the reports that the arguments ask for; a number draws the same report whatever the count."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drawing", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--count", type=int, default=40, help="how many reports")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other reports")
    parser.add_argument("--first", type=int, default=1, help="number of the first report")
    words = parser.parse_args()
    words.out.mkdir(parents=True, exist_ok=True)
    environment = {"FONTCONFIG_FILE": str(fontconfig())}
    for number in range(words.first, words.first + words.count):
        report = draw_report(number, words.seed)
        path = words.out / f"{report.name}.pdf"
        _WRITERS[report.kind](report.blocks, report.sheet, path, report.title, environment)
        settle(path, report.title)
        text = json.dumps(report.gold, ensure_ascii=False, indent=1)
        path.with_suffix(".gold.json").write_text(text + "\n", "utf-8")
        print(path.name, flush=True)


if __name__ == "__main__":
    main()
