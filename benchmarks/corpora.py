"""The documents that the instruments measure on, and what is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SHARED = ROOT.parent / "shared"
EXAMPLES = SHARED / "examples"
REAL = SHARED / "real"
SEED_GOLD = SHARED / "seed" / "gold.json"
DIGITAL, SCAN = "seed-*.pdf", "seed-scan*.pdf"


class Case(NamedTuple):
    """A document and the gold that tells what it says."""

    pdf: Path
    gold: Path


class Corpus(NamedTuple):
    """The cases of a folder, and what was left out, each with its reason."""

    folder: Path
    cases: tuple[Case, ...]
    left_out: tuple[str, ...]


def load_gold(path: Path) -> dict[str, Any]:
    """Return a gold file; figures with a point are decimals, so that 96.30 stays what was written."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return gold


def gold_of(pdf: Path) -> Path | None:
    """Return the gold of a document: its own, its folder's, or the seed's for the renderings of the seed."""
    candidates = [pdf.with_name(f"{pdf.stem}.gold.json"), pdf.with_name("gold.json")]
    if pdf.match(DIGITAL):
        candidates.append(pdf.parent.parent / "seed" / "gold.json")
    return next((path for path in candidates if path.is_file()), None)


def corpus(folder: Path, *, scans: bool = False) -> Corpus:
    """Return all documents of a folder (and the folders in it) that have a gold.

    Documents without gold, golds without document, and the scanned example (unless `scans`) are named as
    left out; a folder that is not there is an empty corpus that says so.
    """
    if not folder.is_dir():
        return Corpus(folder, (), (f"{folder}: no such folder",))
    cases, left_out = [], []
    for pdf in sorted(folder.rglob("*.pdf")):
        gold = gold_of(pdf)
        if pdf.match(SCAN) and not scans:
            left_out.append(f"{pdf.name}: a scan (add it by --scans)")
        elif gold is None:
            left_out.append(f"{pdf.name}: no gold beside it")
        else:
            cases.append(Case(pdf, gold))
    for gold in sorted(folder.rglob("*.gold.json")):
        pdf = gold.with_name(gold.name.removesuffix(".gold.json") + ".pdf")
        if not pdf.is_file():
            left_out.append(f"{gold.name}: no document beside it")
    if not cases:
        left_out.append(f"{folder}: no document with gold")
    return Corpus(folder, tuple(cases), tuple(left_out))


def pdfs(named: Iterable[Path]) -> list[Path]:
    """Return the files named, and the PDFs of the folders named and of the folders in them, in order."""
    found: list[Path] = []
    for path in named:
        found += sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
    return found


def digital_documents() -> list[Path]:
    """Return the documents with a text layer that are there: the examples, then the fixtures."""
    examples = [path for path in sorted(EXAMPLES.glob(DIGITAL)) if not path.match(SCAN)]
    return examples + sorted(FIXTURES.rglob("*.pdf"))
