"""Where local governments are named: class, bare name, and how sure it is where the name ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from ita_extract.language.vocabulary import (
    NAMES_LIKE_WORDS,
    ORGANIZATION_TYPES,
    SPECIAL_ORGANIZATIONS,
)
from ita_extract.layout.span import Span
from ita_extract.model import OrganizationMention

_TYPES = "|".join(re.escape(name) for name in sorted(ORGANIZATION_TYPES, key=len, reverse=True))
_TYPE = re.compile(rf"(?<![ก-ฮ]\.)(?:{_TYPES})")
# what a name of a class begins with, to look for before the slower pattern
_HINT = re.compile(
    "|".join(sorted({re.escape(name[:4]) for name in (*ORGANIZATION_TYPES, *SPECIAL_ORGANIZATIONS)}))
)
_PLACE = r"อำเภอ|อ\.|จังหวัด|จ\.|ตำบล(?=.{2,20}อำเภอ)|ประจำปี|ปีงบประมาณ|พ\.ศ\.|สังกัด"
# what no name holds: a name that is glued to it ends before it
_SENTENCE = (
    r"มีผล|มีคะแนน|ได้คะแนน|ได้ระดับ|ได้รับ|ได้ผล|ซึ่งอยู่|ซึ่งเป็น|ซึ่งมี"
    r"|ผลการ|ผลคะแนน|คะแนน|พบว่า|ตัวชี้วัด|การประเมิน|เข้ารับ|เข้าร่วม|จะดำเนิน|ควรกำหนด|ควรจัด"
)
_BEFORE_PLACE = re.compile(_PLACE)
_BOUNDARY = re.compile(rf"(?P<place>{_PLACE})|(?P<sentence>{_SENTENCE})|[()\"'“”,:;/–]|-|\d")
# Words with which a sentence goes on behind a name without a space; only where no clear spelling tells its end.
_FOLLOWING = re.compile(
    r"มีผล|มีคะแนน|มีการ|ได้|ในปี|ในตัวชี้วัด|และ|เป็น|จึง|ซึ่ง|ตามที่|โดย|คะแนน|ต้อง|ควร|จะ|ขอ|นำ|ให้|มี|ผลการ|พบว่า|รวมถึง|หรือ|ยัง|ที่"
)
# a hyphenated name goes on, and so does a number behind a short form: ท่าเดื่อ-มืดกา, โคกตูม-โพนทอง, กม.5
_GOES_ON = re.compile(r"[^\d\s]-[ก-ฮเ-ไ]|(?<=กม)\.\d")
_LONGEST = 40
_NOT_A_NAME = re.compile(r"(?:ต่างๆ|ทุกแห่ง|ทั้งหมด|ทั่วประเทศ|และ|หรือ|ใน|ของ|ที่|ได้|มี|เป็น|ให้|ต้อง|\W)")


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
    offset: int
    written: Span
    ending: Ending


def find_mentions(text: Span) -> list[Mention]:
    """Return the places where an organisation of a known class is named, in order; names may be glued to words."""
    mentions: list[Mention] = []
    if not _HINT.search(text.key):
        return mentions
    for match in text.finditer(_TYPE):
        if match.group().endswith(".") and text.is_broken(*match.span()):
            continue  # อ.แหลมงอบ จ.ตราด
        name, ending = name_after(text, match.end())
        if len(name) < 2 or (_NOT_A_NAME.match(name) and not name.startswith(NAMES_LIKE_WORDS)):
            continue
        offset = match.start()
        written = text.cut(offset, match.end() + len(name))
        mentions.append(Mention(ORGANIZATION_TYPES[match.group()], name, offset, written, ending))
    for key, kind in SPECIAL_ORGANIZATIONS.items():
        for match in text.finditer(re.compile(key)):
            mentions.append(Mention(kind, kind, match.start(), text.span(match), Ending.MARKED))
    return sorted(mentions, key=lambda mention: mention.offset)


def name_after(text: Span, offset: int) -> tuple[str, Ending]:
    """Return what begins at a place and ends at the next boundary, and what kind of boundary that is."""
    key = text.key
    end = offset
    while end < len(key) and end - offset < _LONGEST:
        if end > offset and text.follows_space(end) and key[end - 1] != "-":
            return key[offset:end], Ending.MARKED if _BEFORE_PLACE.match(key, end) else Ending.SPACE
        if end > offset and _GOES_ON.match(key, end - 1):
            end += 1
            continue
        boundary = _BOUNDARY.match(key, end)
        if boundary is not None:
            # a digit or a bracket may end a sentence: `ทุ่งผึ้งได้คะแนน๙๘.๒๙`
            ending = Ending.MARKED if boundary["place"] else Ending.SPACE
            if boundary["sentence"]:
                ending = Ending.GLUED
            return key[offset:end], ending if end > offset else Ending.GLUED
        end += 1
    return key[offset:end], Ending.MARKED if end >= len(key) else Ending.GLUED


def settle(mention: Mention, clear: set[tuple[str, str]]) -> Mention:
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
    return Mention(mention.type, name, mention.offset, written, mention.ending)


def mention_rows(mentions: Iterable[Mention]) -> tuple[OrganizationMention, ...]:
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
