"""The parts of a report's running text: what comes before the indicators, their sections, and what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ita_extract.language.indicators import indicator_by_name
from ita_extract.language.item_codes import LETTERED_CODE, URGES
from ita_extract.language.lists import ANNOUNCED, ANY_MARKER, opens_a_list
from ita_extract.language.vocabulary import (
    CLOSING,
    FACTS,
    GUIDANCE_HEADING,
    INSTRUMENT_HEADING,
    NUMBERING,
    THEREFORE,
    WHOLE_HEADING,
)
from ita_extract.layout.blocks import ListItem, Text
from ita_extract.layout.document import Document
from ita_extract.outline.numbered_headings import numbered_headings
from ita_extract.rulebook.year import YearRules

_HEADING = re.compile(
    rf"(?P<numbering>{NUMBERING})(?:ผลการวิเคราะห์)?ตัวชี้วัด(?:ที่)?(?P<number>\d{{1,2}})(?!\d|[.,]\d)[:.)\-]*(?P<name>[^\d]*?)(?P<score>[(:]?(?:ได้|มี|ผล)*(?:คะแนน|ร้อยละ)?(?:เฉลี่ย|รวม|ที่ได้|เท่ากับ|:|=|ได้)*\d[\d.]*(?:คะแนน|%)?\)?)?"
)
_LINE_OF = re.compile(rf"{NUMBERING}ตัวชี้วัด(?:ที่)?(?P<number>10|[1-9])(?!\d|\.\d)")
_NAME_HEADING = re.compile(
    rf"(?P<numbering>{NUMBERING})(?P<word>ตัวชี้วัด:?|ด้าน)?(?P<name>[^\d]{{6,60}}?)(?P<score>[(:]?(?:ได้|มี|ผล)*(?:คะแนน|ร้อยละ)?(?:เฉลี่ย|รวม|ที่ได้|เท่ากับ|:|=|ได้)*\d[\d.]*(?:คะแนน|%)?\)?)?"
)
_PROSE_OPENING = re.compile(
    r"(?:(?:ผลการประเมิน|ผลคะแนน)\S{0,60}?)?ตัวชี้วัด(?:ที่)?(?P<number>\d{1,2})(?![\d.,])\D{0,70}?(?:คะแนน|ร้อยละ)"
)
_ENTRY = re.compile(
    rf"{NUMBERING}ตัวชี้วัด(?:ที่)?(?P<number>10|[1-9])(?![\d.,])[^\d]{{0,200}}?[:\-–]*(?:ข้อคำถามที่|ข้อคำถาม|ข้อที่|ข้อ)?"
    r"\(?(?<![a-z])[ieo]\d{1,2}(?!\d)"
)
_LISTED = re.compile(r"[^\d]*\d{1,2}[^\d]{0,80}\d{1,3}(?:\.\d{1,2})?(?:คะแนน|%)?\s*")
_MARKED = 12  # characters of a paragraph in which a marker in words stands: ข้อที่ 1 …
_LIST_LENGTH, _FEWEST_HEADINGS = 5, 3
_OF_ITEMS = re.compile(r"ประเด็น|ข้อเสนอแนะ|(?<![a-z])[ieo]\d{1,2}(?!\d)|ข้อคำถาม")
# of the assessor: `เปิดรับข้อเสนอแนะผ่านคิวอาร์โค้ด` is a step
_LISTED_ITEMS = re.compile(
    _OF_ITEMS.pattern.replace("ข้อเสนอแนะ", "มีข้อเสนอแนะ|ข้อเสนอแนะ(?:จาก|ของ)?(?:คณะ)?(?:ผู้|ว่า|ให้|:)")
)
_LONGEST_TITLE = 120  # characters
_FEW_WORDS = 40  # characters
_WORDS = re.compile(r"[^\d()]+")
_ASSESSORS = re.compile(r"ประเมิน|เสนอ|ประเด็น|ข้อคำถาม|คะแนน|ตัวชี้วัด|แบบวัด|ส่วนที่")
_SECTION_REACH = 900  # characters behind a heading in which a section says what it is
_ASSESSED = re.compile(
    r"ข้อเสนอแนะ[^.]{0,200}ประเด็น|ประเด็น[^.]{0,300}(?:ดังนั้น|ควร)"
    rf"|{LETTERED_CODE}[^.]{{0,300}}(?:{URGES.pattern})"
)
_PROSE_WORDS = re.compile(
    r"ได้|มีผล|พบว่า|ดังนั้น|ควร|หน่วยงาน|ผู้ตรวจ|และตัวชี้วัด|ซึ่ง|โดย|ค่าเฉลี่ย|ทั้งจังหวัด|(?:ทั้ง|ทั่ว|ระดับ)ประเทศ|ระดับจังหวัด|เป้าหมาย|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|ตาม(?:คู่มือ|หลักเกณฑ์)"
)


@dataclass(frozen=True)
class IndicatorSection:
    """The text about one indicator: places in the document's key. `facts` is where ข้อเท็จจริงพบว่า begins, or `stop`."""

    indicator: int
    start: int
    facts: int
    stop: int


