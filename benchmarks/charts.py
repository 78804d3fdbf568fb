"""How much of charts that are pictures inside digital pages is read, and whether anything wrong is.

    python -m benchmarks.charts [--count 20] [--seed 0] [--fonts FOLDER ...]
    python -m benchmarks.charts --samples tests/pictures   the charts that the tests read, made anew

Charts of every kind (`charting.py`) are drawn in many styles, packed at 100, 150 and 200 dpi as JPEG of quality
60-90 or PNG, and laid on pages behind a report of fixtures/. Right is a score read as what it is drawn as; missed is
one not given; wrong is one given with another value or subject, or for a bar that is not the organisation's. Half of
the charts tell what the report tells, the others anything. Ends with 1 if one is wrong, or if nothing says that a
chart disagrees with its report.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.charting import KINDS, Chart, Charts, fonts
from benchmarks.corpora import FIXTURES
from benchmarks.tabulate import table
from ita_extract import extract
from ita_extract.model import Report

REPORT = FIXTURES / "2568-lampang-thesaban-tambon-mueang-pan.pdf"
# the charts that the tests read: their seeds
SAMPLES = {
    "bars": 11, "levels": 8, "gauges": 8, "past": 31, "grid": 8, "radar": 8, "two_bars": 8, "two_levels": 8,
    "past_lines": 8,
}  # fmt: skip
PROSE = "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ แสดงดังภาพ"


def with_pages(report: Path, charts: list[tuple[Chart, int, int | None]], font: Path, target: Path) -> int:
    """Write a report with a page behind it for each chart (with its dpi and quality); return the pages it had."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595.28, 841.89))
    if "thai" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("thai", str(font)))
    for chart, dpi, quality in charts:
        canvas.setFont("thai", 14)
        canvas.drawString(60, 780, PROSE)
        canvas.drawString(60, 700, chart.caption or "ภาพประกอบ")
        picture = ImageReader(Image.open(io.BytesIO(chart.packed(dpi, quality))))
        canvas.drawImage(picture, 60, 680 - chart.height, chart.width, chart.height)
        canvas.drawString(60, 200, PROSE)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(report) as pdf, pikepdf.open(io.BytesIO(data.getvalue())) as more:
        count = len(pdf.pages)
        pdf.pages.extend(more.pages)
        pdf.save(target)
    return count


def told_by(report: Report, page: int) -> tuple[dict[str, str], dict[tuple[str, int], str]]:
    """Return what was read from the pictures of a page: scores of this year, scores of any year."""
    present = {
        row.subject: str(row.score)
        for row in report.score_mentions
        if row.page == page and row.section == "image"
    }
    past = {
        (row.subject, row.fiscal_year): str(row.score) for row in report.score_history if row.page == page
    }
    return present, past


def truth() -> dict[str, str]:
    """Return the scores that the report's text tells, by subject."""
    gold = json.loads(REPORT.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return {
        row["subject"]: f"{row['score']:.2f}" for row in gold["score_mentions"] if row["section"] != "history"
    }


def samples(folder: Path, faces: list[Path], own: dict[str, str]) -> int:
    """Write one chart of each kind as PNG of few colours, and what all tell as told.json."""
    folder.mkdir(parents=True, exist_ok=True)
    stated = {}
    for kind, seed in SAMPLES.items():
        maker = Charts(seed, faces)
        chart = maker.make(kind, {**maker.any_scores(), **own})
        picture = Image.open(io.BytesIO(chart.packed(130, None)))
        picture.quantize(16).save(folder / f"{kind}.png", optimize=True)
        stated[kind] = {
            "width": round(chart.width, 1),
            "height": round(chart.height, 1),
            "scores": chart.stated,
            "history": {f"{subject} {year}": value for (subject, year), value in chart.history.items()},
            "others": list(chart.foreign),
        }
    (folder / "told.json").write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20, help="charts of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fonts", type=Path, nargs="*", default=[Path("/usr/share/fonts/truetype")])
    parser.add_argument(
        "--samples", type=Path, help="write one chart of each kind, and what it tells, to a folder"
    )
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    asked = parser.parse_args()
    faces = fonts(asked.fonts)
    own = truth()
    if asked.samples:
        return samples(asked.samples, faces, own)
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    broken = 0
    seconds = 0.0
    for kind in asked.kinds:
        made: list[tuple[Chart, int, int | None]] = []
        for index in range(asked.count):
            seed = asked.seed + index
            chance = random.Random(seed)
            maker = Charts(seed, faces)
            chart = maker.make(kind, {**maker.any_scores(), **own} if index % 2 == 0 else None)
            made.append((chart, chance.choice([100, 150, 200]), chance.choice([60, 75, 90, None])))
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "report.pdf"
            before = with_pages(REPORT, made, faces[0], target)
            began = time.perf_counter()
            report = extract(target)
            seconds += time.perf_counter() - began
        disagrees = False
        for position, (chart, dpi, quality) in enumerate(made):
            present, past = told_by(report, before + 1 + position)
            got = {**present, **past}
            expected = {**chart.stated, **chart.history}
            right = sum(got.get(name) == value for name, value in expected.items())  # type: ignore[call-overload]
            wrong = {name: value for name, value in got.items() if expected.get(name) != value}  # type: ignore[call-overload]
            tally[kind][0] += 1
            tally[kind][1] += right
            tally[kind][2] += len(expected) - right
            tally[kind][3] += len(wrong)
            broken += len(wrong)
            if wrong:
                print(f"WRONG {kind} seed {asked.seed + position} {dpi} dpi, quality {quality}: {wrong}")
            disagrees |= any(own.get(name) != value for name, value in present.items())
        stated = [reason for reason in report.document.review_reasons if reason.startswith("picture-")]
        if disagrees and not stated:
            print(f"{kind}: a chart disagrees with the report, and nothing says so")
            broken += 1
    rows = [(kind, *counts) for kind, counts in tally.items()]
    total = [sum(counts[column] for counts in tally.values()) for column in range(4)]
    print(table(("kind", "charts", "right", "missed", "wrong"), [*rows, ("all", *total)]))
    print(f"{seconds / max(1, total[0]):.2f} s a chart (the report among it)")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
