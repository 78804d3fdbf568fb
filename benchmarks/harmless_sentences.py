"""Whether an ordinary sentence makes the rules accuse an office: clean fixtures with one sentence put in, many times.

    python -m benchmarks.harmless_sentences [--mutants N] [--seed N] [--kinds even|odd|all]

A mutant is a clean fixture, laid out, with one paragraph more behind a paragraph drawn at random: the mean of the
province, an aim, last year's score, a pass mark, a partner, a law. What is said is no result of the report and
contradicts nothing, so every finding of severity error that the fixture itself does not have is false. While rules
are built, only sentences of the even kinds of each round are looked at; the odd ones are kept for the proof. Ends with
1 where an error is false.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import FIXTURES
from benchmarks.harmless import fifth, first, fourth, second, sixth, third
from benchmarks.harmless.facts import Facts
from ita_extract.assembling.report import Source, assemble
from ita_extract.checking.examining import with_findings
from ita_extract.layout.blocks import ListItem, Paragraph
from ita_extract.layout.document import document_of
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout, lay_out
from ita_extract.layout.span import Break
from ita_extract.layout.tables import Cell, Table
from ita_extract.model import Finding, Report, Severity, Status
from ita_extract.organizations.identify import identify
from ita_extract.reading.opening import open_pdf
from ita_extract.reading.page import Box
from ita_extract.thai.chars import Char
from ita_extract.thai.letters import MARKS

_OF_NUMBERS = "0123456789.,"  # no line ends inside a number
_WIDTH, _SPACE, _LEADING = 0.52, 0.25, 1.45  # of the size: a letter, a space, from line to line
_ROUNDS = (
    first.SENTENCES,
    second.SENTENCES,
    third.SENTENCES,
    fourth.SENTENCES,
    fifth.SENTENCES,
    sixth.SENTENCES,
)
SENTENCES = tuple(sentence for sentences in _ROUNDS for sentence in sentences)
_ENDS = tuple(accumulate(len(sentences) for sentences in _ROUNDS))
ROUNDS = {
    at: range(end - len(_ROUNDS[at - 1]), end) for at, end in enumerate(_ENDS, 1)
}  # kinds of each round


@dataclass(frozen=True)
class Laid:
    """A clean fixture laid out, and its own report."""

    source: Source
    pages: tuple[PageLayout, ...]
    report: Report


@dataclass(frozen=True)
class Mutant:
    """What a sentence did: where it was put, what it says, the findings that the fixture itself does not have."""

    fixture: str
    kind: int
    page: int
    sentence: str
    status: Status
    findings: tuple[Finding, ...]
    altered: tuple[str, ...]  # what of the report it changed, though it says nothing of it

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The new findings of severity error: all of them are false."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def kinds_of(rounds: Iterable[int], parity: str) -> list[int]:
    """Return the kinds of some rounds: all, or the even or odd ones of each round."""
    steps = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "all": slice(None)}
    return [kind for number in rounds for kind in ROUNDS[number][steps[parity]]]


def report_of(source: Source, pages: Sequence[PageLayout]) -> Report:
    """Return the report of pages that are laid out, with its findings."""
    laid = list(pages)
    return with_findings(identify(assemble(source, laid, lambda: []), None, laid), laid, None)


@cache
def laid_out(path: Path) -> Laid:
    """Return a fixture laid out; its pictures are not read."""
    with open_pdf(path) as pdf:
        pages = tuple(lay_out(list(pdf.pages())))
        source = Source(path.name, pdf.sha256, pdf.page_count, pdf.rebuilt, pdf.damaged)
    return Laid(source, pages, report_of(source, pages))


def mutants(count: int, seed: int, kinds: Sequence[int]) -> Iterator[Mutant]:
    """Yield mutants of the clean fixtures, each drawn by its number and the seed."""
    paths = sorted(FIXTURES.glob("256?-*.pdf"))
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        fixture = laid_out(chance.choice(paths))
        kind = chance.choice(list(kinds))
        sentence = SENTENCES[kind](Facts(fixture.report, chance))
        pages, page = with_sentence(fixture.pages, sentence, chance)
        report = report_of(fixture.source, pages)
        before = {(finding.rule, finding.subject, finding.found) for finding in fixture.report.findings}
        new = tuple(
            finding
            for finding in report.findings
            if (finding.rule, finding.subject, finding.found) not in before
        )
        was, now = _values(fixture.report), _values(report)
        altered = tuple(name for name in was if was[name] != now[name])
        yield Mutant(fixture.source.name, kind, page, sentence, report.document.status, new, altered)


def _values(report: Report) -> dict[str, object]:
    """Return what no harmless sentence may change."""
    entry = report.document
    return {
        "organization": (entry.organization_type, entry.organization_name, entry.district, entry.province),
        "fiscal_year": entry.fiscal_year,
        "overall_score": entry.overall_score,
        "rating": entry.rating,
        "instrument_scores": {(row.subject, row.score) for row in report.instrument_scores},
        "indicator_scores": {(row.indicator, row.score) for row in report.indicator_scores},
        "recommendations": [(row.indicator, row.items) for row in report.recommendations],
        "measures": [(row.measure, row.indicators) for row in report.measures],
    }


def with_sentence(
    pages: Sequence[PageLayout], sentence: str, chance: random.Random
) -> tuple[list[PageLayout], int]:
    """Return the pages with a sentence as a paragraph of its own behind one drawn at random, and its page."""
    texts = [block for block in document_of(list(pages)).blocks if isinstance(block, Paragraph | ListItem)]
    last = {id(block.span.chars[-1]) for block in texts}
    places = [
        (at, index)
        for at, page in enumerate(pages)
        for index, block in enumerate(page.blocks)
        if isinstance(block, Line) and id(block.chars[-1]) in last
    ]
    at, index = chance.choice(places)
    page, behind = pages[at], pages[at].blocks[index]
    assert isinstance(behind, Line)
    lines = [block for block in page.blocks if isinstance(block, Line)]
    left, right = min(entry.box.x0 for entry in lines), max(entry.box.x1 for entry in lines)
    added = typeset(sentence, behind, left, right)
    below = len(added) * _LEADING * behind.size
    blocks = (*page.blocks[: index + 1], *added, *(moved(block, below) for block in page.blocks[index + 1 :]))
    counted = page.char_count + sum(len(line.chars) for line in added)
    return [*pages[:at], replace(page, blocks=blocks, char_count=counted), *pages[at + 1 :]], page.number


def typeset(sentence: str, behind: Line, left: float, right: float) -> list[Line]:
    """Return a sentence as lines below another one, as wide as the text of its page."""
    model, size = behind.chars[0], behind.size
    lines: list[Line] = []
    chars: list[Char] = []
    breaks: list[int] = []
    x, gap = left + 2 * size, Break.LINE
    baseline = behind.baseline + _LEADING * size

    def close() -> None:
        nonlocal chars, breaks, x, gap, baseline
        box = Box(chars[0].x0, baseline - size, chars[-1].x1, baseline + 0.3 * size)
        lines.append(Line(tuple(chars), tuple(breaks), box, baseline, size, False))
        chars, breaks, x, gap, baseline = [], [], left, Break.LINE, baseline + _LEADING * size

    for letter in re.findall(rf".[{''.join(sorted(MARKS))}]*", sentence):
        if letter.isspace():
            x, gap = x + _SPACE * size, (gap if gap == Break.LINE else Break.SPACE)
            continue
        inside = letter in _OF_NUMBERS and chars and chars[-1].text in _OF_NUMBERS and gap == Break.NONE
        if x + _WIDTH * size > right and not inside:
            close()
        here = {"x0": x, "x1": x + _WIDTH * size, "top": baseline - size, "bottom": baseline + 0.3 * size}
        chars.append(
            model._replace(
                text=letter, raw=letter, baseline=baseline, size=size, guesses=0, surplus=0, **here
            )
        )
        breaks.append(gap)
        x, gap = x + _WIDTH * size, Break.NONE
    close()
    return lines


def moved(block: Line | Table, by: float) -> Line | Table:
    """Return a block further down its page."""
    if isinstance(block, Table):
        rows = tuple(tuple(cell and _moved_cell(cell, by) for cell in row) for row in block.rows)
        return replace(block, box=_down(block.box, by), rows=rows)
    chars = tuple(
        char._replace(top=char.top + by, bottom=char.bottom + by, baseline=char.baseline + by)
        for char in block.chars
    )
    return Line(
        chars, block.breaks, _down(block.box, by), block.baseline + by, block.size, block.ends_in_space
    )


def _moved_cell(cell: Cell, by: float) -> Cell:
    lines = tuple(line for line in (moved(line, by) for line in cell.lines) if isinstance(line, Line))
    return Cell(_down(cell.box, by), lines)


def _down(box: Box, by: float) -> Box:
    return Box(box.x0, box.top + by, box.x1, box.bottom + by)


def main(words: Sequence[str] | None = None) -> int:
    """Make the mutants, print what they raise, and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        prog="harmless_sentences.py",
    )
    parser.add_argument("--mutants", type=int, default=500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--round", type=int, choices=ROUNDS, help="sentences of one round only")
    parser.add_argument("--kinds", choices=("even", "odd", "all"), default="all")
    options = parser.parse_args(words)
    kinds = kinds_of([options.round] if options.round else ROUNDS, options.kinds)
    made = list(mutants(options.mutants, options.seed, kinds))
    for entry in made:
        for finding in (*entry.errors, *(row for row in entry.findings if row.severity is Severity.WARNING)):
            stated = f"expected {finding.expected}, found {finding.found}"
            print(f"{finding.severity} {finding.rule} {finding.subject}: {stated} [{entry.status}]")
            print(f"    {entry.fixture} page {entry.page}, kind {entry.kind}: {entry.sentence}")
        if entry.altered and entry.status is Status.OK:
            print(f"altered on ok: {', '.join(entry.altered)}")
            print(f"    {entry.fixture} page {entry.page}, kind {entry.kind}: {entry.sentence}")
    severities = Counter(finding.severity.value for entry in made for finding in entry.findings)
    statuses = Counter(entry.status.value for entry in made)
    altered = sum(1 for entry in made if entry.altered and entry.status is Status.OK)
    print(f"\n{len(made)} mutants ({options.kinds} kinds, seed {options.seed}): {severities['error']} false errors, "
          f"{severities['warning']} false warnings, {altered} altered on ok; status {dict(statuses)}")  # fmt: skip
    return int(severities["error"] > 0)


if __name__ == "__main__":
    sys.exit(main())
