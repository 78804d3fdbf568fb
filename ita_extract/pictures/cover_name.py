"""The body that a picture on the cover names: an emblem with its caption, a cover that is one picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ita_extract.language.agencies import AgencyClass, any_class, cues, ways
from ita_extract.reading.pictured import PicturedLine, ReadPicture

_DISTRICT = re.compile(r"(?:อำเภอ|อ\.)(?P<name>[ก-๙-]{2,25}?)(?=จังหวัด|จ\.|$)")
_PROVINCE = re.compile(r"(?:จังหวัด|จ\.)(?P<name>[ก-๙]{2,20})")
_BEFORE = re.compile(r"^(?:ของ|โดย|สำนักงาน|ที่ทำการ)+")
_LEAST = 0.6  # how sure the reader must be of a name's letters on the average


class PicturedBody(NamedTuple):
    """A body that was read in a picture: its class, bare name and place as they were read there."""

    agency: AgencyClass
    name: str
    written: str
    district: str | None
    province: str | None


def body_on_cover(pictures: Sequence[ReadPicture], page: int) -> PicturedBody | None:
    """Return the first body that a line of a picture on a page names; None where none does."""
    lines = [line for picture in pictures if picture.sheet.number == page for line in picture.lines]
    for number, line in enumerate(lines):
        found = _body_in(line)
        if found is not None:
            agency, name = found
            around = "".join(other.text for other in lines[number : number + 3]).replace(" ", "")
            district, province = _DISTRICT.search(around), _PROVINCE.search(around)
            return PicturedBody(
                agency,
                name,
                line.text,
                district["name"] if district else None,
                province["name"] if province else None,
            )
    return None


def _body_in(line: PicturedLine) -> tuple[AgencyClass, str] | None:
    text = _BEFORE.sub("", line.text.replace(" ", ""))
    match = any_class().match(text)
    sure = sum(char.sure for char in line.chars) / max(1, len(line.chars))
    if match is None or sure < _LEAST:
        return None
    agency = ways()[match.group()]
    rest = text[match.end() :]
    stops = [at.start() for at in (cues().locality_begins.search(rest), cues().name_ends.search(rest)) if at]
    name = rest[: min(stops, default=len(rest))]
    if agency.is_name:
        name = agency.name + name
    return (agency, name) if len(name) >= 2 and not agency.is_locality_too else None
