"""Where each recommendation of a section begins and ends: at its item, whatever words and brackets stand around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita_extract.language.item_codes import (
    BETWEEN,
    CODES,
    ITEM_WORD,
    LETTERED,
    MOST_CODES,
    URGES,
    referring,
)
from ita_extract.language.lists import ANY_MARKER, end_of_paragraph
from ita_extract.language.vocabulary import BULLET, EIT_PART, SUB_INDICATOR, THEREFORE
from ita_extract.layout.span import Span
from ita_extract.outline.sections import IndicatorSection
from ita_extract.rulebook.year import YearRules
from ita_extract.thai.items import SINGLE_CODE, normal_code

# ข้อคำถามข้อ i2 ประเด็น…, ข้อ 10 ประเด็น…, ข้อ e4 และข้อ e5 ประเด็น…
_MARKER = rf"(?:{BULLET}|[ก-ฮ]\.|\(\d{{1,2}}\)|(?<![\da-zก-ฮ.])\d{{1,2}}[.)])?"
_BY_CODE = re.compile(
    rf"{_MARKER}(?:ประเด็นข้อคำถาม|ข้อคำถาม|ประเด็นคำถาม|คำถาม)?(?:ข้อคำถามที่|ข้อคำถาม|ข้อที่|ข้อ)(?P<codes>{CODES})(?:\)|:|-)*(?:เรื่อง|(?:เรื่อง)?(?:ใน)?ประเด็น(?:ที่|คือ|:|ว่า)?)"
)
# i2 ประเด็น … without the word ข้อ; - O6: … at the beginning of a line
_BY_LETTER = re.compile(rf"{_MARKER}\(?(?P<codes>(?={LETTERED}){CODES})\)?(?::|-)*ประเด็น(?:ที่|คือ|:|ว่า)?")
# • i2 : …, (1) O30 การเปิดโอกาส…, ข้อ o6 แผน… at the beginning of a line
_LINE_CODE = re.compile(
    rf"(?:(?:{BULLET}|[ก-ฮ]\.|\(?\d{{1,2}}[.)](?!\d))(?:ประเด็นข้อคำถาม|ข้อคำถาม)?(?:ข้อคำถาม|ข้อที่|ข้อ|รายการ)?|"
    rf"(?:ประเด็นข้อคำถาม|ข้อคำถาม)?(?:ข้อคำถามที่|ข้อคำถาม|ข้อที่|ข้อ)|(?=[^ ]{{2,40}}?:))"
    rf"(?P<codes>(?:(?={LETTERED})|(?<![\d.])(?=0\d)){CODES})(?::|-)?"
)
# O39 แผนปฏิบัติการป้องกันการทุจริต ไม่พบข้อมูล: only with the title that the item has in that year
_TITLED_ITEM = re.compile(r"(?P<codes>o\d{1,2})(?=[ก-ฮเ-ไ])")
# (1) ประเด็น … ข้อ o6 …
_BY_NUMBER = re.compile(rf"(?:\(\d{{1,2}}\)|\d{{1,2}}[.)]|{BULLET})ประเด็น(?!ข้อคำถาม|คำถาม)(?:ที่(?!\d)|คือ|:)?")
# an item in whatever words: `I1`, `(คำถามข้อ I12)`, `ข้อ O36`; not with its score
_ITEM_NAMED = re.compile(
    rf"{ITEM_WORD}{{0,4}}\(?(?<![a-z])"
    rf"(?P<codes>(?P<first>(?={LETTERED}|(?<![\d.])0\d){SINGLE_CODE})(?:{BETWEEN}{SINGLE_CODE}){{0,{MOST_CODES}}})(?!{BETWEEN}{SINGLE_CODE})\)?[:\-–]*"
    r"(?:\((?!\D{0,12}[ieo]?\d{1,2}\))[^)\d]{2,60}\)(?=ประเด็น))?(?:ประเด็น(?:ที่|คือ|:|ว่า)?|เรื่อง)?"
)
# an item named by its number alone: only behind a word for a question
_ITEM_NUMBERED = re.compile(
    rf"(?:ข้อคำถามที่|ข้อคำถาม|คำถามข้อที่|คำถามข้อ|คำถามที่|ข้อย่อย|ตัวชี้วัดคำถาม)(?:ที่|ข้อ){{0,4}}\(?"
    rf"(?P<codes>(?P<first>\d{{1,2}})(?![\d.])(?:{BETWEEN}\d{{1,2}}(?![\d.])){{0,{MOST_CODES}}})\)?[:\-–]*(?:ประเด็น(?:ที่|คือ|:|ว่า)?|เรื่อง)?"
)
# the score of an item behind it: `i6 (90.12 คะแนน)`, `i6 ได้ 90.12 คะแนน`
_ITEM_SCORE = re.compile(
    r"(?:[^ก-ฮ]|และ|ข้อ){0,12}\(?(?:ได้|มี|ผล)*(?:คะแนน|ร้อยละ|เท่ากับ|คือ|อยู่ที่|:|=)*\d+\.\d+(?:คะแนน|%)?\)?(?:ประเด็น(?:ที่|คือ|:|ว่า)?)?"
)
_SCORE_SAID = re.compile(
    r"(?:ได้|มี|ผล|=|:)+(?:คะแนน)?(?:เฉลี่ย|เพียง|(?:ต่ำ|สูง|น้อย|มาก)(?:ที่)?สุด|คือ|เท่ากับ|ที่|อยู่|ร้อยละ|คะแนน)*\d{1,3}\.\d+(?:คะแนน|%)?"
)
_OTHER_MATTER = re.compile(r"ตัวชี้วัด(?:ที่)?\d{1,2}(?!\d)|ปีงบประมาณ|ข้อเท็จจริง")
# `จากผลการประเมินพบว่า การเบิกจ่ายช้า (คำถามข้อที่ I3) ผู้บริหารควร…`: the issue before its item, in a bracket
_FOUND = re.compile(r"(?:(?:จาก)?(?:ผล)?(?:การ)?(?:ประเมิน|วิเคราะห์|ตรวจประเมิน))?พบว่า")
_OPENS_BRACKET = re.compile(rf"\({ITEM_WORD}{{0,4}}$")
_ADVISED_NEXT = re.compile(rf"\)[^\d()]{{0,40}}?(?:ดังนั้น|{URGES.pattern})")
_BEFORE_ITEM = 250  # characters
_SHORTEST_ISSUE = 6  # characters
_LEADS_UP = re.compile(r"คะแนน|ผู้(?:ตรวจ)?ประเมิน|ข้อเสนอแนะ|ดังนี้|ตัวชี้วัด")
_ADVISED = re.compile(rf"ดังนั้น|{URGES.pattern}")
_LONE_ISSUE = re.compile(r"ประเด็น(?!ข้อคำถาม|คำถาม|ที่มี|ที่ได้|ที่ผู้|ที่ควร|ที่ต้อง|ดังนี้|ต่างๆ)(?:ที่(?!\d)|คือ|:|ว่า)?")
# ผู้ตรวจประเมินไม่มีข้อเสนอแนะในข้อ i6 …, ข้อที่ได้คะแนนสูงสุด คือ ข้อ i4 ประเด็น …, หน่วยงานข้างเคียงที่ได้รับข้อเสนอแนะ…
_DENIED = re.compile(
    r"(?:ไม่มี|ไม่ได้มี|มิได้มี|มิได้ให้|ไม่ได้ให้|ไม่พบ)(?:ข้อเสนอแนะ|ข้อสังเกต|ข้อบกพร่อง|ประเด็น)"
    r"(?:(?!ควร|ดังนั้น|แต่|เว้น|นอกจาก).)*$|สูง(?:ที่)?สุด\D{0,16}$|หน่วยงาน(?:ข้างเคียง|ใกล้เคียง|อื่น)(?:(?!ควร|ดังนั้น|\d).)*$"
)
# ข้อ i7 ถึง i9 ได้คะแนนในระดับสูง ไม่มีข้อเสนอแนะ
_DENIED_BEHIND = re.compile(
    r"(?:(?!ควร|ดังนั้น|พบว่า|ประเด็น)[^.]){0,60}?(?:(?:ไม่มี|มิได้มี|ไม่ได้มี)(?:ข้อเสนอแนะ|ข้อสังเกต)|ไม่(?:ได้)?(?:ถูก)?(?:หัก|เสีย)คะแนน)"
)
# กองช่างเสนอให้ปรับปรุงข้อ o6 เพิ่มเติม: a unit of the office, and no assessor
_BY_A_UNIT = re.compile(
    r"(?:กอง|สำนัก|ฝ่าย)(?:(?!ผู้|ประเมิน|ควร)[ก-๎]){2,24}?(?:ได้|จะ|ขอ)*(?:เสนอ|เห็นว่า|เห็นควร|แจ้ง|รายงาน)[^\d]{0,30}$"
)
# ตามคู่มือการประเมิน ข้อ o12 ต้องแสดงข้อมูลของปีปัจจุบัน: what the rule asks of everybody
_BY_RULE = re.compile(
    r"(?:คู่มือ|หลักเกณฑ์|เกณฑ์)(?:การประเมิน|ita|หน้า(?:ที่)?\d{1,3}|ได้|อธิบาย|ระบุ|กำหนด|ว่า|ให้|ของ|ใน|,|ปี|ที่|\d{4}|ป\.ป\.ช\.)*$"
)
# รายละเอียดข้อคำถาม i9 ปรากฏในภาคผนวก, o1 ถึง o28 เป็นข้อมูลที่ต้องเปิดเผย, EIT 30 คะแนน
_DESCRIBED = re.compile(
    r"\)?(?:(?:ถึง|-)(?:ข้อ)?[ieo]\d{1,2})?(?:เป็น(?:ข้อ|รายการ|คำถาม)|ปรากฏ|อยู่ใน(?:ภาคผนวก|แบบ|คู่มือ|ความ(?:ดูแล|รับผิดชอบ))|(?:ดูแล|รับผิดชอบ|จัดทำ)โดย|ใช้วัด|ส่วนใหญ่|คะแนน(?!ต่ำ|น้อย)|%)"
)
_RANKED = re.compile(r"(?:สูง|ต่ำ|น้อย|มาก)(?:ที่)?สุด(?:คือ|ได้แก่|เป็น|:)*$")
_BEFORE_RULE = 40  # characters before an item in which such words are looked for
_BEFORE_DENIED = 160  # characters before an item in which such words are looked for
PART_HEADING = re.compile(
    rf"(?:ส่วนที่[12](?!\d)[^\d]{{0,80}}?(?:\(?eit|ผู้รับบริการ|ผู้มาติดต่อ|ประชาชน|ผู้ประเมิน|public|survey))|{EIT_PART.pattern}"
)


@dataclass(frozen=True)
class Segment:
    """One recommendation in the document's key: where it begins, where its codes and its text begin, where it ends."""

    start: int
    codes: tuple[int, int] | None
    body: int
    stop: int


