"""Item codes in a text: the codes of a list, and those that an advice refers to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ita_extract.language.lists import ANY_MARKER
from ita_extract.language.vocabulary import THEREFORE
from ita_extract.layout.span import Span
from ita_extract.rulebook.year import YearRules
from ita_extract.thai.items import SINGLE_CODE, normal_code

ITEM_WORD = r"(?:ประเด็น|ข้อคำถามที่|ข้อคำถาม|คำถามข้อที่|คำถามข้อ|คำถามที่|คำถาม|ข้อย่อย|ตัวชี้วัดคำถาม|ข้อที่|ข้อ)"
BETWEEN = (
    r"(?:,|และ|กับ|หรือ|ถึง|-|/| ){0,6}(?:ประเด็นคำถาม|คำถามข้อที่|คำถามข้อ|ข้อย่อย|ตัวชี้วัดคำถาม|ข้อคำถามที่|ข้อคำถาม|ข้อที่|ข้อ"
    r"|ตัวชี้วัดย่อยที่|ตัวชี้วัดย่อย|ตัวชี้วัดที่|ตัวชี้วัด|รายการ)?"
)
# no report lists more in one place; without an end, a page of codes is gone through again from each of them
MOST_CODES = 60
CODES = rf"{SINGLE_CODE}(?:{BETWEEN}{SINGLE_CODE}){{0,{MOST_CODES}}}"
_CODE = re.compile(SINGLE_CODE)
_RANGE = re.compile(rf"(?P<first>{SINGLE_CODE})(?:-|ถึง)(?:ข้อ)?(?P<last>{SINGLE_CODE})")
LETTERED = r"(?:[ioeοое๏|]|iit|eit|oit|โอ|อี|ไอ)"

_PAIRS = dict(zip("([{<⟨【«", ")]}>⟩】»", strict=True))
_OPENING, _CLOSING = (f"[{re.escape(''.join(signs))}]" for signs in (_PAIRS, _PAIRS.values()))
# words in a bracket before a code that say that it is referred to: (ดูประกอบ o8), [สอดคล้องกับ O11], (ref. o10)
_REFERRING = (
    r"(?:โปรด|กรุณา)?(?:→|⇒|ดู|ตาม|เทียบ|สอดคล้อง|อ้างถึง|อ้าง|ref|เชื่อมโยง|เกี่ยวข้อง|เกี่ยวเนื่อง|โยง|ที่มา|ประกอบ|(?!iit|eit|oit|ita)[a-z]{2,10})"
    r"(?:กับ|ถึง|ตาม|จาก|ประกอบ|เพิ่มเติม|ได้|ที่|ใน|\.|:)*"
)
REFERENCE = re.compile(
    rf"(?:อ้างอิง(?:จาก|ถึง|ตาม)*[:.]?|/อิง|{_OPENING}{_REFERRING}(?=(?:(?!{_CLOSING}).){{0,14}}(?:{LETTERED}-?\d|0\d|\d\.\d)))"
    rf"(?:แนวทาง)?(?:ข้อคำถามที่|ข้อคำถาม|ข้อที่|ข้อ|ตัวชี้วัดย่อยที่|ตัวชี้วัดย่อย|ตัวชี้วัดที่|ตัวชี้วัด|รายการ)?(?P<codes>{CODES})"
)
# `ตามข้อ o10`, `(o10)`, `[o10]` in an advice, `* o10` at its end: a reference without the word
_BARE_REFERENCE = re.compile(
    rf"ตาม(?:แนวทาง)?(?:ข้อคำถามที่|ข้อคำถาม|ข้อที่|ข้อ|รายการ)(?P<codes>{CODES})|"
    rf"{_OPENING}+(?:ข้อ)?(?P<bracketed>(?={LETTERED}){CODES}){_CLOSING}|"
    rf"[^\wก-๙]{{1,3}}(?P<last>(?={LETTERED}\d){CODES})\W?$"
)
_ITEM_BEHIND = re.compile(rf"{ITEM_WORD}|{LETTERED}\d")
_LONGEST_BRACKET = 240  # characters
LETTER_CODE = re.compile(r"(?<![a-z])[ioe]-?\d{1,2}(?![\d.])|(?:9|10)\.[1-9](?![\d.])|(?<![\d.])0\d{2}(?!\d)")
# a heading or a dash between an issue and its advice: `… / ข้อเสนอแนะ ผู้บริหารควร…`, `… ความเห็นผู้ประเมิน : …`
_ADVICE_LABEL = re.compile(
    r"[/—–-]?(?:ข้อเสนอแนะ|ความเห็น(?:ของ)?ผู้(?:ตรวจ)?ประเมิน|คำแนะนำ|ข้อแนะนำ)(?:ของผู้(?:ตรวจ)?ประเมิน)?:?(?=[ก-ฮเ-ไ])"
)
_ADVICE = re.compile(
    r"(?:โดย|ทั้งนี้|ผู้(?:ตรวจ)?ประเมิน)?(?:จึง)?(?:หน่วยงาน|ผู้บริหาร|เทศบาล(?:นคร|เมือง|ตำบล)?[ก-๙]{0,24}?|อบต\.[ก-๙]{0,24}?|อบจ\.[ก-๙]{0,24}?|"
    r"องค์การบริหารส่วน(?:ตำบล|จังหวัด)[ก-๙]{0,24}?)(?:จึง)?(?:ควร|พึง|ต้อง|จำเป็นต้อง)|"
    r"(?:โดย|ผู้(?:ตรวจ)?ประเมิน)?(?:จึง)?(?:เห็นควร|ควร(?=ให้)|ขอให้|เสนอให้|เสนอว่า|มีข้อเสนอ(?:แนะ)?ให้|แนะนำให้|เห็นว่า(?=[ก-๙]{0,40}?ควร))|"
    r"จึงควร|จึงต้อง|โดยควร"
)
# what should be done, in the assessor's words or in a report's own
URGES = re.compile(r"ควร|พึง|จำเป็นต้อง|(?:เสนอ|แนะนำ|ขอ)ให้")
# a code of IIT, EIT or OIT by its letter, alone: i4, o-35; never 9.1, never the tail of a word
LETTERED_CODE = r"(?<![a-z])[ieo]-?\d{1,2}(?![\d.])"
_SHOULD = re.compile(r"ควร|พึง|จำเป็นต้อง")


def codes_in(where: Span, rules: YearRules, indicator: int | None) -> list[tuple[str | None, str]]:
    """Return each code of a list, normal (None: no code of that year) and as written."""
    found: list[tuple[str | None, str]] = []
    ends: dict[int, str] = {}
    for match in _RANGE.finditer(where.key):
        first, last = (
            normal_code(match["first"], rules, indicator).code,
            normal_code(match["last"], rules, indicator).code,
        )
        if last is None and first is not None and match["last"].isdigit():
            last = f"{first[0]}{int(match['last'])}"
        if first and last and first[0] == last[0] and "." not in first + last:
            low, high = int(first[1:]), int(last[1:])
            if low < high <= low + 15:
                ends[match.start("first")] = ",".join(
                    f"{first[0]}{number}" for number in range(low, high + 1)
                )
                ends[match.start("last")] = ""
    for match in _CODE.finditer(where.key):
        written = where.span(match).text.replace(" ", "")
        if match.start() in ends:
            found.extend((code, written) for code in ends[match.start()].split(",") if code)
        else:
            found.append((normal_code(match.group(), rules, indicator).code, written))
    return found


def referring(text: Span, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the offsets of all references (`อ้างอิง o8, o9`) in a part of a text, in order.

    A list entry that begins with an item ends them: `… /อิง o6/` above `- ข้อย่อย i1 …` is no list of o6 and i1.
    """
    return [
        (match.start(), _end_before_entry(text, match)) for match in text.finditer(REFERENCE, start, stop)
    ]


