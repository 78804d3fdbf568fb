"""Every place where a report names an organisation, a district or a province: in prose, tables and running heads.

A name ends where a listed name ends, or the report's own; so it is found though the words after it are glued to it
(`ทุ่งผึ้งมีผลคะแนน`) or a line end breaks it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ita_extract.language.agencies import class_of, ways_of
from ita_extract.language.vocabulary import SPECIAL_ORGANIZATIONS
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.span import Span, key_of
from ita_extract.model import OrganizationMention
from ita_extract.organizations.gazetteer import Area, Gazetteer
from ita_extract.organizations.likeness import likeness
from ita_extract.organizations.places import find_district
from ita_extract.organizations.spelling import is_whole, plain
from ita_extract.outline.names import Ending, Mention, find_mentions
from ita_extract.outline.statements import is_assessed, is_cited

Kind = Literal["organization", "district", "province"]
_LONGEST = 30
_AREA = re.compile(r"(?P<district>อำเภอ|(?<![ก-๙.])อ\.)|(?P<province>(?<!ต่าง)(?<!ส่วน)จังหวัด|(?<![ก-๙.])จ\.)")
_BREAK = re.compile(
    r"[^ก-๏]|อำเภอ|จังหวัด|ประจำ|ตำบล|มีผล|มีคะแนน|ได้คะแนน|ได้รับ|โดย|และ|เป็น|จึง|ในปี|ปีงบประมาณ|พ\.ศ"
)
# What a class stands before when no organisation is named.
_NO_NAME = re.compile(
    r"ผล|การ|ตัวชี้วัด|คะแนน|ประเภท|ทุก|แห่ง|หน่วยงาน|ขนาด|สามัญ|ระดับ|ปี|จำนวน|ดังกล่าว|นี้|ของ|ใน|เพื่อ|ตาม|ด้าน|แล้ว"
)
# Words before a name that tell of an office, a partner or a place to visit, not of the report's own subject.
_CITES = re.compile(
    r"(?:ร่วมกับ|ประสาน(?:งาน)?(?:กับ|ไปยัง)?|เครือข่าย(?:กับ|ของ)?|ศึกษาดูงาน(?:ณ|ที่|จาก)?|ดูงาน(?:ณ|ที่|จาก)?|ใกล้เคียง(?:เช่น|ได้แก่|คือ)?|"
    r"แจ้ง|รายงาน(?:ต่อ|ให้)?|เสนอ(?:ต่อ)?|ส่ง(?:ให้|ต่อ|ไปยัง)?|ต่อ|หารือ(?:กับ)?|ขอความร่วมมือ(?:จาก|กับ)?|อุดหนุน(?:ให้|แก่)?|จาก|ไปยัง|"
    r"สำนักงาน[ก-๏.]{0,40}|ศาลากลาง|ที่ว่าการ|ที่ทำการ[ก-๏]{0,20}|ท้องถิ่น|ปกครอง|ผู้ว่าราชการ|นาย|ปลัด|สาธารณสุข|พัฒนาชุมชน|เกษตร|"
    r"โรงพยาบาล[ก-๏]{0,20}|สถานีตำรวจ[ก-๏]{0,20}|ตำรวจภูธร|ศูนย์ดำรงธรรม|ศูนย์[ก-๏]{0,30}|สภ\.?|ประจำ|ศาล|สาขา|ภาค\d|เรือนจำ|มหาวิทยาลัย[ก-๏]{0,20}|โรงเรียน[ก-๏]{0,20})$"
)
_BEFORE = 50


@dataclass(frozen=True)
class OwnPlace:
    """What the report itself is about: its class and name as chosen, its district and province where they are known."""

    type: str | None
    name: str | None
    district: Area | None
    province: Area | None


@dataclass(frozen=True)
class _Sighting:
    kind: Kind
    name: str
    written: Span
    cited: bool
    assessed: bool = False


def read_mentions(
    pages: list[PageLayout], own: OwnPlace, gazetteer: Gazetteer
) -> tuple[OrganizationMention, ...]:
    """Return one row for each way of naming, with its count and pages, in the order of the report."""
    groups: dict[tuple[Kind, str], list[_Sighting]] = defaultdict(list)
    names = _Names(own, gazetteer)
    for text in _spans(pages):
        for sighting in _sightings(text, names, own, gazetteer):
            groups[sighting.kind, plain_written(sighting.written)].append(sighting)
    rows = [
        OrganizationMention(
            written=written,
            normalized=group[0].name,
            kind=kind,
            cited=all(entry.cited for entry in group),
            assessed=any(entry.assessed for entry in group),
            count=len(group),
            pages=tuple(sorted({page for entry in group for page in entry.written.pages})),
            **next((entry for entry in group if not entry.cited), group[0]).written.evidence(),
        )
        for (kind, written), group in groups.items()
    ]
    return tuple(
        sorted(rows, key=lambda row: (row.kind != "organization", row.kind, row.pages[0], row.top, row.x0))
    )


def plain_written(text: Span) -> str:
    """Return what is written without its spaces: they fall inside words in these reports."""
    return text.text.replace(" ", "")


def _spans(pages: list[PageLayout]) -> Iterator[Span]:
    """Yield the running text of all pages as one, then each cell and each running head."""
    prose = [block for page in pages for block in page.blocks if isinstance(block, Line)]
    yield Span.of_lines(prose)
    for page in pages:
        for block in page.blocks:
            if not isinstance(block, Line):
                for row in block.rows:
                    yield from (cell.span for cell in row if cell is not None)
        yield from (line.span for line in page.furniture)


def _sightings(text: Span, names: _Names, own: OwnPlace, gazetteer: Gazetteer) -> Iterator[_Sighting]:
    yield from _own_agency(text, own)
    for mention in find_mentions(text):
        start = mention.offset + len(mention.written.key) - len(mention.name)
        if mention.type in SPECIAL_ORGANIZATIONS:
            yield _Sighting("organization", mention.name, mention.written, _cited(text, mention.offset))
            continue
        found = names.at(text, start, mention)
        if found is not None:
            name, end = found
            cited = _cited(text, mention.offset)
            assessed = not cited and is_assessed(text, mention.offset, end)
            yield _Sighting("organization", name, text.cut(mention.offset, end), cited, assessed)
    for match in text.finditer(_AREA):
        kind: Kind = "district" if match["district"] else "province"
        area = _area_at(text, match.end(), kind, own, gazetteer)
        if area is not None:
            name, end = area
            yield _Sighting(kind, name, text.cut(match.start(), end), _cited(text, match.start()))


def _own_agency(text: Span, own: OwnPlace) -> Iterator[_Sighting]:
    """Yield the places where the report's own body stands, if it is no local government, its name with a clear end."""
    agency = class_of(own.type)
    if agency is None or agency.is_local or not own.name:
        return
    bare = own.name if agency.is_name else own.name.removeprefix(agency.name)
    name = re.escape(key_of(bare))
    classes = "" if agency.is_name else "|".join(map(re.escape, ways_of(agency)))
    for match in text.finditer(re.compile(f"(?:{classes}){name}")):
        if _ends(text, match.end()) and (not agency.is_locality_too or not _cited(text, match.start())):
            assessed = is_assessed(text, match.start(), match.end())
            yield _Sighting("organization", own.name, text.span(match), False, assessed)


