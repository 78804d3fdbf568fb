"""The district and the province that stand behind an organisation's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from ita_extract.layout.span import Span
from ita_extract.outline.names import Ending, Mention, name_after

_DISTRICT = re.compile(r"(?:อำเภอ|เขต(?!\d|พื้นที่)|อ\.)")
_PROVINCE = re.compile(r"(?:จังหวัด|จ\.)")
_BANGKOK = "กรุงเทพมหานคร"


@cache
def province_names() -> tuple[str, ...]:
    """Return the 77 provinces, longest first."""
    from pythainlp.corpus import provinces

    return tuple(sorted((str(name) for name in provinces()), key=len, reverse=True))


def places_behind(text: Span, ends: Iterable[int]) -> tuple[str | None, str | None]:
    """Return the district and the province that stand most often behind some places of a key."""
    districts: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for end in ends:
        district, province = _behind(text, end)
        districts.update([district] if district else [])
        provinces.update([province] if province else [])
    return _most(districts), _most(provinces)


def _behind(text: Span, end: int) -> tuple[str | None, str | None]:
    key, district = text.key, None
    match = _DISTRICT.match(key, end)
    if match is not None:
        found, ending = name_after(text, match.end())
        if found and ending != Ending.GLUED:
            district, end = found, match.end() + len(found)
    match = _PROVINCE.match(key, end)
    if match is not None:
        return district, province_at(text, match.end())
    return district, _BANGKOK if key.startswith(_BANGKOK, end) else None


def places_on_lines(text: Span, first: int, stop: int) -> tuple[str | None, str | None]:
    """Return the district and province with which lines between two places of the key begin: those of a cover."""
    districts: list[str] = []
    provinces: list[str] = []
    for start in text.line_places:
        if not first <= start < stop:
            continue
        district, province = _behind(text, start)
        districts += [district] if district else []
        provinces += [province] if province else []
    return next(iter(districts), None), next(iter(provinces), None)


def places_named(text: Span, others: Iterable[Mention]) -> tuple[str | None, str | None]:
    """Return the district and the province that a text names most often, but not behind the names of others."""
    key = text.key
    theirs = {mention.offset + len(mention.written.key) for mention in others}
    districts: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    taken: set[int] = set()
    for match in text.finditer(_DISTRICT):
        found, ending = name_after(text, match.end())
        if not found or ending == Ending.GLUED:
            continue
        if match.start() in theirs:
            taken.add(match.end() + len(found))  # so does the province behind it
            continue
        districts[found] += 1
    for match in text.finditer(_PROVINCE):
        if match.start() in theirs or match.start() in taken or key.endswith("ส่วน", 0, match.start()):
            continue
        named = province_at(text, match.end())
        if named:
            provinces[named] += 1
    return _most(districts), _most(provinces)


def province_at(text: Span, offset: int) -> str | None:
    """Return the province that is named at a place: one of the 77, or what stands there up to a clear end."""
    known = next((name for name in province_names() if text.key.startswith(name, offset)), None)
    return known or (name_after(text, offset)[0] or None)


def _most(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None
