"""Whether a contradiction that is put into a clean report is found: sentences put in, figures and names replaced.

    python -m benchmarks.planted [--mutants N] [--seed N] [--kinds NAME ...]

A mutant is a clean fixture, laid out, with one thing in it that is not true: a level in the conclusion that the scores
do not give, an invented name in a heading, another office's name where the report speaks of its own. It is found
where a finding of the rules that should see it is new. What only sends the document to a person is counted apart.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import FIXTURES
from benchmarks.harmless.facts import Facts
from benchmarks.harmless_sentences import Laid, laid_out, report_of, with_sentence
from ita_extract.checking.case import Case
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.tables import Cell, Table
from ita_extract.model import Severity, Status, Subject
from ita_extract.thai.chars import Char

Pages = Sequence[PageLayout]
Planted = tuple[Pages, str]
Plant = Callable[[Laid, Facts], Planted | None]
_FOUND, _ASKED, _MISSED = "found", "asked", "missed"


@dataclass(frozen=True)
class Kind:
    """A kind of contradiction: what plants it, and the rules one of which should see it."""

    name: str
    plant: Plant
    rules: frozenset[str]


def said(sentence: Callable[[Facts], str | None]) -> Plant:
    """Return what puts a sentence in as a paragraph of its own; None where the report gives no ground for it."""

    def plant(laid: Laid, facts: Facts) -> Planted | None:
        words = sentence(facts)
        return (with_sentence(laid.pages, words, facts.chance)[0], words) if words else None

    return plant


def written(exchange: Callable[[Facts], tuple[str, str] | None], *, cell: bool | None = None) -> Plant:
    """Return what writes other words for some, once: in cells of tables, in running text, or (None) in either."""

    def plant(laid: Laid, facts: Facts) -> Planted | None:
        pair = exchange(facts)
        if pair is None:
            return None
        pages = replaced(laid.pages, *pair, facts.chance, cell)
        return (pages, f"{pair[0]} -> {pair[1]}") if pages else None

    return plant


def replaced(
    pages: Pages, old: str, new: str, chance: random.Random, cell: bool | None
) -> list[PageLayout] | None:
    """Return the pages with one of the places replaced at which some words stand in a line; None where they do not."""
    spots = [
        (at, index, inner)
        for at, page in enumerate(pages)
        for index, block in enumerate(page.blocks)
        for inner in _places_in(block, old, cell)
    ]
    if not spots:
        return None
    at, index, (row, column, number) = chance.choice(spots)
    page = pages[at]
    block = page.blocks[index]
    if isinstance(block, Line):
        changed: Line | Table = _with(block, old, new)
    else:
        rows = [list(cells) for cells in block.rows]
        entry = rows[row][column]
        assert entry is not None
        lines = list(entry.lines)
        lines[number] = _with(lines[number], old, new)
        rows[row][column] = Cell(entry.box, tuple(lines))
        changed = replace(block, rows=tuple(tuple(cells) for cells in rows))
    blocks = (*page.blocks[:index], changed, *page.blocks[index + 1 :])
    return [*pages[:at], replace(page, blocks=blocks), *pages[at + 1 :]]


def _places_in(block: Line | Table, old: str, cell: bool | None) -> Iterator[tuple[int, int, int]]:
    if isinstance(block, Line):
        if cell is not True and _start_of(block, old) is not None:
            yield 0, 0, 0
    elif isinstance(block, Table) and cell is not False:
        for row, cells in enumerate(block.rows):
            for column, entry in enumerate(cells):
                for number, line in enumerate(entry.lines if entry else ()):
                    if _start_of(line, old) is not None:
                        yield row, column, number


def _start_of(line: Line, words: str) -> tuple[int, int] | None:
    """Return the first and the last char of a line that write some words (without spaces)."""
    sought = words.replace(" ", "")
    parts = [char.text for char in line.chars]
    for first in range(len(parts)):
        text, last = "", first
        while last < len(parts) and len(text) < len(sought) and sought.startswith(text):
            text += parts[last].translate(_ARABIC)
            last += 1
        if text == sought:
            return first, last
    return None


_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def _with(line: Line, old: str, new: str) -> Line:
    """Return a line in which other words stand in the room of some."""
    span = _start_of(line, old)
    assert span is not None
    first, last = span
    chars, breaks = line.chars, line.breaks
    left, right, model = chars[first].x0, chars[last - 1].x1, chars[first]
    letters = _letters(new)
    width = (right - left) / len(letters)
    made: list[Char] = []
    for number, letter in enumerate(letters):
        made.append(
            model._replace(
                text=letter, raw=letter, x0=left + number * width, x1=left + (number + 1) * width, guesses=0
            )
        )
    gaps = (breaks[first], *(0 for _ in made[1:]))
    joined = (*breaks[:first], *gaps, *breaks[last:])
    return Line(
        (*chars[:first], *made, *chars[last:]), joined, line.box, line.baseline, line.size, line.ends_in_space
    )


def _letters(words: str) -> list[str]:
    """Return bases with their marks."""
    from ita_extract.thai.letters import MARKS

    letters: list[str] = []
    for letter in words.replace(" ", ""):
        if letter in MARKS and letters:
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _shifted(score: Decimal, chance: random.Random) -> str:
    by = Decimal(chance.randint(120, 640)) / 100
    return f"{score - by if score > 20 else score + by:.2f}"


def _overall(facts: Facts) -> Decimal | None:
    return facts.report.document.overall_score


def _other_level(facts: Facts) -> str | None:
    levels = [level.name for level in Case.of(facts.report).rules.rating.levels]
    return (
        facts.chance.choice([entry for entry in levels if entry != facts.report.document.rating] or [""])
        or None
    )


def _indicator(facts: Facts) -> int:
    return facts.chance.randint(1, 10)


def _wrong_overall(facts: Facts) -> str | None:
    score = _overall(facts)
    if score is None:
        return None
    return f"สรุปผลการประเมินในภาพรวมของ{facts.own} ได้คะแนน {_shifted(score, facts.chance)} คะแนน"


def _wrong_level(facts: Facts) -> str | None:
    score, level = _overall(facts), _other_level(facts)
    return (
        f"สรุปผลการประเมินในภาพรวม {facts.own} ได้คะแนน {score} คะแนน อยู่ในระดับ {level}"
        if score and level
        else None
    )


def _level_alone(facts: Facts) -> str | None:
    level = _other_level(facts)
    return level and f"โดยสรุป ผลการประเมินของหน่วยงานอยู่ในระดับ {level}"


def _wrong_indicator(facts: Facts) -> str:
    number = _indicator(facts)
    return f"{facts.named(number)} ได้คะแนน {_shifted(facts.of(number), facts.chance)} คะแนน"


def _wrong_instrument(facts: Facts) -> str | None:
    rows = [row for row in facts.report.instrument_scores if row.part is None]
    if not rows:
        return None
    row = facts.chance.choice(rows)
    return f"แบบวัด {row.instrument} ได้คะแนนเฉลี่ย {_shifted(row.score, facts.chance)} คะแนน"


def _wrong_highest(facts: Facts) -> str:
    return f"ตัวชี้วัดที่ได้คะแนนสูงสุด คือ {facts.named(facts.lowest)}"


def _wrong_lowest(facts: Facts) -> str:
    return f"{facts.named(facts.highest)} ได้คะแนนต่ำสุด จึงควรเร่งพัฒนา"


def _wrong_full(facts: Facts) -> str | None:
    return f"{facts.named(facts.lowest)} ได้คะแนนเต็ม" if facts.of(facts.lowest) < 100 else None


def _wrong_change(facts: Facts) -> str | None:
    score = _overall(facts)
    if score is None:
        return None
    before = score - Decimal("2.10")
    return (
        f"เมื่อเทียบกับปีงบประมาณ พ.ศ. {facts.year - 1} ซึ่งได้คะแนน {before} คะแนน "
        f"พบว่าเพิ่มขึ้น {facts.chance.randint(4, 9)}.35 คะแนน"
    )


def _wrong_rise(facts: Facts) -> str | None:
    rows = [
        row
        for row in facts.report.score_history
        if row.subject is Subject.OVERALL and row.fiscal_year == facts.year - 1 and row.score
    ]
    score = _overall(facts)
    if not rows or score is None:
        return None
    return (
        f"ได้คะแนนรวม {score} คะแนน เพิ่มขึ้นจากปี {facts.year - 1} จำนวน {facts.chance.randint(11, 19)}.27 คะแนน"
    )


def _wrong_past(facts: Facts) -> str | None:
    rows = [row for row in facts.report.score_history if row.subject is Subject.OVERALL and row.score]
    rows = [row for row in rows if row.fiscal_year != facts.year]
    if not rows:
        return None
    row = facts.chance.choice(rows)
    assert row.score is not None
    return f"ผลการประเมินในภาพรวม ปีงบประมาณ พ.ศ. {row.fiscal_year} ได้คะแนน {_shifted(row.score, facts.chance)} คะแนน"


def _left_over(facts: Facts) -> str:
    district, province = facts.place
    return f"ข้อเท็จจริงพบว่า {facts.other} อำเภอ{district} จังหวัด{province} มีผลคะแนนในระดับที่น่าพอใจ"


def _others_measures(facts: Facts) -> str:
    return f"จากผลการประเมินข้างต้น {facts.other} ได้กำหนดมาตรการเพื่อขับเคลื่อนการส่งเสริมคุณธรรมและความโปร่งใส"


def _two_vocabularies(facts: Facts) -> str | None:
    score, level = _overall(facts), facts.report.document.rating
    return f"ได้คะแนนรวม {score} คะแนน อยู่ในระดับ{level} (ระดับ B)" if facts.year >= 2566 and score else None


def _level_of_other_years(facts: Facts) -> str | None:
    score = _overall(facts)
    level = "AA" if facts.year >= 2566 else "ผ่านดีเยี่ยม"
    return f"สรุป ได้คะแนนรวม {score} คะแนน อยู่ในระดับ {level}" if score else None


def _other_year(facts: Facts) -> str:
    return f"การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ พ.ศ. {facts.year - 1}"


def _year_of_a_section(facts: Facts) -> str:
    number = _indicator(facts)
    return f"ปีงบประมาณ พ.ศ. {facts.year - 1} {facts.named(number)} ได้คะแนน {facts.of(number)} คะแนน"


def _out_of_range(facts: Facts) -> str:
    return f"{facts.named(_indicator(facts))} ได้คะแนน 10{facts.chance.randint(1, 9)}.20 คะแนน"


def _other_class(facts: Facts) -> str:
    own = facts.report.document
    other = "เทศบาลตำบล" if own.organization_type != "เทศบาลตำบล" else "องค์การบริหารส่วนตำบล"
    return f"บุคลากรของ{other}{own.organization_name} ได้รับทราบผลการประเมินแล้ว"


def _score_in_table(facts: Facts) -> tuple[str, str]:
    score = facts.of(_indicator(facts))
    return str(score), _shifted(score, facts.chance)


def _instrument_anywhere(facts: Facts) -> tuple[str, str] | None:
    rows = facts.report.instrument_scores
    if not rows:
        return None
    score = facts.chance.choice(rows).score
    return str(score), _shifted(score, facts.chance)


def _overall_anywhere(facts: Facts) -> tuple[str, str] | None:
    score = _overall(facts)
    return (str(score), _shifted(score, facts.chance)) if score else None


def _name_invented(facts: Facts) -> tuple[str, str]:
    number = _indicator(facts)
    name = Case.of(facts.report).rules.indicator(number).name
    invented = facts.chance.choice(("การให้บริการที่เป็นเลิศ", "การมีส่วนร่วมของชุมชน", "ความพร้อมรับผิดชอบ"))
    return f"ตัวชี้วัดที่ {number} {name}", f"ตัวชี้วัดที่ {number} {invented}"


def _names_exchanged(facts: Facts) -> tuple[str, str]:
    number = _indicator(facts)
    rules = Case.of(facts.report).rules
    return rules.indicator(number).name, rules.indicator(number % 10 + 1).name


def _own_replaced(facts: Facts) -> tuple[str, str]:
    return f"ข้อเท็จจริงพบว่า {facts.own}", f"ข้อเท็จจริงพบว่า {facts.other}"


def _year_of_measures(facts: Facts) -> tuple[str, str] | None:
    year = str(facts.year + 1)
    for row in facts.report.measures:
        period = row.period.translate(_ARABIC).replace(" ", "")
        if period.count("25") == 1 and year in period:
            lead = period.partition(year)[0][-4:]
            return f"{lead}{year}", f"{lead}{facts.year - 1}"
    return None


def _item_of_another(facts: Facts) -> tuple[str, str] | None:
    rules = Case.of(facts.report).rules
    rows = [row for row in facts.report.recommendations if row.items and row.indicator]
    if not rows:
        return None
    code = facts.chance.choice(rows).items[0]
    home = rules.item_indicator(code)
    codes = [f"{code[0]}{number}" for number in range(1, 10) if rules.is_item(f"{code[0]}{number}")]
    others = [entry for entry in codes if rules.item_indicator(entry) not in (home, None)]
    return (f"ข้อ {code} ประเด็น", f"ข้อ {facts.chance.choice(others)} ประเด็น") if others else None


_SCORES = frozenset(
    {"score-mismatch", "instrument-mean-mismatch", "overall-mismatch", "eit-parts-mismatch", "rating-mismatch",
     "superlative-mismatch", "history-mismatch"}
)  # fmt: skip
_NAMES = frozenset({"indicator-name-mismatch"})
_LEVELS = frozenset({"rating-mismatch", "rating-vocabulary"})
_HISTORY = frozenset({"history-mismatch"})
_FOREIGN = frozenset({"foreign-organization"})
_YEARS = frozenset({"fiscal-year-mismatch"})
_SUPERLATIVE = frozenset({"superlative-mismatch"})
KINDS = (
    Kind("overall-in-conclusion", said(_wrong_overall), _SCORES),
    Kind("level-in-conclusion", said(_wrong_level), _LEVELS),
    Kind("level-without-score", said(_level_alone), _LEVELS),
    Kind("indicator-in-prose", said(_wrong_indicator), _SCORES),
    Kind("instrument-in-prose", said(_wrong_instrument), _SCORES),
    Kind("highest", said(_wrong_highest), _SUPERLATIVE),
    Kind("lowest", said(_wrong_lowest), _SUPERLATIVE),
    Kind("full-marks", said(_wrong_full), _SUPERLATIVE),
    Kind("change", said(_wrong_change), _HISTORY),
    Kind("rise", said(_wrong_rise), _HISTORY),
    Kind("past-in-prose", said(_wrong_past), _HISTORY),
    Kind("left-over-name", said(_left_over), _FOREIGN),
    Kind("measures-of-another", said(_others_measures), _FOREIGN),
    Kind("two-vocabularies", said(_two_vocabularies), _LEVELS),
    Kind("level-of-other-years", said(_level_of_other_years), _LEVELS),
    Kind("year-in-title", said(_other_year), _YEARS),
    Kind("year-of-section", said(_year_of_a_section), _YEARS | _HISTORY),
    Kind("out-of-range", said(_out_of_range), frozenset({"score-out-of-range"})),
    Kind("other-class", said(_other_class), frozenset({"organization-type-mismatch"})),
    Kind("score-in-table", written(_score_in_table, cell=True), _SCORES),
    Kind("score-in-text", written(_score_in_table, cell=False), _SCORES),
    Kind("instrument-replaced", written(_instrument_anywhere), _SCORES),
    Kind("overall-replaced", written(_overall_anywhere), _SCORES),
    Kind("name-in-text", written(_name_invented, cell=False), _NAMES),
    Kind("names-exchanged-in-table", written(_names_exchanged, cell=True), _NAMES | _SCORES),
    Kind("own-name-replaced", written(_own_replaced), _FOREIGN),
    Kind("year-of-measures", written(_year_of_measures, cell=True), frozenset({"measure-year-mismatch"})),
    Kind("item-of-another", written(_item_of_another), frozenset({"item-outside-indicator"})),
)


@dataclass(frozen=True)
class Outcome:
    """What became of one contradiction."""

    fixture: str
    kind: Kind
    words: str
    outcome: str
    status: Status
    raised: tuple[str, ...]


def outcomes(count: int, seed: int, kinds: Sequence[Kind]) -> Iterator[Outcome]:
    """Yield what became of contradictions, each kind in turn, in fixtures drawn by number and seed."""
    paths = sorted(FIXTURES.glob("256?-*.pdf"))
    for number in range(count):
        chance = random.Random(f"planted {seed} {number}")
        kind = kinds[number % len(kinds)]
        for path in chance.sample(paths, len(paths)):
            laid = laid_out(path)
            planted = kind.plant(laid, Facts(laid.report, chance))
            if planted is not None:
                yield _outcome(laid, kind, *planted)
                break


def _outcome(laid: Laid, kind: Kind, pages: Pages, words: str) -> Outcome:
    report = report_of(laid.source, pages)
    before = {(finding.rule, finding.subject, finding.found) for finding in laid.report.findings}
    new = [
        finding
        for finding in report.findings
        if (finding.rule, finding.subject, finding.found) not in before
        and finding.severity is not Severity.NOTE
    ]
    found = any(finding.rule in kind.rules for finding in new)
    asked = report.document.status is Status.REVIEW
    outcome = _FOUND if found else _ASKED if asked else _MISSED
    raised = tuple(f"{finding.rule} {finding.subject}" for finding in new)
    reasons = (
        () if found else tuple(f"{finding.slug}: {finding.detail[:60]}" for finding in report.review_reasons)
    )
    return Outcome(laid.source.name, kind, words, outcome, report.document.status, (*raised, *reasons))


def main(words: Sequence[str] | None = None) -> int:
    """Plant the contradictions, print what was not found, and return 1 where that is more than a tenth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="planted.py"
    )
    parser.add_argument("--mutants", type=int, default=140, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--kinds", nargs="*", choices=[kind.name for kind in KINDS], metavar="NAME")
    options = parser.parse_args(words)
    kinds = [kind for kind in KINDS if not options.kinds or kind.name in options.kinds]
    made = list(outcomes(options.mutants, options.seed, kinds))
    for entry in made:
        if entry.outcome != _FOUND:
            print(f"{entry.outcome} {entry.kind.name} [{entry.status}] {entry.fixture}: {entry.words}")
            print(f"    {'; '.join(entry.raised) or 'nothing'}")
    totals = Counter(entry.outcome for entry in made)
    missed = Counter(entry.kind.name for entry in made if entry.outcome != _FOUND)
    print(f"\n{len(made)} contradictions of {len(kinds)} kinds (seed {options.seed}): {totals[_FOUND]} found, "
          f"{totals[_ASKED]} only for review, {totals[_MISSED]} missed; {dict(missed)}")  # fmt: skip
    return int(totals[_FOUND] < 0.9 * len(made))


if __name__ == "__main__":
    sys.exit(main())