def segments_of(text: Span, section: IndicatorSection, rules: YearRules) -> list[Segment]:
    """Cut a section's assessor part at the markers of its items."""
    start, stop = section.start, section.facts
    references = referring(text, start, stop)
    marks: list[tuple[int, tuple[int, int] | None, int]] = []
    for pattern in (_BY_CODE, _BY_LETTER, _BY_NUMBER, _LINE_CODE, _TITLED_ITEM):
        for match in text.finditer(pattern, start, stop):
            offset = match.start()
            if re.match(r"[ก-ฮ]\.", match.group()) and not text.follows_space(offset):
                offset += 2  # the end of a sentence, no ก. of a list
            if any(first <= offset < last for first, last in references) or _closes_issue(text, start, match):
                continue
            if text.key[:offset].endswith(("ตาม", "ตามข้อ", "ที่")):
                continue  # ควรเผยแพร่ตามข้อ o10 ประเด็น…: the advice goes on; (ตัวชี้วัดที่ 1) ประเด็น…
            if any(first <= offset < last or offset <= first < match.end() for first, _, last in marks):
                continue
            if (
                pattern in (_LINE_CODE, _BY_NUMBER)
                and not text.starts_line(offset)
                and not text.follows_space(offset)
            ):
                continue
            if pattern in (_LINE_CODE, _TITLED_ITEM) and not text.starts_line(offset):
                continue
            if pattern is _TITLED_ITEM and not _has_title(text.key[match.end() :], match["codes"], rules):
                continue
            if pattern is _LINE_CODE and (
                _inside_numbered(text, offset, marks)
                or _DESCRIBED.match(text.key, match.end("codes"))
                or _tells_a_score(text, match.end("codes"), stop)
                or _RANKED.search(text.key, max(start, offset - _BEFORE_RULE), offset)
            ):
                continue
            codes = match.span("codes") if "codes" in pattern.groupindex else None
            marks.append((offset, codes, match.end()))
    first = min(marks)[0] if marks else stop
    named = {text.key[slice(*codes)] for _, codes, _ in marks if codes}
    extra = [
        mark
        for mark in _by_item(text, section, first, rules)
        if mark[1] and text.key[slice(*mark[1])] not in named
    ]
    extra = [mark for mark in extra if not _is_of_a_unit(text, mark[0])]
    marks = sorted(mark for mark in (*extra, *marks) if not is_denied(text, start, mark[0])) or _unmarked(
        text, section
    )
    breaks = [m.start() for m in text.finditer(PART_HEADING, start, stop) if text.starts_line(m.start())]
    breaks += [offset for offset, _ in sub_headings(text, section, stop, rules)]
    segments = []
    for index, (offset, codes, body) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else stop
        end = min([end, *(at for at in breaks if at > body)])
        paragraph, sure = end_of_paragraph(text, body, end)
        end = paragraph if sure else end
        segments.append(Segment(offset, codes, body, end))
    return segments


