"""Nothing goes missing: the laws of the ledger and of the lay-out, over all fixtures, with faults put in between.

A lay-out is damaged behind the reading of the file and before the report is assembled: what a reader then loses, or
takes for something else, must be told. The draws are the same in each run; some 200 examples in all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ita_extract.checking.examining import with_findings
from ita_extract.layout.blocks import (
    Block,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Rotated,
    TableBlock,
)
from ita_extract.layout.document import Document, document_of
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.model import Fate, NumberFate, Report, Section
from ita_extract.numbers.ledger import TOKEN
from ita_extract.reading.page import Box, RotatedText
from ita_extract.tables.heads import heading_keys
from tests.laying import (
    REPORTS,
    ROSTERS,
    Home,
    Pages,
    Place,
    as_counted,
    assembled,
    below,
    changed,
    exchanged,
    is_told,
    laid,
    line_at,
    numbers_in,
    places,
    planted,
    recounted,
    reworded,
    speaks_of,
    tables_of,
    whole,
    with_blocks,
    with_lines,
    without_row,
)

ALL = REPORTS + ROSTERS
PLANTED = "87.05"  # stands in none of the fixtures
UNHEARD_OF = "หัวเรื่องหนึ่ง"  # no heading of a report


def examples(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many examples, the same in each run; a failing one is small as it is."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        few = settings(
            max_examples=count,
            derandomize=True,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        return few(test)

    return decorate


def silent_today(*kind: object, because: str) -> object:
    """A kind for which the law does not hold yet."""
    return pytest.param(*kind, marks=pytest.mark.xfail(strict=True, reason=because))


# Tokens = claimed + excused + unresolved


def spans_of(block: Block) -> Iterator[Span]:
    if isinstance(block, TableBlock):
        for row in block.table.rows:
            yield from (Span.of_lines(cell.lines) for cell in row if cell and cell.lines)
    elif not isinstance(block, Picture):
        yield block.span


@pytest.mark.parametrize("name", ALL)
def test_the_numbers_of_a_report_are_the_tokens_of_all_its_blocks_each_once(name: str) -> None:
    tokens = Counter(
        (match.group(), *list(span.span(match).evidence().values())[:3])
        for block in document_of(list(laid(name).pages)).blocks
        for span in spans_of(block)
        for match in TOKEN.finditer(span.key)
    )
    assert (
        Counter((number.value, number.page, number.x0, number.top) for number in whole(name).numbers)
        == tokens
    )
    assert tokens.total() > 100


@pytest.mark.parametrize("name", ALL)
def test_a_number_is_claimed_by_a_row_that_exists_or_excused_with_reason_rule_and_cue(name: str) -> None:
    report = whole(name)
    for number in report.numbers:
        if number.fate == Fate.CLAIMED:
            assert number.table and number.row, number
            assert number.row <= len(getattr(report, number.table)), number
        elif number.fate == Fate.EXCUSED:
            assert number.reason and number.rule and number.cue, number
    assert {number.fate for number in report.numbers} <= {Fate.CLAIMED, Fate.EXCUSED}, "a clean fixture"


# Chars in = chars out


@pytest.mark.parametrize("name", ALL)
def test_every_char_of_a_lay_out_is_in_exactly_one_block(name: str) -> None:
    pages = laid(name).pages
    read = Counter(id(char) for position in places(pages) for char in line_at(pages, position).chars)
    blocks = [block for block in document_of(list(pages)).blocks if not isinstance(block, Rotated)]
    assert Counter(id(char) for block in blocks for span in spans_of(block) for char in span.chars) == read
    assert set(read.values()) == {1}


def stated(document: Document) -> list[tuple[object, ...]]:
    """What a document's blocks are and hold: their chars by identity, in order."""
    return [
        (
            type(block),
            *(
                getattr(block, name, None)
                for name in ("start", "stop", "level", "marker", "depth", "place", "role")
            ),
            *([id(char) for char in span.chars] for span in spans_of(block)),
            *(list(span.breaks) for span in spans_of(block)),
        )
        for block in document.blocks
    ]


