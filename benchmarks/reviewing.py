"""How many keystrokes a person needs to clear a report: a scripted reviewer at the served pages, in a real browser.

    python -m benchmarks.reviewing [FILE.pdf GOLD.json]

The reviewer sees what a person sees, a card after the other: Enter where what was taken is what the gold says,
else c, the right value, Enter. Every key counts, also those of a value. Without a file it is the shared scan of 13
pages, which is not in the repository; where ../shared is absent that is said. Ends with 1 where the report is not
`ok` at the end, has another value than the gold, or took more than 60 keys.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from chromium import Chromium, Page

from benchmarks.corpora import EXAMPLES, load_gold
from benchmarks.scoring import Outcome, score
from ita_extract.model import Report, ScoreMention, Subject
from ita_extract.review.making import review
from ita_extract.review.serving.desk import Desk
from ita_extract.review.serving.server import PageServer
from ita_extract.writing.between import read_between
from ita_extract.writing.documents import document_paths, read_document, to_json, write_document

MOST = 60
_READY = "document.documentElement?.dataset.ready === 'yes' && document.getElementById('deciding') !== null"
_COUNT = "document.getElementById('decided-count').textContent"
_CARD = """(() => {
  const card = document.querySelector('[data-doubt].now');
  return card ? [card.dataset.doubt, card.querySelector('.decide').dataset.asks] : null;
})()"""


@dataclass(frozen=True)
class Cleared:
    """What it took: keys pressed, cards, seconds of the whole, the status at the end, values other than the gold's."""

    keys: int
    cards: int
    seconds: float
    status: str
    differing: tuple[str, ...]


@contextmanager
def served(output: Path, queue: Any, reviewer: str = "benchmark") -> Iterator[PageServer]:
    """Serve the pages of a folder from a thread."""
    with PageServer(Desk(output, reviewer, queue)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def clear(browser: Chromium, address: str, report: Report, gold: dict[str, Any]) -> tuple[int, int]:
    """Clear the first report of a queue by keys alone; return how many keys and cards it took."""
    page = browser.open(address)
    page.wait("document.documentElement?.dataset.ready === 'yes'")
    page.press("Enter")
    page.wait(_READY)
    keys, cards = 1, 0
    while not page.run("document.body.classList.contains('all-decided')"):
        assert cards < 500, "it comes to no end"
        _key, asks = page.wait(_CARD)
        before = page.run(_COUNT)
        keys += _answer(page, json.loads(asks), report, gold)
        page.wait(f"{_COUNT} !== {json.dumps(before)}")
        cards += 1
    page.assert_quiet()
    return keys, cards


def _answer(page: Page, asks: list[dict[str, Any]], report: Report, gold: dict[str, Any]) -> int:
    """Answer a card and return how many keys that took."""
    own = [ask for ask in asks if ask.get("fields")]
    wrong = [
        (number, want)
        for number, (ask, (field, value)) in enumerate((ask, entry) for ask in own for entry in ask["fields"])
        if (want := _wanted(ask, field, report, gold)) is not None and want != value
    ]
    if not wrong:
        page.press("Enter")
        return 1
    page.press("c")
    page.wait("document.querySelector('.correcting') !== null")
    keys = 1
    for number, want in wrong:
        # a person would tab there: as many keys as there are fields before it
        here = f"document.querySelectorAll('.correcting :is(input:not([type=checkbox]), textarea, select)')[{number}]"
        if page.run(f"{here}.tagName") == "SELECT":
            page.run(f"{here}.value = {json.dumps(want)}")
        else:
            page.run(f"{here}.focus(), {here}.select()")
            page.type(want)
        keys += number + len(want)
    page.press("Enter")
    return keys + 1


def _wanted(ask: dict[str, Any], field: str, report: Report, gold: dict[str, Any]) -> str | None:
    """Return what the gold has for a column of what a card asks; None where it has nothing."""
    table, number = ask.get("table"), ask.get("row")
    if table == "documents":
        value = gold["documents"].get(field)
        return _text(value) if value is not None else None
    if field == "score":
        if number:
            row = getattr(report, table)[number - 1]
            if isinstance(row, ScoreMention) and row.section == "history":
                return None
            return _scores(gold).get(row.subject)
        subject = ask.get("part") or next(
            (reason.subject for reason in report.review_reasons if reason.slug == ask["about"]), None
        )
        return _scores(gold).get(Subject(subject)) if subject else None
    if table == "recommendations" and field in ("items", "references") and number:
        found = gold.get("recommendations", [])
        if len(found) == len(report.recommendations):
            return "; ".join(found[number - 1].get(field, []))
    return None


def _scores(gold: dict[str, Any]) -> dict[Subject, str]:
    found = {Subject.of_indicator(row["indicator"]): row["score"] for row in gold.get("indicator_scores", [])}
    for row in gold.get("instrument_scores", []):
        found[Subject.of_instrument(row["instrument"], row["part"])] = row["score"]
    if gold["documents"].get("overall_score") is not None:
        found[Subject.OVERALL] = gold["documents"]["overall_score"]
    return {subject: _text(value) for subject, value in found.items() if value is not None}


def _text(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def measure(pdf: Path, gold: dict[str, Any], report: Report, folder: Path, browser: Chromium) -> Cleared:
    """Clear a report that was read from a PDF, in a folder for the purpose."""
    write_document(folder, report.document.document_id, to_json(report))
    made = review(folder, inputs=[pdf])
    began = time.perf_counter()
    with served(folder, made.queue) as server:
        keys, cards = clear(browser, server.address, report, gold)
    seconds = time.perf_counter() - began
    (path,) = document_paths(folder)
    after = read_between(folder).decided_in(read_document(path)).report
    differing = tuple(
        f"{point.table} {point.key} {point.field}: {point.found or '-'}, not {point.expected or '-'}"
        for point in score(after, gold).points
        if point.outcome is not Outcome.RIGHT and point.field != "status"
    )
    return Cleared(keys, cards, seconds, after.document.status.value, differing)


def main() -> int:
    """Measure and print; return the exit code."""
    from ita_extract import extract

    pdf = Path(sys.argv[1]) if len(sys.argv) > 2 else EXAMPLES / "seed-scan-200dpi.pdf"
    gold_path = Path(sys.argv[2]) if len(sys.argv) > 2 else EXAMPLES.parent / "seed" / "gold.json"
    if not pdf.is_file() or not gold_path.is_file():
        print(f"skipped: {pdf} lies in ../shared, which is not beside this checkout")
        return 0
    report = extract(pdf)
    with tempfile.TemporaryDirectory() as folder, Chromium() as browser:
        done = measure(pdf, load_gold(gold_path), report, Path(folder), browser)
    print(
        f"{pdf.name}: {done.status} after {done.keys} keys on {done.cards} cards, {done.seconds:.1f} s of a script"
    )
    for entry in done.differing:
        print(f"  other than the gold: {entry}")
    return int(done.status != "ok" or bool(done.differing) or done.keys > MOST)


if __name__ == "__main__":
    sys.exit(main())
