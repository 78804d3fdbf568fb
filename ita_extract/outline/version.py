"""Which version of a report it is: a date that is printed in it, and whether it is called a draft."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from ita_extract.language.periods import dates_in
from ita_extract.layout.document import Document
from ita_extract.layout.lines import Line

_COVER = 600  # characters of the first page that may hold the word or the date
# what a date of the document itself stands behind
_DATED = re.compile(
    r"(?:ประกาศณวันที่|ลงวันที่|ณวันที่|จัดทำเมื่อ(?:วันที่)?|ฉบับวันที่|ปรับปรุง(?:ล่าสุด)?(?:เมื่อ)?(?:วันที่)?|แก้ไข(?:เมื่อ|ครั้งที่\d+)(?:วันที่|เมื่อวันที่)?|"
    r"เผยแพร่เมื่อ(?:วันที่)?|ข้อมูลณวันที่)(?=\d)"
)
_DRAFT = re.compile(r"ฉบับร่าง|\(ร่าง\)|\[ร่าง\]|ร่างรายงาน|^ร่าง|(?<![a-z])draft(?![a-z])")


class Version(NamedTuple):
    """The date printed in a document (None where none is), and whether it is called a draft."""

    date: dt.date | None
    draft: bool


def read_version(document: Document, heads: Iterable[Line]) -> Version:
    """Read the date behind words such as ลงวันที่, the last of them, else the only one on the cover."""
    key = document.text.key
    dated = [
        date for match in _DATED.finditer(key) for date in dates_in(key[match.end() : match.end() + 30])[:1]
    ]
    cover = dates_in(key[: min(_COVER, _first_page(document))])
    date = dated[-1] if dated else cover[0] if len(cover) == 1 else None
    lines = [line.span.key for line in heads]
    lines += [document.line_key(index) for index, start in enumerate(document.starts) if start < _COVER]
    return Version(date, any(_DRAFT.search(line) for line in lines))


def _first_page(document: Document) -> int:
    first = document.lines[0].page if document.lines else 1
    starts = (s for s, line in zip(document.starts, document.lines, strict=True) if line.page > first)
    return next(starts, len(document.text.key))