@pytest.mark.parametrize("name", ALL)
def test_making_a_document_leaves_no_trace_in_its_pages(name: str) -> None:
    pages = laid(name).pages
    before = [
        (line, line.chars, line.breaks, line.box) for line in (line_at(pages, at) for at in places(pages))
    ]
    first, second = document_of(list(pages)), document_of(list(pages))
    assert stated(first) == stated(second)
    after = [
        (line, line.chars, line.breaks, line.box) for line in (line_at(pages, at) for at in places(pages))
    ]
    assert all(
        entry is other
        for was, now in zip(before, after, strict=True)
        for entry, other in zip(was, now, strict=True)
    )
    with pytest.raises(AttributeError):
        before[0][1][0].text = "ก"  # type: ignore[misc]


# A number planted anywhere has a fate


def kinds_of_lines(pages: Pages) -> dict[int, type[Block]]:
    """The kind of block that each line of running text stands in, by the id of its first char."""
    return {
        id(char): type(block)
        for block in document_of(list(pages)).blocks
        if isinstance(block, Heading | Paragraph | ListItem)
        for char in block.span.chars
    }


def text_of(name: str, kind: type[Block]) -> list[Place]:
    pages = laid(name).pages
    kinds = kinds_of_lines(pages)
    return [at for at in places(pages) if kinds.get(id(line_at(pages, at).chars[0])) is kind]


def cells_of(name: str, *, of_text: bool) -> list[Place]:
    """The lines in tables: in those that go on over a text of a measure, or in those of scores."""
    pages = laid(name).pages
    wordy = {
        (page, at)
        for page, at, table in tables_of(pages)
        if any(
            cell and sum(len(line.chars) for line in cell.lines) > 60 for row in table.rows for cell in row
        )
    }
    found = (at for at in places(pages) if at.home is Home.CELL)
    return [at for at in found if ((at.page, at.at[0]) in wordy) is of_text]


def page_numbers_of(name: str) -> list[Place]:
    return [at for at in places(laid(name).pages) if at.home is Home.PAGE_NUMBER]


HOMES: dict[str, tuple[tuple[str, ...], Callable[[str], list[Place]]]] = {
    "heading": (REPORTS, lambda name: text_of(name, Heading)),
    "paragraph": (REPORTS, lambda name: text_of(name, Paragraph)),
    "list item": (REPORTS, lambda name: text_of(name, ListItem)),
    "cell of measures": (REPORTS, lambda name: cells_of(name, of_text=True)),
    "cell of scores": (REPORTS, lambda name: cells_of(name, of_text=False)),
    "cell of a roster": (ROSTERS, lambda name: cells_of(name, of_text=False)),
    "page number": (ALL, page_numbers_of),
}


def with_a_number(data: st.DataObject, home: str) -> tuple[str, Pages, Span]:
    """A fixture with a number planted in a line or below it, and the text in which that stands."""
    names, found = HOMES[home]
    name = data.draw(st.sampled_from([name for name in names if found(name)]))
    position = data.draw(st.sampled_from(found(name)))
    pages = laid(name).pages
    line = line_at(pages, position)
    at = data.draw(st.integers(-1, len(line.chars)))
    new = (line, below(line, PLANTED)) if at < 0 else (planted(line, at, PLANTED),)
    pages = with_lines(pages, position, *new)
    if position.home is Home.TEXT:
        return name, pages, document_of(list(pages)).text
    if position.home is Home.CELL:
        table = pages[position.page].blocks[position.at[0]]
        assert isinstance(table, Table)
        cell = table.rows[position.at[1]][position.at[2]]
        assert cell is not None
        return name, pages, Span.of_lines(cell.lines)
    return name, pages, Span.of_lines(new)


def the_number(report: Report) -> NumberFate:
    (found,) = (number for number in report.numbers if number.value == PLANTED)
    return found


def has_a_reason_beside_it(report: Report, number: NumberFate, text: Span, *, reach: int = 8) -> bool:
    """Whether a number is the value of the row that claims it, or the cue of its excuse stands next to it."""
    if number.fate == Fate.CLAIMED:
        row = getattr(report, number.table or "")[(number.row or 0) - 1]
        return Decimal(PLANTED) in row.model_dump().values()
    at = re.search(rf"(?<![\d.]){re.escape(PLANTED)}", text.key)
    if number.fate != Fate.EXCUSED or at is None:
        return False
    reach += len(number.cue)
    return number.cue in text.key[max(0, at.start() - reach) : at.end() + reach]


