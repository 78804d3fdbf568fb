"""Whose report it is: the body that the cover names, else the one whose results a sentence tells.

A name that stands only elsewhere is taken with a reason to review: partners, neighbours and templates are named there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ita_extract.language.agencies import AgencyClass, any_class, class_of
from ita_extract.layout.document import Document
from ita_extract.layout.lines import Line
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import AgencyKind, ReviewReason, joined_name
from ita_extract.outline.bodies import Body, Standing, bodies_in, name_end
from ita_extract.outline.names import Ending, Mention, find_mentions, settle
from ita_extract.outline.statements import assessed_bodies, assessed_mentions, is_cited
from ita_extract.outline.whereabouts import places_behind, places_named, places_on_lines, province_names

# where the running text of a report without a cover page begins
_BODY = re.compile(
    r"(?:ส่วนที่|บทที่|ตอนที่|หมวดที่?)?(?:\d{1,2}|(?![อจตถม]\.)[ก-ฮ])[.)](?!\d)|ตาราง|ด้วย|ตามที่|สารบัญ|คำนำ|บทสรุป|[^ก-ฮ]*\d{2}\.\d{2}"
)
_GROUP = re.compile(r"องค์กรปกครองส่วนท้องถิ่น|อปท\.?|รายหน่วยงาน")
_LONGEST = 20  # letters of a local government's name; what is longer holds words that follow
_NEAR = 90  # characters behind a name in which its place and the body over it stand
_SAME = 75  # per cent of likeness from which two names on a cover are one, misspelt once


@dataclass(frozen=True)
class Named:
    """A body by its class and bare name."""

    type: str
    name: str


@dataclass(frozen=True)
class Organization:
    """The body that a report is about; `parent` is the one over it, where it is named beside it.

    `doubts` tell why a person should look whether it is the right one.
    """

    type: str | None
    name: str | None
    written: str | None
    district: str | None
    province: str | None
    parent: Named | None = None
    doubts: tuple[ReviewReason, ...] = ()

    @property
    def kind(self) -> AgencyKind | None:
        """Return the kind of its class."""
        agency = class_of(self.type)
        return agency.kind if agency else None

    @property
    def parent_name(self) -> str | None:
        """Return class and name of the body over it."""
        return joined_name(self.parent.type, self.parent.name) if self.parent else None


class Cover(NamedTuple):
    """The cover: its page, and where its text begins and its page ends in the key; frames may hold all of it."""

    stop: int
    start: int = 0
    page: int = 1


def choose_organization(
    document: Document, cover: Cover, heads: Sequence[Line] = ()
) -> tuple[Organization, list[Mention]]:
    """Decide which body the report is about, and where the mentions of local governments end.

    A covering letter before the cover names its sender, and is no part of it.

    In this order: what the cover names (its lines, the cells of its frames, the running heads), what a sentence tells
    the results of, what is named anywhere else. A name glued to the words after it (`ทุ่งผึ้งมีผลคะแนน`) is cut where a
    clearly written name ends.
    """
    text = document.text
    cover = cover._replace(stop=_cover_stop(document, cover))
    stop = cover.stop
    mentions = _settled(find_mentions(text), stop)
    own: Body | None
    on_cover = _on_cover(document, cover, heads, mentions)
    if on_cover:
        own, doubts = _owner(on_cover)
    else:
        stated = [*assessed_mentions(text, mentions), *assessed_bodies(text)]
        if stated:
            own, doubts = _first_stated(stated)
        else:
            own, doubts = _elsewhere(mentions, text)
    if own is not None and own.agency.is_locality_too and _GROUP.search(text.key, cover.start, stop):
        detail = "the title speaks of the bodies of a place, whose means are no scores of that place"
        doubts = (*doubts, reason("several-organizations", detail, at=own.written))
    if own is None:
        return Organization(None, None, None, None, None, doubts=doubts), mentions
    own = _whole(own, text)
    district, province = _where(text, own, mentions, cover)
    province = province or _province_over(own, on_cover)
    name = own.name.replace(" ", "") if own.agency.is_local else own.name
    written = own.written.text.replace(" ", "") if own.agency.is_local else own.written.text
    parent = _parent(own, on_cover, text)
    return Organization(own.agency.name, name, written, district, province, parent, doubts), mentions


def _settled(mentions: list[Mention], cover_stop: int) -> list[Mention]:
    marked = {
        (m.type, m.name)
        for m in mentions
        if m.ending == Ending.MARKED or (m.offset < cover_stop and m.ending == Ending.SPACE)
    }
    clear = marked or {(m.type, m.name) for m in mentions if m.ending == Ending.SPACE}
    return [settle(mention, clear) for mention in mentions]


def titled_body(document: Document, stop: int, page: int) -> Body | None:
    """Return the body that a page names as its own before a place of the key, in lines or frames, as covers do."""
    mentions = _settled(find_mentions(document.text), stop)
    found = _on_cover(document, Cover(stop, page=page), (), mentions)
    return _whole(_owner(found)[0], document.text) if found else None


def _on_cover(
    document: Document, cover: Cover, heads: Sequence[Line], mentions: Sequence[Mention]
) -> list[Body]:
    """Return the bodies on the cover; where its lines name none, those in its frames, then those in running heads."""
    text, (stop, start, page) = document.text, cover
    found = [_with_end(body, text, mentions) for body in bodies_in(text, start, stop)]
    if _has_own(found):
        return found
    for placed in document.tables:
        if placed.offset <= stop:
            cells = [cell.span for row in placed.table.rows for cell in row if cell is not None]
            if cells and cells[0].pages[:1] == (page,) and len(cells) <= 12:
                found += [body for cell in cells for body in bodies_in(cell, 0, len(cell.key))]
    if not _has_own(found):
        for line in heads:
            found += bodies_in(line.span, 0, len(line.span.key))
    return found if _has_own(found) else []


def _has_own(found: Iterable[Body]) -> bool:
    return any(body.standing in (Standing.OWN, Standing.AUTHOR) for body in found)


def _cover_stop(document: Document, cover: Cover) -> int:
    """Return where the cover ends: with its page, or before the first line of running text."""
    lines = (
        start
        for index, start in enumerate(document.starts)
        if cover.start <= start < cover.stop and _BODY.match(document.line_key(index))
    )
    return next(lines, cover.stop)


def _with_end(body: Body, text: Span, mentions: Sequence[Mention]) -> Body:
    """Return a body with its name as it is settled; a name that a line end breaks (อบต.บาง|โปรง) is whole elsewhere."""
    mention = next((entry for entry in mentions if entry.offset == body.offset), None)
    if mention is None or not body.agency.is_local:
        return body
    name, written = mention.name, mention.written
    start = body.offset + len(written.key) - len(name)
    stop = start + len(name)
    if stop < len(text.key) and text.starts_line(stop):
        longer = {
            entry.name
            for entry in mentions
            if entry.type == mention.type
            and len(name) < len(entry.name) <= _LONGEST
            and entry.name.startswith(name)
        }
        whole = [other for other in longer if text.key.startswith(other, start)]
        if whole:
            name = max(whole, key=len)
            written = text.cut(body.offset, start + len(name))
    return replace(body, name=name, written=written)


def _whole(own: Body, text: Span) -> Body:
    """Return a body with its whole name where a line end of the cover breaks it: กาญจนบุรี เขต|2, ที่ดิน|จังหวัดน่าน.

    The name is whole where it stands elsewhere and goes on as the cover's next line does.
    """
    if own.agency.is_local or own.end >= len(text.key) or not text.starts_line(own.end):
        return own
    begin = own.offset if own.agency.is_name else own.end - len(own.written.key) + _class_length(own)
    best = own.end
    for match in text.finditer(re.compile(re.escape(own.written.key)), own.end):
        end = name_end(text, match.start() + _class_length(own), own.agency)
        longer = match.start() + len(own.written.key)
        rest = text.key[longer:end]
        if end > longer and text.key.startswith(rest, own.end):
            best = max(best, own.end + len(rest))
    if best == own.end:
        return own
    return replace(own, name=text.cut(begin, best).text, written=text.cut(own.offset, best))


def _class_length(own: Body) -> int:
    match = any_class().match(own.written.key)
    return len(match.group()) if match else 0


def _owner(found: Sequence[Body]) -> tuple[Body, tuple[ReviewReason, ...]]:
    """Return the report's own body among those of a cover: the most special one, which the others are over."""
    own = [body for body in found if body.standing == Standing.OWN] or [
        body for body in found if body.standing == Standing.AUTHOR
    ]
    first = own[0]
    named = [body for body in own if not body.agency.is_locality_too]
    if first.agency.is_locality_too and all(_is_office_of(body, first) for body in named):
        return first, ()
    named = named or own
    level = max(body.agency.level for body in named)
    special = [body for body in named if body.agency.level == level]
    others = [body for body in special if not _is_same(body, special[0])]
    # a centre or an institute above a university may be the one that the report is of
    others += [
        body for body in named[:1] if body.agency.kind == AgencyKind.OTHER and body.agency.level < level
    ]
    return special[0], () if not others else (_several(special[0], others[0]),)