@dataclass(frozen=True)
class Outline:
    """Where the parts of a report stand in the document's key.

    The summary is what comes before `summary_stop`; what follows and is in no section is about the measures.
    """

    summary_stop: int
    sections: tuple[IndicatorSection, ...]

    def between(self, end: int) -> list[tuple[int, int]]:
        """Return the stretches behind the summary that belong to no section, up to a place."""
        stretches = []
        offset = self.summary_stop
        for section in self.sections:
            if offset < section.start:
                stretches.append((offset, section.start))
            offset = section.stop
        return [*stretches, (offset, end)] if offset < end else stretches


def outline(document: Document, rules: YearRules, tables: list[int]) -> Outline:
    """Find the sections of the ten indicators by their headings, or by the sentences that open them.

    `tables` are the places of the measure tables; a section ends where one stands in it, and where the part on
    measures begins.
    """
    end = len(document.text.key)
    headings = _headings(document, rules, end)
    marks = sorted({*headings, *_guided_again(document, rules, headings, end)})
    if len(marks) < 10:
        # a sentence that opens a section may stand alone on its line like a heading, by chance of the line ends
        opened = dict(reversed([(number, offset) for offset, number in _openings(document, end)]))
        headed = {number: offset for offset, number in marks}
        if len(opened) > len(headed):
            marks = sorted(
                (headed.get(number, offset), number) for number, offset in (opened | headed).items()
            )
    sections = []
    for index, (start, number) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else end
        table = min((offset for offset in tables if start < offset <= stop), default=None)
        if table is not None:
            stop = _title_of(document, start, table)
        elif stop == end:
            stop = _closing(document, start, end)
        stop = next(
            (
                offset
                for line, offset in enumerate(document.starts)
                if start < offset < stop and (_is_group(document, line) or _is_of_all(document, line))
            ),
            stop,
        )
        sections.append(IndicatorSection(number, start, _facts(document, start, stop), stop))
    if marks:
        return Outline(marks[0][0], tuple(sections))
    table = min(tables, default=None)
    return Outline(_title_of(document, -1, table) if table is not None else _closing(document, -1, end), ())


def _guided_again(
    document: Document, rules: YearRules, headings: list[tuple[int, int]], end: int
) -> list[tuple[int, int]]:
    """Return headings that stand a second time, over guidance: a part with the advice, and one with what will be done.

    Below a title of its own (`แนวทางแก้ไขรายตัวชี้วัด`) the indicators are named again, so that a heading that repeats
    one far above it, with guidance below it and none of another indicator's, begins a section too.
    """
    if not headings:
        return []
    known = {offset for offset, _ in headings}
    again = [
        (offset, number)
        for offset, number in _matching(document, rules, end, named=False)
        if offset not in known and offset > headings[0][0]
    ]
    places = sorted({*known, *(offset for offset, _ in again)})
    kept = []
    for offset, number in again:
        before = max((mark for mark in headings if mark[0] < offset), default=(0, number))
        stop = next((other for other in places if other > offset), end)
        if before[1] != number and _facts(document, offset, stop) < stop:
            kept.append((offset, number))
    return kept