@pytest.mark.parametrize("home", HOMES)
@given(data=st.data())
@examples(5)
def test_a_number_planted_in_any_block_has_one_fate(home: str, data: st.DataObject) -> None:
    name, pages, _ = with_a_number(data, home)
    number = the_number(assembled(laid(name), pages))
    assert number.fate in Fate


@pytest.mark.parametrize("home", HOMES)
@given(data=st.data())
@examples(5)
def test_a_bare_decimal_that_means_nothing_is_told_or_excused_by_what_stands_next_to_it(
    home: str, data: st.DataObject
) -> None:
    name, pages, text = with_a_number(data, home)
    report = assembled(laid(name), pages)
    number = the_number(report)
    assert is_told(report) or has_a_reason_beside_it(report, number, text), (number, text.text[-200:])


LOOSE = "a word that stands beside any number is taken for the cue of a target or a share"


@pytest.mark.parametrize(
    ("where", "before", "after"),
    [
        ("2564-nan", "ชี้แจงบุคลากรทุกกองและตอบ", "ข้อ"),
        ("2565-khon-kaen", "ประเมินผลงานล่วงหน้า", ""),
        ("2565-khon-kaen", "", "หน่วยงานเดือนละครั้ง"),
        ("2563-samut", "ความพึงพอใจการให้บริการ", "ข้อมูล"),
        ("2563-samut", "ความพึงพอใจ", "การให้บริการ"),
        ("2563-samut", "ออนไลน์และทดลองใช้", ""),
        silent_today("2563-phangnga", "โดยเรียงตามลำดับของเกณฑ์การประเมิน", "", because=LOOSE),
        ("2562-chiang-mai", "", "ของผู้ตรวจสอบ"),
        ("2567-songkhla", "", "ของทุกกอง"),
        silent_today("2566-chiang-rai", "ข้อมูลเป็นของปีก่อน ไม่", "", because=LOOSE),
        ("2567-rayong", "", "ไม่พบความคืบหน้า"),
    ],
)
def test_a_bare_decimal_by_words_that_only_look_like_a_cue_is_told(
    where: str, before: str, after: str
) -> None:
    (name,) = (name for name in REPORTS if name.startswith(where))
    pages = laid(name).pages
    for position in places(pages):
        line = line_at(pages, position)
        starts = [0, *accumulate(len(char.text) for char in line.chars)]
        found = "".join(char.text for char in line.chars).find("".join((before + after).split()))
        if found >= 0 and found + len(before.replace(" ", "")) in starts:
            line = planted(line, starts.index(found + len(before.replace(" ", ""))), PLANTED)
            report = assembled(laid(name), with_lines(pages, position, line))
            assert is_told(report), the_number(report)
            return
    pytest.fail(f"{before}{after} does not stand on one line")


@pytest.mark.parametrize("name", REPORTS[::4] + ROSTERS[:1])
def test_a_bare_decimal_in_a_running_head_is_told(name: str) -> None:
    first, *rest = laid(name).pages
    head = below(line_at(laid(name).pages, next(places(laid(name).pages))), f"เอกสารแนบ {PLANTED}")
    report = assembled(laid(name), (recounted(replace(first, running_heads=(head,))), *rest))
    assert is_told(report)
    assert the_number(report).fate == Fate.UNRESOLVED


@pytest.mark.parametrize("name", REPORTS[::4] + ROSTERS[:1])
def test_a_bare_decimal_across_the_page_is_told(name: str) -> None:
    first, *rest = laid(name).pages
    box = Box(10, 100, 22, 160)
    turned = RotatedText(PLANTED, PLANTED, box, (box,) * len(PLANTED), 1)
    report = assembled(laid(name), (replace(first, rotated=(*first.rotated, turned)), *rest))
    assert is_told(report)
    assert the_number(report).fate == Fate.UNRESOLVED


# What is dropped behind the lay-out is told


def without_a_line(data: st.DataObject, pages: Pages) -> Pages:
    return with_lines(pages, data.draw(st.sampled_from([at for at in places(pages) if at.home is Home.TEXT])))


def without_a_line_of_a_cell(data: st.DataObject, pages: Pages) -> Pages:
    return with_lines(pages, data.draw(st.sampled_from([at for at in places(pages) if at.home is Home.CELL])))


def without_a_row(data: st.DataObject, pages: Pages) -> Pages:
    page, at, table = data.draw(st.sampled_from(list(tables_of(pages))))
    return without_row(pages, page, at, data.draw(st.integers(0, len(table.rows) - 1)))