def _tells_a_score(text: Span, offset: int, stop: int) -> bool:
    """Whether the words behind an item tell its score and advise nothing: `ข้อคำถาม i4 ได้คะแนนต่ำที่สุด คือ 77.46 คะแนน`."""
    score = _SCORE_SAID.match(text.key, offset)
    end, _ = end_of_paragraph(text, offset, stop)
    return score is not None and not _is_advised(text, score.end(), end)


def _is_advised(text: Span, offset: int, stop: int) -> bool:
    """Whether something is advised between two places, before an indicator or a year is spoken of."""
    other = _OTHER_MATTER.search(text.key, offset, stop)
    return _ADVISED.search(text.key, offset, other.start() if other else stop) is not None


def _by_item(
    text: Span, section: IndicatorSection, stop: int, rules: YearRules
) -> list[tuple[int, tuple[int, int] | None, int]]:
    """Return the recommendations of a section up to a place by the items that it names, in whatever words.

    `… เสนอแนะว่า I1 พบว่า … เห็นควรให้ …` begins at its item, `ประเด็นไม่มีการตรวจนับ… (คำถามข้อ I12) เห็นควร…` at the
    issue before it. Codes behind a word for a reference are what the advice refers to.
    """
    start = section.start
    letter = rules.indicator(section.indicator).instrument[0].lower()
    marks: list[tuple[int, tuple[int, int] | None, int]] = []
    end = start
    found = sorted(
        (
            match
            for low, high in _between(referring(text, start, stop), start, stop)
            for pattern in (_ITEM_NAMED, _ITEM_NUMBERED)
            for match in text.finditer(pattern, low, high)
        ),
        key=lambda match: match.start(),
    )
    for index, match in enumerate(found):
        first = normal_code(re.sub(r"\D+$", "", match["first"]), rules, section.indicator).code
        if first is None or first[0] != letter or match.start() < end:
            continue
        if _DESCRIBED.match(text.key, match.end("codes")) or _BY_RULE.search(
            text.key, max(start, match.start() - _BEFORE_RULE), match.start()
        ):
            continue
        body = match.end()
        score = _ITEM_SCORE.match(text.key, match.end("codes")) or _SCORE_SAID.match(
            text.key, match.end("codes")
        )
        if score is not None:  # only where advice follows before the next item: others are lists of scores
            behind = found[index + 1].start() if index + 1 < len(found) else stop
            behind, _ = end_of_paragraph(text, match.start(), behind)
            body = max(body, score.end())
            ranked = _RANKED.search(text.key, max(start, match.start() - _BEFORE_RULE), match.start())
            if ranked and text.starts_line(body) and text.stops_short(body, 0.12):
                continue  # `ประเด็นคำถามที่ได้คะแนนต่ำที่สุดคือข้อ i4 ได้ 91.10 คะแนน` ends its paragraph
            if not _is_advised(text, body, behind):
                continue
        elif letter != "o" and _RANKED.search(
            text.key, max(start, match.start() - _BEFORE_RULE), match.start()
        ):
            continue  # ข้อที่ได้คะแนนต่ำสุด คือ ข้อ e7
        opener = _FOUND if _closes_issue(text, end, match) else _LONE_ISSUE
        issues = list(opener.finditer(text.key, end, match.start()))
        issue = issues[-1] if issues else None
        if issue is not None and not _ADVISED.search(text.key, issue.end(), match.start()):
            marks.append((issue.start(), match.span("codes"), issue.end()))
        else:
            entry = _entry_before(text, max(end, start), match.start())
            opened = entry if entry is not None and score is None else (match.start(), body)
            marks.append((opened[0], match.span("codes"), opened[1]))
        end = body
    return marks