def _facts(document: Document, start: int, stop: int) -> int:
    """Return where an organisation's own guidance begins in a section: at its wording, or under a heading for it."""
    facts = FACTS.search(document.text.key, start, stop)
    if facts is not None:
        return facts.start()
    headed = (
        offset
        for line, offset in enumerate(document.starts)
        if start < offset < stop and GUIDANCE_HEADING.fullmatch(document.line_key(line))
    )
    return next(headed, None) or _announced(document, start, stop)


def _announced(document: Document, start: int, stop: int) -> int:
    """Return where a list begins that a paragraph announces (`…จะดำเนินการดังต่อไปนี้`), or the end.

    Its entries are the organisation's own steps where none of them speaks of an item, as recommendations do. A line of
    few words announces a list as well, whatever they are, where the items of the assessor stand above it.
    """
    blocks = [block for block in document.text_blocks if start <= block.start < stop]
    for before, block in pairwise(blocks):
        first = opens_a_list(block.marker if isinstance(block, ListItem) else block.span.key[:_MARKED])
        announced = ANNOUNCED.search(before.span.key[-14:]) is not None
        if not (first or (announced and before.start > start)):
            continue
        if _LISTED_ITEMS.search(document.text.key, block.start, stop):
            continue
        if announced:
            if _OF_ITEMS.search(before.span.key[-60:].rpartition(")")[2]):
                continue
            # the paragraph that announces it is of the guidance where it stands apart
            apart = before.start > start and not _OF_ITEMS.search(before.span.key)
            return before.start if apart and not THEREFORE.search(before.span.key) else block.start
        if _is_few_words(before) and _OF_ITEMS.search(document.text.key, start, before.start):
            return before.start
    return stop


def _is_few_words(block: Text) -> bool:
    """Whether a block is a line of a few words that may head a list: no figures, nothing of the assessor."""
    key = block.span.key
    listed = isinstance(block, ListItem) or ANY_MARKER.match(key)
    return (
        not listed
        and len(key) <= _FEW_WORDS
        and _WORDS.fullmatch(key) is not None
        and not _ASSESSORS.search(key)
    )


def spoken_of(document: Document) -> set[int]:
    """Return the indicators with whose number a line begins."""
    matches = (_LINE_OF.match(document.line_key(line)) for line in range(len(document.starts)))
    return {int(match["number"]) for match in matches if match is not None}


def _is_group(document: Document, line: int) -> bool:
    """Whether a line is the heading over the sections of an instrument: `OIT` alone may be the end of a sentence."""
    offset = document.starts[line]
    wrapped = line > 0 and not document.text.stops_short(offset, 0.15)
    return INSTRUMENT_HEADING.fullmatch(document.line_key(line)) is not None and not wrapped


def _is_of_all(document: Document, line: int) -> bool:
    """Whether a line heads guidance that is of no single indicator, below one that stops short."""
    whole = WHOLE_HEADING.fullmatch(document.line_key(line)) is not None
    return whole and document.text.stops_short(document.starts[line], 0.1)


