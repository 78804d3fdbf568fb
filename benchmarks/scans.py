"""How much of scans is read right, and whether anything wrong is called certain.

    python -m benchmarks.scans                          the scanned example, against the gold of the seed
    python -m benchmarks.scans --fixtures 300 200 150   scans made of all fixtures (seeded damage), at some dpi
    python -m benchmarks.scans --rows ROWS.json FILE.pdf   a scanned roster against rows typed by eye
    python -m benchmarks.scans --unfit                  lines typed by eye on pages whose text layer is unfit
    python -m benchmarks.scans --cost FILE.pdf          seconds a page, beside Tesseract on the same pixels

"certain" is a value of confidence 1; of a roster's row, one whose sum holds as well. Ends with 1 if a wrong value or
row is called certain.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.accuracy import measure, print_tables
from benchmarks.corpora import EXAMPLES, FIXTURES, REAL, Case, gold_of, load_gold
from benchmarks.scanner import scan
from benchmarks.tabulate import table
from ita_extract import extract
from ita_extract.model import Report, RosterScore

FIELDS = ("rank", "name", "iit", "eit", "oit", "total", "level")
SEED_SCAN = EXAMPLES / "seed-scan-200dpi.pdf"


@dataclass
class Tally:
    """Scores read, by how they came out; `sure` counts the wrong ones of confidence 1."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    sure: int = 0

    def row(self) -> tuple[int | str, ...]:
        total = self.right + self.wrong + self.missing
        return (
            self.right,
            total,
            f"{100 * self.right / max(1, total):.2f} %",
            self.wrong,
            self.missing,
            self.sure,
        )


def count_scores(report: Report, gold: dict) -> Tally:  # type: ignore[type-arg]
    """Count the scores of the ten indicators, the instruments and the whole."""
    tally = Tally()
    found = {str(row.indicator): (row.score, row.confidence) for row in report.indicator_scores}
    for row in gold.get("indicator_scores", []):
        score, confidence = found.get(str(row["indicator"]), (None, 0.0))
        if score is None:
            tally.missing += 1
        elif score == Decimal(str(row["score"])):
            tally.right += 1
        else:
            tally.wrong += 1
            tally.sure += confidence == 1
    return tally


def rows_table(rows: Path, pdf: Path) -> int:
    """Compare a scanned roster with rows typed by eye; returns how many wrong rows were called certain."""
    truth = json.loads(rows.read_text(encoding="utf-8"))
    began = time.perf_counter()
    report = extract(pdf)
    seconds = time.perf_counter() - began
    by_key = {(row.page, row.rank): row for row in report.roster_scores}
    by_name = {(row.page, squeezed(row.organization_written)): row for row in report.roster_scores}
    cells: Counter[str] = Counter()
    right: Counter[str] = Counter()
    certain = wrong_certain = 0
    for line in truth:
        row = by_key.get((line["page"], line["rank"])) or by_name.get((line["page"], squeezed(line["name"])))
        said = _cells(row)
        faults = [name for name in FIELDS if said[name] != _typed(name, line[name])]
        for name in FIELDS:
            cells[name] += 1
            right[name] += name not in faults
        for name in faults:
            print(f"page {line['page']} rank {line['rank']} {name}: {line[name]!r} read as {said[name]!r}")
        if row is not None and row.row_sum_ok and row.confidence == 1:
            certain += 1
            wrong_certain += bool(faults)
            if faults:
                print("    CALLED CERTAIN")
    print(
        f"{pdf.name}: {report.document.status}, {len(report.roster_scores)} rows read, {len(truth)} typed, "
        f"{seconds:.1f} s"
    )
    print(
        table(
            ("cell", "right", "of", ""),
            [(name, right[name], cells[name], "") for name in FIELDS]
            + [
                (
                    "all",
                    sum(right.values()),
                    sum(cells.values()),
                    f"{100 * right.total() / cells.total():.2f} %",
                )
            ],
            markdown=True,
        )
    )
    print(f"rows called certain: {certain}, of them wrong: {wrong_certain}")
    return wrong_certain


def squeezed(text: str) -> str:
    return "".join(text.split())


def _typed(field: str, value: object) -> str:
    text = squeezed(str(value))
    return "" if text in ("-", "") else text


def _cells(row: RosterScore | None) -> dict[str, str]:
    if row is None:
        return dict.fromkeys(FIELDS, "(no row)")
    numbers = {"iit": row.IIT, "eit": row.EIT, "oit": row.OIT, "total": row.total}
    rating = squeezed(row.rating or "")
    return {
        "rank": "" if row.rank is None else str(row.rank),
        "name": squeezed(row.organization_written),
        "level": "" if rating in ("-", "–") else rating,
        **{name: "" if value is None else f"{value:.2f}" for name, value in numbers.items()},
    }