def _cited(text: Span, offset: int) -> bool:
    before = text.key[max(0, offset - _BEFORE) : offset]
    return _CITES.search(before) is not None or is_cited(text, offset)


def _ends(text: Span, end: int) -> bool:
    """Whether a name may end at a place: at a space, a sign, or a word with which a sentence goes on."""
    key = text.key
    return end >= len(key) or text.follows_space(end) or _BREAK.match(key, end) is not None


class _Names:
    """Decides which name stands behind a class, and where it ends."""

    def __init__(self, own: OwnPlace, gazetteer: Gazetteer) -> None:
        self._own = own.name or ""
        self._own_length = len(plain(self._own))
        province = gazetteer.in_province(own.province.code) if own.province else []
        self._near = {plain(entry.name): entry.name for entry in province}
        self._gazetteer = gazetteer

    def at(self, text: Span, start: int, mention: Mention) -> tuple[str, int] | None:
        """Return the name that begins at a place of the key, and where it ends; None where none is named."""
        key = text.key
        stops = [
            stop for stop in range(start + 2, min(start + _LONGEST, len(key)) + 1) if is_whole(key, stop)
        ]
        own = next((stop for stop in stops if self._own and plain(key[start:stop]) == plain(self._own)), None)
        if own is None and self._is_cut(key, start):
            return self._own, len(key)
        listed = [stop for stop in stops if plain(key[start:stop]) in self._near]
        longer = next(
            (stop for stop in reversed(listed) if own is None or (stop > own and _ends(text, stop))), None
        )
        if own is not None and (longer is None or _ends(text, own)):
            return self._own, own
        variant = self._variant(text, start, stops)
        if longer is not None and not (variant and variant[1] > longer and not _ends(text, longer)):
            return self._near[plain(key[start:longer])], longer
        if variant is not None:
            return variant
        far = [stop for stop in stops if _ends(text, stop) and self._gazetteer.named(key[start:stop])]
        if far:
            return key[start : far[-1]], far[-1]
        if mention.ending == Ending.GLUED or _NO_NAME.match(mention.name):
            return None
        return mention.name, start + len(mention.name)

    def _is_cut(self, key: str, start: int) -> bool:
        """Whether a text ends inside the own name: of a cell that a page end cuts, `…ตำบลโนนกา` | `เล็นควร…`."""
        if len(key) - start > _LONGEST:
            return False
        rest = plain(key[start:])
        half = self._own_length / 2 <= len(rest) < self._own_length
        return half and rest not in self._near and plain(self._own).startswith(rest)

    def _variant(self, text: Span, start: int, stops: Iterable[int]) -> tuple[str, int] | None:
        """Return the stretch that is most like the own name, if it is like it at all."""
        best: tuple[float, bool, int] | None = None
        for stop in stops:
            if not self._own or abs(stop - start - self._own_length) > max(2, self._own_length // 3):
                continue
            score = likeness(text.key[start:stop], self._own)
            if score >= 0.7 and (best is None or (score, _ends(text, stop)) > best[:2]):
                best = (score, _ends(text, stop), stop)
        return (text.key[start : best[2]], best[2]) if best else None


def _area_at(
    text: Span, start: int, kind: Kind, own: OwnPlace, gazetteer: Gazetteer
) -> tuple[str, int] | None:
    """Return the district or province that is named at a place, and where its name ends.

    The own one may be misspelt or glued to what follows; any other stands exactly, with a clear end.
    """
    key = text.key
    stops = [stop for stop in range(start + 2, min(start + _LONGEST, len(key)) + 1) if is_whole(key, stop)]
    mine = own.district if kind == "district" else own.province
    for stop in reversed(stops):
        name = key[start:stop]
        found = gazetteer.districts_named(name) if kind == "district" else gazetteer.provinces_named(name)
        if found and ((mine and plain(name) == plain(mine.name)) or _ends(text, stop)):
            return found[0].name, stop
    if kind == "district" and own.province and key.startswith("เมือง", start) and _ends(text, start + 5):
        capital = find_district("เมือง", own.province, gazetteer)
        if capital is not None:
            return capital[0].name, start + 5
    if mine is not None:
        for stop in stops:
            if _ends(text, stop) and likeness(key[start:stop], mine.name) >= 0.75:
                return mine.name, stop
    return None