def without_a_table(data: st.DataObject, pages: Pages) -> Pages:
    page, at, _ = data.draw(st.sampled_from(list(tables_of(pages))))
    return with_blocks(pages, page, at)


def without_a_page(data: st.DataObject, pages: Pages) -> Pages:
    at = data.draw(st.integers(0, len(pages) - 1))
    return (*pages[:at], *pages[at + 1 :])


def without_a_number(data: st.DataObject, pages: Pages) -> Pages:
    numbered = [at for at in places(pages) if numbers_in(line_at(pages, at))]
    position = data.draw(st.sampled_from(numbered))
    line = line_at(pages, position)
    rest = exchanged(line, *data.draw(st.sampled_from(numbers_in(line))), "")
    return with_lines(pages, position, *([rest] if rest else []))


@pytest.mark.parametrize(
    "drop",
    [
        without_a_line,
        without_a_line_of_a_cell,
        without_a_row,
        without_a_table,
        without_a_page,
        without_a_number,
    ],
    ids=lambda drop: drop.__name__,
)
@given(data=st.data())
@examples(6)
def test_what_is_dropped_inside_the_reader_is_told_or_changes_no_value(
    drop: Callable[[st.DataObject, Pages], Pages], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([name for name in ALL if any(tables_of(laid(name).pages))]))
    pages = laid(name).pages
    report = assembled(laid(name), as_counted(drop(data, pages), pages))
    assert is_told(report) or not changed(report, name)


# Words that nobody has heard of

# an unknown word for a known one, and the fixtures to draw from
WORDS = [
    ("ดังนั้น", "เหตุนี้", ""),
    ("หน่วยงานควร", "ทางเราน่าจะ", ""),
    ("ได้คะแนน", "ทำแต้ม", ""),
    ("ระดับ", "ขั้น", ""),
    ("ปีงบประมาณ", "รอบการเงิน", ""),
    ("ตัวชี้วัดที่", "เกณฑ์ชี้ที่", ""),
    ("ข้อคำถาม", "คำซัก", ""),
    ("ขั้นตอน", "ลำดับงาน", ""),
    ("OIT", "ZQZ", ""),
    ("ประเด็น", "สาระ", "2563-phangnga"),
    silent_today(
        "ข้อเท็จจริงพบว่า", "ผลปรากฏแก่ผู้จัดทำว่า", "2564", because="the guidance goes into the advice before it"
    ),
    ("อ้างอิงจาก", "ดูที่", "2563-phangnga"),
    silent_today(
        "ตัวชี้วัดย่อยที่", "หมวดย่อย", "2566-satun", because="sub_indicator stays empty and nothing says so"
    ),
    ("ตุลาคม", "เดือนสิบ", "2566"),
    ("ระยะเวลา", "ยาม", "2569"),
    ("มาตรการ", "หนทาง", "2564-maha"),
    silent_today("คะแนน", "แต้ม", "2562", because="the label of an instrument takes a word of its unit along"),
]


@pytest.mark.parametrize(("old", "new", "where"), WORDS)
@given(data=st.data())
@examples(2)
def test_a_word_that_the_lexicon_does_not_know_leads_to_the_same_values_or_is_told(
    old: str, new: str, where: str, data: st.DataObject
) -> None:
    told_by = [
        entry for entry in REPORTS if entry.startswith(where) and speaks_of(laid(entry).pages, old.lower())
    ]
    name = data.draw(st.sampled_from(told_by))
    report = assembled(laid(name), reworded(laid(name).pages, old, new))
    assert is_told(report) or not changed(report, name, lambda text: text.replace(old, "").replace(new, ""))


_HEADING = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?)?(?:ผลการวิเคราะห์)?ตัวชี้วัด(?!ย่อย)(?:ที่)?(?:\d{1,2})?\D{6,45}"
)
_SUB_HEADING = re.compile(r"(?:[ก-ฮ]\.)?ตัวชี้วัดย่อย(?:ที่)?(?:9|10)\.[1-9]\D{0,60}")


