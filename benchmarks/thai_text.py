"""How exactly Thai is read out of PDFs, beside other readers.

    python benchmarks/thai_text.py [FOLDER]

FOLDER (default: the shared real files) holds NAME.pdf and truth.json {NAME: [{"page", "text"}]}, lines typed
by eye, and perhaps "unfit": {NAME: [page, ...]}. Each line is looked for in its page's text, spaces removed,
by the substring with the fewest edits; the error rate is edits by characters. Digits of both scripts count as
equal in the first table and not in the second. A page that should be called unfit and is not is MISSED, one
that is called so and reads well is ACCUSED, one between is doubtful. With --limit it ends with 1 if the rate
over fit pages is above it or a page is missed or accused; with 2 if there is nothing to measure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import REAL, digital_documents
from benchmarks.tabulate import Cell, table
from benchmarks.thai_reading.alignment import nearest
from benchmarks.thai_reading.cost import Cost, measure
from benchmarks.thai_reading.rates import Rates, best, over, page_rates, unfit_pages, verdict
from benchmarks.thai_reading.readers import (
    ALL,
    NORMALIZED,
    OTHERS,
    OURS,
    PLUMBER,
    AbsentError,
    PageText,
    normalized,
    our_pages,
)
from benchmarks.thai_reading.truth import PageKey, Truth, as_printed, digits_equal, load_truth

ABSENT = "–"
PAGE_HEADS = ("file", "page", "ours says", "quality", "ours %", "best %", "verdict", "reasons")
VERDICT = PAGE_HEADS.index("verdict")


class Read(NamedTuple):
    """What all readers gave: texts by reader and page, and our own judgement of every page of the files."""

    texts: dict[str, dict[PageKey, str]]
    ours: dict[PageKey, PageText]


def read_all(folder: Path, pages: dict[str, set[int]]) -> Read:
    """Read the named pages with every reader that is there, and all pages of all files with ours.

    A reader that fails on a file is told of on stderr, and has no text there.
    """
    found = Read({name: {} for name in ALL}, {})
    absent: set[str] = set()
    for file, numbers in pages.items():
        path = folder / f"{file}.pdf"
        try:
            for number, page in enumerate(our_pages(path), start=1):
                found.ours[file, number] = page
                found.texts[OURS][file, number] = page.text
        except AbsentError:
            absent.add(OURS)
        except Exception as error:
            print(f"{OURS} failed on {path.name}: {error!r}", file=sys.stderr)
        for name, reader in OTHERS.items() if numbers else ():
            try:
                texts = reader(path, sorted(numbers))
            except AbsentError:
                absent.add(name)
                continue
            except Exception as error:
                print(f"{name} failed on {path.name}: {error!r}", file=sys.stderr)
                continue
            found.texts[name] |= {(file, number): text for number, text in texts.items()}
            if name == PLUMBER:
                texts = normalized(texts)
                found.texts[NORMALIZED] |= {(file, number): text for number, text in texts.items()}
    for name in absent:
        print(f"{name}: not there, left out", file=sys.stderr)
        del found.texts[name]
    return found


def rate_rows(truth: Truth, rates: dict[str, Rates], unfit: frozenset[PageKey]) -> list[list[Cell]]:
    """Return the error rates per file (its unfit pages apart), then over all pages, then over fit ones."""
    pages = list(dict.fromkeys((line.file, line.page) for line in truth.lines))
    groups: dict[str, list[PageKey]] = {}
    for key in pages:
        groups.setdefault(f"{key[0]} (unfit)" if key in unfit else key[0], []).append(key)
    groups["all"] = pages
    if fit := [key for key in pages if key not in unfit]:
        groups["all fit pages"] = fit
    rows: list[list[Cell]] = []
    for name, keys in groups.items():
        length = over(next(iter(rates.values())), keys).length
        cells = [over(rates[reader], keys).percent if reader in rates else ABSENT for reader in ALL]
        rows.append([name, length, *cells])
    return rows


def page_rows(
    truth: Truth, read: Read, rates: dict[str, Rates], unfit: frozenset[PageKey]
) -> list[list[Cell]]:
    """Return our judgement of each page that has truth, and of each page that we call unfit."""
    known = {key for entry in rates.values() for key in entry}
    rows: list[list[Cell]] = []
    for key, page in sorted(read.ours.items()):
        if page.fit and key not in known and key not in unfit:
            continue
        own = rates[OURS][key].percent if key in known else None
        least = best(rates.values(), key) if key in known else None
        judged = "no truth"
        if truth.unfit is not None and key in known | unfit:
            judged = verdict(page.fit, unfit_in_truth=key in unfit)
        elif key in known:
            judged = verdict(page.fit, unfit_in_truth=key in unfit, own=own, least=least)
        measured = [ABSENT if rate is None else f"{rate:.2f}" for rate in (own, least)]
        says = "fit" if page.fit else "unfit"
        rows.append([*key, says, f"{page.quality:.3f}", *measured, judged, "; ".join(page.reasons)])
    return rows


def print_lines(truth: Truth, texts: dict[PageKey, str]) -> None:
    """Print every line that we do not read as typed, beside what we read."""
    for line in truth.lines:
        wanted, text = as_printed(line.text), as_printed(texts.get((line.file, line.page), ""))
        found = nearest(wanted, text)
        if found.distance:
            print(f"{line.file} page {line.page}: {found.distance} edits")
            print(f"    printed {wanted}")
            print(f"    read    {text[found.start : found.end]}")


def print_cost(paths: Sequence[Path], *, markdown: bool) -> None:
    """Print what mending adds to bringing pages to lines (median of several runs of each file)."""
    rows: list[list[Cell]] = []
    total = Cost(0.0, 0.0, 0.0)
    for path in paths:
        cost = measure(path)
        total += cost
        rows.append([path.stem, *(1000 * part for part in cost), cost.percent])
    rows.append(["all", *(1000 * part for part in total), total.percent])
    print("\nCost of mending: survey of the fonts, repair of the lines, words where they are asked\n")
    print(table(("file", "reading ms", "lines ms", "mending ms", "mending %"), rows, markdown=markdown))


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="thai_text.py"
    )
    parser.add_argument("folder", nargs="?", type=Path, default=REAL, metavar="FOLDER")
    parser.add_argument("--verbose", action="store_true", help="print every line that we read otherwise")
    parser.add_argument("--cost", action="store_true", help="print what mending adds to reading")
    parser.add_argument("--limit", type=float, metavar="PERCENT", help="end with 1 above this rate")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    options = arguments(words)
    truth_file = options.folder / "truth.json"
    if not truth_file.is_file():
        print(f"{truth_file}: not there, nothing to measure", file=sys.stderr)
        return 2
    truth = load_truth(truth_file)
    for file in sorted({line.file for line in truth.lines}):
        if not (options.folder / f"{file}.pdf").is_file():
            print(f"left out: {file}.pdf is not there", file=sys.stderr)
            truth = truth._replace(lines=tuple(line for line in truth.lines if line.file != file))
    if not truth.lines:
        print(f"{truth_file}: no line to measure", file=sys.stderr)
        return 2
    pages: dict[str, set[int]] = {path.stem: set() for path in sorted(options.folder.glob("*.pdf"))}
    for line in truth.lines:
        pages[line.file].add(line.page)
    read = read_all(options.folder, pages)
    equal = {name: page_rates(truth.lines, texts, digits_equal) for name, texts in read.texts.items()}
    strict = {name: page_rates(truth.lines, texts, as_printed) for name, texts in read.texts.items()}
    unfit = unfit_pages(truth, equal.values())
    judged = page_rows(truth, read, equal, unfit) if OURS in equal else []
    # what we call unfit and nobody reads well is no text that we answer for
    unfit |= {(str(row[0]), int(row[1])) for row in judged if row[VERDICT] == "doubtful"}
    heads = ("file", "characters", *ALL)
    if options.verbose and OURS in read.texts:
        print_lines(truth, read.texts[OURS])
    print("Character error rate in per cent, spaces ignored, digits of both scripts equal\n")
    print(table(heads, rate_rows(truth, equal, unfit), markdown=options.markdown))
    print("\nThe same, digits as printed\n")
    print(table(heads, rate_rows(truth, strict, unfit), markdown=options.markdown))
    if judged:
        told_by = "the truth" if truth.unfit is not None else "no reader reads them"
        print(f"\nPages, and whether their text is fit for use (those that should be unfit: {told_by})\n")
        print(table(PAGE_HEADS, judged, markdown=options.markdown))
    if options.cost:
        files = [options.folder / f"{file}.pdf" for file, numbers in pages.items() if numbers]
        print_cost([*files, *digital_documents()], markdown=options.markdown)
    if options.limit is None:
        return 0
    if OURS not in equal:
        return 2
    fit = {(line.file, line.page) for line in truth.lines} - unfit
    too_high = not fit or over(equal[OURS], fit).percent > options.limit
    misjudged = any(row[VERDICT] in ("MISSED", "ACCUSED") for row in judged)
    return int(too_high or misjudged)


if __name__ == "__main__":
    sys.exit(main())