def _several(own: Body, other: Body) -> ReviewReason:
    detail = f"{own.written.text} was taken, {other.written.text} stands beside it"
    return reason("several-organizations", detail, at=other.written)


def _is_office_of(body: Body, province: Body) -> bool:
    """Whether a body is an office of a province (สำนักงานจังหวัดตรัง on the cover of จังหวัดตรัง)."""
    return body.agency.kind == AgencyKind.OTHER and province.written.key in body.written.key


def _is_same(first: Body, other: Body) -> bool:
    return are_same(first, *other.plain)


def are_same(body: Body, kind: str, name: str) -> bool:
    """Whether a body is that of a class and a name, spelt right or nearly so."""
    from rapidfuzz import fuzz

    if body.agency.name != kind:
        return False
    short, long = sorted((body.plain[1], name.replace(" ", "")), key=len)
    swallows = len(long) > _LONGEST and long.startswith(short)  # บางโปรงเห็นภาพตนเองจากสามมุม
    return swallows or fuzz.ratio(short, long) >= _SAME


def _first_stated(stated: Sequence[Body]) -> tuple[Body, tuple[ReviewReason, ...]]:
    ordered = sorted(stated, key=lambda body: body.offset)
    own = ordered[0]
    counts = Counter(body.plain for body in ordered)
    others = [body for body in ordered if not _is_same(body, own) and counts[body.plain] >= counts[own.plain]]
    return own, () if not others else (_several(own, others[0]),)


