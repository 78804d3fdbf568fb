"""The fixtures as reports, each read once in a test process."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from ita_extract import extract
from ita_extract.model import Report, Status

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
FAULTS = FIXTURES / "faults"
TOGETHER = FAULTS / "together"
EXAMPLES = ROOT.parent / "shared" / "examples"
SEED_GOLD = ROOT.parent / "shared" / "seed" / "gold.json"
CLEAN = sorted(FIXTURES.glob("*.pdf"))
FAULTY = sorted(FAULTS.glob("*.pdf"))


@cache
def read(path: Path) -> Report:
    """Return the report of a PDF, with the findings made while it was read."""
    return extract(path)


def gold(path: Path) -> dict[str, Any]:
    """Return the gold beside a PDF."""
    value: dict[str, Any] = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    return value


def clean_reports() -> list[Report]:
    """Return the clean synthetic reports that are ITA reports."""
    return [report for report in map(read, CLEAN) if report.document.status != Status.NOT_ITA]
