"""What a document's page for people costs: its bytes, processor time to make it, cards to work through, and pictures.

    python -m benchmarks.review_cost [PDF ...] [--pictures]

Without PDFs: the fixtures' longest digital report, and the scan of ../shared/examples where it is. Of each the page is
made as `ita-extract review` makes it, drawn in this process, everything loaded. With --pictures also what all pages
would cost in other ways of drawing and packing them. Ends with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pypdfium2
from PIL import Image

from benchmarks.corpora import FIXTURES
from benchmarks.tabulate import Cell, table
from ita_extract import extract
from ita_extract.model import Report
from ita_extract.review import page_making
from ita_extract.review.doubts import doubts_of
from ita_extract.review.originals import Originals
from ita_extract.review.overview.facts import facts_of
from ita_extract.review.overview.survey import Survey
from ita_extract.review.packing import packed
from ita_extract.review.picturing import Pictures, Wanted, draw
from ita_extract.running.limits import Limits
from ita_extract.writing.between import write_between
from ita_extract.writing.documents import to_json, write_document

DIGITAL_BYTES, SCAN_BYTES = 2_500_000, 3_000_000
DIGITAL_SECONDS = 1.5  # of processor time, for 15 pages
_PAGES = 15
_SCAN = Path(__file__).resolve().parents[2] / "shared/examples/seed-scan-200dpi.pdf"


class _Drawing(page_making.PageMaker):
    """Draws in this process, so that its time is counted."""

    def _drawn(self, wanted: Wanted) -> Pictures:
        return draw(wanted, Limits(), lambda _page: None)


def measure(path: Path) -> tuple[Report, int, float]:
    """Return a file's report, the bytes of its page, and the processor time of making it, in seconds."""
    report = extract(path)
    with tempfile.TemporaryDirectory() as name:
        output = Path(name)
        stored = write_document(output, report.document.document_id, to_json(report))
        between = write_between(output)
        survey = Survey([facts_of(between.read(stored).report)], None)
        seconds = []
        for number in range(3):
            folder = output / str(number)
            maker = _Drawing(folder, Originals([path], []), Limits(), between, survey)
            before = time.process_time()
            maker.make(stored)
            seconds.append(time.process_time() - before)
        return report, next(folder.glob("*.html")).stat().st_size, min(seconds)


def print_pages(paths: Iterable[Path]) -> bool:
    """Measure, print, and return whether all bounds hold."""
    rows: list[list[Cell]] = []
    kept = True
    for path in paths:
        report, size, seconds = measure(path)
        doubts = doubts_of(report)
        pages = report.document.page_count or 1
        scan = report.document.text_source == "ocr"
        kept &= size < (SCAN_BYTES if scan else DIGITAL_BYTES)
        kept &= scan or seconds < DIGITAL_SECONDS * max(pages, _PAGES) / _PAGES
        kinds = Counter(card.kind.value for card in doubts.cards)
        counted = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        rows.append(
            [path.stem, pages, "scan" if scan else "digital", size, seconds, len(doubts.cards), counted]
        )
    heads = ["document", "pages", "kind", "bytes", "CPU s", "cards", "of which"]
    print(table(heads, rows))
    return kept


def _webp(picture: Image.Image, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", **how)
    return out.getvalue()


def _png(picture: Image.Image, colours: int) -> bytes:
    out = io.BytesIO()
    picture.convert("L").quantize(colours).save(out, "PNG")
    return out.getvalue()


_WAYS: dict[str, Callable[[Image.Image], bytes]] = {
    "WebP, quality 50": lambda picture: _webp(picture, quality=50, method=2),
    "PNG, 16 greys": lambda picture: _png(picture, 16),
    "PNG, 4 greys": lambda picture: _png(picture, 4),
    "as packed": packed,
}


def print_pictures(path: Path) -> None:
    """Print what all pages of a file cost, by dots to the inch and by the way of packing them."""
    rows: list[list[Cell]] = []
    for dots in (110, 150, 200):
        with pypdfium2.PdfDocument(path) as pdf:
            pictures = [page.render(scale=dots / 72).to_pil().convert("RGB") for page in pdf]
        for name, way in _WAYS.items():
            before = time.process_time()
            size = sum(len(way(picture)) for picture in pictures)
            rows.append([dots, name, size / len(pictures), (time.process_time() - before) / len(pictures)])
    print(f"\n{path.name}: a page")
    print(table(["dpi", "packed as", "bytes", "CPU s"], rows))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="review_cost.py"
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PDF")
    parser.add_argument("--pictures", action="store_true", help="also other ways of drawing and packing")
    chosen = parser.parse_args(arguments)
    paths = chosen.paths or [_longest(), *([_SCAN] if _SCAN.is_file() else [])]
    kept = print_pages(paths)
    if chosen.pictures:
        for path in paths:
            print_pictures(path)
    return 0 if kept else 1


def _longest() -> Path:
    """Return the fixture with the most pages."""
    return max(sorted(FIXTURES.glob("*.pdf")), key=lambda path: len(pypdfium2.PdfDocument(path)))


if __name__ == "__main__":
    sys.exit(main())
