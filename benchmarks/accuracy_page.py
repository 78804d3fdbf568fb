"""Write docs/accuracy.md: how exactly Thai is read beside other readers, and how much of reports is read right.

    python benchmarks/accuracy_page.py [FILE]

Both benchmarks run as they stand; figures that only this machine has (seconds) are left out.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import accuracy, thai_text
from benchmarks.corpora import REAL, ROOT, digital_documents
from benchmarks.thai_reading.cost import Cost, measure

PAGE = ROOT / "docs" / "accuracy.md"


def printed(main: Callable[[list[str]], int], words: list[str]) -> str:
    """Return what a benchmark prints; raises SystemExit where it had nothing to measure."""
    out, stated = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(stated):
        code = main(words)
    if code == 2:
        raise SystemExit(stated.getvalue())
    return out.getvalue()


def totals(text: str) -> str:
    """Return the table over all documents and the line below it out of what the accuracy benchmark prints."""
    start = text.rindex("| table ")
    end = text.find("\nFindings", start)
    return text[start : end if end >= 0 else None].strip()


def cost() -> str:
    """Return what mending adds, over the shared real files, the examples and the fixtures."""
    total = Cost(0.0, 0.0, 0.0)
    for path in [*sorted(REAL.glob("*.pdf")), *digital_documents()]:
        total += measure(path)
    return f"{total.percent:.0f} %"


def page() -> str:
    """Measure everything and return the page."""
    thai = printed(thai_text.main, ["--markdown"]).strip()
    reports = totals(printed(accuracy.main, ["--markdown"]))
    return f"""# Accuracy

Written by `python benchmarks/accuracy_page.py`; not edited by hand.

## Thai text

`python benchmarks/thai_text.py` looks for lines typed by eye from the page images of public Thai government files
(`../shared/real`, not part of this repository) in what each reader gives. *unfit* pages are those whose text layer
holds no Thai that any reader can read; what is told of them is in `docs/text-quality.md`.

{thai}

Mending (the survey of the fonts, the repair of the lines, and words where they are asked) adds {cost()} to the time
of bringing a page from the file to lines (`--cost` prints it for each file).

## Reports

`python benchmarks/accuracy.py` compares every value with the gold of the synthetic reports in `fixtures/` and of the
shared examples. *silent* counts values that are wrong in a document that claims to be right, *lost* those missing
there.

{reports}
"""


def main(words: list[str]) -> int:
    """Write the page."""
    path = Path(words[0]) if words else PAGE
    path.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