def _title_of(document: Document, start: int, table: int) -> int:
    """Return where the title above a measure table begins: at most 350 characters of headings before it.

    A title over two lines is one block (`มาตรการและแนวทาง… ของ…⏎ประจำปีงบประมาณ …`); a wrapped line that begins like
    one is none (`ข้อ O36⏎แผนปฏิบัติการ…`) where a block does.
    """
    first = max(start, table - 350)
    above = [block for block in document.text_blocks if first < block.start < table]
    titles: list[int] = []
    headings = numbered_headings(document, start).sure  # `5) …` of a list, then `๖. รายการ…`
    for block in reversed(above):
        titled = CLOSING.match(block.span.key) is not None or block.start in headings
        if not titled and (isinstance(block, ListItem) or ANY_MARKER.match(block.span.key)):
            break  # the last step of the guidance: what heads it is no title
        if titled:
            titles.append(block.start)
    lines = (
        offset
        for line, offset in enumerate(document.starts)
        if first < offset < table and CLOSING.match(document.line_key(line))
    )
    return min(titles) if titles else table if above else min(lines, default=table)


def _closing(document: Document, start: int, stop: int) -> int:
    """Return where a part on measures begins that has no table, or the second place.

    A wrapped line of a sentence can begin like a heading (`แผนการใช้จ่าย…`), so only titles with a year count; and a
    line of the contents has what it names further below, so the last one does.
    """
    found = [
        offset
        for line, offset in enumerate(document.starts)
        if start < offset < stop
        and CLOSING.match(document.line_key(line))
        and "ปีงบประมาณ" in document.line_key(line)
    ]
    return (found[0] if start >= 0 else found[-1]) if found else stop


def _headings(document: Document, rules: YearRules, end: int) -> list[tuple[int, int]]:
    """Return place and indicator of the lines that are headings; a second one for the same indicator is prose."""
    by_number = _without_lists(_matching(document, rules, end, named=False), document.text.key)
    by_number = sorted({*by_number, *_entries(document, end)})
    by_name = _without_lists(_matching(document, rules, end, named=True), document.text.key)
    # `- ตัวชี้วัดที่ 10 … (100.00)` may be in a list of the strong and the weak, `1. การปฏิบัติหน้าที่` heads a section
    candidates = [(marks, _with_text(document, marks, end)) for marks in (by_number, by_name)]
    candidates.sort(key=lambda candidate: -len({number for at, number in candidate[0] if at in candidate[1]}))
    for marks, filled in candidates:
        if len({number for _, number in marks}) >= _FEWEST_HEADINGS:
            return _without_repeats(marks, filled)
    few = [mark for mark in (by_number or by_name) if _is_of_the_assessor(document, mark[0], end)]
    if few:
        return _without_repeats(few, set())
    # names alone on their lines: only where they run from the first to the last in order
    bare = _without_repeats(_bare_names(document, rules, end), set())
    numbers = [number for _, number in bare]
    return bare if len(numbers) >= 5 and numbers == sorted(numbers) else []


def _with_text(document: Document, marks: list[tuple[int, int]], end: int) -> set[int]:
    """Return the places of the headings below which text stands before the next one."""
    stops = [offset for offset, _ in [*marks, (end, 0)][1:]]
    lines = [document.line_at(offset) + 1 for offset, _ in marks]
    return {
        offset
        for (offset, _), line, stop in zip(marks, lines, stops, strict=True)
        if line < len(document.starts) and document.starts[line] < stop
    }


def _entries(document: Document, end: int) -> list[tuple[int, int]]:
    """Return place and indicator of list entries that name an indicator and an item: `(1) ตัวชี้วัดที่ 4 … ข้อ i11 มี…`.

    Each is a section by itself; two make a list of recommendations.
    """
    found = [
        (block.start, int(match["number"]))
        for block in document.text_blocks
        if block.start < end and (match := _ENTRY.match(document.text.key, block.start, end)) is not None
    ]
    return found if len(found) >= 2 else []


def _without_lists(marks: list[tuple[int, int]], key: str) -> list[tuple[int, int]]:
    """Leave out headings with nothing but a score below them: a list, `ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ 92.10`.

    Five or more follow each other in the order of the indicators.
    """
    empty = [
        index + 1 < len(marks)
        and marks[index + 1][1] == number + 1
        and _LISTED.fullmatch(key, offset, marks[index + 1][0]) is not None
        for index, (offset, number) in enumerate(marks)
    ]
    kept: list[tuple[int, int]] = []
    index = 0
    while index < len(marks):
        stop = index
        while stop < len(marks) and empty[stop]:
            stop += 1
        if stop - index >= _LIST_LENGTH - 1:
            index = stop + 1  # the last of the list with what follows it
        else:
            kept += marks[index : stop + 1]
            index = stop + 1
    return kept


