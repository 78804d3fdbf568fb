"""The public bodies that a cover names, of any class: what each is there, and where its name ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ita_extract.language.agencies import AgencyClass, any_class, cues, ways
from ita_extract.layout.span import Span
from ita_extract.outline.names import name_after
from ita_extract.outline.whereabouts import province_names

_LONGEST = 90
_CONTINUES = re.compile(r"เขต\d|แห่ง|และ(?!การวิเคราะห์|ผล|มาตรการ|แนวทาง|รายงาน)|ที่\d|ใน(?:พระ|สมเด็จ)|\(")
# a school's name may hold a bracket (บ้านหาดใหญ่), but not that of its place
_BRACKET = re.compile(r"\((?!จังหวัด|จ\.|อำเภอ|อ\.|ita|o\d|[a-z])[ก-๙0-9 ]{2,40}\)")
# a place in an address, or the province of a group of bodies (อปท. ในจังหวัดลำพูน)
_ADDRESS = re.compile(
    r"(?:อำเภอ|อ\.|เขต|แขวง|ถนน|ตำบล|ต\.)[ก-๙0-9]{2,30}$|(?:องค์กรปกครองส่วนท้องถิ่น|อปท\.?|ส่วนราชการ|แห่ง|ใน|เขต|ระดับ|พื้นที่)(?:ใน)?$"
)
_LEAD = re.compile(r"(?:ของ|โดย|ประกาศ)$")
_GLUED_PLACES = ("school", "hospital", "police")
_GLUED = ("อำเภอ", "จังหวัด")  # คลองนครเนื่องเขตวิทยา holds a เขต


_NUMBERED = ("ภาค", "ที่")  # classes whose names may be a figure: ตำรวจภูธรภาค 5


class Standing(StrEnum):
    """What a body is where it is named: the report's own, the one over it, who made it, or another."""

    OWN = "own"
    PARENT = "parent"
    AUTHOR = "author"
    OTHER = "other"


@dataclass(frozen=True)
class Body:
    """A body that is named at a place of a text; `name` is bare, with the spaces that it is written with."""

    agency: AgencyClass
    name: str
    offset: int
    written: Span
    standing: Standing

    @property
    def end(self) -> int:
        """Return the place in the text's key behind its name."""
        return self.offset + len(self.written.key)

    @property
    def plain(self) -> tuple[str, str]:
        """Return class and name without spaces: what tells two bodies apart."""
        return self.agency.name, self.name.replace(" ", "")


def bodies_in(text: Span, start: int, stop: int) -> list[Body]:
    """Return the bodies that a stretch of a text names as its subject, in order.

    A body whose name holds another's (โรงพยาบาลเทศบาลนครอุดรธานี) is that body alone.
    """
    return list(_bodies(text, start, stop))


def _bodies(text: Span, start: int, stop: int) -> Iterator[Body]:
    done = start
    for match in text.finditer(any_class(), start, stop):
        agency = ways()[match.group()]
        if match.start() < done or (
            match.group().endswith(".") and not agency.is_name and text.is_broken(*match.span())
        ):
            continue
        standing = standing_at(text, match.start(), agency)
        if standing is None:
            continue
        end = name_end(text, match.end(), agency)
        begin = match.start() if agency.is_name else match.end()
        name = text.cut(begin, end).text
        if len(name.replace(" ", "")) < 2 and not (name.isdigit() and agency.name.endswith(_NUMBERED)):
            continue
        done = end
        yield Body(agency, name, match.start(), text.cut(match.start(), end), standing)


def standing_at(text: Span, offset: int, agency: AgencyClass) -> Standing | None:
    """Return what a body is that is named at a place; None where the word there is part of another word."""
    known = cues()
    before = text.key[max(0, offset - 90) : offset]
    office = known.office.search(before) if agency.is_local else None
    if office is not None:
        offset -= len(office.group())
        before = before[: office.start()]
    if known.parent.search(before):
        return Standing.PARENT
    if known.author.search(before):
        return Standing.AUTHOR
    if known.cited.search(before) or (agency.is_locality_too and not _is_subject(text, offset, before)):
        return Standing.OTHER
    if text.follows_space(offset) or known.own.search(before) or known.assessed_before.search(before):
        return Standing.OWN
    return Standing.OWN if agency.is_local else None


def _is_subject(text: Span, offset: int, before: str) -> bool:
    """Whether the name of a province or of Bangkok stands for the body, not for a place in an address."""
    if _ADDRESS.search(before):
        return False
    lead = _LEAD.search(before)
    return text.starts_line(offset - len(lead.group()) if lead else offset) or (
        cues().assessed_before.search(before) is not None
    )


def is_in_address(text: Span, offset: int) -> bool:
    """Whether the words before a province's name make it a place: อำเภอแจ้ห่ม จังหวัดลำปาง, ในจังหวัดลำปาง."""
    before = text.key[max(0, offset - 40) : offset]
    return _ADDRESS.search(before) is not None or not text.follows_space(offset)


def name_end(text: Span, offset: int, agency: AgencyClass) -> int:
    """Return where a name ends that begins at a place: with its line, or before what is no part of names."""
    if agency.is_local and not agency.is_name:
        return offset + len(name_after(text, offset)[0])
    key, known = text.key, cues()
    province = next((name for name in province_names() if key.startswith(name, offset)), None)
    if agency.is_locality_too and not agency.is_name and province is not None:
        return offset + len(province)  # `จังหวัดลำปาง สำนักงานจังหวัดลำปาง`
    glued = agency.kind in _GLUED_PLACES
    end = offset
    while end < len(key) and end - offset < _LONGEST:
        if end > offset and text.starts_line(end) and not _CONTINUES.match(key, end):
            break
        bracket = _BRACKET.match(key, end)
        if bracket is not None and (agency.kind == "school" or text.follows_space(bracket.end())):
            end = bracket.end()
            continue
        if key[end] == "(" or known.name_ends.match(key, end):
            break
        spaced = text.follows_space(end)
        if (agency.is_name and end == offset and spaced and not key.startswith("ประจำจังหวัด", end)) or (
            end > offset and spaced and known.name_ends_apart.match(key, end)
        ):
            break
        where = known.locality_begins.match(key, end)
        if where and (spaced or agency.is_name or (glued and end > offset + 2 and where.group() in _GLUED)):
            break
        end += 1
    return end
