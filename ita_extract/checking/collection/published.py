"""Published results, from a CSV file: one line an organisation and year."""

from __future__ import annotations

import csv
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from ita_extract.errors import UsageError
from ita_extract.language.agencies import split_body
from ita_extract.messages.both import both
from ita_extract.model import Subject
from ita_extract.organizations.classes import class_named, split_written

_NAMES = ("organization", "organization_written", "หน่วยงาน", "ชื่อหน่วยงาน")
_YEARS = ("fiscal_year", "year", "ปีงบประมาณ", "ปี")
_TOTALS = ("overall", "total", "overall_score", "คะแนน", "คะแนนรวม")
_PROVINCES = ("province", "จังหวัด")
_DISTRICTS = ("district", "อำเภอ")
_CLASSES = ("organization_type", "type", "ประเภท")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class Published(NamedTuple):
    """One line of official results; `kind` is None for a name without a class."""

    source: str
    line: int
    kind: str | None
    name: str
    district: str
    province: str
    year: int | None
    scores: dict[Subject, Decimal]


def read_official(path: Path) -> list[Published]:
    """Read a CSV file of official results.

    Columns: organization (class and name, เทศบาลตำบลทุ่งผึ้ง or ทต.ทุ่งผึ้ง), fiscal_year (may be left out for a file of
    one year's reports), district and province (may be left out; a name that two bodies bear is then held against none),
    organization_type (where the name has no class), and one column a subject: overall, IIT, EIT, EIT-1, EIT-2,
    OIT, indicator-1 … indicator-10. Thai headings หน่วยงาน, ประเภท, ปีงบประมาณ, อำเภอ, จังหวัด, คะแนน are
    taken, too. Raises UsageError for a file that cannot be read, lacks a name or any score column, or holds what is
    no score.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            heads = [head.strip() for head in reader.fieldnames or ()]
            name = _column(path, heads, _NAMES, "organization")
            columns: dict[Subject, str] = {
                subject: subject.value for subject in Subject if subject.value in heads
            }
            total = _first(heads, _TOTALS)
            if total is not None:
                columns[Subject.OVERALL] = total
            if not columns:
                known = ", ".join(subject.value for subject in Subject if subject.indicator is None)
                raise UsageError(
                    both("{path} has no column of scores.", path=path),
                    hint=both("Name some: {known} …", known=known),
                )
            year, kind = _first(heads, _YEARS), _first(heads, _CLASSES)
            district, province = _first(heads, _DISTRICTS), _first(heads, _PROVINCES)
            return [
                Published(
                    path.name,
                    reader.line_num,
                    *_named(row[name], row[kind] if kind else ""),
                    _place(row[district], "อำเภอ", "อ.") if district else "",
                    _place(row[province], "จังหวัด", "จ.") if province else "",
                    _year(path, reader.line_num, row[year]) if year else None,
                    {
                        subject: _score(path, reader.line_num, row[head])
                        for subject, head in columns.items()
                        if (row[head] or "").strip() not in ("", "-", "–")
                    },
                )
                for row in ({(key or "").strip(): value for key, value in line.items()} for line in reader)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            both("{path} cannot be read as CSV in UTF-8: {error}.", path=path, error=error)
        ) from error


def _column(path: Path, heads: list[str], names: tuple[str, ...], wanted: str) -> str:
    found = _first(heads, names)
    if found is None:
        raise UsageError(
            both("{path} has no column {wanted}.", path=path, wanted=wanted),
            hint=both("Its columns are: {heads}.", heads=", ".join(heads) or "none"),
        )
    return found


def _first(heads: list[str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in heads), None)


def _named(text: str | None, kind: str | None) -> tuple[str | None, str]:
    """Return class, where there is one, and bare name."""
    bare = re.sub(r"\s", "", text or "")
    parts = split_written(bare)
    if parts is not None:
        return parts.type, parts.name
    body = split_body(bare)
    if body is not None:
        return body[0].name, body[1]
    return class_named(kind or ""), bare


def _place(text: str | None, *words: str) -> str:
    bare = re.sub(r"\s", "", text or "")
    return next((bare.removeprefix(word) for word in words if bare.startswith(word)), bare)


def _year(path: Path, line: int, text: str | None) -> int:
    digits = re.sub(r"\D", "", (text or "").translate(_DIGITS))
    if len(digits) != 4:
        raise UsageError(
            both("{path}, line {line}: {text!r} is no fiscal year.", path=path, line=line, text=text)
        )
    return int(digits) + (543 if int(digits) < 2400 else 0)


def _score(path: Path, line: int, text: str | None) -> Decimal:
    try:
        score = Decimal((text or "").strip().translate(_DIGITS))
    except InvalidOperation:
        score = Decimal(-1)
    if not 0 <= score <= 100:
        raise UsageError(
            both("{path}, line {line}: {text!r} is no score from 0 to 100.", path=path, line=line, text=text)
        )
    return score