def _is_of_the_assessor(document: Document, offset: int, end: int) -> bool:
    """Whether the text behind a heading is that of a section: of one or two the name alone tells too little."""
    stop = min(end, offset + _SECTION_REACH)
    behind = document.text.key[offset:stop]
    guided = _facts(document, offset, stop) < stop
    return guided or FACTS.search(behind) is not None or _ASSESSED.search(behind) is not None


def _bare_names(document: Document, rules: YearRules, end: int) -> list[tuple[int, int]]:
    names = {name: i.number for i in rules.indicators.list for name in (i.name, *i.other_names)}
    keys = ((offset, document.line_key(line)) for line, offset in enumerate(document.starts) if offset < end)
    return [(offset, names[key]) for offset, key in keys if key in names]


def _matching(document: Document, rules: YearRules, end: int, *, named: bool) -> list[tuple[int, int]]:
    found = []
    for line, offset in enumerate(document.starts):
        if offset >= end:
            break
        key = document.line_key(line)
        if named:
            match = _NAME_HEADING.fullmatch(key)
            number = indicator_by_name(match["name"].strip("():-.\"'"), rules) if match else None
            if number is not None and match is not None and (match["numbering"] or match["word"]):
                found.append((offset, number))
            continue
        match = _HEADING.fullmatch(key)
        if match is not None and 1 <= int(match["number"]) <= 10 and _is_heading_name(match["name"]):
            found.append((offset, int(match["number"])))
    return found


def _is_heading_name(name: str) -> bool:
    return len(name) <= 60 and not _PROSE_WORDS.search(name.replace("การปฏิบัติหน้าที่ของหน่วยงาน", ""))


def _without_repeats(marks: list[tuple[int, int]], filled: set[int]) -> list[tuple[int, int]]:
    """Keep the run of headings that has the sections: lists of contents and wrapped prose repeat numbers.

    A line that names the indicator whose section is open is a wrapped sentence. Where a whole earlier run repeats
    (a table of contents, with no text below its lines), the last one counts. `filled` are the places with text below.
    """
    numbers = [number for _, number in marks]
    full = [at for at in range(len(marks) - 9) if numbers[at : at + 10] == list(range(1, 11))]
    if full and full[-1] and len(set(numbers[: full[-1]])) < 10:
        marks = marks[full[-1] :]  # a list of the weak indicators stands before the ten sections
    kept: list[tuple[int, int]] = []
    for offset, number in marks:
        if kept and kept[-1][1] == number:
            continue
        kept.append((offset, number))
    last_first = max((index for index, (_, number) in enumerate(kept) if number == kept[0][1]), default=0)
    tail = kept[last_first:]
    listed = 2 * sum(offset in filled for offset, _ in kept[:last_first]) <= last_first
    if (
        last_first
        and listed
        and {number for _, number in tail} >= {number for _, number in kept[:last_first]}
    ):
        return tail
    seen: set[int] = set()
    return [mark for mark in kept if not (mark[1] in seen or seen.add(mark[1]))]  # type: ignore[func-returns-value]


def _openings(document: Document, end: int) -> list[tuple[int, int]]:
    """Return place and indicator of the sentences that begin to speak of an indicator, where they come in order."""
    found: list[tuple[int, int]] = []
    for match in document.text.finditer(_PROSE_OPENING, 0, end):
        number = int(match["number"])
        later = not found or number > found[-1][1]
        if 1 <= number <= 10 and later and document.text.starts_line(match.start()):
            found.append((match.start(), number))
    return found if len(found) >= 3 else []
