"""Who and when: the organisation, its district and province, and the fiscal year, from the first pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from ita_extract.layout.passage import Passage
from ita_extract.model import OrganizationMention
from ita_extract.parsing.flow import Flow
from ita_extract.parsing.vocabulary import FISCAL_YEAR, ORGANIZATION_TYPES, SPECIAL_ORGANIZATIONS, TITLE

_TYPES = "|".join(re.escape(name) for name in sorted(ORGANIZATION_TYPES, key=len, reverse=True))
_TYPE = re.compile(rf"(?<![ก-ฮ]\.)(?:{_TYPES})")
_DISTRICT = re.compile(r"(?:อำเภอ|เขต|อ\.)")
_PROVINCE = re.compile(r"(?:จังหวัด|จ\.)")
# Words that follow a name without a space: where one begins, the name has ended.
_STOP = re.compile(
    r"อำเภอ|อ\.|จังหวัด|จ\.|ตำบล(?=.{0,20}อำเภอ)|ประจำปี|ปีงบประมาณ|มีผล|ได้|ที่|ในปี|ใน|และ|เป็น|จึง|ซึ่ง|มีการ|มีคะแนน|ตามที่|โดย|คะแนน|"
    r"ต้อง|ควร|จะ|ขอ|นำ|ให้|มี|ผลการ|พบว่า|รวมถึง|หรือ|ของ|[()\"'“”,:;/\-–]|\d"
)
_NOT_A_NAME = re.compile(r"(?:ต่างๆ|ทุกแห่ง|ทั้งหมด|ทั่วประเทศ|และ|หรือ|ใน|ของ|ที่|ได้|มี|เป็น|ให้|ต้อง|\W)")


@dataclass(frozen=True)
class Organization:
    """The organisation that a report is about."""

    type: str | None
    name: str | None
    written: str | None
    district: str | None
    province: str | None


@dataclass(frozen=True)
class Mention:
    """One place where an organisation is named: class as written, class, bare name, and where."""

    type: str
    name: str
    place: int
    written: Passage
    ends_clearly: bool


@cache
def province_names() -> tuple[str, ...]:
    """Return the 77 provinces, longest first."""
    from pythainlp.corpus import provinces

    return tuple(sorted((str(name) for name in provinces()), key=len, reverse=True))


def find_mentions(text: Passage) -> list[Mention]:
    """Return the places where an organisation of a known class is named, in order."""
    mentions = []
    matches = list(text.finditer(_TYPE))
    for match in matches:
        name, clear = _name_after(text, match.end())
        if len(name) < 2 or _NOT_A_NAME.match(name):
            continue
        kind = ORGANIZATION_TYPES[match.group()]
        place = match.start()
        written = text.cut(place, match.end() + len(name))
        mentions.append(Mention(kind, name, place, written, clear))
    for key, kind in SPECIAL_ORGANIZATIONS.items():
        for match in text.finditer(re.compile(key)):
            mentions.append(Mention(kind, kind, match.start(), text.span(match), True))
    return sorted(mentions, key=lambda mention: mention.place)


def _name_after(text: Passage, place: int) -> tuple[str, bool]:
    """Return the bare name that begins at a place, and whether its end is marked (space, line end, อำเภอ …)."""
    key = text.key
    end = place
    while end < len(key) and end - place < 40:
        if end > place and text.follows_space(end):
            # a hyphenated name goes on: ท่าเดื่อ-มืดกา
            return key[place:end], True
        if key[end] == "-" and end > place and end + 1 < len(key) and "ก" <= key[end + 1] <= "ฮ":
            end += 1
            continue
        stop = _STOP.match(key, end)
        if stop is not None and end > place:
            sure = stop.group()[0] in "อจ(,:\"'" and not stop.group().startswith("จะ")
            return key[place:end], sure
        if stop is not None:
            return "", False
        end += 1
    return key[place:end], end >= len(key)


def choose_organization(flow: Flow, cover_end: int) -> tuple[Organization, list[Mention]]:
    """Decide which organisation the report is about.

    The spelling is the one that is written most often with a clear end; mentions on the cover weigh most. A name
    glued to the words after it (`ทุ่งผึ้งมีผลคะแนน`) is cut where a clearly written name ends.
    """
    mentions = find_mentions(flow.text)
    if not mentions:
        return Organization(None, None, None, None, None), []
    votes: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        if mention.ends_clearly:
            votes[mention.type, mention.name] += 3 if mention.place < cover_end else 1
    if not votes:
        votes.update((mention.type, mention.name) for mention in mentions)
    names = sorted({name for _, name in votes}, key=len, reverse=True)
    settled = []
    for mention in mentions:
        known = next((name for name in names if mention.name.startswith(name)), mention.name)
        if not mention.ends_clearly and known != mention.name:
            votes[mention.type, known] += 1
            written = mention.written.cut(0, len(mention.written.key) - len(mention.name) + len(known))
            settled.append(Mention(mention.type, known, mention.place, written, True))
        else:
            settled.append(mention)
    (kind, name), _ = max(votes.items(), key=lambda entry: (entry[1], -_first(settled, entry[0])))
    cover = next((m for m in settled if m.place < cover_end and (m.type, m.name) == (kind, name)), None)
    shown = cover or next(m for m in settled if (m.type, m.name) == (kind, name))
    district, province = _where(flow.text, settled, kind, name)
    return Organization(kind, name, shown.written.text.replace(" ", ""), district, province), settled


def _first(mentions: list[Mention], key: tuple[str, str]) -> int:
    return next((m.place for m in mentions if (m.type, m.name) == key), 1 << 30)


def _where(text: Passage, mentions: list[Mention], kind: str, name: str) -> tuple[str | None, str | None]:
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
            found, _ = _name_after(text, district.end())
            if found:
                districts[found] += 1
                at = district.end() + len(found)
        province = _PROVINCE.match(key, at)
        if province is not None and mention.type == kind:
            found = _province_at(text, province.end())
            if found:
                provinces[found] += 1
    if not districts and kind != "องค์การบริหารส่วนจังหวัด":
        for match in text.finditer(_DISTRICT):
            found, clear = _name_after(text, match.end())
            if found and clear:
                districts[found] += 1
    if not provinces:
        for match in text.finditer(_PROVINCE):
            found = _province_at(text, match.end())
            if found:
                provinces[found] += 1
    return _most(districts), _most(provinces)


def _province_at(text: Passage, place: int) -> str | None:
    known = next((name for name in province_names() if text.key.startswith(name, place)), None)
    return known or (_name_after(text, place)[0] or None)


def _most(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None


def choose_fiscal_year(flow: Flow, front_end: int) -> tuple[int | None, Counter[int]]:
    """Return the year that the report analyses, and all years named before the measures, with their counts.

    The first year behind a title decides; the years of the measures (one later) stand further back.
    """
    text = flow.text
    years: Counter[int] = Counter()
    first: int | None = None
    for match in text.finditer(FISCAL_YEAR, 0, front_end):
        year = int(match["year"])
        year += 543 if year < 2400 else 0
        years[year] += 1
        if first is None and TITLE.search(text.key, max(0, match.start() - 200), match.start()):
            first = year
    if first is None and years:
        first = years.most_common(1)[0][0]
    return first, years


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