def headings(name: str, pattern: re.Pattern[str]) -> list[Place]:
    pages = laid(name).pages
    kinds = kinds_of_lines(pages)
    keys = [
        (at, line_at(pages, at).span.key) for at in places(pages) if id(line_at(pages, at).chars[0]) in kinds
    ]
    return [at for at, key in keys if pattern.fullmatch(key) and not re.search("ได้คะแนน|สูงสุด|ต่ำสุด", key)]


def replaced(pages: Pages, position: Place, text: str = UNHEARD_OF) -> Pages:
    line = line_at(pages, position)
    new = exchanged(line, 0, len(line.chars), text)
    assert new is not None
    return with_lines(pages, position, new)


@pytest.mark.parametrize(
    "pattern",
    [
        _HEADING,
        silent_today(
            _SUB_HEADING, because="a recommendation of 9 or 10 without its sub-indicator is no reason"
        ),
    ],
    ids=["indicator", "sub-indicator"],
)
@given(data=st.data())
@examples(5)
def test_a_heading_of_a_section_that_nobody_has_heard_of_leads_to_the_same_values_or_is_told(
    pattern: re.Pattern[str], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([entry for entry in REPORTS if headings(entry, pattern)]))
    position = data.draw(st.sampled_from(headings(name, pattern)))
    report = assembled(laid(name), replaced(laid(name).pages, position))
    assert is_told(report) or not changed(report, name)


def heads(name: str) -> dict[tuple[int, str], list[Place]]:
    """The first lines of the headings of tables with rules, by column and words: a heading is repeated on each page."""
    pages = laid(name).pages
    found: dict[tuple[int, str], list[Place]] = {}
    for page, at, table in tables_of(pages):
        if heading_keys(table):
            for column, cell in enumerate(table.rows[0]):
                if cell and cell.lines:
                    key = (column, Span.of_lines(cell.lines).key)
                    found.setdefault(key, []).append(Place(page, Home.CELL, (at, 0, column, 0)))
    return found


@given(data=st.data())
@examples(10)
def test_a_heading_of_a_column_that_nobody_has_heard_of_leads_to_the_same_values_or_is_told(
    data: st.DataObject,
) -> None:
    name = data.draw(st.sampled_from([entry for entry in ALL if heads(entry)]))
    pages = laid(name).pages
    for position in data.draw(st.sampled_from(sorted(heads(name).items())))[1]:
        at, row, column, _ = position.at
        table = pages[position.page].blocks[at]
        assert isinstance(table, Table)
        cell = table.rows[row][column]
        assert cell is not None
        for rest in range(len(cell.lines) - 1, 0, -1):
            pages = with_lines(pages, Place(position.page, Home.CELL, (at, row, column, rest)))
        pages = replaced(pages, position)
    report = assembled(laid(name), pages)
    assert is_told(report) or not changed(report, name)


# A page taken out of the file


def pages_with(name: str, part: str) -> set[int]:
    """The pages (from 1) on which a part of a report stands."""
    report = whole(name)
    measures = sorted({page for row in report.measures for page in row.pages})
    if part == "table of indicators":
        return {row.page for row in report.indicator_scores}
    if part == "beginning of the measures":
        return set(measures[:1])
    if part == "end of the measures":
        return set(measures[1:])
    if part == "list of organisations":
        return {row.page for row in report.roster_scores}
    begun = {row.page for row in report.score_mentions if row.section in (Section.NARRATIVE, Section.FACTS)}
    if part == "beginning of a section":
        return begun
    assert part == "rest of a section"
    texts = [row.pages for row in report.guidelines] + [row.pages for row in report.recommendations]
    return {page for found in texts for page in found} - begun


def findings(report: Report, pages: Pages) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.subject) for finding in with_findings(report, pages).findings)


@pytest.mark.parametrize(
    "part",
    [
        "table of indicators",
        "beginning of the measures",
        "beginning of a section",
        "rest of a section",
        silent_today("end of the measures", because="nothing tells that the table goes on"),
        silent_today("list of organisations", because="a list may end anywhere"),
    ],
)
@given(data=st.data())
@examples(5)
def test_a_page_taken_out_of_the_file_is_noticed(part: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([entry for entry in ALL if pages_with(entry, part)]))
    out = data.draw(st.sampled_from(sorted(pages_with(name, part))))
    rest = tuple(page for page in laid(name).pages if page.number != out)
    report = assembled(laid(name), rest, page_count=len(rest))
    known = findings(whole(name), laid(name).pages)
    assert is_told(report) or findings(report, rest) - known