def _between(taken: Sequence[tuple[int, int]], start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Return what of a range of offsets lies before, between and behind those that are taken."""
    for low, high in taken:
        if start < low:
            yield start, low
        start = max(start, high)
    if start < stop:
        yield start, stop


def _closes_issue(text: Span, start: int, match: re.Match[str]) -> bool:
    """Whether an item stands in a bracket behind the words of its issue, and before what is advised."""
    if "codes" not in match.re.groupindex or match["codes"] is None:
        return False
    codes, end = match.span("codes")
    opened = _OPENS_BRACKET.search(text.key, max(start, codes - 30), codes)
    if opened is None or _ADVISED_NEXT.match(text.key, end) is None:
        return False
    found = _FOUND.search(text.key, max(start, opened.start() - _BEFORE_ITEM), opened.start())
    return found is not None and opened.start() - found.end() >= _SHORTEST_ISSUE


def _entry_before(text: Span, start: int, offset: int) -> tuple[int, int] | None:
    """Return where a list entry begins that names its item inside (`(1) สาระ การบริหาร… ข้อ o6 …`), and its text.

    None where the words before the item only lead up to it.
    """
    for line in reversed(
        text.line_places[bisect_left(text.line_places, start) : bisect_right(text.line_places, offset)]
    ):
        marker = ANY_MARKER.match(text.key, line)
        if marker is not None and marker.end() <= offset:
            before = text.key[marker.end() : offset]
            leads = len(before) < _SHORTEST_ISSUE or _LEADS_UP.search(before) or _ADVISED.search(before)
            return None if leads else (line, marker.end())
    return None


def is_denied(text: Span, start: int, offset: int) -> bool:
    """Whether the words before an item, in its section, say that nothing is advised on it, or praise it."""
    begins = max(start, offset - _BEFORE_DENIED)
    before = _DENIED.search(text.key, begins, offset)
    return before is not None or _DENIED_BEHIND.match(text.key, offset) is not None


def _is_of_a_unit(text: Span, offset: int) -> bool:
    """Whether a unit of the office speaks of an item in the words before it on its line; it stays an unread item."""
    lines = text.line_places
    begins = lines[max(0, bisect_right(lines, offset) - 1)] if lines else 0
    return _BY_A_UNIT.search(text.key, begins, offset) is not None


def _unmarked(text: Span, section: IndicatorSection) -> list[tuple[int, tuple[int, int] | None, int]]:
    """Return the one recommendation of a section that names no item: `… ประเด็น … ดังนั้น หน่วยงานควร …`."""
    therefore = THEREFORE.search(text.key, section.start, section.facts)
    issues = list(
        _LONE_ISSUE.finditer(text.key, section.start, therefore.start() if therefore else section.start)
    )
    return [(issues[-1].start(), None, issues[-1].end())] if issues else []


def speaks_of_items(text: Span) -> bool:
    """Whether a text has recommendations (ข้อ i2 ประเด็น …)."""
    return _BY_CODE.search(text.key) is not None


def names_item(entry: Span) -> bool:
    """Whether an entry of a list begins with an item of the assessor: `• ตัวชี้วัดคำถาม i7 การมอบหมายงาน…`."""
    marker = ANY_MARKER.match(entry.key)
    return _ITEM_NAMED.match(entry.key, marker.end() if marker else 0) is not None


def _has_title(text: str, code: str, rules: YearRules) -> bool:
    """Whether a text begins with the title of an item (its first eight letters)."""
    title = (
        next((item.title for item in rules.oit_items.list if item.code == code), "").replace(" ", "").lower()
    )
    return len(title) >= 4 and text.startswith(title[:8])


def _inside_numbered(text: Span, offset: int, marks: list[tuple[int, tuple[int, int] | None, int]]) -> bool:
    """Whether a code at a line's beginning belongs to `(1) ประเด็น … ข้อ o6 …` that began before it."""
    before = [mark for mark in marks if mark[0] < offset]
    if not before:
        return False
    last = max(before)
    return last[1] is None and THEREFORE.search(text.key, last[2], offset) is None and offset - last[2] < 200


def sub_headings(text: Span, section: IndicatorSection, stop: int, rules: YearRules) -> list[tuple[int, str]]:
    """Return place and code of the headings of sub-indicators.

    With the word, with the title of that year, or (titles of some years are uncertain) with any in the section of
    their indicator.
    """
    found = []
    for match in text.finditer(SUB_INDICATOR, section.start, stop):
        if not text.starts_line(match.start()):
            continue
        title = rules.sub_indicators.titles.get(match["code"], "").replace(" ", "")
        own = match["code"].startswith(f"{section.indicator}.")
        if match["word"] or (match["title"] and (own or (title and match["title"].startswith(title[:8])))):
            found.append((match.start(), match["code"]))
    return found