def _elsewhere(mentions: Sequence[Mention], text: Span) -> tuple[Body | None, tuple[ReviewReason, ...]]:
    """Return what is named most often in other places, never without a doubt."""
    named = [mention for mention in mentions if not is_cited(text, mention.offset)]
    if not named:
        return None, ()
    votes: Counter[tuple[str, str]] = Counter()
    for mention in named:
        votes[mention.type, mention.name] += 3 if mention.ending == Ending.MARKED else 1
    most = max(votes.values())
    own = next(mention for mention in named if votes[mention.type, mention.name] == most)
    detail = f"neither a cover nor a sentence of results names it; {own.written.text} stands elsewhere"
    body = _body_of(own)
    return body, (reason("organization-elsewhere", detail, at=own.written),)


def _body_of(mention: Mention) -> Body:
    agency = class_of(mention.type)
    assert agency is not None
    return Body(agency, mention.name, mention.offset, mention.written, Standing.OWN)


def _parent(own: Body, on_cover: Sequence[Body], text: Span) -> Named | None:
    """Return the body over the report's own: behind สังกัด on the cover or behind its name, or beside it on the cover."""
    over = [body for body in on_cover if body.standing == Standing.PARENT]
    if not over and own.written.pages:
        ends = [match.end() for match in text.finditer(re.compile(re.escape(own.written.key)))]
        near = [body for end in ends for body in bodies_in(text, end, min(len(text.key), end + _NEAR))]
        over = [body for body in near if body.standing == Standing.PARENT]
    if not over:
        over = [body for body in on_cover if _may_be_over(body.agency, own.agency)]
        over.sort(key=lambda body: -body.agency.level)
    return Named(over[0].agency.name, over[0].name.replace(" ", "")) if over else None


def _province_over(own: Body, on_cover: Sequence[Body]) -> str | None:
    """Return the province of a body over a police station or a school: ตำรวจภูธรจังหวัดอุดรธานี, สพป.เชียงราย เขต 3."""
    if own.agency.within not in ("province", "district"):
        return None
    names = (body.name.replace(" ", "") for body in on_cover if _may_be_over(body.agency, own.agency))
    over = (re.sub(r"เขต\d+$", "", name) for name in names)
    return next((name for name in over if name in province_names()), None)


def _may_be_over(agency: AgencyClass, own: AgencyClass) -> bool:
    return agency.level < own.level and not agency.is_locality_too


def _where(text: Span, own: Body, mentions: Sequence[Mention], cover: Cover) -> tuple[str | None, str | None]:
    """Return the district and province of a body: behind its name, behind one of its class, or named at all."""
    if own.agency.name == "จังหวัด":
        return None, own.name
    if not own.agency.is_local:
        ends = [match.end() for match in text.finditer(re.compile(re.escape(own.written.key)))]
        parents = [
            body.end for end in ends[:3] for body in bodies_in(text, end, min(len(text.key), end + _NEAR))
        ]
        found = places_behind(text, [*ends, *parents])
        on_cover = places_on_lines(text, cover.start, cover.stop) if own.offset < cover.stop else (None, None)
        return found[0] or on_cover[0], found[1] or on_cover[1]
    mine = [mention for mention in mentions if (mention.type, mention.name) == own.plain]
    others = [mention for mention in mentions if mention not in mine]
    district, province = places_behind(text, _ends(mine))
    if own.agency.name == "องค์การบริหารส่วนจังหวัด":
        return district, own.name
    if district is None or province is None:
        alike = [m for m in others if m.type == own.agency.name and not is_cited(text, m.offset)]
        more = places_behind(text, _ends(alike)) if not mine else (None, None)
        more = more if any(more) else places_on_lines(text, cover.start, cover.stop)
        named = places_named(text, others)
        district, province = district or more[0] or named[0], province or more[1] or named[1]
    return district, province


def _ends(mentions: Iterable[Mention]) -> list[int]:
    return [mention.offset + len(mention.written.key) for mention in mentions]


def locality_from_heads(organization: Organization, heads: list[Line]) -> Organization:
    """Fill in a district or province of a local government that stands in running heads only."""
    if organization.kind != AgencyKind.LOCAL_GOVERNMENT:
        return organization
    district, province = places_named(Span.of_lines(heads), ())
    if organization.type == "องค์การบริหารส่วนจังหวัด":
        district = None
    return replace(
        organization,
        district=organization.district or district,
        province=organization.province or province,
    )
