"""The sentences that tell a body's results: `เทศบาลตำบลทุ่งผึ้ง มีผลการประเมิน…`, `ผลการประเมิน…ของเทศบาลตำบลทุ่งผึ้ง`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ita_extract.language.agencies import any_class, class_of, cues, ways
from ita_extract.layout.span import Span
from ita_extract.outline.bodies import Body, Standing, is_in_address, standing_at
from ita_extract.outline.names import Mention
from ita_extract.outline.whereabouts import province_at

# `เทศบาลตำบลท่าตูมซึ่งอยู่ใกล้เคียงได้ 99.00 คะแนน และเทศบาลตำบลโคกตะเคียนได้ …`: the next of those compared
_NEXT_NEIGHBOUR = re.compile(
    r"(?:ใกล้เคียง|ข้างเคียง|ติดกัน|เพื่อนบ้าน)[^:]{0,60}?\d\d(?:คะแนน|%)?(?:,|และ|กับ|ส่วน|ขณะที่)+$"
)
_PROVINCE, _UNDER = "จังหวัด", "สังกัด"
_BEFORE = 130
_BEHIND = 160
# what may stand between a name and the words that tell its results: its place, its address, the body over it
_BETWEEN = re.compile(
    r"(?:เลขที่[^ก-ฮ]*)?(?:(?:ถนน|แขวง|ตำบล|ต\.)[ก-๙]{2,25}?)*(?:(?:อำเภอ|อ\.|เขต)[ก-๙]{2,25}?)?"
    r"(?:(?:จังหวัด|จ\.)[ก-๙]{2,20}?|กรุงเทพมหานคร)?(?:สังกัด[ก-๙.0-9]{2,60}?)?(?:ในปี|เมื่อปี|ปี|ประจำปี)?(?:งบประมาณ)?(?:พ\.ศ\.)?(?:25\d\d)?"
)


# what a heading begins with and the rest of a sentence does not: `เทศบาลตำบลปัว⏎ผลการประเมินในภาพรวม`
_NOUN = re.compile(r"ผล|คะแนน|การประเมิน")


@cache
def _results_behind() -> re.Pattern[str]:
    return re.compile(f"{_BETWEEN.pattern}(?P<tells>{cues().assessed_after.pattern})")


def is_assessed(text: Span, start: int, end: int) -> bool:
    """Whether the words around a name tell that its results follow."""
    if cues().assessed_before.search(text.key[max(0, start - _BEFORE) : start]):
        return True
    return _goes_on_with_results(text, end)


def _goes_on_with_results(text: Span, end: int) -> bool:
    behind = _results_behind().match(text.key, end, end + _BEHIND)
    if behind is None or _is_heading(text, behind.start("tells")):
        return False
    return not _holds_another(text, end, behind.start("tells"))


def _holds_another(text: Span, end: int, tells: int) -> bool:
    """Whether another body stands between a name and the words that tell results, or a page end behind a place.

    `โรงพยาบาลแม่ทะ … จังหวัดลำปาง` is a cover, and `เทศบาลตำบลแม่ทะ มีผลการประเมิน` begins the next page.
    """
    if tells == end:
        return False
    if text.cut(end - 1, end).pages != text.cut(tells, tells + 1).pages:
        return True
    over = text.key.find(_UNDER, end, tells)
    stop = over if over >= 0 else tells
    return any(not ways()[match.group()].is_locality_too for match in text.finditer(any_class(), end, stop))


def _is_heading(text: Span, offset: int) -> bool:
    """Whether results are named on a line of their own below a name: the heading below a cover, no sentence of it."""
    return text.starts_line(offset) and _NOUN.match(text.key, offset) is not None


def is_assessed_there(text: Span, end: int) -> bool:
    """Whether the words that tell results stand right behind a name."""
    return cues().assessed_after.match(text.key, end, end + _BEHIND) is not None


def is_cited(text: Span, offset: int) -> bool:
    """Whether the words before a name tell that it is another's: a partner, a place to visit, the body over one."""
    before = text.key[max(0, offset - 60) : offset]
    if cues().cited.search(before) is not None or cues().parent.search(before) is not None:
        return True
    return _NEXT_NEIGHBOUR.search(text.key, max(0, offset - _BEHIND), offset) is not None


def assessed_mentions(text: Span, mentions: Iterable[Mention]) -> Iterator[Body]:
    """Yield the local governments whose results a sentence tells."""
    for mention in mentions:
        agency = class_of(mention.type)
        end = mention.offset + len(mention.written.key)
        if agency is None or is_cited(text, mention.offset) or not is_assessed(text, mention.offset, end):
            continue
        if standing_at(text, mention.offset, agency) == Standing.OWN:
            yield Body(agency, mention.name, mention.offset, mention.written, Standing.OWN)


def assessed_bodies(text: Span) -> Iterator[Body]:
    """Yield the bodies of other classes whose results a sentence tells; a name is what stands before its end."""
    known = cues()
    behind = re.compile(
        rf"(?P<name>[ก-๙0-9().\-]{{2,70}}?)(?:{_BETWEEN.pattern})(?:{known.assessed_after.pattern})"
    )
    for match in text.finditer(any_class()):
        agency = ways()[match.group()]
        if agency.name == _PROVINCE:
            name = province_at(text, match.end())
            end = match.end() + len(name or "")
            if name and not is_in_address(text, match.start()) and is_assessed_there(text, end):
                yield Body(agency, name, match.start(), text.cut(match.start(), end), Standing.OWN)
            continue
        if agency.is_local or standing_at(text, match.start(), agency) != Standing.OWN:
            continue
        if agency.is_name:
            if _goes_on_with_results(text, match.end()):
                yield Body(agency, text.span(match).text, match.start(), text.span(match), Standing.OWN)
            continue
        sentence = behind.match(text.key, match.end(), match.end() + _BEHIND + 70)
        if sentence is None or known.swallowed.search(sentence["name"]):
            continue
        name = text.cut(match.end(), sentence.end("name")).text
        yield Body(agency, name, match.start(), text.cut(match.start(), sentence.end("name")), Standing.OWN)
