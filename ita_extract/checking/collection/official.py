"""Reports against published scores: a file of official results, or an announcement that lists many organisations."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from ita_extract.checking.collection.reports import Digest, Ledger
from ita_extract.checking.hits import Hit
from ita_extract.checking.naming import figure, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.errors import UsageError
from ita_extract.model import ReviewReason, Severity, Subject
from ita_extract.organizations.classes import split_written

ROSTER = enter(
    Rule(
        slug="roster-mismatch",
        scope=Scope.COLLECTION,
        severity=Severity.ERROR,
        title=Message("คะแนนไม่ตรงกับผลที่ประกาศ", "A score is not the one officially published"),
        formula="score in the report = score of that organisation and fiscal year in the file given with --official, "
        "for each subject that the file has",
        tolerance="0.01; a name that the file, or the reports, hold twice is compared by its district; where "
        "that does not decide it is a reason for review",
        messages={
            "": Message(
                "{subject_th} ของ{organization} ปี {year} เป็น {found} ในรายงาน (หน้า "
                "{page}) แต่ผลที่ประกาศคือ {expected} ({source} แถว {line})",
                "{subject_en} of {organization} for {year} is {found} in the report (page {page}); the published score "
                "is {expected} ({source}, line {line}).",
            )
        },
        example="รายงานเขียนคะแนนรวม ๙๖.๔๗ แต่ประกาศผลอย่างเป็นทางการคือ 94.67",
    )
)
_NAMES = ("organization", "organization_written", "หน่วยงาน", "ชื่อหน่วยงาน")
_YEARS = ("fiscal_year", "year", "ปีงบประมาณ", "ปี")
_TOTALS = ("overall", "total", "overall_score", "คะแนน", "คะแนนรวม")
_PROVINCES = ("province", "จังหวัด")
_DISTRICTS = ("district", "อำเภอ")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class Published(NamedTuple):
    """One line of official results."""

    source: str
    line: int
    name: str
    province: str
    district: str
    year: int | None
    scores: dict[Subject, Decimal]


def read_official(path: Path) -> list[Published]:
    """Read a CSV file of official results.

    Columns: organization (class and name, เทศบาลตำบลทุ่งผึ้ง or ทต.ทุ่งผึ้ง), fiscal_year (may be left out for a file of
    one year's reports), province and district (may be left out), and one column a subject: overall, IIT, EIT, EIT-1,
    EIT-2, OIT, indicator-1 … indicator-10. Thai headings หน่วยงาน, ปีงบประมาณ, จังหวัด, อำเภอ, คะแนน are taken, too. Raises
    UsageError for a file that cannot be read, lacks a name or any score column, or holds what is no score.
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
                raise UsageError(f"{path} has no column of scores.", hint=f"Name some: {known} …")
            year, province = _first(heads, _YEARS), _first(heads, _PROVINCES)
            district = _first(heads, _DISTRICTS)
            return [
                Published(
                    path.name,
                    reader.line_num,
                    _plain(row[name]),
                    _plain(row[province]).removeprefix("จังหวัด") if province else "",
                    _plain(row[district]).removeprefix("อำเภอ") if district else "",
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
        raise UsageError(f"{path} cannot be read as CSV in UTF-8: {error}") from error


def compare_official(digests: Iterable[Digest], official: list[Published], ledger: Ledger) -> None:
    """Book scores of reports that differ from the published ones."""
    digests = list(digests)
    by_name: dict[str, list[Published]] = defaultdict(list)
    places: dict[tuple[str, str, str], set[str]] = defaultdict(set)  # districts in which a name occurs
    for one in digests:
        if one.identity is not None:
            places[one.identity.kind, *one.identity.place[::2]].add(one.identity.district)
    for row in official:
        by_name[row.name].append(row)
    for one in digests:
        if one.identity is None:
            continue
        named = [
            row
            for row in by_name.get(f"{one.identity.kind}{one.identity.name}", ())
            if row.year in (None, one.year) and row.province in ("", one.identity.province)
        ]
        rows = [row for row in named if row.district in ("", one.identity.district)]
        if len(rows) != 1 or (
            not rows[0].district and len(places[one.identity.kind, *one.identity.place[::2]]) > 1
        ):
            if named:
                ledger.tell(one.document_id, _not_compared(one, named))
            continue
        for subject, score in rows[0].scores.items():
            stated = one.scores.get(subject)
            if stated is None or abs(stated.score - score) <= Decimal("0.01"):
                continue
            name = subject_name(subject)
            ledger.add(
                one.document_id,
                ROSTER,
                Hit(
                    subject,
                    {
                        "subject_th": name.th, "subject_en": name.en, "organization": one.identity.shown,
                        "year": one.year, "found": figure(stated.score), "page": stated.row.page,
                        "expected": figure(score), "source": rows[0].source, "line": rows[0].line,
                    },
                    (stated.row,),
                    expected=figure(score),
                    found=figure(stated.score),
                    evidence=(one.place(subject),),
                ),
            )  # fmt: skip


def _not_compared(one: Digest, named: list[Published]) -> ReviewReason:
    """Say that published scores bear a report's name and cannot be told to be its own."""
    lines = ", ".join(str(row.line) for row in named)
    shown = f"{one.identity.shown} อำเภอ{one.identity.district}" if one.identity else ""
    return ReviewReason(
        slug="unmatched-official-score",
        detail=f"{shown}: {named[0].source} line {lines} may be another body's",
    )


def _column(path: Path, heads: list[str], names: tuple[str, ...], wanted: str) -> str:
    found = _first(heads, names)
    if found is None:
        raise UsageError(
            f"{path} has no column {wanted}.", hint=f"Its columns are: {', '.join(heads) or 'none'}."
        )
    return found


def _first(heads: list[str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in heads), None)


def _plain(text: str | None) -> str:
    """Return a name without spaces, its class written out."""
    bare = re.sub(r"\s", "", text or "")
    parts = split_written(bare)
    return f"{parts.type}{parts.name}" if parts else bare


def _year(path: Path, line: int, text: str | None) -> int:
    digits = re.sub(r"\D", "", (text or "").translate(_DIGITS))
    if len(digits) != 4:
        raise UsageError(f"{path}, line {line}: {text!r} is no fiscal year.")
    return int(digits) + (543 if int(digits) < 2400 else 0)


def _score(path: Path, line: int, text: str | None) -> Decimal:
    try:
        score = Decimal((text or "").strip().translate(_DIGITS))
    except InvalidOperation:
        score = Decimal(-1)
    if not 0 <= score <= 100:
        raise UsageError(f"{path}, line {line}: {text!r} is no score from 0 to 100.")
    return score