def unfit_pages(folder: Path) -> None:
    """Measure the lines typed by eye that stand on pages whose text layer is unfit."""
    from rapidfuzz.distance import Levenshtein

    from ita_extract.extracting import page_texts

    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    rows, all_wrong, all_letters = [], 0, 0
    for name, lines in truth.items():
        unfit = {page.number for page in page_texts(folder / f"{name}.pdf", ocr="never") if not page.fit}
        typed = [line for line in lines if line["page"] in unfit]
        if not typed:
            continue
        read = {page.number: squeezed(page.text) for page in page_texts(folder / f"{name}.pdf")}
        wrong = sum(
            _least_distance(squeezed(line["text"]), read[line["page"]], Levenshtein) for line in typed
        )
        letters = sum(len(squeezed(line["text"])) for line in typed)
        rows.append((name, len(typed), letters, wrong, f"{100 * wrong / letters:.2f} %"))
        all_wrong, all_letters = all_wrong + wrong, all_letters + letters
    rows.append(("all", "", all_letters, all_wrong, f"{100 * all_wrong / max(1, all_letters):.2f} %"))
    print(table(("unfit pages of", "lines", "characters", "wrong", ""), rows, markdown=True))


def _least_distance(line: str, page: str, measure_of: object) -> int:
    """Return how far a line is from the part of a page that is most like it."""
    size = len(line)
    starts = range(max(1, len(page) - size // 2))
    return min(
        measure_of.distance(line, page[start : start + size + extra])  # type: ignore[attr-defined]
        for start in starts
        for extra in (-2, -1, 0, 1, 2)
    )


def scanned_fixtures(dpi: int, folder: Path, names: list[str]) -> int:
    """Scan the fixtures at some dots per inch and count; returns how many wrong scores were called certain."""
    rows, whole, statuses = [], Tally(), Counter[str]()
    measured = []
    for pdf in sorted(FIXTURES.glob("*.pdf")):
        gold = gold_of(pdf)
        if gold is None or (names and not any(name in pdf.name for name in names)):
            continue
        target = folder / f"{pdf.stem}-{dpi}dpi.pdf"
        if not target.is_file():
            scan(pdf, target, dpi=dpi, seed=dpi)
        report = extract(target)
        statuses[str(report.document.status)] += 1
        tally = count_scores(report, load_gold(gold))
        for name in ("right", "wrong", "missing", "sure"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
        rows.append((pdf.stem, *tally.row()))
        measured.append(measure(Case(target, gold), lambda _, read=report: read))  # type: ignore[misc]
    head = ("file", "right", "of", "", "wrong", "missing", "wrong but sure")
    print(f"\n## Scans of fixtures, {dpi} dpi: scores of indicators")
    print(table(head, [*rows, ("all", *whole.row())], markdown=True))
    print(f"statuses: {dict(statuses)}")
    print_tables(measured, markdown=True)
    return whole.sure


def cost(pdf: Path) -> None:
    """Time the reading of a scan beside Tesseract alone on the same pixels, in one run."""
    from benchmarks.scan_cost import print_cost

    print_cost(pdf)


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pdf", nargs="?", type=Path)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--fixtures", type=int, nargs="+", metavar="DPI")
    parser.add_argument("--only", nargs="*", default=[], help="fixtures whose name holds one of these")
    parser.add_argument("--folder", type=Path, default=Path("scans-of-fixtures"))
    parser.add_argument(
        "--unfit", action="store_true", help="pages of ../shared/real with an unfit text layer"
    )
    parser.add_argument("--cost", action="store_true")
    options = parser.parse_args()
    if options.rows:
        return bool(rows_table(options.rows, options.pdf))
    if options.unfit:
        unfit_pages(REAL)
        return 0
    if options.cost:
        cost(options.pdf or SEED_SCAN)
        return 0
    if options.fixtures:
        options.folder.mkdir(exist_ok=True, parents=True)
        return bool(sum(scanned_fixtures(dpi, options.folder, options.only) for dpi in options.fixtures))
    if not SEED_SCAN.is_file():
        print(f"skipped: {SEED_SCAN} is not there")
        return 0
    gold = gold_of(SEED_SCAN)
    assert gold is not None
    print_tables([measure(Case(SEED_SCAN, gold), extract)], markdown=True)
    tally = count_scores(extract(SEED_SCAN), load_gold(gold))
    print(
        table(
            ("scores of indicators", "right", "of", "", "wrong", "missing", "wrong but sure"),
            [("seed", *tally.row())],
            markdown=True,
        )
    )
    return bool(tally.sure)


if __name__ == "__main__":
    sys.exit(main())
