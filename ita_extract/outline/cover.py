"""Who and when: the organisation, its district and province, and the fiscal year, from the first pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from ita_extract.language.vocabulary import (
    NAMES_LIKE_WORDS,
    ORGANIZATION_TYPES,
    SPECIAL_ORGANIZATIONS,
)
from ita_extract.layout.document import Document
from ita_extract.layout.lines import Line
from ita_extract.layout.span import Span
from ita_extract.model import OrganizationMention

_TYPES = "|".join(re.escape(name) for name in sorted(ORGANIZATION_TYPES, key=len, reverse=True))
_TYPE = re.compile(rf"(?<![ก-ฮ]\.)(?:{_TYPES})")
# what a name of a class begins with, to look for before the slower pattern
_HINT = re.compile(
    "|".join(sorted({re.escape(name[:4]) for name in (*ORGANIZATION_TYPES, *SPECIAL_ORGANIZATIONS)}))
)
_DISTRICT = re.compile(r"(?:อำเภอ|เขต|อ\.)")
_PROVINCE = re.compile(r"(?:จังหวัด|จ\.)")
_PLACE = r"อำเภอ|อ\.|จังหวัด|จ\.|ตำบล(?=.{2,20}อำเภอ)|ประจำปี|ปีงบประมาณ"
_BOUNDARY = re.compile(rf"(?P<place>{_PLACE})|[()\"'“”,:;/–]|-|\d")
# Words with which a sentence goes on behind a name without a space; only where no clear spelling tells its end.
_FOLLOWING = re.compile(
    r"มีผล|มีคะแนน|มีการ|ได้|ในปี|ในตัวชี้วัด|และ|เป็น|จึง|ซึ่ง|ตามที่|โดย|คะแนน|ต้อง|ควร|จะ|ขอ|นำ|ให้|มี|ผลการ|พบว่า|รวมถึง|หรือ|ยัง|ที่"
)
_LONGEST = 40
_NOT_A_NAME = re.compile(r"(?:ต่างๆ|ทุกแห่ง|ทั้งหมด|ทั่วประเทศ|และ|หรือ|ใน|ของ|ที่|ได้|มี|เป็น|ให้|ต้อง|\W)")


@dataclass(frozen=True)
class Organization:
    """The organisation that a report is about."""

    type: str | None
    name: str | None
    written: str | None
    district: str | None
    province: str | None


class Ending(IntEnum):
    """How sure it is where a name ends: glued to further words, at a space or digit, or before อำเภอ, จังหวัด, a year."""

    GLUED = 0
    SPACE = 1
    MARKED = 2


@dataclass(frozen=True)
class Mention:
    """One place where an organisation is named: class, bare name, and where."""

    type: str
    name: str
    place: int
    written: Span
    ending: Ending


@cache
def province_names() -> tuple[str, ...]:
    """Return the 77 provinces, longest first."""
    from pythainlp.corpus import provinces

    return tuple(sorted((str(name) for name in provinces()), key=len, reverse=True))


def find_mentions(text: Span) -> list[Mention]:
    """Return the places where an organisation of a known class is named, in order; names may be glued to words."""
    mentions: list[Mention] = []
    if not _HINT.search(text.key):
        return mentions
    for match in text.finditer(_TYPE):
        name, ending = _name_after(text, match.end())
        if len(name) < 2 or (_NOT_A_NAME.match(name) and not name.startswith(NAMES_LIKE_WORDS)):
            continue
        place = match.start()
        written = text.cut(place, match.end() + len(name))
        mentions.append(Mention(ORGANIZATION_TYPES[match.group()], name, place, written, ending))
    for key, kind in SPECIAL_ORGANIZATIONS.items():
        for match in text.finditer(re.compile(key)):
            mentions.append(Mention(kind, kind, match.start(), text.span(match), Ending.MARKED))
    return sorted(mentions, key=lambda mention: mention.place)


def _name_after(text: Span, place: int) -> tuple[str, Ending]:
    """Return what begins at a place and ends at the next boundary, and what kind of boundary that is."""
    key = text.key
    end = place
    while end < len(key) and end - place < _LONGEST:
        if end > place and text.follows_space(end) and key[end - 1] != "-":
            before_place = re.compile(_PLACE).match(key, end)
            return key[place:end], Ending.MARKED if before_place else Ending.SPACE
        if key[end] == "-" and end > place and "ก" <= key[end + 1 : end + 2] <= "ฮ":
            end += 1  # a hyphenated name goes on: ท่าเดื่อ-มืดกา
            continue
        boundary = _BOUNDARY.match(key, end)
        if boundary is not None:
            # a digit or a bracket may end a sentence: `ทุ่งผึ้งได้คะแนน๙๘.๒๙`
            ending = Ending.MARKED if boundary["place"] else Ending.SPACE
            return key[place:end], ending if end > place else Ending.GLUED
        end += 1
    return key[place:end], Ending.MARKED if end >= len(key) else Ending.GLUED


def choose_organization(document: Document, cover_end: int) -> tuple[Organization, list[Mention]]:
    """Decide which organisation the report is about, and where its mentions end.

    The spelling is the one that is written most often with a clear end; mentions on the cover weigh most. A name
    glued to the words after it (`ทุ่งผึ้งมีผลคะแนน`) is cut where a clearly written name ends.
    """
    mentions = find_mentions(document.text)
    if not mentions:
        return Organization(None, None, None, None, None), []
    marked = {
        (m.type, m.name)
        for m in mentions
        if m.ending == Ending.MARKED or (m.place < cover_end and m.ending == Ending.SPACE)
    }
    clear = marked or {(m.type, m.name) for m in mentions if m.ending == Ending.SPACE}
    settled = [_settle(mention, clear) for mention in mentions]
    votes: Counter[tuple[str, str]] = Counter()
    for mention in settled:
        votes[mention.type, mention.name] += (
            5 if mention.place < cover_end else 3 if mention.ending == Ending.MARKED else 1
        )
    (kind, name), _ = max(votes.items(), key=lambda entry: (entry[1], -_first(settled, entry[0])))
    cover = next((m for m in settled if m.place < cover_end and (m.type, m.name) == (kind, name)), None)
    shown = cover or next(m for m in settled if (m.type, m.name) == (kind, name))
    district, province = _where(document.text, settled, kind, name)
    return Organization(kind, name, shown.written.text.replace(" ", ""), district, province), settled


def _settle(mention: Mention, clear: set[tuple[str, str]]) -> Mention:
    """Cut a mention where a clearly written name of its class ends, else where a word that follows names begins."""
    if mention.ending == Ending.MARKED:
        return mention
    known = [name for kind, name in clear if kind == mention.type and mention.name.startswith(name)]
    if known:
        name = max(known, key=len)
    elif mention.ending == Ending.SPACE and len(mention.name) <= 20:
        return mention
    else:
        follows = _FOLLOWING.search(mention.name, 2)
        name = mention.name[: follows.start()] if follows else mention.name
    written = mention.written.cut(0, len(mention.written.key) - len(mention.name) + len(name))
    return Mention(mention.type, name, mention.place, written, mention.ending)


def place_from_heads(organization: Organization, heads: list[Line]) -> Organization:
    """Fill in a district or province that stands in running heads only."""
    text = Span.of_lines(heads)
    district, province = organization.district, organization.province
    if district is None and organization.type != "องค์การบริหารส่วนจังหวัด":
        match = _DISTRICT.search(text.key)
        found, ending = _name_after(text, match.end()) if match else ("", Ending.GLUED)
        district = found if found and ending != Ending.GLUED else None
    if province is None:
        match = _PROVINCE.search(text.key)
        province = _province_at(text, match.end()) if match else None
    return replace(organization, district=district, province=province)


def _first(mentions: list[Mention], key: tuple[str, str]) -> int:
    return next((m.place for m in mentions if (m.type, m.name) == key), 1 << 30)


def _where(text: Span, mentions: list[Mention], kind: str, name: str) -> tuple[str | None, str | None]:
    """Return the district and province that stand behind mentions of the organisation most often."""
    key = text.key
    districts: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    if kind == "องค์การบริหารส่วนจังหวัด":
        provinces[name] += 5
    for mention in mentions:
        at = mention.place + len(mention.written.key)
        district = _DISTRICT.match(key, at)
        if district is not None and mention.type == kind:
            found, ending = _name_after(text, district.end())
            if found and ending != Ending.GLUED:
                districts[found] += 1
                at = district.end() + len(found)
        province = _PROVINCE.match(key, at)
        if province is not None and mention.type == kind:
            named = _province_at(text, province.end())
            if named:
                provinces[named] += 1
    if not districts and kind != "องค์การบริหารส่วนจังหวัด":
        for match in text.finditer(_DISTRICT):
            found, ending = _name_after(text, match.end())
            if found and ending != Ending.GLUED:
                districts[found] += 1
    if not provinces:
        for match in text.finditer(_PROVINCE):
            named = _province_at(text, match.end())
            if named:
                provinces[named] += 1
    return _most(districts), _most(provinces)


def _province_at(text: Span, place: int) -> str | None:
    known = next((name for name in province_names() if text.key.startswith(name, place)), None)
    return known or (_name_after(text, place)[0] or None)


def _most(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None


def mention_rows(mentions: list[Mention]) -> tuple[OrganizationMention, ...]:
    """Return one row for each way of writing an organisation, with its count and pages."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.written.text.replace(" ", "")].append(mention)
    return tuple(
        OrganizationMention(
            written=written,
            normalized=group[0].name,
            count=len(group),
            pages=tuple(sorted({page for mention in group for page in mention.written.pages})),
            **group[0].written.evidence(),
        )
        for written, group in groups.items()
    )