def _end_before_entry(text: Span, match: re.Match[str]) -> int:
    lines = text.line_places
    for line in lines[bisect_left(lines, match.start("codes")) : bisect_left(lines, match.end())]:
        marker = ANY_MARKER.match(text.key, line)
        if marker is not None and _ITEM_BEHIND.match(text.key, marker.end()):
            return line
    return match.end()


def references_in(advice: Span, rules: YearRules, *, bare: bool) -> tuple[list[str], list[str]]:
    """Return the codes that an advice refers to, and those that are none of that year, as written."""
    references: list[str] = []
    unresolved: list[str] = []
    for where in _reference_spans(advice, bare=bare):
        for code, written in codes_in(where, rules, None):
            known = code is not None and ("." in code or rules.is_item(code))
            if known and code is not None:
                references.append(code)
            else:
                unresolved.append(written)
    return list(dict.fromkeys(references)), list(dict.fromkeys(unresolved))


def _reference_spans(advice: Span, *, bare: bool) -> Iterator[Span]:
    """Return where an advice names the codes that it refers to: behind อ้างอิง, to the end of its bracket; or bare.

    `(อ้างอิงจาก o8 คู่มือ… และ o9 คู่มือ…)`: between codes stand their titles, so that all codes of the bracket count.
    """
    end = 0
    for match in advice.finditer(REFERENCE):
        yield advice.span(match, "codes")
        end = match.end()
        closing = _end_of_bracket(advice.key, match.start(), match.end())
        for code in advice.finditer(LETTER_CODE, match.end(), closing):
            yield advice.span(code)
            end = closing
    if not bare:
        return
    for match in advice.finditer(_BARE_REFERENCE):
        if match.start() >= end or not end:
            yield advice.span(match, match.lastgroup or "codes")


def _end_of_bracket(key: str, start: int, stop: int) -> int:
    """Return where the bracket closes in which a reference stands; its own end where it stands in none."""
    opened = max(key.rfind(sign, max(0, start - 3), start + 1) for sign in _PAIRS)
    if opened < 0:
        return stop
    depth, opening, closing = 0, key[opened], _PAIRS[key[opened]]
    for offset in range(opened, min(len(key), opened + _LONGEST_BRACKET)):
        depth += (key[offset] == opening) - (key[offset] == closing)
        if depth == 0:
            return offset
    return stop


def split_advice(text: Span) -> tuple[Span, Span]:
    """Cut a recommendation where its advice begins: behind ดังนั้น, or without it at หน่วยงานควร …."""
    therefore = THEREFORE.search(text.key)
    if therefore is not None:
        return text.cut(0, therefore.start()), text.cut(therefore.end())
    return _split_without_therefore(text)


def _split_without_therefore(issue: Span) -> tuple[Span, Span]:
    """Cut a recommendation that has no ดังนั้น where its advice begins (หน่วยงานควร …)."""
    label = _ADVICE_LABEL.search(issue.key)
    if label is not None and label.start():
        return issue.cut(0, label.start()), issue.cut(label.end())
    match = _ADVICE.search(issue.key)
    if match is None:  # `… ในวันที่ตรวจ ควรมอบเจ้าหน้าที่ …`: a clause of its own
        apart = (
            found for found in issue.finditer(_SHOULD) if found.start() and issue.follows_space(found.start())
        )
        match = next(apart, None)
    if match is None or match.start() == 0:
        return issue, Span()
    return issue.cut(0, match.start()), issue.cut(match.start())
